/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Anonymous ballots.  One transaction marks who has voted, in a row of the roll that was there
 * before, and puts the paper into the box, under a number that only the voter's device can work
 * out; the log gets a commitment that only the voter can open.  Nothing is kept that leads from one
 * to the other, so a paper is changed by whoever knows the secret of its receipt, and by nobody
 * else; and the paper of somebody who leaves later stays in the count.
 * Whoever runs the node while votes come in could look: that is what this level asks to trust.
 * Spec: governance rules, ballot level L1.
 * Thread: the connection's. */
#include "moot-papers.h"

#include "moot-audit.h"
#include "moot-ballot-store.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-paper-store.h"
#include "moot-paper.h"
#include "moot-proposal-store.h"
#include "moot-texts.h"
#include "moot-voting-private.h"

/** moot_papers_are_used: whether the ballots of a vote have no names */
gboolean
moot_papers_are_used (const MootProposalRecord *proposal)
{
  return g_strcmp0 (proposal->ballot_level,
                    moot_ballot_level_to_text (MOOT_BALLOT_LEVEL_ANONYMOUS)) == 0;
}

/**
 * moot_papers_check_level:
 * @decision: a class of decisions
 * @field: (nullable): of the request, to name in the refusal
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_BALLOT_LEVEL.
 *
 * Returns: whether ballots as the bylaws want them can be held here
 */
gboolean
moot_papers_check_level (const MootDecisionClass  *decision,
                         const char               *field,
                         GError                  **error)
{
  return moot_decision_class_get_held_level (decision) != MOOT_BALLOT_LEVEL_SEALED ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_BALLOT_LEVEL, field,
                           "the bylaws ask for sealed ballots (L2) in class '%s': what is missing "
                           "is scrutineers whose devices give out tokens and open the box, which "
                           "this node does not have; bylaws with \"ballot_fallback\":\"L1\" hold "
                           "anonymous votes until then",
                           decision->id);
}

/** moot_papers_check_roll: whether enough may vote to hide among each other */
gboolean
moot_papers_check_roll (const MootProposalRecord  *proposal,
                        GError                   **error)
{
  return !moot_papers_are_used (proposal) ||
         proposal->eligible_count >= MOOT_PAPER_VOTERS_MIN ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_BALLOT_LEVEL, NULL,
                           "an anonymous vote needs %d voters: with %" G_GINT64_FORMAT
                           ", the count would tell who voted how",
                           MOOT_PAPER_VOTERS_MIN, proposal->eligible_count);
}

/* Casting ------------------------------------------------------------------------------------ */

static gboolean
check_draft (const MootProposalRecord  *proposal,
             const MootPaperDraft      *draft,
             GError                   **error)
{
  if (!moot_papers_are_used (proposal))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BALLOT_LEVEL, NULL,
                             "this vote is not anonymous");
  if (draft->stamp == NULL || *draft->stamp == '\0')
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "stamp",
                             "an anonymous vote needs a stamp from the voter's device");
  if (!moot_paper_is_hex (draft->stamp))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "stamp",
                             "a stamp has %d hexadecimal digits", MOOT_PAPER_DIGITS);
  return draft->secret == NULL || moot_paper_is_hex (draft->secret) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "secret",
                           "a secret has %d hexadecimal digits", MOOT_PAPER_DIGITS);
}

static MootPaperRecord *
make_paper (const MootProposalRecord  *proposal,
            const MootPaperDraft      *draft,
            GPtrArray                 *choices,
            char                     **out_commitment,
            GError                   **error)
{
  g_autoptr (MootPaperRecord) paper = g_object_new (MOOT_TYPE_PAPER_RECORD, NULL);
  g_autofree char *reason =
    draft->ballot.reason != NULL ? moot_text_dup_trimmed (draft->ballot.reason) : NULL;
  MootBallotStatement statement = { .proposal_id = proposal->id,
                                    .version = proposal->version,
                                    .reason = reason };

  moot_voting_state_choices (choices, &statement);
  paper->proposal_id = proposal->id;
  paper->number = moot_paper_dup_number (draft->stamp);
  paper->choices = moot_paper_dup_choices (&statement, error);
  if (reason != NULL && *reason != '\0')
    paper->reason_source = g_strdup (reason);
  paper->proposal_version = proposal->version;
  if (paper->choices != NULL)
    *out_commitment = moot_paper_dup_commitment (&statement, draft->stamp, error);
  return paper->choices != NULL && *out_commitment != NULL ? g_steal_pointer (&paper) : NULL;
}

