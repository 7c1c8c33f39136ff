/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keys that sign without seeing what: RSABSSA-SHA384-PSS-Deterministic.
 *
 * Who wants a token hides the message behind a factor that only they know; the scrutineer takes the
 * root of what is left; taking the factor off gives an ordinary RSASSA-PSS signature, which nobody
 * can connect with the request.  The message has a fresh public key in it, so a scrutineer who
 * chose a bad RSA key learns nothing by guessing messages. Spec: RFC 9474 sections 4 and 5, RFC
 * 8017 section 8.1. Thread: any; keys never change. */
#include "moot-token-key.h"

#include <nettle/pss.h>
#include <nettle/rsa.h>
#include <nettle/sha2.h>
#include <string.h>

#include "moot-error.h"

#define BITS_MIN 2048     /* shorter moduli can be factored one day */
#define EXTRA_BYTES 16    /* so that a residue is as good as uniform */
#define SMALL_FACTOR 2000 /* no honest modulus has a factor below */

struct _MootTokenKey
{
  struct rsa_public_key rsa;
};

struct _MootTokenSecret
{
  struct rsa_public_key key;
  struct rsa_private_key rsa;
};

static void
read_number (mpz_t         out,
             const guint8 *bytes,
             gsize         n_bytes)
{
  mpz_import (out, n_bytes, 1, 1, 1, 0, bytes);
}

static void
write_number (const mpz_t  number,
              guint8      *out_bytes,
              gsize        n_bytes)
{
  const gsize n = (mpz_sizeinbase (number, 2) + 7) / 8;

  memset (out_bytes, 0, n_bytes);
  if (mpz_sgn (number) != 0)
    mpz_export (out_bytes + n_bytes - n, NULL, 1, 1, 1, 0, number);
}

static gboolean
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not a key for tokens: %s", why);
  return FALSE;
}

/* Public keys -------------------------------------------------------------------------------- */

static MootTokenKey *
key_new (const mpz_t n)
{
  MootTokenKey *self = g_new0 (MootTokenKey, 1);

  rsa_public_key_init (&self->rsa);
  mpz_set (self->rsa.n, n);
  mpz_set_ui (self->rsa.e, MOOT_TOKEN_EXPONENT);
  if (!rsa_public_key_prepare (&self->rsa))
    self->rsa.size = 0;
  return self;
}

/**
 * moot_token_key_new:
 * @modulus: the product, the highest byte first
 * @n_bytes: its length
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for a size out of bounds and an even modulus.
 *
 * Returns: (transfer full): the key
 */
