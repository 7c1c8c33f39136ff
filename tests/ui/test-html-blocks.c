/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* HTML as servers send it, and as nobody should, against the blocks that are shown.
 * Expected: a block a line; '>' for each quotation, '-' for each list, the kind (p, h, c, r), the
 * marker in brackets, then the markup. */
#include "moot-html-blocks.h"

#include <pango/pango.h>
#include <string.h>

/* clang-format off */
static const struct
{
  const char *name;
  const char *html;
  const char *blocks;
} cases[] = {
  { "nothing", NULL, "" },
  { "empty", "", "" },
  { "text-alone", "just text", "p just text\n" },
  { "mastodon-plain",
    "<p>Hello <strong>all</strong>,</p><p>second<br>line<br />third</p>",
    "p Hello <b>all</b>,\np second\\nline\\nthird\n" },
  { "mastodon-mention",
    "<p><span class=\"h-card\" translate=\"no\"><a href=\"https://a.example/@ada\" "
    "class=\"u-url mention\">@<span>ada</span></a></span> hi</p>",
    "p <a href=\"https://a.example/@ada\">@ada</a> hi\n" },
  { "mastodon-hashtag",
    "<p><a href=\"https://a.example/tags/coop\" class=\"mention hashtag\" rel=\"tag\">#<span>coop"
    "</span></a></p>",
    "p <a href=\"https://a.example/tags/coop\">#coop</a>\n" },
  { "mastodon-shortened-link",
    "<p>see <a href=\"https://example.org/a/very/long/path?x=1&amp;y=2\" rel=\"nofollow noopener\" "
    "target=\"_blank\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">"
    "example.org/a/very/long/path?x=</span><span class=\"invisible\">1&amp;y=2</span></a></p>",
    "p see <a href=\"https://example.org/a/very/long/path?x=1&amp;y=2\" "
    "title=\"https://example.org/a/very/long/path?x=1&amp;y=2\">"
    "example.org/a/very/long/path?x=…</a>\n" },
  { "mastodon-whole-link",
    "<p><a href=\"https://example.org/\"><span class=\"invisible\">https://</span><span class=\"\">"
    "example.org/</span><span class=\"invisible\"></span></a></p>",
    "p <a href=\"https://example.org/\" title=\"https://example.org/\">example.org/</a>\n" },
  { "mastodon-list",
    "<ul><li>one</li><li>two<br>lines</li></ul><ol start=\"3\"><li>three</li><li>four</li></ol>",
    "-p [•] one\n-p [•] two\\nlines\n-p [3.] three\n-p [4.] four\n" },
  { "mastodon-list-reversed",
    "<ol reversed start=\"2\"><li>b</li><li>a</li><li value=\"9\">z</li></ol>",
    "-p [2.] b\n-p [1.] a\n-p [9.] z\n" },
  { "mastodon-quote",
    "<blockquote><p>said</p><blockquote>earlier</blockquote></blockquote><p>answer</p>",
    ">p said\n>>p earlier\np answer\n" },
  { "mastodon-code",
    "<pre><code>int x;\n  if (x &lt; 3)\n    y ();\n</code></pre><p>and <code>inline</code></p>",
    "c int x;\\n  if (x &lt; 3)\\n    y ();\np and <tt>inline</tt>\n" },
  { "mastodon-old",
    "<p>a &amp; b &lt;3 &quot;c&quot;&nbsp;d</p>",
    "p a &amp; b &lt;3 &quot;c&quot;\xc2\xa0" "d\n" },
  { "akkoma-heading",
    "<h1>Title</h1><p>body</p><hr/><p>end</p>",
    "h Title\np body\nr \np end\n" },
  { "akkoma-mention",
    "<span class=\"h-card\"><a class=\"u-url mention\" data-user=\"9x\" href=\"https://b.example/"
    "users/lee\" rel=\"ugc\">@<span>lee</span></a></span> ok",
    "p <a href=\"https://b.example/users/lee\">@lee</a> ok\n" },
  { "misskey-quote-inline",
    "<p>yes<span class=\"quote-inline\"><br><br>RE: <a href=\"https://m.example/notes/9\">"
    "https://m.example/notes/9</a></span></p>",
    "p yes\\n\\nRE: <a href=\"https://m.example/notes/9\" title=\"https://m.example/notes/9\">"
    "m.example/notes/9</a>\n" },
  { "misskey-ruby-and-small",
    "<p><small>small</small> <i>slanted</i> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>",
    "p small <i>slanted</i> 漢(kan)\n" },
  { "gotosocial-markdown",
    "<p><em>em</em> <del>gone</del> x<sup>2</sup> H<sub>2</sub>O</p>",
    "p <i>em</i> <s>gone</s> x<sup>2</sup> H<sub>2</sub>O\n" },
  { "wordpress-figure",
    "<h2>News</h2>\n<figure><img src=\"https://w.example/i.jpg\" alt=\"A barn\"><figcaption>Ours"
    "</figcaption></figure>\n\n<p>Text</p>",
    "h News\np <a href=\"https://w.example/i.jpg\" title=\"https://w.example/i.jpg\">A barn</a>\n"
    "p Ours\np Text\n" },
  { "lemmy-table",
    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr>"
    "</tbody></table>",
    "p a · b\np 1 · 2\n" },
  { "lemmy-details",
    "<details><summary>More</summary><p>hidden <s>no</s></p></details>",
    "p More\np hidden <s>no</s>\n" },
  { "pixelfed-br-only", "one<br />\ntwo<br><br><br><br>three", "p one\\ntwo\\n\\nthree\n" },
  { "white-space", "<p>  a \n\t b  </p>\n\n<p>\n</p> <p>c<br> </p>", "p a b\np c\n" },
  { "styles-overlap", "<p><b>a<i>b</b>c</i>d</p>", "p <b>a</b><b><i>b</i></b>cd\n" },
  { "style-over-blocks", "<b>a<p>b</p></b><p>c</p>", "p <b>a</b>\np b\np c\n" },
  { "link-over-blocks",
    "<a href=\"https://x.example/\"><p>a</p><p>b</p></a>c",
    "p <a href=\"https://x.example/\" title=\"https://x.example/\">a</a>\n"
    "p <a href=\"https://x.example/\" title=\"https://x.example/\">b</a>\np c\n" },
  { "link-in-link",
    "<a href=\"https://x.example/\">a<a href=\"https://y.example/\">b</a></a>",
    "p <a href=\"https://x.example/\" title=\"https://x.example/\">a</a>"
    "<a href=\"https://y.example/\" title=\"https://y.example/\">b</a>\n" },
  { "link-without-text",
    "<p><a href=\"https://x.example/p\"></a></p>",
    "p <a href=\"https://x.example/p\" title=\"https://x.example/p\">x.example/p</a>\n" },
  { "link-in-italics",
    "<p><i>see <a href=\"https://x.example/\">here</a></i></p>",
    "p <i>see</i> <a href=\"https://x.example/\" title=\"https://x.example/\"><i>here</i></a>\n" },
  { "long-bare-link",
    "<p><a href=\"https://www.example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q\">"
    "https://www.example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q</a></p>",
    "p <a href=\"https://www.example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q\" "
    "title=\"https://www.example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q\">"
    "example.org/a/b/c/d/e/f/g/h/i/…</a>\n" },
  { "deceptive-link",
    "<p><a href=\"https://evil.example/x\">https://bank.example/login</a></p>",
    "p <a href=\"https://evil.example/x\" title=\"https://evil.example/x\">bank.example/login "
    "(evil.example)</a>\n" },
  { "deceptive-bare-host",
    "<p><a href=\"https://evil.example/x\">bank.example</a></p>",
    "p <a href=\"https://evil.example/x\" title=\"https://evil.example/x\">bank.example "
    "(evil.example)</a>\n" },
  { "words-are-not-deceptive",
    "<p><a href=\"https://x.example/\">Read it. Now.</a></p>",
    "p <a href=\"https://x.example/\" title=\"https://x.example/\">Read it. Now.</a>\n" },
  { "script", "<p>a<script>alert(1)</script>b</p><style>p{}</style>", "p ab\n" },
  { "script-address",
    "<p><a href=\"javascript:alert(1)\">x</a> <a href=\" java\nscript:a()\">y</a> "
    "<a href=\"data:text/html,x\">z</a></p>",
    "p x y z\n" },
  { "markup-injection",
    "<p>&lt;span size='999999'&gt; "
    "<a href=\"https://x.example/&quot;&gt;&lt;b&gt;\">a&lt;b</a></p>",
    "p &lt;span size=&apos;999999&apos;&gt; <a href=\"https://x.example/%22%3E%3Cb%3E\" "
    "title=\"https://x.example/%22%3E%3Cb%3E\">a&lt;b</a>\n" },
  { "direction-overrides",
    "<p>a\xe2\x80\xae" "b\xe2\x80\xad" "c\xef\xbf\xbc" "d</p>", "p abcd\n" },
  { "not-utf-8", "<p>a\xff\xfe" "b</p>", "p a\xef\xbf\xbd\xef\xbf\xbd" "b\n" },
  { "unclosed", "<p>a<b>b<a href=\"https://x.example/\">c",
    "p a<b>b</b><a href=\"https://x.example/\" title=\"https://x.example/\"><b>c</b></a>\n" },
  { "ends-without-starts", "</p></li></ul></blockquote></b>a</a></span>", "p a\n" },
  { "item-outside-a-list", "<li>a</li>", "p a\n" },
  { "list-in-quote-in-list",
    "<ul><li><blockquote><ol><li>x</li></ol></blockquote></li></ul>", ">--p [1.] x\n" },
  { "item-of-two-paragraphs",
    "<ol><li><p>a</p><p>b</p></li><li>c</li></ol>", "-p [1.] a\n-p b\n-p [2.] c\n" },
  { "silly-numbers",
    "<ol start=\"99999999999999999999\"><li>a</li></ol>", "-p [99999.] a\n" },
};
/* clang-format on */

