/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Looks, whenever something of the co-op changed, which votes wait for this member and what there
 * is to tell them.  What they were told is kept in the cache, so that nothing is told twice, also
 * not after a restart.
 * Spec: co-op API, proposals and notifications.
 * Thread: main; the looking is done on a worker. */
#include "moot-vote-watch.h"

#include "config.h"

#include "moot-coop.h"
#include "moot-json.h"
#include "moot-proposal-stage.h"
#include "moot-talk.h"

#define LIST_MAX 80
#define TOLD "votes-told" /* name of the document in the cache */

struct _MootVoteWatch
{
  GObject parent_instance;

  MootClient *client;
  GCancellable *cancellable;
  GPtrArray *waiting; /* of MootProposal */
  GPtrArray *over;    /* of char *: ids that waited, and do not any more */
  gboolean is_running;
  gboolean again; /* something changed while it looked */
};

G_DEFINE_FINAL_TYPE (MootVoteWatch, moot_vote_watch, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_NEWS,
  N_SIGNALS,
} MootVoteWatchSignal;

static guint signals[N_SIGNALS];

/* Looking ------------------------------------------------------------------------------------ */

typedef struct
{
  MootCache *cache; /* (nullable) */
  char *account;
} Job;

typedef struct
{
  GPtrArray *waiting; /* of MootProposal */
  GPtrArray *fresh;   /* of MootCoopNotification, the oldest first */
  GPtrArray *over;    /* of char * */
} Look;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->cache, moot_cache_unref);
  g_free (job->account);
  g_free (job);
}

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->waiting, g_ptr_array_unref);
  g_clear_pointer (&look->fresh, g_ptr_array_unref);
  g_clear_pointer (&look->over, g_ptr_array_unref);
  g_free (look);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static int
compare_closing (gconstpointer a,
                 gconstpointer b)
{
  const MootProposal *left = *(MootProposal *const *) a;
  const MootProposal *right = *(MootProposal *const *) b;

  return left->closes_at < right->closes_at ? -1 : left->closes_at > right->closes_at;
}

/**
 * moot_vote_watch_ask:
 * @connection: of a server with a co-op
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full) (element-type MootProposal): in which this member can vote and has not,
 * the one that closes first before the others
 */
GPtrArray *
moot_vote_watch_ask (MootConnection  *connection,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_PROPOSALS);
  g_autoptr (MootReply) reply = NULL;
  GPtrArray *waiting;

  moot_request_add (request, "state", "open");
  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_connection_call (connection, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < reply->items->len; i++)
    {
      MootProposal *proposal = g_ptr_array_index (reply->items, i);

      if (moot_proposal_stage_is_open (proposal) && proposal->my != NULL &&
          proposal->my->eligible && !proposal->my->voted)
        g_ptr_array_add (waiting, g_object_ref (proposal));
    }
  g_ptr_array_sort (waiting, compare_closing);
  return waiting;
}

static gboolean
waits (GPtrArray  *waiting,
       const char *proposal_id)
{
  for (guint i = 0; i < waiting->len; i++)
    if (g_strcmp0 (MOOT_PROPOSAL (g_ptr_array_index (waiting, i))->id, proposal_id) == 0)
      return TRUE;
  return FALSE;
}

/* `{"up_to":"17","waiting":["3"]}` */
static JsonNode *
read_told (const Job *job)
{
  g_autofree char *text =
    job->cache != NULL ? moot_cache_dup_document (job->cache, job->account, TOLD, NULL, NULL)
                       : NULL;
  JsonNode *node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static void
write_told (const Job  *job,
            const Look *look,
            gint64      up_to)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;

  if (job->cache == NULL)
    return;
  moot_json_begin_object (&json);
  moot_json_put_id (&json, "up_to", up_to);
  moot_json_name (&json, "waiting");
  moot_json_begin_array (&json);
  for (guint i = 0; i < look->waiting->len; i++)
    moot_json_add_string (&json, MOOT_PROPOSAL (g_ptr_array_index (look->waiting, i))->id);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  text = moot_json_writer_steal (&json);
  moot_cache_put_document (job->cache, job->account, TOLD, text, NULL);
}

static void
find_over (Look       *look,
           JsonObject *told)
{
  JsonArray *before = moot_json_get_array (told, "waiting");

  for (guint i = 0; before != NULL && i < json_array_get_length (before); i++)
    {
      JsonNode *node = json_array_get_element (before, i);
      const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (id != NULL && !waits (look->waiting, id))
        g_ptr_array_add (look->over, g_strdup (id));
    }
}

/* Who looks for the first time hears of the votes that wait, and not of all that ever was. */
static gboolean
is_worth_telling (MootCoopNotification *news,
                  const Look           *look,
                  gboolean              first)
{
  const gboolean is_vote =
    g_strcmp0 (news->type, "vote") == 0 || g_strcmp0 (news->type, "closing") == 0;

  return is_vote ? waits (look->waiting, news->proposal_id) : !first;
}

