/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whose signature it is: keys of other servers' actors, from the database or from where they live.
 *
 * A key is believed when the actor that it says it belongs to lists it, on the same server.
 * Spec: HTTP signatures, FEP-521a. Thread: any; calls may block for as long as the other server
 * takes, bounded by the quick fetcher. */
#include "moot-keyring-private.h"

#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-integrity-proof.h"
#include "moot-remote-actor-store.h"

#include <string.h>

#define MAX_PACED 4096 /* addresses watched at once */

/** moot_keyring_new: (transfer full): the keys of others; @federation must outlive it */
MootKeyring *
moot_keyring_new (MootFederation *federation)
{
  MootKeyring *self = g_new0 (MootKeyring, 1);

  self->federation = federation;
  self->memory = moot_key_memory_new ();
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

  moot_key_memory_free (self->memory);
  moot_failure_memory_free (self->failures);
  moot_pacing_unref (self->strangers);
  moot_pacing_unref (self->total);
  g_hash_table_unref (self->in_flight);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->done);
  g_free (self);
}

/* Knowing ------------------------------------------------------------------------------------ */

static MootPublicKey *
read_ed25519 (const char  *material,
              GError     **error)
{
  gsize n_bytes = 0;
  g_autofree guint8 *point = moot_base64url_decode (material, &n_bytes);

  if (point != NULL && n_bytes == MOOT_ED25519_BYTES)
    return moot_public_key_new_ed25519 (point, error);
  moot_keyring_refuse (error, MOOT_ERROR_UNAUTHORIZED, material, "what is stored is no key");
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
find_known (MootKeySearch  *search,
            const char     *key_id,
            GError        **error)
{
  g_auto (MootKeyRecord) record = { NULL, NULL, FALSE, 0, 0 };
  MootSharedKey *key;

  if (!find_record (search->self, key_id, &record, error))
    return NULL;
  key = moot_key_memory_get (search->self->memory, record.material,
                             record.is_ed25519 ? read_ed25519 : moot_public_key_new_from_pem,
                             error);
  if (key == NULL)
    return NULL;
  g_ptr_array_add (search->keys, key);
  g_free (search->actor_uri);
  search->actor_uri = g_strdup (record.actor_uri);
  g_free (search->key_id);
  search->key_id = g_strdup (key_id);
  search->refreshed_at = record.refreshed_at;
  search->was_known = TRUE;
  return moot_shared_key_get (key);
}

/* Some name the actor instead of its key. */
static const MootPublicKey *
find_only (MootKeySearch  *search,
           const char     *key_id,
           GError        **error)
{
  g_autofree char *found = NULL;
  MootDb *reader = moot_db_pool_borrow_reader (search->self->federation->pool, error);

  if (reader != NULL && strchr (key_id, '#') == NULL)
    found = moot_remote_actor_store_dup_only_key (reader, key_id, error);
  moot_db_pool_return_reader (search->self->federation->pool, reader);
  return found != NULL ? find_known (search, found, error) : NULL;
}

static const MootPublicKey *
find_stored (MootKeySearch  *search,
             const char     *key_id,
             GError        **error)
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
  MootKeySearch *search = data;
  MootKeyring *self = search->self;
  g_autoptr (GError) local = NULL;
  const MootPublicKey *key = NULL;
  gboolean waited;

  if (moot_uri_same_origin (key_id, self->federation->site->base_url) || !moot_uri_is_http (key_id))
    moot_keyring_refuse (&local, MOOT_ERROR_UNAUTHORIZED, key_id, "it is no key of another server");
  else if (moot_federation_is_blocked (self->federation, key_id))
    moot_keyring_refuse (&local, MOOT_ERROR_FORBIDDEN, key_id, "its server is blocked");
  else
    key = find_stored (search, key_id, &local);
  if (key == NULL && local == NULL && moot_keyring_begin_flight (self, key_id, &waited, &local))
    {
      if (waited)
        key = find_stored (search, key_id, &local);
      if (key == NULL && local == NULL && moot_keyring_fetch_and_keep (search, key_id, &local))
        key = find_stored (search, key_id, &local);
      search->was_known = waited;
      moot_keyring_end_flight (self, key_id);
    }
  if (key == NULL && local == NULL)
    moot_keyring_refuse (&local, MOOT_ERROR_UNAUTHORIZED, key_id, "there is none");
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return key;
}

static gboolean
mark_refreshed (MootDb    *db,
                gpointer   data,
                GError   **error)
{
  const MootKeySearch *search = data;

  return moot_remote_actor_store_set_refreshed (db, search->actor_uri, search->now, error);
}

/* Whether the key may have changed, and is worth another look. */
static gboolean
refresh (MootKeySearch *search,
         const GError  *failure)
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
      !moot_keyring_begin_flight (self, key_id, &waited, NULL))
    return FALSE;
  done = moot_keyring_fetch_and_keep (search, search->actor_uri, &local) ||
         moot_keyring_fetch_and_keep (search, key_id, &local);
  moot_keyring_end_flight (self, key_id);
  return done;
}

static void
search_clear (MootKeySearch *search)
{
  g_ptr_array_unref (search->keys);
  g_free (search->actor_uri);
  g_free (search->key_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootKeySearch, search_clear)

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
  g_auto (MootKeySearch) search = { .self = self,
                                    .remote_address = remote_address,
                                    .now = now,
                                    .keys =
                                      g_ptr_array_new_with_free_func (moot_shared_key_unref) };
  g_autofree char *host = moot_uri_dup_authority (self->federation->site->base_url);
  const char *hosts[] = { host, NULL };
  const MootSignatureTerms terms = { .now = now + moot_clock_get_error_ms (), .hosts = hosts };
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
  g_auto (MootKeySearch) search = {
    .self = self, .now = now, .keys = g_ptr_array_new_with_free_func (moot_shared_key_unref)
  };
  g_autofree char *key_id = moot_integrity_proof_authenticate (
    document, now + moot_clock_get_error_ms (), find_key, &search, error);

  return key_id != NULL ? g_steal_pointer (&search.actor_uri) : NULL;
}
