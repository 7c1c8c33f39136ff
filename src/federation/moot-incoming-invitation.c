/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who comes to the co-op, leaves it, or invites somebody here elsewhere.
 *
 * A Join of the co-op's own actor is a Follow with another name: who sends it hears what the co-op
 * says.  Whoever wants to vote needs an account here, which nobody gets by an activity.  An Invite
 * is shown to whom it is for, as a direct message with the way there.
 * Spec: ActivityPub federation 3.2, "Join/Leave/Invite".
 * Thread: the inbox's; @apply runs in the writer's transaction. */
#include "moot-follow-answer.h"
#include "moot-group-relay.h"
#include "moot-html.h"
#include "moot-incoming.h"
#include "moot-posts.h"
#include "moot-relationship-store.h"
#include "moot-wild-json.h"

#define MAX_INVITATION 500 /* characters of what the inviting one says */

static gboolean
apply_join (MootDb        *db,
            MootIncoming  *incoming,
            GError       **error)
{
  if (!moot_group_is_named (incoming->federation->site, incoming->activity->object_id))
    return moot_incoming_ignore (incoming, "it joins no group of ours");
  return moot_incoming_follow.apply (db, incoming, error);
}

static gboolean
apply_leave (MootDb        *db,
             MootIncoming  *incoming,
             GError       **error)
{
  const char *group = incoming->activity->object_id;
  gint64 id = 0;

  if (moot_group_is_named (incoming->federation->site, group) &&
      !moot_incoming_find_own (db, incoming, group, &id, error))
    return FALSE;
  if (id == 0)
    return moot_incoming_ignore (incoming, "it leaves no group of ours");
  return moot_follow_remove (db, incoming->actor.id, id, error);
}

const MootIncomingHandler moot_incoming_join = { moot_group_ask_follower, apply_join };
const MootIncomingHandler moot_incoming_leave = { NULL, apply_leave };

/* Invite -------------------------------------------------------------------------------------- */

/* What the inviting one says, and where it leads. */
static char *
write_text (const MootActivity *activity)
{
  const char *name =
    activity->object != NULL ? moot_wild_get_text (activity->object, "name") : NULL;
  const char *said = moot_wild_get_text (activity->json, "content");
  g_autofree char *words = said != NULL ? moot_html_to_text (said) : g_strdup ("");
  g_autofree char *few = g_utf8_strlen (words, -1) > MAX_INVITATION
                           ? g_utf8_substring (words, 0, MAX_INVITATION)
                           : g_strdup (words);

  return g_markup_printf_escaped ("<p>Invitation: <a href=\"%s\">%s</a></p><p>%s</p>",
                                  activity->object_id,
                                  name != NULL ? name : activity->object_id, few);
}

/* Whom it is for: the target, or whoever of ours it is addressed to. */
static gboolean
find_invited (MootDb        *db,
              MootIncoming  *incoming,
              const char   **out_uri,
              GError       **error)
{
  const MootActivity *activity = incoming->activity;
  char **to = activity->audience.to;
  gint64 id = 0;

  *out_uri = activity->target;
  if (!moot_incoming_find_own (db, incoming, activity->target, &id, error))
    return FALSE;
  for (guint i = 0; id == 0 && to != NULL && to[i] != NULL; i++)
    {
      *out_uri = to[i];
      if (!moot_incoming_find_own (db, incoming, to[i], &id, error))
        return FALSE;
    }
  if (id == 0)
    *out_uri = NULL;
  return TRUE;
}

static JsonObject *
make_message (const MootActivity *activity,
              const char         *invited)
{
  g_autofree char *text = write_text (activity);
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "id", activity->id);
  json_object_set_string_member (message, "type", "Note");
  json_object_set_string_member (message, "attributedTo", activity->actor);
  json_object_set_string_member (message, "to", invited);
  json_object_set_string_member (message, "content", text);
  return message;
}

static gboolean
apply_invite (MootDb        *db,
              MootIncoming  *incoming,
              GError       **error)
{
  const MootActivity *activity = incoming->activity;
  g_autoptr (JsonObject) message = NULL;
  g_autoptr (MootRemoteObject) object = NULL;
  MootPost post = { .author_id = incoming->actor.id,
                    .followers_uri = incoming->actor.followers_uri,
                    .received_at = incoming->received_at };
  const char *invited;
  gint64 id;

  if (!find_invited (db, incoming, &invited, error))
    return FALSE;
  if (invited == NULL || activity->object_id == NULL)
    return moot_incoming_ignore (incoming, "it invites nobody here, or to nothing");
  message = make_message (activity, invited);
  post.object = object = moot_remote_object_read (message, error);
  return object != NULL && moot_posts_add (db, incoming->federation, &post, &id, error);
}

const MootIncomingHandler moot_incoming_invite = { NULL, apply_invite };
