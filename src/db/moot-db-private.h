/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

#include <sqlite3.h>

G_BEGIN_DECLS

#define MOOT_DB_BUSY_TIMEOUT_MS \
  5000 /* another program, such as `folkmoot-node member`, may be writing */

struct _MootDb
{
  sqlite3 *handle;
  GThread *owner;
  GHashTable *statements; /* MootSql * -> sqlite3_stmt *, those not in use */
  GPtrArray *hooks;
  gboolean in_transaction;
  MootDbListener listener;
  gpointer listener_data;
  gint64 deadline;     /* monotonic; 0 when there is no hurry */
  gint64 cpu_deadline; /* of the owner's processor time */
  gint64 compute_from; /* monotonic; before it that cannot be over */
  gboolean gave_up;
};

gboolean moot_db_set_error (MootDb      *self,
                            const char  *doing,
                            GError     **error);

gboolean moot_db_is_too_late (MootDb *self);

const volatile guint32 *moot_db_map_version  (MootDb                 *self);
gboolean                moot_db_read_version (const volatile guint32 *map,
                                              MootDbVersion          *out_version);

GPtrArray *moot_db_transact_quietly (MootDb      *self,
                                     MootDbWork   work,
                                     gpointer     data,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void       moot_db_run_hooks        (GPtrArray   *hooks);

G_END_DECLS
