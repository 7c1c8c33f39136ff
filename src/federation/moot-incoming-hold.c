/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whether what a stranger wrote waits for a moderator before anybody sees it.  Strangers are those
 * whom nobody here follows; what they say among themselves nobody keeps anyhow.
 * Spec: the guide's floods; named limits in moot-held-posts.h. Thread: the inbox's. */
#include "moot-clock.h"
#include "moot-document.h"
#include "moot-held-posts.h"
#include "moot-html.h"
#include "moot-incoming.h"
#include "moot-remote-actor-store.h"
#include "moot-remote-actor.h"

#include <string.h>

static guint
count_named (const MootRemoteObject *object)
{
  guint n = 0;

  for (guint i = 0; i < object->tags->len; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (object->tags, i);

      n += tag->kind == MOOT_REMOTE_TAG_MENTION ? 1 : 0;
    }
  return n;
}

/* When its server says that the actor came to be; 0 when it does not say. */
static gboolean
find_birth (MootDb              *db,
            const MootIncoming  *incoming,
            gint64              *out_birth,
            GError             **error)
{
  gint64 fetched_at = 0;
  g_autoptr (GError) local = NULL;
  g_autofree char *document =
    moot_remote_actor_store_dup_document (db, incoming->activity->actor, &fetched_at, &local);
  g_autoptr (GBytes) bytes = document != NULL ? g_bytes_new (document, strlen (document)) : NULL;
  g_autoptr (JsonNode) root = bytes != NULL ? moot_document_parse (bytes, NULL) : NULL;
  g_autoptr (MootRemoteActor) actor =
    root != NULL ? moot_remote_actor_read (json_node_get_object (root), NULL) : NULL;

  *out_birth = actor != NULL ? actor->published : 0;
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Whether it comes at the same time with the same words from many servers. */
static gboolean
is_wave (const MootIncoming     *incoming,
         const MootRemoteObject *object)
{
  g_autofree char *host = moot_uri_dup_authority (incoming->activity->actor);
  g_autofree char *text = object->content != NULL ? moot_html_to_text (object->content) : NULL;

  return text != NULL && host != NULL &&
         moot_waves_note (incoming->federation->waves, text, host, incoming->received_at);
}

/* Sets why nothing is done about @object if a moderator is to look at it first. */
static gboolean
hold (MootDb                  *db,
      MootIncoming            *incoming,
      const MootRemoteObject  *object,
      GError                 **error)
{
  gint64 birth = 0;

  if (is_wave (incoming, object))
    return moot_incoming_ignore (incoming, MOOT_HELD_PREFIX "wave");
  if (count_named (object) > MOOT_HELD_CROWD)
    return moot_incoming_ignore (incoming, MOOT_HELD_PREFIX "crowd");
  if (!find_birth (db, incoming, &birth, error))
    return FALSE;
  if (birth > 0 && incoming->received_at - birth < MOOT_HELD_YOUNG_MS)
    return moot_incoming_ignore (incoming, MOOT_HELD_PREFIX "young");
  return TRUE;
}

/**
 * moot_incoming_hold_strangers:
 * @db: a connection
 * @incoming: a Create that its actor brought, who is known
 * @error: return location
 *
 * What strangers tell people here may have to wait for a moderator; votes are no words.
 *
 * Returns: whether it is known
 */
gboolean
moot_incoming_hold_strangers (MootDb        *db,
                              MootIncoming  *incoming,
                              GError       **error)
{
  const GPtrArray *objects = incoming->activity->objects;

  if (!incoming->federation->holds || incoming->let_in || incoming->actor.followed ||
      incoming->group.id != 0)
    return TRUE;
  for (guint i = 0; i < objects->len && incoming->why == NULL; i++)
    {
      g_autoptr (MootRemoteObject) object =
        moot_remote_object_read (g_ptr_array_index (objects, i), NULL);

      if (object != NULL && !moot_remote_object_may_be_vote (object) &&
          (incoming->recipient_id != 0 || moot_incoming_names_us (incoming, object)) &&
          !hold (db, incoming, object, error))
        return FALSE;
    }
  return TRUE;
}
