/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bylaws as data: classes of decision with their rule, quorum, length and electorate, and what
 * makes such a text valid.  The JSON form is in moot-bylaws-json, ready texts in
 * moot-bylaws-presets.
 * Thread: any; the caller owns what it made. */
#include "moot-bylaws.h"

#include <string.h>

#include "moot-error.h"

static const char *const rule_names[] = {
  [MOOT_DECISION_RULE_MAJORITY_SIMPLE] = "majority_simple",
  [MOOT_DECISION_RULE_MAJORITY_CAST] = "majority_cast",
  [MOOT_DECISION_RULE_MAJORITY_ABSOLUTE] = "majority_absolute",
  [MOOT_DECISION_RULE_SUPERMAJORITY] = "supermajority",
  [MOOT_DECISION_RULE_CONSENT] = "consent",
  [MOOT_DECISION_RULE_CONSENSUS_OVERRIDE] = "consensus_override",
  [MOOT_DECISION_RULE_LAZY] = "lazy",
  [MOOT_DECISION_RULE_APPROVAL] = "approval",
  [MOOT_DECISION_RULE_SCORE] = "score",
  [MOOT_DECISION_RULE_DOT] = "dot",
  [MOOT_DECISION_RULE_BORDA] = "borda",
  [MOOT_DECISION_RULE_IRV] = "irv",
  [MOOT_DECISION_RULE_SCHULZE] = "schulze",
  [MOOT_DECISION_RULE_STV_SCOTTISH] = "stv-scottish",
  [MOOT_DECISION_RULE_STV_MEEK] = "stv-meek",
};

static const char *const base_names[] = { "votes", "cast", "eligible" };
static const char *const quorum_names[] = { "none", "cast", "yes", "abs", "yes_abs" };
static const char *const electorate_names[] = { "active", "active_due", "members", "circle" };
static const char *const level_names[] = { "L0", "L1", "L2" };

/* The classes without which a moot could decide nothing, or never change its bylaws. */
static const char *const needed_classes[] = { "ordinary", "bylaw" };

static gboolean
is_id (const char *id)
{
  if (!g_ascii_islower (*id))
    return FALSE;

  for (const char *c = id; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '_')
      return FALSE;

  return strlen (id) < MOOT_DECISION_ID_MAX;
}

static gboolean
check_days (const char  *class_id,
            const char  *name,
            int          days,
            GError     **error)
{
  if (days >= 0 && days <= MOOT_DECISION_DAYS_MAX)
    return TRUE;

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "class '%s': %s must be 0 to %d days, not %d", class_id, name,
               MOOT_DECISION_DAYS_MAX, days);
  return FALSE;
}

static gboolean
check_share (const char  *class_id,
             const char  *name,
             MootRatio    ratio,
             GError     **error)
{
  if (moot_ratio_is_valid (ratio) && 2 * ratio.part >= ratio.whole)
    return TRUE;

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "class '%s': %s must be between one half and the whole, not %" G_GINT64_FORMAT
               "/%" G_GINT64_FORMAT,
               class_id, name, ratio.part, ratio.whole);
  return FALSE;
}

static gboolean
check_shares (const MootDecisionClass  *self,
              GError                  **error)
{
  if (!moot_decision_rule_has_threshold (self->rule))
    return TRUE;

  if (!check_share (self->id, "threshold", self->threshold, error))
    return FALSE;

  if (self->rule != MOOT_DECISION_RULE_CONSENSUS_OVERRIDE)
    return TRUE;

  if (!check_share (self->id, "override", self->override, error))
    return FALSE;

  if (moot_ratio_compare (self->override, self->threshold) >= 0)
    return TRUE;

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "class '%s': override must not be lower than threshold", self->id);
  return FALSE;
}

static gboolean
check_quorum (const MootDecisionClass  *self,
              GError                  **error)
{
  if (self->quorum.percent < 0 || self->quorum.percent > 100)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "class '%s': quorum must be 0 to 100 percent, not %d", self->id,
                   self->quorum.percent);
      return FALSE;
    }

  if (self->quorum.count < 0 || self->quorum.count > MOOT_VOTES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "class '%s': quorum must not be %" G_GINT64_FORMAT " people", self->id,
                   self->quorum.count);
      return FALSE;
    }

  if (self->decides_after_extension && self->quorum.kind != MOOT_QUORUM_CAST)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "class '%s': only a quorum of ballots cast can be waived", self->id);
      return FALSE;
    }

  return TRUE;
}

