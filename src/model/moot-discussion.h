/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_REACTION (moot_reaction_get_type ())

G_DECLARE_FINAL_TYPE (MootReaction, moot_reaction, MOOT, REACTION, GObject)

/**
 * MootReaction:
 *
 * An emoji and how many members chose it; `member_ids` is a JSON array of the first of them.
 */
struct _MootReaction
{
  GObject parent_instance;

  char *name;
  gint64 count;
  gboolean me;
  char *member_ids;
};

#define MOOT_TYPE_DISCUSSION_READ (moot_discussion_read_get_type ())

G_DECLARE_FINAL_TYPE (MootDiscussionRead, moot_discussion_read, MOOT, DISCUSSION_READ, GObject)

/**
 * MootDiscussionRead:
 *
 * `ranges` is a JSON array of pairs: the positions of comments the viewer has seen.
 */
struct _MootDiscussionRead
{
  GObject parent_instance;

  char *ranges;
  gint64 unread_count;
  char *first_unread_id;
};

#define MOOT_TYPE_DISCUSSION (moot_discussion_get_type ())

G_DECLARE_FINAL_TYPE (MootDiscussion, moot_discussion, MOOT, DISCUSSION, GObject)

/**
 * MootDiscussion:
 *
 * `context` is sanitised HTML made by the node from `context_source`, which is Markdown.
 */
struct _MootDiscussion
{
  GObject parent_instance;

  char *id;
  char *uri;
  char *title;
  char *state;
  char *author_id;
  char *circle_id;
  GStrv tags;
  char *context;
  char *context_source;
  gint64 context_version;
  char *visibility;
  gint64 created_at;
  gint64 last_activity_at;
  gint64 comments_count;
  gint64 participants_count;
  MootDiscussionRead *read;
  char *notify;
  GStrv proposal_ids;
  char *attachments;
  gboolean pinned;
  GPtrArray *reactions; /* of MootReaction */
};

#define MOOT_TYPE_COMMENT (moot_comment_get_type ())

G_DECLARE_FINAL_TYPE (MootComment, moot_comment, MOOT, COMMENT, GObject)

/**
 * MootComment:
 *
 * `position` counts from 1 inside its discussion and is never used again; a deleted comment keeps
 * its place with an empty body.
 */
struct _MootComment
{
  GObject parent_instance;

  char *id;
  char *discussion_id;
  char *parent_id;
  char *author_id;
  gint64 position;
  char *body;
  char *body_source;
  gint64 version;
  gint64 created_at;
  gint64 edited_at;
  gint64 deleted_at;
  char *attachments;
  GPtrArray *reactions; /* of MootReaction */
};

G_END_DECLS
