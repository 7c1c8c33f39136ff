/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done about an activity that was delivered: judged by the one predicate, its actor made an
 * account, what is missing fetched, then everything written in one transaction.  What needs nothing
 * of all that shares a transaction with what came after it.
 * Decision: src/decisions/0018-deliveries-in-crowds.md.
 * Spec: ActivityPub section 7.
 * Thread: a worker of the inbox. */
#include "moot-incoming-private.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-people.h"
#include "moot-posts.h"
#include "moot-sql.h"
#include "moot-thread-fetch.h"

#include <string.h>

#define MAX_AGE_MS (7 * MOOT_PEOPLE_STALE_MS) /* of what we know of who did it */
#define SUSPENDED "its actor is suspended"

/* NULL: it means nothing here. */
static const MootIncomingHandler *const handlers[] = {
  [MOOT_ACTIVITY_ACCEPT] = &moot_incoming_accept,
  [MOOT_ACTIVITY_ADD] = &moot_incoming_add,
  [MOOT_ACTIVITY_ANNOUNCE] = &moot_incoming_announce,
  [MOOT_ACTIVITY_ANNOUNCE_REQUEST] = &moot_incoming_request,
  [MOOT_ACTIVITY_BLOCK] = &moot_incoming_block,
  [MOOT_ACTIVITY_CREATE] = &moot_incoming_create,
  [MOOT_ACTIVITY_DELETE] = &moot_incoming_delete,
  [MOOT_ACTIVITY_DISLIKE] = &moot_incoming_dislike,
  [MOOT_ACTIVITY_EMOJI_REACT] = &moot_incoming_like,
  [MOOT_ACTIVITY_FLAG] = &moot_incoming_flag,
  [MOOT_ACTIVITY_FOLLOW] = &moot_incoming_follow,
  [MOOT_ACTIVITY_INVITE] = &moot_incoming_invite,
  [MOOT_ACTIVITY_JOIN] = &moot_incoming_join,
  [MOOT_ACTIVITY_LEAVE] = &moot_incoming_leave,
  [MOOT_ACTIVITY_LIKE] = &moot_incoming_like,
  [MOOT_ACTIVITY_LIKE_REQUEST] = &moot_incoming_request,
  [MOOT_ACTIVITY_LOCK] = &moot_incoming_moderation, /* and what moot_incoming_moderates () finds */
  [MOOT_ACTIVITY_MOVE] = &moot_incoming_move,
  [MOOT_ACTIVITY_QUOTE_REQUEST] = &moot_incoming_request,
  [MOOT_ACTIVITY_REJECT] = &moot_incoming_reject,
  [MOOT_ACTIVITY_REMOVE] = &moot_incoming_remove,
  [MOOT_ACTIVITY_REPLY_REQUEST] = &moot_incoming_request,
  [MOOT_ACTIVITY_TENTATIVE_ACCEPT] = &moot_incoming_tentative,
  [MOOT_ACTIVITY_TENTATIVE_REJECT] = &moot_incoming_tentative,
  [MOOT_ACTIVITY_UNDO] = &moot_incoming_undo,
  [MOOT_ACTIVITY_UPDATE] = &moot_incoming_update,
  [MOOT_ACTIVITY_OTHER] = NULL,
};

G_STATIC_ASSERT (G_N_ELEMENTS (handlers) == MOOT_ACTIVITY_OTHER + 1);

/** moot_incoming_is_gone: whether @uri of the same actor was deleted or undone, in @out_gone */
gboolean
moot_incoming_is_gone (MootDb              *db,
                       const MootIncoming  *incoming,
                       const char          *uri,
                       gboolean            *out_gone,
                       GError             **error)
{
  gint64 gone = 0;

  *out_gone = FALSE;
  if (uri == NULL)
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_gone_is,
                        MOOT_BINDS (MOOT_TEXT ("uri", uri),
                                    MOOT_TEXT ("actor", incoming->activity->actor),
                                    MOOT_INT ("now", moot_clock_now ())),
                        &gone, error))
    return FALSE;
  *out_gone = gone != 0;
  return TRUE;
}

