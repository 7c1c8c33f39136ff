/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Other servers that deliver too much: they are told to come back, and nobody else notices.  The
 * clock stands still, so that nothing here depends on how fast anything is. */
#include "inbox-peer.h"
#include "moot-clock.h"
#include "moot-held-posts.h"
#include "moot-notification-store.h"

#include <string.h>

#define START ((gint64) 1795000000 * MOOT_SECOND)
#define ROSA "'@N@/users/rosa'"
#define FOLLOW "{@AS@,'id':'@ME@#f/1','type':'Follow','actor':'@ME@','object':" ROSA "}"
#define STATUS "'@N@/users/rosa/statuses/77'"
#define ROSA_FOLLOWS                                             \
  "INSERT INTO follow (account_id, target_id, uri, created_at) " \
  "SELECT r.id, m.id, 'x', 1 FROM account r, account m "         \
  "WHERE r.username = 'rosa' AND m.username = 'mira'"
#define ROSA_WROTE                                                                        \
  "INSERT INTO status (id, account_id, thread_id, visibility, created_at, uri, content) " \
  "SELECT 77, id, 77, 0, 1, uri || '/statuses/77', 'x' FROM account WHERE username = 'rosa'"

typedef struct
{
  MootTestNode *node;
  InboxPeer *peer;
} Stage;

static Stage *
stage_new (const MootInboxLimits *limits)
{
  Stage *self = g_new0 (Stage, 1);

  moot_clock_set_fake (START);
  moot_test_node_set_inbox (limits);
  self->node = moot_test_node_new ();
  self->peer = inbox_peer_new ();
  moot_test_node_add_user (self->node, "rosa");
  inbox_peer_add_actor (self->peer, "tom2", self->peer->other_pem);
  return self;
}

static void
stage_free (Stage *self)
{
  moot_test_node_free (self->node);
  inbox_peer_free (self->peer);
  moot_test_node_set_inbox (NULL);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

/* The @n-th thing that @actor does, which means nothing to anybody. */
static guint
travel (const Stage *self,
        InboxPeer   *peer,
        const char  *actor,
        guint        n)
{
  g_autofree char *json = g_strdup_printf (
    "{@AS@,'id':'@P@/users/%s#t/%u','type':'Travel','actor':'@P@/users/%s','object':" ROSA "}",
    actor, n, actor);
  g_autofree char *key = g_strdup_printf ("@P@/users/%s#main-key", actor);

  /* whose name ends in 2 signs with the other key */
  if (g_str_has_suffix (actor, "2"))
    {
      MootPrivateKey *kept = peer->key;
      guint status;

      peer->key = peer->other_key;
      status = inbox_peer_post_as (peer, self->node, key, "/inbox", json);
      peer->key = kept;
      return status;
    }
  return inbox_peer_post_as (peer, self->node, key, "/inbox", json);
}

/* One is too many of hers; it costs nobody else anything, and a minute later there is room. */
static void
test_actor (void)
{
  static const MootInboxLimits limits = { .per_actor = 5 };
  g_autoptr (Stage) stage = stage_new (&limits);

  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (travel (stage, stage->peer, "mira", i), ==, 202);
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 5), ==, 429);
  g_assert_cmpuint (travel (stage, stage->peer, "tom2", 5), ==, 202);
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry"), ==, 6);
  moot_clock_set_fake (START + MOOT_MINUTE);
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 5), ==, 202);
}

/* All of a server together; another server is not meant. */
static void
test_host (void)
{
  static const MootInboxLimits limits = { .per_host = 4 };
  g_autoptr (Stage) stage = stage_new (&limits);
  g_autoptr (InboxPeer) other = inbox_peer_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (travel (stage, stage->peer, "mira", i), ==, 202);
      g_assert_cmpuint (travel (stage, stage->peer, "tom2", i), ==, 202);
    }
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 2), ==, 429);
  g_assert_cmpuint (travel (stage, stage->peer, "tom2", 2), ==, 429);
  g_assert_cmpuint (travel (stage, other, "mira", 2), ==, 202);
}

