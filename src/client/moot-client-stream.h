/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connection.h"
#include "moot-notification.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CLIENT_STREAM (moot_client_stream_get_type ())

G_DECLARE_FINAL_TYPE (MootClientStream, moot_client_stream, MOOT, CLIENT_STREAM, GObject)

MootClientStream *moot_client_stream_new (MootConnection *connection) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_client_stream_get_connected (MootClientStream *self);
void     moot_client_stream_start         (MootClientStream *self);
void     moot_client_stream_stop          (MootClientStream *self);
void     moot_client_stream_retry_now     (MootClientStream *self);

G_END_DECLS
