/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members say in a discussion, and their reactions.
 * Spec: co-op API, Comment.
 * Thread: the connection's. */
#include "moot-discussions.h"

#include "moot-circles.h"
#include "moot-coop-error.h"
#include "moot-coop-news.h"
#include "moot-discussion-store.h"
#include "moot-talk-store.h"
#include "moot-texts.h"

static gboolean
check_may_speak (const MootCoopContext       *context,
                 const MootActor             *actor,
                 const MootDiscussionRecord  *discussion,
                 GError                     **error)
{
  gboolean leads = FALSE;

  if (!moot_actor_require (actor, MOOT_RIGHT_COMMENT, error) ||
      !moot_circles_may_lead (context, actor, discussion->circle_id, &leads, error))
    return FALSE;
  if (g_str_equal (discussion->state, "locked") && !leads)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the discussion is locked");
  return TRUE;
}

/** moot_comments_find: (transfer full): a comment; %MOOT_COOP_ERROR_NOT_FOUND when there is none,
 * or it belongs to a closed circle of others */
MootCommentRecord *
moot_comments_find (const MootCoopContext  *context,
                    const MootActor        *viewer,
                    gint64                  id,
                    GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootCommentRecord) record = moot_comment_store_find (context->db, id, &local);
  g_autoptr (MootDiscussionRecord) discussion =
    record != NULL ? moot_discussions_find (context, viewer, record->discussion_id, &local) : NULL;

  if (discussion != NULL)
    return g_steal_pointer (&record);
  if (local != NULL && local->domain != MOOT_COOP_ERROR)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such comment");
  return NULL;
}

/**
 * moot_comments_create:
 * @context: a context inside a transaction
 * @actor: who speaks
 * @discussion_id: where
 * @parent_id: the comment it answers; 0 for none
 * @source: Markdown
 * @media: (nullable) (element-type gint64): what was uploaded for it
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _STATE, _BLANK, _TOO_LONG, _TOO_MANY, _INVALID.
 *
 * Returns: the new comment's id, 0 on failure
 */
gint64
moot_comments_create (const MootCoopContext  *context,
                      const MootActor        *actor,
                      gint64                  discussion_id,
                      gint64                  parent_id,
                      const char             *source,
                      const GArray           *media,
                      GError                **error)
{
  g_autoptr (MootDiscussionRecord) discussion =
    moot_discussions_find (context, actor, discussion_id, error);
  g_autoptr (MootCommentRecord) comment = g_object_new (MOOT_TYPE_COMMENT_RECORD, NULL);
  g_autoptr (MootCommentRecord) parent = NULL;
  g_autoptr (GArray) mentioned = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *read = NULL;

  if (discussion == NULL || !check_may_speak (context, actor, discussion, error) ||
      !moot_text_check ("body", source, MOOT_COMMENT_MAX, TRUE, error))
    return 0;
  parent = parent_id != 0 ? moot_comments_find (context, actor, parent_id, error) : NULL;
  if (parent_id != 0 && parent == NULL)
    return 0;
  if (parent != NULL && parent->discussion_id != discussion_id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "parent_id",
                             "the comment is in another discussion");
  comment->discussion_id = discussion_id;
  comment->parent_id = parent_id;
  comment->author_id = actor->id;
  comment->source = moot_text_dup_trimmed (source);
  comment->html = moot_coop_news_render (context, comment->source, mentioned);
  comment->created_at = context->now;
  /* nobody has to read their own words */
  read = g_strdup_printf ("[[%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT "]]",
                          discussion->last_position + 1, discussion->last_position + 1);
  if (!moot_comment_store_add (context->db, comment, error) ||
      !moot_discussions_attach (context, actor, discussion_id, comment->id, media, error) ||
      !moot_discussions_mark_read (context, actor, discussion_id, read, error) ||
      !moot_coop_news_comment (context, comment,
                               parent != NULL ? parent->author_id : discussion->author_id,
                               mentioned, error))
    return 0;
  moot_coop_tell (context, "coop.discussion", discussion_id);
  return comment->id;
}

/**
 * moot_comments_change:
 * @context: a context inside a transaction
 * @actor: its author
 * @id: which one
 * @expected_version: that was read before it was changed; 0 for any
 * @source: the new Markdown
 * @media: (nullable) (element-type gint64): what hangs on it now; %NULL for as it is
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_MODIFIED when it was changed meanwhile, as on another device of its
 * author.
 *
 * Returns: whether it was written
 */
