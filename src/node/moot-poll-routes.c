/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Polls under statuses, and telling of those that are over.
 * Spec: Mastodon client API, polls.
 * Thread: a request worker; the job: the scheduler's. */
#include "moot-poll-routes.h"

#include "moot-clock.h"
#include "moot-errands.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-limits.h"
#include "moot-polls.h"
#include "moot-publish.h"
#include "moot-sql.h"
#include "moot-status-reply.h"

#define MAX_DUE 100 /* polls that one round announces */

/* Whether there is such a poll under a status that the one who asks may see; answers if not. */
static gboolean
find_poll (MootExchange *exchange)
{
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  MootStatusLine line;
  gint64 status_id = 0;

  if (moot_poll_get_status (exchange->db, moot_exchange_get_id (exchange), &status_id, &error) &&
      moot_status_view_find (&view, status_id, &line, &error))
    return TRUE;
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
  return FALSE;
}

static void
reply_poll (MootExchange *exchange)
{
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootPoll) poll = moot_poll_find (exchange->db, moot_exchange_get_id (exchange),
                                              exchange->viewer_id, view.now, &error);

  if (poll != NULL)
    moot_exchange_reply_entity (exchange, poll);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

static void
show_poll (MootExchange *exchange)
{
  const MootServices *services = exchange->services;
  gint64 status_id = 0;

  if (!find_poll (exchange))
    return;
  if (exchange->viewer_id != 0 &&
      moot_poll_get_status (exchange->db, moot_exchange_get_id (exchange), &status_id, NULL))
    moot_poll_look (services->federation, exchange->db, status_id, moot_clock_now ());
  reply_poll (exchange);
}

typedef struct
{
  const MootSite *site;
  gint64 poll_id;
  gint64 account_id;
  gint64 choices[MOOT_MAX_POLL_OPTIONS];
  gsize n_choices;
  gint64 now;
} Vote;

/* What the co-op asks everybody its members decide elsewhere, and are not counted twice. */
static gboolean
check_place (MootDb      *db,
             const Vote  *self,
             GError     **error)
{
  gint64 found = 0;

  if (!moot_db_get_int (db, &moot_sql_coop_post_is_for_others,
                        MOOT_BINDS (MOOT_INT ("poll_id", self->poll_id),
                                    MOOT_INT ("account_id", self->account_id)),
                        &found, error))
    return FALSE;
  if (found != 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: Members vote on this in the moot, not in this poll");
  return found == 0;
}

static gboolean
vote (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const Vote *self = data;

  return check_place (db, self, error) &&
         moot_poll_vote (db, self->poll_id, self->account_id, self->choices, self->n_choices,
                         self->now, error) &&
         moot_publish_votes (db, self->site, self->poll_id, self->account_id, self->now, error);
}

/* Positions as numbers or text, each counted once; what is no number is an option nobody has. */
static void
read_choices (const MootExchange *exchange,
              Vote               *out_vote)
{
  g_auto (GStrv) list = moot_params_dup_list (exchange->params, "choices");

  for (guint i = 0; list[i] != NULL && out_vote->n_choices < MOOT_MAX_POLL_OPTIONS; i++)
    {
      guint64 choice = MOOT_MAX_POLL_OPTIONS;
      gboolean known = FALSE;

      g_ascii_string_to_unsigned (list[i], 10, 0, MOOT_MAX_POLL_OPTIONS, &choice, NULL);
      for (gsize k = 0; k < out_vote->n_choices; k++)
        known = known || out_vote->choices[k] == (gint64) choice;
      if (!known)
        out_vote->choices[out_vote->n_choices++] = (gint64) choice;
    }
}

static void
cast_vote (MootExchange *exchange)
{
  MootStatusView view = moot_status_view_of (exchange);
  g_autoptr (GError) error = NULL;
  Vote self = { .site = exchange->services->site,
                .poll_id = moot_exchange_get_id (exchange),
                .account_id = exchange->viewer_id,
                .now = view.now };

  if (!find_poll (exchange))
    return;
  read_choices (exchange, &self);
  if (self.n_choices == 0)
    moot_exchange_refuse (exchange, 400, "param is missing or the value is empty: choices");
  else if (moot_exchange_write (exchange, vote, &self, &error))
    reply_poll (exchange);
  else
    moot_exchange_fail (exchange, error);
}

typedef struct
{
  const MootServices *services;
  gint64 now;
} Announcing;

/* The result of a poll of ours, to everybody who saw it; of others, for those who voted. */
static gboolean
publish_results (MootDb            *db,
                 const Announcing  *self,
                 GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_poll_due,
                   MOOT_BINDS (MOOT_INT ("now", self->now), MOOT_INT ("limit", MAX_DUE)), error);

  if (rows == NULL)
    return FALSE;
  while (local == NULL && moot_rows_next (rows, &local))
    if (moot_rows_get_int (rows, "local") != 0)
      moot_publish_edit (db, self->services->site, moot_rows_get_int (rows, "status_id"),
                         self->now, &local);
    else
      moot_errands_run (self->services->federation->errands, moot_poll_refresh,
                        moot_rows_get_int (rows, "status_id"));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
announce (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Announcing *self = data;
  guint n_announced;

  return moot_polls_tell (db, self->services->site, self->now, error) &&
         publish_results (db, self, error) &&
         moot_poll_announce_due (db, self->now, &n_announced, error);
}

/**
 * moot_poll_job:
 * @services: the node's parts
 * @now: UTC milliseconds
 * @error: return location
 *
 * Tells other servers how polls of ours stand, and author and voters of those that are over.
 *
 * Returns: whether it went well
 */
gboolean
moot_poll_job (const MootServices  *services,
               gint64               now,
               GError             **error)
{
  Announcing data = { services, now };

  return moot_db_pool_write (services->pool, announce, &data, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/v1/polls/:id",       NULL,             show_poll },
  { "POST", "/api/v1/polls/:id/votes", "write:statuses", cast_vote },
};
/* clang-format on */

const MootRouteTable moot_poll_routes = { routes, G_N_ELEMENTS (routes) };
