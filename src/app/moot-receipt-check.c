/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Looks whether my ballot is in the log as I cast it: what the log committed to is worked out here
 * from the ballot and its salt, and the entry has to be proved from the head of the receipt, which
 * is then held against the log like any other head.
 * Thread: a worker. */
#include "moot-receipt-check.h"

#include "moot-cache-log.h"
#include "moot-id.h"
#include "moot-json.h"
#include "moot-paper.h"
#include "moot-signature-check.h"

static char *
dup_commitment (MootBallot *ballot,
                gboolean    anonymous)
{
  g_autofree char *committed = NULL;
  MootBallotStatement statement;
  gint64 member_id = 0;

  if (ballot->salt == NULL || !moot_ballot_read_statement (ballot, &statement))
    return NULL;
  if (anonymous)
    return moot_paper_dup_commitment (&statement, ballot->salt, NULL);
  moot_id_parse (ballot->member_id, &member_id);
  committed = moot_ballot_statement_dup_committed (&statement, member_id, ballot->signature, NULL);
  return committed != NULL ? moot_salted_commitment (ballot->salt, committed) : NULL;
}

static MootLogHead *
read_head (MootBallot *ballot,
           const char *log_id)
{
  g_autoptr (JsonNode) node =
    ballot->receipt != NULL ? moot_json_parse (ballot->receipt, -1, NULL) : NULL;
  JsonObject *object =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && moot_json_get_string (object, "root") != NULL
           ? moot_log_head_new (log_id, moot_json_get_int (object, "tree_size"),
                                moot_json_get_string (object, "root"))
           : NULL;
}

static gboolean
entry_has (const char *text,
           const char *commitment)
{
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  JsonObject *entry =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *body = entry != NULL ? moot_json_get_object (entry, "body") : NULL;

  return body != NULL &&
         g_strcmp0 (moot_json_get_string (body, "ballot_sha256"), commitment) == 0;
}

/**
 * moot_receipt_check:
 * @source: where documents come from
 * @ballot: my ballot
 * @anonymous: whether the log has it without my name
 * @cancellable: (nullable): stops it
 *
 * Returns: whether it is in the log
 */
MootReceipt
moot_receipt_check (MootPageSource *source,
                    MootBallot     *ballot,
                    gboolean        anonymous,
                    GCancellable   *cancellable)
{
  g_autofree char *commitment = dup_commitment (ballot, anonymous);
  g_autoptr (MootLogHead) now = NULL;
  g_autoptr (MootLogHead) head = NULL;
  g_autofree char *text = NULL;
  gboolean included = FALSE;

  if (commitment == NULL || source->from_copies)
    return MOOT_RECEIPT_UNKNOWN;
  now = moot_log_ask_head (source->connection, cancellable, NULL);
  head = now != NULL ? read_head (ballot, now->log_id) : NULL;
  if (head == NULL)
    return MOOT_RECEIPT_UNKNOWN;
  text = moot_log_ask_entry (source->connection, ballot->log_seq, head, &included, cancellable,
                             NULL);
  if (text == NULL)
    return MOOT_RECEIPT_UNKNOWN;
  if (!included || !entry_has (text, commitment))
    return MOOT_RECEIPT_BROKEN;
  if (source->cache != NULL && source->account != NULL)
    moot_cache_put_log_head (source->cache, source->account, head, FALSE, NULL);
  return MOOT_RECEIPT_HOLDS;
}
