/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What people type: where addresses, mentions and tags begin and end, what HTML comes
 * of it, and how long it is. */
#include "moot-html.h"
#include "moot-text.h"

#include <string.h>

/* Each span in brackets behind its sign: u for addresses, m for mentions, t for tags. */
static const struct
{
  const char *name;
  const char *text;
  const char *marked;
} scans[] = {
  { "nothing", "plain words", "plain words" },
  { "empty", "", "" },

  { "url", "see https://a.example/x now", "see u[https://a.example/x] now" },
  { "url-only", "http://a.example", "u[http://a.example]" },
  { "url-case", "HTTPS://A.example/X", "u[HTTPS://A.example/X]" },
  { "url-full-stop", "https://a.example.", "u[https://a.example]." },
  { "url-path-full-stop", "https://a.example/x.html.", "u[https://a.example/x.html]." },
  { "url-comma", "https://a.example/x, y", "u[https://a.example/x], y" },
  { "url-question", "https://a.example/?q=1?", "u[https://a.example/?q=1]?" },
  { "url-exclamations", "https://a.example/x!!!", "u[https://a.example/x]!!!" },
  { "url-ellipsis", "https://a.example/x…", "u[https://a.example/x]…" },
  { "url-parentheses", "(https://a.example/x)", "(u[https://a.example/x])" },
  { "url-parentheses-stop", "(see https://a.example/x).", "(see u[https://a.example/x])." },
  { "url-wiki", "https://en.example/wiki/Moot_(law)", "u[https://en.example/wiki/Moot_(law)]" },
  { "url-wiki-in-parentheses", "(https://en.example/Moot_(law))",
    "(u[https://en.example/Moot_(law)])" },
  { "url-open-parenthesis", "https://a.example/x(", "u[https://a.example/x](" },
  { "url-brackets", "[https://a.example/x]", "[u[https://a.example/x]]" },
  { "url-query-brackets", "https://a.example/?a[]=1&b=2", "u[https://a.example/?a[]=1&b=2]" },
  { "url-quotes", "\"https://a.example/x\" 'https://b.example/y'",
    "\"u[https://a.example/x]\" 'u[https://b.example/y]'" },
  { "url-angle", "<https://a.example/x>", "<u[https://a.example/x]>" },
  { "url-tag", "<a href=\"https://a.example\">b</a>", "<a href=\"u[https://a.example]\">b</a>" },
  { "url-port", "https://a.example:8080/x", "u[https://a.example:8080/x]" },
  { "url-colon", "https://a.example: yes", "u[https://a.example]: yes" },
  { "url-loopback", "http://127.0.0.1:8080/x http://localhost:1/",
    "u[http://127.0.0.1:8080/x] u[http://localhost:1/]" },
  { "url-ipv6", "http://[2001:db8::1]:80/x", "u[http://[2001:db8::1]:80/x]" },
  { "url-fragment", "https://a.example/x#y", "u[https://a.example/x#y]" },
  { "url-at", "https://a.example/@bo/1", "u[https://a.example/@bo/1]" },
  { "url-at-hash", "https://a.example/#tag @bo", "u[https://a.example/#tag] m[@bo]" },
  { "url-idn", "https://müller.example/straße", "u[https://müller.example/straße]" },
  { "url-chinese", "看https://a.example/路。好", "看u[https://a.example/路]。好" },
  { "url-chinese-space", "看 https://a.example/路。好", "看 u[https://a.example/路]。好" },
  { "url-ideographic-space", "https://a.example\u3000x", "u[https://a.example]\u3000x" },
  { "url-emoji-before", "👉https://a.example/", "👉u[https://a.example/]" },
  { "url-userinfo", "https://bank.example@evil.example/", "https://bank.example@evil.example/" },
  { "url-password", "https://u:p@evil.example/", "https://u:p@evil.example/" },
  { "url-in-word", "xhttps://a.example/", "xhttps://a.example/" },
  { "url-no-host", "https:// https:///x https://. https://-",
    "https:// https:///x https://. https://-" },
  { "url-other-scheme", "javascript:alert(1) ftp://a.example/",
    "javascript:alert(1) ftp://a.example/" },
  { "url-bidi", "https://a.example/\u202egnp", "u[https://a.example/]\u202egnp" },
  { "url-newline", "https://a.example/x\nhttps://b.example/y",
    "u[https://a.example/x]\nu[https://b.example/y]" },
  { "url-twice", "https://a.example/?u=https://b.example/",
    "u[https://a.example/?u=https://b.example/]" },
  { "url-markdown", "[x](https://a.example/y)", "[x](u[https://a.example/y])" },
  { "url-star", "*https://a.example/y*", "*u[https://a.example/y]*" },
  { "url-hyphen", "https://a.example/y-", "u[https://a.example/y-]" },

  { "mention", "hi @bo!", "hi m[@bo]!" },
  { "mention-remote", "@mira@social.example hi", "m[@mira@social.example] hi" },
  { "mention-full-stop", "@mira@social.example.", "m[@mira@social.example]." },
  { "mention-local-stop", "ask @bo.", "ask m[@bo]." },
  { "mention-possessive", "@bo's and @bo’s", "m[@bo]'s and m[@bo]’s" },
  { "mention-parentheses", "(@bo) [@mira@social.example]", "(m[@bo]) [m[@mira@social.example]]" },
  { "mention-dots", "@a.b-c_d@x.example", "m[@a.b-c_d@x.example]" },
  { "mention-end-hyphen", "@bo- @bo_", "m[@bo]- m[@bo_]" },
  { "mention-colon", "@bo: @mira@social.example: yes", "m[@bo]: m[@mira@social.example]: yes" },
  { "mention-port",
    "@bo@127.0.0.1:8080 @bo@localhost:80 @bo@a.localhost:80 @bo@notlocalhost:80 @bo@a.example:80",
    "m[@bo@127.0.0.1:8080] m[@bo@localhost:80] m[@bo@a.localhost:80] "
    "m[@bo@notlocalhost]:80 m[@bo@a.example]:80" },
  { "mention-idn", "@bo@müller.example", "m[@bo@müller.example]" },
  { "mention-unicode", "@boé @ö", "@boé @ö" },
  { "mention-cjk-before", "你好 @bo，好", "你好 m[@bo]，好" },
  { "mention-emoji", "👋@bo👋", "👋m[@bo]👋" },
  { "mention-twice", "@bo @bo,@bo", "m[@bo] m[@bo],m[@bo]" },
  { "mention-lone", "@ bo @", "@ bo @" },
  { "mention-double", "@@bo", "@m[@bo]" },
  { "mention-dangling", "@bo@ x", "m[@bo]@ x" },
  { "mention-three", "@a@b@c", "m[@a@b]@c" },
  { "mail", "write to bo@coop.example please", "write to bo@coop.example please" },
  { "mail-dots", "a.b@coop.example c_@d.example", "a.b@coop.example c_@d.example" },
  { "mail-unicode", "ö@coop.example", "ö@coop.example" },
  { "mention-slash", "/@bo =@bo", "/@bo =@bo" },

  { "tag", "#coop rules", "t[#coop] rules" },
  { "tag-end", "we #Coop.", "we t[#Coop]." },
  { "tag-several", "#a#b #c,#d", "t[#a]#b t[#c],t[#d]" },
  { "tag-unicode", "#Genossenschaft_für_Öl #кооп #協同組合",
    "t[#Genossenschaft_für_Öl] t[#кооп] t[#協同組合]" },
  { "tag-digits", "#1 #2026 #１２", "#1 #2026 #１２" },
  { "tag-digits-letters", "#2026plan #plan2026", "t[#2026plan] t[#plan2026]" },
  { "tag-underscore", "#a_b #_ #__ #1_000", "t[#a_b] #_ #__ t[#1_000]" },
  { "tag-hyphen", "#co-op", "t[#co]-op" },
  { "tag-middle-dot", "#col·lectiu #a·", "t[#col·lectiu] t[#a]·" },
  { "tag-zwnj", "#می‌خواهم", "t[#می‌خواهم]" },
  { "tag-combining", "#cafe\u0301s", "t[#cafe\u0301s]" },
  { "tag-full-width", "＃coop", "t[＃coop]" },
  { "tag-in-word", "a#coop é#coop", "a#coop é#coop" },
  { "tag-after", "/#coop =#coop )#coop &#coop; &#39;", "/#coop =#coop )#coop &#coop; &#39;" },
  { "tag-parentheses", "(#coop)", "(t[#coop])" },
  { "tag-lone", "# #, C# ##", "# #, C# ##" },
  { "tag-keycap", "#️⃣", "#️⃣" },
  { "tag-emoji", "#coop🌱", "t[#coop]🌱" },
  { "tag-double", "##coop", "#t[#coop]" },
  { "tag-apostrophe", "#bo's", "t[#bo]'s" },

  { "nested", "(#coop https://a.example/@bo#x, @bo)",
    "(t[#coop] u[https://a.example/@bo#x], m[@bo])" },
  { "mention-tag", "@bo#coop", "m[@bo]#coop" },
};

