/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"
#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_STORE_PAGE_MAX 80 /* rows of one page; a client asks again for more */

/**
 * MootRange:
 * @above: only ids larger than this
 * @below: only ids smaller than this
 * @ascending: begin at @above and go up, else begin at @below and go down
 * @limit: how many at most
 *
 * A window on a list that is sorted by id.
 */
typedef struct
{
  gint64 above;
  gint64 below;
  gboolean ascending;
  int limit;
} MootRange;

/* Reads the row that is the current one of @rows into @out. */
typedef void (*MootRecordReader) (MootRows *rows,
                                  gpointer  out);

/* Writes members of the object that stands for the current row of @rows. */
typedef void (*MootRecordWriter) (MootRows       *rows,
                                  MootJsonWriter *json);

gpointer   moot_records_find       (MootDb            *db,
                                    const MootSql     *sql,
                                    const MootBind    *binds,
                                    GType              type,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_records_list       (MootDb            *db,
                                    const MootSql     *sql,
                                    const MootBind    *binds,
                                    GType              type,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GArray    *moot_records_list_ids   (MootDb            *db,
                                    const MootSql     *sql,
                                    const MootBind    *binds,
                                    GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_records_read_first (MootDb            *db,
                                    const MootSql     *sql,
                                    const MootBind    *binds,
                                    MootRecordReader   reader,
                                    gpointer           out,
                                    GError           **error);
gboolean   moot_records_write      (MootDb            *db,
                                    const MootSql     *sql,
                                    const MootBind    *binds,
                                    MootRecordWriter   write,
                                    MootJsonWriter    *json,
                                    GError           **error);
gboolean   moot_records_add        (MootDb            *db,
                                    const MootSql     *sql,
                                    const MootBind    *binds,
                                    gint64            *out_id,
                                    GError           **error);
void       moot_records_reverse    (GPtrArray         *records);

G_END_DECLS
