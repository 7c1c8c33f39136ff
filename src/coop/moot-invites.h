/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-invite.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_INVITATION_POLICY "invitation_policy" /* the setting with who may invite, as JSON */
#define MOOT_INVITE_USES_MAX 1000
#define MOOT_INVITE_DAYS_MAX 365
#define MOOT_INVITES_OPEN_MAX 20 /* of one member */
#define MOOT_INVITE_NOTE_MAX 300 /* characters */

/**
 * MootInviteMode:
 * @MOOT_INVITE_BY_MEMBERS: whoever may propose something may invite
 * @MOOT_INVITE_BY_OFFICERS: admins and facilitators
 * @MOOT_INVITE_CLOSED: nobody, and what was given out before is worth nothing
 */
typedef enum
{
  MOOT_INVITE_BY_MEMBERS,
  MOOT_INVITE_BY_OFFICERS,
  MOOT_INVITE_CLOSED,
} MootInviteMode;

/**
 * MootInvitePolicy:
 *
 * What was decided about invitations last, or what is usual.
 */
typedef struct
{
  MootInviteMode mode;
  gint64 max_uses;
  gint64 expires_days;
} MootInvitePolicy;

gboolean moot_invite_mode_from_text (const char        *text,
                                     MootInviteMode    *out_mode);
gboolean moot_invites_load_policy   (MootDb            *db,
                                     MootInvitePolicy  *out_policy,
                                     GError           **error);

MootInvite *moot_invites_issue       (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      const char             *note,
                                      gint64                  max_uses,
                                      gint64                  expires_at,
                                      const char             *key,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
MootInvite *moot_invites_load_issued (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      gint64                  id,
                                      const char             *key,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_invites_revoke      (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      gint64                  id,
                                      GError                **error);
gint64      moot_invites_accept      (const MootCoopContext  *context,
                                      gint64                  account_id,
                                      const char             *code,
                                      const char             *reason,
                                      GError                **error);
MootInvite *moot_invites_load        (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      gint64                  id,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_invites_list        (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      const MootRange        *range,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
