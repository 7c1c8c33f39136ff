/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From a count to terms of office: the result is declared, who is elected gets the office for its
 * term, and an upheld challenge takes it away again.  A sortition draws instead of counting.
 * Spec: governance rules, elections, declaration, term and sortition.
 * Thread: the connection's. */
#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-election-lot.h"
#include "moot-json.h"
#include "moot-offices.h"
#include "moot-proposal-store.h"
#include "moot-tally.h"

#define SORTITION_REST_DAYS 365 /* who has just served is not drawn again */

static const MootTallyOption *
find_line (MootTally *tally,
           gint64     option_id)
{
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);

      if (g_ascii_strtoll (line->option_id, NULL, 10) == option_id)
        return line;
    }
  return NULL;
}

/* The stage at whose end somebody was elected; 0 where there are no stages. */
static gint64
find_stage (MootTally *tally,
            gint64     option_id)
{
  g_autoptr (JsonNode) node = tally->stv != NULL ? moot_json_parse (tally->stv, -1, NULL) : NULL;
  JsonArray *stages = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                        ? moot_json_get_array (json_node_get_object (node), "stages")
                        : NULL;

  for (guint i = 0; stages != NULL && i < json_array_get_length (stages); i++)
    {
      JsonArray *elected =
        moot_json_get_array (json_array_get_object_element (stages, i), "elected");

      for (guint j = 0; elected != NULL && j < json_array_get_length (elected); j++)
        if (g_ascii_strtoll (json_array_get_string_element (elected, j), NULL, 10) == option_id)
          return i + 1;
    }
  return 0;
}

static gboolean
give_office (const MootCoopContext      *context,
             const MootElectionRecord   *election,
             const MootCandidacyRecord  *candidacy,
             GError                    **error)
{
  g_autoptr (MootRoleRecord) term = g_object_new (MOOT_TYPE_ROLE_RECORD, NULL);

  term->member_id = candidacy->member_id;
  term->role = g_strdup (election->role);
  term->from_on = election->term_from;
  term->to_on = moot_elections_get_last_day (election);
  term->election_id = election->id;
  term->proposal_id = election->proposal_id;
  return moot_offices_grant (context, term, 0, error) != 0;
}

static gboolean
settle (const MootCoopContext     *context,
        const MootElectionRecord  *election,
        MootCandidacyRecord       *candidacy,
        gboolean                   elected,
        gint64                     stage,
        GError                   **error)
{
  candidacy->elected = elected;
  candidacy->elected_stage = elected ? stage : 0;
  return moot_candidacy_store_save (context->db, candidacy, error) &&
         (!elected || give_office (context, election, candidacy, error));
}

/* The office begins with its term, or with the declaration where that comes later. */
static gboolean
declare (const MootCoopContext  *context,
         MootElectionRecord     *election,
         guint                   n_elected,
         GError                **error)
{
  g_free (election->outcome);
  election->outcome = g_strdup (n_elected > 0 ? "elected" : "nobody");
  return moot_elections_move (context, election, 0, "declared", election->challenge_until, error);
}

static void
set_times (const MootCoopContext *context,
           MootElectionRecord    *election)
{
  const gint64 window = election->challenge_until - election->closes_at;

  election->challenge_until = MAX (election->challenge_until, context->now + window);
  election->term_from = MAX (election->term_from, moot_coop_get_today (context));
}