/* What is not signed by her is not counted as hers. */
static void
test_forged (void)
{
  static const MootInboxLimits limits = { .per_actor = 2, .per_host = 2 };
  g_autoptr (Stage) stage = stage_new (&limits);
  MootPrivateKey *kept = stage->peer->key;

  g_assert_cmpuint (travel (stage, stage->peer, "mira", 0), ==, 202);
  stage->peer->key = stage->peer->other_key;
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (travel (stage, stage->peer, "mira", 10 + i), ==, 401);
  stage->peer->key = kept;
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1), ==, 202);
}

/* People who are made up as they are needed. */
static void
test_newcomers (void)
{
  static const MootInboxLimits limits = { .newcomers = 3 };
  g_autoptr (Stage) stage = stage_new (&limits);
  g_autoptr (InboxPeer) other = inbox_peer_new ();

  g_assert_cmpuint (travel (stage, stage->peer, "mira", 0), ==, 202);
  g_assert_cmpuint (travel (stage, stage->peer, "a", 0), ==, 401);
  g_assert_cmpuint (travel (stage, stage->peer, "b", 0), ==, 401);
  g_assert_cmpuint (travel (stage, stage->peer, "c", 0), ==, 429);
  g_assert_cmpuint (inbox_peer_count (stage->peer, "GET /users/c HTTP"), ==, 0);
  /* who is known is not new */
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1), ==, 202);
  g_assert_cmpuint (travel (stage, other, "mira", 0), ==, 202);
}

/* The answer says when to come back. */
static void
test_answer (void)
{
  static const MootInboxLimits limits = { .per_actor = 1 };
  g_autoptr (Stage) stage = stage_new (&limits);

  g_assert_cmpuint (travel (stage, stage->peer, "mira", 0), ==, 202);
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1), ==, 429);
  g_assert_cmpstr (inbox_peer_get_retry_after (stage->peer), ==, "30");
}

static void
mention (const Stage *self,
         guint        n)
{
  g_autofree char *json =
    g_strdup_printf ("{@AS@,'id':'@ME@#n/%u/a','type':'Create','actor':'@ME@','object':"
                     "{'id':'@ME@/notes/%u','type':'Note','attributedTo':'@ME@','to':[" ROSA "],"
                     "'tag':{'type':'Mention','href':" ROSA ",'name':'@rosa'},'content':'x'}}",
                     n, n);

  g_assert_cmpuint (inbox_peer_post (self->peer, self->node, json), ==, 202);
}

/* Somebody who names everybody is not heard by those who do not follow them. */
static void
test_crowd (void)
{
  static const struct
  {
    guint n_named;
    gboolean followed;
    guint n_told;
  } rows[] = {
    { MOOT_NOTIFICATION_CROWD, FALSE, 1 },
    { MOOT_NOTIFICATION_CROWD + 1, FALSE, 0 },
    { MOOT_NOTIFICATION_CROWD + 1, TRUE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Stage) stage = stage_new (NULL);
      g_autoptr (GString) json = g_string_new (
        "{@AS@,'id':'@ME@#c/1','type':'Create','actor':'@ME@','object':{'id':'@ME@/notes/1',"
        "'type':'Note','attributedTo':'@ME@','to':[" ROSA "],'content':'x','tag':["
        "{'type':'Mention','href':" ROSA ",'name':'@rosa'}");

      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FOLLOW), ==, 202);
      inbox_settle (stage->node);
      if (rows[i].followed)
        moot_test_node_write (stage->node, run_sql, (gpointer) ROSA_FOLLOWS);
      for (guint n = 1; n < rows[i].n_named; n++)
        g_string_append_printf (json, ",{'type':'Mention','href':'https://x.example/u/%u'}", n);
      g_string_append (json, "]}}");
      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, json->str), ==, 202);
      inbox_settle (stage->node);
      g_assert_cmpint (inbox_count (stage->node, "status"), ==, 1);
      g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'mention'"), ==,
                       rows[i].n_told);
    }
}

/* A stranger is heard so often in an hour; what they write is there all the same. */
static void
test_strangers (void)
{
  g_autoptr (Stage) stage = stage_new (NULL);
  const guint n = MOOT_NOTIFICATION_STRANGER + 5;

  for (guint i = 0; i < n; i++)
    mention (stage, i);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, n);
  g_assert_cmpint (inbox_count (stage->node, "notification"), ==, MOOT_NOTIFICATION_STRANGER);
  moot_clock_set_fake (START + MOOT_HOUR + 1);
  mention (stage, n);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "notification"), ==, MOOT_NOTIFICATION_STRANGER + 1);
}

