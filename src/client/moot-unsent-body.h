/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connection.h"
#include "moot-json.h"

G_BEGIN_DECLS

/**
 * MootUnsentFile:
 * @path: a file of this computer
 * @description: (nullable): what is to be seen on it
 *
 * Something that goes along with words.
 */
typedef struct
{
  const char *path;
  const char *description;
} MootUnsentFile;

void      moot_unsent_body_write_files (MootJsonWriter        *json,
                                        const MootUnsentFile  *files,
                                        gsize                  n_files);
void      moot_unsent_body_put         (const char            *json,
                                        MootRequest           *request);
gint64    moot_unsent_body_get_version (const char            *json);
gboolean  moot_unsent_body_has_files   (const char            *json);
char     *moot_unsent_body_send_file   (const char            *json,
                                        MootConnection        *connection,
                                        GCancellable          *cancellable,
                                        GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
