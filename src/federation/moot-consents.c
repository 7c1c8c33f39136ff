/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done when somebody may do what they asked for, or may not: of others with ours, of ours
 * with others', and of ours with ours.  Nothing is done before; only a reply of ours is there, for
 * its author alone.
 * Spec: GoToSocial interaction policies; FEP-044f; conformance 50, 51.
 * Thread: the writer's, in a transaction. */
#include "moot-consents.h"

#include "moot-actor-uri.h"
#include "moot-error.h"
#include "moot-group.h"
#include "moot-id.h"
#include "moot-interaction-store.h"
#include "moot-json.h"
#include "moot-policy-store.h"
#include "moot-posts.h"
#include "moot-quotes.h"
#include "moot-sql.h"
#include "moot-wild-json.h"

static gboolean
is (const MootConsent *consent,
    const char        *interaction)
{
  return g_str_equal (consent->interaction, interaction);
}

/* Asking -------------------------------------------------------------------------------------- */

/* Who would see it, for when it is allowed. */
static char *
write_terms (const MootWish *wish)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_int (&json, "visibility", wish->visibility);
  moot_json_name (&json, "mentions");
  moot_json_begin_array (&json);
  for (gsize i = 0; i < wish->n_mentions; i++)
    moot_json_add_int (&json, wish->mention_ids[i]);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static char *
make_uri (MootDb          *db,
          const MootWish  *wish,
          const char      *actor,
          gint64           id,
          GError         **error)
{
  g_autoptr (MootRows) rows = NULL;

  if (wish->deed_id == 0)
    return moot_actor_uri_part (actor,
                                g_str_equal (wish->interaction, MOOT_POLICY_LIKE)
                                  ? MOOT_PART_LIKE
                                  : MOOT_PART_STATUS_ACTIVITY,
                                id);
  rows = moot_db_query (db, &moot_sql_quoted_facts, MOOT_BINDS (MOOT_INT ("id", wish->deed_id)),
                        error);
  return rows != NULL && moot_rows_next (rows, error) ? g_strdup (moot_rows_get_text (rows, "uri"))
                                                      : NULL;
}

static gboolean
waits_already (MootDb          *db,
               const MootWish  *wish,
               gboolean        *out_waits,
               GError         **error)
{
  g_auto (MootConsent) known = { 0 };

  *out_waits = FALSE;
  if (wish->deed_id != 0)
    return TRUE;
  if (!moot_consent_find_between (db, wish->account_id, wish->status_id, wish->interaction, &known,
                                  error))
    return FALSE;
  *out_waits = known.id != 0;
  return TRUE;
}

static gboolean
check_room (MootDb          *db,
            const MootWish  *wish,
            GError         **error)
{
  MootStatusFacts facts;
  gboolean room;

  if (!moot_status_get_facts (db, wish->status_id, &facts, error) ||
      !moot_consent_has_room (db, facts.account_id, &room, error))
    return FALSE;
  if (!room)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: Too much waits for the author's approval");
  return room;
}

/**
 * moot_consents_ask:
 * @db: the writer
 * @site: the node
 * @wish: what one of ours wants to do
 * @now: UTC milliseconds
 * @error: return location
 *
 * Asks the author: one of ours finds it among what waits for them, others are sent a question.
 *
 * Errors: %MOOT_ERROR_INVALID with the words for the client when too much waits already.
 *
 * Returns: whether it was written
 */
gboolean
moot_consents_ask (MootDb          *db,
                   const MootSite  *site,
                   const MootWish  *wish,
                   gint64           now,
                   GError         **error)
{
  gint64 id = moot_id_next ();
  g_autofree char *actor = moot_account_dup_uri (db, wish->account_id, error);
  g_autofree char *uri = actor != NULL ? make_uri (db, wish, actor, id, error) : NULL;
  g_autofree char *request = NULL;
  g_autofree char *terms = write_terms (wish);
  g_auto (MootConsent) consent = { 0 };
  MootStatusFacts facts;
  gboolean waits;

  if (uri == NULL || !waits_already (db, wish, &waits, error))
    return FALSE;
  if (waits)
    return TRUE;
  if (!check_room (db, wish, error) ||
      !moot_status_get_facts (db, wish->status_id, &facts, error))
    return FALSE;
  if (!facts.local)
    request = moot_actor_uri_part (actor, MOOT_PART_CONSENT_REQUEST, id);
  return moot_consent_put (db,
                           &(MootConsent){ .id = id,
                                           .interaction = (char *) wish->interaction,
                                           .account_id = wish->account_id,
                                           .status_id = wish->status_id,
                                           .author_id = facts.account_id,
                                           .deed_id = wish->deed_id,
                                           .uri = uri,
                                           .request_uri = request,
                                           .state = (char *) MOOT_CONSENT_PENDING,
                                           .body = terms },
                           now, error) &&
         (facts.local || (moot_consent_load (db, id, &consent, error) &&
                          moot_publish_question (db, site, &consent, wish, now, error)));
}

