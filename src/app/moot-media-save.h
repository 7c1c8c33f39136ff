/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     moot_media_save_async  (MootClient           *client,
                                 const char           *url,
                                 GFile                *file,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean moot_media_save_finish (MootClient           *client,
                                 GAsyncResult         *result,
                                 GError              **error);
void     moot_media_save_ask    (GtkWidget            *parent,
                                 MootClient           *client,
                                 const char           *url);

G_END_DECLS
