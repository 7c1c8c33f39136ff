/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-services.h"

G_BEGIN_DECLS

void moot_status_events_tell (const MootDbNews *news,
                              gpointer          services);

G_END_DECLS