static char *
describe (const MootHtmlBlocks *blocks)
{
  static const char kinds[] = { 'p', 'h', 'c', 'r' };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->blocks->len; i++)
    {
      const MootHtmlBlock *block = g_ptr_array_index (blocks->blocks, i);
      g_autoptr (GString) markup = g_string_new (block->markup);

      g_string_replace (markup, "\n", "\\n", 0);
      for (guint k = 0; k < block->n_quotes; k++)
        g_string_append_c (text, '>');
      for (guint k = 0; k < block->n_indents; k++)
        g_string_append_c (text, '-');
      g_string_append_printf (text, "%c ", kinds[block->kind]);
      if (block->marker != NULL)
        g_string_append_printf (text, "[%s] ", block->marker);
      g_string_append_printf (text, "%s\n", markup->str);
    }
  return g_string_free (text, FALSE);
}

/* GtkLabel takes the links out before Pango sees the markup. */
static char *
strip_links (const char *markup)
{
  g_autoptr (GRegex) links = g_regex_new ("<a [^>]*>|</a>", 0, 0, NULL);

  return g_regex_replace_literal (links, markup, -1, 0, "", 0, NULL);
}

/* Whatever came in, Pango can read what goes out, and its text is the one we claim. */
static void
assert_sound (const MootHtmlBlocks *blocks)
{
  gsize n_bytes = 0;

  g_assert_cmpuint (blocks->blocks->len, <=, MOOT_HTML_BLOCKS_MAX_BLOCKS + 1);
  g_assert_cmpuint (blocks->links->len, <=, MOOT_HTML_BLOCKS_MAX_LINKS);
  for (guint i = 0; i < blocks->blocks->len; i++)
    {
      const MootHtmlBlock *block = g_ptr_array_index (blocks->blocks, i);
      g_autofree char *markup = strip_links (block->markup);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, &text, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, block->text);
      g_assert_true (g_utf8_validate (block->text, -1, NULL));
      g_assert_cmpuint (block->n_quotes, <=, MOOT_HTML_BLOCKS_MAX_INDENT);
      g_assert_cmpuint (block->n_indents, <=, MOOT_HTML_BLOCKS_MAX_INDENT);
      n_bytes += strlen (block->text);
    }
  g_assert_cmpuint (n_bytes, <=, 2 * MOOT_HTML_BLOCKS_MAX_TEXT + 4096 * MOOT_HTML_BLOCKS_MAX_LINKS);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootHtmlBlocks) blocks = moot_html_blocks_parse (cases[i].html, NULL);
  g_autofree char *text = describe (blocks);

  g_assert_cmpstr (text, ==, cases[i].blocks);
  assert_sound (blocks);
}

