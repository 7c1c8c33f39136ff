/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Texts of a Loomio server: HTML of its editor or Markdown, by strangers, made clean.  Tasks in
 * them keep their boxes, as signs. Thread: any. */
#include "moot-loomio-private.h"

#include "moot-html.h"
#include "moot-markdown.h"

#include <string.h>

#define OPEN_BOX "☐ "
#define TICKED_BOX "☑ "

/* `<li data-type="taskItem" data-checked="true" …>` */
static gboolean
append_item (GString    *out,
             const char *tag,
             gsize       length)
{
  g_autofree char *text = g_strndup (tag, length);

  g_string_append (out, text);
  if (strstr (text, "data-checked=\"true\"") != NULL)
    g_string_append (out, TICKED_BOX);
  else if (strstr (text, "data-checked=") != NULL || strstr (text, "\"taskItem\"") != NULL)
    g_string_append (out, OPEN_BOX);
  else
    return FALSE;
  return TRUE;
}

/* The box of the editor and what it wraps the text in: they would break the line. */
static const char *
skip_box (const char *from)
{
  static const char *const tags[] = { "<label", "</label", "<input", "<span", "</span", "<div",
                                      "<p" };
  const char *end;

  for (guint i = 0; i < G_N_ELEMENTS (tags);)
    {
      const gsize length = strlen (tags[i]);

      end = strchr (from, '>');
      if (end != NULL && strncmp (from, tags[i], length) == 0 &&
          (from[length] == '>' || from[length] == ' '))
        {
          from = end + 1;
          i = 0;
        }
      else
        i++;
    }
  return from;
}

static char *
mark_tasks (const char *html)
{
  GString *out = g_string_new (NULL);
  const char *from = html;
  const char *tag;

  while ((tag = strstr (from, "<li")) != NULL)
    {
      const char *end = strchr (tag, '>');

      if (end == NULL)
        break;
      g_string_append_len (out, from, tag - from);
      from = end + 1;
      if (append_item (out, tag, (gsize) (from - tag)))
        from = skip_box (from);
    }
  g_string_append (out, from);
  return g_string_free (out, FALSE);
}

/* `- [ ] text`, which the Markdown in use leaves as it is. */
static char *
dup_markdown (const char *text,
              const char *server)
{
  static const struct
  {
    const char *written;
    const char *shown;
  } boxes[] = {
    { "<li>[ ] ", "<li>" OPEN_BOX },
    { "<li>[x] ", "<li>" TICKED_BOX },
    { "<li>[X] ", "<li>" TICKED_BOX },
    { "<li>\n<p>[ ] ", "<li><p>" OPEN_BOX },
    { "<li>\n<p>[x] ", "<li><p>" TICKED_BOX },
  };
  MootText *made = moot_markdown_to_html (text, server, NULL, NULL);
  GString *html = g_string_new (made->html);

  moot_text_free (made);
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    g_string_replace (html, boxes[i].written, boxes[i].shown, 0);
  return g_string_free (html, FALSE);
}

/** moot_loomio_dup_html: (transfer full): clean HTML; %NULL is an empty text */
char *
moot_loomio_dup_html (const char *text,
                      const char *format,
                      const char *server)
{
  g_autofree char *html = NULL;

  if (text == NULL || *text == '\0')
    return g_strdup ("");
  html = g_strcmp0 (format, "html") == 0 ? mark_tasks (text) : dup_markdown (text, server);
  return moot_html_sanitise (html);
}
