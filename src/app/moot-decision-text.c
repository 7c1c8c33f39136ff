/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rules, quorums, choices and results in plain words.  What bylaws and servers name by a short word
 * is looked up here; a word this version does not know is shown as it came.
 * Thread: any. */
#include "moot-decision-text.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-bylaws-json.h"

typedef struct
{
  const char *id;
  const char *name;
  const char *meaning;
} ClassText;

/* clang-format off */
static const ClassText classes[] = {
  { "ordinary", N_("Ordinary decision"), N_("For everyday questions that can be changed again later.") },
  { "large", N_("Large decision"), N_("For much money, long commitments, or what is hard to undo.") },
  { "bylaw", N_("Change of the bylaws"), N_("Changes the rules the co-op decides by.") },
  { "expulsion", N_("Expulsion of a member"), N_("Ends somebody’s membership; that member does not vote.") },
  { "recall", N_("Recall from office"), N_("Ends a term of office early.") },
  { "election", N_("Election"), N_("Fills an office for a term.") },
  { "spending", N_("Spending"), N_("Releases money within the limit of the bylaws.") },
};

static const struct
{
  const char *state;
  const char *text;
} states[] = {
  { "draft", N_("Draft") },
  { "discussion", N_("Being discussed") },
  { "scheduled", N_("Voting is announced") },
  { "open", N_("Voting is open") },
  { "closed", N_("Voting is closed") },
  { "decided", N_("Decided") },
  { "withdrawn", N_("Withdrawn") },
  { "not_quorate", N_("Too few voted") },
};

static const struct
{
  const char *text;
  const char *icon;
} verdicts[] = {
  [MOOT_VERDICT_ADOPTED] = { N_("Adopted"), "emblem-ok-symbolic" },
  [MOOT_VERDICT_REJECTED] = { N_("Not adopted"), "window-close-symbolic" },
  /* Translators: as many votes for as against. */
  [MOOT_VERDICT_TIED] = { N_("Not adopted: a tie"), "window-close-symbolic" },
  /* Translators: a block is a veto, as in decisions by consensus. */
  [MOOT_VERDICT_BLOCKED] = { N_("Not adopted: blocked"), "action-unavailable-symbolic" },
  [MOOT_VERDICT_NOT_QUORATE] = { N_("Not decided: too few voted"), "dialog-question-symbolic" },
  /* Translators: something was asked and nothing decided; the numbers are the answer. */
  [MOOT_VERDICT_COUNTED] = { N_("Counted"), "emblem-ok-symbolic" },
};

static const struct
{
  const char *context_name;
  const char *meaning;
  const char *icon;
} choices[MOOT_N_VOTE_CHOICES] = {
  [MOOT_VOTE_AGREE] = { NC_("vote", "Agree"), N_("I support this."), "emblem-ok-symbolic" },
  [MOOT_VOTE_ABSTAIN] = { NC_("vote", "Abstain"), N_("I leave it to the others; I count for the quorum only."), "list-remove-symbolic" },
  [MOOT_VOTE_DISAGREE] = { NC_("vote", "Disagree"), N_("I can live with it but do not support it."), "window-close-symbolic" },
  /* Translators: a veto in a decision by consensus; not the blocking of a person. */
  [MOOT_VOTE_BLOCK] = { NC_("vote", "Block"), N_("It breaks our principles; it must not pass."), "action-unavailable-symbolic" },
};
/* clang-format on */

static const ClassText *
find_class (const char *class_id)
{
  for (gsize i = 0; class_id != NULL && i < G_N_ELEMENTS (classes); i++)
    if (strcmp (classes[i].id, class_id) == 0)
      return &classes[i];
  return NULL;
}

/**
 * moot_decision_text_get_class:
 * @class_id: (nullable): as the bylaws call it
 *
 * Returns: (transfer none): its name in words
 */
const char *
moot_decision_text_get_class (const char *class_id)
{
  const ClassText *text = find_class (class_id);

  return text != NULL ? _ (text->name) : class_id != NULL ? class_id
                                                          : "";
}

/**
 * moot_decision_text_get_class_meaning:
 * @class_id: (nullable): as the bylaws call it
 *
 * Returns: (transfer none) (nullable): what it is for, %NULL for one the bylaws invented
 */
