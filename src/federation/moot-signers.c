/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The private keys of our actors, ready to sign with.
 *
 * An actor that has none yet, because the account is older than federation, gets a pair when it is
 * first asked for.  Making one takes a good part of a second, so nobody may hold the writer or a
 * main loop while asking.
 * Thread: any. */
#include "moot-signers.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-integrity-proof.h"
#include "moot-keys.h"
#include "moot-own-actor.h"
#include "moot-publish.h"
#include "moot-sql.h"

struct _MootSigner
{
  gatomicrefcount ref_count;
  MootPrivateKey *rsa;
  MootPrivateKey *ed25519;
  char *key_id;
  char *proof_key_id;
  gint64 number;
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
  g_free (self->proof_key_id);
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

  return moot_http_message_sign (message, scheme, self->rsa, self->key_id, moot_clock_others_now (),
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
  const MootSite *site; /* NULL: they are the first */
  gint64 number;        /* of those before */
  char *old_rsa;
  MootKeyPair *rsa;
  MootKeyPair *ed25519;
} NewKeys;

/* One key before the current one is kept: what it has to sign must be gone before it goes. */
static gboolean
check_settled (MootDb  *db,
               gint64   account_id,
               GError **error)
{
  gint64 changing = 0;

  if (!moot_db_get_int (db, &moot_sql_signer_is_changing, MOOT_BINDS (MOOT_INT ("id", account_id)),
                        &changing, error))
    return FALSE;
  if (changing != 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "Validation failed: Other servers are still being told of the last new keys; "
                 "try again in a while");
  return changing == 0;
}

/* Others hear of new keys from the old one, and what waits already is signed with that too. */
static gboolean
replace_keys (MootDb         *db,
              const NewKeys  *keys,
              GError        **error)
{
  gint64 now = moot_clock_now ();

  return check_settled (db, keys->account_id, error) &&
         moot_db_run (db, &moot_sql_signer_keep_old,
                      MOOT_BINDS (MOOT_INT ("id", keys->account_id),
                                  MOOT_TEXT ("old", keys->old_rsa), MOOT_INT ("now", now)),
                      error) &&
         moot_db_run (db, &moot_sql_signer_bind_waiting,
                      MOOT_BINDS (MOOT_INT ("id", keys->account_id),
                                  MOOT_INT ("number", keys->number)),
                      error) &&
         moot_publish_keys (db, keys->site, keys->account_id, keys->number, now, error);
}

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
                      error) &&
         (keys->site == NULL || replace_keys (db, keys, error));
}

/* @db: the writer inside a transaction; NULL to have one made. */
static gboolean
make_keys (MootSigners  *self,
           MootDb       *db,
           NewKeys      *keys,
           GError      **error)
{
  gboolean done = FALSE;

  keys->rsa = moot_key_pair_new_rsa (error);
  if (keys->rsa != NULL)
    keys->ed25519 = moot_key_pair_new_ed25519 (error);
  if (keys->ed25519 != NULL)
    done = db != NULL ? keep_keys (db, keys, error)
                      : moot_db_pool_write (self->pool, keep_keys, keys, error);
  g_clear_pointer (&keys->rsa, moot_key_pair_free);
  g_clear_pointer (&keys->ed25519, moot_key_pair_free);
  return done;
}

static MootSigner *
read_signer (MootRows  *rows,
             gboolean   old,
             GError   **error)
{
  g_autoptr (MootSigner) self = g_new0 (MootSigner, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->number = moot_rows_get_int (rows, "key_number") - (old ? 1 : 0);
  self->key_id =
    moot_own_key_id (moot_rows_get_text (rows, "uri"), MOOT_PART_RSA_KEY, self->number);
  self->proof_key_id =
    moot_own_key_id (moot_rows_get_text (rows, "uri"), MOOT_PART_ED25519_KEY, self->number);
  self->rsa = moot_private_key_new_from_pem (moot_rows_get_text (rows, old ? "old_rsa" : "rsa"),
                                             error);
  if (self->rsa != NULL)
    self->ed25519 =
      moot_private_key_new_from_base64url (moot_rows_get_text (rows, "ed25519"), error);
  return self->ed25519 != NULL ? g_steal_pointer (&self) : NULL;
}

/* Which key to read. */
typedef struct
{
  gint64 number; /* 0: the current one */
  gboolean is_user;
  char *rsa; /* the current one, as it is stored */
} Wanted;

static MootSigner *
read_wanted (MootRows  *rows,
             Wanted    *wanted,
             GError   **error)
{
  gint64 number = moot_rows_get_int (rows, "key_number");
  gboolean old = wanted->number != 0 && wanted->number == number - 1 &&
                 !moot_rows_is_null (rows, "old_rsa");

  wanted->is_user = moot_rows_get_int (rows, "is_user") != 0;
  wanted->rsa = g_strdup (moot_rows_get_text (rows, "rsa"));
  if (moot_rows_is_null (rows, "rsa") || moot_rows_is_null (rows, "ed25519"))
    return NULL;
  return read_signer (rows, old, error);
}

/* The signer as it is stored; NULL without @error when the actor has no keys. */
static MootSigner *
load_from (MootDb  *db,
           gint64   account_id,
           Wanted  *wanted,
           GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_signer_of, MOOT_BINDS (MOOT_INT ("id", account_id)), error);
  g_autoptr (GError) local = NULL;
  MootSigner *signer = NULL;

  if (rows != NULL && moot_rows_next (rows, &local))
    signer = read_wanted (rows, wanted, &local);
  else if (rows != NULL && local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no actor %" G_GINT64_FORMAT,
                 account_id);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return signer;
}

