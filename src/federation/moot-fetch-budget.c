/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keeps whoever asks others for many things polite: one request at a time to a host, a pause after
 * it, not too many, and none after the host said that it is enough.
 * Spec: federation reference 4.6 and 5.4.
 * Thread: any, many at once. */
#include "moot-fetch-budget.h"

#include "moot-error.h"
#include "moot-uri.h"

#define STEP_US (50 * 1000) /* between two looks at whether to stop */
#define MAX_FAILURES 3      /* in a row, without an answer; then a host is left alone */

typedef struct
{
  gboolean busy;
  gboolean closed;
  guint n_requests;
  guint n_failures;
  gint64 next_at; /* monotonic microseconds */
} Host;

struct _MootFetchBudget
{
  MootFetchLimits limits;
  GCancellable *cancellable;
  gint64 until; /* monotonic microseconds, 0 for never */
  GMutex lock;  /* for all below */
  GCond changed;
  guint n_requests;
  GHashTable *hosts; /* authority -> Host */
};

/**
 * moot_fetch_budget_new:
 * @limits: how much may be asked
 * @cancellable: (nullable): ends it
 *
 * Returns: (transfer full): a budget of which nothing is used
 */
MootFetchBudget *
moot_fetch_budget_new (const MootFetchLimits *limits,
                       GCancellable          *cancellable)
{
  MootFetchBudget *self = g_new0 (MootFetchBudget, 1);

  self->limits = *limits;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  if (limits->total_ms != 0)
    self->until = g_get_monotonic_time () + limits->total_ms * 1000;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/** moot_fetch_budget_free: frees @self, which may be %NULL and must not be used any more */
void
moot_fetch_budget_free (MootFetchBudget *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->hosts);
  g_clear_object (&self->cancellable);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* With the lock. */
static Host *
find_host (MootFetchBudget *self,
           const char      *uri)
{
  g_autofree char *name = moot_uri_dup_authority (uri);
  Host *host = name != NULL ? g_hash_table_lookup (self->hosts, name) : NULL;

  if (host != NULL || name == NULL ||
      (self->limits.max_hosts != 0 && g_hash_table_size (self->hosts) >= self->limits.max_hosts))
    return host;
  host = g_new0 (Host, 1);
  g_hash_table_insert (self->hosts, g_steal_pointer (&name), host);
  return host;
}

static gboolean
is_spent (const MootFetchBudget *self,
          const Host            *host,
          guint                  n_requests)
{
  const MootFetchLimits *limits = &self->limits;

  return host->closed || g_cancellable_is_cancelled (self->cancellable) ||
         (self->until != 0 && g_get_monotonic_time () >= self->until) ||
         (limits->max_requests != 0 && self->n_requests + n_requests > limits->max_requests) ||
         (limits->max_per_host != 0 && host->n_requests + n_requests > limits->max_per_host);
}

/**
 * moot_fetch_budget_enter:
 * @self: (nullable): a budget; without one everything may be asked
 * @uri: what is to be asked for
 * @n_requests: how many requests to that host it can take
 *
 * Waits until it is its turn.  After %TRUE comes moot_fetch_budget_leave().
 *
 * Thread: any; blocks.
 *
 * Returns: whether it may be asked for
 */
gboolean
moot_fetch_budget_enter (MootFetchBudget *self,
                         const char      *uri,
                         guint            n_requests)
{
  Host *host;
  gboolean may;

  if (self == NULL)
    return TRUE;
  g_mutex_lock (&self->lock);
  host = find_host (self, uri);
  while (host != NULL && !is_spent (self, host, n_requests) &&
         (host->busy || host->next_at > g_get_monotonic_time ()))
    g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + STEP_US);
  may = host != NULL && !is_spent (self, host, n_requests);
  if (may)
    {
      host->busy = TRUE;
      host->n_requests += n_requests;
      self->n_requests += n_requests;
    }
  g_mutex_unlock (&self->lock);
  return may;
}

/**
 * moot_fetch_budget_leave:
 * @self: (nullable): a budget
 * @uri: what was asked for
 * @error: (nullable): why it was not given
 *
 * Ends the turn; a host that says that it is too much is left alone from now on.
 */
void
moot_fetch_budget_leave (MootFetchBudget *self,
                         const char      *uri,
                         const GError    *error)
{
  Host *host;

  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  host = find_host (self, uri);
  host->busy = FALSE;
  host->next_at = g_get_monotonic_time () + self->limits.gap_ms * 1000;
  if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE))
    host->n_failures++;
  else
    host->n_failures = 0;
  if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED) || host->n_failures >= MAX_FAILURES)
    host->closed = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
