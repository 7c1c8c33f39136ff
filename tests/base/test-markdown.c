/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Markdown as members type it, and as somebody types it who means harm. */
#include "moot-html.h"
#include "moot-markdown.h"

#include <string.h>

/* clang-format off */
#define LINK(href, text) \
  "<a href=\"" href "\" rel=\"nofollow noopener\" target=\"_blank\">" text "</a>"
#define BO \
  "<span class=\"h-card\" translate=\"no\"><a href=\"https://coop.example/@bo\" " \
  "rel=\"nofollow noopener\" target=\"_blank\" class=\"u-url mention\">@<span>bo</span></a></span>"
#define TAG(name) \
  "<a href=\"https://coop.example/tags/" name "\" rel=\"tag nofollow noopener\" " \
  "target=\"_blank\" class=\"mention hashtag\">#<span>" name "</span></a>"
#define URL(href, shown) \
  "<a href=\"" href "\" rel=\"nofollow noopener\" target=\"_blank\" translate=\"no\">" \
  "<span class=\"invisible\">https://</span><span>" shown "</span>" \
  "<span class=\"invisible\"></span></a>"

static const struct
{
  const char *name;
  const char *markdown;
  const char *html;
  guint n_mentions;
  guint n_tags;
} cases[] = {
  { "empty", "", "", 0, 0 },
  { "paragraphs", "a\nb\n\nc", "<p>a<br />\nb</p>\n<p>c</p>", 0, 0 },
  { "emphasis", "*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>", 0, 0 },
  { "heading", "# a\n\n## b", "<p><strong>a</strong></p>\n<p><strong>b</strong></p>", 0, 0 },
  { "list", "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", 0, 0 },
  { "numbers", "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>", 0, 0 },
  { "quote", "> a", "<blockquote>\n<p>a</p>\n</blockquote>", 0, 0 },
  { "code", "```c\nx < y && @bo #a\n```",
    "<pre><code>x &lt; y &amp;&amp; @bo #a\n</code></pre>", 0, 0 },
  { "link", "[a](https://a.example/x)", "<p>" LINK ("https://a.example/x", "a") "</p>", 0, 0 },
  { "autolink", "<https://a.example/>",
    "<p>" LINK ("https://a.example/", "https://a.example/") "</p>", 0, 0 },
  { "bare-url", "see https://a.example/x_y_z.",
    "<p>see " URL ("https://a.example/x_y_z", "a.example/x_y_z") ".</p>", 0, 0 },
  { "image", "![a *b*](https://a.example/x.png)",
    "<p>" LINK ("https://a.example/x.png", "a <em>b</em>") "</p>", 0, 0 },
  { "image-bare", "![](https://a.example/x.png)",
    "<p>" LINK ("https://a.example/x.png", "https://a.example/x.png") "</p>", 0, 0 },
  { "mention", "hi @bo, **@bo**", "<p>hi " BO ", <strong>" BO "</strong></p>", 1, 0 },
  { "mention-unknown", "@some_body_here", "<p>@some_body_here</p>", 0, 0 },
  { "mention-in-code", "`@bo`", "<p><code>@bo</code></p>", 0, 0 },
  { "mention-in-link", "[@bo #a](https://a.example)",
    "<p>" LINK ("https://a.example", "@bo #a") "</p>", 0, 0 },
  { "mention-after-link", "[x](https://a.example) @bo",
    "<p>" LINK ("https://a.example", "x") " " BO "</p>", 1, 0 },
  { "mention-after-image", "![x](https://a.example) @bo",
    "<p>" LINK ("https://a.example", "x") " " BO "</p>", 1, 0 },
  { "mention-in-heading", "# @bo", "<p><strong>" BO "</strong></p>", 1, 0 },
  { "tag", "a #coop\n#coop", "<p>a " TAG ("coop") "<br />\n" TAG ("coop") "</p>", 0, 1 },
  { "mail", "bo@coop.example", "<p>bo@coop.example</p>", 0, 0 },
  { "escape", "\\*a\\* & < > \"", "<p>*a* &amp; &lt; &gt; &quot;</p>", 0, 0 },
  { "rule", "a\n\n---\n\nb", "<p>a</p>\n\n<p>b</p>", 0, 0 },

  { "raw-html", "a <b>b</b> <script>x</script> @bo", "<p>a b x " BO "</p>", 1, 0 },
  { "raw-block", "<script>\nalert(1)\n</script>\n\na", "\n<p>a</p>", 0, 0 },
  { "raw-img", "<img src=x onerror=alert(1)>", "", 0, 0 },
  { "javascript", "[a](javascript:alert(1))", "<p>a</p>", 0, 0 },
  { "javascript-image", "![a](javascript:alert(1))", "<p>a</p>", 0, 0 },
  { "javascript-auto", "<javascript:alert(1)>", "<p>javascript:alert(1)</p>", 0, 0 },
  { "data", "[a](data:text/html,x)", "<p>a</p>", 0, 0 },
  { "title", "[a](https://a.example \"onclick=x\")", "<p>" LINK ("https://a.example", "a") "</p>",
    0, 0 },
  { "in-text", "@bo<img src=x onerror=y>", "<p>" BO "</p>", 1, 0 },
  { "entities", "&lt;script&gt; #a", "<p>&lt;script&gt; " TAG ("a") "</p>", 0, 1 },
  { "invalid", "a\xff #a", "<p>a\uFFFD " TAG ("a") "</p>", 0, 1 },
};
/* clang-format on */

static gboolean
resolve_cb (const char  *username,
            const char  *domain,
            char       **out_url,
            char       **out_acct,
            gpointer     data)
{
  if (domain != NULL || strcmp (username, "bo") != 0)
    return FALSE;

  *out_url = g_strdup ("https://coop.example/@bo");
  *out_acct = g_strdup ("bo");
  return TRUE;
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootText) text = moot_markdown_to_html (cases[i].markdown, "https://coop.example",
                                                     resolve_cb, NULL);
  g_autofree char *again = moot_html_sanitise (text->html);

  g_assert_cmpstr (text->html, ==, cases[i].html);
  g_assert_cmpstr (again, ==, text->html);
  g_assert_cmpuint (text->mentions->len, ==, cases[i].n_mentions);
  g_assert_cmpuint (text->tags->len, ==, cases[i].n_tags);
}

static void
test_flood (gconstpointer data)
{
  const char *unit = data;
  g_autoptr (GString) markdown = g_string_new (NULL);
  g_autoptr (MootText) text = NULL;
  gint64 began_at = g_get_monotonic_time ();

  while (markdown->len < 2 * MOOT_MARKDOWN_MAX_BYTES)
    g_string_append (markdown, unit);
  text = moot_markdown_to_html (markdown->str, "https://coop.example", resolve_cb, NULL);
  g_assert_nonnull (text->html);
  g_assert_cmpint (g_get_monotonic_time () - began_at, <, 10 * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  static const char *const units[] = { "[", "*_", "<?", "<!A", "![[]()", "> ", "- ", "`a``", "(](",
                                       "[a](b", "**a *a ", "@bo #a ", "&#", "\\", "a\n\n", "    " };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/markdown/%s", cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/markdown/flood/%u", i);
      g_test_add_data_func (path, units[i], test_flood);
    }
  return g_test_run ();
}
