/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* More than a village: ten thousand comments in one discussion, and five thousand voters. */
#include "proposal-steps.h"

#include "moot-discussions.h"

#define COMMENTS 10000
#define SPEAKERS 4
#define READER SPEAKERS /* says nothing */
#define PAGE 80
#define VOTERS 5000

#define STEP(name)                                                              \
  static gboolean name (const MootCoopContext *context, const MootActor *actor, \
                        gpointer data, GError **error)

/* Comments ------------------------------------------------------------------------------------ */

/**
 * Hall:
 *
 * A discussion, and what was read of it last.
 */
typedef struct
{
  gint64 discussion;
  gint64 ids[COMMENTS]; /* in the order in which they were said */
  gint64 parents[COMMENTS];
  const char *ranges;
  MootRange range;
  GPtrArray *page;
  MootDiscussion *shown;
} Hall;

static void
hall_clear (Hall *self)
{
  g_clear_pointer (&self->page, g_ptr_array_unref);
  g_clear_object (&self->shown);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Hall, hall_clear)

STEP (speak)
{
  Hall *hall = data;
  const MootDiscussionDraft draft = { .title = "Everything",
                                      .context = "All of it.",
                                      .pinned = -1 };
  g_autoptr (GPtrArray) speakers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_actor_free);

  for (guint i = 0; i < SPEAKERS; i++)
    g_ptr_array_add (speakers, moot_actor_load (context, 100 + i, error));
  hall->discussion = moot_discussions_create (context, actor, &draft, error);
  for (guint i = 0; i < COMMENTS && hall->discussion != 0; i++)
    {
      /* answers to what was said long before, deep threads, and words of one's own */
      hall->parents[i] = i % 7 == 0 ? 0 : i % 7 < 4 ? hall->ids[i - 1]
                                                    : hall->ids[i / 2];
      hall->ids[i] = moot_comments_create (
        context, g_ptr_array_index (speakers, i * SPEAKERS / COMMENTS), hall->discussion,
        hall->parents[i], "Hear, *hear*.", NULL, error);
      if (hall->ids[i] == 0)
        return FALSE;
    }
  return hall->discussion != 0;
}

STEP (turn_page)
{
  Hall *hall = data;

  g_clear_pointer (&hall->page, g_ptr_array_unref);
  hall->page = moot_comments_list (context, actor, hall->discussion, &hall->range, error);
  return hall->page != NULL;
}

STEP (read_ranges)
{
  Hall *hall = data;

  return moot_discussions_mark_read (context, actor, hall->discussion, hall->ranges, error);
}

STEP (look)
{
  Hall *hall = data;

  g_clear_object (&hall->shown);
  hall->shown = moot_discussions_load (context, actor, hall->discussion, error);
  return hall->shown != NULL;
}

STEP (unsay)
{
  Hall *hall = data;

  return moot_comments_delete (context, actor, hall->ids[COMMENTS - 1], error);
}

static void
check_comment (Hall  *hall,
               guint  number,
               guint  place)
{
  const MootComment *comment = g_ptr_array_index (hall->page, place);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, hall->ids[number]);
  g_autofree char *parent =
    hall->parents[number] != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, hall->parents[number])
                               : NULL;

  g_assert_cmpstr (comment->id, ==, id);
  g_assert_cmpstr (comment->parent_id, ==, parent);
  g_assert_cmpint (comment->position, ==, number + 1);
}

/* Every comment is on one page, with the one it answers, whichever way one turns them. */
static void
check_pages (CoopFixture *fixture,
             Hall        *hall,
             gboolean     ascending)
{
  guint n_seen = 0;
  guint n_pages = 0;

  hall->range = (MootRange){ .below = G_MAXINT64, .limit = PAGE, .ascending = ascending };
  do
    {
      coop_fixture_do (fixture, READER, turn_page, hall);
      for (guint i = 0; i < hall->page->len; i++, n_seen++)
        check_comment (hall, ascending ? n_seen : COMMENTS - 1 - n_seen, i);
      n_pages++;
      if (n_seen > 0 && ascending)
        hall->range.above = hall->ids[n_seen - 1];
      else if (n_seen > 0)
        hall->range.below = hall->ids[COMMENTS - n_seen];
    }
  while (hall->page->len == PAGE);
  g_assert_cmpuint (n_seen, ==, COMMENTS);
  g_assert_cmpuint (n_pages, ==, COMMENTS / PAGE + 1);
}

static void
check_unread (CoopFixture *fixture,
              Hall        *hall,
              guint        member,
              guint        expected,
              gint64       first)
{
  g_autofree char *id = first >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, hall->ids[first]) : NULL;

  coop_fixture_do (fixture, member, look, hall);
  g_assert_cmpint (hall->shown->read->unread_count, ==, expected);
  g_assert_cmpstr (hall->shown->read->first_unread_id, ==, id);
}

