/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asks the servers of others for keys: what is there, whether its owner knows of it, and what may
 * be asked for at all.
 *
 * A failure is remembered, fetches are counted: whoever sends us made-up key ids costs us a look
 * into a table and nothing else.
 * Spec: HTTP signatures, FEP-521a; GoToSocial's key documents.
 * Thread: any; calls may block for as long as the other server takes, bounded by the quick fetcher.
 */
#include "moot-keyring-private.h"

#include "moot-acceptance.h"
#include "moot-activity-reader.h"
#include "moot-crypto.h"
#include "moot-document.h"
#include "moot-remote-actor-store.h"

#include <string.h>

/** moot_keyring_refuse: sets @error, returns %FALSE */
gboolean
moot_keyring_refuse (GError     **error,
                     MootError    code,
                     const char  *key_id,
                     const char  *why)
{
  g_set_error (error, MOOT_ERROR, code, "key '%.200s': %s", key_id, why);
  return FALSE;
}

/* What a failure to fetch means for whoever signed with the key. */
static void
explain (GError  *cause,
         GError **error)
{
  MootError code = MOOT_ERROR_UNAUTHORIZED;

  if (cause->domain == MOOT_ERROR &&
      (cause->code == MOOT_ERROR_NOT_FOUND || cause->code == MOOT_ERROR_GONE))
    code = cause->code;
  else if (cause->domain != MOOT_ERROR || cause->code == MOOT_ERROR_UNAVAILABLE ||
           cause->code == MOOT_ERROR_LIMITED)
    code = MOOT_ERROR_UNAVAILABLE;
  g_set_error_literal (error, MOOT_ERROR, code, cause->message);
  g_error_free (cause);
}

/* Asking ------------------------------------------------------------------------------------- */

static MootFetched *
load (const MootKeyring  *self,
      const char         *uri,
      GError            **error)
{
  MootFederation *federation = self->federation;

  return moot_fetcher_load_document (federation->quick_fetcher, uri, moot_federation_sign,
                                     federation, federation->cancellable, error);
}

static MootRemoteActor *
read_actor (const MootKeyring  *self,
            const MootFetched  *fetched,
            GError            **error)
{
  const MootAcceptanceTerms terms =
    moot_federation_get_terms (self->federation, MOOT_EVIDENCE_FETCHED, fetched->uri);
  g_autoptr (JsonNode) root = moot_document_parse (fetched->body, error);
  g_autoptr (MootRemoteActor) actor = NULL;
  const char *why = NULL;

  if (root == NULL)
    return NULL;
  actor = moot_remote_actor_read (json_node_get_object (root), NULL);
  if (actor == NULL)
    actor = moot_remote_actor_read_key (json_node_get_object (root), error);
  if (actor == NULL)
    return NULL;
  if (moot_acceptance_of_actor (actor->id, &terms, &why) == MOOT_ACCEPT)
    return g_steal_pointer (&actor);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s': %s", actor->id, why);
  return NULL;
}

/* A key with a document of its own: its owner must say the same. */
static MootRemoteActor *
load_owner (const MootKeyring  *self,
            JsonObject         *document,
            const char         *key_id,
            GError            **error)
{
  g_autofree char *owner = NULL;
  g_autoptr (MootRemoteKey) key = moot_remote_key_read (document, &owner, error);
  g_autoptr (MootFetched) fetched = NULL;
  g_autoptr (MootRemoteActor) actor = NULL;
  const MootRemoteKey *listed;

  if (key != NULL && strcmp (key->id, key_id) == 0)
    fetched = load (self, owner, error);
  else if (key != NULL)
    moot_keyring_refuse (error, MOOT_ERROR_INVALID, key_id, "it is another key");
  actor = fetched != NULL ? read_actor (self, fetched, error) : NULL;
  listed = actor != NULL ? moot_remote_actor_find_key (actor, key_id) : NULL;
  if (listed != NULL && moot_public_key_equal (listed->key, key->key))
    return g_steal_pointer (&actor);
  if (actor != NULL)
    moot_keyring_refuse (error, MOOT_ERROR_INVALID, key_id, "its owner does not know it");
  return NULL;
}

/* The actor that has the key, as its own server says. */
static MootRemoteActor *
load_actor (const MootKeyring  *self,
            const char         *key_id,
            GError            **error)
{
  g_autoptr (MootFetched) fetched = load (self, key_id, error);
  g_autoptr (JsonNode) root = fetched != NULL ? moot_document_parse (fetched->body, error) : NULL;
  g_autoptr (MootRemoteActor) actor = NULL;

  if (root == NULL)
    return NULL;
  if (!moot_object_is_actor (json_node_get_object (root)))
    return load_owner (self, json_node_get_object (root), key_id, error);
  actor = read_actor (self, fetched, error);
  if (actor == NULL)
    return NULL;
  if (moot_uri_same_origin (actor->id, key_id) &&
      moot_remote_actor_find_key (actor, key_id) != NULL)
    return g_steal_pointer (&actor);
  moot_keyring_refuse (error, MOOT_ERROR_INVALID, key_id, "its owner does not know it");
  return NULL;
}

