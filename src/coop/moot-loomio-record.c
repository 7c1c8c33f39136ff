/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Texts and polls of a Loomio export as they are kept: clean HTML of strangers, and of a poll what
 * was asked, how each option did, who chose what where that was public, and what came of it.
 * Thread: any. */
#include "moot-loomio-record.h"

#include "moot-html.h"
#include "moot-texts.h"

#include <string.h>

#define TEXT_MAX (128 * 1024) /* bytes of one text */
#define NAMES_MAX 1000        /* voters named below a poll */

/** moot_loomio_text_new: (transfer full): a text of a stranger, made clean; @text may be %NULL */
MootLoomioText *
moot_loomio_text_new (const char     *text,
                      const char     *format,
                      const MootSite *site)
{
  MootLoomioText *self = g_new0 (MootLoomioText, 1);
  g_autofree char *cut = NULL;

  if (text != NULL && strlen (text) > TEXT_MAX)
    cut = g_utf8_make_valid (text, TEXT_MAX);
  if (cut != NULL)
    text = cut;
  if (text == NULL)
    text = "";
  if (g_strcmp0 (format, "html") == 0)
    {
      self->html = moot_html_sanitise (text);
      self->source = moot_html_to_text (self->html);
    }
  else
    {
      self->source = moot_text_dup_trimmed (text);
      self->html = moot_text_render (site, self->source);
    }
  return self;
}

/** moot_loomio_text_put_name: whose words they are, where the author is no member here */
void
moot_loomio_text_put_name (MootLoomioText *self,
                           const char     *name)
{
  g_autofree char *escaped = moot_html_escape (name);
  char *source = g_strdup_printf ("%s:\n\n%s", name, self->source);
  char *html = g_strdup_printf ("<p><strong>%s</strong></p>%s", escaped, self->html);

  g_free (self->source);
  g_free (self->html);
  self->source = source;
  self->html = html;
}

/** moot_loomio_text_free: a text */
void
moot_loomio_text_free (MootLoomioText *self)
{
  if (self == NULL)
    return;

  g_free (self->source);
  g_free (self->html);
  g_free (self);
}

/** moot_loomio_record_dup_name: (transfer full): of somebody, who may not be in the file */
char *
moot_loomio_record_dup_name (JsonObject *user)
{
  const char *name = moot_json_get_string (user, "name");

  if (name == NULL || *name == '\0')
    name = moot_json_get_string (user, "username");
  if (name == NULL || *name == '\0')
    name = "A former member";
  return g_utf8_substring (name, 0, MIN (MOOT_TITLE_MAX, g_utf8_strlen (name, -1)));
}

/** moot_loomio_record_dup_title: (transfer full): of a discussion or a poll, never empty */
char *
moot_loomio_record_dup_title (JsonObject *record)
{
  const char *title = moot_json_get_string (record, "title");
  g_autofree char *trimmed = g_strstrip (g_strdup (title != NULL ? title : ""));

  if (*trimmed == '\0')
    return g_strdup ("Without a title");
  return g_utf8_substring (trimmed, 0, MIN (MOOT_TITLE_MAX, g_utf8_strlen (trimmed, -1)));
}

/* Polls -------------------------------------------------------------------------------------- */

typedef struct
{
  gint64 votes;
  gint64 score;
  GString *names;
  guint n_names;
} Line;

static gboolean
is_counted (JsonObject *stance)
{
  JsonNode *latest = json_object_get_member (stance, "latest");

  return moot_json_get_string (stance, "cast_at") != NULL &&
         moot_json_get_string (stance, "revoked_at") == NULL &&
         (latest == NULL || moot_json_get_boolean (stance, "latest"));
}

static void
add_name (MootLoomioExport *exported,
          JsonObject       *stance,
          Line             *line)
{
  g_autofree char *name = NULL;

  if (line->n_names++ >= NAMES_MAX)
    return;
  name = moot_loomio_record_dup_name (
    moot_loomio_export_find (exported, "users", moot_json_get_int (stance, "participant_id")));
  g_string_append_printf (line->names, "%s%s", line->names->len > 0 ? ", " : "", name);
}

