/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How bylaws change: a decision puts a new version in force, and the old ones stay readable.
 * Spec: co-op API, Bylaws; changed by a passed proposal only.
 * Thread: the connection's. */
#include "moot-bylaws-change.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-bylaws-json.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-json.h"
#include "moot-sql.h"

#define VERSIONS_SHOWN 200 /* of the bylaws; who changes them more often has other worries */

/**
 * moot_bylaws_load_in_force:
 * @db: a connection
 * @out_version: (out) (optional): which version it is
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the bylaws by which is decided now
 */
MootBylaws *
moot_bylaws_load_in_force (MootDb  *db,
                           gint64  *out_version,
                           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootBylawsRecord) record = moot_bylaws_store_find_latest (db, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there are no bylaws");
  if (record == NULL)
    return NULL;
  if (out_version != NULL)
    *out_version = record->version;
  return moot_bylaws_from_text (record->rules, error);
}

/**
 * moot_bylaws_put_in_force:
 * @context: a context inside a transaction
 * @bylaws: valid ones
 * @proposal_id: the decision that made them
 * @error: return location
 *
 * Writes a new version of the bylaws, with its entry of the log.  Votes that are open go on by the
 * version they were opened with.
 *
 * Returns: whether it was written
 */
gboolean
moot_bylaws_put_in_force (const MootCoopContext  *context,
                          const MootBylaws       *bylaws,
                          gint64                  proposal_id,
                          GError                **error)
{
  g_autoptr (MootBylawsRecord) before = moot_bylaws_store_find_latest (context->db, error);
  g_autoptr (MootBylawsRecord) record = g_object_new (MOOT_TYPE_BYLAWS_RECORD, NULL);

  if (before == NULL)
    return FALSE;
  record->version = before->version + 1;
  record->preset = g_strdup (bylaws->preset);
  record->rules = moot_bylaws_to_text (bylaws);
  record->sha256 = moot_sha256_hex (record->rules, strlen (record->rules));
  record->in_force_from = context->now;
  record->proposal_id = proposal_id;
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = "bylaw.changed",
                                               .subject_type = "bylaws",
                                               .subject_id = record->version,
                                               .facts = { { "proposal", NULL, proposal_id },
                                                          { "text_sha256", record->sha256, 0 },
                                                          { "version", NULL, record->version } } },
                            &record->log_seq, error) &&
         moot_bylaws_store_add (context->db, record, error);
}

static void
write_version (MootRows       *rows,
               MootJsonWriter *json)
{
  moot_json_put_id (json, "version", moot_rows_get_int (rows, "version"));
  moot_json_put_string (json, "preset", moot_rows_get_text (rows, "preset"));
  moot_json_put_string (json, "sha256", moot_rows_get_text (rows, "sha256"));
  moot_json_put_time (json, "in_force_from", moot_rows_get_int (rows, "in_force_from"));
  moot_json_put_time (json, "in_force_until", moot_rows_get_int (rows, "in_force_until"));
  moot_json_put_id (json, "proposal_id", moot_rows_get_int (rows, "proposal_id"));
  moot_json_put_int (json, "log_seq", moot_rows_get_int (rows, "log_seq"));
}

/**
 * moot_bylaws_write_versions:
 * @context: a context
 * @viewer: a member
 * @error: return location
 *
 * `GET /bylaws/versions`, the latest first.  Shape: `[{"version":"2","preset":"tiny","sha256":"…",
 * "in_force_from":"…","in_force_until":null,"proposal_id":"88","log_seq":141}]`.
 *
 * Returns: (transfer full): JSON
 */
char *
moot_bylaws_write_versions (const MootCoopContext  *context,
                            const MootActor        *viewer,
                            GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  return moot_actor_require (viewer, MOOT_RIGHT_READ, error) &&
             moot_records_write (context->db, &moot_sql_bylaws_list,
                                 MOOT_BINDS (MOOT_INT ("max_id", G_MAXINT64),
                                             MOOT_INT ("min_id", 0),
                                             MOOT_INT ("limit", VERSIONS_SHOWN)),
                                 write_version, &json, error)
           ? moot_json_writer_steal (&json)
           : NULL;
}
