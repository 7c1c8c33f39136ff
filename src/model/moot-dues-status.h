/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_WAIVER (moot_waiver_get_type ())

G_DECLARE_FINAL_TYPE (MootWaiver, moot_waiver, MOOT, WAIVER, GObject)

/**
 * MootWaiver:
 *
 * A time in which a member is not charged; why is nobody's business and not kept.
 */
struct _MootWaiver
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

#define MOOT_TYPE_DUES_STATUS (moot_dues_status_get_type ())

G_DECLARE_FINAL_TYPE (MootDuesStatus, moot_dues_status, MOOT, DUES_STATUS, GObject)

/**
 * MootDuesStatus:
 *
 * `status` is a word of moot_dues_status_kind_to_text().
 */
struct _MootDuesStatus
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
  MootWaiver *waiver;
  char *reference;
  char *epc_payload;
  GPtrArray *history; /* of MootDuesPeriod */
  gboolean votes_frozen;
};

G_END_DECLS