MootTokenKey *
moot_token_key_new (const guint8  *modulus,
                    gsize          n_bytes,
                    GError       **error)
{
  g_autoptr (MootTokenKey) self = NULL;
  mpz_t n;

  if (n_bytes > MOOT_TOKEN_BYTES_MAX)
    {
      refuse (error, "its size");
      return NULL;
    }
  mpz_init (n);
  read_number (n, modulus, n_bytes);
  self = key_new (n);
  mpz_clear (n);
  if (mpz_sizeinbase (self->rsa.n, 2) < BITS_MIN || self->rsa.size != n_bytes ||
      mpz_even_p (self->rsa.n))
    {
      refuse (error, "its modulus");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/** moot_token_key_copy: (transfer full): another of the same */
MootTokenKey *
moot_token_key_copy (const MootTokenKey *self)
{
  return key_new (self->rsa.n);
}

/** moot_token_key_free: frees @self, which may be %NULL */
void
moot_token_key_free (MootTokenKey *self)
{
  if (self == NULL)
    return;
  rsa_public_key_clear (&self->rsa);
  g_free (self);
}

/** moot_token_key_get_size: bytes of its tokens */
gsize
moot_token_key_get_size (const MootTokenKey *self)
{
  return self->rsa.size;
}

/** moot_token_key_is_sound: whether it has the size elections ask for and no factor that is found
 * at once; what a scrutineer did in secret cannot be seen */
gboolean
moot_token_key_is_sound (const MootTokenKey *self)
{
  gboolean is_prime;
  mpz_t power, exponent;

  if (mpz_sizeinbase (self->rsa.n, 2) != MOOT_TOKEN_KEY_BITS || mpz_perfect_square_p (self->rsa.n))
    return FALSE;
  for (unsigned long d = 3; d < SMALL_FACTOR; d += 2)
    if (mpz_divisible_ui_p (self->rsa.n, d))
      return FALSE;
  /* Fermat: roots modulo a prime are for everybody to take, so everybody could sign. */
  mpz_init_set_ui (power, 2);
  mpz_init (exponent);
  mpz_sub_ui (exponent, self->rsa.n, 1);
  mpz_powm (power, power, exponent, self->rsa.n);
  is_prime = mpz_cmp_ui (power, 1) == 0;
  mpz_clears (power, exponent, NULL);
  return !is_prime;
}

/** moot_token_key_write: writes the modulus, moot_token_key_get_size() bytes */
void
moot_token_key_write (const MootTokenKey *self,
                      guint8             *out_modulus)
{
  write_number (self->rsa.n, out_modulus, self->rsa.size);
}

static void
digest_message (const guint8 *message,
                gsize         n_bytes,
                guint8       *out_digest)
{
  struct sha384_ctx sha;

  sha384_init (&sha);
  sha384_update (&sha, n_bytes, message);
  sha384_digest (&sha, SHA384_DIGEST_SIZE, out_digest);
}

/**
 * moot_token_key_blind_with:
 * @self: the scrutineer's key
 * @message: what the token is for
 * @n_bytes: its length
 * @salt: %MOOT_TOKEN_SALT_BYTES
 * @factor: as many bytes as the key has, below the modulus
 * @out_blinded: (out): what is sent, and what stays
 *
 * Blinds with chance that was drawn before.  Spec: RFC 9474 section 4.2.
 *
 * Returns: whether @factor will do
 */
gboolean
moot_token_key_blind_with (const MootTokenKey *self,
                           const guint8       *message,
                           gsize               n_bytes,
                           const guint8       *salt,
                           const guint8       *factor,
                           MootTokenBlinded   *out_blinded)
{
  guint8 digest[SHA384_DIGEST_SIZE];
  mpz_t encoded, r, inverse;
  gboolean done;

  mpz_inits (encoded, r, inverse, NULL);
  digest_message (message, n_bytes, digest);
  read_number (r, factor, self->rsa.size);
  done = mpz_cmp (r, self->rsa.n) < 0 && mpz_invert (inverse, r, self->rsa.n) != 0 &&
         pss_encode_mgf1 (encoded, mpz_sizeinbase (self->rsa.n, 2) - 1, &nettle_sha384,
                          MOOT_TOKEN_SALT_BYTES, salt, digest);
  if (done)
    {
      mpz_powm (r, r, self->rsa.e, self->rsa.n);
      mpz_mul (encoded, encoded, r);
      mpz_mod (encoded, encoded, self->rsa.n);
      out_blinded->n_bytes = self->rsa.size;
      write_number (encoded, out_blinded->message, self->rsa.size);
      write_number (inverse, out_blinded->inverse, self->rsa.size);
    }
  mpz_clears (encoded, r, inverse, NULL);
  return done;
}

/**
 * moot_token_key_blind:
 * @self: the scrutineer's key
 * @message: what the token is for
 * @n_bytes: its length
 * @random: (nullable): chance
 * @out_blinded: (out): what is sent, and what stays
 *
 * Returns: whether it worked; it does not with a key that is none
 */
gboolean
moot_token_key_blind (const MootTokenKey     *self,
                      const guint8           *message,
                      gsize                   n_bytes,
                      const MootSealedRandom *random,
                      MootTokenBlinded       *out_blinded)
{
  guint8 salt[MOOT_TOKEN_SALT_BYTES];
  guint8 wide[MOOT_TOKEN_BYTES_MAX + EXTRA_BYTES];
  guint8 factor[MOOT_TOKEN_BYTES_MAX];
  gboolean done;
  mpz_t r;

  moot_sealed_random_fill (random, salt, sizeof salt);
  moot_sealed_random_fill (random, wide, self->rsa.size + EXTRA_BYTES);
  mpz_init (r);
  read_number (r, wide, self->rsa.size + EXTRA_BYTES);
  mpz_mod (r, r, self->rsa.n);
  write_number (r, factor, self->rsa.size);
  mpz_clear (r);
  done = moot_token_key_blind_with (self, message, n_bytes, salt, factor, out_blinded);
  explicit_bzero (wide, sizeof wide);
  explicit_bzero (factor, sizeof factor);
  return done;
}

/**
 * moot_token_key_is_answer:
 * @self: the scrutineer's key
 * @blinded: what was sent
 * @answer: what came back
 *
 * Everybody can tell whether a scrutineer answered: no secret is needed.
 *
 * Returns: whether @answer is the root of @blinded
 */
gboolean
moot_token_key_is_answer (const MootTokenKey *self,
                          const guint8       *blinded,
                          const guint8       *answer)
{
  mpz_t sent, root;
  gboolean same;

  mpz_inits (sent, root, NULL);
  read_number (sent, blinded, self->rsa.size);
  read_number (root, answer, self->rsa.size);
  same = mpz_cmp (sent, self->rsa.n) < 0 && mpz_cmp (root, self->rsa.n) < 0;
  if (same)
    {
      mpz_powm (root, root, self->rsa.e, self->rsa.n);
      same = mpz_cmp (root, sent) == 0;
    }
  mpz_clears (sent, root, NULL);
  return same;
}

/**
 * moot_token_key_verify:
 * @self: the scrutineer's key
 * @message: what the token is for
 * @n_bytes: its length
 * @token: as many bytes as the key has
 *
 * Returns: whether the scrutineer signed @message, knowing or not
 */
gboolean
moot_token_key_verify (const MootTokenKey *self,
                       const guint8       *message,
                       gsize               n_bytes,
                       const guint8       *token)
{
  guint8 digest[SHA384_DIGEST_SIZE];
  gboolean holds;
  mpz_t signature;

  digest_message (message, n_bytes, digest);
  mpz_init (signature);
  read_number (signature, token, self->rsa.size);
  /* one spelling only: what is not reduced could be added to */
  holds = mpz_cmp (signature, self->rsa.n) < 0 &&
          rsa_pss_sha384_verify_digest (&self->rsa, MOOT_TOKEN_SALT_BYTES, digest, signature);
  mpz_clear (signature);
  return holds;
}

/**
 * moot_token_key_finish:
 * @self: the scrutineer's key
 * @message: what the token is for
 * @n_bytes: its length
 * @inverse: from the blinding
 * @answer: of the scrutineer
 * @out_token: (out caller-allocates): as many bytes as the key has
 *
 * Takes the blinding off.  Spec: RFC 9474 section 4.4.
 *
 * Returns: whether a token that holds came out
 */
gboolean
moot_token_key_finish (const MootTokenKey *self,
                       const guint8       *message,
                       gsize               n_bytes,
                       const guint8       *inverse,
                       const guint8       *answer,
                       guint8             *out_token)
{
  guint8 token[MOOT_TOKEN_BYTES_MAX];
  mpz_t signature, off;

  mpz_inits (signature, off, NULL);
  read_number (signature, answer, self->rsa.size);
  read_number (off, inverse, self->rsa.size);
  mpz_mul (signature, signature, off);
  mpz_mod (signature, signature, self->rsa.n);
  write_number (signature, token, self->rsa.size);
  mpz_clears (signature, off, NULL);
  if (!moot_token_key_verify (self, message, n_bytes, token))
    return FALSE;
  memcpy (out_token, token, self->rsa.size);
  return TRUE;
}

/* Secrets ------------------------------------------------------------------------------------ */

static MootTokenSecret *
secret_new (void)
{
  MootTokenSecret *self = g_new0 (MootTokenSecret, 1);

  rsa_public_key_init (&self->key);
  rsa_private_key_init (&self->rsa);
  mpz_set_ui (self->key.e, MOOT_TOKEN_EXPONENT);
  return self;
}

/** moot_token_secret_free: frees @self, which may be %NULL */
void
moot_token_secret_free (MootTokenSecret *self)
{
  if (self == NULL)
    return;
  rsa_public_key_clear (&self->key);
  rsa_private_key_clear (&self->rsa);
  g_free (self);
}

static void
fill_for_nettle (void    *random,
                 size_t   n_bytes,
                 uint8_t *out_bytes)
{
  moot_sealed_random_fill (random, out_bytes, n_bytes);
}

/**
 * moot_token_secret_generate:
 * @bits: of the modulus
 * @random: (nullable): chance
 *
 * Takes seconds.
 *
 * Returns: (transfer full): a new key to sign tokens with
 */
MootTokenSecret *
moot_token_secret_generate (guint                   bits,
                            const MootSealedRandom *random)
{
  MootTokenSecret *self = secret_new ();

  g_return_val_if_fail (bits >= BITS_MIN && bits <= 8 * MOOT_TOKEN_BYTES_MAX, NULL);

  if (!rsa_generate_keypair (&self->key, &self->rsa, (gpointer) random, fill_for_nettle, NULL, NULL,
                             bits, 0))
    g_error ("no RSA key to be had");
  return self;
}

/* What follows from the factors. */
static gboolean
derive (MootTokenSecret *self)
{
  mpz_t p1, q1, d;
  gboolean done;

  mpz_inits (p1, q1, d, NULL);
  mpz_sub_ui (p1, self->rsa.p, 1);
  mpz_sub_ui (q1, self->rsa.q, 1);
  mpz_mul (self->key.n, self->rsa.p, self->rsa.q);
  mpz_lcm (d, p1, q1);
  done = mpz_sgn (p1) > 0 && mpz_sgn (q1) > 0 && mpz_invert (d, self->key.e, d) != 0 &&
         mpz_invert (self->rsa.c, self->rsa.q, self->rsa.p) != 0;
  if (done)
    {
      mpz_set (self->rsa.d, d);
      mpz_mod (self->rsa.a, d, p1);
      mpz_mod (self->rsa.b, d, q1);
    }
  mpz_clears (p1, q1, d, NULL);
  return done && rsa_public_key_prepare (&self->key) && rsa_private_key_prepare (&self->rsa);
}

/**
 * moot_token_secret_new:
 * @p: a prime, the highest byte first
 * @n_p: its length
 * @q: the other
 * @n_q: its length
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key that was kept
 */
MootTokenSecret *
moot_token_secret_new (const guint8  *p,
                       gsize          n_p,
                       const guint8  *q,
                       gsize          n_q,
                       GError       **error)
{
  g_autoptr (MootTokenSecret) self = secret_new ();

  read_number (self->rsa.p, p, MIN (n_p, MOOT_TOKEN_BYTES_MAX));
  read_number (self->rsa.q, q, MIN (n_q, MOOT_TOKEN_BYTES_MAX));
  if (mpz_even_p (self->rsa.p) || mpz_even_p (self->rsa.q) || !derive (self) ||
      mpz_sizeinbase (self->key.n, 2) < BITS_MIN || self->key.size > MOOT_TOKEN_BYTES_MAX)
    {
      refuse (error, "its factors");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/** moot_token_secret_dup_key: (transfer full): what others check with */
MootTokenKey *
moot_token_secret_dup_key (const MootTokenSecret *self)
{
  return key_new (self->key.n);
}

/** moot_token_secret_dup_factors: (transfer full): both primes, half of the bytes each */
GBytes *
moot_token_secret_dup_factors (const MootTokenSecret *self)
{
  const gsize half = (self->key.size + 1) / 2;
  guint8 *bytes = g_malloc (2 * half);

  write_number (self->rsa.p, bytes, half);
  write_number (self->rsa.q, bytes + half, half);
  return g_bytes_new_take (bytes, 2 * half);
}

/**
 * moot_token_secret_answer:
 * @self: the scrutineer's key
 * @blinded: what was sent, as many bytes as the key has
 * @random: (nullable): chance, against those who measure time; the answer does not depend on it
 * @out_answer: (out caller-allocates): as many bytes
 *
 * Spec: RFC 9474 section 4.3; the result is checked.
 *
 * Returns: whether @blinded is a number below the modulus
 */
gboolean
moot_token_secret_answer (const MootTokenSecret  *self,
                          const guint8           *blinded,
                          const MootSealedRandom *random,
                          guint8                 *out_answer)
{
  mpz_t sent, root;
  gboolean done;

  mpz_inits (sent, root, NULL);
  read_number (sent, blinded, self->key.size);
  done =
    mpz_cmp (sent, self->key.n) < 0 &&
    rsa_compute_root_tr (&self->key, &self->rsa, (gpointer) random, fill_for_nettle, root, sent);
  if (done)
    write_number (root, out_answer, self->key.size);
  mpz_clears (sent, root, NULL);
  return done;
}
