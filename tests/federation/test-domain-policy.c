/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which servers this node has to do with, however their names are written. */
#include "moot-domain-csv.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-member-domain.h"
#include "moot-relationship-store.h"
#include "moot-site.h"

typedef struct
{
  MootDb *db;
  GPtrArray *statements; /* a statement is known by its address: each needs its own */
} Fixture;

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
  moot_db_execute (
    fixture->db,
    "INSERT INTO account (id, username, domain, uri, url, created_at) VALUES"
    " (1, 'ada', '', 'https://moot.example/users/ada', 'u', 1),"
    " (2, 'mel', 'evil.example', 'https://evil.example/u/mel', 'u', 1),"
    " (3, 'sue', 'sub.evil.example:8443', 'https://sub.evil.example:8443/u/sue', 'u', 1),"
    " (4, 'kim', 'notevil.example', 'https://notevil.example/u/kim', 'u', 1)",
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
block (Fixture    *fixture,
       const char *domain,
       const char *severity,
       gboolean    reject_media)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDomainBlock) draft = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);

  draft->domain = g_strdup (domain);
  draft->digest = g_strdup ("");
  draft->severity = g_strdup (severity);
  draft->reject_media = reject_media;
  g_assert_true (moot_domain_block_store_put (fixture->db, draft, &error));
  g_assert_true (moot_domain_policy_enforce (fixture->db, &error));
  g_assert_no_error (error);
}

static MootDomainPolicy
policy_of (Fixture    *fixture,
           const char *host)
{
  g_autoptr (GError) error = NULL;
  MootDomainPolicy policy;

  g_assert_true (moot_domain_policy_of (fixture->db, host, &policy, &error));
  g_assert_no_error (error);
  return policy;
}

/* `evil.example` is suspended, `calm.evil.example` is only silenced, a name in two
 * alphabets and two numbers are suspended. */
static const struct
{
  const char *host;
  MootDomainSeverity wanted;
} spellings[] = {
  { "evil.example", MOOT_DOMAIN_SUSPENDED },
  { "EVIL.Example", MOOT_DOMAIN_SUSPENDED },
  { "evil.example.", MOOT_DOMAIN_SUSPENDED },
  { "evil.example:443", MOOT_DOMAIN_SUSPENDED },
  { "evil.example:8080", MOOT_DOMAIN_SUSPENDED },
  { "Evil.Example.:443", MOOT_DOMAIN_SUSPENDED },
  { "sub.evil.example", MOOT_DOMAIN_SUSPENDED },
  { "a.b.c.evil.example", MOOT_DOMAIN_SUSPENDED },
  { "calm.evil.example", MOOT_DOMAIN_SILENCED },
  { "x.calm.evil.example", MOOT_DOMAIN_SILENCED },
  { "b\303\274cher.example", MOOT_DOMAIN_SUSPENDED },
  { "B\303\234CHER.example", MOOT_DOMAIN_SUSPENDED },
  { "xn--bcher-kva.example", MOOT_DOMAIN_SUSPENDED },
  { "XN--BCHER-KVA.EXAMPLE", MOOT_DOMAIN_SUSPENDED },
  { "\357\275\205vil.example", MOOT_DOMAIN_SUSPENDED }, /* full-width e */
  { "evil\343\200\202example", MOOT_DOMAIN_SUSPENDED }, /* ideographic full stop */
  { "127.0.0.9", MOOT_DOMAIN_SUSPENDED },
  { "127.0.0.9:4000", MOOT_DOMAIN_SUSPENDED },
  { "[2001:db8::9]", MOOT_DOMAIN_SUSPENDED },
  { "[2001:db8:0::9]:443", MOOT_DOMAIN_SUSPENDED },
  { "", MOOT_DOMAIN_SUSPENDED },
  { "no host", MOOT_DOMAIN_SUSPENDED },
  { "evil.example/x", MOOT_DOMAIN_SUSPENDED },
  { "mel@open.example", MOOT_DOMAIN_SUSPENDED },
  { "open.example", MOOT_DOMAIN_OPEN },
  { "notevil.example", MOOT_DOMAIN_OPEN },
  { "evil.example.org", MOOT_DOMAIN_OPEN },
  { "example", MOOT_DOMAIN_OPEN },
  { "0.0.9", MOOT_DOMAIN_SUSPENDED }, /* no name and no number */
  { "128.127.0.0.9", MOOT_DOMAIN_SUSPENDED },
  { "1.127.0.9", MOOT_DOMAIN_OPEN },
  { "[2001:db8::8]", MOOT_DOMAIN_OPEN },
};

static void
test_spellings (Fixture       *fixture,
                gconstpointer  data)
{
  block (fixture, "evil.example", "suspend", FALSE);
  block (fixture, "calm.evil.example", "silence", FALSE);
  block (fixture, "xn--bcher-kva.example", "suspend", FALSE);
  block (fixture, "127.0.0.9", "suspend", FALSE);
  block (fixture, "2001:db8::9", "suspend", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_test_message ("%s", spellings[i].host);
      g_assert_cmpint (policy_of (fixture, spellings[i].host).severity, ==, spellings[i].wanted);
    }
}

static void
test_flags (Fixture       *fixture,
            gconstpointer  data)
{
  MootDomainPolicy policy;

  block (fixture, "evil.example", "noop", TRUE);
  policy = policy_of (fixture, "media.evil.example");
  g_assert_cmpint (policy.severity, ==, MOOT_DOMAIN_OPEN);
  g_assert_true (policy.reject_media);
  g_assert_false (policy.reject_reports);
}

