/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Looks at the log whenever something of the co-op changed, one look at a time; see
 * moot-log-look.c for what it looks for.
 * Thread: main; the work is done on workers. */
#include "moot-log-watch.h"

struct _MootLogWatch
{
  GObject parent_instance;

  MootClient *client; /* (transfer none): it owns us */
  GCancellable *cancellable;
  MootLogFinding *finding;
  gboolean running;
  gboolean again; /* somebody asked while it ran */
};

G_DEFINE_FINAL_TYPE (MootLogWatch, moot_log_watch, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
moot_log_watch_dispose (GObject *object)
{
  MootLogWatch *self = MOOT_LOG_WATCH (object);

  g_cancellable_cancel (self->cancellable);

  G_OBJECT_CLASS (moot_log_watch_parent_class)->dispose (object);
}

static void
moot_log_watch_finalize (GObject *object)
{
  MootLogWatch *self = MOOT_LOG_WATCH (object);

  g_clear_object (&self->cancellable);
  moot_log_finding_free (self->finding);

  G_OBJECT_CLASS (moot_log_watch_parent_class)->finalize (object);
}

static void
moot_log_watch_class_init (MootLogWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = moot_log_watch_dispose;
  object_class->finalize = moot_log_watch_finalize;
  /** MootLogWatch::changed: there is another finding */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
moot_log_watch_init (MootLogWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * moot_log_watch_for:
 * @client: a server with a co-op
 *
 * Returns: (transfer none): its watch, that lives as long as @client; see moot_log_watch_check()
 */
MootLogWatch *
moot_log_watch_for (MootClient *client)
{
  MootLogWatch *self = g_object_get_data (G_OBJECT (client), "log-watch");

  if (self == NULL)
    {
      self = g_object_new (MOOT_TYPE_LOG_WATCH, NULL);
      self->client = client;
      g_object_set_data_full (G_OBJECT (client), "log-watch", self, g_object_unref);
    }
  return self;
}

typedef struct
{
  MootCache *cache;
  char *account;
  gboolean trust;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  moot_cache_unref (look->cache);
  g_free (look->account);
  g_free (look);
}

static gpointer
look (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Look *look = data;

  if (look->trust && !moot_log_watch_trust (look->cache, look->account, error))
    return NULL;
  return moot_log_watch_look (connection, look->cache, look->account, cancellable, error);
}

static void run (MootLogWatch *self,
                 gboolean trust);

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MootLogWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  MootLogFinding *finding = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  self->running = FALSE;
  if (finding != NULL)
    {
      moot_log_finding_free (self->finding);
      self->finding = finding;
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->again && !g_cancellable_is_cancelled (self->cancellable))
    run (self, FALSE);
}

static void
run (MootLogWatch *self,
     gboolean      trust)
{
  const char *account;
  MootCache *cache = moot_client_get_keep (self->client, &account);
  Look *data;

  self->again = FALSE;
  if (cache == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  data = g_new0 (Look, 1);
  data->cache = moot_cache_ref (cache);
  data->account = g_strdup (account);
  data->trust = trust;
  self->running = TRUE;
  moot_client_run_async (self->client, look, data, look_free,
                         (GDestroyNotify) moot_log_finding_free, self->cancellable, looked_cb,
                         g_object_ref (self));
}

/**
 * moot_log_watch_check:
 * @self: a watch
 *
 * Looks at the log in the background; while it looks, once more is enough for all who ask.
 */
void
moot_log_watch_check (MootLogWatch *self)
{
  if (self->running)
    self->again = TRUE;
  else
    run (self, FALSE);
}

/** moot_log_watch_get_finding: (nullable): what came of the last look */
const MootLogFinding *
moot_log_watch_get_finding (MootLogWatch *self)
{
  return self->finding;
}

/**
 * moot_log_watch_accept:
 * @self: a watch
 *
 * A member has looked at the alarm: goes on with the log as it is now.
 */
void
moot_log_watch_accept (MootLogWatch *self)
{
  if (!self->running)
    run (self, TRUE);
}
