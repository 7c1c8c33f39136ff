/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What time reminds of: votes that are missing, terms of office that end.  Each moment once,
 * whether the node was started again since or the news were cleared; and who slept over several
 * moments hears of them once. Spec: governance rules, elections lifecycle: voting, term; co-op API,
 * reminders. Thread: the writer's. */
#include "moot-reminders.h"

#include "moot-clock.h"
#include "moot-coop-news.h"
#include "moot-effect-store.h"
#include "moot-election-store.h"
#include "moot-member-store.h"
#include "moot-offices.h"
#include "moot-proposal-store.h"
#include "moot-sql.h"
#include "moot-talk-store.h"

#define CALLERS_MAX 50 /* who hears that an election is to be called */

/* Filing ------------------------------------------------------------------------------------- */

static gboolean
file_hours (const MootCoopContext  *context,
            MootProposalRecord     *record,
            const int              *hours,
            guint                   n_hours,
            GError                **error)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 0; i < n_hours; i++)
    g_string_append_printf (json, "%s\"-%dh\"", i > 0 ? "," : "", hours[i]);
  g_string_append_c (json, ']');
  g_free (record->reminders);
  record->reminders = g_strdup (json->str);
  return moot_proposal_store_put_reminders (context->db, record->id, json->str, error);
}

/** moot_reminders_file: what the class says, frozen with the rest when a vote opens */
gboolean
moot_reminders_file (const MootCoopContext    *context,
                     MootProposalRecord       *record,
                     const MootDecisionClass  *decision,
                     GError                  **error)
{
  return file_hours (context, record, decision->reminder_hours, decision->n_reminders, error);
}

/** moot_reminders_file_election: half of the voting before its end, a day and two hours */
gboolean
moot_reminders_file_election (const MootCoopContext  *context,
                              MootProposalRecord     *record,
                              GError                **error)
{
  const int half = (int) ((record->closes_at - record->opens_at) / (2 * MOOT_HOUR));
  const int hours[] = { half, 24, 2 };
  const guint first = half > hours[1] ? 0 : 1; /* a short vote is half over by then */

  return file_hours (context, record, hours + first, G_N_ELEMENTS (hours) - first, error);
}

/* Votes --------------------------------------------------------------------------------------- */

/* As many hours before a vote ends as it was filed with, those who have not voted hear of it;
 * nobody needs reminding of a vote that did not run yet then. */
static gboolean
remind_voters (const MootCoopContext  *context,
               GError                **error)
{
  g_autoptr (GArray) closing =
    moot_proposal_store_list_closing (context->db, context->now, error);

  for (guint i = 0; closing != NULL && i < closing->len; i++)
    {
      const gint64 id = g_array_index (closing, gint64, i);

      if (!moot_coop_news_votes (context, id, "closing", error) ||
          !moot_proposal_store_note_reminded (context->db, id, context->now, error))
        return FALSE;
    }
  return closing != NULL;
}

/* Terms --------------------------------------------------------------------------------------- */

static gboolean
tell_callers (const MootCoopContext  *context,
              const MootCoopNews     *news,
              GError                **error)
{
  g_autoptr (GArray) callers = moot_records_list_ids (
    context->db, &moot_sql_office_callers,
    MOOT_BINDS (MOOT_INT ("today", moot_coop_get_today (context)),
                MOOT_INT ("limit", CALLERS_MAX)),
    error);

  for (guint i = 0; callers != NULL && i < callers->len; i++)
    if (g_array_index (callers, gint64, i) != news->actor_id &&
        !moot_talk_store_tell (context->db, g_array_index (callers, gint64, i), news, context->now,
                               error))
      return FALSE;
  return callers != NULL;
}

/* What is handed over, as a task of whoever goes. */
static gboolean
add_checklist (const MootCoopContext  *context,
               const MootRoleRecord   *term,
               GError                **error)
{
  g_autoptr (MootTaskRecord) task = g_object_new (MOOT_TYPE_TASK_RECORD, NULL);

  task->title = g_strdup_printf ("Hand over the office: %s", term->role);
  task->note = g_strdup ("Keys and passwords, the bank mandate, the domain, open tasks.");
  task->owner_id = term->member_id;
  task->due_on = term->to_on;
  task->proposal_id = term->proposal_id;
  task->created_at = context->now;
  if (!moot_task_store_add (context->db, task, error))
    return FALSE;
  moot_coop_tell (context, "coop.task", task->id);
  return TRUE;
}

static gboolean
find_discussion (const MootCoopContext  *context,
                 const MootRoleRecord   *term,
                 gint64                 *out_id,
                 GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootElectionRecord) election =
    term->election_id != 0
      ? moot_election_store_find (context->db, term->election_id, &local)
      : NULL;

  *out_id = election != NULL ? election->discussion_id : 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
warn_of (const MootCoopContext  *context,
         const MootRoleRecord   *term,
         GError                **error)
{
  MootCoopNews news = { .type = "term_mine", .proposal_id = term->proposal_id };
  g_autoptr (MootMemberRecord) holder =
    moot_member_store_find (context->db, term->member_id, error);

  if (holder == NULL || !find_discussion (context, term, &news.discussion_id, error) ||
      !moot_db_run (context->db, &moot_sql_office_warned,
                    MOOT_BINDS (MOOT_INT ("id", term->id), MOOT_INT ("now", context->now)), error))
    return FALSE;
  /* whoever does not serve any more has nothing to hand over */
  if (!(moot_member_state_get_rights (holder->state) & MOOT_RIGHT_SERVE))
    return TRUE;
  moot_coop_tell (context, "coop.office", term->id);
  if (!moot_talk_store_tell (context->db, term->member_id, &news, context->now, error) ||
      !add_checklist (context, term, error))
    return FALSE;
  news.type = "term";
  news.actor_id = term->member_id;
  return tell_callers (context, &news, error);
}

/* What was over before anybody could be told is not told of. */
static gboolean
warn_of_ends (const MootCoopContext  *context,
              GError                **error)
{
  for (;;)
    {
      g_autoptr (MootRoleRecord) term = NULL;
      gint64 id = 0;

      if (!moot_db_get_int (
            context->db, &moot_sql_office_next_ending,
            MOOT_BINDS (
              MOOT_INT ("today", moot_coop_get_today (context)),
              MOOT_INT ("until", moot_coop_day_to_time (moot_day_add_days (
                                   context->today, MOOT_TERM_WARNING_DAYS)))),
            &id, error))
        return FALSE;
      if (id == 0)
        return TRUE;
      term = moot_office_store_find (context->db, id, error);
      if (term == NULL || !warn_of (context, term, error))
        return FALSE;
    }
}

/** moot_reminders_run: tells of every moment that has come, once; inside a transaction */
gboolean
moot_reminders_run (const MootCoopContext  *context,
                    GError                **error)
{
  return remind_voters (context, error) && warn_of_ends (context, error);
}
