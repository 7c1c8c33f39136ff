/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean moot_words_find (const char *const *words,
                          guint              n_words,
                          const char        *text,
                          guint             *out_index);

/**
 * MOOT_DECLARE_WORDS:
 * @prefix: what the two functions are called by, such as `moot_quorum_kind`
 * @Type: an enum that counts from 0
 *
 * Declares, the caller writing the semicolon, `const char *PREFIX_to_text (TYPE)`, the word that
 * JSON has for a value (NULL for what is no value: a mistake of the programmer), and `gboolean
 * PREFIX_from_text (text, out)`, which reads the word back and leaves the value untouched when
 * there is no such word or no text. Thread: any.
 */
#define MOOT_DECLARE_WORDS(prefix, Type)     \
  const char *prefix##_to_text (Type value); \
  gboolean prefix##_from_text (const char *text, Type *out_value)

/**
 * MOOT_DEFINE_WORDS:
 * @prefix: as declared
 * @Type: as declared
 * @words: a static array with a word for each value of @Type, in their order
 *
 * Defines what MOOT_DECLARE_WORDS() declares.
 */
#define MOOT_DEFINE_WORDS(prefix, Type, words)                          \
  const char *prefix##_to_text (Type value)                             \
  {                                                                     \
    g_return_val_if_fail ((guint) value < G_N_ELEMENTS (words), NULL);  \
    return (words)[value];                                              \
  }                                                                     \
  gboolean prefix##_from_text (const char *text, Type *out_value)       \
  {                                                                     \
    guint found;                                                        \
    if (!moot_words_find ((words), G_N_ELEMENTS (words), text, &found)) \
      return FALSE;                                                     \
    *out_value = (Type) found;                                          \
    return TRUE;                                                        \
  }

G_END_DECLS
