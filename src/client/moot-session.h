/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account-list.h"
#include "moot-client-stream.h"
#include "moot-client.h"
#include "moot-coop.h"
#include "moot-member.h"
#include "moot-notification-model.h"
#include "moot-relationship.h"
#include "moot-timeline-model.h"

G_BEGIN_DECLS

#define MOOT_TYPE_SESSION (moot_session_get_type ())

G_DECLARE_FINAL_TYPE (MootSession, moot_session, MOOT, SESSION, GObject)

MootSession *moot_session_new (MootSavedAccount *account,
                               const char       *socket_path,
                               const char       *token,
                               MootCache        *cache) G_GNUC_WARN_UNUSED_RESULT;

void moot_session_open  (MootSession *self);
void moot_session_start (MootSession *self);
void moot_session_stop  (MootSession *self);

MootSavedAccount      *moot_session_get_account        (MootSession *self);
MootClient            *moot_session_get_client         (MootSession *self);
MootCache             *moot_session_get_cache          (MootSession *self);
MootClientStream      *moot_session_get_stream         (MootSession *self);
MootTimelineModel     *moot_session_get_home           (MootSession *self);
MootCoop              *moot_session_get_coop           (MootSession *self);
MootMember            *moot_session_get_membership     (MootSession *self);
gint64                 moot_session_get_max_characters (MootSession *self);
gint64                 moot_session_get_max_media      (MootSession *self);
MootNotificationModel *moot_session_get_notifications  (MootSession *self);
MootMember            *moot_session_find_member        (MootSession *self,
                                                        const char  *member_id);

void        moot_session_see_status  (MootSession *self,
                                      MootStatus  *status);
MootStatus *moot_session_find_status (MootSession *self,
                                      const char  *id);

void moot_session_learn_status (MootSession *self,
                                MootStatus  *status);
void moot_session_lose_status  (MootSession *self,
                                const char  *id);

void moot_session_lose_entry  (MootSession *self,
                               const char  *id);
void moot_session_lose_author (MootSession *self,
                               const char  *account_id);

MootRelationship *moot_session_find_relationship  (MootSession      *self,
                                                   const char       *account_id);
void              moot_session_learn_relationship (MootSession      *self,
                                                   MootRelationship *relationship);

G_END_DECLS