/* Whom one follows may say as much as they want. */
static void
test_friends (void)
{
  g_autoptr (Stage) stage = stage_new (NULL);
  const guint n = MOOT_NOTIFICATION_STRANGER + 5;

  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FOLLOW), ==, 202);
  inbox_settle (stage->node);
  moot_test_node_write (stage->node, run_sql, (gpointer) ROSA_FOLLOWS);
  for (guint i = 0; i < n; i++)
    mention (stage, i);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'mention'"), ==, n);
}

#define WAITING(first, last)                                                                     \
  "WITH RECURSIVE n (i) AS (SELECT " first " UNION ALL SELECT i + 1 FROM n WHERE i < " last ") " \
  "INSERT INTO inbox_entry (signer_uri, host, activity_id, body, received_at, next_at) "         \
  "SELECT 'http://a.example/u', 'a.example', 'http://a.example/' || i, x'7b7d', 1, 9000000000000000 FROM n"

/* Much may wait: what comes is on disk all the same, up to where nobody could keep up with it. */
static void
test_waiting (void)
{
  g_autoptr (Stage) stage = stage_new (NULL);

  g_assert_cmpuint (travel (stage, stage->peer, "mira", 0), ==, 202);
  moot_test_node_write (stage->node, run_sql, (gpointer) WAITING ("1", "10000"));
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1), ==, 202);
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry WHERE activity_id LIKE '%#t/1'"), ==, 1);
  moot_test_node_write (stage->node, run_sql, (gpointer) WAITING ("10001", "20000"));
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 2), ==, 503);
  g_assert_cmpstr (inbox_peer_get_retry_after (stage->peer), ==, "30");
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry WHERE activity_id LIKE '%#t/2'"), ==, 0);
}

/* What is given up first when more comes than can be done: strangers, what they change, boosts. */
static void
test_shedding (void)
{
  static const struct
  {
    const char *waiting; /* SQL */
    guint of_stranger;
    guint change_of_stranger;
    gint64 n_changes; /* that were logged */
    guint boost;
    guint of_known;
  } rows[] = {
    { WAITING ("1", "11990"), 202, 202, 1, 202, 202 },
    { WAITING ("11991", "13000"), 503, 202, 1, 202, 202 },
    { WAITING ("13001", "15000"), 503, 202, 0, 202, 202 },
    { WAITING ("15001", "17000"), 503, 202, 0, 503, 202 },
    { WAITING ("17001", "20000"), 503, 202, 0, 503, 503 },
  };
  g_autoptr (Stage) stage = stage_new (NULL);
  g_autoptr (InboxPeer) late = inbox_peer_new ();

  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1000), ==, 202);
  inbox_settle (stage->node);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (InboxPeer) changing = inbox_peer_new ();
      g_autoptr (InboxPeer) stranger = inbox_peer_new ();
      g_autofree char *boost = g_strdup_printf (
        "{@AS@,'id':'@ME@#b/%u','type':'Announce','actor':'@ME@','object':" STATUS "}", i);
      g_autofree char *change =
        g_strdup_printf ("{@AS@,'id':'@ME@#c/%u','type':'Update','actor':'@ME@',"
                         "'object':{'id':'@ME@/notes/1','type':'Note','attributedTo':'@ME@'}}",
                         i);
      g_autofree char *logged = g_strdup_printf ("inbox_entry WHERE activity_id LIKE '%%#c/%u'", i);

      g_test_message ("%s", rows[i].waiting);
      moot_test_node_write (stage->node, run_sql, (gpointer) rows[i].waiting);
      g_assert_cmpuint (travel (stage, stage->peer, "mira", i), ==, rows[i].of_known);
      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, boost), ==, rows[i].boost);
      g_assert_cmpuint (inbox_peer_post (changing, stage->node, change), ==,
                        rows[i].change_of_stranger);
      g_assert_cmpint (inbox_count (stage->node, logged), ==, rows[i].n_changes);
      g_assert_cmpuint (travel (stage, stranger, "mira", i), ==, rows[i].of_stranger);
      g_assert_true ((inbox_peer_count (stranger, "GET ") > 0) == (rows[i].of_stranger == 202));
    }
  moot_test_node_write (stage->node, run_sql, (gpointer) "DELETE FROM inbox_entry");
  g_assert_cmpuint (travel (stage, late, "mira", 99), ==, 202);
}

