/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "federation-fixture.h"
#include "moot-error.h"
#include "moot-http-signature.h"

G_BEGIN_DECLS

#define BASE "https://social.example"
#define INBOX "/users/mira/inbox"
#define OUTBOX "/users/mira/outbox?page=true"
#define HOST "Host: social.example\n"
#define DATE "Date: Sat, 01 Aug 2026 12:00:00 GMT\n"
#define TYPE "Content-Type: application/activity+json\n"
#define SHA "b/7zH4Wk9E6Ai5cAJrEcwOrVUYpsXW7CSl9wEQ1QTPE="
#define EMPTY_SHA "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
#define DIGEST "Digest: SHA-256=" SHA "\n"
#define CONTENT_DIGEST "Content-Digest: sha-256=:" SHA ":\n"
#define RSA_ID "keyId=\"" TEST_RSA_KEY_ID "\",algorithm=\"rsa-sha256\""
#define HS_ID "keyId=\"" TEST_RSA_KEY_ID "\",algorithm=\"hs2019\""
#define POST_COVER "(request-target) host date digest content-type"
#define KEYID ";created=1785585600;keyid=\"" TEST_RSA_KEY_ID "\""
#define C_INPUT "(\"@method\" \"@target-uri\" \"content-digest\")" KEYID
#define C_BASE \
  "\"@method\": POST\n\"@target-uri\": " BASE INBOX "\n\"content-digest\": sha-256=:" SHA ":"

enum
{
  HOLDS = -1,
  MALFORMED = MOOT_ERROR_INVALID,
  REFUSED = MOOT_ERROR_UNAUTHORIZED,
};

MootHttpMessage *make_request (const char             *method,
                               const char             *target,
                               const char             *headers) G_GNUC_WARN_UNUSED_RESULT;
char            *authenticate (const MootHttpMessage  *message,
                               gint64                  now,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
