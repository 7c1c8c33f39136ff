/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What became of a proposal, told in the fediverse: a signed statement that answers the poll, is
 * never edited, and names the decision before it.  A decision that turned out wrong is followed by
 * one that says so.
 * Spec: ActivityPub section 8.5; conformance 78, 79.
 * Thread: the writer's. */
#include "moot-public-record.h"

#include "moot-ballots-root.h"
#include "moot-coop-posts.h"
#include "moot-papers.h"
#include "moot-public-private.h"
#include "moot-sql.h"

static const struct
{
  const char *verdict;
  const char *words;
} verdicts[] = {
  { "adopted", "adopted" },
  { "rejected", "not adopted" },
  { "tied", "not adopted: a tie" },
  { "blocked", "not adopted: it was blocked" },
  { "not_quorate", "not decided: too few voted" },
  { "set_aside", "set aside" },
};

static char *
word_numbers (const MootPublicFacts *facts,
              const MootTally       *tally)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);

      for (guint j = 0; j < facts->options->len; j++)
        {
          const MootOptionRecord *option = g_ptr_array_index (facts->options, j);

          if (option->id == g_ascii_strtoll (line->option_id, NULL, 10))
            g_string_append_printf (text, "%s%s %" G_GINT64_FORMAT, text->len > 0 ? ", " : "",
                                    option->title, MAX (line->votes, line->score));
        }
    }
  return g_string_free (text, FALSE);
}

static char *
word_decision (const MootPublicFacts   *facts,
               const MootTally         *tally,
               const MootOutcomeRecord *outcome)
{
  const MootProposalRecord *proposal = facts->proposal;
  g_autofree char *title = g_markup_escape_text (proposal->title, -1);
  g_autofree char *statement = g_markup_escape_text (outcome->statement, -1);
  g_autofree char *plain = word_numbers (facts, tally);
  g_autofree char *numbers = g_markup_escape_text (plain, -1);
  const char *words = outcome->verdict;

  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (g_str_equal (verdicts[i].verdict, outcome->verdict))
      words = verdicts[i].words;
  return g_strdup_printf ("<p><strong>Decision %" G_GINT64_FORMAT
                          ": %s.</strong> %s</p><p>%s</p><p>%s. %" G_GINT64_FORMAT
                          " of %" G_GINT64_FORMAT " members voted.</p>",
                          proposal->id, words, title, statement, numbers, tally->cast,
                          tally->eligible);
}

