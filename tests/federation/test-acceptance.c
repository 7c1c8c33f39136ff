/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is believed of other servers.  Each row is an activity somebody once sent, or will. */
#include "federation-fixture.h"
#include "moot-acceptance.h"
#include "moot-activity-reader.h"
#include "moot-document.h"

#include <string.h>

#define X "https://a.example/u/x"
#define Y "https://a.example/u/y"
#define Z "https://b.example/u/z"
#define GROUP "https://g.example/group"
#define OUR "https://coop.example/users/rosa"
#define SIGNED MOOT_EVIDENCE_SIGNED
#define FETCHED MOOT_EVIDENCE_FETCHED
#define LISTED MOOT_EVIDENCE_LISTED
#define PROOF MOOT_EVIDENCE_PROOF
#define REFETCH MOOT_ACCEPT_REFETCH
#define IGNORE MOOT_ACCEPT_IGNORE
#define REFUSE MOOT_ACCEPT_REFUSE
#define ACTIVITY(type, actor) "\"id\":\"https://a.example/act/1\",\"type\":\"" type "\",\"actor\":\"" actor "\""
#define NOTE(id, by) "{\"id\":\"" id "\",\"type\":\"Note\",\"attributedTo\":\"" by "\"}"
#define ACT(type, actor, object) \
  "{\"id\":\"https://a.example/act/0\",\"type\":\"" type "\",\"actor\":\"" actor "\",\"object\":\"" object "\"}"

static const char *const moved_from[] = { "https://c.example/u/c", X, NULL };
static const char *const moved_from_others[] = { "https://c.example/u/c", NULL };

