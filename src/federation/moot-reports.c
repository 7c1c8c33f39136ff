/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reports of members: kept for the moderators, and told to the other server if the member wants it
 * to be, in the name of the node.
 * Spec: Mastodon client API, reports; conformance 45.
 * Thread: the writer's. */
#include "moot-reports.h"

#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-publish.h"
#include "moot-remote-account-store.h"
#include "moot-report-store.h"
#include "moot-sql.h"

#include <string.h>

static gboolean
check (MootDb               *db,
       const MootComplaint  *complaint,
       gint64                now,
       GError              **error)
{
  gint64 n = 0;

  if (complaint->target_id == complaint->account_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: You cannot report yourself");
      return FALSE;
    }
  if (!moot_report_category_is_valid (complaint->category))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Category is not included in the list");
      return FALSE;
    }
  if (g_utf8_strlen (complaint->comment, -1) > MOOT_REPORT_COMMENT_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Comment is too long (maximum is %d characters)",
                   MOOT_REPORT_COMMENT_MAX);
      return FALSE;
    }
  if (!moot_db_get_int (db, &moot_sql_report_count_since,
                        MOOT_BINDS (MOOT_INT ("account", complaint->account_id),
                                    MOOT_INT ("since", now - MOOT_DAY)),
                        &n, error))
    return FALSE;
  if (n < MOOT_REPORTS_A_DAY_MAX && complaint->status_ids->len <= MOOT_REPORT_STATUSES_MAX)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "Validation failed: Too many at once");
  return FALSE;
}

/* A status of somebody else is no part of it. */
static gboolean
add_status (MootDb               *db,
            const MootComplaint  *complaint,
            gint64                id,
            MootJsonWriter       *json,
            GStrvBuilder         *uris,
            GError              **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_report_status_uri,
    MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("target", complaint->target_id)), error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      moot_json_add_string (json, text);
      g_strv_builder_add (uris, moot_rows_get_text (rows, "uri"));
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such status of theirs");
  return FALSE;
}

static char *
dup_rules (const MootComplaint *complaint)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; complaint->rule_ids[i] != NULL && i < MOOT_REPORT_STATUSES_MAX; i++)
    moot_json_add_string (&json, complaint->rule_ids[i]);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static gboolean
keep (MootDb               *db,
      const MootSite       *site,
      const MootComplaint  *complaint,
      gboolean              forward,
      const char           *statuses,
      GStrv                 uris,
      gint64                now,
      gint64               *out_id,
      GError              **error)
{
  g_autofree char *reporter = moot_account_dup_uri (db, complaint->account_id, error);
  g_autofree char *rules = dup_rules (complaint);
  const MootReportDraft draft = { .reporter = reporter,
                                  .account_id = complaint->account_id,
                                  .target_id = complaint->target_id,
                                  .category = complaint->category,
                                  .comment = complaint->comment,
                                  .statuses = statuses,
                                  .rules = rules,
                                  .forwarded = forward,
                                  .now = now };

  if (reporter == NULL || !moot_report_store_add (db, &draft, out_id, error))
    return FALSE;
  return !draft.forwarded ||
         moot_publish_report (db, site, complaint->target_id, complaint->comment,
                              (const char *const *) uris, now, error);
}

/**
 * moot_reports_file:
 * @db: the writer, in a transaction
 * @site: the node
 * @complaint: what a member says
 * @now: UTC milliseconds
 * @out_id: (out): the report
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with words for the client; %MOOT_ERROR_NOT_FOUND for what is not
 * there, or not of the account.
 *
 * Returns: whether it was kept
 */
gboolean
moot_reports_file (MootDb               *db,
                   const MootSite       *site,
                   const MootComplaint  *complaint,
                   gint64                now,
                   gint64               *out_id,
                   GError              **error)
{
  g_autoptr (MootAccount) target = NULL;
  g_auto (MootJsonWriter) statuses = MOOT_JSON_WRITER_INIT;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;
  g_autoptr (GError) local = NULL;

  if (!check (db, complaint, now, error))
    return FALSE;
  target = moot_account_find (db, site, complaint->target_id, &local);
  if (target == NULL)
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such account");
      return FALSE;
    }
  moot_json_begin_array (&statuses);
  for (guint i = 0; i < complaint->status_ids->len; i++)
    if (!add_status (db, complaint, g_array_index (complaint->status_ids, gint64, i), &statuses,
                     builder, error))
      return FALSE;
  moot_json_end_array (&statuses);
  uris = g_strv_builder_end (builder);
  return keep (db, site, complaint, complaint->forward && strchr (target->acct, '@') != NULL,
               statuses.text->str, uris, now, out_id, error);
}
