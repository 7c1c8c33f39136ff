/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What we write, to the byte: golden files, which MOOT_UPDATE_GOLDEN=1 writes anew.  Each of them
 * is read back as another server would. */
#include "federation-fixture.h"
#include "moot-activity-reader.h"
#include "moot-activity-writer.h"
#include "moot-actor-uri.h"
#include "moot-actor-writer.h"
#include "moot-clock.h"
#include "moot-document.h"
#include "moot-object-writer.h"
#include "moot-wild-json.h"

#include <string.h>

#define ROSA TEST_ACTOR
#define MIRA "https://social.example/users/mira"
#define GROUP "https://coop.example/groups/bakery"
#define NOTE ROSA "/statuses/7"
#define PUBLIC MOOT_PUBLIC_COLLECTION
#define IDS(...) ((char *[]){ __VA_ARGS__, NULL })
#define NOBODY ((char *[]){ NULL })

static void
compare (const char *name,
         const char *json)
{
  g_autofree char *file = g_strdup_printf ("golden/%s.json", name);
  g_autofree char *path = fixture_path (file);
  g_autofree char *line = g_strconcat (json, "\n", NULL);
  g_autofree char *wanted = NULL;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("MOOT_UPDATE_GOLDEN") != NULL)
    {
      g_file_set_contents (path, line, -1, &error);
      g_assert_no_error (error);
    }
  wanted = fixture_load_text (file);
  g_assert_cmpstr (line, ==, wanted);
}

/* Ours must pass our own door, and stay below what the smallest inbox of others takes. */
static JsonNode *
parse (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  JsonNode *node = moot_document_parse (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (json), <, 60 * 1024);
  return node;
}

/* Activities --------------------------------------------------------------------------------- */

static const MootAudience to_public = { IDS (PUBLIC), NOBODY };
static const MootAudience to_followers = { IDS (ROSA "/followers"), NOBODY };
static const MootAudience to_group_followers = { IDS (GROUP "/followers"), NOBODY };
static const MootAudience boost_audience = { IDS (PUBLIC), IDS (GROUP "/followers", ROSA) };
static const MootAudience to_bad = { IDS ("https://social.example/users/bad"), NOBODY };
static const char *const reported[] = { "https://social.example/users/bad",
                                        "https://social.example/users/bad/statuses/5", NULL };

static const MootOutgoing follow = {
  .type = MOOT_ACTIVITY_FOLLOW, .id = ROSA "#follows/12", .actor = ROSA, .object = MIRA
};
static const MootOutgoing their_follow = {
  .type = MOOT_ACTIVITY_FOLLOW, .id = MIRA "#follows/991", .actor = MIRA, .object = ROSA
};
static const MootOutgoing like = { .type = MOOT_ACTIVITY_LIKE, .id = ROSA "#likes/9", .actor = ROSA, .object = "https://social.example/users/mira/statuses/1" };
static const MootOutgoing boost = { .type = MOOT_ACTIVITY_ANNOUNCE,
                                    .id = GROUP "/statuses/8/activity",
                                    .actor = GROUP,
                                    .published = TEST_NOW,
                                    .audience = &boost_audience,
                                    .object = NOTE };