/**
 * moot_election_result_declare:
 * @context: a context inside a transaction
 * @election: whose vote is decided
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_election_result_declare (const MootCoopContext  *context,
                              MootElectionRecord     *election,
                              GError                **error)
{
  g_autoptr (MootProposalRecord) proposal =
    moot_proposal_store_find (context->db, election->proposal_id, error);
  g_autoptr (MootTally) tally =
    proposal != NULL ? moot_entity_from_text (MOOT_TYPE_TALLY, proposal->tally, error) : NULL;
  g_autoptr (GPtrArray) all =
    tally != NULL ? moot_candidacy_store_list (context->db, election->id, error) : NULL;
  guint n_elected = 0;

  if (all == NULL)
    return FALSE;
  set_times (context, election);
  for (guint i = 0; i < all->len; i++)
    {
      MootCandidacyRecord *candidacy = g_ptr_array_index (all, i);
      const MootTallyOption *line =
        candidacy->option_id != 0 ? find_line (tally, candidacy->option_id) : NULL;
      const gboolean elected = line != NULL && (election->is_confidence
                                                  ? 2 * line->votes > tally->cast
                                                  : line->chosen);

      if (line == NULL)
        continue;
      n_elected += elected;
      if (!settle (context, election, candidacy, elected,
                   find_stage (tally, candidacy->option_id), error))
        return FALSE;
    }
  return declare (context, election, n_elected, error);
}

static char *
write_lot (const MootLot     *lot,
           const char *const *ids,
           const guint       *order,
           guint              n)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_lot_write (lot, ids, order, n, &json);
  return moot_json_writer_steal (&json);
}

/* Leaves in @candidates who has not held the office within a year. */
static gboolean
spare_who_served (const MootCoopContext     *context,
                  const MootElectionRecord  *election,
                  GPtrArray                 *candidates,
                  GError                   **error)
{
  const gint64 since = moot_coop_day_to_time (
    moot_day_add_days (moot_coop_time_to_day (election->term_from), -SORTITION_REST_DAYS));

  for (guint i = candidates->len; i-- > 0;)
    {
      const MootCandidacyRecord *candidacy = g_ptr_array_index (candidates, i);
      gboolean served = FALSE;

      if (!moot_office_store_was_held (context->db, candidacy->member_id, election->role, since,
                                       &served, error))
        return FALSE;
      if (served)
        g_ptr_array_remove_index (candidates, i);
    }
  return TRUE;
}

/**
 * moot_election_result_draw:
 * @context: a context inside a transaction
 * @election: a sortition
 * @candidates: (element-type MootCandidacyRecord): who is ready to serve
 * @error: return location
 *
 * Draws as many as there are seats, from the log as it is now; who served within a year is spared.
 *
 * Returns: whether it was written
 */
gboolean
moot_election_result_draw (const MootCoopContext  *context,
                           MootElectionRecord     *election,
                           GPtrArray              *candidates,
                           GError                **error)
{
  g_autofree char *uri = moot_elections_dup_uri (context->site, election->id);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  guint order[MOOT_CANDIDACIES_MAX];
  MootDigest root;
  MootLot lot;
  gint64 size = 0;

  set_times (context, election); /* whom the lot spares follows from when the term begins */
  if (!spare_who_served (context, election, candidates, error) ||
      !moot_audit_get_head (context->db, -1, &size, &root, error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    {
      g_autofree char *id = g_strdup_printf (
        "%" G_GINT64_FORMAT, ((MootCandidacyRecord *) g_ptr_array_index (candidates, i))->id);

      g_strv_builder_add (builder, id);
    }
  ids = g_strv_builder_end (builder);
  moot_lot_init (&lot, uri, size, &root);
  if (!moot_election_lot_fill (context->db, election->id, &lot, error))
    return FALSE;
  moot_lot_draw (&lot.seed, (const char *const *) ids, candidates->len, order);
  election->lot = write_lot (&lot, (const char *const *) ids, order, candidates->len);
  if (!moot_elections_move (context, election, 0, "counting", 0, error))
    return FALSE;
  for (guint i = 0; i < candidates->len; i++)
    if (!settle (context, election, g_ptr_array_index (candidates, order[i]),
                 (gint64) i < election->seats, 0, error))
      return FALSE;
  return declare (context, election, candidates->len, error);
}

/** moot_election_result_annul: a challenge is right: the terms end and nobody is elected */
gboolean
moot_election_result_annul (const MootCoopContext  *context,
                            MootElectionRecord     *election,
                            gint64                  actor_id,
                            GError                **error)
{
  g_autoptr (GPtrArray) terms =
    moot_office_store_list_of_election (context->db, election->id, error);

  for (guint i = 0; terms != NULL && i < terms->len; i++)
    if (!moot_offices_end (context, g_ptr_array_index (terms, i), actor_id, error))
      return FALSE;
  g_free (election->outcome);
  election->outcome = g_strdup ("annulled");
  return terms != NULL &&
         moot_elections_move (context, election, actor_id, "closed", 0, error);
}
