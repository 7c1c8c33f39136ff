/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-handle.h"
#include "moot-remote-account-store.h"
#include "moot-remote-actor.h"

G_BEGIN_DECLS

#define MOOT_PEOPLE_STALE_MS MOOT_DAY /* after that an actor is asked for again when it is used */

gboolean moot_people_ensure  (MootFederation         *federation,
                              const char             *uri,
                              gint64                  max_age_ms,
                              MootRemoteAccount      *out_account,
                              GError                **error);
gboolean moot_people_keep    (MootFederation         *federation,
                              const MootRemoteActor  *actor,
                              MootHandle             *handle,
                              gint64                 *out_id,
                              GError                **error);
gboolean moot_people_take    (MootFederation         *federation,
                              const MootRemoteActor  *actor,
                              GError                **error);
gboolean moot_people_resolve (MootFederation         *federation,
                              const MootHandle       *handle,
                              gint64                 *out_id,
                              GError                **error);

MootRemoteActor *moot_people_fetch (MootFederation  *federation,
                                    const char      *uri,
                                    GError         **error) G_GNUC_WARN_UNUSED_RESULT;

char *moot_emojis_write (GPtrArray *tags) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
