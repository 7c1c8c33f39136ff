/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Memberships that moderators suspend for a while, and appeals of those who were expelled.  To
 * expel, and to decide about an appeal, is for a vote: the effect `membership`.
 * Spec: governance rules, states of a membership.
 * Thread: the connection's. */
#include "moot-suspensions.h"

#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-effect-store.h"
#include "moot-member-document.h"
#include "moot-member-store.h"
#include "moot-sql.h"
#include "moot-texts.h"

static MootMemberRecord *
find (const MootCoopContext  *context,
      const MootActor        *actor,
      gint64                  id,
      GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMemberRecord) member = NULL;

  if (!actor->is_moderator)
    moot_coop_refuse (&local, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                      "only moderators suspend, and lift that again");
  else
    member = moot_member_store_find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (member == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such member");
  else if (member->id == actor->id)
    moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL, "not oneself");
  else
    return g_steal_pointer (&member);
  return NULL;
}

/**
 * moot_suspensions_begin:
 * @context: a context inside a transaction
 * @actor: a moderator
 * @id: another member
 * @n_days: for how long, at most %MOOT_SUSPENSION_DAYS; 0 for that
 * @reason: why; the member reads it
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _STATE for who is not active or lapsed, _BLANK,
 * _INVALID.
 *
 * Returns: whether it was written
 */
gboolean
moot_suspensions_begin (const MootCoopContext  *context,
                        const MootActor        *actor,
                        gint64                  id,
                        gint64                  n_days,
                        const char             *reason,
                        GError                **error)
{
  g_autoptr (MootMemberRecord) member = find (context, actor, id, error);
  g_autoptr (JsonObject) document = NULL;
  JsonArray *list;

  if (member == NULL || !moot_text_check ("reason", reason, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  if (n_days < 0 || n_days > MOOT_SUSPENSION_DAYS)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "days", "between 1 and %d",
                             MOOT_SUSPENSION_DAYS);
  if (!(moot_member_state_get_rights (member->state) & MOOT_RIGHT_SERVE))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the member is not active");
  document = moot_member_document_read (member);
  list = json_array_new (); /* the last one is what is shown */
  moot_member_document_add_deed (context, list, actor->id, "reason", reason);
  json_object_set_array_member (document, "suspensions", list);
  moot_member_document_write (member, document);
  if (!moot_membership_change_state (context, member, "suspended", actor->id, error))
    return FALSE;
  if (n_days == 0)
    return TRUE;
  member->suspended_until = context->now + n_days * MOOT_DAY;
  return moot_member_store_save_state (context->db, member, error);
}

/** moot_suspensions_lift: a moderator ends it before its time */
gboolean
moot_suspensions_lift (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  id,
                       GError                **error)
{
  g_autoptr (MootMemberRecord) member = find (context, actor, id, error);

  if (member == NULL)
    return FALSE;
  if (!g_str_equal (member->state, "suspended"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the member is not suspended");
  return moot_membership_change_state (context, member, "active", actor->id, error);
}

/* Somebody has to bring it before the members. */
static gboolean
add_task (const MootCoopContext   *context,
          const MootMemberRecord  *member,
          GError                 **error)
{
  g_autoptr (MootTaskRecord) task = g_object_new (MOOT_TYPE_TASK_RECORD, NULL);

  task->title = g_strdup_printf ("Appeal of member %04" G_GINT64_FORMAT ": call a vote",
                                 member->member_no);
  task->note = g_strdup ("Whoever was expelled asks the members to decide again.");
  if (!moot_db_get_int (context->db, &moot_sql_office_callers,
                        MOOT_BINDS (MOOT_INT ("today", moot_coop_get_today (context)),
                                    MOOT_INT ("limit", 1)),
                        &task->owner_id, error))
    return FALSE;
  if (task->owner_id == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "nobody is in office to take it");
  task->due_on = moot_coop_day_to_time (moot_day_add_days (context->today, MOOT_APPEAL_DAYS));
  task->created_at = context->now;
  if (!moot_task_store_add (context->db, task, error))
    return FALSE;
  moot_coop_tell (context, "coop.task", task->id);
  return TRUE;
}

/**
 * moot_suspensions_appeal:
 * @context: a context inside a transaction
 * @actor: who was expelled
 * @text: why the members should decide again
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_STATE for who was not expelled, _CLOSED after %MOOT_APPEAL_DAYS days,
 * _EXISTS the second time, _BLANK, _TOO_LONG.
 *
 * Returns: whether it was written; it becomes a task
 */
gboolean
moot_suspensions_appeal (const MootCoopContext  *context,
                         const MootActor        *actor,
                         const char             *text,
                         GError                **error)
{
  MootMemberRecord *member = actor->record;
  g_autoptr (JsonObject) document = moot_member_document_read (member);
  JsonObject *appeal;

  if (!moot_text_check ("text", text, MOOT_REASON_MAX, TRUE, error))
    return FALSE;
  if (!g_str_equal (member->state, "expelled"))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "you were not expelled");
  if (member->appealed_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL, "you have appealed already");
  if (context->now > member->state_since + MOOT_APPEAL_DAYS * MOOT_DAY)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, NULL,
                             "an appeal is possible for %d days", MOOT_APPEAL_DAYS);
  appeal = json_object_new ();
  json_object_set_string_member (appeal, "text", text);
  moot_member_document_set_time (appeal, "at", context->now);
  json_object_set_object_member (document, "appeal", appeal);
  moot_member_document_write (member, document);
  member->appealed_at = context->now;
  return add_task (context, member, error) &&
         moot_membership_note (context, member, "membership.appealed", actor->id, error);
}
