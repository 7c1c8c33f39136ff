/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_REMOTE_MAX_ATTACHMENTS 16 /* of an object, as we keep them */
#define MOOT_REMOTE_MAX_TAGS 256       /* of an object */
#define MOOT_REMOTE_MAX_OPTIONS 100    /* of a poll */
#define MOOT_REMOTE_MAX_PIXELS 65535   /* on one side; larger is made up */

/**
 * MootRemoteAttachment:
 * @type: `image`, `video`, `audio` or `unknown`, from the media type or else the object's
 * @uri: the file; a page for a `Link`
 * @width: pixels, 0 = not known
 * @duration: as it stands there, ISO 8601
 * @focus_x: -1 to 1
 * @preview: (nullable): a picture of it
 *
 * A file with an object.
 */
typedef struct
{
  const char *type;
  gboolean is_link;
  char *uri;
  char *media_type;
  char *description;
  char *blurhash;
  char *duration;
  int width;
  int height;
  double focus_x;
  double focus_y;
  gboolean has_focus;
  char *preview;
} MootRemoteAttachment;

/**
 * MootRemoteTagKind:
 *
 * What a tag says.  Others are left out.
 */
typedef enum
{
  MOOT_REMOTE_TAG_MENTION,
  MOOT_REMOTE_TAG_HASHTAG,
  MOOT_REMOTE_TAG_EMOJI,
  MOOT_REMOTE_TAG_LINK,
} MootRemoteTagKind;

/**
 * MootRemoteTag:
 * @href: of a mention: the actor; of a link: the object
 * @name: of a tag without `#`, of an emoji without colons, else as it stands there
 * @uri: of an emoji: its image
 * @media_type: of a link, or of the image of an emoji
 * @rel: of a link
 * @updated: of an emoji, UTC milliseconds
 *
 * A mention, hashtag, emoji or link.
 */
typedef struct
{
  MootRemoteTagKind kind;
  char *id;
  char *href;
  char *name;
  char *uri;
  char *media_type;
  char *rel;
  gint64 updated;
} MootRemoteTag;

/**
 * MootRemoteOption:
 * @title: to the byte: votes are matched by it
 * @n_votes: -1 = hidden
 */
typedef struct
{
  char *title;
  gint64 n_votes;
} MootRemoteOption;

/**
 * MootRemotePoll:
 * @options: (element-type MootRemoteOption)
 * @n_voters: -1 = not told
 * @ends_at: UTC milliseconds, 0 = never
 * @closed: whether it is over, whatever @ends_at says
 */
typedef struct
{
  gboolean multiple;
  GPtrArray *options;
  gint64 n_voters;
  gint64 ends_at;
  gboolean closed;
} MootRemotePoll;

/**
 * MootRemoteInteraction:
 *
 * What an interaction policy speaks of.
 */
typedef enum
{
  MOOT_INTERACTION_LIKE,
  MOOT_INTERACTION_REPLY,
  MOOT_INTERACTION_ANNOUNCE,
  MOOT_INTERACTION_QUOTE,
  MOOT_N_INTERACTIONS,
} MootRemoteInteraction;

/**
 * MootRemotePolicy:
 * @automatic: who may
 * @manual: whom the author asks to ask
 *
 * Who may do something with an object.  %NULL in both: the author did not say.
 */
typedef struct
{
  GStrv automatic;
  GStrv manual;
} MootRemotePolicy;

GPtrArray *moot_remote_attachments_read (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_remote_tags_read        (JsonObject *object) G_GNUC_WARN_UNUSED_RESULT;

void moot_remote_attachment_free (MootRemoteAttachment *self);
void moot_remote_tag_free        (MootRemoteTag        *self);
void moot_remote_option_free     (MootRemoteOption     *self);

MootRemotePoll *moot_remote_poll_read (JsonObject     *object) G_GNUC_WARN_UNUSED_RESULT;
void            moot_remote_poll_free (MootRemotePoll *self);

void moot_remote_policies_read  (JsonObject       *object,
                                 MootRemotePolicy  out_policies[MOOT_N_INTERACTIONS]);
void moot_remote_policies_clear (MootRemotePolicy  policies[MOOT_N_INTERACTIONS]);

char *moot_remote_media_uri (JsonObject  *object,
                             const char  *name,
                             char       **out_media_type) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