/**
 * moot_bylaws_new:
 *
 * Bylaws that say nothing yet; they become valid with the classes `ordinary` and `bylaw`.
 *
 * Returns: (transfer full): empty bylaws
 */
MootBylaws *
moot_bylaws_new (void)
{
  return g_new0 (MootBylaws, 1);
}

/**
 * moot_bylaws_copy:
 * @self: the original
 *
 * Makes a second text to change.
 *
 * Returns: (transfer full): the copy
 */
MootBylaws *
moot_bylaws_copy (const MootBylaws *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_memdup2 (self, sizeof *self);
}

/**
 * moot_bylaws_free:
 * @self: (nullable): bylaws
 *
 * Frees bylaws.
 */
void
moot_bylaws_free (MootBylaws *self)
{
  g_free (self);
}

/**
 * moot_bylaws_find_class:
 * @self: bylaws
 * @id: (nullable): a class of decision, `ordinary`
 *
 * Looks a class up.
 *
 * Returns: (transfer none) (nullable): the class, or %NULL when the bylaws know none of that name
 */
const MootDecisionClass *
moot_bylaws_find_class (const MootBylaws *self,
                        const char       *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->n_classes; i++)
    if (g_strcmp0 (self->classes[i].id, id) == 0)
      return &self->classes[i];

  return NULL;
}

/** moot_bylaws_find_role: (transfer none) (nullable): the office of that name */
const MootBylawRole *
moot_bylaws_find_role (const MootBylaws *self,
                       const char       *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->n_roles; i++)
    if (g_strcmp0 (self->roles[i].id, id) == 0)
      return &self->roles[i];

  return NULL;
}

static gboolean
check_roles (const MootBylaws  *self,
             GError           **error)
{
  for (guint i = 0; i < self->n_roles; i++)
    {
      const MootBylawRole *role = &self->roles[i];
      const char *problem = NULL;

      if (!is_id (role->id))
        problem = "a name is small letters, digits and '_'";
      else if (moot_bylaws_find_role (self, role->id) != role)
        problem = "it is there twice";
      else if (role->seats < 1 || role->seats > MOOT_ROLE_SEATS_MAX)
        problem = "it is held by 1 to 100 people";
      else if (role->term_months < 0 || role->term_months > MOOT_ROLE_MONTHS_MAX)
        problem = "a term has at most 120 months";
      else if (*role->class != '\0' && moot_bylaws_find_class (self, role->class) == NULL)
        problem = "no class of decision fills it";
      if (problem != NULL)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "role '%s': %s", role->id, problem);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_emergency (const MootBylaws  *self,
                 GError           **error)
{
  const MootEmergencyPowers *powers = &self->emergency;
  const MootDecisionClass *class;

  if (!powers->allowed)
    return TRUE;

  class = moot_bylaws_find_class (self, powers->class);
  if (class != NULL && moot_decision_rule_is_yes_no (class->rule) && powers->lapse_days > 0 &&
      powers->lapse_days <= MOOT_DECISION_DAYS_MAX && is_id (powers->role))
    return TRUE;

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "emergency: it needs a role, a class of decision for yes or no, and 1 to %d days "
               "until it lapses",
               MOOT_DECISION_DAYS_MAX);
  return FALSE;
}

/**
 * moot_bylaws_validate:
 * @self: bylaws
 * @error: return location
 *
 * Refuses a text that could not be carried out: a class twice, none for ordinary decisions or for
 * the bylaws themselves, a share or a length out of range, a spending class that leads nowhere.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether the bylaws are usable
 */
gboolean
moot_bylaws_validate (const MootBylaws  *self,
                      GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->n_classes; i++)
    {
      const MootDecisionClass *class = &self->classes[i];

      if (!moot_decision_class_validate (class, error))
        return FALSE;

      if (moot_bylaws_find_class (self, class->id) != class)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "class '%s' is there twice", class->id);
          return FALSE;
        }

      if (*class->above != '\0' && (strcmp (class->above, class->id) == 0 ||
                                    moot_bylaws_find_class (self, class->above) == NULL))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "class '%s' leaves more to class '%s', which decides nothing of the kind",
                       class->id, class->above);
          return FALSE;
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (needed_classes); i++)
    {
      const MootDecisionClass *class = moot_bylaws_find_class (self, needed_classes[i]);

      if (class == NULL || !moot_decision_rule_is_yes_no (class->rule))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                       "class '%s' with a rule for yes or no is missing", needed_classes[i]);
          return FALSE;
        }
    }

  return check_roles (self, error) && check_emergency (self, error);
}