static const struct
{
  const char *name;
  MootOutgoing activity;
} activities[] = {
  { "follow",
    { .type = MOOT_ACTIVITY_FOLLOW, .id = ROSA "#follows/12", .actor = ROSA, .object = MIRA } },
  { "accept-follow",
    { .type = MOOT_ACTIVITY_ACCEPT,
      .id = ROSA "#accepts/follows/13",
      .actor = ROSA,
      .inner = &their_follow } },
  { "reject-follow",
    { .type = MOOT_ACTIVITY_REJECT,
      .id = ROSA "#rejects/follows/13",
      .actor = ROSA,
      .inner = &their_follow } },
  { "undo-follow",
    { .type = MOOT_ACTIVITY_UNDO,
      .id = ROSA "#follows/12/undo",
      .actor = ROSA,
      .inner = &follow } },
  { "like",
    { .type = MOOT_ACTIVITY_LIKE,
      .id = ROSA "#likes/9",
      .actor = ROSA,
      .object = "https://social.example/users/mira/statuses/1" } },
  { "undo-like",
    { .type = MOOT_ACTIVITY_UNDO, .id = ROSA "#likes/9/undo", .actor = ROSA, .inner = &like } },
  { "announce",
    { .type = MOOT_ACTIVITY_ANNOUNCE,
      .id = GROUP "/statuses/8/activity",
      .actor = GROUP,
      .published = TEST_NOW,
      .audience = &boost_audience,
      .object = NOTE } },
  { "undo-announce",
    { .type = MOOT_ACTIVITY_UNDO,
      .id = GROUP "/statuses/8/activity#undo",
      .actor = GROUP,
      .audience = &boost_audience,
      .inner = &boost } },
  { "delete-note",
    { .type = MOOT_ACTIVITY_DELETE,
      .id = NOTE "#delete",
      .actor = ROSA,
      .audience = &to_public,
      .object = NOTE } },
  { "delete-actor",
    { .type = MOOT_ACTIVITY_DELETE,
      .id = ROSA "#delete",
      .actor = ROSA,
      .audience = &to_public,
      .object = ROSA } },
  { "block",
    { .type = MOOT_ACTIVITY_BLOCK, .id = ROSA "#blocks/2", .actor = ROSA, .object = MIRA } },
  { "flag",
    { .type = MOOT_ACTIVITY_FLAG,
      .id = "https://coop.example/actor#flags/3",
      .actor = "https://coop.example/actor",
      .content = "Spam in three threads",
      .audience = &to_bad,
      .objects = reported } },
  { "move",
    { .type = MOOT_ACTIVITY_MOVE,
      .id = ROSA "#moves/1",
      .actor = ROSA,
      .audience = &to_followers,
      .object = ROSA,
      .target = "https://other.example/users/rosa" } },
  { "add",
    { .type = MOOT_ACTIVITY_ADD,
      .id = GROUP "#adds/4",
      .actor = GROUP,
      .audience = &to_group_followers,
      .object = GROUP "/statuses/12",
      .target = GROUP "/featured" } },
  { "remove",
    { .type = MOOT_ACTIVITY_REMOVE,
      .id = GROUP "#removes/5",
      .actor = GROUP,
      .audience = &to_group_followers,
      .object = GROUP "/statuses/12",
      .target = GROUP "/featured" } },
};

static void
test_activity (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *json = moot_activity_write (&activities[i].activity);
  g_autoptr (JsonNode) node = parse (json);
  g_autoptr (MootActivity) read = moot_activity_read (json_node_get_object (node), NULL);
  g_auto (MootActorUri) place = { 0 };

  compare (activities[i].name, json);
  g_assert_cmpint (read->type, ==, activities[i].activity.type);
  g_assert_cmpstr (read->id, ==, activities[i].activity.id);
  g_assert_cmpstr (read->actor, ==, activities[i].activity.actor);
  g_assert_nonnull (read->object_id);
  g_assert_true (moot_actor_uri_parse ("https://coop.example", read->id, &place));
}

/* Objects ------------------------------------------------------------------------------------ */

static MootRemoteObject *
make_object (MootObjectKind  kind,
             const char     *type,
             const char     *id)
{
  MootRemoteObject *self = g_new0 (MootRemoteObject, 1);

  self->kind = kind;
  self->type_name = g_strdup (type);
  self->id = g_strdup (id);
  self->attributed_to = g_strdup (ROSA);
  self->published = TEST_NOW + 678;
  self->likes_count = self->shares_count = -1;
  self->audience.to = g_strdupv (IDS (PUBLIC));
  self->audience.cc = g_strdupv (IDS (ROSA "/followers", MIRA));
  self->tags = g_ptr_array_new ();
  self->attachments = g_ptr_array_new ();
  return self;
}

