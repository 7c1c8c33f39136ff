/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A discussion of the members, what they said in it and how far the viewer has read.
 * Spec: co-op API, Discussion and Comment. */
#include "moot-discussion.h"

/* clang-format off */
static const MootField reaction_fields[] = {
  MOOT_STRING (MootReaction, name, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootReaction, count, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootReaction, me, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootReaction, member_ids, MOOT_FIELD_OPTIONAL),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootReaction, moot_reaction, reaction_fields)

/* clang-format off */
static const MootField discussion_read_fields[] = {
  MOOT_JSON (MootDiscussionRead, ranges, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussionRead, unread_count, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussionRead, first_unread_id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDiscussionRead, moot_discussion_read, discussion_read_fields)

/* clang-format off */
static const MootField discussion_fields[] = {
  MOOT_STRING (MootDiscussion, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDiscussion, uri, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussion, title, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootDiscussion, state, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussion, author_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussion, circle_id, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootDiscussion, tags, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussion, context, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootDiscussion, context_source, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussion, context_version, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDiscussion, visibility, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootDiscussion, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootDiscussion, last_activity_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussion, comments_count, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDiscussion, participants_count, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootDiscussion, read, MootDiscussionRead,
               MOOT_FIELD_PLAIN, moot_discussion_read_get_type),
  MOOT_STRING (MootDiscussion, notify, MOOT_FIELD_PLAIN),
  MOOT_STRINGS (MootDiscussion, proposal_ids, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootDiscussion, attachments, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootDiscussion, pinned, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootDiscussion, reactions, MOOT_FIELD_PLAIN, moot_reaction_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDiscussion, moot_discussion, discussion_fields)

/* clang-format off */
static const MootField comment_fields[] = {
  MOOT_STRING (MootComment, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootComment, discussion_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootComment, parent_id, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootComment, author_id, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootComment, position, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootComment, body, MOOT_FIELD_NOT_NULL),
  MOOT_STRING (MootComment, body_source, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootComment, version, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootComment, created_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootComment, edited_at, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootComment, deleted_at, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootComment, attachments, MOOT_FIELD_PLAIN),
  MOOT_LIST (MootComment, reactions, MOOT_FIELD_PLAIN, moot_reaction_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootComment, moot_comment, comment_fields)
