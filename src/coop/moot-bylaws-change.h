/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-coop-context.h"
#include "moot-membership.h"

G_BEGIN_DECLS

MootBylaws *moot_bylaws_load_in_force (MootDb                 *db,
                                       gint64                 *out_version,
                                       GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_bylaws_put_in_force  (const MootCoopContext  *context,
                                       const MootBylaws       *bylaws,
                                       gint64                  proposal_id,
                                       GError                **error);

char *moot_bylaws_write_versions (const MootCoopContext  *context,
                                  const MootActor        *viewer,
                                  GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
