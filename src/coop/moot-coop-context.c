/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the use cases share: connection, time, the co-op's own day, and whom to tell afterwards.
 * Thread: the connection's. */
#include "moot-coop-context.h"

#include "moot-clock.h"
#include "moot-coop-store.h"

typedef struct
{
  MootCoopListener listener;
  gpointer data;
  const char *event;
  gint64 id;
  gint64 account_id;
} Message;

/**
 * moot_coop_context_init:
 * @self: a context on the stack
 * @db: a connection
 * @site: the node's public name
 * @now: UTC milliseconds
 * @error: return location
 *
 * Fills @self, without a listener.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when this node has no co-operative.
 *
 * Returns: whether there is a co-operative
 */
gboolean
moot_coop_context_init (MootCoopContext  *self,
                        MootDb           *db,
                        const MootSite   *site,
                        gint64            now,
                        GError          **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (db, error);
  g_autoptr (GTimeZone) zone = NULL;

  if (coop == NULL)
    return FALSE;
  zone = g_time_zone_new_identifier (coop->time_zone);
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  *self = (MootCoopContext){
    .db = db, .site = site, .now = now, .today = moot_day_from_time (now, zone)
  };
  return TRUE;
}

static void
deliver (gpointer data)
{
  const Message *message = data;

  message->listener (message->event, message->id, message->account_id, message->data);
}

/**
 * moot_coop_tell_one:
 * @self: a context inside a transaction
 * @event: in static storage, see #MootCoopListener
 * @id: what changed
 * @account_id: whose business it is; 0 for all members
 *
 * Tells the listener when, and only if, the transaction is on disk.
 */
void
moot_coop_tell_one (const MootCoopContext *self,
                    const char            *event,
                    gint64                 id,
                    gint64                 account_id)
{
  Message *message;

  if (self->listener == NULL)
    return;
  message = g_new (Message, 1);
  *message = (Message){ self->listener, self->listener_data, event, id, account_id };
  moot_db_after_commit (self->db, deliver, message, g_free);
}

/** moot_coop_tell: like moot_coop_tell_one(), for all members */
void
moot_coop_tell (const MootCoopContext *self,
                const char            *event,
                gint64                 id)
{
  moot_coop_tell_one (self, event, id, 0);
}

/** moot_coop_day_to_time: a day as the database and the API keep it: its UTC midnight; 0 for none
 */
gint64
moot_coop_day_to_time (MootDay day)
{
  return moot_day_is_valid (day) ? day * MOOT_DAY : 0;
}

/** moot_coop_time_to_day: the other way round */
MootDay
moot_coop_time_to_day (gint64 time_ms)
{
  return time_ms != 0 ? (MootDay) (time_ms / MOOT_DAY) : MOOT_DAY_NONE;
}

/** moot_coop_get_today: today as the database keeps days */
gint64
moot_coop_get_today (const MootCoopContext *self)
{
  return moot_coop_day_to_time (self->today);
}
