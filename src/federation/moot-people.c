/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Actors of other servers as accounts here: fetched when they are needed, called what their domain
 * calls them, brought up to date when they are old.
 * Spec: ActivityPub section 4.1; FEP-2c59; Mastodon, "Actors".
 * Thread: any; calls that fetch block. */
#include "moot-people.h"

#include "moot-activity-reader.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-error.h"
#include "moot-html.h"
#include "moot-keyring.h"
#include "moot-remote-actor-store.h"
#include "moot-webfinger-client.h"

#include <string.h>

#define MAX_EMOJIS 64        /* of one post or profile */
#define MAX_DISPLAY_NAME 200 /* characters; longer ones break every list */

static const char *const kinds[] = {
  [MOOT_ACTOR_PERSON] = "person",
  [MOOT_ACTOR_SERVICE] = "service",
  [MOOT_ACTOR_GROUP] = "group",
  [MOOT_ACTOR_APPLICATION] = "application",
  [MOOT_ACTOR_ORGANIZATION] = "group",
};

/**
 * moot_emojis_write:
 * @tags: (element-type MootRemoteTag): of an actor or object
 *
 * Each name once, as what it was first; the pictures are looked at when somebody asks for them.
 *
 * Returns: (transfer full): the custom emojis among them, as the client API has them
 */
char *
moot_emojis_write (GPtrArray *tags)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  moot_json_begin_array (&json);
  for (guint i = 0; tags != NULL && i < tags->len && g_hash_table_size (names) < MAX_EMOJIS; i++)
    {
      const MootRemoteTag *tag = g_ptr_array_index (tags, i);

      if (tag->kind != MOOT_REMOTE_TAG_EMOJI || tag->uri == NULL || tag->name == NULL ||
          !g_hash_table_add (names, tag->name))
        continue;
      moot_json_begin_object (&json);
      moot_json_put_string (&json, "shortcode", tag->name);
      moot_json_put_string (&json, "url", tag->uri);
      moot_json_put_string (&json, "static_url", tag->uri);
      moot_json_put_boolean (&json, "visible_in_picker", FALSE);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static char *
write_fields (const MootRemoteActor *actor)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; actor->fields != NULL && i < actor->fields->len; i++)
    {
      const MootRemoteField *field = g_ptr_array_index (actor->fields, i);
      g_autofree char *value = moot_html_sanitise (field->value);

      moot_json_begin_object (&json);
      moot_json_put_string (&json, "name", field->name);
      moot_json_put_string (&json, "value", value);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

static char *
write_aliases (const MootRemoteActor *actor)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; actor->also_known_as != NULL && actor->also_known_as[i] != NULL; i++)
    moot_json_add_string (&json, actor->also_known_as[i]);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/* Keeping ------------------------------------------------------------------------------------ */

typedef struct
{
  MootRemoteAccountDraft draft;
  gint64 now;
  gint64 id;
} Keeping;

static gboolean
keep (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Keeping *keeping = data;

  /* whoever comes is what their server is here, from the first moment on */
  return moot_remote_account_put (db, &keeping->draft, keeping->now, &keeping->id, error) &&
         moot_domain_policy_mark_account (db, keeping->id, keeping->draft.domain, error) &&
         moot_member_domain_announce (db, keeping->id, keeping->draft.domain, error);
}

/* Who has no name that can be shown is called by a number that stays the same. */
static char *
dup_username (const MootRemoteActor *actor)
{
  return actor->username != NULL ? g_strdup (actor->username)
                                 : g_strdup_printf ("actor%08x", g_str_hash (actor->id));
}

static char *
dup_display_name (const MootRemoteActor *actor)
{
  if (actor->name == NULL || g_utf8_strlen (actor->name, -1) <= MAX_DISPLAY_NAME)
    return g_strdup (actor->name);
  return g_utf8_substring (actor->name, 0, MAX_DISPLAY_NAME);
}

static void
fill_addresses (MootRemoteAccountDraft *draft,
                const MootRemoteActor  *actor)
{
  draft->uri = actor->id;
  draft->url = actor->uri;
  draft->inbox = actor->inbox;
  draft->shared_inbox = actor->shared_inbox;
  draft->outbox = actor->outbox;
  draft->followers = actor->followers;
  draft->following = actor->following;
  draft->featured = actor->featured;
  draft->featured_tags = actor->featured_tags;
  draft->moderators = actor->moderators;
  draft->avatar = actor->icon;
  draft->avatar_description = actor->icon_description;
  draft->header = actor->image;
  draft->header_description = actor->image_description;
}

