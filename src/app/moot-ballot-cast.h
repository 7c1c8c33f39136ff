/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-proposal.h"

G_BEGIN_DECLS

void moot_ballot_cast_async (MootClient          *client,
                             MootProposal        *proposal,
                             const char          *choices,
                             const char          *reason,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data);

G_END_DECLS
