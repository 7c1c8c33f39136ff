/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussions: context first, then talk.  The opening text keeps all its versions.
 * Spec: co-op API, Discussion.
 * Thread: the connection's. */
#include "moot-discussions.h"

#include <string.h>

#include "moot-circle-store.h"
#include "moot-circles.h"
#include "moot-coop-error.h"
#include "moot-coop-news.h"
#include "moot-discussion-store.h"
#include "moot-json.h"
#include "moot-read-ranges.h"
#include "moot-talk-store.h"
#include "moot-text.h"
#include "moot-texts.h"

static const char *const visibilities[] = { "members", "public", NULL };
static const char *const states[] = { "open", "locked", NULL };

static gboolean
check_word (const char         *field,
            const char         *word,
            const char *const  *words,
            GError            **error)
{
  return word == NULL || g_strv_contains (words, word) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, field, "'%s' cannot be '%.40s'", field,
                           word);
}

/* A tag is what the same word behind a # would be in a post. */
static gboolean
is_tag (const char *name)
{
  g_autofree char *text = g_strconcat ("#", name, NULL);
  g_autoptr (GArray) spans = moot_text_scan (text);
  const MootTextSpan *span = spans->len == 1 ? &g_array_index (spans, MootTextSpan, 0) : NULL;

  return span != NULL && span->kind == MOOT_TEXT_SPAN_TAG && span->start == 0 &&
         span->end == strlen (text);
}

static GStrv
normalise_tags (const char *const  *tags,
                GError            **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *tag = moot_text_normalise_tag (*tags[i] == '#' ? tags[i] + 1 : tags[i]);

      if (i >= MOOT_DISCUSSION_TAGS_MAX)
        {
          moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "tags", "at most %d tags",
                            MOOT_DISCUSSION_TAGS_MAX);
          return NULL;
        }
      if (tag == NULL || !is_tag (tag))
        {
          moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "tags", "'%.40s' is no tag", tags[i]);
          return NULL;
        }
      g_strv_builder_add (builder, tag);
    }
  return g_strv_builder_end (builder);
}

static char *
write_tags (const char *const *tags)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (; *tags != NULL; tags++)
    moot_json_add_string (&json, *tags);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static gboolean
check_draft (const MootDiscussionDraft  *draft,
             gboolean                    is_new,
             GError                    **error)
{
  if ((is_new || draft->title != NULL) &&
      !moot_text_check ("title", draft->title, MOOT_TITLE_MAX, TRUE, error))
    return FALSE;
  if ((is_new || draft->context != NULL) &&
      !moot_text_check ("context", draft->context, MOOT_CONTEXT_MAX, is_new, error))
    return FALSE;
  return check_word ("visibility", draft->visibility, visibilities, error) &&
         check_word ("state", draft->state, states, error);
}

static void
take_text (MootDiscussionRecord  *record,
           const MootCoopContext *context,
           const char            *title,
           const char            *source,
           GArray                *mentioned)
{
  if (title != NULL)
    {
      g_free (record->title);
      record->title = moot_text_dup_trimmed (title);
    }
  if (source == NULL)
    return;
  g_free (record->source);
  g_free (record->html);
  record->source = moot_text_dup_trimmed (source);
  record->html = moot_coop_news_render (context, record->source, mentioned);
}

/**
 * moot_discussions_create:
 * @context: a context inside a transaction
 * @actor: who opens it
 * @draft: title and context at least
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _BLANK, _TOO_LONG, _TOO_MANY, _INVALID.
 *
 * Returns: the new discussion's id, 0 on failure
 */
