/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who hears of what.  How closely a member follows a discussion decides: loud hears everything,
 * normal what is said to them and what is proposed and decided, quiet what calls them by name or
 * waits for their vote, mute nothing.  Of a circle's matters only its members hear.
 * Spec: co-op API, notifications.
 * Thread: the connection's. */
#include "moot-coop-news.h"

#include "moot-circle-store.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-discussion-store.h"
#include "moot-markdown.h"
#include "moot-talk-store.h"

/* clang-format off */
static const struct
{
  const char *type;
  const char *levels; /* of those who hear of it */
} hearing[] = {
  { "closing",    ",loud,normal,quiet," },
  { "comment",    ",loud," },
  { "discussion", ",loud,normal," },
  { "mention",    ",loud,normal,quiet," },
  { "outcome",    ",loud,normal," },
  { "proposal",   ",loud,normal," },
  { "reply",      ",loud,normal," },
  { "vote",       ",loud,normal,quiet," },
};
/* clang-format on */

static const char *const levels[] = { "loud", "normal", "quiet", "mute", NULL };

static const char *
find_levels (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (hearing); i++)
    if (g_str_equal (hearing[i].type, type))
      return hearing[i].levels;
  return "";
}

/** moot_coop_news_is_level: whether there is such a way to follow a discussion */
gboolean
moot_coop_news_is_level (const char *level)
{
  return level != NULL && g_strv_contains (levels, level);
}

/** moot_coop_news_hears: whether somebody who follows at @level hears of @type */
gboolean
moot_coop_news_hears (const char *level,
                      const char *type)
{
  g_autofree char *word = g_strdup_printf (",%s,", level);

  return g_strstr_len (find_levels (type), -1, word) != NULL;
}

typedef struct
{
  const MootCoopContext *context;
  GArray *members;
} Naming;

static gboolean
resolve (const char  *username,
         const char  *domain,
         char       **out_url,
         char       **out_acct,
         gpointer     data)
{
  Naming *naming = data;
  const MootSite *site = naming->context->site;
  gint64 id = 0;

  if (domain != NULL && g_ascii_strcasecmp (domain, site->domain) != 0)
    return FALSE;
  if (!moot_talk_store_find_username (naming->context->db, username, &id, NULL) || id == 0)
    return FALSE;
  *out_url = moot_site_url (site, "/@%s", username);
  *out_acct = g_strdup (username);
  for (guint i = 0; i < naming->members->len; i++)
    if (g_array_index (naming->members, gint64, i) == id)
      return TRUE;
  if (naming->members->len < MOOT_MENTIONS_MAX)
    g_array_append_val (naming->members, id);
  return TRUE;
}

/**
 * moot_coop_news_render:
 * @context: a context
 * @source: Markdown
 * @out_members: (element-type gint64): filled with the members it names, each once
 *
 * Returns: (transfer full): clean HTML in which members who are named are links
 */
char *
moot_coop_news_render (const MootCoopContext *context,
                       const char            *source,
                       GArray                *out_members)
{
  Naming naming = { context, out_members };
  g_autoptr (MootText) text =
    moot_markdown_to_html (source, context->site->base_url, resolve, &naming);

  return g_steal_pointer (&text->html);
}

/* One member hears of it, if they may see it and follow closely enough. */
static gboolean
tell_one (const MootCoopContext  *context,
          gint64                  member_id,
          const MootCoopNews     *news,
          GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootReadRecord) read = NULL;
  gboolean visible = FALSE;

  if (member_id == news->actor_id)
    return TRUE;
  if (!moot_circle_store_may_see (context->db, news->discussion_id, member_id, &visible, error))
    return FALSE;
  read = moot_discussion_store_find_read (context->db, news->discussion_id, member_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return !visible || !moot_coop_news_hears (read != NULL ? read->notify : "normal", news->type) ||
         moot_talk_store_tell (context->db, member_id, news, context->now, error);
}

/** moot_coop_news_mentions: those who are named in a text hear of it */
gboolean
moot_coop_news_mentions (const MootCoopContext  *context,
                         gint64                  actor_id,
                         gint64                  discussion_id,
                         gint64                  comment_id,
                         const GArray           *mentioned,
                         GError                **error)
{
  const MootCoopNews news = { .type = "mention",
                              .actor_id = actor_id,
                              .discussion_id = discussion_id,
                              .comment_id = comment_id };

  for (guint i = 0; i < mentioned->len; i++)
    if (!tell_one (context, g_array_index (mentioned, gint64, i), &news, error))
      return FALSE;
  return TRUE;
}

static gboolean
contains (const GArray *ids,
          gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, gint64, i) == id)
      return TRUE;
  return FALSE;
}

/**
 * moot_coop_news_comment:
 * @context: a context inside a transaction
 * @comment: what was said
 * @answered_id: the member it answers; 0 for none
 * @mentioned: (element-type gint64): the members it names
 * @error: return location
 *
 * Nobody is told twice of one comment: a name goes before an answer, and both before the rest.
 *
 * Returns: whether it was written
 */
gboolean
moot_coop_news_comment (const MootCoopContext    *context,
                        const MootCommentRecord  *comment,
                        gint64                    answered_id,
                        const GArray             *mentioned,
                        GError                  **error)
{
  const MootCoopNews reply = { .type = "reply",
                               .actor_id = comment->author_id,
                               .discussion_id = comment->discussion_id,
                               .comment_id = comment->id };

  return moot_coop_news_mentions (context, comment->author_id, comment->discussion_id, comment->id,
                                  mentioned, error) &&
         (answered_id == 0 || contains (mentioned, answered_id) ||
          tell_one (context, answered_id, &reply, error)) &&
         moot_talk_store_tell_loud (context->db, &reply, context->now, error);
}

/** moot_coop_news_discussion: one was begun */
gboolean
moot_coop_news_discussion (const MootCoopContext  *context,
                           gint64                  actor_id,
                           gint64                  discussion_id,
                           GError                **error)
{
  const MootCoopNews news = { .type = "discussion",
                              .actor_id = actor_id,
                              .discussion_id = discussion_id };

  return moot_talk_store_tell_followers (context->db, &news, find_levels (news.type), context->now,
                                         error);
}

/** moot_coop_news_proposal: `proposal` or `outcome`, for those who follow its discussion */
gboolean
moot_coop_news_proposal (const MootCoopContext     *context,
                         const MootProposalRecord  *proposal,
                         gint64                     actor_id,
                         const char                *type,
                         GError                   **error)
{
  const MootCoopNews news = { .type = type,
                              .actor_id = actor_id,
                              .discussion_id = proposal->discussion_id,
                              .proposal_id = proposal->id };

  return moot_talk_store_tell_followers (context->db, &news, find_levels (type), context->now,
                                         error);
}

/** moot_coop_news_votes: `vote` or `closing`, for those whose vote is still missing */
gboolean
moot_coop_news_votes (const MootCoopContext  *context,
                      gint64                  proposal_id,
                      const char             *type,
                      GError                **error)
{
  const MootCoopNews news = { .type = type, .proposal_id = proposal_id };

  /* a vote that is extended opens once and closes more than once */
  const gint64 since =
    context->now - (g_str_equal (type, "closing") ? MOOT_HOUR / 2 : 2 * MOOT_DAY);

  return moot_talk_store_tell_voters (context->db, &news, since, context->now, error);
}
