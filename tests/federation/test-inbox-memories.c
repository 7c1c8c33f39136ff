/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the inbox keeps so that it need not be read again: it is never more than there is room for,
 * and never something else than what is asked for. */
#include "moot-activity-reader.h"
#include "moot-domain-policy.h"
#include "moot-error.h"
#include "moot-failure-memory.h"
#include "moot-host-verdicts.h"
#include "moot-inbox-shelf.h"
#include "moot-key-memory.h"
#include "moot-site.h"

#include <glib/gstdio.h>
#include <string.h>

/* The shelf ------------------------------------------------------------------------------------ */

static GBytes *
make_body (const char *type)
{
  g_autofree char *json = g_strdup_printf (
    "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"https://a.example/1\",\"type\":\"%s\",\"actor\":\"https://a.example/u\","
    "\"object\":\"https://b.example/2\"}",
    type);
  gsize length = strlen (json);

  return g_bytes_new_take (g_steal_pointer (&json), length);
}

static void
put (MootInboxShelf *shelf,
     const char     *id,
     GBytes         *body)
{
  g_autoptr (GError) error = NULL;
  MootActivity *activity = moot_activity_reader_read_activity (body, &error);

  g_assert_no_error (error);
  moot_inbox_shelf_put (shelf, id, body, activity);
}

static gboolean
has (MootInboxShelf *shelf,
     const char     *id,
     GBytes         *body)
{
  g_autoptr (MootActivity) activity = moot_inbox_shelf_take (shelf, id, body);

  return activity != NULL;
}

/* Two who use the same id do not get what the other one said. */
static void
test_shelf (void)
{
  g_autoptr (MootInboxShelf) shelf = moot_inbox_shelf_new ();
  g_autoptr (GBytes) like = make_body ("Like");
  g_autoptr (GBytes) same = make_body ("Like");
  g_autoptr (GBytes) block = make_body ("Block");
  g_autoptr (MootActivity) taken = NULL;

  g_assert_false (has (shelf, "1", like));
  put (shelf, "1", like);
  g_assert_false (has (shelf, "2", like));
  taken = moot_inbox_shelf_take (shelf, "1", same);
  g_assert_nonnull (taken);
  g_assert_cmpint (taken->type, ==, MOOT_ACTIVITY_LIKE);
  g_assert_false (has (shelf, "1", like));

  put (shelf, "1", like);
  g_assert_false (has (shelf, "1", block));
  g_assert_false (has (shelf, "1", like));
  put (shelf, "1", like);
  g_assert_false (has (shelf, "1", NULL));

  put (shelf, "1", like);
  put (shelf, "1", block);
  g_assert_true (has (shelf, "1", block));
  g_assert_false (has (shelf, "1", like));
}

static void
test_shelf_limits (void)
{
  g_autoptr (MootInboxShelf) shelf = moot_inbox_shelf_new ();
  g_autoptr (GBytes) like = make_body ("Like");
  g_autofree char *filler = g_strnfill (MOOT_INBOX_SHELF_MAX_BYTES, ' ');
  g_autofree char *text = g_strconcat (g_bytes_get_data (like, NULL), filler, NULL);
  g_autoptr (GBytes) large = g_bytes_new (text, strlen (text));

  for (guint i = 0; i < MOOT_INBOX_SHELF_MAX + 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      put (shelf, id, like);
    }
  g_assert_false (has (shelf, "0", like));
  g_assert_false (has (shelf, "1", like));
  g_assert_true (has (shelf, "2", like));
  put (shelf, "large", large);
  g_assert_false (has (shelf, "large", large));
  g_assert_true (has (shelf, "3", like));
}

/* Keys ----------------------------------------------------------------------------------------- */

static guint n_read;

static MootPublicKey *
read_key (const char  *material,
          GError     **error)
{
  guint8 point[32] = { 0 };

  n_read++;
  if (strcmp (material, "bad") == 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "it is bad");
      return NULL;
    }
  memcpy (point, material, MIN (strlen (material), sizeof point));
  return moot_public_key_new_ed25519 (point, error);
}

static MootSharedKey *
get (MootKeyMemory *memory,
     const char    *material)
{
  g_autoptr (GError) error = NULL;
  MootSharedKey *key = moot_key_memory_get (memory, material, read_key, &error);

  g_assert_no_error (error);
  g_assert_nonnull (moot_shared_key_get (key));
  return key;
}

