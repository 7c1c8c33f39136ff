/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Writes what ours did, in the envelope that every server understands, and the collections in which
 * it can be found.
 *
 * What is answered or undone stands inside as a whole, because some servers know it by nothing
 * else; a boost names only an id, because nobody should believe us about others.  Written once and
 * kept as bytes: each delivery sends the same. Spec: ActivityPub sections 5 and 6. Thread: any. */
#include "moot-activity-writer.h"

#include "moot-actor-writer.h"
#include "moot-object-writer.h"

#include <string.h>

static MootWireContext
context_of (const MootOutgoing *activity)
{
  switch (activity->type)
    {
    case MOOT_ACTIVITY_CREATE:
    case MOOT_ACTIVITY_UPDATE:
      return activity->note != NULL && moot_remote_object_may_be_vote (activity->note) &&
                 activity->note->content == NULL
               ? MOOT_CONTEXT_PLAIN
               : MOOT_CONTEXT_FULL;
    case MOOT_ACTIVITY_LIKE:
    case MOOT_ACTIVITY_EMOJI_REACT:
      return MOOT_CONTEXT_LIKE;
    case MOOT_ACTIVITY_DELETE:
      return MOOT_CONTEXT_DELETE;
    case MOOT_ACTIVITY_QUOTE_REQUEST:
      return MOOT_CONTEXT_QUOTE;
    case MOOT_ACTIVITY_ANNOUNCE_REQUEST:
    case MOOT_ACTIVITY_LIKE_REQUEST:
    case MOOT_ACTIVITY_REPLY_REQUEST:
      return activity->note != NULL ? MOOT_CONTEXT_FULL : MOOT_CONTEXT_REQUEST;
    case MOOT_ACTIVITY_ACCEPT:
    case MOOT_ACTIVITY_REJECT:
      if (activity->inner != NULL && moot_activity_is_request (activity->inner->type))
        return context_of (activity->inner);
      break;
    case MOOT_ACTIVITY_ADD:
    case MOOT_ACTIVITY_REMOVE:
      return activity->raw != NULL ? MOOT_CONTEXT_FULL : MOOT_CONTEXT_PLAIN;
    case MOOT_ACTIVITY_ANNOUNCE:
    case MOOT_ACTIVITY_BLOCK:
    case MOOT_ACTIVITY_DISLIKE:
    case MOOT_ACTIVITY_FLAG:
    case MOOT_ACTIVITY_FOLLOW:
    case MOOT_ACTIVITY_INVITE:
    case MOOT_ACTIVITY_JOIN:
    case MOOT_ACTIVITY_LEAVE:
    case MOOT_ACTIVITY_LOCK:
    case MOOT_ACTIVITY_MOVE:
    case MOOT_ACTIVITY_OTHER:
    case MOOT_ACTIVITY_TENTATIVE_ACCEPT:
    case MOOT_ACTIVITY_TENTATIVE_REJECT:
    case MOOT_ACTIVITY_UNDO:
      break;
    }
  return MOOT_CONTEXT_PLAIN;
}

static void
put_if (MootJsonWriter *writer,
        const char     *name,
        const char     *value)
{
  if (value != NULL)
    moot_json_put_string (writer, name, value);
}

static void write_activity (const MootOutgoing *activity,
                            MootJsonWriter *writer);

/* What stays behind of a status; `atomUri` is what old servers look for.  An actor leaves only its
 * id. */
static void
write_deleted (const MootOutgoing *activity,
               MootJsonWriter     *writer)
{
  if (strcmp (activity->object, activity->actor) == 0)
    {
      moot_json_add_string (writer, activity->object);
      return;
    }
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", activity->object);
  moot_json_put_string (writer, "type", "Tombstone");
  moot_json_put_string (writer, "atomUri", activity->object);
  moot_json_end_object (writer);
}

static void
write_object (const MootOutgoing *activity,
              MootJsonWriter     *writer)
{
  moot_json_name (writer, "object");
  if (moot_activity_is_request (activity->type))
    moot_json_add_string (writer, activity->object);
  else if (activity->note != NULL)
    moot_object_write (activity->note, FALSE, writer);
  else if (activity->person != NULL)
    moot_actor_write (activity->person, FALSE, writer);
  else if (activity->inner != NULL)
    write_activity (activity->inner, writer);
  else if (activity->raw != NULL)
    moot_json_add_raw (writer, activity->raw);
  else if (activity->objects != NULL)
    {
      moot_json_begin_array (writer);
      for (guint i = 0; activity->objects[i] != NULL; i++)
        moot_json_add_string (writer, activity->objects[i]);
      moot_json_end_array (writer);
    }
  else if (activity->type == MOOT_ACTIVITY_DELETE)
    write_deleted (activity, writer);
  else
    moot_json_add_string (writer, activity->object);
}

