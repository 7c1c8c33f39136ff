/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_LOOMIO_FILE_MAX ((gsize) 512 * 1024 * 1024) /* bytes of an export */
#define MOOT_LOOMIO_LINE_MAX ((gsize) 4 * 1024 * 1024)   /* bytes of one record */
#define MOOT_LOOMIO_RECORDS_MAX 500000                   /* of the tables that are read */
#define MOOT_LOOMIO_PARENTS_MAX 64                       /* answers to answers that are followed */

/**
 * MootLoomioExport:
 *
 * The export of a group as Loomio makes it: a record in each line, with the name of its table.
 */
typedef struct _MootLoomioExport MootLoomioExport;

MootLoomioExport *moot_loomio_export_read (const char        *text,
                                           gsize              length,
                                           GError           **error) G_GNUC_WARN_UNUSED_RESULT;
void              moot_loomio_export_free (MootLoomioExport  *self);

const char *moot_loomio_export_get_origin   (MootLoomioExport  *self);
GPtrArray  *moot_loomio_export_list         (MootLoomioExport  *self,
                                             const char        *table);
JsonObject *moot_loomio_export_find         (MootLoomioExport  *self,
                                             const char        *table,
                                             gint64             id);
GPtrArray  *moot_loomio_export_list_choices (MootLoomioExport  *self,
                                             gint64             option_id);
gint64      moot_loomio_export_get_time     (JsonObject        *record,
                                             const char        *name);
gboolean    moot_loomio_export_place        (MootLoomioExport  *self,
                                             const char        *table,
                                             JsonObject        *record,
                                             const char       **out_kind,
                                             gint64            *out_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLoomioExport, moot_loomio_export_free)

G_END_DECLS
