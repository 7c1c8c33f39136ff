/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PAYMENT_ALLOCATION (moot_payment_allocation_get_type ())

G_DECLARE_FINAL_TYPE (
  MootPaymentAllocation, moot_payment_allocation, MOOT, PAYMENT_ALLOCATION, GObject)

/**
 * MootPaymentAllocation:
 *
 * Which charge a part of a payment pays.
 */
struct _MootPaymentAllocation
{
  GObject parent_instance;

  gint64 charge_due_on;
  gint64 amount_minor;
};

#define MOOT_TYPE_PAYMENT (moot_payment_get_type ())

G_DECLARE_FINAL_TYPE (MootPayment, moot_payment, MOOT, PAYMENT, GObject)

/**
 * MootPayment:
 *
 * `source` and `match` are JSON.
 */
struct _MootPayment
{
  GObject parent_instance;

  char *id;
  char *member_id;
  gint64 amount_minor;
  char *currency;
  gint64 received_on;
  char *method;
  char *state;
  char *source;
  char *payer_name;
  char *reference;
  char *match;
  GPtrArray *allocations; /* of MootPaymentAllocation */
  char *ledger_entry_id;
  char *reversed_by;
  gint64 created_at;
};

G_END_DECLS