/* What looks like a flood waits for a moderator ------------------------------------------------ */

#define STRANGER_SAYS(n, words, tags)                                         \
  "{@AS@,'id':'@ME@#h/" n "','type':'Create','actor':'@ME@','object':"        \
  "{'id':'@ME@/notes/h" n "','type':'Note','attributedTo':'@ME@','to':[" ROSA \
  "],'content':'" words "','tag':[{'type':'Mention','href':" ROSA ",'name':'@rosa'}" tags "]}}"
#define SAME "<p>@rosa Cheap watches for everybody today only</p>"
#define X(n) ",{'type':'Mention','href':'https://x.example/u/" n "'}"
#define NINE X ("1") X ("2") X ("3") X ("4") X ("5") X ("6") X ("7") X ("8") X ("9")
#define HELD(why) \
  "inbox_entry WHERE state = 'dropped' AND body IS NOT NULL AND why = 'held: " why "'"

static const MootInboxLimits holding = { .holds = TRUE };

/* Equal words from one server too many; what a moderator lets in is there like anything else. */
static void
test_wave (void)
{
  g_autoptr (Stage) stage = stage_new (&holding);
  gint64 id;

  for (guint i = 0; i <= MOOT_HELD_WAVE_HOSTS; i++)
    {
      g_autoptr (InboxPeer) peer = inbox_peer_new ();

      g_assert_cmpuint (
        inbox_peer_post (peer, stage->node, STRANGER_SAYS ("1", SAME, "")), ==, 202);
      inbox_settle (stage->node);
    }
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, MOOT_HELD_WAVE_HOSTS);
  g_assert_cmpint (inbox_count (stage->node, HELD ("wave")), ==, 1);
  id = inbox_number (stage->node, "(SELECT max (id) FROM inbox_entry)");
  g_assert_true (inbox_let_in (stage->node, id));
  inbox_wait_for_count (stage->node, "status", MOOT_HELD_WAVE_HOSTS + 1);
  g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'mention'"), ==,
                   MOOT_HELD_WAVE_HOSTS + 1);
  g_assert_false (inbox_let_in (stage->node, id));
}

/* Who is there since today, or names many; nothing is held of whom somebody here follows. */
static void
test_newcomer (void)
{
  static const struct
  {
    const char *name;
    gint64 age; /* -1: it is not told */
    gboolean followed;
    const char *json;
    const char *why; /* NULL: it is there */
  } rows[] = {
    { "young", MOOT_HELD_YOUNG_MS - MOOT_MINUTE, FALSE, STRANGER_SAYS ("1", "x", ""), "young" },
    { "young and followed", MOOT_HELD_YOUNG_MS - MOOT_MINUTE, TRUE, STRANGER_SAYS ("1", "x", ""),
      NULL },
    { "old", MOOT_HELD_YOUNG_MS + MOOT_MINUTE, FALSE, STRANGER_SAYS ("1", "x", ""), NULL },
    { "nobody knows", -1, FALSE, STRANGER_SAYS ("1", "x", ""), NULL },
    { "crowd", -1, FALSE,
      STRANGER_SAYS ("1", "x", NINE X ("10")),
      "crowd" },
    { "ten", -1, FALSE,
      STRANGER_SAYS ("1", "x", NINE),
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Stage) stage = stage_new (&holding);
      g_autofree char *born = moot_time_format_iso (START - rows[i].age);
      g_autofree char *held = g_strdup_printf (HELD ("%s"), rows[i].why);

      g_test_message ("%s", rows[i].name);
      stage->peer->born = rows[i].age >= 0 ? born : NULL;
      inbox_peer_add_actor (stage->peer, "mira", stage->peer->public_pem);
      if (rows[i].followed)
        {
          g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FOLLOW), ==, 202);
          inbox_settle (stage->node);
          moot_test_node_write (stage->node, run_sql,
                                (gpointer) ROSA_FOLLOWS "; UPDATE follow SET accepted = 1");
        }
      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, rows[i].json), ==, 202);
      inbox_settle (stage->node);
      g_assert_cmpint (inbox_count (stage->node, "status"), ==, rows[i].why == NULL);
      g_assert_cmpint (inbox_count (stage->node, held), ==, rows[i].why != NULL);
      g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'mention'"), ==,
                       rows[i].why == NULL);
    }
}

