/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Calling an election, and challenging its result.  The calendar stands in the call: from then on
 * time moves the election, not whoever runs the computer. Spec: governance rules, elections; co-op
 * API, Election. Thread: the connection's. */
#include "moot-elections.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-discussions.h"
#include "moot-election-lot.h"
#include "moot-member-store.h"
#include "moot-offices.h"
#include "moot-papers.h"
#include "moot-proposals.h"
#include "moot-texts.h"

#define ROLL_DAYS 2 /* before the voting: time to complain about the roll */
#define CHALLENGE_DAYS 7
#define TERM_MONTHS 12

/** moot_elections_find: (transfer full): an election; %MOOT_COOP_ERROR_NOT_FOUND for none */
MootElectionRecord *
moot_elections_find (const MootCoopContext  *context,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootElectionRecord *election = moot_election_store_find (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (election == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such election");
  return election;
}

/** moot_elections_dup_name: (transfer full): what a member is called */
char *
moot_elections_dup_name (const MootCoopContext  *context,
                         gint64                  member_id,
                         GError                **error)
{
  g_autoptr (MootMemberRecord) member = moot_member_store_find (context->db, member_id, error);

  return member != NULL ? g_strdup (member->name) : NULL;
}

/**
 * moot_elections_move:
 * @context: a context inside a transaction
 * @election: gets the new state; is saved
 * @actor_id: who did it; 0 for time
 * @state: the next one
 * @due_at: when time moves it on again; 0 for never
 * @error: return location
 *
 * Every move is an entry of the log.
 *
 * Returns: whether it was written
 */
gboolean
moot_elections_move (const MootCoopContext  *context,
                     MootElectionRecord     *election,
                     gint64                  actor_id,
                     const char             *state,
                     gint64                  due_at,
                     GError                **error)
{
  g_autofree char *type = g_strconcat ("election.", state, NULL);

  g_free (election->state);
  election->state = g_strdup (state);
  election->due_at = due_at;
  moot_coop_tell (context, "coop.election", election->id);
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = actor_id,
                                               .subject_type = "election",
                                               .subject_id = election->id,
                                               .facts = { { "due_at", NULL, due_at },
                                                          { "outcome", election->outcome, 0 },
                                                          { "proposal", NULL,
                                                            election->proposal_id } } },
                            &election->log_seq, error) &&
         moot_election_store_save (context->db, election, error);
}

/* The call ----------------------------------------------------------------------------------- */

static gboolean
check_role (const char  *role,
            GError     **error)
{
  gsize length = 0;

  if (role == NULL || *role == '\0')
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, "role", "say which office is filled");
  while (g_ascii_islower (role[length]) || g_ascii_isdigit (role[length]) || role[length] == '_')
    length++;
  return (role[length] == '\0' && length < MOOT_DECISION_ID_MAX) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "role",
                           "an office is small letters, digits and '_'");
}

static gboolean
check_numbers (const MootElectionDraft  *draft,
               GError                  **error)
{
  const struct
  {
    const char *name;
    gint64 value;
    gint64 high;
  } numbers[] = {
    { "seats", draft->seats, MOOT_CANDIDACIES_MAX - 1 },
    { "nominators", draft->nominators, MOOT_NOMINATORS_MAX },
    { "term", draft->term_months, MOOT_TERM_MONTHS_MAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].value < 0 || numbers[i].value > numbers[i].high)
      return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, numbers[i].name,
                               "between 1 and %" G_GINT64_FORMAT, numbers[i].high);
  return draft->n_scrutineers <= MOOT_SCRUTINEERS_MAX ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "scrutineers", "at most %d",
                           MOOT_SCRUTINEERS_MAX);
}

static gboolean
take_rule (const MootCoopContext    *context,
           MootElectionRecord       *record,
           const MootElectionDraft  *draft,
           MootDecisionClass        *out_class,
           GError                  **error)
{
  const char *rule;

  if (!moot_bylaws_load_class (context->db, 0, MOOT_ELECTION_CLASS, out_class, error))
    return FALSE;
  rule = moot_decision_rule_to_text (out_class->rule);
  record->ballot_level =
    g_strdup (moot_ballot_level_to_text (moot_decision_class_get_held_level (out_class)));
  if (g_strcmp0 (draft->rule, MOOT_RULE_SORTITION) == 0)
    {
      record->rule = g_strdup (MOOT_RULE_SORTITION);
      return TRUE;
    }
  record->rule = g_strdup (rule);
  if (draft->rule != NULL && g_strcmp0 (draft->rule, rule) != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "rule",
                             "the bylaws ask for '%s' in elections", rule);
  if (moot_decision_rule_is_yes_no (out_class->rule))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLASS, "rule",
                             "the bylaws know no way to choose among candidates");
  if (out_class->rule == MOOT_DECISION_RULE_IRV && record->seats > 1)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "seats",
                             "an instant run-off fills one seat");
  return moot_papers_check_level (out_class, NULL, error);
}

