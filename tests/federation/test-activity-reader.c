/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What other servers really sent, read: one row for each kind of thing, named after who sent it. */
#include "federation-fixture.h"
#include "moot-activity-reader.h"
#include "moot-error.h"
#include "moot-wild-json.h"

#include <string.h>

#define PUBLIC MOOT_VISIBILITY_PUBLIC
#define UNLISTED MOOT_VISIBILITY_UNLISTED
#define PRIVATE MOOT_VISIBILITY_PRIVATE
#define DIRECT MOOT_VISIBILITY_DIRECT

static GBytes *
load_body (const char *name)
{
  g_autofree char *file = g_strdup_printf ("requests/%s.json", name);
  g_autofree char *text = fixture_load_text (file);
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  const char *body = moot_json_get_string (json_node_get_object (node), "body");

  return g_bytes_new (body, strlen (body));
}

static MootActivity *
load_activity (const char *name)
{
  g_autoptr (GBytes) bytes = load_body (name);
  g_autoptr (GError) error = NULL;
  MootActivity *activity = moot_activity_reader_read_activity (bytes, &error);

  g_assert_no_error (error);
  return activity;
}

static MootRemoteObject *
load_inner_object (const char *name)
{
  g_autoptr (MootActivity) activity = load_activity (name);
  g_autoptr (GError) error = NULL;
  MootRemoteObject *object;

  g_assert_nonnull (activity->object);
  object = moot_remote_object_read (activity->object, &error);
  g_assert_no_error (error);
  return object;
}

/* Activities --------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  MootActivityType type;
  const char *actor;
  const char *object_id; /* its beginning */
  gboolean inside;       /* whether the object is there as a whole */
} activities[] = {
  { "gts-Follow", MOOT_ACTIVITY_FOLLOW, "https://gts.lab.test/users/alice", "https://fedify.lab.test/users/carol", FALSE },
  { "snac-Follow", MOOT_ACTIVITY_FOLLOW, "https://snac.lab.test/bob", "https://fedify.lab.test/users/carol", FALSE },
  { "fedify-Follow", MOOT_ACTIVITY_FOLLOW, "https://fedify.lab.test/users/carol", "https://gts.lab.test/users/alice", FALSE },
  { "gts-Accept-Follow", MOOT_ACTIVITY_ACCEPT, "https://gts.lab.test/users/alice", "https://fedify.lab.test/", TRUE },
  { "fedify-Accept-Follow", MOOT_ACTIVITY_ACCEPT, "https://fedify.lab.test/users/carol", "https://gts.lab.test/", TRUE },
  { "snac-Accept-Follow", MOOT_ACTIVITY_ACCEPT, "https://snac.lab.test/bob", "https://fedify.lab.test/", TRUE },
  { "gts-Reject-Follow", MOOT_ACTIVITY_REJECT, "https://gts.lab.test/users/alice", "https://fedify.lab.test/", TRUE },
  { "gts-Undo-Follow", MOOT_ACTIVITY_UNDO, "https://gts.lab.test/users/alice", "https://gts.lab.test/", TRUE },
  { "snac-Undo-IRI", MOOT_ACTIVITY_UNDO, "https://snac.lab.test/bob", "https://fedify.lab.test/users/carol", FALSE },
  { "fedify-Undo-Block", MOOT_ACTIVITY_UNDO, "https://fedify.lab.test/users/carol", "https://fedify.lab.test/", TRUE },
  { "gts-Create-Note-public", MOOT_ACTIVITY_CREATE, "https://gts.lab.test/users/alice", "https://gts.lab.test/users/alice/statuses/", TRUE },
  { "gts-Announce", MOOT_ACTIVITY_ANNOUNCE, "https://gts.lab.test/users/alice", "https://fedify.lab.test/users/carol/notes/", FALSE },
  { "snac-Announce", MOOT_ACTIVITY_ANNOUNCE, "https://snac.lab.test/bob", "https://fedify.lab.test/users/carol/notes/", FALSE },
  { "snac-Like", MOOT_ACTIVITY_LIKE, "https://snac.lab.test/bob", "https://fedify.lab.test/users/carol/notes/", FALSE },
  { "fedify-EmojiReact", MOOT_ACTIVITY_EMOJI_REACT, "https://fedify.lab.test/users/carol", "https://gts.lab.test/", FALSE },
  { "gts-Block", MOOT_ACTIVITY_BLOCK, "https://gts.lab.test/users/alice", "https://fedify.lab.test/users/carol", FALSE },
  { "gts-Flag", MOOT_ACTIVITY_FLAG, "https://gts.lab.test/users/gts.lab.test", "https://fedify.lab.test/users/carol", FALSE },
  { "gts-Move", MOOT_ACTIVITY_MOVE, "https://gts.lab.test/users/mo373724", "https://gts.lab.test/users/mo373724", FALSE },
  { "gts-Delete-IRI", MOOT_ACTIVITY_DELETE, "https://gts.lab.test/users/alice", "https://gts.lab.test/users/alice/statuses/", FALSE },
  { "gts-Delete-actor", MOOT_ACTIVITY_DELETE, "https://gts.lab.test/users/del373724", "https://gts.lab.test/users/del373724", FALSE },
  { "snac-Delete-Tombstone", MOOT_ACTIVITY_DELETE, "https://snac.lab.test/bob", "https://snac.lab.test/bob/p/", TRUE },
  { "gts-Update-Person", MOOT_ACTIVITY_UPDATE, "https://gts.lab.test/users/alice", "https://gts.lab.test/users/alice", TRUE },
  { "snac-Update-Question-public", MOOT_ACTIVITY_UPDATE, "https://snac.lab.test/bob", "https://snac.lab.test/bob/p/", TRUE },
};

