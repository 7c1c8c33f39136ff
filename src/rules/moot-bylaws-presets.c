/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Four ready bylaws to start from, distilled from how co-operatives really decide.  They are only
 * a start: from then on each is changed by a decision of its class `bylaw`.
 * Thread: any.
 * Spec: governance rules, bylaw presets. */
#include "moot-bylaws-presets.h"

#include <string.h>

/* What all of them have: seven days more once, and a reminder on the last day. */
#define EXTENDS .extension_days = 7, .max_extensions = 1, .reminder_hours = { 24 }, .n_reminders = 1
#define CHALLENGE .challenge_days = 7
/* secret from the host too, as soon as a node can hold such ballots */
#define SEALED .ballot_level = MOOT_BALLOT_LEVEL_SEALED, .falls_back = TRUE
#define CAST(percentage)                              \
  {                                                   \
    .kind = MOOT_QUORUM_CAST, .percent = (percentage) \
  }
#define YES_COUNT(people)                            \
  {                                                  \
    .kind = MOOT_QUORUM_YES_COUNT, .count = (people) \
  }

/* clang-format off */
/* Talk first, three quarters agree, and nobody blocks unless nearly all agree. */
static const MootDecisionClass social_coop[] = {
  { .id = "ordinary", .rule = MOOT_DECISION_RULE_CONSENSUS_OVERRIDE,
    .threshold = { 75, 100 }, .override = { 95, 100 }, .quorum = CAST (10),
    .min_discussion_days = 4, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE_DUE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "large", .rule = MOOT_DECISION_RULE_CONSENSUS_OVERRIDE,
    .threshold = { 75, 100 }, .override = { 95, 100 }, .quorum = CAST (20),
    .min_discussion_days = 10, .min_voting_days = 10, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE_DUE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "bylaw", .rule = MOOT_DECISION_RULE_CONSENSUS_OVERRIDE,
    .threshold = { 75, 100 }, .override = { 95, 100 }, .quorum = CAST (20),
    .min_discussion_days = 10, .min_voting_days = 10, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE_DUE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "expulsion", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 }, .quorum = CAST (33),
    .min_discussion_days = 7, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE_DUE, SEALED,
    .excludes_subject = TRUE },
  { .id = "recall", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 }, .quorum = CAST (33),
    .min_discussion_days = 7, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE_DUE, SEALED },
  { .id = "election", .rule = MOOT_DECISION_RULE_STV_SCOTTISH,
    .quorum = CAST (33),
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE_DUE, SEALED },
  { .id = "spending", .rule = MOOT_DECISION_RULE_CONSENT,
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_CIRCLE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED,
    .limit_minor = 25000, .above = "ordinary" },
};

/* A general assembly, in a room or online: majorities, notice, a board. */
static const MootDecisionClass association[] = {
  { .id = "ordinary", .rule = MOOT_DECISION_RULE_MAJORITY_SIMPLE,
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "large", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 },
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "bylaw", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 },
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "expulsion", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 },
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE, SEALED,
    .excludes_subject = TRUE },
  { .id = "recall", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 },
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE, SEALED },
  { .id = "election", .rule = MOOT_DECISION_RULE_STV_SCOTTISH,
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE, SEALED },
  { .id = "spending", .rule = MOOT_DECISION_RULE_MAJORITY_SIMPLE,
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_CIRCLE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
};

/* Consent in the circle that does the work; the whole moot for what binds everybody. */
static const MootDecisionClass sociocratic[] = {
  { .id = "ordinary", .rule = MOOT_DECISION_RULE_CONSENT,
    .quorum = CAST (50),
    .min_discussion_days = 7, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_CIRCLE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "large", .rule = MOOT_DECISION_RULE_CONSENSUS_OVERRIDE,
    .threshold = { 75, 100 }, .override = { 1, 1 }, .quorum = CAST (50),
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "bylaw", .rule = MOOT_DECISION_RULE_CONSENSUS_OVERRIDE,
    .threshold = { 75, 100 }, .override = { 1, 1 }, .quorum = CAST (50),
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "expulsion", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 }, .quorum = CAST (50),
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE, SEALED,
    .excludes_subject = TRUE },
  { .id = "recall", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 2, 3 }, .quorum = CAST (50),
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE, SEALED },
  { .id = "election", .rule = MOOT_DECISION_RULE_STV_SCOTTISH,
    .quorum = CAST (50),
    .min_discussion_days = 14, .min_voting_days = 7, EXTENDS, CHALLENGE,
    .electorate = MOOT_ELECTORATE_ACTIVE, SEALED },
  { .id = "spending", .rule = MOOT_DECISION_RULE_CONSENT,
    .quorum = CAST (50),
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_CIRCLE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
};

