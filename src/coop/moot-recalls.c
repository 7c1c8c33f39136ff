/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Recall: a petition that finds enough members becomes a vote on ending a term of office.  Who
 * signs may ask that the successor is elected beside it: both votes open and end together, the
 * election is counted after the recall, and nobody gets an office that its holder keeps. Spec:
 * governance rules, elections, recall and vacancy. Thread: the connection's. */
#include "moot-recalls.h"

#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-discussions.h"
#include "moot-elections.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-offices.h"
#include "moot-proposals.h"
#include "moot-texts.h"

#define RECALL_CLASS "recall"
#define RECALL_PERCENT 10
#define RECALL_MEMBERS 5 /* and at least so many, where there are as many twice */
#define COUNT_MAX 100000 /* members */

static gboolean
count_needed (const MootCoopContext  *context,
              gint64                 *out_needed,
              GError                **error)
{
  const MootRange range = { .below = G_MAXINT64, .limit = COUNT_MAX };
  g_autoptr (GPtrArray) active = moot_member_store_list (context->db, "active", &range, error);
  gint64 tenth;

  if (active == NULL)
    return FALSE;
  tenth = ((gint64) active->len * RECALL_PERCENT + 99) / 100;
  *out_needed = MAX (tenth, MIN (RECALL_MEMBERS, ((gint64) active->len + 1) / 2));
  return TRUE;
}

