/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Our actors as other servers see them: members, groups, the node itself.
 * Spec: ActivityPub section 4.1; conformance 10, 11. Thread: any. */
#include "moot-own-actor.h"

#include "moot-error.h"
#include "moot-json.h"
#include "moot-sql.h"

static void
field_free (gpointer data)
{
  MootRemoteField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

/** moot_own_actor_free: frees @self, which may be %NULL */
void
moot_own_actor_free (MootOwnActor *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->document, moot_remote_actor_free);
  g_free (self);
}

/**
 * moot_own_key_id:
 * @actor: the id of an actor of ours
 * @key: which of its keys
 * @number: 1 for the first; each one that replaces another has its own name
 *
 * Returns: (transfer full): what signatures call it
 */
char *
moot_own_key_id (const char    *actor,
                 MootActorPart  key,
                 gint64         number)
{
  char *first = moot_actor_uri_part (actor, key, 0);
  char *later;

  if (number <= 1)
    return first;
  later = g_strdup_printf ("%s-%" G_GINT64_FORMAT, first, number);
  g_free (first);
  return later;
}

static void
add_key (MootRemoteActor *actor,
         MootActorPart    part,
         gint64           number,
         MootPublicKey   *key)
{
  MootRemoteKey *line;

  if (key == NULL)
    return;
  line = g_new0 (MootRemoteKey, 1);
  line->id = moot_own_key_id (actor->id, part, number);
  line->key = key;
  g_ptr_array_add (actor->keys, line);
}

static MootPublicKey *
read_ed25519 (const char *base64url)
{
  g_autofree char *standard = g_strdup (base64url);
  g_autofree char *padded = NULL;
  g_autofree guint8 *point = NULL;
  gsize length = 0;

  g_strdelimit (standard, "-", '+');
  g_strdelimit (standard, "_", '/');
  padded = g_strconcat (standard, "=", NULL);
  point = g_base64_decode (padded, &length);
  return length == MOOT_ED25519_BYTES ? moot_public_key_new_ed25519 (point, NULL) : NULL;
}

/* What follows from the id. */
static void
fill_addresses (MootRemoteActor *actor,
                const MootSite  *site)
{
  actor->inbox = moot_actor_uri_part (actor->id, MOOT_PART_INBOX, 0);
  actor->outbox = moot_actor_uri_part (actor->id, MOOT_PART_OUTBOX, 0);
  actor->followers = moot_actor_uri_part (actor->id, MOOT_PART_FOLLOWERS, 0);
  actor->following = moot_actor_uri_part (actor->id, MOOT_PART_FOLLOWING, 0);
  actor->featured = moot_actor_uri_part (actor->id, MOOT_PART_FEATURED, 0);
  actor->featured_tags = moot_actor_uri_part (actor->id, MOOT_PART_FEATURED_TAGS, 0);
  actor->shared_inbox = moot_shared_inbox_uri (site->base_url);
  actor->knows_rfc9421 = TRUE;
  actor->knows_proofs = TRUE;
  actor->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_key_free);
}

static void
fill_fields (MootRemoteActor *actor,
             const char      *text)
{
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  JsonArray *list =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  actor->fields = g_ptr_array_new_with_free_func (field_free);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *line = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (line) ? json_node_get_object (line) : NULL;
      MootRemoteField *field;

      if (object == NULL || moot_json_get_string (object, "name") == NULL)
        continue;
      field = g_new0 (MootRemoteField, 1);
      field->name = g_strdup (moot_json_get_string (object, "name"));
      field->value = g_strdup (moot_json_get_string (object, "value"));
      if (field->value == NULL)
        field->value = g_strdup ("");
      g_ptr_array_add (actor->fields, field);
    }
}

/** moot_own_actor_read_ids: (transfer full): the strings of a JSON list */
GStrv
moot_own_actor_read_ids (const char *text)
{
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  JsonArray *list =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *line = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_VALUE (line) && json_node_get_value_type (line) == G_TYPE_STRING)
        g_strv_builder_add (ids, json_node_get_string (line));
    }
  return g_strv_builder_end (ids);
}

