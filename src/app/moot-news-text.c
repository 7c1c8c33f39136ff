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
  { "closing",    N_("Voting goes on, and your vote is missing") },
  { "outcome",    N_("It was decided") },
  /* Translators: %s is a member; a circle is a working group */
  { "circle",     N_("%s put you into a circle") },
  /* Translators: %s is somebody who wants to become a member */
  { "application", N_("%s asks to become a member") },
  /* Translators: %s is somebody who wants to become a member */
  { "application_waits", N_("Nobody has answered %s, who asks to become a member") },
  { "dues_soon", N_("Your dues are due soon. If you cannot pay now, say so with one click") },
  { "dues_due",  N_("Your dues are due today. Thank you for carrying this place") },
  { "dues_open", N_("Your dues are still open. If you cannot pay now, say so with one click") },
  /* Translators: %s is a member, the treasurer */
  { "ways", N_("%s changed where dues are paid to: look before you pay again") },
  { "lot", N_("The count of an election waits for your part of the lot") },
  { "term_mine",  N_("An office of yours ends soon: hand over what belongs to it") },
  /* Translators: %s is a member */
  { "term",       N_("The office of %s ends soon: an election is to be called") },
};
/* clang-format on */

/** moot_news_text_dup_sentence: (transfer full): what happened; @actor may be %NULL */
char *
moot_news_text_dup_sentence (MootCoopNotification *news,
                             const char           *actor)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_strcmp0 (events[i].type, news->type) == 0)
      return moot_sentence_dup (_ (events[i].sentence),
                                actor != NULL ? actor : _("A former member"));
  return g_strdup (news->type);
}

/** moot_news_text_dup_event: (transfer full): what happened and when; @actor may be %NULL */
char *
moot_news_text_dup_event (MootCoopNotification *news,
                          const char           *actor)
{
  g_autofree char *age = moot_time_text_spoken (news->created_at, moot_clock_now ());
  g_autofree char *what = moot_news_text_dup_sentence (news, actor);

  return g_strjoin (" · ", what, age, NULL);
}

/** moot_news_text_dup_voted: (transfer full): of a vote that waited, and does not any more */
char *
moot_news_text_dup_voted (MootCoopNotification *news)
{
  g_autofree char *age = moot_time_text_spoken (news->created_at, moot_clock_now ());

  return g_strjoin (" · ", _("This vote does not wait for you any more"), age, NULL);
}

/** moot_news_text_dup_digest: (transfer full): how much a digest has in it, and how old @news is */
char *
moot_news_text_dup_digest (MootCoopNotification *news,
                           MootTalkDigest       *digest)
{
  const int n_discussions = (int) digest->discussions->len;
  const int n_proposals = (int) digest->proposals->len;
  g_autofree char *age = moot_time_text_spoken (news->created_at, moot_clock_now ());
  g_autofree char *discussions = NULL;
  g_autofree char *proposals = NULL;
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  discussions = g_strdup_printf (ngettext ("Something was said in %d discussion",
                                           "Something was said in %d discussions",
                                           (gulong) n_discussions),
                                 n_discussions);
  proposals = g_strdup_printf (
    ngettext ("%d proposal moved on", "%d proposals moved on", (gulong) n_proposals), n_proposals);
  if (n_discussions > 0)
    g_strv_builder_add (parts, discussions);
  if (n_proposals > 0)
    g_strv_builder_add (parts, proposals);
  g_strv_builder_add (parts, age);
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
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
