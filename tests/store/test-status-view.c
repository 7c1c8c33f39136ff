/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What viewers are shown: threads, boosts, and never anything that was rendered before a change. */
#include "moot-status.h"
#include "moot-thread-store.h"
#include "status-stage.h"

#include <string.h>

/* With a warm cache every viewer sees after the change what an empty cache would show. */
static void
test_never_stale (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (Stage) stage = stage_new ();
  g_autoptr (MootStatusCache) cache = moot_status_cache_new (1024 * 1024);
  g_autofree char *before = stage_read_home (&stage, cache, stage.bo, NOW);
  g_autofree char *again = stage_read_home (&stage, cache, stage.bo, NOW);
  const gint64 viewers[] = { stage.ada, stage.bo };

  g_assert_cmpstr (before, ==, again);
  g_assert_cmpuint (moot_status_cache_get_bytes (cache), >, 1000);
  stage_changes[i].change (&stage);
  for (guint v = 0; v < G_N_ELEMENTS (viewers); v++)
    {
      g_autofree char *kept = stage_read_home (&stage, cache, viewers[v], NOW);
      g_autofree char *fresh = stage_read_home (&stage, NULL, viewers[v], NOW);

      g_assert_cmpstr (kept, ==, fresh);
      if (viewers[v] == stage.bo)
        g_assert_cmpint (strcmp (before, fresh) != 0, ==, stage_changes[i].visible);
    }
}

/* A poll ends by the clock, without any change. */
static void
test_poll_ends (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (MootStatusCache) cache = moot_status_cache_new (1024 * 1024);
  g_autofree char *before = stage_read_home (&stage, cache, stage.bo, NOW);
  g_autofree char *after = stage_read_home (&stage, cache, stage.bo, NOW + 1000);

  g_assert_nonnull (strstr (before, "\"expired\":false"));
  g_assert_nonnull (strstr (after, "\"expired\":true"));
}

/* A cache that holds next to nothing still gives right pages. */
static void
test_tiny_cache (void)
{
  g_auto (Stage) stage = stage_new ();
  g_autoptr (MootStatusCache) cache = moot_status_cache_new (1500);
  g_autofree char *kept = stage_read_home (&stage, cache, stage.bo, NOW);
  g_autofree char *again = stage_read_home (&stage, cache, stage.bo, NOW);
  g_autofree char *fresh = stage_read_home (&stage, NULL, stage.bo, NOW);

  g_assert_cmpstr (kept, ==, fresh);
  g_assert_cmpstr (again, ==, fresh);
  g_assert_cmpuint (moot_status_cache_get_bytes (cache), <=, 1500);
}

/* Threads ------------------------------------------------------------------------------------- */

static char *
describe (GArray       *lines,
          const gint64 *ids,
          guint         n_ids)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    for (guint k = 0; k < n_ids; k++)
      if (g_array_index (lines, MootStatusLine, i).id == ids[k])
        g_string_append_c (text, (char) ('A' + k));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  char parent; /* of A, B, C …; '-' for none */
  MootVisibility visibility;
} thread[] = {
  { '-', MOOT_VISIBILITY_PUBLIC }, /* A */
  { 'A', MOOT_VISIBILITY_PUBLIC }, /* B */
  { 'A', MOOT_VISIBILITY_PUBLIC }, /* C */
  { 'B', MOOT_VISIBILITY_PUBLIC }, /* D */
  { 'C', MOOT_VISIBILITY_DIRECT }, /* E: not for Ada */
  { 'E', MOOT_VISIBILITY_PUBLIC }, /* F: below what Ada does not see */
  { 'B', MOOT_VISIBILITY_PUBLIC }, /* G */
  { 'D', MOOT_VISIBILITY_PUBLIC }, /* H */
};

static const struct
{
  char of;
  const char *ancestors;
  const char *descendants;
} contexts[] = {
  { 'A', "", "BDHGCF" },
  { 'B', "A", "DHG" },
  { 'C', "A", "F" },
  { 'F', "AC", "" },
  { 'H', "ABD", "" },
};