/* What ours may do ---------------------------------------------------------------------------- */

static gboolean
show_reply (MootDb             *db,
            const MootSite     *site,
            const MootConsent  *consent,
            JsonObject         *terms,
            gint64              now,
            GError            **error)
{
  JsonArray *list = moot_json_get_array (terms, "mentions");
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      gint64 id = json_array_get_int_element (list, i);

      g_array_append_val (mentions, id);
    }
  return moot_status_unveil (db, consent->deed_id,
                             (MootVisibility) moot_json_get_int (terms, "visibility"),
                             (const gint64 *) (gpointer) mentions->data, mentions->len, error) &&
         moot_publish_status (db, site, consent->deed_id, now, error) &&
         moot_group_share (db, site, consent->deed_id, NULL, now, error);
}

static gboolean
make_like (MootDb             *db,
           const MootConsent  *consent,
           gint64              now,
           GError            **error)
{
  return moot_interaction_set (db, MOOT_INTERACTION_FAVOURITE, consent->account_id,
                               consent->status_id, TRUE, now, error) &&
         moot_db_run (db, &moot_sql_favourite_set_uri,
                      MOOT_BINDS (MOOT_INT ("account", consent->account_id),
                                  MOOT_INT ("status", consent->status_id),
                                  MOOT_TEXT ("uri", consent->uri)),
                      error);
}

static gboolean
make_own_quote (MootDb             *db,
                const MootSite     *site,
                const MootConsent  *consent,
                gint64              now,
                GError            **error)
{
  g_auto (MootQuote) quote = { 0 };
  g_auto (MootStamp) stamp = { 0 };
  g_autofree char *uri = NULL;

  if (!moot_quote_load (db, consent->deed_id, &quote, error) ||
      !moot_stamp_put (db, consent->status_id, consent->uri, now, &stamp, error))
    return FALSE;
  uri = moot_actor_uri_part (consent->author, MOOT_PART_QUOTE_AUTHORIZATION, stamp.id);
  return quote.status_id == 0 ||
         (moot_quote_settle (db, &quote, MOOT_QUOTE_ACCEPTED, uri, error) &&
          moot_publish_edit (db, site, consent->deed_id, now, error));
}

/* Does what one of ours asked for. */
static gboolean
do_own (MootDb             *db,
        const MootSite     *site,
        const MootConsent  *consent,
        gint64              now,
        GError            **error)
{
  g_autoptr (JsonNode) body = moot_json_parse (consent->body, -1, NULL);
  JsonObject *terms =
    body != NULL && JSON_NODE_HOLDS_OBJECT (body) ? json_node_get_object (body) : NULL;
  gint64 boost_id;

  if (is (consent, MOOT_POLICY_LIKE))
    return make_like (db, consent, now, error);
  if (is (consent, MOOT_POLICY_QUOTE))
    return make_own_quote (db, site, consent, now, error);
  if (terms == NULL)
    return TRUE;
  if (is (consent, MOOT_POLICY_REPLY))
    return show_reply (db, site, consent, terms, now, error);
  return moot_status_boost_as (db, site, consent->id, consent->account_id, consent->status_id,
                               (MootVisibility) moot_json_get_int (terms, "visibility"), now,
                               &boost_id, error) &&
         (boost_id != consent->id || moot_publish_status (db, site, boost_id, now, error));
}

/** moot_consents_granted: does what one of ours asked for; @authorization_uri is the stamp, which
 * was looked at, or %NULL where both are ours */
gboolean
moot_consents_granted (MootDb             *db,
                       const MootSite     *site,
                       const MootConsent  *consent,
                       const char         *authorization_uri,
                       gint64              now,
                       GError            **error)
{
  return moot_consent_settle (db, consent, MOOT_CONSENT_ACCEPTED, authorization_uri, now, error) &&
         do_own (db, site, consent, now, error);
}

