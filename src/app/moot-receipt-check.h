/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-ballot.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

/**
 * MootReceipt:
 * @MOOT_RECEIPT_UNKNOWN: could not be looked at
 * @MOOT_RECEIPT_HOLDS: the log has just this ballot, and proved it
 * @MOOT_RECEIPT_BROKEN: the log does not have this ballot where the server says
 */
typedef enum
{
  MOOT_RECEIPT_UNKNOWN,
  MOOT_RECEIPT_HOLDS,
  MOOT_RECEIPT_BROKEN,
} MootReceipt;

MootReceipt moot_receipt_check (MootPageSource *source,
                                MootBallot     *ballot,
                                gboolean        anonymous,
                                GCancellable   *cancellable);

G_END_DECLS
