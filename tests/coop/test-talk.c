/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Circles, who hears of what, earlier texts, search and the digest. */
#include "coop-fixture.h"

#include "moot-circles.h"
#include "moot-clock.h"
#include "moot-coop-news.h"
#include "moot-discussions.h"
#include "moot-proposals.h"
#include "moot-talk-store.h"
#include "moot-talk-views.h"

#define ADA 0 /* the founder, in all offices */
#define BO 1
#define CY 2
#define DEE 3

/**
 * Talk:
 *
 * What the steps below are told, and what they found.
 */
typedef struct
{
  gint64 circle;
  gint64 discussion;
  gint64 comment;
  gint64 proposal;
  gint64 member;
  const char *text;
  const char *word;
  int open;
  GPtrArray *found;
  GObject *shown;
} Talk;

static void
talk_clear (Talk *self)
{
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->shown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Talk, talk_clear)

#define STEP(name)                                                                             \
  static gboolean name (const MootCoopContext *context, const MootActor *actor, gpointer data, \
                        GError **error)

STEP (begin_circle)
{
  Talk *talk = data;
  const MootCircleDraft draft = {
    .name = talk->text, .mandate = "Keep it *warm*", .open = talk->open, .closed = -1
  };

  talk->circle = moot_circles_create (context, actor, &draft, error);
  return talk->circle != 0;
}

STEP (join)
{
  return moot_circles_join (context, actor, ((Talk *) data)->circle, error);
}

STEP (leave)
{
  return moot_circles_leave (context, actor, ((Talk *) data)->circle, error);
}

STEP (appoint)
{
  Talk *talk = data;

  return moot_circles_appoint (context, actor, talk->circle, talk->member, talk->word, error);
}

STEP (end_circle)
{
  const MootCircleDraft draft = { .open = -1, .closed = 1 };

  return moot_circles_change (context, actor, ((Talk *) data)->circle, &draft, error);
}

STEP (look_at_circle)
{
  Talk *talk = data;

  g_clear_object (&talk->shown);
  talk->shown = G_OBJECT (moot_circles_load (context, actor, talk->circle, error));
  return talk->shown != NULL;
}

STEP (discuss)
{
  Talk *talk = data;
  const MootDiscussionDraft draft = {
    .title = "Heat", .context = talk->text, .circle_id = talk->circle, .pinned = -1
  };

  talk->discussion = moot_discussions_create (context, actor, &draft, error);
  return talk->discussion != 0;
}

STEP (rewrite)
{
  Talk *talk = data;
  const MootDiscussionDraft draft = { .context = talk->text, .pinned = -1 };

  return moot_discussions_change (context, actor, talk->discussion, &draft, error);
}

STEP (lock)
{
  const MootDiscussionDraft draft = { .state = "locked", .pinned = -1 };

  return moot_discussions_change (context, actor, ((Talk *) data)->discussion, &draft, error);
}

STEP (look)
{
  Talk *talk = data;

  g_clear_object (&talk->shown);
  talk->shown = G_OBJECT (moot_discussions_load (context, actor, talk->discussion, error));
  return talk->shown != NULL;
}

STEP (say)
{
  Talk *talk = data;

  talk->comment =
    moot_comments_create (context, actor, talk->discussion, talk->comment, talk->text, NULL, error);
  return talk->comment != 0;
}

STEP (reword)
{
  Talk *talk = data;

  return moot_comments_change (context, actor, talk->comment, 0, talk->text, NULL, error);
}

STEP (unsay)
{
  return moot_comments_delete (context, actor, ((Talk *) data)->comment, error);
}

STEP (follow)
{
  Talk *talk = data;

  return moot_talk_follow (context, actor, talk->discussion, talk->word, error);
}

STEP (propose)
{
  Talk *talk = data;
  const MootProposalDraft draft = { .discussion_id = talk->discussion,
                                    .title = "Boiler",
                                    .body = "Buy an azure one",
                                    .class = talk->word,
                                    .settings = { -1, -1, -1, -1, -1, -1, -1, -1 } };

  talk->proposal = moot_proposals_create (context, actor, &draft, error);
  return talk->proposal != 0;
}

