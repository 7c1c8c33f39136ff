/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* HTML by strangers: what comes out is valid, balanced, and stays as it is when it is
 * sanitised again. */
#include "fuzz.h"
#include "moot-html-parser.h"
#include "moot-html.h"

#include <string.h>

/* Nothing but our own tags: no angle bracket stands where it could begin another. */
static void
check_brackets (const char *html)
{
  gboolean in_tag = FALSE;

  for (; *html != '\0'; html++)
    {
      g_assert_false (in_tag && *html == '<');
      g_assert_false (!in_tag && *html == '>');
      in_tag = *html == '<' || (in_tag && *html != '>');
    }
  g_assert_false (in_tag);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *html = fuzz_dup_text (data, size, size);
  g_autofree char *clean = moot_html_sanitise (html);
  g_autofree char *again = moot_html_sanitise (clean);
  g_autofree char *text = moot_html_to_text (html);
  g_autofree char *href = g_utf8_validate (html, -1, NULL) ? moot_html_dup_safe_href (html) : NULL;
  g_autofree char *href_again = href != NULL ? moot_html_dup_safe_href (href) : NULL;

  g_assert_cmpstr (again, ==, clean);
  g_assert_cmpuint (strlen (clean), <=, MOOT_HTML_MAX_BYTES);
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpstr (href_again, ==, href);
  check_brackets (clean);
  return 0;
}