static void
write_instrument (const MootOutgoing *activity,
                  MootJsonWriter     *writer)
{
  moot_json_name (writer, "instrument");
  if (activity->note != NULL)
    moot_object_write (activity->note, FALSE, writer);
  else if (activity->inner != NULL)
    write_activity (activity->inner, writer);
  else
    moot_json_add_string (writer, activity->instrument);
}

/* GoToSocial before 0.21 looks for what allows something under another name. */
static void
write_members (const MootOutgoing *activity,
               MootJsonWriter     *writer)
{
  put_if (writer, "id", activity->id);
  moot_json_put_string (writer, "type", moot_activity_type_to_text (activity->type));
  moot_json_put_string (writer, "actor", activity->actor);
  moot_write_time (writer, "published", activity->published);
  put_if (writer, "content", activity->content);
  if (activity->audience != NULL)
    moot_audience_write (activity->audience, writer);
  write_object (activity, writer);
  if (moot_activity_is_request (activity->type))
    write_instrument (activity, writer);
  put_if (writer, "target", activity->target);
  put_if (writer, "result", activity->result);
  put_if (writer, "announceAuthorization", activity->authorization);
  put_if (writer, "approvedBy", activity->authorization);
}

static void
write_activity (const MootOutgoing *activity,
                MootJsonWriter     *writer)
{
  moot_json_begin_object (writer);
  write_members (activity, writer);
  moot_json_end_object (writer);
}

/**
 * moot_activity_write:
 * @activity: what was done
 *
 * Returns: (transfer full): the document to be delivered and served
 */
char *
moot_activity_write (const MootOutgoing *activity)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_json_put_raw (&writer, "@context", moot_wire_context_get (context_of (activity)));
  write_members (activity, &writer);
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}

/**
 * moot_stamp_write:
 * @id: of the stamp
 * @type: `QuoteAuthorization`, or one of GoToSocial's for likes, replies and boosts
 * @author: who lets something be done with their status
 * @interacting: the status that quotes, the reply, Like or Announce
 * @target: the status that it is about
 *
 * Spec: FEP-044f, QuoteAuthorization; GoToSocial interaction policies.
 *
 * Returns: (transfer full): the document to be served
 */
char *
moot_stamp_write (const char *id,
                  const char *type,
                  const char *author,
                  const char *interacting,
                  const char *target)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_json_put_raw (&writer, "@context",
                     moot_wire_context_get (g_str_equal (type, "QuoteAuthorization")
                                              ? MOOT_CONTEXT_STAMP
                                              : MOOT_CONTEXT_REQUEST));
  moot_json_put_string (&writer, "id", id);
  moot_json_put_string (&writer, "type", type);
  moot_json_put_string (&writer, "attributedTo", author);
  moot_json_put_string (&writer, "interactingObject", interacting);
  moot_json_put_string (&writer, "interactionTarget", target);
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}

/**
 * moot_collection_write:
 * @id: of the collection
 * @total: how many there are; -1 tells nobody
 * @has_pages: whether this reader may see what is in it
 *
 * Returns: (transfer full): the root of a collection, whose pages are asked for
 */
char *
moot_collection_write (const char *id,
                       gint64      total,
                       gboolean    has_pages)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;
  g_autofree char *first = g_strconcat (id, "?page=true", NULL);
  g_autofree char *last = g_strconcat (id, "?min_id=0&page=true", NULL);

  moot_json_begin_object (&writer);
  moot_json_put_raw (&writer, "@context", moot_wire_context_get (MOOT_CONTEXT_PLAIN));
  moot_json_put_string (&writer, "id", id);
  moot_json_put_string (&writer, "type", "OrderedCollection");
  if (total >= 0)
    moot_json_put_int (&writer, "totalItems", total);
  if (has_pages)
    {
      moot_json_put_string (&writer, "first", first);
      moot_json_put_string (&writer, "last", last);
    }
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}

/**
 * moot_collection_page_write:
 * @page: the page
 *
 * Returns: (transfer full): the document
 */
char *
moot_collection_page_write (const MootOutgoingPage *page)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_json_put_raw (&writer, "@context", moot_wire_context_get (MOOT_CONTEXT_FULL));
  moot_json_put_string (&writer, "id", page->id);
  moot_json_put_string (&writer, "type", "OrderedCollectionPage");
  moot_json_put_string (&writer, "partOf", page->part_of);
  put_if (&writer, "next", page->next);
  put_if (&writer, "prev", page->prev);
  moot_json_name (&writer, "orderedItems");
  moot_json_begin_array (&writer);
  for (guint i = 0; i < page->items->len; i++)
    {
      const char *item = g_ptr_array_index (page->items, i);

      if (*item == '{')
        moot_json_add_raw (&writer, item);
      else
        moot_json_add_string (&writer, item);
    }
  moot_json_end_array (&writer);
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}