static gint64
find_fresh (Look       *look,
            GPtrArray  *news,
            JsonObject *told)
{
  const char *mark = told != NULL ? moot_json_get_string (told, "up_to") : NULL;
  const gint64 since = mark != NULL ? g_ascii_strtoll (mark, NULL, 10) : 0;
  gint64 up_to = since;

  for (guint i = news->len; i > 0; i--)
    {
      MootCoopNotification *one = g_ptr_array_index (news, i - 1);
      const gint64 id = g_ascii_strtoll (one->id, NULL, 10);

      up_to = MAX (up_to, id);
      if (id > since && is_worth_telling (one, look, told == NULL))
        g_ptr_array_add (look->fresh, g_object_ref (one));
    }
  return up_to;
}

static gpointer
look (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Job *job = data;
  g_autoptr (Look) self = g_new0 (Look, 1);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_COOP_NEWS);
  g_autoptr (MootReply) reply = NULL;
  g_autoptr (JsonNode) node = read_told (job);
  JsonObject *told = node != NULL ? json_node_get_object (node) : NULL;

  self->fresh = g_ptr_array_new_with_free_func (g_object_unref);
  self->over = g_ptr_array_new_with_free_func (g_free);
  self->waiting = moot_vote_watch_ask (connection, cancellable, error);
  if (self->waiting == NULL)
    return NULL;
  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_connection_call (connection, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  find_over (self, told);
  write_told (job, self, find_fresh (self, reply->items, told));
  return g_steal_pointer (&self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MootVoteWatch) self = user_data;
  g_autoptr (Look) found = moot_client_run_finish (MOOT_CLIENT (source), result, NULL);

  self->is_running = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (found != NULL)
    {
      g_ptr_array_unref (self->waiting);
      self->waiting = g_ptr_array_ref (found->waiting);
      g_ptr_array_unref (self->over);
      self->over = g_ptr_array_ref (found->over);
      g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
      if (found->fresh->len > 0)
        g_signal_emit (self, signals[SIGNAL_NEWS], 0, found->fresh);
    }
  if (self->again)
    moot_vote_watch_refresh (self);
}

/* The watch ---------------------------------------------------------------------------------- */

static void
moot_vote_watch_finalize (GObject *object)
{
  MootVoteWatch *self = MOOT_VOTE_WATCH (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->client);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->over);
  G_OBJECT_CLASS (moot_vote_watch_parent_class)->finalize (object);
}

static void
moot_vote_watch_class_init (MootVoteWatchClass *klass)
{
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = moot_vote_watch_finalize;
  /** MootVoteWatch::changed: it looked again */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootVoteWatch::news: (element-type MootCoopNotification): what nobody was told yet */
  signals[SIGNAL_NEWS] = g_signal_new ("news", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
moot_vote_watch_init (MootVoteWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->over = g_ptr_array_new_with_free_func (g_free);
}

static void
release (gpointer data)
{
  MootVoteWatch *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self);
}

static void
coop_cb (MootVoteWatch *self,
         GParamSpec    *pspec,
         MootSession   *session)
{
  if (moot_session_get_coop (session) != NULL)
    moot_vote_watch_refresh (self);
}

static void
coop_changed_cb (MootVoteWatch *self,
                 MootSession   *session)
{
  coop_cb (self, NULL, session);
}

/**
 * moot_vote_watch_for:
 * @session: somebody's
 *
 * Returns: (transfer none): its watch, which lives as long as @session
 */
MootVoteWatch *
moot_vote_watch_for (MootSession *session)
{
  MootVoteWatch *self = g_object_get_data (G_OBJECT (session), "vote-watch");

  if (self != NULL)
    return self;
  self = g_object_new (MOOT_TYPE_VOTE_WATCH, NULL);
  self->client = g_object_ref (moot_session_get_client (session));
  g_object_set_data_full (G_OBJECT (session), "vote-watch", self, release);
  g_signal_connect_object (session, "notify::coop", G_CALLBACK (coop_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "coop-changed", G_CALLBACK (coop_changed_cb), self,
                           G_CONNECT_SWAPPED);
  coop_cb (self, NULL, session);
  return self;
}

/**
 * moot_vote_watch_refresh:
 * @self: a watch
 *
 * Looks again; while it looks, once more afterwards.
 */
void
moot_vote_watch_refresh (MootVoteWatch *self)
{
  Job *job;
  const char *account = NULL;
  MootCache *cache;

  g_return_if_fail (MOOT_IS_VOTE_WATCH (self));

  self->again = self->is_running;
  if (self->is_running)
    return;
  self->is_running = TRUE;
  job = g_new0 (Job, 1);
  cache = moot_client_get_keep (self->client, &account);
  job->cache = cache != NULL ? moot_cache_ref (cache) : NULL;
  job->account = g_strdup (account);
  moot_client_run_async (self->client, look, job, job_free, look_free, self->cancellable,
                         looked_cb, g_object_ref (self));
}

/** moot_vote_watch_get_waiting: (transfer none) (element-type MootProposal): the votes that wait */
GPtrArray *
moot_vote_watch_get_waiting (MootVoteWatch *self)
{
  return self->waiting;
}

/** moot_vote_watch_get_over: (transfer none) (element-type utf8): ids of those that waited until it
 * looked last */
GPtrArray *
moot_vote_watch_get_over (MootVoteWatch *self)
{
  return self->over;
}
