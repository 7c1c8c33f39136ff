/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-circle.h"
#include "moot-member.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

#define MOOT_DIRECTORY_CIRCLES_MAX 40 /* whose members are asked for; one question each */

/**
 * MootDirectory:
 * @members: (element-type MootMember): everybody
 * @circles: (nullable) (element-type MootCircle): with who is in them
 *
 * Who belongs to the co-op, and what they do in it.
 */
typedef struct
{
  GPtrArray *members;
  GPtrArray *circles;
} MootDirectory;

gpointer  moot_directory_load        (MootPageSource       *source,
                                      const char           *id,
                                      GCancellable         *cancellable,
                                      GError              **error);
void      moot_directory_free        (MootDirectory        *self);
char     *moot_directory_dup_circles (const MootDirectory  *self,
                                      const MootMember     *member) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDirectory, moot_directory_free)

G_END_DECLS
