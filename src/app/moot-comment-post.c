/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Something is said: kept on disk first, then sent.  When the server is away it waits there, and is
 * sent when the server is back, whatever becomes of the app meanwhile.
 * Thread: main; the work runs on a worker. */
#include "moot-comment-post.h"

typedef struct
{
  MootCache *cache; /* (nullable) */
  char *account;
  MootUnsentItem *item;
  gint64 forgotten_id;
} Job;

typedef struct
{
  MootUnsentItem *waiting; /* NULL: the server has it */
  MootReply *reply;        /* (nullable): what it said */
} Fate;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->cache, moot_cache_unref);
  moot_unsent_item_free (job->item);
  g_free (job->account);
  g_free (job);
}

static void
fate_free (gpointer data)
{
  Fate *fate = data;

  moot_unsent_item_free (fate->waiting);
  g_clear_pointer (&fate->reply, moot_reply_free);
  g_free (fate);
}

static gboolean
send_now (Job             *job,
          MootConnection  *connection,
          MootReply      **out_reply,
          GCancellable    *cancellable,
          GError         **error)
{
  *out_reply = moot_unsent_deliver (connection, NULL, NULL, job->item, cancellable, error);
  return *out_reply != NULL;
}

/* What the server refuses goes back to its author at once, who is still looking at it. */
static gboolean
send_or_keep (Job             *job,
              MootConnection  *connection,
              GCancellable    *cancellable,
              MootUnsentItem **out_waiting,
              MootReply      **out_reply,
              GError         **error)
{
  if (!moot_unsent_put (job->cache, job->account, job->item, error))
    return FALSE;
  moot_unsent_send (connection, job->cache, job->account, job->item->key, out_reply, cancellable,
                    NULL);
  *out_waiting = moot_unsent_find (job->cache, job->account, job->item->key, NULL);
  if (*out_waiting == NULL || (*out_waiting)->problem == NULL)
    return TRUE;
  moot_unsent_remove (job->cache, job->account, (*out_waiting)->id, NULL);
  g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED,
                       (*out_waiting)->problem);
  g_clear_pointer (out_waiting, moot_unsent_item_free);
  return FALSE;
}

static gpointer
post (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  Job *job = data;
  MootUnsentItem *waiting = NULL;
  g_autoptr (MootReply) reply = NULL;
  Fate *fate;

  if (job->cache != NULL ? !send_or_keep (job, connection, cancellable, &waiting, &reply, error)
                         : !send_now (job, connection, &reply, cancellable, error))
    return NULL;
  fate = g_new0 (Fate, 1);
  fate->waiting = waiting;
  fate->reply = g_steal_pointer (&reply);
  return fate;
}

static Job *
job_new (MootClient *client)
{
  Job *job = g_new0 (Job, 1);
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (client, &account);

  job->cache = cache != NULL ? moot_cache_ref (cache) : NULL;
  job->account = g_strdup (account);
  return job;
}

/**
 * moot_comment_post_async:
 * @client: a server with a co-op
 * @item: (transfer full): what is said or done
 * @cancellable: (nullable): stops waiting for it; it is sent another time
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
moot_comment_post_async (MootClient          *client,
                         MootUnsentItem      *item,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job = job_new (client);

  job->item = item;
  moot_client_run_async (client, post, job, job_free, fate_free, cancellable, callback, user_data);
}

/**
 * moot_comment_post_finish:
 * @client: a client
 * @result: what the callback was given
 * @out_waiting: (out) (transfer full) (nullable): what waits until the server is back; %NULL when
 *   the server has it
 * @out_reply: (out) (optional) (transfer full) (nullable): what the server said of it, once it has
 * it
 * @error: return location
 *
 * Errors: #MootClientError with the server's reason when it refused.
 *
 * Returns: whether it was sent or waits
 */
gboolean
moot_comment_post_finish (MootClient      *client,
                          GAsyncResult    *result,
                          MootUnsentItem **out_waiting,
                          MootReply      **out_reply,
                          GError         **error)
{
  Fate *fate = moot_client_run_finish (client, result, error);

  *out_waiting = fate != NULL ? g_steal_pointer (&fate->waiting) : NULL;
  if (out_reply != NULL)
    *out_reply = fate != NULL ? g_steal_pointer (&fate->reply) : NULL;
  if (fate == NULL)
    return FALSE;
  fate_free (fate);
  return TRUE;
}

static gpointer
forget (MootConnection  *connection,
        gpointer         data,
        GCancellable    *cancellable,
        GError         **error)
{
  Job *job = data;

  if (job->cache != NULL)
    moot_unsent_remove (job->cache, job->account, job->forgotten_id, error);
  return NULL;
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  gpointer nothing = moot_client_run_finish (MOOT_CLIENT (source), result, NULL);

  g_assert (nothing == NULL);
}

/** moot_comment_post_forget: what waits is not to be sent any more */
void
moot_comment_post_forget (MootClient *client,
                          gint64      id)
{
  Job *job = job_new (client);

  job->forgotten_id = id;
  moot_client_run_async (client, forget, job, job_free, NULL, NULL, forgotten_cb, NULL);
}
