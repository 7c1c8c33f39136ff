/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Terms of office.  A term has a first and a last day; what an office may do is asked for each time
 * it does something, so powers begin and end by themselves.  A term that ends early leaves a seat
 * free, which those who voted have filled already: they are counted again without who left.
 * Spec: governance rules, elections, term and vacancy.
 * Thread: the connection's. */
#include "moot-offices.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-elections.h"
#include "moot-member-store.h"
#include "moot-ranked-count.h"
#include "moot-ranked-tally.h"

/** moot_offices_find: (transfer full): a term; %MOOT_COOP_ERROR_NOT_FOUND for none */
MootRoleRecord *
moot_offices_find (const MootCoopContext  *context,
                   gint64                  id,
                   GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootRoleRecord *term = moot_office_store_find (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (term == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such term of office");
  return term;
}

/**
 * moot_offices_grant:
 * @context: a context inside a transaction
 * @term: who holds what from when to when; 0 as its last day for no end
 * @actor_id: who grants it; 0 for time, or for what was decided
 * @error: return location
 *
 * Returns: the term's id, 0 on failure
 */
gint64
moot_offices_grant (const MootCoopContext  *context,
                    const MootRoleRecord   *term,
                    gint64                  actor_id,
                    GError                **error)
{
  g_autoptr (MootRoleRecord) record = g_object_new (MOOT_TYPE_ROLE_RECORD, NULL);

  record->member_id = term->member_id;
  record->role = g_strdup (term->role);
  record->from_on = term->from_on;
  record->to_on = term->to_on;
  record->election_id = term->election_id;
  record->proposal_id = term->proposal_id;
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "role.granted",
                                               .actor_id = actor_id,
                                               .subject_type = "member",
                                               .subject_id = term->member_id,
                                               .facts = { { "election", NULL,
                                                            term->election_id },
                                                          { "from", NULL, term->from_on },
                                                          { "proposal", NULL,
                                                            term->proposal_id },
                                                          { "role", term->role, 0 },
                                                          { "to", NULL, term->to_on } } },
                            &record->log_seq, error) &&
             moot_member_store_add_role (context->db, record, error)
           ? record->id
           : 0;
}

/** moot_offices_end: a term ends before its last day: its powers end at once */
gboolean
moot_offices_end (const MootCoopContext  *context,
                  const MootRoleRecord   *term,
                  gint64                  actor_id,
                  GError                **error)
{
  const gint64 yesterday = moot_coop_day_to_time (moot_day_add_days (context->today, -1));
  gint64 log_seq = 0;

  if (term->to_on != 0 && term->to_on <= yesterday)
    return TRUE;
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "role.ended",
                                               .actor_id = actor_id,
                                               .subject_type = "member",
                                               .subject_id = term->member_id,
                                               .facts = { { "election", NULL,
                                                            term->election_id },
                                                          { "role", term->role, 0 },
                                                          { "to", NULL, yesterday } } },
                            &log_seq, error) &&
         moot_office_store_end (context->db, term->id, yesterday, log_seq, error);
}

/** moot_offices_is_current: whether a term has begun and is not over */
gboolean
moot_offices_is_current (const MootCoopContext *context,
                         const MootRoleRecord  *term)
{
  const gint64 today = moot_coop_get_today (context);

  return term->from_on <= today && (term->to_on == 0 || term->to_on >= today);
}

