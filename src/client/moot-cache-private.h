/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache-sql.h"
#include "moot-cache.h"

G_BEGIN_DECLS

struct _MootCache
{
  gatomicrefcount references;
  MootDbPool *pool;
};

gboolean  moot_cache_begin_version (MootDb          *db,
                                    gint64          *out_version,
                                    GError         **error);
gboolean  moot_cache_write_status  (MootDb          *db,
                                    const char      *account,
                                    MootStatus      *status,
                                    gint64           version,
                                    GError         **error);
gboolean  moot_cache_write_one     (MootCache       *self,
                                    const MootSql   *sql,
                                    const MootBind  *binds,
                                    GError         **error);
char     *moot_cache_read_text     (MootCache       *self,
                                    const MootSql   *sql,
                                    const MootBind  *binds,
                                    gint64          *out_number,
                                    GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
