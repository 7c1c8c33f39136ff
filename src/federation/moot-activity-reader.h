/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"
#include "moot-remote-actor.h"
#include "moot-remote-collection.h"

G_BEGIN_DECLS

JsonObject *moot_activity_reader_open (GBytes  *bytes,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

MootActivity *moot_activity_reader_read_activity (GBytes *bytes,
                                                  GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootRemoteObject *moot_activity_reader_read_object (GBytes *bytes,
                                                    GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootRemoteActor *moot_activity_reader_read_actor (GBytes *bytes,
                                                  GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootRemoteCollection *moot_activity_reader_read_collection (GBytes *bytes,
                                                            const char *from,
                                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