static void
test_link_kinds (void)
{
  static const struct
  {
    const char *href;
    MootHtmlLinkKind kind;
    const char *text;
  } links[] = {
    { "https://a.example/@ada", MOOT_HTML_LINK_MENTION, "@ada" },
    { "https://a.example/tags/x", MOOT_HTML_LINK_HASHTAG, "#x" },
    { "https://a.example/page", MOOT_HTML_LINK_URL, "page" },
  };
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse ("<a class=\"u-url mention\" href=\"https://a.example/@ada\">@ada</a> "
                            "<a class='mention hashtag' href='https://a.example/tags/x'>#x</a>"
                            "<a class='mentionable' href='https://a.example/page'>page</a>",
                            NULL);

  g_assert_cmpuint (blocks->links->len, ==, G_N_ELEMENTS (links));
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      const MootHtmlLink *link = moot_html_blocks_find_link (blocks, links[i].href);

      g_assert_nonnull (link);
      g_assert_cmpint (link->kind, ==, links[i].kind);
      g_assert_cmpstr (link->text, ==, links[i].text);
    }
  g_assert_null (moot_html_blocks_find_link (blocks, "https://elsewhere.example/"));
}

static void
test_emojis (void)
{
  static const char *const names[] = { "blob", "cat_2", NULL };
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse ("<p>a :blob: :nope: <b>:cat_2:</b>:blob:x:y</p>", names);
  const MootHtmlBlock *block = g_ptr_array_index (blocks->blocks, 0);
  static const MootHtmlEmoji expected[] = { { 2, 0 }, { 13, 1 }, { 16, 0 } };

  g_assert_cmpstr (block->text, ==, "a \xef\xbf\xbc :nope: \xef\xbf\xbc\xef\xbf\xbcx:y");
  g_assert_cmpuint (block->emojis->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const MootHtmlEmoji *emoji = &g_array_index (block->emojis, MootHtmlEmoji, i);

      g_assert_cmpuint (emoji->offset, ==, expected[i].offset);
      g_assert_cmpuint (emoji->name, ==, expected[i].name);
    }
  assert_sound (blocks);
}

