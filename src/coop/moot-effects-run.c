/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Effects are carried out once: what an effect does, its entry of the log and the note that it is
 * done are one transaction, so that a node that is killed has done all of it or nothing.  What
 * cannot be done is tried again, and in the end a task for somebody; it is never lost. Spec:
 * decision to effect. Thread: the scheduler's. */
#include "moot-effects.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json.h"
#include "moot-proposal-store.h"

#define RETRY_MS (10 * MOOT_MINUTE) /* after the first failure; an hour after the next */
#define PROBLEM_MAX 500             /* bytes that are shown of a reason */

static gboolean
not_found (GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such record");
  return FALSE;
}

static gboolean
log_effect (const MootCoopContext  *context,
            const char             *type,
            MootEffectRecord       *effect,
            GError                **error)
{
  g_autofree char *digest = moot_sha256_hex (effect->params, strlen (effect->params));

  return moot_audit_append (
    context,
    &(MootAuditEvent){ .type = type,
                       .subject_type = "proposal",
                       .subject_id = effect->proposal_id,
                       .facts = { { "attempts", NULL, effect->attempts },
                                  { "effect", effect->type, 0 },
                                  { "outcome", NULL, effect->outcome_id },
                                  { "params_sha256", digest, 0 } } },
    &effect->log_seq, error);
}

static gboolean
load_job (const MootCoopContext  *context,
          MootEffectJob          *job,
          GError                **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (job->effect->params, -1, error);

  job->context = context;
  job->proposal = moot_proposal_store_find (context->db, job->effect->proposal_id, error);
  job->outcome = moot_outcome_store_find (context->db, job->effect->outcome_id, error);
  if (node == NULL || job->proposal == NULL || job->outcome == NULL)
    return not_found (error);
  job->params = json_object_ref (json_node_get_object (node));
  return TRUE;
}

static void
clear_job (MootEffectJob *job)
{
  MootProposalRecord *proposal = (MootProposalRecord *) job->proposal;

  g_clear_object (&job->effect);
  g_clear_object (&proposal);
  g_clear_object (&job->outcome);
  g_clear_pointer (&job->params, json_object_unref);
}

