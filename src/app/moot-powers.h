/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-member.h"

G_BEGIN_DECLS

gboolean moot_powers_member_leads (MootMember *member);
gboolean moot_powers_has_role     (MootMember *member,
                                   const char *role);

G_END_DECLS
