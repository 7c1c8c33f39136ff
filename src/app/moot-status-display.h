/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-image-loader.h"

G_BEGIN_DECLS

#define MOOT_STATUS_DISPLAY_MAX_REVEALED 2000 /* posts the reader opened that are remembered */

#define MOOT_TYPE_STATUS_DISPLAY (moot_status_display_get_type ())
G_DECLARE_FINAL_TYPE (MootStatusDisplay, moot_status_display, MOOT, STATUS_DISPLAY, GObject)

MootStatusDisplay *moot_status_display_new (MootImageLoader *loader) G_GNUC_WARN_UNUSED_RESULT;

MootImageLoader *moot_status_display_get_loader (MootStatusDisplay *self);

const char *moot_status_display_get_viewer (MootStatusDisplay *self);
void        moot_status_display_set_viewer (MootStatusDisplay *self,
                                            const char        *account_id);

gboolean moot_status_display_get_revealed (MootStatusDisplay *self,
                                           const char        *status_id);
void     moot_status_display_set_revealed (MootStatusDisplay *self,
                                           const char        *status_id,
                                           gboolean           revealed);

G_END_DECLS
