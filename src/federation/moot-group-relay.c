/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Passing on whole activities: what the co-op's own actor announces by its id to everybody, readers
 * like Lemmy want inside of the Announce, together with what becomes of it: edits, deletions, and
 * votes of those who follow it.
 *
 * A reader is known by what its server says it runs, asked when it begins to follow, or by naming
 * the group as `audience`, as only such servers do.  The same get the id as well, which they
 * ignore. Spec: FEP-1b12; ActivityPub federation 4.7 and 8.6. Thread: as each function says. */
#include "moot-group-relay.h"

#include "moot-actor-uri.h"
#include "moot-deadline.h"
#include "moot-group.h"
#include "moot-id.h"
#include "moot-nodeinfo-client.h"
#include "moot-publish-private.h"
#include "moot-sql.h"
#include "moot-wild-json.h"

#include <string.h>

/* Who announces it, if it is anything that the group shared. */
static gboolean
find_group (MootDb  *db,
            gint64   status_id,
            gint64   voter_id,
            gint64  *out_id,
            char   **out_uri,
            GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_group_relay,
    MOOT_BINDS (MOOT_INT ("status", status_id), MOOT_INT ("voter", voter_id)), error);

  *out_id = 0;
  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      *out_id = moot_rows_get_int (rows, "id");
      *out_uri = g_strdup (moot_rows_get_text (rows, "uri"));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_group_relay:
 * @db: the writer, in the transaction of the deed
 * @site: the node
 * @status_id: what it is about
 * @voter_id: who votes, and must follow the group; 0 for what the author does
 * @activity: the activity as it was sent, as JSON
 * @now: UTC milliseconds
 * @error: return location
 *
 * Announces the whole activity to those readers of the group who take nothing else, if the group
 * shared @status_id.
 *
 * Limits: %MOOT_GROUP_MAX_RELAYED.
 *
 * Returns: whether it was written, or nothing was to be done
 */
gboolean
moot_group_relay (MootDb          *db,
                  const MootSite  *site,
                  gint64           status_id,
                  gint64           voter_id,
                  const char      *activity,
                  gint64           now,
                  GError         **error)
{
  g_autofree char *group = NULL;
  g_autofree char *followers = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) inboxes = NULL;
  gint64 group_id;

  if (strlen (activity) > MOOT_GROUP_MAX_RELAYED)
    return TRUE;
  if (!find_group (db, status_id, voter_id, &group_id, &group, error))
    return FALSE;
  if (group_id == 0)
    return TRUE;
  inboxes =
    moot_publish_load_inboxes (db, &moot_sql_inboxes_of_activity_readers, group_id, error);
  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  followers = moot_actor_uri_part (group, MOOT_PART_FOLLOWERS, 0);
  id = moot_actor_uri_part (group, MOOT_PART_ANNOUNCE, moot_id_next ());
  {
    char *to[] = { (char *) MOOT_PUBLIC_COLLECTION, NULL };
    char *cc[] = { followers, NULL };
    const MootAudience audience = { .to = to, .cc = cc };

    return moot_publish_put (
      db, site, &(MootPosting){ .account_id = group_id, .rank = MOOT_RANK_QUIET },
      &(MootOutgoing){ .type = MOOT_ACTIVITY_ANNOUNCE,
                       .id = id,
                       .actor = group,
                       .published = now,
                       .audience = &audience,
                       .raw = activity },
      inboxes, now, error);
  }
}

/* Nobody learns who else got it. */
static gboolean
has_hidden_recipients (JsonObject *object)
{
  return moot_wild_count (object, "bto") > 0 || moot_wild_count (object, "bcc") > 0;
}

/**
 * moot_group_dup_activity:
 * @incoming: what came
 *
 * Returns: (transfer full) (nullable): its bytes, if whoever did it sent them; %NULL otherwise
 */
char *
moot_group_dup_activity (const MootIncoming *incoming)
{
  const MootActivity *activity = incoming->activity;

  if (incoming->body == NULL || incoming->announce != NULL || incoming->decision != MOOT_ACCEPT ||
      strcmp (incoming->signer, activity->actor) != 0 || has_hidden_recipients (activity->json) ||
      (activity->object != NULL && has_hidden_recipients (activity->object)))
    return NULL;
  return g_strndup (g_bytes_get_data (incoming->body, NULL), g_bytes_get_size (incoming->body));
}

