/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Emergency powers: whoever the bylaws name acts at once; the thread and the proposal to keep it
 * open in the same transaction, and it is undone when its time is over, unless the members keep it.
 *
 * Nobody does the same thing twice that way: what lapsed needs a decision.
 * Spec: governance rules, emergency powers.
 * Thread: the writer's. */
#include "moot-emergencies.h"

#include "moot-audit.h"
#include "moot-bylaws-change.h"
#include "moot-bylaws.h"
#include "moot-clock.h"
#include "moot-coop-due.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-discussions.h"
#include "moot-json.h"
#include "moot-proposals.h"
#include "moot-sql.h"
#include "moot-talk-store.h"
#include "moot-texts.h"

#include <string.h>

static const char *const reason_codes[] = { "abuse", "illegal", "other", "safety",
                                            "security", "spam", NULL };

/* Acting -------------------------------------------------------------------------------------- */

static gboolean
check_power (const MootCoopContext  *context,
             const MootActor        *actor,
             MootBylaws            **out_bylaws,
             GError                **error)
{
  g_autoptr (MootBylaws) bylaws = moot_bylaws_load_in_force (context->db, NULL, error);
  gint64 holds = 0;

  if (bylaws == NULL || !moot_actor_require (actor, MOOT_RIGHT_SERVE, error))
    return FALSE;
  if (!bylaws->emergency.allowed)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "the bylaws know no emergency powers");
  if (!moot_db_get_int (context->db, &moot_sql_emergency_holds_role,
                        MOOT_BINDS (MOOT_INT ("member_id", actor->id),
                                    MOOT_TEXT ("role", bylaws->emergency.role),
                                    MOOT_INT ("today", moot_coop_get_today (context))),
                        &holds, error))
    return FALSE;
  if (holds == 0 && !(g_str_equal (bylaws->emergency.role, MOOT_ROLE_MODERATOR) && actor->is_admin))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only a %s acts before it is decided", bylaws->emergency.role);
  *out_bylaws = g_steal_pointer (&bylaws);
  return TRUE;
}

static gboolean
count (const MootCoopContext  *context,
       const char             *state,
       const char             *type,
       const char             *params,
       gint64                 *out_count,
       GError                **error)
{
  return moot_db_get_int (context->db, &moot_sql_emergency_count,
                          MOOT_BINDS (MOOT_TEXT ("state", state), MOOT_TEXT ("type", type),
                                      MOOT_TEXT ("params", params)),
                          out_count, error);
}

static gboolean
check_limits (const MootCoopContext     *context,
              const MootEmergencyDraft  *draft,
              const char                *params,
              GError                   **error)
{
  gint64 n_active = 0;
  gint64 n_lapsed = 0;

  if (draft->reason_code == NULL || !g_strv_contains (reason_codes, draft->reason_code))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "reason_code",
                             "abuse, illegal, safety, security, spam or other");
  if (!moot_text_check ("reason", draft->reason, MOOT_REASON_MAX, TRUE, error) ||
      !count (context, "active", "", "", &n_active, error) ||
      !count (context, "lapsed", draft->type, params, &n_lapsed, error))
    return FALSE;
  if (n_active >= MOOT_EMERGENCIES_ACTIVE_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL,
                             "%d wait for the members already", MOOT_EMERGENCIES_ACTIVE_MAX);
  return n_lapsed == 0 || moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                                            "that lapsed before: it needs a decision");
}

static gboolean
open_thread (const MootCoopContext     *context,
             const MootActor           *actor,
             const MootBylaws          *bylaws,
             const MootEmergencyDraft  *draft,
             const char                *words,
             gint64                    *out_discussion,
             gint64                    *out_proposal,
             GError                   **error)
{
  g_autofree char *title = g_strdup_printf ("Emergency: %s", words);
  g_autofree char *question = g_strdup_printf ("Keep: %s", words);
  g_autofree char *body = g_strdup_printf (
    "%s\n\nThis was done at once (%s). It is undone after %d days unless it is adopted.",
    draft->reason, draft->reason_code, bylaws->emergency.lapse_days);
  const MootDiscussionDraft discussion = { .title = title, .context = body, .pinned = -1 };
  MootProposalDraft proposal = { .class = bylaws->emergency.class,
                                 .kind = "proposal",
                                 .title = question,
                                 .body = body,
                                 .settings = { -1, -1, -1, -1, -1, -1, -1, -1, -1 } };

  *out_discussion = moot_discussions_create (context, actor, &discussion, error);
  if (*out_discussion == 0)
    return FALSE;
  proposal.discussion_id = *out_discussion;
  *out_proposal = moot_proposals_create (context, actor, &proposal, error);
  return *out_proposal != 0;
}

