/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"

G_BEGIN_DECLS

extern const MootRouteTable moot_sealed_routes;

G_END_DECLS
