/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The append-only log, for eyes and for apps that check it.  Its head is public: whoever keeps one
 * can later prove that the log was rewritten.
 * Spec: co-op API, AuditEntry; RFC 6962 sections 4.3 to 4.6, with our names.
 * Thread: a request worker. */
#include "moot-log-routes.h"

#include <string.h>

#include "moot-audit-store.h"
#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-federation.h"
#include "moot-id.h"
#include "moot-json.h"
#include "moot-log-witness.h"
#include "moot-signers.h"

#define ENTRIES_MAX 100 /* of one answer */

/* By the key of proofs that the co-op's actor shows, over what devices sign too; NULL while the
 * co-op has no account. */
static char *
sign_head (MootExchange          *exchange,
           const MootCoopRecord  *coop,
           gint64                 size,
           const char            *root,
           GError               **error)
{
  g_autoptr (MootSigner) signer = NULL;
  g_autofree char *payload = moot_log_head_dup_payload (coop->log_id, size, root);
  g_autoptr (GBytes) signature = NULL;

  if (coop->account_id == 0)
    return NULL;
  signer =
    moot_signers_get (exchange->services->federation->signers, coop->account_id, error);
  if (signer != NULL)
    signature = moot_private_key_sign (moot_signer_get_ed25519 (signer), payload, strlen (payload),
                                       error);
  return signature != NULL ? moot_base64url_encode (g_bytes_get_data (signature, NULL),
                                                    g_bytes_get_size (signature))
                           : NULL;
}

static void
show_head (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (exchange->db, &error);
  g_autofree char *hex = NULL;
  g_autofree char *signature = NULL;
  MootDigest root;
  gint64 size = 0;

  if (coop != NULL && moot_audit_get_head (exchange->db, -1, &size, &root, &error))
    {
      hex = moot_digest_to_hex (&root);
      signature = sign_head (exchange, coop, size, hex, &error);
    }
  if (error != NULL)
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "log_id", coop->log_id);
  moot_json_put_int (&json, "tree_size", size);
  moot_json_put_string (&json, "root", hex);
  moot_json_put_time (&json, "at", moot_clock_now ());
  moot_json_put_string (&json, "sig", signature);
  if (!moot_log_witness_put (exchange->db, &json, &error))
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static gboolean
cosign (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  MootExchange *exchange = data;
  MootLogCosignature cosignature = {
    .tree_size = moot_params_get_int (exchange->params, "tree_size", 0),
    .root = moot_params_get (exchange->params, "root"),
    .key_id = moot_params_get_id (exchange->params, "key_id"),
    .ed25519 = moot_params_get (exchange->params, "ed25519"),
  };
  MootCoopContext context;
  g_autoptr (MootActor) actor = NULL;

  if (!moot_coop_context_init (&context, db, exchange->services->site, moot_clock_now (), error))
    return FALSE;
  actor = moot_actor_load (&context, exchange->viewer_id, error);
  return actor != NULL && moot_log_witness_cosign (&context, actor, &cosignature, error);
}

/* A member's device says what it was shown:
 * `{"tree_size":131,"root":"…","key_id":"1","ed25519":"…"}`. */
static void
cosign_head (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;

  if (moot_exchange_write (exchange, cosign, exchange, &error))
    show_head (exchange);
  else
    moot_coop_request_fail (exchange, error);
}

/* The log holds nothing personal, and still it is the members' own business. */
static gboolean
check_member (MootExchange  *exchange,
              GError       **error)
{
  g_autoptr (MootActor) viewer = NULL;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, exchange->db, exchange->services->site, moot_clock_now (),
                               error))
    return FALSE;
  viewer = moot_actor_load (&context, exchange->viewer_id, error);
  return viewer != NULL && moot_actor_require (viewer, MOOT_RIGHT_READ, error);
}

