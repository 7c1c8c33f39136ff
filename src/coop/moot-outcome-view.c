/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Decisions as the API shows them: how they stand today, and what follows from them.
 * Spec: co-op API, Outcome; the living rulebook.
 * Thread: the connection's. */
#include "moot-outcomes.h"

#include "moot-coop-error.h"
#include "moot-effects.h"
#include "moot-proposal-store.h"
#include "moot-proposals.h"
#include "moot-rulebook.h"

static gint64
find_soon (const MootCoopContext *context)
{
  return moot_coop_day_to_time (moot_day_add_days (context->today, MOOT_RULEBOOK_SOON_DAYS));
}

static const char *
find_state (const MootCoopContext   *context,
            const MootOutcomeRecord *record)
{
  const gint64 soon = find_soon (context);

  if (record->superseded_by != 0)
    return "superseded";
  if (record->in_force && ((record->expires_on > 0 && record->expires_on <= soon) ||
                           (record->review_on > 0 && record->review_on <= soon)))
    return "expiring";
  if (record->in_force)
    return "in_force";
  return record->expires_on > 0 && record->expires_on <= moot_coop_get_today (context)
           ? "expired"
           : "not_adopted";
}

static char *
dup_id (gint64 id)
{
  return id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;
}

static GStrv
list_superseded (const MootCoopContext  *context,
                 gint64                  id,
                 GError                **error)
{
  g_autoptr (GArray) ids = moot_outcome_store_list_superseded (context->db, id, error);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = dup_id (g_array_index (ids, gint64, i));

      g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

static gboolean
fill_around (const MootCoopContext    *context,
             const MootOutcomeRecord  *record,
             MootOutcome              *outcome,
             GError                  **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposal_store_find (context->db, record->proposal_id, error);

  if (proposal == NULL)
    return FALSE;
  outcome->title = g_strdup (proposal->title);
  outcome->class = g_strdup (proposal->class);
  outcome->discussion_id = dup_id (proposal->discussion_id);
  outcome->supersedes = list_superseded (context, record->id, error);
  outcome->effects = moot_effects_write (context->db, record->id, error);
  return outcome->supersedes != NULL && outcome->effects != NULL;
}

static MootOutcome *
make_outcome (const MootCoopContext    *context,
              const MootOutcomeRecord  *record,
              GError                  **error)
{
  g_autoptr (MootOutcome) outcome = g_object_new (MOOT_TYPE_OUTCOME, NULL);

  if (!fill_around (context, record, outcome, error))
    return NULL;
  outcome->id = dup_id (record->id);
  outcome->proposal_id = dup_id (record->proposal_id);
  outcome->state = g_strdup (find_state (context, record));
  outcome->statement = g_strdup (record->statement);
  outcome->verdict = g_strdup (record->verdict);
  outcome->decided_on = record->decided_on;
  outcome->in_force = record->in_force;
  outcome->effective_on = record->effective_on;
  outcome->review_on = record->review_on;
  outcome->expires_on = record->expires_on;
  outcome->superseded_by = dup_id (record->superseded_by);
  outcome->rule_text = g_strdup (record->rule_text);
  outcome->topic = g_strdup (record->topic);
  outcome->author_id = dup_id (record->author_id);
  outcome->log_seq = record->log_seq;
  outcome->status_id = dup_id (record->status_id);
  return g_steal_pointer (&outcome);
}

/** moot_outcomes_load: (transfer full): the outcome with this id, for members */
MootOutcome *
moot_outcomes_load (const MootCoopContext  *context,
                    const MootActor        *viewer,
                    gint64                  id,
                    GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootOutcomeRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_outcome_store_find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such outcome");
  return record != NULL ? make_outcome (context, record, error) : NULL;
}

/** moot_outcomes_load_of_proposal: (transfer full): what became of a proposal, for members */
MootOutcome *
moot_outcomes_load_of_proposal (const MootCoopContext  *context,
                                const MootActor        *viewer,
                                gint64                  proposal_id,
                                GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = NULL;
  g_autoptr (MootOutcomeRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  proposal = moot_proposals_find (context, viewer, proposal_id, error);
  record =
    proposal != NULL ? moot_outcomes_find_of_proposal (context, proposal_id, error) : NULL;
  return record != NULL ? make_outcome (context, record, error) : NULL;
}

/**
 * moot_outcomes_list:
 * @context: a context
 * @viewer: a member
 * @query: what is asked
 * @range: the page
 * @error: return location
 *
 * Answers what was decided about something.
 *
 * Returns: (transfer full) (element-type MootOutcome): a page
 */
GPtrArray *
moot_outcomes_list (const MootCoopContext    *context,
                    const MootActor          *viewer,
                    const MootRulebookQuery  *query,
                    const MootRange          *range,
                    GError                  **error)
{
  g_autofree char *match = moot_rulebook_write_match (query->words);
  const MootOutcomeFilter filter = { .in_force = query->in_force,
                                     .state = query->state,
                                     .topic = query->topic,
                                     .match = match,
                                     .today = moot_coop_get_today (context),
                                     .soon = find_soon (context) };
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) outcomes = g_ptr_array_new_with_free_func (g_object_unref);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  records = moot_outcome_store_list (context->db, &filter, range, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      MootOutcome *outcome = make_outcome (context, g_ptr_array_index (records, i), error);

      if (outcome == NULL)
        return NULL;
      g_ptr_array_add (outcomes, outcome);
    }
  return g_steal_pointer (&outcomes);
}
