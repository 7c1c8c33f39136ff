/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The private keys of our actors, ready to sign with.
 *
 * An actor that has none yet, because the account is older than federation, gets a pair when it is
 * first asked for.  Making one takes a good part of a second, so nobody may hold the writer or a
 * main loop while asking.
 * Thread: any. */
#include "moot-signers.h"

#include "moot-actor-uri.h"
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-keys.h"
#include "moot-sql.h"

struct _MootSigner
{
  gatomicrefcount ref_count;
  MootPrivateKey *rsa;
  MootPrivateKey *ed25519;
  char *key_id;
};

struct _MootSigners
{
  MootDbPool *pool;
  GMutex lock;
  GHashTable *known; /* of gint64 -> MootSigner */
};

/** moot_signer_unref: lets go of @self */
void
moot_signer_unref (MootSigner *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->rsa, moot_private_key_free);
  g_clear_pointer (&self->ed25519, moot_private_key_free);
  g_free (self->key_id);
  g_free (self);
}

/** moot_signer_get_key: (transfer none): the RSA key */
const MootPrivateKey *
moot_signer_get_key (const MootSigner *self)
{
  return self->rsa;
}

/** moot_signer_get_ed25519: (transfer none): the key of proofs */
const MootPrivateKey *
moot_signer_get_ed25519 (const MootSigner *self)
{
  return self->ed25519;
}

/**
 * moot_signer_sign:
 * @message: a request that is to be sent
 * @scheme: how to sign it
 * @signer: (type MootSigner): as whom
 * @error: return location
 *
 * A #MootFetchSigner.
 *
 * Returns: whether it is signed
 */
gboolean
moot_signer_sign (MootHttpMessage      *message,
                  MootSignatureScheme   scheme,
                  gpointer              signer,
                  GError              **error)
{
  const MootSigner *self = signer;

  return moot_http_message_sign (message, scheme, self->rsa, self->key_id, moot_clock_now (),
                                 error);
}

/**
 * moot_signers_new:
 * @pool: the database; must outlive it
 *
 * Returns: (transfer full): the signers of a node
 */
MootSigners *
moot_signers_new (MootDbPool *pool)
{
  MootSigners *self = g_new0 (MootSigners, 1);

  self->pool = pool;
  g_mutex_init (&self->lock);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) moot_signer_unref);
  return self;
}

/** moot_signers_free: frees @self, which may be %NULL */
void
moot_signers_free (MootSigners *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->known);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Reading and making -------------------------------------------------------------------------- */

typedef struct
{
  gint64 account_id;
  gboolean is_user;
  MootKeyPair *rsa;
  MootKeyPair *ed25519;
} NewKeys;

static gboolean
keep_keys (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const NewKeys *keys = data;

  gboolean done =
    keys->is_user
      ? moot_db_run (db, &moot_sql_signer_set_user,
                     MOOT_BINDS (MOOT_INT ("id", keys->account_id),
                                 MOOT_TEXT ("rsa", keys->rsa->private_key),
                                 MOOT_TEXT ("ed25519", keys->ed25519->private_key)),
                     error)
      : moot_db_run (db, &moot_sql_signer_set_group,
                     MOOT_BINDS (MOOT_INT ("id", keys->account_id),
                                 MOOT_TEXT ("rsa", keys->rsa->private_key),
                                 MOOT_TEXT ("ed25519", keys->ed25519->private_key),
                                 MOOT_INT ("now", moot_clock_now ())),
                     error);

  return done &&
         moot_db_run (db, &moot_sql_signer_publish,
                      MOOT_BINDS (MOOT_INT ("id", keys->account_id),
                                  MOOT_TEXT ("rsa", keys->rsa->public_key),
                                  MOOT_TEXT ("ed25519", keys->ed25519->public_key)),
                      error);
}

static gboolean
make_keys (MootSigners  *self,
           gint64        account_id,
           gboolean      is_user,
           GError      **error)
{
  NewKeys keys = { .account_id = account_id, .is_user = is_user };
  gboolean done = FALSE;

  keys.rsa = moot_key_pair_new_rsa (error);
  if (keys.rsa != NULL)
    keys.ed25519 = moot_key_pair_new_ed25519 (error);
  if (keys.ed25519 != NULL)
    done = moot_db_pool_write (self->pool, keep_keys, &keys, error);
  g_clear_pointer (&keys.rsa, moot_key_pair_free);
  g_clear_pointer (&keys.ed25519, moot_key_pair_free);
  return done;
}

