/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Published elections as proposals: as many members as there were voters, each casts the ballot of
 * one paper, and the node closes the vote.  The stages, the lot and the papers it publishes must be
 * those of the election. */
#include "paper-votes.h"

#include "moot-audit.h"
#include "moot-blt.h"
#include "moot-json.h"
#include "moot-ranked-count.h"
#include "moot-ranked-tally.h"

#define USUAL MOOT_SETTING_USUAL

#define TENNESSEE                                                                        \
  "4 1 42 1 2 3 4 0 26 2 3 4 1 0 15 3 4 2 1 0 17 4 3 2 1 0 0 \"Memphis\" \"Nashville\" " \
  "\"Chattanooga\" \"Knoxville\" \"Tennessee\""
#define SCHULZE                                                                              \
  "5 4 5 1 3 2 5 4 0 5 1 4 5 3 2 0 8 2 5 4 1 3 0 3 3 1 2 5 4 0 7 3 1 5 2 4 0 2 3 2 1 4 5 0 " \
  "7 4 3 5 2 1 0 8 5 2 1 4 3 0 0 \"A\" \"B\" \"C\" \"D\" \"E\" \"45 papers\""
#define FOOD                                                                                   \
  "7 3 3 1 2 0 8 2 3 4 0 1 3 1 2 0 3 4 5 0 1 5 4 6 0 4 6 7 0 3 7 5 6 0 0 \"Orange\" \"Pear\" " \
  "\"Strawberry\" \"Cake\" \"Chocolate\" \"Hamburger\" \"Chicken\" \"Food\""

typedef struct
{
  const char *name;
  const char *kind;
  gboolean meek;
  const char *text;    /* a BLT text, or a file of the fixtures */
  const char *elected; /* by name, with commas */
  guint n_stages;
  const char *quota;
  const char *lost; /* not transferable at the end */
  guint n_lots;
} Case;

/* clang-format off */
static const Case cases[] = {
  { "eilean-siar", "stv", FALSE, "na-hearadh-2012.blt",
    "Catherine Macdonald, Philip Robert Mclean, D J Macrae", 4, "201", "206.47820", 0 },
  { "ers97-meek", "stv", TRUE, "ers97.blt", "Smith, Duke, Carpenter, Freeman, Prince, Vicar", 0,
    NULL, NULL, 0 },
  { "food", "stv", FALSE, FOOD, "Pear, Cake, Hamburger", 0, "6", NULL, 0 },
  { "castor", "stv", FALSE, "3 2 4 1 2 0 2 3 0 0 \"Castor\" \"Pollux\" \"Helen\" \"T\"",
    "Castor, Helen", 3, "3", "1.00000", 0 },
  { "castor-513", "stv", FALSE, "3 2 5 1 2 0 1 2 0 3 3 0 0 \"Castor\" \"Pollux\" \"Helen\" \"T\"",
    "Castor, Helen", 3, "4", "2.00000", 0 },
  { "weak-defeat", "stv", FALSE,
    "5 2 1 1 2 0 2 2 0 3 3 0 4 4 0 5 5 0 0 \"A\" \"B\" \"C\" \"D\" \"E\" \"T\"", "E, D", 4, "6",
    NULL, 0 },
  { "weak-surplus", "stv", FALSE,
    "6 4 10 1 3 0 8 2 0 6 3 0 5 4 0 3 5 4 0 3 6 4 0 0 \"A\" \"B\" \"C\" \"D\" \"E\" \"F\" \"T\"",
    "A, B, C, D", 0, "8", NULL, 1 },
  { "tennessee", "irv", FALSE, TENNESSEE, "Knoxville", 3, NULL, "0.00000", 0 },
  { "tennessee", "schulze", FALSE, TENNESSEE, "Nashville", 1, NULL, "0.00000", 0 },
  { "45-papers", "schulze", FALSE, SCHULZE, "E, A, C, B", 1, NULL, "0.00000", 0 },
};
/* clang-format on */

typedef struct
{
  PaperVotes votes;
  const Case *c;
  char *blt;
} Vote;

static void
vote_clear (Vote *self)
{
  paper_votes_clear (&self->votes);
  g_free (self->blt);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Vote, vote_clear)

static gboolean
save_blt (const MootCoopContext  *context,
          const MootActor        *actor,
          gpointer                data,
          GError                **error)
{
  Vote *vote = data;

  g_free (vote->blt);
  vote->blt = moot_ranked_tally_dup_blt (context, actor, vote->votes.life.proposal, error);
  return vote->blt != NULL;
}

