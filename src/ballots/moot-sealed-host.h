/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-record.h"

G_BEGIN_DECLS

typedef struct _MootSealedHost MootSealedHost;

MootSealedHost *moot_sealed_host_new       (const guint8         *seed,
                                            MootSealedRoll       *roll) G_GNUC_WARN_UNUSED_RESULT;
MootSealedHost *moot_sealed_host_take_over (const guint8         *seed,
                                            MootSealedRoll       *roll,
                                            const MootSealedLog  *log,
                                            const char           *moved,
                                            gint64                now,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void            moot_sealed_host_free      (MootSealedHost       *self);

MootSealedRecord *moot_sealed_host_get_record (MootSealedHost *self);
char             *moot_sealed_host_dup_head   (MootSealedHost *self,
                                               gint64          now) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_sealed_host_open         (MootSealedHost  *self,
                                         const char      *opening,
                                         gint64           now,
                                         GError         **error);
gboolean  moot_sealed_host_take_request (MootSealedHost  *self,
                                         const char      *text,
                                         gint64           now,
                                         GError         **error);
gboolean  moot_sealed_host_take_reply   (MootSealedHost  *self,
                                         const char      *text,
                                         gint64           now,
                                         GError         **error);
char     *moot_sealed_host_take_ballot  (MootSealedHost  *self,
                                         const char      *text,
                                         gint64           now,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_sealed_host_take_end     (MootSealedHost  *self,
                                         const char      *kind,
                                         const char      *text,
                                         gint64           now,
                                         GError         **error);
gboolean  moot_sealed_host_work         (MootSealedHost  *self,
                                         gint64           now,
                                         GError         **error);

gboolean        moot_sealed_host_restore (MootSealedHost  *self,
                                          const char      *ballot,
                                          GError         **error);
char           *moot_sealed_host_save    (MootSealedHost  *self) G_GNUC_WARN_UNUSED_RESULT;
MootSealedHost *moot_sealed_host_load    (const char      *state,
                                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedHost, moot_sealed_host_free)

G_END_DECLS
