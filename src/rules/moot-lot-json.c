/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A lot as JSON: what the node publishes, and what every app draws again from it.
 * Thread: any.
 * Spec: governance rules, deterministic lot; co-op API, Tally, STV form. */
#include "moot-lot.h"

static void
put_digest (MootJsonWriter   *json,
            const char       *name,
            const MootDigest *digest)
{
  g_autofree char *hex = moot_digest_to_hex (digest);

  moot_json_put_string (json, name, hex);
}

/* Each scrutineer's part, so that everybody can see that it is the one committed to. */
static void
write_shares (MootJsonWriter *json,
              const MootLot  *lot)
{
  moot_json_name (json, "scrutineers");
  moot_json_begin_array (json);
  for (guint i = 0; i < lot->n_shares; i++)
    {
      const MootLotShare *share = &lot->shares[i];

      moot_json_begin_object (json);
      moot_json_put_id (json, "member_id", share->member_id);
      put_digest (json, "commit", &share->commit);
      if (share->is_revealed)
        put_digest (json, "nonce", &share->nonce);
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

/**
 * moot_lot_write:
 * @self: a lot
 * @ids: (array): what was drawn
 * @order: (array length=n_ids): from moot_lot_draw()
 * @n_ids: how many
 * @json: gets an object
 *
 * Shape: `{"eid":"…","tree_size":131,"root":"…","seed":"…","scrutineers":[{"member_id":"7",
 * "commit":"…","nonce":"…"}],"order":["12","11"]}`.
 */
void
moot_lot_write (const MootLot     *self,
                const char *const *ids,
                const guint       *order,
                guint              n_ids,
                MootJsonWriter    *json)
{
  moot_json_begin_object (json);
  put_digest (json, "eid", &self->eid);
  moot_json_put_int (json, "tree_size", self->tree_size);
  put_digest (json, "root", &self->root);
  put_digest (json, "seed", &self->seed);
  if (self->n_shares > 0)
    write_shares (json, self);
  moot_json_name (json, "order");
  moot_json_begin_array (json);
  for (guint i = 0; i < n_ids; i++)
    moot_json_add_string (json, ids[order[i]]);
  moot_json_end_array (json);
  moot_json_end_object (json);
}

/* What was shown must be what was committed to, all of it. */
static gboolean
read_shares (JsonObject *lot,
             MootLot    *out_lot)
{
  JsonArray *shares = moot_json_get_array (lot, "scrutineers");

  for (guint i = 0; shares != NULL && i < json_array_get_length (shares); i++)
    {
      JsonNode *node = json_array_get_element (shares, i);
      JsonObject *share = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *member = share != NULL ? moot_json_get_string (share, "member_id") : NULL;

      if (member == NULL ||
          !moot_lot_add_share (out_lot, g_ascii_strtoll (member, NULL, 10),
                               moot_json_get_string (share, "commit"),
                               moot_json_get_string (share, "nonce")))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_lot_read:
 * @lot: from moot_lot_write()
 * @uri: of the vote
 * @out_self: (out): the lot, drawn again
 *
 * Only the root of the log and the numbers of scrutineers that fit what they committed to are
 * believed; the rest follows from them.
 *
 * Returns: whether it can be drawn again
 */
gboolean
moot_lot_read (JsonObject *lot,
               const char *uri,
               MootLot    *out_self)
{
  const char *root = moot_json_get_string (lot, "root");
  MootDigest digest;

  if (root == NULL || uri == NULL || !moot_digest_from_hex (root, &digest))
    return FALSE;
  moot_lot_init (out_self, uri, moot_json_get_int (lot, "tree_size"), &digest);
  return read_shares (lot, out_self);
}
