/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

#include "moot-sealed-random.h"

G_BEGIN_DECLS

#define MOOT_TOKEN_KEY_BITS 3072 /* what a manifest asks for */
#define MOOT_TOKEN_BYTES_MAX 512 /* of a token: 4096 bits, as the RFC has */
/* Of a blinded message and of a token. */
#define MOOT_TOKEN_KEY_BYTES (MOOT_TOKEN_KEY_BITS / 8)
#define MOOT_TOKEN_SALT_BYTES 48 /* as long as SHA-384 */
#define MOOT_TOKEN_EXPONENT 65537

typedef struct _MootTokenKey MootTokenKey;
typedef struct _MootTokenSecret MootTokenSecret;

/**
 * MootTokenBlinded:
 * @n_bytes: of each, the size of the key
 * @message: what the scrutineer gets to see
 * @inverse: what takes the blinding off again; secret
 */
typedef struct
{
  gsize n_bytes;
  guint8 message[MOOT_TOKEN_BYTES_MAX];
  guint8 inverse[MOOT_TOKEN_BYTES_MAX];
} MootTokenBlinded;

MootTokenKey *moot_token_key_new      (const guint8        *modulus,
                                       gsize                n_bytes,
                                       GError             **error) G_GNUC_WARN_UNUSED_RESULT;
MootTokenKey *moot_token_key_copy     (const MootTokenKey  *self) G_GNUC_WARN_UNUSED_RESULT;
void          moot_token_key_free     (MootTokenKey        *self);
gsize         moot_token_key_get_size (const MootTokenKey  *self);
gboolean      moot_token_key_is_sound (const MootTokenKey  *self);
void          moot_token_key_write    (const MootTokenKey  *self,
                                       guint8              *out_modulus);

gboolean moot_token_key_blind      (const MootTokenKey     *self,
                                    const guint8           *message,
                                    gsize                   n_bytes,
                                    const MootSealedRandom *random,
                                    MootTokenBlinded       *out_blinded);
gboolean moot_token_key_blind_with (const MootTokenKey     *self,
                                    const guint8           *message,
                                    gsize                   n_bytes,
                                    const guint8           *salt,
                                    const guint8           *factor,
                                    MootTokenBlinded       *out_blinded);
gboolean moot_token_key_is_answer  (const MootTokenKey     *self,
                                    const guint8           *blinded,
                                    const guint8           *answer);
gboolean moot_token_key_finish     (const MootTokenKey     *self,
                                    const guint8           *message,
                                    gsize                   n_bytes,
                                    const guint8           *inverse,
                                    const guint8           *answer,
                                    guint8                 *out_token);
gboolean moot_token_key_verify     (const MootTokenKey     *self,
                                    const guint8           *message,
                                    gsize                   n_bytes,
                                    const guint8           *token);

MootTokenSecret *
moot_token_secret_generate (guint bits, const MootSealedRandom *random) G_GNUC_WARN_UNUSED_RESULT;
MootTokenSecret *moot_token_secret_new         (const guint8            *p,
                                                gsize                    n_p,
                                                const guint8            *q,
                                                gsize                    n_q,
                                                GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void             moot_token_secret_free        (MootTokenSecret         *self);
MootTokenKey    *moot_token_secret_dup_key     (const MootTokenSecret   *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes          *moot_token_secret_dup_factors (const MootTokenSecret   *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean         moot_token_secret_answer      (const MootTokenSecret   *self,
                                                const guint8            *blinded,
                                                const MootSealedRandom  *random,
                                                guint8                  *out_answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTokenKey, moot_token_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTokenSecret, moot_token_secret_free)

G_END_DECLS
