/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reads actors of other servers.
 *
 * An actor speaks for its own server only: an inbox, a collection or a page elsewhere is as good as
 * none, keys must say that they are its own.  Who somebody is called is decided by WebFinger, not
 * here.
 * Spec: ActivityPub section 4.1; FEP-521a (keys), FEP-2c59 (handle), FEP-844e (what it knows).
 * Thread: any. */
#include "moot-remote-actor.h"

#include "moot-error.h"
#include "moot-handle.h"
#include "moot-multibase.h"
#include "moot-uri.h"
#include "moot-wild-json.h"

#include <string.h>

#define MAX_CAPABILITIES 32

static const char *const kinds[] = {
  [MOOT_ACTOR_PERSON] = "Person",
  [MOOT_ACTOR_SERVICE] = "Service",
  [MOOT_ACTOR_GROUP] = "Group",
  [MOOT_ACTOR_APPLICATION] = "Application",
  [MOOT_ACTOR_ORGANIZATION] = "Organization",
  NULL,
};

/* An address on the server of the actor, or NULL. */
static char *
dup_near (JsonObject *object,
          const char *name,
          const char *id)
{
  const char *uri = moot_wild_get_id (object, name);

  return moot_uri_same_origin (uri, id) ? g_strdup (uri) : NULL;
}

static void
read_names (MootRemoteActor *self,
            JsonObject      *object)
{
  const char *username = moot_wild_get_text (object, "preferredUsername");

  self->username =
    username != NULL && moot_username_is_usable (username) ? g_strdup (username) : NULL;
  self->handle = moot_wild_dup_line (object, "webfinger");
  self->name = moot_wild_dup_line (object, "name");
  self->summary = moot_wild_dup_text (object, "summary", MOOT_WILD_MAX_SUMMARY);
}

static void
read_addresses (MootRemoteActor *self,
                JsonObject      *object)
{
  JsonObject *endpoints = moot_wild_get_object (object, "endpoints");

  self->inbox = dup_near (object, "inbox", self->id);
  self->outbox = dup_near (object, "outbox", self->id);
  self->followers = dup_near (object, "followers", self->id);
  self->following = dup_near (object, "following", self->id);
  self->featured = dup_near (object, "featured", self->id);
  self->featured_tags = dup_near (object, "featuredTags", self->id);
  if (self->kind == MOOT_ACTOR_GROUP)
    self->moderators = dup_near (object, "attributedTo", self->id);
  self->shared_inbox = dup_near (endpoints, "sharedInbox", self->id);
  if (self->shared_inbox == NULL)
    self->shared_inbox = dup_near (object, "sharedInbox", self->id);
  self->moved_to = moot_wild_dup_uri (object, "movedTo");
  self->also_known_as = moot_wild_dup_ids (object, "alsoKnownAs", MOOT_REMOTE_MAX_ALIASES);
}

/* The first address of a page on the server of the actor. */
static void
read_page (MootRemoteActor *self,
           JsonObject      *object)
{
  g_auto (GStrv) uris = moot_wild_dup_ids (object, "url", 16);

  for (guint i = 0; uris[i] != NULL && self->uri == NULL; i++)
    if (moot_uri_same_origin (uris[i], self->id))
      self->uri = g_strdup (uris[i]);
}

static char *
dup_description (JsonObject *object,
                 const char *name)
{
  JsonObject *image = moot_wild_get_object (object, name);
  char *text = moot_wild_dup_plain (image, "summary");

  return text != NULL ? text : moot_wild_dup_plain (image, "name");
}

static void
read_flags (MootRemoteActor *self,
            JsonObject      *object)
{
  self->published = moot_wild_get_time (object, "published");
  self->locked = moot_json_get_boolean (object, "manuallyApprovesFollowers");
  self->discoverable = moot_json_get_boolean (object, "discoverable");
  self->indexable = moot_json_get_boolean (object, "indexable");
  self->memorial = moot_json_get_boolean (object, "memorial");
  self->suspended = moot_json_get_boolean (object, "suspended");
}

static void
read_capabilities (MootRemoteActor *self,
                   JsonObject      *object)
{
  g_autoptr (GPtrArray) list = moot_wild_get_objects (moot_wild_get_object (object, "generator"),
                                                      "implements", MAX_CAPABILITIES);

  for (guint i = 0; i < list->len; i++)
    {
      const char *href = moot_wild_get_text (g_ptr_array_index (list, i), "href");

      self->knows_rfc9421 |= g_strcmp0 (href, MOOT_CAPABILITY_RFC9421) == 0;
      self->knows_ed25519 |= g_strcmp0 (href, MOOT_CAPABILITY_ED25519) == 0;
      self->knows_proofs |= g_strcmp0 (href, MOOT_CAPABILITY_PROOFS) == 0;
    }
}

