/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sentences out of tables, with a name in them.  Not printf: the compiler cannot look at a format
 * that comes out of a table, and a name must never be taken for one.
 * Thread: any. */
#include "moot-sentence.h"

#include <string.h>

/**
 * moot_sentence_dup:
 * @sentence: translated, with `%s` where the name belongs
 * @name: a name
 *
 * Returns: (transfer full): the sentence with the name; unchanged when it has no place for one
 */
char *
moot_sentence_dup (const char *sentence,
                   const char *name)
{
  const char *place = strstr (sentence, "%s");

  if (place == NULL)
    return g_strdup (sentence);
  return g_strdup_printf ("%.*s%s%s", (int) (place - sentence), sentence, name, place + 2);
}
