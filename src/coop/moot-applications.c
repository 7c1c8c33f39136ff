/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The way in: somebody applies, members vouch for them or those who admit say yes or no, with
 * reasons that whoever applied can read.  Silence admits nobody: all members hear of it instead.
 * Spec: governance rules, admission and states of a membership; co-op API, applications.
 * Thread: the connection's; what falls due runs on the scheduler's. */
#include "moot-applications.h"

#include "moot-bylaws-change.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-dues.h"
#include "moot-id.h"
#include "moot-json.h"
#include "moot-member-document.h"
#include "moot-member-store.h"
#include "moot-sql.h"
#include "moot-talk-store.h"
#include "moot-texts.h"

#define HEARERS_MAX 5000 /* members who hear that an application waits */

/* clang-format off */
static const struct
{
  const char *id;
  const char *words;
} templates[] = {
  { "welcome",  "Welcome!" },
  { "unknown",  "Nobody here knows you yet: come back with the word of a member." },
  { "full",     "We take nobody in at the moment." },
  { "conduct",  "What you wrote does not fit with our code of conduct." },
  { "spam",     "This looks like an advertisement." },
  { "purpose",  "We are not the place for what you want to do." },
};
/* clang-format on */

static gboolean
has_vouched (JsonArray *vouches,
             gint64     member_id)
{
  for (guint i = 0; i < json_array_get_length (vouches); i++)
    {
      gint64 id = 0;

      if (moot_id_parse (moot_json_get_string (json_array_get_object_element (vouches, i), "by"),
                         &id) &&
          id == member_id)
        return TRUE;
    }
  return FALSE;
}

/* Who admits ---------------------------------------------------------------------------------- */

static gboolean
load_admission (const MootCoopContext  *context,
                MootAdmission          *out_admission,
                gint64                 *out_version,
                GError                **error)
{
  g_autoptr (MootBylaws) bylaws =
    moot_bylaws_load_in_force (context->db, out_version, error);

  if (bylaws == NULL)
    return FALSE;
  *out_admission = bylaws->admission;
  return TRUE;
}

/** moot_applications_may_decide: whether a member admits: an admin, or one of the circle that the
 * bylaws name */
gboolean
moot_applications_may_decide (const MootCoopContext  *context,
                              const MootActor        *actor,
                              gboolean               *out_may,
                              GError                **error)
{
  MootAdmission admission;
  gint64 n = 0;

  *out_may = actor->is_admin;
  if (*out_may || !(actor->rights & MOOT_RIGHT_SERVE))
    return TRUE;
  if (!load_admission (context, &admission, NULL, error) ||
      !moot_db_get_int (context->db, &moot_sql_member_is_in_open_circle,
                        MOOT_BINDS (MOOT_TEXT ("slug", admission.circle),
                                    MOOT_INT ("member_id", actor->id)),
                        &n, error))
    return FALSE;
  *out_may = n > 0;
  return TRUE;
}

static gboolean
check_decides (const MootCoopContext  *context,
               const MootActor        *actor,
               GError                **error)
{
  gboolean may = FALSE;

  return moot_applications_may_decide (context, actor, &may, error) &&
         (may || moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                                   "admins and the circle for it admit members"));
}

static gboolean
tell (const MootCoopContext  *context,
      GArray                 *hearers,
      const char             *type,
      gint64                  member_id,
      GError                **error)
{
  const MootCoopNews news = { .type = type, .actor_id = member_id };

  for (guint i = 0; hearers != NULL && i < hearers->len; i++)
    if (!moot_talk_store_tell (context->db, g_array_index (hearers, gint64, i), &news,
                               context->now, error))
      return FALSE;
  return hearers != NULL;
}

static gboolean
tell_deciders (const MootCoopContext  *context,
               const MootAdmission    *admission,
               gint64                  member_id,
               GError                **error)
{
  g_autoptr (GArray) deciders =
    moot_records_list_ids (context->db, &moot_sql_member_who_admit,
                           MOOT_BINDS (MOOT_INT ("today", moot_coop_get_today (context)),
                                       MOOT_TEXT ("slug", admission->circle),
                                       MOOT_INT ("limit", HEARERS_MAX)),
                           error);

  return tell (context, deciders, "application", member_id, error);
}

/* Deciding ------------------------------------------------------------------------------------ */

static MootMemberRecord *
find_applied (const MootCoopContext  *context,
              gint64                  id,
              GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMemberRecord) member = moot_member_store_find (context->db, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (member == NULL || member->application == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such application");
  else if (!g_str_equal (member->state, "applied"))
    moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "this application was decided");
  else
    return g_steal_pointer (&member);
  return NULL;
}

