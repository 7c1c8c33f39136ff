/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What has a day, for the calendar of one member: votes that end or open, elections, and the
 * member's tasks.
 * Spec: RFC 5545 section 3.6.1 (events).
 * Thread: the connection's. */
#include "moot-calendar.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-effect-store.h"
#include "moot-ics.h"
#include "moot-proposal-store.h"
#include "moot-sql.h"

static void
put_day (GString    *calendar,
         const char *name,
         MootDay     day)
{
  g_autofree char *text = NULL;
  int year;
  int month;
  int of_month;

  moot_day_to_civil (day, &year, &month, &of_month);
  text = g_strdup_printf ("%04d%02d%02d", year, month, of_month);
  moot_ics_put_raw (calendar, name, text);
}

static void
begin_event (const MootCoopContext *context,
             GString               *calendar,
             const char            *kind,
             gint64                 id,
             const char            *title)
{
  g_autofree char *uid =
    g_strdup_printf ("%s-%" G_GINT64_FORMAT "@%s", kind, id, context->site->domain);

  moot_ics_put_raw (calendar, "BEGIN", "VEVENT");
  moot_ics_put_text (calendar, "UID", uid);
  moot_ics_put_time (calendar, "DTSTAMP", context->now);
  moot_ics_put_text (calendar, "SUMMARY", title);
}

/* A moment that nothing else need be kept free for. */
static void
put_moment (const MootCoopContext    *context,
            GString                  *calendar,
            const char               *kind,
            const MootProposalRecord *proposal,
            const char               *words,
            gint64                    time_ms)
{
  g_autofree char *title = g_strdup_printf ("%s: %s", words, proposal->title);
  g_autofree char *url =
    moot_site_url (context->site, "/coop/p/%" G_GINT64_FORMAT, proposal->id);

  begin_event (context, calendar, kind, proposal->id, title);
  moot_ics_put_time (calendar, "DTSTART", time_ms);
  moot_ics_put_time (calendar, "DTEND", time_ms);
  moot_ics_put_raw (calendar, "URL", url);
  moot_ics_put_raw (calendar, "TRANSP", "TRANSPARENT");
  moot_ics_put_raw (calendar, "END", "VEVENT");
}

static gboolean
put_proposals (const MootCoopContext  *context,
               const MootActor        *viewer,
               GString                *calendar,
               GError                **error)
{
  const MootProposalFilter filter = { .states = "open,scheduled",
                                      .mine = "",
                                      .viewer_id = viewer->id };
  const MootRange range = { .below = G_MAXINT64, .limit = MOOT_CALENDAR_MAX };
  g_autoptr (GPtrArray) proposals =
    moot_proposal_store_list (context->db, &filter, &range, error);

  for (guint i = 0; proposals != NULL && i < proposals->len; i++)
    {
      const MootProposalRecord *proposal = g_ptr_array_index (proposals, i);

      if (g_str_equal (proposal->state, "scheduled"))
        put_moment (context, calendar, "vote-opens", proposal, "Vote opens",
                    proposal->opens_at);
      if (proposal->closes_at != 0)
        put_moment (context, calendar, "vote-ends", proposal, "Vote ends",
                    proposal->closes_at);
    }
  return proposals != NULL;
}

static gboolean
put_tasks (const MootCoopContext  *context,
           const MootActor        *viewer,
           GString                *calendar,
           GError                **error)
{
  const MootTaskFilter filter = { .owner_id = viewer->id, .done = 0 };
  const MootRange range = { .below = G_MAXINT64, .limit = MOOT_CALENDAR_MAX };
  g_autoptr (GPtrArray) tasks = moot_task_store_list (context->db, &filter, &range, error);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      const MootTaskRecord *task = g_ptr_array_index (tasks, i);
      const MootDay day = moot_coop_time_to_day (task->due_on);

      if (task->due_on == 0)
        continue;
      begin_event (context, calendar, "task", task->id, task->title);
      put_day (calendar, "DTSTART;VALUE=DATE", day);
      put_day (calendar, "DTEND;VALUE=DATE", moot_day_add_days (day, 1));
      moot_ics_put_raw (calendar, "TRANSP", "TRANSPARENT");
      moot_ics_put_raw (calendar, "END", "VEVENT");
    }
  return tasks != NULL;
}

