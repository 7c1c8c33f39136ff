/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_DUES_PLAN (moot_dues_plan_get_type ())

G_DECLARE_FINAL_TYPE (MootDuesPlan, moot_dues_plan, MOOT, DUES_PLAN, GObject)

/**
 * MootDuesPlan:
 *
 * Amounts are minor units of `currency`; `tiers`, `solidarity`, `reminder_days` and `rails` are
 * JSON; a `max_minor` of 0 stands for no maximum.
 */
struct _MootDuesPlan
{
  GObject parent_instance;

  char *id;
  char *currency;
  gint64 minor_digits;
  char *interval;
  gint64 min_minor;
  gint64 suggested_minor;
  gint64 max_minor;
  gboolean free_choice;
  char *tiers;
  char *anchor;
  gint64 anchor_on;
  gboolean prorates_days;
  gint64 due_soon_days;
  gint64 grace_days;
  gint64 lapse_after_days;
  char *solidarity;
  char *vote_freeze;
  char *reminder_days;
  char *rails;
  gint64 in_force_from;
  char *proposal_id;
};

G_END_DECLS
