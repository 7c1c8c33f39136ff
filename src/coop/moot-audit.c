/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The append-only log: what happened, canonical and hashed into a Merkle tree in the transaction
 * that did it.  Personal data never gets in, only SHA-256 over a salt and the data.
 * Spec: co-op API, AuditEntry; RFC 6962 section 2.1; RFC 8785.
 * Thread: the connection's. */
#include "moot-audit.h"

#include <string.h>

#include "moot-audit-entry.h"
#include "moot-audit-store.h"
#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-json-canonical.h"

#define CHECK_BATCH 1000 /* entries held in memory at once */

typedef struct
{
  MootDb *db;
  GError **error;
} Access;

static gboolean
read_node (int         level,
           gint64      position,
           MootDigest *out_digest,
           gpointer    data)
{
  Access *access = data;
  g_autofree char *hex = moot_audit_store_dup_node (access->db, level, position, access->error);

  if (moot_digest_from_hex (hex, out_digest))
    return TRUE;
  if (access->error != NULL && *access->error == NULL)
    g_set_error (access->error, MOOT_ERROR, MOOT_ERROR_FAILED,
                 "node %d/%" G_GINT64_FORMAT " of the log is missing", level, position);
  return FALSE;
}

static gboolean
write_node (int               level,
            gint64            position,
            const MootDigest *digest,
            gpointer          data)
{
  Access *access = data;
  g_autofree char *hex = moot_digest_to_hex (digest);

  return moot_audit_store_add_node (access->db, level, position, hex, access->error);
}

static void
set_id (JsonObject *object,
        const char *name,
        gint64      id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static JsonObject *
make_body (const MootAuditFact *facts)
{
  JsonObject *body = json_object_new ();

  for (; facts->name != NULL; facts++)
    if (facts->text != NULL)
      json_object_set_string_member (body, facts->name, facts->text);
    else
      json_object_set_int_member (body, facts->name, facts->integer);
  return body;
}

static char *
canonicalize (JsonObject  *object,
              GError     **error)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return moot_json_canonicalize (node, error);
}

static gboolean
fill_texts (MootAuditRecord       *entry,
            const MootAuditEvent  *event,
            GError               **error)
{
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (JsonObject) body = make_body (event->facts);
  JsonObject *subject = json_object_new ();
  g_autofree char *at = moot_time_format_iso (entry->at);
  MootDigest leaf;

  entry->body = canonicalize (body, error);
  json_object_set_string_member (subject, "type", event->subject_type);
  set_id (subject, "id", event->subject_id);
  json_object_set_int_member (root, "v", 1);
  json_object_set_int_member (root, "seq", entry->seq);
  json_object_set_string_member (root, "type", event->type);
  json_object_set_string_member (root, "at", at);
  set_id (root, "actor", event->actor_id);
  json_object_set_object_member (root, "subject", subject);
  json_object_set_object_member (root, "body", json_object_ref (body));
  entry->jcs = entry->body != NULL ? canonicalize (root, error) : NULL;
  if (entry->jcs == NULL)
    return FALSE;
  moot_merkle_hash_leaf (entry->jcs, strlen (entry->jcs), &leaf);
  entry->leaf = moot_digest_to_hex (&leaf);
  return TRUE;
}

/**
 * moot_audit_append:
 * @context: a context inside the transaction that does what @event says
 * @event: what happens
 * @out_seq: (out) (nullable): the entry's number
 * @error: return location
 *
 * Adds an entry to the log.
 *
 * Returns: whether it was written
 */
