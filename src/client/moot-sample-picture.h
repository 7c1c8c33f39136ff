/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootSamplePicture:
 *
 * Pictures that are drawn, not shipped: nobody's rights, nobody's face.
 */
typedef enum
{
  MOOT_SAMPLE_PICTURE_RIVER,
  MOOT_SAMPLE_PICTURE_GARDEN,
  MOOT_SAMPLE_PICTURE_NIGHT,
} MootSamplePicture;

GBytes *moot_sample_picture_draw (MootSamplePicture picture) G_GNUC_WARN_UNUSED_RESULT;
GBytes *moot_sample_avatar_draw  (guint             member) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
