/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A co-operative in a real file, with a clock the test sets. */
#include "coop-fixture.h"

#include "moot-audit.h"
#include "moot-books.h"
#include "moot-challenges.h"
#include "moot-clock.h"
#include "moot-closing.h"
#include "moot-coop-founding.h"
#include "moot-dues.h"
#include "moot-effects.h"
#include "moot-elections.h"
#include "moot-emergencies.h"
#include "moot-rulebook.h"

#include <glib/gstdio.h>

typedef struct
{
  CoopFixture *fixture;
  const char *name;
  const char *bylaws;
  guint member;
  CoopStep step;
  gpointer data;
} Work;

static gboolean
write_site (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  return moot_setting_put (db, "base_url", "https://moot.example", error) &&
         moot_setting_put (db, "domain", "moot.example", error) &&
         moot_setting_put (db, "name", "The Moot", error);
}

static const MootSql add_account = {
  "test-account",
  "INSERT INTO account (id, username, uri, url, created_at) VALUES (:id, :name, :name, :name, 1)",
};

static gboolean
add_member (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  Work *work = data;
  CoopFixture *self = work->fixture;
  guint i = self->n_members;
  const MootCoopCharter charter = { .name = "The Moot", .currency = "GBP", .bylaws = work->bylaws };
  MootCoopCharter founded = charter;
  MootCoopContext context;
  g_autoptr (MootActor) founder = NULL;

  /* without a password: hashing one takes its time, on purpose */
  self->accounts[i] = 100 + i;
  if (!moot_db_run (db, &add_account,
                    MOOT_BINDS (MOOT_INT ("id", self->accounts[i]), MOOT_TEXT ("name", work->name)),
                    error))
    return FALSE;
  if (i > 0)
    return moot_coop_add_member (db, self->site, self->accounts[i], self->now, &self->members[i],
                                 error);
  founded.founder_id = self->accounts[0];
  if (!moot_coop_found (db, self->site, &founded, self->now, error) ||
      !moot_coop_context_init (&context, db, self->site, self->now, error))
    return FALSE;
  founder = moot_actor_load (&context, self->accounts[0], error);
  self->members[0] = founder != NULL ? founder->id : 0;
  return founder != NULL;
}

static void
open_pool (CoopFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  MootDb *reader;

  self->folder = g_dir_make_tmp ("moot-coop-XXXXXX", &error);
  g_assert_no_error (error);
  path = moot_site_database_path (self->folder);
  moot_store_ensure_resources ();
  self->pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  moot_db_pool_write (self->pool, write_site, NULL, &error);
  g_assert_no_error (error);
  reader = moot_db_pool_borrow_reader (self->pool, &error);
  g_assert_no_error (error);
  self->site = moot_site_load (reader, self->folder, &error);
  g_assert_no_error (error);
  moot_db_pool_return_reader (self->pool, reader);
}

/** coop_fixture_new: a co-operative of @n_members, founded on 2026-01-01 */
CoopFixture *
coop_fixture_new (const char *bylaws,
                  guint       n_members)
{
  CoopFixture *self = g_new0 (CoopFixture, 1);

  g_assert_cmpuint (n_members, <=, COOP_MEMBERS_MAX);
  self->events = g_ptr_array_new_with_free_func (g_free);
  coop_fixture_set_date (self, "2026-01-01T12:00:00.000Z");
  open_pool (self);
  for (; self->n_members < n_members; self->n_members++)
    {
      g_autofree char *name = g_strdup_printf ("member%u", self->n_members);
      g_autoptr (GError) error = NULL;
      Work work = { .fixture = self, .name = name, .bylaws = bylaws };

      moot_db_pool_write (self->pool, add_member, &work, &error);
      g_assert_no_error (error);
    }
  return self;
}

/** coop_fixture_free: removes the folder too */
void
coop_fixture_free (CoopFixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  moot_db_pool_free (self->pool);
  moot_site_free (self->site);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->events);
  moot_clock_set_fake (0);
  g_free (self);
}

