/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-router.h"
#include "moot-scheduler.h"

G_BEGIN_DECLS

extern const MootRouteTable *const moot_node_route_tables[];
extern const gsize moot_node_n_route_tables;

extern const MootScheduledJob moot_node_jobs[];
extern const gsize moot_node_n_jobs;

G_END_DECLS
