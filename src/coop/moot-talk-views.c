/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What surrounds the talk: earlier texts, how closely one follows, search, news and the digest.
 * Spec: co-op API, notifications and search.
 * Thread: the connection's. */
#include "moot-talk-views.h"

#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-coop-news.h"
#include "moot-discussions.h"
#include "moot-reminders.h"
#include "moot-talk-store.h"
#include "moot-texts.h"

/** moot_talk_list_context_versions: (transfer full) (element-type MootTextVersion): all that an
 * opening text said, the latest first */
GPtrArray *
moot_talk_list_context_versions (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 gint64                  discussion_id,
                                 GError                **error)
{
  g_autoptr (MootDiscussionRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_discussions_find (context, viewer, discussion_id, error);
  return record != NULL
           ? moot_talk_store_list_context_versions (context->db, discussion_id, error)
           : NULL;
}

/** moot_talk_list_comment_versions: (transfer full) (element-type MootTextVersion): the same of a
 * comment; nothing of one that was deleted */
GPtrArray *
moot_talk_list_comment_versions (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 gint64                  comment_id,
                                 GError                **error)
{
  g_autoptr (MootCommentRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_comments_find (context, viewer, comment_id, error);
  if (record == NULL)
    return NULL;
  return record->deleted_at == 0
           ? moot_talk_store_list_comment_versions (context->db, comment_id, error)
           : g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * moot_talk_follow:
 * @context: a context inside a transaction
 * @actor: who follows
 * @discussion_id: what
 * @level: (nullable): `loud`, `normal`, `quiet` or `mute`
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_INVALID.
 *
 * Returns: whether it was written
 */
gboolean
moot_talk_follow (const MootCoopContext  *context,
                  const MootActor        *actor,
                  gint64                  discussion_id,
                  const char             *level,
                  GError                **error)
{
  g_autoptr (MootDiscussionRecord) record = NULL;

  if (!moot_actor_require (actor, MOOT_RIGHT_READ, error))
    return FALSE;
  record = moot_discussions_find (context, actor, discussion_id, error);
  if (record == NULL)
    return FALSE;
  if (!moot_coop_news_is_level (level))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "notify",
                             "'notify' is loud, normal, quiet or mute");
  return moot_talk_store_set_notify (context->db, discussion_id, actor->id, level, context->now,
                                     error);
}

/* The language of the index has operators; a member's words are only words, the last one perhaps
 * not finished. */
static char *
write_words (const char *query)
{
  GString *words = g_string_new (NULL);
  guint n_words = 0;

  while (*query != '\0' && n_words < MOOT_SEARCH_WORDS_MAX)
    {
      const char *end;

      while (*query != '\0' && !g_unichar_isalnum (g_utf8_get_char (query)))
        query = g_utf8_next_char (query);
      for (end = query; *end != '\0' && (g_unichar_isalnum (g_utf8_get_char (end)) ||
                                         g_unichar_ismark (g_utf8_get_char (end)));)
        end = g_utf8_next_char (end);
      if (end == query)
        break;
      g_string_append_printf (words, "%s\"%.*s\"", n_words > 0 ? " " : "", (int) (end - query),
                              query);
      n_words++;
      query = end;
    }
  if (n_words > 0)
    g_string_append_c (words, '*');
  return g_string_free (words, FALSE);
}

/**
 * moot_talk_search:
 * @context: a context
 * @viewer: who asks
 * @query: words
 * @type: (nullable): `discussion`, `comment`, `proposal` or `outcome`; %NULL for all
 * @limit: how many at most
 * @offset: how many to leave out
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_BLANK, _TOO_LONG, _INVALID.
 *
 * Returns: (transfer full) (element-type MootTalkHit): what has all the words, the nearest first
 */
GPtrArray *
moot_talk_search (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  const char             *query,
                  const char             *type,
                  int                     limit,
                  int                     offset,
                  GError                **error)
{
  static const char *const types[] = { "discussion", "comment", "proposal", "outcome", NULL };
  g_autofree char *words = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error) ||
      !moot_text_check ("q", query, MOOT_SEARCH_QUERY_MAX, TRUE, error))
    return NULL;
  if (type != NULL && *type != '\0' && !g_strv_contains (types, type))
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "type", "there is nothing of type '%.40s'",
                        type);
      return NULL;
    }
  words = write_words (query);
  if (*words == '\0')
    return g_ptr_array_new_with_free_func (g_object_unref);
  return moot_talk_store_search (context->db, words, type != NULL ? type : "", viewer->id, limit,
                                 CLAMP (offset, 0, MOOT_SEARCH_OFFSET_MAX), error);
}

/** moot_talk_list_news: (transfer full) (element-type MootCoopNotification): what a member is to
 * hear of */
GPtrArray *
moot_talk_list_news (const MootCoopContext  *context,
                     const MootActor        *viewer,
                     const MootRange        *range,
                     GError                **error)
{
  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  return moot_talk_store_list_news (context->db, viewer->id, range, error);
}

