/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-circle.h"
#include "moot-member.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

#define MOOT_DIRECTORY_CIRCLES_MAX 40 /* whose members are asked for; one question each */

/**
 * MootDirectory:
 * @members: (element-type MootMember): everybody
 * @circles: (nullable) (element-type MootCircle): with who is in them
 * @applications: (nullable) (element-type MootMember): who waits for an answer
 * @me: (nullable): what the reader is in the co-op
 * @bylaws: (nullable): in force; they say who admits
 *
 * Who belongs to the co-op, and what they do in it.
 */
typedef struct
{
  GPtrArray *members;
  GPtrArray *circles;
  GPtrArray *applications;
  MootMember *me;
  MootBylaws *bylaws;
} MootDirectory;

gpointer  moot_directory_load        (MootPageSource       *source,
                                      const char           *id,
                                      GCancellable         *cancellable,
                                      GError              **error);
void      moot_directory_free        (MootDirectory        *self);
char     *moot_directory_dup_circles (const MootDirectory  *self,
                                      const MootMember     *member) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_directory_may_admit (const MootDirectory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDirectory, moot_directory_free)

G_END_DECLS
