/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootStreamKind:
 * @MOOT_STREAM_UPDATE: a status is new
 * @MOOT_STREAM_CHANGED: a status was edited
 * @MOOT_STREAM_GONE: a status is no longer to be seen
 * @MOOT_STREAM_NOTIFICATION: somebody did something
 * @MOOT_STREAM_COOP: something of the co-op changed
 * @MOOT_STREAM_CONNECTED: from now on events come; what came before must be asked for
 * @MOOT_STREAM_DISCONNECTED: events may be missed
 * @MOOT_STREAM_TICK: there are no events here: ask now
 */
typedef enum
{
  MOOT_STREAM_UPDATE,
  MOOT_STREAM_CHANGED,
  MOOT_STREAM_GONE,
  MOOT_STREAM_NOTIFICATION,
  MOOT_STREAM_COOP,
  MOOT_STREAM_CONNECTED,
  MOOT_STREAM_DISCONNECTED,
  MOOT_STREAM_TICK,
} MootStreamKind;

/**
 * MootStreamEvent:
 * @kind: what happened
 * @entity: (nullable): the status or notification
 * @text: (nullable): the id that is gone, or the name of the co-op's event
 */
typedef struct
{
  MootStreamKind kind;
  GObject *entity;
  char *text;
} MootStreamEvent;

MootStreamEvent *moot_stream_event_new        (MootStreamKind   kind) G_GNUC_WARN_UNUSED_RESULT;
MootStreamEvent *moot_stream_event_read       (const char      *event,
                                               const char      *payload) G_GNUC_WARN_UNUSED_RESULT;
MootStreamEvent *moot_stream_event_read_frame (const char      *text,
                                               gsize            length) G_GNUC_WARN_UNUSED_RESULT;
void             moot_stream_event_free       (MootStreamEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootStreamEvent, moot_stream_event_free)

G_END_DECLS