static const struct
{
  const char *name;
  const char *json;
  MootEvidence evidence;
  const char *by;
  MootKnown known;
  MootAcceptance wanted;
} cases[] = {
  /* clang-format off */
  { "create", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), SIGNED, X,
    .wanted = MOOT_ACCEPT },
  { "create/fetched", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), FETCHED,
    "https://a.example/act/1", .wanted = MOOT_ACCEPT },
  { "create/listed", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), LISTED,
    "https://a.example/u/x/outbox?page=1", .wanted = MOOT_ACCEPT },
  { "create/proof", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), PROOF, X,
    .wanted = MOOT_ACCEPT },
  { "create/several-votes", ACTIVITY ("Create", X) ",\"object\":[" NOTE ("https://a.example/n/1", X) ","
    NOTE ("https://a.example/n/2", X) "]", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "create/one-of-several-foreign", ACTIVITY ("Create", X) ",\"object\":[" NOTE ("https://a.example/n/1", X) ","
    NOTE ("https://a.example/n/2", Y) "]", SIGNED, X, .wanted = REFUSE },
  { "create/only-id", ACTIVITY ("Create", X) ",\"object\":\"https://a.example/n/1\"", SIGNED, X, .wanted = REFETCH },
  { "create/only-foreign-id", ACTIVITY ("Create", X) ",\"object\":\"https://b.example/n/1\"", SIGNED, X,
    .wanted = REFUSE },
  { "create/nothing", ACTIVITY ("Create", X), SIGNED, X, .wanted = REFUSE },
  { "create/39-object-elsewhere", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://victim.example/n/1", X),
    SIGNED, X, .wanted = REFUSE },
  { "create/39-other-author", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", Y), SIGNED, X,
    .wanted = REFUSE },
  { "create/39-foreign-author", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", Z), SIGNED, X,
    .wanted = REFUSE },
  { "create/39-our-object", ACTIVITY ("Create", X) ",\"object\":" NOTE (OUR "/statuses/1", OUR), SIGNED, X,
    .wanted = REFUSE },
  { "create/no-author", ACTIVITY ("Create", X) ",\"object\":{\"id\":\"https://a.example/n/1\",\"type\":\"Note\"}",
    SIGNED, X, .wanted = REFUSE },
  { "create/no-object-id", ACTIVITY ("Create", X) ",\"object\":{\"type\":\"Note\",\"attributedTo\":\"" X "\"}",
    SIGNED, X, .wanted = REFUSE },
  { "create/other-port", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example:8443/n/1", X), SIGNED, X,
    .wanted = REFUSE },
  { "create/look-alike", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example.evil.example/n/1", X),
    SIGNED, X, .wanted = REFUSE },
  { "create/s18-n8-signed-by-neighbour", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X),
    SIGNED, Y, .wanted = REFETCH },
  { "create/s18-n9-signed-by-stranger", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X),
    SIGNED, Z, .wanted = REFETCH },
  { "create/proof-by-stranger", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), PROOF, Z,
    .wanted = REFUSE },
  { "create/served-elsewhere", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), FETCHED,
    "https://a.example/media/evil.json", .wanted = REFETCH },
  { "create/listed-elsewhere", ACTIVITY ("Create", X) ",\"object\":" NOTE ("https://a.example/n/1", X), LISTED,
    "https://b.example/outbox", .wanted = REFETCH },
  { "create/as-us", "\"id\":\"https://coop.example/act/1\",\"type\":\"Create\",\"actor\":\"" OUR "\",\"object\":"
    NOTE (OUR "/statuses/1", OUR), SIGNED, OUR, .wanted = REFUSE },
  { "create/no-id", "\"type\":\"Create\",\"actor\":\"" X "\",\"object\":" NOTE ("https://a.example/n/1", X),
    SIGNED, X, .wanted = REFUSE },
  { "create/id-elsewhere", "\"id\":\"https://b.example/1\",\"type\":\"Create\",\"actor\":\"" X "\",\"object\":"
    NOTE ("https://a.example/n/1", X), SIGNED, X, .wanted = REFUSE },

  { "update", ACTIVITY ("Update", X) ",\"object\":" NOTE ("https://a.example/n/1", X), SIGNED, X,
    .known.object_author = X, .wanted = MOOT_ACCEPT },
  { "update/unknown", ACTIVITY ("Update", X) ",\"object\":" NOTE ("https://a.example/n/1", X), SIGNED, X,
    .wanted = MOOT_ACCEPT },
  { "update/actor", ACTIVITY ("Update", X) ",\"object\":{\"id\":\"" X "\",\"type\":\"Person\"}", SIGNED, X,
    .wanted = MOOT_ACCEPT },
  { "update/actor-id", ACTIVITY ("Update", X) ",\"object\":\"" X "\"", SIGNED, X, .wanted = REFETCH },
  { "update/other-actor", ACTIVITY ("Update", X) ",\"object\":{\"id\":\"" Y "\",\"type\":\"Person\"}", SIGNED, X,
    .wanted = REFUSE },
  { "update/42-other-author", ACTIVITY ("Update", X) ",\"object\":" NOTE ("https://a.example/n/1", X), SIGNED, X,
    .known.object_author = Y, .wanted = REFUSE },
  { "update/42-claimed-author", ACTIVITY ("Update", X) ",\"object\":" NOTE ("https://a.example/n/1", Y), SIGNED, X,
    .wanted = REFUSE },
  { "update/elsewhere", ACTIVITY ("Update", X) ",\"object\":" NOTE ("https://b.example/n/1", X), SIGNED, X,
    .wanted = REFUSE },
  { "update/forwarded", ACTIVITY ("Update", X) ",\"object\":" NOTE ("https://a.example/n/1", X), SIGNED, GROUP,
    .known.object_author = X, .wanted = REFETCH },

  { "delete", ACTIVITY ("Delete", X) ",\"object\":\"https://a.example/n/1\"", SIGNED, X, .known.object_author = X,
    .wanted = MOOT_ACCEPT },
  { "delete/tombstone", ACTIVITY ("Delete", X)
    ",\"object\":{\"id\":\"https://a.example/n/1\",\"type\":\"Tombstone\"}", SIGNED, X, .known.object_author = X,
    .wanted = MOOT_ACCEPT },
  { "delete/41-before", ACTIVITY ("Delete", X) ",\"object\":\"https://a.example/n/1\"", SIGNED, X,
    .wanted = MOOT_ACCEPT },
  { "delete/41-other-author", ACTIVITY ("Delete", X) ",\"object\":\"https://a.example/n/1\"", SIGNED, X,
    .known.object_author = Y, .wanted = REFUSE },
  { "delete/elsewhere", ACTIVITY ("Delete", X) ",\"object\":\"https://b.example/n/1\"", SIGNED, X,
    .known.object_author = Z, .wanted = REFUSE },
  { "delete/elsewhere-unknown", ACTIVITY ("Delete", X) ",\"object\":\"https://b.example/n/1\"", SIGNED, X,
    .wanted = REFUSE },
  { "delete/ours", ACTIVITY ("Delete", X) ",\"object\":\"" OUR "/statuses/1\"", SIGNED, X,
    .known.object_author = OUR, .wanted = REFUSE },
  { "delete/actor", ACTIVITY ("Delete", X) ",\"object\":\"" X "\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "delete/other-actor", ACTIVITY ("Delete", X) ",\"object\":\"" Y "\"", SIGNED, X, .known.object_author = Y,
    .wanted = REFUSE },
  { "delete/group-owner", ACTIVITY ("Delete", X) ",\"object\":\"https://b.example/n/1\"", SIGNED, X,
    .known = { .object_author = Z, .object_group_owner = X }, .wanted = MOOT_ACCEPT },
  { "delete/57-forwarded", ACTIVITY ("Delete", X) ",\"object\":\"https://a.example/n/1\"", SIGNED, GROUP,
    .known.object_author = X, .wanted = REFETCH },
  { "delete/nothing", ACTIVITY ("Delete", X), SIGNED, X, .wanted = REFUSE },

  { "undo", ACTIVITY ("Undo", X) ",\"object\":" ACT ("Like", X, OUR "/statuses/1"), SIGNED, X, .wanted = MOOT_ACCEPT },
  { "undo/id", ACTIVITY ("Undo", X) ",\"object\":\"https://a.example/act/0\"", SIGNED, X, .known.object_author = X,
    .wanted = MOOT_ACCEPT },
  { "undo/snac-invented-id", "\"id\":\"https://coop.example/users/rosa/Undo_1\",\"type\":\"Undo\",\"actor\":\""
    X "\",\"object\":\"" OUR "\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "undo/38-other-actor", ACTIVITY ("Undo", X) ",\"object\":" ACT ("Like", Y, OUR "/statuses/1"), SIGNED, X,
    .wanted = REFUSE },
  { "undo/38-id-of-other", ACTIVITY ("Undo", X) ",\"object\":\"https://a.example/act/0\"", SIGNED, X,
    .known.object_author = Y, .wanted = REFUSE },
  { "undo/forwarded", ACTIVITY ("Undo", X) ",\"object\":" ACT ("Like", X, OUR "/statuses/1"), SIGNED, GROUP,
    .wanted = REFUSE },
  { "undo/proof", ACTIVITY ("Undo", X) ",\"object\":" ACT ("Like", X, OUR "/statuses/1"), PROOF, X,
    .wanted = MOOT_ACCEPT },
  { "undo/nothing", ACTIVITY ("Undo", X), SIGNED, X, .wanted = REFUSE },

  { "follow", ACTIVITY ("Follow", X) ",\"object\":\"" OUR "\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "follow/forwarded", ACTIVITY ("Follow", X) ",\"object\":\"" OUR "\"", SIGNED, Y, .wanted = REFUSE },
  { "follow/proof", ACTIVITY ("Follow", X) ",\"object\":\"" OUR "\"", PROOF, X, .wanted = REFUSE },
  { "follow/fetched", ACTIVITY ("Follow", X) ",\"object\":\"" OUR "\"", FETCHED, "https://a.example/act/1",
    .wanted = REFUSE },
  { "follow/nobody", ACTIVITY ("Follow", X), SIGNED, X, .wanted = REFUSE },

  { "accept", ACTIVITY ("Accept", X) ",\"object\":" ACT ("Follow", OUR, X), SIGNED, X,
    .known = { .request_from = OUR, .request_to = X }, .wanted = MOOT_ACCEPT },
  { "accept/37-never-asked", ACTIVITY ("Accept", X) ",\"object\":" ACT ("Follow", OUR, X), SIGNED, X,
    .wanted = IGNORE },
  { "accept/37-neighbour", ACTIVITY ("Accept", X) ",\"object\":" ACT ("Follow", OUR, Y), SIGNED, X,
    .known = { .request_from = OUR, .request_to = Y }, .wanted = REFUSE },
  { "accept/proof", ACTIVITY ("Accept", X) ",\"object\":" ACT ("Follow", OUR, X), PROOF, X,
    .known = { .request_from = OUR, .request_to = X }, .wanted = REFUSE },
  { "accept/result", ACTIVITY ("Accept", X) ",\"object\":\"" OUR "/q\",\"result\":\"https://a.example/auth/1\"",
    SIGNED, X, .known = { .request_from = OUR, .request_to = X }, .wanted = MOOT_ACCEPT },
  { "accept/50-result-elsewhere", ACTIVITY ("Accept", X) ",\"object\":\""
    OUR "/q\",\"result\":\"https://b.example/auth/1\"", SIGNED, X, .known = { .request_from = OUR, .request_to = X }, .wanted = REFUSE },
  { "reject", ACTIVITY ("Reject", X) ",\"object\":" ACT ("Follow", OUR, X), SIGNED, X,
    .known = { .request_from = OUR, .request_to = X }, .wanted = MOOT_ACCEPT },

  { "announce", ACTIVITY ("Announce", X) ",\"object\":\"https://b.example/n/1\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "announce/43-inside", ACTIVITY ("Announce", X) ",\"object\":" NOTE ("https://b.example/n/1", Z), SIGNED, X,
    .wanted = MOOT_ACCEPT },
  { "announce/forwarded", ACTIVITY ("Announce", X) ",\"object\":\"https://b.example/n/1\"", SIGNED, GROUP,
    .wanted = REFETCH },
  { "announce/nothing", ACTIVITY ("Announce", X), SIGNED, X, .wanted = REFUSE },
  { "like", ACTIVITY ("Like", X) ",\"object\":\"" OUR "/statuses/1\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "like/17-signed-by-other", ACTIVITY ("Like", X) ",\"object\":\"" OUR "/statuses/1\"", SIGNED, Z, .wanted = REFUSE },
  { "block", ACTIVITY ("Block", X) ",\"object\":\"" OUR "\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "block/no-id", "\"type\":\"Block\",\"actor\":\"" X "\",\"object\":\"" OUR "\"", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "flag", ACTIVITY ("Flag", X) ",\"object\":[\"" OUR "\",\"" OUR "/statuses/1\"]", SIGNED, X, .wanted = MOOT_ACCEPT },
  { "flag/forwarded", ACTIVITY ("Flag", X) ",\"object\":\"" OUR "\"", SIGNED, Y, .wanted = REFUSE },

  { "add", ACTIVITY ("Add", X)
    ",\"object\":\"https://a.example/n/1\",\"target\":\"https://a.example/u/x/featured\"", SIGNED, X,
    .known.target_owner = X, .wanted = MOOT_ACCEPT },
  { "add/no-id", "\"type\":\"Add\",\"actor\":\""
    X "\",\"object\":\"https://a.example/n/1\",\"target\":\"https://a.example/u/x/featured\"", SIGNED, X, .known.target_owner = X, .wanted = MOOT_ACCEPT },
  { "add/47-not-owner", ACTIVITY ("Add", X)
    ",\"object\":\"https://a.example/n/1\",\"target\":\"https://a.example/u/y/featured\"", SIGNED, X,
    .known.target_owner = Y, .wanted = REFUSE },
  { "add/unknown-target", ACTIVITY ("Add", X)
    ",\"object\":\"https://a.example/n/1\",\"target\":\"https://a.example/u/y/featured\"", SIGNED, X,
    .wanted = REFUSE },
  { "remove/no-target", ACTIVITY ("Remove", X) ",\"object\":\"https://a.example/n/1\"", SIGNED, X,
    .known.target_owner = X, .wanted = REFUSE },

  { "move", ACTIVITY ("Move", X) ",\"object\":\"" X "\",\"target\":\"" Z "\"", SIGNED, X,
    .known.moved_from = moved_from, .wanted = MOOT_ACCEPT },
  { "move/not-asked-yet", ACTIVITY ("Move", X) ",\"object\":\"" X "\",\"target\":\"" Z "\"", SIGNED, X,
    .wanted = REFETCH },
  { "move/46-no-way-back", ACTIVITY ("Move", X) ",\"object\":\"" X "\",\"target\":\"" Z "\"", SIGNED, X,
    .known.moved_from = moved_from_others, .wanted = REFUSE },
  { "move/somebody-else", ACTIVITY ("Move", X) ",\"object\":\"" Y "\",\"target\":\"" Z "\"", SIGNED, X,
    .known.moved_from = moved_from, .wanted = REFUSE },
  { "move/nowhere", ACTIVITY ("Move", X) ",\"object\":\"" X "\",\"target\":\"" X "\"", SIGNED, X,
    .known.moved_from = moved_from, .wanted = REFUSE },

  { "unknown", ACTIVITY ("Travel", X), SIGNED, X, .wanted = IGNORE },
  { "unknown/signed-by-other", ACTIVITY ("Travel", X), SIGNED, Z, .wanted = REFUSE },
  { "blocked", "\"id\":\"https://blocked.example/1\",\"type\":\"Follow\",\"actor\":\"https://blocked.example/u\",\"object\":\"" OUR "\"", SIGNED, "https://blocked.example/u", .wanted = REFUSE },
  /* clang-format on */
};

