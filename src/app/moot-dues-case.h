/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues-plan.h"
#include "moot-dues-status.h"
#include "moot-ledger.h"
#include "moot-member.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

/**
 * MootDuesCase:
 * @status: where I stand
 * @plan: what members pay
 * @budget: (nullable): where the money goes
 * @charges: (nullable) (element-type MootDuesPeriod): what was asked for, newest first
 * @payments: (nullable) (element-type MootPayment): what I paid
 * @notices: (nullable): JSON: what I said I paid, and was not found yet
 * @me: (nullable): what this account is in the co-op
 *
 * What the page of the dues shows.
 */
typedef struct
{
  MootDuesStatus *status;
  MootDuesPlan *plan;
  MootBudget *budget;
  GPtrArray *charges;
  GPtrArray *payments;
  JsonArray *notices;
  MootMember *me;
} MootDuesCase;

gpointer moot_dues_case_load (MootPageSource  *source,
                              const char      *id,
                              GCancellable    *cancellable,
                              GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void     moot_dues_case_free (MootDuesCase    *self);

gboolean moot_dues_case_is_treasurer (const MootDuesCase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDuesCase, moot_dues_case_free)

G_END_DECLS
