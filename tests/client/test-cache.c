/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What pages, gaps and live events do to a cached timeline.  Timelines are written as words, newest
 * first; `|` is a gap. */
#include "moot-cache.h"

#include <glib/gstdio.h>
#include <string.h>

#define ME "ada@coop.example"

typedef struct
{
  char *folder;
  MootCache *cache;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("moot-cache-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->folder, "cache.sqlite3", NULL);
  fixture->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  moot_cache_unref (fixture->cache);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static MootStatus *
make_status (const char *id)
{
  MootStatus *status = g_object_new (MOOT_TYPE_STATUS, NULL);

  status->id = g_strdup (id);
  status->content = g_strdup_printf ("<p>%s</p>", id);
  return status;
}

static GPtrArray *
make_page (const char *words)
{
  g_auto (GStrv) ids = g_strsplit (words, " ", -1);
  GPtrArray *page = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0')
      g_ptr_array_add (page, make_status (ids[i]));
  return page;
}

static char *
read_timeline (MootCache *cache)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCacheSlice) slice = moot_cache_read_first (cache, ME, "home", 0, 1000, &error);
  GString *words = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < slice->entries->len; i++)
    {
      MootCacheEntry *entry = g_ptr_array_index (slice->entries, i);

      g_assert_cmpint (entry->json == NULL, ==, entry->is_gap);
      g_string_append_printf (words, "%s%s", i > 0 ? " " : "", entry->is_gap ? "|" : entry->key);
    }
  return g_string_free (words, FALSE);
}

/* Steps: `new: …` a newest page that is full, `last: …` one with nothing older, `live: …`,
 * `down: …`/`up: …` fill the first gap, `older: …`, `gone: …`. */
static const struct
{
  const char *name;
  const char *steps;
  const char *timeline;
} stories[] = {
  { "first", "new: c b a", "c b a" },
  { "nothing", "new: ", "" },
  { "same-again", "new: c b a/new: c b a", "c b a" },
  { "overlap", "new: c b a/new: e d c b", "e d c b a" },
  { "no-overlap", "new: b a/new: f e d", "f e d | b a" },
  { "no-overlap-but-end", "new: b a/last: f e d", "f e d b a" },
  { "touching", "new: b a/new: d c b", "d c b a" },
  { "deleted-inside", "new: d c b a/new: e d b a", "e d b a" },
  { "deleted-below-stays", "new: d c b a/new: e d c", "e d c b a" },
  { "inserted-inside", "new: d b a/new: d c b a", "d c b a" },
  { "inserted-below", "new: d a/new: d c b", "d c b a" },
  { "page-closes-gap", "new: a/new: d c/new: e d c b a", "e d c b a" },
  { "two-gaps", "new: a/new: d c/new: h g", "h g | d c | a" },
  { "gap-on-gap", "new: b a/new: f e/live: /new: i h", "i h | f e | b a" },
  { "duplicates-in-page", "new: c b b a c", "c b a" },
  { "other-order", "new: c b a/new: b c a", "b c a" },
  { "live", "new: b a/live: c/live: e d", "e d c b a" },
  { "live-known", "new: b a/live: a/live: c b", "c b a" },
  { "live-then-page", "new: b a/live: d/new: c b a", "d c b a" },
  { "live-then-whole-page", "new: b a/live: d/new: d c b a", "d c b a" },
  { "older", "new: d c/older: b a", "d c b a" },
  { "older-overlap", "new: d c/older: c b a", "d c b a" },
  { "down-part", "new: b a/new: i h/down: g f", "i h g f | b a" },
  { "down-meets", "new: b a/new: i h/down: g f b", "i h g f b a" },
  { "down-empty", "new: b a/new: i h/down: ", "i h b a" },
  { "up-part", "new: b a/new: i h/up: d c", "i h | d c b a" },
  { "up-meets", "new: b a/new: i h/up: h g c", "i h g c b a" },
  { "up-empty", "new: b a/new: i h/up: ", "i h b a" },
  { "up-nothing-missing", "new: b a/new: i h/up: i h", "i h b a" },
  { "up-not-known-by-server", "new: b a/new: j i h/up: j i", "j i h | b a" },
  { "both-sides", "new: b a/new: i h/up: d c/down: g f/down: e d", "i h g f e d c b a" },
  { "gone", "new: c b a/gone: b", "c a" },
  { "gone-unknown", "new: c b a/gone: x", "c b a" },
};

