/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Writes objects of ours: notes, polls, votes, articles.
 *
 * What is written can be read back into the same struct by moot_remote_object_read().  One type,
 * always as a text; `to`, `cc`, `tag` and `attachment` always as arrays: those are the forms that
 * every server reads. Spec: ActivityPub, Activity Streams Vocabulary; Mastodon, "Object". Thread:
 * any. */
#include "moot-object-writer.h"

#include "moot-clock.h"

#include <string.h>

/**
 * moot_write_time:
 * @writer: where to
 * @name: the member
 * @time_ms: UTC milliseconds; 0 writes nothing
 *
 * Whole seconds: some servers cannot read fractions.
 */
void
moot_write_time (MootJsonWriter *writer,
                 const char     *name,
                 gint64          time_ms)
{
  g_autofree char *text = time_ms != 0 ? moot_time_format_iso (time_ms) : NULL;

  if (text == NULL)
    return;
  strcpy (strchr (text, '.'), "Z");
  moot_json_put_string (writer, name, text);
}

static void
put_if (MootJsonWriter *writer,
        const char     *name,
        const char     *value)
{
  if (value != NULL)
    moot_json_put_string (writer, name, value);
}

static void
put_ids (MootJsonWriter *writer,
         const char     *name,
         GStrv           ids)
{
  moot_json_name (writer, name);
  moot_json_begin_array (writer);
  for (guint i = 0; ids[i] != NULL; i++)
    moot_json_add_string (writer, ids[i]);
  moot_json_end_array (writer);
}

/**
 * moot_audience_write:
 * @audience: whom it is for
 * @writer: where to
 *
 * `cc` is left out when it is empty, `to` never is.
 */
void
moot_audience_write (const MootAudience *audience,
                     MootJsonWriter     *writer)
{
  put_ids (writer, "to", audience->to);
  if (audience->cc[0] != NULL)
    put_ids (writer, "cc", audience->cc);
}

/**
 * moot_audience_new_for:
 * @visibility: who may see it
 * @followers: the followers collection of the author
 * @mentioned: (array zero-terminated=1): the actors that are mentioned
 *
 * Conformance 52: followers-only stands in `to`, or else Mastodon takes it for direct.
 *
 * Returns: (transfer full): whom to name
 */
MootAudience *
moot_audience_new_for (MootVisibility     visibility,
                       const char        *followers,
                       const char *const *mentioned)
{
  g_autoptr (GStrvBuilder) to = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) cc = g_strv_builder_new ();
  MootAudience *self = g_new0 (MootAudience, 1);

  if (visibility == MOOT_VISIBILITY_PUBLIC)
    {
      g_strv_builder_add (to, MOOT_PUBLIC_COLLECTION);
      g_strv_builder_add (cc, followers);
    }
  else if (visibility == MOOT_VISIBILITY_UNLISTED)
    {
      g_strv_builder_add (to, followers);
      g_strv_builder_add (cc, MOOT_PUBLIC_COLLECTION);
    }
  else if (visibility == MOOT_VISIBILITY_PRIVATE)
    {
      g_strv_builder_add (to, followers);
    }
  for (guint i = 0; mentioned[i] != NULL; i++)
    g_strv_builder_add (visibility == MOOT_VISIBILITY_DIRECT ? to : cc, mentioned[i]);
  self->to = g_strv_builder_end (to);
  self->cc = g_strv_builder_end (cc);
  return self;
}

/**
 * moot_audience_free:
 * @self: (nullable): from moot_audience_new_for()
 */
void
moot_audience_free (MootAudience *self)
{
  if (self == NULL)
    return;

  moot_audience_clear (self);
  g_free (self);
}

/**
 * moot_write_image:
 * @writer: where to
 * @name: the member
 * @uri: (nullable): the file; %NULL writes nothing
 * @media_type: (nullable): what it is
 * @description: (nullable): for those who cannot see it
 */
