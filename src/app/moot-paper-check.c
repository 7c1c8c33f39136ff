/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Looks through the papers of an anonymous vote when they are published: whether mine is among them
 * as I cast it, whether there are as many as voters, and whether the log, which every member holds
 * against what they saw before, has just these.
 * Thread: a worker. */
#include "moot-paper-check.h"

#include "moot-json.h"
#include "moot-log-proof.h"
#include "moot-paper-entry.h"
#include "moot-paper.h"
#include "moot-signature-check.h"

static MootBallot *
to_ballot (MootPaperEntry *paper)
{
  MootBallot *ballot = g_object_new (MOOT_TYPE_BALLOT, NULL);

  ballot->id = g_strdup (paper->id);
  ballot->proposal_id = g_strdup (paper->proposal_id);
  ballot->member_id = g_strdup (paper->id);
  g_ptr_array_unref (ballot->choices);
  ballot->choices = g_ptr_array_ref (paper->choices);
  ballot->reason_source = g_strdup (paper->reason_source);
  ballot->proposal_version = paper->proposal_version;
  ballot->latest = TRUE;
  ballot->weight = 1;
  return ballot;
}

static char *
dup_text (MootBallot *ballot,
          const char *number)
{
  MootBallotStatement statement;

  return moot_ballot_read_statement (ballot, &statement)
           ? moot_paper_dup_text (&statement, number, NULL)
           : NULL;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const MootPaperEntry *left = *(MootPaperEntry *const *) a;
  const MootPaperEntry *right = *(MootPaperEntry *const *) b;

  return g_strcmp0 (left->number, right->number);
}

/* The same number twice would be two papers with one receipt. */
static char *
read_papers (MootPaperCheck *self,
             GPtrArray      *papers,
             MootBallot     *mine)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *my_text = mine != NULL ? dup_text (mine, mine->id) : NULL;
  const char *before = "";

  self->mine = my_text != NULL ? MOOT_PAPER_MISSING : MOOT_PAPER_UNKNOWN;
  for (guint i = 0; i < papers->len; i++)
    {
      MootPaperEntry *paper = g_ptr_array_index (papers, i);
      MootBallot *ballot = to_ballot (paper);
      char *text = dup_text (ballot, paper->number);

      g_ptr_array_add (self->ballots, ballot);
      if (text == NULL || g_strcmp0 (paper->number, before) <= 0)
        {
          g_free (text);
          return NULL;
        }
      before = paper->number;
      if (my_text != NULL && g_str_equal (paper->number, mine->id))
        self->mine =
          g_str_equal (text, my_text) ? MOOT_PAPER_COUNTED : MOOT_PAPER_CHANGED;
      g_ptr_array_add (texts, text);
    }
  return moot_papers_dup_digest (texts);
}

/* What the log has of the end of the vote, proved from its head. */
static MootPaperLog
ask_log (MootPageSource *source,
         MootProposal   *proposal,
         const char     *papers,
         const char     *voters,
         GCancellable   *cancellable)
{
  g_autoptr (MootLogHead) head = moot_log_ask_head (source->connection, cancellable, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *entry = NULL;
  JsonObject *body;
  gboolean included = FALSE;

  if (head != NULL && proposal->log_seq != 0)
    text = moot_log_ask_entry (source->connection, proposal->log_seq, head, &included, cancellable,
                               NULL);
  node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    entry = json_node_get_object (node);
  if (entry == NULL)
    return MOOT_PAPER_LOG_UNKNOWN;
  body = moot_json_get_object (entry, "body");
  return included && body != NULL &&
             g_strcmp0 (moot_json_get_string (entry, "type"), "proposal.closed") == 0 &&
             g_strcmp0 (moot_json_get_string (body, "ballots_sha256"), papers) == 0 &&
             g_strcmp0 (moot_json_get_string (body, "voters_sha256"), voters) == 0
           ? MOOT_PAPER_LOG_SAME
           : MOOT_PAPER_LOG_OTHER;
}

/**
 * moot_paper_check_new:
 * @source: where documents come from
 * @proposal: an anonymous vote that is over
 * @mine: (nullable): from moot_kept_paper_to_ballot()
 * @cancellable: (nullable): stops it
 *
 * Returns: (transfer full) (nullable): what was found out; %NULL when the papers are not to be had
 */
MootPaperCheck *
moot_paper_check_new (MootPageSource *source,
                      MootProposal   *proposal,
                      MootBallot     *mine,
                      GCancellable   *cancellable)
{
  g_autofree char *name = g_strconcat ("papers-", proposal->id, NULL);
  g_autoptr (GPtrArray) papers = moot_page_source_ask_all (source, name, MOOT_CALL_PAPERS,
                                                           proposal->id, cancellable, NULL);
  g_autoptr (MootVoters) voters = NULL;
  g_autoptr (MootPaperCheck) self = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *names = NULL;

  if (papers == NULL)
    return NULL;
  self = g_new0 (MootPaperCheck, 1);
  self->ballots = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_voters = -1;
  g_ptr_array_sort (papers, compare_numbers);
  digest = read_papers (self, papers, mine);
  voters = moot_page_source_ask_entity (source, "voters", MOOT_CALL_VOTERS, proposal->id,
                                        cancellable, NULL);
  if (voters != NULL && voters->member_ids != NULL)
    {
      self->n_voters = g_strv_length (voters->member_ids);
      names = moot_papers_digest_voters ((const char *const *) voters->member_ids);
    }
  if (!source->from_copies && names != NULL)
    self->log = ask_log (source, proposal, digest, names, cancellable);
  return g_steal_pointer (&self);
}

/** moot_paper_check_free: @self may be %NULL */
void
moot_paper_check_free (MootPaperCheck *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->ballots);
  g_free (self);
}
