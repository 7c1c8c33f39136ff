/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Exports of Loomio groups: a broken one names its line, and of what is read every thread is found
 * in the end, however its parts point at each other. */
#include "fuzz.h"
#include "moot-loomio-record.h"

#include <string.h>

#define MAX_TEXT (64 * 1024)

static void
visit (MootLoomioExport *exported,
       const char       *table)
{
  GPtrArray *records = moot_loomio_export_list (exported, table);

  for (guint i = 0; i < records->len; i++)
    {
      const char *kind = NULL;
      gint64 id = 0;

      if (moot_loomio_export_place (exported, table, g_ptr_array_index (records, i), &kind, &id))
        g_assert_true (id != 0 && kind != NULL);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size, MAX_TEXT);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootLoomioExport) exported = moot_loomio_export_read (text, strlen (text), &error);

  g_assert_true ((exported == NULL) == (error != NULL));
  if (exported == NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, "line "));
      return 0;
    }
  visit (exported, "comments");
  visit (exported, "polls");
  return 0;
}
