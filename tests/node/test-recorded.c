/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What GoToSocial, snac2 and Fedify sent each other, sent to a node instead: the bytes and the
 * signatures of the recordings, at their time, to a node that has the name of the receiver.  The
 * actors are those that their servers served, where they were recorded. */
#include "federation-fixture.h"
#include "inbox-peer.h"
#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-keyring.h"
#include "moot-people.h"
#include "recording.h"

#include <string.h>

/* clang-format off */
#define PERSON(name) "(SELECT id FROM account WHERE username = '" name "')"
#define FOLLOWS(who, whom, uri, accepted) \
  "INSERT INTO follow (account_id, target_id, uri, accepted, created_at) " \
  "VALUES (" PERSON (who) ", " PERSON (whom) ", '" uri "', " accepted ", 1);"
#define WROTE(who, uri) \
  "INSERT INTO status (id, account_id, thread_id, visibility, local, created_at, uri, content) " \
  "SELECT 77, id, 77, 0, domain = '', 1, '" uri "', 'x' FROM account WHERE username = '" who "';"
#define ASKED(first, second) \
  "INSERT INTO poll (id, status_id) VALUES (1, 77); " \
  "INSERT INTO poll_option (poll_id, position, title) " \
  "VALUES (1, 0, '" first "'), (1, 1, '" second "');"
#define BOOSTED(who, uri) \
  "INSERT INTO status " \
  "(id, account_id, reblog_of_id, thread_id, visibility, local, created_at, uri) " \
  "VALUES (78, " PERSON (who) ", 77, 78, 0, 0, 1, '" uri "');"
/* clang-format on */
#define CAROLS "https://fedify.lab.test/users/carol/notes/1795373943951-53"
#define CAROLS_POLL "https://fedify.lab.test/users/carol/polls/1795373652716-20"
#define ALICES "https://gts.lab.test/users/alice/statuses/01M82A0A9B85NM3N621ZTKQX03"
#define BOBS "https://snac.lab.test/bob/p/1795373940.740348"
#define HEARS_ALICE FOLLOWS ("carol", "alice", "x", "1")
#define HEARS_BOB FOLLOWS ("carol", "bob", "x", "1")
#define HEARS_CAROL FOLLOWS ("alice", "carol", "x", "1")
#define EXPECTS(who, uri) \
  "UPDATE account SET also_known_as = '[\"" uri "\"]' WHERE username = '" who "';"
#define MOVED(old, new)                                                          \
  {                                                                              \
    { "account WHERE username = '" old "' AND moved_to_id = " PERSON (new), 1 }, \
      { "follow WHERE target_id = " PERSON (new), 1 },                           \
    {                                                                            \
      "follow WHERE target_id = " PERSON (old), 0                                \
    }                                                                            \
  }
#define REPORTS_OF(domain)                                                          \
  "INSERT INTO domain_block (domain, digest, severity, reject_reports, created_at)" \
  " VALUES ('" domain "', '', 'noop', 1, 1);"
#define FORGOTTEN "UPDATE account SET display_name = 'old', note = 'old';"
#define HOME "/api/v1/timelines/home"
#define NOTIFICATIONS "/api/v1/notifications"

