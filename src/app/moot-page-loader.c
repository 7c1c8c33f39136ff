/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Fills a page: the kept copies first, then what the server says, again whenever something changed.
 * One load runs at a time; asked for meanwhile, another follows.  When the server comes back, the
 * page is loaded again by itself.
 * Thread: main.  The page owns its loader and stops it in dispose; the loader borrows the page. */
#include "moot-page-loader.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-client-error.h"
#include "moot-error-text.h"
#include "moot-moment-text.h"
#include "moot-shell-page.h"

struct _MootPageLoader
{
  GObject parent_instance;

  GtkWidget *page;      /* borrowed, NULL once stopped */
  MootStatePage *state; /* borrowed */
  MootClient *client;
  char *id;
  const MootPageKind *kind;

  GCancellable *cancellable;
  gboolean running;
  gboolean again;
  gboolean asked; /* the first load has begun */
  gboolean fresh; /* something came from the server */
  gboolean failed_offline;
  GError *failure; /* (nullable): of the last load */
  gint64 shown_at; /* of what is shown */
};

G_DEFINE_FINAL_TYPE (MootPageLoader, moot_page_loader, G_TYPE_OBJECT)

typedef struct
{
  MootPageSource source;
  char *id;
  const MootPageKind *kind;
} Job;

typedef struct
{
  const MootPageKind *kind;
  char *id;
  gpointer result;
  gint64 fetched_at;
} Load;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->source.cache, moot_cache_unref);
  g_free (job->source.account);
  g_free (job->source.secrets);
  g_free (job->id);
  g_free (job);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  load->kind->free_result (load->result);
  g_free (load->id);
  g_free (load);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static gpointer
run_job (MootConnection  *connection,
         gpointer         data,
         GCancellable    *cancellable,
         GError         **error)
{
  Job *job = data;
  gpointer result;
  Load *load;

  job->source.connection = connection;
  result = job->kind->load (&job->source, job->id, cancellable, error);
  if (result == NULL)
    return NULL;

  load = g_new0 (Load, 1);
  load->kind = job->kind;
  load->id = g_strdup (job->id);
  load->result = result;
  load->fetched_at = job->source.fetched_at;
  return load;
}

static void
start (MootPageLoader      *self,
       gboolean             from_copies,
       GAsyncReadyCallback  callback)
{
  Job *job = g_new0 (Job, 1);
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (self->client, &account);

  job->source.cache = cache != NULL ? moot_cache_ref (cache) : NULL;
  job->source.account = g_strdup (account);
  job->source.secrets = g_strdup (moot_client_get_secrets (self->client));
  job->source.from_copies = from_copies;
  job->id = g_strdup (self->id);
  job->kind = self->kind;
  moot_client_run_async (self->client, run_job, job, job_free, load_free, self->cancellable,
                         callback, g_object_ref (self));
}

/* In the window the header tells that the server is away or the sign-in has ended; what can be read
 * already needs no second banner about it. */
static gboolean
is_told_above (MootPageLoader *self,
               const GError   *error)
{
  return (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE) ||
          g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED)) &&
         moot_state_page_has_content (self->state) &&
         gtk_widget_get_ancestor (GTK_WIDGET (self->state), MOOT_TYPE_SHELL_PAGE) != NULL;
}

static void
show_problem (MootPageLoader *self,
              const GError   *error)
{
  g_autofree char *sentence = moot_error_text_dup_sentence (error);
  g_autofree char *when = NULL;
  g_autofree char *aged = NULL;

  if (is_told_above (self, error))
    return;
  if (moot_state_page_has_content (self->state) && self->shown_at != 0)
    {
      when = moot_moment_text_dup_moment (self->shown_at);
      /* Translators: %1$s is a sentence about a problem, %2$s a moment, as in “Fri 4 Nov, 18:00”.
       */
      aged = g_strdup_printf (_("%1$s  You see what was there on %2$s."), sentence, when);
    }
  moot_state_page_show_problem (self->state, moot_error_text_get_icon (error),
                                moot_error_text_get_title (error),
                                aged != NULL ? aged : sentence);
}

static void
copies_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MootPageLoader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Load) load = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  if (load == NULL || self->page == NULL || self->fresh || g_strcmp0 (load->id, self->id) != 0)
    return;

  self->shown_at = load->fetched_at;
  self->kind->show (self->page, load->result);
  if (self->failure != NULL) /* the server was quicker to say that it is away */
    show_problem (self, self->failure);
}

