/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues that are coming or still open, told to the member alone, in a kind tone and once for each
 * day of the plan, however often the node was started again; who slept over several days hears of
 * the last.  Nobody with a waiver is reminded. Spec: governance rules, dues: schedule and tone.
 * Thread: the connection's. */
#include "moot-dues-reminders.h"

#include "moot-sql.h"
#include "moot-talk-store.h"

/* The last of the plan's days that has come, counted from the day it is due: before that day the
 * days before it, from it on the others. */
static gboolean
find_day (const MootDuesTerms *terms,
          int                  passed,
          int                 *out_day)
{
  gboolean found = FALSE;

  for (guint i = 0; i < terms->n_reminder_days; i++)
    {
      const int day = terms->reminder_days[i];

      if (day <= passed && (day < 0) == (passed < 0) && (!found || day > *out_day))
        {
          *out_day = day;
          found = TRUE;
        }
    }
  return found;
}

/**
 * moot_dues_remind:
 * @context: a context inside a transaction
 * @plan: the plan in force
 * @member: a member
 * @error: return location
 *
 * Tells a member of dues, if it is a day of the plan's reminders that they did not hear of yet.
 *
 * Returns: whether it was written, if there was anything to write
 */
gboolean
moot_dues_remind (const MootCoopContext   *context,
                  const MootPlanInForce   *plan,
                  const MootMemberRecord  *member,
                  GError                 **error)
{
  g_autoptr (MootDuesStanding) standing = moot_dues_load_standing (context, plan, member, error);
  MootCoopNews news = { .type = "dues_soon" };
  gint64 n_told = 0;
  MootDay due_on;
  gint64 due;
  int day = 0;

  if (standing == NULL)
    return FALSE;
  if (standing->status == MOOT_DUES_STATUS_NOT_APPLICABLE ||
      standing->status == MOOT_DUES_STATUS_WAIVED)
    return TRUE;
  due_on = standing->oldest_unpaid_on != MOOT_DAY_NONE ? standing->oldest_unpaid_on
                                                       : standing->next_due_on;
  if (due_on == MOOT_DAY_NONE || !find_day (&plan->terms, context->today - due_on, &day))
    return TRUE;
  due = moot_coop_day_to_time (due_on);
  if (!moot_db_get_int (context->db, &moot_sql_dues_reminder_count,
                        MOOT_BINDS (MOOT_INT ("member_id", member->id), MOOT_INT ("due_on", due),
                                    MOOT_INT ("day", day)),
                        &n_told, error))
    return FALSE;
  if (n_told > 0)
    return TRUE;
  if (day >= 0)
    news.type = day == 0 ? "dues_due" : "dues_open";
  return moot_db_run (context->db, &moot_sql_dues_reminder_add,
                      MOOT_BINDS (MOOT_INT ("member_id", member->id), MOOT_INT ("due_on", due),
                                  MOOT_INT ("day", day), MOOT_INT ("now", context->now)),
                      error) &&
         moot_talk_store_tell (context->db, member->id, &news, context->now, error);
}
