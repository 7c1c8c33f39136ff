/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Answers to other servers: which form of a thing they want, who asks, what they may see, and how
 * long they may keep it.  What is not there and what is not for the one who asks get the same
 * answer.
 * Spec: ActivityPub section 3.2; conformance 8, 9, 12, 14, 29, 71. Thread: a request worker. */
#include "moot-activity-reply.h"

#include "moot-activity-writer.h"
#include "moot-actor-writer.h"
#include "moot-clock.h"
#include "moot-departure.h"
#include "moot-domain-store.h"
#include "moot-error.h"
#include "moot-keyring.h"
#include "moot-outbox.h"
#include "moot-pending-hosts.h"
#include "moot-router.h"
#include "moot-signers.h"
#include "moot-sql.h"

#include <string.h>

#define ETAG_CHARACTERS 32 /* of a digest: enough that no two documents share them */
#define ACTOR_MAX_AGE 180  /* seconds a copy of a public document is good */

/* Which form --------------------------------------------------------------------------------- */

static double
read_quality (const char *params)
{
  const char *at = params != NULL ? strstr (params, "q=") : NULL;

  return at != NULL ? CLAMP (g_ascii_strtod (at + 2, NULL), 0, 1) : 1;
}

/**
 * moot_accept_wants_activity:
 * @accept: (nullable): the header
 *
 * Returns: whether ActivityPub is asked for, and HTML not more
 */
gboolean
moot_accept_wants_activity (const char *accept)
{
  g_auto (GStrv) types = g_strsplit (accept != NULL ? accept : "", ",", -1);
  double activity = 0;
  double html = 0;

  for (guint i = 0; types[i] != NULL; i++)
    {
      char *params = strchr (types[i], ';');
      double quality = read_quality (params);

      if (params != NULL)
        *params = '\0';
      g_strstrip (types[i]);
      if (g_ascii_strcasecmp (types[i], "application/activity+json") == 0 ||
          g_ascii_strcasecmp (types[i], "application/ld+json") == 0)
        activity = MAX (activity, quality);
      else if (g_ascii_strcasecmp (types[i], "text/html") == 0)
        html = MAX (html, quality);
    }
  return activity > 0 && activity >= html;
}

/** moot_wants_activity: whether the request is for the form that servers read */
gboolean
moot_wants_activity (const MootExchange *exchange)
{
  return moot_accept_wants_activity (moot_exchange_get_header (exchange, "accept"));
}

/** moot_activity_point_to: says on a page for people where its ActivityPub form is */
void
moot_activity_point_to (MootExchange *exchange,
                        const char   *id)
{
  g_autofree char *link =
    g_strdup_printf ("<%s>; rel=\"alternate\"; type=\"application/activity+json\"", id);

  moot_exchange_add_header (exchange, "Link", link);
  moot_exchange_add_header (exchange, "Vary", "Accept, Signature, Signature-Input");
}

/* Who asks ------------------------------------------------------------------------------------ */

/** moot_peer_clear: frees what @self holds */
void
moot_peer_clear (MootPeer *self)
{
  g_clear_pointer (&self->actor, g_free);
}

static gboolean
find_account (MootExchange  *exchange,
              MootPeer      *peer,
              GError       **error)
{
  g_autoptr (MootRows) rows = moot_db_query (exchange->db, &moot_sql_viewer_by_uri,
                                             MOOT_BINDS (MOOT_TEXT ("uri", peer->actor)), error);
  gboolean found = rows != NULL && moot_rows_next (rows, error);

  if (found)
    peer->account_id = moot_rows_get_int (rows, "id");
  if (found && moot_rows_get_int (rows, "suspended") != 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%s' is suspended", peer->actor);
      return FALSE;
    }
  return error == NULL || *error == NULL;
}

static gboolean
authenticate (MootExchange  *exchange,
              MootPeer      *peer,
              GError       **error)
{
  MootKeyring *keyring = exchange->services->federation->keyring;

  if (exchange->message == NULL || keyring == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED, "the request is not signed");
      return FALSE;
    }
  peer->actor = moot_keyring_authenticate (keyring, exchange->message, exchange->remote_address,
                                           moot_clock_now (), error);
  if (peer->actor == NULL)
    return FALSE;
  moot_outbox_hear (exchange->services->pool, peer->actor);
  return find_account (exchange, peer, error);
}

static gboolean
is_signed (const MootExchange *exchange)
{
  return moot_exchange_get_header (exchange, "signature") != NULL;
}

/**
 * moot_peer_must_sign:
 * @exchange: a GET of another server
 *
 * Where only allowed servers are spoken to, it must be known which one asks.  That is read each
 * time, one row by its key: `folkmoot-node domain-allow` changes it beside us, and nobody would
 * tell a copy in memory.
 *
 * Returns: whether nobody is shown anything who does not sign
 */
gboolean
moot_peer_must_sign (MootExchange *exchange)
{
  gboolean allowlist = TRUE;

  return exchange->services->authorized_fetch ||
         !moot_domain_store_get_allowlist (exchange->db, &allowlist, NULL) || allowlist;
}

