/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a member types becomes the HTML that the world sees: escaped, in paragraphs,
 * with links on addresses, people and tags, in the shape Mastodon's clients expect.
 * Pure functions; who is meant by a mention is asked of the caller.
 * Thread: any. */
#include "moot-text.h"

#include <string.h>

#include "moot-html.h"

#define SHOWN_OF_URL 30 /* characters of an address that stay visible */

typedef struct
{
  MootText *text;
  GString *out;
  const char *base_url;
  MootTextResolve resolve;
  gpointer data;
  gboolean in_paragraphs;
  guint n_newlines; /* seen since the last visible character */
} Writer;

static void
remember (GPtrArray *names,
          char      *name)
{
  if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
    g_free (name);
  else
    g_ptr_array_add (names, name);
}

static void
begin_visible (Writer *writer)
{
  if (writer->n_newlines == 1)
    g_string_append (writer->out, "<br />");
  else if (writer->n_newlines > 1)
    g_string_append (writer->out, "</p><p>");
  writer->n_newlines = 0;
}

static void
append_plain (Writer     *writer,
              const char *text,
              gsize       n_bytes)
{
  gsize start = 0;

  for (gsize i = 0; i < n_bytes; i++)
    {
      if (!writer->in_paragraphs || text[i] != '\n')
        continue;
      if (i > start)
        {
          begin_visible (writer);
          moot_html_append_escaped (writer->out, text + start, i - start);
        }
      writer->n_newlines++;
      start = i + 1;
    }
  if (n_bytes > start)
    {
      begin_visible (writer);
      moot_html_append_escaped (writer->out, text + start, n_bytes - start);
    }
}

static void
append_url (Writer     *writer,
            const char *url,
            gsize       n_bytes)
{
  const char *end = url + n_bytes;
  const char *shown = strstr (url, "://") + 3;
  const char *rest;
  g_autofree char *copy = g_strndup (url, n_bytes);
  g_autofree char *href = moot_html_dup_safe_href (copy);

  if (href == NULL)
    {
      append_plain (writer, url, n_bytes);
      return;
    }
  if (end - shown > 4 && g_ascii_strncasecmp (shown, "www.", 4) == 0)
    shown += 4;

  rest = shown;
  for (guint i = 0; i < SHOWN_OF_URL && rest < end; i++)
    rest = g_utf8_next_char (rest);

  begin_visible (writer);
  g_string_append (writer->out, "<a href=\"");
  moot_html_append_escaped (writer->out, href, strlen (href));
  g_string_append (writer->out, "\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
                                "<span class=\"invisible\">");
  moot_html_append_escaped (writer->out, url, (gsize) (shown - url));
  g_string_append_printf (writer->out, "</span><span class=\"%s\">", rest < end ? "ellipsis" : "");
  moot_html_append_escaped (writer->out, shown, (gsize) (rest - shown));
  g_string_append (writer->out, "</span><span class=\"invisible\">");
  moot_html_append_escaped (writer->out, rest, (gsize) (end - rest));
  g_string_append (writer->out, "</span></a>");
}

static void
append_mention (Writer             *writer,
                const char         *text,
                const MootTextSpan *span)
{
  gboolean is_remote = span->name_end < span->end;
  g_autofree char *username = g_strndup (text + span->start + 1, span->name_end - span->start - 1);
  g_autofree char *domain = is_remote ? g_strndup (text + span->name_end + 1,
                                                   span->end - span->name_end - 1)
                                      : NULL;
  g_autofree char *url = NULL;
  g_autofree char *href = NULL;
  char *acct = NULL;

  if (writer->resolve != NULL && writer->resolve (username, domain, &url, &acct, writer->data))
    href = moot_html_dup_safe_href (url);
  if (href == NULL)
    {
      g_free (acct);
      append_plain (writer, text + span->start, span->end - span->start);
      return;
    }

  begin_visible (writer);
  g_string_append (writer->out, "<span class=\"h-card\" translate=\"no\"><a href=\"");
  moot_html_append_escaped (writer->out, href, strlen (href));
  g_string_append (writer->out, "\" class=\"u-url mention\">@<span>");
  moot_html_append_escaped (writer->out, acct, strcspn (acct, "@"));
  g_string_append (writer->out, "</span></a></span>");
  remember (writer->text->mentions, acct);
}

