/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-signing-key.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define TEST_NOW ((gint64) 1785585600 * 1000) /* Sat, 01 Aug 2026 12:00:00 GMT */
#define TEST_ACTOR "https://coop.example/users/rosa"
#define TEST_RSA_KEY_ID TEST_ACTOR "#main-key"
#define TEST_ED25519_KEY_ID TEST_ACTOR "#ed25519-key"
#define TEST_ED25519_SEED "AXYZ8ysFULOR8sjSwlFs5-ENPflbp91vN8wq2bl9Dbw"

char           *fixture_path            (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GBytes         *fixture_load            (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char           *fixture_load_text       (const char *name) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *fixture_list            (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
MootPrivateKey *fixture_rsa_private     (void) G_GNUC_WARN_UNUSED_RESULT;
MootPublicKey  *fixture_rsa_public      (void) G_GNUC_WARN_UNUSED_RESULT;
MootPrivateKey *fixture_ed25519_private (void) G_GNUC_WARN_UNUSED_RESULT;
MootPublicKey  *fixture_ed25519_public  (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
