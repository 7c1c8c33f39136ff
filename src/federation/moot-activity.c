/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads activities of other servers.
 *
 * Lenient about form, silent about truth: what an activity says about others, and the objects
 * inside it, are claims that moot-acceptance judges. Spec: ActivityPub section 7, Activity Streams
 * Vocabulary; FEP-c0e0 (reactions), FEP-044f (quotes). Thread: any. */
#include "moot-activity.h"

#include "moot-error.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_TYPE 64
#define MAX_REACTION 200 /* bytes; an emoji of a family takes 40 */

/* clang-format off */
static const char *const types[] = {
  [MOOT_ACTIVITY_ACCEPT]        = "Accept",
  [MOOT_ACTIVITY_ADD]           = "Add",
  [MOOT_ACTIVITY_ANNOUNCE]      = "Announce",
  [MOOT_ACTIVITY_ANNOUNCE_REQUEST] = "AnnounceRequest",
  [MOOT_ACTIVITY_BLOCK]         = "Block",
  [MOOT_ACTIVITY_CREATE]        = "Create",
  [MOOT_ACTIVITY_DELETE]        = "Delete",
  [MOOT_ACTIVITY_DISLIKE]       = "Dislike",
  [MOOT_ACTIVITY_EMOJI_REACT]   = "EmojiReact",
  [MOOT_ACTIVITY_FLAG]          = "Flag",
  [MOOT_ACTIVITY_FOLLOW]        = "Follow",
  [MOOT_ACTIVITY_INVITE]        = "Invite",
  [MOOT_ACTIVITY_JOIN]          = "Join",
  [MOOT_ACTIVITY_LEAVE]         = "Leave",
  [MOOT_ACTIVITY_LIKE]          = "Like",
  [MOOT_ACTIVITY_LIKE_REQUEST]  = "LikeRequest",
  [MOOT_ACTIVITY_LOCK]          = "Lock",
  [MOOT_ACTIVITY_MOVE]          = "Move",
  [MOOT_ACTIVITY_QUOTE_REQUEST] = "QuoteRequest",
  [MOOT_ACTIVITY_REJECT]        = "Reject",
  [MOOT_ACTIVITY_REMOVE]        = "Remove",
  [MOOT_ACTIVITY_REPLY_REQUEST] = "ReplyRequest",
  [MOOT_ACTIVITY_TENTATIVE_ACCEPT] = "TentativeAccept",
  [MOOT_ACTIVITY_TENTATIVE_REJECT] = "TentativeReject",
  [MOOT_ACTIVITY_UNDO]          = "Undo",
  [MOOT_ACTIVITY_UPDATE]        = "Update",
  [MOOT_ACTIVITY_OTHER]         = NULL,
};
/* clang-format on */

/* The emoji, without the `@.` that Misskey puts behind its own. */
static char *
read_reaction (JsonObject *object)
{
  g_autofree char *text = moot_wild_dup_line (object, "content");
  gsize length;

  if (text == NULL)
    text = moot_wild_dup_line (object, "_misskey_reaction");
  if (text == NULL || strlen (text) > MAX_REACTION)
    return NULL;
  length = strlen (text);
  if (length > 4 && text[0] == ':' && g_str_has_suffix (text, "@.:"))
    strcpy (text + length - 3, ":");
  return g_steal_pointer (&text);
}

static void
read_objects (MootActivity *self,
              JsonObject   *object)
{
  self->object_ids = moot_wild_dup_ids (object, "object", MOOT_ACTIVITY_MAX_OBJECTS);
  self->objects = moot_wild_get_objects (object, "object", MOOT_ACTIVITY_MAX_OBJECTS);
  self->object_id = g_strdup (moot_wild_get_id (object, "object"));
  self->object = moot_wild_get_object (object, "object");
}

