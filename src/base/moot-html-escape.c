/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What may stand in HTML as text and as an address: the two places where a
 * stranger's bytes meet our mark-up.  Pure functions.
 * Thread: any. */
#include "moot-html.h"

#include <string.h>

static const char *const schemes[] = {
  "http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini"
};

/**
 * moot_html_append_escaped:
 * @out: where to
 * @text: text, any characters
 * @n_bytes: its length
 *
 * Appends @text so that it is text in an element and in a quoted attribute.
 * Control characters other than tab and newline are left out.
 */
void
moot_html_append_escaped (GString    *out,
                          const char *text,
                          gsize       n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    switch (text[i])
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\'':
        g_string_append (out, "&#39;");
        break;
      default:
        if ((guchar) text[i] >= 0x20 ? text[i] != 0x7f : text[i] == '\n' || text[i] == '\t')
          g_string_append_c (out, text[i]);
      }
}

/**
 * moot_html_escape:
 * @text: text, any characters
 *
 * Returns: (transfer full): @text as HTML
 */
char *
moot_html_escape (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 16);

  moot_html_append_escaped (out, text, strlen (text));
  return g_string_free (out, FALSE);
}

static gboolean
is_allowed_scheme (const char *href)
{
  gsize length = strcspn (href, ":");

  if (href[length] == '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strlen (schemes[i]) == length && g_ascii_strncasecmp (schemes[i], href, length) == 0)
      {
        const char *rest = href + length + 1;

        /* "https:evil" and "https:///x" mean different things to different readers. */
        return i > 1 || (rest[0] == '/' && rest[1] == '/' && rest[2] != '\0' &&
                         strchr ("/?#\\", rest[2]) == NULL);
      }
  return FALSE;
}

static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
         c == 0x200e || c == 0x200f;
}

/**
 * moot_html_dup_safe_href:
 * @href: an address a stranger wants us to link to
 *
 * White space and control characters are taken out as browsers do, then the scheme
 * must be one of the list; relative addresses are refused.  Quotes, spaces and
 * characters that turn the writing direction are percent-encoded.
 *
 * Returns: (transfer full) (nullable): the address to link to, or %NULL for none
 */
char *
moot_html_dup_safe_href (const char *href)
{
  const char *end = href + strlen (href);
  GString *clean;

  if (end - href > MOOT_HTML_MAX_HREF || !g_utf8_validate (href, -1, NULL))
    return NULL;

  while (*href != '\0' && (guchar) *href <= ' ')
    href++;
  while (end > href && (guchar) end[-1] <= ' ')
    end--;

  clean = g_string_new (NULL);
  for (; href < end; href = g_utf8_next_char (href))
    {
      gsize n_bytes = (gsize) (g_utf8_next_char (href) - href);

      if ((guchar) *href < 0x20 || *href == 0x7f)
        continue;
      if (strchr (" \"<>`'\\^{|}", *href) == NULL && !turns_direction (g_utf8_get_char (href)))
        g_string_append_len (clean, href, (gssize) n_bytes);
      else
        for (gsize i = 0; i < n_bytes; i++)
          g_string_append_printf (clean, "%%%02X", (guchar) href[i]);
    }

  if (clean->len > MOOT_HTML_MAX_HREF || !is_allowed_scheme (clean->str))
    return g_string_free (clean, TRUE);
  return g_string_free (clean, FALSE);
}
