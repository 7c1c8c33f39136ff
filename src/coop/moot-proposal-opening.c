/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The vote on a proposal: when it opens, how long it lasts, and that it may be taken back.
 * Spec: co-op API, Proposal.
 * Thread: the connection's. */
#include "moot-proposals.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-news.h"
#include "moot-crypto.h"
#include "moot-discussion-store.h"
#include "moot-json.h"
#include "moot-paper-store.h"
#include "moot-papers.h"
#include "moot-public-record.h"
#include "moot-reminders.h"
#include "moot-roll.h"

/* What is voted on, as the log commits to it. */
static char *
hash_text (const MootCoopContext     *context,
           const MootProposalRecord  *record,
           GError                   **error)
{
  g_autoptr (GPtrArray) list = moot_proposal_store_list_options (context->db, record->id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (list == NULL)
    return NULL;
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "body", record->source);
  if (record->effect != NULL)
    moot_json_put_raw (&json, "effect", record->effect);
  moot_json_name (&json, "options");
  moot_json_begin_array (&json);
  for (guint i = 0; i < list->len; i++)
    moot_json_add_string (&json, ((const MootOptionRecord *) g_ptr_array_index (list, i))->title);
  moot_json_end_array (&json);
  moot_json_put_string (&json, "title", record->title);
  moot_json_put_int (&json, "version", record->version);
  moot_json_end_object (&json);
  return moot_sha256_hex (json.text->str, json.text->len);
}

static gboolean
set_voting_time (const MootCoopContext    *context,
                 MootProposalRecord       *record,
                 const MootDecisionClass  *decision,
                 gint64                    closes_at,
                 GError                  **error)
{
  gint64 earliest = context->now + MAX (decision->min_voting_days, 1) * MOOT_DAY;

  if (closes_at != 0 && closes_at < earliest)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "closes_at",
                             "the bylaws ask for %d days of voting",
                             MAX (decision->min_voting_days, 1));
  if (closes_at > context->now + MOOT_DECISION_DAYS_MAX * MOOT_DAY)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "closes_at",
                             "a vote lasts %d days at most", MOOT_DECISION_DAYS_MAX);
  record->opens_at = context->now;
  /* a laptop that slept through the day it was to open does not shorten the vote */
  record->closes_at = MAX (closes_at != 0 ? closes_at : record->closes_at, earliest);
  return TRUE;
}

static gboolean
schedule (const MootCoopContext  *context,
          const MootActor        *actor,
          gint64                  id,
          gint64                  opens_at,
          gint64                  closes_at,
          GError                **error)
{
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_SCHEDULE, &decision, error);

  if (record == NULL)
    return FALSE;
  if (opens_at < record->discussed_from + decision.min_discussion_days * MOOT_DAY)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_EARLY, "opens_at",
                             "the bylaws ask for %d days of discussion",
                             decision.min_discussion_days);
  if (opens_at > context->now + MOOT_DECISION_DAYS_MAX * MOOT_DAY ||
      (closes_at != 0 && (closes_at < opens_at + MAX (decision.min_voting_days, 1) * MOOT_DAY ||
                          closes_at > opens_at + MOOT_DECISION_DAYS_MAX * MOOT_DAY)))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "closes_at",
                             "the bylaws ask for %d days of voting",
                             MAX (decision.min_voting_days, 1));
  record->opens_at = opens_at;
  record->closes_at = closes_at;
  moot_coop_tell (context, "coop.proposal", id);
  return moot_proposal_store_save (context->db, record, error);
}

/**
 * moot_proposals_announce_opening:
 * @context: a context inside a transaction
 * @actor: (nullable): who opens it; %NULL for time
 * @record: a proposal with its roll and its options, open now; is saved
 * @error: return location
 *
 * Commits the log to what is voted on by whom.
 *
 * Returns: whether it was written
 */
gboolean
moot_proposals_announce_opening (const MootCoopContext  *context,
                                 const MootActor        *actor,
                                 MootProposalRecord     *record,
                                 GError                **error)
{
  g_autofree char *digest = hash_text (context, record, error);

  if (digest == NULL ||
      !moot_audit_append (
        context,
        &(MootAuditEvent){ .type = "proposal.opened",
                           .actor_id = actor != NULL ? actor->id : 0,
                           .subject_type = "proposal",
                           .subject_id = record->id,
                           .facts = { { "ballot_level", record->ballot_level, 0 },
                                      { "bylaws_version", NULL, record->bylaws_version },
                                      { "closes_at", NULL, record->closes_at },
                                      { "eligible", NULL, record->eligible_count },
                                      { "roll_sha256", record->roll_sha256, 0 },
                                      { "text_sha256", digest, 0 },
                                      { "version", NULL, record->version } } },
        &record->log_seq, error))
    return FALSE;
  moot_coop_tell (context, "coop.proposal", record->id);
  return moot_proposal_store_save (context->db, record, error) &&
         moot_coop_news_votes (context, record->id, "vote", error) &&
         moot_public_record_open (context, record, error) &&
         moot_discussion_store_touch (context->db, record->discussion_id, context->now, error);
}

