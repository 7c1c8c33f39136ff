/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Others who ask whether they may quote one of ours, the answers that ours get, and stamps that are
 * taken back.
 * Spec: FEP-044f; conformance 50.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-incoming.h"
#include "moot-policy-store.h"
#include "moot-posts.h"
#include "moot-publish.h"
#include "moot-quote-store.h"
#include "moot-sql.h"
#include "moot-wild-json.h"

#include <string.h>

static gboolean
ignore (MootIncoming *incoming,
        const char   *why)
{
  incoming->why = why;
  return TRUE;
}

/* QuoteRequest -------------------------------------------------------------------------------- */

/* Whoever is blocked by the author, or blocks them, is not asked about. */
static gboolean
may_quote (MootDb                 *db,
           const MootIncoming     *incoming,
           const MootStatusByUri  *quoted,
           gboolean               *out_may,
           GError                **error)
{
  MootPermission permission = MOOT_MAY_NOT;
  gint64 refused = 0;

  *out_may = FALSE;
  if (!moot_db_get_int (db, &moot_sql_follow_is_refused,
                        MOOT_BINDS (MOOT_INT ("actor", incoming->actor.id),
                                    MOOT_INT ("target", quoted->account_id)),
                        &refused, error) ||
      !moot_policy_judge (db, quoted->id, MOOT_POLICY_QUOTE, incoming->actor.id, &permission,
                          error))
    return FALSE;
  *out_may = refused == 0 && permission == MOOT_MAY;
  return TRUE;
}

/* The quoting status comes along: it is of the actor, who signed.  What we have of it already only
 * changes its state. */
static gboolean
take_instrument (MootDb        *db,
                 MootIncoming  *incoming,
                 GError       **error)
{
  const MootActivity *activity = incoming->activity;
  JsonObject *inside = moot_wild_get_object (activity->json, "instrument");
  g_autoptr (MootRemoteObject) object =
    inside != NULL ? moot_remote_object_read (inside, NULL) : NULL;
  g_auto (MootQuote) quote = { 0 };
  gint64 id = 0;

  if (object != NULL && moot_posts_is_status (object) &&
      strcmp (object->id, activity->instrument) == 0 &&
      strcmp (object->attributed_to, activity->actor) == 0)
    {
      const MootPost post = { .object = object,
                              .author_id = incoming->actor.id,
                              .followers_uri = incoming->actor.followers_uri,
                              .received_at = incoming->received_at };

      if (!moot_posts_add (db, incoming->federation, &post, &id, error))
        return FALSE;
    }
  if (!moot_db_get_int (db, &moot_sql_status_id_by_uri,
                        MOOT_BINDS (MOOT_TEXT ("uri", activity->instrument)), &id, error))
    return FALSE;
  if (id == 0 || !moot_quote_load (db, id, &quote, error))
    return id == 0;
  if (quote.status_id == 0 || strcmp (quote.state, MOOT_QUOTE_ACCEPTED) == 0 ||
      g_strcmp0 (quote.quoted_uri, activity->object_id) != 0)
    return TRUE;
  return moot_quote_settle (db, &quote, MOOT_QUOTE_ACCEPTED, quote.authorization_uri, error);
}

static gboolean
answer (MootDb                 *db,
        MootIncoming           *incoming,
        const MootStatusByUri  *quoted,
        gboolean                may,
        GError                **error)
{
  const MootActivity *activity = incoming->activity;
  const MootSite *site = incoming->federation->site;
  gint64 now = moot_clock_now ();
  const MootQuoteRequest request = { .uri = activity->id,
                                     .stranger_id = incoming->actor.id,
                                     .actor = activity->actor,
                                     .quoted_uri = activity->object_id,
                                     .quoting_uri = activity->instrument,
                                     .account_id = quoted->account_id,
                                     .author = quoted->author_uri };
  g_auto (MootStamp) stamp = { 0 };

  if (!may)
    return moot_publish_quote_answer (db, site, &request, NULL, now, error);
  return moot_stamp_put (db, quoted->id, activity->instrument, now, &stamp, error) &&
         take_instrument (db, incoming, error) &&
         moot_publish_quote_answer (db, site, &request, &stamp, now, error);
}

static gboolean
apply_quote_request (MootDb        *db,
                     MootIncoming  *incoming,
                     GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_auto (MootStatusByUri) quoted = { 0 };
  g_autoptr (GError) local = NULL;
  gboolean may;

  if (activity->instrument == NULL ||
      !moot_uri_same_origin (activity->instrument, activity->actor))
    return ignore (incoming, "it names no status of its own server");
  if (!moot_status_find_by_uri (db, activity->object_id, &quoted, &local))
    {
      if (local == NULL)
        return ignore (incoming, "what it is about is not here");
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!quoted.local || quoted.reblog_of_id != 0)
    return ignore (incoming, "it is about nothing of ours");
  return may_quote (db, incoming, &quoted, &may, error) &&
         answer (db, incoming, &quoted, may, error);
}

const MootIncomingHandler moot_incoming_quote_request = { NULL, apply_quote_request };

/* Answers ------------------------------------------------------------------------------------- */

/**
 * moot_incoming_answer_quote:
 * @db: the writer
 * @incoming: an Accept or Reject by who was asked
 * @accept: which
 * @error: return location
 *
 * Ends the waiting of a quote of ours; with a stamp everybody is told.
 *
 * Returns: whether the database answered
 */
gboolean
moot_incoming_answer_quote (MootDb        *db,
                            MootIncoming  *incoming,
                            gboolean       accept,
                            GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_auto (MootQuote) quote = { 0 };

  if (activity->object_id == NULL)
    return ignore (incoming, "nobody asked");
  if (!moot_quote_find_by_request (db, activity->object_id, &quote, error))
    return FALSE;
  if (quote.status_id == 0 || quote.quoted_account_id != incoming->actor.id)
    return ignore (incoming, "nobody asked");
  if (strcmp (quote.state, MOOT_QUOTE_PENDING) != 0)
    return ignore (incoming, "it is answered already");
  if (accept && activity->result == NULL)
    return ignore (incoming, "it grants nothing");
  if (!moot_quote_settle (db, &quote, accept ? MOOT_QUOTE_ACCEPTED : MOOT_QUOTE_REJECTED,
                          accept ? activity->result : NULL, error))
    return FALSE;
  return !accept || moot_publish_edit (db, incoming->federation->site, quote.status_id,
                                       moot_clock_now (), error);
}

/** moot_incoming_withdraw_stamp: a Delete of a stamp: the quote is not shown any more */
gboolean
moot_incoming_withdraw_stamp (MootDb        *db,
                              MootIncoming  *incoming,
                              GError       **error)
{
  g_auto (MootQuote) quote = { 0 };

  if (!moot_quote_find_by_stamp (db, incoming->activity->object_id, &quote, error))
    return FALSE;
  if (quote.status_id == 0 || g_strcmp0 (quote.quoted_author, incoming->activity->actor) != 0)
    return TRUE;
  if (!moot_quote_settle (db, &quote, MOOT_QUOTE_REVOKED, quote.authorization_uri, error))
    return FALSE;
  return !quote.quoting_is_ours ||
         moot_publish_edit (db, incoming->federation->site, quote.status_id, moot_clock_now (),
                            error);
}