/* What the call leaves open is what is usual. */
static void
take_calendar (const MootCoopContext   *context,
               MootElectionRecord      *record,
               const MootElectionDraft *draft,
               const MootDecisionClass *class)
{
#define SET(member, usual) record->member = draft->member != 0 ? draft->member : (usual)
  SET (nominations_open_at, context->now);
  SET (opens_at, record->nominations_open_at +
                   MAX (class->min_discussion_days, MOOT_NOTICE_DAYS_MIN) * MOOT_DAY);
  SET (nominations_close_at,
       MAX (record->nominations_open_at, record->opens_at - 2 * ROLL_DAYS * MOOT_DAY));
  SET (statements_close_at, MAX (record->nominations_close_at,
                                 record->opens_at - ROLL_DAYS * MOOT_DAY));
  SET (roll_at, MAX (record->nominations_close_at, record->opens_at - ROLL_DAYS * MOOT_DAY));
  SET (closes_at, record->opens_at + MAX (class->min_voting_days, 1) * MOOT_DAY);
  SET (challenge_until, record->closes_at + CHALLENGE_DAYS * MOOT_DAY);
  SET (term_months, TERM_MONTHS);
#undef SET
  record->term_from = draft->term_from != 0
                        ? draft->term_from
                        : moot_coop_day_to_time (moot_day_add_days (
                            moot_coop_time_to_day (record->challenge_until), 1));
}

static gboolean
check_calendar (const MootCoopContext     *context,
                const MootElectionRecord  *record,
                const MootDecisionClass   *class,
                GError                   **error)
{
  const struct
  {
    const char *name;
    gint64 from;
    gint64 to;
  } spans[] = {
    { "nominations_close_at", record->nominations_open_at, record->nominations_close_at },
    { "statements_close_at", record->nominations_close_at, record->statements_close_at },
    { "statements_close_at", record->statements_close_at, record->opens_at },
    { "roll_at", record->nominations_close_at, record->roll_at },
    { "roll_at", record->roll_at, record->opens_at },
    { "opens_at", context->now + class->min_discussion_days * MOOT_DAY, record->opens_at },
    { "closes_at", record->opens_at + MAX (class->min_voting_days, 1) * MOOT_DAY,
      record->closes_at },
    { "challenge_until", record->closes_at, record->challenge_until },
    { "challenge_until", record->challenge_until,
      context->now + MOOT_DECISION_DAYS_MAX * MOOT_DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i].to < spans[i].from)
      {
        g_autofree char *text = moot_time_format_iso (spans[i].from);

        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, spans[i].name,
                                 "the calendar does not fit: not before %s, with %d days of "
                                 "notice and %d of voting",
                                 text, class->min_discussion_days,
                                 MAX (class->min_voting_days, 1));
      }
  return TRUE;
}