/* An answer that got lost on its way is asked for again: the same paper with the same stamp. */
static gboolean
find_repeat (const MootCoopContext  *context,
             const MootPaperRecord  *paper,
             const char             *commitment,
             gint64                 *out_seq,
             GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootPaperRecord) same =
    moot_paper_store_find_open (context->db, paper->proposal_id, paper->number, &local);

  *out_seq = 0;
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (same == NULL)
    return TRUE;
  if (!moot_paper_store_find_entry (context->db, paper->proposal_id, commitment, out_seq, error))
    return FALSE;
  return *out_seq != 0 || moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "stamp",
                                            "this stamp is on another paper: draw a new one");
}

/* Takes the earlier paper out for whoever knows its secret. */
static gboolean
replace (const MootCoopContext     *context,
         const MootProposalRecord  *proposal,
         const MootPaperDraft      *draft,
         GError                   **error)
{
  g_autofree char *stamp = moot_paper_dup_stamp (draft->secret);
  g_autofree char *number = stamp != NULL ? moot_paper_dup_number (stamp) : NULL;
  gboolean removed = FALSE;

  if (number != NULL &&
      !moot_paper_store_remove (context->db, proposal->id, number, &removed, error))
    return FALSE;
  return removed || moot_coop_refuse (error, MOOT_COOP_ERROR_VOTED, "secret",
                                      "you have voted: only the receipt of your paper, which is on "
                                      "the device you voted from, can change it");
}

static gint64
write_paper (const MootCoopContext  *context,
             const MootPaperRecord  *paper,
             const char             *commitment,
             gboolean                first,
             GError                **error)
{
  gint64 log_seq = 0;

  if (!moot_audit_append (context,
                          &(MootAuditEvent){ .type = first ? "vote.paper" : "vote.paper_changed",
                                             .subject_type = "proposal",
                                             .subject_id = paper->proposal_id,
                                             .facts = { { "ballot_sha256", commitment, 0 } } },
                          &log_seq, error) ||
      !moot_paper_store_add (context->db, paper, error) ||
      !moot_proposal_store_change_cast (context->db, paper->proposal_id, first, error))
    return 0;
  moot_coop_tell (context, "coop.ballot_count", paper->proposal_id);
  return log_seq;
}

/**
 * moot_papers_cast:
 * @context: a context inside a transaction
 * @actor: who votes
 * @proposal_id: on what
 * @draft: the paper
 * @error: return location
 *
 * Casts an anonymous ballot, or replaces the one whose secret is given.  The same paper twice is
 * taken once.
 *
 * Errors: those of moot_voting_cast() but signatures; %MOOT_COOP_ERROR_VOTED for a second paper,
 * _BALLOT_LEVEL for a vote with names.
 *
 * Returns: where the log commits to it, 0 on failure
 */
gint64
moot_papers_cast (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gint64                  proposal_id,
                  const MootPaperDraft   *draft,
                  GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (MootPaperRecord) paper = NULL;
  g_autofree char *commitment = NULL;
  gboolean first = FALSE;
  gint64 log_seq = 0;

  if (proposal == NULL || !check_draft (proposal, draft, error))
    return 0;
  choices = moot_voting_accept (context, actor, proposal, &draft->ballot, error);
  paper = choices != NULL ? make_paper (proposal, draft, choices, &commitment, error) : NULL;
  if (paper == NULL || !find_repeat (context, paper, commitment, &log_seq, error))
    return 0;
  if (log_seq != 0)
    return log_seq;
  if (!moot_paper_store_mark_voter (context->db, proposal_id, actor->id, &first, error) ||
      (!first && !replace (context, proposal, draft, error)))
    return 0;
  return write_paper (context, paper, commitment, first, error);
}

