/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

/**
 * MootLotDeed:
 * @MOOT_LOT_AGREE: watch over an election, when it is too late for a part of its lot
 * @MOOT_LOT_COMMIT: watch over it, and commit to a number that is drawn here
 * @MOOT_LOT_SHOW: show that number
 *
 * What a scrutineer does.
 */
typedef enum
{
  MOOT_LOT_AGREE,
  MOOT_LOT_COMMIT,
  MOOT_LOT_SHOW,
} MootLotDeed;

void moot_lot_share_do_async (MootClient          *client,
                              const char          *election_id,
                              MootLotDeed          deed,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);

G_END_DECLS