void
moot_write_image (MootJsonWriter *writer,
                  const char     *name,
                  const char     *uri,
                  const char     *media_type,
                  const char     *description)
{
  if (uri == NULL)
    return;
  moot_json_name (writer, name);
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", "Image");
  put_if (writer, "mediaType", media_type);
  moot_json_put_string (writer, "url", uri);
  put_if (writer, "summary", description);
  moot_json_end_object (writer);
}

static void
write_tag (const MootRemoteTag *tag,
           MootJsonWriter      *writer)
{
  static const char *const types[] = { "Mention", "Hashtag", "Emoji", "Link" };
  const char *mark = tag->kind == MOOT_REMOTE_TAG_HASHTAG ? "#"
                     : tag->kind == MOOT_REMOTE_TAG_EMOJI ? ":"
                                                          : "";
  g_autofree char *name =
    tag->name != NULL ? g_strconcat (mark, tag->name, *mark == ':' ? mark : "", NULL) : NULL;

  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", types[tag->kind]);
  put_if (writer, "id", tag->id);
  if (tag->kind == MOOT_REMOTE_TAG_LINK)
    put_if (writer, "mediaType", tag->media_type);
  put_if (writer, "rel", tag->rel);
  put_if (writer, "href", tag->href);
  put_if (writer, "name", name);
  moot_write_time (writer, "updated", tag->updated);
  moot_write_image (writer, "icon", tag->uri, tag->media_type, NULL);
  moot_json_end_object (writer);
}

/** moot_write_tags: the member `tag`, empty or not */
void
moot_write_tags (GPtrArray      *tags,
                 MootJsonWriter *writer)
{
  moot_json_name (writer, "tag");
  moot_json_begin_array (writer);
  for (guint i = 0; tags != NULL && i < tags->len; i++)
    write_tag (g_ptr_array_index (tags, i), writer);
  moot_json_end_array (writer);
}

/* Always a Document, whose media type says what it is. */
static void
write_attachment (const MootRemoteAttachment *attachment,
                  MootJsonWriter             *writer)
{
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", attachment->is_link ? "Link" : "Document");
  put_if (writer, "mediaType", attachment->media_type);
  moot_json_put_string (writer, attachment->is_link ? "href" : "url", attachment->uri);
  put_if (writer, "name", attachment->description);
  put_if (writer, "summary", attachment->description);
  put_if (writer, "blurhash", attachment->blurhash);
  if (attachment->has_focus)
    {
      moot_json_name (writer, "focalPoint");
      moot_json_begin_array (writer);
      moot_json_add_double (writer, attachment->focus_x);
      moot_json_add_double (writer, attachment->focus_y);
      moot_json_end_array (writer);
    }
  if (attachment->width > 0 && attachment->height > 0)
    {
      moot_json_put_int (writer, "width", attachment->width);
      moot_json_put_int (writer, "height", attachment->height);
    }
  put_if (writer, "duration", attachment->duration);
  moot_json_end_object (writer);
}

static void
write_attachments (GPtrArray      *attachments,
                   MootJsonWriter *writer)
{
  moot_json_name (writer, "attachment");
  moot_json_begin_array (writer);
  for (guint i = 0; attachments != NULL && i < attachments->len; i++)
    write_attachment (g_ptr_array_index (attachments, i), writer);
  moot_json_end_array (writer);
}

static void
write_option (const MootRemoteOption *option,
              MootJsonWriter         *writer)
{
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", "Note");
  moot_json_put_string (writer, "name", option->title);
  moot_json_name (writer, "replies");
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", "Collection");
  moot_json_put_int (writer, "totalItems", MAX (option->n_votes, 0));
  moot_json_end_object (writer);
  moot_json_end_object (writer);
}

/* Hidden results are zeros: strict readers want numbers. */
static void
write_poll (const MootRemotePoll *poll,
            MootJsonWriter       *writer)
{
  moot_write_time (writer, "endTime", poll->ends_at);
  if (poll->closed)
    moot_write_time (writer, "closed", poll->ends_at);
  if (poll->n_voters >= 0)
    moot_json_put_int (writer, "votersCount", poll->n_voters);
  moot_json_name (writer, poll->multiple ? "anyOf" : "oneOf");
  moot_json_begin_array (writer);
  for (guint i = 0; i < poll->options->len; i++)
    write_option (g_ptr_array_index (poll->options, i), writer);
  moot_json_end_array (writer);
}

