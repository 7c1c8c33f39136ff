/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proposals as the API shows them to one member.
 * Spec: co-op API, Proposal.
 * Thread: the connection's. */
#include "moot-proposals.h"

#include <string.h>

#include "moot-ballot-store.h"
#include "moot-bylaws-json.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-json.h"
#include "moot-lot.h"
#include "moot-paper-store.h"
#include "moot-papers.h"
#include "moot-proposal-kinds.h"
#include "moot-public-record.h"
#include "moot-sql.h"

#define WORDS_PER_MINUTE 200

static void
put_stage (MootJsonWriter *json,
           const char     *name,
           gint64          from,
           gint64          to)
{
  moot_json_begin_object (json);
  moot_json_put_string (json, "name", name);
  moot_json_put_time (json, "from", from);
  moot_json_put_time (json, "to", to);
  moot_json_end_object (json);
}

static char *
write_stage (const MootProposalRecord *record)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  gboolean begun = record->opens_at != 0 && record->roll_sha256 != NULL;
  const char *name = record->closed_at != 0 ? "closed" : begun ? "voting"
                                                               : "discussion";

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "name", g_str_equal (record->state, "draft") ? "draft" : name);
  moot_json_name (&json, "stages");
  moot_json_begin_array (&json);
  if (record->discussed_from != 0)
    put_stage (&json, "discussion", record->discussed_from, record->opens_at);
  if (record->opens_at != 0)
    put_stage (&json, "voting", record->opens_at, record->closes_at);
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static void
stamp_effect (JsonObject *effect,
              const char *executed_at)
{
  if (executed_at != NULL)
    json_object_set_string_member (effect, "executed_at", executed_at);
  else
    json_object_set_null_member (effect, "executed_at");
}

/* One effect as an object, several as an array. */
static char *
write_effect (const MootProposalRecord *record)
{
  g_autoptr (JsonNode) node =
    record->effect != NULL ? moot_json_parse (record->effect, -1, NULL) : NULL;
  g_autofree char *at =
    record->effect_executed_at != 0 ? moot_time_format_iso (record->effect_executed_at) : NULL;
  JsonArray *list;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    stamp_effect (json_node_get_object (node), at);
  else if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    stamp_effect (json_array_get_object_element (list, i), at);
  return moot_json_node_to_text (node);
}

static gint64
count_minutes (const char *text)
{
  gint64 n_words = 0;
  gboolean inside = FALSE;

  for (; *text != '\0'; text++)
    {
      gboolean word = !g_ascii_isspace (*text);

      n_words += word && !inside;
      inside = word;
    }
  return (n_words + WORDS_PER_MINUTE - 1) / WORDS_PER_MINUTE;
}

static gboolean
fill_options (const MootCoopContext  *context,
              gint64                  id,
              MootProposal           *proposal,
              GError                **error)
{
  g_autoptr (GPtrArray) records = moot_proposal_store_list_options (context->db, id, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const MootOptionRecord *record = g_ptr_array_index (records, i);
      MootProposalOption *option = g_object_new (MOOT_TYPE_PROPOSAL_OPTION, NULL);

      option->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
      option->key = g_strdup (record->key);
      option->title = g_strdup (record->title);
      option->meaning = g_strdup (record->meaning);
      option->position = record->position;
      option->reason = g_strdup (record->reason);
      g_ptr_array_add (proposal->options, option);
    }
  return records != NULL;
}

static gboolean
fill_proposers (const MootCoopContext  *context,
                gint64                  id,
                MootProposal           *proposal,
                GError                **error)
{
  g_autoptr (GArray) ids = moot_proposal_store_list_proposers (context->db, id, error);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));

      g_strv_builder_add (texts, text);
    }
  proposal->proposers = g_strv_builder_end (texts);
  return TRUE;
}

