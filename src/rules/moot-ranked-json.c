/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A count with its stages as JSON: what the node publishes and what an app that counted again
 * compares with.
 * Thread: any.
 * Spec: co-op API, Tally, STV form. */
#include "moot-json.h"
#include "moot-ranked-count.h"

#include <string.h>

static void
write_ids (MootJsonWriter    *json,
           const char        *name,
           const char *const *ids,
           const guint       *numbers,
           guint              n_numbers)
{
  moot_json_name (json, name);
  moot_json_begin_array (json);
  for (guint i = 0; i < n_numbers; i++)
    moot_json_add_string (json, ids[numbers[i]]);
  moot_json_end_array (json);
}

static void
write_array (MootJsonWriter    *json,
             const char        *name,
             const char *const *ids,
             const GArray      *numbers)
{
  write_ids (json, name, ids, (const guint *) (gconstpointer) numbers->data, numbers->len);
}

static void
put_units (MootJsonWriter  *json,
           const char      *name,
           const MootCount *stages,
           gint64           units)
{
  g_autofree char *text = moot_count_format (stages, units);

  moot_json_put_string (json, name, text);
}

/* A quota is mostly whole, and then written without decimals. */
static char *
format_quota (const MootCount *stages)
{
  char *text = stages->quota > 0 ? moot_count_format (stages, stages->quota) : NULL;
  char *point = text != NULL ? strchr (text, '.') : NULL;

  if (point != NULL && strspn (point + 1, "0") == strlen (point + 1))
    *point = '\0';
  return text;
}

static void
write_tie (MootJsonWriter     *json,
           const MootCountTie *tie,
           const char *const  *ids)
{
  moot_json_begin_object (json);
  write_array (json, "between", ids, tie->candidates);
  moot_json_put_string (json, "picked", ids[tie->picked]);
  moot_json_name (json, "by_stage");
  if (tie->stage > 0)
    moot_json_add_int (json, tie->stage);
  else
    moot_json_add_null (json);
  moot_json_end_object (json);
}

static void
write_stage (MootJsonWriter    *json,
             const MootCount   *stages,
             guint              number,
             const char *const *ids)
{
  const MootCountStage *stage = g_ptr_array_index (stages->stages, number);
  const char *action = number == 0 && stages->rule == MOOT_COUNT_SCHULZE ? "compare"
                       : number == 0                                     ? "first"
                       : stage->surplus_of >= 0                          ? "surplus"
                       : stage->excluded->len > 0                        ? "exclude"
                                                                         : "elect";
  const char *candidate = stage->surplus_of >= 0 ? ids[stage->surplus_of]
                          : stage->excluded->len > 0
                            ? ids[g_array_index (stage->excluded, guint, 0)]
                            : NULL;

  moot_json_begin_object (json);
  moot_json_put_int (json, "n", number + 1);
  moot_json_put_string (json, "action", action);
  moot_json_put_string (json, "candidate", candidate);
  moot_json_name (json, "votes");
  moot_json_begin_object (json);
  for (guint i = 0; i < stages->n_candidates; i++)
    put_units (json, ids[i], stages, stage->votes[i]);
  moot_json_end_object (json);
  put_units (json, "non_transferable", stages, stage->non_transferable);
  write_array (json, "elected", ids, stage->elected);
  write_array (json, "excluded", ids, stage->excluded);
  moot_json_name (json, "tie");
  if (stage->tie.candidates->len > 0)
    write_tie (json, &stage->tie, ids);
  else
    moot_json_add_null (json);
  moot_json_end_object (json);
}

/* Where the lot decided, by the number of the stage. */
static void
write_lots (MootJsonWriter  *json,
            const MootCount *stages)
{
  moot_json_name (json, "lots");
  moot_json_begin_array (json);
  for (guint i = 0; i < stages->stages->len; i++)
    {
      const MootCountStage *stage = g_ptr_array_index (stages->stages, i);

      if (stage->tie.candidates->len > 0 && stage->tie.stage == 0)
        moot_json_add_int (json, i + 1);
    }
  moot_json_end_array (json);
}

/**
 * moot_ranked_count_write:
 * @self: a count
 * @ids: (array): of its options
 *
 * Returns: (transfer full) (nullable): the count as JSON, %NULL when there was nothing to count
 */
char *
moot_ranked_count_write (const MootRankedCount *self,
                         const char *const     *ids)
{
  const MootCount *stages = self->stages;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *quota = stages != NULL ? format_quota (stages) : NULL;

  if (stages == NULL)
    return NULL;
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "rule", moot_count_rule_to_text (stages->rule));
  moot_json_put_int (&json, "valid", stages->n_valid);
  moot_json_put_int (&json, "seats", stages->n_seats);
  moot_json_put_string (&json, "quota", quota);
  moot_json_name (&json, "stages");
  moot_json_begin_array (&json);
  for (guint i = 0; i < stages->stages->len; i++)
    write_stage (&json, stages, i, ids);
  moot_json_end_array (&json);
  write_array (&json, "elected", ids, stages->elected);
  write_lots (&json, stages);
  moot_json_name (&json, "lot");
  moot_lot_write (&self->lot, ids, self->order, stages->n_candidates, &json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/**
 * moot_ranked_count_read_lot:
 * @json: (nullable): from moot_ranked_count_write()
 * @uri: of the vote
 * @out_lot: (out): the lot, drawn again as by moot_lot_read()
 *
 * Returns: whether it can be drawn again
 */
gboolean
moot_ranked_count_read_lot (const char *json,
                            const char *uri,
                            MootLot    *out_lot)
{
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;
  JsonObject *lot = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                      ? moot_json_get_object (json_node_get_object (node), "lot")
                      : NULL;

  return lot != NULL && moot_lot_read (lot, uri, out_lot);
}