/**
 * moot_people_keep:
 * @federation: federation
 * @actor: an actor that was accepted, with an inbox
 * @handle: (nullable): what its domain calls it, %NULL when nobody vouches for it
 * @out_id: (out): its account
 * @error: return location
 *
 * Makes an account of an actor, or brings it up to date.
 *
 * Returns: whether it was written
 */
gboolean
moot_people_keep (MootFederation         *federation,
                  const MootRemoteActor  *actor,
                  MootHandle             *handle,
                  gint64                 *out_id,
                  GError                **error)
{
  g_autofree char *authority = moot_uri_dup_authority (actor->id);
  g_autofree char *username = handle != NULL ? g_strdup (handle->username) : dup_username (actor);
  g_autofree char *display_name = dup_display_name (actor);
  g_autofree char *note = moot_html_sanitise (actor->summary != NULL ? actor->summary : "");
  g_autofree char *fields = write_fields (actor);
  g_autofree char *emojis = moot_emojis_write (actor->tags);
  g_autofree char *aliases = write_aliases (actor);
  Keeping keeping = {
    .draft = { .username = username,
               .domain = handle != NULL ? handle->domain : authority,
               .confirmed = handle != NULL,
               .kind = kinds[actor->kind],
               .display_name = display_name,
               .note = note,
               .fields = fields,
               .emojis = emojis,
               .also_known_as = aliases,
               .locked = actor->locked,
               .bot = actor->kind == MOOT_ACTOR_SERVICE || actor->kind == MOOT_ACTOR_APPLICATION,
               .discoverable = actor->discoverable,
               .indexable = actor->indexable,
               .memorial = actor->memorial,
               .moved = actor->moved_to != NULL,
               .takes_proofs = actor->knows_proofs,
               .created_at = actor->published },
    .now = moot_clock_now (),
  };

  fill_addresses (&keeping.draft, actor);
  if (!moot_db_pool_write (federation->pool, keep, &keeping, error))
    return FALSE;
  *out_id = keeping.id;
  return TRUE;
}

/* Fetching ----------------------------------------------------------------------------------- */

/**
 * moot_people_fetch:
 * @federation: federation
 * @uri: an actor
 * @error: return location
 *
 * Asks for an actor where it lives, and remembers its keys.
 *
 * Errors: as moot_fetcher_load_document(); %MOOT_ERROR_INVALID when there is no actor,
 * %MOOT_ERROR_FORBIDDEN when its server is blocked.
 *
 * Returns: (transfer full): the actor
 */
MootRemoteActor *
moot_people_fetch (MootFederation  *federation,
                   const char      *uri,
                   GError         **error)
{
  g_autoptr (MootFetched) fetched = NULL;
  g_autoptr (MootRemoteActor) actor = NULL;
  MootAcceptanceTerms terms;
  const char *why = NULL;

  if (moot_federation_is_blocked (federation, uri))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is blocked", uri);
      return NULL;
    }
  fetched = moot_fetcher_load_document (federation->fetcher, uri, moot_federation_sign, federation,
                                        federation->cancellable, error);
  if (fetched != NULL)
    actor = moot_activity_reader_read_actor (fetched->body, error);
  if (actor == NULL)
    return NULL;
  terms = moot_federation_get_terms (federation, MOOT_EVIDENCE_FETCHED, fetched->uri);
  if (moot_acceptance_of_actor (actor->id, &terms, &why) != MOOT_ACCEPT)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s': %s", actor->id, why);
      return NULL;
    }
  return moot_keyring_keep (federation->keyring, actor, moot_clock_now (), error)
           ? g_steal_pointer (&actor)
           : NULL;
}

static char *
dup_document (MootFederation  *federation,
              const char      *uri,
              gint64           max_age_ms,
              GError         **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  g_autofree char *document = NULL;
  gint64 fetched_at = 0;

  if (reader != NULL)
    document = moot_remote_actor_store_dup_document (reader, uri, &fetched_at, error);
  moot_db_pool_return_reader (federation->pool, reader);
  return moot_clock_now () - fetched_at <= max_age_ms ? g_steal_pointer (&document) : NULL;
}

