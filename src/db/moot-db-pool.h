/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

typedef struct _MootDbPool MootDbPool;

MootDbPool *moot_db_pool_open (const char  *path,
                               const char  *schema_folder,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        moot_db_pool_free (MootDbPool  *self);

MootDb *moot_db_pool_borrow_reader      (MootDbPool  *self,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
MootDb *moot_db_pool_borrow_idle_reader (MootDbPool  *self) G_GNUC_WARN_UNUSED_RESULT;
void    moot_db_pool_return_reader      (MootDbPool  *self,
                                         MootDb      *reader);

gboolean moot_db_pool_get_version (MootDbPool    *self,
                                   MootDbVersion *out_version);

gboolean moot_db_pool_write            (MootDbPool      *self,
                                        MootDbWork       work,
                                        gpointer         data,
                                        GError         **error);
gboolean moot_db_pool_write_repeatable (MootDbPool      *self,
                                        MootDbWork       work,
                                        gpointer         data,
                                        GError         **error);
gboolean moot_db_pool_write_together   (MootDbPool      *self,
                                        MootDbWork       work,
                                        gpointer         data,
                                        GError         **error);
void     moot_db_pool_listen           (MootDbPool      *self,
                                        MootDbListener   listener,
                                        gpointer         data);
gboolean moot_db_pool_checkpoint       (MootDbPool      *self,
                                        GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDbPool, moot_db_pool_free)

G_END_DECLS
