/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Lists that members take elsewhere and bring along: what goes in comes out the same, a list that
 * replaces another ends what it does not have, and what failed is told line by line. */
#include "inbox-peer.h"

#include <string.h>

#define IMPORTS "/api/folkmoot/v1/imports/"
#define EXPORTS "/api/folkmoot/v1/exports/"

typedef struct
{
  MootTestNode *node;
  InboxPeer *peer;
  char *token; /* rosa's */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const char *const others[] = { "bo", "cy" };
  gint64 rosa;

  fixture->node = moot_test_node_new ();
  fixture->peer = inbox_peer_new ();
  rosa = moot_test_node_add_user (fixture->node, "rosa");
  fixture->token = moot_test_node_add_token (fixture->node, rosa, "read write");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    moot_test_node_add_user (fixture->node, others[i]);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_test_node_free (fixture->node);
  inbox_peer_free (fixture->peer);
  g_free (fixture->token);
}

/* @HERE@ and @THERE@ are the domains of the node and of the other server. */
static char *
fill (Fixture    *fixture,
      const char *text)
{
  g_autoptr (GString) filled = g_string_new (text);

  g_string_replace (filled, "@HERE@", strstr (fixture->node->base_url, "://") + 3, 0);
  g_string_replace (filled, "@THERE@", strstr (fixture->peer->base_url, "://") + 3, 0);
  g_string_replace (filled, "@URL@", fixture->node->base_url, 0);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static MootTestReply *
import (Fixture    *fixture,
        const char *list,
        const char *mode,
        const char *csv)
{
  g_autofree char *filled = fill (fixture, csv);
  g_autofree char *escaped = g_uri_escape_string (filled, NULL, FALSE);
  g_autofree char *path = g_strconcat (IMPORTS, list, NULL);
  g_autofree char *form =
    g_strconcat (mode != NULL ? "mode=" : "", mode != NULL ? mode : "", "&data=", escaped, NULL);

  return moot_test_post (fixture->node, path, fixture->token, form);
}

static void
bring (Fixture    *fixture,
       const char *list,
       const char *mode,
       const char *csv)
{
  g_autoptr (MootTestReply) reply = import (fixture, list, mode, csv);

  moot_test_assert_status (reply, 200);
  inbox_wait_for_count (
    fixture->node,
    "(SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM transfer_line WHERE state = 0))", 1);
}

static void
assert_export (Fixture    *fixture,
               const char *list,
               const char *csv)
{
  g_autofree char *path = g_strconcat (EXPORTS, list, NULL);
  g_autofree char *wanted = fill (fixture, csv);
  g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->token);

  moot_test_assert_status (reply, 200);
  g_assert_cmpstr (reply->content_type, ==, "text/csv");
  g_assert_cmpstr (reply->text, ==, wanted);
}

/* There and back ------------------------------------------------------------------------------ */

#define FOLLOWING "Account address,Show boosts,Notify on new posts,Languages\n"
#define MUTES "Account address,Hide notifications\n"

/* @less has the first line of @list only, in other words. */
static const struct
{
  const char *list;
  const char *whole;
  const char *other;
  const char *less;
} lists[] = {
  { "following", FOLLOWING "bo@@HERE@,false,true,\ncy@@HERE@,true,false,\n", "@BO\r\n",
    FOLLOWING "bo@@HERE@,true,false,\n" },
  { "blocks", "bo@@HERE@\ncy@@HERE@\n", "Account address\nbo@@HERE@\n", "bo@@HERE@\n" },
  { "mutes", MUTES "bo@@HERE@,false\ncy@@HERE@,true\n", "\357\273\277\"bo\",1",
    MUTES "bo@@HERE@,true\n" },
  { "domain_blocks", "bad.example\nworse.example:8443\n", "#domain\nBAD.example\n",
    "bad.example\n" },
  { "bookmarks", "@URL@/users/bo/statuses/77\n@URL@/users/bo/statuses/78\n",
    "@URL@/users/bo/statuses/77\n", "@URL@/users/bo/statuses/77\n" },
};

static gboolean
execute (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return moot_db_execute (db, data, error);
}

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  static char wrote[] =
    "INSERT INTO status (id, account_id, thread_id, visibility, created_at, uri, content)"
    " SELECT n.id, a.id, n.id, 0, 1, a.uri || '/statuses/' || n.id, 'x'"
    " FROM account a, (SELECT 77 AS id UNION SELECT 78) n WHERE a.username = 'bo'";
  guint i = GPOINTER_TO_UINT (data);

  moot_test_node_write (fixture->node, execute, wrote);
  bring (fixture, lists[i].list, NULL, lists[i].whole);
  assert_export (fixture, lists[i].list, lists[i].whole);
  bring (fixture, lists[i].list, "merge", lists[i].whole); /* twice is once */
  assert_export (fixture, lists[i].list, lists[i].whole);
  bring (fixture, lists[i].list, "overwrite", lists[i].other);
  assert_export (fixture, lists[i].list, lists[i].less);
  bring (fixture, lists[i].list, "overwrite", "#nothing\n");
  g_assert_cmpint (inbox_count (fixture->node, "transfer_line"), ==, 0);
}

