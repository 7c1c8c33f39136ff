/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done about an activity that was delivered: judged by the one predicate, its actor made an
 * account, what is missing fetched, then everything written in one transaction.
 * Spec: ActivityPub section 7.
 * Thread: a worker of the inbox. */
#include "moot-incoming.h"

#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-consents.h"
#include "moot-error.h"
#include "moot-keyring.h"
#include "moot-people.h"
#include "moot-posts.h"
#include "moot-sql.h"
#include "moot-thread-fetch.h"

#include <string.h>

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

/* Judging ------------------------------------------------------------------------------------ */

/* What the store knows of what an activity speaks of; owns the texts. */
typedef struct
{
  MootKnown known;
  char *object_author;
  char *request_from;
  char *request_to;
  char *target_owner;
  const char *group_owner; /* not owned */
} Knowledge;

static void
knowledge_clear (Knowledge *self)
{
  g_free (self->object_author);
  g_free (self->request_from);
  g_free (self->request_to);
  g_free (self->target_owner);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Knowledge, knowledge_clear)

static gboolean
know_author (MootDb              *db,
             const MootActivity  *activity,
             Knowledge           *knowledge,
             GError             **error)
{
  g_auto (MootStatusByUri) status = { 0 };
  g_autoptr (GError) local = NULL;

  if (activity->object_id == NULL)
    return TRUE;
  if (moot_status_find_by_uri (db, activity->object_id, &status, &local))
    knowledge->object_author = g_strdup (status.author_uri);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* A quote that one of ours asked for, or anything else; or what one of ours did without asking. */
static gboolean
know_deed (MootDb              *db,
           const MootSite      *site,
           const MootActivity  *activity,
           Knowledge           *knowledge,
           GError             **error)
{
  g_auto (MootQuote) quote = { 0 };
  g_auto (MootConsent) consent = { 0 };
  gboolean is_quote;

  if (!moot_quote_find_by_request (db, activity->object_id, &quote, error) ||
      !moot_consents_find_deed (db, site, activity->object_id, &consent, error))
    return FALSE;
  is_quote = quote.status_id != 0;
  knowledge->request_from =
    is_quote ? g_steal_pointer (&quote.quoting_author) : g_steal_pointer (&consent.actor);
  knowledge->request_to =
    is_quote ? g_steal_pointer (&quote.quoted_author) : g_steal_pointer (&consent.author);
  return TRUE;
}

/* A follow of one of ours that was asked for: by its id, or by who asked whom. */
static gboolean
know_request (MootDb              *db,
              const MootSite      *site,
              const MootActivity  *activity,
              Knowledge           *knowledge,
              GError             **error)
{
  g_autoptr (MootActivity) inner = moot_activity_read_inner (activity, NULL);
  g_autoptr (MootRows) rows = NULL;
  g_autoptr (GError) local = NULL;

  if (activity->object_id != NULL)
    rows = moot_db_query (db, &moot_sql_follow_by_uri,
                          MOOT_BINDS (MOOT_TEXT ("uri", activity->object_id)), &local);
  if (rows != NULL && !moot_rows_next (rows, &local))
    g_clear_pointer (&rows, moot_rows_free);
  if (rows == NULL && local == NULL && inner != NULL && inner->type == MOOT_ACTIVITY_FOLLOW)
    {
      rows = moot_db_query (db, &moot_sql_follow_between_uris,
                            MOOT_BINDS (MOOT_TEXT ("account", inner->actor),
                                        MOOT_TEXT ("target", activity->actor)),
                            &local);
      if (rows != NULL && !moot_rows_next (rows, &local))
        g_clear_pointer (&rows, moot_rows_free);
    }
  if (rows != NULL)
    {
      knowledge->request_from = g_strdup (moot_rows_get_text (rows, "account_uri"));
      knowledge->request_to = g_strdup (moot_rows_get_text (rows, "target_uri"));
    }
  if (local == NULL)
    return rows != NULL || activity->object_id == NULL ||
           know_deed (db, site, activity, knowledge, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Who takes something out of a group of theirs. */
static gboolean
know_group_owner (MootDb              *db,
                  const MootActivity  *activity,
                  Knowledge           *knowledge,
                  GError             **error)
{
  gint64 owns = 0;

  if (knowledge->object_author == NULL || strcmp (knowledge->object_author, activity->actor) == 0)
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_group_shares,
                        MOOT_BINDS (MOOT_TEXT ("status", activity->object_id),
                                    MOOT_TEXT ("group", activity->actor)),
                        &owns, error))
    return FALSE;
  knowledge->group_owner = owns != 0 ? activity->actor : NULL;
  return TRUE;
}

/* An actor's own lists; and whatever else is on its server, of which what is added must say itself
 * that it is for it: that is asked for later. */
static gboolean
know_collection (MootDb              *db,
                 const MootActivity  *activity,
                 Knowledge           *knowledge,
                 GError             **error)
{
  g_auto (MootRemoteAccount) actor = { 0 };
  g_autoptr (GError) local = NULL;

  if (moot_remote_account_find (db, activity->actor, &actor, &local) && activity->target != NULL &&
      (g_strcmp0 (actor.featured_uri, activity->target) == 0 ||
       (moot_activity_is_about_tag (activity) &&
        g_strcmp0 (actor.featured_tags_uri, activity->target) == 0) ||
       moot_incoming_is_append (&actor, activity)))
    knowledge->target_owner = g_strdup (activity->actor);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
is_answer (MootActivityType type)
{
  return type == MOOT_ACTIVITY_ACCEPT || type == MOOT_ACTIVITY_REJECT ||
         type == MOOT_ACTIVITY_TENTATIVE_ACCEPT || type == MOOT_ACTIVITY_TENTATIVE_REJECT;
}

static gboolean
know (MootDb              *db,
      const MootSite      *site,
      const MootActivity  *activity,
      Knowledge           *knowledge,
      GError             **error)
{
  gboolean done = TRUE;

  if (activity->type == MOOT_ACTIVITY_UPDATE || activity->type == MOOT_ACTIVITY_DELETE)
    done = know_author (db, activity, knowledge, error) &&
           (activity->type != MOOT_ACTIVITY_DELETE ||
            know_group_owner (db, activity, knowledge, error));
  else if (is_answer (activity->type))
    done = know_request (db, site, activity, knowledge, error);
  else if (activity->type == MOOT_ACTIVITY_ADD || activity->type == MOOT_ACTIVITY_REMOVE)
    done = know_collection (db, activity, knowledge, error);
  knowledge->known = (MootKnown){ .object_author = knowledge->object_author,
                                  .request_from = knowledge->request_from,
                                  .request_to = knowledge->request_to,
                                  .object_group_owner = knowledge->group_owner,
                                  .target_owner = knowledge->target_owner };
  return done;
}

/* Signed by the actor, or by somebody who passes it on with a proof, or without. */
static gboolean
judge (MootIncoming  *incoming,
       GError       **error)
{
  MootFederation *federation = incoming->federation;
  const MootActivity *activity = incoming->activity;
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  g_auto (Knowledge) knowledge = { { 0 }, NULL, NULL, NULL, NULL, NULL };
  g_autofree char *prover = NULL;
  MootAcceptanceTerms terms;
  gboolean done = reader != NULL && know (reader, federation->site, activity, &knowledge, error);

  moot_db_pool_return_reader (federation->pool, reader);
  if (!done)
    return FALSE;
  if (strcmp (incoming->signer, activity->actor) != 0 && activity->has_proof)
    prover = moot_keyring_authenticate_proof (federation->keyring, activity->json,
                                              incoming->received_at, NULL);
  terms = moot_federation_get_terms (
    federation, prover != NULL ? MOOT_EVIDENCE_PROOF : MOOT_EVIDENCE_SIGNED,
    prover != NULL ? prover : incoming->signer);
  incoming->decision =
    moot_acceptance_of_activity (activity, &terms, &knowledge.known, &incoming->why);
  if (incoming->decision == MOOT_ACCEPT || incoming->decision == MOOT_ACCEPT_REFETCH)
    incoming->why = NULL;
  return TRUE;
}

/* Who did it must be somebody; whom nobody here knows and who deletes itself need not be met. */
static gboolean
meet_actor (MootIncoming  *incoming,
            GError       **error)
{
  const MootActivity *activity = incoming->activity;
  gint64 max_age =
    activity->type == MOOT_ACTIVITY_DELETE ? G_MAXINT64 : 7 * MOOT_PEOPLE_STALE_MS;

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
  if (!judge (incoming, error))
    return FALSE;
  if (incoming->activity->type != MOOT_ACTIVITY_ANNOUNCE || incoming->decision != MOOT_ACCEPT)
    return TRUE;
  if (!moot_incoming_unwrap (incoming, error))
    return FALSE;
  return incoming->inner == NULL || incoming->why != NULL || judge (incoming, error);
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
    incoming->why = "its actor is suspended";
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

/** moot_incoming_process: moot_incoming_take() of @body, as it was delivered; @let_in: a moderator
 * has seen it */
gboolean
moot_incoming_process (MootFederation  *federation,
                       GBytes          *body,
                       const char      *signer,
                       gboolean         let_in,
                       gint64           recipient_id,
                       gint64           received_at,
                       MootDbWork       finish,
                       gpointer         data,
                       const char     **out_why,
                       GError         **error)
{
  g_autoptr (MootActivity) activity = moot_activity_reader_read_activity (body, error);
  g_auto (MootIncoming) incoming = { .federation = federation,
                                     .activity = activity,
                                     .body = body,
                                     .signer = signer,
                                     .let_in = let_in,
                                     .recipient_id = recipient_id,
                                     .received_at = received_at };
  Application application = { &incoming, NULL, finish, data, out_why };

  return activity != NULL && take (&application, error);
}
