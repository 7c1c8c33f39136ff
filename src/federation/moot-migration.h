/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_MIGRATION_PERIOD_MS (7 * MOOT_DAY) /* between two moves of an account */
#define MOOT_MIGRATION_MAX_ALIASES 16
#define MOOT_MIGRATION_MAX_FOLLOWERS 10000 /* of ours who go along with somebody */

/**
 * MootMigration:
 * @aliases: what else the account is called: ids of actors
 * @moved_to_id: where it went, 0 for nowhere
 * @moved_at: UTC milliseconds, 0 for never
 *
 * Where a member comes from and went to.
 */
typedef struct
{
  GStrv aliases;
  gint64 moved_to_id;
  gint64 moved_at;
  gint64 followers_count;
} MootMigration;

void     moot_migration_clear        (MootMigration   *self);
gboolean moot_migration_load         (MootDb          *db,
                                      gint64           account_id,
                                      MootMigration   *out_migration,
                                      GError         **error);
gboolean moot_migration_find         (MootFederation  *federation,
                                      const char      *who,
                                      gint64          *out_id,
                                      GError         **error);
gboolean moot_migration_add_alias    (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           account_id,
                                      gint64           alias_id,
                                      gint64           now,
                                      GError         **error);
gboolean moot_migration_remove_alias (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           account_id,
                                      const char      *uri,
                                      gint64           now,
                                      GError         **error);
gboolean moot_migration_go           (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           account_id,
                                      gint64           target_id,
                                      gint64           now,
                                      GError         **error);
gboolean moot_migration_come_back    (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           account_id,
                                      gint64           now,
                                      GError         **error);
gboolean moot_migration_carry        (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           old_id,
                                      gint64           new_id,
                                      gint64           now,
                                      GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootMigration, moot_migration_clear)

G_END_DECLS