/* What was done already is taken back; a reply stays for its author, who may want the words. */
static gboolean
withdraw (MootDb             *db,
          const MootSite     *site,
          const MootConsent  *consent,
          gint64              now,
          GError            **error)
{
  gint64 boost_id = 0;

  if (is (consent, MOOT_POLICY_LIKE))
    return moot_interaction_set (db, MOOT_INTERACTION_FAVOURITE, consent->account_id,
                                 consent->status_id, FALSE, now, error);
  if (is (consent, MOOT_POLICY_REPLY))
    return consent->deed_id == 0 || (moot_publish_going (db, site, consent->deed_id, now, error) &&
                                     moot_status_veil (db, consent->deed_id, error));
  if (!is (consent, MOOT_POLICY_ANNOUNCE))
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_status_boost_of,
                        MOOT_BINDS (MOOT_INT ("id", consent->status_id),
                                    MOOT_INT ("account", consent->account_id)),
                        &boost_id, error))
    return FALSE;
  return boost_id == 0 || (moot_publish_going (db, site, boost_id, now, error) &&
                           moot_status_delete (db, boost_id, error));
}

/** moot_consents_refused: what one of ours asked for, or did, is not wanted: they are told */
gboolean
moot_consents_refused (MootDb             *db,
                       const MootSite     *site,
                       const MootConsent  *consent,
                       gint64              now,
                       GError            **error)
{
  g_auto (MootQuote) quote = { 0 };
  gboolean was_done = g_str_equal (consent->state, MOOT_CONSENT_ACCEPTED);

  if (was_done && !withdraw (db, site, consent, now, error))
    return FALSE;
  if (is (consent, MOOT_POLICY_QUOTE) && consent->deed_id != 0)
    {
      if (!moot_quote_load (db, consent->deed_id, &quote, error))
        return FALSE;
      if (quote.status_id != 0 &&
          !moot_quote_settle (db, &quote, MOOT_QUOTE_REJECTED, NULL, error))
        return FALSE;
    }
  return moot_consent_settle (db, consent, MOOT_CONSENT_REJECTED, NULL, now, error);
}

/* What others may do -------------------------------------------------------------------------- */

static gboolean
take_reply (MootDb                *db,
            const MootFederation  *federation,
            const MootConsent     *consent,
            JsonObject            *body,
            gint64                 now,
            GError               **error)
{
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (body, error);
  g_auto (MootRemoteAccount) author = { 0 };
  MootPost post = { .object = object, .author_id = consent->account_id, .received_at = now };
  gint64 id;

  if (object == NULL || !moot_remote_account_find (db, consent->actor, &author, error))
    return FALSE;
  post.followers_uri = author.followers_uri;
  return moot_posts_add (db, federation, &post, &id, error) &&
         (id == 0 || moot_group_share (db, federation->site, id, NULL, now, error));
}

static gboolean
take_boost (MootDb             *db,
            const MootSite     *site,
            const MootConsent  *consent,
            JsonObject         *body,
            gint64              now,
            GError            **error)
{
  g_auto (MootRemoteAccount) account = { 0 };
  g_auto (MootAudience) audience = { 0 };
  gint64 id;

  if (!moot_remote_account_find (db, consent->actor, &account, error))
    return FALSE;
  moot_audience_read (body, &audience);
  return moot_status_boost_from (
    db, site,
    &(MootRemoteBoost){
      .uri = consent->uri,
      .account_id = consent->account_id,
      .status_id = consent->status_id,
      .visibility = moot_audience_get_visibility (&audience, account.followers_uri),
      .created_at = moot_wild_get_time (body, "published"),
    },
    now, &id, error);
}

/* The stamp of a quote has its own address; what comes along is shown at once. */
static gboolean
take_quote (MootDb                *db,
            const MootFederation  *federation,
            const MootConsent     *consent,
            JsonObject            *body,
            gint64                 now,
            char                 **out_result,
            GError               **error)
{
  g_auto (MootStamp) stamp = { 0 };

  if (!moot_stamp_put (db, consent->status_id, consent->uri, now, &stamp, error) ||
      !moot_quotes_take_instrument (db, federation, consent, body, now, error))
    return FALSE;
  *out_result = moot_actor_uri_part (consent->author, MOOT_PART_QUOTE_AUTHORIZATION, stamp.id);
  return TRUE;
}

/**
 * moot_consents_grant:
 * @db: the writer
 * @federation: federation
 * @consent: what somebody on another server may do from now on; its body as it came
 * @now: UTC milliseconds
 * @error: return location
 *
 * Does it, and tells them.
 *
 * Returns: whether it was written
 */
