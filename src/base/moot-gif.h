/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_GIF_MAX_FRAMES 1000
#define MOOT_GIF_MAX_PIXELS (256 * 1024 * 1024) /* of all frames together */

GBytes *moot_gif_strip (GBytes  *gif,
                        guint   *out_n_frames,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