STEP (open_vote)
{
  return moot_proposals_open (context, actor, ((Talk *) data)->proposal, 0, 0, error);
}

STEP (look_at_proposal)
{
  Talk *talk = data;

  g_clear_object (&talk->shown);
  talk->shown = G_OBJECT (moot_proposals_load (context, actor, talk->proposal, error));
  return talk->shown != NULL;
}

static gboolean
take (Talk      *talk,
      GPtrArray *found)
{
  g_clear_pointer (&talk->found, g_ptr_array_unref);
  talk->found = found;
  return found != NULL;
}

STEP (search)
{
  Talk *talk = data;

  return moot_talk_store_index (context->db, error) &&
         take (talk, moot_talk_search (context, actor, talk->text, talk->word, 20, 0, error));
}

STEP (list_context)
{
  Talk *talk = data;

  return take (talk, moot_talk_list_context_versions (context, actor, talk->discussion, error));
}

STEP (list_comment)
{
  Talk *talk = data;

  return take (talk, moot_talk_list_comment_versions (context, actor, talk->comment, error));
}

STEP (list_news)
{
  const MootRange all = { 0, G_MAXINT64, FALSE, 80 };

  return take (data, moot_talk_list_news (context, actor, &all, error));
}

STEP (clear_news)
{
  return moot_talk_clear_news (context, actor, 0, error);
}

STEP (digest)
{
  Talk *talk = data;

  g_clear_object (&talk->shown);
  talk->shown = G_OBJECT (moot_digest_load (context, actor, 0, error));
  return talk->shown != NULL;
}

STEP (change_digest)
{
  return moot_digest_change (context, actor, ((Talk *) data)->word, context->now, error);
}

static void
expect_news (CoopFixture *coop,
             guint        member,
             const char  *types)
{
  g_auto (Talk) talk = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  coop_fixture_do (coop, member, list_news, &talk);
  for (guint i = 0; i < talk.found->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            MOOT_COOP_NOTIFICATION (g_ptr_array_index (talk.found, i))->type);
  g_assert_cmpstr (text->str, ==, types);
  coop_fixture_do (coop, member, clear_news, &talk);
}