gboolean
moot_consents_grant (MootDb                *db,
                     const MootFederation  *federation,
                     const MootConsent     *consent,
                     gint64                 now,
                     GError               **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (consent->body, -1, NULL);
  g_autoptr (JsonObject) nothing = json_object_new ();
  JsonObject *body =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : nothing;
  g_autofree char *result = NULL;
  gboolean done;

  if (is (consent, MOOT_POLICY_QUOTE))
    done = take_quote (db, federation, consent, body, now, &result, error);
  else if (is (consent, MOOT_POLICY_LIKE))
    done = make_like (db, consent, now, error);
  else if (is (consent, MOOT_POLICY_REPLY))
    done = take_reply (db, federation, consent, body, now, error);
  else
    done = take_boost (db, federation->site, consent, body, now, error);
  if (!done)
    return FALSE;
  if (result == NULL)
    result = moot_actor_uri_part (consent->author, MOOT_PART_AUTHORIZATION, consent->id);
  return moot_publish_answer (db, federation->site, consent, result, now, error);
}

/**
 * moot_consents_decide:
 * @db: the writer
 * @federation: federation
 * @id: what waits
 * @author_id: who was asked
 * @accept: what they say
 * @now: UTC milliseconds
 * @error: return location
 *
 * What was granted can be refused later: then it is taken back.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when nothing waits there for them.
 *
 * Returns: whether it is settled, and whoever asked told
 */
gboolean
moot_consents_decide (MootDb                *db,
                      const MootFederation  *federation,
                      gint64                 id,
                      gint64                 author_id,
                      gboolean               accept,
                      gint64                 now,
                      GError               **error)
{
  g_auto (MootConsent) consent = { 0 };
  gboolean is_granted;

  if (!moot_consent_load (db, id, &consent, error))
    return FALSE;
  is_granted = g_strcmp0 (consent.state, MOOT_CONSENT_ACCEPTED) == 0;
  if (consent.id == 0 || consent.author_id != author_id ||
      !(is_granted ? !accept : g_str_equal (consent.state, MOOT_CONSENT_PENDING)))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "nothing waits there");
      return FALSE;
    }
  if (consent.is_ours)
    return accept ? moot_consents_granted (db, federation->site, &consent, NULL, now, error)
                  : moot_consents_refused (db, federation->site, &consent, now, error);
  if (is_granted)
    return moot_consents_revoke (db, federation->site, &consent, now, error);
  if (!moot_consent_settle (db, &consent, accept ? MOOT_CONSENT_ACCEPTED : MOOT_CONSENT_REJECTED,
                            NULL, now, error))
    return FALSE;
  return accept ? moot_consents_grant (db, federation, &consent, now, error)
                : moot_publish_answer (db, federation->site, &consent, NULL, now, error);
}

/* What an answer is about --------------------------------------------------------------------- */

/* What was done without asking: a reply, boost or like of ours. */
static gboolean
find_done (MootDb         *db,
           const MootSql  *sql,
           gint64          id,
           const char     *uri,
           MootConsent    *consent,
           GError        **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (db, sql, MOOT_BINDS (MOOT_INT ("id", id)), error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    *consent = (MootConsent){
      .interaction = g_strdup (moot_rows_get_text (rows, "interaction")),
      .account_id = moot_rows_get_int (rows, "account_id"),
      .status_id = moot_rows_get_int (rows, "status_id"),
      .author_id = moot_rows_get_int (rows, "author_id"),
      .deed_id = moot_rows_get_int (rows, "deed_id"),
      .uri = g_strdup (uri),
      .state = g_strdup (MOOT_CONSENT_ACCEPTED),
      .actor = g_strdup (moot_rows_get_text (rows, "actor")),
      .is_ours = TRUE,
      .author = g_strdup (moot_rows_get_text (rows, "author")),
    };
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_consents_find_deed:
 * @db: a connection
 * @site: the node
 * @uri: what an answer is about: a question of ours, or what one of ours did
 * @out_consent: (out): what was asked for; where nobody asked, its id is 0 and its state accepted;
 *   without a status when there is nothing
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_consents_find_deed (MootDb          *db,
                         const MootSite  *site,
                         const char      *uri,
                         MootConsent     *out_consent,
                         GError         **error)
{
  g_auto (MootActorUri) address = { 0 };

  *out_consent = (MootConsent){ 0 };
  if (uri == NULL || !moot_actor_uri_parse (site->base_url, uri, &address))
    return TRUE;
  if (!moot_consent_find_ours (db, uri, out_consent, error))
    return FALSE;
  if (out_consent->id != 0)
    return TRUE;
  if (address.part == MOOT_PART_STATUS || address.part == MOOT_PART_STATUS_ACTIVITY)
    return find_done (db, &moot_sql_consent_free_status, address.id, uri, out_consent, error);
  if (address.part == MOOT_PART_LIKE)
    return find_done (db, &moot_sql_consent_free_like, address.id, uri, out_consent, error);
  return TRUE;
}
