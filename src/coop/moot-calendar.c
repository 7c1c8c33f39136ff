/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What has a day, for the calendar of one member: votes that end or open, and the member's tasks.
 * Spec: RFC 5545 section 3.6.1 (events).
 * Thread: the connection's. */
#include "moot-calendar.h"

#include "moot-clock.h"
#include "moot-effect-store.h"
#include "moot-ics.h"
#include "moot-proposal-store.h"

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
      !put_tasks (context, viewer, calendar, error))
    return NULL;
  moot_ics_end (calendar);
  return g_string_free (g_steal_pointer (&calendar), FALSE);
}