/* They belong from the first payment or waiver on; at once where there is nothing to pay. */
static gboolean
approve (const MootCoopContext  *context,
         MootMemberRecord       *member,
         gint64                  actor_id,
         GError                **error)
{
  MootPlanInForce plan;

  return moot_membership_change_state (context, member, "approved", actor_id, error) &&
         moot_dues_load_terms (context, &plan, error) &&
         moot_dues_settle_state (context, &plan, member, error);
}

static gboolean
approve_if_vouched (const MootCoopContext  *context,
                    MootMemberRecord       *member,
                    gint64                  actor_id,
                    GError                **error)
{
  g_autoptr (JsonObject) document = moot_member_document_read (member);
  MootAdmission admission;
  guint n_vouches = json_array_get_length (moot_member_document_get_list (document, "vouches"));

  if (!load_admission (context, &admission, NULL, error))
    return FALSE;
  return admission.vouches == 0 || n_vouches < (guint) admission.vouches ||
         approve (context, member, actor_id, error);
}

/**
 * moot_applications_vouch:
 * @context: a context inside a transaction
 * @actor: an active member
 * @id: who applied
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _STATE once it was decided, _EXISTS.
 *
 * Returns: whether it was written; enough of it admits
 */
gboolean
moot_applications_vouch (const MootCoopContext  *context,
                         const MootActor        *actor,
                         gint64                  id,
                         GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;
  g_autoptr (JsonObject) document = NULL;

  if (!moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error))
    return FALSE;
  member = find_applied (context, id, error);
  if (member == NULL)
    return FALSE;
  document = moot_member_document_read (member);
  if (has_vouched (moot_member_document_get_list (document, "vouches"), actor->id))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL, "you vouched for them already");
  moot_member_document_add_deed (context, moot_member_document_get_list (document, "vouches"),
                                 actor->id, NULL, NULL);
  moot_member_document_write (member, document);
  return moot_membership_note (context, member, "membership.vouched", actor->id, error) &&
         approve_if_vouched (context, member, actor->id, error);
}

static const char *
find_words (const MootApplicationAnswer  *answer,
            GError                      **error)
{
  if (answer->reason != NULL && *answer->reason != '\0')
    return answer->reason;
  if (answer->template == NULL)
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (g_str_equal (templates[i].id, answer->template))
      return templates[i].words;
  moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "template", "there is no such reason");
  return NULL;
}

static void
write_decision (const MootCoopContext       *context,
                const MootActor             *actor,
                MootMemberRecord            *member,
                const MootApplicationAnswer *answer,
                const char                  *words)
{
  g_autoptr (JsonObject) document = moot_member_document_read (member);

  moot_member_document_set_id (document, "decided_by", actor->id);
  moot_member_document_set_time (document, "decided_at", context->now);
  json_object_set_string_member (document, "decision_reason", words);
  if (answer->template != NULL)
    json_object_set_string_member (document, "decision_template", answer->template);
  moot_member_document_write (member, document);
}

/**
 * moot_applications_decide:
 * @context: a context inside a transaction
 * @actor: one who admits
 * @id: who applied
 * @admit: whether they are admitted
 * @answer: why; to be given when they are not
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _STATE, _REASON_REQUIRED, _INVALID, _TOO_LONG.
 *
 * Returns: whether it was written
 */
gboolean
moot_applications_decide (const MootCoopContext        *context,
                          const MootActor              *actor,
                          gint64                        id,
                          gboolean                      admit,
                          const MootApplicationAnswer  *answer,
                          GError                      **error)
{
  g_autoptr (MootMemberRecord) member = NULL;
  const char *words;

  if (!check_decides (context, actor, error) ||
      !moot_text_check ("reason", answer->reason, MOOT_REASON_MAX, FALSE, error))
    return FALSE;
  member = find_applied (context, id, error);
  words = member != NULL ? find_words (answer, error) : NULL;
  if (words == NULL)
    return FALSE;
  if (!admit && *words == '\0')
    return moot_coop_refuse (error, MOOT_COOP_ERROR_REASON_REQUIRED, "reason",
                             "whoever is not admitted hears why");
  write_decision (context, actor, member, answer, words);
  return admit ? approve (context, member, actor->id, error)
               : moot_membership_change_state (context, member, "rejected", actor->id, error);
}

