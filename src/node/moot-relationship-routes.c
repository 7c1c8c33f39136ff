/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Follow, block, mute and what else a member may decide about another account.
 * Spec: Mastodon client API, accounts: relationships, follow requests.
 * Thread: a request worker. */
#include "moot-relationship-routes.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-follow-answer.h"
#include "moot-id.h"
#include "moot-notification-store.h"
#include "moot-publish.h"
#include "moot-relationship-store.h"

#define MAX_ASKED 80             /* accounts of one /relationships request */
#define MAX_NOTE_CHARACTERS 2000 /* of a private note */
#define MAX_MUTE_SECONDS (10LL * 365 * 24 * 60 * 60)

typedef struct
{
  MootExchange *exchange;
  gint64 target_id;
  gboolean accept;
} Change;

static void
reply_relationship (MootExchange *exchange,
                    gint64        target_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRelationship) relationship =
    moot_relationship_load (exchange->db, exchange->viewer_id, target_id, &error);

  if (relationship != NULL)
    moot_exchange_reply_entity (exchange, relationship);
  else if (error != NULL)
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_not_found (exchange);
}

/* Does @work in one transaction and answers with what lies between the two now. */
static void
change (MootExchange *exchange,
        MootDbWork    work,
        gboolean      accept)
{
  Change data = { exchange, moot_exchange_get_id (exchange), accept };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRelationship) before =
    moot_relationship_load (exchange->db, exchange->viewer_id, data.target_id, &error);

  if (before == NULL && error == NULL)
    moot_exchange_not_found (exchange);
  else if (before == NULL || !moot_exchange_write (exchange, work, &data, &error))
    moot_exchange_fail (exchange, error);
  else
    reply_relationship (exchange, data.target_id);
}

static const MootSite *
site_of (const Change *self)
{
  return self->exchange->services->site;
}

static gboolean
do_follow (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Change *self = data;
  const MootParams *params = self->exchange->params;
  gboolean is_new;
  gboolean accepted;

  if (!moot_follow_put (db, self->exchange->viewer_id, self->target_id,
                        moot_params_get_boolean (params, "reblogs", TRUE),
                        moot_params_get_boolean (params, "notify", FALSE), &is_new, &accepted,
                        error))
    return FALSE;
  if (is_new && !moot_publish_follow (db, site_of (self), self->exchange->viewer_id,
                                      self->target_id, moot_clock_now (), error))
    return FALSE;
  return !is_new ||
         moot_notification_raise (db, self->target_id, accepted ? "follow" : "follow_request",
                                  self->exchange->viewer_id, 0, error);
}

static gboolean
do_unfollow (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  const Change *self = data;

  return moot_publish_unfollow (db, site_of (self), self->exchange->viewer_id, self->target_id,
                                moot_clock_now (), error) &&
         moot_follow_remove (db, self->exchange->viewer_id, self->target_id, error);
}

static gboolean
do_remove_follower (MootDb    *db,
                    gpointer   data,
                    GError   **error)
{
  const Change *self = data;

  return moot_follow_answer_put (db, site_of (self), self->target_id, self->exchange->viewer_id,
                                 NULL, FALSE, error) &&
         moot_follow_remove (db, self->target_id, self->exchange->viewer_id, error);
}

static gboolean
do_answer_request (MootDb    *db,
                   gpointer   data,
                   GError   **error)
{
  const Change *self = data;

  return moot_follow_answer_put (db, site_of (self), self->target_id, self->exchange->viewer_id,
                                 NULL, self->accept, error) &&
         moot_follow_answer (db, self->target_id, self->exchange->viewer_id, self->accept, error) &&
         (!self->accept || moot_notification_raise (db, self->exchange->viewer_id, "follow",
                                                    self->target_id, 0, error));
}

static gboolean
do_block (MootDb    *db,
          gpointer   data,
          GError   **error)
{
  const Change *self = data;

  gint64 viewer_id = self->exchange->viewer_id;
  gint64 now = moot_clock_now ();

  /* No Block is sent: it would tell whom it is against.  Taking back the follows is enough. */
  return moot_publish_unfollow (db, site_of (self), viewer_id, self->target_id, now, error) &&
         moot_follow_answer_put (db, site_of (self), self->target_id, viewer_id, NULL, FALSE,
                                 error) &&
         moot_block_put (db, viewer_id, self->target_id, error);
}

static gboolean
do_unblock (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  const Change *self = data;

  return moot_block_remove (db, self->exchange->viewer_id, self->target_id, error);
}

static gboolean
do_mute (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Change *self = data;
  const MootParams *params = self->exchange->params;
  gint64 seconds = CLAMP (moot_params_get_int (params, "duration", 0), 0, MAX_MUTE_SECONDS);

  return moot_mute_put (db, self->exchange->viewer_id, self->target_id,
                        moot_params_get_boolean (params, "notifications", TRUE),
                        seconds > 0 ? moot_clock_now () + seconds * MOOT_SECOND : 0, error);
}

