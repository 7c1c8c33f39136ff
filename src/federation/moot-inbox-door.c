/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The door of the inbox: what is no activity, or not by whom it says, is told so at once;
 * everything else is on disk before anybody hears that it was taken. Spec: ActivityPub section 7;
 * SWICG, "ActivityPub and HTTP Signatures", deleted actors. Thread: a request worker for other
 * servers; may wait for the server whose key is needed. */
#include "moot-activity-reader.h"
#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-inbox-private.h"
#include "moot-incoming.h"
#include "moot-keyring.h"
#include "moot-outbox.h"
#include "moot-pending-hosts.h"
#include "moot-remote-actor-store.h"
#include "moot-sql.h"

#include <string.h>

static const char *const types[] = { "application/activity+json", "application/ld+json",
                                     "application/json" };

static gboolean
is_activity_type (const char *content_type)
{
  gsize length = content_type != NULL ? strcspn (content_type, "; \t") : 0;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i]) == length && g_ascii_strncasecmp (types[i], content_type, length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_about_oneself (const MootActivity *activity)
{
  return (activity->type == MOOT_ACTIVITY_DELETE || activity->type == MOOT_ACTIVITY_UPDATE) &&
         g_strcmp0 (activity->object_id, activity->actor) == 0;
}

/* Something about an actor that the store can tell. */
typedef gboolean (*ActorQuestion) (MootDb      *db,
                                   const char  *uri,
                                   gboolean    *out_yes,
                                   GError     **error);

static gboolean
ask (const MootFederation  *federation,
     ActorQuestion          question,
     const char            *actor,
     gboolean              *out_yes,
     GError               **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  gboolean done = reader != NULL && question (reader, actor, out_yes, error);

  moot_db_pool_return_reader (federation->pool, reader);
  return done;
}

typedef struct
{
  const MootSite *site;
  const char *actor;
} Farewell;

static gboolean
purge (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  const Farewell *farewell = data;

  return moot_account_purge (db, farewell->site, farewell->actor, error);
}

/* The key of whoever says that they are gone cannot be had any more.  410 says it is true; 404 may
 * be anything. */
static gboolean
settle_farewell (const MootFederation  *federation,
                 const MootActivity    *activity,
                 const GError          *failure,
                 gboolean              *out_settled,
                 GError               **error)
{
  gboolean gone = g_error_matches (failure, MOOT_ERROR, MOOT_ERROR_GONE);
  Farewell farewell = { federation->site, activity->actor };

  *out_settled = activity->type == MOOT_ACTIVITY_DELETE && is_about_oneself (activity) &&
                 (gone || g_error_matches (failure, MOOT_ERROR, MOOT_ERROR_NOT_FOUND));
  return !*out_settled || !gone ||
         moot_db_pool_write (federation->pool, purge, &farewell, error);
}

/* Whether @message is signed with a key of @actor itself, so that a 410 for it is one for @actor.
 */
static gboolean
is_key_of (const MootHttpMessage *message,
           const char            *actor)
{
  g_autoptr (GPtrArray) claims = moot_http_signatures_parse (message, NULL);
  gsize length = strlen (actor);

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      const MootHttpSignature *claim = g_ptr_array_index (claims, i);

      if (strncmp (claim->key_id, actor, length) == 0 &&
          (claim->key_id[length] == '#' || claim->key_id[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

/* The header counts only if the signature covers it. */
static char *
dup_synchronization (const MootHttpMessage *message)
{
  g_autofree char *value = moot_http_message_dup_header (message, "collection-synchronization");
  g_autoptr (GPtrArray) claims = value != NULL ? moot_http_signatures_parse (message, NULL) : NULL;

  for (guint i = 0; claims != NULL && i < claims->len; i++)
    {
      const MootHttpSignature *claim = g_ptr_array_index (claims, i);

      if (g_strv_contains ((const char *const *) claim->components, "collection-synchronization"))
        return g_steal_pointer (&value);
    }
  return NULL;
}

/* Whoever was suspended, or brings what they did, is told so; only that they are gone counts. */
static gboolean
check_standing (const MootFederation  *federation,
                const MootActivity    *activity,
                const char            *signer,
                GError               **error)
{
  const char *const actors[] = { signer, activity->actor };
  const guint n = strcmp (signer, activity->actor) == 0 ? 1 : G_N_ELEMENTS (actors);
  gboolean suspended = FALSE;

  if (activity->type == MOOT_ACTIVITY_DELETE && is_about_oneself (activity))
    return TRUE;
  for (guint i = 0; i < n && !suspended; i++)
    if (!ask (federation, moot_remote_actor_store_is_suspended, actors[i], &suspended, error))
      return FALSE;
  if (suspended)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is suspended",
                 activity->actor);
  return !suspended;
}

/* Logging ------------------------------------------------------------------------------------ */

static gboolean
refuse_for_now (GError **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "too much is waiting");
  return FALSE;
}

typedef struct
{
  MootInbox *inbox;
  const MootInboxPost *post;
  const char *signer;
  const char *activity_id;
  const char *synchronization;
  const char *host;
  gboolean is_new;
} Logging;

static gboolean
write_entry (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  Logging *logging = data;
  const MootInboxPost *post = logging->post;
  guint n_waiting = 0;
  gint64 id = 0;

  if (!moot_db_get_int (
        db, &moot_sql_inbox_add,
        MOOT_BINDS (MOOT_TEXT ("signer", logging->signer), MOOT_TEXT ("host", logging->host),
                    MOOT_TEXT ("activity", logging->activity_id),
                    MOOT_ID ("recipient", post->recipient_id),
                    MOOT_BLOB ("body", moot_http_message_get_body (post->message)),
                    MOOT_TEXT ("synchronization", logging->synchronization),
                    MOOT_INT ("now", post->now)),
        &id, error) ||
      (id != 0 && !moot_inbox_count (logging->inbox, db, id, &n_waiting, error)))
    return FALSE;
  if (n_waiting > MOOT_INBOX_MAX_WAITING)
    return refuse_for_now (error);
  logging->is_new = id != 0;
  return moot_outbox_heard_from (db, logging->host, error);
}

/* What has no id is the same as what has the same bytes. */
static char *
dup_id (const MootActivity *activity,
        GBytes             *body)
{
  return activity->id != NULL
           ? g_strdup (activity->id)
           : moot_sha256_hex (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static gboolean
log_activity (MootInbox            *self,
              const MootInboxPost  *post,
              MootActivity        **inout_activity,
              const char           *signer,
              GError              **error)
{
  MootFederation *federation = moot_inbox_get_federation (self);
  GBytes *body = moot_http_message_get_body (post->message);
  g_autofree char *id = dup_id (*inout_activity, body);
  g_autofree char *synchronization = dup_synchronization (post->message);
  g_autofree char *host = moot_uri_dup_authority (signer); /* two ports, two servers */
  Logging logging = { self, post, signer, id, synchronization, host, FALSE };
  gboolean logged;

  moot_inbox_shelf_put (moot_inbox_get_shelf (self), id, body, g_steal_pointer (inout_activity));
  logged = moot_db_pool_write_together (federation->pool, write_entry, &logging, error);
  if (logged && logging.is_new)
    moot_inbox_wake (self, host);
  else
    moot_activity_free (moot_inbox_shelf_take (moot_inbox_get_shelf (self), id, body));
  return logged;
}

/* Two members of one server do not pass on each other's letters, and some nobody passes on. */
static gboolean
check_signer (const MootActivity  *activity,
              const char          *signer,
              GError             **error)
{
  if (strcmp (signer, activity->actor) == 0 ||
      (moot_acceptance_may_be_passed_on (activity) &&
       !moot_uri_same_origin (signer, activity->actor)))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED, "it is signed by somebody else");
  return FALSE;
}

static gboolean
authenticate_and_log (MootInbox            *self,
                      const MootInboxPost  *post,
                      MootActivity        **inout_activity,
                      GError              **error)
{
  MootFederation *federation = moot_inbox_get_federation (self);
  const MootActivity *activity = *inout_activity;
  g_autoptr (GError) failure = NULL;
  g_autofree char *signer = moot_keyring_authenticate (
    federation->keyring, post->message, post->remote_address, post->now, &failure);
  gboolean settled = FALSE;

  if (signer != NULL)
    {
      /* the keyring asked about the signer's server */
      if (moot_uri_same_origin (signer, activity->actor) ||
          !moot_federation_is_blocked (federation, activity->actor))
        return check_signer (activity, signer, error) &&
               check_standing (federation, activity, signer, error) &&
               moot_inbox_gate_let_in (federation->gate, signer, post->now, error) &&
               log_activity (self, post, inout_activity, signer, error);
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "its server is blocked");
      return FALSE;
    }
  if (g_error_matches (failure, MOOT_ERROR, MOOT_ERROR_FORBIDDEN))
    moot_pending_hosts_note (federation->pending_hosts, post->message, post->now);
  if (is_key_of (post->message, activity->actor) &&
      !settle_farewell (federation, activity, failure, &settled, error))
    return FALSE;
  if (settled)
    return TRUE;
  if (failure->code == MOOT_ERROR_NOT_FOUND || failure->code == MOOT_ERROR_GONE)
    failure->code = MOOT_ERROR_UNAUTHORIZED;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What is given up first when there is more than can be done, before anything is asked of anybody.
 * @known: whether anything is known of the actor */
static gboolean
has_room (const MootActivity  *activity,
          gboolean             known,
          guint                n_waiting,
          gboolean            *out_settled,
          GError             **error)
{
  gboolean is_change =
    activity->type == MOOT_ACTIVITY_DELETE || activity->type == MOOT_ACTIVITY_UPDATE;

  *out_settled = !known && is_change &&
                 (is_about_oneself (activity) || n_waiting >= MOOT_INBOX_SHED_CHANGES);
  if (*out_settled)
    return TRUE;
  if (!known && !is_change && n_waiting >= MOOT_INBOX_SHED_STRANGERS)
    return refuse_for_now (error);
  if (activity->type == MOOT_ACTIVITY_ANNOUNCE && n_waiting >= MOOT_INBOX_SHED_BOOSTS)
    return refuse_for_now (error);
  return TRUE;
}

/**
 * moot_inbox_receive:
 * @self: the inbox
 * @post: what came
 * @error: return location
 *
 * Takes an activity.  When this returns %TRUE it is on disk, or nothing needs to be done about it.
 *
 * Errors: %MOOT_ERROR_CONFLICT for a type of body that is no activity, %MOOT_ERROR_INVALID for one
 * that cannot be read, %MOOT_ERROR_UNAUTHORIZED, %MOOT_ERROR_FORBIDDEN, %MOOT_ERROR_LIMITED,
 * %MOOT_ERROR_UNAVAILABLE.
 *
 * Returns: whether it was taken
 */
gboolean
moot_inbox_receive (MootInbox            *self,
                    const MootInboxPost  *post,
                    GError              **error)
{
  MootFederation *federation = moot_inbox_get_federation (self);
  g_autoptr (MootActivity) activity = NULL;
  gboolean known = TRUE;
  gboolean settled;
  guint n_waiting = 0;

  if (!is_activity_type (post->content_type))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "this is no activity");
      return FALSE;
    }
  activity = moot_activity_reader_read_activity (moot_http_message_get_body (post->message), error);
  if (activity == NULL || !moot_inbox_get_load (self, &n_waiting, error))
    return FALSE;
  if ((is_about_oneself (activity) || n_waiting >= MOOT_INBOX_SHED_STRANGERS) &&
      !ask (federation, moot_remote_actor_store_is_known, activity->actor, &known, error))
    return FALSE;
  return has_room (activity, known, n_waiting, &settled, error) &&
         (settled || authenticate_and_log (self, post, &activity, error));
}
