/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The statuses a session has on its screen: a newer copy is shown everywhere, one that is gone
 * nowhere.
 * Thread: main. */
#include "moot-session-private.h"

/**
 * moot_session_see_status:
 * @self: a session
 * @status: comes onto the screen
 *
 * Lets actions name it by its id.
 */
void
moot_session_see_status (MootSession *self,
                         MootStatus  *status)
{
  moot_seen_statuses_add (self->seen, status);
  if (status->quote != NULL && status->quote->quoted_status != NULL)
    moot_seen_statuses_add (self->seen, status->quote->quoted_status);
}

/**
 * moot_session_find_status:
 * @self: a session
 * @id: of a status that is on the screen
 *
 * Returns: (transfer none) (nullable): the status
 */
MootStatus *
moot_session_find_status (MootSession *self,
                          const char  *id)
{
  return moot_seen_statuses_find (self->seen, id);
}

/**
 * moot_session_learn_status:
 * @self: a session
 * @status: a newer copy
 *
 * Everything that shows it follows.
 */
void
moot_session_learn_status (MootSession *self,
                           MootStatus  *status)
{
  if (moot_seen_statuses_find (self->seen, status->id) != NULL)
    moot_session_see_status (self, status);
  moot_timeline_model_update (self->home, status);
  moot_notification_model_update_status (self->notifications, status);
  g_signal_emit_by_name (self, "status-changed", status);
}

/**
 * moot_session_lose_status:
 * @self: a session
 * @id: a status that is no longer to be seen
 *
 * It disappears everywhere.
 */
void
moot_session_lose_status (MootSession *self,
                          const char  *id)
{
  moot_timeline_model_remove (self->home, id);
  moot_notification_model_lose_status (self->notifications, id);
  g_signal_emit_by_name (self, "status-gone", id);
}

/**
 * moot_session_lose_entry:
 * @self: a session
 * @id: of what is no longer in a list
 */
void
moot_session_lose_entry (MootSession *self,
                         const char  *id)
{
  g_signal_emit_by_name (self, "entry-gone", id);
}

/**
 * moot_session_lose_author:
 * @self: a session
 * @account_id: whose statuses are no longer to be seen
 *
 * Those that were on the screen disappear; others are left out by the server.
 */
void
moot_session_lose_author (MootSession *self,
                          const char  *account_id)
{
  g_autoptr (GPtrArray) ids = moot_seen_statuses_list_by (self->seen, account_id);

  for (guint i = 0; i < ids->len; i++)
    moot_session_lose_status (self, g_ptr_array_index (ids, i));
}
