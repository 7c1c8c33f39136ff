/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Codes are used once, tokens end when revoked, sessions end with time, and nothing secret is in
 * the database. */
#include "moot-application-store.h"
#include "moot-clock.h"
#include "moot-test-store.h"
#include "moot-token-store.h"

#include <string.h>

#define NOW ((gint64) 1767323045000)

typedef struct
{
  MootDb *db;
  MootApplication *application;
  char *client_secret;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *const uris[] = { "urn:ietf:wg:oauth:2.0:oob", "tuba://auth_code", NULL };
  g_autoptr (GError) error = NULL;

  moot_clock_set_fake (NOW);
  fixture->db = moot_test_db_new ();
  moot_db_execute (
    fixture->db,
    "INSERT INTO account (id, username, uri, url, created_at) VALUES (7, 'ada', 'u', 'v', 1);"
    "INSERT INTO user (account_id, password_hash, is_admin, created_at) VALUES (7, '*', 1, 1)",
    &error);
  g_assert_no_error (error);
  fixture->application = g_new0 (MootApplication, 1);
  fixture->application->name = g_strdup ("toot");
  fixture->application->redirect_uris = g_strdupv ((char **) uris);
  fixture->application->scopes = g_strdup ("read write");
  moot_application_store_add (fixture->db, fixture->application, &fixture->client_secret, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_clock_set_fake (0);
  g_free (fixture->client_secret);
  moot_application_free (fixture->application);
  moot_db_free (fixture->db);
}

static void
test_application (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootApplication) found =
    moot_application_store_find_client (fixture->db, fixture->application->client_id, &error);
  g_autoptr (MootApplication) by_id =
    moot_application_store_find (fixture->db, fixture->application->id, &error);
  g_autoptr (MootApplication) nobody =
    moot_application_store_find_client (fixture->db, "nobody", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found->name, ==, "toot");
  g_assert_cmpuint (g_strv_length (found->redirect_uris), ==, 2);
  g_assert_cmpstr (found->redirect_uris[1], ==, "tuba://auth_code");
  g_assert_null (found->website);
  g_assert_false (found->coop);
  g_assert_cmpint (by_id->id, ==, found->id);
  g_assert_null (nobody);
  g_assert_true (moot_application_verify (found, fixture->client_secret));
  g_assert_false (moot_application_verify (found, fixture->application->client_id));
  g_assert_false (moot_application_verify (found, found->secret_digest));
  g_assert_false (moot_application_verify (found, ""));
  g_assert_false (moot_application_verify (found, NULL));
  g_assert_false (moot_application_verify (NULL, fixture->client_secret));
}

static void
test_code (Fixture       *fixture,
           gconstpointer  data)
{
  MootGrant grant = { .application_id = fixture->application->id,
                      .account_id = 7,
                      .redirect_uri = (char *) "tuba://auth_code",
                      .scopes = (char *) "read" };
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *token = NULL;
  g_autoptr (MootGrant) found = NULL;
  g_autoptr (MootGrant) nothing = NULL;
  g_autoptr (MootAccess) access = NULL;
  gboolean first = FALSE;
  gint64 token_id = 0;

  moot_token_store_add_code (fixture->db, &grant, &code, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (code), ==, 43);
  found = moot_token_store_find_code (fixture->db, code, &error);
  g_assert_cmpint (found->account_id, ==, 7);
  g_assert_cmpstr (found->redirect_uri, ==, "tuba://auth_code");
  g_assert_cmpint (found->created_at, ==, NOW);
  g_assert_null (found->code_challenge);
  g_assert_false (found->used);

  g_assert_true (moot_token_store_use_code (fixture->db, code, &first, &error));
  g_assert_true (first);
  moot_token_store_add (fixture->db, fixture->application->id, 7, "read", code, &token, &error);
  g_assert_no_error (error);
  g_assert_true (moot_token_store_use_code (fixture->db, code, &first, &error));
  g_assert_false (first);
  g_assert_true (moot_token_store_revoke_by_code (fixture->db, code, &token_id, &error));
  access = moot_token_store_find (fixture->db, token, &error);
  g_assert_true (access->revoked);
  g_assert_cmpint (token_id, ==, access->token_id);
  g_assert_true (moot_token_store_revoke_by_code (fixture->db, code, &token_id, &error));
  g_assert_cmpint (token_id, ==, 0);

  nothing = moot_token_store_find_code (fixture->db, "nothing", &error);
  g_assert_null (nothing);
  g_assert_no_error (error);
  g_assert_true (moot_token_store_use_code (fixture->db, "nothing", &first, &error));
  g_assert_false (first);
}

static void
test_token (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr (MootAccess) access = NULL;
  g_autoptr (MootAccess) revoked = NULL;
  g_autoptr (MootAccess) nothing = NULL;

  moot_token_store_add (fixture->db, fixture->application->id, 7, "read write", NULL, &token,
                        &error);
  g_assert_no_error (error);
  access = moot_token_store_find (fixture->db, token, &error);
  g_assert_cmpint (access->account_id, ==, 7);
  g_assert_cmpint (access->application_id, ==, fixture->application->id);
  g_assert_cmpstr (access->scopes, ==, "read write");
  g_assert_true (access->is_admin);
  g_assert_false (access->disabled);
  g_assert_false (access->revoked);

  moot_token_store_revoke (fixture->db, access->token_id, &error);
  g_assert_no_error (error);
  revoked = moot_token_store_find (fixture->db, token, &error);
  g_assert_true (revoked->revoked);
  nothing = moot_token_store_find (fixture->db, "nothing", &error);
  g_assert_null (nothing);
  g_assert_no_error (error);
}

