/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Others who ask whether they may quote, like, answer or boost one of ours, or who do it without
 * asking; the answers that ours get; and what was granted and is taken back.
 * Spec: FEP-044f; GoToSocial interaction policies; conformance 50, 51.
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-clock.h"
#include "moot-consents.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-incoming.h"
#include "moot-policy-store.h"
#include "moot-posts.h"
#include "moot-sql.h"
#include "moot-stamps.h"
#include "moot-wild-json.h"

#include <string.h>

static char *
dup_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/* Without asking ------------------------------------------------------------------------------ */

/* Puts it where its author will look; FALSE in @out_waits when there is no room. */
static gboolean
hold (MootDb             *db,
      MootIncoming       *incoming,
      const MootConsent  *consent,
      gboolean           *out_waits,
      GError            **error)
{
  *out_waits = FALSE;
  if (strlen (consent->body) > MOOT_CONSENT_MAX_BODY)
    return TRUE;
  if (!moot_consent_has_room (db, consent->author_id, out_waits, error))
    return FALSE;
  return !*out_waits || moot_consent_put (db, consent, incoming->received_at, error);
}

static gboolean
hold_or_refuse (MootDb        *db,
                MootIncoming  *incoming,
                MootConsent   *consent,
                gboolean       may_ask,
                GError       **error)
{
  gboolean waits = FALSE;

  if (may_ask && !hold (db, incoming, consent, &waits, error))
    return FALSE;
  return waits || moot_publish_refusal (db, incoming->federation->site, consent->author_id,
                                        incoming->actor.id, consent->uri, incoming->received_at,
                                        error);
}

/**
 * moot_incoming_is_allowed:
 * @db: the writer
 * @incoming: somebody does something with a status
 * @status_id: the status
 * @interaction: one of the words of moot-policy-store.h
 * @uri: (nullable): of what they do
 * @what: the same, as it came
 * @out_allowed: (out): whether its author, if it is one of ours, allows it
 * @error: return location
 *
 * What the author wants to be asked about waits for them.  Whoever does what is not allowed is
 * told.  Conformance 51.
 *
 * Returns: whether the database answered
 */
gboolean
moot_incoming_is_allowed (MootDb        *db,
                          MootIncoming  *incoming,
                          gint64         status_id,
                          const char    *interaction,
                          const char    *uri,
                          JsonObject    *what,
                          gboolean      *out_allowed,
                          GError       **error)
{
  MootPermission permission = MOOT_MAY;
  g_auto (MootConsent) known = { 0 };
  g_autofree char *body = NULL;
  MootStatusFacts facts;

  *out_allowed = TRUE;
  if (!moot_status_get_facts (db, status_id, &facts, error))
    return FALSE;
  if (!facts.local)
    return TRUE;
  if (!moot_policy_judge (db, status_id, interaction, incoming->actor.id, &permission, error) ||
      (uri != NULL && !moot_consent_find (db, incoming->actor.id, uri, &known, error)))
    return FALSE;
  *out_allowed = permission == MOOT_MAY || g_strcmp0 (known.state, MOOT_CONSENT_ACCEPTED) == 0;
  if (*out_allowed || uri == NULL || g_strcmp0 (known.state, MOOT_CONSENT_REJECTED) == 0)
    return TRUE;
  body = dup_json (what);
  return hold_or_refuse (db, incoming,
                         &(MootConsent){ .id = moot_id_next (),
                                         .interaction = (char *) interaction,
                                         .account_id = incoming->actor.id,
                                         .status_id = status_id,
                                         .author_id = facts.account_id,
                                         .uri = (char *) uri,
                                         .state = (char *) MOOT_CONSENT_PENDING,
                                         .body = body },
                         permission == MOOT_MAY_ASK, error);
}

/** moot_incoming_forget_wish: the actor takes back what waits under @uri, if anything does */
gboolean
moot_incoming_forget_wish (MootDb        *db,
                           MootIncoming  *incoming,
                           const char    *uri,
                           GError       **error)
{
  g_auto (MootConsent) consent = { 0 };

  if (uri == NULL || incoming->actor.id == 0)
    return TRUE;
  if (!moot_consent_find (db, incoming->actor.id, uri, &consent, error))
    return FALSE;
  return consent.id == 0 || strcmp (consent.state, MOOT_CONSENT_PENDING) != 0 ||
         moot_consent_drop (db, &consent, error);
}