static gboolean
begin_voting (const MootCoopContext  *context,
              const MootActor        *actor,
              gint64                  id,
              gint64                  closes_at,
              GError                **error)
{
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_BEGIN, &decision, error);

  /* the bylaws of today decide, not those of the day it was written */
  if (record == NULL ||
      !moot_proposals_take_class (record, context, record->class, &decision, error) ||
      !moot_proposals_check_effect (record, context, &decision, error) ||
      !set_voting_time (context, record, &decision, closes_at, error) ||
      !moot_reminders_file (context, record, &decision, error) ||
      !moot_roll_freeze (context, record, &decision, error))
    return FALSE;
  if (record->eligible_count == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody may vote on this");
  if (!moot_papers_check_roll (record, error))
    return FALSE;
  return moot_proposals_announce_opening (context, actor, record, error);
}

/**
 * moot_proposals_open:
 * @context: a context inside a transaction
 * @actor: (nullable): its author or a facilitator; %NULL for the scheduler
 * @id: which one
 * @opens_at: a time to come; 0 or a past one for now
 * @closes_at: when the voting ends; 0 for as soon as the bylaws allow
 * @error: return location
 *
 * Opens the vote: freezes the text and the roll, or sets the day on which that happens.
 *
 * Errors: %MOOT_COOP_ERROR_TOO_EARLY while it has to be discussed, _INVALID for a vote too short,
 * _STATE, _FORBIDDEN.
 *
 * Returns: whether it was written
 */
gboolean
moot_proposals_open (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     gint64                  opens_at,
                     gint64                  closes_at,
                     GError                **error)
{
  if (opens_at > context->now)
    return schedule (context, actor, id, opens_at, closes_at, error);
  return begin_voting (context, actor, id, closes_at, error);
}

/** moot_proposals_unschedule: the day is given up and the proposal discussed on */
gboolean
moot_proposals_unschedule (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gint64                  id,
                           GError                **error)
{
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_UNSCHEDULE, &decision, error);

  if (record == NULL)
    return FALSE;
  record->opens_at = 0;
  record->closes_at = 0;
  moot_coop_tell (context, "coop.proposal", id);
  return moot_proposal_store_save (context->db, record, error);
}

/**
 * moot_proposals_extend:
 * @context: a context inside a transaction
 * @actor: (nullable): its author or a facilitator; %NULL for the scheduler
 * @id: an open one
 * @error: return location
 *
 * Gives the vote as many more days as the bylaws say, counted from now when it was over already.
 *
 * Returns: whether it was written
 */
gboolean
moot_proposals_extend (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  id,
                       GError                **error)
{
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_EXTEND, &decision, error);

  if (record == NULL)
    return FALSE;
  record->extensions++;
  record->closes_at = MAX (record->closes_at, context->now) + decision.extension_days * MOOT_DAY;
  if (!moot_audit_append (
        context,
        &(MootAuditEvent){ .type = "proposal.extended",
                           .actor_id = actor != NULL ? actor->id : 0,
                           .subject_type = "proposal",
                           .subject_id = id,
                           .facts = { { "closes_at", NULL, record->closes_at },
                                      { "extensions", NULL, record->extensions } } },
        &record->log_seq, error))
    return FALSE;
  moot_coop_tell (context, "coop.proposal", id);
  return moot_proposal_store_save (context->db, record, error) &&
         moot_public_record_extend (context, record, error);
}

/** moot_proposals_withdraw: its author takes a proposal back; named votes cast so far are kept and
 * decide nothing, anonymous ones are destroyed */
gboolean
moot_proposals_withdraw (const MootCoopContext  *context,
                         const MootActor        *actor,
                         gint64                  id,
                         GError                **error)
{
  MootDecisionClass decision;
  g_autoptr (MootProposalRecord) record =
    moot_proposals_step (context, actor, id, MOOT_PROPOSAL_WITHDRAW, &decision, error);

  if (record == NULL)
    return FALSE;
  record->closed_at = context->now;
  /* what nobody was to see before the end, nobody ever sees */
  if (!moot_paper_store_destroy (context->db, id, error) ||
      !moot_audit_append (context,
                          &(MootAuditEvent){ .type = "proposal.withdrawn",
                                             .actor_id = actor->id,
                                             .subject_type = "proposal",
                                             .subject_id = id },
                          &record->log_seq, error))
    return FALSE;
  moot_coop_tell (context, "coop.proposal", id);
  return moot_proposal_store_save (context->db, record, error) &&
         moot_public_record_close (context, record, NULL, NULL, error);
}