static void
test_thread (void)
{
  g_auto (Stage) stage = stage_new ();
  MootStatusView view = stage_look (&stage, NULL, stage.ada, NOW);
  gint64 ids[G_N_ELEMENTS (thread)];

  for (guint i = 0; i < G_N_ELEMENTS (thread); i++)
    {
      gint64 parent = thread[i].parent != '-' ? ids[thread[i].parent - 'A'] : 0;
      const MootStatusDraft draft = { .account_id = stage.bo,
                                      .visibility = thread[i].visibility,
                                      .in_reply_to_id = parent };

      ids[i] = stage_post (&stage, &draft);
    }
  for (guint i = 0; i < G_N_ELEMENTS (contexts); i++)
    {
      g_autoptr (GArray) above = NULL;
      g_autoptr (GArray) below = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *ancestors = NULL;
      g_autofree char *descendants = NULL;

      moot_thread_read (&view, ids[contexts[i].of - 'A'], &above, &below, &error);
      g_assert_no_error (error);
      ancestors = describe (above, ids, G_N_ELEMENTS (ids));
      descendants = describe (below, ids, G_N_ELEMENTS (ids));
      g_assert_cmpstr (ancestors, ==, contexts[i].ancestors);
      g_assert_cmpstr (descendants, ==, contexts[i].descendants);
    }
}

/* Rows that point at each other, as only a broken database has them, end as well. */
static void
test_thread_circle (void)
{
  g_auto (Stage) stage = stage_new ();
  MootStatusView view = stage_look (&stage, NULL, stage.ada, NOW);
  g_autoptr (GArray) above = NULL;
  g_autoptr (GArray) below = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_execute (stage.fixture,
                         "UPDATE status SET in_reply_to_id = %" G_GINT64_FORMAT
                         " WHERE id = %" G_GINT64_FORMAT,
                         stage.reply, stage.status);
  moot_thread_read (&view, stage.status, &above, &below, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (above->len, ==, 1);
  g_assert_cmpuint (below->len, ==, 1);
}

/* The JSON of a boost holds the boosted status, and acts on it. */
static void
test_boost_json (void)
{
  g_auto (Stage) stage = stage_new ();
  MootStatusView view = stage_look (&stage, NULL, stage.bo, NOW);
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autoptr (MootStatus) status = NULL;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, stage.status);

  stage_change (&stage, "favourite");
  json = moot_status_view_dup_json (&view, stage.boost, &error);
  g_assert_no_error (error);
  status = moot_entity_from_text (MOOT_TYPE_STATUS, json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (status->account->acct, ==, "bo");
  g_assert_cmpstr (status->reblog->id, ==, id);
  g_assert_cmpstr (status->reblog->account->acct, ==, "ada");
  g_assert_cmpstr (status->reblog->content, ==, "<p>hi @bo #coop</p>");
  g_assert_true (status->favourited && status->reblogged && status->reblog->reblogged);
  g_assert_cmpint (status->reblog->favourites_count, ==, 1);
  g_assert_nonnull (status->reblog->poll);
  g_assert_null (status->poll);
  g_assert_cmpuint (status->reblog->media_attachments->len, ==, 1);
  g_assert_cmpuint (status->reblog->mentions->len, ==, 1);
  g_assert_null (strstr (json, "\"pinned\""));
  g_assert_null (strstr (json, "\"text\":"));
  g_assert_finalize_object (g_steal_pointer (&status));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < stage_n_changes; i++)
    {
      g_autofree char *path = g_strconcat ("/store/view/never-stale/", stage_changes[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_never_stale);
    }
  g_test_add_func ("/store/view/poll-ends", test_poll_ends);
  g_test_add_func ("/store/view/tiny-cache", test_tiny_cache);
  g_test_add_func ("/store/view/thread", test_thread);
  g_test_add_func ("/store/view/thread-circle", test_thread_circle);
  g_test_add_func ("/store/view/boost-json", test_boost_json);
  return g_test_run ();
}