static gboolean
fill_mine (const MootCoopContext  *context,
           const MootActor        *viewer,
           gint64                  id,
           MootProposal           *proposal,
           GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootBallotRecord) ballot =
    moot_ballot_store_find_latest (context->db, id, viewer->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  proposal->my = g_object_new (MOOT_TYPE_PROPOSAL_MINE, NULL);
  proposal->my->voted = ballot != NULL;
  if (ballot != NULL)
    proposal->my->ballot_id = g_strdup_printf ("%" G_GINT64_FORMAT, ballot->id);
  if (!moot_ballot_store_count_of_member (context->db, id, viewer->id, &proposal->my->next_ballot,
                                          error))
    return FALSE;
  proposal->my->next_ballot++;
  return moot_proposal_store_is_on_roll (context->db, id, viewer->id, &proposal->my->eligible,
                                         error);
}

/* Of an anonymous ballot only that it is there. */
static gboolean
fill_marks (const MootCoopContext     *context,
            const MootActor           *viewer,
            const MootProposalRecord  *record,
            MootProposal              *proposal,
            GError                   **error)
{
  if (!fill_mine (context, viewer, record->id, proposal, error))
    return FALSE;
  if (!moot_papers_are_used (record))
    return TRUE;
  proposal->my->next_ballot = 0;
  return moot_paper_store_has_voted (context->db, record->id, viewer->id, &proposal->my->voted,
                                     error);
}

/* Whatever is no choice among the others stays below them. */
static void
fill_order (const MootActor *viewer,
            MootProposal    *proposal)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint order[MOOT_OPTIONS_MAX];

  if (!proposal->shuffle || proposal->options->len > G_N_ELEMENTS (order))
    return;
  for (guint i = 0; i < proposal->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (proposal->options, i);

      if (!g_str_equal (option->key, MOOT_OPTION_REOPEN))
        g_ptr_array_add (ids, option->id);
    }
  moot_lot_order_for (proposal->uri, viewer->id, (const char *const *) ids->pdata, ids->len,
                      order);
  for (guint i = 0; i < ids->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (ids, order[i]));
  for (guint i = 0; i < proposal->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (proposal->options, i);

      if (g_str_equal (option->key, MOOT_OPTION_REOPEN))
        g_strv_builder_add (builder, option->id);
    }
  proposal->my->option_order = g_strv_builder_end (builder);
}

static gboolean
fill_rule (const MootCoopContext     *context,
           const MootProposalRecord  *record,
           MootProposal              *proposal,
           GError                   **error)
{
  g_auto (MootJsonWriter) rule = MOOT_JSON_WRITER_INIT;
  g_auto (MootJsonWriter) quorum = MOOT_JSON_WRITER_INIT;
  MootDecisionClass decision;

  if (!moot_proposal_kinds_load_class (context->db, record, &decision, error))
    return FALSE;
  moot_decision_rule_write (&decision, &rule);
  moot_quorum_write (&decision.quorum, record->eligible_count, &quorum);
  proposal->rule = moot_json_writer_steal (&rule);
  proposal->quorum = moot_json_writer_steal (&quorum);
  return TRUE;
}

static GStrv
read_reminders (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  JsonArray *array =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_strv_builder_add (texts, json_array_get_string_element (array, i));
  return g_strv_builder_end (texts);
}

static void
fill_words (const MootCoopContext    *context,
            const MootProposalRecord *record,
            MootProposal             *proposal)
{
  proposal->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  proposal->uri = moot_site_url (context->site, "/coop/p/%" G_GINT64_FORMAT, record->id);
  proposal->discussion_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->discussion_id);
  proposal->class = g_strdup (record->class);
  proposal->kind = g_strdup (record->kind);
  proposal->title = g_strdup (record->title);
  proposal->body = g_strdup (record->html);
  proposal->body_source = g_strdup (record->source);
  proposal->version = record->version;
  proposal->author_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->author_id);
  proposal->state = g_strdup (record->state);
  proposal->stage = write_stage (record);
  proposal->effect = write_effect (record);
  proposal->summary_by_proposer = g_strdup (record->summary);
  proposal->reading_minutes = count_minutes (record->source);
  proposal->reminders = read_reminders (record->reminders);
  if (record->outcome_id != 0)
    proposal->outcome_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->outcome_id);
}