/* Every level against everything there is to hear. */
static void
test_levels (void)
{
  static const char *const types[] = { "closing", "comment", "discussion", "mention",
                                       "outcome", "proposal", "reply", "vote" };
  static const struct
  {
    const char *level;
    const char *hears; /* one sign for each of the types */
  } rows[] = {
    { "loud", "11111111" },
    { "normal", "10111111" },
    { "quiet", "10010001" },
    { "mute", "00000000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (moot_coop_news_is_level (rows[i].level));
      for (guint n = 0; n < G_N_ELEMENTS (types); n++)
        g_assert_cmpint (moot_coop_news_hears (rows[i].level, types[n]), ==,
                         rows[i].hears[n] == '1');
    }
  g_assert_false (moot_coop_news_is_level ("shrill"));
  g_assert_false (moot_coop_news_is_level (NULL));
}

static void
test_news (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (Talk) talk = { .text = "What now, @member2?" };

  coop_fixture_do (coop, BO, discuss, &talk);
  expect_news (coop, ADA, "discussion");
  expect_news (coop, BO, "");
  expect_news (coop, CY, "discussion mention");
  talk.word = "loud";
  coop_fixture_do (coop, ADA, follow, &talk);
  talk.word = "mute";
  coop_fixture_do (coop, DEE, follow, &talk);
  expect_news (coop, DEE, "discussion");
  talk.word = "shrill";
  coop_fixture_refuse (coop, DEE, follow, &talk, MOOT_COOP_ERROR_INVALID);

  /* of one comment one hears once: by name, else as its addressee, else because one hears all */
  talk.text = "I say @member3, @MEMBER0@moot.example and @nobody";
  coop_fixture_do (coop, CY, say, &talk);
  expect_news (coop, ADA, "mention");
  expect_news (coop, BO, "reply");
  expect_news (coop, DEE, "");
  coop_fixture_do (coop, CY, look, &talk);
  talk.text = "Well";
  coop_fixture_do (coop, BO, say, &talk);
  expect_news (coop, ADA, "comment");
  expect_news (coop, CY, "reply");

  talk.word = "ordinary";
  coop_fixture_do (coop, BO, propose, &talk);
  coop_fixture_do (coop, BO, open_vote, &talk);
  expect_news (coop, ADA, "vote proposal");
  expect_news (coop, DEE, "");
  coop_fixture_do (coop, BO, unsay, &talk);
  coop_fixture_check (coop);
}

static gboolean
run_news (CoopFixture *coop)
{
  g_autoptr (GError) error = NULL;
  gboolean done = moot_talk_run_due (coop->pool, coop->site, coop->now, NULL, NULL, &error);

  g_assert_no_error (error);
  return done;
}

/* On the last day those who have not voted hear of it, once; a week later comes the digest. */
static void
test_reminder_and_digest (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (Talk) talk = { .text = "Context", .word = "ordinary" };
  MootTalkDigest *shown;

  coop_fixture_pass_days (coop, 1);
  g_assert_true (run_news (coop));
  coop_fixture_do (coop, BO, discuss, &talk);
  coop_fixture_do (coop, BO, propose, &talk);
  coop_fixture_do (coop, BO, open_vote, &talk);
  expect_news (coop, CY, "vote proposal discussion");
  coop_fixture_pass_days (coop, 3);
  run_news (coop);
  expect_news (coop, CY, "");
  coop_fixture_pass_days (coop, 1);
  run_news (coop);
  run_news (coop);
  expect_news (coop, CY, "closing");
  coop_fixture_pass_days (coop, 2);
  coop_fixture_run_jobs (coop);
  run_news (coop);
  run_news (coop);
  expect_news (coop, CY, "digest dues_open outcome");

  coop_fixture_do (coop, CY, digest, &talk);
  shown = MOOT_TALK_DIGEST (talk.shown);
  g_assert_cmpstr (shown->frequency, ==, "weekly");
  g_assert_cmpuint (shown->discussions->len, ==, 1);
  g_assert_cmpuint (shown->proposals->len, ==, 1);
  talk.word = "daily";
  coop_fixture_do (coop, CY, change_digest, &talk);
  coop_fixture_do (coop, CY, digest, &talk);
  shown = MOOT_TALK_DIGEST (talk.shown);
  g_assert_cmpstr (shown->frequency, ==, "daily");
  g_assert_cmpuint (shown->discussions->len + shown->proposals->len, ==, 0);
  talk.word = "hourly";
  coop_fixture_refuse (coop, CY, change_digest, &talk, MOOT_COOP_ERROR_INVALID);

  /* a day on which nothing happened is not worth a word */
  coop_fixture_pass_days (coop, 1);
  run_news (coop);
  expect_news (coop, CY, "");
  coop->now += MOOT_HOUR;
  talk.text = "One more thing";
  talk.comment = 0;
  coop_fixture_do (coop, BO, say, &talk);
  coop_fixture_pass_days (coop, 1);
  run_news (coop);
  expect_news (coop, CY, "digest");
}

static void
test_versions (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 3);
  g_auto (Talk) talk = { .text = "First" };
  const MootTextVersion *version;

  coop_fixture_do (coop, BO, discuss, &talk);
  talk.text = "Second";
  coop_fixture_do (coop, BO, rewrite, &talk);
  coop_fixture_do (coop, CY, list_context, &talk);
  g_assert_cmpuint (talk.found->len, ==, 2);
  version = g_ptr_array_index (talk.found, 1);
  g_assert_cmpint (version->version, ==, 1);
  g_assert_cmpstr (version->body_source, ==, "First");
  g_assert_cmpint (version->created_at, ==, coop->now);

  talk.text = "Oen";
  coop_fixture_do (coop, BO, say, &talk);
  talk.text = "One";
  coop_fixture_do (coop, BO, reword, &talk);
  coop_fixture_do (coop, CY, list_comment, &talk);
  g_assert_cmpuint (talk.found->len, ==, 2);
  version = g_ptr_array_index (talk.found, 0);
  g_assert_cmpint (version->version, ==, 2);
  g_assert_cmpstr (version->body_source, ==, "One");
  version = g_ptr_array_index (talk.found, 1);
  g_assert_cmpstr (version->body_source, ==, "Oen");
  coop_fixture_do (coop, BO, unsay, &talk);
  coop_fixture_do (coop, CY, list_comment, &talk);
  g_assert_cmpuint (talk.found->len, ==, 0);
}

