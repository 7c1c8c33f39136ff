/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

typedef struct _MootDbDisk MootDbDisk;

MootDbDisk *moot_db_disk_new  (MootDb     *writer);
void        moot_db_disk_free (MootDbDisk *self);

gboolean moot_db_disk_sync (MootDbDisk  *self,
                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDbDisk, moot_db_disk_free)

G_END_DECLS