static void
index_entries (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  gint64 start = 0;
  gint64 end = G_MAXINT64;

  if (check_member (exchange, &error) &&
      moot_coop_request_read_int (exchange, "start", FALSE, &start, &error) &&
      moot_coop_request_read_int (exchange, "end", FALSE, &end, &error))
    {
      start = CLAMP (start, 0, G_MAXINT32);
      entries = moot_audit_store_list_range (exchange->db, start,
                                             MIN (end, start + ENTRIES_MAX - 1), &error);
    }
  if (entries == NULL)
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  moot_json_begin_array (&json);
  for (guint i = 0; i < entries->len; i++)
    {
      const MootAuditRecord *entry = g_ptr_array_index (entries, i);

      moot_json_begin_object (&json);
      moot_json_put_int (&json, "seq", entry->seq);
      moot_json_put_string (&json, "jcs", entry->jcs);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

static void
put_path (MootJsonWriter *json,
          const GArray   *path)
{
  moot_json_name (json, "path");
  moot_json_begin_array (json);
  for (guint i = 0; i < path->len; i++)
    {
      g_autofree char *hex = moot_digest_to_hex (&g_array_index (path, MootDigest, i));

      moot_json_add_string (json, hex);
    }
  moot_json_end_array (json);
}

static GArray *
prove (MootExchange    *exchange,
       MootJsonWriter  *json,
       GError         **error)
{
  const char *leaf = moot_params_get (exchange->params, "leaf");
  gint64 index = -1;
  gint64 size = 0;
  gint64 first = 0;
  gint64 second = 0;

  if (leaf == NULL)
    return moot_coop_request_read_int (exchange, "first", TRUE, &first, error) &&
               moot_coop_request_read_int (exchange, "second", TRUE, &second, error)
             ? moot_audit_prove_consistency (exchange->db, first, second, error)
             : NULL;
  if (!moot_audit_store_get_size (exchange->db, &size, error) ||
      !moot_coop_request_read_int (exchange, "tree_size", FALSE, &size, error) ||
      !moot_audit_store_find_leaf (exchange->db, leaf, &index, error))
    return NULL;
  moot_json_put_int (json, "index", index);
  moot_json_put_int (json, "tree_size", size);
  return moot_audit_prove_inclusion (exchange->db, index, size, error);
}

static void
show_proof (MootExchange *exchange)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) path = NULL;

  moot_json_begin_object (&json);
  if (check_member (exchange, &error))
    path = prove (exchange, &json, &error);
  if (path == NULL)
    {
      if (g_error_matches (error, MOOT_ERROR, MOOT_ERROR_FAILED) ||
          g_error_matches (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND))
        {
          g_clear_error (&error);
          moot_coop_refuse (&error, MOOT_COOP_ERROR_NOT_FOUND, NULL,
                            "the log has no such entry or size");
        }
      moot_coop_request_fail (exchange, error);
      return;
    }
  put_path (&json, path);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

static GPtrArray *
list_audit (const MootCoopContext  *context,
            const MootActor        *viewer,
            MootExchange           *exchange,
            const MootRange        *range,
            GError                **error)
{
  const char *type = moot_params_get (exchange->params, "type");
  const char *subject = moot_params_get (exchange->params, "subject");
  g_auto (GStrv) parts = g_strsplit (subject != NULL ? subject : "", ":", 2);
  MootRange from_zero = *range;
  gint64 subject_id = 0;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  if (range->above == 0 && !range->ascending)
    from_zero.above = -1; /* the first entry has the number 0 */
  if (parts[0] != NULL && parts[1] != NULL)
    moot_id_parse (parts[1], &subject_id);
  return moot_audit_list (context->db, type != NULL ? type : "", parts[0] != NULL ? parts[0] : "",
                          subject_id, &from_zero, error);
}

static void
index_audit (MootExchange *exchange)
{
  moot_coop_request_list (exchange, list_audit);
}

static const MootRoute routes[] = {
  { "GET", "/api/coop/v1/log/sth", NULL, show_head },
  { "POST", "/api/coop/v1/log/cosign", "write:governance", cosign_head },
  { "GET", "/api/coop/v1/log/entries", "read:governance", index_entries },
  { "GET", "/api/coop/v1/log/proof", "read:governance", show_proof },
  { "GET", "/api/coop/v1/audit", "read:governance", index_audit },
};

const MootRouteTable moot_log_routes = { routes, G_N_ELEMENTS (routes) };
