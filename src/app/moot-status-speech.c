/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A post as a screen reader says it: whole sentences, each of which can be translated alone, the
 * most telling first.
 * Thread: main. */
#include <glib/gi18n.h>
#include <string.h>

#include "moot-clock.h"
#include "moot-poll-view.h"
#include "moot-quote-card.h"
#include "moot-record-text.h"
#include "moot-status-row.h"
#include "moot-status-text.h"
#include "moot-time-text.h"

#define MAX_TEXT 1500 /* letters of a post; nobody listens to more in a list */

static void
add_sentence (GString *speech,
              char    *sentence)
{
  if (sentence != NULL && *sentence != '\0')
    {
      if (speech->len > 0)
        g_string_append (speech, strchr (".!?", speech->str[speech->len - 1]) != NULL ? " " : ". ");
      g_string_append (speech, sentence);
    }
  g_free (sentence);
}

/* The text with pictures by their names, as they were written. */
static char *
dup_content (MootStatus *status)
{
  g_autoptr (MootHtmlBlocks) named = NULL;
  g_autofree char *text = NULL;

  if (status->emojis->len > 0)
    named = moot_html_blocks_parse (status->content, NULL);
  text = moot_html_blocks_dup_text (named != NULL ? named : moot_status_text_get (status)->content);

  if (g_utf8_strlen (text, -1) <= MAX_TEXT)
    return g_steal_pointer (&text);
  return g_utf8_substring (text, 0, MAX_TEXT);
}

static char *
dup_media (MootStatus *status)
{
  guint n = status->media_attachments->len;
  GString *text;

  if (n == 0)
    return NULL;

  text = g_string_new (NULL);
  g_string_append_printf (text, ngettext ("%u attachment", "%u attachments", n), n);
  for (guint i = 0; i < n; i++)
    {
      const MootAttachment *attachment = g_ptr_array_index (status->media_attachments, i);
      gboolean described = attachment->description != NULL && *attachment->description != '\0';

      g_string_append_printf (text, "%s %s", i == 0 ? ":" : ";",
                              described ? attachment->description : _("no description"));
    }
  return g_string_free (text, FALSE);
}

static char *
dup_counts (MootStatus *status)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  int replies = (int) MIN (status->replies_count, G_MAXINT);
  int boosts = (int) MIN (status->reblogs_count, G_MAXINT);
  int favourites = (int) MIN (status->favourites_count, G_MAXINT);

  if (replies > 0)
    g_ptr_array_add (
      parts, g_strdup_printf (ngettext ("%d reply", "%d replies", (gulong) replies), replies));
  if (boosts > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("%d boost", "%d boosts", (gulong) boosts), boosts));
  if (favourites > 0)
    g_ptr_array_add (
      parts, g_strdup_printf (ngettext ("%d favourite", "%d favourites", (gulong) favourites),
                              favourites));
  if (status->reblogged)
    g_ptr_array_add (parts, g_strdup (_("boosted by you")));
  if (status->favourited)
    g_ptr_array_add (parts, g_strdup (_("one of your favourites")));
  if (status->bookmarked)
    g_ptr_array_add (parts, g_strdup (_("bookmarked")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static char *
dup_audience (MootStatus *status)
{
  if (status->visibility == NULL || g_str_equal (status->visibility, "public") ||
      g_str_equal (status->visibility, "unlisted"))
    return NULL;
  if (g_str_equal (status->visibility, "direct"))
    return g_strdup (_("Only for people mentioned"));
  return g_strdup (_("For followers only"));
}

static char *
dup_warning (MootStatus *status,
             gboolean    revealed)
{
  if (revealed)
    return g_strdup_printf (_("Content warning: %s"), status->spoiler_text);
  return g_strdup_printf (_("Content warning: %s, post hidden"), status->spoiler_text);
}

/**
 * moot_status_dup_description:
 * @status: a post or a boost
 * @display: what its row shares with others
 *
 * Says what a post is for somebody who hears the list.
 *
 * Returns: (transfer full): a few sentences
 */
char *
moot_status_dup_description (MootStatus        *status,
                             MootStatusDisplay *display)
{
  MootStatus *shown = status->reblog != NULL ? status->reblog : status;
  gboolean warned = shown->spoiler_text != NULL && *shown->spoiler_text != '\0';
  gboolean revealed = moot_status_display_get_revealed (display, shown->id);
  GString *speech = g_string_new (NULL);

  add_sentence (speech, moot_account_dup_name (shown->account));
  if (shown != status)
    {
      g_autofree char *booster = moot_account_dup_name (status->account);

      add_sentence (speech, g_strdup_printf (_("boosted by %s"), booster));
    }
  add_sentence (speech, moot_time_text_spoken (shown->created_at, moot_clock_now ()));
  if (warned)
    add_sentence (speech, dup_warning (shown, revealed));
  if (!warned || revealed)
    {
      add_sentence (speech, dup_content (shown));
      add_sentence (speech, dup_media (shown));
      if (shown->poll != NULL)
        add_sentence (speech, moot_poll_view_dup_text (shown->poll));
      add_sentence (speech, moot_record_text_dup_description (shown, moot_clock_now ()));
      if (shown->quote != NULL)
        add_sentence (speech, moot_quote_dup_description (shown->quote, display));
    }
  add_sentence (speech, dup_audience (shown));
  add_sentence (speech, dup_counts (shown));
  return g_string_free (speech, FALSE);
}