/* Whether there is any reason not to ask for the key. */
static gboolean
may_fetch (const MootKeySearch  *search,
           const char           *key_id,
           const char           *host,
           GError              **error)
{
  MootKeyring *self = search->self;

  if (!moot_failure_memory_check (self->failures, key_id, search->now, error) ||
      !moot_failure_memory_check (self->failures, host, search->now, error))
    return FALSE;
  if (!moot_inbox_gate_meet (self->federation->gate, host, search->now, error))
    return FALSE;
  if (!moot_pacing_take (self->strangers,
                         search->remote_address != NULL ? search->remote_address : "",
                         search->now, NULL) ||
      !moot_pacing_take (self->total, "", search->now, NULL))
    return moot_keyring_refuse (error, MOOT_ERROR_LIMITED, key_id, "too many unknown keys");
  return TRUE;
}

static MootRemoteActor *
fetch (const MootKeySearch  *search,
       const char           *key_id,
       GError              **error)
{
  MootKeyring *self = search->self;
  g_autofree char *host = moot_uri_dup_authority (key_id);
  g_autoptr (GError) local = NULL;
  GError *cause = NULL;
  MootRemoteActor *actor;

  if (!may_fetch (search, key_id, host, error))
    return NULL;
  actor = load_actor (self, key_id, &cause);
  if (actor != NULL)
    {
      moot_failure_memory_forget (self->failures, key_id);
      moot_failure_memory_forget (self->failures, host);
      return actor;
    }
  explain (cause, &local);
  if (!g_cancellable_is_cancelled (self->federation->cancellable))
    moot_failure_memory_put (self->failures,
                             local->code == MOOT_ERROR_UNAVAILABLE ? host : key_id, local->code,
                             search->now);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_keyring_begin_flight:
 * @self: a keyring
 * @key_id: somebody's key
 * @out_waited: (out): whether somebody else asked meanwhile
 * @error: return location
 *
 * Only one at a time asks for a key; the others wait, and find it in the database.
 *
 * Returns: whether it may be asked for, until moot_keyring_end_flight()
 */
gboolean
moot_keyring_begin_flight (MootKeyring  *self,
                           const char   *key_id,
                           gboolean     *out_waited,
                           GError      **error)
{
  gboolean room;

  *out_waited = FALSE;
  g_mutex_lock (&self->lock);
  while (g_hash_table_contains (self->in_flight, key_id))
    {
      *out_waited = TRUE;
      g_cond_wait (&self->done, &self->lock);
    }
  room = g_hash_table_size (self->in_flight) < MOOT_KEYRING_MAX_FETCHES;
  if (room)
    g_hash_table_add (self->in_flight, g_strdup (key_id));
  g_mutex_unlock (&self->lock);
  return room ||
         moot_keyring_refuse (error, MOOT_ERROR_UNAVAILABLE, key_id, "too many are asked for");
}

/** moot_keyring_end_flight: whoever waits for @key_id may look now */
void
moot_keyring_end_flight (MootKeyring *self,
                         const char  *key_id)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->in_flight, key_id);
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->lock);
}

/* Keeping ------------------------------------------------------------------------------------ */

typedef struct
{
  const MootRemoteActor *actor;
  gint64 now;
} Keeping;

static gboolean
keep (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  const Keeping *keeping = data;
  const MootRemoteActor *actor = keeping->actor;
  g_autofree char *host = moot_uri_dup_host (actor->id);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), actor->json);
  g_autofree char *document = moot_json_node_to_text (node);

  if (!moot_remote_actor_store_put (db, actor->id, host, document, keeping->now, error))
    return FALSE;
  for (guint i = 0; i < actor->keys->len; i++)
    {
      const MootRemoteKey *key = g_ptr_array_index (actor->keys, i);
      const guint8 *point = moot_public_key_get_ed25519 (key->key);
      g_autofree char *material = point != NULL
                                    ? moot_base64url_encode (point, MOOT_ED25519_BYTES)
                                    : moot_public_key_dup_pem (key->key);

      if (material != NULL && moot_uri_same_origin (key->id, actor->id) &&
          !moot_remote_actor_store_add_key (db, actor->id, key->id,
                                            point != NULL ? "ed25519" : "rsa", material, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_keyring_keep:
 * @self: a keyring
 * @actor: an actor that was fetched from where it lives
 * @now: UTC milliseconds
 * @error: return location
 *
 * Remembers an actor and its keys.
 *
 * Returns: whether the database took it
 */
gboolean
moot_keyring_keep (MootKeyring            *self,
                   const MootRemoteActor  *actor,
                   gint64                  now,
                   GError                **error)
{
  Keeping keeping = { actor, now };

  return moot_db_pool_write (self->federation->pool, keep, &keeping, error);
}

/** moot_keyring_fetch_and_keep: asks for a key where it lives, and remembers its actor */
gboolean
moot_keyring_fetch_and_keep (const MootKeySearch  *search,
                             const char           *key_id,
                             GError              **error)
{
  g_autoptr (MootRemoteActor) actor = fetch (search, key_id, error);

  return actor != NULL && moot_keyring_keep (search->self, actor, search->now, error);
}
