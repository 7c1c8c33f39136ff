/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The node: builds every part in order, and stops them in the opposite order.
 * Thread: one, whose thread-default main context runs the listener. */
#include "moot-node.h"

#include "moot-clock.h"
#include "moot-domain-policy.h"
#include "moot-error.h"
#include "moot-folder-lock.h"
#include "moot-group-store.h"
#include "moot-host-verdicts.h"
#include "moot-listener.h"
#include "moot-node-routes.h"
#include "moot-outbox.h"
#include "moot-pacing.h"
#include "moot-rate-limits.h"
#include "moot-scheduler.h"
#include "moot-sealed-boxes.h"
#include "moot-sign-in.h"
#include "moot-sleep-watch.h"
#include "moot-status-events.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define DEFAULT_LISTEN "127.0.0.1:8080"
#define MAX_PACED 4096 /* accounts, and addresses, that are watched at once */

struct _MootNode
{
  MootServices services;
  MootHostVerdicts *verdicts;
  MootListener *listener;
  MootScheduler *scheduler;
  MootSleepWatch *sleep_watch;
  int lock_fd;
};

static gboolean
is_founded (const char  *data_folder,
            GError     **error)
{
  g_autofree char *path = moot_site_database_path (data_folder);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
               "there is no node in '%s': run 'folkmoot-node init' first", data_folder);
  return FALSE;
}

/* Folders that are older than the co-op's own account get it now. */
static gboolean
complete (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  return moot_group_store_ensure (db, data, NULL, moot_clock_now (), error);
}

static gboolean
open_store (MootNode    *self,
            const char  *data_folder,
            GError     **error)
{
  g_autofree char *path = moot_site_database_path (data_folder);
  MootDb *reader;
  gboolean continued;

  moot_store_ensure_resources ();
  self->services.pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, error);
  if (self->services.pool == NULL)
    return FALSE;
  reader = moot_db_pool_borrow_reader (self->services.pool, error);
  if (reader == NULL)
    return FALSE;
  self->services.site = moot_site_load (reader, data_folder, error);
  continued = self->services.site != NULL && moot_site_continue_ids (reader, error);
  moot_db_pool_return_reader (self->services.pool, reader);
  if (!continued ||
      !moot_db_pool_write (self->services.pool, complete, self->services.site, error))
    return FALSE;
  if (g_mkdir_with_parents (self->services.site->media_folder, 0700) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "cannot make '%s': %s",
               self->services.site->media_folder, g_strerror (errno));
  return FALSE;
}

static gboolean
listen_everywhere (MootNode               *self,
                   const MootNodeOptions  *options,
                   GError                **error)
{
  guint n_workers = CLAMP (g_get_num_processors (), 2, 8);
  g_autoptr (GUri) base = g_uri_parse (self->services.site->base_url, G_URI_FLAGS_NONE, NULL);
  g_autofree char *own = NULL;

  self->listener = moot_listener_new (&self->services, moot_node_route_tables,
                                      moot_node_n_route_tables, n_workers, options->patience);
  for (guint i = 0; options->listen != NULL && options->listen[i] != NULL; i++)
    if (!moot_listener_listen (self->listener, options->listen[i], error))
      {
        g_prefix_error (error, "cannot listen on '%s': ", options->listen[i]);
        return FALSE;
      }
  if (options->listen != NULL && options->listen[0] != NULL)
    return TRUE;
  if (base != NULL && g_str_equal (g_uri_get_scheme (base), "http"))
    own = g_strdup_printf ("%s:%d", g_uri_get_host (base),
                           g_uri_get_port (base) > 0 ? g_uri_get_port (base) : 80);
  if (moot_listener_listen (self->listener, own != NULL ? own : DEFAULT_LISTEN, error))
    return TRUE;
  g_prefix_error (error, "cannot listen on '%s': ", own != NULL ? own : DEFAULT_LISTEN);
  return FALSE;
}

static gboolean
start_listening (MootNode               *self,
                 const MootNodeOptions  *options,
                 GError                **error)
{
  if (!listen_everywhere (self, options, error))
    return FALSE;
  moot_listener_start (self->listener);
  return TRUE;
}

/* What was committed, for those who wait for it. */
static void
news_cb (const MootDbNews *news,
         gpointer          data)
{
  const MootServices *services = data;

  if (g_str_equal (news->topic, MOOT_NEWS_OUTBOX))
    moot_delivery_loop_wake (services->delivery);
  else
    moot_status_events_tell (news, data);
}

static void
woken_cb (gint64   asleep_ms,
          gpointer catch_up)
{
  moot_catch_up_begin (catch_up, asleep_ms);
}

static void
start_delivery (MootNode              *self,
                const MootNodeOptions *options)
{
  MootDeliveryOptions delivery = options->delivery;

  self->services.catch_up = moot_catch_up_new (self->services.federation, &options->catch_up);
  delivery.woken = woken_cb;
  delivery.woken_data = self->services.catch_up;
  self->services.delivery = moot_delivery_loop_new (self->services.federation, &delivery);
  moot_delivery_loop_start (self->services.delivery);
  if (options->watch_sleep)
    self->sleep_watch =
      moot_sleep_watch_new (self->services.delivery, options->catch_up.settle_ms);
}

