/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whose signature it is: keys of other servers' actors, from the database or from where they live.
 *
 * A key is believed when the actor that it says it belongs to lists it, on the same server.  A
 * failure is remembered, fetches are counted: whoever sends us made-up key ids costs us a look into
 * a table and nothing else.
 * Spec: HTTP signatures, FEP-521a; GoToSocial's key documents.
 * Thread: any; calls may block for as long as the other server takes, bounded by the quick fetcher.
 */
#include "moot-keyring.h"

#include "moot-acceptance.h"
#include "moot-activity-reader.h"
#include "moot-crypto.h"
#include "moot-document.h"
#include "moot-error.h"
#include "moot-failure-memory.h"
#include "moot-integrity-proof.h"
#include "moot-pacing.h"
#include "moot-remote-actor-store.h"

#include <string.h>

#define MAX_PACED 4096 /* addresses watched at once */

struct _MootKeyring
{
  MootFederation *federation;
  MootFailureMemory *failures; /* of key ids and of hosts */
  MootPacing *strangers;       /* by address */
  MootPacing *total;

  GMutex lock;
  GCond done;
  GHashTable *in_flight; /* key ids that somebody is fetching; at most MOOT_KEYRING_MAX_FETCHES */
};

/* One authentication. */
typedef struct
{
  MootKeyring *self;
  const char *remote_address;
  gint64 now;
  GPtrArray *keys; /* of MootPublicKey: alive until it is over */
  char *actor_uri; /* whose key was tried last */
  char *key_id;
  gint64 refreshed_at;
  gboolean was_known;
} Search;

/** moot_keyring_new: (transfer full): the keys of others; @federation must outlive it */
MootKeyring *
moot_keyring_new (MootFederation *federation)
{
  MootKeyring *self = g_new0 (MootKeyring, 1);

  self->federation = federation;
  self->failures = moot_failure_memory_new ();
  self->strangers = moot_pacing_new (MOOT_KEYRING_STRANGERS, MOOT_MINUTE, MAX_PACED);
  self->total = moot_pacing_new (MOOT_KEYRING_TOTAL, MOOT_MINUTE, 1);
  self->in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->lock);
  g_cond_init (&self->done);
  return self;
}

/** moot_keyring_free: frees @self, which may be %NULL and must be at rest */
void
moot_keyring_free (MootKeyring *self)
{
  if (self == NULL)
    return;

  moot_failure_memory_free (self->failures);
  moot_pacing_unref (self->strangers);
  moot_pacing_unref (self->total);
  g_hash_table_unref (self->in_flight);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  g_free (self);
}

static gboolean
refuse (GError     **error,
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

/* Fetching ----------------------------------------------------------------------------------- */

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
    refuse (error, MOOT_ERROR_INVALID, key_id, "it is another key");
  actor = fetched != NULL ? read_actor (self, fetched, error) : NULL;
  listed = actor != NULL ? moot_remote_actor_find_key (actor, key_id) : NULL;
  if (listed != NULL && moot_public_key_equal (listed->key, key->key))
    return g_steal_pointer (&actor);
  if (actor != NULL)
    refuse (error, MOOT_ERROR_INVALID, key_id, "its owner does not know it");
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
  refuse (error, MOOT_ERROR_INVALID, key_id, "its owner does not know it");
  return NULL;
}

/* Whether there is any reason not to ask for the key. */
static gboolean
may_fetch (const Search  *search,
           const char    *key_id,
           const char    *host,
           GError       **error)
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
    return refuse (error, MOOT_ERROR_LIMITED, key_id, "too many unknown keys");
  return TRUE;
}

static MootRemoteActor *
fetch (const Search  *search,
       const char    *key_id,
       GError       **error)
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

/* Only one at a time asks for a key; the others wait, and find it in the database. */
static gboolean
begin_flight (MootKeyring  *self,
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
  return room || refuse (error, MOOT_ERROR_UNAVAILABLE, key_id, "too many are asked for");
}

static void
end_flight (MootKeyring *self,
            const char  *key_id)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->in_flight, key_id);
  g_cond_broadcast (&self->done);
  g_mutex_unlock (&self->lock);
}