static gboolean
appoint (const MootCoopContext    *context,
         gint64                    id,
         const MootElectionDraft  *draft,
         GError                  **error)
{
  for (gsize i = 0; i < draft->n_scrutineers; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (MootMemberRecord) member =
        moot_member_store_find (context->db, draft->scrutineers[i], &local);

      if (member == NULL)
        return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, "scrutineers",
                                 "there is no such member");
      for (gsize j = 0; j < i; j++)
        if (draft->scrutineers[j] == draft->scrutineers[i])
          return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "scrutineers",
                                   "somebody is named twice");
      if (!moot_election_store_add_scrutineer (context->db, id, member->id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_call (const MootCoopContext    *context,
            const MootActor          *actor,
            MootElectionRecord       *record,
            const MootElectionDraft  *draft,
            GError                  **error)
{
  const MootDiscussionDraft discussion = {
    .title = record->title,
    .context = *record->source != '\0' ? record->source : record->title,
    .pinned = -1,
  };
  const gboolean begins = record->nominations_open_at <= context->now;

  record->state = g_strdup (begins ? "nominations" : "draft");
  record->due_at = begins ? record->nominations_close_at : record->nominations_open_at;
  record->discussion_id = moot_discussions_create (context, actor, &discussion, error);
  return record->discussion_id != 0 &&
         moot_audit_append (
           context,
           &(MootAuditEvent){ .type = "election.called",
                              .actor_id = actor->id,
                              .subject_type = "election",
                              .facts = { { "closes_at", NULL, record->closes_at },
                                         { "nominations_close_at", NULL,
                                           record->nominations_close_at },
                                         { "opens_at", NULL, record->opens_at },
                                         { "role", record->role, 0 },
                                         { "rule", record->rule, 0 },
                                         { "seats", NULL, record->seats },
                                         { "term_from", NULL, record->term_from },
                                         { "term_months", NULL, record->term_months } } },
           &record->log_seq, error) &&
         moot_election_store_add (context->db, record, error) &&
         appoint (context, record->id, draft, error);
}

/* @record has what is particular to it, or nothing. */
static gint64
call (const MootCoopContext    *context,
      const MootActor          *actor,
      const MootElectionDraft  *draft,
      MootElectionRecord       *record,
      GError                  **error)
{
  MootDecisionClass class;

  if (!moot_text_check ("title", draft->title, MOOT_TITLE_MAX, TRUE, error) ||
      !moot_text_check ("body", draft->body, MOOT_CONTEXT_MAX, FALSE, error) ||
      !check_role (draft->role, error) || !check_numbers (draft, error))
    return 0;
  record->title = moot_text_dup_trimmed (draft->title);
  record->source = moot_text_dup_trimmed (draft->body != NULL ? draft->body : "");
  record->html = moot_text_render (context->site, record->source);
  record->role = g_strdup (draft->role);
  record->outcome = g_strdup ("");
  record->seats = MAX (draft->seats, 1);
  record->nominators = MAX (draft->nominators, 1);
  record->reopens = draft->reopens;
  record->author_id = actor->id;
  record->created_at = context->now;
  if (!take_rule (context, record, draft, &class, error))
    return 0;
  take_calendar (context, record, draft, &class);
  if (!check_calendar (context, record, &class, error) ||
      !write_call (context, actor, record, draft, error))
    return 0;
  moot_coop_tell (context, "coop.election", record->id);
  return record->id;
}

/**
 * moot_elections_call:
 * @context: a context inside a transaction
 * @actor: an admin or a facilitator
 * @draft: the call
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _BLANK, _TOO_LONG, _TOO_MANY, _INVALID, _CLASS,
 * _BALLOT_LEVEL, _NOT_FOUND, _EXISTS.
 *
 * Returns: the new election's id, 0 on failure
 */
gint64
moot_elections_call (const MootCoopContext    *context,
                     const MootActor          *actor,
                     const MootElectionDraft  *draft,
                     GError                  **error)
{
  g_autoptr (MootElectionRecord) record = g_object_new (MOOT_TYPE_ELECTION_RECORD, NULL);

  if (!actor->is_admin && !actor->is_facilitator)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "admins and facilitators call elections");
  return call (context, actor, draft, record, error);
}

/**
 * moot_elections_call_for_recall:
 * @context: a context inside a transaction
 * @actor: who signed the petition last
 * @draft: the call
 * @recalled: the term that may end
 * @recall_id: the proposal that decides about it
 * @error: return location
 *
 * An election that counts only when the seat becomes free.  Errors: as moot_elections_call().
 *
 * Returns: the new election's id, 0 on failure
 */
gint64
moot_elections_call_for_recall (const MootCoopContext    *context,
                                const MootActor          *actor,
                                const MootElectionDraft  *draft,
                                const MootRoleRecord     *recalled,
                                gint64                    recall_id,
                                GError                  **error)
{
  g_autoptr (MootElectionRecord) record = g_object_new (MOOT_TYPE_ELECTION_RECORD, NULL);

  record->recall_id = recall_id;
  record->recalled_id = recalled->id;
  record->term_to = recalled->to_on;
  return call (context, actor, draft, record, error);
}

/** moot_elections_get_last_day: of the term: that of the predecessor unless it is over, else after
 * so many months */
gint64
moot_elections_get_last_day (const MootElectionRecord *election)
{
  const MootDay from = moot_coop_time_to_day (election->term_from);

  if (election->term_to > election->term_from)
    return election->term_to;
  return moot_coop_day_to_time (
    moot_day_add_days (moot_day_add_months (from, (int) election->term_months), -1));
}

/* Scrutineers and challenges ------------------------------------------------------------------ */

static gboolean
is_scrutineer (const MootCoopContext  *context,
               gint64                  election_id,
               gint64                  member_id,
               gboolean               *out_is,
               guint                  *out_n,
               GError                **error)
{
  g_autoptr (GPtrArray) list =
    moot_election_store_list_scrutineers (context->db, election_id, error);

  if (list == NULL)
    return FALSE;
  *out_is = FALSE;
  *out_n = list->len;
  for (guint i = 0; i < list->len; i++)
    *out_is |= ((const MootScrutineerRecord *) g_ptr_array_index (list, i))->member_id == member_id;
  return TRUE;
}

/**
 * moot_elections_scrutinise:
 * @context: a context inside a transaction
 * @actor: who was appointed to watch over an election
 * @id: which one
 * @lot_commit: (nullable): what the own part of its lot will have to fit
 * @error: return location
 *
 * Agrees to do so.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _FORBIDDEN, and those of moot_election_lot_commit().
 *
 * Returns: whether it was written
 */
gboolean
moot_elections_scrutinise (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gint64                  id,
                           const char             *lot_commit,
                           GError                **error)
{
  g_autoptr (MootElectionRecord) election = moot_elections_find (context, id, error);
  gboolean is_one = FALSE;
  guint n;

  if (election == NULL || !is_scrutineer (context, id, actor->id, &is_one, &n, error))
    return FALSE;
  if (!is_one)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "you were not appointed a scrutineer");
  return moot_election_store_accept_scrutineer (context->db, id, actor->id, context->now, error) &&
         (lot_commit == NULL ||
          moot_election_lot_commit (context, actor, election, lot_commit, error));
}

