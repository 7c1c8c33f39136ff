/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connection.h"
#include "moot-stream-event.h"

G_BEGIN_DECLS

/**
 * MootStreamThread:
 *
 * A thread that keeps a stream open until it is stopped.
 */
typedef struct _MootStreamThread MootStreamThread;

/**
 * MootStreamHear:
 * @event: (transfer none): what came
 * @data: as given
 *
 * Called on the main context of whoever started the thread.
 */
typedef void (*MootStreamHear) (MootStreamEvent *event,
                                gpointer         data);

MootStreamThread *moot_stream_thread_start     (MootConnection   *connection,
                                                MootStreamHear    hear,
                                                gpointer          data) G_GNUC_WARN_UNUSED_RESULT;
void              moot_stream_thread_stop      (MootStreamThread *self);
void              moot_stream_thread_retry_now (MootStreamThread *self);

G_END_DECLS