static gboolean
is_blocked (const char *host,
            gpointer    data)
{
  return strcmp (host, data) == 0;
}

static JsonNode *
parse (const char *inside)
{
  g_autofree char *text = g_strdup_printf ("{%s}", inside);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = moot_document_parse (bytes, &error);

  g_assert_no_error (error);
  return node;
}

static MootAcceptanceTerms
make_terms (MootEvidence  evidence,
            const char   *by)
{
  return (MootAcceptanceTerms){ .base_url = "https://coop.example",
                                .evidence = evidence,
                                .by = by,
                                .private_addresses = TRUE,
                                .is_blocked = is_blocked,
                                .data = (gpointer) "blocked.example" };
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (cases[i].json);
  g_autoptr (MootActivity) activity = moot_activity_read (json_node_get_object (node), NULL);
  MootAcceptanceTerms terms = make_terms (cases[i].evidence, cases[i].by);
  const char *why = NULL;

  g_assert_nonnull (activity);
  g_assert_cmpint (moot_acceptance_of_activity (activity, &terms, &cases[i].known, &why), ==,
                   cases[i].wanted);
  g_test_message ("%s", why != NULL ? why : "accepted");
  g_assert_true ((why == NULL) == (cases[i].wanted == MOOT_ACCEPT));
}

