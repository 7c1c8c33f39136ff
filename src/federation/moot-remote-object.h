/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-enums.h"
#include "moot-remote-part.h"

G_BEGIN_DECLS

#define MOOT_PUBLIC_COLLECTION "https://www.w3.org/ns/activitystreams#Public"

/**
 * MootObjectKind:
 *
 * What an object is.  %MOOT_OBJECT_OTHER is shown as name, summary and link.
 */
typedef enum
{
  MOOT_OBJECT_NOTE,
  MOOT_OBJECT_QUESTION,
  MOOT_OBJECT_ARTICLE,
  MOOT_OBJECT_PAGE,
  MOOT_OBJECT_IMAGE,
  MOOT_OBJECT_VIDEO,
  MOOT_OBJECT_AUDIO,
  MOOT_OBJECT_EVENT,
  MOOT_OBJECT_CHAT_MESSAGE,
  MOOT_OBJECT_TOMBSTONE,
  MOOT_OBJECT_OTHER,
} MootObjectKind;

/**
 * MootAudience:
 * @to: ids, each once; Public in its full spelling
 * @cc: the same
 *
 * Whom something is addressed to.  `bto` and `bcc` are never looked at.
 */
typedef struct
{
  GStrv to;
  GStrv cc;
} MootAudience;

/**
 * MootRemoteObject:
 * @type_name: as it stands there
 * @attributed_to: the actor it says it is by; only a claim
 * @uri: (nullable): a page for people, on the same server as @id
 * @name: (nullable): to the byte: the choice, if this is a vote
 * @title: (nullable): @name as a line to show
 * @warning: (nullable): plain text, of notes and polls; %NULL for others
 * @summary: (nullable): HTML of a stranger, of everything but notes and polls
 * @content: (nullable): HTML of a stranger
 * @language: (nullable): of @content
 * @group: (nullable): `audience`, the group it was posted to
 * @quoted: (nullable): the id of what it quotes
 * @reply_authorization: (nullable): what allows it to answer; of ours only
 * @source: (nullable): what the author typed, if it is Markdown
 * @replies_count: -1 = not told, as the other counts; never to be believed
 * @json: (nullable): as it came
 * @record: (nullable): JSON that other moots read: what is proposed; of ours only
 * @document: (nullable): JSON of the whole, as it was signed once; of ours only
 *
 * An object as it stands on the wire: one of another server, read but not yet believed, or one of
 * ours to be written there.
 */
typedef struct
{
  MootObjectKind kind;
  char *type_name;
  char *id;
  char *attributed_to;
  char *in_reply_to;
  char *uri;
  char *context;
  char *conversation;
  char *replies;
  char *name;
  char *title;
  char *warning;
  char *summary;
  char *content;
  char *language;
  char *source;
  char *group;
  char *quoted;
  char *quote_authorization;
  char *reply_authorization;
  MootAudience audience;
  gboolean sensitive;
  gboolean direct_message;
  gint64 published;
  gint64 updated;
  gint64 starts_at;
  gint64 ends_at;
  gint64 likes_count;
  gint64 shares_count;
  gint64 replies_count;
  GPtrArray *attachments;
  GPtrArray *tags;
  MootRemotePoll *poll;
  MootRemotePolicy policies[MOOT_N_INTERACTIONS];
  JsonObject *json;
  char *record;
  char *document;
} MootRemoteObject;

MootRemoteObject *moot_remote_object_read (JsonObject        *object,
                                           GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void              moot_remote_object_free (MootRemoteObject  *self);

gboolean  moot_remote_object_is_by       (JsonObject             *object,
                                          const char             *author);
gboolean  moot_remote_object_may_be_vote (const MootRemoteObject *self);
char     *moot_remote_object_dup_html    (const MootRemoteObject *self) G_GNUC_WARN_UNUSED_RESULT;

void           moot_audience_read           (JsonObject         *object,
                                             MootAudience       *out_audience);
void           moot_audience_clear          (MootAudience       *self);
gboolean       moot_audience_names          (const MootAudience *self,
                                             const char         *id);
gboolean       moot_audience_is_empty       (const MootAudience *self);
MootVisibility moot_audience_get_visibility (const MootAudience *self,
                                             const char         *followers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRemoteObject, moot_remote_object_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootAudience, moot_audience_clear)

G_END_DECLS
