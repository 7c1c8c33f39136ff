/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A host that rewrites the log, cuts it, shows another one or only restores a backup: what the app
 * that remembers heads makes of each. */
#include "moot-cache-log.h"
#include "moot-log-watch.h"
#include "plain-server.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define ME "ada@coop.example"
#define LOG "b3b3"

/* A log in memory, as a host keeps it. */
typedef struct
{
  GMutex mutex;
  const char *log_id;
  GHashTable *nodes; /* "level/position" -> MootDigest */
  gint64 size;
} Log;

static gboolean
read_node (int         level,
           gint64      position,
           MootDigest *out_digest,
           gpointer    data)
{
  const Log *log = data;
  g_autofree char *key = g_strdup_printf ("%d/%" G_GINT64_FORMAT, level, position);
  const MootDigest *digest = g_hash_table_lookup (log->nodes, key);

  if (digest != NULL)
    *out_digest = *digest;
  return digest != NULL;
}

static gboolean
write_node (int               level,
            gint64            position,
            const MootDigest *digest,
            gpointer          data)
{
  Log *log = data;

  g_hash_table_replace (log->nodes, g_strdup_printf ("%d/%" G_GINT64_FORMAT, level, position),
                        g_memdup2 (digest, sizeof *digest));
  return TRUE;
}

/* Makes the log anew: @common entries that all logs have, then some that only @branch has. */
static void
log_write (Log        *self,
           const char *branch,
           gint64      common,
           gint64      size)
{
  g_mutex_lock (&self->mutex);
  g_hash_table_remove_all (self->nodes);
  for (self->size = 0; self->size < size; self->size++)
    {
      g_autofree char *text = g_strdup_printf ("%s %" G_GINT64_FORMAT,
                                               self->size < common ? "all" : branch, self->size);
      MootDigest leaf;

      moot_merkle_hash_leaf (text, strlen (text), &leaf);
      g_assert_true (moot_merkle_append (self->size, &leaf, read_node, write_node, self));
    }
  g_mutex_unlock (&self->mutex);
}

static char *
dup_root (Log    *self,
          gint64  size)
{
  MootDigest root;

  g_assert_true (moot_merkle_get_root (size, read_node, self, &root));
  return moot_digest_to_hex (&root);
}

static gint64
get_number (const char *line,
            const char *name)
{
  const char *at = strstr (line, name);

  return at != NULL ? g_ascii_strtoll (at + strlen (name), NULL, 10) : -1;
}

static char *
dup_proof (Log        *self,
           const char *line)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_autoptr (GString) json = g_string_new ("{\"path\":[");

  if (!moot_merkle_prove_consistency (get_number (line, "first="), get_number (line, "second="),
                                      read_node, self, path))
    return NULL;
  for (guint i = 0; i < path->len; i++)
    {
      g_autofree char *hex = moot_digest_to_hex (&g_array_index (path, MootDigest, i));

      g_string_append_printf (json, "%s\"%s\"", i > 0 ? "," : "", hex);
    }
  g_string_append (json, "]}");
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
answer (PlainRequest *request,
        gpointer      data)
{
  Log *log = data;
  g_autofree char *json = NULL;

  g_mutex_lock (&log->mutex);
  if (g_str_has_suffix (request->path, "/log/sth"))
    {
      g_autofree char *root = dup_root (log, log->size);

      json = g_strdup_printf ("{\"log_id\":\"%s\",\"tree_size\":%" G_GINT64_FORMAT
                              ",\"root\":\"%s\"}",
                              log->log_id, log->size, root);
    }
  else
    json = dup_proof (log, request->line);
  g_mutex_unlock (&log->mutex);
  plain_answer (request, json != NULL ? "200 OK" : "404 Not Found", "application/json",
                json != NULL ? json : "{\"error\":\"ERR_NOT_FOUND\"}");
}

typedef struct
{
  Log log;
  PlainServer *server;
  MootConnection *connection;
  char *folder;
  MootCache *cache;
} Stage;

static void
set_up (Stage         *stage,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  g_mutex_init (&stage->log.mutex);
  stage->log.log_id = LOG;
  stage->log.nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stage->server = plain_server_new (answer, &stage->log);
  stage->connection =
    moot_connection_new (plain_server_get_address (stage->server), NULL, "a token");
  stage->folder = g_dir_make_tmp ("moot-log-XXXXXX", NULL);
  path = g_build_filename (stage->folder, "cache.sqlite3", NULL);
  stage->cache = moot_cache_open (path, NULL);
}

static void
tear_down (Stage         *stage,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (stage->folder, 0, NULL);
  const char *name;

  moot_connection_unref (stage->connection);
  plain_server_free (stage->server);
  moot_cache_unref (stage->cache);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (stage->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (stage->folder), ==, 0);
  g_free (stage->folder);
  g_hash_table_unref (stage->log.nodes);
  g_mutex_clear (&stage->log.mutex);
}

static MootLogFinding *
look (Stage *stage)
{
  g_autoptr (GError) error = NULL;
  MootLogFinding *finding =
    moot_log_watch_look (stage->connection, stage->cache, ME, NULL, &error);

  g_assert_no_error (error);
  return finding;
}

