/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The append-only log and the digests of its complete subtrees.
 * Thread: the connection's. */
#include "moot-audit-store.h"

#include "moot-sql.h"

#include <string.h>

/** moot_audit_store_get_size: how many entries the log has */
gboolean
moot_audit_store_get_size (MootDb  *db,
                           gint64  *out_size,
                           GError **error)
{
  return moot_db_get_int (db, &moot_sql_audit_size, NULL, out_size, error);
}

/**
 * moot_audit_store_add:
 * @db: the writer
 * @entry: the next entry, complete
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_audit_store_add (MootDb                 *db,
                      const MootAuditRecord  *entry,
                      GError                **error)
{
  return moot_db_run (db, &moot_sql_audit_add,
                      MOOT_BINDS (MOOT_INT ("seq", entry->seq), MOOT_TEXT ("type", entry->type),
                                  MOOT_INT ("at", entry->at), MOOT_ID ("actor_id", entry->actor_id),
                                  MOOT_TEXT ("subject_type", entry->subject_type),
                                  MOOT_ID ("subject_id", entry->subject_id),
                                  MOOT_TEXT ("body", entry->body), MOOT_TEXT ("jcs", entry->jcs),
                                  MOOT_TEXT ("leaf", entry->leaf),
                                  MOOT_ID ("undo_of", entry->undo_of)),
                      error);
}

/** moot_audit_store_add_node: keeps the digest of a subtree that became complete */
gboolean
moot_audit_store_add_node (MootDb      *db,
                           int          level,
                           gint64       position,
                           const char  *digest,
                           GError     **error)
{
  return moot_db_run (db, &moot_sql_audit_node_add,
                      MOOT_BINDS (MOOT_INT ("level", level), MOOT_INT ("position", position),
                                  MOOT_TEXT ("digest", digest)),
                      error);
}

/** moot_audit_store_dup_node: (transfer full) (nullable): the digest of a complete subtree, in hex
 */
char *
moot_audit_store_dup_node (MootDb  *db,
                           int      level,
                           gint64   position,
                           GError **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_audit_node_get,
                   MOOT_BINDS (MOOT_INT ("level", level), MOOT_INT ("position", position)), error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return NULL;
  return g_strdup (moot_rows_text_at (rows, 0));
}

/**
 * moot_audit_store_find_leaf:
 * @db: a connection
 * @leaf: a leaf's digest in hex
 * @out_seq: (out): its entry; untouched when there is none
 * @error: return location
 *
 * Returns: whether the statement ran
 */
gboolean
moot_audit_store_find_leaf (MootDb      *db,
                            const char  *leaf,
                            gint64      *out_seq,
                            GError     **error)
{
  return moot_db_get_int (db, &moot_sql_audit_get_by_leaf, MOOT_BINDS (MOOT_TEXT ("leaf", leaf)),
                          out_seq, error);
}

/** moot_audit_store_list_range: (transfer full) (element-type MootAuditRecord): entries @first to
 * @last */
GPtrArray *
moot_audit_store_list_range (MootDb  *db,
                             gint64   first,
                             gint64   last,
                             GError **error)
{
  return moot_records_list (db, &moot_sql_audit_range,
                            MOOT_BINDS (MOOT_INT ("first", first), MOOT_INT ("last", last)),
                            MOOT_TYPE_AUDIT_RECORD, error);
}

/**
 * moot_audit_store_list:
 * @db: a connection
 * @type: only entries of this type, or of all that begin so with `.*`; empty for all
 * @subject_type: only entries about such a thing; empty for all
 * @subject_id: which one
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootAuditRecord): the page
 */
GPtrArray *
moot_audit_store_list (MootDb           *db,
                       const char       *type,
                       const char       *subject_type,
                       gint64            subject_id,
                       const MootRange  *range,
                       GError          **error)
{
  const gboolean all = g_str_has_suffix (type, ".*");
  g_autofree char *from = all ? g_strndup (type, strlen (type) - 1) : g_strdup ("");
  g_autofree char *until = all ? g_strndup (type, strlen (type) - 1) : g_strdup ("");

  if (all)
    until[strlen (until) - 1] = '.' + 1; /* whatever begins with it comes before that */
  return moot_records_list (
    db, range->ascending ? &moot_sql_audit_list_ascending : &moot_sql_audit_list,
    MOOT_BINDS (MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_TEXT ("type", type), MOOT_TEXT ("type_from", from),
                MOOT_TEXT ("type_until", until), MOOT_TEXT ("subject_type", subject_type),
                MOOT_INT ("subject_id", subject_id), MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_AUDIT_RECORD, error);
}
