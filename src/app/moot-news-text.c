/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What happened in the moot, in words.
 * Thread: any. */
#include "moot-news-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-sentence.h"
#include "moot-time-text.h"

/* clang-format off */
static const struct
{
  const char *type;
  const char *sentence;
} events[] = {
  /* Translators: %s is a member, who wrote the name of the reader */
  { "mention",    N_("%s mentioned you") },
  /* Translators: %s is a member */
  { "reply",      N_("%s answered you") },
  /* Translators: %s is a member */
  { "comment",    N_("%s wrote a comment") },
  /* Translators: %s is a member */
  { "discussion", N_("%s began a discussion") },
  /* Translators: %s is a member */
  { "proposal",   N_("%s made a proposal") },
  { "vote",       N_("Your vote is needed") },
  { "closing",    N_("Voting ends within a day, and you have not voted") },
  { "outcome",    N_("It was decided") },
  /* Translators: %s is a member; a circle is a working group */
  { "circle",     N_("%s put you into a circle") },
  { "digest",     N_("Something happened lately: see below") },
};
/* clang-format on */

/** moot_news_text_dup_event: (transfer full): what happened and when; @actor may be %NULL */
char *
moot_news_text_dup_event (MootCoopNotification *news,
                          const char           *actor)
{
  g_autofree char *age = moot_time_text_spoken (news->created_at, moot_clock_now ());
  g_autofree char *what = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (events) && what == NULL; i++)
    if (g_strcmp0 (events[i].type, news->type) == 0)
      what =
        moot_sentence_dup (_ (events[i].sentence), actor != NULL ? actor : _("A former member"));
  return g_strjoin (" · ", what != NULL ? what : news->type, age, NULL);
}

/** moot_news_text_dup_comments: (transfer full): what is new in a discussion */
char *
moot_news_text_dup_comments (MootDigestItem *item)
{
  const int n = (int) item->count;
  g_autofree char *comments =
    n > 0 ? g_strdup_printf (ngettext ("%d new comment", "%d new comments", (gulong) n), n) : NULL;

  if (!item->is_new)
    return g_strdup (comments != NULL ? comments : "");
  return g_strjoin (" · ", _("New discussion"), comments, NULL);
}
