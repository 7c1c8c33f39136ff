/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-loomio-export.h"
#include "moot-membership.h"

G_BEGIN_DECLS

/**
 * MootLoomioCounts:
 * @n_discussions: threads that are new
 * @n_comments: comments that are new
 * @n_polls: polls that are new
 *
 * What an import has added.
 */
typedef struct
{
  guint n_discussions;
  guint n_comments;
  guint n_polls;
} MootLoomioCounts;

gboolean moot_loomio_import (const MootCoopContext  *context,
                             const MootActor        *importer,
                             MootLoomioExport       *exported,
                             GHashTable             *people,
                             const char             *sha256,
                             MootLoomioCounts       *out_counts,
                             GError                **error);

G_END_DECLS
