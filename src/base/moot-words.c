/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The words that JSON has for the values of an enum, both ways.
 * Thread: any. */
#include "moot-words.h"

#include <string.h>

/**
 * moot_words_find:
 * @words: (array length=n_words): the words
 * @n_words: how many
 * @text: (nullable): one of them, perhaps
 * @out_index: (out): where it stands, untouched when it is none of them
 *
 * Looks a word up as it is written: case counts.
 *
 * Returns: whether @text is one of @words
 */
gboolean
moot_words_find (const char *const *words,
                 guint              n_words,
                 const char        *text,
                 guint             *out_index)
{
  for (guint i = 0; text != NULL && i < n_words; i++)
    if (strcmp (words[i], text) == 0)
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}
