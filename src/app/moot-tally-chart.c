/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The votes of a proposal as a chart: each choice has its word, its number and its pattern.
 * Thread: main. */
#include "moot-tally-chart.h"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "moot-decision-text.h"

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
  moot_bar_chart_clear (chart);
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