/* Elsewhere ----------------------------------------------------------------------------------- */

static void
assert_failure (JsonObject *report,
                guint       number,
                gint64      line,
                const char *words)
{
  JsonObject *failure =
    json_array_get_object_element (moot_json_get_array (report, "failures"), number);

  g_test_message ("%s", json_object_get_string_member (failure, "error"));
  g_assert_cmpint (json_object_get_int_member (failure, "line"), ==, line);
  if (words != NULL)
    g_assert_nonnull (strstr (json_object_get_string_member (failure, "error"), words));
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *follow = NULL;
  g_autoptr (MootTestReply) reply = NULL;
  JsonObject *report;

  bring (fixture, "following", "merge",
         FOLLOWING "bo@@HERE@,true,false,\nmira@@THERE@,true,false,\nnobody@@THERE@,true,false,\n"
                   "no such name\nrosa@@HERE@\nzoe@@HERE@\n");
  follow = inbox_peer_wait_for (fixture->peer, "\"Follow\"");
  g_assert_nonnull (strstr (follow, "/users/mira"));
  reply = moot_test_get (fixture->node, IMPORTS "following", fixture->token);
  moot_test_assert_status (reply, 200);
  report = moot_test_reply_object (reply);
  g_assert_cmpint (json_object_get_int_member (report, "total"), ==, 6);
  g_assert_cmpint (json_object_get_int_member (report, "waiting"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (report, "done"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (report, "failed"), ==, 4);
  assert_failure (report, 0, 4, NULL);
  assert_failure (report, 1, 5, "cannot be read");
  assert_failure (report, 2, 6, "you");
  assert_failure (report, 3, 7, "no 'zoe@");
  g_assert_cmpint (inbox_count (fixture->node, "follow"), ==, 2);
}

/* A server that does not answer now may answer later: its line waits, the others do not. */
static void
test_later (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (MootTestReply) reply =
    import (fixture, "blocks", NULL, "somebody@127.0.0.1:1\nbo@@HERE@\n");

  moot_test_assert_status (reply, 200);
  inbox_wait_for_count (fixture->node, "transfer_line WHERE state = 1", 1);
  inbox_wait_for_count (fixture->node, "transfer_line WHERE state = 0 AND tries = 1", 1);
  assert_export (fixture, "blocks", "bo@@HERE@\n");
}

static const struct
{
  const char *list;
  const char *mode;
  const char *csv;
  guint status;
  const char *words;
} refusals[] = {
  { "friends", NULL, "bo\n", 404, "" },
  { "blocks", "replace", "bo\n", 422, "Mode" },
  { "blocks", NULL, "bo\n\"cy\n", 422, "Line 2" },
  { "blocks", NULL, "bo\n\"cy\"x\n", 422, "Line 2" },
};

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (MootTestReply) blank =
    moot_test_post (fixture->node, IMPORTS "blocks", fixture->token, "mode=merge");
  g_autoptr (MootTestReply) missing =
    moot_test_get (fixture->node, EXPORTS "friends", fixture->token);
  g_autoptr (MootTestReply) stranger = moot_test_get (fixture->node, EXPORTS "blocks", NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (MootTestReply) many = NULL;

  moot_test_assert_status (blank, 422);
  moot_test_assert_status (missing, 404);
  moot_test_assert_status (stranger, 401);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (MootTestReply) reply =
        import (fixture, refusals[i].list, refusals[i].mode, refusals[i].csv);

      moot_test_assert_status (reply, refusals[i].status);
      g_assert_nonnull (strstr (reply->text, refusals[i].words));
    }
  for (guint i = 0; i <= 20000; i++)
    g_string_append_printf (lines, "u%u\n", i);
  many = import (fixture, "blocks", "overwrite", lines->str);
  moot_test_assert_status (many, 422);
  g_assert_nonnull (strstr (many->text, "Line 20001"));
  g_assert_cmpint (inbox_count (fixture->node, "transfer_line"), ==, 0);
  g_assert_cmpint (inbox_count (fixture->node, "block"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/transfers/", lists[i].list, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_list, tear_down);
    }
  g_test_add ("/transfers/failures", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/transfers/later", Fixture, NULL, set_up, test_later, tear_down);
  g_test_add ("/transfers/refusals", Fixture, NULL, set_up, test_refusals, tear_down);

  return g_test_run ();
}
