/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A page that is asked for again is never older than what was committed before: Bo, who follows
 * Ada, looks at pages that the node has answered before, after everything that can change them.
 * What a page must show is asked for with a question that was never asked. */
#include "moot-clock.h"
#include "moot-test-node.h"

#include <string.h>

#define LATER (61 * MOOT_SECOND)

typedef struct
{
  MootTestNode *node;
  char *ada;
  char *bo;
  gint64 ada_id;
  gint64 bo_id;
  char *status;     /* Ada's, public */
  guint n_question; /* makes each a new one */
} Fixture;

static void
do_ask (Fixture    *fixture,
        const char *method,
        const char *path,
        const char *token,
        const char *form)
{
  g_autoptr (MootTestReply) reply = moot_test_request (
    fixture->node, method, path, token, "application/x-www-form-urlencoded", form);

  g_test_message ("%s %s", method, path);
  moot_test_assert_status (reply, 200);
}

/* One of Bo's own deeds, or of Ada's; %s is the status. */
static void
do_deed (Fixture    *fixture,
         const char *method,
         const char *format,
         const char *token,
         const char *form)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *path = g_strjoinv (fixture->status, parts);

  do_ask (fixture, method, path, token, form);
}

static void
do_account_deed (Fixture    *fixture,
                 gint64      account,
                 const char *deed,
                 const char *token,
                 const char *form)
{
  g_autofree char *path =
    g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/%s", account, deed);

  do_ask (fixture, "POST", path, token, form);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (MootTestReply) status = NULL;

  *fixture = (Fixture){ .node = moot_test_node_new () };
  fixture->ada_id = moot_test_node_add_user (fixture->node, "ada");
  fixture->bo_id = moot_test_node_add_user (fixture->node, "bo");
  fixture->ada = moot_test_node_add_token (fixture->node, fixture->ada_id, "read write follow");
  fixture->bo = moot_test_node_add_token (fixture->node, fixture->bo_id, "read write follow");
  do_account_deed (fixture, fixture->ada_id, "follow", fixture->bo, "");
  status = moot_test_post (fixture->node, "/api/v1/statuses", fixture->ada,
                           "status=hello+%23coop&poll%5Boptions%5D%5B%5D=yes"
                           "&poll%5Boptions%5D%5B%5D=no&poll%5Bexpires_in%5D=300");
  moot_test_assert_status (status, 200);
  fixture->status = g_strdup (moot_test_reply_string (status, "id"));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_clock_set_fake (0);
  moot_test_node_free (fixture->node);
  g_free (fixture->ada);
  g_free (fixture->bo);
  g_free (fixture->status);
}

/* What changes a page ---------------------------------------------------------------------- */

static void
do_favourite (Fixture *fixture)
{
  do_deed (fixture, "POST", "/api/v1/statuses/%s/favourite", fixture->bo, "");
}

static void
do_favourite_of_another (Fixture *fixture)
{
  do_deed (fixture, "POST", "/api/v1/statuses/%s/favourite", fixture->ada, "");
}

static void
do_bookmark (Fixture *fixture)
{
  do_deed (fixture, "POST", "/api/v1/statuses/%s/bookmark", fixture->bo, "");
}

static void
do_boost (Fixture *fixture)
{
  do_deed (fixture, "POST", "/api/v1/statuses/%s/reblog", fixture->bo, "");
}

static void
do_mute_thread (Fixture *fixture)
{
  do_deed (fixture, "POST", "/api/v1/statuses/%s/mute", fixture->bo, "");
}

static void
do_edit (Fixture *fixture)
{
  do_deed (fixture, "PUT", "/api/v1/statuses/%s", fixture->ada, "status=changed");
}

static void
do_delete (Fixture *fixture)
{
  do_deed (fixture, "DELETE", "/api/v1/statuses/%s", fixture->ada, NULL);
}

static void
do_post (Fixture *fixture)
{
  do_ask (fixture, "POST", "/api/v1/statuses", fixture->ada, "status=more+%23coop");
}

static void
do_mute (Fixture *fixture)
{
  do_account_deed (fixture, fixture->ada_id, "mute", fixture->bo, "");
}

static void
do_block (Fixture *fixture)
{
  do_account_deed (fixture, fixture->ada_id, "block", fixture->bo, "");
}

static void
do_block_back (Fixture *fixture)
{
  do_account_deed (fixture, fixture->bo_id, "block", fixture->ada, "");
}

static void
do_unfollow (Fixture *fixture)
{
  do_account_deed (fixture, fixture->ada_id, "unfollow", fixture->bo, "");
}

static void
do_rename (Fixture *fixture)
{
  do_ask (fixture, "PATCH", "/api/v1/accounts/update_credentials", fixture->ada,
          "display_name=Ada+L.");
}

static void
do_vote (Fixture *fixture)
{
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", fixture->status, NULL);
  g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->bo);
  JsonObject *poll = moot_json_get_object (moot_test_reply_object (reply), "poll");
  g_autofree char *votes =
    g_strdup_printf ("/api/v1/polls/%s/votes", moot_json_get_string (poll, "id"));

  do_ask (fixture, "POST", votes, fixture->bo, "choices%5B%5D=1");
}

/* As another program does: `folkmoot-node member` beside the running node. */
static void
do_write_from_outside (Fixture *fixture)
{
  g_autofree char *path = moot_site_database_path (fixture->node->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDb) db = moot_db_open (path, FALSE, &error);

  g_assert_no_error (error);
  moot_db_execute (db, "UPDATE account SET avatar = 'other.png' WHERE username = 'ada'", &error);
  g_assert_no_error (error);
}

