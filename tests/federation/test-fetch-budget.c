/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How much may be asked of others in one go. */
#include "moot-error.h"
#include "moot-failure-memory.h"
#include "moot-fetch-budget.h"

#define HOST "https://a.example/1"
#define SAME_HOST "https://a.example/2"
#define OTHER_HOST "https://b.example/1"
#define THIRD_HOST "https://c.example:8443/1"

typedef struct
{
  const char *uri;
  guint n_requests;
  gboolean may;
  int code; /* of MootError, -1 for none */
} Step;

/* clang-format off */
static const struct
{
  const char *name;
  MootFetchLimits limits;
  Step steps[6];
} cases[] = {
  { "no-limit", { 0 },
    { { HOST, 1, TRUE, -1 }, { HOST, 100, TRUE, -1 }, { OTHER_HOST, 1, TRUE, -1 } } },
  { "58-hosts", { .max_hosts = 2 },
    { { HOST, 1, TRUE, -1 }, { OTHER_HOST, 1, TRUE, -1 }, { THIRD_HOST, 1, FALSE, -1 },
      { SAME_HOST, 1, TRUE, -1 } } },
  { "58-requests", { .max_requests = 3 },
    { { HOST, 2, TRUE, -1 }, { OTHER_HOST, 2, FALSE, -1 }, { OTHER_HOST, 1, TRUE, -1 },
      { HOST, 1, FALSE, -1 } } },
  { "64-per-host", { .max_per_host = 2 },
    { { HOST, 1, TRUE, -1 }, { SAME_HOST, 1, TRUE, -1 }, { HOST, 1, FALSE, -1 },
      { OTHER_HOST, 2, TRUE, -1 }, { OTHER_HOST, 1, FALSE, -1 } } },
  { "64-limited", { 0 },
    { { HOST, 1, TRUE, MOOT_ERROR_LIMITED }, { SAME_HOST, 1, FALSE, -1 }, { OTHER_HOST, 1, TRUE, -1 } } },
  { "64-silent", { 0 },
    { { HOST, 1, TRUE, MOOT_ERROR_UNAVAILABLE }, { HOST, 1, TRUE, MOOT_ERROR_UNAVAILABLE },
      { HOST, 1, TRUE, MOOT_ERROR_UNAVAILABLE }, { HOST, 1, FALSE, -1 } } },
  { "64-silent-once", { 0 },
    { { HOST, 1, TRUE, MOOT_ERROR_UNAVAILABLE }, { HOST, 1, TRUE, MOOT_ERROR_UNAVAILABLE },
      { HOST, 1, TRUE, MOOT_ERROR_NOT_FOUND }, { HOST, 1, TRUE, MOOT_ERROR_UNAVAILABLE },
      { HOST, 1, TRUE, -1 } } },
  { "no-address", { 0 }, { { "somewhere", 1, FALSE, -1 } } },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (MootFetchBudget) budget = moot_fetch_budget_new (&cases[row].limits, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases[row].steps); i++)
    {
      const Step *step = &cases[row].steps[i];
      g_autoptr (GError) error = NULL;

      if (step->uri == NULL)
        return;
      if (step->code >= 0)
        g_set_error (&error, MOOT_ERROR, step->code, "as told");
      g_assert_cmpint (moot_fetch_budget_enter (budget, step->uri, step->n_requests), ==,
                       step->may);
      if (step->may)
        moot_fetch_budget_leave (budget, step->uri, error);
    }
}

static void
test_time (void)
{
  const MootFetchLimits limits = { .total_ms = 1 };
  g_autoptr (MootFetchBudget) budget = moot_fetch_budget_new (&limits, NULL);

  g_usleep (2000);
  g_assert_false (moot_fetch_budget_enter (budget, HOST, 1));
}

static void
test_cancelled (void)
{
  const MootFetchLimits limits = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (MootFetchBudget) budget = moot_fetch_budget_new (&limits, cancellable);

  g_assert_true (moot_fetch_budget_enter (budget, HOST, 1));
  g_cancellable_cancel (cancellable);
  g_assert_false (moot_fetch_budget_enter (budget, HOST, 1)); /* though somebody is there */
  moot_fetch_budget_leave (budget, HOST, NULL);
}

/* One at a time, and a pause after each. */

#define N_THREADS 4
#define GAP_MS 20

typedef struct
{
  MootFetchBudget *budget;
  gint n_inside;
} Crowd;

static gpointer
enter (gpointer data)
{
  Crowd *crowd = data;

  g_assert_true (moot_fetch_budget_enter (crowd->budget, HOST, 1));
  g_assert_cmpint (g_atomic_int_add (&crowd->n_inside, 1), ==, 0);
  g_usleep (1000);
  g_assert_true (g_atomic_int_dec_and_test (&crowd->n_inside));
  moot_fetch_budget_leave (crowd->budget, HOST, NULL);
  return NULL;
}

static void
test_turns (void)
{
  const MootFetchLimits limits = { .gap_ms = GAP_MS };
  g_autoptr (MootFetchBudget) budget = moot_fetch_budget_new (&limits, NULL);
  Crowd crowd = { budget, 0 };
  GThread *threads[N_THREADS];
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("crowd", enter, &crowd);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, (N_THREADS - 1) * GAP_MS * 1000);
}

/* How long a failure is believed: nobody answered is no answer, and mail waits for the next try. */
static void
test_failures (void)
{
  static const struct
  {
    int code;
    gint64 first_ms;
  } rows[] = {
    { MOOT_ERROR_UNAVAILABLE, MOOT_FAILURE_BUSY_MS },
    { MOOT_ERROR_UNAUTHORIZED, MOOT_FAILURE_FIRST_MS },
    { MOOT_ERROR_GONE, MOOT_FAILURE_FIRST_MS },
  };
  g_autoptr (MootFailureMemory) memory = moot_failure_memory_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 wait = rows[i].first_ms;
      gint64 now = 1;

      for (guint n = 0; n < 12; n++, wait = MIN (2 * wait, MOOT_FAILURE_LAST_MS))
        {
          g_autoptr (GError) error = NULL;

          moot_failure_memory_put (memory, "key", rows[i].code, now);
          g_assert_false (moot_failure_memory_check (memory, "key", now + wait - 1, &error));
          g_assert_error (error, MOOT_ERROR, rows[i].code);
          now += wait;
          g_assert_true (moot_failure_memory_check (memory, "key", now, NULL));
        }
      moot_failure_memory_forget (memory, "key");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fetch-budget/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/fetch-budget/s58-time", test_time);
  g_test_add_func ("/fetch-budget/s73-failures", test_failures);
  g_test_add_func ("/fetch-budget/cancelled", test_cancelled);
  g_test_add_func ("/fetch-budget/s58-s64-turns", test_turns);
  return g_test_run ();
}
