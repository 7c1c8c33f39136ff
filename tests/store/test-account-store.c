/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Accounts come out as the reference shows them, and are found under every spelling of a name. */
#include "moot-account-store.h"
#include "store-fixture.h"

static const struct
{
  const char *acct;
  const char *found; /* the acct of what is found, NULL for nothing */
} names[] = {
  { "ada", "ada" },
  { "@ada", "ada" },
  { "ADA", "ada" },
  { "ada@moot.example", "ada" },
  { "@Ada@MOOT.example", "ada" },
  { "bo@far.example", "bo@far.example" },
  { "@BO@FAR.example", "bo@far.example" },
  { "bo", NULL },
  { "ada@far.example", NULL },
  { "", NULL },
  { "@", NULL },
  { "@@", NULL },
  { "ada@", NULL },
  { "@moot.example@", NULL },
  { "a@b@c", NULL },
};

static void
test_names (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();

  store_fixture_add_account (fixture, "ada");
  store_fixture_add_account (fixture, "bo@far.example");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MootAccount) account =
        moot_account_find_by_acct (fixture->db, fixture->site, names[i].acct, &error);
      gint64 id = 0;

      g_test_message ("'%s'", names[i].acct);
      g_assert_no_error (error);
      g_assert_cmpstr (account != NULL ? account->acct : NULL, ==, names[i].found);
      g_assert_true (moot_account_find_id (fixture->db, fixture->site, names[i].acct, &id, &error));
      g_assert_cmpint (id, ==, account != NULL ? g_ascii_strtoll (account->id, NULL, 10) : 0);
    }
}

static void
test_json (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  gint64 id = store_fixture_add_account (fixture, "ada");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account = NULL;
  g_autofree char *json = NULL;
  g_autofree char *expected = NULL;

  store_fixture_execute (fixture, "UPDATE account SET avatar = 'a/1.png', kind = 'group',"
                                  "fields = '[{\"name\":\"Pronouns\",\"value\":\"she\"}]',"
                                  "last_status_at = 1767323045678");
  account = moot_account_find (fixture->db, fixture->site, id, &error);
  g_assert_no_error (error);
  json = moot_entity_to_text (account);
  expected = g_strdup_printf (
    "{\"id\":\"%" G_GINT64_FORMAT "\","
    "\"username\":\"ada\",\"acct\":\"ada\","
    "\"display_name\":\"ada\",\"locked\":false,\"bot\":false,"
    "\"discoverable\":true,\"indexable\":false,"
    "\"group\":true,\"created_at\":\"2026-01-02T00:00:00.000Z\",\"note\":\"\","
    "\"url\":\"https://moot.example/@ada\",\"uri\":\"https://moot.example/users/ada\","
    "\"avatar\":\"https://moot.example/media/a/1.png\",\"avatar_static\":\"https://moot.example/media/a/1.png\","
    "\"avatar_description\":\"\",\"header\":\"https://moot.example/headers/original/missing.png\","
    "\"header_static\":\"https://moot.example/headers/original/missing.png\",\"header_description\":\"\","
    "\"followers_count\":0,\"following_count\":0,\"statuses_count\":0,"
    "\"last_status_at\":\"2026-01-02\",\"hide_collections\":false,\"emojis\":[],"
    "\"fields\":[{\"name\":\"Pronouns\",\"value\":\"she\",\"verified_at\":null}],\"roles\":[]}",
    id);
  g_assert_cmpstr (json, ==, expected);
  g_assert_finalize_object (g_steal_pointer (&account));
  g_assert_null (moot_account_find (fixture->db, fixture->site, id + 1, &error));
  g_assert_no_error (error);
}

static void
test_suspended (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  gint64 id = store_fixture_add_account (fixture, "ada");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account = NULL;

  store_fixture_execute (fixture, "UPDATE account SET suspended = 1, note = '<p>bad</p>',"
                                  "avatar = 'a/1.png', fields = '[{\"name\":\"x\"}]'");
  account = moot_account_find (fixture->db, fixture->site, id, &error);
  g_assert_no_error (error);
  g_assert_true (account->suspended);
  g_assert_null (account->note);
  g_assert_cmpuint (account->fields->len, ==, 0);
  g_assert_cmpstr (account->avatar, ==, "https://moot.example/avatars/original/missing.png");
}

/* Whoever changes an account and however: its revision rises, so nothing older is shown. */
static void
test_revision (void)
{
  g_autoptr (StoreFixture) fixture = store_fixture_new ();
  gint64 before;

  store_fixture_add_account (fixture, "ada");
  before = store_fixture_get_int (fixture, "SELECT revision FROM account");
  store_fixture_execute (fixture, "UPDATE account SET display_name = 'Ada'");
  g_assert_cmpint (store_fixture_get_int (fixture, "SELECT revision FROM account"), ==, before + 1);
  store_fixture_execute (fixture, "UPDATE account SET bot = 1, revision = revision + 1");
  g_assert_cmpint (store_fixture_get_int (fixture, "SELECT revision FROM account"), ==, before + 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/account/names", test_names);
  g_test_add_func ("/store/account/json", test_json);
  g_test_add_func ("/store/account/suspended", test_suspended);
  g_test_add_func ("/store/account/revision", test_revision);
  return g_test_run ();
}