static void
expect_hits (CoopFixture *coop,
             guint        member,
             const char  *words,
             const char  *type,
             const char  *types)
{
  g_auto (Talk) talk = { .text = words, .word = type };
  g_autoptr (GString) text = g_string_new (NULL);

  coop_fixture_do (coop, member, search, &talk);
  for (guint i = 0; i < talk.found->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            MOOT_TALK_HIT (g_ptr_array_index (talk.found, i))->type);
  g_assert_cmpstr (text->str, ==, types);
}

static void
test_search (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (Talk) talk = { .text = "The **zebra** crossing", .word = "ordinary" };

  coop_fixture_do (coop, BO, discuss, &talk);
  talk.text = "Quagga, surely: à la carte";
  coop_fixture_do (coop, CY, say, &talk);
  coop_fixture_do (coop, BO, propose, &talk);
  expect_hits (coop, DEE, "zebra", NULL, "discussion");
  expect_hits (coop, DEE, "ZEB", NULL, "discussion");
  expect_hits (coop, DEE, "eat zebra", NULL, "");
  expect_hits (coop, DEE, "heat zebra", NULL, "discussion");
  expect_hits (coop, DEE, "quagga a CARTE", NULL, "comment");
  expect_hits (coop, DEE, "azure", NULL, "proposal");
  expect_hits (coop, DEE, "azure", "comment", "");
  expect_hits (coop, DEE, "zebra OR quagga", NULL, "");
  expect_hits (coop, DEE, "\"*^:() NEAR", NULL, "");
  expect_hits (coop, DEE, "*", NULL, "");
  talk.word = "post";
  coop_fixture_refuse (coop, DEE, search, &talk, MOOT_COOP_ERROR_INVALID);

  talk.text = "Okapi";
  coop_fixture_do (coop, CY, reword, &talk);
  expect_hits (coop, DEE, "quagga", NULL, "");
  expect_hits (coop, DEE, "okapi", NULL, "comment");
  coop_fixture_do (coop, CY, unsay, &talk);
  expect_hits (coop, DEE, "okapi", NULL, "");
  talk.text = "Gnu";
  coop_fixture_do (coop, BO, rewrite, &talk);
  expect_hits (coop, DEE, "zebra", NULL, "");
  expect_hits (coop, DEE, "gnu", "discussion", "discussion");
}

