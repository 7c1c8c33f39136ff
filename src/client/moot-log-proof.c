/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asks a server to prove what it says of its log, and believes nothing but the proof.
 * Spec: co-op API, log; RFC 6962 section 2.1.
 * Thread: a worker. */
#include "moot-log-proof.h"

#include <string.h>

#include "moot-client-error.h"
#include "moot-clock.h"

/** moot_log_head_new: (transfer full): a head, seen now */
MootLogHead *
moot_log_head_new (const char *log_id,
                   gint64      size,
                   const char *root)
{
  MootLogHead *self = g_new0 (MootLogHead, 1);

  self->log_id = g_strdup (log_id);
  self->size = size;
  self->root = g_strdup (root);
  self->at = moot_clock_now ();
  return self;
}

/** moot_log_head_copy: (transfer full): the same again */
MootLogHead *
moot_log_head_copy (const MootLogHead *self)
{
  MootLogHead *copy = moot_log_head_new (self->log_id, self->size, self->root);

  copy->at = self->at;
  copy->checked = self->checked;
  return copy;
}

/** moot_log_head_free: @self may be %NULL */
void
moot_log_head_free (MootLogHead *self)
{
  if (self == NULL)
    return;

  g_free (self->log_id);
  g_free (self->root);
  g_free (self);
}

/** moot_log_head_equal: whether both are the same log at the same moment */
gboolean
moot_log_head_equal (const MootLogHead *a,
                     const MootLogHead *b)
{
  return a->size == b->size && g_strcmp0 (a->root, b->root) == 0 &&
         g_strcmp0 (a->log_id, b->log_id) == 0;
}

static gpointer
make_no_sense (GError **error)
{
  g_set_error_literal (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE,
                       "the server’s log makes no sense");
  return NULL;
}

/**
 * moot_log_ask_head:
 * @connection: the way to the server
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the log as the server shows it now
 */
MootLogHead *
moot_log_ask_head (MootConnection  *connection,
                   GCancellable    *cancellable,
                   GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_LOG_HEAD);
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, cancellable, error);
  JsonObject *object = reply != NULL ? moot_reply_get_object (reply) : NULL;
  MootDigest root;

  if (reply == NULL)
    return NULL;
  if (object == NULL || moot_json_get_string (object, "log_id") == NULL ||
      moot_json_get_string (object, "root") == NULL ||
      !moot_digest_from_hex (moot_json_get_string (object, "root"), &root))
    return make_no_sense (error);
  return moot_log_head_new (moot_json_get_string (object, "log_id"),
                            moot_json_get_int (object, "tree_size"),
                            moot_json_get_string (object, "root"));
}

static GArray *
read_path (JsonObject *object)
{
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  JsonArray *array = object != NULL ? moot_json_get_array (object, "path") : NULL;
  const guint n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL || n > MOOT_MERKLE_PROOF_MAX)
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      MootDigest digest;

      if (json_node_get_value_type (node) != G_TYPE_STRING ||
          !moot_digest_from_hex (json_node_get_string (node), &digest))
        return NULL;
      g_array_append_val (path, digest);
    }
  return g_steal_pointer (&path);
}

/* A server that cannot prove what it says has not proved it; one that does not answer has said
 * nothing. */
static gboolean
is_answer (const GError *error)
{
  return g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND) ||
         g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE);
}

static GArray *
ask_path (MootConnection  *connection,
          MootRequest     *request,
          JsonObject     **out_object,
          MootReply      **out_reply,
          GCancellable    *cancellable,
          gboolean        *out_answered,
          GError         **error)
{
  g_autoptr (GError) local = NULL;
  MootReply *reply = moot_connection_call (connection, request, cancellable, &local);

  *out_answered = reply != NULL || is_answer (local);
  *out_reply = reply;
  *out_object = reply != NULL ? moot_reply_get_object (reply) : NULL;
  if (!*out_answered)
    g_propagate_error (error, g_steal_pointer (&local));
  return read_path (*out_object);
}

