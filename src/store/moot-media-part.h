/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

typedef struct _MootMediaPart MootMediaPart;

MootMediaPart *moot_media_part_new      (const MootSite       *site,
                                         const char           *folder,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean       moot_media_part_write    (MootMediaPart        *self,
                                         const guint8         *bytes,
                                         gsize                 length,
                                         GError              **error);
int            moot_media_part_open     (MootMediaPart        *self,
                                         GError              **error);
char          *moot_media_part_dup_name (const MootMediaPart  *self,
                                         const char           *extension) G_GNUC_WARN_UNUSED_RESULT;
char          *moot_media_part_finish   (MootMediaPart        *self,
                                         const char           *extension,
                                         GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_media_part_free     (MootMediaPart        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootMediaPart, moot_media_part_free)

G_END_DECLS