/* What was fetched a moment ago for its key serves again. */
static MootRemoteActor *
load (MootFederation  *federation,
      const char      *uri,
      gint64           max_age_ms,
      GError         **error)
{
  g_autofree char *document = dup_document (federation, uri, max_age_ms, NULL);
  g_autoptr (JsonNode) root =
    document != NULL ? moot_json_parse (document, -1, NULL) : NULL;
  MootRemoteActor *actor =
    root != NULL ? moot_remote_actor_read (json_node_get_object (root), NULL) : NULL;

  return actor != NULL ? actor : moot_people_fetch (federation, uri, error);
}

static gboolean
find (MootFederation     *federation,
      const char         *uri,
      MootRemoteAccount  *out_account,
      GError            **error)
{
  MootDb *reader = moot_db_pool_borrow_reader (federation->pool, error);
  gboolean found = reader != NULL && moot_remote_account_find (reader, uri, out_account, error);

  moot_db_pool_return_reader (federation->pool, reader);
  return found;
}

/**
 * moot_people_take:
 * @federation: federation
 * @actor: an actor that was accepted, with an inbox
 * @error: return location
 *
 * Makes an account of an actor, or brings it up to date; its domain is asked what it is called.
 *
 * Returns: whether it was written
 */
gboolean
moot_people_take (MootFederation         *federation,
                  const MootRemoteActor  *actor,
                  GError                **error)
{
  g_autoptr (MootHandle) handle =
    moot_webfinger_client_confirm (federation->fetcher, actor, federation->cancellable, NULL);
  gint64 id;

  return moot_people_keep (federation, actor, handle, &id, error);
}

static gboolean
load_and_keep (MootFederation  *federation,
               const char      *uri,
               gint64           max_age_ms,
               GError         **error)
{
  g_autoptr (MootRemoteActor) actor = load (federation, uri, max_age_ms, error);

  return actor != NULL && moot_people_take (federation, actor, error);
}

/**
 * moot_people_ensure:
 * @federation: federation
 * @uri: an actor of another server
 * @max_age_ms: how old what we know may be
 * @out_account: (out): its account
 * @error: return location
 *
 * Finds the account of an actor.  One that is not known is fetched; one that is old is asked for
 * again, and stays as it is when its server does not answer.
 *
 * Errors: as moot_people_fetch().
 *
 * Returns: whether there is an account
 */
gboolean
moot_people_ensure (MootFederation     *federation,
                    const char         *uri,
                    gint64              max_age_ms,
                    MootRemoteAccount  *out_account,
                    GError            **error)
{
  g_auto (MootRemoteAccount) known = { 0 };
  g_autoptr (GError) local = NULL;

  if (find (federation, uri, &known, &local) &&
      moot_clock_now () - known.fetched_at <= max_age_ms)
    {
      *out_account = known;
      known = (MootRemoteAccount){ 0 };
      return TRUE;
    }
  if (local == NULL && !load_and_keep (federation, uri, max_age_ms, &local) && known.id != 0)
    g_clear_error (&local);
  if (local == NULL && !find (federation, uri, out_account, &local) && local == NULL)
    g_set_error (&local, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "'%.200s' is nobody", uri);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_people_resolve:
 * @federation: federation
 * @handle: of somebody on another server
 * @out_id: (out): the account
 * @error: return location
 *
 * Finds out who a handle is, and makes an account of it.
 *
 * Errors: as moot_webfinger_client_resolve().
 *
 * Returns: whether there is an account
 */
gboolean
moot_people_resolve (MootFederation    *federation,
                     const MootHandle  *handle,
                     gint64            *out_id,
                     GError           **error)
{
  g_autoptr (MootHandle) confirmed = NULL;
  g_autoptr (MootRemoteActor) actor =
    moot_webfinger_client_resolve (federation->quick_fetcher, handle, moot_federation_sign,
                                   federation, &confirmed, federation->cancellable, error);

  if (actor == NULL)
    return FALSE;
  if (moot_federation_is_blocked (federation, actor->id) ||
      moot_uri_same_origin (actor->id, federation->site->base_url))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is blocked", actor->id);
      return FALSE;
    }
  return moot_keyring_keep (federation->keyring, actor, moot_clock_now (), error) &&
         moot_people_keep (federation, actor, confirmed, out_id, error);
}
