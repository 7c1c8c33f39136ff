/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The vote of an election is a proposal like any other: the same roll, ballots, count and recount.
 * It is made on the day of the roll, hidden, and opened with the candidates who stand then.
 * Spec: governance rules, elections, roll and voting.
 * Thread: the scheduler's. */
#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-elections.h"
#include "moot-papers.h"
#include "moot-proposal-kinds.h"
#include "moot-proposals.h"
#include "moot-reminders.h"
#include "moot-roll.h"

#define USUAL MOOT_SETTING_USUAL

static const struct
{
  MootDecisionRule rule;
  MootDecisionKind kind;
} rule_kinds[] = {
  { MOOT_DECISION_RULE_APPROVAL, MOOT_ASK_APPROVAL },
  { MOOT_DECISION_RULE_SCORE, MOOT_ASK_SCORE },
  { MOOT_DECISION_RULE_DOT, MOOT_ASK_DOT },
  { MOOT_DECISION_RULE_BORDA, MOOT_ASK_RANK },
  { MOOT_DECISION_RULE_IRV, MOOT_ASK_IRV },
  { MOOT_DECISION_RULE_SCHULZE, MOOT_ASK_SCHULZE },
  { MOOT_DECISION_RULE_STV_SCOTTISH, MOOT_ASK_STV },
  { MOOT_DECISION_RULE_STV_MEEK, MOOT_ASK_STV },
};

static const char *
find_kind (const MootElectionRecord *election)
{
  MootDecisionRule rule = MOOT_DECISION_RULE_APPROVAL;

  moot_decision_rule_from_text (election->rule, &rule);
  for (guint i = 0; !election->is_confidence && i < G_N_ELEMENTS (rule_kinds); i++)
    if (rule_kinds[i].rule == rule)
      return moot_decision_kind_to_text (rule_kinds[i].kind);
  return moot_decision_kind_to_text (MOOT_ASK_APPROVAL);
}

static MootProposalRecord *
make_vote (const MootCoopContext    *context,
           const MootElectionRecord *election)
{
  MootProposalRecord *vote = g_object_new (MOOT_TYPE_PROPOSAL_RECORD, NULL);

  vote->discussion_id = election->discussion_id;
  vote->class = g_strdup (MOOT_ELECTION_CLASS);
  vote->kind = g_strdup (find_kind (election));
  vote->state = g_strdup ("draft");
  vote->version = 1;
  vote->title = g_strdup (election->title);
  vote->source = g_strdup (election->source);
  vote->html = g_strdup (election->html);
  vote->author_id = election->author_id;
  vote->results_visible = g_strdup ("after_close");
  vote->ballot_level = g_strdup (election->ballot_level);
  vote->settings = g_strdup ("{}");
  vote->created_at = context->now;
  vote->discussed_from = election->created_at;
  return vote;
}

static gboolean
take_bylaws (const MootCoopContext  *context,
             MootProposalRecord     *vote,
             MootDecisionClass      *out_class,
             GError                **error)
{
  g_autoptr (MootBylawsRecord) bylaws = moot_bylaws_store_find_latest (context->db, error);

  if (bylaws == NULL)
    return FALSE;
  if (!moot_bylaws_load_class (context->db, bylaws->version, MOOT_ELECTION_CLASS, out_class,
                               error) ||
      !moot_papers_check_level (out_class, NULL, error))
    return FALSE;
  vote->bylaws_version = bylaws->version;
  g_free (vote->ballot_level);
  vote->ballot_level =
    g_strdup (moot_ballot_level_to_text (moot_decision_class_get_held_level (out_class)));
  return TRUE;
}

/** moot_election_vote_freeze_roll: writes who may vote and makes the vote, still hidden */
gboolean
moot_election_vote_freeze_roll (const MootCoopContext  *context,
                                MootElectionRecord     *election,
                                GError                **error)
{
  g_autoptr (MootProposalRecord) vote = make_vote (context, election);
  MootDecisionClass class;

  if (!take_bylaws (context, vote, &class, error) ||
      !moot_proposal_store_add (context->db, vote, error) ||
      !moot_proposal_store_add_version (context->db, vote, election->author_id, context->now,
                                        error) ||
      !moot_roll_freeze (context, vote, &class, error))
    return FALSE;
  if (vote->eligible_count == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody may vote on this");
  election->proposal_id = vote->id;
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "election.roll",
                                               .subject_type = "election",
                                               .subject_id = election->id,
                                               .facts = { { "eligible", NULL,
                                                            vote->eligible_count },
                                                          { "proposal", NULL, vote->id },
                                                          { "roll_sha256", vote->roll_sha256,
                                                            0 } } },
                            &election->log_seq, error) &&
         moot_proposal_store_save (context->db, vote, error) &&
         moot_election_store_save (context->db, election, error);
}

