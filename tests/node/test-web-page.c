/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pages: every text comes out escaped, every template renders, none has scripts. */
#include "moot-web-page.h"

#include <string.h>

#define EVIL "<script>\"'&</script>"
#define HARMLESS "&lt;script&gt;&quot;&apos;&amp;&lt;/script&gt;"

static const struct
{
  const char *name;
  const char *wanted; /* what must be there, whatever is put in */
} templates[] = {
  { "code", "readonly" },
  { "consent", "value=\"authorize\"" },
  { "message", "<h1>" },
  { "sign-in", "type=\"password\"" },
  { "signed-in", "/auth/sign_out" },
};

static const char *const names[] = {
  "account",
  "client",
  "code",
  "coop_scope",
  "coop_scopes",
  "csrf",
  "error",
  "hidden",
  "notice",
  "scopes",
  "site",
  "target",
  "text",
  "title",
  "username",
  "website",
};

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, part)) != NULL; at += strlen (part))
    n++;
  return n;
}

static void
test_template (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (MootWebPage) empty = moot_web_page_new (templates[row].name, "Title");
  g_autoptr (MootWebPage) full = moot_web_page_new (templates[row].name, "Title");
  g_autofree char *empty_html = moot_web_page_render (empty);
  g_autofree char *full_html = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      moot_web_page_set (full, names[i], NULL);
      moot_web_page_add (full, names[i], EVIL, EVIL);
    }
  full_html = moot_web_page_render (full);

  g_assert_nonnull (strstr (full_html, templates[row].wanted));
  g_assert_nonnull (strstr (full_html, HARMLESS));
  g_assert_null (strstr (full_html, "<script"));
  g_assert_null (strstr (full_html, "{{"));
  g_assert_null (strstr (empty_html, "{{"));
  g_assert_cmpuint (count (full_html, "<form"), ==, count (full_html, "</form>"));
  g_assert_true (g_str_has_prefix (full_html, "<!doctype html>\n"));
  g_assert_cmpuint (count (full_html, "</html>"), ==, 1);
}

/* Each visible field has a label, each error is tied to its field. */
static void
test_sign_in_is_accessible (void)
{
  g_autoptr (MootWebPage) page = moot_web_page_new ("sign-in", "Sign in");
  g_autofree char *html = NULL;

  moot_web_page_set (page, "error", "wrong");
  html = moot_web_page_render (page);
  g_assert_nonnull (strstr (html, "<label for=\"username\">"));
  g_assert_nonnull (strstr (html, "id=\"username\""));
  g_assert_nonnull (strstr (html, "<label for=\"password\">"));
  g_assert_nonnull (strstr (html, "id=\"password\""));
  g_assert_nonnull (strstr (html, "autocapitalize=\"off\""));
  g_assert_cmpuint (count (html, "aria-describedby=\"sign-in-error\""), ==, 2);
  g_assert_cmpuint (count (html, "id=\"sign-in-error\""), ==, 1);
  g_assert_nonnull (strstr (html, "<html lang=\"en\">"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autofree char *path = g_strdup_printf ("/web-page/template/%s", templates[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_template);
    }
  g_test_add_func ("/web-page/sign-in-is-accessible", test_sign_in_is_accessible);
  return g_test_run ();
}