/**
 * moot_decision_class_init:
 * @self: (out caller-allocates): the class to fill
 * @id: its name
 *
 * Fills in what bylaws mean where they are silent: simple majority of the votes, no quorum, seven
 * days of voting, one extension of seven days, a reminder on the last day, active members, named
 * ballots.
 */
void
moot_decision_class_init (MootDecisionClass *self,
                          const char        *id)
{
  g_return_if_fail (self != NULL && id != NULL);

  memset (self, 0, sizeof *self);
  g_strlcpy (self->id, id, sizeof self->id);
  self->min_voting_days = 7;
  self->extension_days = 7;
  self->max_extensions = 1;
  self->reminder_hours[0] = 24;
  self->n_reminders = 1;
}

/**
 * moot_decision_class_validate:
 * @self: a class
 * @error: return location
 *
 * Checks one class by itself.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether every value is in its range
 */
gboolean
moot_decision_class_validate (const MootDecisionClass  *self,
                              GError                  **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_id (self->id))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "class '%s': a name is small letters, digits and '_', 1 to %d of them",
                   self->id, MOOT_DECISION_ID_MAX - 1);
      return FALSE;
    }

  if (self->max_extensions < 0 || self->max_extensions > MOOT_DECISION_EXTENSIONS_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "class '%s': at most %d extensions", self->id, MOOT_DECISION_EXTENSIONS_MAX);
      return FALSE;
    }

  if (self->limit_minor < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "class '%s': the limit must not be negative", self->id);
      return FALSE;
    }

  return check_shares (self, error) && check_quorum (self, error) &&
         check_days (self->id, "min_discussion_days", self->min_discussion_days, error) &&
         check_days (self->id, "min_voting_days", self->min_voting_days, error) &&
         check_days (self->id, "extension_days", self->extension_days, error) &&
         check_days (self->id, "challenge_days", self->challenge_days, error);
}

/**
 * moot_quorum_get_required:
 * @self: a quorum
 * @n_eligible: people on the roll
 *
 * How many ballots (or agreeing ballots) the quorum asks for.
 *
 * Returns: a number of people
 */
gint64
moot_quorum_get_required (const MootQuorum *self,
                          gint64            n_eligible)
{
  g_return_val_if_fail (self != NULL, 0);

  switch (self->kind)
    {
    case MOOT_QUORUM_NONE:
      return 0;
    case MOOT_QUORUM_CAST:
    case MOOT_QUORUM_YES:
      return moot_percent_get_needed (self->percent, n_eligible);
    case MOOT_QUORUM_COUNT:
    case MOOT_QUORUM_YES_COUNT:
      return self->count;
    }

  g_return_val_if_reached (0);
}

/**
 * moot_decision_rule_is_yes_no:
 * @rule: a rule
 *
 * Tells rules that decide about one proposal from those that pick among options.
 *
 * Returns: whether moot_verdict_new() knows the rule
 */
gboolean
moot_decision_rule_is_yes_no (MootDecisionRule rule)
{
  return rule <= MOOT_DECISION_RULE_LAZY;
}

/**
 * moot_decision_rule_has_threshold:
 * @rule: a rule
 *
 * Tells rules that need a share from the bylaws.
 *
 * Returns: whether a class with @rule must have a threshold
 */
gboolean
moot_decision_rule_has_threshold (MootDecisionRule rule)
{
  return rule == MOOT_DECISION_RULE_SUPERMAJORITY || rule == MOOT_DECISION_RULE_CONSENSUS_OVERRIDE;
}

MOOT_DEFINE_WORDS (moot_decision_rule, MootDecisionRule, rule_names)
MOOT_DEFINE_WORDS (moot_decision_base, MootDecisionBase, base_names)
MOOT_DEFINE_WORDS (moot_quorum_kind, MootQuorumKind, quorum_names)
MOOT_DEFINE_WORDS (moot_electorate, MootElectorate, electorate_names)
/**
 * moot_decision_class_get_held_level:
 * @self: a class of decisions
 *
 * Returns: how secret the ballots are that are really held today: what the bylaws fall back to as
 * long as nobody can hold the sealed ballots they ask for
 */
MootBallotLevel
moot_decision_class_get_held_level (const MootDecisionClass *self)
{
  g_return_val_if_fail (self != NULL, MOOT_BALLOT_LEVEL_NAMED);

  return self->falls_back ? MOOT_BALLOT_LEVEL_ANONYMOUS : self->ballot_level;
}

MOOT_DEFINE_WORDS (moot_ballot_level, MootBallotLevel, level_names)