/* Questions ----------------------------------------------------------------------------------- */

static const char *
get_interaction (MootActivityType type)
{
  switch ((int) type)
    {
    case MOOT_ACTIVITY_ANNOUNCE_REQUEST:
      return MOOT_POLICY_ANNOUNCE;
    case MOOT_ACTIVITY_LIKE_REQUEST:
      return MOOT_POLICY_LIKE;
    case MOOT_ACTIVITY_REPLY_REQUEST:
      return MOOT_POLICY_REPLY;
    default:
      return MOOT_POLICY_QUOTE;
    }
}

/* A reply that does not come along is asked for: its author shall see it. */
static gboolean
prepare_request (MootIncoming  *incoming,
                 GError       **error)
{
  const MootActivity *activity = incoming->activity;

  if (activity->instrument == NULL ||
      !moot_uri_same_origin (activity->instrument, activity->actor))
    return moot_incoming_ignore (incoming, "it names no deed of its own server");
  if (activity->type != MOOT_ACTIVITY_REPLY_REQUEST ||
      moot_wild_get_object (activity->json, "instrument") != NULL)
    return TRUE;
  incoming->object =
    moot_posts_fetch_object (incoming->federation, activity->instrument, error);
  return incoming->object != NULL;
}

/* Only what the actor did themselves, with the status that is asked about. */
static gboolean
is_of_actor (const MootIncoming *incoming,
             JsonObject         *instrument)
{
  const MootActivity *activity = incoming->activity;
  g_autoptr (MootRemoteObject) reply = NULL;

  if (instrument == NULL || activity->type != MOOT_ACTIVITY_REPLY_REQUEST)
    return activity->type != MOOT_ACTIVITY_REPLY_REQUEST;
  reply = moot_remote_object_read (instrument, NULL);
  return reply != NULL && moot_posts_is_status (reply) &&
         strcmp (reply->id, activity->instrument) == 0 &&
         strcmp (reply->attributed_to, activity->actor) == 0 &&
         g_strcmp0 (reply->in_reply_to, activity->object_id) == 0;
}

/* Whoever is blocked by the author, or blocks them, is not asked about; nor is a quote that was
 * taken back. */
static gboolean
judge_request (MootDb                 *db,
               const MootIncoming     *incoming,
               const MootStatusByUri  *target,
               const MootConsent      *known,
               MootPermission         *out_permission,
               GError                **error)
{
  const MootActivity *activity = incoming->activity;
  const char *interaction = get_interaction (activity->type);
  g_auto (MootStamp) stamp = { 0 };
  gint64 refused = 0;

  *out_permission = MOOT_MAY_NOT;
  if (!moot_db_get_int (db, &moot_sql_follow_is_refused,
                        MOOT_BINDS (MOOT_INT ("actor", incoming->actor.id),
                                    MOOT_INT ("target", target->account_id)),
                        &refused, error) ||
      !moot_stamp_find (db, target->id, activity->instrument, &stamp, error))
    return FALSE;
  if (refused != 0 || stamp.revoked || g_strcmp0 (known->state, MOOT_CONSENT_REJECTED) == 0)
    return TRUE;
  if (!moot_policy_judge (db, target->id, interaction, incoming->actor.id, out_permission, error))
    return FALSE;
  if (g_strcmp0 (known->state, MOOT_CONSENT_ACCEPTED) == 0)
    *out_permission = MOOT_MAY;
  return TRUE;
}

/* Yes at once; what is granted is kept, because it can be asked for. */
static gboolean
grant (MootDb             *db,
       MootIncoming       *incoming,
       const MootConsent  *known,
       MootConsent        *consent,
       GError            **error)
{
  gint64 now = moot_clock_now ();

  consent->state = (char *) MOOT_CONSENT_ACCEPTED;
  consent->id = known->id != 0 ? known->id : consent->id;
  return (known->id != 0
            ? moot_consent_settle (db, known, MOOT_CONSENT_ACCEPTED, NULL, now, error)
            : moot_consent_put (db, consent, now, error)) &&
         moot_consents_grant (db, incoming->federation, consent, now, error);
}

static gboolean
answer (MootDb             *db,
        MootIncoming       *incoming,
        const MootConsent  *known,
        MootConsent        *consent,
        MootPermission      permission,
        GError            **error)
{
  gboolean waits = FALSE;

  if (permission == MOOT_MAY)
    return grant (db, incoming, known, consent, error);
  if (permission == MOOT_MAY_ASK && !hold (db, incoming, consent, &waits, error))
    return FALSE;
  return waits || moot_publish_answer (db, incoming->federation->site, consent, NULL,
                                       moot_clock_now (), error);
}

