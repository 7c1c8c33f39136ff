/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Follows, blocks and mutes: what each leaves behind in counts and timelines. */
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-relationship-store.h"

typedef struct
{
  MootDb *db;
  GPtrArray *statements; /* a statement is known by its address: each needs its own */
} Fixture;

static void
add_account (MootDb     *db,
             int         id,
             const char *name,
             gboolean    locked)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO account (id, username, uri, url, locked, created_at)"
    " VALUES (%d, '%s', 'https://x.example/users/%s', 'https://x.example/@%s', %d, 1)",
    id, name, name, name, locked);
  g_autoptr (GError) error = NULL;

  moot_db_execute (db, sql, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->statements = g_ptr_array_new_with_free_func (g_free);
  moot_store_ensure_resources ();
  fixture->db = moot_db_open (":memory:", FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (moot_db_migrate (fixture->db, MOOT_NODE_SCHEMA_FOLDER, &error));
  add_account (fixture->db, 1, "ada", FALSE);
  add_account (fixture->db, 2, "bo", FALSE);
  add_account (fixture->db, 3, "cy", TRUE);
  moot_db_execute (
    fixture->db,
    "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility) VALUES"
    " (10, 2, 'u10', 1, 10, 0), (11, 2, 'u11', 1, 11, 2), (12, 2, 'u12', 1, 12, 3), (13, 1, 'u13', "
    "1, 13, 0)",
    &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_db_free (fixture->db);
  g_ptr_array_unref (fixture->statements);
}

static gint64
count (Fixture    *fixture,
       const char *sql)
{
  MootSql *statement = g_new (MootSql, 1);
  gint64 n = -1;
  g_autoptr (GError) error = NULL;

  *statement = (MootSql){ "count", sql };
  g_ptr_array_add (fixture->statements, statement);
  g_assert_true (moot_db_get_int (fixture->db, statement, NULL, &n, &error));
  return n;
}

static void
follow (Fixture  *fixture,
        gint64    account_id,
        gint64    target_id,
        gboolean  expect_accepted)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new;
  gboolean accepted;

  g_assert_true (
    moot_follow_put (fixture->db, account_id, target_id, TRUE, FALSE, &is_new, &accepted, &error));
  g_assert_no_error (error);
  g_assert_true (is_new);
  g_assert_cmpint (accepted, ==, expect_accepted);
}

static void
test_follow_fills_home (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRelationship) relationship = NULL;

  follow (fixture, 1, 2, TRUE);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM home_entry WHERE account_id = 1"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT followers_count FROM account WHERE id = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT following_count FROM account WHERE id = 1"), ==, 1);
  relationship = moot_relationship_load (fixture->db, 2, 1, &error);
  g_assert_true (relationship->followed_by);
  g_assert_false (relationship->following);
  g_assert_true (moot_follow_remove (fixture->db, 1, 2, &error));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM home_entry WHERE account_id = 1"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT followers_count FROM account WHERE id = 2"), ==, 0);
}

static void
test_locked_account_is_asked (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRelationship) relationship = NULL;

  follow (fixture, 1, 3, FALSE);
  relationship = moot_relationship_load (fixture->db, 1, 3, &error);
  g_assert_true (relationship->requested);
  g_assert_false (relationship->following);
  g_assert_cmpint (count (fixture, "SELECT followers_count FROM account WHERE id = 3"), ==, 0);
  g_assert_true (moot_follow_answer (fixture->db, 1, 3, TRUE, &error));
  g_assert_cmpint (count (fixture, "SELECT followers_count FROM account WHERE id = 3"), ==, 1);
  g_assert_false (moot_follow_answer (fixture->db, 1, 3, FALSE, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND);
}

static void
test_block_ends_everything (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new;
  gboolean accepted;

  follow (fixture, 1, 2, TRUE);
  follow (fixture, 2, 1, TRUE);
  g_assert_true (moot_block_put (fixture->db, 1, 2, &error));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM follow"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM home_entry"), ==, 0);
  g_assert_false (moot_follow_put (fixture->db, 2, 1, TRUE, FALSE, &is_new, &accepted, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_true (moot_block_remove (fixture->db, 1, 2, &error));
  follow (fixture, 2, 1, TRUE);
}

static void
test_mute_expires (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRelationship) before = NULL;
  g_autoptr (MootRelationship) after = NULL;

  moot_clock_set_fake (1000000);
  g_assert_true (moot_mute_put (fixture->db, 1, 2, TRUE, 1000500, &error));
  before = moot_relationship_load (fixture->db, 1, 2, &error);
  g_assert_true (before->muting);
  moot_clock_set_fake (1000501);
  after = moot_relationship_load (fixture->db, 1, 2, &error);
  g_assert_false (after->muting);
  moot_clock_set_fake (0);
}

static void
test_oneself_and_nobody (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gboolean is_new;
  gboolean accepted;

  g_assert_false (moot_follow_put (fixture->db, 1, 1, TRUE, FALSE, &is_new, &accepted, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (moot_block_put (fixture->db, 1, 1, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (moot_block_put (fixture->db, 1, 99, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (moot_relationship_load (fixture->db, 1, 99, &error));
  g_assert_no_error (error);
}

#define ADD(name, test) \
  g_test_add ("/store/relationship/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("follow-fills-home", test_follow_fills_home);
  ADD ("locked-account-is-asked", test_locked_account_is_asked);
  ADD ("block-ends-everything", test_block_ends_everything);
  ADD ("mute-expires", test_mute_expires);
  ADD ("oneself-and-nobody", test_oneself_and_nobody);
  return g_test_run ();
}
