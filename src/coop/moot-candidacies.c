/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who stands: proposed by oneself or by others, and never without having said yes.  Questions to a
 * candidate are answers to a comment of theirs in the election's discussion.
 * Spec: governance rules, elections, nominations and statements; co-op API, Candidacy.
 * Thread: the connection's. */
#include "moot-candidacies.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-discussions.h"
#include "moot-member-store.h"
#include "moot-offices.h"
#include "moot-texts.h"

#define ACCEPT_DAYS 7       /* to answer when somebody else proposes you */
#define STAND_AFTER_DAYS 90 /* of membership, once the co-op is as old itself */
#define QUESTIONS_TEXT "Questions to me as a candidate: answer here."

static MootCandidacyRecord *
find (const MootCoopContext  *context,
      gint64                  id,
      GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootCandidacyRecord *candidacy = moot_candidacy_store_find (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (candidacy == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such candidacy");
  return candidacy;
}

static gboolean
check_standing (const MootCoopContext     *context,
                const MootElectionRecord  *election,
                gint64                     member_id,
                GError                   **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMemberRecord) member = moot_member_store_find (context->db, member_id, &local);
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  g_autoptr (GPtrArray) scrutineers =
    moot_election_store_list_scrutineers (context->db, election->id, error);
  const MootDay since = moot_day_add_days (context->today, -STAND_AFTER_DAYS);

  if (coop == NULL || scrutineers == NULL)
    return FALSE;
  if (member == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, "member_id",
                             "there is no such member");
  if (!(moot_member_state_get_rights (member->state) & MOOT_RIGHT_STAND) ||
      (moot_coop_time_to_day (member->joined_on) > since &&
       coop->created_at <= moot_coop_day_to_time (since)))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_ELIGIBLE, "member_id",
                             "who stands is an active member for %d days", STAND_AFTER_DAYS);
  if (election->recalled_id != 0)
    {
      g_autoptr (MootRoleRecord) term = moot_offices_find (context, election->recalled_id, error);

      if (term == NULL)
        return FALSE;
      if (term->member_id == member_id)
        return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_ELIGIBLE, "member_id",
                                 "who may be recalled is not the successor");
    }
  for (guint i = 0; i < scrutineers->len; i++)
    if (((const MootScrutineerRecord *) g_ptr_array_index (scrutineers, i))->member_id ==
        member_id)
      return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_ELIGIBLE, "member_id",
                               "a scrutineer does not stand");
  return TRUE;
}

static gboolean
check_words (const MootCandidacyDraft  *draft,
             GError                   **error)
{
  return moot_text_check ("statement", draft->statement, MOOT_STATEMENT_MAX, FALSE, error) &&
         moot_text_check ("interests", draft->interests, MOOT_REASON_MAX, FALSE, error);
}

static void
take_words (const MootCoopContext    *context,
            MootCandidacyRecord      *candidacy,
            const MootCandidacyDraft *draft)
{
  if (draft->statement != NULL)
    {
      g_free (candidacy->source);
      g_free (candidacy->html);
      candidacy->source = moot_text_dup_trimmed (draft->statement);
      candidacy->html = moot_text_render (context->site, candidacy->source);
    }
  if (draft->interests != NULL)
    {
      g_free (candidacy->interests);
      candidacy->interests = moot_text_dup_trimmed (draft->interests);
    }
}

static gboolean
write_event (const MootCoopContext      *context,
             const MootActor            *actor,
             const MootCandidacyRecord  *candidacy,
             const char                 *type,
             GError                    **error)
{
  moot_coop_tell (context, "coop.election", candidacy->election_id);
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = actor->id,
                                               .subject_type = "election",
                                               .subject_id = candidacy->election_id,
                                               .facts = { { "candidacy", NULL, candidacy->id },
                                                          { "version", NULL,
                                                            candidacy->version } } },
                            NULL, error);
}

/* Where questions are asked, below a comment of the candidate. */
static gboolean
accept (const MootCoopContext     *context,
        const MootActor           *actor,
        const MootElectionRecord  *election,
        MootCandidacyRecord       *candidacy,
        GError                   **error)
{
  g_free (candidacy->state);
  candidacy->state = g_strdup ("accepted");
  candidacy->accepted_at = context->now;
  candidacy->withdrawn_at = 0;
  if (candidacy->comment_id == 0)
    candidacy->comment_id = moot_comments_create (context, actor, election->discussion_id, 0,
                                                  QUESTIONS_TEXT, NULL, error);
  return candidacy->comment_id != 0 &&
         moot_candidacy_store_save (context->db, candidacy, error) &&
         write_event (context, actor, candidacy, "election.accepted", error);
}

