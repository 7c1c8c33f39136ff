/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client-stream.h"
#include "moot-client.h"

G_BEGIN_DECLS

void moot_server_watch (MootClient       *client,
                        MootClientStream *stream,
                        GCancellable     *cancellable);

G_END_DECLS
