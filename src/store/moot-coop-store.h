/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

MootCoopRecord *moot_coop_store_load (MootDb                *db,
                                      GError               **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_coop_store_add  (MootDb                *db,
                                      const MootCoopRecord  *coop,
                                      GError               **error);

MootBylawsRecord *
moot_bylaws_store_find (MootDb *db, gint64 version, GError **error) G_GNUC_WARN_UNUSED_RESULT;

MootBylawsRecord *moot_bylaws_store_find_latest (MootDb  *db,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_bylaws_store_add (MootDb                  *db,
                                const MootBylawsRecord  *bylaws,
                                GError                 **error);

G_END_DECLS