/**
 * moot_log_ask_extends:
 * @connection: the way to the server
 * @older: what was seen once
 * @newer: what the server shows now, at least as long
 * @out_extends: (out): whether it proved that the newer log begins with the older one
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: whether the server answered
 */
gboolean
moot_log_ask_extends (MootConnection     *connection,
                      const MootLogHead  *older,
                      const MootLogHead  *newer,
                      gboolean           *out_extends,
                      GCancellable       *cancellable,
                      GError            **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_LOG_PROOF);
  g_autoptr (MootReply) reply = NULL;
  g_autoptr (GArray) path = NULL;
  JsonObject *object;
  gboolean answered;
  MootDigest first;
  MootDigest second;

  *out_extends = older->size == newer->size && g_strcmp0 (older->root, newer->root) == 0;
  if (older->size == newer->size || older->size == 0)
    {
      *out_extends |= older->size == 0;
      return TRUE;
    }
  moot_request_add_int (request, "first", older->size);
  moot_request_add_int (request, "second", newer->size);
  path = ask_path (connection, request, &object, &reply, cancellable, &answered, error);
  *out_extends = path != NULL && moot_digest_from_hex (older->root, &first) &&
                 moot_digest_from_hex (newer->root, &second) &&
                 moot_merkle_verify_consistency (older->size, newer->size, &first, &second,
                                                 (const MootDigest *) (gpointer) path->data,
                                                 path->len);
  return answered;
}

static char *
ask_text (MootConnection  *connection,
          gint64           seq,
          GCancellable    *cancellable,
          GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_LOG_ENTRIES);
  g_autoptr (MootReply) reply = NULL;
  JsonArray *array;
  JsonObject *entry;

  moot_request_add_int (request, "start", seq);
  moot_request_add_int (request, "end", seq);
  reply = moot_connection_call (connection, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  array = reply->json != NULL && JSON_NODE_HOLDS_ARRAY (reply->json)
            ? json_node_get_array (reply->json)
            : NULL;
  if (array == NULL || json_array_get_length (array) != 1 ||
      !JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0)))
    return make_no_sense (error);
  entry = json_array_get_object_element (array, 0);
  return moot_json_get_string (entry, "jcs") != NULL
           ? g_strdup (moot_json_get_string (entry, "jcs"))
           : make_no_sense (error);
}

/**
 * moot_log_ask_entry:
 * @connection: the way to the server
 * @seq: which entry
 * @head: a log that was seen
 * @out_included: (out): whether it was proved that @head has just this entry there
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the entry as it was hashed, canonical JSON
 */
char *
moot_log_ask_entry (MootConnection     *connection,
                    gint64              seq,
                    const MootLogHead  *head,
                    gboolean           *out_included,
                    GCancellable       *cancellable,
                    GError            **error)
{
  g_autofree char *text = ask_text (connection, seq, cancellable, error);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_LOG_PROOF);
  g_autoptr (MootReply) reply = NULL;
  g_autoptr (GArray) path = NULL;
  g_autofree char *hex = NULL;
  JsonObject *object;
  gboolean answered;
  MootDigest leaf;
  MootDigest root;

  if (text == NULL)
    return NULL;
  moot_merkle_hash_leaf (text, strlen (text), &leaf);
  hex = moot_digest_to_hex (&leaf);
  moot_request_add (request, "leaf", hex);
  moot_request_add_int (request, "tree_size", head->size);
  path = ask_path (connection, request, &object, &reply, cancellable, &answered, error);
  *out_included = path != NULL && moot_digest_from_hex (head->root, &root) &&
                  moot_merkle_verify_inclusion (seq, head->size, &leaf,
                                                (const MootDigest *) (gpointer) path->data,
                                                path->len, &root);
  return answered ? g_steal_pointer (&text) : NULL;
}
