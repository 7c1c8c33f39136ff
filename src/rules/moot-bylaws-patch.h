/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

MootBylaws *moot_bylaws_patch (const MootBylaws  *self,
                               JsonObject        *patch,
                               GError           **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