static void
test_activity (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootActivity) activity = load_activity (activities[i].name);

  g_assert_cmpint (activity->type, ==, activities[i].type);
  g_assert_cmpstr (activity->type_name, ==, moot_activity_type_to_text (activity->type));
  g_assert_cmpstr (activity->actor, ==, activities[i].actor);
  g_assert_nonnull (activity->id);
  g_assert_true (g_str_has_prefix (activity->object_id, activities[i].object_id));
  g_assert_true ((activity->object != NULL) == activities[i].inside);
}

/* Every request with a body is understood. */
static void
test_all (void)
{
  g_autoptr (GPtrArray) names = fixture_list ("requests");
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *file = g_path_get_basename (g_ptr_array_index (names, i));
      g_autofree char *name = g_strndup (file, strlen (file) - strlen (".json"));

      if (strstr (name, "-GET-") != NULL)
        continue;
      g_test_message ("%s", name);
      {
        g_autoptr (MootActivity) activity = load_activity (name);

        g_assert_cmpint (activity->type, !=, MOOT_ACTIVITY_OTHER);
        g_assert_cmpstr (activity->object_ids[0], ==, activity->object_id);
        n++;
      }
    }
  g_assert_cmpuint (n, >=, 70);
}

static void
test_details (void)
{
  g_autoptr (MootActivity) flag = load_activity ("gts-Flag");
  g_autoptr (MootActivity) react = load_activity ("fedify-EmojiReact");
  g_autoptr (MootActivity) move = load_activity ("gts-Move");
  g_autoptr (MootActivity) accept = load_activity ("gts-Accept-Follow");
  g_autoptr (MootActivity) create = load_activity ("fedify-Create-Note-public");
  g_autoptr (MootActivity) follow = moot_activity_read_inner (accept, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (flag->object_ids), ==, 2);
  g_assert_cmpstr (flag->content, ==, "lab report");
  g_assert_nonnull (react->reaction);
  g_assert_null (react->content);
  g_assert_true (g_str_has_prefix (move->target, "https://"));
  g_assert_cmpint (follow->type, ==, MOOT_ACTIVITY_FOLLOW);
  g_assert_cmpstr (follow->object_id, ==, accept->actor);
  g_assert_true (create->has_proof);
  g_assert_false (accept->has_proof);
  g_assert_null (moot_activity_read_inner (flag, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

/* Objects ------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  const char *followers;
  MootObjectKind kind;
  MootVisibility visibility;
  const char *warning;
  const char *language;
  guint n_tags;
  guint n_attachments;
  gboolean replies;
  gboolean vote;
} objects[] = {
  { "gts-Create-Note-public", "https://gts.lab.test/users/alice/followers", MOOT_OBJECT_NOTE,
    PUBLIC, NULL, "en", 0, 0, FALSE, FALSE },
  { "gts-Create-Note-unlisted", "https://gts.lab.test/users/alice/followers", MOOT_OBJECT_NOTE,
    UNLISTED, NULL, "en", 0, 0, FALSE, FALSE },
  { "gts-Create-Note-followers", "https://gts.lab.test/users/alice/followers", MOOT_OBJECT_NOTE,
    PRIVATE, NULL, "en", 0, 0, FALSE, FALSE },
  { "gts-Create-Note-followers", "https://gts.lab.test/users/other/followers", MOOT_OBJECT_NOTE,
    DIRECT, NULL, "en", 0, 0, FALSE, FALSE },
  { "gts-Create-Note-direct-mention", "https://gts.lab.test/users/alice/followers",
    MOOT_OBJECT_NOTE, DIRECT, NULL, "en", 2, 0, FALSE, FALSE },
  { "gts-Create-Note-public-mention-hashtag-attachment-cw", NULL, MOOT_OBJECT_NOTE, PUBLIC,
    "careful", "en", 3, 1, FALSE, FALSE },
  { "gts-Create-Note-public-reply-mention", NULL, MOOT_OBJECT_NOTE, PUBLIC, NULL, "en", 1, 0, TRUE,
    FALSE },
  { "gts-Create-Note-vote", NULL, MOOT_OBJECT_NOTE, DIRECT, NULL, NULL, 0, 0, TRUE, TRUE },
  { "gts-Create-Question-public", NULL, MOOT_OBJECT_QUESTION, PUBLIC, NULL, "en", 0, 0, FALSE,
    FALSE },
  { "snac-Create-Note-public", NULL, MOOT_OBJECT_NOTE, PUBLIC, NULL, NULL, 0, 0, FALSE, FALSE },
  { "snac-Create-Note-direct-mention", "https://snac.lab.test/bob/followers", MOOT_OBJECT_NOTE,
    DIRECT, NULL, NULL, 2, 0, FALSE, FALSE },
  { "snac-Create-Note-public-attachment", NULL, MOOT_OBJECT_NOTE, PUBLIC, NULL, NULL, 0, 1, FALSE,
    FALSE },
  { "snac-Create-Note-vote", NULL, MOOT_OBJECT_NOTE, DIRECT, NULL, NULL, 1, 0, TRUE, TRUE },
  { "fedify-Create-Note-public", NULL, MOOT_OBJECT_NOTE, PUBLIC, NULL, NULL, 0, 0, FALSE, FALSE },
  { "fedify-Create-Note-followers", "https://fedify.lab.test/users/carol/followers",
    MOOT_OBJECT_NOTE, PRIVATE, NULL, NULL, 0, 0, FALSE, FALSE },
  { "fedify-Create-Note-public-mention", NULL, MOOT_OBJECT_NOTE, PUBLIC, NULL, NULL, 1, 0, FALSE,
    FALSE },
  { "fedify-Create-Note-vote", NULL, MOOT_OBJECT_NOTE, DIRECT, NULL, NULL, 0, 0, TRUE, TRUE },
};

static void
test_object (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootActivity) activity = load_activity (objects[i].name);
  g_autoptr (MootRemoteObject) object = load_inner_object (objects[i].name);

  g_assert_cmpint (object->kind, ==, objects[i].kind);
  g_assert_cmpstr (object->attributed_to, ==, activity->actor);
  g_assert_cmpint (moot_audience_get_visibility (&object->audience, objects[i].followers), ==,
                   objects[i].visibility);
  g_assert_cmpstr (object->warning, ==, objects[i].warning);
  g_assert_cmpstr (object->language, ==, objects[i].language);
  g_assert_cmpuint (object->tags->len, ==, objects[i].n_tags);
  g_assert_cmpuint (object->attachments->len, ==, objects[i].n_attachments);
  g_assert_true ((object->in_reply_to != NULL) == objects[i].replies);
  g_assert_true (moot_remote_object_may_be_vote (object) == objects[i].vote);
  g_assert_true (object->published > G_GINT64_CONSTANT (1795373000000) || objects[i].vote);
}

static const char *const questions[] = {
  "gts-Create-Question-public", "snac-Create-Question-public", "fedify-Create-Question-public",
  "gts-Update-Question-public", "snac-Update-Question-public"
};

static void
test_polls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (MootRemoteObject) object = load_inner_object (questions[i]);
      gint64 n_votes = 0;

      g_test_message ("%s", questions[i]);
      g_assert_nonnull (object->poll);
      g_assert_false (object->poll->multiple);
      g_assert_cmpuint (object->poll->options->len, ==, 2);
      for (guint k = 0; k < 2; k++)
        {
          const MootRemoteOption *option = g_ptr_array_index (object->poll->options, k);

          g_assert_cmpint ((int) strlen (option->title), >, 2);
          g_assert_cmpint (option->n_votes, >=, 0);
          n_votes += option->n_votes;
        }
      g_assert_true ((n_votes > 0) == (strstr (questions[i], "Update") != NULL));
    }
}

static void
test_attachment (void)
{
  g_autoptr (MootRemoteObject) gts =
    load_inner_object ("gts-Create-Note-public-mention-hashtag-attachment-cw");
  g_autoptr (MootRemoteObject) fedify =
    load_inner_object ("fedify-Create-Note-public-mention-hashtag-attachment-cw");
  const MootRemoteAttachment *image = g_ptr_array_index (gts->attachments, 0);
  const MootRemoteAttachment *document = g_ptr_array_index (fedify->attachments, 0);
  const MootRemoteTag *tag = g_ptr_array_index (gts->tags, 0);

  g_assert_cmpstr (image->type, ==, "image");
  g_assert_cmpstr (image->media_type, ==, "image/png");
  g_assert_cmpstr (image->description, ==, "test pattern");
  g_assert_cmpstr (image->blurhash, ==, "LgJ*-hXXz?YStRRFKOT9adMHwcH_");
  g_assert_cmpstr (document->type, ==, "image");
  g_assert_nonnull (document->description);
  g_assert_true (tag->kind == MOOT_REMOTE_TAG_MENTION || tag->kind == MOOT_REMOTE_TAG_HASHTAG);
  g_assert_nonnull (gts->policies[MOOT_INTERACTION_REPLY].automatic);
  g_assert_cmpstr (gts->policies[MOOT_INTERACTION_REPLY].automatic[0], ==, MOOT_PUBLIC_COLLECTION);
  g_assert_null (gts->policies[MOOT_INTERACTION_QUOTE].automatic);
}

/* Actors ------------------------------------------------------------------------------------- */

static const struct
{
  const char *file;
  const char *id;
  const char *username;
  const char *name;
  const char *shared_inbox;
  const char *key_id;
  guint n_keys;
} actors[] = {
  { "documents/gts-actor.json", "https://gts.lab.test/users/alice", "alice", "Alice", NULL, "https://gts.lab.test/users/alice/main-key", 1 },
  { "documents/snac-actor.json", "https://snac.lab.test/bob", "bob", "Bob 373534", "https://snac.lab.test/shared-inbox", "https://snac.lab.test/bob#main-key", 1 },
  { "documents/fedify-actor.json", "https://fedify.lab.test/users/carol", "carol", "Carol", "https://fedify.lab.test/inbox", "https://fedify.lab.test/users/carol#main-key", 3 },
};

static void
test_actor (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = fixture_load (actors[i].file);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteActor) actor = moot_activity_reader_read_actor (bytes, &error);
  const MootRemoteKey *key;

  g_assert_no_error (error);
  g_assert_cmpint (actor->kind, ==, MOOT_ACTOR_PERSON);
  g_assert_cmpstr (actor->id, ==, actors[i].id);
  g_assert_cmpstr (actor->username, ==, actors[i].username);
  g_assert_true (g_str_has_prefix (actor->name, actors[i].name));
  g_assert_cmpstr (actor->shared_inbox, ==, actors[i].shared_inbox);
  g_assert_true (g_str_has_prefix (actor->inbox, actors[i].id));
  g_assert_nonnull (actor->outbox);
  g_assert_nonnull (actor->followers);
  g_assert_cmpuint (actor->keys->len, ==, actors[i].n_keys);
  key = moot_remote_actor_find_key (actor, actors[i].key_id);
  g_assert_nonnull (key);
  g_assert_false (key->elsewhere);
  g_assert_true (moot_remote_actor_find_key (actor, actors[i].id) == key);
  g_assert_null (moot_remote_actor_find_key (actor, "https://gts.lab.test/users/other#main-key"));
}

/* GoToSocial shows strangers only the key. */
static void
test_stub (void)
{
  g_autoptr (GBytes) bytes = fixture_load ("documents/gts-actor-stub.json");
  g_autoptr (JsonObject) root = moot_activity_reader_open (bytes, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteActor) stub = NULL;

  g_assert_null (moot_remote_actor_read (root, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  stub = moot_remote_actor_read_key (root, NULL);
  g_assert_cmpuint (stub->keys->len, ==, 1);
  g_assert_nonnull (moot_remote_actor_find_key (stub, "https://gts.lab.test/users/alice/main-key"));
}

/* Collections -------------------------------------------------------------------------------- */

static const struct
{
  const char *file;
  gint64 total;
  gboolean has_first;
  guint n_items;
  const char *item; /* the beginning of the first one's id */
} collections[] = {
  { "documents/gts-outbox-page.json", 7, TRUE, 0, NULL },
  { "documents/gts-followers.json", 3, TRUE, 0, NULL },
  { "documents/gts-replies.json", 0, TRUE, 0, NULL },
  { "documents/snac-outbox.json", 4, FALSE, 4, "https://snac.lab.test/bob/p/" },
  { "documents/snac-featured.json", 0, FALSE, 0, NULL },
  { "documents/fedify-outbox.json", 11, FALSE, 11, "https://fedify.lab.test/users/carol/" },
  { "documents/fedify-followers.json", 0, FALSE, 0, NULL },
};

static void
test_collection (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = fixture_load (collections[i].file);
  g_autoptr (JsonNode) node = moot_json_parse (g_bytes_get_data (bytes, NULL),
                                               (gssize) g_bytes_get_size (bytes), NULL);
  const char *id = moot_json_get_string (json_node_get_object (node), "id");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteCollection) collection =
    moot_activity_reader_read_collection (bytes, id, &error);

  g_assert_no_error (error);
  g_assert_false (collection->is_page);
  g_assert_cmpint (collection->total, ==, collections[i].total);
  g_assert_true ((collection->first != NULL) == collections[i].has_first);
  g_assert_cmpuint (collection->items->len, ==, collections[i].n_items);
  if (collections[i].item != NULL)
    {
      const MootRemoteItem *item = g_ptr_array_index (collection->items, 0);

      g_assert_true (g_str_has_prefix (item->id, collections[i].item));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (activities); i++)
    {
      g_autofree char *path = g_strconcat ("/reader/activity/", activities[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_activity);
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reader/object/%s-%u", objects[i].name, i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_object);
    }
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    {
      g_autofree char *path = g_strconcat ("/reader/actor/", actors[i].username, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_actor);
    }
  for (guint i = 0; i < G_N_ELEMENTS (collections); i++)
    {
      g_autofree char *path = g_strconcat ("/reader/", collections[i].file, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_collection);
    }
  g_test_add_func ("/reader/all", test_all);
  g_test_add_func ("/reader/details", test_details);
  g_test_add_func ("/reader/polls", test_polls);
  g_test_add_func ("/reader/attachment", test_attachment);
  g_test_add_func ("/reader/stub", test_stub);

  return g_test_run ();
}