static void
test_allowlist (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_domain_allow_store_put (fixture->db, "evil.example", 0, &error));
  g_assert_true (moot_domain_policy_set_allowlist (fixture->db, TRUE, &error));
  g_assert_cmpint (policy_of (fixture, "evil.example").severity, ==, MOOT_DOMAIN_OPEN);
  g_assert_cmpint (policy_of (fixture, "sub.evil.example").severity, ==, MOOT_DOMAIN_OPEN);
  g_assert_cmpint (policy_of (fixture, "notevil.example").severity, ==, MOOT_DOMAIN_SUSPENDED);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM account WHERE suspended <> 0"), ==, 1);
  block (fixture, "sub.evil.example", "suspend", FALSE);
  g_assert_cmpint (policy_of (fixture, "sub.evil.example").severity, ==, MOOT_DOMAIN_SUSPENDED);
  g_assert_true (moot_domain_policy_set_allowlist (fixture->db, FALSE, &error));
  g_assert_cmpint (policy_of (fixture, "notevil.example").severity, ==, MOOT_DOMAIN_OPEN);
}

static void
test_accounts (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  moot_db_execute (
    fixture->db,
    "INSERT INTO follow (account_id, target_id, created_at) VALUES"
    " (1, 2, 1), (3, 1, 1), (4, 1, 1);"
    "UPDATE account SET inbox_uri = uri || '/inbox' WHERE domain <> '';"
    "INSERT INTO outgoing (id, account_id, actor, type, uri, about, body, created_at)"
    " VALUES (1, 1, 'a', 'Like', 'u', 'u', '{}', 1);"
    "INSERT INTO delivery (outgoing_id, host, inbox, rank, next_at, expires_at)"
    " SELECT 1, domain, inbox_uri, 1, 1, 1 FROM account WHERE domain <> '';"
    "UPDATE account SET suspended = 1 WHERE id = 2; SELECT 1",
    &error);
  g_assert_no_error (error);
  block (fixture, "evil.example", "silence", FALSE);
  g_assert_cmpint (count (fixture, "SELECT sum(silenced) FROM account"), ==, 4);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM follow"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM delivery"), ==, 3);

  block (fixture, "evil.example", "suspend", FALSE);
  g_assert_cmpint (count (fixture, "SELECT sum(silenced) FROM account"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT suspended FROM account WHERE id = 2"), ==, 3);
  g_assert_cmpint (count (fixture, "SELECT suspended FROM account WHERE id = 3"), ==, 2);
  g_assert_cmpint (count (fixture, "SELECT suspended FROM account WHERE id = 4"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT account_id FROM follow"), ==, 4);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM delivery WHERE host = 'notevil.example'"),
                   ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM delivery"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM follow"), ==, 1);

  block (fixture, "evil.example", "noop", FALSE);
  g_assert_cmpint (count (fixture, "SELECT suspended FROM account WHERE id = 2"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT suspended FROM account WHERE id = 3"), ==, 0);
}

static void
test_of_member (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRelationship) relationship = NULL;
  MootSite site = { .base_url = (char *) "https://moot.example" };
  gboolean has = FALSE;

  moot_db_execute (
    fixture->db,
    "UPDATE account SET inbox_uri = uri || '/inbox' WHERE domain <> '';"
    "INSERT INTO follow (account_id, target_id, uri, created_at) VALUES"
    " (1, 2, 'https://moot.example/users/ada#follows/1', 1),"
    " (2, 1, 'https://evil.example/u/mel#follows/1', 1),"
    " (1, 4, 'https://moot.example/users/ada#follows/2', 1)",
    &error);
  for (guint i = 0; i < 2; i++)
    g_assert_true (moot_member_domain_block (fixture->db, &site, 1, "evil.example", 1, &error));
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM follow"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM outgoing WHERE type = 'Undo'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM outgoing WHERE type = 'Reject'"), ==, 1);
  g_assert_true (moot_member_domain_block_has (fixture->db, 1, "evil.example", &has, &error));
  g_assert_true (has);
  relationship = moot_relationship_load (fixture->db, 1, 2, &error);
  g_assert_true (relationship->domain_blocking);
  g_assert_true (moot_member_domain_block_remove (fixture->db, 1, "evil.example", &error));
  g_assert_true (moot_member_domain_block_has (fixture->db, 1, "evil.example", &has, &error));
  g_assert_false (has);
  g_assert_cmpint (policy_of (fixture, "evil.example").severity, ==, MOOT_DOMAIN_OPEN);
}

/* One word is a server in a local network only, in a list it is a slip. */
static void
test_one_word (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char *name;
    gboolean full;
  } rows[] = {
    { "evil", FALSE },
    { "localhost", FALSE },
    { "evil.example", TRUE },
    { "10.0.0.1", TRUE },
    { "2001:db8::1", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint local_names = 0; local_names < 2; local_names++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GPtrArray) blocks = moot_domain_csv_read (rows[i].name, local_names, &error);

        g_test_message ("%s %u", rows[i].name, local_names);
        g_assert_cmpint (blocks != NULL, ==, rows[i].full || local_names);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/federation/s72-block-whatever-the-spelling", test_spellings);
  ADD ("/federation/s72-one-word", test_one_word);
  ADD ("/federation/s72-reject-media", test_flags);
  ADD ("/federation/s72-allowlist", test_allowlist);
  ADD ("/federation/s72-block-hides-unblock-restores", test_accounts);
  ADD ("/federation/s72-member-blocks-a-domain", test_of_member);

  return g_test_run ();
}
