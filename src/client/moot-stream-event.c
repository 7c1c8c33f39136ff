/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One event of the stream, from a WebSocket frame or from lines of text.
 * Spec: Mastodon client API, streaming, events.
 * Thread: any. */
#include "moot-stream-event.h"

#include "moot-notification.h"

/* clang-format off */
static const struct
{
  const char *name;
  MootStreamKind kind;
  GType (*type) (void); /* of the payload, which is JSON in a string; NULL: the string itself */
} events[] = {
  { "update",        MOOT_STREAM_UPDATE,       moot_status_get_type },
  { "status.update", MOOT_STREAM_CHANGED,      moot_status_get_type },
  { "delete",        MOOT_STREAM_GONE,         NULL },
  { "notification",  MOOT_STREAM_NOTIFICATION, moot_notification_get_type },
};
/* clang-format on */

/**
 * moot_stream_event_new:
 * @kind: what happened
 *
 * Returns: (transfer full): an event without payload
 */
MootStreamEvent *
moot_stream_event_new (MootStreamKind kind)
{
  MootStreamEvent *self = g_new0 (MootStreamEvent, 1);

  self->kind = kind;
  return self;
}

/**
 * moot_stream_event_free:
 * @self: (nullable): an event
 */
void
moot_stream_event_free (MootStreamEvent *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->entity);
  g_free (self->text);
  g_free (self);
}

/**
 * moot_stream_event_read:
 * @event: its name
 * @payload: (nullable): what belongs to it
 *
 * Returns: (transfer full) (nullable): the event; %NULL for one that means nothing to us
 */
MootStreamEvent *
moot_stream_event_read (const char *event,
                        const char *payload)
{
  g_autoptr (MootStreamEvent) self = NULL;

  if (g_str_has_prefix (event, "coop."))
    {
      self = moot_stream_event_new (MOOT_STREAM_COOP);
      self->text = g_strdup (event);
      return g_steal_pointer (&self);
    }
  for (guint i = 0; i < G_N_ELEMENTS (events) && payload != NULL; i++)
    {
      if (!g_str_equal (events[i].name, event))
        continue;
      self = moot_stream_event_new (events[i].kind);
      if (events[i].type == NULL)
        self->text = g_strdup (payload);
      else
        self->entity = moot_entity_from_text (events[i].type (), payload, NULL);
      return self->text != NULL || self->entity != NULL ? g_steal_pointer (&self) : NULL;
    }
  return NULL;
}

/**
 * moot_stream_event_read_frame:
 * @text: JSON of a WebSocket frame
 * @length: bytes of it
 *
 * Returns: (transfer full) (nullable): the event; %NULL for one that means nothing to us
 */
MootStreamEvent *
moot_stream_event_read_frame (const char *text,
                              gsize       length)
{
  g_autoptr (JsonNode) root = moot_json_parse (text, (gssize) length, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root)
                                                                     : NULL;
  const char *event = moot_json_get_string (object, "event");

  return event != NULL ? moot_stream_event_read (event, moot_json_get_string (object, "payload"))
                       : NULL;
}