/* Looks while the log grows honestly to @size, a few times on the way. */
static void
see_honest (Stage  *stage,
            gint64  size)
{
  for (gint64 n = MIN (7, size); n <= size; n += 9)
    {
      g_autoptr (MootLogFinding) finding = NULL;

      log_write (&stage->log, "honest", 100, n);
      finding = look (stage);
      g_assert_cmpint (finding->state, ==, MOOT_LOG_HOLDS);
      g_assert_cmpint (finding->theirs->size, ==, n);
    }
}

typedef struct
{
  const char *name;
  const char *log_id;
  gint64 common; /* entries that are as they were */
  gint64 size;   /* what the host shows after 43 were seen */
  MootLogState state;
  gint64 agreed;
} Case;

/* Heads at 7, 16, 25, 34 and 43 were seen. */
/* clang-format off */
static const Case cases[] = {
  { "same",                LOG,    100, 43, MOOT_LOG_HOLDS,     43 },
  { "grown",               LOG,    100, 90, MOOT_LOG_HOLDS,     90 },
  { "last-rewritten",      LOG,    42,  43, MOOT_LOG_FORKED,    34 },
  { "rewritten-and-grown", LOG,    42,  80, MOOT_LOG_FORKED,    34 },
  { "first-rewritten",     LOG,    0,   43, MOOT_LOG_FORKED,    0 },
  { "middle-rewritten",    LOG,    20,  50, MOOT_LOG_FORKED,    16 },
  { "backup",              LOG,    100, 34, MOOT_LOG_SHORTENED, 34 },
  { "backup-between",      LOG,    100, 30, MOOT_LOG_SHORTENED, 25 },
  { "backup-went-on",      LOG,    30,  40, MOOT_LOG_FORKED,    25 },
  { "cut-to-nothing",      LOG,    100, 3,  MOOT_LOG_SHORTENED, 0 },
  { "cut-and-rewritten",   LOG,    5,   20, MOOT_LOG_FORKED,    0 },
  { "another-log",         "ffff", 100, 60, MOOT_LOG_REPLACED,  0 },
};
/* clang-format on */

static void
test_case (Stage         *stage,
           gconstpointer  data)
{
  const Case *row = data;
  g_autoptr (MootLogFinding) finding = NULL;
  g_autoptr (MootLogFinding) later = NULL;
  g_autoptr (MootLogFinding) trusted = NULL;

  see_honest (stage, 43);
  stage->log.log_id = row->log_id;
  log_write (&stage->log, "other", row->common, row->size);
  finding = look (stage);
  g_assert_cmpint (finding->state, ==, row->state);
  g_assert_cmpint (finding->agreed, ==, row->agreed);
  g_assert_cmpuint (finding->n_heads, ==, 5);
  if (row->state == MOOT_LOG_HOLDS)
    return;
  g_assert_nonnull (finding->ours);
  g_assert_cmpint (finding->theirs->size, ==, row->size);

  /* the host thinks better of it: what was shown was shown */
  stage->log.log_id = LOG;
  log_write (&stage->log, "honest", 100, 50);
  later = look (stage);
  g_assert_cmpint (later->state, ==, row->state);
  g_assert_true (moot_log_head_equal (later->theirs, finding->theirs));
  g_assert_true (moot_log_head_equal (later->ours, finding->ours));

  /* a member has looked and goes on with the other log */
  g_assert_true (moot_log_watch_trust (stage->cache, ME, NULL));
  stage->log.log_id = row->log_id;
  log_write (&stage->log, "other", row->common, row->size + 10);
  trusted = look (stage);
  g_assert_cmpint (trusted->state, ==, MOOT_LOG_HOLDS);
}

/* A head that came with a receipt is compared like every other, older ones too. */
static void
test_receipt (Stage         *stage,
              gconstpointer  data)
{
  g_autoptr (MootLogHead) good = NULL;
  g_autoptr (MootLogHead) bad = NULL;
  g_autofree char *root = NULL;
  g_autofree char *other_root = NULL;
  g_autoptr (MootLogFinding) finding = NULL;
  g_autoptr (MootLogFinding) fork = NULL;

  see_honest (stage, 43);
  root = dup_root (&stage->log, 20);
  good = moot_log_head_new (LOG, 20, root);
  g_assert_true (moot_cache_put_log_head (stage->cache, ME, good, FALSE, NULL));
  finding = look (stage);
  g_assert_cmpint (finding->state, ==, MOOT_LOG_HOLDS);
  other_root = g_strnfill (64, 'a');
  bad = moot_log_head_new (LOG, 21, other_root);
  g_assert_true (moot_cache_put_log_head (stage->cache, ME, bad, FALSE, NULL));
  fork = look (stage);
  g_assert_cmpint (fork->state, ==, MOOT_LOG_FORKED);
  g_assert_true (moot_log_head_equal (fork->ours, bad));
}

/* A server that is away says nothing about its log. */
static void
test_away (Stage         *stage,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  MootConnection *nobody = moot_connection_new ("http://127.0.0.1:1", NULL, "a token");

  see_honest (stage, 7);
  g_assert_null (moot_log_watch_look (nobody, stage->cache, ME, NULL, &error));
  g_assert_nonnull (error);
  moot_connection_unref (nobody);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/log-watch/", cases[i].name, NULL);

      g_test_add (path, Stage, &cases[i], set_up, test_case, tear_down);
    }
  g_test_add ("/log-watch/receipt", Stage, NULL, set_up, test_receipt, tear_down);
  g_test_add ("/log-watch/away", Stage, NULL, set_up, test_away, tear_down);
  return g_test_run ();
}