static MootSigner *
read_signer (MootRows  *rows,
             GError   **error)
{
  g_autoptr (MootSigner) self = g_new0 (MootSigner, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->key_id = moot_actor_uri_part (moot_rows_get_text (rows, "uri"), MOOT_PART_RSA_KEY, 0);
  self->rsa = moot_private_key_new_from_pem (moot_rows_get_text (rows, "rsa"), error);
  if (self->rsa != NULL)
    self->ed25519 =
      moot_private_key_new_from_base64url (moot_rows_get_text (rows, "ed25519"), error);
  return self->ed25519 != NULL ? g_steal_pointer (&self) : NULL;
}

/* The signer as it is stored; NULL without @error when the actor has no keys. */
static MootSigner *
load (MootSigners  *self,
      gint64        account_id,
      gboolean     *out_is_user,
      GError      **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (self->pool, error);
  g_autoptr (MootRows) rows =
    reader != NULL ? moot_db_query (reader, &moot_sql_signer_of,
                                    MOOT_BINDS (MOOT_INT ("id", account_id)), error)
                   : NULL;
  g_autoptr (GError) local = NULL;
  MootSigner *signer = NULL;

  if (rows != NULL && moot_rows_next (rows, &local))
    {
      *out_is_user = moot_rows_get_int (rows, "is_user") != 0;
      if (!moot_rows_is_null (rows, "rsa") && !moot_rows_is_null (rows, "ed25519"))
        signer = read_signer (rows, &local);
    }
  else if (rows != NULL && local == NULL)
    {
      g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no actor %" G_GINT64_FORMAT,
                   account_id);
    }
  g_clear_pointer (&rows, moot_rows_free);
  moot_db_pool_return_reader (self->pool, reader);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return signer;
}

static MootSigner *
load_or_make (MootSigners  *self,
              gint64        account_id,
              GError      **error)
{
  g_autoptr (GError) local = NULL;
  gboolean is_user = FALSE;
  MootSigner *signer = load (self, account_id, &is_user, &local);

  if (signer == NULL && local == NULL && make_keys (self, account_id, is_user, &local))
    signer = load (self, account_id, &is_user, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return signer;
}

/**
 * moot_signers_get:
 * @self: the signers
 * @account_id: an actor of ours; not the node itself, see moot_federation_sign()
 * @error: return location
 *
 * Not to be called inside a transaction: it may have to write.
 *
 * Returns: (transfer full): who signs
 */
MootSigner *
moot_signers_get (MootSigners  *self,
                  gint64        account_id,
                  GError      **error)
{
  MootSigner *signer;

  g_mutex_lock (&self->lock);
  signer = g_hash_table_lookup (self->known, &account_id);
  if (signer == NULL)
    {
      signer = load_or_make (self, account_id, error);
      if (g_hash_table_size (self->known) >= MOOT_SIGNERS_MAX)
        g_hash_table_remove_all (self->known);
      if (signer != NULL)
        g_hash_table_insert (self->known, g_memdup2 (&account_id, sizeof account_id), signer);
    }
  if (signer != NULL)
    g_atomic_ref_count_inc (&signer->ref_count);
  g_mutex_unlock (&self->lock);
  return signer;
}

/**
 * moot_signers_rotate:
 * @self: the signers
 * @account_id: an actor of ours
 * @error: return location
 *
 * Makes new keys.  Others hear of them by an Update, which the caller queues and which the new key
 * signs: they fetch the actor when the old one fails.
 *
 * Returns: whether there are new keys
 */
gboolean
moot_signers_rotate (MootSigners  *self,
                     gint64        account_id,
                     GError      **error)
{
  g_autoptr (MootSigner) now = moot_signers_get (self, account_id, error);
  g_autoptr (MootSigner) before = NULL;
  gboolean is_user = FALSE;
  gboolean done;

  if (now == NULL)
    return FALSE;
  before = load (self, account_id, &is_user, error);
  done = before != NULL && make_keys (self, account_id, is_user, error);
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->known, &account_id);
  g_mutex_unlock (&self->lock);
  return done;
}
