/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_MULTIBASE_MAX_CHARACTERS \
  2048 /* an RSA key of 8192 bits takes 1440; decoding is quadratic */

char   *moot_base58_encode (const guint8 *bytes,
                            gsize         n_bytes) G_GNUC_WARN_UNUSED_RESULT;
guint8 *moot_base58_decode (const char   *text,
                            gsize        *out_n_bytes) G_GNUC_WARN_UNUSED_RESULT;

char   *moot_multibase_encode (const guint8 *bytes,
                               gsize         n_bytes) G_GNUC_WARN_UNUSED_RESULT;
guint8 *moot_multibase_decode (const char   *text,
                               gsize        *out_n_bytes) G_GNUC_WARN_UNUSED_RESULT;

char           *moot_multikey_write        (const MootPublicKey  *key) G_GNUC_WARN_UNUSED_RESULT;
MootPublicKey  *moot_multikey_read         (const char           *text,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
MootPrivateKey *moot_multikey_read_private (const char           *text,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
