/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Kinds of questions in plain words.
 * Thread: any. */
#include "moot-kind-text.h"

#include "config.h"

#include <glib/gi18n.h>

/* clang-format off */
static const struct
{
  const char *name;
  const char *meaning;
} texts[MOOT_N_KINDS] = {
  [MOOT_ASK_PROPOSAL] = { N_("Proposal"), N_("Members agree, abstain, disagree or block.") },
  [MOOT_ASK_CHECK] = { N_("Sense check"), N_("How does it look?  Decides nothing.") },
  [MOOT_ASK_COUNT] = { N_("Count"), N_("Who takes part?  Decides nothing.") },
  [MOOT_ASK_QUESTION] = { N_("Question"), N_("Members answer in words.  Decides nothing.") },
  [MOOT_ASK_CHOOSE] = { N_("Choice"), N_("Everybody chooses one option; the most chosen wins.") },
  [MOOT_ASK_APPROVAL] = { N_("Approval"), N_("Everybody chooses all they can live with; the most chosen wins.") },
  [MOOT_ASK_SCORE] = { N_("Scores"), N_("Everybody gives each option points; most points win.") },
  [MOOT_ASK_DOT] = { N_("Dots"), N_("Everybody shares out dots; most dots win.") },
  [MOOT_ASK_RANK] = { N_("Ranking"), N_("Everybody puts the options in order; a higher place gives more points.") },
  [MOOT_ASK_IRV] = { N_("Instant run-off"), N_("Everybody puts the options in order; whichever has fewest goes out until one has more than half.") },
  [MOOT_ASK_STV] = { N_("Single transferable vote"), N_("Everybody puts the options in order; several win, in proportion.") },
  [MOOT_ASK_SCHULZE] = { N_("Schulze"), N_("Everybody puts the options in order; what wins against every other wins.") },
  [MOOT_ASK_TIME] = { N_("Meeting time"), N_("The time at which the fewest cannot come wins.") },
};
/* clang-format on */

/** moot_kind_text_get_name: (transfer none): what a kind is called */
const char *
moot_kind_text_get_name (MootDecisionKind kind)
{
  g_return_val_if_fail ((guint) kind < MOOT_N_KINDS, "");

  return _ (texts[kind].name);
}

/** moot_kind_text_get_meaning: (transfer none): how it is answered and what comes of it */
const char *
moot_kind_text_get_meaning (MootDecisionKind kind)
{
  g_return_val_if_fail ((guint) kind < MOOT_N_KINDS, "");

  return _ (texts[kind].meaning);
}
