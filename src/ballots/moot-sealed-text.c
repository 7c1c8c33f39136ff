/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Digests that say what they are of: a label, a zero, the text.  Thread: any. */
#include "moot-sealed-text.h"

#include <nettle/sha2.h>
#include <string.h>

/** moot_sealed_text_digest: SHA-256 (@label, 00, @text) */
void
moot_sealed_text_digest (const char *label,
                         const char *text,
                         MootDigest *out_digest)
{
  struct sha256_ctx sha;

  sha256_init (&sha);
  sha256_update (&sha, strlen (label) + 1, (const guint8 *) label);
  sha256_update (&sha, strlen (text), (const guint8 *) text);
  sha256_digest (&sha, sizeof out_digest->bytes, out_digest->bytes);
}