static void
field_free (MootRemoteField *field)
{
  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

static GPtrArray *
read_fields (JsonObject *object)
{
  static const char *const types[] = { "PropertyValue", NULL };
  g_autoptr (GPtrArray) objects = moot_wild_get_objects (object, "attachment", 64);
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);

  for (guint i = 0; i < objects->len && fields->len < MOOT_REMOTE_MAX_FIELDS; i++)
    {
      JsonObject *one = g_ptr_array_index (objects, i);
      MootRemoteField *field;
      int type;

      moot_wild_get_type (one, types, &type);
      if (type < 0)
        continue;
      field = g_new0 (MootRemoteField, 1);
      field->name = moot_wild_dup_line (one, "name");
      field->value = moot_wild_dup_text (one, "value", MOOT_WILD_MAX_NAME);
      if (field->name != NULL && field->value != NULL)
        g_ptr_array_add (fields, field);
      else
        field_free (field);
    }
  return fields;
}

/**
 * moot_remote_key_free:
 * @self: (nullable): a key
 */
void
moot_remote_key_free (MootRemoteKey *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_clear_pointer (&self->key, moot_public_key_free);
  g_free (self);
}

/* Whether @id is the actor's own id with something behind it. */
static gboolean
is_below (const char *id,
          const char *actor)
{
  gsize length = strlen (actor);

  return strncmp (id, actor, length) == 0 && (id[length] == '#' || id[length] == '/' ||
                                              id[length] == '?' || id[length] == '\0');
}

static void
add_key (MootRemoteActor *self,
         JsonObject      *object,
         const char      *owner_name,
         const char      *material_name)
{
  const char *id = moot_wild_get_own_id (object);
  const char *material = moot_wild_get_text (object, material_name);
  MootPublicKey *key = NULL;
  MootRemoteKey *entry;

  if (id == NULL || material == NULL || !moot_uri_same_origin (id, self->id) ||
      g_strcmp0 (moot_wild_get_id (object, owner_name), self->id) != 0)
    return;
  key = strcmp (material_name, "publicKeyPem") == 0 ? moot_public_key_new_from_pem (material, NULL)
                                                    : moot_multikey_read (material, NULL);
  if (key == NULL)
    return;
  entry = g_new0 (MootRemoteKey, 1);
  entry->id = g_strdup (id);
  entry->key = key;
  entry->elsewhere = !is_below (id, self->id);
  g_ptr_array_add (self->keys, entry);
}

static void
read_keys (MootRemoteActor *self,
           JsonObject      *object)
{
  g_autoptr (GPtrArray) older = moot_wild_get_objects (object, "publicKey", MOOT_REMOTE_MAX_KEYS);
  g_autoptr (GPtrArray) newer =
    moot_wild_get_objects (object, "assertionMethod", MOOT_REMOTE_MAX_KEYS);

  for (guint i = 0; i < older->len; i++)
    add_key (self, g_ptr_array_index (older, i), "owner", "publicKeyPem");
  for (guint i = 0; i < newer->len && self->keys->len < MOOT_REMOTE_MAX_KEYS; i++)
    add_key (self, g_ptr_array_index (newer, i), "controller", "publicKeyMultibase");
}

/* Emojis only: mentions and tags of a profile mean nothing here. */
static GPtrArray *
read_emojis (JsonObject *object)
{
  GPtrArray *tags = moot_remote_tags_read (object);

  for (guint i = tags->len; i > 0; i--)
    {
      const MootRemoteTag *tag = g_ptr_array_index (tags, i - 1);

      if (tag->kind != MOOT_REMOTE_TAG_EMOJI || i > MOOT_REMOTE_MAX_EMOJIS)
        g_ptr_array_remove_index (tags, i - 1);
    }
  return tags;
}

static MootRemoteActor *
begin (JsonObject  *object,
       GError     **error)
{
  const char *id = moot_wild_get_own_id (object);
  MootRemoteActor *self;
  int kind;

  moot_wild_get_type (object, kinds, &kind);
  if (!moot_uri_is_http (id) || kind < 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not an actor");
      return NULL;
    }
  self = g_new0 (MootRemoteActor, 1);
  self->kind = (MootActorKind) kind;
  self->id = g_strdup (id);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_key_free);
  self->json = json_object_ref (object);
  read_keys (self, object);
  return self;
}

/**
 * moot_object_is_actor:
 * @object: an object
 *
 * Returns: whether its type is that of an actor
 */
gboolean
moot_object_is_actor (JsonObject *object)
{
  int kind;

  moot_wild_get_type (object, kinds, &kind);
  return kind >= 0;
}

/**
 * moot_remote_actor_read:
 * @object: from moot_document_parse(), or inside of what that gave
 * @error: return location
 *
 * Reads an actor that can be written to.
 *
 * Errors: %MOOT_ERROR_INVALID when it is none, or has no inbox on its own server.
 *
 * Returns: (transfer full): the actor
 */
