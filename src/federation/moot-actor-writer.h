/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-remote-actor.h"

G_BEGIN_DECLS

void  moot_actor_write        (const MootRemoteActor *actor,
                               gboolean               is_root,
                               MootJsonWriter        *writer);
char *moot_actor_to_json      (const MootRemoteActor *actor) G_GNUC_WARN_UNUSED_RESULT;
char *moot_actor_to_stub_json (const MootRemoteActor *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
