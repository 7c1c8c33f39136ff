/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Groups on Loomio: which ones in a small file, their keys in the secret store, one client for
 * each. A key that changes is given to the client that is there, so that pages and what is being
 * written in them stay. Thread: main; files and secrets on workers. */
#include "config.h"

#include "moot-loomio-links.h"

#include "moot-app-work.h"
#include "moot-entity-file.h"
#include "moot-secret-store.h"
#include "moot-server-name.h"

#include <glib/gi18n.h>

typedef struct
{
  MootLoomioLink *link;
  char *api_key; /* (nullable): of a worker only */
  MootClient *client;
} Entry;

struct _MootLoomioLinks
{
  GObject parent_instance;

  char *secrets; /* folder of the secret store */
  char *path;
  MootCache *cache;
  GPtrArray *entries; /* of Entry */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootLoomioLinks, moot_loomio_links, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *secrets;
  char *path;
  GPtrArray *links; /* of MootLoomioLink, all that are to be in the file */
  MootLoomioLink *link;
  char *api_key;    /* (nullable): NULL forgets it */
  MootCache *cache; /* (nullable): whose copies go */
} Job;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_object (&entry->link);
  g_clear_object (&entry->client);
  g_free (entry->api_key);
  g_free (entry);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->links, g_ptr_array_unref);
  g_clear_pointer (&job->cache, moot_cache_unref);
  g_clear_object (&job->link);
  g_free (job->secrets);
  g_free (job->path);
  g_free (job->api_key);
  g_free (job);
}

static Job *
job_new (MootLoomioLinks *self)
{
  Job *job = g_new0 (Job, 1);

  job->secrets = g_strdup (self->secrets);
  job->path = g_strdup (self->path);
  return job;
}

static void
moot_loomio_links_dispose (GObject *object)
{
  MootLoomioLinks *self = MOOT_LOOMIO_LINKS (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->entries, 0);

  G_OBJECT_CLASS (moot_loomio_links_parent_class)->dispose (object);
}

static void
moot_loomio_links_finalize (GObject *object)
{
  MootLoomioLinks *self = MOOT_LOOMIO_LINKS (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->cache, moot_cache_unref);
  g_clear_object (&self->cancellable);
  g_free (self->secrets);
  g_free (self->path);

  G_OBJECT_CLASS (moot_loomio_links_parent_class)->finalize (object);
}