#define OBJECT(id, by) "\"id\":\"" id "\",\"type\":\"Note\",\"attributedTo\":\"" by "\""

static const struct
{
  const char *name;
  const char *json;
  MootEvidence evidence;
  const char *by;
  MootAcceptance wanted;
} objects[] = {
  /* clang-format off */
  { "fetched", OBJECT ("https://a.example/n/1", X), FETCHED, "https://a.example/n/1", MOOT_ACCEPT },
  { "fragment", OBJECT ("https://a.example/n/1#v2", X), FETCHED, "https://a.example/n/1", MOOT_ACCEPT },
  { "elsewhere", OBJECT ("https://a.example/n/1", X), FETCHED, "https://a.example/@x/1", REFETCH },
  { "other-server", OBJECT ("https://victim.example/n/1", "https://victim.example/u/v"), FETCHED,
    "https://evil.example/x", REFETCH },
  { "slash", OBJECT ("https://a.example/n/1", X), FETCHED, "https://a.example/n/1/", REFETCH },
  { "case", OBJECT ("https://a.example/n/1", X), FETCHED, "https://A.example/n/1", REFETCH },
  { "foreign-author", OBJECT ("https://evil.example/n/1", X), FETCHED, "https://evil.example/n/1", REFUSE },
  { "no-author", "\"id\":\"https://a.example/n/1\",\"type\":\"Note\"", FETCHED, "https://a.example/n/1", REFUSE },
  { "tombstone", "\"id\":\"https://a.example/n/1\",\"type\":\"Tombstone\"", FETCHED, "https://a.example/n/1",
    MOOT_ACCEPT },
  { "ours", OBJECT (OUR "/statuses/1", OUR), FETCHED, OUR "/statuses/1", REFUSE },
  { "blocked", OBJECT ("https://blocked.example/1", "https://blocked.example/u"), FETCHED,
    "https://blocked.example/1", REFUSE },
  { "proof", OBJECT ("https://a.example/n/1", X), PROOF, X, MOOT_ACCEPT },
  { "proof-of-other", OBJECT ("https://a.example/n/1", X), PROOF, Y, REFETCH },
  { "listed", OBJECT ("https://a.example/n/1", X), LISTED, "https://a.example/u/x/featured", MOOT_ACCEPT },
  { "listed-elsewhere", OBJECT ("https://a.example/n/1", X), LISTED, "https://b.example/featured", REFETCH },
  /* clang-format on */
};

