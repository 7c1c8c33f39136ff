/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The life of a proposal as a table: from which state which event leads where, and what must hold.
 * Time and the scheduler move a proposal; a member may only do what the bylaws let them.
 * Spec: co-op API, Proposal states.
 * Thread: any. */
#include "moot-proposal-flow.h"

#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-emergencies.h"

static const char *const state_names[] = {
  "draft",
  "discussion",
  "scheduled",
  "open",
  "closed",
  "decided",
  "withdrawn",
  "not_quorate",
};

static const char *const event_names[] = {
  "published",
  "amended",
  "scheduled",
  "unscheduled",
  "opened",
  "extended",
  "decided",
  "closed",
  "finished",
  "withdrawn",
};

typedef struct
{
  const MootCoopContext *context;
  const MootProposalRecord *proposal;
  const MootDecisionClass *decision;
  const MootActor *actor; /* NULL: the scheduler */
} Question;

static gboolean
is_leader (const Question  *question,
           GError         **error)
{
  const MootActor *actor = question->actor;

  if (actor == NULL || actor->is_facilitator)
    return TRUE;
  if (actor->id == question->proposal->author_id)
    return moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error);
  return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                           "only its author and facilitators do that");
}

static gboolean
is_author (const Question  *question,
           GError         **error)
{
  const MootActor *actor = question->actor;

  if (actor != NULL && actor->id == question->proposal->author_id)
    return moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error);
  return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL, "only its author does that");
}

static gboolean
may_withdraw (const Question  *question,
              GError         **error)
{
  if (!is_author (question, error))
    return FALSE;
  if (question->context->now < question->proposal->closes_at)
    return TRUE;
  return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, NULL, "the voting has ended");
}

static gboolean
is_discussed (const Question  *question,
              GError         **error)
{
  gint64 from = question->proposal->discussed_from;
  gint64 ready = (from != 0 ? from : question->context->now) +
                 question->decision->min_discussion_days * MOOT_DAY;
  g_autofree char *text = NULL;
  gboolean at_once = FALSE;

  if (!is_leader (question, error) ||
      !moot_emergencies_vote_at_once (question->context, question->proposal->id, &at_once, error))
    return FALSE;
  if (at_once || question->context->now >= ready)
    return TRUE;
  text = moot_time_format_iso (ready);
  return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_EARLY, NULL,
                           "the bylaws ask for %d days of discussion: from %s on",
                           question->decision->min_discussion_days, text);
}

static gboolean
is_over (const Question  *question,
         GError         **error)
{
  const MootProposalRecord *proposal = question->proposal;

  if (!is_leader (question, error))
    return FALSE;
  if (question->context->now >= proposal->closes_at ||
      (proposal->eligible_count > 0 && proposal->cast_count >= proposal->eligible_count))
    return TRUE;
  return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_EARLY, NULL,
                           "the voting ends by time, or when everybody has voted");
}

static gboolean
may_extend (const Question  *question,
            GError         **error)
{
  if (!is_leader (question, error))
    return FALSE;
  if (question->proposal->extensions < question->decision->max_extensions)
    return TRUE;
  return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the bylaws allow %d extensions",
                           question->decision->max_extensions);
}

