/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *moot_app_settings_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
