/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What holds and for how long: a decision ends on its day or gives way to a newer one, and is
 * looked at again when it says so. Spec: the living rulebook; co-op API, Outcome. Thread: the
 * connection's; the job runs on the scheduler's. */
#include "moot-rulebook.h"

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-effect-store.h"
#include "moot-error.h"
#include "moot-proposal-store.h"

#define REVIEW_DAYS 14 /* for the task to look at it again */
#define WORDS_MAX 10   /* of a question */

static MootOutcomeRecord *
find_outcome (const MootCoopContext  *context,
              gint64                  id,
              GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootOutcomeRecord *outcome = moot_outcome_store_find (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (outcome == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such outcome");
  return outcome;
}

static gboolean
end_outcome (const MootCoopContext  *context,
             MootOutcomeRecord      *outcome,
             const char             *type,
             gint64                  by_id,
             GError                **error)
{
  MootAuditEvent event = { .type = type,
                           .subject_type = "proposal",
                           .subject_id = outcome->proposal_id,
                           .facts = { { "outcome", NULL, outcome->id } } };

  if (by_id != 0)
    event.facts[1] = (MootAuditFact){ "superseded_by", NULL, by_id };
  outcome->in_force = FALSE;
  outcome->superseded_by = by_id != 0 ? by_id : outcome->superseded_by;
  if (!moot_audit_append (context, &event, NULL, error) ||
      !moot_outcome_store_save_terms (context->db, outcome, error))
    return FALSE;
  moot_coop_tell (context, "coop.outcome", outcome->proposal_id);
  return TRUE;
}

/**
 * moot_rulebook_supersede:
 * @context: a context inside a transaction
 * @id: a decision in force
 * @by_id: the one that takes its place
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE when it holds no more.
 *
 * Returns: whether it was written
 */
gboolean
moot_rulebook_supersede (const MootCoopContext  *context,
                         gint64                  id,
                         gint64                  by_id,
                         GError                **error)
{
  g_autoptr (MootOutcomeRecord) outcome = find_outcome (context, id, error);

  if (outcome == NULL)
    return FALSE;
  if (!outcome->in_force || id == by_id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "the decision that was to give way holds no more");
  return end_outcome (context, outcome, "outcome.superseded", by_id, error);
}

/* Whoever proposed it looks at it again, or says why nobody needs to. */
static gboolean
ask_for_review (const MootCoopContext  *context,
                MootOutcomeRecord      *outcome,
                GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposal_store_find (context->db, outcome->proposal_id, error);
  g_autoptr (MootTaskRecord) task = g_object_new (MOOT_TYPE_TASK_RECORD, NULL);

  if (proposal == NULL)
    return FALSE;
  task->title = g_strdup_printf ("Review: %s", proposal->title);
  task->owner_id = proposal->author_id;
  task->due_on = moot_coop_day_to_time (moot_day_add_days (context->today, REVIEW_DAYS));
  task->proposal_id = proposal->id;
  task->outcome_id = outcome->id;
  task->created_at = context->now;
  if (!moot_task_store_add (context->db, task, error) ||
      !moot_outcome_store_set_reviewed (context->db, outcome->id, error))
    return FALSE;
  moot_coop_tell (context, "coop.task", task->id);
  return TRUE;
}

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
  gboolean found; /* out: whether there was something to do */
} Job;

static gboolean
run_one (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  Job *job = data;
  g_autoptr (MootOutcomeRecord) outcome = NULL;
  MootCoopContext context;
  gint64 expired;
  gint64 review;

  if (!moot_coop_context_init (&context, db, job->site, job->now, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  if (!moot_outcome_store_find_ending (db, moot_coop_get_today (&context), &expired, &review,
                                       error))
    return FALSE;
  if (expired == 0 && review == 0)
    return TRUE;
  outcome = find_outcome (&context, expired != 0 ? expired : review, error);
  if (outcome == NULL)
    return FALSE;
  return expired != 0 ? end_outcome (&context, outcome, "outcome.expired", 0, error)
                      : ask_for_review (&context, outcome, error);
}

/* Nobody waits for the writer while there is nothing to do. */
static gboolean
is_due (MootDbPool  *pool,
        Job         *job,
        GError     **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (pool, error);
  MootCoopContext context;
  gint64 expired = 0;
  gint64 review = 0;
  gboolean known;

  if (reader == NULL)
    return FALSE;
  known = moot_coop_context_init (&context, reader, job->site, job->now, error) &&
          moot_outcome_store_find_ending (reader, moot_coop_get_today (&context), &expired,
                                          &review, error);
  moot_db_pool_return_reader (pool, reader);
  job->found = expired != 0 || review != 0;
  return known;
}

/**
 * moot_rulebook_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Ends what has expired and asks for the reviews of the day, one transaction each.
 *
 * Returns: whether all that was due was done
 */
gboolean
moot_rulebook_run_due (MootDbPool        *pool,
                       const MootSite    *site,
                       gint64             now,
                       MootCoopListener   listener,
                       gpointer           listener_data,
                       GError           **error)
{
  Job job = { .site = site, .now = now, .listener = listener, .listener_data = listener_data };

  for (;;)
    {
      if (!is_due (pool, &job, error))
        return FALSE;
      if (!job.found)
        return TRUE;
      if (!moot_db_pool_write (pool, run_one, &job, error))
        return FALSE;
    }
}

/**
 * moot_rulebook_write_match:
 * @words: what somebody typed
 *
 * Each word is looked for as the beginning of a word; nothing in it is an operator.
 *
 * Returns: (transfer full): a question of full-text search; empty when there is no word in it
 */
char *
moot_rulebook_write_match (const char *words)
{
  GString *match = g_string_new (NULL);
  guint n_words = 0;

  while (*words != '\0' && n_words < WORDS_MAX)
    {
      const char *start = words;

      while (*words != '\0' && (g_unichar_isalnum (g_utf8_get_char (words)) ||
                                g_unichar_ismark (g_utf8_get_char (words))))
        words = g_utf8_next_char (words);
      if (words > start)
        {
          g_string_append_printf (match, "%s\"%.*s\" *", n_words > 0 ? " AND " : "",
                                  (int) (words - start), start);
          n_words++;
        }
      else
        words = g_utf8_next_char (words);
    }
  return g_string_free (match, FALSE);
}