/* Knowing ------------------------------------------------------------------------------------ */

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

static MootPublicKey *
read_key (const MootKeyRecord  *record,
          GError              **error)
{
  g_autofree guint8 *point = NULL;
  gsize n_bytes = 0;

  if (!record->is_ed25519)
    return moot_public_key_new_from_pem (record->material, error);
  point = moot_base64url_decode (record->material, &n_bytes);
  if (point != NULL && n_bytes == MOOT_ED25519_BYTES)
    return moot_public_key_new_ed25519 (point, error);
  refuse (error, MOOT_ERROR_UNAUTHORIZED, record->actor_uri, "what is stored is no key");
  return NULL;
}

static gboolean
find_record (const MootKeyring  *self,
             const char         *key_id,
             MootKeyRecord      *out_record,
             GError            **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (self->federation->pool, error);
  gboolean found =
    reader != NULL && moot_remote_actor_store_find_key (reader, key_id, out_record, error);

  moot_db_pool_return_reader (self->federation->pool, reader);
  return found;
}

/* The key as we know it; NULL without error when we do not. */
static const MootPublicKey *
find_known (Search      *search,
            const char  *key_id,
            GError     **error)
{
  g_auto (MootKeyRecord) record = { NULL, NULL, FALSE, 0, 0 };
  MootPublicKey *key;

  if (!find_record (search->self, key_id, &record, error))
    return NULL;
  key = read_key (&record, error);
  if (key == NULL)
    return NULL;
  g_ptr_array_add (search->keys, key);
  g_free (search->actor_uri);
  search->actor_uri = g_strdup (record.actor_uri);
  g_free (search->key_id);
  search->key_id = g_strdup (key_id);
  search->refreshed_at = record.refreshed_at;
  search->was_known = TRUE;
  return key;
}

static gboolean
fetch_and_keep (const Search  *search,
                const char    *key_id,
                GError       **error)
{
  g_autoptr (MootRemoteActor) actor = fetch (search, key_id, error);

  return actor != NULL && moot_keyring_keep (search->self, actor, search->now, error);
}

/* Some name the actor instead of its key. */
static const MootPublicKey *
find_only (Search      *search,
           const char  *key_id,
           GError     **error)
{
  g_autofree char *found = NULL;
  MootDb *reader = moot_db_pool_borrow_reader (search->self->federation->pool, error);

  if (reader != NULL && strchr (key_id, '#') == NULL)
    found = moot_remote_actor_store_dup_only_key (reader, key_id, error);
  moot_db_pool_return_reader (search->self->federation->pool, reader);
  return found != NULL ? find_known (search, found, error) : NULL;
}

static const MootPublicKey *
find_stored (Search      *search,
             const char  *key_id,
             GError     **error)
{
  g_autoptr (GError) local = NULL;
  const MootPublicKey *key = find_known (search, key_id, &local);

  if (key == NULL && local == NULL)
    key = find_only (search, key_id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return key;
}

/* A #MootKeyFinder. */
static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  Search *search = data;
  MootKeyring *self = search->self;
  g_autoptr (GError) local = NULL;
  const MootPublicKey *key = NULL;
  gboolean waited;

  if (moot_uri_same_origin (key_id, self->federation->site->base_url) || !moot_uri_is_http (key_id))
    refuse (&local, MOOT_ERROR_UNAUTHORIZED, key_id, "it is no key of another server");
  else if (moot_federation_is_blocked (self->federation, key_id))
    refuse (&local, MOOT_ERROR_FORBIDDEN, key_id, "its server is blocked");
  else
    key = find_stored (search, key_id, &local);
  if (key == NULL && local == NULL && begin_flight (self, key_id, &waited, &local))
    {
      if (waited)
        key = find_stored (search, key_id, &local);
      if (key == NULL && local == NULL && fetch_and_keep (search, key_id, &local))
        key = find_stored (search, key_id, &local);
      search->was_known = waited;
      end_flight (self, key_id);
    }
  if (key == NULL && local == NULL)
    refuse (&local, MOOT_ERROR_UNAUTHORIZED, key_id, "there is none");
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return key;
}