static void
do_wait (Fixture *fixture)
{
  moot_clock_set_fake (moot_clock_now () + 5 * LATER);
}

/* clang-format off */
static const struct
{
  const char *name;
  void (*change) (Fixture *fixture);
  gboolean public_too; /* whether a stranger's pages look different afterwards */
} cases[] = {
  { "favourite",               do_favourite,            TRUE },
  { "favourite-of-another",    do_favourite_of_another, TRUE },
  { "bookmark",                do_bookmark,             FALSE },
  { "boost",                   do_boost,                TRUE },
  { "mute-thread",             do_mute_thread,          FALSE },
  { "edit",                    do_edit,                 TRUE },
  { "delete",                  do_delete,               TRUE },
  { "post",                    do_post,                 TRUE },
  { "mute",                    do_mute,                 FALSE },
  { "block",                   do_block,                TRUE }, /* nobody follows Ada any more */
  { "block-back",              do_block_back,           TRUE },
  { "unfollow",                do_unfollow,             TRUE },
  { "rename",                  do_rename,               TRUE },
  { "avatar-from-outside",     do_write_from_outside,   TRUE },
  { "vote",                    do_vote,                 TRUE },
  { "poll-is-over",            do_wait,                 TRUE },
};

static const struct
{
  const char *path;
  gboolean is_public; /* asked by a stranger */
} pages[] = {
  { "/api/v1/timelines/home?limit=40",   FALSE },
  { "/api/v1/timelines/public?limit=40", TRUE },
  { "/api/v1/timelines/tag/coop?",       TRUE },
};
/* clang-format on */

static char *
dup_page (Fixture    *fixture,
          guint       page,
          const char *question)
{
  g_autofree char *path = g_strconcat (pages[page].path, question, NULL);
  g_autoptr (MootTestReply) reply =
    moot_test_get (fixture->node, path, pages[page].is_public ? NULL : fixture->bo);

  moot_test_assert_status (reply, 200);
  return g_strdup (reply->text);
}

/* Twice, so that the second one can be a kept one. */
static char *
dup_page_again (Fixture *fixture,
                guint    page)
{
  g_autofree char *first = dup_page (fixture, page, "");
  char *second = dup_page (fixture, page, "");

  g_assert_cmpstr (first, ==, second);
  return second;
}

static char *
dup_true_page (Fixture *fixture,
               guint    page)
{
  g_autofree char *question = g_strdup_printf ("&question=%u", ++fixture->n_question);

  return dup_page (fixture, page, question);
}

static void
test_change (Fixture       *fixture,
             gconstpointer  data)
{
  const guint number = GPOINTER_TO_UINT (data);
  char *before[G_N_ELEMENTS (pages)];

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    before[i] = dup_page_again (fixture, i);
  cases[number].change (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *after = dup_page_again (fixture, i);
      g_autofree char *truth = dup_true_page (fixture, i);

      g_test_message ("%s", pages[i].path);
      g_assert_cmpstr (after, ==, truth);
      if (!pages[i].is_public || cases[number].public_too)
        g_assert_cmpstr (after, !=, before[i]);
      else
        g_assert_cmpstr (after, ==, before[i]);
      g_free (before[i]);
    }
}

/* A mute with an end hides until then, and not longer. */
static void
test_end_of_mute (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *before = dup_page_again (fixture, 0);
  g_autofree char *muted = NULL;
  g_autofree char *after = NULL;

  moot_clock_set_fake (moot_clock_now ());
  do_account_deed (fixture, fixture->ada_id, "mute", fixture->bo, "duration=60");
  muted = dup_page_again (fixture, 0);
  g_assert_cmpstr (muted, ==, "[]");
  moot_clock_set_fake (moot_clock_now () + LATER);
  after = dup_page_again (fixture, 0);
  g_assert_cmpstr (after, ==, before);
}

/* A page is for the one who asked: another token, or one that was taken back, gets its own answer.
 */
static void
test_tokens (Fixture       *fixture,
             gconstpointer  data)
{
  static const char home[] = "/api/v1/timelines/home?limit=40";
  g_autofree char *before = dup_page_again (fixture, 0);
  g_autoptr (MootTestReply) of_ada = moot_test_get (fixture->node, home, fixture->ada);
  g_autoptr (MootTestReply) of_nobody = moot_test_get (fixture->node, home, NULL);
  g_autofree char *path = moot_site_database_path (fixture->node->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDb) db = moot_db_open (path, FALSE, &error);
  g_autoptr (MootTestReply) revoked = NULL;

  g_assert_no_error (error);
  moot_test_assert_status (of_ada, 200);
  g_assert_cmpstr (of_ada->text, !=, before); /* Ada may pin her own */
  moot_test_assert_status (of_nobody, 401);
  moot_db_execute (db, "UPDATE access_token SET revoked_at = 1", &error);
  g_assert_no_error (error);
  revoked = moot_test_get (fixture->node, home, fixture->bo);
  moot_test_assert_status (revoked, 401);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/node/kept-answers/", cases[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_change, tear_down);
    }
  g_test_add ("/node/kept-answers/end-of-mute", Fixture, NULL, set_up, test_end_of_mute, tear_down);
  g_test_add ("/node/kept-answers/tokens", Fixture, NULL, set_up, test_tokens, tear_down);
  return g_test_run ();
}
