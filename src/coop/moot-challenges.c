/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Challenges: within the days that the bylaws give, whoever could vote may say that something was
 * not decided as the bylaws want it.  While that is open nothing is carried out.  An officer who
 * has no part in it answers: the decision stands, or it is set aside with all that follows from it.
 * When nobody answers in time it stands. Spec: governance rules, elections: declaration; co-op API,
 * Proposal stages. Thread: the writer's. */
#include "moot-challenges.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-due.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-emergencies.h"
#include "moot-outcomes.h"
#include "moot-proposal-kinds.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-public-record.h"
#include "moot-sql.h"
#include "moot-talk-store.h"
#include "moot-tallying.h"
#include "moot-texts.h"

#include <string.h>

static gboolean
count (const MootCoopContext  *context,
       gint64                  proposal_id,
       const char             *state,
       gint64                  member_id,
       gint64                 *out_count,
       GError                **error)
{
  return moot_db_get_int (context->db, &moot_sql_challenge_count,
                          MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id),
                                      MOOT_TEXT ("state", state),
                                      MOOT_INT ("member_id", member_id)),
                          out_count, error);
}

static gboolean
write_log (const MootCoopContext  *context,
           const char             *type,
           gint64                  actor_id,
           gint64                  proposal_id,
           const char             *text,
           GError                **error)
{
  g_autofree char *digest = moot_sha256_hex (text, strlen (text));

  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = actor_id,
                                               .subject_type = "proposal",
                                               .subject_id = proposal_id,
                                               .facts = { { "text_sha256", digest, 0 } } },
                            NULL, error);
}

static gboolean
check_window (const MootCoopContext     *context,
              const MootActor           *actor,
              const MootProposalRecord  *proposal,
              GError                   **error)
{
  MootDecisionClass decision;
  gboolean on_roll = FALSE;
  gint64 n_mine = 0;

  if (proposal->outcome_id == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nothing is decided yet");
  if (!moot_proposal_kinds_load_class (context->db, proposal, &decision, error) ||
      !moot_proposal_store_is_on_roll (context->db, proposal->id, actor->id, &on_roll, error) ||
      !count (context, proposal->id, "", actor->id, &n_mine, error))
    return FALSE;
  if (!on_roll)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_ELIGIBLE, NULL,
                             "whoever could vote on it may challenge it");
  if (context->now >= proposal->closed_at + decision.challenge_days * MOOT_DAY)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, NULL,
                             "the time for challenges is over");
  return n_mine == 0 || moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL,
                                          "you have challenged it already");
}

/**
 * moot_challenges_raise:
 * @context: a context inside a transaction
 * @actor: somebody who could vote
 * @proposal_id: what was decided, within the days of the bylaws
 * @reason: what was not as it should be
 * @error: return location
 *
 * Nothing that follows from the decision is carried out until it is answered.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE, _NOT_ELIGIBLE, _CLOSED, _EXISTS, _BLANK, _TOO_LONG.
 *
 * Returns: whether it was written
 */
gboolean
moot_challenges_raise (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  proposal_id,
                       const char             *reason,
                       GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);

  if (proposal == NULL || !moot_actor_require (actor, MOOT_RIGHT_COMMENT, error) ||
      !check_window (context, actor, proposal, error) ||
      !moot_text_check ("reason", reason, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  moot_coop_tell (context, "coop.proposal", proposal_id);
  return moot_db_run (context->db, &moot_sql_challenge_add,
                      MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id),
                                  MOOT_INT ("member_id", actor->id), MOOT_TEXT ("reason", reason),
                                  MOOT_INT ("created_at", context->now)),
                      error) &&
         write_log (context, "challenge.raised", actor->id, proposal_id, reason, error);
}

static gboolean
check_judge (const MootCoopContext     *context,
             const MootActor           *actor,
             const MootProposalRecord  *proposal,
             GError                   **error)
{
  gint64 n_open = 0;
  gint64 n_mine = 0;

  if (!count (context, proposal->id, "open", 0, &n_open, error) ||
      !count (context, proposal->id, "open", actor->id, &n_mine, error))
    return FALSE;
  if (!actor->is_facilitator && !actor->is_admin)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "a facilitator answers challenges");
  if (n_open == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody challenges it");
  return (n_mine == 0 && actor->id != proposal->author_id) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                           "somebody who has no part in it answers");
}

