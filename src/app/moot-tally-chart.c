/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The votes of a proposal as a chart: each choice has its word, its number and its pattern.
 * Thread: main. */
#include "moot-tally-chart.h"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "moot-ballot-sheet.h"
#include "moot-decision-text.h"
#include "moot-proposal-limits.h"

static const MootBarPattern patterns[MOOT_N_VOTE_CHOICES] = {
  [MOOT_VOTE_AGREE] = MOOT_BAR_SOLID,
  [MOOT_VOTE_ABSTAIN] = MOOT_BAR_DOTS,
  [MOOT_VOTE_DISAGREE] = MOOT_BAR_STRIPES,
  [MOOT_VOTE_BLOCK] = MOOT_BAR_GRID,
};

static const MootTallyOption *
find_line (MootTally  *tally,
           const char *option_id)
{
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);

      if (g_strcmp0 (line->option_id, option_id) == 0)
        return line;
    }
  return NULL;
}

static char *
dup_value (gint64      votes,
           const char *percent)
{
  const int n = (int) votes;
  g_autoptr (GString) local = g_string_new (percent);

  if (percent == NULL)
    return g_strdup_printf (ngettext ("%d vote", "%d votes", (gulong) n), n);
  g_string_replace (local, ".", localeconv ()->decimal_point, 1);
  /* Translators: %1$d counts votes, %2$s is their share, as in “77.42”; “%%” is a percent sign. */
  return g_strdup_printf (ngettext ("%1$d vote, %2$s %%", "%1$d votes, %2$s %%", (gulong) n), n,
                          local->str);
}

static const char *
get_column (MootDecisionKind kind)
{
  switch (kind)
    {
    case MOOT_ASK_SCORE:
    case MOOT_ASK_RANK:
      return _("Points");
    case MOOT_ASK_IRV:
    case MOOT_ASK_STV:
    case MOOT_ASK_SCHULZE:
      return _("First Preferences");
    case MOOT_ASK_DOT:
      return _("Dots");
    case MOOT_ASK_TIME:
      return _("Can Come");
    case MOOT_ASK_PROPOSAL:
    case MOOT_ASK_CHECK:
    case MOOT_ASK_COUNT:
    case MOOT_ASK_QUESTION:
    case MOOT_ASK_CHOOSE:
    case MOOT_ASK_APPROVAL:
      break;
    }
  return _("Votes");
}

static char *
dup_line_value (const MootTallyOption *line,
                MootDecisionKind       kind)
{
  const int n = (int) line->score;
  const int no = (int) line->refusals;

  if (kind == MOOT_ASK_TIME)
    /* Translators: how many can come at a time, and how many cannot. */
    return g_strdup_printf (_("%1$d yes, %2$d no"), n, no);
  if (moot_decision_kind_has_stages (kind))
    return g_strdup_printf (ngettext ("%d first preference", "%d first preferences", (gulong) n),
                            n);
  if (kind == MOOT_ASK_DOT)
    return g_strdup_printf (ngettext ("%d dot", "%d dots", (gulong) n), n);
  if (kind == MOOT_ASK_SCORE || kind == MOOT_ASK_RANK)
    return g_strdup_printf (ngettext ("%d point", "%d points", (gulong) n), n);
  return dup_value (line->votes, line->percent_cast);
}

/* Several options come in the order of the count, what was chosen drawn solid. */
static void
fill_lines (MootBarChart     *chart,
            MootProposal     *proposal,
            MootTally        *tally,
            MootDecisionKind  kind)
{
  moot_bar_chart_set_title (chart, _("Result"), _("Option"), get_column (kind));
  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);
      const int option = moot_proposal_limits_find (proposal, line->option_id);
      g_autofree char *value = dup_line_value (line, kind);
      g_autofree char *name =
        option >= 0 ? moot_ballot_sheet_dup_option (proposal, (guint) option) : NULL;

      if (name != NULL)
        moot_bar_chart_add (chart, name, line->score, value,
                            line->chosen ? MOOT_BAR_SOLID : MOOT_BAR_STRIPES);
    }
}

/**
 * moot_tally_chart_fill:
 * @chart: a chart
 * @proposal: what was voted on
 * @tally: the count
 *
 * Shows the choices in the order of the ballot, those nobody chose too.  Shares are of the votes
 * for and against, so abstentions have none.
 */
void
moot_tally_chart_fill (MootBarChart *chart,
                       MootProposal *proposal,
                       MootTally    *tally)
{
  MootDecisionKind kind = MOOT_ASK_PROPOSAL;

  moot_bar_chart_clear (chart);
  moot_decision_kind_from_text (proposal->kind, &kind);
  gtk_widget_set_visible (GTK_WIDGET (chart), kind != MOOT_ASK_QUESTION);
  if (kind != MOOT_ASK_PROPOSAL)
    {
      fill_lines (chart, proposal, tally, kind);
      return;
    }
  /* Translators: title of a chart, and the headings of its two columns as a table. */
  moot_bar_chart_set_title (chart, _("Votes"), _("Choice"),
                            _("Votes, and Share of For and Against"));
  for (guint i = 0; i < proposal->options->len; i++)
    {
      const MootProposalOption *option = g_ptr_array_index (proposal->options, i);
      const MootTallyOption *line = find_line (tally, option->id);
      gint64 votes = line != NULL ? line->votes : 0;
      MootBarPattern pattern = i % MOOT_N_BAR_PATTERNS;
      g_autofree char *value = NULL;
      MootVoteChoice choice;

      if (moot_vote_choice_from_text (option->key, &choice))
        {
          pattern = patterns[choice];
          if (choice == MOOT_VOTE_ABSTAIN)
            votes = tally->abstain;
        }
      value = dup_value (votes, line != NULL ? line->percent_votes : NULL);
      moot_bar_chart_add (chart, moot_decision_text_get_option (option), votes, value, pattern);
    }
}