static void
write_policies (const MootRemotePolicy *policies,
                MootJsonWriter         *writer)
{
  static const char *const names[MOOT_N_INTERACTIONS] = {
    [MOOT_INTERACTION_LIKE] = "canLike",
    [MOOT_INTERACTION_REPLY] = "canReply",
    [MOOT_INTERACTION_ANNOUNCE] = "canAnnounce",
    [MOOT_INTERACTION_QUOTE] = "canQuote",
  };
  gboolean any = FALSE;

  for (guint i = 0; i < MOOT_N_INTERACTIONS; i++)
    {
      if (policies[i].automatic == NULL)
        continue;
      if (!any)
        {
          moot_json_name (writer, "interactionPolicy");
          moot_json_begin_object (writer);
          any = TRUE;
        }
      moot_json_name (writer, names[i]);
      moot_json_begin_object (writer);
      put_ids (writer, "automaticApproval", policies[i].automatic);
      if (policies[i].manual != NULL && policies[i].manual[0] != NULL)
        put_ids (writer, "manualApproval", policies[i].manual);
      moot_json_end_object (writer);
    }
  if (any)
    moot_json_end_object (writer);
}

/* The count under @name, with the collection that would list it. */
static void
write_count (const MootRemoteObject *object,
             const char             *name,
             gint64                  count,
             MootJsonWriter         *writer)
{
  g_autofree char *id = g_strconcat (object->id, "/", name, NULL);

  if (count < 0)
    return;
  moot_json_name (writer, name);
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", id);
  moot_json_put_string (writer, "type", "Collection");
  moot_json_put_int (writer, "totalItems", count);
  moot_json_end_object (writer);
}

static void
write_replies (const MootRemoteObject *object,
               MootJsonWriter         *writer)
{
  g_autofree char *next = NULL;

  if (object->replies == NULL)
    return;
  next = g_strconcat (object->replies, "?page=true", NULL);
  moot_json_name (writer, "replies");
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", object->replies);
  moot_json_put_string (writer, "type", "Collection");
  moot_json_name (writer, "first");
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", "CollectionPage");
  moot_json_put_string (writer, "partOf", object->replies);
  moot_json_put_string (writer, "next", next);
  moot_json_name (writer, "items");
  moot_json_begin_array (writer);
  moot_json_end_array (writer);
  moot_json_end_object (writer);
  moot_json_end_object (writer);
}

static void
write_texts (const MootRemoteObject *object,
             MootJsonWriter         *writer)
{
  gboolean is_short = object->kind == MOOT_OBJECT_NOTE || object->kind == MOOT_OBJECT_QUESTION;

  if (!is_short)
    put_if (writer, "name", object->title);
  moot_json_put_string (writer, "summary", is_short ? object->warning : object->summary);
  moot_json_put_boolean (writer, "sensitive", object->sensitive);
  moot_json_put_string (writer, "content", object->content != NULL ? object->content : "");
  if (object->language != NULL && object->content != NULL)
    {
      moot_json_name (writer, "contentMap");
      moot_json_begin_object (writer);
      moot_json_put_string (writer, object->language, object->content);
      moot_json_end_object (writer);
    }
  if (object->source != NULL)
    {
      moot_json_name (writer, "source");
      moot_json_begin_object (writer);
      moot_json_put_string (writer, "content", object->source);
      moot_json_put_string (writer, "mediaType", "text/markdown");
      moot_json_end_object (writer);
    }
}

/* A vote is nothing but the name of the choice: with any content GoToSocial does not count it. */
static void
write_vote (const MootRemoteObject *object,
            MootJsonWriter         *writer)
{
  moot_json_put_string (writer, "name", object->name);
  moot_json_put_string (writer, "attributedTo", object->attributed_to);
  moot_json_put_string (writer, "inReplyTo", object->in_reply_to);
  moot_audience_write (&object->audience, writer);
  moot_write_time (writer, "published", object->published);
}