static char *
write_effect (const MootRoleRecord *term)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "type", "role_end");
  moot_json_name (&json, "params");
  moot_json_begin_object (&json);
  moot_json_put_id (&json, "member_id", term->member_id);
  moot_json_put_string (&json, "role", term->role);
  moot_json_end_object (&json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/* The successor serves the rest of the term that ends, or a new one where little is left of it. */
static gboolean
elect_successor (const MootCoopContext  *context,
                 const MootActor        *actor,
                 const MootRoleRecord   *term,
                 gint64                  proposal_id,
                 GError                **error)
{
  g_autofree char *title = g_strdup_printf ("Successor as %s", term->role);
  MootElectionDraft draft = { .title = title, .role = term->role, .seats = 1 };
  MootDecisionClass recall;
  MootDecisionClass class;
  gint64 id;

  if (!moot_bylaws_load_class (context->db, 0, RECALL_CLASS, &recall, error) ||
      !moot_bylaws_load_class (context->db, 0, MOOT_ELECTION_CLASS, &class, error))
    return FALSE;
  draft.opens_at =
    context->now + MOOT_DAY * MAX (MOOT_NOTICE_DAYS_MIN, MAX (recall.min_discussion_days,
                                                              class.min_discussion_days));
  draft.closes_at =
    draft.opens_at + MOOT_DAY * MAX (1, MAX (recall.min_voting_days, class.min_voting_days));
  draft.term_from = moot_coop_day_to_time (moot_coop_time_to_day (draft.closes_at));
  id = moot_elections_call_for_recall (context, actor, &draft, term, proposal_id, error);
  return id != 0 && moot_proposals_open (context, actor, proposal_id, draft.opens_at,
                                         draft.closes_at, error);
}

static gboolean
propose_recall (const MootCoopContext  *context,
                const MootActor        *actor,
                const MootRoleRecord   *term,
                const char             *why,
                gboolean                with_election,
                GError                **error)
{
  g_autofree char *name = moot_elections_dup_name (context, term->member_id, error);
  g_autofree char *title =
    name != NULL ? g_strdup_printf ("Recall of %s as %s", name, term->role) : NULL;
  g_autofree char *effect = write_effect (term);
  const MootDiscussionDraft discussion = { .title = title, .context = why, .pinned = -1 };
  MootProposalDraft draft = {
    .class = RECALL_CLASS,
    .title = title,
    .body = why,
    .effect = effect,
    .subject_id = term->member_id,
  };
  gint64 id;

  if (name == NULL)
    return FALSE;
  draft.discussion_id = moot_discussions_create (context, actor, &discussion, error);
  id = draft.discussion_id != 0 ? moot_proposals_create (context, actor, &draft, error) : 0;
  return id != 0 && moot_recall_store_clear (context->db, term->id, error) &&
         (!with_election || elect_successor (context, actor, term, id, error));
}

static gboolean
sign (const MootCoopContext  *context,
      const MootActor        *actor,
      const MootRoleRecord   *term,
      gboolean                with_election,
      gint64                 *out_n_signed,
      gint64                 *out_n_elections,
      GError                **error)
{
  return moot_recall_store_sign (context->db, term->id, actor->id, with_election, context->now,
                                 error) &&
         moot_recall_store_count (context->db, term->id,
                                  context->now - MOOT_RECALL_DAYS * MOOT_DAY, out_n_signed,
                                  out_n_elections, error);
}

/**
 * moot_recalls_petition:
 * @context: a context inside a transaction
 * @actor: a member who wants the term to end
 * @office_id: the term
 * @why: what is wrong
 * @with_election: whether the successor is to be elected beside it; one who asks is enough
 * @error: return location
 *
 * Signs a petition.  With enough members it becomes a proposal of the class `recall`, whose effect
 * ends the term.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _STATE, _FORBIDDEN, _BLANK, _TOO_LONG, _BALLOT_LEVEL, and
 * those of moot_elections_call() where there is an election.
 *
 * Returns: whether it was written
 */
gboolean
moot_recalls_petition (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  office_id,
                       const char             *why,
                       gboolean                with_election,
                       GError                **error)
{
  g_autoptr (MootRoleRecord) term = moot_offices_find (context, office_id, error);
  gint64 n_elections = 0;
  gint64 n_signed = 0;
  gint64 needed = 0;

  if (term == NULL || !moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error) ||
      !moot_text_check ("body", why, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  if (!moot_offices_is_current (context, term))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody holds the office now");
  if (!sign (context, actor, term, with_election, &n_signed, &n_elections, error) ||
      !count_needed (context, &needed, error) ||
      !moot_audit_append (context,
                          &(MootAuditEvent){ .type = "role.petition",
                                             .actor_id = actor->id,
                                             .subject_type = "member",
                                             .subject_id = term->member_id,
                                             .facts = { { "needed", NULL, needed },
                                                        { "role", term->role, 0 },
                                                        { "signed", NULL, n_signed } } },
                          NULL, error))
    return FALSE;
  moot_coop_tell (context, "coop.office", office_id);
  return n_signed < needed ||
         propose_recall (context, actor, term, why, n_elections > 0, error);
}

/**
 * moot_recalls_check_seat:
 * @context: a context
 * @election: any one
 * @out_state: (out): whether its seat can be filled
 * @out_look_at: (out): for %MOOT_SEAT_WAITS, when to look again at the latest
 * @error: return location
 *
 * What counts is whether somebody sits there, not why nobody does: who resigns before the recall is
 * decided leaves the seat to whoever is elected.
 *
 * Returns: whether it could be read
 */
gboolean
moot_recalls_check_seat (const MootCoopContext     *context,
                         const MootElectionRecord  *election,
                         MootSeatState             *out_state,
                         gint64                    *out_look_at,
                         GError                   **error)
{
  static const char *const undecided[] = { "discussion", "scheduled", "open", NULL };
  g_autoptr (MootProposalRecord) recall = NULL;
  gboolean is_free = FALSE;

  *out_state = MOOT_SEAT_FREE;
  *out_look_at = 0;
  if (election->recall_id == 0)
    return TRUE;
  recall = moot_proposal_store_find (context->db, election->recall_id, error);
  if (recall == NULL ||
      !moot_offices_is_free (context, election->recalled_id, &is_free, error))
    return FALSE;
  if (is_free)
    return TRUE;
  *out_look_at = MAX (recall->closes_at, context->now + MOOT_HOUR);
  *out_state = g_strv_contains (undecided, recall->state) ||
                   g_strcmp0 (recall->verdict, "adopted") == 0
                 ? MOOT_SEAT_WAITS
                 : MOOT_SEAT_TAKEN;
  return TRUE;
}
