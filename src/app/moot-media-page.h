/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-image-loader.h"
#include "moot-status.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_MEDIA_PAGE (moot_media_page_get_type ())

G_DECLARE_FINAL_TYPE (MootMediaPage, moot_media_page, MOOT, MEDIA_PAGE, GtkWidget)

GtkWidget *moot_media_page_new (MootStatus      *status,
                                guint            index,
                                MootImageLoader *loader);

G_END_DECLS
