/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootFetchLimits:
 * @max_hosts: 0 for any number
 * @max_requests: of all hosts together, 0 for any number
 * @max_per_host: 0 for any number
 * @gap_ms: between two requests to one host
 * @total_ms: after which nobody is asked any more; 0 for never
 *
 * How much may be asked of others in one go.
 */
typedef struct
{
  guint max_hosts;
  guint max_requests;
  guint max_per_host;
  gint64 gap_ms;
  gint64 total_ms;
} MootFetchLimits;

typedef struct _MootFetchBudget MootFetchBudget;

MootFetchBudget *moot_fetch_budget_new (const MootFetchLimits *limits,
                                        GCancellable *cancellable)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_fetch_budget_free (MootFetchBudget *self);

gboolean moot_fetch_budget_enter (MootFetchBudget *self,
                                  const char      *uri,
                                  guint            n_requests);
void     moot_fetch_budget_leave (MootFetchBudget *self,
                                  const char      *uri,
                                  const GError    *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFetchBudget, moot_fetch_budget_free)

G_END_DECLS