static gboolean
mark_refreshed (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  const Search *search = data;

  return moot_remote_actor_store_set_refreshed (db, search->actor_uri, search->now, error);
}

/* Whether the key may have changed, and is worth another look. */
static gboolean
refresh (Search       *search,
         const GError *failure)
{
  MootKeyring *self = search->self;
  g_autofree char *key_id = g_strdup (search->key_id);
  g_autoptr (GError) local = NULL;
  gboolean waited;
  gboolean done;

  if (!g_error_matches (failure, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED) ||
      search->actor_uri == NULL || !search->was_known ||
      search->now - search->refreshed_at < MOOT_KEYRING_REFRESH_MS ||
      !moot_db_pool_write (self->federation->pool, mark_refreshed, search, NULL) ||
      !begin_flight (self, key_id, &waited, NULL))
    return FALSE;
  done = fetch_and_keep (search, search->actor_uri, &local) ||
         fetch_and_keep (search, key_id, &local);
  end_flight (self, key_id);
  return done;
}

static void
search_clear (Search *search)
{
  g_ptr_array_unref (search->keys);
  g_free (search->actor_uri);
  g_free (search->key_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/**
 * moot_keyring_authenticate:
 * @self: a keyring
 * @message: a request that came in
 * @remote_address: (nullable): from where
 * @now: when, UTC milliseconds
 * @error: return location
 *
 * Finds out which actor signed.  A known key that does not hold is asked for once more, because
 * actors change keys; not more often than every %MOOT_KEYRING_REFRESH_MS.
 *
 * Errors: %MOOT_ERROR_INVALID (no request at all), %MOOT_ERROR_UNAUTHORIZED, %MOOT_ERROR_FORBIDDEN
 * (blocked), %MOOT_ERROR_NOT_FOUND and %MOOT_ERROR_GONE (whose key it was), %MOOT_ERROR_LIMITED,
 * %MOOT_ERROR_UNAVAILABLE (we could not ask; it may work later).
 *
 * Returns: (transfer full): the id of the actor
 */
char *
moot_keyring_authenticate (MootKeyring            *self,
                           const MootHttpMessage  *message,
                           const char             *remote_address,
                           gint64                  now,
                           GError                **error)
{
  g_auto (Search) search = { .self = self,
                             .remote_address = remote_address,
                             .now = now,
                             .keys = g_ptr_array_new_with_free_func (
                               (GDestroyNotify) moot_public_key_free) };
  g_autofree char *host = moot_uri_dup_authority (self->federation->site->base_url);
  const char *hosts[] = { host, NULL };
  const MootSignatureTerms terms = { .now = now, .hosts = hosts };
  g_autoptr (GError) local = NULL;
  g_autofree char *key_id =
    moot_http_message_authenticate (message, &terms, find_key, &search, &local);

  if (key_id == NULL && refresh (&search, local))
    {
      g_clear_error (&local);
      key_id = moot_http_message_authenticate (message, &terms, find_key, &search, &local);
    }
  if (key_id != NULL)
    return g_steal_pointer (&search.actor_uri);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_keyring_authenticate_proof:
 * @self: a keyring
 * @document: an activity that somebody else passed on, to the byte
 * @now: UTC milliseconds
 * @error: return location
 *
 * Finds out which actor a proof inside of a document is by.
 *
 * Errors: as moot_keyring_authenticate().
 *
 * Returns: (transfer full): the id of the actor
 */
char *
moot_keyring_authenticate_proof (MootKeyring  *self,
                                 JsonObject   *document,
                                 gint64        now,
                                 GError      **error)
{
  g_auto (Search) search = { .self = self,
                             .now = now,
                             .keys = g_ptr_array_new_with_free_func (
                               (GDestroyNotify) moot_public_key_free) };
  g_autofree char *key_id =
    moot_integrity_proof_authenticate (document, now, find_key, &search, error);

  return key_id != NULL ? g_steal_pointer (&search.actor_uri) : NULL;
}
