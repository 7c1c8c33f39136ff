/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSocket  *moot_node_address_reserve  (char       **out_base_url,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_node_address_is_taken (const char  *base_url);

char     *moot_node_address_dup_note (const char  *data_folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_node_address_save     (const char  *data_folder,
                                      const char  *base_url,
                                      GError     **error);
char     *moot_node_address_load     (const char  *data_folder,
                                      GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