gboolean
moot_comments_change (const MootCoopContext  *context,
                      const MootActor        *actor,
                      gint64                  id,
                      gint64                  expected_version,
                      const char             *source,
                      const GArray           *media,
                      GError                **error)
{
  g_autoptr (MootCommentRecord) comment = moot_comments_find (context, actor, id, error);
  g_autoptr (MootDiscussionRecord) discussion = NULL;
  g_autoptr (GArray) mentioned = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (comment == NULL)
    return FALSE;
  discussion = moot_discussions_find (context, actor, comment->discussion_id, error);
  if (discussion == NULL || !check_may_speak (context, actor, discussion, error))
    return FALSE;
  if (comment->author_id != actor->id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only its author changes a comment");
  if (comment->deleted_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the comment was deleted");
  if (expected_version != 0 && expected_version != comment->version)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_MODIFIED, NULL,
                             "the comment was changed meanwhile");
  if (!moot_text_check ("body", source, MOOT_COMMENT_MAX, TRUE, error))
    return FALSE;
  g_free (comment->source);
  g_free (comment->html);
  comment->source = moot_text_dup_trimmed (source);
  comment->html = moot_coop_news_render (context, comment->source, mentioned);
  moot_coop_tell (context, "coop.discussion", comment->discussion_id);
  return moot_discussions_attach (context, actor, comment->discussion_id, id, media, error) &&
         moot_comment_store_change (context->db, comment, context->now, error);
}

/**
 * moot_comments_delete:
 * @context: a context inside a transaction
 * @actor: its author
 * @id: which one
 * @error: return location
 *
 * Forgets the text; the place and the answers to it stay.  Doing it twice changes nothing.
 *
 * Returns: whether it was written
 */
gboolean
moot_comments_delete (const MootCoopContext  *context,
                      const MootActor        *actor,
                      gint64                  id,
                      GError                **error)
{
  g_autoptr (MootCommentRecord) comment = moot_comments_find (context, actor, id, error);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (comment == NULL)
    return FALSE;
  if (comment->author_id != actor->id)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only its author deletes a comment");
  if (comment->deleted_at != 0)
    return TRUE;
  moot_coop_tell (context, "coop.discussion", comment->discussion_id);
  return moot_discussions_attach (context, actor, comment->discussion_id, id, none, error) &&
         moot_comment_store_delete (context->db, comment, context->now, error);
}

static gboolean
check_room (const MootCoopContext  *context,
            gint64                  discussion_id,
            gint64                  comment_id,
            GError                **error)
{
  gint64 n_names = 0;

  if (!moot_reaction_store_count_names (context->db, discussion_id, comment_id, &n_names, error))
    return FALSE;
  return n_names < MOOT_REACTIONS_MAX ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "name",
                           "at most %d different reactions", MOOT_REACTIONS_MAX);
}

/**
 * moot_reactions_set:
 * @context: a context inside a transaction
 * @actor: who reacts
 * @discussion_id: to its opening text, when @comment_id is 0
 * @comment_id: to this comment, else 0
 * @name: an emoji
 * @present: whether it is there afterwards
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_reactions_set (const MootCoopContext  *context,
                    const MootActor        *actor,
                    gint64                  discussion_id,
                    gint64                  comment_id,
                    const char             *name,
                    gboolean                present,
                    GError                **error)
{
  g_autoptr (MootCommentRecord) comment =
    comment_id != 0 ? moot_comments_find (context, actor, comment_id, error) : NULL;
  g_autoptr (MootDiscussionRecord) discussion = NULL;

  if (comment_id != 0 && comment == NULL)
    return FALSE;
  discussion = moot_discussions_find (
    context, actor, comment != NULL ? comment->discussion_id : discussion_id, error);
  if (discussion == NULL || !check_may_speak (context, actor, discussion, error) ||
      !moot_text_check ("name", name, MOOT_REACTION_NAME_MAX, TRUE, error) ||
      (present && !check_room (context, discussion->id, comment_id, error)))
    return FALSE;
  moot_coop_tell (context, "coop.discussion", discussion->id);
  return moot_reaction_store_set (context->db, discussion->id, comment_id, actor->id, name, present,
                                  context->now, error);
}
