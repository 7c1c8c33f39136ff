/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Founds a node in a temporary folder with its own commands, fills it through the store while it
 * does not run, and starts and stops the real program. */
#include "bench-moot.h"

#include "moot-clock.h"
#include "moot-db-pool.h"
#include "moot-enums.h"
#include "moot-status-store.h"
#include "moot-timeline-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define N_AUTHORS 20
#define BATCH 1000
#define TEXT_BYTES 800 /* so that a page of forty statuses has about 85 KB */

static char *
run (const char *const *arguments,
     const char        *input)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
    arguments, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *output = NULL;

  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error) ||
      !g_subprocess_get_successful (process))
    g_error ("'%s %s' failed: %s", arguments[0], arguments[1],
             error != NULL ? error->message : output);
  return g_strchomp (output);
}

void
bench_moot_found (BenchMoot  *self,
                  const char *program)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base_url = NULL;
  g_autofree char *ignored = NULL;

  self->program = program;
  self->folder = g_dir_make_tmp ("folkmoot-bench-XXXXXX", &error);
  if (self->folder == NULL)
    g_error ("no temporary folder: %s", error->message);
  base_url = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  {
    const char *const init[] = { program, "init", "--data", self->folder, "--base-url", base_url,
                                 "--name", "Bench", "--admin", "ada",
                                 "--password-file", "-", NULL };
    const char *const token[] = { program, "token", "--data", self->folder, "--account", "ada",
                                  "--scopes", "read write", NULL };

    ignored = run (init, "correct horse battery staple\n");
    self->token = run (token, NULL);
  }
}

static MootDbPool *
open_pool (BenchMoot  *self,
           MootSite  **out_site)
{
  g_autofree char *path = moot_site_database_path (self->folder);
  g_autoptr (GError) error = NULL;
  MootDbPool *pool;
  MootDb *reader;

  moot_store_ensure_resources ();
  pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  if (pool == NULL)
    g_error ("the database does not open: %s", error->message);
  reader = moot_db_pool_borrow_reader (pool, &error);
  *out_site = reader != NULL ? moot_site_load (reader, self->folder, &error) : NULL;
  if (*out_site == NULL)
    g_error ("%s", error->message);
  moot_account_find_id (reader, *out_site, "ada", &self->viewer_id, &error);
  moot_db_pool_return_reader (pool, reader);
  return pool;
}

typedef struct
{
  BenchMoot *moot;
  const MootSite *site;
  guint n;
} Batch;

/* Members whom the viewer follows. */
static gboolean
add_authors (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  Batch *batch = data;

  batch->moot->authors = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 i = 1; i <= N_AUTHORS; i++)
    {
      gint64 id = 1000 + i;
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO account (id, username, display_name, note, uri, url, created_at) "
        "VALUES (%" G_GINT64_FORMAT ", 'author%" G_GINT64_FORMAT "', 'Author', "
        "'<p>Writes for the measuring of time.</p>', '%s/users/author%" G_GINT64_FORMAT "', "
        "'%s/@author%" G_GINT64_FORMAT "', 1700000000000);"
        "INSERT INTO user (account_id, password_hash, created_at) "
        "VALUES (%" G_GINT64_FORMAT ", '*', 1);"
        "INSERT INTO follow (account_id, target_id, created_at) "
        "VALUES (%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", 1);",
        id, i, batch->site->base_url, i, batch->site->base_url, i, id, batch->moot->viewer_id, id);

      if (!moot_db_execute (db, sql, error))
        return FALSE;
      g_array_append_val (batch->moot->authors, id);
    }
  return TRUE;
}

static gboolean
add_statuses (MootDb    *db,
              gpointer   data,
              GError   **error)
{
  Batch *batch = data;
  BenchMoot *moot = batch->moot;
  static const char *const tags[] = { "coop", "bench", NULL };
  g_autofree char *filler = g_strnfill (TEXT_BYTES, 'w');

  for (gsize i = 9; i < TEXT_BYTES; i += 10)
    filler[i] = ' ';
  for (guint i = 0; i < batch->n; i++)
    {
      guint number = moot->n_statuses + i;
      g_autofree char *content = g_strdup_printf ("<p>Status %u. %s</p>", number, filler);
      const MootStatusDraft draft = {
        .account_id = g_array_index (moot->authors, gint64, number % moot->authors->len),
        .visibility = MOOT_VISIBILITY_PUBLIC,
        .language = "en",
        .text = "",
        .content = content,
        .tags = number % 4 == 0 ? tags : NULL,
        .mention_ids = &moot->viewer_id,
        .n_mentions = number % 10 == 0,
      };

      if (!moot_status_create (db, batch->site, &draft, moot_clock_now (),
                               &moot->some_status, error))
        return FALSE;
    }
  return TRUE;
}

