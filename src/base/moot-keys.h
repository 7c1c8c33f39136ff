/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_RSA_BITS 2048 /* what every server of the fediverse verifies */

/**
 * MootKeyPair:
 * @private_key: RSA: PKCS #8 as PEM; Ed25519: the seed of 32 bytes as base64url
 * @public_key: RSA: SubjectPublicKeyInfo as PEM; Ed25519: 32 bytes as base64url
 *
 * What an actor signs with and what others verify it with.
 */
typedef struct
{
  char *private_key;
  char *public_key;
} MootKeyPair;

MootKeyPair *moot_key_pair_new_rsa     (GError      **error) G_GNUC_WARN_UNUSED_RESULT;
MootKeyPair *moot_key_pair_new_ed25519 (GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void         moot_key_pair_free        (MootKeyPair  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootKeyPair, moot_key_pair_free)

G_END_DECLS
