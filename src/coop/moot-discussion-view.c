/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussions and comments as the API shows them to one member.
 * Spec: co-op API, Discussion and Comment.
 * Thread: the connection's. */
#include "moot-discussions.h"

#include "moot-coop-error.h"
#include "moot-discussion-store.h"
#include "moot-json.h"
#include "moot-read-ranges.h"
#include "moot-talk-store.h"

static GStrv
read_tags (const char *json)
{
  g_autoptr (JsonNode) node = moot_json_parse (json, -1, NULL);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (tags, json_array_get_string_element (array, i));
  return g_strv_builder_end (tags);
}

static GStrv
write_ids (const GArray *ids)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));

      g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

/* What lies between the pieces that were read: how many, and the first of them. */
static gboolean
find_unread (MootDb                      *db,
             const MootDiscussionRecord  *record,
             const GArray                *ranges,
             gint64                      *out_n,
             gint64                      *out_first_id,
             GError                     **error)
{
  gint64 after = 0; /* all up to here is read or not there */

  *out_n = record->comments_count;
  *out_first_id = 0;
  for (guint i = 0; i < ranges->len; i++)
    {
      const MootReadRange *range = &g_array_index (ranges, MootReadRange, i);
      gint64 last = MIN (range->last, record->last_position);
      gint64 n = 0;

      if (range->first > last)
        break;
      if (!moot_discussion_store_count_between (db, record->id, range->first, last, &n, error) ||
          (*out_first_id == 0 &&
           !moot_discussion_store_find_between (db, record->id, after, range->first, out_first_id,
                                                error)))
        return FALSE;
      *out_n -= n;
      after = last;
    }
  return *out_first_id != 0 ||
         moot_discussion_store_find_between (db, record->id, after, G_MAXINT64, out_first_id,
                                             error);
}

static gboolean
fill_read (const MootCoopContext       *context,
           const MootActor             *viewer,
           const MootDiscussionRecord  *record,
           MootDiscussion              *discussion,
           GError                     **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootReadRecord) kept =
    moot_discussion_store_find_read (context->db, record->id, viewer->id, &local);
  g_autoptr (GArray) ranges = NULL;
  gint64 n_unread = 0;
  gint64 first_id = 0;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  ranges = moot_read_ranges_parse (kept != NULL ? kept->ranges : "[]", error);
  if (ranges == NULL ||
      !find_unread (context->db, record, ranges, &n_unread, &first_id, error))
    return FALSE;
  discussion->read = g_object_new (MOOT_TYPE_DISCUSSION_READ, NULL);
  discussion->read->ranges = g_strdup (kept != NULL ? kept->ranges : "[]");
  discussion->notify = g_strdup (kept != NULL ? kept->notify : "normal");
  discussion->read->unread_count = n_unread;
  if (first_id != 0)
    discussion->read->first_unread_id = g_strdup_printf ("%" G_GINT64_FORMAT, first_id);
  return TRUE;
}

static char *
write_attachments (const MootCoopContext  *context,
                   gint64                  discussion_id,
                   gint64                  comment_id,
                   GError                **error)
{
  g_autoptr (GPtrArray) media = moot_talk_store_list_attachments (
    context->db, context->site, discussion_id, comment_id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (media == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < media->len; i++)
    moot_entity_to_json (g_ptr_array_index (media, i), &json);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static MootDiscussion *
make_discussion (const MootCoopContext       *context,
                 const MootActor             *viewer,
                 const MootDiscussionRecord  *record,
                 GError                     **error)
{
  g_autoptr (MootDiscussion) discussion = g_object_new (MOOT_TYPE_DISCUSSION, NULL);
  g_autoptr (GArray) proposals =
    moot_discussion_store_list_proposals (context->db, record->id, viewer->id, error);
  g_autoptr (GPtrArray) reactions =
    proposals != NULL ? moot_reaction_store_list (context->db, record->id, 0, viewer->id, error)
                      : NULL;

  if (reactions == NULL || !fill_read (context, viewer, record, discussion, error))
    return NULL;
  discussion->attachments = write_attachments (context, record->id, 0, error);
  if (discussion->attachments == NULL)
    return NULL;
  discussion->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  discussion->uri = moot_site_url (context->site, "/coop/d/%" G_GINT64_FORMAT, record->id);
  discussion->title = g_strdup (record->title);
  discussion->state = g_strdup (record->state);
  discussion->author_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->author_id);
  if (record->circle_id != 0)
    discussion->circle_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->circle_id);
  discussion->tags = read_tags (record->tags);
  discussion->context = g_strdup (record->html);
  discussion->context_source = g_strdup (record->source);
  discussion->context_version = record->context_version;
  discussion->visibility = g_strdup (record->visibility);
  discussion->created_at = record->created_at;
  discussion->last_activity_at = record->last_activity_at;
  discussion->comments_count = record->comments_count;
  discussion->participants_count = record->participants_count;
  discussion->proposal_ids = write_ids (proposals);
  discussion->pinned = record->pinned;
  g_ptr_array_unref (discussion->reactions);
  discussion->reactions = g_steal_pointer (&reactions);
  return g_steal_pointer (&discussion);
}

