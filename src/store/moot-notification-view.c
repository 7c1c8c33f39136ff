/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Notifications as JSON, with the same rendered accounts and statuses as timelines.
 * Spec: Mastodon client API, Notification.
 * Thread: the connection's. */
#include "moot-notification-view.h"

#include "moot-report-view.h"
#include "moot-severance-store.h"

/**
 * moot_notice_read:
 * @rows: on a row with the columns `id`, `type`, `created_at`, `from_account_id`,
 *   `status_id`, `report_id` and `severance_id`
 *
 * Returns: (transfer full): the notification of the row
 */
MootNotice
moot_notice_read (MootRows *rows)
{
  return (MootNotice){
    .id = moot_rows_get_int (rows, "id"),
    .type = g_strdup (moot_rows_get_text (rows, "type")),
    .created_at = moot_rows_get_int (rows, "created_at"),
    .from_account_id = moot_rows_get_int (rows, "from_account_id"),
    .status_id = moot_rows_get_int (rows, "status_id"),
    .report_id = moot_rows_get_int (rows, "report_id"),
    .severance_id = moot_rows_get_int (rows, "severance_id"),
  };
}

/** moot_notice_clear: frees what @self holds */
void
moot_notice_clear (MootNotice *self)
{
  g_clear_pointer (&self->type, g_free);
}

static void
write_report (const MootStatusView  *view,
              gint64                 id,
              MootJsonWriter        *json,
              GError               **error)
{
  g_autoptr (MootReportRecord) record = moot_report_store_load (view->db, id, error);

  if (record == NULL)
    return;
  moot_json_name (json, "report");
  moot_report_write (view, record, json, error);
}

/**
 * moot_notice_write:
 * @view: how its receiver looks at statuses
 * @notice: a notification
 * @json: where to
 * @error: return location
 *
 * Writes a notification as the next value.  Whom it is for was told of the status, so it is shown
 * even if it could not be opened any more.
 *
 * Returns: whether the database answered
 */
gboolean
moot_notice_write (const MootStatusView  *view,
                   const MootNotice      *notice,
                   MootJsonWriter        *json,
                   GError               **error)
{
  g_autofree char *key = g_strdup_printf ("ungrouped-%" G_GINT64_FORMAT, notice->id);
  g_autoptr (GError) local = NULL;
  MootStatusLine line;

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", notice->id);
  moot_json_put_string (json, "type", notice->type);
  moot_json_put_time (json, "created_at", notice->created_at);
  moot_json_put_string (json, "group_key", key);
  moot_json_name (json, "account");
  if (!moot_status_view_write_account (view, notice->from_account_id, json, error))
    return FALSE;
  if (notice->status_id != 0 &&
      moot_status_view_find_unchecked (view, notice->status_id, &line, &local))
    {
      moot_json_name (json, "status");
      moot_status_view_write (view, &line, json, &local);
    }
  if (local == NULL && notice->report_id != 0)
    write_report (view, notice->report_id, json, &local);
  if (local == NULL && notice->severance_id != 0)
    moot_severance_write (view->db, notice->severance_id, json, &local);
  moot_json_end_object (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
