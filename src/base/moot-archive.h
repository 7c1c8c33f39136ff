/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_ARCHIVE_FILES_MAX 65535
#define MOOT_ARCHIVE_BYTES_MAX G_MAXUINT32

typedef struct _MootArchive MootArchive;

MootArchive *moot_archive_new    (GOutputStream  *stream) G_GNUC_WARN_UNUSED_RESULT;
void         moot_archive_free   (MootArchive    *self);
gboolean     moot_archive_add    (MootArchive    *self,
                                  const char     *name,
                                  GBytes         *bytes,
                                  GError        **error);
gboolean     moot_archive_finish (MootArchive    *self,
                                  GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootArchive, moot_archive_free)

G_END_DECLS
