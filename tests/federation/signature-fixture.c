/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests with signatures, and a node that receives them. */
#include "signature-fixture.h"

#include <string.h>

static const char *const hosts[] = { "social.example", NULL };

static void
add_headers (MootHttpMessage *message,
             const char      *headers)
{
  g_auto (GStrv) lines = g_strsplit (headers, "\n", -1);

  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      char *colon = strchr (lines[i], ':');

      *colon = '\0';
      g_assert_true (moot_http_message_add_header (message, lines[i], colon + 1));
    }
}

/* A request to social.example with these headers; a POST has the body of the vectors. */
MootHttpMessage *
make_request (const char *method,
              const char *target,
              const char *headers)
{
  MootHttpMessage *message = moot_http_message_new (method, BASE, target);

  if (strcmp (method, "POST") == 0)
    {
      g_autoptr (GBytes) body = fixture_load ("vectors/create.json");

      moot_http_message_set_body (message, body);
    }
  add_headers (message, headers);
  return message;
}

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  GPtrArray *keys = data;

  if (strcmp (key_id, TEST_RSA_KEY_ID) == 0)
    return g_ptr_array_index (keys, 0);
  if (strcmp (key_id, TEST_ED25519_KEY_ID) == 0)
    return g_ptr_array_index (keys, 1);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "no key '%s'", key_id);
  return NULL;
}

/* Who signed @message, as far as the test keys go. */
char *
authenticate (const MootHttpMessage  *message,
              gint64                  now,
              GError                **error)
{
  g_autoptr (MootPublicKey) rsa = fixture_rsa_public ();
  g_autoptr (MootPublicKey) ed25519 = fixture_ed25519_public ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  MootSignatureTerms terms = { now, hosts };

  g_ptr_array_add (keys, rsa);
  g_ptr_array_add (keys, ed25519);
  return moot_http_message_authenticate (message, &terms, find_key, keys, error);
}
