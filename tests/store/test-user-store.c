/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Users: which names and passwords will do, that a name is given once, and that only the right
 * password opens the door. */
#include "moot-keys.h"
#include "moot-password.h"
#include "moot-test-store.h"
#include "moot-user-store.h"

#include <gnutls/abstract.h>
#include <string.h>

#define A30 "aaaaaaaaaabbbbbbbbbbcccccccccc"

static const struct
{
  const char *name;
  const char *username;
  gboolean valid;
} names[] = {
  { "plain", "ada", TRUE },
  { "digits", "7of9", TRUE },
  { "underscore", "_", TRUE },
  { "thirty", A30, TRUE },
  { "empty", "", FALSE },
  { "thirty-one", A30 "d", FALSE },
  { "upper-case", "Ada", FALSE },
  { "dot", "a.b", FALSE },
  { "dash", "a-b", FALSE },
  { "space", "a b", FALSE },
  { "slash", "a/b", FALSE },
  { "umlaut", "jürgen", FALSE },
  { "newline", "ada\n", FALSE },
};

static void
test_name (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (moot_username_check (names[row].username, &error), ==, names[row].valid);
  if (names[row].valid)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static const struct
{
  const char *name;
  const char *password;
  int repeat; /* 0: once */
  gboolean valid;
} passwords[] = {
  { "seven", "1234567", 0, FALSE },
  { "eight", "12345678", 0, TRUE },
  { "eight-characters-of-two-bytes", "öööööööö", 0, TRUE },
  { "four-characters-of-two-bytes", "öööö", 0, FALSE },
  { "not-utf8", "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8", 0, FALSE },
  { "empty", "", 0, FALSE },
  { "longest", "x", MOOT_PASSWORD_MAX, TRUE },
  { "too-long", "x", MOOT_PASSWORD_MAX + 1, FALSE },
};

static void
test_password (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *filled = g_strnfill (passwords[row].repeat, 'x');
  const char *password = passwords[row].repeat > 0 ? filled : passwords[row].password;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = moot_password_hash (password, &error);

  g_assert_cmpint (hash != NULL, ==, passwords[row].valid);
  if (hash == NULL)
    {
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
      return;
    }
  g_assert_true (g_str_has_prefix (hash, "$y$"));
  g_assert_true (moot_password_verify (hash, password));
}

static void
test_password_verify (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = moot_password_hash ("correct horse", &error);
  g_autofree char *again = moot_password_hash ("correct horse", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hash, !=, again); /* a salt each */
  g_assert_false (moot_password_verify (hash, "correct horsf"));
  g_assert_false (moot_password_verify (hash, "correct hors"));
  g_assert_false (moot_password_verify (hash, ""));
  g_assert_false (moot_password_verify (NULL, "correct horse"));
  g_assert_false (moot_password_verify ("", "correct horse"));
  g_assert_false (moot_password_verify ("*0", "correct horse"));
  g_assert_false (moot_password_verify ("plain text", "plain text"));
}

static void
test_nobody_takes_as_long (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = moot_password_hash ("correct horse", &error);
  gint64 start = g_get_monotonic_time ();
  gint64 somebody;
  gint64 nobody;

  g_assert_no_error (error);
  moot_password_verify (hash, "wrong password");
  somebody = g_get_monotonic_time () - start;
  start = g_get_monotonic_time ();
  moot_password_verify (NULL, "wrong password");
  nobody = g_get_monotonic_time () - start;
  g_assert_cmpint (nobody, >, somebody / 8);
}

static gboolean
add_draft (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  g_autoptr (MootSite) site = moot_test_site_new (db);

  return moot_user_store_add (db, site, data, NULL, error);
}

/* Names and keys of a draft are all that the store looks at: one draft is enough for all tests. */
static void
test_add (void)
{
  g_autoptr (MootDb) db = moot_test_db_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUserDraft) draft = moot_user_draft_new ("ada", "correct horse", TRUE, &error);
  g_autoptr (MootUser) user = NULL;
  g_autoptr (MootUser) same = NULL;
  g_autoptr (MootUser) nobody = NULL;
  g_autoptr (GPtrArray) users = NULL;

  g_assert_no_error (error);
  moot_db_transact (db, add_draft, draft, &error);
  g_assert_no_error (error);

  user = moot_user_store_find_by_name (db, "aDa", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->username, ==, "ada");
  g_assert_true (user->is_admin);
  g_assert_false (user->disabled);
  g_assert_true (moot_user_verify (user, "correct horse"));
  g_assert_false (moot_user_verify (user, "wrong horse"));

  same = moot_user_store_find (db, user->account_id, &error);
  g_assert_cmpstr (same->username, ==, "ada");
  nobody = moot_user_store_find_by_name (db, "grace", &error);
  g_assert_no_error (error);
  g_assert_null (nobody);
  g_assert_false (moot_user_verify (nobody, "correct horse"));

  g_assert_false (moot_db_transact (db, add_draft, draft, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT);
  users = moot_user_store_list (db, NULL);
  g_assert_cmpuint (users->len, ==, 1);
}

static const MootSql get_account = {
  "test", "SELECT uri, url, inbox_uri, shared_inbox_uri, public_key_id, public_key_pem, "
          "rsa_private_pem FROM account JOIN user ON account_id = id"
};

static void
test_addresses_and_keys (void)
{
  g_autoptr (MootDb) db = moot_test_db_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUserDraft) draft = moot_user_draft_new ("grace", "correct horse", FALSE, &error);
  g_autoptr (MootRows) rows = NULL;
  gnutls_pubkey_t key;
  gnutls_datum_t pem;

  g_assert_no_error (error);
  moot_db_transact (db, add_draft, draft, &error);
  g_assert_no_error (error);
  rows = moot_db_query (db, &get_account, NULL, &error);
  g_assert_true (moot_rows_next (rows, &error));
  g_assert_cmpstr (moot_rows_get_text (rows, "uri"), ==, "https://moot.example/users/grace");
  g_assert_cmpstr (moot_rows_get_text (rows, "url"), ==, "https://moot.example/@grace");
  g_assert_cmpstr (moot_rows_get_text (rows, "inbox_uri"), ==, "https://moot.example/users/grace/inbox");
  g_assert_cmpstr (moot_rows_get_text (rows, "shared_inbox_uri"), ==, "https://moot.example/inbox");
  g_assert_cmpstr (moot_rows_get_text (rows, "public_key_id"), ==, "https://moot.example/users/grace#main-key");
  g_assert_true (
    g_str_has_prefix (moot_rows_get_text (rows, "rsa_private_pem"), "-----BEGIN PRIVATE KEY-----"));

  pem.data = (unsigned char *) moot_rows_get_text (rows, "public_key_pem");
  pem.size = strlen ((const char *) pem.data);
  g_assert_true (g_str_has_prefix ((const char *) pem.data, "-----BEGIN PUBLIC KEY-----"));
  g_assert_cmpint (gnutls_pubkey_init (&key), ==, 0);
  g_assert_cmpint (gnutls_pubkey_import (key, &pem, GNUTLS_X509_FMT_PEM), ==, 0);
  gnutls_pubkey_deinit (key);
}

static void
test_ed25519 (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_ed25519 (&error);
  g_autoptr (MootKeyPair) other = moot_key_pair_new_ed25519 (&error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (pair->private_key), ==, 43);
  g_assert_cmpuint (strlen (pair->public_key), ==, 43);
  g_assert_cmpstr (pair->public_key, !=, other->public_key);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/user-store/name/%s", names[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_name);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++)
    {
      g_autofree char *path = g_strdup_printf ("/user-store/password/%s", passwords[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_password);
    }
  g_test_add_func ("/user-store/password-verify", test_password_verify);
  g_test_add_func ("/user-store/nobody-takes-as-long", test_nobody_takes_as_long);
  g_test_add_func ("/user-store/add", test_add);
  g_test_add_func ("/user-store/addresses-and-keys", test_addresses_and_keys);
  g_test_add_func ("/user-store/ed25519", test_ed25519);
  return g_test_run ();
}
