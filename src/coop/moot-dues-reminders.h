/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues.h"

G_BEGIN_DECLS

gboolean moot_dues_remind (const MootCoopContext   *context,
                           const MootPlanInForce   *plan,
                           const MootMemberRecord  *member,
                           GError                 **error);

G_END_DECLS
