/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reports, and accounts with what moderators made of them.  Who may see any of it is decided above.
 * Thread: the connection's. */
#include "moot-report-store.h"

#include "moot-clock.h"
#include "moot-id.h"
#include "moot-notification-store.h"
#include "moot-sql.h"

#define BY_ID(id) MOOT_BINDS (MOOT_INT ("id", id))

/* clang-format off */
static const MootField record_fields[] = {
  MOOT_NUMBER (MootReportRecord, id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, account_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, target_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootReportRecord, category, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootReportRecord, comment, MOOT_FIELD_NOT_NULL),
  MOOT_JSON (MootReportRecord, statuses, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootReportRecord, rules, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootReportRecord, forwarded, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, updated_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, resolved_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, resolved_by_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootReportRecord, assigned_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootReportRecord, moot_report_record, record_fields)

/* Whoever looks after reports hears of a new one, also of one they wrote themselves. */
static gboolean
tell_moderators (MootDb                 *db,
                 const MootReportDraft  *draft,
                 gint64                  report_id,
                 GError                **error)
{
  gint64 today = draft->now - draft->now % MOOT_DAY;
  g_autoptr (GArray) moderators = moot_records_list_ids (
    db, &moot_sql_moderators, MOOT_BINDS (MOOT_INT ("today", today)), error);

  if (moderators == NULL)
    return FALSE;
  for (guint i = 0; i < moderators->len; i++)
    {
      gint64 account_id = g_array_index (moderators, gint64, i);
      gint64 n_changed;

      if (!moot_db_run_counted (db, &moot_sql_notification_of_report,
                                MOOT_BINDS (MOOT_INT ("account", account_id),
                                            MOOT_INT ("sender", draft->account_id),
                                            MOOT_INT ("report", report_id),
                                            MOOT_INT ("now", draft->now)),
                                &n_changed, error))
        return FALSE;
      if (n_changed > 0)
        moot_db_announce (db, MOOT_NEWS_NOTIFICATION, moot_db_get_last_id (db), account_id);
    }
  return TRUE;
}

/**
 * moot_report_store_add:
 * @db: the writer
 * @draft: a report
 * @out_id: (out): its id, 0 when it was there already
 * @error: return location
 *
 * Keeps a report and tells the moderators.
 *
 * Returns: whether the database answered
 */
gboolean
moot_report_store_add (MootDb                 *db,
                       const MootReportDraft  *draft,
                       gint64                 *out_id,
                       GError                **error)
{
  gint64 n_changed;

  *out_id = 0;
  if (!moot_db_run_counted (
        db, &moot_sql_report_add,
        MOOT_BINDS (MOOT_TEXT ("uri", draft->uri), MOOT_TEXT ("reporter", draft->reporter),
                    MOOT_ID ("account", draft->account_id), MOOT_INT ("target", draft->target_id),
                    MOOT_TEXT ("category", draft->category), MOOT_TEXT ("comment", draft->comment),
                    MOOT_TEXT ("statuses", draft->statuses),
                    MOOT_TEXT ("rules", draft->rules != NULL ? draft->rules : "[]"),
                    MOOT_INT ("forwarded", draft->forwarded), MOOT_INT ("now", draft->now)),
        &n_changed, error))
    return FALSE;
  if (n_changed == 0)
    return TRUE;
  *out_id = moot_db_get_last_id (db);
  return draft->account_id == 0 || tell_moderators (db, draft, *out_id, error);
}

/** moot_report_store_load: (transfer full) (nullable): the report @id */
MootReportRecord *
moot_report_store_load (MootDb  *db,
                        gint64   id,
                        GError **error)
{
  return moot_records_find (db, &moot_sql_report_by_id, BY_ID (id), MOOT_TYPE_REPORT_RECORD, error);
}

/**
 * moot_report_store_list:
 * @db: a connection
 * @filter: which
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootReportRecord): newest first
 */
GPtrArray *
moot_report_store_list (MootDb                  *db,
                        const MootReportFilter  *filter,
                        const MootRange         *range,
                        GError                 **error)
{
  GPtrArray *list = moot_records_list (
    db, range->ascending ? &moot_sql_report_page_up : &moot_sql_report_page,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("floor", range->above),
                MOOT_INT ("resolved", filter->resolved), MOOT_INT ("account", filter->account_id),
                MOOT_INT ("target", filter->target_id), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_REPORT_RECORD, error);

  if (list != NULL && range->ascending)
    moot_records_reverse (list);
  return list;
}

/** moot_report_store_change: writes what a moderator can change of a report */
gboolean
moot_report_store_change (MootDb                  *db,
                          const MootReportRecord  *record,
                          gint64                   now,
                          GError                 **error)
{
  return moot_db_run (
    db, &moot_sql_report_change,
    MOOT_BINDS (MOOT_INT ("id", record->id), MOOT_TEXT ("category", record->category),
                MOOT_TEXT ("rules", record->rules), MOOT_ID ("assigned", record->assigned_id),
                MOOT_INT ("resolved_at", record->resolved_at),
                MOOT_ID ("resolved_by", record->resolved_by_id), MOOT_INT ("now", now)),
    error);
}

/** moot_report_store_resolve: settles every open report of @target_id */
gboolean
moot_report_store_resolve (MootDb  *db,
                           gint64   target_id,
                           gint64   moderator_id,
                           gint64   now,
                           GError **error)
{
  return moot_db_run (db, &moot_sql_report_resolve_of,
                      MOOT_BINDS (MOOT_INT ("target", target_id),
                                  MOOT_INT ("moderator", moderator_id), MOOT_INT ("now", now)),
                      error);
}

/** moot_admin_account_load: (transfer full) (nullable): the account @id, without its `account` */
MootAdminAccount *
moot_admin_account_load (MootDb  *db,
                         gint64   id,
                         GError **error)
{
  return moot_records_find (db, &moot_sql_admin_account_by_id, BY_ID (id), MOOT_TYPE_ADMIN_ACCOUNT,
                            error);
}

/* `a_b` -> `%a\_b%`; "" stays. */
static char *
dup_pattern (const char *part)
{
  g_autoptr (GString) pattern = g_string_new ("%");

  if (*part == '\0')
    return g_strdup ("");
  for (const char *at = part; *at != '\0'; at++)
    {
      if (*at == '%' || *at == '_' || *at == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *at);
    }
  g_string_append_c (pattern, '%');
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/**
 * moot_admin_account_list:
 * @db: a connection
 * @filter: which
 * @range: the page, newest first
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootAdminAccount): without their `account`
 */
GPtrArray *
moot_admin_account_list (MootDb                   *db,
                         const MootAccountFilter  *filter,
                         const MootRange          *range,
                         GError                  **error)
{
  g_autofree char *username = dup_pattern (filter->username);
  g_autofree char *display_name = dup_pattern (filter->display_name);

  return moot_records_list (
    db, &moot_sql_admin_account_page,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("floor", range->above),
                MOOT_INT ("place", filter->place), MOOT_TEXT ("state", filter->state),
                MOOT_TEXT ("username", username), MOOT_TEXT ("display_name", display_name),
                MOOT_TEXT ("domain", filter->domain), MOOT_INT ("staff", filter->staff),
                MOOT_INT ("today", filter->today), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_ADMIN_ACCOUNT, error);
}

/**
 * moot_id_list_read:
 * @json: (nullable): `["1","2"]`
 *
 * Returns: (transfer full) (element-type gint64): the ids in it
 */
GArray *
moot_id_list_read (const char *json)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonArray *array =
    root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *text = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      gint64 id;

      if (text != NULL && moot_id_parse (text, &id))
        g_array_append_val (ids, id);
    }
  return ids;
}
