/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What time itself does in the co-op: votes open and close, dues fall due.
 * Thread: the scheduler's. */
#include "moot-coop-jobs.h"

#include "moot-closing.h"
#include "moot-coop-request.h"
#include "moot-dues.h"
#include "moot-elections.h"
#include "moot-error.h"
#include "moot-talk-views.h"

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

/** moot_coop_run_votes: opens votes whose day has come, closes those whose time is over,
 * and moves elections on */
gboolean
moot_coop_run_votes (const MootServices  *services,
                     gint64               now,
                     GError             **error)
{
  GError *local = NULL;
  gboolean done = moot_closing_run_due (services->pool, services->site, now, moot_coop_publish,
                                        services->hub, &local);

  /* an election is counted from a vote that is closed */
  done = done && moot_elections_run_due (services->pool, services->site, now, moot_coop_publish,
                                         services->hub, &local);
  return forgive_no_coop (done, local, error);
}

/** moot_coop_run_news: reminds of votes that end, tells what happened lately */
gboolean
moot_coop_run_news (const MootServices  *services,
                    gint64               now,
                    GError             **error)
{
  GError *local = NULL;
  gboolean done = moot_talk_run_due (services->pool, services->site, now, moot_coop_publish,
                                     services->hub, &local);

  return forgive_no_coop (done, local, error);
}

/** moot_coop_run_dues: raises the charges of the day and settles who lapses */
gboolean
moot_coop_run_dues (const MootServices  *services,
                    gint64               now,
                    GError             **error)
{
  GError *local = NULL;
  gboolean done = moot_dues_run_due (services->pool, services->site, now, moot_coop_publish,
                                     services->hub, &local);

  return forgive_no_coop (done, local, error);
}