static void
replace (char       **text,
         const char  *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
carry_out (const MootCoopContext  *context,
           MootEffectJob          *job,
           GError                **error)
{
  MootEffectRecord *effect = job->effect;

  effect->attempts++;
  if (!moot_effect_kind_find (effect->type)->execute (job, error) ||
      !log_effect (context, "effect.executed", effect, error))
    return FALSE;
  replace (&effect->state, "done");
  replace (&effect->problem, NULL);
  effect->executed_at = context->now;
  if (job->outcome->effective_on == 0)
    job->outcome->effective_on = moot_coop_get_today (context);
  if (!moot_effect_store_save (context->db, effect, error) ||
      !moot_outcome_store_save_terms (context->db, job->outcome, error) ||
      !moot_effect_store_mark (context->db, effect->proposal_id, context->now, error))
    return FALSE;
  moot_coop_tell (context, "coop.outcome", effect->proposal_id);
  return TRUE;
}

/**
 * moot_effects_execute:
 * @context: a context inside a transaction
 * @id: an effect
 * @error: return location
 *
 * Carries an effect out, unless that was done before.
 *
 * Errors: what the effect itself refuses; then nothing of it may be kept.
 *
 * Returns: whether it is done
 */
gboolean
moot_effects_execute (const MootCoopContext  *context,
                      gint64                  id,
                      GError                **error)
{
  MootEffectJob job = { .effect = moot_effect_store_find (context->db, id, error) };
  gboolean done;

  if (job.effect == NULL)
    return not_found (error);
  done = !g_str_equal (job.effect->state, "waiting") ||
         (load_job (context, &job, error) && carry_out (context, &job, error));
  clear_job (&job);
  return done;
}

/* Failing ------------------------------------------------------------------------------------- */

/* What the rules refuse today they refuse tomorrow; a disk may have room again. */
static gboolean
is_final (const GError *problem,
          gint64        attempts)
{
  return problem->domain == MOOT_COOP_ERROR ||
         g_error_matches (problem, MOOT_ERROR, MOOT_ERROR_INVALID) ||
         g_error_matches (problem, MOOT_ERROR, MOOT_ERROR_NOT_FOUND) ||
         attempts >= MOOT_EFFECT_ATTEMPTS_MAX;
}

static gboolean
give_up (const MootCoopContext  *context,
         MootEffectJob          *job,
         GError                **error)
{
  g_autofree char *words = moot_effect_describe (job->effect->type, job->effect->params);
  g_autofree char *title = g_strdup_printf ("By hand: %s", words);

  replace (&job->effect->state, "failed");
  job->effect->task_id = moot_effect_add_task (job, title, job->effect->problem, 0, 0, error);
  return job->effect->task_id != 0 && log_effect (context, "effect.failed", job->effect, error);
}

static gboolean
note_failure (const MootCoopContext  *context,
              gint64                  id,
              const GError           *problem,
              GError                **error)
{
  MootEffectJob job = { .effect = moot_effect_store_find (context->db, id, error) };
  g_autofree char *words = g_utf8_make_valid (problem->message, -1);
  gboolean done;

  if (job.effect == NULL)
    return not_found (error);
  job.effect->attempts++;
  replace (&job.effect->problem, words);
  if (strlen (job.effect->problem) > PROBLEM_MAX)
    *g_utf8_find_prev_char (job.effect->problem, job.effect->problem + PROBLEM_MAX) = '\0';
  job.effect->next_at =
    context->now + (job.effect->attempts < 2 ? RETRY_MS : MOOT_HOUR);
  done = load_job (context, &job, error) &&
         (!is_final (problem, job.effect->attempts) || give_up (context, &job, error)) &&
         moot_effect_store_save (context->db, job.effect, error);
  if (done)
    moot_coop_tell (context, "coop.outcome", job.effect->proposal_id);
  clear_job (&job);
  return done;
}

/**
 * moot_effects_retry:
 * @context: a context inside a transaction
 * @actor: the proposer, or somebody in the office of a facilitator or an admin
 * @id: an effect that failed
 * @error: return location
 *
 * Has it tried again, at once.  The task that it became stays.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _STATE.
 *
 * Returns: whether it was written
 */
gboolean
moot_effects_retry (const MootCoopContext  *context,
                    const MootActor        *actor,
                    gint64                  id,
                    GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootEffectRecord) effect = moot_effect_store_find (context->db, id, &local);
  g_autoptr (MootProposalRecord) proposal =
    effect != NULL ? moot_proposal_store_find (context->db, effect->proposal_id, &local) : NULL;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (proposal == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such effect");
  if (actor->id != proposal->author_id && !actor->is_facilitator && !actor->is_admin)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only the proposer, facilitators and admins do that");
  if (!g_str_equal (effect->state, "failed"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "it has not failed");
  replace (&effect->state, "waiting");
  effect->attempts = 0;
  effect->next_at = context->now;
  return moot_effect_store_save (context->db, effect, error);
}

/* The schedule -------------------------------------------------------------------------------- */

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
  gint64 id;
  const GError *problem; /* NULL: carry it out */
} Job;

static gboolean
run_one (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Job *job = data;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, job->site, job->now, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  return job->problem == NULL ? moot_effects_execute (&context, job->id, error)
                              : note_failure (&context, job->id, job->problem, error);
}

static gboolean
find_next (MootDbPool  *pool,
           gint64       now,
           gint64      *out_id,
           GError     **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (pool, error);
  gboolean found;

  *out_id = 0;
  if (reader == NULL)
    return FALSE;
  found = moot_effect_store_find_due (reader, now, out_id, error);
  moot_db_pool_return_reader (pool, reader);
  return found;
}

/**
 * moot_effects_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Carries out what is due, one transaction each.
 *
 * Errors: when not even a failure can be written down; what is due stays so.
 *
 * Returns: whether all that was due was done or has failed with a reason
 */
gboolean
moot_effects_run_due (MootDbPool        *pool,
                      const MootSite    *site,
                      gint64             now,
                      MootCoopListener   listener,
                      gpointer           listener_data,
                      GError           **error)
{
  for (;;)
    {
      Job job = { .site = site, .now = now, .listener = listener, .listener_data = listener_data };
      g_autoptr (GError) problem = NULL;

      if (!find_next (pool, now, &job.id, error))
        return FALSE;
      if (job.id == 0)
        return TRUE;
      if (moot_db_pool_write (pool, run_one, &job, &problem))
        continue;
      job.problem = problem;
      if (!moot_db_pool_write (pool, run_one, &job, error))
        return FALSE;
    }
}