/* @look: what the member is shown then, and what stands in it; @newcomer: another member */
static const struct
{
  const char *steps[3];
  const char *before;
  struct
  {
    const char *what;
    gint64 n;
  } checks[4];
  const char *look[2];
  const char *newcomer;
} cases[] = {
  /* clang-format off */
  /* GoToSocial to carol */
  { { "gts-Follow" }, NULL,
    { { "follow WHERE accepted = 1 AND uri LIKE '%/01DXHRNPEW6GTQ8A0HYKDCD5AN'", 1 },
      { "outgoing WHERE type = 'Accept' AND body LIKE '%/alice/follow/01DXHRNPEW6GTQ8A0HYKDCD5AN%'", 1 } },
    { NOTIFICATIONS, "\"type\":\"follow\"" } },
  { { "gts-Follow", "gts-Undo-Follow" }, NULL, { { "follow", 0 } }, { NULL, NULL } },
  { { "gts-Accept-Follow" },
    FOLLOWS ("carol", "alice", "https://fedify.lab.test/activities/1795373932449-49", "0"),
    { { "follow WHERE accepted = 1", 1 } }, { NULL, NULL } },
  { { "gts-Reject-Follow" },
    FOLLOWS ("carol", "alice", "https://fedify.lab.test/activities/1795373932088-48", "0"),
    { { "follow", 0 } }, { NULL, NULL } },
  { { "gts-Create-Note-public" }, HEARS_ALICE,
    { { "status WHERE visibility = 0 AND uri = '" ALICES "'", 1 }, { "home_entry", 1 } },
    { HOME, "\"content\":\"<p>hello from alice 373924</p>\"" } },
  { { "gts-Create-Note-unlisted" }, HEARS_ALICE,
    { { "status WHERE visibility = 1 AND listed = 0", 1 } }, { HOME, "\"visibility\":\"unlisted\"" } },
  { { "gts-Create-Note-followers" }, HEARS_ALICE,
    { { "status WHERE visibility = 2", 1 }, { "home_entry", 1 } }, { HOME, "\"visibility\":\"private\"" } },
  { { "gts-Create-Note-direct-mention" }, NULL,
    { { "status WHERE visibility = 3", 1 }, { "notification WHERE type = 'mention'", 1 } },
    { NOTIFICATIONS, "direct 373534" } },
  { { "gts-Create-Note-public-mention-hashtag-attachment-cw" }, NULL,
    { { "status WHERE spoiler_text = 'careful'", 1 },
      { "attachment WHERE description = 'test pattern' AND blurhash = 'LgJ*-hXXz?YStRRFKOT9adMHwcH_'", 1 },
      { "tag WHERE name = 'labtest'", 1 } },
    { NOTIFICATIONS, "\"type\":\"mention\"" } },
  { { "gts-Create-Note-public-reply-mention" }, WROTE ("carol", CAROLS),
    { { "status WHERE in_reply_to_id = 77", 1 } }, { NOTIFICATIONS, "alice to carol 373924" } },
  { { "gts-Create-Note-vote" }, WROTE ("carol", CAROLS_POLL) ASKED ("tea", "coffee"),
    { { "poll_vote WHERE position = 0", 1 }, { "status", 1 }, { "poll WHERE voters_count = 1", 1 } },
    { "/api/v1/statuses/77", "\"votes_count\":1" } },
  { { "gts-Create-Question-public" }, HEARS_ALICE,
    { { "poll_option WHERE title IN ('red', 'blue')", 2 } }, { HOME, "\"title\":\"red\"" } },
  { { "gts-Create-Question-public", "gts-Update-Question-public" }, HEARS_ALICE,
    { { "poll WHERE voters_count = 1", 1 }, { "poll_option WHERE title = 'blue' AND votes_count = 1", 1 },
      { "status_edit", 0 } }, { HOME, "\"voters_count\":1" } },
  { { "gts-Update-Note-public" },
    HEARS_ALICE WROTE ("alice", "https://gts.lab.test/users/alice/statuses/01M829MD6W2JM8NB70Y1TAKJTD"),
    { { "status WHERE content = '<p>edited by alice 373534</p>' AND edited_at > 0", 1 }, { "status_edit", 2 } },
    { "/api/v1/statuses/77", "edited by alice" } },
  { { "gts-Create-Note-public", "gts-Delete-IRI" }, HEARS_ALICE, { { "status", 0 }, { "home_entry", 0 } },
    { NULL, NULL } },
  { { "gts-Delete-actor" }, FOLLOWS ("carol", "del373724", "x", "1"),
    { { "follow", 0 }, { "account WHERE username = 'del373724' AND suspended = 1", 1 } }, { NULL, NULL } },
  { { "gts-Announce" }, WROTE ("carol", CAROLS),
    { { "status WHERE reblog_of_id = 77", 1 }, { "status WHERE id = 77 AND reblogs_count = 1", 1 } },
    { NOTIFICATIONS, "\"type\":\"reblog\"" } },
  { { "gts-Undo-Announce" },
    WROTE ("bob", BOBS) BOOSTED ("alice", "https://gts.lab.test/users/alice/statuses/01M82A1GBH8C675CV3Z1PRM368"),
    { { "status", 1 } }, { NULL, NULL } },
  { { "gts-Like" }, WROTE ("carol", CAROLS), { { "favourite", 1 } }, { NOTIFICATIONS, "\"type\":\"favourite\"" } },
  { { "gts-Like", "gts-Undo-Like" }, WROTE ("carol", CAROLS),
    { { "favourite", 0 }, { "status WHERE favourites_count = 0", 1 } }, { NULL, NULL } },
  { { "gts-Block" }, HEARS_ALICE, { { "block", 1 }, { "follow", 0 } }, { NULL, NULL } },
  { { "gts-Block", "gts-Undo-Block" }, NULL, { { "block", 0 } }, { NULL, NULL } },
  { { "gts-Flag" }, WROTE ("carol", "https://fedify.lab.test/users/carol/notes/1795373553466-6"),
    { { "report WHERE comment = 'lab report' AND statuses = '[\"77\"]'", 1 } }, { NULL, NULL } },
  /* reject_reports of the domain above, also when it comes again */
  { { "gts-Flag", "gts-Flag" }, WROTE ("carol", "https://fedify.lab.test/users/carol/notes/1795373553466-6") REPORTS_OF ("lab.test"),
    { { "report", 0 }, { "inbox_entry WHERE state = 'dropped'", 1 } }, { NULL, NULL } },
  { { "gts-Update-Person" }, HEARS_ALICE FORGOTTEN, { { "account WHERE display_name = 'Alice 373534'", 1 } },
    { NULL, NULL } },
  { { "gts-Move" }, FOLLOWS ("carol", "mo373724", "x", "1")
    EXPECTS ("erin", "https://gts.lab.test/users/mo373724"), MOVED ("mo373724", "erin"), { NULL, NULL }, "erin" },
  { { "fedify-Move" }, FOLLOWS ("alice", "dave", "x", "1")
    EXPECTS ("mv373724", "https://fedify.lab.test/users/dave"), MOVED ("dave", "mv373724"), { NULL, NULL }, "mv373724" },
  { { "snac-Move" }, FOLLOWS ("carol", "ms373724", "x", "1")
    EXPECTS ("frank", "https://snac.lab.test/ms373724"), MOVED ("ms373724", "frank"), { NULL, NULL }, "frank" },
  /* snac2 to carol */
  { { "snac-Follow" }, NULL,
    { { "follow WHERE accepted = 1", 1 },
      { "outgoing WHERE type = 'Accept' AND body LIKE '%/bob/d/1795373934.621473/Follow%'", 1 } },
    { NOTIFICATIONS, "\"type\":\"follow\"" } },
  { { "snac-Follow", "snac-Undo-Follow" }, NULL, { { "follow", 0 } }, { NULL, NULL } },
  { { "snac-Undo-IRI" }, FOLLOWS ("bob", "carol", "x", "1"), { { "follow", 0 } }, { NULL, NULL } },
  { { "snac-Accept-Follow" },
    FOLLOWS ("carol", "bob", "https://fedify.lab.test/activities/1795373933035-51", "0"),
    { { "follow WHERE accepted = 1", 1 } }, { NULL, NULL } },
  { { "snac-Create-Note-public" }, HEARS_BOB, { { "status WHERE uri = '" BOBS "'", 1 }, { "home_entry", 1 } },
    { HOME, "hello from bob 373924" } },
  { { "snac-Create-Note-direct-mention" }, NULL, { { "status WHERE visibility = 3", 1 } },
    { NOTIFICATIONS, "direct 373534" } },
  { { "snac-Create-Note-public-attachment" }, HEARS_BOB, { { "attachment WHERE description = 'alt'", 1 } },
    { HOME, "\"description\":\"alt\"" } },
  { { "snac-Create-Note-public-hashtag-cw" }, HEARS_BOB,
    { { "status WHERE spoiler_text = 'cw' AND sensitive = 1", 1 }, { "tag WHERE name = 'labtest'", 1 } },
    { HOME, "\"spoiler_text\":\"cw\"" } },
  { { "snac-Create-Note-public-hashtag-cw", "snac-Update-Note-public-hashtag-cw" }, HEARS_BOB,
    { { "status_edit", 2 } }, { HOME, "edited by Mastodon.py" } },
  { { "snac-Create-Note-public-mention-hashtag-attachment-cw" }, NULL,
    { { "status WHERE spoiler_text = 'careful'", 1 }, { "attachment", 1 } },
    { NOTIFICATIONS, "\"type\":\"mention\"" } },
  { { "snac-Create-Note-public-hashtag-cw", "snac-Create-Note-public-reply-mention-cw" }, HEARS_BOB,
    { { "status WHERE in_reply_to_id IS NOT NULL", 1 } }, { HOME, "a reply" } },
  { { "snac-Create-Note-public-reply-mention" }, WROTE ("carol", CAROLS),
    { { "status WHERE in_reply_to_id = 77", 1 }, { "mention", 1 } }, { NOTIFICATIONS, "bob to carol 373924" } },
  { { "snac-Create-Note-vote" }, WROTE ("carol", CAROLS_POLL) ASKED ("tea", "coffee"),
    { { "poll_vote WHERE position = 1", 1 }, { "status", 1 }, { "notification", 0 } },
    { "/api/v1/statuses/77", "\"votes_count\":1" } },
  { { "snac-Create-Question-public" }, HEARS_BOB, { { "poll_option", 2 } }, { HOME, "\"title\":\"cats\"" } },
  { { "snac-Create-Question-public", "snac-Update-Question-public" }, HEARS_BOB,
    { { "poll WHERE voters_count = 2", 1 }, { "status_edit", 0 } }, { HOME, "\"voters_count\":2" } },
  { { "snac-Update-Note-public" }, HEARS_BOB WROTE ("bob", "https://snac.lab.test/bob/p/1795373820.673969"),
    { { "status_edit", 2 } }, { "/api/v1/statuses/77", "edited by masto.js" } },
  { { "snac-Create-Note-public", "snac-Delete-Tombstone" }, HEARS_BOB, { { "status", 0 } }, { NULL, NULL } },
  { { "snac-Announce" }, WROTE ("carol", CAROLS), { { "status WHERE reblog_of_id = 77", 1 } },
    { NOTIFICATIONS, "\"type\":\"reblog\"" } },
  { { "snac-Undo-Announce" },
    WROTE ("alice", ALICES) BOOSTED ("bob", "https://snac.lab.test/bob/a/a6502760deeeb38ff435f7163eb539ee"),
    { { "status", 1 } }, { NULL, NULL } },
  { { "snac-Like" }, WROTE ("carol", CAROLS), { { "favourite", 1 } }, { NOTIFICATIONS, "\"type\":\"favourite\"" } },
  { { "snac-Undo-Like" },
    WROTE ("alice", ALICES) "INSERT INTO favourite (account_id, status_id, created_at) VALUES ("
    PERSON ("bob") ", 77, 1); UPDATE status SET favourites_count = 1;",
    { { "favourite", 0 }, { "status WHERE favourites_count = 0", 1 } }, { NULL, NULL } },
  { { "snac-Update-Person" }, HEARS_BOB FORGOTTEN,
    { { "account WHERE display_name = 'Bob 373534' AND note LIKE 'bio by Mastodon.py%'", 1 } }, { NULL, NULL } },
  /* Fedify to alice, and with the other kind of signature to mo */
  { { "fedify-Follow" }, NULL,
    { { "follow WHERE accepted = 1", 1 }, { "outgoing WHERE body LIKE '%/activities/1795373932449-49%'", 1 } },
    { NOTIFICATIONS, "\"type\":\"follow\"" } },
  { { "fedify-Follow-rfc9421" }, NULL,
    { { "follow WHERE accepted = 1", 1 }, { "outgoing WHERE body LIKE '%/activities/1795373761155-41%'", 1 } },
    { NOTIFICATIONS, "\"type\":\"follow\"" } },
  { { "fedify-Follow", "fedify-Undo-Follow" }, NULL, { { "follow", 0 } }, { NULL, NULL } },
  { { "fedify-Follow-rfc9421", "fedify-Undo-Follow-rfc9421" }, NULL, { { "follow", 0 } }, { NULL, NULL } },
  { { "fedify-Accept-Follow" },
    FOLLOWS ("alice", "carol", "https://gts.lab.test/users/alice/follow/01DXHRNPEW6GTQ8A0HYKDCD5AN", "0"),
    { { "follow WHERE accepted = 1", 1 } }, { NULL, NULL } },
  { { "fedify-Create-Note-public" }, HEARS_CAROL, { { "status", 1 }, { "home_entry", 1 } },
    { HOME, "\"content\":\"<p>hello from carol 373924</p>\"" } },
  { { "fedify-Create-Note-followers" }, HEARS_CAROL, { { "status WHERE visibility = 2", 1 } },
    { HOME, "\"visibility\":\"private\"" } },
  { { "fedify-Create-Note-direct-mention" }, NULL, { { "status WHERE visibility = 3", 1 } },
    { NOTIFICATIONS, "direct 373534" } },
  { { "fedify-Create-Note-public-mention-rfc9421" }, NULL, { { "mention", 1 } },
    { NOTIFICATIONS, "to mo 373724" } },
  { { "fedify-Create-Note-public-mention-hashtag-attachment-cw" }, NULL,
    { { "status WHERE spoiler_text = 'careful' AND sensitive = 1", 1 },
      { "attachment WHERE description = 'test pattern' AND meta LIKE '%64%'", 1 },
      { "tag WHERE name = 'labtest'", 1 } }, { NOTIFICATIONS, "\"type\":\"mention\"" } },
  { { "fedify-Create-Note-public-reply-mention" }, HEARS_CAROL WROTE ("bob", BOBS),
    { { "status WHERE in_reply_to_id = 77", 1 } }, { "/api/v1/statuses/77/context", "carol replies 373924" } },
  { { "fedify-Create-Note-vote" },
    WROTE ("alice", "https://gts.lab.test/users/alice/statuses/01M829QE9RZ7DS23D8YX4B00NC") ASKED ("red", "blue"),
    { { "poll_vote WHERE position = 1", 1 }, { "status", 1 } }, { "/api/v1/statuses/77", "\"votes_count\":1" } },
  { { "fedify-Create-Question-public" }, HEARS_CAROL, { { "poll_option", 2 } }, { HOME, "\"title\":\"tea\"" } },
  { { "fedify-Update-Note-public" },
    HEARS_CAROL WROTE ("carol", "https://fedify.lab.test/users/carol/notes/1795373553466-6"),
    { { "status WHERE content = '<p>edited by carol 373534</p>'", 1 }, { "status_edit", 2 } },
    { "/api/v1/statuses/77", "edited by carol" } },
  { { "fedify-Create-Note-public", "fedify-Delete-Tombstone" }, HEARS_CAROL, { { "status", 0 } }, { NULL, NULL } },
  { { "fedify-Announce" }, HEARS_CAROL WROTE ("bob", BOBS), { { "status WHERE reblog_of_id = 77", 1 } },
    { HOME, "\"reblog\":{" } },
  { { "fedify-Announce", "fedify-Undo-Announce" }, HEARS_CAROL WROTE ("bob", BOBS), { { "status", 1 } },
    { NULL, NULL } },
  { { "fedify-Like" }, WROTE ("alice", ALICES), { { "favourite", 1 } }, { NOTIFICATIONS, "\"type\":\"favourite\"" } },
  { { "fedify-Like", "fedify-Undo-Like" }, WROTE ("alice", ALICES), { { "favourite", 0 } }, { NULL, NULL } },
  { { "fedify-EmojiReact" },
    WROTE ("alice", "https://gts.lab.test/users/alice/statuses/01M829SX8RM8FVM1ZSTF9Y9S6C"),
    { { "emoji_reaction WHERE name = '👍'", 1 }, { "favourite", 1 } }, { NULL, NULL } },
  { { "fedify-Block" }, HEARS_CAROL, { { "block", 1 }, { "follow", 0 } }, { NULL, NULL } },
  { { "fedify-Block", "fedify-Undo-Block" }, NULL, { { "block", 0 } }, { NULL, NULL } },
  { { "fedify-Flag" }, WROTE ("alice", "https://gts.lab.test/users/alice/statuses/01M829MD6W2JM8NB70Y1TAKJTD"),
    { { "report WHERE comment = 'lab report 373534' AND statuses = '[\"77\"]'", 1 } }, { NULL, NULL } },
  { { "fedify-Update-Person" }, HEARS_CAROL FORGOTTEN,
    { { "account WHERE display_name = 'Carol 373534' AND note = '<p>bio of carol</p>'", 1 } }, { NULL, NULL } },
  /* clang-format on */
};

