/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What keeps a ballot shut: the text under a key of its own, the key in shares, each share sealed
 * for one scrutineer, and commitments that tell everybody afterwards whether what was opened is
 * what was sealed. Spec: RFC 8439 (ChaCha20-Poly1305), RFC 7748 (X25519), RFC 5869 (HKDF-SHA256).
 * Thread: any. */
#include "moot-seal.h"

#include <nettle/chacha-poly1305.h>
#include <nettle/curve25519.h>
#include <nettle/hkdf.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <string.h>

/* With their closing zero. */
static const char key_label[] = "folkmoot-kc-v1";
static const char share_label[] = "folkmoot-share-v1";
static const char lot_label[] = "folkmoot-lotc-v1";
static const char seal_label[] = "folkmoot-seal-v1";

/** moot_seal_equal: whether two secrets are the same, in the same time for all of that length */
gboolean
moot_seal_equal (gconstpointer a,
                 gconstpointer b,
                 gsize         n_bytes)
{
  return memeql_sec (a, b, n_bytes) != 0;
}

static void
hash (const char   *label,
      gsize         n_label,
      const guint8 *bytes,
      gsize         n_bytes,
      MootDigest   *out_digest)
{
  struct sha256_ctx sha;

  sha256_init (&sha);
  sha256_update (&sha, n_label, (const guint8 *) label);
  sha256_update (&sha, n_bytes, bytes);
  sha256_digest (&sha, sizeof out_digest->bytes, out_digest->bytes);
}

/** moot_seal_commit_key: what a ballot says of the key of its text */
void
moot_seal_commit_key (const guint8 *key,
                      MootDigest   *out_commitment)
{
  hash (key_label, sizeof key_label, key, MOOT_SEAL_KEY_BYTES, out_commitment);
}

/** moot_seal_commit_lot: what a manifest says of a nonce */
void
moot_seal_commit_lot (const MootDigest *nonce,
                      MootDigest       *out_commitment)
{
  hash (lot_label, sizeof lot_label, nonce->bytes, sizeof nonce->bytes, out_commitment);
}

/** moot_seal_commit_share: what a ballot says of the share at @x */
void
moot_seal_commit_share (const MootBoxKey *box,
                        guint8            x,
                        const guint8     *share,
                        MootDigest       *out_commitment)
{
  guint8 bytes[sizeof box->eid.bytes + sizeof box->bpk + 1 + MOOT_SEAL_KEY_BYTES];

  memcpy (bytes, box->eid.bytes, 32);
  memcpy (bytes + 32, box->bpk, 32);
  bytes[64] = x;
  memcpy (bytes + 65, share, MOOT_SEAL_KEY_BYTES);
  hash (share_label, sizeof share_label, bytes, sizeof bytes, out_commitment);
}

/* The nonce is constant: every key here is used once. */
static void
prepare (struct chacha_poly1305_ctx *cipher,
         const guint8               *key,
         const guint8               *bound,
         gsize                       n_bound)
{
  static const guint8 nonce[CHACHA_POLY1305_NONCE_SIZE];

  chacha_poly1305_set_key (cipher, key);
  chacha_poly1305_set_nonce (cipher, nonce);
  chacha_poly1305_update (cipher, n_bound, bound);
}

static void
encrypt (const guint8 *key,
         const guint8 *bound,
         gsize         n_bound,
         const guint8 *text,
         gsize         n_bytes,
         guint8       *out_sealed)
{
  struct chacha_poly1305_ctx cipher;

  prepare (&cipher, key, bound, n_bound);
  chacha_poly1305_encrypt (&cipher, n_bytes, out_sealed, text);
  chacha_poly1305_digest (&cipher, MOOT_SEAL_TAG_BYTES, out_sealed + n_bytes);
  explicit_bzero (&cipher, sizeof cipher);
}

static gboolean
decrypt (const guint8 *key,
         const guint8 *bound,
         gsize         n_bound,
         const guint8 *sealed,
         gsize         n_sealed,
         guint8       *out_text)
{
  struct chacha_poly1305_ctx cipher;
  guint8 tag[MOOT_SEAL_TAG_BYTES];
  const gsize n_bytes = n_sealed - MOOT_SEAL_TAG_BYTES;
  gboolean holds;

  prepare (&cipher, key, bound, n_bound);
  chacha_poly1305_decrypt (&cipher, n_bytes, out_text, sealed);
  chacha_poly1305_digest (&cipher, sizeof tag, tag);
  holds = moot_seal_equal (tag, sealed + n_bytes, sizeof tag);
  if (!holds)
    explicit_bzero (out_text, n_bytes);
  explicit_bzero (&cipher, sizeof cipher);
  return holds;
}

static void
bind_text (const MootBoxKey *box,
           guint32           number,
           guint8           *out_bound)
{
  const guint32 big = GUINT32_TO_BE (number);

  memcpy (out_bound, box->eid.bytes, 32);
  memcpy (out_bound + 32, box->bpk, 32);
  memcpy (out_bound + 64, &big, sizeof big);
}

/**
 * moot_seal_text:
 * @key: for this text alone
 * @box: what it is bound to
 * @number: which ballot of the same voter
 * @text: what is said
 * @n_bytes: its length
 * @out_sealed: (out caller-allocates): %MOOT_SEAL_TAG_BYTES more
 */
