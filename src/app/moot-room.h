/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-member.h"
#include "moot-page-source.h"
#include "moot-unsent.h"

G_BEGIN_DECLS

#define MOOT_ROOM_PAGES_MAX 40 /* of what is long: 3,200 discussions */

/**
 * MootRoom:
 * @open: (element-type MootProposal): to be talked about and voted on, most urgent first
 * @over: (element-type MootProposal): newest first
 * @discussions: (element-type MootDiscussion): those with news first
 * @elections: (element-type MootContest): newest first
 * @tasks: (element-type MootTask): what I have to do
 * @waiting: (element-type MootUnsentItem): discussions the server does not have yet
 * @names: (element-type utf8 MootMember): members by id
 * @verdicts: (element-type utf8 utf8): how proposals were decided, by id
 * @bylaws: (nullable): what is decided by
 * @me: (nullable): what this account is in the co-op
 * @more_over: whether there are more of these on the server
 * @more_discussions: whether there are more of these on the server
 * @clock_error: seconds that the clock of the server is behind, negative when it is ahead
 *
 * Everything the room shows, as one load brings it.
 */
typedef struct
{
  GPtrArray *open;
  GPtrArray *over;
  GPtrArray *discussions;
  GPtrArray *elections;
  GPtrArray *tasks;
  GPtrArray *waiting;
  GHashTable *names;
  GHashTable *verdicts;
  MootBylaws *bylaws;
  MootMember *me;
  gboolean more_over;
  gboolean more_discussions;
  gint64 clock_error;
} MootRoom;

gpointer moot_room_load (MootPageSource  *source,
                         const char      *id,
                         GCancellable    *cancellable,
                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_room_free (MootRoom        *self);

const char *moot_room_find_name (MootRoom   *self,
                                 const char *member_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRoom, moot_room_free)

G_END_DECLS