static void
append_tag (Writer     *writer,
            const char *tag,
            gsize       n_bytes)
{
  const char *name = g_utf8_next_char (tag);
  g_autofree char *typed = g_strndup (name, n_bytes - (gsize) (name - tag));
  char *normal = moot_text_normalise_tag (typed);
  g_autofree char *path = g_uri_escape_string (normal, NULL, FALSE);

  begin_visible (writer);
  g_string_append (writer->out, "<a href=\"");
  moot_html_append_escaped (writer->out, writer->base_url, strlen (writer->base_url));
  g_string_append_printf (writer->out, "/tags/%s\" class=\"mention hashtag\" rel=\"tag\">#<span>",
                          path);
  moot_html_append_escaped (writer->out, typed, strlen (typed));
  g_string_append (writer->out, "</span></a>");
  remember (writer->text->tags, normal);
}

static void
append_all (Writer     *writer,
            const char *text)
{
  g_autoptr (GArray) spans = moot_text_scan (text);
  gsize at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const MootTextSpan *span = &g_array_index (spans, MootTextSpan, i);

      append_plain (writer, text + at, span->start - at);
      at = span->end;
      switch (span->kind)
        {
        case MOOT_TEXT_SPAN_URL:
          append_url (writer, text + span->start, span->end - span->start);
          break;
        case MOOT_TEXT_SPAN_MENTION:
          append_mention (writer, text, span);
          break;
        case MOOT_TEXT_SPAN_TAG:
          append_tag (writer, text + span->start, span->end - span->start);
          break;
        }
    }
  append_plain (writer, text + at, strlen (text + at));
}

/* Valid, with one kind of newline and nothing around it. */
static char *
tidy (const char *text)
{
  char *valid = g_utf8_make_valid (text, -1);
  char *to = valid;

  for (const char *from = valid; *from != '\0'; from++)
    if (from[0] != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';
  *to = '\0';
  return g_strstrip (valid);
}

/**
 * moot_text_new:
 *
 * Returns: (transfer full): a text without words, for moot_text_append_inline()
 */
MootText *
moot_text_new (void)
{
  MootText *self = g_new0 (MootText, 1);

  self->mentions = g_ptr_array_new_with_free_func (g_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * moot_text_append_inline:
 * @self: where mentions and tags are noted
 * @out: where the HTML goes
 * @text: valid UTF-8
 * @base_url: this server, without a slash at the end: tags link below it
 * @resolve: (nullable) (scope call): who knows the accounts
 * @data: for @resolve
 *
 * Writes a piece of text as it stands in a line: escaped, with links, without
 * paragraphs.
 */
void
moot_text_append_inline (MootText        *self,
                         GString         *out,
                         const char      *text,
                         const char      *base_url,
                         MootTextResolve  resolve,
                         gpointer         data)
{
  Writer writer = { self, out, base_url, resolve, data, FALSE, 0 };

  append_all (&writer, text);
}

/**
 * moot_text_to_html:
 * @text: what a member typed
 * @base_url: this server, without a slash at the end: tags link below it
 * @resolve: (nullable) (scope call): who knows the accounts
 * @data: for @resolve
 *
 * Turns plain text into the HTML of a status.
 *
 * Empty lines set paragraphs apart, other line breaks stay; addresses are shortened
 * for the eye with the `invisible` and `ellipsis` spans; mentions become links when
 * @resolve knows the account and stay text otherwise.  The result is clean: the
 * sanitiser would only add `rel` and `target` to the links on people and tags.
 *
 * Spec: Mastodon, TextFormatter.
 * Thread: any.
 *
 * Returns: (transfer full): HTML, mentions and tags
 */
MootText *
moot_text_to_html (const char      *text,
                   const char      *base_url,
                   MootTextResolve  resolve,
                   gpointer         data)
{
  g_autofree char *tidied = NULL;
  Writer writer = { NULL, NULL, base_url, resolve, data, TRUE, 0 };
  MootText *self;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  self = moot_text_new ();
  writer.text = self;
  writer.out = g_string_new (NULL);
  tidied = tidy (text);
  if (*tidied != '\0')
    {
      g_string_append (writer.out, "<p>");
      append_all (&writer, tidied);
      g_string_append (writer.out, "</p>");
    }
  self->html = g_string_free (writer.out, FALSE);
  return self;
}

/**
 * moot_text_free:
 * @self: (nullable): text, HTML, mentions and tags
 */
void
moot_text_free (MootText *self)
{
  if (self == NULL)
    return;

  g_free (self->html);
  g_clear_pointer (&self->mentions, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_free (self);
}
