/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Archives of sealed elections: a verdict comes out, and what was taken in is written and read
 * again unchanged. */
#include "fuzz.h"
#include "moot-sealed-archive.h"

#include <string.h>

static char *
write_record (const MootSealedRecord *record)
{
  GString *text = g_string_new (NULL);

  moot_sealed_archive_write (text, record, NULL, NULL, TRUE);
  return g_string_free (text, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_auto (MootSealedVerdict) verdict = { 0 };
  g_autoptr (MootSealedRecord) again = moot_sealed_record_new ();
  MootManifest *manifest;
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  moot_sealed_archive_verify (size > 0 ? (const char *) data : "", size, &verdict);
  g_assert_true (verdict.ok == (verdict.reason == NULL));
  g_assert_true (verdict.ok || verdict.who != NULL);
  g_assert_true (verdict.reason == NULL || g_utf8_validate (verdict.reason, -1, NULL));
  manifest = moot_sealed_record_get_manifest (verdict.record);
  if (manifest != NULL) /* primes are not looked for twice */
    moot_sealed_record_set_sound (again, &manifest->eid);
  written = write_record (verdict.record);
  moot_sealed_archive_read (again, written, strlen (written), &error);
  g_assert_no_error (error);
  rewritten = write_record (again);
  g_assert_cmpstr (rewritten, ==, written);
  return 0;
}
