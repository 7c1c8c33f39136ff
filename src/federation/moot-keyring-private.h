/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-error.h"
#include "moot-failure-memory.h"
#include "moot-key-memory.h"
#include "moot-keyring.h"
#include "moot-pacing.h"

G_BEGIN_DECLS

struct _MootKeyring
{
  MootFederation *federation;
  MootKeyMemory *memory;
  MootFailureMemory *failures; /* of key ids and of hosts */
  MootPacing *strangers;       /* by address */
  MootPacing *total;

  GMutex lock;
  GCond done;
  GHashTable *in_flight; /* key ids that somebody is fetching; at most MOOT_KEYRING_MAX_FETCHES */
};

/* One authentication. */
typedef struct
{
  MootKeyring *self;
  const char *remote_address;
  gint64 now;
  GPtrArray *keys; /* of MootSharedKey: held until it is over */
  char *actor_uri; /* whose key was tried last */
  char *key_id;
  gint64 refreshed_at;
  gboolean was_known;
} MootKeySearch;

gboolean moot_keyring_refuse (GError     **error,
                              MootError    code,
                              const char  *key_id,
                              const char  *why);

gboolean moot_keyring_begin_flight   (MootKeyring          *self,
                                      const char           *key_id,
                                      gboolean             *out_waited,
                                      GError              **error);
void     moot_keyring_end_flight     (MootKeyring          *self,
                                      const char           *key_id);
gboolean moot_keyring_fetch_and_keep (const MootKeySearch  *search,
                                      const char           *key_id,
                                      GError              **error);

G_END_DECLS
