/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a decision can do by itself, in one table: the words for it, and what is filled in.  The
 * node has the same table with what is done; who adds a row there adds one here.
 * Spec: co-op API, Proposal: effect.
 * Thread: any. */
#include "moot-effect-sort.h"

#include "config.h"

#include <glib/gi18n.h>

#define COMMENT_MAX 1000 /* characters of the reason under a block */
#define TITLE_MAX 250
#define TEXT_MAX 2000

/* TRANSLATORS: words in braces, as in {domain}, are replaced by what a member fills in and must
 * stay as they are. */
/* clang-format off */
static const MootEffectSort sorts[] = {
  { "domain_block", NULL, NULL, N_("Limit or Block a Server"), NULL,
    { { "domain", MOOT_EFFECT_DOMAIN, TRUE, N_("Server"), NULL, { { NULL } }, 0, 255 },
      { "severity", MOOT_EFFECT_CHOICE, TRUE, N_("How Far"), NULL,
        { { "silence", N_("Limit: only followers see it"),
            N_("Posts from {domain} are shown only to members who follow their authors.") },
          { "suspend", N_("Block: nothing comes or goes"),
            N_("Nothing from {domain} arrives here any more, nothing is sent there, and who follows whom is forgotten.") } }, 0, 0 },
      { "public_comment", MOOT_EFFECT_LINE, FALSE, N_("Reason That Everybody May Read"), NULL, { { NULL } }, 0, COMMENT_MAX },
      { "review_on", MOOT_EFFECT_DAY, FALSE, N_("Looked at Again On"), N_("It is looked at again on {review_on}."), { { NULL } }, TRUE, 0 },
      { "expires_on", MOOT_EFFECT_DAY, FALSE, N_("Ends On"), N_("It ends by itself on {expires_on}."), { { NULL } }, TRUE, 0 } } },
  { "domain_unblock", NULL, NULL, N_("Unblock a Server"), N_("Nothing keeps {domain} out any more."),
    { { "domain", MOOT_EFFECT_DOMAIN, TRUE, N_("Server"), NULL, { { NULL } }, 0, 255 } } },
  { "account_action", NULL, NULL, N_("Act on an Account"), NULL,
    { { "account_id", MOOT_EFFECT_ACCOUNT, TRUE, N_("Account, as in name@server"), NULL, { { NULL } }, 0, TITLE_MAX },
      { "measure", MOOT_EFFECT_CHOICE, TRUE, N_("What Is Done"), NULL,
        { { "silence", N_("Limit"), N_("Posts of {account_id} are shown only to members who follow them.") },
          { "sensitive", N_("Cover pictures"), N_("Pictures of {account_id} are covered until one wants to see them.") },
          { "disable", N_("Keep from signing in"), N_("Nobody can sign in as {account_id} any more.") },
          { "suspend", N_("Suspend"), N_("{account_id} is suspended: their posts are not shown here any more.") } }, 0, 0 } } },
  { "rule", NULL, NULL, N_("Set a Rule in Words"), N_("This stands in the rulebook from then on: “{text}”"),
    { { "topic", MOOT_EFFECT_LINE, FALSE, N_("What It Is About"), NULL, { { NULL } }, 0, TITLE_MAX },
      { "text", MOOT_EFFECT_WORDS, TRUE, N_("The Rule"), NULL, { { NULL } }, 0, 10000 },
      { "review_on", MOOT_EFFECT_DAY, FALSE, N_("Looked at Again On"), N_("It is looked at again on {review_on}."), { { NULL } }, TRUE, 0 },
      { "expires_on", MOOT_EFFECT_DAY, FALSE, N_("Ends On"), N_("It ends by itself on {expires_on}."), { { NULL } }, TRUE, 0 } } },
  { "bylaws", "bylaw", "classes", N_("Change the Bylaws"), N_("The bylaws change for decisions of the class “{id}”."),
    { { "id", MOOT_EFFECT_CLASS, TRUE, N_("Class of Decisions"), NULL, { { NULL } }, 0, 0 },
      { "rule", MOOT_EFFECT_CHOICE, FALSE, N_("Rule"), NULL,
        { { "majority_simple", N_("More for than against"), N_("Adopted when more agree than disagree or block.") },
          { "majority_cast", N_("Half of all who vote"), N_("Adopted when more than half of all who vote agree.") },
          { "majority_absolute", N_("Half of all members"), N_("Adopted when more than half of all members agree, whether they vote or not.") },
          { "supermajority", N_("A larger share"), N_("Adopted when a larger share agrees.") },
          { "consensus_override", N_("Consensus, which a large share can override"),
            N_("Adopted when a larger share agrees and nobody blocks; a still larger one overrides a block.") },
          { "consent", N_("Nobody blocks"), N_("Adopted when nobody blocks.") },
          { "lazy", N_("Nobody is against it"), N_("Adopted when nobody disagrees or blocks; silence is assent.") } }, 0, 0 },
      { "threshold", MOOT_EFFECT_SHARE, FALSE, N_("Share That Must Agree, in Percent"), N_("Share that must agree: {threshold}."), { { NULL } }, 1, 100 },
      { "override", MOOT_EFFECT_SHARE, FALSE, N_("Share That Overrides a Block, in Percent"),
        N_("Share that overrides a block: {override}."), { { NULL } }, 1, 100 },
      { "quorum", MOOT_EFFECT_QUORUM, FALSE, N_("Share That Must Vote, in Percent"), N_("Share that must vote: {quorum}."), { { NULL } }, 0, 100 },
      { "electorate", MOOT_EFFECT_CHOICE, FALSE, N_("Who Votes"), NULL,
        { { "active", N_("Active members"), N_("All active members vote.") },
          { "active_due", N_("Active members whose dues do not rest"), N_("Active members vote whose dues do not rest.") },
          { "members", N_("All members"), N_("All members vote, those whose membership rests too.") },
          { "circle", N_("The circle in charge"), N_("Active members of the circle in charge vote.") } }, 0, 0 },
      { "ballot", MOOT_EFFECT_CHOICE, FALSE, N_("Ballots"), NULL,
        { { "L0", N_("With names"), N_("All members see who voted how, and why.") },
          { "L1", N_("Without names"), N_("Names are kept apart from votes. Whoever runs the server is trusted not to look.") } }, 0, 0 },
      { "min_discussion_days", MOOT_EFFECT_NUMBER, FALSE, N_("Days of Discussion"),
        N_("Days of discussion, at least: {min_discussion_days}."), { { NULL } }, 0, 365 },
      { "min_voting_days", MOOT_EFFECT_NUMBER, FALSE, N_("Days of Voting"), N_("Days of voting, at least: {min_voting_days}."), { { NULL } }, 1, 365 },
      { "challenge_days", MOOT_EFFECT_NUMBER, FALSE, N_("Days to Challenge It"),
        N_("Days to challenge what was decided: {challenge_days}."), { { NULL } }, 0, 365 } } },
  { "role_grant", NULL, NULL, N_("Give Somebody an Office"), N_("{member_id} gets the office “{role}”."),
    { { "member_id", MOOT_EFFECT_MEMBER, TRUE, N_("Member"), NULL, { { NULL } }, 0, 0 },
      { "role", MOOT_EFFECT_ROLE, TRUE, N_("Office"), NULL, { { NULL } }, 0, 0 },
      { "from", MOOT_EFFECT_DAY, FALSE, N_("From"), N_("It begins on {from}."), { { NULL } }, FALSE, 0 },
      { "to", MOOT_EFFECT_DAY, FALSE, N_("Until"), N_("It ends by itself on {to}."), { { NULL } }, TRUE, 0 } } },
  { "role_end", "recall", NULL, N_("End Somebody’s Office"), N_("{member_id} does not hold the office “{role}” any more."),
    { { "member_id", MOOT_EFFECT_MEMBER, TRUE, N_("Member"), NULL, { { NULL } }, 0, 0 },
      { "role", MOOT_EFFECT_ROLE, TRUE, N_("Office"), NULL, { { NULL } }, 0, 0 } } },
  { "membership", "expulsion", NULL, N_("Change a Membership"), NULL,
    { { "member_id", MOOT_EFFECT_MEMBER, TRUE, N_("Member"), NULL, { { NULL } }, 0, 0 },
      { "state", MOOT_EFFECT_CHOICE, TRUE, N_("What Becomes of It"), NULL,
        { { "suspended", N_("It rests"), N_("The membership of {member_id} rests: they cannot vote or write here.") },
          { "expelled", N_("It ends"), N_("The membership of {member_id} ends.") },
          { "active", N_("It is whole again"), N_("{member_id} is a member like all others again.") } }, 0, 0 } } },
  { "dues_plan", NULL, "terms", N_("Change the Dues"), N_("The dues change."),
    { { "suggested_minor", MOOT_EFFECT_MONEY, FALSE, N_("Suggested Amount"), N_("Suggested: {suggested_minor}."), { { NULL } }, 0, 0 },
      { "min_minor", MOOT_EFFECT_MONEY, FALSE, N_("Least Amount"), N_("At least: {min_minor}."), { { NULL } }, 0, 0 },
      { "max_minor", MOOT_EFFECT_MONEY, FALSE, N_("Most to Choose"), N_("At most: {max_minor}."), { { NULL } }, 0, 0 },
      { "grace_days", MOOT_EFFECT_NUMBER, FALSE, N_("Days Until Late Dues Matter"),
        N_("Late dues matter after this many days: {grace_days}."), { { NULL } }, 0, 365 } } },
  { "budget_line", NULL, NULL, N_("Set a Line of the Budget"), N_("The budget of {year} has {amount_minor} for {account}."),
    { { "year", MOOT_EFFECT_NUMBER, TRUE, N_("Year"), NULL, { { NULL } }, 2000, 2200 },
      { "account", MOOT_EFFECT_BOOK, TRUE, N_("Account of the Books"), NULL, { { NULL } }, 0, 0 },
      { "amount_minor", MOOT_EFFECT_MONEY, TRUE, N_("Amount"), NULL, { { NULL } }, 0, 0 } } },
  { "payment_order", NULL, NULL, N_("Pay Something"), N_("The treasurer is to pay {amount_minor} to {payee}."),
    { { "payee", MOOT_EFFECT_LINE, TRUE, N_("To Whom"), NULL, { { NULL } }, 0, TITLE_MAX },
      { "amount_minor", MOOT_EFFECT_MONEY, TRUE, N_("Amount"), NULL, { { NULL } }, 1, 0 },
      { "account", MOOT_EFFECT_BOOK, TRUE, N_("Account of the Books"), N_("It is booked under {account}."), { { NULL } }, 0, 0 },
      { "purpose", MOOT_EFFECT_LINE, FALSE, N_("What For"), NULL, { { NULL } }, 0, TITLE_MAX },
      { "due_on", MOOT_EFFECT_DAY, FALSE, N_("Until"), N_("It is to be done until {due_on}."), { { NULL } }, FALSE, 0 } } },
  { "announcement", NULL, NULL, N_("Announce It"), N_("The co-op posts publicly: “{text}”"),
    { { "text", MOOT_EFFECT_WORDS, TRUE, N_("What the Co-op Posts"), NULL, { { NULL } }, 0, TEXT_MAX } } },
  { "invitation_policy", NULL, NULL, N_("Say Who May Invite"), NULL,
    { { "mode", MOOT_EFFECT_CHOICE, TRUE, N_("Who May Invite"), NULL,
        { { "members", N_("Every member"), N_("Every member may invite people.") },
          { "officers", N_("Those in office"), N_("Only members in office may invite people.") },
          { "closed", N_("Nobody"), N_("Nobody can be invited.") } }, 0, 0 },
      { "max_uses", MOOT_EFFECT_NUMBER, FALSE, N_("How Often One Invitation Works"), N_("An invitation works this often: {max_uses}."), { { NULL } }, 1, 1000 },
      { "expires_days", MOOT_EFFECT_NUMBER, FALSE, N_("Days an Invitation Lasts"),
        N_("An invitation lasts this many days: {expires_days}."), { { NULL } }, 1, 365 } } },
  { "circle", NULL, NULL, N_("Begin a Circle"), N_("There is a new circle, “{name}”."),
    { { "name", MOOT_EFFECT_LINE, TRUE, N_("Name of the Circle"), NULL, { { NULL } }, 0, TITLE_MAX },
      { "slug", MOOT_EFFECT_LINE, TRUE, N_("Short Name in Addresses, in Small Letters"), NULL, { { NULL } }, 0, 31 },
      { "mandate", MOOT_EFFECT_WORDS, FALSE, N_("What It Is to Do"), NULL, { { NULL } }, 0, 10000 } } },
  { "task", NULL, NULL, N_("Give Somebody a Task"), N_("A task: “{title}”."),
    { { "title", MOOT_EFFECT_LINE, TRUE, N_("What Is to Be Done"), NULL, { { NULL } }, 0, TITLE_MAX },
      { "owner_id", MOOT_EFFECT_MEMBER, FALSE, N_("Who Does It"), N_("{owner_id} does it."), { { NULL } }, 0, 0 },
      { "due_on", MOOT_EFFECT_DAY, FALSE, N_("Until"), N_("It is to be done until {due_on}."), { { NULL } }, FALSE, 0 },
      { "note", MOOT_EFFECT_LINE, FALSE, N_("More About It"), NULL, { { NULL } }, 0, TEXT_MAX } } },
};
/* clang-format on */

/**
 * moot_effect_sorts_get_all:
 * @out_n: how many there are
 *
 * Returns: (transfer none) (array length=out_n): the table
 */
const MootEffectSort *
moot_effect_sorts_get_all (guint *out_n)
{
  *out_n = G_N_ELEMENTS (sorts);
  return sorts;
}

/**
 * moot_effect_sort_find:
 * @type: (nullable): as the API calls it
 *
 * Returns: (transfer none) (nullable): its row, %NULL for one this version does not know
 */
const MootEffectSort *
moot_effect_sort_find (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (g_strcmp0 (sorts[i].type, type) == 0)
      return &sorts[i];
  return NULL;
}

/**
 * moot_effect_sort_find_field:
 * @self: a row
 * @name: as the API calls it
 *
 * Returns: (transfer none) (nullable): the field
 */
const MootEffectField *
moot_effect_sort_find_field (const MootEffectSort *self,
                             const char           *name)
{
  for (guint i = 0; i < MOOT_EFFECT_FIELDS_MAX && self->fields[i].name != NULL; i++)
    if (g_str_equal (self->fields[i].name, name))
      return &self->fields[i];
  return NULL;
}
