/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DUES_WAIVER (moot_dues_waiver_get_type ())

G_DECLARE_FINAL_TYPE (MootDuesWaiver, moot_dues_waiver, MOOT, DUES_WAIVER, GObject)

/**
 * MootDuesWaiver:
 *
 * A time in which a member is not charged; why is nobody's business and not kept.
 */
struct _MootDuesWaiver
{
  GObject parent_instance;

  char *id;
  gint64 from;
  gint64 to;
  char *granted_by;
  gint64 created_at;
};

#define MOOT_TYPE_DUES_PERIOD (moot_dues_period_get_type ())

G_DECLARE_FINAL_TYPE (MootDuesPeriod, moot_dues_period, MOOT, DUES_PERIOD, GObject)

/**
 * MootDuesPeriod:
 *
 * One charge and how much of it is paid.
 */
struct _MootDuesPeriod
{
  GObject parent_instance;

  gint64 due_on;
  gint64 amount_minor;
  gint64 paid_minor;
};

#define MOOT_TYPE_DUES_STATE (moot_dues_state_get_type ())

G_DECLARE_FINAL_TYPE (MootDuesState, moot_dues_state, MOOT, DUES_STATE, GObject)

/**
 * MootDuesState:
 *
 * `status` is one of waived, paid_up, due_soon, due, overdue, lapsed and `n/a`.
 */
struct _MootDuesState
{
  GObject parent_instance;

  char *member_id;
  char *plan_id;
  char *status;
  gint64 as_of;
  gint64 amount_minor;
  char *currency;
  char *interval;
  gint64 balance_due_minor;
  gint64 credit_minor;
  gint64 oldest_unpaid_on;
  gint64 paid_through;
  gint64 next_due_on;
  gint64 grace_until;
  MootDuesWaiver *waiver;
  char *reference;
  char *epc_payload;
  GPtrArray *history; /* of MootDuesPeriod */
  gboolean votes_frozen;
};

G_END_DECLS
