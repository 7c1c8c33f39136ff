/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reports and accounts as JSON, for moderators and for whoever reported.
 * Spec: Mastodon client API, Report, Admin::Report, Admin::Account, Role.
 * Thread: the connection's. */
#include "moot-report-view.h"

#include "moot-account-store.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-sql.h"

/* The bits of a role that say what may be done: all, and the three that an office gives. */
#define PERMISSION_ALL 0x1
#define PERMISSION_REPORTS 0x10
#define PERMISSION_FEDERATION 0x20
#define PERMISSION_USERS 0x400

static const struct
{
  const char *column;
  const char *id;
  const char *name;
  guint permissions;
} roles[] = {
  { "host", "3", "Host", PERMISSION_ALL },
  { "admin", "2", "Admin", PERMISSION_REPORTS | PERMISSION_FEDERATION | PERMISSION_USERS },
  { "moderator", "1", "Moderator", PERMISSION_REPORTS | PERMISSION_USERS },
};

/**
 * moot_role_dup_json:
 * @db: a connection
 * @account_id: an account
 * @now: UTC milliseconds: offices end
 * @error: return location
 *
 * Returns: (transfer full): the role of the account, the empty one for most
 */
char *
moot_role_dup_json (MootDb  *db,
                    gint64   account_id,
                    gint64   now,
                    GError **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_role_of_account,
    MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("today", now - now % MOOT_DAY)), error);
  const char *id = "-99";
  const char *name = "";
  g_autofree char *permissions = NULL;
  guint bits = 0;

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (roles) && bits == 0; i++)
    if (moot_rows_get_int (rows, roles[i].column) != 0)
      {
        id = roles[i].id;
        name = roles[i].name;
        bits = roles[i].permissions;
      }
  permissions = g_strdup_printf ("%u", bits);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "id", id);
  moot_json_put_string (&json, "name", name);
  moot_json_put_string (&json, "color", "");
  moot_json_put_string (&json, "permissions", permissions);
  moot_json_put_boolean (&json, "highlighted", bits != 0);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/* Accounts ------------------------------------------------------------------------------------ */

static MootAdminAccount *
load_account (const MootStatusView  *view,
              gint64                 id,
              GError               **error)
{
  g_autoptr (MootAdminAccount) account = NULL;

  if (id == 0)
    return NULL;
  account = moot_admin_account_load (view->db, id, error);
  if (account == NULL)
    return NULL;
  account->ips = g_strdup ("[]");
  account->role = moot_role_dup_json (view->db, id, view->now, error);
  account->account = moot_account_find (view->db, view->site, id, error);
  if (account->role == NULL || account->account == NULL)
    return NULL;
  return g_steal_pointer (&account);
}

/**
 * moot_admin_account_write:
 * @view: how the moderator looks
 * @account_id: an account
 * @json: where to
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_admin_account_write (const MootStatusView  *view,
                          gint64                 account_id,
                          MootJsonWriter        *json,
                          GError               **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootAdminAccount) account = load_account (view, account_id, &local);

  if (account != NULL)
    {
      moot_entity_to_json (account, json);
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no account %" G_GINT64_FORMAT,
                 account_id);
  return FALSE;
}

/* Reports ------------------------------------------------------------------------------------- */

static GStrv
dup_ids (const char *list)
{
  g_autoptr (GArray) ids = moot_id_list_read (list);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/**
 * moot_report_write:
 * @view: how whoever reported looks
 * @record: a report
 * @json: where to
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_report_write (const MootStatusView    *view,
                   const MootReportRecord  *record,
                   MootJsonWriter          *json,
                   GError                 **error)
{
  g_autoptr (MootReport) report = g_object_new (MOOT_TYPE_REPORT, NULL);

  report->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  report->action_taken = record->resolved_at != 0;
  report->action_taken_at = record->resolved_at;
  report->category = g_strdup (record->category);
  report->comment = g_strdup (record->comment);
  report->forwarded = record->forwarded;
  report->created_at = record->created_at;
  report->status_ids = dup_ids (record->statuses);
  report->rule_ids = dup_ids (record->rules);
  report->target_account = moot_account_find (view->db, view->site, record->target_id, error);
  if (report->target_account == NULL)
    return FALSE;
  moot_entity_to_json (report, json);
  return TRUE;
}

typedef struct
{
  const MootStatusView *view;
  const MootReportRecord *record;
  GError *error;
} Writing;

/* A moderator sees what was reported whoever else may; what is gone is left out. */
static void
write_statuses (Writing        *self,
                MootJsonWriter *json)
{
  g_autoptr (GArray) ids = moot_id_list_read (self->record->statuses);

  moot_json_begin_array (json);
  for (guint i = 0; self->error == NULL && i < ids->len; i++)
    {
      MootStatusLine line;

      if (moot_status_view_find_unchecked (self->view, g_array_index (ids, gint64, i), &line,
                                           &self->error))
        moot_status_view_write (self->view, &line, json, &self->error);
    }
  moot_json_end_array (json);
}

static gboolean
write_field (const MootField *field,
             MootJsonWriter  *json,
             gpointer         data)
{
  if (!g_str_equal (field->name, "statuses"))
    return FALSE;
  moot_json_name (json, field->name);
  write_statuses (data, json);
  return TRUE;
}

/* Rules by number alone: a co-op's bylaws are their text. */
static char *
dup_rules (const MootReportRecord *record)
{
  g_auto (GStrv) ids = dup_ids (record->rules);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "id", ids[i]);
      moot_json_put_string (&json, "text", "");
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/**
 * moot_admin_report_write:
 * @view: how the moderator looks
 * @record: a report
 * @json: where to
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_admin_report_write (const MootStatusView    *view,
                         const MootReportRecord  *record,
                         MootJsonWriter          *json,
                         GError                 **error)
{
  g_autoptr (MootAdminReport) report = g_object_new (MOOT_TYPE_ADMIN_REPORT, NULL);
  Writing writing = { view, record, NULL };

  report->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  report->action_taken = record->resolved_at != 0;
  report->action_taken_at = record->resolved_at;
  report->category = g_strdup (record->category);
  report->comment = g_strdup (record->comment);
  report->forwarded = record->forwarded;
  report->created_at = record->created_at;
  report->updated_at = record->updated_at != 0 ? record->updated_at : record->created_at;
  report->rules = dup_rules (record);
  report->account = load_account (view, record->account_id, &writing.error);
  if (writing.error == NULL)
    report->target_account = load_account (view, record->target_id, &writing.error);
  if (writing.error == NULL)
    report->assigned_account = load_account (view, record->assigned_id, &writing.error);
  if (writing.error == NULL)
    report->action_taken_by_account =
      load_account (view, record->resolved_by_id, &writing.error);
  if (writing.error == NULL)
    moot_entity_to_json_with (report, json, write_field, &writing);
  if (writing.error == NULL)
    return TRUE;
  g_propagate_error (error, writing.error);
  return FALSE;
}