const char *
moot_decision_text_get_class_meaning (const char *class_id)
{
  const ClassText *text = find_class (class_id);

  return text != NULL ? _ (text->meaning) : NULL;
}

static char *
dup_share (MootRatio ratio)
{
  if (ratio.whole == 100)
    /* Translators: a share, as in “75 %”.  “%%” is a percent sign, after a no-break space. */
    return g_strdup_printf (_("%d %%"), (int) ratio.part);
  /* Translators: a share, as in “2/3”. */
  return g_strdup_printf (_("%1$d/%2$d"), (int) ratio.part, (int) ratio.whole);
}

/* A share of all needs a sentence of its own. */
static char *
dup_unanimous (MootDecisionBase base)
{
  switch (base)
    {
    case MOOT_DECISION_BASE_CAST:
      return g_strdup (_("Adopted when all who vote agree; abstentions count as votes."));
    case MOOT_DECISION_BASE_ELIGIBLE:
      return g_strdup (_("Adopted when all members agree."));
    case MOOT_DECISION_BASE_VOTES:
      break;
    }
  return g_strdup (_("Adopted when all of the votes for and against agree."));
}

static char *
dup_threshold (const MootDecisionClass *decision)
{
  g_autofree char *share = dup_share (decision->threshold);

  if (decision->threshold.part == decision->threshold.whole)
    return dup_unanimous (decision->base);
  switch (decision->base)
    {
    case MOOT_DECISION_BASE_CAST:
      /* Translators: %s is a share, as in “75 %” or “2/3”. */
      return g_strdup_printf (_("Adopted when at least %s of all who vote agree, abstentions "
                                 "included."),
                              share);
    case MOOT_DECISION_BASE_ELIGIBLE:
      /* Translators: %s is a share, as in “75 %” or “2/3”. */
      return g_strdup_printf (_("Adopted when at least %s of all members agree, whether they vote "
                                 "or not."),
                              share);
    case MOOT_DECISION_BASE_VOTES:
      break;
    }
  /* Translators: %s is a share, as in “75 %” or “2/3”. */
  return g_strdup_printf (_("Adopted when at least %s of the votes for and against agree."), share);
}

static char *
dup_consensus (const MootDecisionClass *decision)
{
  g_autofree char *threshold = dup_share (decision->threshold);
  g_autofree char *override = dup_share (decision->override);

  /* Translators: %1$s and %2$s are shares, as in “75 %”.  A block is a veto. */
  return g_strdup_printf (_("Adopted when at least %1$s of the votes for and against agree and "
                             "nobody blocks; a block is overridden when %2$s agree."),
                          threshold, override);
}

/**
 * moot_decision_text_dup_rule:
 * @decision: a class of the bylaws
 *
 * Returns: (transfer full): when a proposal is adopted
 */
char *
moot_decision_text_dup_rule (const MootDecisionClass *decision)
{
  switch (decision->rule)
    {
    case MOOT_DECISION_RULE_MAJORITY_SIMPLE:
      return g_strdup (_("Adopted when more agree than disagree or block."));
    case MOOT_DECISION_RULE_MAJORITY_CAST:
      return g_strdup (_("Adopted when more than half of all who vote agree."));
    case MOOT_DECISION_RULE_MAJORITY_ABSOLUTE:
      return g_strdup (_("Adopted when more than half of all members agree, whether they vote or "
                          "not."));
    case MOOT_DECISION_RULE_SUPERMAJORITY:
      return dup_threshold (decision);
    case MOOT_DECISION_RULE_CONSENT:
      return g_strdup (_("Adopted when nobody blocks."));
    case MOOT_DECISION_RULE_CONSENSUS_OVERRIDE:
      return dup_consensus (decision);
    case MOOT_DECISION_RULE_LAZY:
      return g_strdup (_("Adopted when nobody disagrees or blocks; silence is assent."));
    case MOOT_DECISION_RULE_STV_SCOTTISH:
    case MOOT_DECISION_RULE_STV_MEEK:
      return g_strdup (_("Members rank the candidates; seats are shared out in proportion."));
    case MOOT_DECISION_RULE_IRV:
      return g_strdup (_("Members rank the options; one with more than half of the votes wins."));
    case MOOT_DECISION_RULE_SCHULZE:
      return g_strdup (_("Members rank the options; any two are compared."));
    case MOOT_DECISION_RULE_APPROVAL:
    case MOOT_DECISION_RULE_SCORE:
    case MOOT_DECISION_RULE_DOT:
    case MOOT_DECISION_RULE_BORDA:
      break;
    }
  return g_strdup (_("Members choose among several options."));
}