static gint64
add_option (const MootCoopContext  *context,
            gint64                  vote_id,
            const char             *key,
            const char             *title,
            gint64                  position,
            GError                **error)
{
  g_autoptr (MootOptionRecord) option = g_object_new (MOOT_TYPE_OPTION_RECORD, NULL);

  option->proposal_id = vote_id;
  option->key = g_strdup (key);
  option->title = g_strdup (title);
  option->meaning = g_strdup ("");
  option->reason = g_strdup ("optional");
  option->position = position;
  return moot_proposal_store_add_option (context->db, option, error) ? option->id : 0;
}

static gboolean
write_ballot_paper (const MootCoopContext     *context,
                    const MootElectionRecord  *election,
                    GPtrArray                 *candidates,
                    gint64                    *out_n,
                    GError                   **error)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      MootCandidacyRecord *candidacy = g_ptr_array_index (candidates, i);
      g_autofree char *name = moot_elections_dup_name (context, candidacy->member_id, error);

      if (name == NULL)
        return FALSE;
      candidacy->option_id =
        add_option (context, election->proposal_id, "candidate", name, i, error);
      if (candidacy->option_id == 0 || !moot_candidacy_store_save (context->db, candidacy, error))
        return FALSE;
    }
  *out_n = candidates->len;
  if (!election->reopens && !election->is_confidence)
    return TRUE;
  ++*out_n;
  return add_option (context, election->proposal_id, MOOT_OPTION_REOPEN, "Re-open nominations",
                     candidates->len, error) != 0;
}

/**
 * moot_election_vote_begin:
 * @context: a context inside a transaction
 * @election: whose roll is written
 * @candidates: (element-type MootCandidacyRecord): who stands, at least one
 * @error: return location
 *
 * Opens the vote.  No more candidates than seats are not simply elected: each of them needs the
 * confidence of half of the ballots.
 *
 * Returns: whether it was written
 */
gboolean
moot_election_vote_begin (const MootCoopContext  *context,
                          MootElectionRecord     *election,
                          GPtrArray              *candidates,
                          GError                **error)
{
  g_autoptr (MootProposalRecord) vote =
    moot_proposal_store_find (context->db, election->proposal_id, error);
  MootKindSettings settings = { USUAL, USUAL, USUAL, USUAL, USUAL, USUAL, USUAL, USUAL, USUAL };
  MootDecisionClass class;
  gint64 n_options = 0;

  if (vote == NULL || !take_bylaws (context, vote, &class, error))
    return FALSE;
  election->is_confidence = (gint64) candidates->len <= election->seats;
  g_free (vote->kind);
  vote->kind = g_strdup (find_kind (election));
  settings.seats = election->is_confidence ? candidates->len : election->seats;
  settings.min_choices = 1;
  settings.shuffle = 1;
  if (!write_ballot_paper (context, election, candidates, &n_options, error) ||
      !moot_proposal_kinds_settle (vote, &settings, (guint) n_options, error) ||
      !moot_election_store_set_kind (context->db, vote->id, vote->kind, error))
    return FALSE;
  g_free (vote->state);
  vote->state = g_strdup ("open");
  vote->opens_at = context->now;
  vote->closes_at =
    MAX (election->closes_at, context->now + MAX (class.min_voting_days, 1) * MOOT_DAY);
  election->challenge_until += vote->closes_at - election->closes_at;
  election->opens_at = vote->opens_at;
  election->closes_at = vote->closes_at;
  return moot_reminders_file_election (context, vote, error) &&
         moot_proposals_announce_opening (context, NULL, vote, error) &&
         moot_elections_move (context, election, 0, "voting", vote->closes_at, error);
}
