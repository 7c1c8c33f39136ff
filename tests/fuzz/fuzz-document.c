/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Documents of strangers, read as a collection, and hashed for a proof: the canonical form of what
 * passed the door is read as the same, and no proof holds that nobody made. */
#include "fuzz.h"
#include "moot-document.h"
#include "moot-integrity-proof.h"
#include "moot-json-canonical.h"
#include "moot-remote-collection.h"

#include <string.h>

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  g_assert_true (*key_id != '\0');
  return data;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  static const guint8 point[MOOT_ED25519_BYTES] = {
    0x19, 0xb9, 0xfc, 0x1c, 0x3a, 0xb7, 0x99, 0xcd, 0xd8, 0x83, 0xba, 0x04, 0xba, 0xa5, 0x9d, 0x4f,
    0x48, 0xec, 0x73, 0xf7, 0xf0, 0x86, 0x51, 0xe3, 0xa1, 0xbd, 0x4e, 0xbf, 0x0f, 0x6e, 0xd4, 0x17
  };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (JsonNode) root = moot_document_parse (bytes, NULL);
  g_autoptr (MootPublicKey) key = NULL;
  g_autoptr (MootRemoteCollection) collection = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *signer = NULL;

  if (root == NULL)
    return 0;
  key = moot_public_key_new_ed25519 (point, NULL);
  collection = moot_remote_collection_read (json_node_get_object (root),
                                            "https://social.example/users/x/outbox", NULL);
  signer = moot_integrity_proof_authenticate (json_node_get_object (root),
                                              (gint64) 1785585600 * 1000, find_key, key, NULL);
  g_assert_null (signer);
  canonical = moot_json_canonicalize (root, NULL);
  if (canonical != NULL)
    {
      g_autoptr (GBytes) text = g_bytes_new (canonical, strlen (canonical));
      g_autoptr (JsonNode) again = moot_document_parse (text, NULL);
      g_autofree char *twice = again != NULL ? moot_json_canonicalize (again, NULL) : NULL;

      g_assert_true (again == NULL || g_strcmp0 (canonical, twice) == 0);
    }
  return 0;
}
