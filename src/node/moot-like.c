/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Patterns for SQL's LIKE from what a person typed.
 * Thread: any. */
#include "moot-like.h"

#include <string.h>

/**
 * moot_like_pattern:
 * @before: what may stand before, `%` or nothing
 * @text: what was typed: its own `%`, `_` and `\` mean themselves
 * @after: what may stand behind
 *
 * Returns: (transfer full): a pattern for `LIKE … ESCAPE '\'`
 */
char *
moot_like_pattern (const char *before,
                   const char *text,
                   const char *after)
{
  GString *pattern = g_string_new (before);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (strchr ("%_\\", *at) != NULL)
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *at);
    }
  g_string_append (pattern, after);
  return g_string_free (pattern, FALSE);
}