static void
test_keys (void)
{
  g_autoptr (MootKeyMemory) memory = moot_key_memory_new ();
  g_autoptr (GError) error = NULL;
  MootSharedKey *first = get (memory, "a");
  MootSharedKey *again = get (memory, "a");
  MootSharedKey *other = get (memory, "b");

  g_assert_true (first == again);
  g_assert_true (first != other);
  g_assert_cmpuint (n_read, ==, 2);
  moot_shared_key_unref (again);
  moot_shared_key_unref (other);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (moot_key_memory_get (memory, "bad", read_key, &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_cmpuint (n_read, ==, 4);

  for (guint i = 0; i < MOOT_KEY_MEMORY_MAX; i++)
    {
      g_autofree char *material = g_strdup_printf ("k%u", i);

      moot_shared_key_unref (get (memory, material));
    }
  g_assert_nonnull (moot_shared_key_get (first)); /* whoever holds one keeps it */
  again = get (memory, "a");
  g_assert_true (first != again);
  moot_shared_key_unref (first);
  moot_shared_key_unref (again);
}

/* Failures ------------------------------------------------------------------------------------- */

/* 73: however many there are, it is no more than there is room for, and the oldest goes. */
static void
test_failures (void)
{
  g_autoptr (MootFailureMemory) memory = moot_failure_memory_new ();
  guint most = 0;

  for (guint i = 0; i < 10 * MOOT_FAILURE_MEMORY_MAX; i++)
    {
      g_autofree char *key = g_strdup_printf ("http://x%u.example/key", i);

      moot_failure_memory_put (memory, key, MOOT_ERROR_UNAUTHORIZED, 1);
      most = MAX (most, moot_failure_memory_get_size (memory));
    }
  g_assert_cmpuint (most, ==, MOOT_FAILURE_MEMORY_MAX);
  g_assert_cmpuint (moot_failure_memory_get_size (memory), ==, MOOT_FAILURE_MEMORY_MAX);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *key =
        g_strdup_printf ("http://x%u.example/key", 9 * MOOT_FAILURE_MEMORY_MAX - 1 + i);

      g_assert_cmpint (moot_failure_memory_check (memory, key, 2, NULL), ==, i == 0);
    }
}

/* Hosts ---------------------------------------------------------------------------------------- */

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

static void
write_sql (MootDbPool *pool,
           const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_db_pool_write (pool, run_sql, (gpointer) sql, &error));
  g_assert_no_error (error);
}

/* Whoever blocks, in this process or beside it: the next question knows of it. */
static void
test_verdicts (void)
{
  static const char *const names[] = { "", "-wal", "-shm" };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("moot-verdicts-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "node.sqlite3", NULL);
  MootDbPool *pools[2];
  MootHostVerdicts *verdicts;

  for (guint i = 0; i < G_N_ELEMENTS (pools); i++)
    pools[i] = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  write_sql (pools[0], "INSERT INTO setting (name, value) VALUES ('domain', 'moot.example')");
  verdicts = moot_host_verdicts_new (pools[0]);
  for (guint i = 0; i < G_N_ELEMENTS (pools); i++)
    {
      g_assert_false (moot_host_verdicts_is_blocked ("evil.example", verdicts));
      g_assert_false (moot_host_verdicts_is_blocked ("evil.example", verdicts));
      write_sql (pools[i], "INSERT INTO domain_block (domain, digest, severity, created_at)"
                           " VALUES ('evil.example', '', 'suspend', 1)");
      g_assert_true (moot_host_verdicts_is_blocked ("evil.example", verdicts));
      g_assert_false (moot_host_verdicts_is_blocked ("open.example", verdicts));
      write_sql (pools[i], "DELETE FROM domain_block");
    }
  g_assert_false (moot_host_verdicts_is_blocked ("evil.example", verdicts));
  moot_host_verdicts_free (verdicts);
  for (guint i = 0; i < G_N_ELEMENTS (pools); i++)
    moot_db_pool_free (pools[i]);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strconcat (path, names[i], NULL);

      g_unlink (name);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  moot_store_ensure_resources ();
  g_test_add_func ("/inbox-memories/shelf", test_shelf);
  g_test_add_func ("/inbox-memories/shelf-limits", test_shelf_limits);
  g_test_add_func ("/inbox-memories/keys", test_keys);
  g_test_add_func ("/inbox-memories/s73-failures", test_failures);
  g_test_add_func ("/inbox-memories/verdicts", test_verdicts);
  return g_test_run ();
}
