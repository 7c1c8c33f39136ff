/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The sanitiser against what strangers send, and the text it leaves.  Every row is
 * also sanitised twice: the second pass must change nothing. */
#include "moot-html-parser.h"
#include "moot-html.h"

#include <string.h>

#define LINK(href, text) \
  "<a href=\"" href "\" rel=\"nofollow noopener\" target=\"_blank\">" text "</a>"

static const struct
{
  const char *name;
  const char *html;
  const char *clean;
} cases[] = {
  /* what must survive */
  { "empty", "", "" },
  { "text", "plain words", "plain words" },
  { "paragraphs", "<p>a</p><p>b<br>c</p>", "<p>a</p><p>b<br />c</p>" },
  { "br-forms", "a<br/>b<br />c<BR>d", "a<br />b<br />c<br />d" },
  { "upper-case", "<P>a <STRONG>b</STRONG></P>", "<p>a <strong>b</strong></p>" },
  { "inline", "<b>a</b><i>b</i><u>c</u><s>d</s><del>e</del><em>f</em><code>g</code>",
    "<b>a</b><i>b</i><u>c</u><s>d</s><del>e</del><em>f</em><code>g</code>" },
  { "ruby", "<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>",
    "<ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>" },
  { "ruby-unclosed", "<ruby>字<rt>ji<rp>)</ruby>", "<ruby>字<rt>ji</rt><rp>)</rp></ruby>" },
  { "lists", "<ul><li>a</li><li>b<ol start=\"3\" reversed><li value=\"7\">c</li></ol></li></ul>",
    "<ul><li>a</li><li>b<ol start=\"3\" reversed=\"reversed\"><li value=\"7\">c</li></ol></li>"
    "</ul>" },
  { "list-numbers", "<ol start=\"3x\"><li value=\"\">a</li><li value=\"-2\">b</li></ol>",
    "<ol><li>a</li><li value=\"-2\">b</li></ol>" },
  { "quote", "<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>" },
  { "pre", "<pre><code>a\n  b</code></pre>", "<pre><code>a\n  b</code></pre>" },
  { "entities", "&lt;b&gt; &amp; &quot;q&quot; &#39;s&#39; &eacute; &#x1F600;",
    "&lt;b&gt; &amp; &quot;q&quot; &#39;s&#39; é 😀" },
  { "unknown-entity", "&nosuch; &", "&amp;nosuch; &amp;" },
  { "bare-brackets", "1 < 2 > 0", "1 &lt; 2 &gt; 0" },
  { "link", "<a href=\"https://a.example/x?y=1&amp;z=2#f\">a</a>",
    LINK ("https://a.example/x?y=1&amp;z=2#f", "a") },
  { "mention",
    "<span class=\"h-card\" translate=\"no\"><a href=\"https://x.example/@bo\" "
    "class=\"u-url mention\">@<span>bo</span></a></span>",
    "<span class=\"h-card\" translate=\"no\"><a href=\"https://x.example/@bo\" "
    "rel=\"nofollow noopener\" target=\"_blank\" class=\"u-url mention\">@<span>bo</span></a>"
    "</span>" },
  { "hashtag", "<a href=\"https://x.example/tags/a\" class=\"mention hashtag\" rel=\"tag\">"
               "#<span>a</span></a>",
    "<a href=\"https://x.example/tags/a\" rel=\"tag nofollow noopener\" target=\"_blank\" "
    "class=\"mention hashtag\">#<span>a</span></a>" },
  { "shortened", "<span class=\"invisible\">https://</span><span class=\"ellipsis\">"
                 "a.example</span>",
    "<span class=\"invisible\">https://</span><span class=\"ellipsis\">a.example</span>" },
  { "quote-inline", "<p class=\"quote-inline\">RE: x</p>", "<p class=\"quote-inline\">RE: x</p>" },
  { "lang", "<p lang=\"cy\">a</p><p lang=\"x y\">b</p>", "<p lang=\"cy\">a</p><p>b</p>" },
  { "headings", "<h1>a</h1>b<h3>c <b>d</b></h3>",
    "<p><strong>a</strong></p>b<p><strong>c <b>d</b></strong></p>" },
  { "math", "<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x^2</annotation>"
            "</semantics></math> ok",
    "$x^2$ ok" },
  { "math-block",
    "<math display=\"block\"><annotation encoding=\"application/x-tex\">x</annotation></math>",
    "$$x$$" },
  { "math-script",
    "<math><annotation encoding=\"application/x-tex\"><b>&lt;script&gt;</b></annotation></math>",
    "$&lt;script&gt;$" },

  /* what loses its tags and keeps its text */
  { "unknown", "<blink>a</blink><x-y>b</x-y>", "ab" },
  { "div", "<div>a</div><div>b</div>", "a b " },
  { "table", "<table><tr><td>a</td><td>b</td></tr></table>", "a b " },
  { "img", "a<img src=x onerror=alert(1)>b", "ab" },
  { "form", "<form action=\"https://e.example\"><input name=a>b<button>c</button></form>", "bc" },
  { "class", "<p class=\"evil mention x\">a</p><p class=\"a b\">b</p>",
    "<p class=\"mention\">a</p><p>b</p>" },
  { "style-attribute", "<p style=\"position:fixed\" onclick=\"x()\" id=\"i\">a</p>", "<p>a</p>" },
  { "data-attribute", "<span data-x=\"1\" aria-label=\"b\">a</span>", "<span>a</span>" },
  { "translate-yes", "<span translate=\"yes\">a</span>", "<span>a</span>" },
  { "comment", "a<!-- <script>x</script> -->b", "ab" },
  { "doctype", "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>a", NULL },
  { "cdata", "<![CDATA[<script>x</script>]]>a", NULL },
  { "processing", "<?php evil() ?>a", NULL },
  { "base", "<base href=\"https://e.example/\">a", "a" },
  { "meta-charset", "<meta charset=\"iso-8859-1\">é", "é" },
  { "meta-refresh", "<meta http-equiv=\"refresh\" content=\"0;url=https://e.example\">a", "a" },

  /* what goes with all it holds */
  { "script", "a<script>alert('<b>x</b>')</script>b", "ab" },
  { "script-case", "a<ScRiPt src=//e.example>x</sCrIpT>b", "ab" },
  { "script-unclosed", "a<script>alert(1)", "a" },
  { "script-split", "<scr<script>ipt>alert(1)</scr</script>ipt>", NULL },
  { "style", "<style>p{background:url(javascript:x)}</style>b", "b" },
  { "iframe", "<iframe src=\"javascript:alert(1)\">x</iframe>b", "b" },
  { "object", "<object data=\"x\"><param name=a>y</object>b", "b" },
  { "embed", "<embed src=x>b", "b" },
  { "svg", "<svg onload=alert(1)><a href=\"javascript:x\"><text>y</text></a></svg>b", "b" },
  { "svg-nested", "<svg><svg>x</svg>y</svg>b", "b" },
  { "noscript", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">x</noscript>b",
    NULL },
  { "template", "<template><img src=x onerror=y>z</template>b", "b" },
  { "textarea", "<textarea><script>x</script></textarea>b", "b" },
  { "title", "<title><b>x</b></title>b", "b" },

  /* links that go nowhere */
  { "javascript", "<a href=\"javascript:alert(1)\">a</a>", "a" },
  { "javascript-case", "<a href=\"JaVaScRiPt:alert(1)\">a</a>", "a" },
  { "javascript-tab", "<a href=\"java\tscript:alert(1)\">a</a>", "a" },
  { "javascript-newline", "<a href=\"java&#10;script:alert(1)\">a</a>", "a" },
  { "javascript-entity", "<a href=\"&#106;avascript&colon;alert(1)\">a</a>", "a" },
  { "javascript-numeric",
    "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;x\">a</a>",
    "a" },
  { "javascript-control", "<a href=\"&#1;javascript:alert(1)\">a</a>", "a" },
  { "javascript-space", "<a href=\" &#14; javascript:alert(1)\">a</a>", "a" },
  { "vbscript", "<a href=\"vbscript:x\">a</a>", "a" },
  { "data", "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">a</a>", "a" },
  { "file", "<a href=\"file:///etc/passwd\">a</a>", "a" },
  { "mailto", "<a href=\"mailto:a@b.example\">a</a>", "a" },
  { "relative", "<a href=\"/x\">a</a><a href=\"x\">b</a><a href=\"//e.example\">c</a>", "abc" },
  { "fragment", "<a href=\"#x\">a</a>", "a" },
  { "no-href", "<a>a</a><a href>b</a><a href=\"\">c</a>", "abc" },
  { "half-scheme",
    "<a href=\"https:e.example\">a</a><a href=\"http:/e\">b</a><a href=\"https:///e\">c</a>",
    "abc" },
  { "scheme-prefix", "<a href=\"httpsx://e.example\">a</a>", "a" },
  { "other-schemes", "<a href=\"gemini://a.example/\">a</a><a href=\"magnet:?xt=1\">b</a>",
    LINK ("gemini://a.example/", "a") LINK ("magnet:?xt=1", "b") },
  { "scheme-case", "<a href=\"HTTPS://a.example/\">a</a>", LINK ("HTTPS://a.example/", "a") },
  { "href-quote", "<a href='https://a.example/\"onmouseover=\"x'>a</a>",
    LINK ("https://a.example/%22onmouseover=%22x", "a") },
  { "href-space", "<a href=\" https://a.example/a b \">a</a>",
    LINK ("https://a.example/a%20b", "a") },
  { "href-tab", "<a href=\"htt\tps://a.example/\">a</a>", LINK ("https://a.example/", "a") },
  { "href-bidi", "<a href=\"https://a.example/\u202egnp.exe\">a</a>",
    LINK ("https://a.example/%E2%80%AEgnp.exe", "a") },
  { "rel-ours", "<a href=\"https://a.example\" rel=\"me opener\" target=\"_top\" onclick=x>a</a>",
    LINK ("https://a.example", "a") },

  /* odd nesting */
  { "unclosed", "<p>a<b>b", "<p>a<b>b</b></p>" },
  { "misnested", "<b>a<i>b</b>c</i>", NULL },
  { "stray-ends", "a</p></b></div>b", NULL },
  { "p-in-p", "<p>a<p>b</p></p>", NULL },
  { "p-in-b", "<b><p>a</p></b>", "<b></b><p>a</p>" },
  { "p-in-b-hidden", "<b><x-y><p>a</p></x-y></b>c", "<b></b><p>a</p>c" },
  { "a-in-a",
    "<a href=\"https://a.example\">a<span><a href=\"https://b.example\">b</a></span></a>",
    LINK ("https://a.example", "a<span></span>") LINK ("https://b.example", "b") },
  { "ul-in-ol", "<ol><x-y><ul><li>a</ul></ol>",
    "<ol><li><ul><li>a</li></ul></li></ol>" },
  { "li-alone", "<li>a</li>b", "ab" },
  { "li-in-quote", "<ul><li><blockquote><li>a</li></blockquote></li></ul>",
    "<ul><li><blockquote>a</blockquote></li></ul>" },
  { "tag-soup", "<a <a <a <b", NULL },
  { "half-tag", "a<p", NULL },
  { "attribute-soup", "<p/class=\"mention\"/x='>a", NULL },
  { "null-entity", "a&#0;b&#xFFFFFFFF;c", NULL },
  { "body-attributes", "</body></html><body onload=x><p>a</p>", NULL },
  { "mutation-1", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
                  "onerror=alert(1)&gt;\">",
    NULL },
  { "mutation-2", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">", NULL },
  { "mutation-3", "<noscript><style></noscript><img src=x onerror=alert(1)></style>", NULL },
  { "backtick", "<img src=`x` onerror=`alert(1)`>a<a href=`javascript:x`>b</a>", "ab" },
  { "invalid-utf8", "a\xff\xfe<b>\xc3</b>", "a\uFFFD\uFFFD<b>\uFFFD</b>" },
  { "control", "a\x01\x1b[31m\x7f"
               "b",
    "a[31mb" },
};

/* No mark-up but ours: what every result must satisfy, whatever went in. */
static void
assert_harmless (const char *clean)
{
  static const char *const never[] = {
    "<script", "<img", "<svg", "<style", "<iframe", "<form", "<input", "<object", "<embed", "<meta",
    "<math", "<noscript", "<div", " on", " style=", "href=\"javascript", "href=\"data"
  };
  gboolean in_tag = FALSE;
  g_autoptr (GString) tags = g_string_new (NULL);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  for (const char *at = clean; *at != '\0'; at++)
    {
      g_assert_false (in_tag && *at == '<');
      g_assert_false (!in_tag && *at == '>');
      in_tag = *at == '<' || (in_tag && *at != '>');
      if (in_tag)
        g_string_append_c (tags, g_ascii_tolower (*at));
    }
  g_assert_false (in_tag);
  for (guint i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_null (strstr (tags->str, never[i]));
}

static char *
sanitise_twice (const char *html)
{
  g_autofree char *clean = moot_html_sanitise (html);
  char *again = moot_html_sanitise (clean);

  if (strlen (clean) < 4096)
    g_assert_cmpstr (again, ==, clean);
  g_assert_true (g_str_equal (again, clean));
  assert_harmless (again);
  return again;
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *clean = sanitise_twice (cases[i].html);

  if (cases[i].clean != NULL)
    g_assert_cmpstr (clean, ==, cases[i].clean);
}

/* Pieces that meet in unlucky ways; every seed is one document. */
static void
test_soup (void)
{
  static const char *const pieces[] = {
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=\"https://a.example/\">",
    "</a>",
    "<ul>",
    "</ul>",
    "<ol>",
    "</ol>",
    "<li>",
    "</li>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<div>",
    "</div>",
    "<br>",
    "x",
    " ",
    "\n",
    "&lt;",
    "<span class=\"mention\">",
    "</span>",
    "<ruby>",
    "<rt>",
    "<rp>",
    "</ruby>",
    "<x-y>",
    "</x-y>",
    "<svg>",
    "</svg>",
    "<script>",
    "</script>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<math>",
    "<annotation encoding=\"application/x-tex\">",
    "</math>",
    "</body>",
    "<code>",
    "</code>",
    "<i>",
    "</i>",
    "<!--",
    "-->",
    "<dl>",
    "<dd>",
    "<form>",
    "</form>",
    "<center>",
    "</center>",
    "<button>",
    "<select>",
    "<option>",
    "<font>",
    "</font>",
    "<",
    ">",
    "\"",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260102);

  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autofree char *clean = NULL;
      gint n_pieces = g_rand_int_range (rand, 1, 30);

      while (n_pieces-- > 0)
        g_string_append (html, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      clean = sanitise_twice (html->str);
    }
}

static const struct
{
  const char *name;
  const char *unit;
  const char *end;
  const char *tail;
} floods[] = {
  { "nested-b", "<b>", "", "x" },
  { "nested-closed", "<b>", "</i>", "x" },
  { "nested-quotes", "<blockquote>", "", "x" },
  { "half-links", "<a <a ", "", "" },
  { "entities", "&#x41;", "", "" },
  { "ampersands", "&", "", "" },
  { "brackets", "<", "", "" },
  { "comments", "<!--", "", "" },
  { "attributes", " a=\"b\"", "", "" },
  { "breaks", "<br>", "", "" },
  { "lists", "<ul><li>", "", "x" },
  { "paragraphs", "<p>", "</b>", "x" },
};

static void
test_flood (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GString) html = g_string_new (g_str_equal (floods[i].name,
                                                        "attributes")
                                             ? "<p"
                                             : NULL);
  g_autofree char *clean = NULL;
  g_autofree char *text = NULL;
  gint64 began_at = g_get_monotonic_time ();
  gsize half = *floods[i].end != '\0' ? 500 * 1024 : 1000 * 1024;

  while (html->len < half)
    g_string_append (html, floods[i].unit);
  while (*floods[i].end != '\0' && html->len < 1000 * 1024)
    g_string_append (html, floods[i].end);
  g_string_append (html, floods[i].tail);

  clean = sanitise_twice (html->str);
  text = moot_html_to_text (html->str);
  g_assert_cmpuint (strlen (clean), <=, MOOT_HTML_MAX_BYTES);
  g_assert_cmpint (g_get_monotonic_time () - began_at, <, 10 * G_USEC_PER_SEC);
}

static void
test_limits (void)
{
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char *clean = NULL;
  g_autofree char *many = NULL;
  guint n_open = 0;

  for (guint i = 0; i < 200; i++)
    g_string_append (html, "<b>");
  g_string_append (html, "deep");
  clean = sanitise_twice (html->str);
  for (const char *at = clean; (at = strstr (at, "<b>")) != NULL; at++)
    n_open++;
  g_assert_cmpuint (n_open, ==, MOOT_HTML_MAX_DEPTH);
  g_assert_nonnull (strstr (clean, "deep"));

  g_string_truncate (html, 0);
  for (guint i = 0; i < MOOT_HTML_MAX_ELEMENTS + 100; i++)
    g_string_append (html, "<b>x</b>");
  many = sanitise_twice (html->str);
  n_open = 0;
  for (const char *at = many; (at = strstr (at, "<b>")) != NULL; at++)
    n_open++;
  g_assert_cmpuint (n_open, ==, MOOT_HTML_MAX_ELEMENTS);
  g_assert_nonnull (strstr (many, "</b>xxxx"));
}

/* Beyond the limit the parser gives up; the words are still there. */
static void
test_too_deep (void)
{
  g_autoptr (GString) html = g_string_new ("before ");
  g_autofree char *clean = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < MOOT_HTML_MAX_OPEN + 10; i++)
    g_string_append (html, "<b>");
  g_string_append (html, "after & <i>end</i>");
  clean = sanitise_twice (html->str);
  text = moot_html_to_text (html->str);
  g_assert_cmpstr (clean, ==, "<p>before after &amp; end</p>");
  g_assert_cmpstr (text, ==, "before after & end");
}

