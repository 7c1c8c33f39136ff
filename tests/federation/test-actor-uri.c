/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The plan of addresses: what is handed out is recognised, and nothing else is. */
#include "moot-actor-uri.h"
#include "moot-outbox-queue.h"

#include <string.h>

#define BASE "https://coop.example"
#define ROSA BASE "/users/rosa"

/* Ids are for ever: a change of this table breaks every node that has federated. */
static const struct
{
  MootActorPart part;
  const char *uri;
} plan[] = {
  { MOOT_PART_SELF, ROSA },
  { MOOT_PART_INBOX, ROSA "/inbox" },
  { MOOT_PART_OUTBOX, ROSA "/outbox" },
  { MOOT_PART_FOLLOWERS, ROSA "/followers" },
  { MOOT_PART_FOLLOWING, ROSA "/following" },
  { MOOT_PART_FEATURED, ROSA "/featured" },
  { MOOT_PART_FEATURED_TAGS, ROSA "/collections/tags" },
  { MOOT_PART_MODERATORS, ROSA "/moderators" },
  { MOOT_PART_FOLLOWERS_SYNCHRONIZATION, ROSA "/followers_synchronization" },
  { MOOT_PART_RSA_KEY, ROSA "#main-key" },
  { MOOT_PART_ED25519_KEY, ROSA "#ed25519-key" },
  { MOOT_PART_STATUS, ROSA "/statuses/7" },
  { MOOT_PART_STATUS_ACTIVITY, ROSA "/statuses/7/activity" },
  { MOOT_PART_STATUS_REPLIES, ROSA "/statuses/7/replies" },
  { MOOT_PART_STATUS_LIKES, ROSA "/statuses/7/likes" },
  { MOOT_PART_STATUS_SHARES, ROSA "/statuses/7/shares" },
  { MOOT_PART_STATUS_QUOTE_REQUEST, ROSA "/statuses/7/quote-request" },
  { MOOT_PART_STATUS_UPDATE, ROSA "/statuses/7#updates/1785585600" },
  { MOOT_PART_STATUS_DELETE, ROSA "/statuses/7#delete" },
  { MOOT_PART_ANNOUNCE, ROSA "#announces/7" },
  { MOOT_PART_BOOST_UNDO, ROSA "/statuses/7/activity#undo" },
  { MOOT_PART_FOLLOW, ROSA "#follows/7" },
  { MOOT_PART_FOLLOW_UNDO, ROSA "#follows/7/undo" },
  { MOOT_PART_FOLLOW_ACCEPT, ROSA "#accepts/follows/7" },
  { MOOT_PART_FOLLOW_REJECT, ROSA "#rejects/follows/7" },
  { MOOT_PART_LIKE, ROSA "#likes/7" },
  { MOOT_PART_LIKE_UNDO, ROSA "#likes/7/undo" },
  { MOOT_PART_BLOCK, ROSA "#blocks/7" },
  { MOOT_PART_BLOCK_UNDO, ROSA "#blocks/7/undo" },
  { MOOT_PART_POLL_VOTE, ROSA "#votes/7" },
  { MOOT_PART_POLL_VOTE_ACTIVITY, ROSA "#votes/7/activity" },
  { MOOT_PART_BALLOT, ROSA "/votes/7" },
  { MOOT_PART_BALLOT_ACTIVITY, ROSA "/votes/7/activity" },
  { MOOT_PART_QUOTE_AUTHORIZATION, ROSA "/quote_authorizations/7" },
  { MOOT_PART_AUTHORIZATION, ROSA "/authorizations/7" },
  { MOOT_PART_CONSENT_REQUEST, ROSA "#requests/7" },
  { MOOT_PART_UPDATE, ROSA "#updates/7" },
  { MOOT_PART_DELETE, ROSA "#delete" },
  { MOOT_PART_MOVE, ROSA "#moves/7" },
  { MOOT_PART_ADD, ROSA "#adds/7" },
  { MOOT_PART_REMOVE, ROSA "#removes/7" },
  { MOOT_PART_FLAG, ROSA "#flags/7" },
};

static void
test_plan (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (plan), ==, MOOT_N_PARTS);
  for (guint i = 0; i < G_N_ELEMENTS (plan); i++)
    {
      g_auto (MootActorUri) read = { 0 };
      gboolean is_update = plan[i].part == MOOT_PART_STATUS_UPDATE;
      g_autofree char *written = NULL;

      g_assert_cmpint (plan[i].part, ==, i);
      g_assert_true (moot_actor_uri_parse (BASE, plan[i].uri, &read));
      g_assert_cmpint (read.part, ==, plan[i].part);
      g_assert_cmpint (read.root, ==, MOOT_ROOT_PERSON);
      g_assert_cmpstr (read.name, ==, "rosa");
      g_assert_cmpint (read.moment, ==, is_update ? 1785585600 : 0);
      written = is_update ? moot_actor_uri_update (ROSA, read.id, read.moment)
                          : moot_actor_uri_part (ROSA, plan[i].part, read.id);
      g_assert_cmpstr (written, ==, plan[i].uri);
    }
}