static char *
mark (const char *text)
{
  g_autoptr (GArray) spans = moot_text_scan (text);
  GString *out = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const MootTextSpan *span = &g_array_index (spans, MootTextSpan, i);

      g_assert_cmpuint (span->start, >=, at);
      g_assert_cmpuint (span->end, >, span->start);
      g_string_append_len (out, text + at, (gssize) (span->start - at));
      g_string_append_c (out, "umt"[span->kind]);
      g_string_append_c (out, '[');
      g_string_append_len (out, text + span->start, (gssize) (span->end - span->start));
      g_string_append_c (out, ']');
      at = span->end;
    }
  g_string_append (out, text + at);
  return g_string_free (out, FALSE);
}

static void
test_scan (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *marked = mark (scans[i].text);

  g_assert_cmpstr (marked, ==, scans[i].marked);
}

static void
test_long_tag (void)
{
  g_autofree char *fits = g_strnfill (MOOT_TEXT_MAX_TAG, 'a');
  g_autofree char *fits_text = g_strdup_printf ("#%s", fits);
  g_autofree char *too_long = g_strdup_printf ("#%sa", fits);
  g_autofree char *fits_marked = mark (fits_text);
  g_autofree char *long_marked = mark (too_long);

  g_assert_true (g_str_has_prefix (fits_marked, "t[#"));
  g_assert_cmpstr (long_marked, ==, too_long);
}

