/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A class of the bylaws as sentences, each of which stands alone: read before proposing, read as
 * the bylaws, and compared sentence by sentence when they are to change.
 * Thread: main, for the formats of money. */
#include "moot-class-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-decision-text.h"
#include "moot-money-text.h"

static const char *
get_electorate (MootElectorate electorate)
{
  switch (electorate)
    {
    case MOOT_ELECTORATE_ACTIVE_DUE:
      return _("Active members vote whose dues do not rest.");
    case MOOT_ELECTORATE_MEMBERS:
      return _("All members vote, those whose membership rests too.");
    case MOOT_ELECTORATE_CIRCLE:
      return _("Active members of the circle in charge vote.");
    case MOOT_ELECTORATE_ACTIVE:
      break;
    }
  return _("All active members vote.");
}

/**
 * moot_class_text_get_ballot:
 * @level: how secret a ballot is
 *
 * Returns: (transfer none): who sees what, in words
 */
const char *
moot_class_text_get_ballot (MootBallotLevel level)
{
  switch (level)
    {
    case MOOT_BALLOT_LEVEL_ANONYMOUS:
      return _("Names are kept apart from votes. Whoever runs the server is trusted not to look.");
    case MOOT_BALLOT_LEVEL_SEALED:
      return _("Nobody is to see how anybody voted, not even whoever runs the server.");
    case MOOT_BALLOT_LEVEL_NAMED:
      break;
    }
  return _("All members see who voted how, and why.");
}

static char *
dup_extension (const MootDecisionClass *decision)
{
  const int days = decision->extension_days;
  g_autofree char *longer = NULL;

  if (decision->quorum.kind == MOOT_QUORUM_NONE || days == 0 || decision->max_extensions == 0)
    return NULL;

  longer = g_strdup_printf (ngettext ("When too few take part, voting goes on for %d more day.",
                                      "When too few take part, voting goes on for %d more days.",
                                      (gulong) days),
                            days);
  if (!decision->decides_after_extension)
    return g_steal_pointer (&longer);
  return g_strconcat (longer, " ", _("After that those who voted decide."), NULL);
}

static char *
dup_limit (const MootDecisionClass *decision,
           const char              *currency)
{
  g_autofree char *money = NULL;

  if (decision->limit_minor == 0 || currency == NULL)
    return NULL;

  money = moot_money_text_dup (decision->limit_minor, currency);
  if (*decision->above == '\0')
    /* Translators: %s is an amount, as in “£250.00”. */
    return g_strdup_printf (_("At most %s can be spent this way."), money);
  /* Translators: %1$s is an amount, as in “£250.00”, %2$s a class of decisions, as in “Ordinary
   * decision”. */
  return g_strdup_printf (_("Up to %1$s; more than that is decided as “%2$s”."), money,
                          moot_decision_text_get_class (decision->above));
}

static char *
dup_challenge (const MootDecisionClass *decision)
{
  const int days = decision->challenge_days;

  if (days == 0)
    return NULL;
  return g_strdup_printf (ngettext ("It can be challenged for %d day before it takes effect.",
                                    "It can be challenged for %d days before it takes effect.",
                                    (gulong) days),
                          days);
}

static char *
dup_reminder (int hours)
{
  return g_strdup_printf (ngettext ("Who has not voted is reminded %d hour before the end.",
                                    "Who has not voted is reminded %d hours before the end.",
                                    (gulong) hours),
                          hours);
}

static void
take (GStrvBuilder *sentences,
      char         *sentence)
{
  if (sentence != NULL)
    g_strv_builder_add (sentences, sentence);
  g_free (sentence);
}

/**
 * moot_class_text_dup_sentences:
 * @decision: a class of the bylaws
 * @currency: (nullable): of the co-op
 *
 * Returns: (transfer full): all it says, a sentence each, the rule first
 */
GStrv
moot_class_text_dup_sentences (const MootDecisionClass *decision,
                               const char              *currency)
{
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();

  g_return_val_if_fail (decision != NULL, NULL);

  take (sentences, moot_decision_text_dup_rule (decision));
  take (sentences, moot_decision_text_dup_quorum (decision, 0));
  take (sentences, moot_decision_text_dup_times (decision));
  take (sentences, dup_extension (decision));
  take (sentences, dup_challenge (decision));
  for (guint i = 0; i < decision->n_reminders; i++)
    take (sentences, dup_reminder (decision->reminder_hours[i]));
  g_strv_builder_add (sentences, get_electorate (decision->electorate));
  if (decision->excludes_subject)
    g_strv_builder_add (sentences, _("The member it is about does not vote."));
  g_strv_builder_add (sentences, moot_class_text_get_ballot (decision->ballot_level));
  if (decision->falls_back)
    g_strv_builder_add (sentences, _("As long as no server can do that, names are only kept apart "
                                      "from votes, and whoever runs the server is trusted not to "
                                      "look."));
  if (decision->signed_ballots)
    g_strv_builder_add (sentences, _("Every ballot is signed by a device of the member."));
  take (sentences, dup_limit (decision, currency));
  return g_strv_builder_end (sentences);
}

/**
 * moot_class_text_get_obstacle:
 * @decision: a class of the bylaws
 *
 * Returns: (transfer none) (nullable): why nothing can be proposed in this class, %NULL when it can
 */
const char *
moot_class_text_get_obstacle (const MootDecisionClass *decision)
{
  g_return_val_if_fail (decision != NULL, NULL);

  if (moot_decision_class_get_held_level (decision) == MOOT_BALLOT_LEVEL_SEALED)
    return _("The bylaws ask for ballots that are secret from the server too, which cannot be held "
              "yet.");
  if (!moot_decision_rule_is_yes_no (decision->rule))
    return _("Here members choose among candidates, which is not done by a proposal.");
  return NULL;
}