/* The log still has the root of which the lot was drawn. */
static gboolean
check_lot (const MootCoopContext  *context,
           const MootActor        *actor,
           gpointer                data,
           GError                **error)
{
  const Vote *vote = data;
  MootLot lot;
  MootDigest root;
  gint64 size = 0;

  g_assert_true (
    moot_ranked_count_read_lot (vote->votes.life.tally->stv, vote->votes.life.shown->uri, &lot));
  if (!moot_audit_get_head (context->db, lot.tree_size, &size, &root, error))
    return FALSE;
  g_assert_cmpmem (&root, sizeof root, &lot.root, sizeof lot.root);
  return TRUE;
}

static void
begin (CoopFixture *fixture,
       Vote        *vote)
{
  ProposalLife *life = &vote->votes.life;

  coop_fixture_do (fixture, 0, paper_votes_enrol, vote);
  life->draft = (MootProposalDraft){
    .title = vote->votes.election->title,
    .kind = vote->c->kind,
    .options = vote->votes.options,
    .settings = { USUAL, USUAL, USUAL, USUAL, USUAL, vote->votes.election->n_seats, USUAL, USUAL,
                  vote->c->meek ? 1 : USUAL },
  };
  coop_fixture_do (fixture, 1, proposal_discuss, life);
  coop_fixture_do (fixture, 1, proposal_propose, life);
  coop_fixture_do (fixture, 1, proposal_open, life);
  coop_fixture_do (fixture, 1, proposal_look, life);
}

static void
check_stages (const Vote *vote)
{
  g_autoptr (JsonNode) node = moot_json_parse (vote->votes.life.tally->stv, -1, NULL);
  JsonObject *stv = json_node_get_object (node);
  JsonArray *stages = moot_json_get_array (stv, "stages");
  JsonObject *last = json_array_get_object_element (stages, json_array_get_length (stages) - 1);

  g_assert_cmpint (moot_json_get_int (stv, "valid"), ==, vote->votes.election->n_votes);
  if (vote->c->n_stages > 0)
    g_assert_cmpuint (json_array_get_length (stages), ==, vote->c->n_stages);
  if (!vote->c->meek)
    g_assert_cmpstr (moot_json_get_string (stv, "quota"), ==, vote->c->quota);
  if (vote->c->lost != NULL)
    g_assert_cmpstr (moot_json_get_string (last, "non_transferable"), ==, vote->c->lost);
  g_assert_cmpuint (json_array_get_length (moot_json_get_array (stv, "lots")), ==,
                    vote->c->n_lots);
}

/* What is published counts to the same result in another program. */
static void
check_blt (const Vote *vote)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = moot_blt_read (vote->blt, strlen (vote->blt), &error);

  g_assert_no_error (error);
  g_assert_cmpint (election->n_votes, ==, vote->votes.election->n_votes);
  g_assert_cmpuint (election->n_seats, ==, vote->votes.election->n_seats);
  g_assert_cmpstr (election->names[0], ==, vote->votes.election->names[0]);
  g_assert_null (strstr (vote->blt, "voter"));
}

static void
test_election (gconstpointer data)
{
  g_autoptr (CoopFixture) fixture = coop_fixture_new ("association", PAPER_VOTES_FIRST);
  g_auto (Vote) vote = { .c = data };
  ProposalLife *life = &vote.votes.life;
  g_autofree char *statement = NULL;

  paper_votes_read (&vote.votes, vote.c->text);
  begin (fixture, &vote);
  coop_fixture_refuse (fixture, 0, save_blt, &vote, MOOT_COOP_ERROR_HIDDEN);
  coop_fixture_do (fixture, 0, paper_votes_cast, &vote);
  coop_fixture_pass_days (fixture, 8);
  coop_fixture_run_jobs (fixture);

  coop_fixture_do (fixture, 1, proposal_count, life);
  g_assert_cmpstr (life->tally->verdict, ==, "adopted");
  check_stages (&vote);
  coop_fixture_do (fixture, 1, check_lot, &vote);
  coop_fixture_do (fixture, 1, proposal_read_outcome, life);
  statement =
    g_strdup_printf ("Chosen: %s. %u of %u voted.", vote.c->elected,
                     (guint) vote.votes.election->n_votes, (guint) vote.votes.election->n_votes);
  g_assert_cmpstr (life->outcome->statement, ==, statement);
  coop_fixture_do (fixture, 1, save_blt, &vote);
  check_blt (&vote);
  coop_fixture_check (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/coop/ranked-kinds/%s-%s", cases[i].kind, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_election);
    }
  return g_test_run ();
}
