/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues-terms.h"
#include "moot-words.h"

G_BEGIN_DECLS

#define MOOT_DUES_CHARGES_MAX 4096 /* monthly for 340 years */

/**
 * MootDuesStatusKind:
 * @MOOT_DUES_STATUS_NOT_APPLICABLE: no member who owes dues
 * @MOOT_DUES_STATUS_PAID_UP: nothing to pay
 * @MOOT_DUES_STATUS_DUE_SOON: the next charge is near
 * @MOOT_DUES_STATUS_DUE: something is due, within the days of grace
 * @MOOT_DUES_STATUS_OVERDUE: past them
 * @MOOT_DUES_STATUS_LAPSED: past the day membership lapses
 * @MOOT_DUES_STATUS_WAIVED: covered by a waiver today
 */
typedef enum
{
  MOOT_DUES_STATUS_NOT_APPLICABLE,
  MOOT_DUES_STATUS_PAID_UP,
  MOOT_DUES_STATUS_DUE_SOON,
  MOOT_DUES_STATUS_DUE,
  MOOT_DUES_STATUS_OVERDUE,
  MOOT_DUES_STATUS_LAPSED,
  MOOT_DUES_STATUS_WAIVED,
} MootDuesStatusKind;

typedef struct
{
  MootDay due_on;
  gint64 amount_minor;
  gint64 paid_minor; /* filled in by moot_dues_standing_new() */
} MootDuesCharge;

typedef struct
{
  MootDay from;
  gint64 amount_minor;
} MootDuesChoice;

typedef struct
{
  MootDay from;
  MootDay to; /* the last day it covers */
} MootDuesWaiver;

/**
 * MootDuesMember:
 * @terms: the plan in force
 * @liable: whether the member is active or lapsed
 * @starts_on: the first day dues count from: joining, or the change to this plan
 * @choices: (array length=n_choices): amounts chosen, each from a day on, in order of days
 * @waivers: (array length=n_waivers): in any order
 * @charges: (array length=n_charges): those on record, in order of days; the plan continues after
 * @credits_minor: everything paid and adjusted
 *
 * What is known about one member's dues.  All pointers are borrowed.
 */
typedef struct
{
  const MootDuesTerms *terms;
  gboolean liable;
  MootDay starts_on;

  const MootDuesChoice *choices;
  gsize n_choices;
  const MootDuesWaiver *waivers;
  gsize n_waivers;
  const MootDuesCharge *charges;
  gsize n_charges;
  gint64 credits_minor;
} MootDuesMember;

/**
 * MootDuesStanding:
 *
 * How a member stands with their dues on one day.  Days that do not apply are %MOOT_DAY_NONE.
 */
typedef struct
{
  MootDuesStatusKind status;
  MootDay as_of;

  gint64 amount_minor;      /* what each period asks for now */
  gint64 balance_due_minor; /* unpaid and due */
  gint64 credit_minor;      /* paid beyond what is due */

  MootDay oldest_unpaid_on;
  MootDay paid_through; /* none: everything that can be foreseen is paid */
  MootDay next_due_on;  /* the next charge that is not paid yet */
  MootDay grace_until;
  MootDay waived_until;
  gboolean votes_frozen;

  GArray *history; /* MootDuesCharge, due up to the day, oldest first */
} MootDuesStanding;

MootDuesStanding *moot_dues_standing_new  (const MootDuesMember  *member,
                                           MootDay                today,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void              moot_dues_standing_free (MootDuesStanding      *self);

GArray *moot_dues_charges_new (const MootDuesMember *member,
                               MootDay               after,
                               MootDay               until) G_GNUC_WARN_UNUSED_RESULT;
gint64  moot_dues_get_amount  (const MootDuesMember *member,
                               MootDay               day);

MOOT_DECLARE_WORDS (moot_dues_status_kind, MootDuesStatusKind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDuesStanding, moot_dues_standing_free)

G_END_DECLS