/* No more is held than moderators can look at. */
static void
test_held_limit (void)
{
  g_autoptr (Stage) stage = stage_new (&holding);
  g_autofree char *born = moot_time_format_iso (START);

  stage->peer->born = born;
  inbox_peer_add_actor (stage->peer, "mira", stage->peer->public_pem);
  moot_test_node_write (
    stage->node, run_sql,
    (gpointer) "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
               "INSERT INTO inbox_entry (signer_uri, host, activity_id, body, state, why, received_at) "
               "SELECT 'x', 'x', i, x'7b7d', 'dropped', 'held: young', 1 FROM n");
  g_assert_cmpuint (
    inbox_peer_post (stage->peer, stage->node, STRANGER_SAYS ("1", "x", "")), ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, HELD ("young")), ==, MOOT_HELD_MAX);
  g_assert_cmpint (inbox_count (stage->node, HELD ("young") " AND signer_uri <> 'x'"), ==, 1);
}

static void
test_reactions (void)
{
  g_autoptr (Stage) stage = stage_new (NULL);

  moot_test_node_write (stage->node, run_sql, (gpointer) ROSA_WROTE);
  for (guint i = 0; i < 15; i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{@AS@,'id':'@ME@#r/%u','type':'EmojiReact','actor':'@ME@','object':" STATUS
        ",'content':':e%02u:'}",
        i, i);

      g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, json), ==, 202);
    }
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "emoji_reaction"), ==, 10);
  g_assert_cmpint (inbox_count (stage->node, "favourite"), ==, 1);
}

/* Several at once ------------------------------------------------------------------------------ */

static char *
make_note (const char *actor,
           guint       n,
           const char *content)
{
  return g_strdup_printf (
    "{@AS@,'id':'@P@/users/%s#n/%02u','type':'Create','actor':'@P@/users/%s','object':"
    "{'id':'@P@/users/%s/notes/%02u','type':'Note','attributedTo':'@P@/users/%s','to':['@PUBLIC@'],"
    "'cc':[" ROSA "],'content':'%s','tag':[{'type':'Mention','href':" ROSA "}]}}",
    actor, n, actor, actor, n, actor, content);
}

/* As if the door had taken it, but nobody was told to do it yet. */
static void
add_entry (Stage      *self,
           GString    *sql,
           const char *actor,
           guint       n,
           const char *json)
{
  g_autofree char *body = inbox_peer_fill (self->peer, self->node, json);

  g_string_append_printf (
    sql,
    "INSERT INTO inbox_entry (signer_uri, host, activity_id, body, received_at) "
    "VALUES ('%s/users/%s', '%s', '%u', CAST ('%s' AS BLOB), %" G_GINT64_FORMAT ");",
    self->peer->base_url, actor, self->peer->base_url + strlen ("http://"), n, body, START);
}

#define N_NOTES 40
#define N_UNKNOWN 5 /* whose author has to be asked for first */
#define N_POISON 11 /* which the store does not take */
#define N_DELETE 20 /* a word about the one before, in place of a note */
#define POISON                                                                      \
  "CREATE TRIGGER poison BEFORE INSERT ON status WHEN new.content LIKE '%poison%' " \
  "BEGIN SELECT RAISE (ABORT, 'poison'); END;"

/* What waits of one server is done several at once: in the order it came, each told once; what
 * fails, or needs somebody to be asked, is done by itself in its place. */