/** moot_offices_resign: who holds an office gives it up */
gboolean
moot_offices_resign (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (MootRoleRecord) term = moot_offices_find (context, id, error);

  if (term == NULL)
    return FALSE;
  if (term->member_id != actor->id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only who holds an office resigns from it");
  if (term->to_on != 0 && term->to_on < moot_coop_get_today (context))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the term is over");
  moot_coop_tell (context, "coop.office", id);
  return moot_offices_end (context, term, actor->id, error);
}

/* Vacancy ------------------------------------------------------------------------------------- */

static gboolean
still_serves (const MootCoopContext  *context,
              const MootRoleRecord   *term,
              gboolean               *out_serves,
              GError                **error)
{
  g_autoptr (MootMemberRecord) member =
    moot_member_store_find (context->db, term->member_id, error);

  if (member == NULL)
    return FALSE;
  *out_serves = (term->to_on == 0 || term->to_on >= moot_coop_get_today (context)) &&
                moot_member_state_get_rights (member->state) & MOOT_RIGHT_SERVE;
  return TRUE;
}

/** moot_offices_is_free: whether nobody sits on the seat of a term any more */
gboolean
moot_offices_is_free (const MootCoopContext  *context,
                      gint64                  id,
                      gboolean               *out_free,
                      GError                **error)
{
  g_autoptr (MootRoleRecord) term = moot_offices_find (context, id, error);
  gboolean serves = FALSE;

  if (term == NULL || !still_serves (context, term, &serves, error))
    return FALSE;
  *out_free = !serves;
  return TRUE;
}

/* Who held the office by this election and holds it no more, and who does. */
static gboolean
sort_candidates (const MootCoopContext     *context,
                 const MootElectionRecord  *election,
                 GPtrArray                 *candidates,
                 gboolean                  *out_gone,
                 gboolean                  *out_sitting,
                 GError                   **error)
{
  g_autoptr (GPtrArray) terms =
    moot_office_store_list_of_election (context->db, election->id, error);

  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const MootRoleRecord *term = g_ptr_array_index (terms, i);
      gboolean serves = FALSE;

      if (!still_serves (context, term, &serves, error))
        return FALSE;
      for (guint j = 0; j < candidates->len; j++)
        if (((MootCandidacyRecord *) g_ptr_array_index (candidates, j))->member_id ==
            term->member_id)
          {
            out_sitting[j] |= serves;
            out_gone[j] |= !serves;
          }
    }
  for (guint j = 0; terms != NULL && j < candidates->len; j++)
    {
      const MootCandidacyRecord *candidacy = g_ptr_array_index (candidates, j);
      g_autoptr (MootMemberRecord) member =
        moot_member_store_find (context->db, candidacy->member_id, error);

      if (member == NULL)
        return FALSE;
      out_gone[j] |= candidacy->option_id == 0 ||
                     !(moot_member_state_get_rights (member->state) & MOOT_RIGHT_STAND);
      out_gone[j] &= !out_sitting[j];
    }
  return terms != NULL;
}

static int
find_candidate (GPtrArray *candidates,
                gint64     option_id)
{
  for (guint i = 0; i < candidates->len; i++)
    if (((MootCandidacyRecord *) g_ptr_array_index (candidates, i))->option_id == option_id)
      return (int) i;
  return -1;
}

static gboolean
check_vacancy (const MootCoopContext  *context,
               const MootActor        *actor,
               const MootRoleRecord   *term,
               GError                **error)
{
  gboolean serves = FALSE;

  if (!actor->is_admin && !actor->is_facilitator)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "admins and facilitators have votes counted again");
  if (term->election_id == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "no election gave this office: call one");
  if (!still_serves (context, term, &serves, error))
    return FALSE;
  return !serves ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the seat is not free");
}

static gint64
fill_seat (const MootCoopContext     *context,
           const MootActor           *actor,
           const MootElectionRecord  *election,
           gint64                     member_id,
           GError                   **error)
{
  g_autoptr (MootRoleRecord) term = g_object_new (MOOT_TYPE_ROLE_RECORD, NULL);

  term->member_id = member_id;
  term->role = g_strdup (election->role);
  term->from_on = MAX (election->term_from, moot_coop_get_today (context));
  term->to_on = moot_elections_get_last_day (election);
  term->election_id = election->id;
  term->proposal_id = election->proposal_id;
  if (term->to_on < term->from_on)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "the term is over: call an election");
  moot_coop_tell (context, "coop.office", term->member_id);
  return moot_offices_grant (context, term, actor->id, error);
}

