/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How much of what may be asked, by whom. */
#include "moot-clock.h"
#include "moot-rate-limits.h"

#define NOW (1000 * MOOT_DAY)
#define FAR "192.0.2.1"

static const struct
{
  const char *name;
  const char *method;
  const char *route;
  guint limit; /* 0: not counted */
  gint64 period_ms;
} rows[] = {
  { "home", "GET", "/api/v1/timelines/home", 300, 5 * MOOT_MINUTE },
  { "coop", "GET", "/api/coop/v1/discussions", 300, 5 * MOOT_MINUTE },
  { "ballot", "PUT", "/api/coop/v1/proposals/:id/ballot", 300, 5 * MOOT_MINUTE },
  { "media", "POST", "/api/v2/media", 30, 30 * MOOT_MINUTE },
  { "media-of-old", "POST", "/api/v1/media", 30, 30 * MOOT_MINUTE },
  { "deletion", "DELETE", "/api/v1/statuses/:id", 30, 30 * MOOT_MINUTE },
  { "unboost", "POST", "/api/v1/statuses/:id/unreblog", 30, 30 * MOOT_MINUTE },
  { "status", "GET", "/api/v1/statuses/:id", 300, 5 * MOOT_MINUTE },
  { "page", "GET", "/", 0, 0 },
  { "inbox", "POST", "/inbox", 0, 0 },
};

static void
test_limit (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  MootRateLimits *limits = moot_rate_limits_new ();
  gint64 now = NOW;
  MootPace pace;

  for (guint n = 0; n < (rows[i].limit > 0 ? rows[i].limit + 5 : 400); n++)
    {
      gboolean allowed =
        moot_rate_limits_take (limits, rows[i].method, rows[i].route, 7, FAR, now, &pace);

      g_assert_cmpint (allowed, ==, rows[i].limit == 0 || n < rows[i].limit);
      g_assert_cmpuint (pace.limit, ==, rows[i].limit);
      if (rows[i].limit > 0)
        g_assert_cmpuint (pace.remaining, ==, n < rows[i].limit ? rows[i].limit - n - 1 : 0);
    }
  now += rows[i].period_ms;
  g_assert_true (
    moot_rate_limits_take (limits, rows[i].method, rows[i].route, 7, FAR, now, &pace));
  moot_rate_limits_free (limits);
}

/* Everybody has their own; a member the same one wherever they ask from. */
static void
test_who (void)
{
  static const struct
  {
    gint64 account_id;
    const char *address;
    gboolean same;
  } others[] = {
    { 7, "192.0.2.2", TRUE },
    { 8, FAR, FALSE },
    { 0, FAR, FALSE },
    { 0, "2001:db8::1", FALSE },
    { 0, "2001:db8::2", TRUE },
    { 0, "2001:db8:0:1::2", FALSE },
  };
  MootRateLimits *limits = moot_rate_limits_new ();
  MootPace pace;

  g_assert_true (moot_rate_limits_take (limits, "GET", "/api/v1/lists", 7, FAR, NOW, &pace));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_true (moot_rate_limits_take (limits, "GET", "/api/v1/lists", others[i].account_id,
                                            others[i].address, NOW, &pace));
      g_assert_cmpuint (pace.remaining, ==, others[i].same ? 298 : 299);
    }
  moot_rate_limits_free (limits);
}

/* Who sits here. */
static void
test_here (void)
{
  static const char *const here[] = { "127.0.0.1", "::1", "local" };
  MootRateLimits *limits = moot_rate_limits_new ();
  MootPace pace;

  for (guint i = 0; i < G_N_ELEMENTS (here); i++)
    for (guint n = 0; n < 400; n++)
      {
        g_assert_true (
          moot_rate_limits_take (limits, "POST", "/api/v2/media", 7, here[i], NOW, &pace));
        g_assert_cmpuint (pace.limit, ==, 0);
      }
  moot_rate_limits_free (limits);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/rate-limits/", rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_limit);
    }
  g_test_add_func ("/rate-limits/who", test_who);
  g_test_add_func ("/rate-limits/here", test_here);
  return g_test_run ();
}
