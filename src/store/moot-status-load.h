/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"
#include "moot-status.h"

G_BEGIN_DECLS

MootStatus *moot_status_load (MootDb          *db,
                              const MootSite  *site,
                              gint64           id,
                              GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootTag    *moot_tag_new     (const MootSite  *site,
                              const char      *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