void
bench_moot_fill (BenchMoot *self,
                 guint      n_statuses)
{
  MootSite *site;
  MootDbPool *pool = open_pool (self, &site);
  Batch batch = { self, site, 0 };
  g_autoptr (GError) error = NULL;

  if (self->authors == NULL && !moot_db_pool_write (pool, add_authors, &batch, &error))
    g_error ("%s", error->message);
  while (self->n_statuses < n_statuses)
    {
      batch.n = MIN (BATCH, n_statuses - self->n_statuses);
      if (!moot_db_pool_write (pool, add_statuses, &batch, &error))
        g_error ("%s", error->message);
      self->n_statuses += batch.n;
    }
  moot_db_pool_checkpoint (pool, NULL);
  moot_db_pool_free (pool);
  moot_site_free (site);
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

void
bench_moot_start (BenchMoot *self)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  const char *const first_words[] = { self->program, "serve", "--data", self->folder,
                                      "--listen", listen };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  char first[16] = "";
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);

  for (guint i = 0; i < G_N_ELEMENTS (first_words); i++)
    g_ptr_array_add (arguments, (gpointer) first_words[i]);
  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) self->words[i]);
  g_ptr_array_add (arguments, NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process =
    g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  if (self->process == NULL)
    g_error ("the node does not start: %s", error->message);
  g_input_stream_read (g_subprocess_get_stdout_pipe (self->process), first, sizeof first - 1,
                       NULL, &error);
  self->start_ms = (double) (g_get_monotonic_time () - start) / 1e3;
  if (!g_str_has_prefix (first, "ready"))
    g_error ("the node did not get ready: '%s'", first);
}

void
bench_moot_stop (BenchMoot *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
bench_moot_clear (BenchMoot *self)
{
  bench_moot_stop (self);
  if (self->folder != NULL)
    remove_tree (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->authors, g_array_unref);
}

static MootDb *
open_database (BenchMoot *self)
{
  g_autofree char *path = moot_site_database_path (self->folder);
  g_autoptr (GError) error = NULL;
  MootDb *db = moot_db_open (path, FALSE, &error);

  if (db == NULL)
    g_error ("the database does not open: %s", error->message);
  return db;
}

/* Beside the node, or while it does not run. */
void
bench_moot_execute (BenchMoot  *self,
                    const char *sql)
{
  g_autoptr (MootDb) db = open_database (self);
  g_autoptr (GError) error = NULL;

  if (!moot_db_execute (db, sql, &error))
    g_error ("%s", error->message);
}

gint64
bench_moot_count (BenchMoot  *self,
                  const char *sql)
{
  const MootSql statement = { "bench_count", sql };
  g_autoptr (MootDb) db = open_database (self);
  g_autoptr (GError) error = NULL;
  gint64 n = -1;

  if (!moot_db_get_int (db, &statement, NULL, &n, &error))
    g_error ("%s", error->message);
  return n;
}

double
bench_moot_get_rss_mb (BenchMoot *self)
{
  g_autofree char *path =
    g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (self->process));
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL) || (line = strstr (text, "VmRSS:")) == NULL)
    return -1;
  return strtod (line + strlen ("VmRSS:"), NULL) / 1024;
}

/* How long the node has kept processors busy so far: noise of others is not in it. */
double
bench_moot_get_cpu_s (BenchMoot *self)
{
  g_autofree char *path =
    g_strdup_printf ("/proc/%s/stat", g_subprocess_get_identifier (self->process));
  g_autofree char *text = NULL;
  const char *rest;
  unsigned long user = 0;
  unsigned long system = 0;

  /* the name, in brackets, may hold anything */
  if (!g_file_get_contents (path, &text, NULL, NULL) || (rest = strrchr (text, ')')) == NULL ||
      sscanf (rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) !=
        2)
    g_error ("the processor time of the node cannot be read");
  return (double) (user + system) / (double) sysconf (_SC_CLK_TCK);
}

/* The same of this program. */
double
bench_get_cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* What SQLite itself can do: one row as large as a status in each commit that reaches the disk. */
double
bench_sqlite_commits (BenchMoot *self,
                      double     seconds)
{
  static const MootSql insert = { "bench_insert", "INSERT INTO row (text) VALUES (:text)" };
  g_autofree char *path = g_build_filename (self->folder, "commits.sqlite3", NULL);
  g_autofree char *text = g_strnfill (TEXT_BYTES + 400, 'r');
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDb) db = moot_db_open (path, FALSE, &error);
  gint64 start;
  guint n = 0;

  if (db == NULL ||
      !moot_db_execute (
        db, "CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, text TEXT)", &error))
    g_error ("%s", error->message);
  start = g_get_monotonic_time ();
  while (g_get_monotonic_time () < start + (gint64) (seconds * 1e6))
    {
      if (!moot_db_run (db, &insert, MOOT_BINDS (MOOT_TEXT ("text", text)), &error))
        g_error ("%s", error->message);
      n++;
    }
  return n / ((double) (g_get_monotonic_time () - start) / 1e6);
}
