/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a decision about a server, or about somebody there, hides from a member, place by place, and
 * that it is seen again when the decision is taken back.  Mel of evil.example is the one. */
#include "coop-node.h"

#include <string.h>

/* The places. */
enum
{
  PUBLIC = 1 << 0,    /* the federated timeline */
  TAG = 1 << 1,       /* the page of a tag */
  MEDIA = 1 << 2,     /* the federated timeline of pictures */
  BOOST = 1 << 3,     /* at home, boosted by Kim, whom Bo follows */
  THREAD = 1 << 4,    /* below a post of Bo's */
  NOTICE = 1 << 5,    /* a mention */
  FAVES = 1 << 6,     /* among those who like a post of Bo's */
  BOOSTERS = 1 << 7,  /* among those who boosted it */
  SEARCH = 1 << 8,    /* by a part of the name */
  DIRECTORY = 1 << 9, /* among all accounts */
  LINK = 1 << 10,     /* by the address of a post */
  FILE_ = 1 << 11,    /* the picture of a post */
  FACE = 1 << 12,     /* the picture of the account */
  EMOJI = 1 << 13,    /* in a post */
  ALL = (1 << 14) - 1,
};

#define PICTURES (MEDIA | FILE_ | FACE | EMOJI)

typedef struct
{
  CoopNode *coop;
  char *admin;
  const char *member;
} Fixture;

static gboolean
execute (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return moot_db_execute (db, data, error);
}

static const char *const world[] = {
  "INSERT INTO account (id, username, domain, display_name, uri, url, avatar, created_at) VALUES"
  " (7001, 'melusine', 'evil.example', 'Mel', 'https://evil.example/u/mel',"
  "  'https://evil.example/@mel', 'https://evil.example/mel.png', 1),"
  " (7002, 'kim', 'nice.example', 'Kim', 'https://nice.example/u/kim', 'https://nice.example/@kim',"
  "  NULL, 1)",
  "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility, local, listed,"
  " content, emojis) VALUES"
  " (8001, 7001, 'https://evil.example/s/1', 1, 8001, 0, 0, 1, '<p>evil</p>',"
  "  '[{\"shortcode\":\"blob\",\"url\":\"https://evil.example/b.png\"}]')",
  "INSERT INTO tag (id, name, display) VALUES (9001, 'loud', 'loud')",
  "INSERT INTO status_tag (status_id, tag_id) VALUES (8001, 9001)",
  "INSERT INTO attachment (id, account_id, status_id, position, type, mime, remote_url, bytes, meta,"
  " created_at) VALUES"
  " (9002, 7001, 8001, 0, 'image', 'image/png', 'https://evil.example/p.png', 0, '{}', 1)",
  "INSERT INTO follow (account_id, target_id, created_at) VALUES (@BO@, 7002, 1)",
  "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility, local, listed,"
  " content, reblog_of_id) VALUES"
  " (8006, 7002, 'https://nice.example/s/6', 2, 8001, 0, 0, 0, '', 8001)",
  "INSERT INTO home_entry (account_id, status_id) VALUES (@BO@, 8006)",
  "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility, local, listed,"
  " content) VALUES (8004, @BO@, 'https://own.example/s/4', 3, 8004, 0, 1, 1, '<p>mine</p>')",
  "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility, local, listed,"
  " content, in_reply_to_id, in_reply_to_account_id) VALUES"
  " (8005, 7001, 'https://evil.example/s/5', 4, 8004, 0, 0, 0, '<p>@bo</p>', 8004, @BO@)",
  "INSERT INTO notification (account_id, type, from_account_id, status_id, created_at) VALUES"
  " (@BO@, 'mention', 7001, 8005, 4)",
  "INSERT INTO favourite (account_id, status_id, created_at) VALUES (7001, 8004, 5)",
  "INSERT INTO status (id, account_id, uri, created_at, thread_id, visibility, local, listed,"
  " content, reblog_of_id) VALUES"
  " (8007, 7001, 'https://evil.example/s/7', 6, 8004, 0, 0, 0, '', 8004)",
};