/** moot_discussions_load: (transfer full): one discussion, for members */
MootDiscussion *
moot_discussions_load (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       gint64                  id,
                       GError                **error)
{
  g_autoptr (MootDiscussionRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_discussions_find (context, viewer, id, error);
  return record != NULL ? make_discussion (context, viewer, record, error) : NULL;
}

/** moot_discussions_list: (transfer full) (element-type MootDiscussion): a page, see
 * moot_discussion_store_list() */
GPtrArray *
moot_discussions_list (const MootCoopContext  *context,
                       const MootActor        *viewer,
                       const char             *state,
                       const char             *tag,
                       gint64                  circle_id,
                       const MootRange        *range,
                       GError                **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) discussions = g_ptr_array_new_with_free_func (g_object_unref);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  records =
    moot_discussion_store_list (context->db, viewer->id, state, tag, circle_id, range, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      MootDiscussion *discussion =
        make_discussion (context, viewer, g_ptr_array_index (records, i), error);

      if (discussion == NULL)
        return NULL;
      g_ptr_array_add (discussions, discussion);
    }
  return g_steal_pointer (&discussions);
}

static MootComment *
make_comment (const MootCoopContext    *context,
              const MootActor          *viewer,
              const MootCommentRecord  *record,
              GError                  **error)
{
  g_autoptr (GPtrArray) reactions =
    moot_reaction_store_list (context->db, record->discussion_id, record->id, viewer->id, error);
  g_autofree char *attachments = NULL;
  MootComment *comment;

  if (reactions == NULL)
    return NULL;
  attachments = write_attachments (context, record->discussion_id, record->id, error);
  if (attachments == NULL)
    return NULL;
  comment = g_object_new (MOOT_TYPE_COMMENT, NULL);
  comment->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  comment->discussion_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->discussion_id);
  if (record->parent_id != 0)
    comment->parent_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->parent_id);
  comment->author_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->author_id);
  comment->position = record->position;
  comment->body = g_strdup (record->html);
  comment->body_source = g_strdup (record->source);
  comment->version = record->version;
  comment->created_at = record->created_at;
  comment->edited_at = record->edited_at;
  comment->deleted_at = record->deleted_at;
  comment->attachments = g_steal_pointer (&attachments);
  g_ptr_array_unref (comment->reactions);
  comment->reactions = g_steal_pointer (&reactions);
  return comment;
}

/** moot_comments_load: (transfer full): one comment, for members */
MootComment *
moot_comments_load (const MootCoopContext  *context,
                    const MootActor        *viewer,
                    gint64                  id,
                    GError                **error)
{
  g_autoptr (MootCommentRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_comments_find (context, viewer, id, error);
  return record != NULL ? make_comment (context, viewer, record, error) : NULL;
}

/** moot_comments_list: (transfer full) (element-type MootComment): a page of a discussion */
GPtrArray *
moot_comments_list (const MootCoopContext  *context,
                    const MootActor        *viewer,
                    gint64                  discussion_id,
                    const MootRange        *range,
                    GError                **error)
{
  g_autoptr (MootDiscussionRecord) discussion = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) comments = g_ptr_array_new_with_free_func (g_object_unref);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  discussion = moot_discussions_find (context, viewer, discussion_id, error);
  if (discussion == NULL)
    return NULL;
  records = moot_comment_store_list (context->db, discussion_id, range, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      MootComment *comment = make_comment (context, viewer, g_ptr_array_index (records, i), error);

      if (comment == NULL)
        return NULL;
      g_ptr_array_add (comments, comment);
    }
  return g_steal_pointer (&comments);
}
