/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_HEADER (moot_header_get_type ())

G_DECLARE_FINAL_TYPE (MootHeader, moot_header, MOOT, HEADER, GtkWidget)

void moot_header_set_title  (MootHeader *self,
                             const char *title);
void moot_header_set_client (MootHeader *self,
                             MootClient *client);
void moot_header_pack_end   (MootHeader *self,
                             GtkWidget  *child);

G_END_DECLS
