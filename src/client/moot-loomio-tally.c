/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The results of a Loomio poll as a count of the co-op API.  What it says about quorum and shares
 * is not taken over: its own quorum compares with who may vote, and its percentages are cut to
 * whole numbers; here both follow from the counts. Thread: any. */
#include "moot-loomio-private.h"

#include "moot-check.h"

#include <string.h>

#define LIST_MAX 1000 /* options of one poll */

/* 12.34 for 1234 hundredths of a percent. */
static void
put_percent (MootJsonWriter *json,
             const char     *name,
             gint64          part,
             gint64          whole)
{
  const gint64 hundredths = whole > 0 ? (part * 20000 + whole) / (2 * whole) : 0;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", hundredths / 100,
                                           (int) (hundredths % 100));

  moot_json_put_string (json, name, text);
}

static JsonObject *
get_line (JsonArray *results,
          guint      i)
{
  JsonNode *node = json_array_get_element (results, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_abstention (JsonObject *line)
{
  return g_strcmp0 (moot_json_get_string (line, "icon"), "abstain") == 0;
}

static gint64
count_abstentions (JsonArray *results)
{
  gint64 n = 0;

  for (guint i = 0; i < json_array_get_length (results); i++)
    if (is_abstention (get_line (results, i)))
      n += moot_json_get_int (get_line (results, i), "voter_count");
  return n;
}

static gboolean
is_elected (JsonObject *stv,
            gint64      option_id)
{
  JsonArray *elected = moot_json_get_array (stv, "elected");

  for (guint i = 0; elected != NULL && i < json_array_get_length (elected); i++)
    {
      JsonNode *node = json_array_get_element (elected, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          moot_json_get_int (json_node_get_object (node), "poll_option_id") == option_id)
        return TRUE;
    }
  return FALSE;
}

/* Those below 1 are rows of the table and no options: nobody of them, and not voted. */
static void
put_lines (MootJsonWriter *json,
           JsonArray      *results,
           JsonObject     *stv,
           gint64          cast,
           gint64          abstain)
{
  moot_json_name (json, "options");
  moot_json_begin_array (json);
  for (guint i = 0; i < json_array_get_length (results) && i < LIST_MAX; i++)
    {
      JsonObject *line = get_line (results, i);
      const gint64 votes = moot_json_get_int (line, "voter_count");
      const gint64 id = moot_json_get_int (line, "id");

      if (id < 1)
        continue;
      moot_json_begin_object (json);
      moot_json_put_id (json, "option_id", id);
      moot_json_put_int (json, "votes", votes);
      put_percent (json, "percent_votes", is_abstention (line) ? 0 : votes, cast - abstain);
      put_percent (json, "percent_cast", votes, cast);
      moot_json_put_int (json, "score", moot_json_get_int (line, "score"));
      moot_json_put_int (json, "rank", moot_json_get_int (line, "rank"));
      if (stv != NULL)
        moot_json_put_boolean (json, "chosen", is_elected (stv, id));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

/* Checks ------------------------------------------------------------------------------------- */

static gint64
divide_up (gint64 part,
           gint64 whole)
{
  return whole > 0 ? (part + whole - 1) / whole : 0;
}

static void
put_quorum (MootJsonWriter *json,
            gint64          percent,
            gint64          cast,
            gint64          eligible)
{
  const gint64 required = divide_up (percent * eligible, 100);

  if (percent <= 0)
    return;
  moot_json_name (json, "quorum");
  moot_json_begin_object (json);
  moot_json_put_int (json, "required", required);
  moot_json_put_boolean (json, "reached", cast >= required);
  moot_json_end_object (json);
}

static void
add_quorum (MootJsonWriter *json,
            gint64          percent,
            gint64          cast,
            gint64          eligible)
{
  const gint64 required = divide_up (percent * eligible, 100);
  const MootCheck check = { .id = "quorum",
                            .ok = cast >= required,
                            .sentence = MOOT_SENTENCE_QUORUM,
                            .numbers = { cast, eligible, required } };

  if (percent > 0)
    moot_check_write (&check, json);
}

/* “Agree: 4 of 5 ≥ 75 %”; a test of the poll is no sentence of our bylaws. */
static void
add_test (MootJsonWriter *json,
          JsonObject     *line,
          gint64          cast,
          gint64          eligible)
{
  const char *sign = moot_json_get_string (line, "test_operator");
  const gboolean at_least = g_strcmp0 (sign, "gte") == 0;
  const gboolean of_all =
    g_strcmp0 (moot_json_get_string (line, "test_against"), "voter_percent") == 0;
  const gint64 whole = of_all ? eligible : cast;
  const gint64 votes = moot_json_get_int (line, "voter_count");
  const gint64 percent = moot_json_get_int (line, "test_percent");
  const char *name = moot_json_get_string (line, "name");
  g_autofree char *text = NULL;

  if (!at_least && g_strcmp0 (sign, "lte") != 0)
    return;
  text =
    g_strdup_printf ("%s: %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %%",
                     name != NULL ? name : "", votes, whole, at_least ? "≥" : "≤", percent);
  moot_json_begin_object (json);
  moot_json_put_string (json, "id", "threshold");
  moot_json_put_boolean (json, "ok",
                         at_least ? votes * 100 >= percent * whole && whole > 0
                                  : votes * 100 <= percent * whole);
  moot_json_put_string (json, "text", text);
  moot_json_end_object (json);
}

/* Stages ------------------------------------------------------------------------------------- */

static void
put_ids (MootJsonWriter *json,
         const char     *name,
         JsonArray      *ids)
{
  moot_json_name (json, name);
  moot_json_begin_array (json);
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonNode *node = json_array_get_element (ids, i);
      g_autofree char *id =
        JSON_NODE_HOLDS_VALUE (node)
          ? g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node))
          : NULL;

      if (id != NULL)
        moot_json_add_string (json, id);
    }
  moot_json_end_array (json);
}

static char *
dup_number (JsonObject *object,
            const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("0");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.5f", json_node_get_double (node)));
}

static void
write_round (JsonObject     *round,
             guint           n,
             MootJsonWriter *json)
{
  JsonObject *tallies = moot_json_get_object (round, "tallies");
  g_autoptr (GList) names = tallies != NULL ? json_object_get_members (tallies) : NULL;
  g_autofree char *lost = dup_number (round, "non_transferable");

  moot_json_begin_object (json);
  moot_json_put_int (json, "n", n + 1);
  if (n == 0)
    moot_json_put_string (json, "action", "first");
  moot_json_name (json, "votes");
  moot_json_begin_object (json);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *votes = dup_number (tallies, l->data);

      moot_json_put_string (json, l->data, votes);
    }
  moot_json_end_object (json);
  moot_json_put_string (json, "non_transferable", lost);
  put_ids (json, "elected", moot_json_get_array (round, "elected"));
  put_ids (json, "excluded", moot_json_get_array (round, "eliminated"));
  moot_json_end_object (json);
}

