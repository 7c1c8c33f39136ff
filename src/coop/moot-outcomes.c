/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What became of proposals.  The node words an outcome when the vote closes; the proposer or a
 * facilitator may say it better, never what the verdict was.
 * Spec: co-op API, Outcome.
 * Thread: the connection's. */
#include "moot-outcomes.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-effects.h"
#include "moot-emergencies.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-public-record.h"
#include "moot-texts.h"

static const struct
{
  MootVerdictResult result;
  const char *words;
} openings[] = {
  { MOOT_VERDICT_ADOPTED, "Adopted" },
  { MOOT_VERDICT_REJECTED, "Not adopted: too few agree" },
  { MOOT_VERDICT_TIED, "Not adopted: as many for as against" },
  { MOOT_VERDICT_BLOCKED, "Not adopted: it was blocked" },
  { MOOT_VERDICT_NOT_QUORATE, "Not decided: too few voted" },
};

/* Which options were chosen, by their names. */
static char *
join_chosen (const MootTally *tally,
             GPtrArray       *options)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);

      for (guint j = 0; line->chosen && j < options->len; j++)
        {
          const MootOptionRecord *option = g_ptr_array_index (options, j);

          if (g_ascii_strtoll (line->option_id, NULL, 10) == option->id)
            g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", option->title);
        }
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
word_opening (const MootTally   *tally,
              MootVerdictResult  result,
              GPtrArray         *options,
              gboolean           yes_no)
{
  g_autofree char *chosen = NULL;

  if (!yes_no && result == MOOT_VERDICT_ADOPTED)
    {
      chosen = join_chosen (tally, options);
      return g_strconcat ("Chosen: ", chosen, NULL);
    }
  if (!yes_no && result != MOOT_VERDICT_NOT_QUORATE)
    return g_strdup (result == MOOT_VERDICT_TIED ? "Not decided: a tie"
                                                 : "Not decided: nobody chose anything");
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (openings[i].result == result)
      return g_strdup (openings[i].words);
  return g_strdup ("Closed");
}

static char *
word_statement (const MootCoopContext     *context,
                const MootProposalRecord  *proposal,
                const MootTally           *tally,
                MootVerdictResult          result,
                GError                   **error)
{
  g_autoptr (GPtrArray) options =
    moot_proposal_store_list_options (context->db, proposal->id, error);
  g_autofree char *opening = NULL;

  if (options == NULL)
    return NULL;
  opening = word_opening (tally, result, options, g_str_equal (proposal->kind, "proposal"));
  return g_strdup_printf ("%s. %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " voted.", opening,
                          tally->cast, tally->eligible);
}

static gboolean
add_log_entry (const MootCoopContext  *context,
               const char             *type,
               MootOutcomeRecord      *outcome,
               GError                **error)
{
  g_autofree char *digest = moot_sha256_hex (outcome->statement, strlen (outcome->statement));

  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = outcome->author_id,
                                               .subject_type = "proposal",
                                               .subject_id = outcome->proposal_id,
                                               .facts = { { "statement_sha256", digest, 0 },
                                                          { "verdict", outcome->verdict, 0 } } },
                            &outcome->log_seq, error);
}

/** moot_outcomes_record_verdict: writes what a vote that has just closed decided */
gboolean
moot_outcomes_record_verdict (const MootCoopContext     *context,
                              const MootProposalRecord  *proposal,
                              const MootTally           *tally,
                              MootVerdictResult          result,
                              GError                   **error)
{
  g_autoptr (MootOutcomeRecord) outcome = g_object_new (MOOT_TYPE_OUTCOME_RECORD, NULL);

  outcome->proposal_id = proposal->id;
  outcome->statement = word_statement (context, proposal, tally, result, error);
  if (outcome->statement == NULL)
    return FALSE;
  outcome->verdict = g_strdup (tally->verdict);
  outcome->decided_on = moot_coop_get_today (context);
  outcome->in_force = result == MOOT_VERDICT_ADOPTED;
  outcome->effective_on = outcome->in_force ? outcome->decided_on : 0;
  return add_log_entry (context, "outcome.recorded", outcome, error) &&
         moot_outcome_store_add (context->db, outcome, error) &&
         (!outcome->in_force || moot_effects_plan (context, proposal, outcome, error)) &&
         moot_emergencies_settle (context, proposal->id, outcome->in_force, error) &&
         moot_public_record_close (context, proposal, tally, outcome, error) &&
         moot_outcome_store_save_terms (context->db, outcome, error);
}

/** moot_outcomes_find_of_proposal: (transfer full): what became of a proposal */
MootOutcomeRecord *
moot_outcomes_find_of_proposal (const MootCoopContext  *context,
                                gint64                  proposal_id,
                                GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootOutcomeRecord *outcome =
    moot_outcome_store_find_by_proposal (context->db, proposal_id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (outcome == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "nothing is decided yet");
  return outcome;
}

static void
replace (char       **text,
         const char  *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = *value != '\0' ? g_strdup (value) : NULL;
}

/**
 * moot_outcomes_word:
 * @context: a context inside a transaction
 * @actor: the proposer or a facilitator
 * @proposal_id: a proposal that is closed
 * @draft: the words
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _BLANK, _TOO_LONG.
 *
 * Returns: the outcome's id, 0 on failure
 */
gint64
moot_outcomes_word (const MootCoopContext   *context,
                    const MootActor         *actor,
                    gint64                   proposal_id,
                    const MootOutcomeDraft  *draft,
                    GError                 **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);
  g_autoptr (MootOutcomeRecord) outcome =
    proposal != NULL ? moot_outcomes_find_of_proposal (context, proposal_id, error) : NULL;

  if (outcome == NULL || !moot_actor_require (actor, MOOT_RIGHT_COMMENT, error))
    return 0;
  if (proposal->author_id != actor->id && !actor->is_facilitator)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only its author and facilitators word the outcome");
  if ((draft->statement != NULL &&
       !moot_text_check ("statement", draft->statement, MOOT_CONTEXT_MAX, TRUE, error)) ||
      !moot_text_check ("topic", draft->topic, MOOT_TITLE_MAX, FALSE, error) ||
      !moot_text_check ("rule_text", draft->rule_text, MOOT_CONTEXT_MAX, FALSE, error))
    return 0;
  replace (&outcome->statement, draft->statement);
  replace (&outcome->topic, draft->topic);
  replace (&outcome->rule_text, draft->rule_text);
  if (draft->review_on >= 0)
    outcome->review_on = draft->review_on;
  if (draft->expires_on >= 0)
    outcome->expires_on = draft->expires_on;
  outcome->author_id = actor->id;
  if (!add_log_entry (context, "outcome.worded", outcome, error) ||
      !moot_outcome_store_save (context->db, outcome, error))
    return 0;
  moot_coop_tell (context, "coop.outcome", proposal_id);
  return outcome->id;
}

/** moot_outcomes_set_aside: a decision turned out not to hold: says why, and is in force no more */
gboolean
moot_outcomes_set_aside (const MootCoopContext  *context,
                         MootOutcomeRecord      *outcome,
                         gint64                  actor_id,
                         const char             *answer,
                         GError                **error)
{
  g_autofree char *statement = g_strdup_printf ("Set aside: %s", answer);

  replace (&outcome->statement, statement);
  outcome->in_force = FALSE;
  outcome->author_id = actor_id;
  return add_log_entry (context, "outcome.set_aside", outcome, error) &&
         moot_outcome_store_save (context->db, outcome, error) &&
         moot_outcome_store_save_terms (context->db, outcome, error);
}