/* Who asks for something has a signature too: the node shows nothing without. */
static const struct
{
  const char *name;
  const char *wanted;
} questions[] = {
  { "gts-GET-actor", "\"preferredUsername\":\"erin\"" },
  { "gts-GET-followers", "/users/erin/followers" },
  { "gts-GET-following", "/users/erin/following" },
  { "gts-GET-outbox", "\"type\":\"OrderedCollection\"" },
  { "gts-GET-webfinger", "\"subject\":\"acct:erin@fedify.lab.test\"" },
  { "snac-GET-actor", "\"preferredUsername\":\"frank\"" },
  { "fedify-GET-actor", "\"preferredUsername\":\"alice\"" },
  { "fedify-GET-followers", "/users/alice/followers" },
  { "fedify-GET-outbox-page", "\"type\":\"OrderedCollectionPage\"" },
  { "fedify-GET-status-401-rfc9421", "\"preferredUsername\":\"alice\"" },
};

/* The stage ---------------------------------------------------------------------------------- */

static const struct
{
  const char *host;
  const char *actor;
  const char *member; /* of a node that has the name of the host */
} places[] = {
  { "gts.lab.test", "documents/gts-actor.json", "alice" },
  { "snac.lab.test", "documents/snac-actor.json", NULL },
  { "fedify.lab.test", "documents/fedify-actor.json", "carol" },
  { "moot.lab.test", NULL, "mo" },
};

