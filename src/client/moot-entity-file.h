/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *moot_entity_file_load (GType        type,
                                  const char  *path,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_entity_file_save (const char  *path,
                                  GPtrArray   *entities,
                                  GError     **error);

G_END_DECLS
