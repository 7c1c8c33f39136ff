/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#include "oauth-browser.h"

#include <string.h>

TestBrowser *
test_browser_new (MootTestNode *node)
{
  TestBrowser *self = g_new0 (TestBrowser, 1);

  self->node = node;
  self->cookies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
test_browser_free (TestBrowser *self)
{
  g_hash_table_unref (self->cookies);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_free (self->html);
  g_free (self->location);
  g_free (self);
}

static void
keep_cookie (const char *name,
             const char *value,
             gpointer    data)
{
  TestBrowser *self = data;
  const char *equals = strchr (value, '=');
  gsize length = strcspn (value, ";");

  if (g_ascii_strcasecmp (name, "Set-Cookie") != 0)
    return;
  g_hash_table_replace (self->cookies, g_strndup (value, (gsize) (equals - value)),
                        g_strndup (equals + 1, length - (gsize) (equals + 1 - value)));
}

static void
add_cookies (TestBrowser *self,
             SoupMessage *message)
{
  g_autoptr (GString) header = g_string_new (NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->cookies);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_string_append_printf (header, "%s%s=%s", header->len > 0 ? "; " : "", (char *) name,
                            (char *) value);
  if (header->len > 0)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Cookie",
                                  header->str);
}

static void
send (TestBrowser *self,
      const char  *method,
      const char  *path,
      const char  *form)
{
  g_autofree char *uri = g_strconcat (self->node->base_url, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, uri);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  add_cookies (self, message);
  if (form != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
    }
  answer = soup_session_send_and_read (self->node->session, message, NULL, &error);
  g_assert_no_error (error);
  text = g_bytes_get_data (answer, &size);

  g_free (self->html);
  g_free (self->location);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  self->html = g_strndup (text != NULL ? text : "", size);
  self->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  self->location = g_strdup (soup_message_headers_get_one (self->headers, "Location"));
  self->status = soup_message_get_status (message);
  soup_message_headers_foreach (self->headers, keep_cookie, self);
}

/* Opens a page. */
void
test_browser_get (TestBrowser *self,
                  const char  *path)
{
  send (self, "GET", path, NULL);
}

static char *
unescape (const char *text)
{
  static const struct
  {
    const char *escaped;
    const char *plain;
  } entities[] = {
    { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" }, { "&amp;", "&" }
  };
  GString *plain = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (plain, entities[i].escaped, entities[i].plain, 0);
  return g_string_free (plain, FALSE);
}

/* Sends the form that goes to @action, with its hidden fields and @extra. */
void
test_browser_submit (TestBrowser *self,
                     const char  *action,
                     const char  *extra)
{
  g_autoptr (GRegex) field =
    g_regex_new ("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">", 0, 0, NULL);
  g_autofree char *opening = g_strdup_printf ("<form method=\"post\" action=\"%s\"", action);
  const char *form = strstr (self->html, opening);
  g_autofree char *inside = NULL;
  g_autoptr (GString) body = g_string_new (extra);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_nonnull (form);
  inside = g_strndup (form, (gsize) (strstr (form, "</form>") - form));
  for (g_regex_match (field, inside, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *escaped = g_match_info_fetch (match, 2);
      g_autofree char *value = unescape (escaped);

      g_string_append_printf (body, "&%s=", name);
      g_string_append_uri_escaped (body, value, NULL, FALSE);
    }
  send (self, "POST", action, body->str);
}

/* Fills in the sign-in form of the page. */
void
test_browser_sign_in (TestBrowser *self,
                      const char  *username,
                      const char  *password)
{
  g_autofree char *name = g_uri_escape_string (username, NULL, FALSE);
  g_autofree char *word = g_uri_escape_string (password, NULL, FALSE);
  g_autofree char *typed = g_strdup_printf ("username=%s&password=%s", name, word);

  test_browser_submit (self, "/auth/sign_in", typed);
}
