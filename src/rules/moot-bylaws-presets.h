/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"

G_BEGIN_DECLS

MootBylaws *moot_bylaws_new_preset (const char *preset) G_GNUC_WARN_UNUSED_RESULT;
const char *const *moot_bylaws_get_presets (void);

G_END_DECLS
