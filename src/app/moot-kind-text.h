/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-decision-kind.h"

G_BEGIN_DECLS

const char *moot_kind_text_get_name    (MootDecisionKind kind);
const char *moot_kind_text_get_meaning (MootDecisionKind kind);

G_END_DECLS
