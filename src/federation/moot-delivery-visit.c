/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Brings to one host what is due there, over one connection, until it does not want more.
 * Thread: a worker of the delivery loop; blocks. */
#include "moot-delivery-visit.h"

#include "moot-clock-watch.h"
#include "moot-deadline.h"
#include "moot-people.h"
#include "moot-poster.h"
#include "moot-sql.h"

#include <string.h>

/* What an answer of @host says on a visit that does not come about. */
static void
fail_all (MootHostVisit *self,
          guint          status)
{
  for (guint i = 0; i < self->deliveries->len; i++)
    {
      MootDelivery *delivery = g_ptr_array_index (self->deliveries, i);

      delivery->tried = TRUE;
      delivery->answer = (MootDeliveryAnswer){ .status = status };
    }
}

/* Whose inbox it is; 0 for nobody we know. */
static gint64
find_owner (MootFederation  *federation,
            const char      *inbox,
            char           **out_uri)
{
  MootDb *db = moot_db_pool_borrow_reader (federation->pool, NULL);
  g_autoptr (MootRows) rows =
    db != NULL
      ? moot_db_query (db, &moot_sql_outbox_owner, MOOT_BINDS (MOOT_TEXT ("inbox", inbox)), NULL)
      : NULL;
  gint64 id = 0;

  if (rows != NULL && moot_rows_next (rows, NULL))
    {
      id = moot_rows_get_int (rows, "id");
      *out_uri = g_strdup (moot_rows_get_text (rows, "uri"));
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (federation->pool, db);
  return id;
}

/* The inbox of @id as we know it now, if it is not @old; NULL if it is. */
static char *
find_new_inbox (MootFederation *federation,
                gint64          id,
                const char     *old)
{
  MootDb *db = moot_db_pool_borrow_reader (federation->pool, NULL);
  g_autoptr (MootRows) rows = db != NULL ? moot_db_query (db, &moot_sql_outbox_inbox_of,
                                                          MOOT_BINDS (MOOT_INT ("id", id)), NULL)
                                         : NULL;
  char *inbox = NULL;

  if (rows != NULL && moot_rows_next (rows, NULL))
    {
      const char *shared = moot_rows_get_text (rows, "shared");
      const char *own = moot_rows_get_text (rows, "own");

      if (*shared != '\0' && strcmp (shared, old) != 0)
        inbox = g_strdup (shared);
      else if (own != NULL && strcmp (own, old) != 0)
        inbox = g_strdup (own);
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (federation->pool, db);
  return inbox;
}

/* An inbox that is not there may have moved: the actor says where to.  Once for a delivery. */
static void
look_up (MootDelivery   *delivery,
         MootFederation *federation)
{
  g_auto (MootRemoteAccount) account = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  gint64 id;

  if (delivery->attempts > 0 ||
      moot_delivery_judge (&delivery->answer, 1) != MOOT_DELIVERY_LOOK_UP)
    return;
  id = find_owner (federation, delivery->inbox, &uri);
  if (id == 0)
    return;
  if (moot_people_ensure (federation, uri, -1, &account, &error))
    delivery->moved_to = find_new_inbox (federation, id, delivery->inbox);
  else
    g_debug ("'%s' is not to be found: %s", uri, error->message);
}

static gboolean
deliver (MootDelivery   *delivery,
         SoupSession    *session,
         MootFederation *federation,
         GCancellable   *cancellable,
         gint64         *out_took_ms)
{
  gint64 began;

  g_autoptr (MootDeadline) deadline = moot_deadline_new (MOOT_POST_TOTAL_MS, cancellable);
  g_autoptr (GError) error = NULL;
  g_autofree char *host = moot_uri_dup_host (delivery->inbox);
  MootPost post = { .inbox = delivery->inbox,
                    .body = delivery->body,
                    .synchronisation = delivery->synchronisation };

  if (delivery->account_id != 0)
    delivery->signer = moot_signers_get_for (federation->signers, delivery->account_id,
                                             delivery->key_number, &error);
  post.sign = delivery->account_id != 0 ? moot_signer_sign : moot_federation_sign;
  post.data = delivery->account_id != 0 ? (gpointer) delivery->signer : federation;
  began = g_get_monotonic_time ();
  if (error == NULL)
    delivery->answer =
      moot_poster_send (session, &post, federation->schemes,
                        moot_deadline_get_cancellable (deadline), &error);
  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable))
    return FALSE; /* we were stopped: it says nothing of the host */
  if (error != NULL)
    g_debug ("'%s' did not get through to '%s': %s", delivery->uri, delivery->inbox,
             error->message);
  delivery->tried = TRUE;
  if (delivery->answer.status != 0)
    *out_took_ms = MAX ((g_get_monotonic_time () - began) / 1000, 1);
  moot_clock_watch_note (federation->clock_watch, host, delivery->answer.date);
  look_up (delivery, federation);
  return !moot_delivery_is_silence (&delivery->answer);
}

/**
 * moot_host_visit_run:
 * @self: a visit with something to bring
 * @federation: what it works with
 * @cancellable: (nullable): stops it
 *
 * Each delivery that was tried says so; the others are due as before.
 */
void
moot_host_visit_run (MootHostVisit  *self,
                     MootFederation *federation,
                     GCancellable   *cancellable)
{
  const MootDelivery *first = g_ptr_array_index (self->deliveries, 0);
  const MootGuardedOptions options = {
    .policy = moot_fetcher_get_policy (federation->fetcher),
    .own = federation->own_addresses,
    .user_agent = federation->user_agent,
    .tls_database = federation->options.tls_database,
    .io_seconds = MOOT_POST_IO_SECONDS,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupSession) session = NULL;

  if (self->blocked)
    {
      fail_all (self, 403);
      return;
    }
  session = moot_guarded_session_new (first->inbox, &options, &error);
  if (session == NULL)
    {
      g_debug ("nothing is brought to '%s': %s", first->inbox, error->message);
      fail_all (self, 403);
      return;
    }
  for (guint i = 0; i < self->deliveries->len; i++)
    if (!deliver (g_ptr_array_index (self->deliveries, i), session, federation, cancellable,
                  &self->took_ms))
      return;
}
