/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_TOKEN_BYTES 32 /* 256 bits: 43 characters of base64url */

void  moot_random_bytes (guint8 *out_bytes,
                         gsize   n_bytes);
char *moot_random_token (void) G_GNUC_WARN_UNUSED_RESULT;

char   *moot_base64url_encode (const guint8 *bytes,
                               gsize         n_bytes) G_GNUC_WARN_UNUSED_RESULT;
guint8 *moot_base64url_decode (const char   *text,
                               gsize        *out_n_bytes) G_GNUC_WARN_UNUSED_RESULT;

guint8 *moot_base64_decode (const char *text,
                            gssize      length,
                            gsize      *out_n_bytes) G_GNUC_WARN_UNUSED_RESULT;

void  moot_sha256           (const void *data,
                             gsize       n_bytes,
                             guint8      out_digest[32]);
char *moot_sha256_hex       (const void *data,
                             gsize       n_bytes) G_GNUC_WARN_UNUSED_RESULT;
char *moot_sha256_base64url (const char *text) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_secret_equal (const char *a,
                            const char *b);

G_END_DECLS