/**
 * moot_decision_text_dup_quorum:
 * @decision: a class of the bylaws
 * @n_eligible: people on the roll, 0 when it is not written yet
 *
 * Returns: (transfer full) (nullable): how many must take part, %NULL when any number will do
 */
char *
moot_decision_text_dup_quorum (const MootDecisionClass *decision,
                               gint64                   n_eligible)
{
  const MootQuorum *quorum = &decision->quorum;
  const gboolean share = quorum->kind == MOOT_QUORUM_CAST || quorum->kind == MOOT_QUORUM_YES;
  const gboolean yes = quorum->kind == MOOT_QUORUM_YES || quorum->kind == MOOT_QUORUM_YES_COUNT;
  const gint64 n = share ? moot_quorum_get_required (quorum, n_eligible) : quorum->count;

  if (quorum->kind == MOOT_QUORUM_NONE)
    return NULL;
  if (share && n_eligible == 0)
    /* Translators: a quorum; “%%” is a percent sign. */
    return g_strdup_printf (yes ? _("At least %d %% of the members must agree.")
                                : _("At least %d %% of the members must vote."),
                            quorum->percent);
  /* Translators: a quorum, in people. */
  return g_strdup_printf (yes ? ngettext ("At least %d member must agree.",
                                          "At least %d members must agree.", (gulong) n)
                              : ngettext ("At least %d member must vote.",
                                          "At least %d members must vote.", (gulong) n),
                          (int) n);
}

/**
 * moot_decision_text_dup_times:
 * @decision: a class of the bylaws
 *
 * Returns: (transfer full): how long it is talked about and voted on
 */
char *
moot_decision_text_dup_times (const MootDecisionClass *decision)
{
  const int talk = decision->min_discussion_days;
  const int vote = decision->min_voting_days;
  g_autofree char *voting = NULL;
  g_autofree char *talking = NULL;

  voting = g_strdup_printf (ngettext ("Voting takes at least %d day.",
                                      "Voting takes at least %d days.", (gulong) vote),
                            vote);
  if (talk == 0)
    return g_steal_pointer (&voting);
  talking = g_strdup_printf (ngettext ("It is discussed for at least %d day before.",
                                       "It is discussed for at least %d days before.",
                                       (gulong) talk),
                             talk);
  return g_strconcat (voting, " ", talking, NULL);
}