/**
 * moot_peer_identify:
 * @exchange: a GET of another server
 * @must_sign: whether nobody else gets anything
 * @out_peer: (out): who asks
 *
 * A signature that does not hold is refused even where none is needed: servers learn from the
 * answer which signatures are understood here.  A key that could not be asked for is no fault of
 * theirs, and shuts nobody out from what is public.
 *
 * Returns: whether to go on; else it is answered
 */
gboolean
moot_peer_identify (MootExchange *exchange,
                    gboolean      must_sign,
                    MootPeer     *out_peer)
{
  g_autoptr (GError) error = NULL;

  *out_peer = (MootPeer){ 0 };
  if (!is_signed (exchange) && !must_sign)
    return TRUE;
  if (authenticate (exchange, out_peer, &error))
    return TRUE;
  moot_peer_clear (out_peer);
  if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN))
    {
      moot_pending_hosts_note (exchange->services->federation->pending_hosts, exchange->message,
                               moot_clock_now ());
      moot_exchange_not_found (exchange);
    }
  else if (!must_sign && (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE) ||
                          g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED)))
    return TRUE;
  else if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE))
    moot_exchange_refuse (exchange, 503, "Your key could not be fetched");
  else
    moot_exchange_refuse (exchange, 401, "Request not signed, or its signature does not hold");
  return FALSE;
}

static gboolean
is_named (const MootAudience *audience,
          const char         *actor)
{
  return g_strv_contains ((const char *const *) audience->to, actor) ||
         g_strv_contains ((const char *const *) audience->cc, actor);
}

static gboolean
is_between (MootExchange  *exchange,
            const MootSql *sql,
            gint64         account_id,
            gint64         target_id)
{
  gint64 found = 0;
  g_autoptr (GError) error = NULL;
  gboolean read = moot_db_get_int (
    exchange->db, sql,
    sql == &moot_sql_is_follower
      ? MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_INT ("target_id", target_id))
      : MOOT_BINDS (MOOT_INT ("account", account_id), MOOT_INT ("target", target_id)),
    &found, &error);

  if (!read)
    g_message ("it cannot be read what lies between accounts: %s", error->message);
  return read && found != 0;
}

/**
 * moot_peer_may_see:
 * @exchange: a GET of another server
 * @peer: who asks
 * @status: a status or boost of ours
 *
 * Returns: whether @status is for @peer
 */
gboolean
moot_peer_may_see (MootExchange        *exchange,
                   const MootPeer      *peer,
                   const MootOwnStatus *status)
{
  if (status->suspended)
    return FALSE;
  if (peer->account_id != 0 &&
      is_between (exchange, &moot_sql_is_blocking, status->account_id, peer->account_id))
    return FALSE;
  if (status->visibility <= MOOT_VISIBILITY_UNLISTED)
    return TRUE;
  if (peer->actor == NULL)
    return FALSE;
  if (is_named (status->audience, peer->actor))
    return TRUE;
  return status->visibility == MOOT_VISIBILITY_PRIVATE && peer->account_id != 0 &&
         is_between (exchange, &moot_sql_is_follower, peer->account_id, status->account_id);
}

/* Answering ----------------------------------------------------------------------------------- */

static char *
dup_etag (const char *json)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);

  digest[ETAG_CHARACTERS] = '\0';
  return g_strdup_printf ("\"%s\"", digest);
}

static gboolean
has_etag (MootExchange *exchange,
          const char   *etag)
{
  const char *known = moot_exchange_get_header (exchange, "if-none-match");

  return known != NULL && (g_str_equal (known, "*") || strstr (known, etag) != NULL);
}

/**
 * moot_activity_reply:
 * @exchange: a GET of another server
 * @json: the document
 * @max_age: seconds a copy is good for everybody, 0 for what only this one may see
 */
void
moot_activity_reply (MootExchange *exchange,
                     const char   *json,
                     guint         max_age)
{
  g_autofree char *etag = dup_etag (json);
  g_autofree char *caching =
    max_age > 0 && !is_signed (exchange) ? g_strdup_printf ("public, max-age=%u", max_age)
                                         : g_strdup ("private, no-store");

  moot_exchange_add_header (exchange, "Vary", "Accept, Signature, Signature-Input");
  moot_exchange_add_header (exchange, "Cache-Control", caching);
  moot_exchange_add_header (exchange, "ETag", etag);
  if (has_etag (exchange, etag))
    moot_exchange_reply_text (exchange, 304, MOOT_ACTIVITY_TYPE, "");
  else
    moot_exchange_reply_text (exchange, 200, MOOT_ACTIVITY_TYPE, json);
}

static void
reply_tombstone (MootExchange *exchange,
                 const char   *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (exchange->db, &moot_sql_own_tombstone_get,
                                             MOOT_BINDS (MOOT_TEXT ("uri", uri)), &error);
  g_autofree char *json = NULL;

  if (rows == NULL)
    {
      moot_exchange_fail (exchange, error);
      return;
    }
  if (!moot_rows_next (rows, &error))
    {
      moot_exchange_not_found (exchange);
      return;
    }
  json = moot_tombstone_write (uri, moot_rows_get_text (rows, "former_type"),
                               moot_rows_get_int (rows, "deleted_at"));
  moot_exchange_add_header (exchange, "Vary", "Accept, Signature, Signature-Input");
  moot_exchange_reply_text (exchange, 410, MOOT_ACTIVITY_TYPE, json);
}

