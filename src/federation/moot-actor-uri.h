/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_ACTOR_NAME_MAX 64 /* longer than any name that can be chosen here */

/**
 * MootActorRoot:
 * @MOOT_ROOT_NODE: the node itself, which fetches and reports in nobody's name
 * @MOOT_ROOT_PERSON: a member
 * @MOOT_ROOT_GROUP: the co-op or one of its circles
 *
 * Whose actor it is.
 */
typedef enum
{
  MOOT_ROOT_NODE,
  MOOT_ROOT_PERSON,
  MOOT_ROOT_GROUP,
} MootActorRoot;

/**
 * MootActorPart:
 *
 * What stands behind the id of an actor.  Those with a `#` are names of activities that nobody
 * fetches; all others can be asked for.
 */
typedef enum
{
  MOOT_PART_SELF,
  MOOT_PART_INBOX,
  MOOT_PART_OUTBOX,
  MOOT_PART_FOLLOWERS,
  MOOT_PART_FOLLOWING,
  MOOT_PART_FEATURED,
  MOOT_PART_FEATURED_TAGS,
  MOOT_PART_MODERATORS,
  MOOT_PART_FOLLOWERS_SYNCHRONIZATION,
  MOOT_PART_RSA_KEY,
  MOOT_PART_ED25519_KEY,
  MOOT_PART_STATUS,
  MOOT_PART_STATUS_ACTIVITY,
  MOOT_PART_STATUS_REPLIES,
  MOOT_PART_STATUS_LIKES,
  MOOT_PART_STATUS_SHARES,
  MOOT_PART_STATUS_QUOTE_REQUEST,
  MOOT_PART_STATUS_UPDATE,
  MOOT_PART_STATUS_DELETE,
  MOOT_PART_ANNOUNCE,
  MOOT_PART_BOOST_UNDO,
  MOOT_PART_FOLLOW,
  MOOT_PART_FOLLOW_UNDO,
  MOOT_PART_FOLLOW_ACCEPT,
  MOOT_PART_FOLLOW_REJECT,
  MOOT_PART_LIKE,
  MOOT_PART_LIKE_UNDO,
  MOOT_PART_BLOCK,
  MOOT_PART_BLOCK_UNDO,
  MOOT_PART_POLL_VOTE,
  MOOT_PART_POLL_VOTE_ACTIVITY,
  MOOT_PART_BALLOT,
  MOOT_PART_BALLOT_ACTIVITY,
  MOOT_PART_QUOTE_AUTHORIZATION,
  MOOT_PART_AUTHORIZATION,
  MOOT_PART_CONSENT_REQUEST,
  MOOT_PART_UPDATE,
  MOOT_PART_DELETE,
  MOOT_PART_MOVE,
  MOOT_PART_ADD,
  MOOT_PART_REMOVE,
  MOOT_PART_FLAG,
  MOOT_N_PARTS,
} MootActorPart;

/**
 * MootActorUri:
 * @name: of a person or group, %NULL for the node
 * @id: the number inside, 0 where the part has none
 * @moment: the second number, of updates
 *
 * An address of this node, taken apart.
 */
typedef struct
{
  MootActorRoot root;
  char *name;
  MootActorPart part;
  gint64 id;
  gint64 moment;
} MootActorUri;

char *moot_actor_uri_build  (const char    *base_url,
                             MootActorRoot  root,
                             const char    *name) G_GNUC_WARN_UNUSED_RESULT;
char *moot_actor_uri_part   (const char    *actor,
                             MootActorPart  part,
                             gint64         id) G_GNUC_WARN_UNUSED_RESULT;
char *moot_actor_uri_update (const char    *actor,
                             gint64         id,
                             gint64         moment) G_GNUC_WARN_UNUSED_RESULT;
char *moot_shared_inbox_uri (const char    *base_url) G_GNUC_WARN_UNUSED_RESULT;
char *moot_context_uri      (const char    *base_url,
                             gint64         thread_id) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_actor_uri_parse   (const char   *base_url,
                                 const char   *uri,
                                 MootActorUri *out_uri);
gboolean moot_context_uri_parse (const char   *base_url,
                                 const char   *uri,
                                 gint64       *out_thread_id);
gboolean moot_uri_is_own        (const char   *base_url,
                                 const char   *uri);
void     moot_actor_uri_clear   (MootActorUri *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootActorUri, moot_actor_uri_clear)

G_END_DECLS