/* Named votes are stances; those of detached ballots have no name at all. */
static void
count_option (MootLoomioExport *exported,
              JsonObject       *poll,
              gint64            option_id,
              Line             *line)
{
  const gboolean named = !moot_json_get_boolean (poll, "anonymous");
  GPtrArray *choices = moot_loomio_export_list_choices (exported, option_id);

  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      JsonObject *choice = g_ptr_array_index (choices, i);
      const gint64 stance_id = moot_json_get_int (choice, "stance_id");
      JsonObject *stance = moot_loomio_export_find (exported, "stances", stance_id);

      if (moot_json_get_int (choice, "score") == 0 ||
          (stance_id != 0 && (stance == NULL || !is_counted (stance))))
        continue;
      line->votes++;
      line->score += moot_json_get_int (choice, "score");
      if (named && stance != NULL)
        add_name (exported, stance, line);
    }
}

static void
append_option (GString          *source,
               GString          *html,
               MootLoomioExport *exported,
               JsonObject       *poll,
               JsonObject       *option)
{
  const char *name = moot_json_get_string (option, "name");
  Line line = { .names = g_string_new (NULL) };
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  count_option (exported, poll, moot_json_get_int (option, "id"), &line);
  text = g_strdup_printf ("%s: %" G_GINT64_FORMAT " (%" G_GINT64_FORMAT ")%s%s",
                          name != NULL ? name : "", line.votes, line.score,
                          line.names->len > 0 ? " · " : "", line.names->str);
  escaped = moot_html_escape (text);
  g_string_append_printf (source, "- %s\n", text);
  g_string_append_printf (html, "<li>%s</li>", escaped);
  g_string_free (line.names, TRUE);
}

static void
append_text (GString        *source,
             GString        *html,
             const char     *text,
             const char     *format,
             const MootSite *site)
{
  g_autoptr (MootLoomioText) part = moot_loomio_text_new (text, format, site);

  g_string_append_printf (source, "%s\n\n", part->source);
  g_string_append (html, part->html);
}

static void
append_outcomes (GString          *source,
                 GString          *html,
                 MootLoomioExport *exported,
                 gint64            poll_id,
                 const MootSite   *site)
{
  GPtrArray *outcomes = moot_loomio_export_list (exported, "outcomes");

  for (guint i = 0; i < outcomes->len; i++)
    {
      JsonObject *outcome = g_ptr_array_index (outcomes, i);

      if (moot_json_get_int (outcome, "poll_id") != poll_id)
        continue;
      g_string_append (source, "\nOutcome:\n\n");
      g_string_append (html, "<p><strong>Outcome</strong></p>");
      append_text (source, html, moot_json_get_string (outcome, "statement"),
                   moot_json_get_string (outcome, "statement_format"), site);
    }
}

/** moot_loomio_record_describe_poll: (transfer full): all that is kept of a poll */
MootLoomioText *
moot_loomio_record_describe_poll (MootLoomioExport *exported,
                                  JsonObject       *poll,
                                  const MootSite   *site)
{
  const gint64 id = moot_json_get_int (poll, "id");
  const char *closed = moot_json_get_string (poll, "closed_at");
  GPtrArray *options = moot_loomio_export_list (exported, "poll_options");
  g_autofree char *title = moot_loomio_record_dup_title (poll);
  g_autofree char *escaped = moot_html_escape (title);
  GString *source = g_string_new (NULL);
  GString *html = g_string_new (NULL);
  MootLoomioText *text = g_new0 (MootLoomioText, 1);

  g_string_append_printf (source, "%s\n\n", title);
  g_string_append_printf (html, "<p><strong>%s</strong></p>", escaped);
  append_text (source, html, moot_json_get_string (poll, "details"),
               moot_json_get_string (poll, "details_format"), site);
  g_string_append (html, "<ul>");
  for (guint i = 0; i < options->len; i++)
    if (moot_json_get_int (g_ptr_array_index (options, i), "poll_id") == id)
      append_option (source, html, exported, poll, g_ptr_array_index (options, i));
  g_string_append (html, "</ul>");
  if (closed != NULL)
    {
      g_string_append_printf (source, "\nClosed on %.10s\n", closed);
      g_string_append (html, "<p>Closed on ");
      moot_html_append_escaped (html, closed, MIN (strlen (closed), 10));
      g_string_append (html, "</p>");
    }
  append_outcomes (source, html, exported, id, site);
  text->source = g_string_free (source, FALSE);
  text->html = g_string_free (html, FALSE);
  return text;
}