static void
read_rest (MootActivity *self,
           JsonObject   *object)
{
  gboolean reacts = self->type == MOOT_ACTIVITY_LIKE || self->type == MOOT_ACTIVITY_EMOJI_REACT;

  self->target = moot_wild_dup_uri (object, "target");
  self->instrument = moot_wild_dup_uri (object, "instrument");
  self->result = moot_wild_dup_uri (object, "result");
  self->reaction = reacts ? read_reaction (object) : NULL;
  self->content = reacts ? NULL : moot_wild_dup_text (object, "content", MOOT_WILD_MAX_SUMMARY);
  self->published = moot_wild_get_time (object, "published");
  self->has_proof = moot_wild_count (object, "proof") > 0;
  moot_audience_read (object, &self->audience);
}

/**
 * moot_activity_read:
 * @object: from moot_document_parse(), or inside of what that gave
 * @error: return location
 *
 * Reads what any server calls an activity.  A type that is not known is no error.
 *
 * Errors: %MOOT_ERROR_INVALID when there is no type, or not exactly one actor.
 *
 * Returns: (transfer full): the activity
 */
MootActivity *
moot_activity_read (JsonObject  *object,
                    GError     **error)
{
  int index;
  const char *type = moot_wild_get_type (object, types, &index);
  const char *actor = moot_wild_get_id (object, "actor");
  const char *id = moot_wild_get_own_id (object);
  MootActivity *self;

  if (type == NULL || !moot_uri_is_http (actor) || moot_wild_count (object, "actor") != 1)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "an activity without type or actor");
      return NULL;
    }
  self = g_new0 (MootActivity, 1);
  self->type = index >= 0 ? (MootActivityType) index : MOOT_ACTIVITY_OTHER;
  self->type_name = g_strndup (type, MAX_TYPE);
  self->id = moot_uri_is_http (id) ? g_strdup (id) : NULL;
  self->actor = g_strdup (actor);
  self->json = json_object_ref (object);
  read_objects (self, object);
  read_rest (self, object);
  return self;
}

/**
 * moot_activity_free:
 * @self: (nullable): an activity
 */
void
moot_activity_free (MootActivity *self)
{
  if (self == NULL)
    return;

  g_free (self->type_name);
  g_free (self->id);
  g_free (self->actor);
  g_free (self->object_id);
  g_free (self->target);
  g_free (self->instrument);
  g_free (self->result);
  g_free (self->content);
  g_free (self->reaction);
  g_strfreev (self->object_ids);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
  moot_audience_clear (&self->audience);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

/**
 * moot_activity_read_inner:
 * @self: an Accept, Reject, Undo, or what a group announces
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when its object is no activity, or only an id.
 *
 * Returns: (transfer full): the activity inside
 */
MootActivity *
moot_activity_read_inner (const MootActivity  *self,
                          GError             **error)
{
  if (self->object != NULL)
    return moot_activity_read (self->object, error);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "no activity inside");
  return NULL;
}

/** moot_activity_is_request: whether @type asks for leave to do what its instrument says */
gboolean
moot_activity_is_request (MootActivityType type)
{
  return type == MOOT_ACTIVITY_ANNOUNCE_REQUEST || type == MOOT_ACTIVITY_LIKE_REQUEST ||
         type == MOOT_ACTIVITY_QUOTE_REQUEST || type == MOOT_ACTIVITY_REPLY_REQUEST;
}

/** moot_activity_is_about_tag: whether the object is a hashtag, which need not have an id */
gboolean
moot_activity_is_about_tag (const MootActivity *self)
{
  static const char *const tag[] = { "Hashtag" };
  int index = -1;

  return self->object != NULL && moot_wild_get_type (self->object, tag, &index) != NULL &&
         index == 0;
}

/**
 * moot_activity_type_to_text:
 * @type: a type
 *
 * Returns: its name on the wire; %NULL for %MOOT_ACTIVITY_OTHER
 */
const char *
moot_activity_type_to_text (MootActivityType type)
{
  return types[type];
}