/* Up to eight people: silence is assent, and anybody may ask to talk first. */
static const MootDecisionClass tiny[] = {
  { .id = "ordinary", .rule = MOOT_DECISION_RULE_LAZY,
    .min_discussion_days = 0, .min_voting_days = 5, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "large", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 1, 1 }, .quorum = CAST (100),
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .decides_after_extension = TRUE,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "bylaw", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 1, 1 }, .quorum = CAST (100),
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .decides_after_extension = TRUE,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "expulsion", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 1, 1 }, .base = MOOT_DECISION_BASE_ELIGIBLE,
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED,
    .excludes_subject = TRUE },
  { .id = "recall", .rule = MOOT_DECISION_RULE_SUPERMAJORITY,
    .threshold = { 1, 1 }, .base = MOOT_DECISION_BASE_ELIGIBLE,
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED,
    .excludes_subject = TRUE },
  { .id = "election", .rule = MOOT_DECISION_RULE_APPROVAL,
    .min_discussion_days = 0, .min_voting_days = 7, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
  { .id = "spending", .rule = MOOT_DECISION_RULE_MAJORITY_SIMPLE,
    .quorum = YES_COUNT (2),
    .min_discussion_days = 0, .min_voting_days = 2, EXTENDS,
    .electorate = MOOT_ELECTORATE_ACTIVE, .ballot_level = MOOT_BALLOT_LEVEL_NAMED },
};

/* The offices that the node knows powers for; terms of zero months have no end. */
static const MootBylawRole yearly_roles[] = {
  { "admin", 2, 0, "election" },       { "facilitator", 3, 12, "election" },
  { "moderator", 5, 12, "election" },  { "treasurer", 1, 12, "election" },
};
static const MootBylawRole staggered_roles[] = {
  { "admin", 2, 0, "election" },       { "facilitator", 3, 24, "election" },
  { "moderator", 3, 24, "election" },  { "treasurer", 1, 24, "election" },
};
static const MootBylawRole tiny_roles[] = {
  { "admin", 2, 0, "ordinary" },       { "facilitator", 1, 12, "election" },
  { "moderator", 2, 12, "election" },  { "treasurer", 1, 12, "election" },
};

static const struct
{
  const char *id;
  MootDecisionRule default_rule;
  const MootDecisionClass *classes;
  guint n_classes;
  const MootBylawRole *roles;
  guint n_roles;
} presets[] = {
  { "social-coop", MOOT_DECISION_RULE_CONSENSUS_OVERRIDE, social_coop, G_N_ELEMENTS (social_coop),
    yearly_roles, G_N_ELEMENTS (yearly_roles) },
  { "association", MOOT_DECISION_RULE_MAJORITY_SIMPLE, association, G_N_ELEMENTS (association),
    staggered_roles, G_N_ELEMENTS (staggered_roles) },
  { "sociocratic", MOOT_DECISION_RULE_CONSENT, sociocratic, G_N_ELEMENTS (sociocratic),
    yearly_roles, G_N_ELEMENTS (yearly_roles) },
  { "tiny", MOOT_DECISION_RULE_LAZY, tiny, G_N_ELEMENTS (tiny),
    tiny_roles, G_N_ELEMENTS (tiny_roles) },
};

/* Whoever looks after reports may act at once; it is talked about within a day, voted on at once
 * and lapses after a week. */
static const MootEmergencyPowers emergency = {
  .allowed = TRUE, .role = "moderator", .thread_hours = 24, .lapse_days = 7, .class = "ordinary",
  .votes_at_once = TRUE,
};
/* clang-format on */

static const char *const preset_names[] = {
  "social-coop",
  "association",
  "sociocratic",
  "tiny",
  NULL,
};

/**
 * moot_bylaws_new_preset:
 * @preset: (nullable): `social-coop`, `association`, `sociocratic` or `tiny`
 *
 * Makes a copy of a ready text.
 *
 * Returns: (transfer full) (nullable): valid bylaws, or %NULL when there is no such preset
 */
MootBylaws *
moot_bylaws_new_preset (const char *preset)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strcmp0 (presets[i].id, preset) == 0)
      {
        MootBylaws *self = moot_bylaws_new ();

        g_assert (presets[i].n_classes <= MOOT_DECISION_CLASSES_MAX);
        g_strlcpy (self->preset, preset, sizeof self->preset);
        self->default_rule = presets[i].default_rule;
        self->n_classes = presets[i].n_classes;
        memcpy (self->classes, presets[i].classes,
                presets[i].n_classes * sizeof *presets[i].classes);
        self->n_roles = presets[i].n_roles;
        memcpy (self->roles, presets[i].roles, presets[i].n_roles * sizeof *presets[i].roles);
        self->emergency = emergency;
        self->admission = MOOT_ADMISSION_USUAL;
        return self;
      }

  return NULL;
}

/**
 * moot_bylaws_get_presets:
 *
 * The names of the ready texts, in the order to offer them.
 *
 * Returns: (transfer none) (array zero-terminated=1): the names
 */
const char *const *
moot_bylaws_get_presets (void)
{
  return preset_names;
}
