/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How far an activity that was delivered is believed: what the store knows of what it speaks of,
 * and the one predicate.
 * Spec: ActivityPub section 7; FEP-fe34.
 * Thread: a worker of the inbox. */
#include "moot-incoming-private.h"

#include "moot-consents.h"
#include "moot-keyring.h"
#include "moot-sql.h"

#include <string.h>

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

/** moot_incoming_judge_reads: whether judging looks into the store for what came before */
gboolean
moot_incoming_judge_reads (MootActivityType type)
{
  return type == MOOT_ACTIVITY_UPDATE || type == MOOT_ACTIVITY_DELETE || is_answer (type) ||
         type == MOOT_ACTIVITY_ADD || type == MOOT_ACTIVITY_REMOVE;
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

/* Most activities speak of nothing that the store would have to know. */
static gboolean
look_up (const MootFederation  *federation,
         const MootActivity    *activity,
         Knowledge             *knowledge,
         GError               **error)
{
  MootDb *reader;
  gboolean done;

  if (!moot_incoming_judge_reads (activity->type))
    return TRUE;
  reader = moot_db_pool_borrow_reader (federation->pool, error);
  done = reader != NULL && know (reader, federation->site, activity, knowledge, error);
  moot_db_pool_return_reader (federation->pool, reader);
  return done;
}

/**
 * moot_incoming_judge:
 * @incoming: an activity on its way
 * @error: return location
 *
 * Finds out how far it is believed: signed by the actor, or by somebody who passes it on with a
 * proof, or without.
 *
 * Returns: whether the database answered
 */
gboolean
moot_incoming_judge (MootIncoming  *incoming,
                     GError       **error)
{
  MootFederation *federation = incoming->federation;
  const MootActivity *activity = incoming->activity;
  g_auto (Knowledge) knowledge = { { 0 }, NULL, NULL, NULL, NULL, NULL };
  g_autofree char *prover = NULL;
  MootAcceptanceTerms terms;

  if (!look_up (federation, activity, &knowledge, error))
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