gboolean
moot_audit_append (const MootCoopContext  *context,
                   const MootAuditEvent   *event,
                   gint64                 *out_seq,
                   GError                **error)
{
  g_autoptr (MootAuditRecord) entry = g_object_new (MOOT_TYPE_AUDIT_RECORD, NULL);
  g_autoptr (GError) local = NULL;
  Access access = { context->db, &local };
  MootDigest leaf;

  /* what has no row there, no app has words for */
  g_warn_if_fail (moot_audit_kind_is_known (event->type));
  entry->at = context->now;
  entry->type = g_strdup (event->type);
  entry->actor_id = event->actor_id;
  entry->subject_type = g_strdup (event->subject_type);
  entry->subject_id = event->subject_id;
  if (!moot_audit_store_get_size (context->db, &entry->seq, error) ||
      !fill_texts (entry, event, error) || !moot_audit_store_add (context->db, entry, error))
    return FALSE;
  moot_digest_from_hex (entry->leaf, &leaf);
  if (!moot_merkle_append (entry->seq, &leaf, read_node, write_node, &access))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (out_seq != NULL)
    *out_seq = entry->seq;
  return TRUE;
}

/**
 * moot_audit_get_head:
 * @db: a connection
 * @size: the log when it had so many entries; -1 for now
 * @out_size: (out): its entries
 * @out_root: (out): its root
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND when the log never was as long.
 *
 * Returns: whether all of it was there
 */
gboolean
moot_audit_get_head (MootDb      *db,
                     gint64       size,
                     gint64      *out_size,
                     MootDigest  *out_root,
                     GError     **error)
{
  g_autoptr (GError) local = NULL;
  Access access = { db, &local };
  gint64 total = 0;

  if (!moot_audit_store_get_size (db, &total, error))
    return FALSE;
  if (size > total)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND,
                   "the log has only %" G_GINT64_FORMAT " entries", total);
      return FALSE;
    }
  *out_size = size >= 0 ? size : total;
  if (moot_merkle_get_root (*out_size, read_node, &access, out_root))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static GArray *
finish_proof (GArray      *path,
              gboolean     proven,
              GError      *local,
              const char  *words,
              GError     **error)
{
  if (proven)
    return g_array_ref (path);
  if (local != NULL)
    g_propagate_error (error, local);
  else
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "%s", words);
  return NULL;
}

/** moot_audit_prove_inclusion: (transfer full) (element-type MootDigest): see
 * moot_merkle_prove_inclusion() */
GArray *
moot_audit_prove_inclusion (MootDb  *db,
                            gint64   index,
                            gint64   size,
                            GError **error)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  GError *local = NULL;
  Access access = { db, &local };
  gboolean proven = moot_merkle_prove_inclusion (index, size, read_node, &access, path);

  return finish_proof (path, proven, local, "no such entry in a log of that size", error);
}

/** moot_audit_prove_consistency: (transfer full) (element-type MootDigest): see
 * moot_merkle_prove_consistency() */
GArray *
moot_audit_prove_consistency (MootDb  *db,
                              gint64   first,
                              gint64   second,
                              GError **error)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  GError *local = NULL;
  Access access = { db, &local };
  gboolean proven = moot_merkle_prove_consistency (first, second, read_node, &access, path);

  return finish_proof (path, proven, local, "the first log must not be longer than the second",
                       error);
}

static gboolean
keep_node (int               level,
           gint64            position,
           const MootDigest *digest,
           gpointer          data)
{
  GArray *frontier = data;

  /* of each level only the last left subtree is ever asked for again */
  if ((position & 1) != 0)
    return TRUE;
  if ((guint) level >= frontier->len)
    g_array_set_size (frontier, (guint) level + 1);
  g_array_index (frontier, MootDigest, level) = *digest;
  return TRUE;
}

static gboolean
recall_node (int         level,
             gint64      position,
             MootDigest *out_digest,
             gpointer    data)
{
  const GArray *frontier = data;

  if ((guint) level >= frontier->len)
    return FALSE;
  *out_digest = g_array_index (frontier, MootDigest, level);
  return TRUE;
}

static void
check_entry (const MootAuditRecord *entry,
             gint64                 seq,
             GArray                *frontier,
             GPtrArray             *out_problems)
{
  g_autofree char *hex = NULL;
  MootDigest leaf;

  moot_merkle_hash_leaf (entry->jcs, strlen (entry->jcs), &leaf);
  hex = moot_digest_to_hex (&leaf);
  if (!g_str_equal (hex, entry->leaf) || strstr (entry->jcs, entry->body) == NULL)
    g_ptr_array_add (out_problems,
                     g_strdup_printf ("log: entry %" G_GINT64_FORMAT " was changed", entry->seq));
  moot_merkle_append (seq, &leaf, recall_node, keep_node, frontier);
}

