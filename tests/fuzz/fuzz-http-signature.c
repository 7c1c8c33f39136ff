/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests by strangers: target, headers, an empty line, body.  Whatever they claim, nothing passes
 * without a signature by the one key there is; and nobody is asked for a key in vain. */
#include "moot-http-signature.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t size);

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  g_assert_true (*key_id != '\0');
  return data;
}

static void
add_lines (MootHttpMessage  *message,
           char            **lines)
{
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (*lines[i] == '\0')
        {
          g_autofree char *rest = g_strjoinv ("\n", lines + i + 1);
          g_autoptr (GBytes) body = g_bytes_new (rest, strlen (rest));

          moot_http_message_set_body (message, body);
          return;
        }
      if (colon == NULL)
        continue;
      *colon = '\0';
      moot_http_message_add_header (message, lines[i], colon + 1);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  static const char *const hosts[] = { "social.example", NULL };
  static const guint8 point[MOOT_ED25519_BYTES] = {
    0x19, 0xb9, 0xfc, 0x1c, 0x3a, 0xb7, 0x99, 0xcd, 0xd8, 0x83, 0xba, 0x04, 0xba, 0xa5, 0x9d, 0x4f,
    0x48, 0xec, 0x73, 0xf7, 0xf0, 0x86, 0x51, 0xe3, 0xa1, 0xbd, 0x4e, 0xbf, 0x0f, 0x6e, 0xd4, 0x17
  };
  MootSignatureTerms terms = { (gint64) 1785585600 * 1000, hosts };
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data, size) : g_strdup ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *target = lines[0] != NULL ? lines[0] : "/";
  g_autoptr (MootHttpMessage) message =
    moot_http_message_new (g_str_has_prefix (target, "/g") ? "GET" : "POST",
                           "https://social.example", target);
  g_autoptr (MootPublicKey) key = moot_public_key_new_ed25519 (point, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *signer = NULL;

  if (lines[0] != NULL)
    add_lines (message, lines);
  signer = moot_http_message_authenticate (message, &terms, find_key, key, &error);
  g_assert_true ((signer == NULL) == (error != NULL));
  if (signer != NULL)
    {
      g_assert_cmpuint (moot_http_message_count_header (message, "signature"), ==, 1);
      g_assert_nonnull (strstr (text, "@method"));
    }
  return 0;
}