/** moot_group_relay_incoming: moot_group_relay() of the bytes that came */
gboolean
moot_group_relay_incoming (MootDb              *db,
                           const MootIncoming  *incoming,
                           gint64               status_id,
                           GError             **error)
{
  g_autofree char *bytes = moot_group_dup_activity (incoming);

  return bytes == NULL ||
         moot_group_relay (
           db, incoming->federation->site, status_id,
           moot_incoming_is_vote (incoming->activity) ? incoming->actor.id : 0, bytes,
           incoming->received_at, error);
}

/* Who reads that way -------------------------------------------------------------------------- */

/** moot_group_is_named: whether @uri is the id of the co-op's own actor, or once was */
gboolean
moot_group_is_named (const MootSite *site,
                     const char     *uri)
{
  g_auto (MootActorUri) address = { 0 };

  return uri != NULL && moot_actor_uri_parse (site->base_url, uri, &address) &&
         address.root == MOOT_ROOT_GROUP && address.part == MOOT_PART_SELF;
}

static gboolean
names_group (const MootSite *site,
             JsonObject     *object)
{
  return object != NULL && moot_group_is_named (site, moot_wild_get_id (object, "audience"));
}

/**
 * moot_group_ask_follower:
 * @incoming: a Follow
 * @error: return location
 *
 * Outside of any transaction: asks the server of who follows the group what it is.  That it does
 * not say is no error.
 *
 * Returns: %TRUE
 */
gboolean
moot_group_ask_follower (MootIncoming  *incoming,
                         GError       **error)
{
  static const char *const readers[] = { "kbin", "lemmy", "mbin", "nodebb", "piefed", NULL };
  const MootFederation *federation = incoming->federation;
  g_autoptr (MootDeadline) deadline = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *software = NULL;

  if (!moot_group_is_named (federation->site, incoming->activity->object_id))
    return TRUE;
  deadline = moot_deadline_new (MOOT_GROUP_ASK_MS, federation->cancellable);
  software = moot_nodeinfo_client_ask_software (federation->quick_fetcher,
                                                incoming->activity->actor,
                                                moot_deadline_get_cancellable (deadline), &local);
  if (software == NULL)
    g_debug ("'%s' does not say what it runs: %s", incoming->activity->actor, local->message);
  incoming->reads_activities = software != NULL && g_strv_contains (readers, software);
  return TRUE;
}

/** moot_group_note_reader: remembers of the actor of @incoming that it reads whole activities, if
 * it is known or @incoming shows it */
gboolean
moot_group_note_reader (MootDb              *db,
                        const MootIncoming  *incoming,
                        GError             **error)
{
  const MootSite *site = incoming->federation->site;

  if (!incoming->reads_activities && !names_group (site, incoming->activity->json) &&
      !names_group (site, incoming->activity->object))
    return TRUE;
  return moot_db_run (db, &moot_sql_group_reader_set,
                      MOOT_BINDS (MOOT_INT ("id", incoming->actor.id)), error);
}

/**
 * moot_group_answer_author:
 * @db: the writer
 * @incoming: a Create that names the group as its audience
 * @status_id: what came of it
 * @error: return location
 *
 * Tells an author whose server asked for it that the group does not pass something on.
 *
 * Returns: whether it was written, or nothing was to be done
 */
gboolean
moot_group_answer_author (MootDb              *db,
                          const MootIncoming  *incoming,
                          gint64               status_id,
                          GError             **error)
{
  const MootSite *site = incoming->federation->site;
  const MootActivity *activity = incoming->activity;
  gint64 group_id = 0;

  if (incoming->announce != NULL || incoming->decision != MOOT_ACCEPT ||
      (!names_group (site, activity->json) && !names_group (site, activity->object)))
    return TRUE;
  if (!moot_db_get_int (db, &moot_sql_group_refuses,
                        MOOT_BINDS (MOOT_INT ("status", status_id)), &group_id, error))
    return FALSE;
  return group_id == 0 || moot_publish_refusal (db, site, group_id, incoming->actor.id,
                                                activity->id, incoming->received_at, error);
}