void
moot_seal_text (const guint8     *key,
                const MootBoxKey *box,
                guint32           number,
                const guint8     *text,
                gsize             n_bytes,
                guint8           *out_sealed)
{
  guint8 bound[68];

  bind_text (box, number, bound);
  encrypt (key, bound, sizeof bound, text, n_bytes, out_sealed);
}

/**
 * moot_open_text:
 * @key: from the shares
 * @box: what the text is bound to
 * @number: which ballot of the same voter
 * @sealed: what was sealed
 * @n_bytes: its length with the tag
 * @out_text: (out caller-allocates): %MOOT_SEAL_TAG_BYTES less
 *
 * Returns: whether it was sealed so
 */
gboolean
moot_open_text (const guint8     *key,
                const MootBoxKey *box,
                guint32           number,
                const guint8     *sealed,
                gsize             n_bytes,
                guint8           *out_text)
{
  guint8 bound[68];

  bind_text (box, number, bound);
  return n_bytes >= MOOT_SEAL_TAG_BYTES &&
         decrypt (key, bound, sizeof bound, sealed, n_bytes, out_text);
}

/** moot_seal_get_public: the X25519 key of @secret that others seal for */
void
moot_seal_get_public (const guint8 *secret,
                      guint8       *out_public)
{
  curve25519_mul_g (out_public, secret);
}

/* The key that both sides know.  A point of small order gives zeros to everybody: no key. */
static gboolean
agree (const guint8 *secret,
       const guint8 *their_public,
       const guint8 *ephemeral,
       const guint8 *recipient,
       guint8       *out_key)
{
  static const guint8 zeros[CURVE25519_SIZE];
  struct hmac_sha256_ctx hmac;
  guint8 shared[CURVE25519_SIZE];
  guint8 salt[2 * CURVE25519_SIZE];
  guint8 middle[SHA256_DIGEST_SIZE];
  gboolean usable;

  curve25519_mul (shared, secret, their_public);
  usable = !moot_seal_equal (shared, zeros, sizeof shared);
  memcpy (salt, ephemeral, CURVE25519_SIZE);
  memcpy (salt + CURVE25519_SIZE, recipient, CURVE25519_SIZE);
  hmac_sha256_set_key (&hmac, sizeof salt, salt);
  hkdf_extract (&hmac, (nettle_hash_update_func *) hmac_sha256_update,
                (nettle_hash_digest_func *) hmac_sha256_digest, SHA256_DIGEST_SIZE, sizeof shared,
                shared, middle);
  hmac_sha256_set_key (&hmac, sizeof middle, middle);
  hkdf_expand (&hmac, (nettle_hash_update_func *) hmac_sha256_update,
               (nettle_hash_digest_func *) hmac_sha256_digest, SHA256_DIGEST_SIZE,
               strlen (seal_label), (const guint8 *) seal_label, MOOT_SEAL_KEY_BYTES, out_key);
  explicit_bzero (shared, sizeof shared);
  explicit_bzero (middle, sizeof middle);
  explicit_bzero (&hmac, sizeof hmac);
  return usable;
}

/**
 * moot_seal_share:
 * @recipient: X25519 key of a scrutineer
 * @box: what it is bound to
 * @share: %MOOT_SEAL_KEY_BYTES
 * @random: (nullable): chance, for a key that is used once
 * @out_sealed: (out caller-allocates): %MOOT_SEAL_SHARE_BYTES: that key, then the sealed share
 *
 * Returns: whether @recipient is a key
 */
gboolean
moot_seal_share (const guint8           *recipient,
                 const MootBoxKey       *box,
                 const guint8           *share,
                 const MootSealedRandom *random,
                 guint8                 *out_sealed)
{
  guint8 secret[CURVE25519_SIZE];
  guint8 key[MOOT_SEAL_KEY_BYTES];
  gboolean usable;

  moot_sealed_random_fill (random, secret, sizeof secret);
  curve25519_mul_g (out_sealed, secret);
  usable = agree (secret, recipient, out_sealed, recipient, key);
  if (usable)
    encrypt (key, (const guint8 *) box, sizeof *box, share, MOOT_SEAL_KEY_BYTES,
             out_sealed + CURVE25519_SIZE);
  explicit_bzero (secret, sizeof secret);
  explicit_bzero (key, sizeof key);
  return usable;
}

/**
 * moot_open_share:
 * @secret: X25519 key of the scrutineer
 * @box: what the share is bound to
 * @sealed: %MOOT_SEAL_SHARE_BYTES
 * @out_share: (out caller-allocates): %MOOT_SEAL_KEY_BYTES
 *
 * Returns: whether it was sealed for this key and this ballot
 */
gboolean
moot_open_share (const guint8     *secret,
                 const MootBoxKey *box,
                 const guint8     *sealed,
                 guint8           *out_share)
{
  guint8 recipient[CURVE25519_SIZE];
  guint8 key[MOOT_SEAL_KEY_BYTES];
  gboolean holds;

  curve25519_mul_g (recipient, secret);
  holds = agree (secret, sealed, sealed, recipient, key) &&
          decrypt (key, (const guint8 *) box, sizeof *box, sealed + CURVE25519_SIZE,
                   MOOT_SEAL_SHARE_BYTES - CURVE25519_SIZE, out_share);
  explicit_bzero (key, sizeof key);
  return holds;
}
