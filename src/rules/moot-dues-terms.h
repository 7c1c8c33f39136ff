/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-day.h"
#include "moot-money.h"
#include "moot-words.h"

G_BEGIN_DECLS

#define MOOT_DUES_TIERS_MAX 8      /* a choice, not a catalogue */
#define MOOT_DUES_REMINDERS_MAX 12 /* more would be nagging */
#define MOOT_DUES_DAYS_MAX 366
#define MOOT_DUES_WAIVER_MONTHS_MAX 60
#define MOOT_DUES_ID_SIZE 32
#define MOOT_DUES_LABEL_SIZE 96

typedef enum
{
  MOOT_DUES_INTERVAL_MONTH,
  MOOT_DUES_INTERVAL_QUARTER,
  MOOT_DUES_INTERVAL_YEAR,
} MootDuesInterval;

/**
 * MootDuesAnchor:
 * @MOOT_DUES_ANCHOR_JOIN_DATE: each member's periods begin on the day they joined
 * @MOOT_DUES_ANCHOR_CALENDAR: everybody's periods begin together, with the association's year
 */
typedef enum
{
  MOOT_DUES_ANCHOR_JOIN_DATE,
  MOOT_DUES_ANCHOR_CALENDAR,
} MootDuesAnchor;

/**
 * MootVoteFreeze:
 * @MOOT_VOTE_FREEZE_NEVER: dues and votes have nothing to do with each other
 * @MOOT_VOTE_FREEZE_AFTER_GRACE: whoever is overdue does not vote
 * @MOOT_VOTE_FREEZE_THREE_IN_TWELVE: three unpaid charges in the last twelve months do
 */
typedef enum
{
  MOOT_VOTE_FREEZE_NEVER,
  MOOT_VOTE_FREEZE_AFTER_GRACE,
  MOOT_VOTE_FREEZE_THREE_IN_TWELVE,
} MootVoteFreeze;

typedef struct
{
  char id[MOOT_DUES_ID_SIZE];
  char label[MOOT_DUES_LABEL_SIZE];
  gint64 amount_minor;
} MootDuesTier;

/**
 * MootDuesTerms:
 *
 * What a plan asks of members.  Plain data: copy it by assignment.
 */
typedef struct
{
  char currency[MOOT_CURRENCY_SIZE];
  MootDuesInterval interval;

  gint64 min_minor;
  gint64 suggested_minor;
  gint64 max_minor;     /* above it is a donation; 0 for no maximum */
  gboolean free_choice; /* any amount from the minimum on, not only the tiers */
  MootDuesTier tiers[MOOT_DUES_TIERS_MAX];
  guint n_tiers;

  MootDuesAnchor anchor;
  MootDay anchor_on;      /* calendar only: the first day of some period */
  gboolean prorates_days; /* calendar only: who joins within a period pays the rest of it */

  int due_soon_days;
  int grace_days;
  int lapse_after_days;
  int reminder_days[MOOT_DUES_REMINDERS_MAX]; /* from the due date; negative is before */
  guint n_reminder_days;

  gboolean waiver_self_declared;
  int waiver_max_months; /* 0 for no waivers */
  MootVoteFreeze vote_freeze;
} MootDuesTerms;

void     moot_dues_terms_init        (MootDuesTerms *self,
                                      const char    *currency);
gboolean moot_dues_terms_init_preset (MootDuesTerms *self,
                                      const char    *preset,
                                      const char    *currency);

gboolean moot_dues_terms_validate     (const MootDuesTerms  *self,
                                       GError              **error);
gboolean moot_dues_terms_check_amount (const MootDuesTerms  *self,
                                       gint64                amount_minor,
                                       GError              **error);
gboolean moot_dues_terms_check_waiver (const MootDuesTerms  *self,
                                       int                   n_months,
                                       GError              **error);

int moot_dues_interval_get_months (MootDuesInterval interval);

MOOT_DECLARE_WORDS (moot_dues_interval, MootDuesInterval);
MOOT_DECLARE_WORDS (moot_dues_anchor, MootDuesAnchor);
MOOT_DECLARE_WORDS (moot_vote_freeze, MootVoteFreeze);

G_END_DECLS