static MootFederation *
start_federation (MootNode               *self,
                  const MootNodeOptions  *options,
                  GError                **error)
{
  const char *authorities = options->tls_authorities;
  g_autofree char *path =
    authorities != NULL ? g_canonicalize_filename (authorities, NULL) : NULL;
  g_autoptr (GTlsDatabase) database = path != NULL ? g_tls_file_database_new (path, error) : NULL;
  const MootFederationOptions how = {
    .pool = self->services.pool,
    .site = self->services.site,
    .private_addresses = self->services.allow_private_addresses,
    .is_blocked = moot_host_verdicts_is_blocked,
    .data = self->verdicts,
    .tls_database = database,
    .inbox_limits = options->inbox_limits,
  };

  return path == NULL || database != NULL ? moot_federation_new (&how) : NULL;
}

/**
 * moot_node_start:
 * @options: how
 * @error: return location
 *
 * Starts a node on the calling thread's main context; it serves as soon as that context runs.
 *
 * Errors: %MOOT_ERROR_CONFLICT when another node has the folder, %MOOT_ERROR_NOT_FOUND when there
 * is none in it, and whatever the database or the socket say.
 *
 * Returns: (transfer full): the node
 */
MootNode *
moot_node_start (const MootNodeOptions  *options,
                 GError                **error)
{
  g_autoptr (MootNode) self = g_new0 (MootNode, 1);
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->services.trust_proxy = options->trust_proxy;
  self->services.allow_private_addresses = options->allow_private_addresses;
  self->services.authorized_fetch = options->authorized_fetch;
  self->lock_fd = -1;
  if (!is_founded (options->data_folder, error))
    return NULL;
  self->lock_fd = moot_folder_lock (options->data_folder, error);
  if (self->lock_fd < 0 || !open_store (self, options->data_folder, error))
    return NULL;
  self->services.sign_in_pacing =
    moot_pacing_new (MOOT_SIGN_IN_TRIES, MOOT_SIGN_IN_PERIOD_MS, MAX_PACED);
  self->services.stranger_pacing =
    moot_pacing_new (MOOT_STRANGER_TRIES, MOOT_SIGN_IN_PERIOD_MS, MAX_PACED);
  self->services.rate_limits = moot_rate_limits_new ();
  self->services.sealed_boxes = moot_sealed_boxes_new (self->services.pool);
  self->services.status_cache = moot_status_cache_new (MOOT_STATUS_CACHE_BYTES);
  self->verdicts = moot_host_verdicts_new (self->services.pool);
  self->services.federation = start_federation (self, options, error);
  if (self->services.federation == NULL)
    return NULL;
  self->services.media = moot_media_cache_new (self->services.federation, &options->media);
  self->services.hub = moot_stream_hub_new (context);
  moot_db_pool_listen (self->services.pool, news_cb, &self->services);
  start_delivery (self, options);
  if (!start_listening (self, options, error))
    return NULL;
  moot_federation_start (self->services.federation);
  self->scheduler = moot_scheduler_start (&self->services, moot_node_jobs, moot_node_n_jobs);
  return g_steal_pointer (&self);
}

/**
 * moot_node_stop:
 * @self: (nullable): a node
 *
 * Answers what is under way, closes streams, folds the log into the database and frees everything.
 */
void
moot_node_stop (MootNode *self)
{
  if (self == NULL)
    return;

  if (self->services.federation != NULL)
    moot_federation_stop (self->services.federation);
  g_clear_pointer (&self->scheduler, moot_scheduler_stop);
  if (self->services.hub != NULL)
    moot_stream_hub_close (self->services.hub);
  if (self->listener != NULL)
    moot_listener_stop (self->listener);
  g_clear_pointer (&self->listener, moot_listener_free);
  moot_delivery_loop_stop (self->services.delivery); /* what it settles wakes it: it stays known */
  g_clear_pointer (&self->sleep_watch, moot_sleep_watch_free);
  g_clear_pointer (&self->services.catch_up, moot_catch_up_free);
  if (self->services.pool != NULL)
    moot_db_pool_checkpoint (self->services.pool, NULL);
  g_clear_pointer (&self->services.media, moot_media_cache_free);
  g_clear_pointer (&self->services.federation, moot_federation_free);
  g_clear_pointer (&self->services.delivery, moot_delivery_loop_free);
  g_clear_pointer (&self->verdicts, moot_host_verdicts_free);
  g_clear_pointer (&self->services.hub, moot_stream_hub_unref);
  g_clear_pointer (&self->services.sign_in_pacing, moot_pacing_unref);
  g_clear_pointer (&self->services.stranger_pacing, moot_pacing_unref);
  g_clear_pointer (&self->services.rate_limits, moot_rate_limits_free);
  g_clear_pointer (&self->services.sealed_boxes, moot_sealed_boxes_free);
  g_clear_pointer (&self->services.status_cache, moot_status_cache_free);
  g_clear_pointer (&self->services.site, moot_site_free);
  g_clear_pointer (&self->services.pool, moot_db_pool_free);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self);
}

/** moot_node_dup_addresses: (transfer full): where it listens */
GStrv
moot_node_dup_addresses (MootNode *self)
{
  return moot_listener_dup_addresses (self->listener);
}

/** moot_node_get_services: (transfer none): what its handlers work with, for tests and the bench */
const MootServices *
moot_node_get_services (MootNode *self)
{
  return &self->services;
}
