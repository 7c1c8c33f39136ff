/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

GPtrArray *moot_media_leftovers_find (MootDb          *db,
                                      const MootSite  *site,
                                      gint64           before,
                                      guint            limit,
                                      GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
