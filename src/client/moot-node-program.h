/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char        *moot_node_program_find  (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_node_program_run   (GPtrArray     *arguments,
                                      const char    *input,
                                      char         **out_text,
                                      GCancellable  *cancellable,
                                      GError       **error);
GSubprocess *moot_node_program_serve (const char    *data_folder,
                                      const char    *socket_path,
                                      const char    *address,
                                      GCancellable  *cancellable,
                                      GError       **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
