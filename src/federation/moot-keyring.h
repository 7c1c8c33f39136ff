/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-remote-actor.h"

G_BEGIN_DECLS

#define MOOT_KEYRING_REFRESH_MS \
  (5 * MOOT_MINUTE)                /* between two looks at an actor whose key fails */
#define MOOT_KEYRING_MAX_FETCHES 6 /* at once; one more is told to come back */
#define MOOT_KEYRING_STRANGERS 60  /* keys a minute that one address can make us fetch */
#define MOOT_KEYRING_TOTAL 600     /* and all of them together */

MootKeyring *moot_keyring_new  (MootFederation *federation) G_GNUC_WARN_UNUSED_RESULT;
void         moot_keyring_free (MootKeyring    *self);

char     *moot_keyring_authenticate       (MootKeyring            *self,
                                           const MootHttpMessage  *message,
                                           const char             *remote_address,
                                           gint64                  now,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_keyring_authenticate_proof (MootKeyring            *self,
                                           JsonObject             *document,
                                           gint64                  now,
                                           GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_keyring_keep               (MootKeyring            *self,
                                           const MootRemoteActor  *actor,
                                           gint64                  now,
                                           GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootKeyring, moot_keyring_free)

G_END_DECLS
