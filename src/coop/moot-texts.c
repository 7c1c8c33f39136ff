/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How long a text may be, and that it says something.
 * Thread: any. */
#include "moot-texts.h"

#include "moot-coop-error.h"
#include "moot-markdown.h"

/** moot_text_dup_trimmed: (transfer full): @text without white space around it; empty for %NULL */
char *
moot_text_dup_trimmed (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

/**
 * moot_text_check:
 * @field: its name in the request
 * @text: (nullable): the text
 * @max_characters: how long it may be
 * @required: whether white space only is refused
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_BLANK, %MOOT_COOP_ERROR_TOO_LONG.
 *
 * Returns: whether it will do
 */
gboolean
moot_text_check (const char  *field,
                 const char  *text,
                 glong        max_characters,
                 gboolean     required,
                 GError     **error)
{
  g_autofree char *trimmed = moot_text_dup_trimmed (text);

  if (required && *trimmed == '\0')
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BLANK, field, "'%s' must not be empty", field);
  if (g_utf8_strlen (trimmed, -1) > max_characters)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_LONG, field,
                             "'%s' has more than %ld characters", field, max_characters);
  return TRUE;
}

/**
 * moot_text_render:
 * @site: this node, for links to tags
 * @source: Markdown
 *
 * Returns: (transfer full): clean HTML
 */
char *
moot_text_render (const MootSite *site,
                  const char     *source)
{
  g_autoptr (MootText) text = moot_markdown_to_html (source, site->base_url, NULL, NULL);

  return g_steal_pointer (&text->html);
}