static void
server_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (MootPageLoader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Load) load = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->page == NULL)
    return;

  self->running = FALSE;
  self->failed_offline = g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE);
  g_clear_error (&self->failure);
  if (load == NULL)
    {
      show_problem (self, error);
      self->failure = g_steal_pointer (&error);
    }
  else if (g_strcmp0 (load->id, self->id) == 0)
    {
      self->fresh = TRUE;
      self->shown_at = g_get_real_time () / 1000;
      self->kind->show (self->page, load->result);
    }
  if (self->again)
    moot_page_loader_refresh (self);
}

/* Success of our own load sets the client online too, while we are still running. */
static void
online_changed_cb (MootPageLoader *self)
{
  if (self->failed_offline && !self->running && moot_client_get_online (self->client))
    moot_page_loader_refresh (self);
}

static void
moot_page_loader_dispose (GObject *object)
{
  MootPageLoader *self = MOOT_PAGE_LOADER (object);

  moot_page_loader_stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (moot_page_loader_parent_class)->dispose (object);
}

static void
moot_page_loader_finalize (GObject *object)
{
  g_free (MOOT_PAGE_LOADER (object)->id);
  g_clear_error (&MOOT_PAGE_LOADER (object)->failure);

  G_OBJECT_CLASS (moot_page_loader_parent_class)->finalize (object);
}

static void
moot_page_loader_class_init (MootPageLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = moot_page_loader_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_page_loader_finalize;
}

static void
moot_page_loader_init (MootPageLoader *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * moot_page_loader_new:
 * @page: whose content it is; borrowed, see moot_page_loader_stop()
 * @state: around the content; borrowed
 * @client: the server
 * @id: (nullable): of what the page shows
 * @kind: how it is loaded and shown
 *
 * Returns: (transfer full): a loader that has loaded nothing yet
 */
MootPageLoader *
moot_page_loader_new (GtkWidget          *page,
                      MootStatePage      *state,
                      MootClient         *client,
                      const char         *id,
                      const MootPageKind *kind)
{
  MootPageLoader *self = g_object_new (MOOT_TYPE_PAGE_LOADER, NULL);

  self->page = page;
  self->state = state;
  self->client = g_object_ref (client);
  self->id = g_strdup (id);
  self->kind = kind;
  g_signal_connect_object (client, "notify::online", G_CALLBACK (online_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (state, "retry", G_CALLBACK (moot_page_loader_refresh), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * moot_page_loader_set_id:
 * @self: a loader
 * @id: (nullable): of what the page shows from now on
 *
 * Loads something else into the page; an answer about what was shown before is not shown any more.
 */
void
moot_page_loader_set_id (MootPageLoader *self,
                         const char     *id)
{
  g_return_if_fail (MOOT_IS_PAGE_LOADER (self));

  if (g_strcmp0 (id, self->id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
      self->asked = FALSE;
      self->fresh = FALSE;
      g_clear_error (&self->failure);
    }
  moot_page_loader_refresh (self);
}

/**
 * moot_page_loader_get_client:
 * @self: a loader
 *
 * Returns: (transfer none): the server
 */
MootClient *
moot_page_loader_get_client (MootPageLoader *self)
{
  g_return_val_if_fail (MOOT_IS_PAGE_LOADER (self), NULL);

  return self->client;
}

/**
 * moot_page_loader_get_cancellable:
 * @self: a loader
 *
 * Returns: (transfer none): cancelled when the page goes
 */
GCancellable *
moot_page_loader_get_cancellable (MootPageLoader *self)
{
  g_return_val_if_fail (MOOT_IS_PAGE_LOADER (self), NULL);

  return self->cancellable;
}

/**
 * moot_page_loader_is_running:
 * @self: a loader
 *
 * Returns: whether the server is being asked
 */
gboolean
moot_page_loader_is_running (MootPageLoader *self)
{
  g_return_val_if_fail (MOOT_IS_PAGE_LOADER (self), FALSE);

  return self->running;
}

/**
 * moot_page_loader_refresh:
 * @self: a loader
 *
 * Loads the page, now or as soon as the load that is running ends.
 */
void
moot_page_loader_refresh (MootPageLoader *self)
{
  g_return_if_fail (MOOT_IS_PAGE_LOADER (self));

  self->again = self->running;
  if (self->running || self->page == NULL)
    return;

  self->running = TRUE;
  moot_state_page_show_loading (self->state);
  if (!self->asked)
    start (self, TRUE, copies_read_cb);
  self->asked = TRUE;
  start (self, FALSE, server_answered_cb);
}

/**
 * moot_page_loader_stop:
 * @self: a loader
 *
 * Nothing is loaded or shown any more.  For the page's dispose.
 */
void
moot_page_loader_stop (MootPageLoader *self)
{
  g_return_if_fail (MOOT_IS_PAGE_LOADER (self));

  self->page = NULL;
  g_cancellable_cancel (self->cancellable);
}