static void
run (Fixture    *fixture,
     const char *sql)
{
  g_autofree char *bo = g_strdup_printf ("%" G_GINT64_FORMAT, fixture->coop->accounts[1]);
  g_autoptr (GString) text = g_string_new (sql);

  g_string_replace (text, "@BO@", bo, 0);
  moot_test_node_write (fixture->coop->node, execute, text->str);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->coop = coop_node_new ("tiny");
  fixture->admin =
    moot_test_node_add_token (fixture->coop->node, fixture->coop->accounts[0],
                              "read write admin:read admin:write");
  fixture->member = fixture->coop->tokens[1];
  for (guint i = 0; i < G_N_ELEMENTS (world); i++)
    run (fixture, world[i]);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  coop_node_free (fixture->coop);
  g_free (fixture->admin);
}

/* Looking ------------------------------------------------------------------------------------- */

/* Where a place is, and what is to be seen there. */
static const struct
{
  int place;
  const char *path;
  const char *sign;
} places[] = {
  { PUBLIC, "/api/v1/timelines/public?remote=true", "\"id\":\"8001\"" },
  { TAG, "/api/v1/timelines/tag/loud", "\"id\":\"8001\"" },
  { MEDIA, "/api/v1/timelines/public?only_media=true", "\"id\":\"8001\"" },
  { BOOST, "/api/v1/timelines/home", "\"id\":\"8001\"" },
  { THREAD, "/api/v1/statuses/8004/context", "\"id\":\"8005\"" },
  { NOTICE, "/api/v1/notifications", "\"id\":\"8005\"" },
  { FAVES, "/api/v1/statuses/8004/favourited_by", "\"id\":\"7001\"" },
  { BOOSTERS, "/api/v1/statuses/8004/reblogged_by", "\"id\":\"7001\"" },
  { SEARCH, "/api/v2/search?q=melu&type=accounts", "\"id\":\"7001\"" },
  { DIRECTORY, "/api/v1/directory", "\"id\":\"7001\"" },
  { LINK, "/api/v1/statuses/8001", "\"id\":\"8001\"" },
  { FILE_, "/api/v1/statuses/8001", "\"id\":\"9002\"" },
  { FACE, "/api/v1/accounts/7001", "/media/remote/" },
  { EMOJI, "/api/v1/statuses/8001", "\"shortcode\":\"blob\"" },
};

static int
look (Fixture *fixture)
{
  int seen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (MootTestReply) reply =
        moot_test_get (fixture->coop->node, places[i].path, fixture->member);

      g_assert_true (reply->status == 200 || reply->status == 404);
      if (strstr (reply->text, places[i].sign) != NULL)
        seen |= places[i].place;
    }
  return seen;
}

static void
assert_seen (Fixture    *fixture,
             const char *when,
             int         wanted)
{
  int seen = look (fixture);

  g_test_message ("%s: missing %x, too much %x", when, (guint) (wanted & ~seen),
                  (guint) (seen & ~wanted));
  g_assert_cmphex ((guint) seen, ==, (guint) wanted);
}

/* Deciding ------------------------------------------------------------------------------------ */

#define BLOCKS "/api/v1/admin/domain_blocks"
#define OWN "/api/v1/domain_blocks?domain=evil.example"
#define MEL "/api/v1/accounts/7001/"