static MootCandidacyRecord *
add_candidacy (const MootCoopContext     *context,
               const MootActor           *actor,
               const MootElectionRecord  *election,
               const MootCandidacyDraft  *draft,
               gint64                     member_id,
               GError                   **error)
{
  g_autoptr (MootCandidacyRecord) candidacy = g_object_new (MOOT_TYPE_CANDIDACY_RECORD, NULL);
  g_autoptr (GPtrArray) all = moot_candidacy_store_list (context->db, election->id, error);

  if (all == NULL)
    return NULL;
  if (all->len >= MOOT_CANDIDACIES_MAX)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL, "a ballot holds %d candidates",
                        MOOT_CANDIDACIES_MAX);
      return NULL;
    }
  candidacy->election_id = election->id;
  candidacy->member_id = member_id;
  candidacy->state = g_strdup ("nominated");
  candidacy->version = 1;
  candidacy->elected = -1;
  candidacy->source = g_strdup ("");
  candidacy->html = g_strdup ("");
  candidacy->interests = g_strdup ("");
  candidacy->created_at = context->now;
  if (member_id == actor->id)
    take_words (context, candidacy, draft);
  return moot_candidacy_store_add (context->db, candidacy, error) &&
             moot_candidacy_store_add_version (context->db, candidacy, context->now, error)
           ? g_steal_pointer (&candidacy)
           : NULL;
}

/**
 * moot_candidacies_nominate:
 * @context: a context inside a transaction
 * @actor: who proposes
 * @election_id: for which office
 * @draft: whom
 * @error: return location
 *
 * Proposes oneself or somebody else, or joins those who do.  Who proposes oneself has said yes.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE outside the time for it, _FORBIDDEN, _NOT_ELIGIBLE,
 * _TOO_MANY, _TOO_LONG.
 *
 * Returns: the candidacy's id, 0 on failure
 */
gint64
moot_candidacies_nominate (const MootCoopContext     *context,
                           const MootActor           *actor,
                           gint64                     election_id,
                           const MootCandidacyDraft  *draft,
                           GError                   **error)
{
  g_autoptr (MootElectionRecord) election = moot_elections_find (context, election_id, error);
  const gint64 member_id = draft->member_id != 0 ? draft->member_id : actor->id;
  g_autoptr (MootCandidacyRecord) candidacy = NULL;
  g_autoptr (GError) local = NULL;

  if (election == NULL || !moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error))
    return 0;
  if (!g_str_equal (election->state, "nominations") ||
      context->now >= election->nominations_close_at)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "candidates cannot be proposed now");
  if (!check_words (draft, error) || !check_standing (context, election, member_id, error))
    return 0;
  candidacy = moot_candidacy_store_find_of (context->db, election_id, member_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return 0;
    }
  if (candidacy == NULL)
    candidacy = add_candidacy (context, actor, election, draft, member_id, error);
  if (candidacy == NULL ||
      !moot_candidacy_store_add_nominator (context->db, candidacy->id, actor->id, context->now,
                                           error) ||
      !write_event (context, actor, candidacy, "election.nominated", error))
    return 0;
  if (member_id == actor->id && !g_str_equal (candidacy->state, "accepted") &&
      !accept (context, actor, election, candidacy, error))
    return 0;
  return candidacy->id;
}

/* Changing ------------------------------------------------------------------------------------ */

static gboolean
change_words (const MootCoopContext     *context,
              const MootActor           *actor,
              const MootElectionRecord  *election,
              MootCandidacyRecord       *candidacy,
              const MootCandidacyDraft  *draft,
              GError                   **error)
{
  if (draft->statement == NULL && draft->interests == NULL)
    return TRUE;
  if (!check_words (draft, error))
    return FALSE;
  if (context->now >= election->statements_close_at)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, "statement",
                             "statements cannot be changed any more");
  take_words (context, candidacy, draft);
  candidacy->version++;
  return moot_candidacy_store_save (context->db, candidacy, error) &&
         moot_candidacy_store_add_version (context->db, candidacy, context->now, error) &&
         write_event (context, actor, candidacy, "election.statement", error);
}

