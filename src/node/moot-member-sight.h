/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-membership.h"

G_BEGIN_DECLS

gboolean moot_member_sight_find (const MootCoopContext  *context,
                                 const MootActor        *viewer,
                                 const MootExchange     *exchange,
                                 MootSight              *out_sight,
                                 GError                **error);
void     moot_member_sight_show (MootExchange           *exchange,
                                 gint64                  id);

G_END_DECLS