/* Somebody comes back to where they stopped, reads on, and skips. */
static void
check_reading (CoopFixture *fixture,
               Hall        *hall)
{
  check_unread (fixture, hall, READER, COMMENTS, 0);
  hall->ranges = "[[1,6000]]";
  coop_fixture_do (fixture, READER, read_ranges, hall);
  check_unread (fixture, hall, READER, COMMENTS - 6000, 6000);
  hall->range =
    (MootRange){ .above = hall->ids[5999], .below = G_MAXINT64, .limit = PAGE, .ascending = TRUE };
  coop_fixture_do (fixture, READER, turn_page, hall);
  check_comment (hall, 6000, 0);
  hall->ranges = "[[6002,7000],[9001,9999]]";
  coop_fixture_do (fixture, READER, read_ranges, hall);
  check_unread (fixture, hall, READER, 2002, 6000);
  hall->ranges = "[[6001,6001],[7001,9000]]";
  coop_fixture_do (fixture, READER, read_ranges, hall);
  check_unread (fixture, hall, READER, 1, COMMENTS - 1);
  g_assert_cmpstr (hall->shown->read->ranges, ==, "[[1,9999]]");
  /* what is taken back need not be read, and takes nobody's place */
  coop_fixture_do (fixture, SPEAKERS - 1, unsay, hall);
  check_unread (fixture, hall, READER, 0, -1);
  g_assert_cmpint (hall->shown->comments_count, ==, COMMENTS - 1);
}

static void
test_comments (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("tiny", SPEAKERS + 1);
  g_autofree Hall *hall = g_new0 (Hall, 1);

  coop_fixture_do (fixture, 0, speak, hall);
  coop_fixture_do (fixture, READER, look, hall);
  g_assert_cmpint (hall->shown->comments_count, ==, COMMENTS);
  check_pages (fixture, hall, TRUE);
  check_pages (fixture, hall, FALSE);
  check_unread (fixture, hall, 0, COMMENTS / SPEAKERS * (SPEAKERS - 1), COMMENTS / SPEAKERS);
  check_reading (fixture, hall);
  hall_clear (hall);
  coop_fixture_check (fixture);
}

/* Voters -------------------------------------------------------------------------------------- */

/* The first thousand change their mind: they are one vote each still. */
STEP (vote)
{
  ProposalLife *life = data;
  const gint64 agree = proposal_find_option (life, "agree");
  const gint64 disagree = proposal_find_option (life, "disagree");

  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < (turn == 0 ? VOTERS : VOTERS / 5); i++)
      {
        g_autoptr (MootActor) voter = moot_actor_load (context, PROPOSAL_CROWD + i, error);
        const gboolean yes = turn == 1 || i >= VOTERS / 5;

        life->ballot = (MootBallotDraft){ .proposal_version = 1,
                                          .choices = { { yes ? agree : disagree, 1 } },
                                          .n_choices = 1,
                                          .reason = "So it is." };
        if (voter == NULL || !proposal_cast (context, voter, life, error))
          return FALSE;
      }
  return TRUE;
}

STEP (retract)
{
  ProposalLife *life = data;
  g_autoptr (MootActor) voter = moot_actor_load (context, PROPOSAL_CROWD, error);

  return voter != NULL && moot_voting_retract (context, voter, life->proposal, error);
}

static void
check_line (ProposalLife *life,
            const char   *key,
            gint64        votes)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, proposal_find_option (life, key));

  for (guint i = 0; i < life->tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (life->tally->options, i);

      if (g_str_equal (line->option_id, id))
        g_assert_cmpint (line->votes, ==, votes);
    }
}

static void
test_voters (void)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("social-coop", 1);
  g_auto (ProposalLife) life = { 0 };

  proposal_enrol (fixture, VOTERS);
  life.draft.class = "ordinary";
  coop_fixture_do (fixture, 0, proposal_discuss, &life);
  coop_fixture_do (fixture, 0, proposal_propose, &life);
  coop_fixture_pass_days (fixture, 4);
  coop_fixture_do (fixture, 0, proposal_open, &life);
  coop_fixture_do (fixture, 0, proposal_look, &life);
  g_assert_cmpint (life.shown->eligible_count, ==, VOTERS + 1);
  g_assert_cmpint (coop_fixture_get_int (fixture, "SELECT count(*) FROM proposal_roll"), ==,
                   VOTERS + 1);
  coop_fixture_do (fixture, 0, vote, &life);
  coop_fixture_do (fixture, 0, retract, &life);
  coop_fixture_do (fixture, 0, proposal_look, &life);
  g_assert_cmpint (life.shown->cast_count, ==, VOTERS - 1);
  proposal_close (fixture, &life);
  coop_fixture_do (fixture, 0, proposal_count, &life);
  g_assert_cmpint (life.tally->cast, ==, VOTERS - 1);
  g_assert_cmpint (life.tally->eligible, ==, VOTERS + 1);
  check_line (&life, "agree", VOTERS - 1);
  check_line (&life, "disagree", 0);
  g_assert_cmpstr (life.tally->verdict, ==, "adopted");
  coop_fixture_check (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coop/crowd/comments", test_comments);
  g_test_add_func ("/coop/crowd/voters", test_voters);
  return g_test_run ();
}