/**
 * moot_elections_challenge:
 * @context: a context inside a transaction
 * @actor: a member
 * @id: an election that is declared
 * @why: what is wrong with it
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE, _CLOSED after the time for it, _BLANK, _TOO_LONG.
 *
 * Returns: whether it was written
 */
gboolean
moot_elections_challenge (const MootCoopContext  *context,
                          const MootActor        *actor,
                          gint64                  id,
                          const char             *why,
                          GError                **error)
{
  g_autoptr (MootElectionRecord) election = moot_elections_find (context, id, error);

  if (election == NULL || !moot_actor_require (actor, MOOT_RIGHT_READ, error) ||
      !moot_text_check ("body", why, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  if (!g_str_equal (election->state, "declared") && !g_str_equal (election->state, "contested"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "there is no declared result to challenge");
  if (context->now >= election->challenge_until)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, NULL,
                             "the time for challenges is over");
  return moot_election_store_add_challenge (context->db, id, actor->id, why, context->now,
                                            error) &&
         moot_elections_move (context, election, actor->id, "contested", 0, error);
}

static gboolean
may_decide (const MootCoopContext     *context,
            const MootActor           *actor,
            const MootElectionRecord  *election,
            GError                   **error)
{
  g_autoptr (GPtrArray) candidacies =
    moot_candidacy_store_list (context->db, election->id, error);
  gboolean may = FALSE;
  guint n_scrutineers = 0;

  if (candidacies == NULL ||
      !is_scrutineer (context, election->id, actor->id, &may, &n_scrutineers, error))
    return FALSE;
  /* without scrutineers it falls to an officer who did not stand */
  if (n_scrutineers == 0)
    may = actor->is_admin || actor->is_facilitator;
  for (guint i = 0; i < candidacies->len; i++)
    may &= ((const MootCandidacyRecord *) g_ptr_array_index (candidacies, i))->member_id !=
           actor->id;
  return may || moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                                  "the scrutineers decide about a challenge");
}

/**
 * moot_elections_decide:
 * @context: a context inside a transaction
 * @actor: a scrutineer, or without any an officer who did not stand
 * @id: an election that is contested
 * @upheld: whether the challenge is right: then nobody is elected
 * @answer: why
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE, _FORBIDDEN, _BLANK, _TOO_LONG.
 *
 * Returns: whether it was written
 */
gboolean
moot_elections_decide (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  id,
                       gboolean                upheld,
                       const char             *answer,
                       GError                **error)
{
  g_autoptr (MootElectionRecord) election = moot_elections_find (context, id, error);

  if (election == NULL || !may_decide (context, actor, election, error) ||
      !moot_text_check ("body", answer, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  if (!g_str_equal (election->state, "contested"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody challenges the result");
  if (!moot_election_store_decide_challenges (context->db, id, actor->id, upheld, answer,
                                              context->now, error))
    return FALSE;
  return upheld ? moot_election_result_annul (context, election, actor->id, error)
                : moot_elections_move (context, election, actor->id, "closed", 0, error);
}