static gboolean
write_log (const MootCoopContext  *context,
           const char             *type,
           gint64                  actor_id,
           gint64                  subject_id,
           const char             *deed,
           const char             *params,
           gint64                  lapses_at,
           gint64                 *out_seq,
           GError                **error)
{
  g_autofree char *digest = moot_sha256_hex (params, strlen (params));
  MootAuditEvent event = { .type = type,
                           .actor_id = actor_id,
                           .subject_type = "proposal",
                           .subject_id = subject_id,
                           .facts = { { "deed", deed, 0 }, { "params_sha256", digest, 0 } } };

  if (lapses_at != 0)
    {
      event.facts[2] = event.facts[1];
      event.facts[1] = (MootAuditFact){ "lapses_at", NULL, lapses_at };
    }
  return moot_audit_append (context, &event, out_seq, error);
}

static gboolean
take (const MootCoopContext     *context,
      const MootActor           *actor,
      const MootBylaws          *bylaws,
      const MootEmergencyDraft  *draft,
      JsonObject                *object,
      const char                *params,
      gint64                    *out_id,
      GError                   **error)
{
  const gint64 lapses_at = context->now + bylaws->emergency.lapse_days * MOOT_DAY;
  g_autofree char *words = moot_emergency_deed_describe (draft->type, params);
  gint64 discussion;
  gint64 proposal;
  gint64 seq;

  if (!moot_emergency_deed_do (context, actor, draft->type, object, error) ||
      !open_thread (context, actor, bylaws, draft, words, &discussion, &proposal, error) ||
      !write_log (context, "emergency.taken", actor->id, proposal, draft->type, params, lapses_at,
                  &seq, error))
    return FALSE;
  return moot_records_add (
           context->db, &moot_sql_emergency_add,
           MOOT_BINDS (MOOT_TEXT ("type", draft->type), MOOT_TEXT ("params", params),
                       MOOT_TEXT ("reason_code", draft->reason_code),
                       MOOT_TEXT ("reason", draft->reason), MOOT_INT ("member_id", actor->id),
                       MOOT_INT ("taken_at", context->now), MOOT_INT ("lapses_at", lapses_at),
                       MOOT_INT ("discussion_id", discussion), MOOT_INT ("proposal_id", proposal),
                       MOOT_INT ("log_seq", seq)),
           out_id, error) &&
         (!bylaws->emergency.votes_at_once ||
          moot_proposals_open (context, NULL, proposal, 0, 0, error));
}

/**
 * moot_emergencies_act:
 * @context: a context inside a transaction
 * @actor: who holds the office that the bylaws name
 * @draft: what is to be done
 * @error: return location
 *
 * Does it, opens its thread and puts it to the vote.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _INVALID, _BLANK, _TOO_LONG, _EXISTS, _TOO_MANY, and _STATE
 * for what lapsed once.
 *
 * Returns: the emergency's id, 0 on failure
 */
gint64
moot_emergencies_act (const MootCoopContext     *context,
                      const MootActor           *actor,
                      const MootEmergencyDraft  *draft,
                      GError                   **error)
{
  g_autoptr (MootBylaws) bylaws = NULL;
  g_autoptr (JsonNode) node =
    draft->params != NULL ? moot_json_parse (draft->params, -1, NULL) : NULL;
  g_autofree char *params = NULL;
  gint64 id = 0;

  if (!check_power (context, actor, &bylaws, error))
    return 0;
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "params", "an object");
  params = moot_emergency_deed_check (context, draft->type, json_node_get_object (node), error);
  if (params == NULL || !check_limits (context, draft, params, error) ||
      !take (context, actor, bylaws, draft, json_node_get_object (node), params, &id, error))
    return 0;
  moot_coop_tell (context, "coop.emergency", id);
  return id;
}

/** moot_emergencies_vote_at_once: whether a proposal keeps what was done, and needs no days of
 * discussion before it is voted on */