/* What the log has of each ballot with a name. */
static GPtrArray *
list_commitments (const MootCoopContext  *context,
                  gint64                  proposal_id,
                  GError                **error)
{
  g_autoptr (GPtrArray) commitments = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (context->db, &moot_sql_coop_post_ballots,
                   MOOT_BINDS (MOOT_INT ("proposal_id", proposal_id)), error);

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    if (!moot_rows_is_null (rows, "commitment"))
      g_ptr_array_add (commitments, g_strdup (moot_rows_get_text (rows, "commitment")));
  if (local == NULL)
    return g_steal_pointer (&commitments);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Papers without names are published when the vote ends: each stands for itself, as in the digest
 * of the count. */
static char *
load_ballots_root (const MootCoopContext     *context,
                   const MootProposalRecord  *proposal,
                   GError                   **error)
{
  g_autoptr (GPtrArray) leaves = moot_papers_are_used (proposal)
                                   ? moot_papers_list_texts (context->db, proposal->id, error)
                                   : list_commitments (context, proposal->id, error);

  if (leaves == NULL)
    return NULL;
  g_ptr_array_add (leaves, NULL);
  return moot_ballots_root ((const char *const *) leaves->pdata);
}

/* The first row of @sql; @out_second may be NULL. */
static gboolean
read_texts (const MootCoopContext  *context,
            const MootSql          *sql,
            const MootBind         *binds,
            const char             *first,
            char                  **out_first,
            const char             *second,
            char                  **out_second,
            GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (context->db, sql, binds, error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      *out_first = g_strdup (moot_rows_get_text (rows, first));
      if (out_second != NULL)
        *out_second = g_strdup (moot_rows_get_text (rows, second));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The post as it is to stay, signed and tied to the one before. */
static gboolean
sign_decision (const MootPublicFacts    *facts,
               const MootTally          *tally,
               const MootOutcomeRecord  *outcome,
               const char               *part,
               gint64                    status_id,
               GError                  **error)
{
  const MootCoopContext *context = facts->context;
  const MootProposalRecord *proposal = facts->proposal;
  const gboolean corrects = g_str_equal (part, "correction");
  g_autoptr (MootOwnStatus) status =
    moot_own_status_load (context->db, context->site, status_id, context->now, error);
  g_autofree char *root = load_ballots_root (context, proposal, error);
  g_autofree char *previous = NULL;
  g_autofree char *previous_sha256 = NULL;
  g_autofree char *corrected = NULL;
  g_autofree char *document = NULL;
  g_autofree char *sha256 = NULL;
  g_auto (MootPublicText) text = { 0 };
  MootPublicDecision decision = {
    .status = status, .tally = tally, .outcome = outcome, .text = &text, .ballots_root = root
  };

  if (status == NULL || root == NULL ||
      !read_texts (context, &moot_sql_coop_post_last_decision, NULL, "uri", &previous, "sha256",
                   &previous_sha256, error) ||
      !read_texts (context, &moot_sql_coop_text_get,
                   MOOT_BINDS (MOOT_INT ("proposal_id", proposal->id),
                               MOOT_INT ("version", proposal->version)),
                   "sha256", &text.sha256, NULL, NULL, error) ||
      (corrects && !read_texts (context, &moot_sql_coop_post_last_of_proposal,
                                MOOT_BINDS (MOOT_INT ("proposal_id", proposal->id)), "uri",
                                &corrected, NULL, NULL, error)))
    return FALSE;
  text.uri = moot_site_url (context->site,
                            "/coop/p/%" G_GINT64_FORMAT "/texts/%" G_GINT64_FORMAT, proposal->id,
                            proposal->version);
  decision.previous = previous;
  decision.previous_sha256 = previous_sha256;
  decision.corrects = corrected;
  document = moot_public_wire_decision (facts, &decision, error);
  sha256 = document != NULL ? moot_public_wire_hash (document, error) : NULL;
  return sha256 != NULL && moot_public_add_row (context, status_id, proposal->id, part, NULL,
                                                document, sha256, error);
}

static gboolean
post_decision (const MootPublicFacts  *facts,
               const MootTally        *tally,
               MootOutcomeRecord      *outcome,
               const char             *part,
               gint64                  parent_id,
               GError                **error)
{
  const MootCoopContext *context = facts->context;
  g_autofree char *html = word_decision (facts, tally, outcome);
  g_autofree char *coop = moot_public_write_coop ("outcome", facts->proposal, outcome->verdict);
  const MootCoopPost post = { .source = outcome->statement,
                              .html = html,
                              .in_reply_to_id = parent_id,
                              .coop = coop,
                              .in_homes = g_str_equal (part, "outcome") };

  return moot_coop_post_create (context, &post, &outcome->status_id, error) &&
         sign_decision (facts, tally, outcome, part, outcome->status_id, error) &&
         moot_public_publish (context, outcome->status_id, error) &&
         moot_public_set_pin (context, facts->account_id, outcome->status_id, TRUE, error);
}

/* A vote that ended without a decision: it was taken back, or only asked. */
static gboolean
post_note (const MootPublicFacts  *facts,
           const MootTally        *tally,
           gint64                  parent_id,
           GError                **error)
{
  const MootCoopContext *context = facts->context;
  g_autofree char *numbers = tally != NULL ? word_numbers (facts, tally) : NULL;
  g_autofree char *source =
    numbers != NULL
      ? g_strdup_printf ("The vote is over: %s.", numbers)
      : g_strdup_printf ("Proposal %" G_GINT64_FORMAT " was withdrawn.", facts->proposal->id);
  g_autofree char *escaped = g_markup_escape_text (source, -1);
  g_autofree char *html = g_strconcat ("<p>", escaped, "</p>", NULL);
  g_autofree char *coop =
    moot_public_write_coop ("outcome", facts->proposal, facts->proposal->state);
  const MootCoopPost post = { .source = source,
                              .html = html,
                              .in_reply_to_id = parent_id,
                              .coop = coop,
                              .in_homes = tally != NULL };
  gint64 status_id;

  return moot_coop_post_create (context, &post, &status_id, error) &&
         moot_public_add_row (context, status_id, facts->proposal->id, "note", NULL, NULL, NULL,
                              error) &&
         moot_public_publish (context, status_id, error);
}

/**
 * moot_public_record_close:
 * @context: a context inside the transaction that closes the vote
 * @proposal: what was voted on, its new state set
 * @tally: (nullable): the count; %NULL when it was taken back
 * @outcome: (nullable): what was decided; gets the post.  %NULL for what only asks
 * @error: return location
 *
 * Ends the poll and answers it with what became of it.
 *
 * Returns: whether it was written, or nothing was to be said
 */
gboolean
moot_public_record_close (const MootCoopContext     *context,
                          const MootProposalRecord  *proposal,
                          const MootTally           *tally,
                          MootOutcomeRecord         *outcome,
                          GError                   **error)
{
  g_auto (MootPublicFacts) facts = { 0 };
  gboolean is_public;
  gint64 status_id;

  if (!moot_public_find_post (context, proposal->id, "proposal", &status_id, error))
    return FALSE;
  if (status_id == 0)
    return TRUE;
  if (!moot_public_facts_load (context, proposal, &facts, &is_public, error))
    return FALSE;
  if (!is_public)
    return TRUE;
  return moot_public_say_state (context, status_id, proposal, error) &&
         moot_public_set_poll_end (context, status_id, MIN (proposal->closes_at, context->now),
                                   error) &&
         moot_public_set_pin (context, facts.account_id, status_id, FALSE, error) &&
         (outcome != NULL ? post_decision (&facts, tally, outcome, "outcome", status_id, error)
                          : post_note (&facts, tally, status_id, error));
}

/** moot_public_record_correct: a decision that was posted is another now: it is never edited, a new
 * one says what it corrects */
gboolean
moot_public_record_correct (const MootCoopContext     *context,
                            const MootProposalRecord  *proposal,
                            const MootTally           *tally,
                            MootOutcomeRecord         *outcome,
                            GError                   **error)
{
  g_auto (MootPublicFacts) facts = { 0 };
  gboolean is_public;
  gint64 decided_id;
  gint64 status_id;

  if (!moot_public_find_post (context, proposal->id, "outcome", &decided_id, error) ||
      !moot_public_find_post (context, proposal->id, "proposal", &status_id, error))
    return FALSE;
  if (decided_id == 0 || status_id == 0)
    return TRUE;
  return moot_public_facts_load (context, proposal, &facts, &is_public, error) &&
         (!is_public || post_decision (&facts, tally, outcome, "correction", status_id, error));
}
