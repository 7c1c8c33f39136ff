/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Writes actors of ours: members, groups, the node itself.
 *
 * What is written can be read back into the same struct by moot_remote_actor_read().
 * Spec: ActivityPub section 4.1; W3C security vocabulary; FEP-1b12, FEP-521a, FEP-2c59, FEP-844e.
 * Thread: any. */
#include "moot-actor-writer.h"

#include "moot-clock.h"
#include "moot-multibase.h"
#include "moot-object-writer.h"

#include <string.h>

static const char *const types[] = {
  [MOOT_ACTOR_PERSON] = "Person",
  [MOOT_ACTOR_SERVICE] = "Service",
  [MOOT_ACTOR_GROUP] = "Group",
  [MOOT_ACTOR_APPLICATION] = "Application",
  [MOOT_ACTOR_ORGANIZATION] = "Organization",
};

/* Media types by the end of a file name; ours have such ends. */
static const struct
{
  const char *end;
  const char *media_type;
} media_types[] = {
  { ".png", "image/png" },
  { ".jpg", "image/jpeg" },
  { ".jpeg", "image/jpeg" },
  { ".gif", "image/gif" },
  { ".webp", "image/webp" },
};

static const char *
media_type_of (const char *uri)
{
  for (guint i = 0; uri != NULL && i < G_N_ELEMENTS (media_types); i++)
    if (g_str_has_suffix (uri, media_types[i].end))
      return media_types[i].media_type;
  return NULL;
}

static void
put_if (MootJsonWriter *writer,
        const char     *name,
        const char     *value)
{
  if (value != NULL)
    moot_json_put_string (writer, name, value);
}

static void
write_names (const MootRemoteActor *actor,
             MootJsonWriter        *writer)
{
  put_if (writer, "preferredUsername", actor->username);
  put_if (writer, "name", actor->name);
  put_if (writer, "webfinger", actor->handle);
  put_if (writer, "summary", actor->summary);
  put_if (writer, "url", actor->uri);
  moot_write_time (writer, "published", actor->published / MOOT_DAY * MOOT_DAY);
}

static void
write_addresses (const MootRemoteActor *actor,
                 MootJsonWriter        *writer)
{
  moot_json_put_string (writer, "inbox", actor->inbox);
  put_if (writer, "outbox", actor->outbox);
  put_if (writer, "followers", actor->followers);
  put_if (writer, "following", actor->following);
  put_if (writer, "featured", actor->featured);
  put_if (writer, "featuredTags", actor->featured_tags);
  if (actor->moderators != NULL)
    {
      moot_json_put_string (writer, "attributedTo", actor->moderators);
      moot_json_put_boolean (writer, "postingRestrictedToMods", FALSE);
    }
  if (actor->shared_inbox == NULL)
    return;
  moot_json_name (writer, "endpoints");
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "sharedInbox", actor->shared_inbox);
  moot_json_end_object (writer);
}

static void
write_flags (const MootRemoteActor *actor,
             MootJsonWriter        *writer)
{
  moot_json_put_boolean (writer, "manuallyApprovesFollowers", actor->locked);
  moot_json_put_boolean (writer, "discoverable", actor->discoverable);
  moot_json_put_boolean (writer, "indexable", actor->indexable);
  moot_json_put_boolean (writer, "memorial", actor->memorial);
  if (actor->suspended)
    moot_json_put_boolean (writer, "suspended", TRUE);
}

static void
write_fields (const MootRemoteActor *actor,
              MootJsonWriter        *writer)
{
  moot_json_name (writer, "attachment");
  moot_json_begin_array (writer);
  for (guint i = 0; actor->fields != NULL && i < actor->fields->len; i++)
    {
      const MootRemoteField *field = g_ptr_array_index (actor->fields, i);

      moot_json_begin_object (writer);
      moot_json_put_string (writer, "type", "PropertyValue");
      moot_json_put_string (writer, "name", field->name);
      moot_json_put_string (writer, "value", field->value);
      moot_json_end_object (writer);
    }
  moot_json_end_array (writer);
}

/* Always an array: snac2 reads nothing else. */
static void
write_aliases (const MootRemoteActor *actor,
               MootJsonWriter        *writer)
{
  if (actor->also_known_as == NULL || actor->also_known_as[0] == NULL)
    return;
  moot_json_name (writer, "alsoKnownAs");
  moot_json_begin_array (writer);
  for (guint i = 0; actor->also_known_as[i] != NULL; i++)
    moot_json_add_string (writer, actor->also_known_as[i]);
  moot_json_end_array (writer);
}

static void
write_rsa_key (const MootRemoteActor *actor,
               const MootRemoteKey   *key,
               MootJsonWriter        *writer)
{
  g_autofree char *pem = moot_public_key_dup_pem (key->key);

  moot_json_name (writer, "publicKey");
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", key->id);
  moot_json_put_string (writer, "owner", actor->id);
  moot_json_put_string (writer, "publicKeyPem", pem);
  moot_json_end_object (writer);
}