gint64
moot_discussions_create (const MootCoopContext      *context,
                         const MootActor            *actor,
                         const MootDiscussionDraft  *draft,
                         GError                    **error)
{
  static const char *const no_tags[] = { NULL };
  g_autoptr (MootDiscussionRecord) record = g_object_new (MOOT_TYPE_DISCUSSION_RECORD, NULL);
  g_autoptr (GArray) mentioned = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) tags = NULL;

  if (!moot_actor_require (actor, MOOT_RIGHT_COMMENT, error) || !check_draft (draft, TRUE, error) ||
      (draft->circle_id != 0 &&
       !moot_circles_require_member (context, actor, draft->circle_id, error)))
    return 0;
  tags = normalise_tags (draft->tags != NULL ? draft->tags : no_tags, error);
  if (tags == NULL)
    return 0;
  take_text (record, context, draft->title, draft->context, mentioned);
  record->author_id = actor->id;
  record->circle_id = draft->circle_id;
  record->tags = write_tags ((const char *const *) tags);
  record->context_version = 1;
  record->visibility = g_strdup (draft->visibility != NULL ? draft->visibility : "members");
  record->created_at = context->now;
  if (!moot_discussion_store_add (context->db, record, error) ||
      !moot_discussion_store_set_tags (context->db, record->id, (const char *const *) tags,
                                       error) ||
      !moot_discussions_attach (context, actor, record->id, 0, draft->media, error) ||
      !moot_coop_news_mentions (context, actor->id, record->id, 0, mentioned, error) ||
      !moot_coop_news_discussion (context, actor->id, record->id, error))
    return 0;
  moot_coop_tell (context, "coop.discussion", record->id);
  return record->id;
}

/** moot_discussions_find: (transfer full): a discussion; %MOOT_COOP_ERROR_NOT_FOUND when there is
 * none, or it belongs to a closed circle of others */
MootDiscussionRecord *
moot_discussions_find (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       gint64                  id,
                       GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootDiscussionRecord) record = moot_discussion_store_find (context->db, id, &local);
  gboolean visible = TRUE;

  if (record != NULL && record->circle_id != 0)
    moot_circle_store_may_see (context->db, id, viewer->id, &visible, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL || !visible)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such discussion");
  else
    return g_steal_pointer (&record);
  return NULL;
}

/**
 * moot_discussions_attach:
 * @context: a context inside a transaction
 * @actor: its author
 * @discussion_id: where
 * @comment_id: below this comment; 0 for the opening text
 * @media: (nullable) (element-type gint64): what was uploaded; %NULL leaves it as it is
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_TOO_MANY; _INVALID for media of others, or of another text.
 *
 * Returns: whether they hang there
 */
gboolean
moot_discussions_attach (const MootCoopContext  *context,
                         const MootActor        *actor,
                         gint64                  discussion_id,
                         gint64                  comment_id,
                         const GArray           *media,
                         GError                **error)
{
  gboolean found = FALSE;

  if (media == NULL)
    return TRUE;
  if (media->len > MOOT_TALK_MEDIA_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "media_ids",
                             "at most %d attachments", MOOT_TALK_MEDIA_MAX);
  if (!moot_talk_store_attach (context->db, discussion_id, comment_id, actor->account_id,
                               (const gint64 *) (gpointer) media->data, media->len, &found, error))
    return FALSE;
  return found || moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "media_ids",
                                    "there are no such media of yours to attach");
}

static gboolean
check_may_change (const MootCoopContext       *context,
                  const MootActor             *actor,
                  const MootDiscussionRecord  *record,
                  const MootDiscussionDraft   *draft,
                  GError                     **error)
{
  gboolean is_author = record->author_id == actor->id;
  gboolean leads = FALSE;

  if (!moot_circles_may_lead (context, actor, record->circle_id, &leads, error))
    return FALSE;
  if (!is_author && !leads)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only its author and facilitators change it");
  if (!is_author && (draft->context != NULL || draft->media != NULL))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, "context",
                             "only its author changes the opening text");
  if (!leads && (draft->state != NULL || draft->pinned >= 0))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only facilitators lock and pin");
  if (draft->expected_version != 0 && draft->expected_version != record->context_version)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_MODIFIED, NULL,
                             "somebody changed it meanwhile");
  return TRUE;
}

