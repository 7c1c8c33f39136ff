/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What pages hold of an account's server: starts blocking work on workers, brings the results to
 * the main thread, and knows from them whether the server is there and the token is good.
 * Thread: main; the work itself runs on workers and sees only the frozen connection. */
#include "moot-client.h"

#include "moot-worker.h"

#define N_WORKERS 4 /* a page loads three or four things at once */

struct _MootClient
{
  GObject parent_instance;

  MootConnection *connection;
  MootCache *cache; /* (nullable) */
  char *account;
  char *secrets; /* (nullable): a folder */
  char *origin;  /* (nullable): what people call the place, when it is no co-op of ours */
  gboolean online;
  gboolean signed_in;
  guint n_answers; /* of the connection, when we last looked */
};

G_DEFINE_FINAL_TYPE (MootClient, moot_client, G_TYPE_OBJECT)

typedef enum
{
  PROP_SERVER = 1,
  PROP_ONLINE,
  PROP_SIGNED_IN,
} MootClientProperty;

static GParamSpec *properties[PROP_SIGNED_IN + 1];

typedef struct
{
  MootConnection *connection;
  MootClientWork work;
  gpointer data;
  GDestroyNotify free_data;
} Job;

/* One pool for all accounts; it lives as long as the program. */
static MootWorker *
get_worker (void)
{
  static MootWorker *worker;

  if (worker == NULL)
    worker = moot_worker_new ("client", N_WORKERS);
  return worker;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  moot_connection_unref (job->connection);
  g_free (job);
}

static gpointer
run_job (gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  Job *job = data;

  return job->work (job->connection, job->data, cancellable, error);
}

static gpointer
call (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  return moot_connection_call (connection, data, cancellable, error);
}

static void
moot_client_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  MootClient *self = MOOT_CLIENT (object);

  switch ((MootClientProperty) id)
    {
    case PROP_SERVER:
      g_value_set_string (value, moot_client_get_server (self));
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_SIGNED_IN:
      g_value_set_boolean (value, self->signed_in);
      break;
    }
}

static void
moot_client_finalize (GObject *object)
{
  MootClient *self = MOOT_CLIENT (object);

  g_clear_pointer (&self->connection, moot_connection_unref);
  g_clear_pointer (&self->cache, moot_cache_unref);
  g_free (self->account);
  g_free (self->secrets);
  g_free (self->origin);

  G_OBJECT_CLASS (moot_client_parent_class)->finalize (object);
}