/* Without @undo_method it is a DELETE of what was answered. */
static const struct
{
  const char *name;
  const char *first; /* SQL before everything else */
  gboolean by_admin;
  const char *path;
  const char *form;
  const char *undo_method;
  const char *undo_path;
  int seen;
  int back; /* what does not come back */
} decisions[] = {
  { "noop", NULL, TRUE, BLOCKS, "domain=evil.example&severity=noop", NULL, NULL, ALL, 0 },
  { "silence", NULL, TRUE, BLOCKS, "domain=evil.example&severity=silence", NULL, NULL,
    ALL & ~(PUBLIC | TAG | MEDIA | THREAD | NOTICE | DIRECTORY), 0 },
  { "silence-of-somebody-followed",
    "INSERT INTO follow (account_id, target_id, created_at) VALUES (@BO@, 7001, 1)", TRUE, BLOCKS,
    "domain=evil.example&severity=silence", NULL, NULL,
    ALL & ~(PUBLIC | TAG | MEDIA | DIRECTORY), 0 },
  { "suspend", NULL, TRUE, BLOCKS, "domain=evil.example&severity=suspend", NULL, NULL, 0, 0 },
  { "suspend-of-parent", "UPDATE account SET domain = 'deep.evil.example' WHERE id = 7001", TRUE,
    BLOCKS, "domain=evil.example&severity=suspend", NULL, NULL, 0, 0 },
  { "reject-media", NULL, TRUE, BLOCKS, "domain=evil.example&severity=noop&reject_media=true", NULL,
    NULL, ALL & ~PICTURES, 0 },
  { "silence-and-reject-media", NULL, TRUE, BLOCKS,
    "domain=evil.example&severity=silence&reject_media=true", NULL, NULL,
    ALL & ~(PICTURES | PUBLIC | TAG | THREAD | NOTICE | DIRECTORY), 0 },
  { "block", NULL, FALSE, MEL "block", "", "POST", MEL "unblock", LINK | FILE_ | FACE | EMOJI,
    NOTICE },
  { "mute", NULL, FALSE, MEL "mute", "", "POST", MEL "unmute",
    LINK | FILE_ | FACE | EMOJI | SEARCH, 0 },
  { "mute-but-notices", NULL, FALSE, MEL "mute", "notifications=false", "POST", MEL "unmute",
    LINK | FILE_ | FACE | EMOJI | SEARCH | NOTICE, 0 },
  { "own-domain-block", NULL, FALSE, OWN, "", "DELETE", OWN, LINK | FILE_ | FACE | EMOJI, NOTICE },
};

static void
test_decision (Fixture       *fixture,
               gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *who = decisions[i].by_admin ? fixture->admin : fixture->member;
  g_autoptr (MootTestReply) decided = NULL;
  g_autoptr (MootTestReply) undone = NULL;
  g_autofree char *path = NULL;

  if (decisions[i].first != NULL)
    run (fixture, decisions[i].first);
  assert_seen (fixture, "before", ALL);
  decided = moot_test_post (fixture->coop->node, decisions[i].path, who, decisions[i].form);
  moot_test_assert_status (decided, 200);
  assert_seen (fixture, "decided", decisions[i].seen);
  if (decisions[i].undo_path != NULL)
    path = g_strdup (decisions[i].undo_path);
  else
    path = g_strdup_printf ("%s/%s", BLOCKS, moot_test_reply_string (decided, "id"));
  undone = moot_test_request (
    fixture->coop->node, decisions[i].undo_method != NULL ? decisions[i].undo_method : "DELETE",
    path, who, NULL, NULL);
  moot_test_assert_status (undone, 200);
  assert_seen (fixture, "undone", ALL & ~decisions[i].back);
}

/* A decision that is changed is in force as it is now. */
static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (MootTestReply) decided =
    moot_test_post (fixture->coop->node, BLOCKS, fixture->admin,
                    "domain=evil.example&severity=silence&reject_media=true&reject_reports=true");
  g_autoptr (MootTestReply) changed = NULL;
  g_autofree char *path = NULL;

  moot_test_assert_status (decided, 200);
  path = g_strdup_printf ("%s/%s", BLOCKS, moot_test_reply_string (decided, "id"));
  changed = moot_test_request (fixture->coop->node, "PUT", path, fixture->admin,
                               "application/x-www-form-urlencoded", "reject_media=false");
  moot_test_assert_status (changed, 200);
  assert_seen (fixture, "media again", ALL & ~(PUBLIC | TAG | MEDIA | THREAD | NOTICE | DIRECTORY));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      g_autofree char *path = g_strconcat ("/defederation/s72-", decisions[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_decision, tear_down);
    }
  g_test_add ("/defederation/part-of-it-taken-back", Fixture, NULL, set_up, test_change,
              tear_down);

  return g_test_run ();
}