static char *
dup_text (MootRows   *rows,
          const char *column)
{
  const char *text = moot_rows_get_text (rows, column);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

static MootActorKind
read_kind (MootRows *rows)
{
  const char *kind = moot_rows_get_text (rows, "kind");

  if (g_str_equal (kind, "group"))
    return MOOT_ACTOR_GROUP;
  return moot_rows_get_int (rows, "bot") != 0 ? MOOT_ACTOR_SERVICE : MOOT_ACTOR_PERSON;
}

static void
fill_profile (MootRemoteActor *actor,
              MootRows        *rows,
              const MootSite  *site)
{
  actor->kind = read_kind (rows);
  actor->username = g_strdup (moot_rows_get_text (rows, "username"));
  actor->handle = g_strdup_printf ("%s@%s", actor->username, site->domain);
  actor->name = dup_text (rows, "display_name");
  actor->summary = dup_text (rows, "note");
  actor->uri = g_strdup (moot_rows_get_text (rows, "url"));
  actor->published = moot_rows_get_int (rows, "created_at");
  actor->icon = moot_site_media_url (site, moot_rows_get_text (rows, "avatar"));
  actor->icon_description = dup_text (rows, "avatar_description");
  actor->image = moot_site_media_url (site, moot_rows_get_text (rows, "header"));
  actor->image_description = dup_text (rows, "header_description");
  actor->locked = moot_rows_get_int (rows, "locked") != 0;
  actor->discoverable = moot_rows_get_int (rows, "discoverable") != 0;
  actor->indexable = moot_rows_get_int (rows, "indexable") != 0;
  actor->suspended = moot_rows_get_int (rows, "suspended") != 0;
  actor->moved_to = dup_text (rows, "moved_to");
  actor->also_known_as = moot_own_actor_read_ids (moot_rows_get_text (rows, "also_known_as"));
  fill_fields (actor, moot_rows_get_text (rows, "fields"));
}

static MootOwnActor *
read_actor (MootRows        *rows,
            const MootSite  *site,
            GError         **error)
{
  g_autoptr (MootOwnActor) self = g_new0 (MootOwnActor, 1);
  const char *pem = moot_rows_get_text (rows, "public_key_pem");
  const char *ed25519 = moot_rows_get_text (rows, "ed25519_public");
  gint64 number = moot_rows_get_int (rows, "key_number");
  MootPublicKey *rsa = NULL;

  self->account_id = moot_rows_get_int (rows, "id");
  self->hides_collections = moot_rows_get_int (rows, "hide_collections") != 0;
  self->suspended = moot_rows_get_int (rows, "suspended") != 0;
  self->deleted = moot_rows_get_int (rows, "deleted_at") != 0;
  self->document = g_new0 (MootRemoteActor, 1);
  self->document->id = g_strdup (moot_rows_get_text (rows, "uri"));
  fill_addresses (self->document, site);
  fill_profile (self->document, rows, site);
  if (self->document->kind == MOOT_ACTOR_GROUP)
    self->document->moderators = moot_actor_uri_part (self->document->id, MOOT_PART_MODERATORS, 0);
  if (pem != NULL)
    {
      rsa = moot_public_key_new_from_pem (pem, error);
      if (rsa == NULL)
        return NULL;
    }
  add_key (self->document, MOOT_PART_RSA_KEY, number, rsa);
  add_key (self->document, MOOT_PART_ED25519_KEY, number,
           ed25519 != NULL ? read_ed25519 (ed25519) : NULL);
  return g_steal_pointer (&self);
}

/**
 * moot_own_actor_load:
 * @db: a connection
 * @site: the node
 * @account_id: of a member or group
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the actor; %NULL without @error when there is none here
 */
MootOwnActor *
moot_own_actor_load (MootDb          *db,
                     const MootSite  *site,
                     gint64           account_id,
                     GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_own_actor_by_id,
                                             MOOT_BINDS (MOOT_INT ("id", account_id)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_actor (rows, site, error) : NULL;
}

/** moot_own_actor_find: the same by name, in any case of letters */
MootOwnActor *
moot_own_actor_find (MootDb          *db,
                     const MootSite  *site,
                     const char      *username,
                     GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &moot_sql_own_actor_by_name,
                                             MOOT_BINDS (MOOT_TEXT ("username", username)), error);

  return rows != NULL && moot_rows_next (rows, error) ? read_actor (rows, site, error) : NULL;
}

/**
 * moot_own_actor_of_node:
 * @site: the node
 * @public_pem: what it is verified with
 * @error: return location
 *
 * Returns: (transfer full): the node itself as an actor
 */
MootOwnActor *
moot_own_actor_of_node (const MootSite  *site,
                        const char      *public_pem,
                        GError         **error)
{
  MootPublicKey *key = moot_public_key_new_from_pem (public_pem, error);
  MootOwnActor *self;
  MootRemoteActor *actor;

  if (key == NULL)
    return NULL;
  self = g_new0 (MootOwnActor, 1);
  self->document = actor = g_new0 (MootRemoteActor, 1);
  actor->kind = MOOT_ACTOR_APPLICATION;
  actor->id = moot_actor_uri_build (site->base_url, MOOT_ROOT_NODE, NULL);
  fill_addresses (actor, site);
  g_clear_pointer (&actor->followers, g_free);
  g_clear_pointer (&actor->following, g_free);
  g_clear_pointer (&actor->featured, g_free);
  g_clear_pointer (&actor->featured_tags, g_free);
  actor->username = g_strdup (site->domain);
  actor->name = g_strdup (site->name);
  actor->uri = moot_site_url (site, "/about");
  actor->locked = TRUE;
  add_key (actor, MOOT_PART_RSA_KEY, 1, key);
  return self;
}