static void
fill (MootCache  *cache,
      GPtrArray  *page,
      gboolean    upward,
      GError    **error)
{
  g_autoptr (MootCacheSlice) slice = moot_cache_read_first (cache, ME, "home", 0, 1000, error);
  guint n_new = 0;

  for (guint i = 0; i < slice->entries->len; i++)
    {
      MootCacheEntry *entry = g_ptr_array_index (slice->entries, i);

      if (entry->is_gap)
        {
          g_assert_true (moot_cache_fill_gap (cache, ME, "home", entry->key, page, upward, FALSE,
                                              &n_new, error));
          return;
        }
    }
  g_assert_not_reached ();
}

static void
run_step (MootCache  *cache,
          const char *step)
{
  g_auto (GStrv) parts = g_strsplit (step, ": ", 2);
  g_autoptr (GPtrArray) page = make_page (parts[1]);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (parts[0], "new"))
    moot_cache_merge_newest (cache, ME, "home", page, TRUE, &error);
  else if (g_str_equal (parts[0], "last"))
    moot_cache_merge_newest (cache, ME, "home", page, FALSE, &error);
  else if (g_str_equal (parts[0], "live"))
    moot_cache_add_live (cache, ME, "home", page, &error);
  else if (g_str_equal (parts[0], "older"))
    moot_cache_append_older (cache, ME, "home", page, &error);
  else if (g_str_equal (parts[0], "gone"))
    moot_cache_remove_status (cache, ME, parts[1], &error);
  else
    fill (cache, page, g_str_equal (parts[0], "up"), &error);
  g_assert_no_error (error);
}

static void
test_story (Fixture       *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (GStrv) steps = g_strsplit (stories[i].steps, "/", -1);
  g_autofree char *timeline = NULL;

  for (guint j = 0; steps[j] != NULL; j++)
    run_step (fixture->cache, steps[j]);
  timeline = read_timeline (fixture->cache);
  g_assert_cmpstr (timeline, ==, stories[i].timeline);
}

/* Always into the same place: the room between two neighbours ends after some twenty halvings. */
static void
test_spread (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *timeline = NULL;

  run_step (fixture->cache, "new: z a");
  for (int i = 0; i < 60; i++)
    {
      g_autofree char *below = i > 0 ? g_strdup_printf ("n%02d", i - 1) : g_strdup ("a");
      g_autofree char *step = g_strdup_printf ("new: z n%02d %s", i, below);

      run_step (fixture->cache, step);
    }
  timeline = read_timeline (fixture->cache);
  g_assert_true (g_str_has_prefix (timeline, "z n59 n58 n57"));
  g_assert_true (g_str_has_suffix (timeline, "n02 n01 n00 a"));
}

/* A random walk: a server's timeline grows and loses posts; whatever pages are read, the cache
 * never shows two posts in the wrong order, none twice, and no gap is missing where posts are. */
static void
test_random (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  int newest = 0;

  for (int round = 0; round < 60; round++)
    {
      g_autoptr (GString) page = g_string_new ("new:");
      g_autofree char *timeline = NULL;
      g_auto (GStrv) words = NULL;
      int last = G_MAXINT;

      newest += g_rand_int_range (rand, 0, 12);
      for (int i = newest; i > MAX (newest - 8, 0); i--)
        g_string_append_printf (page, " %d", i);
      run_step (fixture->cache, page->str);

      timeline = read_timeline (fixture->cache);
      words = g_strsplit (timeline, " ", -1);
      for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
        {
          int number = (int) g_ascii_strtoll (words[i], NULL, 10);

          if (g_str_equal (words[i], "|"))
            {
              g_assert_nonnull (words[i + 1]);
              continue;
            }
          g_assert_cmpint (number, <, last);
          g_assert_true (i == 0 || last - number == 1 || g_str_equal (words[i - 1], "|"));
          last = number;
        }
    }
}

