/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members type, plain and as Markdown: spans in order, HTML that the sanitiser
 * leaves in peace, counts that make sense. */
#include "fuzz.h"
#include "moot-html-parser.h"
#include "moot-html.h"
#include "moot-markdown.h"
#include "moot-text.h"

#include <string.h>

static gboolean
resolve_cb (const char  *username,
            const char  *domain,
            char       **out_url,
            char       **out_acct,
            gpointer     data)
{
  if (strlen (username) % 2 == 0)
    return FALSE;

  *out_url = g_strdup ("https://coop.example/@x");
  *out_acct = domain != NULL ? g_strdup_printf ("%s@%s", username, domain) : g_strdup (username);
  return TRUE;
}

static void
check_spans (const char *text)
{
  g_autoptr (GArray) spans = moot_text_scan (text);
  gsize at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const MootTextSpan *span = &g_array_index (spans, MootTextSpan, i);

      g_assert_cmpuint (span->start, >=, at);
      g_assert_cmpuint (span->end, >, span->start + 1);
      g_assert_true (g_utf8_validate (text + span->start, (gssize) (span->end - span->start),
                                      NULL));
      at = span->end;
    }
  g_assert_cmpuint (at, <=, strlen (text));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *typed = fuzz_dup_text (data, size, size);
  g_autofree char *valid = g_utf8_make_valid (typed, -1);
  g_autoptr (MootText) text = moot_text_to_html (typed, "https://coop.example", resolve_cb, NULL);
  g_autoptr (MootText) rich = moot_markdown_to_html (typed, "https://coop.example", resolve_cb,
                                                     NULL);
  g_autofree char *rich_again = moot_html_sanitise (rich->html);
  g_autofree char *clean = moot_html_sanitise (text->html);
  g_autofree char *words = moot_html_to_text (text->html);
  g_autofree char *clean_words = moot_html_to_text (clean);

  check_spans (valid);
  g_assert_cmpstr (rich_again, ==, rich->html);
  if (strlen (text->html) < MOOT_HTML_MAX_BYTES / 2)
    g_assert_cmpstr (clean_words, ==, words);
  g_assert_cmpuint (moot_text_count_graphemes (valid, -1), <=, g_utf8_strlen (valid, -1));
  g_assert_cmpuint (moot_text_count (typed), <=,
                    g_utf8_strlen (valid, -1) * 4 + MOOT_TEXT_URL_LENGTH);
  return 0;
}