static gboolean
resolve_cb (const char  *username,
            const char  *domain,
            char       **out_url,
            char       **out_acct,
            gpointer     data)
{
  guint *n_asked = data;

  if (n_asked != NULL)
    ++*n_asked;
  if (domain == NULL && g_ascii_strcasecmp (username, "bo") == 0)
    {
      *out_url = g_strdup ("https://coop.example/@bo");
      *out_acct = g_strdup ("bo");
      return TRUE;
    }
  if (g_strcmp0 (username, "mira") == 0 && g_strcmp0 (domain, "social.example") == 0)
    {
      *out_url = g_strdup ("https://social.example/@mira");
      *out_acct = g_strdup ("mira@social.example");
      return TRUE;
    }
  if (g_strcmp0 (username, "evil") == 0)
    {
      *out_url = g_strdup ("javascript:alert(1)");
      *out_acct = g_strdup ("evil");
      return TRUE;
    }
  return FALSE;
}

/* clang-format off */
#define URL(href, prefix, class, shown, rest) \
  "<a href=\"" href "\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">" \
  "<span class=\"invisible\">" prefix "</span><span class=\"" class "\">" shown "</span>" \
  "<span class=\"invisible\">" rest "</span></a>"
#define MENTION(url, name) \
  "<span class=\"h-card\" translate=\"no\"><a href=\"" url "\" class=\"u-url mention\">" \
  "@<span>" name "</span></a></span>"
#define TAG(path, name) \
  "<a href=\"https://coop.example/tags/" path "\" class=\"mention hashtag\" rel=\"tag\">" \
  "#<span>" name "</span></a>"
#define BO MENTION ("https://coop.example/@bo", "bo")
#define MIRA MENTION ("https://social.example/@mira", "mira")

