/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a node keeps of others' pictures: for how long, how much, and what a domain block leaves. */
#include "media-stage.h"

#include <glib/gstdio.h>

/* What is kept --------------------------------------------------------------------------------- */

static gboolean
block (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  return moot_db_execute (db, data, error);
}

static void
tidy (MediaStage *stage)
{
  g_autoptr (GError) error = NULL;

  moot_media_cache_tidy (moot_node_get_services (stage->node->node)->media,
                         g_get_real_time () / 1000, &error);
  g_assert_no_error (error);
}

static const struct
{
  const char *name;
  const char *sql;
  gboolean refused;
} blocks[] = {
  { "suspend",
    "INSERT INTO domain_block (domain, digest, severity, created_at) "
    "VALUES ('bad.example', '', 'suspend', 1)",
    TRUE },
  { "reject-media",
    "INSERT INTO domain_block (domain, digest, severity, reject_media, created_at) "
    "VALUES ('bad.example', '', 'noop', 1, 1)",
    TRUE },
  { "store",
    "INSERT INTO domain_block (domain, digest, severity, reject_media, created_at) "
    "VALUES ('127.0.0.1', '', 'noop', 1, 1)",
    FALSE }, /* a node never blocks itself, and here it is there too */
  { "silence",
    "INSERT INTO domain_block (domain, digest, severity, created_at) "
    "VALUES ('bad.example', '', 'silence', 1)",
    FALSE },
};

static void
test_blocked (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) before = media_stage_get (stage, "sub.bad.example", "/a.png");
  g_autoptr (MootTestReply) after = NULL;

  moot_test_assert_status (before, 200);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 2);
  moot_test_node_write (stage->node, block, (gpointer) blocks[i].sql);
  after = media_stage_get (stage, "sub.bad.example", "/a.png");
  moot_test_assert_status (after, blocks[i].refused ? 404 : 200);
  tidy (stage);
  g_assert_cmpuint (media_stage_count_files (stage), ==, blocks[i].refused ? 0 : 2);
  g_assert_cmpint (inbox_count (stage->node, "media_copy"), ==, blocks[i].refused ? 0 : 1);
}

#define BUDGET (300 * 1024)

static void
limit_budget (MootNodeOptions *options)
{
  options->media.max_bytes = BUDGET;
}

/* Four pictures of about 100 KB where there is room for two: the one used longest ago goes. */
static void
test_budget (void)
{
  g_autoptr (MediaStage) stage = NULL;

  stage = media_stage_new (limit_budget);
  media_stage_serve (stage, media_make_picture (200, 150, "png"), "image/png", NULL);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *target = g_strdup_printf ("/%u.png", i);
      g_autoptr (MootTestReply) reply = media_stage_get (stage, "far.example", target);
      g_autofree char *kept = g_strdup_printf ("media_copy WHERE url LIKE '%%/%u.png'", i);

      moot_test_assert_status (reply, 200);
      g_assert_cmpint (inbox_count (stage->node, kept), ==, 1);
      if (i == 0)
        {
          static char later[] = "UPDATE media_copy SET used_at = used_at + 3600000";

          moot_test_node_write (stage->node, block, later); /* somebody likes this one */
        }
    }
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE url LIKE '%/0.png'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE url LIKE '%/1.png'"), ==, 0);
  g_assert_cmpint (
    inbox_count (stage->node, "(SELECT SUM(bytes) AS n FROM media_copy) WHERE n > 307200"), ==, 0);
  g_assert_cmpint (media_stage_count_files (stage), ==,
                   2 * inbox_count (stage->node, "media_copy"));
}

/* Of the emojis of one server so many are kept; the one used longest ago goes, pictures stay. */
static void
test_emojis (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autofree char *fill = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO media_copy (url, domain, file, small_file, bytes, fetched_at, used_at, emoji) "
    "SELECT 'http://x/' || i, d, d || i, d || i, 1, 9000000000000, i, e FROM n, "
    "(SELECT 'far.example' AS d, 1 AS e)",
    MOOT_MEDIA_MAX_EMOJIS);
  g_autofree char *path =
    media_stage_path (stage, MOOT_MEDIA_EMOJI, FALSE, "far.example", "/blob.png");
  g_autoptr (MootTestReply) picture = NULL;
  g_autoptr (MootTestReply) emoji = NULL;

  media_stage_serve (stage, media_make_picture (20, 20, "png"), "image/png", NULL);
  moot_test_node_write (stage->node, block, fill);
  picture = media_stage_get (stage, "far.example", "/a.png");
  moot_test_assert_status (picture, 200);
  g_assert_cmpint (inbox_count (stage->node, "media_copy"), ==, MOOT_MEDIA_MAX_EMOJIS + 1);
  emoji = moot_test_get (stage->node, path, NULL);
  moot_test_assert_status (emoji, 200);
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE emoji = 1"), ==,
                   MOOT_MEDIA_MAX_EMOJIS);
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE url = 'http://x/1'"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE url LIKE '%/blob.png'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "media_copy WHERE emoji = 0"), ==, 1);
}

static void
test_age (void)
{
  static char older[] = "UPDATE media_copy SET fetched_at = fetched_at - 31 * 86400000";
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) first = media_stage_get (stage, "far.example", "/a.png");
  g_autoptr (MootTestReply) second = NULL;

  moot_test_assert_status (first, 200);
  moot_test_node_write (stage->node, block, older);
  second = media_stage_get (stage, "far.example", "/a.png"); /* anew, in the place of the old */
  moot_test_assert_status (second, 200);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 2);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 2);
  moot_test_node_write (stage->node, block, older);
  tidy (stage);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 0);
}

/* Where nothing can be kept, everything is still shown. */
static void
test_no_room (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autofree char *folder = media_stage_dup_folder (stage);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (folder, "no folder", -1, &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= 2; i++)
    {
      g_autoptr (MootTestReply) reply = media_stage_get (stage, "far.example", "/a.png");

      moot_test_assert_status (reply, 200);
      g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, i);
    }
  g_assert_cmpint (inbox_count (stage->node, "media_copy"), ==, 0);
}

/* A file that somebody took away comes back. */
static void
test_file_gone (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  g_autoptr (MootTestReply) first = media_stage_get (stage, "far.example", "/a.png");
  g_autofree char *folder = media_stage_dup_folder (stage);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (MootTestReply) second = NULL;
  const char *name;

  moot_test_assert_status (first, 200);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  second = media_stage_get (stage, "far.example", "/a.png");
  moot_test_assert_status (second, 200);
  g_assert_cmpuint (media_stage_count_files (stage), ==, 2);
}

static gpointer
get_in_thread (gpointer data)
{
  MediaStage *stage = data;
  g_autoptr (MootTestReply) reply = media_stage_get (stage, "far.example", "/a.png");

  return GUINT_TO_POINTER (reply->status);
}

/* Many look at once: one asks. */
static void
test_together (void)
{
  g_autoptr (MediaStage) stage = media_stage_new (NULL);
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("member", get_in_thread, stage);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 200);
  g_assert_cmpuint (test_server_get_n_requests (stage->store), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autofree char *path = g_strconcat ("/media-budget/blocked/", blocks[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_blocked);
    }
  g_test_add_func ("/media-budget/budget", test_budget);
  g_test_add_func ("/media-budget/age", test_age);
  g_test_add_func ("/media-budget/emojis", test_emojis);
  g_test_add_func ("/media-budget/no-room", test_no_room);
  g_test_add_func ("/media-budget/file-gone", test_file_gone);
  g_test_add_func ("/media-budget/together", test_together);

  return g_test_run ();
}