/* Until everybody was told, the key is there to verify it with. */
static void
reply_departed (MootExchange *exchange,
                MootOwnActor *actor)
{
  g_autoptr (GError) error = NULL;
  gboolean under_way = FALSE;

  if (!moot_departure_is_under_way (exchange->db, actor->account_id, &under_way, &error))
    moot_exchange_fail (exchange, error);
  else if (under_way)
    {
      g_autofree char *json = moot_actor_to_stub_json (actor->document);

      moot_activity_reply (exchange, json, 0);
    }
  else
    reply_tombstone (exchange, actor->document->id);
}

#define GROUPS "/groups/"
#define USERS "/users/"

/** moot_activity_root: whose address the route is: a group's, or else a member's */
MootActorRoot
moot_activity_root (const MootExchange *exchange)
{
  return g_str_has_prefix (exchange->route->path, GROUPS) ? MOOT_ROOT_GROUP : MOOT_ROOT_PERSON;
}

/* An id is one address: a group is not among the members, nor a member among the groups. */
static gboolean
is_misplaced (const MootExchange *exchange,
              const MootOwnActor *actor)
{
  gboolean is_group = actor->document->kind == MOOT_ACTOR_GROUP;

  return g_str_has_prefix (exchange->route->path, is_group ? USERS : GROUPS);
}

/**
 * moot_activity_load_actor:
 * @exchange: a GET of another server
 * @username: whom it asks for
 * @error: return location
 *
 * An actor that has no keys yet gets them now.
 *
 * Returns: (transfer full) (nullable): the actor; %NULL without @error when it is not at the
 * address of the route
 */
MootOwnActor *
moot_activity_load_actor (MootExchange  *exchange,
                          const char    *username,
                          GError       **error)
{
  const MootServices *services = exchange->services;
  g_autoptr (MootOwnActor) actor =
    moot_own_actor_find (exchange->db, services->site, username, error);
  g_autoptr (MootSigner) signer = NULL;

  if (actor == NULL || is_misplaced (exchange, actor))
    return NULL;
  if (actor->document->keys->len > 0 || actor->deleted)
    return g_steal_pointer (&actor);
  signer = moot_signers_get (services->federation->signers, actor->account_id, error);
  return signer != NULL ? moot_own_actor_find (exchange->db, services->site, username, error)
                        : NULL;
}

/**
 * moot_activity_reply_actor:
 * @exchange: a GET of another server
 * @username: whom it asks for
 *
 * In secure mode strangers get no more than they need to verify a signature.
 */
void
moot_activity_reply_actor (MootExchange *exchange,
                           const char   *username)
{
  gboolean whole = is_signed (exchange) || !moot_peer_must_sign (exchange);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootOwnActor) actor = moot_activity_load_actor (exchange, username, &error);
  g_auto (MootPeer) peer = { 0 };
  g_autofree char *json = NULL;

  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (actor != NULL && actor->deleted)
    reply_departed (exchange, actor);
  else if (actor == NULL || actor->suspended)
    moot_exchange_not_found (exchange);
  else if (moot_peer_identify (exchange, FALSE, &peer))
    {
      json =
        whole ? moot_actor_to_json (actor->document) : moot_actor_to_stub_json (actor->document);
      moot_activity_reply (exchange, json, whole ? ACTOR_MAX_AGE : 0);
    }
}

/**
 * moot_activity_reply_note:
 * @exchange: a GET of another server for `/users/:name/…` or `/groups/:name/…`
 * @id: a status
 */
void
moot_activity_reply_note (MootExchange *exchange,
                          gint64        id)
{
  const MootServices *services = exchange->services;
  const char *name = moot_exchange_get_param (exchange, "name");
  g_autofree char *actor =
    moot_actor_uri_build (services->site->base_url, moot_activity_root (exchange), name);
  g_autofree char *uri = id > 0 ? moot_actor_uri_part (actor, MOOT_PART_STATUS, id) : NULL;
  g_auto (MootPeer) peer = { 0 };
  g_autoptr (MootOwnStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  if (!moot_peer_identify (exchange, moot_peer_must_sign (exchange), &peer))
    return;
  status = moot_own_status_load (exchange->db, services->site, id, moot_clock_now (), &error);
  if (error != NULL)
    moot_exchange_fail (exchange, error);
  else if (uri == NULL) /* it is no number */
    moot_exchange_not_found (exchange);
  else if (status == NULL)
    reply_tombstone (exchange, uri);
  else if (status->object == NULL || strcmp (status->uri, uri) != 0 ||
           !moot_peer_may_see (exchange, &peer, status))
    moot_exchange_not_found (exchange);
  else
    {
      json = moot_object_to_json (status->object);
      moot_activity_reply (exchange, json,
                           status->visibility <= MOOT_VISIBILITY_UNLISTED ? ACTOR_MAX_AGE : 0);
    }
}