static const struct
{
  const char *name;
  const char *text;
  const char *html;
  const char *mentions; /* joined by commas */
  const char *tags;
} htmls[] = {
  { "empty", "", "", "", "" },
  { "blank", " \n\t\r\n ", "", "", "" },
  { "plain", "hello", "<p>hello</p>", "", "" },
  { "escape", "<b>\"x\" & 'y'</b>",
    "<p>&lt;b&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/b&gt;</p>", "", "" },
  { "line", "a\nb\r\nc\rd", "<p>a<br />b<br />c<br />d</p>", "", "" },
  { "paragraphs", "a\n\nb\n\n\n\nc", "<p>a</p><p>b</p><p>c</p>", "", "" },
  { "trim", "\n\n a \n\n", "<p>a</p>", "", "" },
  { "paragraph-before-link", "a\n\n#b\n@bo",
    "<p>a</p><p>" TAG ("b", "b") "<br />" BO "</p>",
    "bo", "b" },
  { "control", "a\x01"
               "b\x7f",
    "<p>ab</p>", "", "" },
  { "invalid", "a\xff"
               "b",
    "<p>a\uFFFDb</p>", "", "" },
  { "url", "https://a.example/x",
    "<p>" URL ("https://a.example/x", "https://", "",
               "a.example/x", "") "</p>",
    "", "" },
  { "url-www", "http://www.a.example/",
    "<p>" URL ("http://www.a.example/", "http://www.", "",
               "a.example/", "") "</p>",
    "", "" },
  { "url-long", "https://a.example/0123456789012345678901234567890",
    "<p>" URL ("https://a.example/0123456789012345678901234567890", "https://", "ellipsis",
               "a.example/01234567890123456789", "01234567890") "</p>",
    "", "" },
  { "url-thirty", "https://a.example/01234567890123456789",
    "<p>" URL ("https://a.example/01234567890123456789", "https://", "",
               "a.example/01234567890123456789", "") "</p>",
    "", "" },
  { "url-ampersand", "https://a.example/?a=1&b='2'",
    "<p>" URL ("https://a.example/?a=1&amp;b=%272", "https://", "",
               "a.example/?a=1&amp;b=&#39;2", "") "&#39;</p>",
    "", "" },
  { "mention-local", "@bo hi", "<p>" BO " hi</p>", "bo",
    "" },
  { "mention-case", "@BO @bo", "<p>" BO " " BO "</p>", "bo", "" },
  { "mention-remote", "@mira@social.example, @bo",
    "<p>" MIRA ", " BO "</p>", "mira@social.example,bo", "" },
  { "mention-unknown", "@nobody @no@where.example", "<p>@nobody @no@where.example</p>", "", "" },
  { "mention-evil", "@evil", "<p>@evil</p>", "", "" },
  { "mail", "bo@coop.example", "<p>bo@coop.example</p>", "", "" },
  { "tag", "#Coop #coop #COOP",
    "<p>" TAG ("coop", "Coop") " " TAG ("coop", "coop") " " TAG ("coop", "COOP") "</p>", "",
    "coop" },
  { "tag-unicode", "#Öl #Ｗide", "<p>" TAG ("%C3%B6l", "Öl") " " TAG ("wide", "Ｗide") "</p>", "",
    "öl,wide" },
  { "emoji-code", "hi :bread: #a", "<p>hi :bread: " TAG ("a", "a") "</p>", "", "a" },
};
/* clang-format on */

static char *
join (GPtrArray *names)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? "," : "", (char *) g_ptr_array_index (names, i));
  return g_string_free (out, FALSE);
}

static void
test_html (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootText) text = moot_text_to_html (htmls[i].text, "https://coop.example",
                                                 resolve_cb, NULL);
  g_autofree char *mentions = join (text->mentions);
  g_autofree char *tags = join (text->tags);
  g_autofree char *clean = moot_html_sanitise (text->html);
  g_autofree char *words = moot_html_to_text (text->html);
  g_autofree char *clean_words = moot_html_to_text (clean);

  g_assert_cmpstr (text->html, ==, htmls[i].html);
  g_assert_cmpstr (mentions, ==, htmls[i].mentions);
  g_assert_cmpstr (tags, ==, htmls[i].tags);
  g_assert_cmpstr (words, ==, clean_words);
}