static void
test_versions (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCacheSlice) slice = NULL;
  g_autoptr (MootCacheSlice) again = NULL;
  g_autoptr (MootStatus) boost = make_status ("boost");
  g_autoptr (MootStatus) liked = make_status ("b");
  g_autoptr (GPtrArray) page = g_ptr_array_new ();
  MootCacheEntry *entry;

  run_step (fixture->cache, "new: c b a");
  boost->reblog = make_status ("b");
  g_ptr_array_add (page, boost);
  moot_cache_add_live (fixture->cache, ME, "home", page, &error);
  g_assert_no_error (error);
  slice = moot_cache_read_first (fixture->cache, ME, "home", 0, 10, &error);
  g_assert_no_error (error);

  run_step (fixture->cache, "new: c b a");
  liked->favourited = TRUE;
  moot_cache_put_status (fixture->cache, ME, liked, &error);
  g_assert_no_error (error);
  again = moot_cache_read_down_to (fixture->cache, ME, "home", slice->version, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->entries->len, ==, 4);

  entry = g_ptr_array_index (again->entries, 0);
  g_assert_nonnull (strstr (entry->json, "\"favourited\":true")); /* the copy inside the boost */
  entry = g_ptr_array_index (again->entries, 1);
  g_assert_null (entry->json); /* unchanged, so not sent again */
  entry = g_ptr_array_index (again->entries, 2);
  g_assert_nonnull (strstr (entry->json, "\"favourited\":true"));
}

static void
test_keeps (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *draft = NULL;
  g_autofree char *none = NULL;
  g_autofree char *place = NULL;
  g_autofree char *document = NULL;
  gint64 fetched_at = 0;
  int offset = 0;

  g_assert_true (moot_cache_put_draft (fixture->cache, ME, "", "{\"text\":\"hi\"}", &error));
  g_assert_true (moot_cache_put_draft (fixture->cache, ME, "", "{\"text\":\"hello\"}", &error));
  draft = moot_cache_dup_draft (fixture->cache, ME, "", &error);
  g_assert_cmpstr (draft, ==, "{\"text\":\"hello\"}");
  none = moot_cache_dup_draft (fixture->cache, ME, "7", &error);
  g_assert_null (none);
  g_assert_no_error (error);

  g_assert_true (moot_cache_put_place (fixture->cache, ME, "home", "b", -40, &error));
  place = moot_cache_dup_place (fixture->cache, ME, "home", &offset, &error);
  g_assert_cmpstr (place, ==, "b");
  g_assert_cmpint (offset, ==, -40);

  g_assert_true (moot_cache_put_document (fixture->cache, ME, "budget", "{}", &error));
  document = moot_cache_dup_document (fixture->cache, ME, "budget", &fetched_at, &error);
  g_assert_cmpstr (document, ==, "{}");
  g_assert_cmpint (fetched_at, >, 0);

  run_step (fixture->cache, "new: c b a");
  g_assert_true (moot_cache_tidy (fixture->cache, ME, &error));
  g_assert_true (moot_cache_forget (fixture->cache, ME, &error));
  g_free (draft);
  draft = moot_cache_dup_draft (fixture->cache, ME, "", &error);
  g_assert_null (draft);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (stories); i++)
    {
      g_autofree char *path = g_strconcat ("/client/cache/", stories[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_story, tear_down);
    }
  g_test_add ("/client/cache/spread", Fixture, NULL, set_up, test_spread, tear_down);
  g_test_add ("/client/cache/random", Fixture, NULL, set_up, test_random, tear_down);
  g_test_add ("/client/cache/versions", Fixture, NULL, set_up, test_versions, tear_down);
  g_test_add ("/client/cache/keeps", Fixture, NULL, set_up, test_keeps, tear_down);
  return g_test_run ();
}