/** moot_talk_clear_news: what was read goes, up to an id; 0 for all */
gboolean
moot_talk_clear_news (const MootCoopContext  *context,
                      const MootActor        *actor,
                      gint64                  up_to,
                      GError                **error)
{
  moot_coop_tell_one (context, "coop.notification", actor->id, actor->account_id);
  return moot_talk_store_clear_news (context->db, actor->id, up_to, error);
}

static gboolean
load_terms (const MootCoopContext  *context,
            gint64                  member_id,
            MootDigestTerms        *out_terms,
            GError                **error)
{
  *out_terms = (MootDigestTerms){ .frequency = "weekly",
                                  .told_until = context->now,
                                  .seen_until = context->now - 7 * MOOT_DAY };
  return moot_digest_store_load (context->db, member_id, out_terms, error);
}

/**
 * moot_digest_load:
 * @context: a context
 * @viewer: who asks
 * @since: since when; 0 for since they looked last
 * @error: return location
 *
 * Returns: (transfer full): what happened since
 */
MootTalkDigest *
moot_digest_load (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  gint64                  since,
                  GError                **error)
{
  MootDigestTerms terms;
  MootTalkDigest *digest;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error) ||
      !load_terms (context, viewer->id, &terms, error))
    return NULL;
  digest = moot_digest_store_build (context->db, viewer->id, since != 0 ? since : terms.seen_until,
                                    context->now, error);
  if (digest != NULL)
    digest->frequency = g_strdup (terms.frequency);
  return digest;
}

/**
 * moot_digest_change:
 * @context: a context inside a transaction
 * @actor: whose
 * @frequency: (nullable): `off`, `daily` or `weekly`
 * @seen_until: up to when they have looked; 0 for as it is
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_INVALID.
 *
 * Returns: whether it was written
 */
gboolean
moot_digest_change (const MootCoopContext  *context,
                    const MootActor        *actor,
                    const char             *frequency,
                    gint64                  seen_until,
                    GError                **error)
{
  static const char *const frequencies[] = { "off", "daily", "weekly", NULL };
  MootDigestTerms terms;

  if (!moot_actor_require (actor, MOOT_RIGHT_READ, error) ||
      !load_terms (context, actor->id, &terms, error))
    return FALSE;
  if (frequency != NULL && !g_strv_contains (frequencies, frequency))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "frequency",
                             "'frequency' is off, daily or weekly");
  if (seen_until > context->now)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "seen_until",
                             "that time is still to come");
  return moot_digest_store_save (context->db, actor->id,
                                 frequency != NULL ? frequency : terms.frequency,
                                 MAX (seen_until, terms.seen_until), context->now, error);
}

/* Whose day or week is over hears of it, if anything happened at all. */
static gboolean
tell_digests (const MootCoopContext  *context,
              GError                **error)
{
  const MootCoopNews news = { .type = "digest" };

  for (guint i = 0; i < MOOT_DIGEST_AT_ONCE; i++)
    {
      g_autoptr (MootTalkDigest) digest = NULL;
      gint64 member_id = 0;
      gint64 told_until = 0;

      if (!moot_digest_store_find_due (context->db, 0, context->now, &member_id, &told_until,
                                       error))
        return FALSE;
      if (member_id == 0)
        return TRUE;
      digest =
        moot_digest_store_build (context->db, member_id, told_until, context->now, error);
      if (digest == NULL ||
          (digest->discussions->len + digest->proposals->len > 0 &&
           !moot_talk_store_tell (context->db, member_id, &news, context->now, error)) ||
          !moot_digest_store_told (context->db, member_id, told_until, context->now, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const MootSite *site;
  gint64 now;
  MootCoopListener listener;
  gpointer listener_data;
} Job;

static gboolean
run_job (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Job *job = data;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, job->site, job->now, error))
    return FALSE;
  context.listener = job->listener;
  context.listener_data = job->listener_data;
  return moot_reminders_run (&context, error) && tell_digests (&context, error) &&
         moot_talk_store_index (db, error) &&
         moot_talk_store_forget_news (db, job->now - MOOT_COOP_NEWS_DAYS * MOOT_DAY, error);
}

/**
 * moot_talk_run_due:
 * @pool: the node's database
 * @site: its public name
 * @now: UTC milliseconds
 * @listener: (nullable): who hears of changes
 * @listener_data: for @listener
 * @error: return location
 *
 * Reminds of votes and terms of office that end, tells members what happened lately, forgets old
 * news.
 *
 * Returns: whether all that was due was done
 */
gboolean
moot_talk_run_due (MootDbPool        *pool,
                   const MootSite    *site,
                   gint64             now,
                   MootCoopListener   listener,
                   gpointer           listener_data,
                   GError           **error)
{
  Job job = { site, now, listener, listener_data };

  return moot_db_pool_write (pool, run_job, &job, error);
}