static void
test_resolver_is_optional (void)
{
  g_autoptr (MootText) text = moot_text_to_html ("@bo #a", "https://coop.example", NULL, NULL);

  g_assert_true (g_str_has_prefix (text->html, "<p>@bo <a "));
  g_assert_cmpuint (text->mentions->len, ==, 0);
}

static void
test_resolver_is_asked_a_bounded_number_of_times (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (MootText) text = NULL;
  guint n_asked = 0;

  for (guint i = 0; i < 2 * MOOT_TEXT_MAX_SPANS; i++)
    g_string_append_printf (many, "@n%u ", i);
  text = moot_text_to_html (many->str, "https://coop.example", resolve_cb, &n_asked);
  g_assert_cmpuint (n_asked, ==, MOOT_TEXT_MAX_SPANS);
}

static const struct
{
  const char *text;
  guint count;
} counts[] = {
  { "", 0 },
  { "hello", 5 },
  { "a\nb", 3 },
  { "a\r\nb", 3 },
  { "é", 1 },
  { "e\u0301", 1 },
  { "e\u0301\u0302\u0303x", 2 },
  { "\u0301", 1 },
  { "日本", 2 },
  { "각", 1 },
  { "\u1100\u1161\u11a8", 1 },
  { "\u1100\u1100\uac00\u11a8\uac01\u11a8\u1161", 3 },
  { "👍", 1 },
  { "👍🏽", 1 },
  { "👩‍👩‍👧‍👦", 1 },
  { "👩‍👩‍👧‍👦👩", 2 },
  { "🏳️‍🌈", 1 },
  { "❤️", 1 },
  { "1️⃣", 1 },
  { "🇬🇧", 1 },
  { "🇬🇧🇫🇷", 2 },
  { "🇬🇧🇫", 2 },
  { "a🇬", 2 },
  { "🏴\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F", 1 },
  { "a\u200db", 2 },
  { "नमस्ते", 4 },
  { "https://a.example/", 23 },
  { "https://a.example/very/long/path/that/goes/on/and/on", 23 },
  { "see https://a.example/x.", 4 + 23 + 1 },
  { "(https://a.example/x_(y))", 25 },
  { "@bo", 3 },
  { "@mira@social.example", 5 },
  { "@mira@social.example!", 6 },
  { "bo@coop.example", 15 },
  { "#coop @mira@social.example https://a.example", 5 + 1 + 5 + 1 + 23 },
};

static void
test_count (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      if (moot_text_count (counts[i].text) != counts[i].count)
        g_test_message ("text: %s", counts[i].text);
      g_assert_cmpuint (moot_text_count (counts[i].text), ==, counts[i].count);
    }
}

static void
test_flood (void)
{
  static const char *const units[] = { "@", "#", "@a", "#a", "https://", "https://a/(", "@a@",
                                       "a.", "@a.-",
                                       "#1", "\u0301", "👩‍", "((", "@a@1.", "&#" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (MootText) result = NULL;
      gint64 began_at = g_get_monotonic_time ();

      while (text->len < 512 * 1024)
        g_string_append (text, units[i]);
      result = moot_text_to_html (text->str, "https://coop.example", resolve_cb, NULL);
      g_assert_cmpuint (moot_text_count (text->str), >, 0);
      g_assert_cmpint (g_get_monotonic_time () - began_at, <, 5 * G_USEC_PER_SEC);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/text/scan/%s", scans[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_scan);
    }
  for (guint i = 0; i < G_N_ELEMENTS (htmls); i++)
    {
      g_autofree char *path = g_strdup_printf ("/base/text/html/%s", htmls[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_html);
    }
  g_test_add_func ("/base/text/long-tag", test_long_tag);
  g_test_add_func ("/base/text/resolver-is-optional", test_resolver_is_optional);
  g_test_add_func ("/base/text/resolver-is-bounded",
                   test_resolver_is_asked_a_bounded_number_of_times);
  g_test_add_func ("/base/text/count", test_count);
  g_test_add_func ("/base/text/flood", test_flood);
  return g_test_run ();
}