/* Counting ----------------------------------------------------------------------------------- */

static const char *
find_key (GPtrArray *options,
          gint64     option_id)
{
  for (guint i = 0; i < options->len; i++)
    {
      const MootOptionRecord *option = g_ptr_array_index (options, i);

      if (option->id == option_id)
        return option->key;
    }
  return NULL;
}

static void
add_choices (GPtrArray                 *all,
             gint64                     place,
             const MootBallotStatement *statement,
             GPtrArray                 *options)
{
  for (guint i = 0; i < statement->n_choices; i++)
    {
      MootChoiceRecord *choice = g_object_new (MOOT_TYPE_CHOICE_RECORD, NULL);

      choice->ballot_id = choice->member_id = place;
      choice->option_id = statement->choices[i].option_id;
      choice->key = g_strdup (find_key (options, choice->option_id));
      choice->value = statement->choices[i].value;
      g_ptr_array_add (all, choice);
    }
}

/**
 * moot_papers_list_choices:
 * @context: a context
 * @proposal: a vote, with names or without
 * @options: (element-type MootOptionRecord): its options
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootChoiceRecord): what all ballots that count say, one
 * ballot after the other; papers have their place instead of ids
 */
GPtrArray *
moot_papers_list_choices (const MootCoopContext     *context,
                          const MootProposalRecord  *proposal,
                          GPtrArray                 *options,
                          GError                   **error)
{
  g_autoptr (GPtrArray) papers = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (!moot_papers_are_used (proposal))
    return moot_ballot_store_list_for_count (context->db, proposal->id, error);
  papers = moot_paper_store_list_for_count (context->db, proposal->id, error);
  if (papers == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < papers->len; i++)
    {
      const MootPaperRecord *paper = g_ptr_array_index (papers, i);
      MootBallotStatement statement;

      if (!moot_paper_read_choices (paper->choices, &statement))
        {
          moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, NULL, "a paper cannot be read");
          return NULL;
        }
      add_choices (all, i + 1, &statement, options);
    }
  return g_steal_pointer (&all);
}

/**
 * moot_papers_list_texts:
 * @db: a connection
 * @proposal_id: a vote without names
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): every paper as the log's digests take it, in the
 * order of their numbers
 */
GPtrArray *
moot_papers_list_texts (MootDb  *db,
                        gint64   proposal_id,
                        GError **error)
{
  g_autoptr (GPtrArray) papers = moot_paper_store_list_for_count (db, proposal_id, error);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; papers != NULL && i < papers->len; i++)
    {
      const MootPaperRecord *paper = g_ptr_array_index (papers, i);
      MootBallotStatement statement = { .proposal_id = proposal_id,
                                        .version = paper->proposal_version,
                                        .reason = paper->reason_source };
      char *text;

      /* one that cannot be read counts with what it has instead, so that it shows */
      moot_paper_read_choices (paper->choices, &statement);
      text = moot_paper_dup_text (&statement, paper->number, error);
      if (text == NULL)
        return NULL;
      g_ptr_array_add (texts, text);
    }
  return papers != NULL ? g_steal_pointer (&texts) : NULL;
}

/** moot_papers_dup_digest_of: (transfer full): what the log has of all papers of a vote together */
char *
moot_papers_dup_digest_of (MootDb  *db,
                           gint64   proposal_id,
                           GError **error)
{
  g_autoptr (GPtrArray) texts = moot_papers_list_texts (db, proposal_id, error);

  return texts != NULL ? moot_papers_dup_digest (texts) : NULL;
}
