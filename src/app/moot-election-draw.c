/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Draws the lot of a sortition again, on the member's own computer: from the root of the log and
 * the numbers that scrutineers have shown, with the names that were in it.
 *
 * Believed are only the root, the numbers that fit what their scrutineers committed to, and the
 * terms of office; who is drawn and who is spared follows from them.
 * Spec: governance rules, sortition and lots.
 * Thread: any. */
#include "moot-election-draw.h"

#include "moot-clock.h"
#include "moot-json.h"
#include "moot-lot.h"

#include <string.h>

#define REST_DAYS 365 /* who has served is not drawn again for so long */
#define NAMES_MAX 4096

static JsonNode *
read_lot (MootContest *contest)
{
  g_autoptr (JsonNode) node =
    contest->lot != NULL ? moot_json_parse (contest->lot, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/** moot_election_draw_is_drawn: whether a lot was drawn instead of a vote, and is there to see */
gboolean
moot_election_draw_is_drawn (MootContest *contest)
{
  return g_strcmp0 (contest->rule, "sortition") == 0 && contest->lot != NULL;
}

static GStrv
dup_order (JsonObject *lot)
{
  JsonArray *order = moot_json_get_array (lot, "order");
  const guint n = order != NULL ? json_array_get_length (order) : 0;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < MIN (n, NAMES_MAX); i++)
    {
      JsonNode *node = json_array_get_element (order, i);
      const char *id = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      g_strv_builder_add (ids, id != NULL ? id : "");
    }
  return g_strv_builder_end (ids);
}

static gboolean
stands (MootCandidacy *candidacy)
{
  return g_strcmp0 (candidacy->state, "accepted") == 0;
}

/** moot_election_draw_spares: whether @candidacy stands, and their name was not in the lot */
gboolean
moot_election_draw_spares (MootContest   *contest,
                           MootCandidacy *candidacy)
{
  g_autoptr (JsonNode) lot = read_lot (contest);
  g_auto (GStrv) ids = lot != NULL ? dup_order (json_node_get_object (lot)) : NULL;

  return moot_election_draw_is_drawn (contest) && ids != NULL && stands (candidacy) &&
         !g_strv_contains ((const char *const *) ids, candidacy->id);
}

static gint64
get_term_from (MootContest *contest)
{
  g_autoptr (JsonNode) node =
    contest->term != NULL ? moot_json_parse (contest->term, -1, NULL) : NULL;
  const char *text = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                       ? moot_json_get_string (json_node_get_object (node), "from")
                       : NULL;
  g_autofree char *iso = text != NULL ? g_strconcat (text, "T00:00:00Z", NULL) : NULL;
  gint64 time = 0;

  return iso != NULL && moot_time_parse_iso (iso, &time) ? time : 0;
}

/* Whether the terms of office say that they served within the time after which one is drawn. */
static gboolean
has_served (MootContest   *contest,
            MootCandidacy *candidacy,
            GPtrArray     *offices)
{
  const gint64 since = get_term_from (contest) - REST_DAYS * MOOT_DAY;

  for (guint i = 0; i < offices->len; i++)
    {
      MootOffice *office = g_ptr_array_index (offices, i);

      if (g_strcmp0 (office->member_id, candidacy->member_id) == 0 &&
          g_strcmp0 (office->role, contest->role) == 0 &&
          g_strcmp0 (office->election_id, contest->id) != 0 &&
          (office->to == 0 || (office->to >= since && office->to >= office->from)))
        return TRUE;
    }
  return FALSE;
}

/* With few names a wrong lot may favour the same ones: what it was made of must be the same too. */
static gboolean
says (JsonObject       *lot,
      const char       *name,
      const MootDigest *digest)
{
  const char *text = moot_json_get_string (lot, name);
  MootDigest said;

  return text != NULL && moot_digest_from_hex (text, &said) &&
         memcmp (&said, digest, sizeof said) == 0;
}

static gboolean
is_same_order (const MootLot *lot,
               GStrv          ids)
{
  const guint n = g_strv_length (ids);
  g_autofree guint *order = g_new0 (guint, n + 1);

  moot_lot_draw (&lot->seed, (const char *const *) ids, n, order);
  for (guint i = 0; i < n; i++)
    if (order[i] != i)
      return FALSE;
  return TRUE;
}

static int
find (GStrv       ids,
      const char *id)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (g_strcmp0 (ids[i], id) == 0)
      return (int) i;
  return -1;
}

/* Everybody who stood was in the lot or spared with reason, and the first of them are elected. */
static gboolean
fits (MootContest *contest,
      GPtrArray   *offices,
      GStrv        ids)
{
  guint n_found = 0;

  for (guint i = 0; i < contest->candidacies->len; i++)
    {
      MootCandidacy *candidacy = g_ptr_array_index (contest->candidacies, i);
      const int place = find (ids, candidacy->id);
      const gboolean elected = g_strcmp0 (candidacy->elected, "true") == 0;

      if (place < 0 && (elected || (stands (candidacy) && offices != NULL &&
                                    !has_served (contest, candidacy, offices))))
        return FALSE;
      if (place >= 0 && (elected != (place < contest->seats)))
        return FALSE;
      n_found += place >= 0;
    }
  return n_found == g_strv_length (ids);
}

/**
 * moot_election_draw_again:
 * @contest: a sortition that was drawn
 * @offices: (nullable) (element-type MootOffice): all terms of office; %NULL when they are not
 * known
 *
 * Returns: how what follows from the lot compares with what the server says
 */
MootRecountResult
moot_election_draw_again (MootContest *contest,
                          GPtrArray   *offices)
{
  g_autoptr (JsonNode) node = read_lot (contest);
  g_auto (GStrv) ids = NULL;
  MootLot lot;

  if (node == NULL || contest->uri == NULL)
    return MOOT_RECOUNT_IMPOSSIBLE;
  if (!moot_lot_read (json_node_get_object (node), contest->uri, &lot) ||
      !says (json_node_get_object (node), "eid", &lot.eid) ||
      !says (json_node_get_object (node), "seed", &lot.seed))
    return MOOT_RECOUNT_DIFFERS;
  ids = dup_order (json_node_get_object (node));
  return is_same_order (&lot, ids) && fits (contest, offices, ids) ? MOOT_RECOUNT_AGREES
                                                                   : MOOT_RECOUNT_DIFFERS;
}