static gboolean
find_target (MootDb           *db,
             MootIncoming     *incoming,
             MootStatusByUri  *target,
             GError          **error)
{
  g_autoptr (GError) local = NULL;

  if (!moot_status_find_by_uri (db, incoming->activity->object_id, target, &local))
    {
      if (local == NULL)
        return moot_incoming_ignore (incoming, "what it is about is not here");
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return (target->local && target->reblog_of_id == 0) ||
         moot_incoming_ignore (incoming, "it is about nothing of ours");
}

static gboolean
apply_request (MootDb        *db,
               MootIncoming  *incoming,
               GError       **error)
{
  const MootActivity *activity = incoming->activity;
  JsonObject *instrument = incoming->object != NULL
                             ? incoming->object->json
                             : moot_wild_get_object (activity->json, "instrument");
  g_autofree char *body = instrument != NULL ? dup_json (instrument) : g_strdup ("");
  g_auto (MootStatusByUri) target = { 0 };
  g_auto (MootConsent) known = { 0 };
  MootPermission permission;
  MootConsent consent = { .id = moot_id_next (),
                          .interaction = (char *) get_interaction (activity->type),
                          .account_id = incoming->actor.id,
                          .uri = activity->instrument,
                          .request_uri = activity->id,
                          .state = (char *) MOOT_CONSENT_PENDING,
                          .body = body,
                          .actor = activity->actor,
                          .target_uri = activity->object_id };

  if (!find_target (db, incoming, &target, error))
    return FALSE;
  if (incoming->why != NULL)
    return TRUE;
  if (!is_of_actor (incoming, instrument))
    return moot_incoming_ignore (incoming, "what it asks for is not the actor's own deed");
  consent.status_id = target.id;
  consent.author_id = target.account_id;
  consent.author = target.author_uri;
  return moot_consent_find (db, incoming->actor.id, activity->instrument, &known, error) &&
         judge_request (db, incoming, &target, &known, &permission, error) &&
         answer (db, incoming, &known, &consent, permission, error);
}

const MootIncomingHandler moot_incoming_request = { prepare_request, apply_request };

/* Answers ------------------------------------------------------------------------------------- */

/* What an Accept of a quote or deed of ours grants. */
static gboolean
find_claim (MootDb          *db,
            MootIncoming    *incoming,
            MootQuote       *quote,
            MootConsent     *consent,
            MootStampClaim  *claim,
            GError         **error)
{
  const MootActivity *activity = incoming->activity;

  *claim = (MootStampClaim){ .uri = activity->result, .author = activity->actor };
  if (!moot_quote_find_by_request (db, activity->object_id, quote, error))
    return FALSE;
  if (quote->status_id != 0)
    {
      claim->interaction = MOOT_POLICY_QUOTE;
      claim->interacting = quote->quoting_uri;
      claim->target = quote->quoted_uri;
      claim->reader_id = quote->quoting_account_id;
      return TRUE;
    }
  if (!moot_consents_find_deed (db, incoming->federation->site, activity->object_id, consent,
                                error))
    return FALSE;
  claim->interaction = consent->interaction;
  claim->interacting = consent->uri;
  claim->target = consent->target_uri;
  claim->reader_id = consent->account_id;
  return TRUE;
}

static gboolean
is_for_later (const GError *error)
{
  return g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE) ||
         g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/**
 * moot_incoming_check_grant:
 * @incoming: an Accept
 * @error: return location
 *
 * Outside of any transaction: asks for the stamp that it names, if it is about anything that needs
 * one.  What does not hold is not believed.  Conformance 50.
 *
 * Returns: whether that is known now
 */
gboolean
moot_incoming_check_grant (MootIncoming  *incoming,
                           GError       **error)
{
  MootFederation *federation = incoming->federation;
  g_auto (MootQuote) quote = { 0 };
  g_auto (MootConsent) consent = { 0 };
  g_autoptr (GError) local = NULL;
  MootStampClaim claim;
  MootDb *reader;
  gboolean done;

  if (incoming->activity->object_id == NULL || incoming->activity->result == NULL)
    return TRUE;
  reader = moot_db_pool_borrow_reader (federation->pool, error);
  done = reader != NULL && find_claim (reader, incoming, &quote, &consent, &claim, error);
  moot_db_pool_return_reader (federation->pool, reader);
  if (!done)
    return FALSE;
  if (claim.interaction == NULL || moot_stamp_holds (federation, &claim, &local))
    return TRUE;
  if (is_for_later (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return moot_incoming_ignore (incoming, "what it grants does not hold");
}

static gboolean
answer_deed (MootDb        *db,
             MootIncoming  *incoming,
             gboolean       accept,
             GError       **error)
{
  const MootActivity *activity = incoming->activity;
  const MootSite *site = incoming->federation->site;
  g_auto (MootConsent) consent = { 0 };
  gint64 now = moot_clock_now ();

  if (!moot_consents_find_deed (db, site, activity->object_id, &consent, error))
    return FALSE;
  if (consent.status_id == 0 || consent.author_id != incoming->actor.id)
    return moot_incoming_ignore (incoming, "nobody asked");
  if (g_strcmp0 (consent.state, MOOT_CONSENT_REJECTED) == 0 ||
      (accept && g_strcmp0 (consent.state, MOOT_CONSENT_PENDING) != 0))
    return moot_incoming_ignore (incoming, "it is answered already");
  if (!accept)
    return moot_consents_refused (db, site, &consent, now, error);
  return activity->result != NULL
           ? moot_consents_granted (db, site, &consent, activity->result, now, error)
           : moot_incoming_ignore (incoming, "it grants nothing");
}

/**
 * moot_incoming_answer_deed:
 * @db: the writer
 * @incoming: an Accept or Reject by who was asked
 * @accept: which
 * @error: return location
 *
 * Ends the waiting of a quote, like, reply or boost of ours; with a stamp everybody is told.  What
 * is refused although nobody asked is taken back.
 *
 * Returns: whether the database answered
 */
gboolean
moot_incoming_answer_deed (MootDb        *db,
                           MootIncoming  *incoming,
                           gboolean       accept,
                           GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_auto (MootQuote) quote = { 0 };

  if (activity->object_id == NULL)
    return moot_incoming_ignore (incoming, "nobody asked");
  if (!moot_quote_find_by_request (db, activity->object_id, &quote, error))
    return FALSE;
  if (quote.status_id == 0)
    return answer_deed (db, incoming, accept, error);
  if (quote.quoted_account_id != incoming->actor.id)
    return moot_incoming_ignore (incoming, "nobody asked");
  if (strcmp (quote.state, MOOT_QUOTE_PENDING) != 0)
    return moot_incoming_ignore (incoming, "it is answered already");
  if (accept && activity->result == NULL)
    return moot_incoming_ignore (incoming, "it grants nothing");
  if (!moot_quote_settle (db, &quote, accept ? MOOT_QUOTE_ACCEPTED : MOOT_QUOTE_REJECTED,
                          accept ? activity->result : NULL, error))
    return FALSE;
  return !accept || moot_publish_edit (db, incoming->federation->site, quote.status_id,
                                       moot_clock_now (), error);
}

/** moot_incoming_withdraw_stamp: a Delete of a stamp: what it allowed is not shown any more */
gboolean
moot_incoming_withdraw_stamp (MootDb        *db,
                              MootIncoming  *incoming,
                              GError       **error)
{
  const MootActivity *activity = incoming->activity;
  const MootSite *site = incoming->federation->site;
  g_auto (MootQuote) quote = { 0 };
  g_auto (MootConsent) consent = { 0 };

  if (!moot_quote_find_by_stamp (db, activity->object_id, &quote, error) ||
      !moot_consent_find_by_stamp (db, activity->object_id, &consent, error))
    return FALSE;
  if (consent.id != 0 && consent.is_ours && strcmp (consent.author, activity->actor) == 0 &&
      !moot_consents_refused (db, site, &consent, moot_clock_now (), error))
    return FALSE;
  if (quote.status_id == 0 || g_strcmp0 (quote.quoted_author, activity->actor) != 0)
    return TRUE;
  if (!moot_quote_settle (db, &quote, MOOT_QUOTE_REVOKED, quote.authorization_uri, error))
    return FALSE;
  return !quote.quoting_is_ours ||
         (moot_incoming_forward_withdrawal (db, incoming, quote.quoting_uri, error) &&
          moot_publish_edit (db, site, quote.status_id, moot_clock_now (), error));
}