static void
meet (MootTestNode *node,
      GBytes       *document)
{
  MootFederation *federation = moot_node_get_services (node->node)->federation;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteActor) actor = moot_activity_reader_read_actor (document, &error);
  gint64 id;

  g_assert_no_error (error);
  g_assert_true (
    moot_keyring_keep (federation->keyring, actor, moot_clock_now (), &error) &&
    moot_people_keep (federation, actor, NULL, &id, &error));
  g_assert_no_error (error);
}

/* Of some signers only the key was recorded. */
static void
meet_signer (MootTestNode    *node,
             const Recording *recording)
{
  g_autofree char *id = g_strndup (
    recording->key_id, (gsize) (strstr (recording->key_id, "main-key") - recording->key_id - 1));
  g_auto (GStrv) lines = g_strsplit (recording->public_pem, "\n", -1);
  g_autofree char *pem = g_strjoinv ("\\n", lines);
  g_autofree char *known =
    g_strdup_printf ("remote_key WHERE id = '%s'", recording->key_id);
  g_autofree char *json = g_strdup_printf (
    "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"id\":\"%s\",\"type\":\"Person\","
    "\"preferredUsername\":\"%s\",\"inbox\":\"%s/inbox\",\"publicKey\":{\"id\":\"%s\","
    "\"owner\":\"%s\",\"publicKeyPem\":\"%s\"}}",
    id, strrchr (id, '/') + 1, id, recording->key_id, id, pem);
  g_autoptr (GBytes) document = g_bytes_new (json, strlen (json));

  if (inbox_count (node, known) == 0)
    meet (node, document);
}