static gboolean
set_aside (const MootCoopContext     *context,
           const MootActor           *actor,
           const MootProposalRecord  *proposal,
           const char                *answer,
           GError                   **error)
{
  g_autoptr (MootOutcomeRecord) outcome =
    moot_outcomes_find_of_proposal (context, proposal->id, error);
  g_autoptr (MootTally) tally =
    outcome != NULL ? moot_tallying_load (context, actor, proposal->id, error) : NULL;

  if (tally == NULL || !moot_outcomes_set_aside (context, outcome, actor->id, answer, error) ||
      !moot_db_run (context->db, &moot_sql_effect_drop,
                    MOOT_BINDS (MOOT_INT ("proposal_id", proposal->id)), error) ||
      !moot_emergencies_settle (context, proposal->id, FALSE, error))
    return FALSE;
  g_free (outcome->verdict);
  outcome->verdict = g_strdup ("set_aside");
  return moot_public_record_correct (context, proposal, tally, outcome, error);
}

static gboolean
decide (const MootCoopContext  *context,
        gint64                  proposal_id,
        const char             *state,
        gint64                  actor_id,
        const char             *answer,
        GError                **error)
{
  moot_coop_tell (context, "coop.outcome", proposal_id);
  return moot_db_run (context->db, &moot_sql_challenge_decide,
                      MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id), MOOT_TEXT ("state", state),
                                  MOOT_ID ("decided_by", actor_id),
                                  MOOT_INT ("decided_at", context->now),
                                  MOOT_TEXT ("answer", answer)),
                      error);
}

/**
 * moot_challenges_answer:
 * @context: a context inside a transaction
 * @actor: a facilitator or admin who neither proposed nor challenged it
 * @proposal_id: what is challenged
 * @upheld: whether the challenge is right: then the decision is set aside
 * @answer: why
 * @error: return location
 *
 * Answers all open challenges of a decision at once.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _STATE, _BLANK, _TOO_LONG.
 *
 * Returns: whether it was written
 */
gboolean
moot_challenges_answer (const MootCoopContext  *context,
                        const MootActor        *actor,
                        gint64                  proposal_id,
                        gboolean                upheld,
                        const char             *answer,
                        GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposals_find (context, actor, proposal_id, error);

  if (proposal == NULL || !check_judge (context, actor, proposal, error) ||
      !moot_text_check ("answer", answer, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  return write_log (context, upheld ? "challenge.upheld" : "challenge.dismissed", actor->id,
                    proposal_id, answer, error) &&
         (!upheld || set_aside (context, actor, proposal, answer, error)) &&
         decide (context, proposal_id, upheld ? "upheld" : "dismissed", actor->id, answer, error);
}

static gboolean
lapse_next (const MootCoopContext  *context,
            gint64                 *out_id,
            GError                **error)
{
  static const char answer[] = "Nobody answered in time: the decision stands.";

  return moot_db_get_int (
           context->db, &moot_sql_challenge_next_unanswered,
           MOOT_BINDS (MOOT_INT ("before", context->now - MOOT_CHALLENGE_ANSWER_DAYS * MOOT_DAY)),
           out_id, error) &&
         (*out_id == 0 || (write_log (context, "challenge.lapsed", 0, *out_id, answer, error) &&
                           decide (context, *out_id, "dismissed", 0, answer, error)));
}

/** moot_challenges_run_due: lets stand what nobody answered in time, one transaction each */
gboolean
moot_challenges_run_due (MootDbPool        *pool,
                         const MootSite    *site,
                         gint64             now,
                         MootCoopListener   listener,
                         gpointer           listener_data,
                         GError           **error)
{
  return moot_coop_run_due (pool, site, now, listener, listener_data, lapse_next, error);
}

/** moot_challenges_list: (transfer full) (element-type MootChallenge): of a proposal, for members
 */
GPtrArray *
moot_challenges_list (const MootCoopContext  *context,
                      const MootActor        *viewer,
                      gint64                  proposal_id,
                      GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  proposal = moot_proposals_find (context, viewer, proposal_id, error);
  return proposal != NULL
           ? moot_records_list (context->db, &moot_sql_challenge_list,
                                MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id),
                                            MOOT_INT ("limit", MOOT_CHALLENGES_MAX)),
                                MOOT_TYPE_CHALLENGE, error)
           : NULL;
}
