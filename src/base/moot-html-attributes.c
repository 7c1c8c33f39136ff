/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which attributes a sanitised element keeps, and with which values.
 * Thread: any. */
#include "moot-html-attributes.h"

#include <string.h>

#include "moot-html-parser.h"
#include "moot-html.h"

static const char *const classes[] = {
  "mention", "hashtag", "ellipsis", "invisible", "quote-inline"
};

static void
append_attribute (GString    *out,
                  const char *name,
                  const char *value)
{
  g_string_append_printf (out, " %s=\"", name);
  moot_html_append_escaped (out, value, strlen (value));
  g_string_append_c (out, '"');
}

static gboolean
is_allowed_class (const char *name)
{
  static const char *const prefixes[] = { "h-", "p-", "u-", "dt-", "e-" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (strcmp (name, classes[i]) == 0)
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return TRUE;

  return FALSE;
}

static void
append_classes (GString    *out,
                const char *value)
{
  g_auto (GStrv) words = g_strsplit_set (value, " \t\n\r\f", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (is_allowed_class (words[i]))
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", words[i]);

  if (kept->len > 0)
    append_attribute (out, "class", kept->str);
}

static gboolean
is_short_number (const char *text)
{
  gsize length = strspn (text + (*text == '-'), "0123456789");

  return length > 0 && length < 8 && text[(*text == '-') + length] == '\0';
}

static gboolean
is_language (const char *text)
{
  gsize length = strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-");

  return length > 0 && length <= 35 && text[length] == '\0';
}

/**
 * moot_html_append_attributes:
 * @out: a start tag in the making
 * @attributes: what the stranger wrote
 * @takes: what the element may keep
 *
 * Appends those of @attributes whose name and value are harmless, in a fixed order.
 */
void
moot_html_append_attributes (GString           *out,
                             const char *const *attributes,
                             MootHtmlTakes      takes)
{
  const char *lang = moot_html_find_attribute (attributes, "lang");
  const char *class = moot_html_find_attribute (attributes, "class");
  const char *translate = moot_html_find_attribute (attributes, "translate");
  const char *start = moot_html_find_attribute (attributes, "start");
  const char *value = moot_html_find_attribute (attributes, "value");

  if ((takes & MOOT_HTML_TAKES_CLASS) != 0 && class != NULL)
    append_classes (out, class);
  if ((takes & MOOT_HTML_TAKES_TRANSLATE) != 0 && g_strcmp0 (translate, "no") == 0)
    append_attribute (out, "translate", "no");
  if ((takes & MOOT_HTML_TAKES_START) != 0 && start != NULL && is_short_number (start))
    append_attribute (out, "start", start);
  if ((takes & MOOT_HTML_TAKES_START) != 0)
    for (const char *const *row = attributes; row[0] != NULL; row += 2)
      if (strcmp (row[0], "reversed") == 0)
        {
          append_attribute (out, "reversed", "reversed");
          break;
        }
  if ((takes & MOOT_HTML_TAKES_VALUE) != 0 && value != NULL && is_short_number (value))
    append_attribute (out, "value", value);
  if (lang != NULL && is_language (lang))
    append_attribute (out, "lang", lang);
}

/**
 * moot_html_append_link:
 * @out: a start tag in the making
 * @attributes: what the stranger wrote
 * @href: the address, found safe
 *
 * Appends where the link leads and how: `rel` and `target` are ours, save that
 * rel="tag" stays, since clients know hashtags by it.
 */
void
moot_html_append_link (GString           *out,
                       const char *const *attributes,
                       const char        *href)
{
  const char *rel = moot_html_find_attribute (attributes, "rel");
  g_auto (GStrv) words = g_strsplit_set (rel != NULL ? rel : "", " \t\n\r\f", -1);
  gboolean is_tag = g_strv_contains ((const char *const *) words, "tag");

  append_attribute (out, "href", href);
  append_attribute (out, "rel", is_tag ? "tag nofollow noopener" : "nofollow noopener");
  append_attribute (out, "target", "_blank");
}