static void
moot_client_class_init (MootClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = moot_client_get_property;
  object_class->finalize = moot_client_finalize;

  /** MootClient:server: its address */
  properties[PROP_SERVER] =
    g_param_spec_string ("server", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /** MootClient:online: whether the server answered when it was last asked */
  properties[PROP_ONLINE] =
    g_param_spec_boolean ("online", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /** MootClient:signed-in: whether the server still knows the token */
  properties[PROP_SIGNED_IN] =
    g_param_spec_boolean ("signed-in", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_client_init (MootClient *self)
{
  self->online = TRUE;
  self->signed_in = TRUE;
}

/**
 * moot_client_new:
 * @server: as moot_server_from_text() gives it
 * @socket_path: (nullable): the Unix socket of a node on this computer
 * @token: (nullable): bearer token
 *
 * Returns: (transfer full): a client
 */
MootClient *
moot_client_new (const char *server,
                 const char *socket_path,
                 const char *token)
{
  g_autoptr (MootConnection) connection = moot_connection_new (server, socket_path, token);

  return moot_client_new_for (connection);
}

/**
 * moot_client_new_for:
 * @connection: the way to a server
 *
 * Returns: (transfer full): a client
 */
MootClient *
moot_client_new_for (MootConnection *connection)
{
  MootClient *self = g_object_new (MOOT_TYPE_CLIENT, NULL);

  self->connection = moot_connection_ref (connection);
  return self;
}

/**
 * moot_client_set_origin:
 * @self: a client
 * @origin: what people call the place its documents come from
 *
 * Pages tell where a thing comes from when it is not from the co-op's own server.
 */
void
moot_client_set_origin (MootClient *self,
                        const char *origin)
{
  g_free (self->origin);
  self->origin = g_strdup (origin);
}

/** moot_client_get_origin: (nullable): see moot_client_set_origin(); %NULL for a co-op of ours */
const char *
moot_client_get_origin (MootClient *self)
{
  return self->origin;
}

/**
 * moot_client_set_keep:
 * @self: a client
 * @cache: where copies of answers are kept
 * @account: whose copies
 *
 * Lets what was read be read again while the server is away; see moot_client_load().
 */
void
moot_client_set_keep (MootClient *self,
                      MootCache  *cache,
                      const char *account)
{
  g_clear_pointer (&self->cache, moot_cache_unref);
  g_free (self->account);
  self->cache = moot_cache_ref (cache);
  self->account = g_strdup (account);
}

/**
 * moot_client_get_keep:
 * @self: a client
 * @out_account: (out) (transfer none) (nullable): whose copies
 *
 * Returns: (transfer none) (nullable): where copies are kept
 */
MootCache *
moot_client_get_keep (MootClient  *self,
                      const char **out_account)
{
  *out_account = self->account;
  return self->cache;
}

/**
 * moot_client_set_secrets:
 * @self: a client
 * @folder: where this account's secrets lie when there is no keyring
 *
 * Without one nothing is signed here.
 */
void
moot_client_set_secrets (MootClient *self,
                         const char *folder)
{
  g_free (self->secrets);
  self->secrets = g_strdup (folder);
}

/** moot_client_get_secrets: (nullable): see moot_client_set_secrets() */
const char *
moot_client_get_secrets (MootClient *self)
{
  return self->secrets;
}

/**
 * moot_client_get_server:
 * @self: a client
 *
 * Returns: (transfer none): its server
 */
const char *
moot_client_get_server (MootClient *self)
{
  g_return_val_if_fail (MOOT_IS_CLIENT (self), NULL);

  return moot_connection_get_server (self->connection);
}

/**
 * moot_client_get_connection:
 * @self: a client
 *
 * Returns: (transfer none): what work on other threads may hold on to
 */
MootConnection *
moot_client_get_connection (MootClient *self)
{
  g_return_val_if_fail (MOOT_IS_CLIENT (self), NULL);

  return self->connection;
}

/**
 * moot_client_get_online:
 * @self: a client
 *
 * Returns: whether the server answered when it was last asked
 */
gboolean
moot_client_get_online (MootClient *self)
{
  g_return_val_if_fail (MOOT_IS_CLIENT (self), FALSE);

  return self->online;
}

/**
 * moot_client_set_online:
 * @self: a client
 * @online: what a caller with a way of its own found out, such as the stream
 */
void
moot_client_set_online (MootClient *self,
                        gboolean    online)
{
  g_return_if_fail (MOOT_IS_CLIENT (self));

  if (self->online == online)
    return;

  self->online = online;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
}

/**
 * moot_client_get_signed_in:
 * @self: a client
 *
 * Returns: whether the server still knows the token
 */
gboolean
moot_client_get_signed_in (MootClient *self)
{
  g_return_val_if_fail (MOOT_IS_CLIENT (self), FALSE);

  return self->signed_in;
}

/**
 * moot_client_set_signed_in:
 * @self: a client
 * @signed_in: whether there is hope that the server knows the token, as with a new one
 */
void
moot_client_set_signed_in (MootClient *self,
                           gboolean    signed_in)
{
  g_return_if_fail (MOOT_IS_CLIENT (self));

  if (self->signed_in == signed_in)
    return;

  self->signed_in = signed_in;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIGNED_IN]);
}

/* An answer, even a refusal, shows that the server is there; work that asked nothing, such as
 * keeping a draft, shows nothing. */
static void
learn (MootClient   *self,
       const GError *error)
{
  guint n_answers = moot_connection_get_n_answers (self->connection);

  if (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE))
    moot_client_set_online (self, FALSE);
  else if (n_answers != self->n_answers)
    moot_client_set_online (self, TRUE);
  self->n_answers = n_answers;
  if (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED))
    moot_client_set_signed_in (self, FALSE);
}

/**
 * moot_client_run_async:
 * @self: a client
 * @work: blocking work for a worker
 * @data: all that it needs; @self is not among it
 * @free_data: (nullable): releases @data on the main thread
 * @free_result: (nullable): releases a result nobody fetched
 * @cancellable: (nullable): stops it
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
moot_client_run_async (MootClient          *self,
                       MootClientWork       work,
                       gpointer             data,
                       GDestroyNotify       free_data,
                       GDestroyNotify       free_result,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->connection = moot_connection_ref (self->connection);
  job->work = work;
  job->data = data;
  job->free_data = free_data;
  g_task_set_source_tag (task, moot_client_run_async);
  g_task_set_task_data (task, job, job_free);
  moot_worker_run (get_worker (), task, run_job, free_result);
}

/**
 * moot_client_run_finish:
 * @self: a client
 * @result: from the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the work returned
 */
gpointer
moot_client_run_finish (MootClient    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_autoptr (GError) local = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &local);

  learn (self, local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return value;
}

/**
 * moot_client_call_async:
 * @self: a client
 * @request: (transfer full): what to ask
 * @cancellable: (nullable): stops waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 */
void
moot_client_call_async (MootClient          *self,
                        MootRequest         *request,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  moot_client_run_async (self, call, request, (GDestroyNotify) moot_request_free,
                         (GDestroyNotify) moot_reply_free, cancellable, callback, user_data);
}

/**
 * moot_client_call_finish:
 * @self: a client
 * @result: from the callback
 * @error: return location
 *
 * Errors: #MootClientError.
 *
 * Returns: (transfer full): the answer
 */
MootReply *
moot_client_call_finish (MootClient    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return moot_client_run_finish (self, result, error);
}
