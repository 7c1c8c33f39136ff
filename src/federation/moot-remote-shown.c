/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is shown of an object of another server: a short text as it is; of anything else the title,
 * for an event when and where it is, the text, and a link to the whole.
 * Spec: Activity Streams Vocabulary; Mastodon, "Object".
 * Thread: any. */
#include "moot-html.h"
#include "moot-markdown.h"
#include "moot-remote-object.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <string.h>

static gboolean
is_short (const MootRemoteObject *self)
{
  return self->kind == MOOT_OBJECT_NOTE || self->kind == MOOT_OBJECT_QUESTION ||
         self->kind == MOOT_OBJECT_CHAT_MESSAGE;
}

/* A paragraph with the text escaped, in @element if there is one. */
static void
append_paragraph (GString    *html,
                  const char *element,
                  const char *text)
{
  g_string_append_printf (html, "<p>%s%s%s", element != NULL ? "<" : "",
                          element != NULL ? element : "", element != NULL ? ">" : "");
  moot_html_append_escaped (html, text, strlen (text));
  if (element != NULL)
    g_string_append_printf (html, "</%s>", element);
  g_string_append (html, "</p>");
}

/* PeerTube writes Markdown where others write HTML, and says so. */
static char *
dup_text (const MootRemoteObject *self)
{
  const char *text = self->content != NULL ? self->content : self->summary;
  const char *type = moot_wild_get_text (self->json, "mediaType");
  MootText *understood;
  char *safe;

  if (text == NULL || text != self->content ||
      (g_strcmp0 (type, "text/markdown") != 0 && g_strcmp0 (type, "text/plain") != 0))
    return moot_html_sanitise (text != NULL ? text : "");
  understood = g_str_equal (type, "text/markdown") ? moot_markdown_to_html (text, "", NULL, NULL)
                                                   : moot_text_to_html (text, "", NULL, NULL);
  safe = moot_html_sanitise (understood->html);
  moot_text_free (understood);
  return safe;
}

/* Dates in figures: they are read in every language. */
static char *
dup_time_of_event (const MootRemoteObject *self)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (self->starts_at / 1000);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (self->ends_at / 1000);
  g_autofree char *from = start != NULL ? g_date_time_format (start, "%F %H:%M") : NULL;
  g_autofree char *to = NULL;

  if (self->starts_at == 0 || from == NULL)
    return NULL;
  if (self->ends_at <= self->starts_at || end == NULL)
    return g_strconcat (from, " UTC", NULL);
  if (g_date_time_get_year (start) == g_date_time_get_year (end) &&
      g_date_time_get_day_of_year (start) == g_date_time_get_day_of_year (end))
    to = g_date_time_format (end, "%H:%M");
  else
    to = g_date_time_format (end, "%F %H:%M");
  return g_strdup_printf ("%s – %s UTC", from, to);
}

static void
append_event (GString                *html,
              const MootRemoteObject *self)
{
  JsonObject *place = moot_wild_get_object (self->json, "location");
  JsonObject *address = moot_wild_get_object (place, "address");
  g_autofree char *when = dup_time_of_event (self);
  g_autofree char *name = moot_wild_dup_line (place, "name");
  g_autofree char *street = address != NULL ? moot_wild_dup_line (address, "streetAddress")
                                            : moot_wild_dup_line (place, "address");
  g_autofree char *town = moot_wild_dup_line (address, "addressLocality");
  const char *const parts[] = { when, name, street, town };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", parts[i]);
  if (line->len > 0)
    append_paragraph (html, NULL, line->str);
}

/**
 * moot_remote_object_dup_html:
 * @self: an object
 *
 * What to show of it, whatever it is: the title, the text or else the summary, and for anything
 * that is no short text a link to the whole.
 *
 * Returns: (transfer full): HTML that is safe to show
 */
char *
moot_remote_object_dup_html (const MootRemoteObject *self)
{
  g_autofree char *safe = dup_text (self);
  GString *html;

  if (is_short (self))
    return g_steal_pointer (&safe);
  html = g_string_new (NULL);
  if (self->title != NULL)
    append_paragraph (html, "strong", self->title);
  if (self->kind == MOOT_OBJECT_EVENT)
    append_event (html, self);
  g_string_append (html, safe);
  if (self->uri != NULL || moot_uri_is_http (self->id))
    {
      const char *uri = self->uri != NULL ? self->uri : self->id;
      g_autofree char *link = g_markup_printf_escaped ("<p><a href=\"%s\">%s</a></p>", uri, uri);
      g_autofree char *safe_link = moot_html_sanitise (link);

      g_string_append (html, safe_link);
    }
  return g_string_free (html, FALSE);
}