static void
test_circle_life (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (Talk) talk = { .text = "Tech & Ops", .open = 1 };
  MootCircle *shown;

  coop_fixture_refuse (coop, BO, begin_circle, &talk, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (coop, ADA, begin_circle, &talk);
  coop_fixture_refuse (coop, ADA, begin_circle, &talk, MOOT_COOP_ERROR_EXISTS);
  talk.circle = 1;
  coop_fixture_do (coop, BO, join, &talk);
  coop_fixture_do (coop, BO, join, &talk);
  coop_fixture_do (coop, CY, look_at_circle, &talk);
  shown = MOOT_CIRCLE (talk.shown);
  g_assert_cmpstr (shown->slug, ==, "tech-ops");
  g_assert_cmpstr (shown->mandate, ==, "<p>Keep it <em>warm</em></p>");
  g_assert_cmpint (shown->members_count, ==, 2);
  g_assert_cmpuint (shown->members->len, ==, 2);
  g_assert_null (shown->my_role);

  talk.member = coop->members[CY];
  talk.word = "coordinator";
  coop_fixture_refuse (coop, BO, appoint, &talk, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (coop, ADA, appoint, &talk);
  expect_news (coop, CY, "circle");
  talk.word = "king";
  coop_fixture_refuse (coop, CY, appoint, &talk, MOOT_COOP_ERROR_INVALID);
  coop_fixture_do (coop, BO, leave, &talk);
  coop_fixture_do (coop, CY, look_at_circle, &talk);
  g_assert_cmpstr (MOOT_CIRCLE (talk.shown)->my_role, ==, "coordinator");
  g_assert_cmpint (MOOT_CIRCLE (talk.shown)->members_count, ==, 2);

  coop_fixture_do (coop, CY, end_circle, &talk);
  coop_fixture_refuse (coop, DEE, join, &talk, MOOT_COOP_ERROR_STATE);
  talk.text = "Too late";
  coop_fixture_refuse (coop, CY, discuss, &talk, MOOT_COOP_ERROR_STATE);
  coop_fixture_check (coop);
}

/* What a closed circle says stays there; what it decides its members decide. */
static void
test_closed_circle (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (Talk) talk = { .text = "Care", .open = 0, .word = "member" };

  coop_fixture_do (coop, ADA, begin_circle, &talk);
  coop_fixture_refuse (coop, BO, join, &talk, MOOT_COOP_ERROR_FORBIDDEN);
  talk.text = "Hush, @member3: xylophone";
  coop_fixture_refuse (coop, BO, discuss, &talk, MOOT_COOP_ERROR_FORBIDDEN);
  talk.member = coop->members[BO];
  coop_fixture_do (coop, ADA, appoint, &talk);
  coop_fixture_do (coop, BO, discuss, &talk);
  expect_news (coop, ADA, "discussion");
  expect_news (coop, DEE, "");
  coop_fixture_refuse (coop, DEE, look, &talk, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_refuse (coop, DEE, say, &talk, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_do (coop, BO, say, &talk);
  coop_fixture_refuse (coop, DEE, list_comment, &talk, MOOT_COOP_ERROR_NOT_FOUND);
  expect_hits (coop, DEE, "xylophone", NULL, "");
  expect_hits (coop, ADA, "xylophone", "comment", "comment");

  talk.word = "bylaw";
  coop_fixture_refuse (coop, BO, propose, &talk, MOOT_COOP_ERROR_CLASS);
  talk.word = "ordinary";
  coop_fixture_do (coop, BO, propose, &talk);
  coop_fixture_do (coop, BO, open_vote, &talk);
  coop_fixture_refuse (coop, DEE, look_at_proposal, &talk, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_do (coop, ADA, look_at_proposal, &talk);
  g_assert_cmpint (MOOT_PROPOSAL (talk.shown)->eligible_count, ==, 2);

  /* who leads the circle leads its talk; its author alone does not */
  coop_fixture_refuse (coop, BO, lock, &talk, MOOT_COOP_ERROR_FORBIDDEN);
  talk.word = "coordinator";
  coop_fixture_do (coop, ADA, appoint, &talk);
  coop_fixture_do (coop, BO, lock, &talk);
  coop_fixture_do (coop, BO, leave, &talk);
  coop_fixture_refuse (coop, BO, look, &talk, MOOT_COOP_ERROR_NOT_FOUND);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/talk/levels", test_levels);
  g_test_add_func ("/talk/news", test_news);
  g_test_add_func ("/talk/reminder-and-digest", test_reminder_and_digest);
  g_test_add_func ("/talk/versions", test_versions);
  g_test_add_func ("/talk/search", test_search);
  g_test_add_func ("/talk/circle-life", test_circle_life);
  g_test_add_func ("/talk/closed-circle", test_closed_circle);
  return g_test_run ();
}
