/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections as the API shows them.
 * Spec: co-op API, Election.
 * Thread: the connection's. */
#include "moot-candidacies.h"
#include "moot-elections.h"
#include "moot-json.h"
#include "moot-proposal-store.h"

static char *
write_term (const MootElectionRecord *record)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *from = moot_day_format (moot_coop_time_to_day (record->term_from));

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "from", from);
  moot_json_put_int (&json, "months", record->term_months);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static char *
write_scrutineers (const MootCoopContext  *context,
                   gint64                  id,
                   GError                **error)
{
  g_autoptr (GPtrArray) list = moot_election_store_list_scrutineers (context->db, id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (list == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < list->len; i++)
    {
      const MootScrutineerRecord *one = g_ptr_array_index (list, i);

      moot_json_begin_object (&json);
      moot_json_put_id (&json, "member_id", one->member_id);
      moot_json_put_boolean (&json, "accepted", one->accepted_at != 0);
      moot_json_put_string (&json, "lot_commit", one->lot_commit);
      moot_json_put_string (&json, "lot_nonce", one->lot_nonce);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static char *
write_challenges (const MootCoopContext  *context,
                  gint64                  id,
                  GError                **error)
{
  g_autoptr (GPtrArray) list = moot_election_store_list_challenges (context->db, id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (list == NULL)
    return NULL;
  moot_json_begin_array (&json);
  for (guint i = 0; i < list->len; i++)
    {
      const MootChallengeRecord *one = g_ptr_array_index (list, i);

      moot_json_begin_object (&json);
      moot_json_put_id (&json, "member_id", one->member_id);
      moot_json_put_string (&json, "body_source", one->source);
      moot_json_put_time (&json, "created_at", one->created_at);
      moot_json_put_time (&json, "decided_at", one->decided_at);
      moot_json_put_boolean (&json, "upheld", one->upheld);
      moot_json_put_string (&json, "answer", one->answer);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static gboolean
fill_vote (const MootCoopContext     *context,
           const MootElectionRecord  *record,
           MootContest               *contest,
           GError                   **error)
{
  g_autoptr (MootProposalRecord) vote = NULL;

  if (record->proposal_id == 0)
    return TRUE;
  vote = moot_proposal_store_find (context->db, record->proposal_id, error);
  if (vote == NULL)
    return FALSE;
  contest->eligible_count = vote->eligible_count;
  /* until the vote opens the proposal is not there for anybody */
  if (!g_str_equal (vote->state, "draft"))
    contest->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, vote->id);
  if (vote->closed_at == 0)
    return TRUE;
  contest->ballots_count = vote->cast_count;
  contest->tally = g_strdup (vote->tally);
  return TRUE;
}

static gboolean
fill_candidates (const MootCoopContext  *context,
                 gint64                  id,
                 MootContest            *contest,
                 GError                **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  GPtrArray *candidacies = moot_candidacies_list (context, id, error);

  if (candidacies == NULL)
    return FALSE;
  g_ptr_array_unref (contest->candidacies);
  contest->candidacies = candidacies;
  for (guint i = 0; i < candidacies->len; i++)
    g_strv_builder_add (ids, MOOT_CANDIDACY (g_ptr_array_index (candidacies, i))->id);
  contest->candidacy_ids = g_strv_builder_end (ids);
  return TRUE;
}

/** moot_elections_dup_uri: (transfer full): what an election is called for its lot, for ever */
char *
moot_elections_dup_uri (const MootSite *site,
                        gint64          id)
{
  return moot_site_url (site, "/coop/e/%" G_GINT64_FORMAT, id);
}

static void
fill_call (const MootSite           *site,
           const MootElectionRecord *record,
           MootContest              *contest)
{
  contest->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  contest->uri = moot_elections_dup_uri (site, record->id);
  contest->title = g_strdup (record->title);
  contest->body = g_strdup (record->html);
  contest->body_source = g_strdup (record->source);
  contest->role = g_strdup (record->role);
  contest->seats = record->seats;
  contest->rule = g_strdup (record->rule);
  contest->state = g_strdup (record->state);
  contest->outcome = *record->outcome != '\0' ? g_strdup (record->outcome) : NULL;
  contest->author_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->author_id);
  contest->discussion_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->discussion_id);
  if (record->recall_id != 0)
    contest->recall_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->recall_id);
  contest->nominators = record->nominators;
  contest->reopens = record->reopens;
  contest->confidence = record->is_confidence;
  contest->nominations_open_at = record->nominations_open_at;
  contest->nominations_close_at = record->nominations_close_at;
  contest->statements_close_at = record->statements_close_at;
  contest->roll_at = record->roll_at;
  contest->opens_at = record->opens_at;
  contest->closes_at = record->closes_at;
  contest->challenge_until = record->challenge_until;
  contest->term = write_term (record);
  contest->ballot_level = g_strdup (record->ballot_level);
  contest->lot = g_strdup (record->lot);
  contest->lot_due_at = record->lot_due_at;
  contest->created_at = record->created_at;
  contest->log_seq = record->log_seq;
}

static MootContest *
make_contest (const MootCoopContext     *context,
              const MootElectionRecord  *record,
              GError                   **error)
{
  g_autoptr (MootContest) contest = g_object_new (MOOT_TYPE_CONTEST, NULL);

  fill_call (context->site, record, contest);
  if (!fill_vote (context, record, contest, error) ||
      !fill_candidates (context, record->id, contest, error))
    return NULL;
  contest->scrutineers = write_scrutineers (context, record->id, error);
  contest->challenges = write_challenges (context, record->id, error);
  return contest->scrutineers != NULL && contest->challenges != NULL
           ? g_steal_pointer (&contest)
           : NULL;
}

/** moot_elections_load: (transfer full): one election with its candidates, for members */
MootContest *
moot_elections_load (const MootCoopContext  *context,
                     const MootActor        *viewer,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (MootElectionRecord) record = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  record = moot_elections_find (context, id, error);
  return record != NULL ? make_contest (context, record, error) : NULL;
}

/** moot_elections_list: (transfer full) (element-type MootContest): a page, for members */
GPtrArray *
moot_elections_list (const MootCoopContext  *context,
                     const MootActor        *viewer,
                     const MootRange        *range,
                     GError                **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) contests = g_ptr_array_new_with_free_func (g_object_unref);

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  records = moot_election_store_list (context->db, range, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      MootContest *contest = make_contest (context, g_ptr_array_index (records, i), error);

      if (contest == NULL)
        return NULL;
      g_ptr_array_add (contests, contest);
    }
  return records != NULL ? g_steal_pointer (&contests) : NULL;
}
