/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_APPEAL_DAYS 14 /* after having been expelled */

gboolean moot_suspensions_begin  (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  id,
                                  gint64                  n_days,
                                  const char             *reason,
                                  GError                **error);
gboolean moot_suspensions_lift   (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  id,
                                  GError                **error);
gboolean moot_suspensions_appeal (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  const char             *text,
                                  GError                **error);

G_END_DECLS