static void
write_ed25519_key (const MootRemoteActor *actor,
                   const MootRemoteKey   *key,
                   MootJsonWriter        *writer)
{
  g_autofree char *multikey = moot_multikey_write (key->key);

  moot_json_begin_object (writer);
  moot_json_put_string (writer, "id", key->id);
  moot_json_put_string (writer, "type", "Multikey");
  moot_json_put_string (writer, "controller", actor->id);
  moot_json_put_string (writer, "publicKeyMultibase", multikey);
  moot_json_end_object (writer);
}

/* One RSA key, as an object: GoToSocial reads only one. */
static void
write_public_key (const MootRemoteActor *actor,
                  MootJsonWriter        *writer)
{
  for (guint i = 0; i < actor->keys->len; i++)
    {
      const MootRemoteKey *key = g_ptr_array_index (actor->keys, i);

      if (moot_public_key_get_kind (key->key) != MOOT_KEY_RSA)
        continue;
      write_rsa_key (actor, key, writer);
      return;
    }
}

static void
write_methods (const MootRemoteActor *actor,
               MootJsonWriter        *writer)
{
  gboolean any = FALSE;

  for (guint i = 0; i < actor->keys->len; i++)
    {
      const MootRemoteKey *key = g_ptr_array_index (actor->keys, i);

      if (moot_public_key_get_kind (key->key) != MOOT_KEY_ED25519)
        continue;
      if (!any)
        {
          moot_json_name (writer, "assertionMethod");
          moot_json_begin_array (writer);
          any = TRUE;
        }
      write_ed25519_key (actor, key, writer);
    }
  if (any)
    moot_json_end_array (writer);
}

static void
write_capability (MootJsonWriter *writer,
                  const char     *href,
                  const char     *name)
{
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "href", href);
  moot_json_put_string (writer, "name", name);
  moot_json_end_object (writer);
}

static void
write_capabilities (const MootRemoteActor *actor,
                    MootJsonWriter        *writer)
{
  if (!actor->knows_rfc9421 && !actor->knows_ed25519 && !actor->knows_proofs)
    return;
  moot_json_name (writer, "generator");
  moot_json_begin_object (writer);
  moot_json_put_string (writer, "type", "Application");
  moot_json_name (writer, "implements");
  moot_json_begin_array (writer);
  if (actor->knows_rfc9421)
    write_capability (writer, MOOT_CAPABILITY_RFC9421, "RFC-9421: HTTP Message Signatures");
  if (actor->knows_ed25519)
    write_capability (writer, MOOT_CAPABILITY_ED25519,
                      "RFC-9421 signatures using the Ed25519 algorithm");
  if (actor->knows_proofs)
    write_capability (writer, MOOT_CAPABILITY_PROOFS, "FEP-8b32: Object Integrity Proofs");
  write_capability (writer, MOOT_NAMESPACE "proposals-1", "Proposals and decisions of co-ops");
  moot_json_end_array (writer);
  moot_json_end_object (writer);
}

/**
 * moot_actor_write:
 * @actor: an actor of ours
 * @is_root: whether it stands alone and so needs a context
 * @writer: where to
 */
void
moot_actor_write (const MootRemoteActor *actor,
                  gboolean               is_root,
                  MootJsonWriter        *writer)
{
  moot_json_begin_object (writer);
  if (is_root)
    moot_json_put_raw (writer, "@context", moot_wire_context_get (MOOT_CONTEXT_FULL));
  moot_json_put_string (writer, "id", actor->id);
  moot_json_put_string (writer, "type", types[actor->kind]);
  write_names (actor, writer);
  write_addresses (actor, writer);
  write_flags (actor, writer);
  moot_write_image (writer, "icon", actor->icon, media_type_of (actor->icon),
                    actor->icon_description);
  moot_write_image (writer, "image", actor->image, media_type_of (actor->image),
                    actor->image_description);
  write_fields (actor, writer);
  moot_write_tags (actor->tags, writer);
  write_aliases (actor, writer);
  put_if (writer, "movedTo", actor->moved_to);
  write_public_key (actor, writer);
  write_methods (actor, writer);
  write_capabilities (actor, writer);
  moot_json_end_object (writer);
}

/** moot_actor_to_json: (transfer full): an actor as a document of its own */
char *
moot_actor_to_json (const MootRemoteActor *actor)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_actor_write (actor, TRUE, &writer);
  return moot_json_writer_steal (&writer);
}

/**
 * moot_actor_to_stub_json:
 * @actor: an actor of ours
 *
 * What those get who have not signed: enough to verify a signature and to knock.
 *
 * Returns: (transfer full): the document
 */
char *
moot_actor_to_stub_json (const MootRemoteActor *actor)
{
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_json_put_raw (&writer, "@context", moot_wire_context_get (MOOT_CONTEXT_ACTOR_PLAIN));
  moot_json_put_string (&writer, "id", actor->id);
  moot_json_put_string (&writer, "type", types[actor->kind]);
  put_if (&writer, "preferredUsername", actor->username);
  moot_json_put_string (&writer, "inbox", actor->inbox);
  write_public_key (actor, &writer);
  moot_json_end_object (&writer);
  return moot_json_writer_steal (&writer);
}