static void
write_quote (const MootRemoteObject *object,
             MootJsonWriter         *writer)
{
  if (object->quoted == NULL)
    return;
  moot_json_put_string (writer, "quote", object->quoted);
  moot_json_put_string (writer, "quoteUri", object->quoted);
  moot_json_put_string (writer, "_misskey_quote", object->quoted);
  put_if (writer, "quoteAuthorization", object->quote_authorization);
}

static void
write_whole (const MootRemoteObject *object,
             MootJsonWriter         *writer)
{
  moot_json_put_string (writer, "attributedTo", object->attributed_to);
  moot_json_put_string (writer, "inReplyTo", object->in_reply_to);
  moot_write_time (writer, "published", object->published);
  moot_write_time (writer, "updated", object->updated);
  put_if (writer, "url", object->uri);
  moot_audience_write (&object->audience, writer);
  put_if (writer, "audience", object->group);
  write_texts (object, writer);
  if (object->direct_message)
    moot_json_put_boolean (writer, "directMessage", TRUE);
  put_if (writer, "replyAuthorization", object->reply_authorization);
  put_if (writer, "approvedBy", object->reply_authorization);
  put_if (writer, "context", object->context);
  put_if (writer, "conversation", object->conversation);
  write_quote (object, writer);
  moot_write_tags (object->tags, writer);
  write_attachments (object->attachments, writer);
  if (object->poll != NULL)
    write_poll (object->poll, writer);
  write_policies (object->policies, writer);
  write_replies (object, writer);
  write_count (object, "likes", object->likes_count, writer);
  write_count (object, "shares", object->shares_count, writer);
  if (object->record != NULL)
    moot_json_put_raw (writer, "folkmoot:proposal", object->record);
}

/**
 * moot_object_write:
 * @object: what to write; @type_name is what it is called
 * @is_root: whether it stands alone and so needs a context
 * @writer: where to
 *
 * What was signed is written as it was signed.
 *
 * Shape: a note with a name, a parent and no content is written as a vote.
 */
void
moot_object_write (const MootRemoteObject *object,
                   gboolean                is_root,
                   MootJsonWriter         *writer)
{
  gboolean is_vote = moot_remote_object_may_be_vote (object) && object->content == NULL;

  if (object->document != NULL)
    {
      moot_json_add_raw (writer, object->document);
      return;
    }
  moot_json_begin_object (writer);
  if (is_root)
    moot_json_put_raw (writer, "@context",
                       moot_wire_context_get (is_vote ? MOOT_CONTEXT_PLAIN : MOOT_CONTEXT_FULL));
  moot_json_put_string (writer, "id", object->id);
  moot_json_put_string (writer, "type", object->type_name);
  if (is_vote)
    write_vote (object, writer);
  else
    write_whole (object, writer);
  moot_json_end_object (writer);
}

/** moot_object_to_json: (transfer full): an object as a document of its own */
char *
moot_object_to_json (const MootRemoteObject *object)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_object_write (object, TRUE, &writer);
  return moot_json_writer_steal (&writer);
}

/**
 * moot_tombstone_write:
 * @id: of what was there
 * @former_type: what it was
 * @deleted_at: UTC milliseconds
 *
 * Returns: (transfer full): what to serve with 410
 */
char *
moot_tombstone_write (const char *id,
                      const char *former_type,
                      gint64      deleted_at)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_json_put_raw (&writer, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  moot_json_put_string (&writer, "id", id);
  moot_json_put_string (&writer, "type", "Tombstone");
  moot_json_put_string (&writer, "formerType", former_type);
  moot_write_time (&writer, "deleted", deleted_at);
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}

/** moot_hashtag_write: a tag @name of ours, in its normal form, as an object */
void
moot_hashtag_write (const MootSite *site,
                    const char     *name,
                    MootJsonWriter *writer)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *href = moot_site_url (site, "/tags/%s", escaped);
  g_autofree char *shown = g_strconcat ("#", name, NULL);

  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", "Hashtag");
  moot_json_put_string (writer, "href", href);
  moot_json_put_string (writer, "name", shown);
  moot_json_end_object (writer);
}
