/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_BLURHASH_MAX_COMPONENTS 9 /* in each direction: one base-83 digit holds both numbers */
#define MOOT_BLURHASH_MAX_SIDE 256     /* pixels: a blur shows nothing more above that */

gboolean  moot_blurhash_is_valid          (const char   *hash);
guint8   *moot_blurhash_decode            (const char   *hash,
                                           int           width,
                                           int           height) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_blurhash_encode            (const guint8 *pixels,
                                           int           width,
                                           int           height,
                                           gsize         stride,
                                           int           n_channels) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_blurhash_encode_components (const guint8 *pixels,
                                           int           width,
                                           int           height,
                                           gsize         stride,
                                           int           n_channels,
                                           int           n_across,
                                           int           n_down) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
