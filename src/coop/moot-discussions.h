/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-discussion.h"
#include "moot-membership.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_DISCUSSION_TAGS_MAX 10
#define MOOT_TALK_MEDIA_MAX 8     /* below one text */
#define MOOT_REACTIONS_MAX 32     /* different ones below one text */
#define MOOT_REACTION_NAME_MAX 32 /* characters: an emoji with its modifiers, or a short word */

/**
 * MootDiscussionDraft:
 *
 * What a member writes; %NULL leaves a thing as it is.
 */
typedef struct
{
  const char *title;
  const char *context;
  const char *const *tags;
  const char *visibility;
  const char *state;
  gint64 circle_id;
  const GArray *media;     /* of gint64, what hangs on it */
  int pinned;              /* -1: as it is */
  gint64 expected_version; /* 0: whatever it is */
} MootDiscussionDraft;

gint64   moot_discussions_create    (const MootCoopContext      *context,
                                     const MootActor            *actor,
                                     const MootDiscussionDraft  *draft,
                                     GError                    **error);
gboolean moot_discussions_change    (const MootCoopContext      *context,
                                     const MootActor            *actor,
                                     gint64                      id,
                                     const MootDiscussionDraft  *draft,
                                     GError                    **error);
gboolean moot_discussions_delete    (const MootCoopContext      *context,
                                     const MootActor            *actor,
                                     gint64                      id,
                                     GError                    **error);
gboolean moot_discussions_mark_read (const MootCoopContext      *context,
                                     const MootActor            *actor,
                                     gint64                      id,
                                     const char                 *ranges,
                                     GError                    **error);

gint64   moot_comments_create (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  discussion_id,
                               gint64                  parent_id,
                               const char             *source,
                               const GArray           *media,
                               GError                **error);
gboolean moot_comments_change (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               gint64                  expected_version,
                               const char             *source,
                               const GArray           *media,
                               GError                **error);
gboolean moot_comments_delete (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               GError                **error);
gboolean moot_reactions_set   (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  discussion_id,
                               gint64                  comment_id,
                               const char             *name,
                               gboolean                present,
                               GError                **error);

gboolean moot_discussions_attach (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  discussion_id,
                                  gint64                  comment_id,
                                  const GArray           *media,
                                  GError                **error);
MootDiscussionRecord *moot_discussions_find (const MootCoopContext *context,
                                             const MootActor *viewer,
                                             gint64 id,
                                             GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootCommentRecord *moot_comments_find (const MootCoopContext *context,
                                       const MootActor *viewer,
                                       gint64 id,
                                       GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

MootDiscussion *moot_discussions_load (const MootCoopContext  *context,
                                       const MootActor        *viewer,
                                       gint64                  id,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_discussions_list (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  const char             *state,
                                  const char             *tag,
                                  gint64                  circle_id,
                                  const MootRange        *range,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;

MootComment *moot_comments_load (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 gint64                  id,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *moot_comments_list (const MootCoopContext  *context,
                               const MootActor        *viewer,
                               gint64                  discussion_id,
                               const MootRange        *range,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
