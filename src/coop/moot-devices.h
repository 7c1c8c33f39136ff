/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot-signature.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_DEVICE_KEYS_MAX 8       /* of one member, in use at once */
#define MOOT_DEVICE_KEYS_EVER_MAX 64 /* of one member: all of them are shown with the member */
#define MOOT_DEVICE_NAME_MAX 60      /* characters */

/**
 * MootDeviceDraft:
 * @ed25519: the public key in hex
 * @name: (nullable): what the member calls the device
 * @signature: of moot_device_key_dup_claim(), in base64url
 */
typedef struct
{
  const char *ed25519;
  const char *name;
  const char *signature;
} MootDeviceDraft;

gboolean  moot_devices_add    (const MootCoopContext  *context,
                               const MootActor        *actor,
                               const MootDeviceDraft  *draft,
                               GError                **error);
gboolean  moot_devices_revoke (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               GError                **error);
char     *moot_devices_write  (const MootCoopContext  *context,
                               gint64                  member_id,
                               gboolean                with_names,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_devices_check_ballot (const MootCoopContext      *context,
                                    const MootActor            *actor,
                                    const MootBallotStatement  *statement,
                                    const char                 *signature,
                                    gboolean                    required,
                                    GError                    **error);

G_END_DECLS