static void
test_text (void)
{
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse ("<p>a <b>b</b></p><ul><li>c</li></ul><hr><pre>d</pre>", NULL);
  g_autofree char *text = moot_html_blocks_dup_text (blocks);

  g_assert_cmpstr (text, ==, "a b\n• c\n\nd");
}

static void
repeat (GString    *html,
        const char *piece,
        guint       n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (html, piece);
}

static const struct
{
  const char *name;
  const char *piece;
  guint n;
} floods[] = {
  { "deep-quotes", "<blockquote>x", 400 },
  { "too-deep", "<blockquote><p>x", 5000 },
  { "deep-lists", "<ul><li>x", 200 },
  { "deep-styles", "<b><i>x", 200 },
  { "many-blocks", "<p>x</p>", 20000 },
  { "many-links", "<a href='https://x.example/'>x</a>", 3000 },
  { "much-text", "lorem ipsum ", 30000 },
  { "one-word", "aaaaaaaaaaaaaaaa", 20000 },
  { "many-breaks", "<br>", 50000 },
  { "many-code-breaks", "<pre>\n\n\n\n", 20000 },
  { "many-emojis", ":blob:", 20000 },
  { "many-colons", ":", 60000 },
  { "many-spans", "<span class='invisible'>", 300 },
};

static void
test_flood (gconstpointer data)
{
  static const char *const names[] = { "blob", NULL };
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) html = g_string_new (NULL);
  g_autoptr (MootHtmlBlocks) blocks = NULL;
  gint64 start = g_get_monotonic_time ();

  repeat (html, floods[i].piece, floods[i].n);
  blocks = moot_html_blocks_parse (html->str, names);
  assert_sound (blocks);
  g_test_message ("%s: %.1f ms", floods[i].name, (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

/* Pieces of HTML in any order, and bytes of no meaning between them. */
static void
test_random (void)
{
  static const char *const pieces[] = { "<p>",
                                        "</p>",
                                        "<b>",
                                        "</b>",
                                        "<i>",
                                        "</i>",
                                        "<a href='https://x.example/&amp;'>",
                                        "</a>",
                                        "<br>",
                                        "<ul>",
                                        "</ul>",
                                        "<ol start=7>",
                                        "</ol>",
                                        "<li>",
                                        "</li>",
                                        "<blockquote>",
                                        "</blockquote>",
                                        "<pre>",
                                        "</pre>",
                                        "<code>",
                                        "</code>",
                                        "<span class='invisible'>",
                                        "<span class=ellipsis>",
                                        "</span>",
                                        "&lt;",
                                        "text ",
                                        "\n",
                                        ":blob:",
                                        "https://y.example/",
                                        "<h1>",
                                        "</h1>",
                                        "<td>",
                                        "<hr>",
                                        "<img alt=x src=y>",
                                        "\xe2\x80\xae",
                                        "&#0;",
                                        "&#x1f600;",
                                        "<script>",
                                        "</script>",
                                        "\xff",
                                        "<!--",
                                        "-->",
                                        "<a>" };
  static const char *const names[] = { "blob", NULL };

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autoptr (MootHtmlBlocks) blocks = NULL;

      for (int k = g_test_rand_int_range (0, 40); k > 0; k--)
        g_string_append (html, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      blocks = moot_html_blocks_parse (html->str, names);
      assert_sound (blocks);
    }
}

static void
add_case (const char    *group,
          const char    *name,
          guint          i,
          GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/ui/html-blocks/%s/%s", group, name);

  g_test_add_data_func (path, GUINT_TO_POINTER (i), func);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    add_case ("case", cases[i].name, i, test_case);
  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    add_case ("flood", floods[i].name, i, test_flood);
  g_test_add_func ("/ui/html-blocks/link-kinds", test_link_kinds);
  g_test_add_func ("/ui/html-blocks/emojis", test_emojis);
  g_test_add_func ("/ui/html-blocks/text", test_text);
  g_test_add_func ("/ui/html-blocks/random", test_random);
  return g_test_run ();
}
