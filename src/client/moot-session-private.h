/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-seen-statuses.h"
#include "moot-session.h"

G_BEGIN_DECLS

struct _MootSession
{
  GObject parent_instance;

  MootSavedAccount *account;
  MootClient *client;
  MootCache *cache;
  MootClientStream *stream;
  MootTimelineModel *home;
  MootNotificationModel *notifications;

  MootCoop *coop;
  MootMember *membership;
  GHashTable *members; /* id -> MootMember */
  MootSeenStatuses *seen;
  gint64 max_characters;
  gint64 max_media;

  GCancellable *cancellable;
};

/* moot-session.c */
void moot_session_set_max_characters (MootSession *self,
                                      gint64       max_characters);
void moot_session_set_coop           (MootSession *self,
                                      MootCoop    *coop);
void moot_session_set_membership     (MootSession *self,
                                      MootMember  *membership);
void moot_session_add_members        (MootSession *self,
                                      GPtrArray   *members);

G_END_DECLS