static JsonNode *
parse_object (const char *json)
{
  g_autoptr (JsonNode) node = json != NULL ? moot_json_parse (json, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/**
 * moot_decision_text_read_class:
 * @proposal: a proposal
 * @out_decision: (out caller-allocates): its rule and quorum, untouched on failure
 *
 * Returns: whether this version understands its rule
 */
gboolean
moot_decision_text_read_class (MootProposal      *proposal,
                               MootDecisionClass *out_decision)
{
  g_autoptr (JsonNode) rule = parse_object (proposal->rule);
  g_autoptr (JsonNode) quorum = parse_object (proposal->quorum);

  return rule != NULL && moot_decision_class_from_proposal (
                           json_node_get_object (rule),
                           quorum != NULL ? json_node_get_object (quorum) : NULL, out_decision,
                           NULL);
}

/**
 * moot_decision_text_dup_turnout:
 * @proposal: a proposal that is or was voted on
 *
 * Returns: (transfer full): how many voted, and whether they are enough
 */
char *
moot_decision_text_dup_turnout (MootProposal *proposal)
{
  const int cast = (int) proposal->cast_count;
  const int eligible = (int) proposal->eligible_count;
  MootDecisionClass decision;
  int missing = 0;

  if (moot_decision_text_read_class (proposal, &decision) &&
      (decision.quorum.kind == MOOT_QUORUM_CAST || decision.quorum.kind == MOOT_QUORUM_COUNT))
    missing = (int) (moot_quorum_get_required (&decision.quorum, eligible) - cast);
  else
    /* Translators: %1$d people voted out of %2$d who may. */
    return g_strdup_printf (ngettext ("%1$d of %2$d has voted", "%1$d of %2$d have voted",
                                      (gulong) cast),
                            cast, eligible);
  if (missing <= 0)
    /* Translators: %1$d people voted out of %2$d who may; it is a valid vote. */
    return g_strdup_printf (ngettext ("%1$d of %2$d has voted; the quorum is reached",
                                      "%1$d of %2$d have voted; the quorum is reached",
                                      (gulong) cast),
                            cast, eligible);
  /* Translators: %1$d people voted out of %2$d who may; %3$d more are needed. */
  return g_strdup_printf (ngettext ("%1$d of %2$d have voted; %3$d more is needed for the quorum",
                                    "%1$d of %2$d have voted; %3$d more are needed for the quorum",
                                    (gulong) missing),
                          cast, eligible, missing);
}

/**
 * moot_decision_text_get_state:
 * @proposal: a proposal
 *
 * Returns: (transfer none): where it stands
 */
const char *
moot_decision_text_get_state (MootProposal *proposal)
{
  for (gsize i = 0; proposal->state != NULL && i < G_N_ELEMENTS (states); i++)
    if (strcmp (states[i].state, proposal->state) == 0)
      return _ (states[i].text);
  return proposal->state != NULL ? proposal->state : "";
}

/**
 * moot_decision_text_get_verdict:
 * @verdict: a result
 *
 * Returns: (transfer none): the result in words
 */
const char *
moot_decision_text_get_verdict (MootVerdictResult verdict)
{
  return _ (verdicts[verdict].text);
}

/**
 * moot_decision_text_get_verdict_icon:
 * @verdict: a result
 *
 * Returns: (transfer none): an icon that goes with the words
 */
const char *
moot_decision_text_get_verdict_icon (MootVerdictResult verdict)
{
  return verdicts[verdict].icon;
}

/**
 * moot_decision_text_get_choice:
 * @choice: what a ballot says
 *
 * Returns: (transfer none): the word for it
 */
const char *
moot_decision_text_get_choice (MootVoteChoice choice)
{
  return g_dpgettext2 (NULL, "vote", choices[choice].context_name);
}

/**
 * moot_decision_text_get_choice_icon:
 * @choice: what a ballot says
 *
 * Returns: (transfer none): an icon that goes with the word
 */
const char *
moot_decision_text_get_choice_icon (MootVoteChoice choice)
{
  return choices[choice].icon;
}

/**
 * moot_decision_text_get_option:
 * @option: of a proposal
 *
 * Returns: (transfer none): its word: ours for the four every proposal has, else the server's
 */
const char *
moot_decision_text_get_option (const MootProposalOption *option)
{
  MootVoteChoice choice;

  if (moot_vote_choice_from_text (option->key, &choice))
    return moot_decision_text_get_choice (choice);
  return option->title != NULL ? option->title : "";
}

/* Where any number of votes will do, nobody is needed for a quorum. */
static gboolean
has_quorum (MootProposal *proposal)
{
  MootDecisionClass decision;

  return !moot_decision_text_read_class (proposal, &decision) ||
         decision.quorum.kind != MOOT_QUORUM_NONE;
}

/**
 * moot_decision_text_get_option_meaning:
 * @proposal: what is voted on
 * @option: of @proposal
 *
 * Returns: (transfer none): what choosing it says
 */
const char *
moot_decision_text_get_option_meaning (MootProposal             *proposal,
                                       const MootProposalOption *option)
{
  MootVoteChoice choice;

  if (!moot_vote_choice_from_text (option->key, &choice))
    return option->meaning != NULL ? option->meaning : "";
  if (choice == MOOT_VOTE_ABSTAIN && !has_quorum (proposal))
    return _("I leave it to the others.");
  return _ (choices[choice].meaning);
}

/**
 * moot_decision_text_get_option_icon:
 * @option: of a proposal
 *
 * Returns: (transfer none) (nullable): an icon that goes with its word
 */
const char *
moot_decision_text_get_option_icon (const MootProposalOption *option)
{
  MootVoteChoice choice;

  return moot_vote_choice_from_text (option->key, &choice) ? choices[choice].icon : NULL;
}