/** moot_applications_ask: one who admits asks something before deciding */
gboolean
moot_applications_ask (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  id,
                       const char             *question,
                       GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;
  g_autoptr (JsonObject) document = NULL;

  if (!check_decides (context, actor, error) ||
      !moot_text_check ("text", question, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  member = find_applied (context, id, error);
  if (member == NULL)
    return FALSE;
  document = moot_member_document_read (member);
  if (json_array_get_length (moot_member_document_get_list (document, "questions")) >=
      MOOT_QUESTIONS_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL, "at most %d questions",
                             MOOT_QUESTIONS_MAX);
  moot_member_document_add_deed (context, moot_member_document_get_list (document, "questions"),
                                 actor->id, "text", question);
  moot_member_document_write (member, document);
  return moot_membership_note (context, member, "membership.asked", actor->id, error);
}

/* Applying ------------------------------------------------------------------------------------ */

/** moot_applications_answer: whoever applied answers the last question */
gboolean
moot_applications_answer (const MootCoopContext  *context,
                          const MootActor        *actor,
                          const char             *answer,
                          GError                **error)
{
  g_autoptr (MootMemberRecord) member = find_applied (context, actor->id, error);
  g_autoptr (JsonObject) document = NULL;
  JsonObject *question;
  JsonArray *questions;

  if (member == NULL || !moot_text_check ("text", answer, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  document = moot_member_document_read (member);
  questions = moot_member_document_get_list (document, "questions");
  if (json_array_get_length (questions) == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody asked you anything");
  question = json_array_get_object_element (questions, json_array_get_length (questions) - 1);
  json_object_set_string_member (question, "answer", answer);
  moot_member_document_set_time (question, "answered_at", context->now);
  moot_member_document_write (member, document);
  return moot_membership_note (context, member, "membership.answered", actor->id, error);
}

/** moot_applications_withdraw: whoever applied does not want to any more */
gboolean
moot_applications_withdraw (const MootCoopContext  *context,
                            const MootActor        *actor,
                            GError                **error)
{
  g_autoptr (MootMemberRecord) member = find_applied (context, actor->id, error);

  return member != NULL &&
         moot_membership_change_state (context, member, "withdrawn", actor->id, error);
}

static gboolean
put_known_by (const MootCoopContext       *context,
              const MootApplicationDraft  *draft,
              JsonObject                  *document,
              GError                     **error)
{
  JsonArray *known_by = moot_member_document_get_list (document, "known_by");

  if (draft->known_by != NULL &&
      g_strv_length ((char **) draft->known_by) > MOOT_KNOWN_BY_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "known_by", "at most %d members",
                             MOOT_KNOWN_BY_MAX);
  if (draft->inviter_id != 0)
    {
      g_autofree char *inviter = g_strdup_printf ("%" G_GINT64_FORMAT, draft->inviter_id);

      json_array_add_string_element (known_by, inviter);
      moot_member_document_add_deed (context, moot_member_document_get_list (document, "vouches"),
                                     draft->inviter_id, NULL, NULL);
    }
  for (guint i = 0; draft->known_by != NULL && draft->known_by[i] != NULL; i++)
    {
      gint64 id = 0;
      g_autoptr (GError) local = NULL;
      g_autoptr (MootMemberRecord) member =
        moot_id_parse (draft->known_by[i], &id) ? moot_member_store_find (context->db, id, &local)
                                                : NULL;

      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (member == NULL)
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "known_by",
                                 "there is no member '%.20s'", draft->known_by[i]);
      json_array_add_string_element (known_by, draft->known_by[i]);
    }
  return TRUE;
}

/**
 * moot_applications_add:
 * @context: a context inside a transaction
 * @account_id: an account of this node that is no member
 * @draft: what they say
 * @error: return location
 *
 * Applies; an invitation is the word of the member who gave it.  That the bylaws in force are
 * accepted is part of applying, and kept with their version.
 *
 * Errors: %MOOT_COOP_ERROR_EXISTS, _BLANK without a reason and an invitation, _TOO_LONG, _TOO_MANY,
 * _INVALID.
 *
 * Returns: the member's id, 0 on failure
 */
gint64
moot_applications_add (const MootCoopContext       *context,
                       gint64                       account_id,
                       const MootApplicationDraft  *draft,
                       GError                     **error)
{
  g_autoptr (JsonObject) document = json_object_new ();
  g_autoptr (MootMemberRecord) member = g_object_new (MOOT_TYPE_MEMBER_RECORD, NULL);
  MootAdmission admission;
  gint64 version = 0;
  gint64 n_open = 0;
  gint64 id;

  if (!moot_text_check ("reason", draft->reason, MOOT_REASON_MAX, draft->inviter_id == 0, error) ||
      !moot_db_get_int (context->db, &moot_sql_member_count_applied, NULL, &n_open, error) ||
      !load_admission (context, &admission, &version, error))
    return 0;
  if (n_open >= MOOT_APPLICATIONS_OPEN_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL,
                             "too many applications wait; come back later");
  if (draft->reason != NULL)
    json_object_set_string_member (document, "reason", draft->reason);
  moot_member_document_set_id (document, "bylaws_version", version);
  moot_member_document_set_time (document, "applied_at", context->now);
  if (draft->invite_id != NULL)
    json_object_set_string_member (document, "invite_id", draft->invite_id);
  if (!put_known_by (context, draft, document, error))
    return 0;
  moot_member_document_write (member, document);
  id = moot_membership_apply (context, account_id, member->application, error);
  if (id == 0 || !tell_deciders (context, &admission, id, error))
    return 0;
  g_clear_object (&member);
  member = moot_member_store_find (context->db, id, error);
  return member != NULL && approve_if_vouched (context, member, draft->inviter_id, error) ? id : 0;
}

/* What time does ------------------------------------------------------------------------------ */

static gboolean
find_next (const MootCoopContext  *context,
           const MootSql          *sql,
           const MootBind         *binds,
           MootMemberRecord      **out_member,
           GError                **error)
{
  gint64 id = 0;

  *out_member = NULL;
  if (!moot_db_get_int (context->db, sql, binds, &id, error))
    return FALSE;
  if (id != 0)
    *out_member = moot_member_store_find (context->db, id, error);
  return id == 0 || *out_member != NULL;
}

/* Nobody answered in time: that admits nobody, and all members hear of it. */
static gboolean
escalate (const MootCoopContext  *context,
          gint64                 *out_id,
          GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;
  g_autoptr (GArray) members = NULL;
  MootAdmission admission;

  if (!load_admission (context, &admission, NULL, error) ||
      !find_next (context, &moot_sql_member_next_unanswered,
                  MOOT_BINDS (MOOT_INT ("before", context->now - admission.days * MOOT_DAY)),
                  &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  *out_id = member->id;
  member->escalated_at = context->now;
  members = moot_records_list_ids (context->db, &moot_sql_member_all_active,
                                   MOOT_BINDS (MOOT_INT ("limit", HEARERS_MAX)), error);
  return tell (context, members, "application_waits", member->id, error) &&
         moot_membership_note (context, member, "membership.escalated", 0, error);
}

static gboolean
end_after (const MootCoopContext  *context,
           const char             *state,
           gint64                  before,
           const char             *next,
           gint64                 *out_id,
           GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;

  if (!find_next (context, &moot_sql_member_next_in_state,
                  MOOT_BINDS (MOOT_TEXT ("state", state), MOOT_INT ("before", before)), &member,
                  error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  *out_id = member->id;
  return moot_membership_change_state (context, member, next, 0, error);
}

static gboolean
expire (const MootCoopContext  *context,
        gint64                 *out_id,
        GError                **error)
{
  return end_after (context, "approved", context->now - MOOT_APPROVED_DAYS * MOOT_DAY, "expired",
                    out_id, error);
}

static gboolean
let_go (const MootCoopContext  *context,
        gint64                 *out_id,
        GError                **error)
{
  return end_after (context, "lapsed",
                    moot_coop_day_to_time (
                      moot_day_add_months (context->today, -MOOT_LAPSED_MONTHS)),
                    "left", out_id, error);
}

static gboolean
lift (const MootCoopContext  *context,
      gint64                 *out_id,
      GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;

  if (!find_next (context, &moot_sql_member_next_lifted,
                  MOOT_BINDS (MOOT_INT ("now", context->now)), &member, error))
    return FALSE;
  if (member == NULL)
    return TRUE;
  *out_id = member->id;
  return moot_membership_change_state (context, member, "active", 0, error);
}

/** moot_applications_run_due: what time does to a membership: silence is heard of, who was approved
 * and did not pay expires, who lapsed a year ago has left, a suspension ends */
gboolean
moot_applications_run_due (MootDbPool        *pool,
                           const MootSite    *site,
                           gint64             now,
                           MootCoopListener   listener,
                           gpointer           listener_data,
                           GError           **error)
{
  static const MootDueStep steps[] = { escalate, expire, let_go, lift };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (!moot_coop_run_due (pool, site, now, listener, listener_data, steps[i], error))
      return FALSE;
  return TRUE;
}