/** moot_incoming_set_gone: remembers that the actor deleted or undid @uri */
gboolean
moot_incoming_set_gone (MootDb              *db,
                        const MootIncoming  *incoming,
                        const char          *uri,
                        gint64               how_long_ms,
                        GError             **error)
{
  return moot_db_run (db, &moot_sql_gone_put,
                      MOOT_BINDS (MOOT_TEXT ("uri", uri),
                                  MOOT_TEXT ("actor", incoming->activity->actor),
                                  MOOT_INT ("expires", moot_clock_now () + how_long_ms)),
                      error);
}

/** moot_incoming_find_own: which account of this node @uri is, in @out_id, 0 for none */
gboolean
moot_incoming_find_own (MootDb              *db,
                        const MootIncoming  *incoming,
                        const char          *uri,
                        gint64              *out_id,
                        GError             **error)
{
  *out_id = 0;
  if (uri == NULL || !moot_uri_same_origin (uri, incoming->federation->site->base_url))
    return TRUE;
  return moot_db_get_int (db, &moot_sql_local_account_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", uri)),
                          out_id, error);
}

/* Preparing ---------------------------------------------------------------------------------- */

/* Who did it must be somebody; whom nobody here knows and who deletes itself need not be met. */
static gboolean
meet_actor (MootIncoming  *incoming,
            GError       **error)
{
  const MootActivity *activity = incoming->activity;
  gint64 max_age = activity->type == MOOT_ACTIVITY_DELETE ? G_MAXINT64 : MAX_AGE_MS;

  if (activity->type == MOOT_ACTIVITY_DELETE || activity->type == MOOT_ACTIVITY_ADD ||
      activity->type == MOOT_ACTIVITY_REMOVE)
    {
      MootDb *reader = moot_db_pool_borrow_reader (incoming->federation->pool, error);
      g_autoptr (GError) local = NULL;

      if (reader == NULL)
        return FALSE;
      moot_remote_account_find (reader, activity->actor, &incoming->actor, &local);
      moot_db_pool_return_reader (incoming->federation->pool, reader);
      if (local == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return moot_people_ensure (incoming->federation, activity->actor, max_age, &incoming->actor,
                             error);
}

/* Doing -------------------------------------------------------------------------------------- */

typedef struct
{
  MootIncoming *incoming;
  const MootIncomingHandler *handler;
  MootDbWork finish;
  gpointer data;
  const char **out_why;
} Application;

static gboolean
apply (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  const Application *application = data;
  MootIncoming *incoming = application->incoming;

  if (incoming->why == NULL && application->handler != NULL &&
      !application->handler->apply (db, incoming, error))
    return FALSE;
  *application->out_why = incoming->why;
  return application->finish (db, application->data, error);
}

/* An Announce of a whole activity is that activity, passed on. */
static gboolean
judge_all (MootIncoming  *incoming,
           GError       **error)
{
  if (!moot_incoming_judge (incoming, error))
    return FALSE;
  if (incoming->activity->type != MOOT_ACTIVITY_ANNOUNCE || incoming->decision != MOOT_ACCEPT)
    return TRUE;
  if (!moot_incoming_unwrap (incoming, error))
    return FALSE;
  return incoming->inner == NULL || incoming->why != NULL ||
         moot_incoming_judge (incoming, error);
}

/* That somebody is gone counts from everybody. */
static gboolean
is_farewell (const MootActivity *activity)
{
  return activity->type == MOOT_ACTIVITY_DELETE &&
         g_strcmp0 (activity->object_id, activity->actor) == 0;
}

static gboolean
prepare (MootIncoming               *incoming,
         const MootIncomingHandler **out_handler,
         GError                    **error)
{
  const MootIncomingHandler *handler;
  gboolean moderates = FALSE;

  if (!judge_all (incoming, error) ||
      (incoming->group.id != 0 && !incoming->group.suspended &&
       !moot_incoming_moderates (incoming, &moderates, error)))
    return FALSE;
  if (moderates)
    {
      *out_handler = handler = &moot_incoming_moderation;
      incoming->why = incoming->group.followed ? NULL : "nobody here has to do with it";
      return incoming->why != NULL || handler->prepare (incoming, error);
    }
  *out_handler = handler = handlers[incoming->activity->type];
  if (incoming->group.id != 0 && incoming->decision == MOOT_ACCEPT_REFUSE &&
      moot_incoming_is_vote (incoming->activity))
    {
      *out_handler = &moot_incoming_tally;
      incoming->why = NULL;
      return TRUE;
    }
  if (handler == NULL && incoming->why == NULL)
    incoming->why = "it means nothing here";
  if (incoming->why != NULL)
    return TRUE;
  if (!meet_actor (incoming, error))
    return FALSE;
  if (incoming->actor.suspended && !is_farewell (incoming->activity))
    incoming->why = SUSPENDED;
  return incoming->why != NULL || handler->prepare == NULL || handler->prepare (incoming, error);
}

static void
incoming_clear (MootIncoming *self)
{
  moot_remote_account_clear (&self->actor);
  moot_remote_account_clear (&self->group);
  g_clear_pointer (&self->inner, moot_activity_free);
  g_clear_pointer (&self->object, moot_remote_object_free);
  g_free (self->wanted);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootIncoming, incoming_clear)

static void
load_ancestors (const MootIncoming *incoming)
{
  const MootFetchLimits limits = { .max_hosts = MOOT_THREAD_MAX_HOSTS,
                                   .total_ms = MOOT_THREAD_TOTAL_MS };
  g_autoptr (MootFetchBudget) budget =
    moot_fetch_budget_new (&limits, incoming->federation->cancellable);
  MootAsker asker = moot_asker_of_node (incoming->federation, budget);

  moot_thread_load_ancestors (&asker, incoming->wanted, MOOT_THREAD_MAX_ANCESTORS);
}

static gboolean
take (Application  *application,
      GError      **error)
{
  MootIncoming *incoming = application->incoming;

  if (!prepare (incoming, &application->handler, error) ||
      !moot_db_pool_write_repeatable (incoming->federation->pool, apply, application, error))
    return FALSE;
  if (incoming->wanted != NULL)
    load_ancestors (incoming);
  return TRUE;
}

/**
 * moot_incoming_take:
 * @federation: federation
 * @activity: an activity that its actor says, or somebody who passes it on
 * @signer: the actor who says so
 * @recipient_id: whose own inbox it was, 0 for the shared one
 * @received_at: UTC milliseconds
 * @finish: what is written along with its effect
 * @data: of @finish
 * @out_why: (out) (nullable): why nothing was done about it, in static storage
 * @error: return location
 *
 * Does what is to be done about an activity.
 *
 * Errors: %MOOT_ERROR_UNAVAILABLE when it may work later; others mean never.
 * Thread: any; blocks.
 *
 * Returns: whether it is settled, and @finish committed
 */
gboolean
moot_incoming_take (MootFederation      *federation,
                    const MootActivity  *activity,
                    const char          *signer,
                    gint64               recipient_id,
                    gint64               received_at,
                    MootDbWork           finish,
                    gpointer             data,
                    const char         **out_why,
                    GError             **error)
{
  g_auto (MootIncoming) incoming = { .federation = federation,
                                     .activity = activity,
                                     .signer = signer,
                                     .recipient_id = recipient_id,
                                     .received_at = received_at };
  Application application = { &incoming, NULL, finish, data, out_why };

  return take (&application, error);
}

/* Together ----------------------------------------------------------------------------------- */

static MootIncoming
begin (MootFederation      *federation,
       const MootDelivered *delivered)
{
  return (MootIncoming){ .federation = federation,
                         .activity = delivered->activity,
                         .body = delivered->body,
                         .signer = delivered->signer,
                         .let_in = delivered->let_in,
                         .recipient_id = delivered->recipient_id,
                         .received_at = delivered->received_at };
}

/**
 * moot_incoming_process:
 * @federation: federation
 * @delivered: what came; its reason is filled in
 * @error: return location
 *
 * Does what is to be done about one activity, as moot_incoming_take() does.
 *
 * Returns: whether it is settled, and committed
 */
gboolean
moot_incoming_process (MootFederation  *federation,
                       MootDelivered   *delivered,
                       GError         **error)
{
  g_auto (MootIncoming) incoming = begin (federation, delivered);
  Application application = { &incoming, NULL, delivered->finish, delivered->data,
                              &delivered->why };

  return take (&application, error);
}

/* Whether what is to be done about it depends neither on what came just before it nor on other
 * servers, as far as can be seen without asking. */
static gboolean
stands_alone (const MootDelivered *delivered)
{
  const MootActivity *activity = delivered->activity;
  const MootIncomingHandler *handler = handlers[activity->type];

  if (strcmp (delivered->signer, activity->actor) != 0 ||
      moot_incoming_judge_reads (activity->type) || handler == NULL)
    return FALSE;
  return handler->prepare == NULL ||
         (activity->type == MOOT_ACTIVITY_CREATE && activity->objects->len > 0);
}

/* Several of one server, in the order they came. */
typedef struct
{
  MootIncoming *incomings;
  MootDelivered *const *delivered;
  guint n;
  guint n_done;
} Crowd;

/* Whom we would have to ask about first is left to be done alone, and all who come after. */
static gboolean
apply_crowd (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  Crowd *crowd = data;

  for (crowd->n_done = 0; crowd->n_done < crowd->n; crowd->n_done++)
    {
      MootDelivered *delivered = crowd->delivered[crowd->n_done];
      MootIncoming *incoming = &crowd->incomings[crowd->n_done];
      const MootIncomingHandler *handler = handlers[incoming->activity->type];
      Application application = { incoming, handler, delivered->finish, delivered->data,
                                  &delivered->why };
      g_autoptr (GError) local = NULL;

      if (incoming->why == NULL &&
          (!moot_remote_account_find (db, incoming->activity->actor, &incoming->actor, &local) ||
           moot_clock_now () - incoming->actor.fetched_at > MAX_AGE_MS))
        break;
      if (incoming->why == NULL && incoming->actor.suspended)
        incoming->why = SUSPENDED;
      if (incoming->why == NULL && incoming->activity->type == MOOT_ACTIVITY_CREATE &&
          !moot_incoming_hold_strangers (db, incoming, error))
        return FALSE;
      if (!apply (db, &application, error))
        return FALSE;
    }
  return TRUE;
}

/* Does those of the first @n that stand alone; *@out_fails is which of them undid it, or @n. */
static guint
try_together (MootFederation       *federation,
              MootDelivered *const *delivered,
              guint                 n,
              guint                *out_fails)
{
  MootIncoming incomings[MOOT_INCOMING_TOGETHER] = { { 0 } };
  Crowd crowd = { incomings, delivered, 0, 0 };
  g_autoptr (GError) error = NULL;

  *out_fails = n;
  while (crowd.n < n && stands_alone (delivered[crowd.n]))
    {
      MootIncoming *incoming = &incomings[crowd.n];

      *incoming = begin (federation, delivered[crowd.n]);
      if (!moot_incoming_judge (incoming, NULL) || incoming->decision == MOOT_ACCEPT_REFETCH)
        break;
      crowd.n++;
    }
  if (crowd.n > 1 &&
      !moot_db_pool_write_repeatable (federation->pool, apply_crowd, &crowd, &error))
    {
      g_debug ("inbox: one of %u: %s", crowd.n, error->message);
      *out_fails = crowd.n_done;
      crowd.n_done = 0;
    }
  for (guint i = 0; i < crowd.n_done; i++)
    if (incomings[i].wanted != NULL)
      load_ancestors (&incomings[i]);
  for (guint i = 0; i < crowd.n; i++)
    incoming_clear (&incomings[i]);
  return crowd.n_done;
}

/**
 * moot_incoming_process_together:
 * @federation: federation
 * @delivered: (array length=n): what came from one server, in that order; reasons are filled in
 * @n: how many, at most %MOOT_INCOMING_TOGETHER
 *
 * Does what is to be done about the first of several activities in one transaction: as many as
 * stand alone, so that nothing has to be asked of anybody before, up to the first that fails.
 *
 * Returns: how many are settled and committed; the next one is for moot_incoming_process()
 */
guint
moot_incoming_process_together (MootFederation       *federation,
                                MootDelivered *const *delivered,
                                guint                 n)
{
  guint fails;
  guint n_done;

  g_return_val_if_fail (n <= MOOT_INCOMING_TOGETHER, 0);

  n_done = try_together (federation, delivered, n, &fails);
  return fails < n ? try_together (federation, delivered, fails, &fails) : n_done;
}
