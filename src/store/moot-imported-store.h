/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

/**
 * MootImported:
 * @origin: the place it comes from
 * @kind: `discussion`, `comment` or `poll`
 * @source_id: its number there
 * @discussion_id: where it is here
 * @comment_id: which comment it is here, 0 when it is the discussion itself
 *
 * Something that was brought in.
 */
typedef struct
{
  const char *origin;
  const char *kind;
  gint64 source_id;
  gint64 discussion_id;
  gint64 comment_id;
} MootImported;

gboolean moot_imported_store_find (MootDb              *db,
                                   MootImported        *imported,
                                   gboolean            *out_found,
                                   GError             **error);
gboolean moot_imported_store_add  (MootDb              *db,
                                   const MootImported  *imported,
                                   GError             **error);
gboolean moot_imported_store_lock (MootDb              *db,
                                   gint64               discussion_id,
                                   gint64               last_activity_at,
                                   GError             **error);

G_END_DECLS
