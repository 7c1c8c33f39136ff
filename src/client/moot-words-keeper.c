/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is being written, kept in the cache of its client.  What is on its way to the disk is known
 * here, so that a page that is opened again at once finds it, and an older text never overtakes a
 * newer one.
 * Thread: main; the disk is waited for on a worker. */
#include "moot-words-keeper.h"

typedef struct
{
  MootCache *cache;
  char *account;
  char *target;
  char *json; /* (nullable): nothing is left to keep */
} Keeping;

static GMutex lock;       /* of the list, never held for long */
static GMutex writing;    /* one after another; waited for by workers only */
static GSList *under_way; /* Keeping, borrowed: at most one for each target */

static Keeping *
find (MootCache  *cache,
      const char *account,
      const char *target)
{
  for (GSList *link = under_way; link != NULL; link = link->next)
    {
      Keeping *one = link->data;

      if (one->cache == cache && g_strcmp0 (one->account, account) == 0 &&
          g_strcmp0 (one->target, target) == 0)
        return one;
    }
  return NULL;
}

static void
finish (const Keeping *self)
{
  g_mutex_lock (&lock);
  under_way = g_slist_remove (under_way, self);
  g_mutex_unlock (&lock);
}

/* It takes the place of an older text of the same target, which is not written any more. */
static void
begin (Keeping *self)
{
  g_mutex_lock (&lock);
  under_way = g_slist_remove (under_way, find (self->cache, self->account, self->target));
  under_way = g_slist_prepend (under_way, self);
  g_mutex_unlock (&lock);
}

static gboolean
is_newest (const Keeping *self)
{
  gboolean newest;

  g_mutex_lock (&lock);
  newest = find (self->cache, self->account, self->target) == self;
  g_mutex_unlock (&lock);
  return newest;
}

static void
keeping_free (gpointer data)
{
  Keeping *self = data;

  finish (self); /* it may never have been tried */
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
  gboolean newest;

  g_mutex_lock (&writing);
  newest = is_newest (self);
  if (newest && self->json != NULL)
    moot_cache_put_draft (self->cache, self->account, self->target, self->json, error);
  else if (newest)
    moot_cache_remove_draft (self->cache, self->account, self->target, error);
  finish (self);
  g_mutex_unlock (&writing);
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
  begin (self);
  moot_client_run_async (client, keep, self, keeping_free, NULL, NULL, kept_cb, NULL);
}

/**
 * moot_words_dup_kept:
 * @cache: of the client that writes
 * @account: whose words
 * @target: what they are written for
 *
 * Thread: any.
 *
 * Returns: (transfer full) (nullable): what was kept last, whether or not it is on the disk yet
 */
char *
moot_words_dup_kept (MootCache  *cache,
                     const char *account,
                     const char *target)
{
  const Keeping *waiting;
  char *json;

  g_mutex_lock (&lock);
  waiting = find (cache, account, target);
  json = waiting != NULL ? g_strdup (waiting->json) : NULL;
  g_mutex_unlock (&lock);
  return waiting != NULL ? json : moot_cache_dup_draft (cache, account, target, NULL);
}
