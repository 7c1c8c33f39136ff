/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-records.h"
#include "moot-report.h"

G_BEGIN_DECLS

#define MOOT_TYPE_REPORT_RECORD (moot_report_record_get_type ())

G_DECLARE_FINAL_TYPE (MootReportRecord, moot_report_record, MOOT, REPORT_RECORD, GObject)

/**
 * MootReportRecord:
 *
 * A report as it is kept: `statuses` and `rules` are JSON arrays of ids.  `account_id` is who
 * reported: a member, or the actor that speaks for another server.
 */
struct _MootReportRecord
{
  GObject parent_instance;

  gint64 id;
  gint64 account_id;
  gint64 target_id;
  char *category;
  char *comment;
  char *statuses;
  char *rules;
  gboolean forwarded;
  gint64 created_at;
  gint64 updated_at;
  gint64 resolved_at;
  gint64 resolved_by_id;
  gint64 assigned_id;
};

/**
 * MootReportDraft:
 * @uri: (nullable): of the Flag that brought it
 * @reporter: the actor who reports
 * @statuses: JSON array of ids
 * @rules: (nullable): JSON array of ids
 *
 * A report before it is kept.  Nothing is owned.
 */
typedef struct
{
  const char *uri;
  const char *reporter;
  gint64 account_id;
  gint64 target_id;
  const char *category;
  const char *comment;
  const char *statuses;
  const char *rules;
  gboolean forwarded;
  gint64 now;
} MootReportDraft;

/**
 * MootReportFilter:
 * @resolved: those that are settled, else those that are not
 * @account_id: who reported, 0 for all
 * @target_id: who was reported, 0 for all
 *
 * Which reports a list is about.
 */
typedef struct
{
  gboolean resolved;
  gint64 account_id;
  gint64 target_id;
} MootReportFilter;

/**
 * MootAccountFilter:
 * @place: 0 for all, 1 for ours, 2 for others
 * @state: active, disabled, silenced, suspended, sensitized or pending; "" for all
 * @username: a part of it, "" for all
 * @display_name: a part of it, "" for all
 * @domain: "" for all
 * @staff: only those in an office of moderation
 *
 * Which accounts a moderator looks for.
 */
typedef struct
{
  int place;
  const char *state;
  const char *username;
  const char *display_name;
  const char *domain;
  gboolean staff;
  gint64 today;
} MootAccountFilter;

gboolean moot_report_store_add (MootDb                 *db,
                                const MootReportDraft  *draft,
                                gint64                 *out_id,
                                GError                **error);
MootReportRecord *moot_report_store_load (MootDb *db,
                                          gint64 id,
                                          GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_report_store_list (MootDb *db,
                                   const MootReportFilter *filter,
                                   const MootRange *range,
                                   GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_report_store_change  (MootDb                  *db,
                                    const MootReportRecord  *record,
                                    gint64                   now,
                                    GError                 **error);
gboolean moot_report_store_resolve (MootDb                  *db,
                                    gint64                   target_id,
                                    gint64                   moderator_id,
                                    gint64                   now,
                                    GError                 **error);

MootAdminAccount *moot_admin_account_load (MootDb *db,
                                           gint64 id,
                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_admin_account_list (MootDb *db,
                                    const MootAccountFilter *filter,
                                    const MootRange *range,
                                    GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

GArray *moot_id_list_read (const char *json) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
