/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"
#include "moot-federation.h"
#include "moot-remote-account-store.h"
#include "moot-remote-status-store.h"

G_BEGIN_DECLS

#define MOOT_GONE_UNKNOWN_MS (6 * MOOT_HOUR) /* what was deleted before it came */
#define MOOT_GONE_KNOWN_MS (90 * MOOT_DAY)   /* what was there; it may come again */
#define MOOT_INCOMING_TOGETHER 16            /* activities that one transaction does at most */

/**
 * MootIncoming:
 * @activity: what came
 * @body: (nullable): the same, as it was delivered
 * @signer: who brought it
 * @let_in: whether a moderator has seen it
 * @recipient_id: whose own inbox it was, 0 for the shared one
 * @received_at: UTC milliseconds
 * @actor: the account of who did it, once there is one
 * @group: who passed it on inside of an Announce; its id is 0 if nobody did
 * @announce: (nullable): that one
 * @inner: (nullable): what was inside, which is @activity then
 * @decision: how far it is believed
 * @object: (nullable): the object as it was fetched from where it lives
 * @object_id: a status it is about, as far as we have it
 * @target_id: an account it is about, as far as we have it
 * @reads_activities: of a Follow of the co-op: whether the server of who follows wants activities
 *   as a whole
 * @why: (nullable): why nothing is done about it, in static storage
 * @wanted: (nullable): a status that it answers, and we do not have
 *
 * An activity on its way from the log into the store.
 */
typedef struct
{
  MootFederation *federation;
  const MootActivity *activity;
  GBytes *body;
  const char *signer;
  gboolean let_in;
  gint64 recipient_id;
  gint64 received_at;
  MootRemoteAccount actor;
  MootRemoteAccount group;
  const MootActivity *announce;
  MootActivity *inner;
  MootAcceptance decision;
  MootRemoteObject *object;
  gint64 object_id;
  gint64 target_id;
  gboolean reads_activities;
  const char *why;
  char *wanted;
} MootIncoming;

/**
 * MootDelivered:
 * @activity: what it says
 * @body: the same, as it was delivered
 * @signer: who brought it
 * @let_in: whether a moderator has seen it
 * @recipient_id: whose own inbox it was, 0 for the shared one
 * @received_at: UTC milliseconds
 * @finish: what is written along with its effect
 * @data: of @finish
 * @why: (nullable): once it is settled: why nothing was done about it, in static storage
 *
 * An entry of the log.  Nothing is owned.
 */
typedef struct
{
  const MootActivity *activity;
  GBytes *body;
  const char *signer;
  gboolean let_in;
  gint64 recipient_id;
  gint64 received_at;
  MootDbWork finish;
  gpointer data;
  const char *why;
} MootDelivered;

/**
 * MootIncomingHandler:
 * @prepare: (nullable): outside of any transaction: fetches what is missing; sets `why` if there
 *   is nothing to do
 * @apply: inside of one: does it, as often as it is called with the same effect
 *
 * What is done about one type of activity.
 */
typedef struct
{
  gboolean (*prepare) (MootIncoming *incoming,
                       GError **error);
  gboolean (*apply) (MootDb *db,
                     MootIncoming *incoming,
                     GError **error);
} MootIncomingHandler;

extern const MootIncomingHandler moot_incoming_accept;
extern const MootIncomingHandler moot_incoming_add;
extern const MootIncomingHandler moot_incoming_announce;
extern const MootIncomingHandler moot_incoming_block;
extern const MootIncomingHandler moot_incoming_create;
extern const MootIncomingHandler moot_incoming_delete;
extern const MootIncomingHandler moot_incoming_dislike;
extern const MootIncomingHandler moot_incoming_flag;
extern const MootIncomingHandler moot_incoming_follow;
extern const MootIncomingHandler moot_incoming_invite;
extern const MootIncomingHandler moot_incoming_join;
extern const MootIncomingHandler moot_incoming_leave;
extern const MootIncomingHandler moot_incoming_like;
extern const MootIncomingHandler moot_incoming_moderation;
extern const MootIncomingHandler moot_incoming_move;
extern const MootIncomingHandler moot_incoming_reject;
extern const MootIncomingHandler moot_incoming_remove;
extern const MootIncomingHandler moot_incoming_request;
extern const MootIncomingHandler moot_incoming_tally;
extern const MootIncomingHandler moot_incoming_tentative;
extern const MootIncomingHandler moot_incoming_undo;
extern const MootIncomingHandler moot_incoming_update;

