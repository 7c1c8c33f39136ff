/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Looks a node's folder over: the database page by page, references, media, keys, the books and the
 * log.  Reads only, so it may run beside a serving node.
 * Thread: any. */
#include "moot-inspection.h"

#include "moot-audit.h"
#include "moot-error.h"
#include "moot-media-leftovers.h"
#include "moot-site.h"
#include "moot-sql.h"

#include <string.h>

typedef struct
{
  MootDb *db;
  MootSite *site;
  GPtrArray *findings;
} Inspection;

static void
report (Inspection *self,
        const char *format,
        ...) G_GNUC_PRINTF (2, 3);

static void
report (Inspection *self,
        const char *format,
        ...)
{
  va_list arguments;

  if (self->findings->len >= MOOT_INSPECTION_FINDINGS_MAX)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->findings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

typedef void (*ReportRow) (Inspection *self,
                           MootRows   *rows);

static void
report_integrity (Inspection *self,
                  MootRows   *rows)
{
  const char *text = moot_rows_text_at (rows, 0);

  if (g_strcmp0 (text, "ok") != 0)
    report (self, "database: %s", text);
}

static void
report_foreign_key (Inspection *self,
                    MootRows   *rows)
{
  report (self,
          "database: row %" G_GINT64_FORMAT " of '%s' refers to a row of '%s' that is not there",
          moot_rows_int_at (rows, 1), moot_rows_text_at (rows, 0), moot_rows_text_at (rows, 2));
}

static void
report_media (Inspection *self,
              MootRows   *rows)
{
  const char *what = moot_rows_text_at (rows, 0);
  const char *file = moot_rows_text_at (rows, 1);
  g_autofree char *path = g_build_filename (self->site->media_folder, file, NULL);
  g_autoptr (GMappedFile) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (file, "http://") || g_str_has_prefix (file, "https://"))
    return;
  if (*file == '/' || strstr (file, "..") != NULL)
    {
      report (self, "media: %s lies outside the media folder: '%s'", what, file);
      return;
    }
  bytes = g_mapped_file_new (path, FALSE, &error);
  if (bytes == NULL)
    report (self, "media: %s: %s", what, error->message);
  else if (g_mapped_file_get_length (bytes) == 0)
    report (self, "media: %s is empty: '%s'", what, path);
}

static void
report_keyless (Inspection *self,
                MootRows   *rows)
{
  report (self, "accounts: '%s' has no key to sign with", moot_rows_text_at (rows, 0));
}

static void
report_ledger (Inspection *self,
               MootRows   *rows)
{
  report (self,
          "ledger: entry %" G_GINT64_FORMAT " is out of balance by %" G_GINT64_FORMAT
          " (minor units of %s)",
          moot_rows_int_at (rows, 0), moot_rows_int_at (rows, 2), moot_rows_text_at (rows, 1));
}

static const struct
{
  const MootSql *sql;
  ReportRow report_row;
} inspections[] = {
  { &moot_sql_check_integrity, report_integrity },
  { &moot_sql_check_foreign_keys, report_foreign_key },
  { &moot_sql_check_media, report_media },
  { &moot_sql_check_keyless, report_keyless },
  { &moot_sql_check_ledger, report_ledger },
};

/* A damaged file may refuse a statement: that is a finding too. */
static void
inspect (Inspection    *self,
         const MootSql *sql,
         ReportRow      report_row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRows) rows = moot_db_query (self->db, sql, NULL, &error);

  while (rows != NULL && moot_rows_next (rows, &error))
    report_row (self, rows);
  if (error != NULL)
    report (self, "database: %s: %s", sql->name, error->message);
}

/**
 * moot_inspection_run:
 * @data_folder: the folder of a node
 * @out_leftovers: (out) (nullable) (transfer full) (element-type utf8): files of the media folder
 * that nothing refers to: nothing is wrong, the node removes them in time; a node that serves may
 * be about to refer to them
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when there is no node; what is wrong with a node is no error but
 * the result.
 *
 * Returns: (transfer full) (element-type utf8): what was found, a sentence each
 */
GPtrArray *
moot_inspection_run (const char  *data_folder,
                     GPtrArray  **out_leftovers,
                     GError     **error)
{
  g_autofree char *path = moot_site_database_path (data_folder);
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (MootDb) db = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (GError) local = NULL;
  Inspection self = { NULL, NULL, findings };

  *out_leftovers = NULL;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                   "there is no node in '%s': run 'folkmoot-node init' first", data_folder);
      return NULL;
    }
  db = moot_db_open (path, TRUE, &local);
  if (db != NULL)
    site = moot_site_load (db, data_folder, &local);
  if (site == NULL)
    {
      report (&self, "database: %s", local->message);
      return g_steal_pointer (&findings);
    }
  self.db = db;
  self.site = site;
  for (guint i = 0; i < G_N_ELEMENTS (inspections); i++)
    inspect (&self, inspections[i].sql, inspections[i].report_row);
  if (!moot_audit_check (db, findings, &local) || !moot_audit_check_records (db, findings, &local))
    report (&self, "log: %s", local->message);
  g_clear_error (&local);
  *out_leftovers =
    moot_media_leftovers_find (db, site, G_MAXINT64, MOOT_INSPECTION_FINDINGS_MAX, &local);
  if (local != NULL)
    report (&self, "media: %s", local->message);
  return g_steal_pointer (&findings);
}
