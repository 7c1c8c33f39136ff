/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Replies to ours, and what becomes of them, that are meant for the followers of whom they answer:
 * their own server does not know these, so we pass them on, to the byte.  Only what carries a
 * proof, and only to servers that say they verify those: nobody else believes what somebody else
 * brings. Spec: ActivityPub section 7.1.2;
 * conformance 57. Thread: the writer's, in a transaction. */
#include "moot-actor-uri.h"
#include "moot-incoming.h"
#include "moot-outbox.h"
#include "moot-publish.h"
#include "moot-sql.h"

/**
 * Owner:
 * @uri: (nullable): of ours, who wrote what is answered; %NULL for nobody
 */
typedef struct
{
  gint64 id;
  char *uri;
} Owner;

static gboolean
find_owner (MootDb      *db,
            const char  *answered,
            Owner       *out_owner,
            GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_forward_owner,
                   MOOT_BINDS (MOOT_TEXT ("uri", answered)), error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    *out_owner = (Owner){ moot_rows_get_int (rows, "account_id"),
                          g_strdup (moot_rows_get_text (rows, "actor")) };
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Those who follow the owner and whose server can use what others pass on, but whose server has it
 * already. */
static GStrv
list_inboxes (MootDb              *db,
              const Owner         *owner,
              const MootIncoming  *incoming,
              GError             **error)
{
  g_auto (GStrv) all = moot_publish_read_inboxes (
    moot_db_query (db, &moot_sql_inboxes_of_proof_readers, MOOT_BINDS (MOOT_INT ("id", owner->id)),
                   error),
    error);
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();

  for (guint i = 0; all != NULL && all[i] != NULL; i++)
    if (!moot_uri_same_origin (all[i], incoming->activity->actor))
      g_strv_builder_add (others, all[i]);
  return all != NULL ? g_strv_builder_end (others) : NULL;
}

/* @answered: (nullable): the id of what it is about; @audience: (nullable): whom it is for, %NULL
 * where that is not asked */
static gboolean
forward (MootDb              *db,
         const MootIncoming  *incoming,
         const char          *answered,
         const MootAudience  *audience,
         GError             **error)
{
  const MootActivity *activity = incoming->activity;
  Owner owner = { 0, NULL };
  g_autofree char *uri = NULL;
  g_autofree char *followers = NULL;
  g_autofree char *bytes = NULL;
  g_auto (GStrv) inboxes = NULL;
  MootPosting posting = { .type = activity->type, .rank = MOOT_RANK_QUIET };

  if (!activity->has_proof || incoming->body == NULL || incoming->decision != MOOT_ACCEPT ||
      answered == NULL)
    return TRUE;
  if (!find_owner (db, answered, &owner, error))
    return FALSE;
  uri = owner.uri;
  followers = uri != NULL ? moot_actor_uri_part (uri, MOOT_PART_FOLLOWERS, 0) : NULL;
  if (uri == NULL || (audience != NULL && !moot_audience_names (audience, followers)))
    return TRUE;
  inboxes = list_inboxes (db, &owner, incoming, error);
  if (inboxes == NULL || inboxes[0] == NULL)
    return inboxes != NULL;
  bytes =
    g_strndup (g_bytes_get_data (incoming->body, NULL), g_bytes_get_size (incoming->body));
  posting.account_id = owner.id;
  posting.actor = uri;
  posting.id = activity->id;
  posting.json = bytes;
  return moot_outbox_put (db, incoming->federation->site, &posting,
                          (const char *const *) inboxes, incoming->received_at, error);
}

/**
 * moot_incoming_forward:
 * @db: the writer
 * @incoming: a Create or Update that its actor sent itself
 * @object: the status in it, which was taken
 * @error: return location
 *
 * Returns: whether what there is to be passed on was written
 */
gboolean
moot_incoming_forward (MootDb                  *db,
                       MootIncoming            *incoming,
                       const MootRemoteObject  *object,
                       GError                 **error)
{
  return moot_audience_get_visibility (&object->audience, NULL) > MOOT_VISIBILITY_UNLISTED ||
         forward (db, incoming, object->in_reply_to, &object->audience, error);
}

/**
 * moot_incoming_forward_deletion:
 * @db: the writer, before anything is deleted
 * @incoming: a Delete that its actor sent itself
 * @status_id: what it deletes
 * @error: return location
 *
 * Returns: whether what there is to be passed on was written
 */
gboolean
moot_incoming_forward_deletion (MootDb              *db,
                                const MootIncoming  *incoming,
                                gint64               status_id,
                                GError             **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *answered = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_forward_answered, MOOT_BINDS (MOOT_INT ("id", status_id)), error);

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    answered = g_strdup (moot_rows_get_text (rows, "uri"));
  g_clear_pointer (&rows, moot_rows_free);
  if (local == NULL)
    return forward (db, incoming, answered, &incoming->activity->audience, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_incoming_forward_withdrawal:
 * @db: the writer
 * @incoming: a Delete of a stamp
 * @quoting_uri: a status that quotes by leave of that stamp
 * @error: return location
 *
 * Whoever has the quote has to know that it is not allowed any more, and only who wrote it knows
 * whom it was sent to.
 *
 * Returns: whether what there is to be passed on was written
 */
gboolean
moot_incoming_forward_withdrawal (MootDb              *db,
                                  const MootIncoming  *incoming,
                                  const char          *quoting_uri,
                                  GError             **error)
{
  return forward (db, incoming, quoting_uri, NULL, error);
}