MootRemoteActor *
moot_remote_actor_read (JsonObject  *object,
                        GError     **error)
{
  g_autoptr (MootRemoteActor) self = begin (object, error);

  if (self == NULL)
    return NULL;
  read_addresses (self, object);
  if (self->inbox == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "actor '%.200s' has no inbox", self->id);
      return NULL;
    }
  read_names (self, object);
  read_page (self, object);
  read_flags (self, object);
  read_capabilities (self, object);
  self->icon = moot_remote_media_uri (object, "icon", NULL);
  self->icon_description = dup_description (object, "icon");
  self->image = moot_remote_media_uri (object, "image", NULL);
  self->image_description = dup_description (object, "image");
  self->fields = read_fields (object);
  self->tags = read_emojis (object);
  return g_steal_pointer (&self);
}

/**
 * moot_remote_actor_read_key:
 * @object: from moot_document_parse()
 * @error: return location
 *
 * Reads only id and keys: what GoToSocial serves to those who have not signed.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): an actor of which nothing else is known
 */
MootRemoteActor *
moot_remote_actor_read_key (JsonObject  *object,
                            GError     **error)
{
  return begin (object, error);
}

static void
free_texts (MootRemoteActor *self)
{
  char **const texts[] = { &self->id, &self->username,
                           &self->handle, &self->name,
                           &self->summary, &self->uri,
                           &self->inbox, &self->outbox,
                           &self->followers, &self->following,
                           &self->featured, &self->featured_tags, &self->moderators,
                           &self->shared_inbox, &self->moved_to,
                           &self->icon, &self->icon_description,
                           &self->image, &self->image_description };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
}

/**
 * moot_remote_actor_free:
 * @self: (nullable): an actor
 */
void
moot_remote_actor_free (MootRemoteActor *self)
{
  if (self == NULL)
    return;

  free_texts (self);
  g_strfreev (self->also_known_as);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_ptr_array_unref);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  g_clear_pointer (&self->json, json_object_unref);
  g_free (self);
}

/* Fedify publishes the same key in two forms: that is one key. */
static const MootRemoteKey *
only_rsa_key (const MootRemoteActor *self)
{
  const MootRemoteKey *found = NULL;

  for (guint i = 0; i < self->keys->len; i++)
    {
      const MootRemoteKey *key = g_ptr_array_index (self->keys, i);

      if (moot_public_key_get_kind (key->key) != MOOT_KEY_RSA)
        continue;
      if (found != NULL && !moot_public_key_equal (found->key, key->key))
        return NULL;
      if (found == NULL)
        found = key;
    }
  return found;
}

/**
 * moot_remote_key_read:
 * @object: from moot_document_parse(), perhaps a document that holds a key
 * @out_owner: (out): the actor it says it belongs to; that actor must list it
 * @error: return location
 *
 * Reads keys that have a document of their own.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the key
 */
MootRemoteKey *
moot_remote_key_read (JsonObject  *object,
                      char       **out_owner,
                      GError     **error)
{
  const char *id = moot_wild_get_own_id (object);
  const char *owner = moot_wild_get_id (object, "owner");
  const char *pem = moot_wild_get_text (object, "publicKeyPem");
  const char *multibase = moot_wild_get_text (object, "publicKeyMultibase");
  MootPublicKey *key = NULL;
  MootRemoteKey *self;

  if (owner == NULL)
    owner = moot_wild_get_id (object, "controller");
  if (moot_uri_same_origin (id, owner) && pem != NULL)
    key = moot_public_key_new_from_pem (pem, error);
  else if (moot_uri_same_origin (id, owner) && multibase != NULL)
    key = moot_multikey_read (multibase, error);
  else
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "not a key");
  if (key == NULL)
    return NULL;

  self = g_new0 (MootRemoteKey, 1);
  self->id = g_strdup (id);
  self->key = key;
  self->elsewhere = !is_below (id, owner);
  *out_owner = g_strdup (owner);
  return self;
}

/**
 * moot_remote_actor_find_key:
 * @self: an actor
 * @key_id: as a signature names it
 *
 * Some name the actor instead of its key; that will do if it has only one of the kind everybody
 * uses.
 *
 * Returns: (nullable): the key
 */
const MootRemoteKey *
moot_remote_actor_find_key (const MootRemoteActor *self,
                            const char            *key_id)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      const MootRemoteKey *key = g_ptr_array_index (self->keys, i);

      if (strcmp (key->id, key_id) == 0)
        return key;
    }
  return strlen (self->id) == strcspn (key_id, "?#") && g_str_has_prefix (key_id, self->id) &&
             strchr (key_id, '#') == NULL
           ? only_rsa_key (self)
           : NULL;
}