static void
put_election (const MootCoopContext *context,
              GString               *calendar,
              MootRows              *rows)
{
  static const struct
  {
    const char *column;
    const char *kind;
    const char *words;
  } days[] = {
    { "nominations_close_at", "nominations-end", "Nominations end" },
    { "opens_at", "election-opens", "Election opens" },
    { "closes_at", "election-ends", "Election ends" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      const gint64 at = moot_rows_get_int (rows, days[i].column);
      g_autofree char *title =
        g_strdup_printf ("%s: %s", days[i].words, moot_rows_get_text (rows, "title"));

      if (at <= context->now)
        continue;
      begin_event (context, calendar, days[i].kind, moot_rows_get_int (rows, "id"), title);
      moot_ics_put_time (calendar, "DTSTART", at);
      moot_ics_put_time (calendar, "DTEND", at);
      moot_ics_put_raw (calendar, "TRANSP", "TRANSPARENT");
      moot_ics_put_raw (calendar, "END", "VEVENT");
    }
}

static gboolean
put_elections (const MootCoopContext  *context,
               GString                *calendar,
               GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (context->db, &moot_sql_calendar_elections,
                                             MOOT_BINDS (MOOT_INT ("limit", MOOT_CALENDAR_MAX)),
                                             error);

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    put_election (context, calendar, rows);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_calendar_make_token:
 * @context: a context inside a transaction
 * @actor: a member
 * @error: return location
 *
 * A calendar program cannot sign in: it shows this, which reads the own calendar and nothing else.
 * The one before is worth nothing from now on.
 *
 * Returns: (transfer full): what is shown once and kept nowhere
 */
char *
moot_calendar_make_token (const MootCoopContext  *context,
                          const MootActor        *actor,
                          GError                **error)
{
  g_autofree char *token = moot_random_token ();
  g_autofree char *digest = moot_sha256_hex (token, strlen (token));

  return moot_actor_require (actor, MOOT_RIGHT_READ, error) &&
             moot_db_run (context->db, &moot_sql_calendar_token_put,
                          MOOT_BINDS (MOOT_INT ("member_id", actor->id),
                                      MOOT_TEXT ("digest", digest),
                                      MOOT_INT ("now", context->now)),
                          error)
           ? g_steal_pointer (&token)
           : NULL;
}

/** moot_calendar_drop_token: whoever has it reads nothing any more */
gboolean
moot_calendar_drop_token (const MootCoopContext  *context,
                          const MootActor        *actor,
                          GError                **error)
{
  return moot_db_run (context->db, &moot_sql_calendar_token_drop,
                      MOOT_BINDS (MOOT_INT ("member_id", actor->id)), error);
}

/** moot_calendar_find_token: when the member's address was made; 0 for none */
gboolean
moot_calendar_find_token (const MootCoopContext  *context,
                          const MootActor        *actor,
                          gint64                 *out_made_at,
                          GError                **error)
{
  *out_made_at = 0;
  return moot_actor_require (actor, MOOT_RIGHT_READ, error) &&
         moot_db_get_int (context->db, &moot_sql_calendar_token_made,
                          MOOT_BINDS (MOOT_INT ("member_id", actor->id)), out_made_at, error);
}

/** moot_calendar_find_account: whose token that is; 0 for nobody's */
gboolean
moot_calendar_find_account (MootDb      *db,
                            const char  *token,
                            gint64      *out_account_id,
                            GError     **error)
{
  g_autofree char *digest = moot_sha256_hex (token, strlen (token));

  *out_account_id = 0;
  return moot_db_get_int (db, &moot_sql_calendar_token_account,
                          MOOT_BINDS (MOOT_TEXT ("digest", digest)), out_account_id, error);
}

/**
 * moot_calendar_write:
 * @context: a context
 * @viewer: a member
 * @error: return location
 *
 * Returns: (transfer full): their calendar
 */
char *
moot_calendar_write (const MootCoopContext  *context,
                     const MootActor        *viewer,
                     GError                **error)
{
  g_autoptr (GString) calendar = g_string_new (NULL);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  moot_ics_begin (calendar);
  moot_ics_put_text (calendar, "X-WR-CALNAME", context->site->domain);
  if (!put_proposals (context, viewer, calendar, error) ||
      !put_elections (context, calendar, error) ||
      !put_tasks (context, viewer, calendar, error))
    return NULL;
  moot_ics_end (calendar);
  return g_string_free (g_steal_pointer (&calendar), FALSE);
}