static MootSigner *
load (MootSigners  *self,
      gint64        account_id,
      Wanted       *wanted,
      GError      **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (self->pool, error);
  MootSigner *signer = reader != NULL ? load_from (reader, account_id, wanted, error) : NULL;

  moot_db_pool_return_reader (self->pool, reader);
  return signer;
}

static MootSigner *
load_or_make (MootSigners  *self,
              gint64        account_id,
              GError      **error)
{
  g_autoptr (GError) local = NULL;
  Wanted wanted = { 0, FALSE, NULL };
  MootSigner *signer = load (self, account_id, &wanted, &local);
  NewKeys keys = { .account_id = account_id, .is_user = wanted.is_user };

  g_clear_pointer (&wanted.rsa, g_free);
  if (signer == NULL && local == NULL && make_keys (self, NULL, &keys, &local))
    signer = load (self, account_id, &wanted, &local);
  g_free (wanted.rsa);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return signer;
}

/**
 * moot_signer_load_writing:
 * @db: the writer, inside a transaction
 * @account_id: an actor of ours
 * @error: return location
 *
 * For what is signed in the transaction that states it.  Keys are made when there are none yet.
 *
 * Returns: (transfer full): who signs
 */
MootSigner *
moot_signer_load_writing (MootDb  *db,
                          gint64   account_id,
                          GError **error)
{
  g_autoptr (GError) local = NULL;
  Wanted wanted = { 0, FALSE, NULL };
  MootSigner *signer = load_from (db, account_id, &wanted, &local);
  NewKeys keys = { .account_id = account_id, .is_user = wanted.is_user };

  g_clear_pointer (&wanted.rsa, g_free);
  if (signer == NULL && local == NULL && make_keys (NULL, db, &keys, &local))
    signer = load_from (db, account_id, &wanted, &local);
  g_free (wanted.rsa);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return signer;
}

/**
 * moot_signer_sign_document:
 * @self: an actor of ours
 * @document: what it states
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: (transfer full): the document as JSON with a proof of the actor (FEP-8b32)
 */
char *
moot_signer_sign_document (const MootSigner  *self,
                           JsonObject        *document,
                           gint64             now,
                           GError           **error)
{
  return moot_integrity_proof_sign (document, self->ed25519, self->proof_key_id, now, error);
}

/* The command line may have replaced it a moment ago. */
static gboolean
is_current (MootSigners *self,
            MootSigner  *signer,
            gint64       account_id)
{
  MootDb *reader = moot_db_pool_borrow_reader (self->pool, NULL);
  gint64 number = 0;
  gboolean done = reader != NULL && moot_db_get_int (reader, &moot_sql_signer_number,
                                                     MOOT_BINDS (MOOT_INT ("id", account_id)),
                                                     &number, NULL);

  moot_db_pool_return_reader (self->pool, reader);
  return !done || number == signer->number;
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
  if (signer == NULL || !is_current (self, signer, account_id))
    {
      signer = load_or_make (self, account_id, error);
      if (g_hash_table_size (self->known) >= MOOT_SIGNERS_MAX)
        g_hash_table_remove_all (self->known);
      if (signer != NULL)
        g_hash_table_replace (self->known, g_memdup2 (&account_id, sizeof account_id), signer);
    }
  if (signer != NULL)
    g_atomic_ref_count_inc (&signer->ref_count);
  g_mutex_unlock (&self->lock);
  return signer;
}

/** moot_signers_get_for: the same with the key of @number, while it is kept; 0 for the current one
 */
MootSigner *
moot_signers_get_for (MootSigners  *self,
                      gint64        account_id,
                      gint64        number,
                      GError      **error)
{
  g_autoptr (MootSigner) current = moot_signers_get (self, account_id, error);
  Wanted wanted = { number, FALSE, NULL };
  MootSigner *signer;

  if (current == NULL || number == 0 || number == current->number)
    return g_steal_pointer (&current);
  signer = load (self, account_id, &wanted, error);
  g_free (wanted.rsa);
  return signer;
}

/**
 * moot_signers_rotate:
 * @self: the signers
 * @site: the node
 * @account_id: an actor of ours
 * @error: return location
 *
 * Makes new keys, under names of their own.  Others hear of them by an Update that the old key
 * signs, as it signs what waits already: who fetches the actor anew finds the new key, who does not
 * believes the one they know.
 *
 * Errors: %MOOT_ERROR_INVALID while something waits that only the keys before the current ones can
 * sign; it is given up after seven days at the latest.
 *
 * Returns: whether there are new keys
 */
gboolean
moot_signers_rotate (MootSigners     *self,
                     const MootSite  *site,
                     gint64           account_id,
                     GError         **error)
{
  g_autoptr (MootSigner) now = moot_signers_get (self, account_id, error);
  g_autoptr (MootSigner) before = NULL;
  Wanted wanted = { 0, FALSE, NULL };
  NewKeys keys = { .account_id = account_id, .site = site };
  gboolean done;

  if (now == NULL)
    return FALSE;
  before = load (self, account_id, &wanted, error);
  keys.is_user = wanted.is_user;
  keys.old_rsa = wanted.rsa;
  keys.number = now->number;
  done = before != NULL && make_keys (self, NULL, &keys, error);
  g_free (wanted.rsa);
  return done;
}