static void
put_stv (MootJsonWriter *json,
         JsonObject     *stv)
{
  JsonArray *rounds = moot_json_get_array (stv, "rounds");
  g_autofree char *quota = dup_number (stv, "quota");

  if (rounds == NULL)
    return;
  moot_json_name (json, "stv");
  moot_json_begin_object (json);
  moot_json_put_int (json, "seats", moot_json_get_int (stv, "seats"));
  moot_json_put_string (json, "quota", quota);
  moot_json_name (json, "stages");
  moot_json_begin_array (json);
  for (guint i = 0; i < json_array_get_length (rounds) && i < LIST_MAX; i++)
    if (get_line (rounds, i) != NULL)
      write_round (get_line (rounds, i), i, json);
  moot_json_end_array (json);
  moot_json_end_object (json);
}

/** moot_loomio_write_tally: FALSE when the results are not to be seen yet */
gboolean
moot_loomio_write_tally (JsonObject     *root,
                         JsonObject     *poll,
                         MootJsonWriter *json)
{
  JsonArray *results = moot_json_get_array (poll, "results");
  JsonObject *stv = moot_json_get_object (poll, "stv_results");
  const gint64 cast = moot_json_get_int (poll, "decided_voters_count");
  const gint64 eligible = moot_json_get_int (poll, "voters_count");
  const gint64 quorum = moot_json_get_int (poll, "quorum_pct");
  const gint64 abstain = results != NULL ? count_abstentions (results) : 0;

  if (results == NULL || json_array_get_length (results) == 0)
    return FALSE;
  moot_json_begin_object (json);
  moot_json_put_id (json, "proposal_id", moot_json_get_int (poll, "id"));
  moot_json_put_boolean (json, "final", moot_json_get_string (poll, "closed_at") != NULL);
  moot_json_put_int (json, "eligible", eligible);
  moot_json_put_int (json, "cast", cast);
  moot_json_put_int (json, "abstain", abstain);
  put_lines (json, results, stv, cast, abstain);
  put_quorum (json, quorum, cast, eligible);
  moot_json_name (json, "checks");
  moot_json_begin_array (json);
  add_quorum (json, quorum, cast, eligible);
  for (guint i = 0; i < json_array_get_length (results) && i < LIST_MAX; i++)
    add_test (json, get_line (results, i), cast, eligible);
  moot_json_end_array (json);
  put_stv (json, stv);
  moot_json_put_string (json, "computed_by", "loomio");
  moot_json_end_object (json);
  return TRUE;
}
