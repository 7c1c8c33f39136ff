/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"
#include "moot-remote-actor.h"

G_BEGIN_DECLS

typedef struct _MootOutgoing MootOutgoing;

/**
 * MootOutgoing:
 * @id: (nullable): of the activity
 * @actor: who does it
 * @published: UTC milliseconds, 0 = not told
 * @audience: (nullable): whom it is for; %NULL for what goes to one inbox only
 * @object: (nullable): the id of what it is about, if that is all
 * @objects: (nullable): several, of a Flag
 * @note: (nullable): the object as a whole, of a Create or Update
 * @person: (nullable): the actor as a whole, of an Update
 * @inner: (nullable): the activity it answers or undoes, as a whole
 * @raw: (nullable): as JSON: of an Announce somebody's activity as a whole, of an Add or Remove a
 *   hashtag
 * @target: (nullable): the collection of an Add, the new home of a Move
 * @instrument: (nullable): the id of what a request asks leave for, where it is not set as a whole
 * @result: (nullable): of an Accept: what it grants
 * @authorization: (nullable): of an Announce: what allows it
 * @content: (nullable): the words of a Flag, the emoji of a Like
 *
 * Something one of ours did, to be told to others.  Exactly one of @object, @objects, @note,
 * @person, @inner and @raw is set; but the @note or @inner of a request is its instrument, and
 * @object what that is about.  Nothing is owned.
 */
struct _MootOutgoing
{
  MootActivityType type;
  const char *id;
  const char *actor;
  gint64 published;
  const MootAudience *audience;
  const char *object;
  const char *const *objects;
  const MootRemoteObject *note;
  const MootRemoteActor *person;
  const MootOutgoing *inner;
  const char *raw;
  const char *target;
  const char *instrument;
  const char *result;
  const char *authorization;
  const char *content;
};

char *moot_activity_write   (const MootOutgoing *activity) G_GNUC_WARN_UNUSED_RESULT;
char *moot_stamp_write      (const char         *id,
                             const char         *type,
                             const char         *author,
                             const char         *interacting,
                             const char         *target) G_GNUC_WARN_UNUSED_RESULT;
char *moot_collection_write (const char         *id,
                             gint64              total,
                             gboolean            has_pages) G_GNUC_WARN_UNUSED_RESULT;

/**
 * MootOutgoingPage:
 * @id: of the page
 * @part_of: the collection
 * @next: (nullable): where older items are
 * @prev: (nullable): where newer items are
 * @items: (element-type utf8): ids, or objects as JSON
 *
 * A page of a collection of ours, newest first.
 */
typedef struct
{
  const char *id;
  const char *part_of;
  const char *next;
  const char *prev;
  GPtrArray *items;
} MootOutgoingPage;

char *moot_collection_page_write (const MootOutgoingPage *page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
