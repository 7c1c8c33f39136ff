/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-application.h"

G_BEGIN_DECLS

void moot_alerts_install (MootApplication *application);
void moot_alerts_watch   (MootApplication *application,
                          MootSession     *session);

G_END_DECLS
