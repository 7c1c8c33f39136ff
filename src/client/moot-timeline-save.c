/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Small things a timeline writes into the cache without waiting for the outcome: a copy that could
 * not be kept is fetched again next time.
 * Thread: main; the writing is on a worker. */
#include "moot-timeline-save.h"

typedef struct
{
  MootCache *cache;
  char *account;
  char *timeline;
  char *key;
  int offset;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  moot_cache_unref (place->cache);
  g_free (place->account);
  g_free (place->timeline);
  g_free (place->key);
  g_free (place);
}

static gpointer
save_place (MootConnection  *connection,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  Place *place = data;

  moot_cache_put_place (place->cache, place->account, place->timeline, place->key, place->offset,
                        error);
  return NULL;
}

/**
 * moot_timeline_save_place:
 * @client: whose workers do it
 * @cache: where
 * @account: whose
 * @timeline: which timeline
 * @key: the entry that is read
 * @offset: pixels from the top of the window to it
 *
 * Keeps the reader's place over a restart.
 */
void
moot_timeline_save_place (MootClient *client,
                          MootCache  *cache,
                          const char *account,
                          const char *timeline,
                          const char *key,
                          int         offset)
{
  Place *place = g_new0 (Place, 1);

  place->cache = moot_cache_ref (cache);
  place->account = g_strdup (account);
  place->timeline = g_strdup (timeline);
  place->key = g_strdup (key);
  place->offset = offset;
  moot_client_run_async (client, save_place, place, place_free, NULL, NULL, NULL, NULL);
}

typedef struct
{
  MootCache *cache;
  char *account;
  MootStatus *status;
} Update;

static void
update_free (gpointer data)
{
  Update *update = data;

  moot_cache_unref (update->cache);
  g_clear_object (&update->status);
  g_free (update->account);
  g_free (update);
}

static gpointer
save_status (MootConnection  *connection,
             gpointer         data,
             GCancellable    *cancellable,
             GError         **error)
{
  Update *update = data;

  moot_cache_put_status (update->cache, update->account, update->status, error);
  return NULL;
}

/**
 * moot_timeline_save_status:
 * @client: whose workers do it
 * @cache: where
 * @account: whose view
 * @status: a newer copy
 *
 * Keeps it where a timeline holds an older one.
 */
void
moot_timeline_save_status (MootClient *client,
                           MootCache  *cache,
                           const char *account,
                           MootStatus *status)
{
  Update *update = g_new0 (Update, 1);

  update->cache = moot_cache_ref (cache);
  update->account = g_strdup (account);
  update->status = g_object_ref (status);
  moot_client_run_async (client, save_status, update, update_free, NULL, NULL, NULL, NULL);
}
