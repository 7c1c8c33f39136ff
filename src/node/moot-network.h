/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *moot_network_dup     (const char *address) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_network_is_here (const char *address);

G_END_DECLS
