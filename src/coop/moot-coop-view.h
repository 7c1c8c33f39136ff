/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws-version.h"
#include "moot-coop-context.h"
#include "moot-coop.h"
#include "moot-membership.h"

G_BEGIN_DECLS

MootCoop          *moot_coop_load   (const MootCoopContext  *context,
                                     const MootActor        *viewer,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;
MootBylawsVersion *moot_bylaws_load (const MootCoopContext  *context,
                                     gint64                  version,
                                     GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
