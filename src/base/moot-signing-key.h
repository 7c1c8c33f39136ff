/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_RSA_MIN_BITS 2048                 /* shorter keys can be broken */
#define MOOT_RSA_MAX_BITS 8192                 /* longer ones cost too much to check */
#define MOOT_ED25519_BYTES 32                  /* a public key, and the seed of a private one */
#define MOOT_ED25519_SIGNATURE_BYTES 64        /* RFC 8032 */
#define MOOT_PEM_MAX_BYTES ((gsize) 16 * 1024) /* the largest RSA key takes less than 2 KiB */

/**
 * MootKeyKind:
 * @MOOT_KEY_RSA: RSASSA-PKCS1-v1_5 with SHA-256
 * @MOOT_KEY_ED25519: Ed25519
 *
 * What a key signs with.  It follows from the key, never from what a message claims.
 */
typedef enum
{
  MOOT_KEY_RSA,
  MOOT_KEY_ED25519,
} MootKeyKind;

typedef struct _MootPublicKey MootPublicKey;
typedef struct _MootPrivateKey MootPrivateKey;

MootPublicKey *moot_public_key_new_from_pem   (const char     *pem,
                                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MootPublicKey *moot_public_key_new_from_pkcs1 (const guint8   *der,
                                               gsize           n_bytes,
                                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
MootPublicKey *moot_public_key_new_ed25519    (const guint8   *point,
                                               GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_public_key_free           (MootPublicKey  *self);

MootKeyKind   moot_public_key_get_kind    (const MootPublicKey *self);
const guint8 *moot_public_key_get_ed25519 (const MootPublicKey *self);
char         *moot_public_key_dup_pem     (const MootPublicKey *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean      moot_public_key_equal       (const MootPublicKey *a,
                                           const MootPublicKey *b);
gboolean      moot_public_key_verify      (const MootPublicKey *self,
                                           const void          *data,
                                           gsize                n_bytes,
                                           const guint8        *signature,
                                           gsize                n_signature);

MootPrivateKey *moot_private_key_new_from_pem (const char    *pem,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MootPrivateKey *moot_private_key_new_ed25519  (const guint8  *seed,
                                               GError       **error) G_GNUC_WARN_UNUSED_RESULT;

MootPrivateKey *moot_private_key_new_from_base64url (const char *seed,
                                                     GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

void moot_private_key_free (MootPrivateKey *self);

MootKeyKind  moot_private_key_get_kind (const MootPrivateKey  *self);
GBytes      *moot_private_key_sign     (const MootPrivateKey  *self,
                                        const void            *data,
                                        gsize                  n_bytes,
                                        GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPublicKey, moot_public_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPrivateKey, moot_private_key_free)

G_END_DECLS
