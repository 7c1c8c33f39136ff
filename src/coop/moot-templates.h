/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-membership.h"

G_BEGIN_DECLS

char *moot_templates_write (const MootCoopContext  *context,
                            const MootActor        *viewer,
                            GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