/**
 * moot_offices_countback:
 * @context: a context inside a transaction
 * @actor: an admin or a facilitator
 * @id: a term that ended early
 * @error: return location
 *
 * Counts the ballots of its election again as if who left had not stood.  Who sits keeps the seat;
 * the first one elected who does not sit gets the free one, for the rest of the term.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _STATE, _KIND for ballots that are not ranked.
 *
 * Returns: the new term's id, 0 on failure
 */
gint64
moot_offices_countback (const MootCoopContext  *context,
                        const MootActor        *actor,
                        gint64                  id,
                        GError                **error)
{
  g_autoptr (MootRoleRecord) term = moot_offices_find (context, id, error);
  g_autoptr (MootElectionRecord) election = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GArray) elected = NULL;
  gboolean sitting[MOOT_CANDIDACIES_MAX] = { FALSE };
  gboolean gone[MOOT_CANDIDACIES_MAX] = { FALSE };
  g_autoptr (GArray) left_out = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (term == NULL || !check_vacancy (context, actor, term, error))
    return 0;
  election = moot_elections_find (context, term->election_id, error);
  candidates =
    election != NULL ? moot_candidacy_store_list (context->db, election->id, error) : NULL;
  if (candidates == NULL ||
      !sort_candidates (context, election, candidates, gone, sitting, error))
    return 0;
  for (guint i = 0; i < candidates->len; i++)
    if (gone[i])
      g_array_append_val (
        left_out, ((MootCandidacyRecord *) g_ptr_array_index (candidates, i))->option_id);
  elected = moot_ranked_tally_count_without (context, election->proposal_id, left_out, error);
  for (guint i = 0; elected != NULL && i < elected->len; i++)
    {
      const int found = find_candidate (candidates, g_array_index (elected, gint64, i));

      if (found >= 0 && !sitting[found])
        return fill_seat (
          context, actor, election,
          ((MootCandidacyRecord *) g_ptr_array_index (candidates, (guint) found))->member_id,
          error);
    }
  if (elected != NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                      "nobody is left to take the seat: call an election");
  return 0;
}

/* Showing ------------------------------------------------------------------------------------- */

static MootOffice *
make_office (const MootCoopContext  *context,
             const MootRoleRecord   *record,
             GError                **error)
{
  g_autoptr (MootOffice) self = g_object_new (MOOT_TYPE_OFFICE, NULL);
  gboolean serves = FALSE;

  self->name = moot_elections_dup_name (context, record->member_id, error);
  if (self->name == NULL || !still_serves (context, record, &serves, error))
    return NULL;
  self->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  self->role = g_strdup (record->role);
  self->member_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->member_id);
  self->from = record->from_on;
  self->to = record->to_on;
  self->current = serves && moot_offices_is_current (context, record);
  if (record->election_id != 0)
    self->election_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->election_id);
  if (record->proposal_id != 0)
    self->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->proposal_id);
  return g_steal_pointer (&self);
}

/** moot_offices_load: (transfer full): one term, for members */
MootOffice *
moot_offices_load (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   gint64                  id,
                   GError                **error)
{
  g_autoptr (MootRoleRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_offices_find (context, id, error);
  return record != NULL ? make_office (context, record, error) : NULL;
}

/** moot_offices_list: (transfer full) (element-type MootOffice): a page of terms, past ones too */
GPtrArray *
moot_offices_list (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   const MootRange        *range,
                   GError                **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) offices = g_ptr_array_new_with_free_func (g_object_unref);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  records = moot_office_store_list (context->db, range, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      MootOffice *office = make_office (context, g_ptr_array_index (records, i), error);

      if (office == NULL)
        return NULL;
      g_ptr_array_add (offices, office);
    }
  return records != NULL ? g_steal_pointer (&offices) : NULL;
}