static gboolean
do_unmute (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Change *self = data;

  return moot_mute_remove (db, self->exchange->viewer_id, self->target_id, error);
}

static gboolean
do_note (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  const Change *self = data;
  const char *comment = moot_params_get (self->exchange->params, "comment");

  if (comment != NULL && g_utf8_strlen (comment, -1) > MAX_NOTE_CHARACTERS)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Comment is too long (maximum is %d characters)",
                   MAX_NOTE_CHARACTERS);
      return FALSE;
    }
  return moot_account_note_put (db, self->exchange->viewer_id, self->target_id,
                                comment != NULL ? comment : "", error);
}

static void
follow (MootExchange *exchange)
{
  change (exchange, do_follow, FALSE);
}

static void
unfollow (MootExchange *exchange)
{
  change (exchange, do_unfollow, FALSE);
}

static void
remove_follower (MootExchange *exchange)
{
  change (exchange, do_remove_follower, FALSE);
}

static void
accept_request (MootExchange *exchange)
{
  change (exchange, do_answer_request, TRUE);
}

static void
reject_request (MootExchange *exchange)
{
  change (exchange, do_answer_request, FALSE);
}

static void
block (MootExchange *exchange)
{
  change (exchange, do_block, FALSE);
}

static void
unblock (MootExchange *exchange)
{
  change (exchange, do_unblock, FALSE);
}

static void
mute (MootExchange *exchange)
{
  change (exchange, do_mute, FALSE);
}

static void
unmute (MootExchange *exchange)
{
  change (exchange, do_unmute, FALSE);
}

static void
put_note (MootExchange *exchange)
{
  change (exchange, do_note, FALSE);
}

static void
list_relationships (MootExchange *exchange)
{
  g_auto (GStrv) ids = moot_params_dup_list (exchange->params, "id");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; ids[i] != NULL && i < MAX_ASKED; i++)
    {
      g_autoptr (GError) error = NULL;
      MootRelationship *relationship;
      gint64 id;

      if (!moot_id_parse (ids[i], &id))
        continue;
      relationship = moot_relationship_load (exchange->db, exchange->viewer_id, id, &error);
      if (error != NULL)
        {
          moot_exchange_fail (exchange, error);
          return;
        }
      if (relationship != NULL)
        g_ptr_array_add (list, relationship);
    }
  moot_exchange_reply_list (exchange, list);
}

static void
list_familiar_followers (MootExchange *exchange)
{
  g_auto (GStrv) ids = moot_params_dup_list (exchange->params, "id");
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; ids[i] != NULL && i < MAX_ASKED; i++)
    {
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "id", ids[i]);
      moot_json_put_raw (&json, "accounts", "[]");
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  moot_exchange_reply (exchange, &json);
}

typedef struct
{
  const MootSite *site;
  gint64 now;
} Asking;

static gboolean
ask_again (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Asking *asking = data;

  return moot_publish_requests (db, asking->site, asking->now, error);
}

/** moot_relationship_job: asks again for what nobody answered; a #MootScheduledJob */
gboolean
moot_relationship_job (const MootServices  *services,
                       gint64               now,
                       GError             **error)
{
  Asking asking = { services->site, now };

  return moot_db_pool_write (services->pool, ask_again, &asking, error);
}

/* clang-format off */
static const MootRoute routes[] = {
  { "GET",  "/api/v1/accounts/relationships",             "read:follows",   list_relationships },
  { "GET",  "/api/v1/accounts/familiar_followers",        "read:follows",   list_familiar_followers },
  { "POST", "/api/v1/accounts/:id/follow",                "write:follows",  follow },
  { "POST", "/api/v1/accounts/:id/unfollow",              "write:follows",  unfollow },
  { "POST", "/api/v1/accounts/:id/remove_from_followers", "write:follows",  remove_follower },
  { "POST", "/api/v1/accounts/:id/block",                 "write:blocks",   block },
  { "POST", "/api/v1/accounts/:id/unblock",               "write:blocks",   unblock },
  { "POST", "/api/v1/accounts/:id/mute",                  "write:mutes",    mute },
  { "POST", "/api/v1/accounts/:id/unmute",                "write:mutes",    unmute },
  { "POST", "/api/v1/accounts/:id/note",                  "write:accounts", put_note },
  { "POST", "/api/v1/follow_requests/:id/authorize",      "write:follows",  accept_request },
  { "POST", "/api/v1/follow_requests/:id/reject",         "write:follows",  reject_request },
};
/* clang-format on */

const MootRouteTable moot_relationship_routes = { routes, G_N_ELEMENTS (routes) };
