/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Chance as an argument, and streams that follow from a secret.
 *
 * A voter's key, salts and blinding factors follow from one secret of the device, so a device that
 * is set back to an older state asks for the same tokens again and not for others.
 * Thread: any; a stream is used by one at a time. */
#include "moot-sealed-random.h"

#include <nettle/hkdf.h>
#include <nettle/hmac.h>
#include <string.h>

#include "moot-crypto.h"

/**
 * moot_sealed_random_fill:
 * @self: (nullable): where chance comes from
 * @out_bytes: (out caller-allocates): where it goes
 * @n_bytes: how many
 */
void
moot_sealed_random_fill (const MootSealedRandom *self,
                         guint8                 *out_bytes,
                         gsize                   n_bytes)
{
  if (self == NULL)
    moot_random_bytes (out_bytes, n_bytes);
  else
    self->fill (self->data, out_bytes, n_bytes);
}

/**
 * moot_sealed_stream_init:
 * @self: (out caller-allocates): a stream
 * @secret: of %MOOT_SEALED_SECRET_BYTES
 * @label: what it is for
 * @context: (nullable): 32 bytes more that it is for, such as an election
 *
 * Spec: RFC 5869 with SHA-256; the salt is @context, the information @label.
 */
void
moot_sealed_stream_init (MootSealedStream *self,
                         const guint8     *secret,
                         const char       *label,
                         const guint8     *context)
{
  static const guint8 nothing[32];
  struct hmac_sha256_ctx hmac;
  guint8 middle[SHA256_DIGEST_SIZE];

  hmac_sha256_set_key (&hmac, sizeof nothing, context != NULL ? context : nothing);
  hkdf_extract (&hmac, (nettle_hash_update_func *) hmac_sha256_update,
                (nettle_hash_digest_func *) hmac_sha256_digest, SHA256_DIGEST_SIZE,
                MOOT_SEALED_SECRET_BYTES, secret, middle);
  hmac_sha256_set_key (&hmac, sizeof middle, middle);
  hkdf_expand (&hmac, (nettle_hash_update_func *) hmac_sha256_update,
               (nettle_hash_digest_func *) hmac_sha256_digest, SHA256_DIGEST_SIZE, strlen (label),
               (const guint8 *) label, sizeof self->key, self->key);
  self->block = 0;
  explicit_bzero (middle, sizeof middle);
  explicit_bzero (&hmac, sizeof hmac);
}

/* Blocks of HMAC (key, number): what a call leaves of its last block is not given again. */
static void
fill_from_stream (gpointer  data,
                  guint8   *out_bytes,
                  gsize     n_bytes)
{
  MootSealedStream *self = data;
  struct hmac_sha256_ctx hmac;

  hmac_sha256_set_key (&hmac, sizeof self->key, self->key);
  while (n_bytes > 0)
    {
      const gsize n = MIN (n_bytes, SHA256_DIGEST_SIZE);
      const guint64 block = self->block++; /* the macro reads its argument more than once */
      const guint64 number = GUINT64_TO_BE (block);

      hmac_sha256_update (&hmac, sizeof number, (const guint8 *) &number);
      hmac_sha256_digest (&hmac, n, out_bytes);
      out_bytes += n;
      n_bytes -= n;
    }
  explicit_bzero (&hmac, sizeof hmac);
}

/** moot_sealed_stream_get_random: chance out of @self, which must live as long */
MootSealedRandom
moot_sealed_stream_get_random (MootSealedStream *self)
{
  return (MootSealedRandom){ fill_from_stream, self };
}

/** moot_sealed_stream_clear: forgets what @self follows from */
void
moot_sealed_stream_clear (MootSealedStream *self)
{
  explicit_bzero (self, sizeof *self);
}
