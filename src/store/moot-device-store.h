/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

MootDeviceKeyRecord *moot_device_store_find          (MootDb      *db,
                                                      gint64       id,
                                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
MootDeviceKeyRecord *moot_device_store_find_by_point (MootDb      *db,
                                                      const char  *ed25519,
                                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray           *moot_device_store_list          (MootDb      *db,
                                                      gint64       member_id,
                                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_device_store_add    (MootDb               *db,
                                   MootDeviceKeyRecord  *key,
                                   GError              **error);
gboolean moot_device_store_revoke (MootDb               *db,
                                   gint64                id,
                                   gint64                now,
                                   GError              **error);

G_END_DECLS
