/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What pages ask about proposals, asked of a Loomio group: its polls, their results and outcomes.
 * Thread: workers.
 * Spec: Loomio's API b2. */
#include "moot-loomio-private.h"

#include <string.h>

#define API "/api/b2/"

static void
find_states (const char *name,
             const char *value,
             gpointer    data)
{
  const char **status = data;

  if (g_str_equal (name, "state"))
    *status = strstr (value, "open") != NULL ? "active" : "closed";
}

/** moot_loomio_answer_polls: see its row in the table of calls */
gboolean
moot_loomio_answer_polls (MootLoomioCall  *call,
                          MootJsonWriter  *json,
                          GError         **error)
{
  const char *status = "all";

  moot_request_foreach (call->request, find_states, &status);
  return moot_loomio_answer_list (call, "polls", status, moot_loomio_write_poll, json, error);
}

static JsonNode *
get_poll (MootLoomioCall  *call,
          JsonObject     **out_poll,
          GError         **error)
{
  g_autoptr (JsonNode) node = NULL;

  if (moot_loomio_is_id (call->id))
    node = moot_loomio_ask (call, error, API "polls/%s", call->id);
  else
    moot_loomio_miss (error);
  if (node == NULL)
    return NULL;
  *out_poll = moot_loomio_first (json_node_get_object (node), "polls");
  if (*out_poll != NULL)
    return g_steal_pointer (&node);
  moot_loomio_miss (error);
  return NULL;
}

/** moot_loomio_answer_poll: see its row in the table of calls */
gboolean
moot_loomio_answer_poll (MootLoomioCall  *call,
                         MootJsonWriter  *json,
                         GError         **error)
{
  JsonObject *poll;
  g_autoptr (JsonNode) node = get_poll (call, &poll, error);

  if (node == NULL)
    return FALSE;
  moot_loomio_write_poll (call->loomio, json_node_get_object (node), poll, json);
  return TRUE;
}

/** moot_loomio_answer_tally: see its row in the table of calls */
gboolean
moot_loomio_answer_tally (MootLoomioCall  *call,
                          MootJsonWriter  *json,
                          GError         **error)
{
  JsonObject *poll;
  g_autoptr (JsonNode) node = get_poll (call, &poll, error);

  if (node == NULL)
    return FALSE;
  return moot_loomio_write_tally (json_node_get_object (node), poll, json) ||
         moot_loomio_miss (error);
}

/** moot_loomio_answer_my_ballot: see its row in the table of calls */
gboolean
moot_loomio_answer_my_ballot (MootLoomioCall  *call,
                              MootJsonWriter  *json,
                              GError         **error)
{
  JsonObject *poll;
  g_autoptr (JsonNode) node = get_poll (call, &poll, error);
  JsonObject *stance;

  if (node == NULL)
    return FALSE;
  stance = moot_loomio_find (json_node_get_object (node), "stances",
                             moot_json_get_int (poll, "my_stance_id"));
  if (!moot_loomio_is_cast (stance))
    return moot_loomio_miss (error);
  moot_loomio_write_stance (stance, moot_loomio_get_link (call->loomio)->server, json);
  return TRUE;
}

static void
write_outcomes (MootLoomioCall *call,
                JsonObject     *root,
                MootJsonWriter *json)
{
  JsonArray *all = moot_json_get_array (root, "outcomes");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *one = json_array_get_element (all, i);

      if (JSON_NODE_HOLDS_OBJECT (one))
        moot_loomio_write_outcome (root, json_node_get_object (one), json);
    }
}

/** moot_loomio_answer_outcomes: see its row in the table of calls */
gboolean
moot_loomio_answer_outcomes (MootLoomioCall  *call,
                             MootJsonWriter  *json,
                             GError         **error)
{
  g_autoptr (JsonNode) node =
    moot_loomio_ask (call, error, API "polls?group_id=%s&status=closed&limit=%d",
                     moot_loomio_get_group_id (call), MOOT_LOOMIO_AT_ONCE);

  if (node == NULL)
    return FALSE;
  moot_json_begin_array (json);
  write_outcomes (call, json_node_get_object (node), json);
  moot_json_end_array (json);
  return TRUE;
}

/* An outcome has no address of its own there; it comes with the closed polls of the group. */
/** moot_loomio_answer_outcome: see its row in the table of calls */
gboolean
moot_loomio_answer_outcome (MootLoomioCall  *call,
                            MootJsonWriter  *json,
                            GError         **error)
{
  g_autoptr (JsonNode) node =
    moot_loomio_ask (call, error, API "polls?group_id=%s&status=all&limit=%d",
                     moot_loomio_get_group_id (call), MOOT_LOOMIO_AT_ONCE);
  JsonObject *outcome;

  if (node == NULL)
    return FALSE;
  outcome = moot_loomio_find (json_node_get_object (node), "outcomes",
                              g_ascii_strtoll (call->id, NULL, 10));
  if (outcome == NULL)
    return moot_loomio_miss (error);
  moot_loomio_write_outcome (json_node_get_object (node), outcome, json);
  return TRUE;
}