gboolean
moot_emergencies_vote_at_once (const MootCoopContext  *context,
                               gint64                  proposal_id,
                               gboolean               *out_at_once,
                               GError                **error)
{
  g_autoptr (MootBylaws) bylaws = NULL;
  gint64 id = 0;

  *out_at_once = FALSE;
  if (!moot_db_get_int (context->db, &moot_sql_emergency_get_by_proposal,
                        MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  bylaws = moot_bylaws_load_in_force (context->db, NULL, error);
  *out_at_once = bylaws != NULL && bylaws->emergency.votes_at_once;
  return bylaws != NULL;
}

/* Ending -------------------------------------------------------------------------------------- */

static MootEmergency *
find (MootDb  *db,
      gint64   id,
      GError **error)
{
  return moot_records_find (db, &moot_sql_emergency_get, MOOT_BINDS (MOOT_INT ("id", id)),
                            MOOT_TYPE_EMERGENCY, error);
}

static gboolean
end (const MootCoopContext  *context,
     const MootEmergency    *emergency,
     gboolean                kept,
     GError                **error)
{
  const gint64 id = g_ascii_strtoll (emergency->id, NULL, 10);
  gint64 seq;

  if (!kept && !moot_emergency_deed_undo (context, emergency, error))
    return FALSE;
  if (!write_log (context, kept ? "emergency.ratified" : "emergency.lapsed", 0,
                  g_ascii_strtoll (emergency->proposal_id, NULL, 10), emergency->type,
                  emergency->params, 0, &seq, error))
    return FALSE;
  moot_coop_tell (context, "coop.emergency", id);
  return moot_db_run (context->db, &moot_sql_emergency_set_state,
                      MOOT_BINDS (MOOT_INT ("id", id),
                                  MOOT_TEXT ("state", kept ? "ratified" : "lapsed")),
                      error);
}

/**
 * moot_emergencies_settle:
 * @context: a context inside the transaction that decides
 * @proposal_id: what was decided
 * @adopted: whether it was adopted; %FALSE as well when that turns out not to hold
 * @error: return location
 *
 * Keeps or undoes what was done before, if that is what the proposal is about.
 *
 * Returns: whether it was written, or nothing was to be done
 */
gboolean
moot_emergencies_settle (const MootCoopContext  *context,
                         gint64                  proposal_id,
                         gboolean                adopted,
                         GError                **error)
{
  g_autoptr (MootEmergency) emergency = NULL;
  gint64 id = 0;

  if (!moot_db_get_int (context->db, &moot_sql_emergency_get_by_proposal,
                        MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), &id, error))
    return FALSE;
  if (id == 0)
    return TRUE;
  emergency = find (context->db, id, error);
  if (emergency == NULL)
    return FALSE;
  if (g_str_equal (emergency->state, "lapsed") ||
      (adopted && g_str_equal (emergency->state, "ratified")))
    return TRUE;
  return end (context, emergency, adopted, error);
}

static gboolean
lapse_next (const MootCoopContext  *context,
            gint64                 *out_id,
            GError                **error)
{
  g_autoptr (MootEmergency) emergency = NULL;

  if (!moot_db_get_int (context->db, &moot_sql_emergency_next_lapsing,
                        MOOT_BINDS (MOOT_INT ("now", context->now)), out_id, error))
    return FALSE;
  if (*out_id == 0)
    return TRUE;
  emergency = find (context->db, *out_id, error);
  return emergency != NULL && end (context, emergency, FALSE, error) &&
         moot_talk_store_index (context->db, error);
}

/**
 * moot_emergencies_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Undoes what nobody kept in time, one transaction each.  Votes that are over must be closed
 * before.
 *
 * Returns: whether all that was due was done
 */
gboolean
moot_emergencies_run_due (MootDbPool        *pool,
                          const MootSite    *site,
                          gint64             now,
                          MootCoopListener   listener,
                          gpointer           listener_data,
                          GError           **error)
{
  return moot_coop_run_due (pool, site, now, listener, listener_data, lapse_next, error);
}

/* Showing ------------------------------------------------------------------------------------- */

/** moot_emergencies_load: (transfer full): one of them, for members */
MootEmergency *
moot_emergencies_load (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       gint64                  id,
                       GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootEmergency) emergency = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  emergency = find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (emergency == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there was no such emergency");
  else
    emergency->description = moot_emergency_deed_describe (emergency->type, emergency->params);
  return g_steal_pointer (&emergency);
}

/** moot_emergencies_list: (transfer full) (element-type MootEmergency): a page, for members */
GPtrArray *
moot_emergencies_list (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       const char             *state,
                       const MootRange        *range,
                       GError                **error)
{
  GPtrArray *list;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  list = moot_records_list (
    context->db,
    range->ascending ? &moot_sql_emergency_list_ascending : &moot_sql_emergency_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_TEXT ("state", state != NULL ? state : ""),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_EMERGENCY, error);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      MootEmergency *emergency = g_ptr_array_index (list, i);

      emergency->description = moot_emergency_deed_describe (emergency->type, emergency->params);
    }
  return list;
}
