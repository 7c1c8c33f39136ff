/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64   moot_id_next     (void);
void     moot_id_raise    (gint64      id);
gint64   moot_id_for_time (gint64      time_ms);
gint64   moot_id_get_time (gint64      id);
gboolean moot_id_parse    (const char *text,
                           gint64     *out_id);

G_END_DECLS