/** coop_fixture_set_date: what time it is */
void
coop_fixture_set_date (CoopFixture *self,
                       const char  *iso)
{
  g_assert_true (moot_time_parse_iso (iso, &self->now));
  moot_clock_set_fake (self->now);
}

/** coop_fixture_pass_days: later */
void
coop_fixture_pass_days (CoopFixture *self,
                        int          n_days)
{
  self->now += n_days * MOOT_DAY;
  moot_clock_set_fake (self->now);
}

static void
note_event (const char *event,
            gint64      id,
            gint64      account_id,
            gpointer    data)
{
  g_ptr_array_add (data, g_strdup_printf ("%s %" G_GINT64_FORMAT, event, id));
}

/** coop_fixture_run_jobs: what the scheduler does now */
void
coop_fixture_run_jobs (CoopFixture *self)
{
  g_autoptr (GError) error = NULL;

  moot_closing_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
  moot_elections_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
  moot_emergencies_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
  moot_challenges_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
  moot_effects_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
  moot_rulebook_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
  moot_dues_run_due (self->pool, self->site, self->now, note_event, self->events, &error);
  g_assert_no_error (error);
}

static gboolean
run_step (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  Work *work = data;
  CoopFixture *self = work->fixture;
  MootCoopContext context;
  g_autoptr (MootActor) actor = NULL;

  if (!moot_coop_context_init (&context, db, self->site, self->now, error))
    return FALSE;
  context.listener = note_event;
  context.listener_data = self->events;
  actor = moot_actor_load (&context, self->accounts[work->member], error);
  return actor != NULL && work->step (&context, actor, work->data, error);
}

/** coop_fixture_try: runs a step as a member, in one transaction */
gboolean
coop_fixture_try (CoopFixture  *self,
                  guint         member,
                  CoopStep      step,
                  gpointer      data,
                  GError      **error)
{
  Work work = { .fixture = self, .member = member, .step = step, .data = data };

  return moot_db_pool_write (self->pool, run_step, &work, error);
}

/** coop_fixture_do: a step that must succeed */
void
coop_fixture_do (CoopFixture *self,
                 guint        member,
                 CoopStep     step,
                 gpointer     data)
{
  g_autoptr (GError) error = NULL;
  gboolean done = coop_fixture_try (self, member, step, data, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

/** coop_fixture_refuse: a step that must be refused, for this reason */
void
coop_fixture_refuse (CoopFixture   *self,
                     guint          member,
                     CoopStep       step,
                     gpointer       data,
                     MootCoopError  code)
{
  g_autoptr (GError) error = NULL;
  gboolean done = coop_fixture_try (self, member, step, data, &error);

  g_assert_false (done);
  g_assert_error (error, MOOT_COOP_ERROR, (int) code);
}

/** coop_fixture_get_int: the one number a SELECT gives */
gint64
coop_fixture_get_int (CoopFixture *self,
                      const char  *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = moot_site_database_path (self->folder);
  g_autoptr (MootDb) db = moot_db_open (path, TRUE, &error);
  const MootSql statement = { "test", sql };
  gint64 value = -1;

  g_assert_no_error (error);
  moot_db_get_int (db, &statement, NULL, &value, &error);
  g_assert_no_error (error);
  return value;
}

/** coop_fixture_check: the log and the books are whole */
void
coop_fixture_check (CoopFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  MootDb *reader = moot_db_pool_borrow_reader (self->pool, &error);

  g_assert_no_error (error);
  moot_audit_check (reader, problems, &error);
  g_assert_no_error (error);
  if (!self->edits_records)
    moot_audit_check_records (reader, problems, &error);
  g_assert_no_error (error);
  moot_books_check (reader, problems, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (problems, i));
  g_assert_cmpuint (problems->len, ==, 0);
  moot_db_pool_return_reader (self->pool, reader);
}
