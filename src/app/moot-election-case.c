/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads an election with all that belongs to it.  Only the election itself must be there.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-election-case.h"

#include "moot-json.h"

/**
 * moot_election_case_load:
 * @source: where documents come from
 * @id: of the election
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Thread: a worker.
 *
 * Returns: (transfer full): a #MootElectionCase
 */
gpointer
moot_election_case_load (MootPageSource  *source,
                         const char      *id,
                         GCancellable    *cancellable,
                         GError         **error)
{
  g_autoptr (MootElectionCase) self = g_new0 (MootElectionCase, 1);

  self->contest =
    moot_page_source_ask_entity (source, "election", MOOT_CALL_ELECTION, id, cancellable, error);
  if (self->contest == NULL)
    return NULL;
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  self->members =
    moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL, cancellable, NULL);
  self->offices =
    moot_page_source_ask_all (source, "offices", MOOT_CALL_OFFICES, NULL, cancellable, NULL);
  return g_steal_pointer (&self);
}

/**
 * moot_election_case_free:
 * @self: (nullable): a case
 */
void
moot_election_case_free (MootElectionCase *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->contest);
  g_clear_object (&self->me);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->offices, g_ptr_array_unref);
  g_free (self);
}

/** moot_election_case_find_mine: (transfer none) (nullable): my own candidacy */
MootCandidacy *
moot_election_case_find_mine (const MootElectionCase *self)
{
  for (guint i = 0; self->me != NULL && i < self->contest->candidacies->len; i++)
    {
      MootCandidacy *candidacy = g_ptr_array_index (self->contest->candidacies, i);

      if (g_strcmp0 (candidacy->member_id, self->me->id) == 0)
        return candidacy;
    }
  return NULL;
}

static void
scrutineer_clear (gpointer data)
{
  g_free (((MootScrutineer *) data)->member_id);
}

/** moot_election_case_read_scrutineers: (transfer full) (element-type MootScrutineer): who watches
 */
GArray *
moot_election_case_read_scrutineers (MootContest *contest)
{
  g_autoptr (JsonNode) node =
    contest->scrutineers != NULL ? moot_json_parse (contest->scrutineers, -1, NULL) : NULL;
  JsonArray *list =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  const guint n = list != NULL ? json_array_get_length (list) : 0;
  GArray *scrutineers = g_array_new (FALSE, TRUE, sizeof (MootScrutineer));

  g_array_set_clear_func (scrutineers, scrutineer_clear);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      MootScrutineer *scrutineer;

      if (one == NULL || moot_json_get_string (one, "member_id") == NULL)
        continue;
      g_array_set_size (scrutineers, scrutineers->len + 1);
      scrutineer = &g_array_index (scrutineers, MootScrutineer, scrutineers->len - 1);
      scrutineer->member_id = g_strdup (moot_json_get_string (one, "member_id"));
      scrutineer->agreed = moot_json_get_boolean (one, "accepted");
      scrutineer->committed = moot_json_get_string (one, "lot_commit") != NULL;
      scrutineer->shown = moot_json_get_string (one, "lot_nonce") != NULL;
    }
  return scrutineers;
}
