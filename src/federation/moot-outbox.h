/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-activity.h"
#include "moot-db-pool.h"
#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_NEWS_OUTBOX "outbox" /* something is to be delivered */

#define MOOT_OUTBOX_PATIENCE_MS (3 * MOOT_DAY) /* how long a delivery is tried */
#define MOOT_OUTBOX_LASTING_MS \
  (7 * MOOT_DAY) /* and one whose loss leaves both sides in different states */

/**
 * MootDeliveryRank:
 * @MOOT_RANK_WAITING: somebody waits for it: direct messages, replies, answers to requests
 * @MOOT_RANK_DECISION: of a group, with a deadline
 * @MOOT_RANK_PUBLIC: for everybody
 * @MOOT_RANK_QUIET: nobody notices when it comes
 *
 * What goes first when much is to be delivered to a host.  Stored: never change one.
 */
typedef enum
{
  MOOT_RANK_WAITING = 0,
  MOOT_RANK_DECISION = 1,
  MOOT_RANK_PUBLIC = 2,
  MOOT_RANK_QUIET = 3,
} MootDeliveryRank;

/**
 * MootPosting:
 * @account_id: who signs, 0 for the node itself
 * @actor: the id of that actor
 * @id: of the activity
 * @about: (nullable): the object; %NULL for @id
 * @json: the activity, which every server gets to the byte
 * @key_number: which key of the actor signs it, 0 for whichever is current when it is sent
 * @not_before: when it may be sent, UTC milliseconds; 0 for at once
 * @synchronise: it is for followers only: say to each host which it has (FEP-8fcf)
 *
 * Something one of ours did, to be told to others.  Nothing is owned.
 */
typedef struct
{
  gint64 account_id;
  const char *actor;
  MootActivityType type;
  const char *id;
  const char *about;
  const char *json;
  MootDeliveryRank rank;
  gint64 key_number;
  gint64 not_before;
  gboolean synchronise;
} MootPosting;

gboolean moot_outbox_put        (MootDb             *db,
                                 const MootSite     *site,
                                 const MootPosting  *posting,
                                 const char *const  *inboxes,
                                 gint64              now,
                                 GError            **error);
gboolean moot_outbox_heard_from (MootDb             *db,
                                 const char         *host,
                                 GError            **error);
void     moot_outbox_hear       (MootDbPool         *pool,
                                 const char         *actor);

G_END_DECLS
