/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-archive.h"
#include "moot-coop-context.h"
#include "moot-coop-records.h"

G_BEGIN_DECLS

gboolean moot_export_write (const MootCoopContext   *context,
                            const MootMemberRecord  *member,
                            MootArchive             *archive,
                            GError                 **error);

G_END_DECLS
