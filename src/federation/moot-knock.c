/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* After a long sleep: one word to each server that has to do with ours, so that those that gave us
 * up see that we are back.  Where something waits to be delivered anyhow, that is the word.
 * Spec: conformance 63. Thread: the writer's, in a transaction. */
#include "moot-knock.h"

#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-outbox.h"
#include "moot-own-actor.h"
#include "moot-sql.h"
#include "moot-uri.h"

static gboolean
knock_at (MootDb          *db,
          const MootSite  *site,
          gint64           account_id,
          const char      *inbox,
          gint64           not_before,
          gint64           now,
          GError         **error)
{
  g_autoptr (MootOwnActor) actor = moot_own_actor_load (db, site, account_id, error);
  g_autofree char *host = moot_uri_dup_authority (inbox);
  g_autofree char *id = NULL;
  g_autofree char *json = NULL;
  char *everybody[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
  char *nobody[] = { NULL };
  MootAudience audience = { .to = everybody, .cc = nobody };
  const char *const inboxes[] = { inbox, NULL };
  MootPosting posting = { .account_id = account_id,
                          .type = MOOT_ACTIVITY_UPDATE,
                          .rank = MOOT_RANK_QUIET,
                          .not_before = not_before };
  MootOutgoing activity = { .type = MOOT_ACTIVITY_UPDATE, .audience = &audience };

  if (actor == NULL || host == NULL)
    return error == NULL || *error == NULL;
  id = moot_actor_uri_part (actor->document->id, MOOT_PART_UPDATE, now);
  activity.id = posting.id = id;
  activity.actor = posting.actor = posting.about = actor->document->id;
  activity.person = actor->document;
  posting.json = json = moot_activity_write (&activity);
  return moot_outbox_put (db, site, &posting, inboxes, now, error) &&
         moot_db_run (db, &moot_sql_knock_done,
                      MOOT_BINDS (MOOT_TEXT ("host", host), MOOT_INT ("now", now)), error);
}

static gboolean
may_knock (MootDb      *db,
           const char  *inbox,
           gint64       now,
           GError     **error)
{
  g_autofree char *host = moot_uri_dup_authority (inbox);
  gint64 busy = 0;

  return host != NULL &&
         moot_db_get_int (db, &moot_sql_knock_needless,
                          MOOT_BINDS (MOOT_TEXT ("host", host),
                                      MOOT_INT ("since", now - MOOT_KNOCK_EVERY_MS)),
                          &busy, error) &&
         busy == 0;
}

/* Whom to knock at. */
typedef struct
{
  gint64 account_id;
  char *inbox;
} Door;

static void
door_clear (gpointer data)
{
  g_free (((Door *) data)->inbox);
}

static GArray *
list_doors (MootDb  *db,
            gint64   now,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GArray) doors = g_array_new (FALSE, FALSE, sizeof (Door));
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_knock_list, MOOT_BINDS (MOOT_INT ("limit", MOOT_KNOCK_MAX)), &local);

  g_array_set_clear_func (doors, door_clear);
  while (rows != NULL && moot_rows_next (rows, &local))
    {
      const char *inbox = moot_rows_get_text (rows, "inbox");

      if (may_knock (db, inbox, now, &local))
        {
          g_array_set_size (doors, doors->len + 1);
          g_array_index (doors, Door, doors->len - 1) =
            (Door){ moot_rows_get_int (rows, "account_id"), g_strdup (inbox) };
        }
    }
  if (local == NULL)
    return g_steal_pointer (&doors);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_knock:
 * @db: the writer, inside a transaction
 * @site: the node
 * @release_ms: over which what waits is released, to which the time of the knocks is in proportion
 * @now: UTC milliseconds
 * @error: return location
 *
 * Queues an Update of one of ours for each inbox of followers and followed, unless something is
 * on its way there, or did so within %MOOT_KNOCK_EVERY_MS.  They go out one after the other, over
 * %MOOT_KNOCK_SHORTEST to %MOOT_KNOCK_LONGEST times @release_ms: two to ten minutes usually.
 *
 * Returns: whether it was written
 */
gboolean
moot_knock (MootDb          *db,
            const MootSite  *site,
            gint64           release_ms,
            gint64           now,
            GError         **error)
{
  g_autoptr (GArray) doors = list_doors (db, now, error);
  gint64 over_ms;

  if (doors == NULL)
    return FALSE;
  over_ms = release_ms * MOOT_KNOCK_SHORTEST +
            release_ms * (MOOT_KNOCK_LONGEST - MOOT_KNOCK_SHORTEST) * doors->len / MOOT_KNOCK_MAX;
  for (guint i = 0; i < doors->len; i++)
    {
      const Door *door = &g_array_index (doors, Door, i);
      double at = (i + g_random_double ()) / doors->len;
      gboolean needed;
      g_autoptr (GError) local = NULL;

      needed = may_knock (db, door->inbox, now, &local); /* another door of that host was first */
      if (local == NULL && needed)
        knock_at (db, site, door->account_id, door->inbox, now + (gint64) (at * (double) over_ms),
                  now, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return TRUE;
}