static void
moot_loomio_links_class_init (MootLoomioLinksClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = moot_loomio_links_dispose;
  object_class->finalize = moot_loomio_links_finalize;

  /** MootLoomioLinks::changed: what is linked, or with which key */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MOOT_TYPE_LOOMIO_LINKS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
moot_loomio_links_init (MootLoomioLinks *self)
{
  self->cancellable = g_cancellable_new ();
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/**
 * moot_loomio_links_new:
 * @secrets: folder of the secret store; the file of links lies beside it
 * @cache: where copies are kept
 *
 * Returns: (transfer full): no links yet; see moot_loomio_links_open()
 */
MootLoomioLinks *
moot_loomio_links_new (const char *secrets,
                       MootCache  *cache)
{
  MootLoomioLinks *self = g_object_new (MOOT_TYPE_LOOMIO_LINKS, NULL);
  g_autofree char *folder = g_path_get_dirname (secrets);

  self->secrets = g_strdup (secrets);
  self->path = g_build_filename (folder, "loomio.json", NULL);
  self->cache = moot_cache_ref (cache);
  return self;
}

static void
make_client (MootLoomioLinks *self,
             Entry           *entry)
{
  g_autoptr (MootConnection) connection =
    moot_loomio_connection_new (entry->link, entry->api_key, self->cache);
  g_autofree char *host = moot_server_dup_host (entry->link->server);
  g_autofree char *origin = NULL;

  /* Translators: %1$s is the name of a group, %2$s of the Loomio server it is on. */
  origin = g_strdup_printf (_("%1$s on %2$s"), entry->link->name, host);
  entry->client = moot_client_new_for (connection);
  moot_client_set_keep (entry->client, self->cache, entry->link->key);
  moot_client_set_origin (entry->client, origin);
  moot_client_set_signed_in (entry->client, entry->api_key != NULL);
}

/* Opening ------------------------------------------------------------------------------------ */

/* A key that cannot be read now is asked for again: the group stays. */
static gpointer
load (gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Job *job = data;
  g_autoptr (GPtrArray) links = moot_loomio_links_load (job->path, error);
  GPtrArray *entries;

  if (links == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; i < links->len && i < MOOT_LOOMIO_LINKS_MAX; i++)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->link = g_object_ref (g_ptr_array_index (links, i));
      entry->api_key = moot_secret_store_load (job->secrets, entry->link->key, cancellable, NULL);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  MootLoomioLinks *self = MOOT_LOOMIO_LINKS (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = moot_app_work_finish (result, &error);

  if (entries == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; i < entries->len; i++)
    make_client (self, g_ptr_array_index (entries, i));
  g_ptr_array_extend_and_steal (self->entries, g_steal_pointer (&entries));
  if (self->entries->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
entries_free (gpointer data)
{
  g_ptr_array_unref (data);
}

/**
 * moot_loomio_links_open:
 * @self: links
 *
 * Reads which groups are linked, and their keys.
 */
void
moot_loomio_links_open (MootLoomioLinks *self)
{
  moot_app_work_async (self, load, job_new (self), job_free, entries_free, self->cancellable,
                       loaded_cb, NULL);
}

/* Looking ------------------------------------------------------------------------------------ */

/** moot_loomio_links_get_n: how many groups are linked */
guint
moot_loomio_links_get_n (MootLoomioLinks *self)
{
  return self->entries->len;
}

/** moot_loomio_links_get_link: (transfer none): one of them */
MootLoomioLink *
moot_loomio_links_get_link (MootLoomioLinks *self,
                            guint            i)
{
  return ((Entry *) g_ptr_array_index (self->entries, i))->link;
}

/** moot_loomio_links_get_client: (transfer none): what its pages are given */
MootClient *
moot_loomio_links_get_client (MootLoomioLinks *self,
                              guint            i)
{
  return ((Entry *) g_ptr_array_index (self->entries, i))->client;
}

static guint
find_entry (MootLoomioLinks *self,
            const char      *key)
{
  guint i = 0;

  while (i < self->entries->len &&
         g_strcmp0 (moot_loomio_links_get_link (self, i)->key, key) != 0)
    i++;
  return i;
}

/** moot_loomio_links_find: (transfer none) (nullable): the client of the group with that key */
MootClient *
moot_loomio_links_find (MootLoomioLinks *self,
                        const char      *key)
{
  const guint i = find_entry (self, key);

  return i < self->entries->len ? moot_loomio_links_get_client (self, i) : NULL;
}

/* Changing ----------------------------------------------------------------------------------- */

static GPtrArray *
list_links (MootLoomioLinks *self)
{
  GPtrArray *links = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->entries->len; i++)
    g_ptr_array_add (links, g_object_ref (moot_loomio_links_get_link (self, i)));
  return links;
}

/* The secret first: a group in the file without a key would only ask for it again. */
static gpointer
save (gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  Job *job = data;
  g_autofree char *host = moot_server_dup_host (job->link->server);
  g_autofree char *label = g_strdup_printf ("Folkmoot: %s (%s)", job->link->name, host);

  if (job->api_key == NULL)
    moot_secret_store_forget (job->secrets, job->link->key, cancellable);
  else if (moot_secret_store_save (job->secrets, job->link->key, label, job->api_key, cancellable,
                                   error) == MOOT_SECRET_PLACE_NONE)
    return NULL;
  return moot_entity_file_save (job->path, job->links, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (moot_app_work_finish (result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take (MootLoomioLinks *self,
      MootLoomioLink  *link,
      const char      *api_key)
{
  const guint i = find_entry (self, link->key);
  MootClient *client = i < self->entries->len ? moot_loomio_links_get_client (self, i) : NULL;
  Entry *entry;

  if (client != NULL)
    {
      moot_loomio_set_api_key (moot_client_get_connection (client), api_key);
      moot_client_set_signed_in (client, TRUE);
      return;
    }
  entry = g_new0 (Entry, 1);
  entry->link = g_object_ref (link);
  entry->api_key = g_strdup (api_key);
  make_client (self, entry);
  g_ptr_array_add (self->entries, entry);
}

/**
 * moot_loomio_links_put_async:
 * @self: links
 * @link: a group, new or linked already
 * @api_key: opens it
 * @cancellable: (nullable): stops waiting
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Links a group, or gives a linked one its new key.
 */
void
moot_loomio_links_put_async (MootLoomioLinks     *self,
                             MootLoomioLink      *link,
                             const char          *api_key,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = job_new (self);

  g_task_set_source_tag (task, moot_loomio_links_put_async);
  take (self, link, api_key);
  job->links = list_links (self);
  job->link = g_object_ref (link);
  job->api_key = g_strdup (api_key);
  moot_app_work_async (self, save, job, job_free, NULL, cancellable, saved_cb,
                       g_steal_pointer (&task));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** moot_loomio_links_put_finish: whether it will be there the next time too */
gboolean
moot_loomio_links_put_finish (MootLoomioLinks  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
forget (gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  Job *job = data;

  return moot_cache_forget (job->cache, job->link->key, error) ? save (data, cancellable, error)
                                                               : NULL;
}

/**
 * moot_loomio_links_remove:
 * @self: links
 * @key: of a group
 *
 * Forgets the group, its key and the copies of it.
 */
void
moot_loomio_links_remove (MootLoomioLinks *self,
                          const char      *key)
{
  const guint i = find_entry (self, key);
  Job *job;

  if (i == self->entries->len)
    return;
  job = job_new (self);
  job->link = g_object_ref (moot_loomio_links_get_link (self, i));
  job->cache = moot_cache_ref (self->cache);
  g_ptr_array_remove_index (self->entries, i);
  job->links = list_links (self);
  moot_app_work_async (self, forget, job, job_free, NULL, NULL, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