static gboolean
change_state (const MootCoopContext     *context,
              const MootActor           *actor,
              const MootElectionRecord  *election,
              MootCandidacyRecord       *candidacy,
              const char                *state,
              GError                   **error)
{
  if (state == NULL || g_str_equal (state, candidacy->state))
    return TRUE;
  if (g_str_equal (state, "accepted"))
    {
      if (context->now >= MIN (candidacy->created_at + ACCEPT_DAYS * MOOT_DAY, election->roll_at))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, "state",
                                 "a nomination is accepted within %d days", ACCEPT_DAYS);
      return check_standing (context, election, candidacy->member_id, error) &&
             accept (context, actor, election, candidacy, error);
    }
  if (!g_str_equal (state, "withdrawn"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "state", "accepted or withdrawn");
  g_free (candidacy->state);
  candidacy->state = g_strdup ("withdrawn");
  candidacy->withdrawn_at = context->now;
  return moot_candidacy_store_save (context->db, candidacy, error) &&
         write_event (context, actor, candidacy, "election.withdrawn", error);
}

/**
 * moot_candidacies_change:
 * @context: a context inside a transaction
 * @actor: the candidate
 * @id: the candidacy
 * @draft: what changes
 * @error: return location
 *
 * Accepts, withdraws, or says something else; every text is kept.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, _STATE once the voting has begun, _CLOSED,
 * _INVALID, _TOO_LONG.
 *
 * Returns: whether it was written
 */
gboolean
moot_candidacies_change (const MootCoopContext     *context,
                         const MootActor           *actor,
                         gint64                     id,
                         const MootCandidacyDraft  *draft,
                         GError                   **error)
{
  g_autoptr (MootCandidacyRecord) candidacy = find (context, id, error);
  g_autoptr (MootElectionRecord) election =
    candidacy != NULL ? moot_elections_find (context, candidacy->election_id, error) : NULL;

  if (election == NULL)
    return FALSE;
  if (candidacy->member_id != actor->id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only the candidate does that");
  if (context->now >= election->opens_at ||
      (!g_str_equal (election->state, "nominations") && !g_str_equal (election->state, "review")))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the voting has begun");
  return change_words (context, actor, election, candidacy, draft, error) &&
         change_state (context, actor, election, candidacy, draft->state, error);
}

/* Showing ------------------------------------------------------------------------------------- */

static MootCandidacy *
make_candidacy (const MootCoopContext      *context,
                const MootCandidacyRecord  *record,
                GError                    **error)
{
  g_autoptr (MootCandidacy) self = g_object_new (MOOT_TYPE_CANDIDACY, NULL);
  g_autoptr (GArray) nominators =
    moot_candidacy_store_list_nominators (context->db, record->id, error);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  self->name = moot_elections_dup_name (context, record->member_id, error);
  if (nominators == NULL || self->name == NULL)
    return NULL;
  for (guint i = 0; i < nominators->len; i++)
    {
      g_autofree char *id =
        g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (nominators, gint64, i));

      g_strv_builder_add (ids, id);
    }
  self->nominated_by = g_strv_builder_end (ids);
  self->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  self->election_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->election_id);
  self->member_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->member_id);
  self->state = g_strdup (record->state);
  self->version = record->version;
  self->statement = g_strdup (record->html);
  self->statement_source = g_strdup (record->source);
  self->interests = g_strdup (record->interests);
  self->media = g_strdup ("[]");
  if (record->comment_id != 0)
    self->comment_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->comment_id);
  self->accepted_at = record->accepted_at;
  self->withdrawn_at = record->withdrawn_at;
  self->elected = record->elected >= 0 ? g_strdup (record->elected ? "true" : "false") : NULL;
  self->elected_stage = record->elected_stage;
  return g_steal_pointer (&self);
}

/** moot_candidacies_load: (transfer full): one candidacy, for members */
MootCandidacy *
moot_candidacies_load (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       gint64                  id,
                       GError                **error)
{
  g_autoptr (MootCandidacyRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = find (context, id, error);
  return record != NULL ? make_candidacy (context, record, error) : NULL;
}

/** moot_candidacies_list: (transfer full) (element-type MootCandidacy): all of an election, in the
 * order of the ballot */
GPtrArray *
moot_candidacies_list (const MootCoopContext  *context,
                       gint64                  election_id,
                       GError                **error)
{
  g_autoptr (GPtrArray) records =
    moot_candidacy_store_list (context->db, election_id, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      MootCandidacy *candidacy =
        make_candidacy (context, g_ptr_array_index (records, i), error);

      if (candidacy == NULL)
        return NULL;
      candidacy->position = i + 1;
      g_ptr_array_add (list, candidacy);
    }
  return records != NULL ? g_steal_pointer (&list) : NULL;
}