/* Nothing is done about it, and that is fine. */
static inline gboolean
moot_incoming_ignore (MootIncoming *incoming,
                      const char *why)
{
  incoming->why = why;
  return TRUE;
}

gboolean moot_incoming_take    (MootFederation      *federation,
                                const MootActivity  *activity,
                                const char          *signer,
                                gint64               recipient_id,
                                gint64               received_at,
                                MootDbWork           finish,
                                gpointer             data,
                                const char         **out_why,
                                GError             **error);
gboolean moot_incoming_process (MootFederation      *federation,
                                MootDelivered       *delivered,
                                GError             **error);

guint moot_incoming_process_together (MootFederation       *federation,
                                      MootDelivered *const *delivered,
                                      guint                 n) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_incoming_names_us       (const MootIncoming       *incoming,
                                       const MootRemoteObject   *object);
gboolean moot_incoming_hold_strangers (MootDb                   *db,
                                       MootIncoming             *incoming,
                                       GError                  **error);
gboolean moot_incoming_is_gone        (MootDb                   *db,
                                       const MootIncoming       *incoming,
                                       const char               *uri,
                                       gboolean                 *out_gone,
                                       GError                  **error);
gboolean moot_incoming_set_gone       (MootDb                   *db,
                                       const MootIncoming       *incoming,
                                       const char               *uri,
                                       gint64                    how_long_ms,
                                       GError                  **error);
gboolean moot_incoming_find_own       (MootDb                   *db,
                                       const MootIncoming       *incoming,
                                       const char               *uri,
                                       gint64                   *out_id,
                                       GError                  **error);
gboolean moot_incoming_find_request   (MootDb                   *db,
                                       const MootIncoming       *incoming,
                                       const MootActivity       *answer,
                                       gint64                   *out_account,
                                       gboolean                 *out_accepted,
                                       GError                  **error);
gboolean moot_incoming_is_allowed     (MootDb                   *db,
                                       MootIncoming             *incoming,
                                       gint64                    status_id,
                                       const char               *interaction,
                                       const char               *uri,
                                       JsonObject               *what,
                                       gboolean                 *out_allowed,
                                       GError                  **error);
gboolean moot_incoming_forget_wish    (MootDb                   *db,
                                       MootIncoming             *incoming,
                                       const char               *uri,
                                       GError                  **error);
gboolean moot_incoming_check_grant    (MootIncoming             *incoming,
                                       GError                  **error);
gboolean moot_incoming_answer_deed    (MootDb                   *db,
                                       MootIncoming             *incoming,
                                       gboolean                  accept,
                                       GError                  **error);
gboolean moot_incoming_withdraw_stamp (MootDb                   *db,
                                       MootIncoming             *incoming,
                                       GError                  **error);
gboolean moot_incoming_is_vote        (const MootActivity       *activity);
gboolean moot_incoming_set_tally      (MootDb                   *db,
                                       gint64                    status_id,
                                       const char               *voter,
                                       gint64                    teller_id,
                                       int                       value,
                                       GError                  **error);
gboolean moot_incoming_is_append      (const MootRemoteAccount  *actor,
                                       const MootActivity       *activity);
gboolean
moot_incoming_moderates (const MootIncoming *incoming, gboolean *out_moderates, GError **error);
gboolean
moot_incoming_take_out (MootDb *db, gint64 group_id, const MootStatusByUri *status, GError **error);
gboolean moot_incoming_prepare_append     (MootIncoming            *incoming,
                                           GError                 **error);
gboolean moot_incoming_append             (MootDb                  *db,
                                           MootIncoming            *incoming,
                                           gboolean                 wanted,
                                           GError                 **error);
gboolean moot_incoming_unwrap             (MootIncoming            *incoming,
                                           GError                 **error);
gboolean moot_incoming_share              (MootDb                  *db,
                                           MootIncoming            *incoming,
                                           const MootRemoteObject  *object,
                                           GError                 **error);
gboolean moot_incoming_forward            (MootDb                  *db,
                                           MootIncoming            *incoming,
                                           const MootRemoteObject  *object,
                                           GError                 **error);
gboolean moot_incoming_forward_deletion   (MootDb                  *db,
                                           const MootIncoming      *incoming,
                                           gint64                   status_id,
                                           GError                 **error);
gboolean moot_incoming_forward_withdrawal (MootDb                  *db,
                                           const MootIncoming      *incoming,
                                           const char              *quoting_uri,
                                           GError                 **error);
gboolean moot_account_purge               (MootDb                  *db,
                                           const MootSite          *site,
                                           const char              *uri,
                                           GError                 **error);

G_END_DECLS