static gboolean
fill_circle (const MootCoopContext     *context,
             const MootProposalRecord  *record,
             MootProposal              *proposal,
             GError                   **error)
{
  gint64 circle_id = 0;

  if (!moot_db_get_int (context->db, &moot_sql_discussion_circle,
                        MOOT_BINDS (MOOT_INT ("id", record->discussion_id)), &circle_id, error))
    return FALSE;
  if (circle_id != 0)
    proposal->circle_id = g_strdup_printf ("%" G_GINT64_FORMAT, circle_id);
  return TRUE;
}

static MootProposal *
make_proposal (const MootCoopContext     *context,
               const MootActor           *viewer,
               const MootProposalRecord  *record,
               GError                   **error)
{
  g_autoptr (MootProposal) proposal = g_object_new (MOOT_TYPE_PROPOSAL, NULL);

  if (!fill_options (context, record->id, proposal, error) ||
      !fill_proposers (context, record->id, proposal, error) ||
      !fill_marks (context, viewer, record, proposal, error) ||
      !fill_rule (context, record, proposal, error) ||
      !fill_circle (context, record, proposal, error) ||
      !moot_public_record_fill (context, record, proposal, error))
    return NULL;
  fill_words (context, record, proposal);
  moot_proposal_kinds_fill (record, proposal);
  fill_order (viewer, proposal);
  proposal->ballot_level = g_strdup (record->ballot_level);
  proposal->anonymous = moot_papers_are_used (record);
  proposal->results_visible =
    g_strdup (proposal->anonymous ? "after_close" : record->results_visible);
  proposal->eligible_count = record->eligible_count;
  proposal->cast_count = record->cast_count;
  proposal->opens_at = record->opens_at;
  proposal->closes_at = record->closes_at;
  proposal->closed_at = record->closed_at;
  proposal->extensions = record->extensions;
  proposal->log_seq = record->log_seq;
  return g_steal_pointer (&proposal);
}

/** moot_proposals_load: (transfer full): one proposal, for members */
MootProposal *
moot_proposals_load (const MootCoopContext  *context,
                     const MootActor        *viewer,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (MootProposalRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_proposals_find (context, viewer, id, error);
  return record != NULL ? make_proposal (context, viewer, record, error) : NULL;
}

/** moot_proposals_list: (transfer full) (element-type MootProposal): a page, for members */
GPtrArray *
moot_proposals_list (const MootCoopContext     *context,
                     const MootActor           *viewer,
                     const MootProposalFilter  *filter,
                     const MootRange           *range,
                     GError                   **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) proposals = g_ptr_array_new_with_free_func (g_object_unref);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  records = moot_proposal_store_list (context->db, filter, range, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      MootProposal *proposal =
        make_proposal (context, viewer, g_ptr_array_index (records, i), error);

      if (proposal == NULL)
        return NULL;
      g_ptr_array_add (proposals, proposal);
    }
  return g_steal_pointer (&proposals);
}

static void
write_version (MootRows       *rows,
               MootJsonWriter *json)
{
  moot_json_put_int (json, "version", moot_rows_get_int (rows, "version"));
  moot_json_put_string (json, "title", moot_rows_get_text (rows, "title"));
  moot_json_put_string (json, "body", moot_rows_get_text (rows, "html"));
  moot_json_put_string (json, "body_source", moot_rows_get_text (rows, "source"));
  moot_json_put_id (json, "author_id", moot_rows_get_int (rows, "author_id"));
  moot_json_put_time (json, "created_at", moot_rows_get_int (rows, "created_at"));
}

/**
 * moot_proposals_write_versions:
 * @context: a context
 * @viewer: a member
 * @id: a proposal they may see
 * @error: return location
 *
 * `GET /proposals/:id/versions`, the first one first.  Shape: `[{"version":1,"title":"…",
 * "body":"<p>…</p>","body_source":"…","author_id":"42","created_at":"…"}]`.
 *
 * Returns: (transfer full): JSON
 */
char *
moot_proposals_write_versions (const MootCoopContext  *context,
                               const MootActor        *viewer,
                               gint64                  id,
                               GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (MootProposalRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_proposals_find (context, viewer, id, error);
  return record != NULL &&
             moot_records_write (context->db, &moot_sql_proposal_version_list,
                                 MOOT_BINDS (MOOT_INT ("proposal_id", id)), write_version, &json,
                                 error)
           ? moot_json_writer_steal (&json)
           : NULL;
}
