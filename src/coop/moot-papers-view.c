/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Anonymous ballots as the API shows them: the receipt at once, papers and voters when it is over.
 * Spec: co-op API, ballot level L1.
 * Thread: the connection's. */
#include "moot-papers.h"

#include "moot-audit-store.h"
#include "moot-audit.h"
#include "moot-ballot.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-paper-store.h"
#include "moot-paper.h"
#include "moot-texts.h"

/**
 * moot_papers_load_receipt:
 * @context: a context
 * @viewer: who cast the paper
 * @log_seq: from moot_papers_cast()
 * @error: return location
 *
 * Returns: (transfer full): where the log commits to the paper, with the head of the log then
 */
MootPaperReceipt *
moot_papers_load_receipt (const MootCoopContext  *context,
                          const MootActor        *viewer,
                          gint64                  log_seq,
                          GError                **error)
{
  g_autoptr (GPtrArray) entries =
    moot_audit_store_list_range (context->db, log_seq, log_seq, error);
  MootPaperReceipt *receipt;
  MootDigest root;
  gint64 size = 0;

  if (entries == NULL)
    return NULL;
  if (entries->len != 1)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such entry");
      return NULL;
    }
  if (!moot_audit_get_head (context->db, log_seq + 1, &size, &root, error))
    return NULL;
  receipt = g_object_new (MOOT_TYPE_PAPER_RECEIPT, NULL);
  receipt->proposal_id = g_strdup_printf (
    "%" G_GINT64_FORMAT, ((MootAuditRecord *) g_ptr_array_index (entries, 0))->subject_id);
  receipt->log_seq = log_seq;
  receipt->tree_size = size;
  receipt->root = moot_digest_to_hex (&root);
  return receipt;
}

/* Who may look, at what is over. */
static MootProposalRecord *
find_closed (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  proposal_id,
             GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = NULL;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  proposal = moot_proposals_find (context, viewer, proposal_id, error);
  if (proposal == NULL)
    return NULL;
  if (!moot_papers_are_used (proposal))
    moot_coop_refuse (error, MOOT_COOP_ERROR_BALLOT_LEVEL, NULL, "this vote is not anonymous");
  else if (proposal->closed_at == 0)
    moot_coop_refuse (error, MOOT_COOP_ERROR_HIDDEN, NULL,
                      "papers and voters are published when the voting has ended");
  else
    return g_steal_pointer (&proposal);
  return NULL;
}

static MootPaperEntry *
make_entry (const MootCoopContext *context,
            const MootPaperRecord *record)
{
  MootPaperEntry *entry = g_object_new (MOOT_TYPE_PAPER_ENTRY, NULL);
  MootBallotStatement statement = { 0 };

  entry->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->position);
  entry->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->proposal_id);
  entry->number = g_strdup (record->number);
  moot_paper_read_choices (record->choices, &statement);
  for (guint i = 0; i < statement.n_choices; i++)
    {
      MootBallotChoice *choice = g_object_new (MOOT_TYPE_BALLOT_CHOICE, NULL);

      choice->option_id = g_strdup_printf ("%" G_GINT64_FORMAT, statement.choices[i].option_id);
      choice->value = statement.choices[i].value;
      g_ptr_array_add (entry->choices, choice);
    }
  entry->reason_source = g_strdup (record->reason_source);
  if (record->reason_source != NULL)
    entry->reason = moot_text_render (context->site, record->reason_source);
  entry->proposal_version = record->proposal_version;
  return entry;
}

/**
 * moot_papers_list:
 * @context: a context
 * @viewer: a member
 * @proposal_id: an anonymous vote
 * @range: the page
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_HIDDEN until the voting has ended, _BALLOT_LEVEL for a vote with names.
 *
 * Returns: (transfer full) (element-type MootPaperEntry): papers by their place
 */
GPtrArray *
moot_papers_list (const MootCoopContext  *context,
                  const MootActor        *viewer,
                  gint64                  proposal_id,
                  const MootRange        *range,
                  GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = find_closed (context, viewer, proposal_id, error);
  g_autoptr (GPtrArray) records = NULL;
  GPtrArray *entries;

  if (proposal == NULL)
    return NULL;
  records = moot_paper_store_list (context->db, proposal_id, range, error);
  if (records == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (entries, make_entry (context, g_ptr_array_index (records, i)));
  return entries;
}

static GStrv
dup_voters (MootDb  *db,
            gint64   proposal_id,
            GError **error)
{
  g_autoptr (GArray) ids = moot_paper_store_list_voters (db, proposal_id, error);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (ids, gint64, i));

      g_strv_builder_add (texts, text);
    }
  return g_strv_builder_end (texts);
}

/** moot_papers_dup_voters_digest: (transfer full): what the log has of all who voted together */
char *
moot_papers_dup_voters_digest (MootDb  *db,
                               gint64   proposal_id,
                               GError **error)
{
  g_auto (GStrv) voters = dup_voters (db, proposal_id, error);

  return voters != NULL ? moot_papers_digest_voters ((const char *const *) voters) : NULL;
}

/**
 * moot_papers_load_voters:
 * @context: a context
 * @viewer: a member
 * @proposal_id: an anonymous vote
 * @error: return location
 *
 * Errors: as moot_papers_list().
 *
 * Returns: (transfer full): who took part; whoever did not and stands there finds out that somebody
 * else has voted in their place
 */
MootVoters *
moot_papers_load_voters (const MootCoopContext  *context,
                         const MootActor        *viewer,
                         gint64                  proposal_id,
                         GError                **error)
{
  g_autoptr (MootProposalRecord) proposal = find_closed (context, viewer, proposal_id, error);
  g_autoptr (MootVoters) voters = NULL;

  if (proposal == NULL)
    return NULL;
  voters = g_object_new (MOOT_TYPE_VOTERS, NULL);
  voters->proposal_id = g_strdup_printf ("%" G_GINT64_FORMAT, proposal_id);
  voters->member_ids = dup_voters (context->db, proposal_id, error);
  if (voters->member_ids == NULL)
    return NULL;
  voters->count = g_strv_length (voters->member_ids);
  voters->sha256 = moot_papers_digest_voters ((const char *const *) voters->member_ids);
  return g_steal_pointer (&voters);
}