static void
test_object (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (objects[i].json);
  g_autoptr (MootRemoteObject) object =
    moot_remote_object_read (json_node_get_object (node), NULL);
  MootAcceptanceTerms terms = make_terms (objects[i].evidence, objects[i].by);

  g_assert_cmpint (moot_acceptance_of_object (object, &terms, NULL), ==, objects[i].wanted);
}

/* Outside of a laboratory only https at port 443 of a public name counts. */
static void
test_addresses (void)
{
  static const struct
  {
    const char *id;
    MootAcceptance wanted;
  } rows[] = {
    { "https://social.coop/users/x", MOOT_ACCEPT },
    { "https://xn--mlei-moa.de/users/x", MOOT_ACCEPT },
    { "http://social.coop/users/x", REFUSE },
    { "https://social.coop:8443/users/x", REFUSE },
    { "https://127.0.0.1/users/x", REFUSE },
    { "https://[::1]/users/x", REFUSE },
    { "https://localhost/users/x", REFUSE },
    { "https://intranet/users/x", REFUSE },
    { "https://printer.local/users/x", REFUSE },
    { "https://x@social.coop/users/x", REFUSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MootAcceptanceTerms terms = make_terms (FETCHED, rows[i].id);

      g_test_message ("%s", rows[i].id);
      terms.private_addresses = FALSE;
      g_assert_cmpint (moot_acceptance_of_actor (rows[i].id, &terms, NULL), ==, rows[i].wanted);
    }
}

/* Everything that was recorded is accepted, refetched or politely forgotten; nothing real is
 * refused. */
static void
test_recorded (void)
{
  g_autoptr (GPtrArray) names = fixture_list ("requests");

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *text = fixture_load_text (g_ptr_array_index (names, i));
      g_autoptr (JsonNode) request = moot_json_parse (text, -1, NULL);
      const char *body = moot_json_get_string (json_node_get_object (request), "body");
      g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
      g_autoptr (MootActivity) activity =
        bytes != NULL ? moot_activity_reader_read_activity (bytes, NULL) : NULL;
      MootAcceptanceTerms terms = make_terms (SIGNED, activity != NULL ? activity->actor : "");
      MootKnown known = { 0 };
      const char *why = NULL;

      if (activity == NULL)
        continue;
      known.request_from = OUR;
      known.request_to = activity->actor;
      g_test_message ("%s", (const char *) g_ptr_array_index (names, i));
      g_assert_cmpint (moot_acceptance_of_activity (activity, &terms, &known, &why), !=, REFUSE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/acceptance/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autofree char *path = g_strconcat ("/acceptance/object/", objects[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_object);
    }
  g_test_add_func ("/acceptance/addresses", test_addresses);
  g_test_add_func ("/acceptance/recorded", test_recorded);

  return g_test_run ();
}