static MootRemoteObject *
make_note (void)
{
  static MootRemoteTag mention = { MOOT_REMOTE_TAG_MENTION, .href = (char *) MIRA,
                                   .name = (char *) "@mira@social.example" };
  static MootRemoteTag hashtag = { MOOT_REMOTE_TAG_HASHTAG, .href = (char *) "https://coop.example/tags/coop", .name = (char *) "coop" };
  static MootRemoteTag emoji = { MOOT_REMOTE_TAG_EMOJI, .id = (char *) "https://coop.example/emoji/bread", .name = (char *) "bread",
                                 .uri = (char *) "https://coop.example/media/e/bread.png", .media_type = (char *) "image/png",
                                 .updated = G_GINT64_CONSTANT (1767225600000) };
  static MootRemoteAttachment image = { "image",
                                        FALSE,
                                        (char *) "https://coop.example/media/1.jpg",
                                        (char *) "image/jpeg",
                                        (char *) "Loaves on a rack",
                                        (char *) "LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
                                        NULL,
                                        1600,
                                        1200,
                                        -0.42,
                                        0.1,
                                        TRUE };
  MootRemoteObject *self = make_object (MOOT_OBJECT_NOTE, "Note", NOTE);

  self->in_reply_to = g_strdup ("https://social.example/users/mira/statuses/1");
  self->updated = TEST_NOW + 5 * MOOT_MINUTE;
  self->uri = g_strdup ("https://coop.example/@rosa/7");
  self->warning = g_strdup ("Flour");
  self->sensitive = TRUE;
  self->content = g_strdup ("<p>Gr\303\274\303\237e aus der \"Genossenschaft\"</p>");
  self->language = g_strdup ("de");
  self->source = g_strdup ("Gr\303\274\303\237e aus der \"Genossenschaft\"");
  self->context = g_strdup ("https://coop.example/contexts/3");
  self->conversation = g_strdup ("https://coop.example/contexts/3");
  self->replies = g_strdup (NOTE "/replies");
  self->likes_count = 3;
  self->shares_count = 1;
  g_ptr_array_add (self->tags, &mention);
  g_ptr_array_add (self->tags, &hashtag);
  g_ptr_array_add (self->tags, &emoji);
  g_ptr_array_add (self->attachments, &image);
  self->policies[MOOT_INTERACTION_REPLY].automatic = g_strdupv (IDS (PUBLIC));
  self->policies[MOOT_INTERACTION_QUOTE].automatic = g_strdupv (IDS (ROSA "/followers"));
  self->policies[MOOT_INTERACTION_QUOTE].manual = g_strdupv (IDS (PUBLIC));
  return self;
}

static MootRemoteObject *
make_vote (void)
{
  MootRemoteObject *self = make_object (MOOT_OBJECT_NOTE, "Note", ROSA "#votes/3");

  self->name = g_strdup ("Agree");
  self->in_reply_to = g_strdup ("https://social.example/users/mira/statuses/55");
  moot_audience_clear (&self->audience);
  self->audience.to = g_strdupv (IDS (MIRA));
  self->audience.cc = g_strdupv (NOBODY);
  return self;
}

static MootRemoteObject *
make_question (void)
{
  static MootRemoteOption options[] = { { (char *) "Agree", 2 }, { (char *) "Disagree", -1 } };
  MootRemoteObject *self = make_object (MOOT_OBJECT_QUESTION, "Question", NOTE);

  self->content = g_strdup ("<p>Buy a second oven?</p>");
  self->poll = g_new0 (MootRemotePoll, 1);
  self->poll->options = g_ptr_array_new ();
  g_ptr_array_add (self->poll->options, &options[0]);
  g_ptr_array_add (self->poll->options, &options[1]);
  self->poll->n_voters = 2;
  self->poll->ends_at = TEST_NOW + 7 * MOOT_DAY;
  return self;
}

static MootRemoteObject *
make_article (void)
{
  MootRemoteObject *self = make_object (MOOT_OBJECT_ARTICLE, "Article", NOTE);

  self->title = g_strdup ("Proposal 12: second oven");
  self->summary = g_strdup ("<p>We propose</p>");
  self->content = g_strdup ("<p>Background</p>");
  self->group = g_strdup (GROUP);
  self->quoted = g_strdup ("https://social.example/users/mira/statuses/1");
  return self;
}

static const struct
{
  const char *name;
  MootRemoteObject *(*make) (void);
  const char *id; /* of the Create */
} objects[] = {
  { "create-note", make_note, NOTE "/activity" },
  { "create-vote", make_vote, ROSA "#votes/3/activity" },
  { "create-question", make_question, NOTE "/activity" },
  { "create-article", make_article, NOTE "/activity" },
};