static gboolean
fold_frontier (gint64        size,
               const GArray *frontier,
               MootDigest   *out_root)
{
  gboolean begun = FALSE;

  for (guint level = 0; level < frontier->len; level++)
    {
      MootDigest left;

      if ((size >> level & 1) == 0)
        continue;
      left = g_array_index (frontier, MootDigest, level);
      if (begun)
        moot_merkle_hash_pair (&left, out_root, out_root);
      else
        *out_root = left;
      begun = TRUE;
    }
  return begun;
}

/**
 * moot_audit_check:
 * @db: a connection
 * @out_problems: (element-type utf8): gets what is wrong
 * @error: return location
 *
 * Hashes the whole log again and compares it with what is kept of it.
 *
 * Returns: whether the log could be read
 */
gboolean
moot_audit_check (MootDb     *db,
                  GPtrArray  *out_problems,
                  GError    **error)
{
  g_autoptr (GArray) frontier = g_array_new (FALSE, TRUE, sizeof (MootDigest));
  MootDigest kept;
  MootDigest found;
  gint64 size = 0;
  gint64 expected = 0;
  gint64 position = 0;

  if (!moot_audit_store_get_size (db, &size, error))
    return FALSE;
  for (gint64 first = 0; first < size; first += CHECK_BATCH)
    {
      g_autoptr (GPtrArray) entries =
        moot_audit_store_list_range (db, first, first + CHECK_BATCH - 1, error);

      if (entries == NULL)
        return FALSE;
      for (guint i = 0; i < entries->len; i++)
        {
          const MootAuditRecord *entry = g_ptr_array_index (entries, i);

          for (; expected < entry->seq; expected++)
            g_ptr_array_add (out_problems, g_strdup_printf ("log: entry %" G_GINT64_FORMAT
                                                            " is missing",
                                                            expected));
          expected = entry->seq + 1;
          check_entry (entry, position++, frontier, out_problems);
        }
    }
  if (size == 0)
    return TRUE;
  if (!moot_audit_get_head (db, size, &size, &kept, NULL) ||
      !fold_frontier (size, frontier, &found) || memcmp (&kept, &found, sizeof kept) != 0)
    g_ptr_array_add (out_problems, g_strdup ("log: its root is not that of its entries"));
  return TRUE;
}

static MootAuditEntry *
make_entity (const MootAuditRecord *record)
{
  MootAuditEntry *entry = g_object_new (MOOT_TYPE_AUDIT_ENTRY, NULL);

  entry->seq = record->seq;
  entry->type = g_strdup (record->type);
  entry->at = record->at;
  if (record->actor_id != 0)
    entry->actor_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->actor_id);
  entry->subject = g_object_new (MOOT_TYPE_AUDIT_SUBJECT, NULL);
  entry->subject->type = g_strdup (record->subject_type);
  if (record->subject_id != 0)
    entry->subject->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->subject_id);
  entry->body = g_strdup (record->body);
  entry->leaf = g_strdup (record->leaf);
  if (record->undo_of != 0)
    entry->undo_of = g_strdup_printf ("%" G_GINT64_FORMAT, record->undo_of);
  return entry;
}

/** moot_audit_list: (transfer full) (element-type MootAuditEntry): see moot_audit_store_list() */
GPtrArray *
moot_audit_list (MootDb           *db,
                 const char       *type,
                 const char       *subject_type,
                 gint64            subject_id,
                 const MootRange  *range,
                 GError          **error)
{
  g_autoptr (GPtrArray) records =
    moot_audit_store_list (db, type, subject_type, subject_id, range, error);
  GPtrArray *entries;

  if (records == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (entries, make_entity (g_ptr_array_index (records, i)));
  return entries;
}
