/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

char       *moot_media_file_save     (const MootSite  *site,
                                      const char      *folder,
                                      const char      *extension,
                                      GBytes          *bytes,
                                      GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void        moot_media_file_remove   (const MootSite  *site,
                                      const char      *file);
gboolean    moot_media_file_is_safe  (const char      *file);
const char *moot_media_file_get_type (const char      *file);
GBytes     *moot_media_file_load     (const MootSite  *site,
                                      const char      *file,
                                      GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes     *moot_media_file_map      (const MootSite  *site,
                                      const char      *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
