/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-circle.h"
#include "moot-discussion.h"
#include "moot-member.h"
#include "moot-page-source.h"
#include "moot-talk-load.h"

G_BEGIN_DECLS

#define MOOT_DISCUSSION_PROPOSALS_MAX 20 /* shown beside a discussion */

/**
 * MootDiscussionCase:
 * @discussion: the discussion
 * @me: (nullable): what this account is in the co-op
 * @circle: (nullable): to which it belongs
 * @names: (element-type utf8 MootMember): members by id
 * @talk: what was said
 * @proposals: (element-type MootProposal): what came of it
 *
 * A discussion with everything its page shows.
 */
typedef struct
{
  MootDiscussion *discussion;
  MootMember *me;
  MootCircle *circle;
  GHashTable *names;
  MootTalk *talk;
  GPtrArray *proposals;
} MootDiscussionCase;

gpointer moot_discussion_case_load (MootPageSource      *source,
                                    const char          *id,
                                    GCancellable        *cancellable,
                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_discussion_case_free (MootDiscussionCase  *self);

gboolean moot_discussion_case_leads (const MootDiscussionCase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDiscussionCase, moot_discussion_case_free)

G_END_DECLS