static void
test_cut_in_character (void)
{
  for (guint offset = 0; offset < 4; offset++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autofree char *clean = NULL;

      for (guint i = 0; i < offset; i++)
        g_string_append_c (html, 'a');
      while (html->len < MOOT_HTML_MAX_BYTES + 100)
        g_string_append (html, "😀");
      clean = sanitise_twice (html->str);
      g_assert_null (strstr (clean, "\uFFFD"));
      g_assert_cmpuint (strlen (clean), <=, MOOT_HTML_MAX_BYTES);
      g_assert_cmpuint (strlen (clean), >, MOOT_HTML_MAX_BYTES - 4096);
    }
}

static const struct
{
  const char *html;
  const char *text;
} texts[] = {
  { "", "" },
  { "<p>a</p><p>b<br>c</p>", "a\n\nb\nc" },
  { "<p>a\n  b&nbsp;c</p>", "a b\u00a0c" },
  { "a <b> b</b>c", "a bc" },
  { "<ul><li>a</li><li> <b>b</b></li><li><p>c</p></li></ul>d", "- a\n- b\n- c\n\nd" },
  { "<pre>a\n  b\n\nc</pre>", "a\n  b\n\nc" },
  { "<h1>t</h1>x", "t\n\nx" },
  { "<div>a</div><div>b</div>", "a\nb" },
  { "a<script>x</script>b", "ab" },
  { "<p>&lt;b&gt; &amp;amp;</p>", "<b> &amp;" },
  { "<a href=\"https://a.example/long\"><span class=\"invisible\">https://</span>"
    "<span class=\"ellipsis\">a.example</span><span class=\"invisible\">/long</span></a>",
    "https://a.example/long" },
  { "<p></p><p> </p><p>a</p>  ", "a" },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = moot_html_to_text (texts[i].html);
      g_autofree char *clean = moot_html_sanitise (texts[i].html);
      g_autofree char *clean_text = moot_html_to_text (clean);

      g_assert_cmpstr (text, ==, texts[i].text);
      if (strstr (texts[i].html, "<div") == NULL)
        g_assert_cmpstr (clean_text, ==, texts[i].text);
    }
}

static void
test_escape (void)
{
  g_autofree char *escaped = moot_html_escape ("<a href='x'>\"&amp;\"\n\r\x02</a>");

  g_assert_cmpstr (escaped, ==,
                   "&lt;a href=&#39;x&#39;&gt;&quot;&amp;amp;&quot;\n&lt;/a&gt;");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/html/sanitise/s70-%s", cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/html/flood/s70-%s", floods[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_flood);
    }
  g_test_add_func ("/base/html/soup", test_soup);
  g_test_add_func ("/base/html/limits", test_limits);
  g_test_add_func ("/base/html/too-deep", test_too_deep);
  g_test_add_func ("/base/html/cut-in-character", test_cut_in_character);
  g_test_add_func ("/base/html/text", test_text);
  g_test_add_func ("/base/html/escape", test_escape);
  return g_test_run ();
}
