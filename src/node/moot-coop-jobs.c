/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What time itself does in the co-op: votes open and close, what was decided is carried out and
 * ends, dues fall due. Thread: the scheduler's. */
#include "moot-coop-jobs.h"

#include "moot-applications.h"
#include "moot-audit.h"
#include "moot-challenges.h"
#include "moot-closing.h"
#include "moot-coop-request.h"
#include "moot-dues.h"
#include "moot-effects.h"
#include "moot-elections.h"
#include "moot-emergencies.h"
#include "moot-error.h"
#include "moot-public-record.h"
#include "moot-rulebook.h"
#include "moot-talk-views.h"

#define LOG_PROBLEMS_MAX 20 /* said at once; `folkmoot-node check` says all */

/* A node without a co-operative has nothing to do, which is no failure. */
static gboolean
forgive_no_coop (gboolean   done,
                 GError    *local,
                 GError   **error)
{
  if (done || g_error_matches (local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND))
    {
      g_clear_error (&local);
      return TRUE;
    }
  g_propagate_error (error, local);
  return FALSE;
}

typedef gboolean (*RunDue) (MootDbPool        *pool,
                            const MootSite    *site,
                            gint64             now,
                            MootCoopListener   listener,
                            gpointer           listener_data,
                            GError           **error);

/* One after the other; what fails keeps the rest for the next time. */
static gboolean
run_all (const MootServices  *services,
         gint64               now,
         const RunDue        *runs,
         gsize                n_runs,
         GError             **error)
{
  GError *local = NULL;
  gboolean done = TRUE;

  for (gsize i = 0; done && i < n_runs; i++)
    done = runs[i](services->pool, services->site, now, moot_coop_publish, services->hub, &local);
  return forgive_no_coop (done, local, error);
}

/** moot_coop_run_votes: opens votes whose day has come, closes those whose time is over,
 * and moves elections on */
gboolean
moot_coop_run_votes (const MootServices  *services,
                     gint64               now,
                     GError             **error)
{
  /* an election is counted from a vote that is closed, and what nobody kept by a vote lapses */
  static const RunDue runs[] = { moot_closing_run_due, moot_elections_run_due,
                                 moot_emergencies_run_due };

  return run_all (services, now, runs, G_N_ELEMENTS (runs), error);
}

/** moot_coop_run_news: reminds of votes that end, tells what happened lately */
gboolean
moot_coop_run_news (const MootServices  *services,
                    gint64               now,
                    GError             **error)
{
  static const RunDue runs[] = { moot_talk_run_due };

  return run_all (services, now, runs, G_N_ELEMENTS (runs), error);
}

/** moot_coop_run_effects: carries out what was decided, and ends what has expired */
gboolean
moot_coop_run_effects (const MootServices  *services,
                       gint64               now,
                       GError             **error)
{
  static const RunDue runs[] = { moot_challenges_run_due, moot_effects_run_due,
                                 moot_rulebook_run_due, moot_public_record_run_due };

  return run_all (services, now, runs, G_N_ELEMENTS (runs), error);
}

/** moot_coop_run_dues: raises the charges of the day, settles who lapses, and what time does to
 * applications and memberships */
gboolean
moot_coop_run_dues (const MootServices  *services,
                    gint64               now,
                    GError             **error)
{
  static const RunDue runs[] = { moot_dues_run_due, moot_applications_run_due };

  return run_all (services, now, runs, G_N_ELEMENTS (runs), error);
}

/** moot_coop_check_log: looks whether the log is whole, and the tables say what it says */
gboolean
moot_coop_check_log (const MootServices  *services,
                     gint64               now,
                     GError             **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  MootDb *reader = moot_db_pool_borrow_reader (services->pool, error);
  gboolean done;

  if (reader == NULL)
    return FALSE;
  done = moot_audit_check (reader, problems, error) &&
         moot_audit_check_records (reader, problems, error);
  moot_db_pool_return_reader (services->pool, reader);
  for (guint i = 0; i < MIN (problems->len, LOG_PROBLEMS_MAX); i++)
    g_message ("%s", (const char *) g_ptr_array_index (problems, i));
  return done;
}