/* clang-format off */
static const struct
{
  MootProposalState state;
  MootProposalEvent event;
  gboolean (*guard) (const Question *question, GError **error);
  MootProposalState next;
} transitions[] = {
  { MOOT_PROPOSAL_DRAFT,      MOOT_PROPOSAL_PUBLISH,  is_author,    MOOT_PROPOSAL_DISCUSSION },
  { MOOT_PROPOSAL_DRAFT,      MOOT_PROPOSAL_AMEND,    is_author,    MOOT_PROPOSAL_DRAFT },
  { MOOT_PROPOSAL_DRAFT,      MOOT_PROPOSAL_BEGIN,    is_discussed, MOOT_PROPOSAL_OPEN },
  { MOOT_PROPOSAL_DRAFT,      MOOT_PROPOSAL_WITHDRAW, is_author,    MOOT_PROPOSAL_WITHDRAWN },
  { MOOT_PROPOSAL_DISCUSSION, MOOT_PROPOSAL_AMEND,    is_author,    MOOT_PROPOSAL_DISCUSSION },
  { MOOT_PROPOSAL_DISCUSSION, MOOT_PROPOSAL_SCHEDULE, is_leader,    MOOT_PROPOSAL_SCHEDULED },
  { MOOT_PROPOSAL_DISCUSSION, MOOT_PROPOSAL_BEGIN,    is_discussed, MOOT_PROPOSAL_OPEN },
  { MOOT_PROPOSAL_DISCUSSION, MOOT_PROPOSAL_WITHDRAW, is_author,    MOOT_PROPOSAL_WITHDRAWN },
  { MOOT_PROPOSAL_SCHEDULED,  MOOT_PROPOSAL_BEGIN,    is_discussed, MOOT_PROPOSAL_OPEN },
  { MOOT_PROPOSAL_SCHEDULED,  MOOT_PROPOSAL_UNSCHEDULE, is_leader,  MOOT_PROPOSAL_DISCUSSION },
  { MOOT_PROPOSAL_SCHEDULED,  MOOT_PROPOSAL_WITHDRAW, is_author,    MOOT_PROPOSAL_WITHDRAWN },
  { MOOT_PROPOSAL_OPEN,       MOOT_PROPOSAL_EXTEND,   may_extend,   MOOT_PROPOSAL_OPEN },
  { MOOT_PROPOSAL_OPEN,       MOOT_PROPOSAL_DECIDE,   is_over,      MOOT_PROPOSAL_DECIDED },
  { MOOT_PROPOSAL_OPEN,       MOOT_PROPOSAL_FAIL,     is_over,      MOOT_PROPOSAL_NOT_QUORATE },
  { MOOT_PROPOSAL_OPEN,       MOOT_PROPOSAL_FINISH,   is_over,      MOOT_PROPOSAL_CLOSED },
  { MOOT_PROPOSAL_OPEN,       MOOT_PROPOSAL_WITHDRAW, may_withdraw, MOOT_PROPOSAL_WITHDRAWN },
};
/* clang-format on */

/**
 * moot_proposal_flow_find:
 * @state: where a proposal is
 * @event: what is to happen
 * @out_next: (out): where it would be then
 *
 * Returns: whether the event can happen in that state at all
 */
gboolean
moot_proposal_flow_find (MootProposalState  state,
                         MootProposalEvent  event,
                         MootProposalState *out_next)
{
  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    if (transitions[i].state == state && transitions[i].event == event)
      {
        *out_next = transitions[i].next;
        return TRUE;
      }
  return FALSE;
}

static gboolean
refuse_event (MootProposalState   state,
              MootProposalEvent   event,
              GError            **error)
{
  gboolean was_open = state >= MOOT_PROPOSAL_CLOSED;

  if (was_open && event == MOOT_PROPOSAL_WITHDRAW)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, NULL, "the voting has ended");
  return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                           "a proposal that is '%s' cannot be %s", state_names[state],
                           event_names[event]);
}

/**
 * moot_proposal_flow_step:
 * @context: a context
 * @proposal: a proposal; gets the new state
 * @decision: what the bylaws say about it
 * @actor: (nullable): who does it; %NULL for the scheduler
 * @event: what is to happen
 * @error: return location
 *
 * Moves a proposal on, if the table allows it and its guard does.
 *
 * Errors: %MOOT_COOP_ERROR_STATE, _CLOSED, _FORBIDDEN, _TOO_EARLY.
 *
 * Returns: whether it moved
 */
gboolean
moot_proposal_flow_step (const MootCoopContext    *context,
                         MootProposalRecord       *proposal,
                         const MootDecisionClass  *decision,
                         const MootActor          *actor,
                         MootProposalEvent         event,
                         GError                  **error)
{
  const Question question = { context, proposal, decision, actor };
  MootProposalState state = MOOT_PROPOSAL_DRAFT;

  moot_proposal_state_from_text (proposal->state, &state);
  for (guint i = 0; i < G_N_ELEMENTS (transitions); i++)
    {
      if (transitions[i].state != state || transitions[i].event != event)
        continue;
      if (!transitions[i].guard (&question, error))
        return FALSE;
      g_free (proposal->state);
      proposal->state = g_strdup (state_names[transitions[i].next]);
      return TRUE;
    }
  return refuse_event (state, event, error);
}

MOOT_DEFINE_WORDS (moot_proposal_state, MootProposalState, state_names)
