/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-remote-object.h"

G_BEGIN_DECLS

#define MOOT_ACTIVITY_MAX_OBJECTS 100 /* of a report, or votes in one activity */

/**
 * MootActivityType:
 *
 * What somebody did.  %MOOT_ACTIVITY_OTHER is answered politely and forgotten.
 */
typedef enum
{
  MOOT_ACTIVITY_ACCEPT,
  MOOT_ACTIVITY_ADD,
  MOOT_ACTIVITY_ANNOUNCE,
  MOOT_ACTIVITY_ANNOUNCE_REQUEST,
  MOOT_ACTIVITY_BLOCK,
  MOOT_ACTIVITY_CREATE,
  MOOT_ACTIVITY_DELETE,
  MOOT_ACTIVITY_DISLIKE,
  MOOT_ACTIVITY_EMOJI_REACT,
  MOOT_ACTIVITY_FLAG,
  MOOT_ACTIVITY_FOLLOW,
  MOOT_ACTIVITY_INVITE,
  MOOT_ACTIVITY_JOIN,
  MOOT_ACTIVITY_LEAVE,
  MOOT_ACTIVITY_LIKE,
  MOOT_ACTIVITY_LIKE_REQUEST,
  MOOT_ACTIVITY_LOCK,
  MOOT_ACTIVITY_MOVE,
  MOOT_ACTIVITY_QUOTE_REQUEST,
  MOOT_ACTIVITY_REJECT,
  MOOT_ACTIVITY_REMOVE,
  MOOT_ACTIVITY_REPLY_REQUEST,
  MOOT_ACTIVITY_TENTATIVE_ACCEPT,
  MOOT_ACTIVITY_TENTATIVE_REJECT,
  MOOT_ACTIVITY_UNDO,
  MOOT_ACTIVITY_UPDATE,
  MOOT_ACTIVITY_OTHER,
} MootActivityType;

/**
 * MootActivity:
 * @type_name: as it stands there
 * @id: (nullable): some activities have none
 * @actor: who says to have done it
 * @object_id: (nullable): of the first object
 * @object: (nullable): the first object, if it is inside; only a claim
 * @object_ids: of all objects that have one
 * @objects: (element-type JsonObject): all objects that are inside
 * @target: (nullable): the collection of an Add, the new home of a Move
 * @instrument: (nullable): what a request asks leave for: of a QuoteRequest the quoting status
 * @result: (nullable): of an Accept: the authorisation
 * @content: (nullable): the words of a report
 * @reaction: (nullable): the emoji of a reaction, as `:name:` or one character
 * @published: UTC milliseconds, 0 = not told
 * @has_proof: whether there is a proof inside to be looked at
 * @json: as it came
 *
 * The envelope in which servers tell each other what happened.
 */
typedef struct
{
  MootActivityType type;
  char *type_name;
  char *id;
  char *actor;
  char *object_id;
  JsonObject *object;
  GStrv object_ids;
  GPtrArray *objects;
  char *target;
  char *instrument;
  char *result;
  char *content;
  char *reaction;
  MootAudience audience;
  gint64 published;
  gboolean has_proof;
  JsonObject *json;
} MootActivity;

MootActivity *moot_activity_read (JsonObject    *object,
                                  GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          moot_activity_free (MootActivity  *self);

MootActivity *moot_activity_read_inner   (const MootActivity  *self,
                                          GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      moot_activity_is_request   (MootActivityType     type);
gboolean      moot_activity_is_about_tag (const MootActivity  *self);
const char   *moot_activity_type_to_text (MootActivityType     type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootActivity, moot_activity_free)

G_END_DECLS
