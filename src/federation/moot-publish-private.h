/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the files of moot-publish share. */
#pragma once

#include "moot-activity-writer.h"
#include "moot-publish.h"

G_BEGIN_DECLS

GStrv moot_publish_load_inboxes (MootDb         *db,
                                 const MootSql  *sql,
                                 gint64          id,
                                 GError        **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_publish_put (MootDb              *db,
                           const MootSite      *site,
                           const MootPosting   *wanted,
                           const MootOutgoing  *activity,
                           GStrv                inboxes,
                           gint64               now,
                           GError             **error);

/* Nobody elsewhere is concerned, or something failed. */
static inline gboolean
moot_publish_was_fine (GError **error)
{
  return error == NULL || *error == NULL;
}

G_END_DECLS