/**
 * moot_discussions_change:
 * @context: a context inside a transaction
 * @actor: its author, or a facilitator for everything but the opening text
 * @id: which one
 * @draft: what changes
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_discussions_change (const MootCoopContext      *context,
                         const MootActor            *actor,
                         gint64                      id,
                         const MootDiscussionDraft  *draft,
                         GError                    **error)
{
  g_autoptr (MootDiscussionRecord) record = moot_discussions_find (context, actor, id, error);
  g_autoptr (GArray) mentioned = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) tags = NULL;

  if (record == NULL || !moot_actor_require (actor, MOOT_RIGHT_COMMENT, error) ||
      !check_may_change (context, actor, record, draft, error) ||
      !check_draft (draft, FALSE, error) ||
      !moot_discussions_attach (context, actor, id, 0, draft->media, error))
    return FALSE;
  take_text (record, context, draft->title, draft->context, mentioned);
  if (draft->tags != NULL)
    {
      tags = normalise_tags (draft->tags, error);
      if (tags == NULL ||
          !moot_discussion_store_set_tags (context->db, id, (const char *const *) tags, error))
        return FALSE;
      g_free (record->tags);
      record->tags = write_tags ((const char *const *) tags);
    }
  if (draft->visibility != NULL)
    {
      g_free (record->visibility);
      record->visibility = g_strdup (draft->visibility);
    }
  if (draft->state != NULL)
    {
      g_free (record->state);
      record->state = g_strdup (draft->state);
    }
  if (draft->pinned >= 0)
    record->pinned = draft->pinned > 0;
  if (draft->title != NULL || draft->context != NULL)
    {
      record->context_version++;
      if (!moot_discussion_store_add_version (context->db, record, actor->id, context->now, error))
        return FALSE;
    }
  moot_coop_tell (context, "coop.discussion", id);
  return moot_discussion_store_save (context->db, record, error);
}

/**
 * moot_discussions_delete:
 * @context: a context inside a transaction
 * @actor: its author
 * @id: a discussion in which nobody else said anything and nothing was proposed
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_STATE once others took part: what was said together stays.
 *
 * Returns: whether it was written
 */
gboolean
moot_discussions_delete (const MootCoopContext  *context,
                         const MootActor        *actor,
                         gint64                  id,
                         GError                **error)
{
  g_autoptr (MootDiscussionRecord) record = moot_discussions_find (context, actor, id, error);
  g_autoptr (GArray) proposals = NULL;

  if (record == NULL)
    return FALSE;
  if (record->author_id != actor->id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL, "only its author deletes it");
  proposals = moot_discussion_store_list_proposals (context->db, id, actor->id, error);
  if (proposals == NULL)
    return FALSE;
  if (record->comments_count > 0 || proposals->len > 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "others took part: it stays, lock it instead");
  moot_coop_tell (context, "coop.discussion", id);
  return moot_discussion_store_delete (context->db, id, context->now, error);
}

/**
 * moot_discussions_mark_read:
 * @context: a context inside a transaction
 * @actor: who has read
 * @id: a discussion
 * @ranges: a JSON array of pairs of positions
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_discussions_mark_read (const MootCoopContext  *context,
                            const MootActor        *actor,
                            gint64                  id,
                            const char             *ranges,
                            GError                **error)
{
  g_autoptr (MootDiscussionRecord) record = moot_discussions_find (context, actor, id, error);
  g_autoptr (MootReadRecord) kept = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) now = NULL;
  g_autoptr (GArray) joined = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;

  if (record == NULL || !moot_actor_require (actor, MOOT_RIGHT_READ, error))
    return FALSE;
  now = moot_read_ranges_parse (ranges, error);
  if (now == NULL)
    return FALSE;
  kept = moot_discussion_store_find_read (context->db, id, actor->id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  before = moot_read_ranges_parse (kept != NULL ? kept->ranges : "[]", error);
  if (before == NULL)
    return FALSE;
  joined = moot_read_ranges_join (before, now, record->last_position);
  text = moot_read_ranges_write (joined);
  return moot_discussion_store_save_read (context->db, id, actor->id, text, context->now, error);
}