static MootTestNode *
make_node (const char  *host,
           char       **out_token)
{
  g_autofree char *url = g_strconcat ("https://", host, NULL);
  MootTestNode *node = moot_test_node_new_called (url);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (strcmp (places[i].host, host) != 0 && places[i].actor != NULL)
      {
        g_autoptr (GBytes) document = fixture_load (places[i].actor);

        meet (node, document);
      }
    else if (strcmp (places[i].host, host) == 0)
      *out_token = moot_test_node_add_token (
        node, moot_test_node_add_user (node, places[i].member), "read write follow");
  return node;
}

/* As it was recorded, to the byte; the answer as text. */
static char *
replay (MootTestNode    *node,
        const Recording *recording)
{
  const MootHttpMessage *message = recording->message;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, strstr (node->base_url, "://") + strlen ("://"), 80, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  GString *answer = g_string_new (NULL);
  GBytes *body = moot_http_message_get_body (message);
  GOutputStream *out;
  char buffer[4096];
  gssize n;

  g_assert_no_error (error);
  out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_string_printf (text, "%s %s HTTP/1.1\r\n", moot_http_message_get_method (message),
                   moot_http_message_get_target (message));
  for (guint i = 0; i < moot_http_message_get_n_headers (message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (message, i, &value);

      if (g_ascii_strcasecmp (name, "Connection") != 0)
        g_string_append_printf (text, "%s: %s\r\n", name, value);
    }
  g_string_append (text, "Connection: close\r\n\r\n");
  if (body != NULL)
    g_string_append_len (text, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  g_assert_true (g_output_stream_write_all (out, text->str, text->len, NULL, NULL, &error));
  while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                   sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, n);
  return g_string_free (answer, FALSE);
}

static void
load (const char *name,
      Recording  *out_recording)
{
  g_autofree char *path = g_strdup_printf ("requests/%s.json", name);

  recording_read (path, out_recording);
  moot_clock_set_fake (out_recording->sent_at);
}

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

static void
play (MootTestNode *node,
      const char   *name)
{
  g_auto (Recording) recording = { 0 };
  g_autofree char *answer = NULL;

  load (name, &recording);
  answer = replay (node, &recording);
  g_test_message ("%s: %.80s", name, answer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 202 "));
  inbox_settle (node);
}

static void
test_activity (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (Recording) first = { 0 };
  g_autofree char *token = NULL;
  g_autoptr (MootTestNode) node = NULL;

  load (cases[i].steps[0], &first);
  node = make_node (first.host, &token);
  meet_signer (node, &first);
  if (cases[i].newcomer != NULL)
    moot_test_node_add_user (node, cases[i].newcomer);
  if (cases[i].before != NULL)
    moot_test_node_write (node, run_sql, (gpointer) cases[i].before);
  for (guint s = 0; s < G_N_ELEMENTS (cases[i].steps) && cases[i].steps[s] != NULL; s++)
    play (node, cases[i].steps[s]);
  for (guint c = 0; c < G_N_ELEMENTS (cases[i].checks) && cases[i].checks[c].what != NULL; c++)
    {
      g_test_message ("%s", cases[i].checks[c].what);
      g_assert_cmpint (inbox_count (node, cases[i].checks[c].what), ==, cases[i].checks[c].n);
    }
  if (cases[i].look[0] != NULL)
    {
      g_autoptr (MootTestReply) reply = moot_test_get (node, cases[i].look[0], token);

      moot_test_assert_status (reply, 200);
      g_test_message ("%s", reply->text);
      g_assert_nonnull (strstr (reply->text, cases[i].look[1]));
    }
}

static void
test_question (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_auto (Recording) recording = { 0 };
  g_autofree char *token = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (MootTestNode) node = NULL;

  load (questions[i].name, &recording);
  node = make_node (recording.host, &token);
  moot_test_node_add_user (node, "erin");
  moot_test_node_add_user (node, "frank");
  meet_signer (node, &recording);
  answer = replay (node, &recording);
  g_test_message ("%s", answer);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (answer, questions[i].wanted));
}

/* Sent to addresses that this node has not, and what depends on asking a server that is not there:
 * the signatures of these are verified in recorded-requests. */
static const char *const elsewhere[] = {
  "fedify-Create-Note-public-mention",
  "fedify-GET-actor-rfc9421",
  "fedify-GET-actor-stub",
  "fedify-GET-object-Note",
  "fedify-GET-object-Question",
  "fedify-GET-replies",
  "gts-Create-Note-public-attachment",
  "gts-Create-Note-public-hashtag-cw",
  "gts-Create-Note-public-reply-mention-cw",
  "gts-GET-featured",
  NULL,
};

static gboolean
is_played (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint s = 0; s < G_N_ELEMENTS (cases[i].steps); s++)
      if (g_strcmp0 (cases[i].steps[s], name) == 0)
        return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    if (strcmp (questions[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/* A recording that is added is played, or it is said why not. */
static void
test_complete (void)
{
  g_autoptr (GPtrArray) names = fixture_list ("requests");

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_path_get_basename (g_ptr_array_index (names, i));

      *strrchr (file, '.') = '\0';
      g_test_message ("%s", file);
      g_assert_true (is_played (file) != g_strv_contains (elsewhere, file));
    }
}

/* A recording holds for what was recorded only: the same bytes an hour and a bit later do not. */
static void
test_late (void)
{
  g_auto (Recording) recording = { 0 };
  g_autofree char *token = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (MootTestNode) node = NULL;

  load ("gts-Follow", &recording);
  node = make_node (recording.host, &token);
  moot_clock_set_fake (recording.sent_at + 70 * MOOT_MINUTE);
  answer = replay (node, &recording);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 401 "));
  g_assert_cmpint (inbox_count (node, "follow"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  test_resolver_install ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recorded/activity/", cases[i].steps[0],
                                           cases[i].steps[1] != NULL ? "/" : NULL,
                                           cases[i].steps[1], NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_activity);
    }
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *path = g_strconcat ("/recorded/question/", questions[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_question);
    }
  g_test_add_func ("/recorded/complete", test_complete);
  g_test_add_func ("/recorded/s22-late", test_late);
  return g_test_run ();
}