static void
test_together (void)
{
  g_autoptr (Stage) stage = stage_new (NULL);
  g_autoptr (GString) sql = g_string_new (POISON);

  inbox_peer_add_actor (stage->peer, "una", stage->peer->public_pem);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FOLLOW), ==, 202);
  inbox_settle (stage->node);
  moot_test_node_write (stage->node, run_sql, (gpointer) ROSA_FOLLOWS);
  for (guint i = 0; i < N_NOTES; i++)
    {
      const char *actor = i == N_UNKNOWN ? "una" : "mira";
      g_autofree char *json =
        i == N_DELETE ? g_strdup ("{@AS@,'id':'@ME@#d','type':'Delete','actor':'@ME@',"
                                  "'object':'@ME@/notes/19'}")
                      : make_note (actor, i, i == N_POISON ? "poison" : "x");

      add_entry (stage, sql, actor, i, json);
    }
  moot_test_node_write (stage->node, run_sql, sql->str);
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1), ==, 202);
  inbox_settle (stage->node);

  g_assert_cmpint (inbox_count (stage->node, "inbox_entry WHERE state = 'waiting'"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "inbox_entry WHERE state = 'failed'"), ==, 1);
  g_assert_cmpint (
    inbox_count (stage->node, "inbox_entry WHERE state = 'failed' AND activity_id = '11'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, N_NOTES - 3);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE uri LIKE '%/una/notes/05'"), ==, 1);
  g_assert_cmpint (inbox_count (stage->node, "status WHERE uri LIKE '%/notes/19'"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, "notification WHERE type = 'mention'"), ==,
                   N_NOTES - 3);
  g_assert_cmpint (inbox_count (stage->node, "status a JOIN status b ON a.id < b.id"
                                             " AND substr (a.uri, -2) > substr (b.uri, -2)"),
                   ==, 0);
}

/* What is held is held although it is done with others, and what is let in is done with others. */
static void
test_held_together (void)
{
  g_autoptr (Stage) stage = stage_new (&holding);
  g_autofree char *born = moot_time_format_iso (START);
  g_autoptr (GString) sql = g_string_new (NULL);
  gint64 last;

  stage->peer->born = born;
  inbox_peer_add_actor (stage->peer, "mira", stage->peer->public_pem);
  g_assert_cmpuint (inbox_peer_post (stage->peer, stage->node, FOLLOW), ==, 202);
  inbox_settle (stage->node);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *json = make_note ("mira", i, "x");

      add_entry (stage, sql, "mira", i, json);
    }
  moot_test_node_write (stage->node, run_sql, sql->str);
  g_assert_cmpuint (travel (stage, stage->peer, "mira", 1), ==, 202);
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 0);
  g_assert_cmpint (inbox_count (stage->node, HELD ("young")), ==, 5);

  last = inbox_number (stage->node, "(SELECT max (id) FROM inbox_entry WHERE body IS NOT NULL)");
  for (guint i = 0; i < 4; i++)
    g_assert_true (inbox_let_in (stage->node, last - i));
  inbox_settle (stage->node);
  g_assert_cmpint (inbox_count (stage->node, "status"), ==, 4);
  g_assert_cmpint (inbox_count (stage->node, HELD ("young")), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_add_func ("/inbox-limits/actor", test_actor);
  g_test_add_func ("/inbox-limits/host", test_host);
  g_test_add_func ("/inbox-limits/forged", test_forged);
  g_test_add_func ("/inbox-limits/s73-newcomers", test_newcomers);
  g_test_add_func ("/inbox-limits/answer", test_answer);
  g_test_add_func ("/inbox-limits/s33-waiting", test_waiting);
  g_test_add_func ("/inbox-limits/shedding", test_shedding);
  g_test_add_func ("/inbox-limits/held/wave", test_wave);
  g_test_add_func ("/inbox-limits/held/newcomer", test_newcomer);
  g_test_add_func ("/inbox-limits/held/limit", test_held_limit);
  g_test_add_func ("/inbox-limits/strangers", test_strangers);
  g_test_add_func ("/inbox-limits/crowd", test_crowd);
  g_test_add_func ("/inbox-limits/friends", test_friends);
  g_test_add_func ("/inbox-limits/reactions", test_reactions);
  g_test_add_func ("/inbox-limits/together", test_together);
  g_test_add_func ("/inbox-limits/held/together", test_held_together);
  return g_test_run ();
}