static void
test_roots (void)
{
  g_autofree char *node = moot_actor_uri_build (BASE, MOOT_ROOT_NODE, NULL);
  g_autofree char *person = moot_actor_uri_build (BASE, MOOT_ROOT_PERSON, "rosa");
  g_autofree char *group = moot_actor_uri_build (BASE, MOOT_ROOT_GROUP, "bakery");
  g_autofree char *flag = moot_actor_uri_part (node, MOOT_PART_FLAG, 3);
  g_autofree char *inbox = moot_shared_inbox_uri (BASE);
  g_auto (MootActorUri) read = { 0 };
  g_auto (MootActorUri) again = { 0 };

  g_assert_cmpstr (node, ==, BASE "/actor");
  g_assert_cmpstr (person, ==, ROSA);
  g_assert_cmpstr (group, ==, BASE "/groups/bakery");
  g_assert_cmpstr (inbox, ==, BASE "/inbox");
  g_assert_true (moot_actor_uri_parse (BASE, flag, &read));
  g_assert_cmpint (read.root, ==, MOOT_ROOT_NODE);
  g_assert_null (read.name);
  g_assert_cmpint (read.id, ==, 3);
  g_assert_true (moot_actor_uri_parse (BASE, group, &again));
  g_assert_cmpint (again.root, ==, MOOT_ROOT_GROUP);
  g_assert_cmpstr (again.name, ==, "bakery");
}

static void
test_strangers (void)
{
  static const char *const strangers[] = {
    NULL,
    "",
    BASE,
    BASE "/",
    BASE "/users/",
    BASE "/users/rosa/",
    BASE "/Users/rosa",
    BASE "//users/rosa",
    BASE "/users/ro%73a",
    BASE "/users/rosa?x",
    BASE "/users/rosa/statuses/",
    BASE "/users/rosa/statuses/07",
    BASE "/users/rosa/statuses/-7",
    BASE "/users/rosa/statuses/7x",
    BASE "/users/rosa/statuses/99999999999999999999",
    BASE "/users/rosa/statuses/7/",
    BASE "/users/rosa/statuses/7#updates/",
    BASE "/users/rosa#follows/7/undo/undo",
    BASE "/users/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    BASE "/actors",
    "https://coop.example.evil.example/users/rosa",
    "https://coop.example@evil.example/users/rosa",
    "http://coop.example/users/rosa",
    "https://coop.example:443/users/rosa",
  };

  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_auto (MootActorUri) read = { 0 };

      g_test_message ("%s", strangers[i] != NULL ? strangers[i] : "(null)");
      g_assert_false (moot_actor_uri_parse (BASE, strangers[i], &read));
      g_assert_null (read.name);
    }
}

static void
test_contexts (void)
{
  g_autofree char *uri = moot_context_uri (BASE, 12);
  gint64 id = 0;

  g_assert_cmpstr (uri, ==, BASE "/contexts/12");
  g_assert_true (moot_context_uri_parse (BASE, uri, &id));
  g_assert_cmpint (id, ==, 12);
  g_assert_false (moot_context_uri_parse (BASE, BASE "/contexts/12/", &id));
  g_assert_false (moot_context_uri_parse (BASE, BASE "/contexts/", &id));
  g_assert_false (moot_context_uri_parse (BASE, NULL, &id));
}

static void
test_own (void)
{
  g_assert_true (moot_uri_is_own (BASE, BASE "/nowhere"));
  g_assert_true (moot_uri_is_own (BASE, "https://COOP.example:443/users/rosa"));
  g_assert_false (moot_uri_is_own (BASE, "https://social.example/users/rosa"));
  g_assert_false (moot_uri_is_own (BASE, "https://coop.example.evil.example/"));
  g_assert_false (moot_uri_is_own (BASE, NULL));
}

/* What FEP-8fcf says of followers on one server. */
/* clang-format off */
static const struct
{
  const char *name;
  const char *followers[3];
  const char *digest;
} digests[] = {
  { "none", { NULL }, "0000000000000000000000000000000000000000000000000000000000000000" },
  { "numbers",
    { "https://testing.example.org/users/1", "https://testing.example.org/users/2" },
    "c33f48cd341ef046a206b8a72ec97af65079f9a3a9b90eef79c5920dce45c61f" },
  { "names",
    { "https://coop.example/users/rosa", "https://coop.example/users/tomas" },
    "6e00a038334059617046c9fd01618267f43692ed11b963ce95c0423ab61bba4b" },
};
/* clang-format on */

static void
test_digest (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autofree char *digest = moot_followers_digest (digests[row].followers);

  g_assert_cmpstr (digest, ==, digests[row].digest);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/actor-uri/plan", test_plan);
  g_test_add_func ("/actor-uri/roots", test_roots);
  g_test_add_func ("/actor-uri/strangers", test_strangers);
  g_test_add_func ("/actor-uri/contexts", test_contexts);
  g_test_add_func ("/actor-uri/own", test_own);
  for (guint i = 0; i < G_N_ELEMENTS (digests); i++)
    {
      g_autofree char *path = g_strconcat ("/actor-uri/s16-digest/", digests[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_digest);
    }

  return g_test_run ();
}
