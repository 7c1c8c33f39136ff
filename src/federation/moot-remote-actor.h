/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-remote-part.h"
#include "moot-signing-key.h"

G_BEGIN_DECLS

#define MOOT_REMOTE_MAX_FIELDS 16   /* of a profile */
#define MOOT_REMOTE_MAX_KEYS 10     /* of an actor */
#define MOOT_REMOTE_MAX_ALIASES 256 /* of an actor, as Mastodon */
#define MOOT_REMOTE_MAX_EMOJIS 64   /* in a name and a profile */

/* What an actor can say that its server knows (FEP-844e). */
#define MOOT_CAPABILITY_RFC9421 "https://datatracker.ietf.org/doc/html/rfc9421"
#define MOOT_CAPABILITY_ED25519 MOOT_CAPABILITY_RFC9421 "#name-eddsa-using-curve-edwards25"
#define MOOT_CAPABILITY_PROOFS "https://w3id.org/fep/8b32"

/**
 * MootActorKind:
 *
 * What an actor is.
 */
typedef enum
{
  MOOT_ACTOR_PERSON,
  MOOT_ACTOR_SERVICE,
  MOOT_ACTOR_GROUP,
  MOOT_ACTOR_APPLICATION,
  MOOT_ACTOR_ORGANIZATION,
} MootActorKind;

/**
 * MootRemoteField:
 * @name: a line
 * @value: HTML of a stranger
 */
typedef struct
{
  char *name;
  char *value;
} MootRemoteField;

/**
 * MootRemoteKey:
 * @id: as signatures name it
 * @key: what to verify with
 * @elsewhere: whether the id is not below the actor's, so that it must be fetched and point back
 */
typedef struct
{
  char *id;
  MootPublicKey *key;
  gboolean elsewhere;
} MootRemoteKey;

/**
 * MootRemoteActor:
 * @username: (nullable): %NULL when it is no name that can be shown; then the id is
 * @handle: (nullable): `webfinger`, `name@host`, to be confirmed (FEP-2c59)
 * @name: (nullable): a line
 * @summary: (nullable): HTML of a stranger
 * @uri: (nullable): a page for people, on the same server as @id
 * @inbox: where to deliver
 * @moderators: (nullable): of a group, who may take back what it passes on (FEP-1b12)
 * @shared_inbox: (nullable): where to deliver for many
 * @published: UTC milliseconds, 0 = not told
 * @tags: (element-type MootRemoteTag): emojis of @name and @summary
 * @knows_rfc9421: says that it verifies RFC 9421 (FEP-844e)
 * @knows_proofs: says that it verifies integrity proofs
 * @json: (nullable): as it came
 *
 * An actor as it stands on the wire: one of another server, or one of ours to be written there.
 * When it is read, whatever is not on the server of its id is left out.
 */
typedef struct
{
  MootActorKind kind;
  char *id;
  char *username;
  char *handle;
  char *name;
  char *summary;
  char *uri;
  char *inbox;
  char *outbox;
  char *followers;
  char *following;
  char *featured;
  char *featured_tags;
  char *moderators;
  char *shared_inbox;
  char *moved_to;
  char *icon;
  char *icon_description;
  char *image;
  char *image_description;
  GStrv also_known_as;
  gint64 published;
  gboolean locked;
  gboolean discoverable;
  gboolean indexable;
  gboolean memorial;
  gboolean suspended;
  gboolean knows_rfc9421;
  gboolean knows_ed25519;
  gboolean knows_proofs;
  GPtrArray *fields;
  GPtrArray *tags;
  GPtrArray *keys;
  JsonObject *json;
} MootRemoteActor;

MootRemoteActor *moot_remote_actor_read     (JsonObject       *object,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
MootRemoteActor *moot_remote_actor_read_key (JsonObject       *object,
                                             GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             moot_remote_actor_free     (MootRemoteActor  *self);

MootRemoteKey *moot_remote_key_read (JsonObject     *object,
                                     char          **out_owner,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_remote_key_free (MootRemoteKey  *self);

gboolean             moot_object_is_actor       (JsonObject            *object);
const MootRemoteKey *moot_remote_actor_find_key (const MootRemoteActor *self,
                                                 const char            *key_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRemoteKey, moot_remote_key_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRemoteActor, moot_remote_actor_free)

G_END_DECLS
