/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

char *moot_group_dup_name (const char *title) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_group_store_ensure (MootDb          *db,
                                  const MootSite  *site,
                                  const char      *name,
                                  gint64           now,
                                  GError         **error);

G_END_DECLS
