/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How much a member, or a stranger's network, may ask for: one table for all of the API, that of
 * the co-op too.  Whoever sits at this computer is not counted: the app's own node is asked a lot.
 * Spec: Mastodon client API, rate limits.
 * Thread: any. */
#include "moot-rate-limits.h"

#include "moot-clock.h"
#include "moot-network.h"

#define MAX_KEYS 4096 /* members and networks that are watched at once */

/**
 * Rule:
 * @method: (nullable): %NULL for any
 * @route: its path as in the route table; one that ends in `/` stands for all below it
 *
 * All rules that fit a request take from their bucket.  The narrower ones come later: theirs are
 * the numbers a client is told.
 */
typedef struct
{
  const char *method;
  const char *route;
  guint limit;
  gint64 period_ms;
  guint bucket; /* rules of the same number share it */
} Rule;

/* clang-format off */
static const Rule rules[] = {
  { NULL,     "/api/",                         300, 5 * MOOT_MINUTE,  0 },
  { "POST",   "/api/v1/media",                 30,  30 * MOOT_MINUTE, 1 },
  { "POST",   "/api/v2/media",                 30,  30 * MOOT_MINUTE, 1 },
  { "DELETE", "/api/v1/statuses/:id",          30,  30 * MOOT_MINUTE, 2 },
  { "POST",   "/api/v1/statuses/:id/unreblog", 30,  30 * MOOT_MINUTE, 2 },
};
/* clang-format on */

#define N_BUCKETS 3

struct _MootRateLimits
{
  MootPacing *buckets[N_BUCKETS];
};

/** moot_rate_limits_new: (transfer full): nobody has asked for anything yet */
MootRateLimits *
moot_rate_limits_new (void)
{
  MootRateLimits *self = g_new0 (MootRateLimits, 1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (self->buckets[rules[i].bucket] == NULL)
      self->buckets[rules[i].bucket] =
        moot_pacing_new (rules[i].limit, rules[i].period_ms, MAX_KEYS);
  return self;
}

/** moot_rate_limits_free: frees @self, which may be %NULL */
void
moot_rate_limits_free (MootRateLimits *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_BUCKETS; i++)
    moot_pacing_unref (self->buckets[i]);
  g_free (self);
}

static gboolean
fits (const Rule *rule,
      const char *method,
      const char *route)
{
  if (rule->method != NULL && !g_str_equal (rule->method, method))
    return FALSE;
  return g_str_has_suffix (rule->route, "/") ? g_str_has_prefix (route, rule->route)
                                             : g_str_equal (route, rule->route);
}

/**
 * moot_rate_limits_take:
 * @self: the limits
 * @method: of a request
 * @route: the path of its route, or the path itself
 * @account_id: who asks, 0 for nobody
 * @address: where from
 * @now: UTC milliseconds
 * @out_pace: (out): how it stands after that; its limit is 0 where nothing is counted
 *
 * Counts a request.  A member is counted as such wherever they ask from, a stranger by their
 * network.
 *
 * Returns: whether it may be answered
 */
gboolean
moot_rate_limits_take (MootRateLimits *self,
                       const char     *method,
                       const char     *route,
                       gint64          account_id,
                       const char     *address,
                       gint64          now,
                       MootPace       *out_pace)
{
  g_autofree char *who = NULL;
  gboolean allowed = TRUE;

  *out_pace = (MootPace){ 0 };
  if (moot_network_is_here (address))
    return TRUE;
  who = account_id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, account_id)
                        : moot_network_dup (address);
  for (guint i = 0; allowed && i < G_N_ELEMENTS (rules); i++)
    if (fits (&rules[i], method, route))
      allowed = moot_pacing_take (self->buckets[rules[i].bucket], who, now, out_pace);
  return allowed;
}
