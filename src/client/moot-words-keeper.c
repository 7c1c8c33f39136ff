/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is being written, kept in the cache of its client.
 * Thread: main; the disk is waited for on a worker. */
#include "moot-words-keeper.h"

typedef struct
{
  MootCache *cache;
  char *account;
  char *target;
  char *json; /* (nullable): nothing is left to keep */
} Keeping;

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  moot_cache_unref (self->cache);
  g_free (self->account);
  g_free (self->target);
  g_free (self->json);
  g_free (self);
}

static gpointer
keep (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Keeping *self = data;

  if (self->json != NULL)
    moot_cache_put_draft (self->cache, self->account, self->target, self->json, error);
  else
    moot_cache_remove_draft (self->cache, self->account, self->target, error);
  return NULL;
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (moot_client_run_finish (MOOT_CLIENT (source), result, &error) == NULL && error != NULL)
    g_message ("keep a draft: %s", error->message);
}

/**
 * moot_words_keep:
 * @client: who writes; without a cache nothing is kept
 * @target: what it is written for
 * @json: (transfer full) (nullable): what to keep; %NULL forgets what was kept
 *
 * Returns at once; a full disk is logged, for what is on screen is not lost by it.
 */
void
moot_words_keep (MootClient *client,
                 const char *target,
                 char       *json)
{
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (client, &account);
  Keeping *self;

  if (cache == NULL)
    {
      g_free (json);
      return;
    }
  self = g_new0 (Keeping, 1);
  self->cache = moot_cache_ref (cache);
  self->account = g_strdup (account);
  self->target = g_strdup (target);
  self->json = json;
  moot_client_run_async (client, keep, self, keeping_free, NULL, NULL, kept_cb, NULL);
}
