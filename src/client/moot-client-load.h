/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

/**
 * MootClientShow:
 * @reply: (nullable): what to show
 * @fetched_at: when it came, when it is an old copy; 0 for a fresh one
 * @error: (nullable): why there is no fresh one
 * @data: as given
 *
 * Called once or twice: with a copy that was kept, if there is one, then with the server's answer
 * or the reason why there is none.
 */
typedef void (*MootClientShow) (MootReply    *reply,
                                gint64        fetched_at,
                                const GError *error,
                                gpointer      data);

void moot_client_load (MootClient     *self,
                       const char     *name,
                       MootRequest    *request,
                       GCancellable   *cancellable,
                       MootClientShow  show,
                       gpointer        data,
                       GDestroyNotify  free_data);

G_END_DECLS