static const struct
{
  const char *name;
  const char *sql;
} disabling[] = {
  { "disabled", "UPDATE user SET disabled = 1" },
  { "suspended", "UPDATE account SET suspended = 1" },
};

static void
test_disabled (Fixture       *fixture,
               gconstpointer  data)
{
  const char *sql = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *session = NULL;
  g_autoptr (MootAccess) access = NULL;
  g_autoptr (MootSession) gone = NULL;

  moot_token_store_add (fixture->db, 0, 7, "read", NULL, &token, &error);
  moot_token_store_add_session (fixture->db, 7, &session, &error);
  moot_db_execute (fixture->db, sql, &error);
  g_assert_no_error (error);
  access = moot_token_store_find (fixture->db, token, &error);
  g_assert_true (access->disabled);
  g_assert_cmpint (access->application_id, ==, 0);
  gone = moot_token_store_find_session (fixture->db, session, &error);
  g_assert_null (gone);
  g_assert_no_error (error);
}

static void
test_application_token (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autoptr (MootAccess) access = NULL;

  moot_token_store_add (fixture->db, fixture->application->id, 0, "read", NULL, &token, &error);
  g_assert_no_error (error);
  access = moot_token_store_find (fixture->db, token, &error);
  g_assert_cmpint (access->account_id, ==, 0);
  g_assert_false (access->is_admin);
  g_assert_false (access->disabled);
}

static const struct
{
  const char *name;
  gint64 age;
  gboolean alive;
} ages[] = {
  { "new", 0, TRUE },
  { "last-moment", MOOT_SESSION_LIFETIME_MS - 1, TRUE },
  { "over", MOOT_SESSION_LIFETIME_MS, FALSE },
};

static void
test_session (Fixture       *fixture,
              gconstpointer  data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *session = NULL;
  g_autoptr (MootSession) found = NULL;
  g_autoptr (MootSession) removed = NULL;

  moot_token_store_add_session (fixture->db, 7, &session, &error);
  g_assert_no_error (error);
  moot_clock_set_fake (NOW + ages[row].age);
  found = moot_token_store_find_session (fixture->db, session, &error);
  g_assert_no_error (error);
  g_assert_cmpint (found != NULL, ==, ages[row].alive);
  if (found == NULL)
    return;

  g_assert_cmpstr (found->username, ==, "ada");
  g_assert_cmpuint (strlen (found->csrf_token), ==, 43);
  g_assert_true (moot_token_store_remove_session (fixture->db, session, &error));
  removed = moot_token_store_find_session (fixture->db, session, &error);
  g_assert_null (removed);
}

static const MootSql all_texts = {
  "all_texts",
  "SELECT digest FROM authorization_code UNION ALL SELECT digest FROM access_token "
  "UNION ALL SELECT code_digest FROM access_token UNION ALL SELECT digest FROM session "
  "UNION ALL SELECT client_secret FROM application"
};

static void
test_nothing_secret_is_kept (Fixture       *fixture,
                             gconstpointer  data)
{
  MootGrant grant = { .application_id = fixture->application->id,
                      .account_id = 7,
                      .redirect_uri = (char *) "tuba://auth_code",
                      .scopes = (char *) "read" };
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *token = NULL;
  g_autofree char *session = NULL;
  g_autoptr (MootRows) rows = NULL;
  int n_rows = 0;

  moot_token_store_add_code (fixture->db, &grant, &code, &error);
  moot_token_store_add (fixture->db, fixture->application->id, 7, "read", code, &token, &error);
  moot_token_store_add_session (fixture->db, 7, &session, &error);
  g_assert_no_error (error);
  rows = moot_db_query (fixture->db, &all_texts, NULL, &error);
  for (; moot_rows_next (rows, &error); n_rows++)
    {
      const char *text = moot_rows_text_at (rows, 0);

      g_assert_cmpstr (text, !=, code);
      g_assert_cmpstr (text, !=, token);
      g_assert_cmpstr (text, !=, session);
      g_assert_cmpstr (text, !=, fixture->client_secret);
    }
  g_assert_cmpint (n_rows, ==, 5);
}

#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/token-store/application", NULL, test_application);
  ADD ("/token-store/code", NULL, test_code);
  ADD ("/token-store/token", NULL, test_token);
  ADD ("/token-store/application-token", NULL, test_application_token);
  for (gsize i = 0; i < G_N_ELEMENTS (disabling); i++)
    {
      g_autofree char *path = g_strdup_printf ("/token-store/%s", disabling[i].name);

      ADD (path, disabling[i].sql, test_disabled);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/token-store/session/%s", ages[i].name);

      ADD (path, GSIZE_TO_POINTER (i), test_session);
    }
  ADD ("/token-store/nothing-secret-is-kept", NULL, test_nothing_secret_is_kept);
  return g_test_run ();
}