/* The object in an activity, and alone; read back and written again it is the same. */
static void
test_object (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootRemoteObject) object = objects[i].make ();
  MootOutgoing create = { .type = MOOT_ACTIVITY_CREATE,
                          .id = objects[i].id,
                          .actor = ROSA,
                          .published = object->published,
                          .audience = &object->audience,
                          .note = object };
  g_autofree char *json = moot_activity_write (&create);
  g_autofree char *alone = moot_object_to_json (object);
  g_autoptr (JsonNode) node = parse (alone);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteObject) read =
    moot_remote_object_read (json_node_get_object (node), &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  compare (objects[i].name, json);
  again = moot_object_to_json (read);
  g_assert_cmpstr (again, ==, alone);
  g_assert_true (moot_remote_object_may_be_vote (read) == (objects[i].make == make_vote));
  g_assert_true (objects[i].make != make_vote || strstr (json, "content") == NULL);
  g_assert_true (moot_wild_has_context (json_node_get_object (node)));
}

/* Conformance 52: the five visibilities, and what others make of them. */
static void
test_audiences (void)
{
  static const char *const mentioned[] = { MIRA, NULL };
  static const struct
  {
    MootVisibility visibility;
    const char *wanted;
  } rows[] = {
    { MOOT_VISIBILITY_PUBLIC, PUBLIC " | " ROSA "/followers " MIRA },
    { MOOT_VISIBILITY_UNLISTED, ROSA "/followers | " PUBLIC " " MIRA },
    { MOOT_VISIBILITY_PRIVATE, ROSA "/followers | " MIRA },
    { MOOT_VISIBILITY_DIRECT, MIRA " | " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      MootAudience *audience =
        moot_audience_new_for (rows[i].visibility, ROSA "/followers", mentioned);
      g_autofree char *to = g_strjoinv (" ", audience->to);
      g_autofree char *cc = g_strjoinv (" ", audience->cc);
      g_autofree char *text = g_strdup_printf ("%s | %s", to, cc);

      g_assert_cmpstr (text, ==, rows[i].wanted);
      g_assert_cmpint (moot_audience_get_visibility (audience, ROSA "/followers"), ==,
                       rows[i].visibility);
      moot_audience_free (audience);
    }
}

/* Actors ------------------------------------------------------------------------------------- */

static MootRemoteKey *
make_key (const char    *actor,
          MootActorPart  part,
          MootPublicKey *key)
{
  MootRemoteKey *self = g_new0 (MootRemoteKey, 1);

  self->id = moot_actor_uri_part (actor, part, 0);
  self->key = key;
  return self;
}

static MootRemoteActor *
make_actor (MootActorKind  kind,
            const char    *id,
            const char    *username)
{
  MootRemoteActor *self = g_new0 (MootRemoteActor, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->username = g_strdup (username);
  self->inbox = moot_actor_uri_part (id, MOOT_PART_INBOX, 0);
  self->outbox = moot_actor_uri_part (id, MOOT_PART_OUTBOX, 0);
  self->shared_inbox = moot_shared_inbox_uri ("https://coop.example");
  self->locked = TRUE;
  self->knows_rfc9421 = TRUE;
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_remote_key_free);
  g_ptr_array_add (self->keys, make_key (id, MOOT_PART_RSA_KEY, fixture_rsa_public ()));
  return self;
}

static MootRemoteActor *
make_person (void)
{
  static MootRemoteField field = {
    (char *) "Website",
    (char *) "<a href=\"https://rosa.example\" rel=\"me nofollow noopener\">rosa.example</a>"
  };
  MootRemoteActor *self = make_actor (MOOT_ACTOR_PERSON, ROSA, "rosa");

  self->name = g_strdup ("Rosa");
  self->handle = g_strdup ("rosa@coop.example");
  self->summary = g_strdup ("<p>Baker, treasurer</p>");
  self->uri = g_strdup ("https://coop.example/@rosa");
  self->published = G_GINT64_CONSTANT (1767609000000);
  self->followers = moot_actor_uri_part (ROSA, MOOT_PART_FOLLOWERS, 0);
  self->following = moot_actor_uri_part (ROSA, MOOT_PART_FOLLOWING, 0);
  self->featured = moot_actor_uri_part (ROSA, MOOT_PART_FEATURED, 0);
  self->icon = g_strdup ("https://coop.example/media/a/rosa.png");
  self->icon_description = g_strdup ("Portrait of Rosa");
  self->image = g_strdup ("https://coop.example/media/h/rosa.jpg");
  self->also_known_as = g_strdupv (IDS ("https://old.example/users/rosa"));
  self->knows_ed25519 = TRUE;
  self->fields = g_ptr_array_new ();
  g_ptr_array_add (self->fields, &field);
  g_ptr_array_add (self->keys, make_key (ROSA, MOOT_PART_ED25519_KEY, fixture_ed25519_public ()));
  return self;
}

static MootRemoteActor *
make_node (void)
{
  return make_actor (MOOT_ACTOR_APPLICATION, "https://coop.example/actor", "coop.example");
}

/* Conformance 10 and 11, as far as the document goes. */
static void
test_person (void)
{
  g_autoptr (MootRemoteActor) actor = make_person ();
  MootOutgoing update = { .type = MOOT_ACTIVITY_UPDATE,
                          .id = ROSA "#updates/1785585600",
                          .actor = ROSA,
                          .audience = &to_public,
                          .person = actor };
  g_autofree char *json = moot_actor_to_json (actor);
  g_autofree char *stub = moot_actor_to_stub_json (actor);
  g_autofree char *updated = moot_activity_write (&update);
  g_autoptr (JsonNode) node = parse (json);
  g_autoptr (JsonNode) stub_node = parse (stub);
  g_autoptr (MootRemoteActor) read = moot_remote_actor_read (json_node_get_object (node), NULL);
  g_autoptr (MootRemoteActor) key_only =
    moot_remote_actor_read_key (json_node_get_object (stub_node), NULL);
  g_autofree char *again = moot_actor_to_json (read);

  compare ("actor", json);
  compare ("actor-stub", stub);
  compare ("update-actor", updated);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpuint (read->keys->len, ==, 2);
  g_assert_nonnull (moot_remote_actor_find_key (key_only, TEST_RSA_KEY_ID));
}

static void
test_others (void)
{
  g_autoptr (MootRemoteActor) node_actor = make_node ();
  g_autoptr (MootRemoteActor) group = make_actor (MOOT_ACTOR_GROUP, GROUP, "bakery");
  g_autofree char *node_json = moot_actor_to_json (node_actor);
  g_autofree char *group_json = moot_actor_to_json (group);
  g_autofree char *tombstone = moot_tombstone_write (ROSA, "Person", TEST_NOW);

  compare ("actor-node", node_json);
  compare ("actor-group", group_json);
  compare ("tombstone", tombstone);
}

/* Collections -------------------------------------------------------------------------------- */

static void
test_collections (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  MootOutgoingPage page = { ROSA "/outbox?page=true", ROSA "/outbox",
                            ROSA "/outbox?max_id=6&page=true", NULL, items };
  g_autofree char *root = moot_collection_write (ROSA "/outbox", 412, TRUE);
  g_autofree char *closed = moot_collection_write (ROSA "/followers", 12, FALSE);
  g_autofree char *secret = moot_collection_write (GROUP "/followers", -1, FALSE);
  g_autofree char *create = moot_activity_write (&follow);
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (MootRemoteCollection) read = NULL;

  g_ptr_array_add (items, create);
  g_ptr_array_add (items, (gpointer) NOTE);
  json = moot_collection_page_write (&page);
  node = parse (json);
  read = moot_remote_collection_read (json_node_get_object (node), ROSA, NULL);
  compare ("collection", root);
  compare ("collection-closed", closed);
  compare ("collection-secret", secret);
  compare ("collection-page", json);
  g_assert_cmpuint (read->items->len, ==, 2);
  g_assert_cmpstr (read->next, ==, page.next);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (activities); i++)
    {
      g_autofree char *path = g_strconcat ("/writer/", activities[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_activity);
    }
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autofree char *path = g_strconcat ("/writer/", objects[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_object);
    }
  g_test_add_func ("/writer/s52-audiences", test_audiences);
  g_test_add_func ("/writer/person", test_person);
  g_test_add_func ("/writer/others", test_others);
  g_test_add_func ("/writer/collections", test_collections);

  return g_test_run ();
}
