/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Actors and activities in their many forms, and those that claim what is not theirs. */
#include "federation-fixture.h"
#include "moot-activity-reader.h"
#include "moot-document.h"
#include "moot-error.h"

#include <string.h>

#define ID "https://a.example/u/x"
#define ACTOR "\"id\":\"" ID "\",\"type\":\"Person\",\"inbox\":\"" ID "/inbox\""
#define TEXT(member) G_STRUCT_OFFSET (MootRemoteActor, member)
#define MULTIKEY "z6MkgBgiwDHsH2iHS7FnQzDJcGk1QsSjEtktxxGhvjepyByp"

static JsonNode *
parse (const char *inside)
{
  g_autofree char *text = g_strdup_printf ("{%s}", inside);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  JsonNode *node = moot_document_parse (bytes, &error);

  g_assert_no_error (error);
  return node;
}

static const struct
{
  const char *name;
  const char *json;
  gsize member;
  const char *wanted;
} texts[] = {
  /* clang-format off */
  { "username", ACTOR ",\"preferredUsername\":\"ro-s.a_1\"", TEXT (username), "ro-s.a_1" },
  { "username-blank", ACTOR ",\"preferredUsername\":\"ro sa\"", TEXT (username), NULL },
  { "username-dot", ACTOR ",\"preferredUsername\":\".rosa\"", TEXT (username), NULL },
  { "username-slash", ACTOR ",\"preferredUsername\":\"a/b\"", TEXT (username), NULL },
  { "username-none", ACTOR, TEXT (username), NULL },
  { "name-bidi", ACTOR ",\"name\":\"\\u202eevil\"", TEXT (name), "evil" },
  { "name-lines", ACTOR ",\"name\":\"a\\nb\"", TEXT (name), "a b" },
  { "shared-inbox", ACTOR ",\"endpoints\":{\"sharedInbox\":\"https://a.example/inbox\"}", TEXT (shared_inbox), "https://a.example/inbox" },
  { "shared-inbox-top", ACTOR ",\"sharedInbox\":\"https://a.example/inbox\"", TEXT (shared_inbox), "https://a.example/inbox" },
  { "shared-inbox-elsewhere", ACTOR ",\"endpoints\":{\"sharedInbox\":\"https://b.example/inbox\"}", TEXT (shared_inbox), NULL },
  { "outbox-elsewhere", ACTOR ",\"outbox\":\"https://b.example/outbox\"", TEXT (outbox), NULL },
  { "followers-inside", ACTOR ",\"followers\":{\"id\":\"" ID "/followers\",\"type\":\"Collection\"}", TEXT (followers), ID "/followers" },
  { "page", ACTOR ",\"url\":[\"https://b.example/@x\",{\"type\":\"Link\",\"href\":\"https://a.example/@x\"}]", TEXT (uri), "https://a.example/@x" },
  { "page-elsewhere", ACTOR ",\"url\":\"https://www.a.example/@x\"", TEXT (uri), NULL },
  { "icon", ACTOR ",\"icon\":{\"type\":\"Image\",\"url\":\"https://cdn.example/1.png\",\"summary\":\"me\"}", TEXT (icon), "https://cdn.example/1.png" },
  { "icon-array", ACTOR ",\"icon\":[{\"type\":\"Image\",\"url\":\"https://cdn.example/1.png\"}]", TEXT (icon), "https://cdn.example/1.png" },
  { "icon-text", ACTOR ",\"icon\":\"https://cdn.example/1.png\"", TEXT (icon), "https://cdn.example/1.png" },
  { "icon-scheme", ACTOR ",\"icon\":{\"type\":\"Image\",\"url\":\"javascript:alert(1)\"}", TEXT (icon), NULL },
  { "icon-description", ACTOR ",\"icon\":{\"type\":\"Image\",\"url\":\"https://c.example/1\",\"name\":\"me\"}", TEXT (icon_description), "me" },
  { "moved", ACTOR ",\"movedTo\":\"https://b.example/u/x\"", TEXT (moved_to), "https://b.example/u/x" },
  { "handle", ACTOR ",\"webfinger\":\"x@example.org\"", TEXT (handle), "x@example.org" },
  /* clang-format on */
};

static void
test_text (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (texts[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteActor) actor = moot_remote_actor_read (json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (G_STRUCT_MEMBER (char *, actor, texts[i].member), ==, texts[i].wanted);
}

static void
test_no_actor (void)
{
  static const char *const wrong[] = {
    "\"id\":\"" ID "\",\"type\":\"Note\",\"inbox\":\"" ID "/inbox\"",
    "\"id\":\"" ID "\",\"type\":\"Person\"",
    "\"id\":\"" ID "\",\"type\":\"Person\",\"inbox\":\"https://b.example/inbox\"",
    "\"id\":\"" ID "\",\"type\":\"Person\",\"inbox\":\"http://a.example/u/x/inbox\"",
    "\"id\":\"" ID "\",\"type\":\"Person\",\"inbox\":\"https://a.example:8443/u/x/inbox\"",
    "\"type\":\"Person\",\"inbox\":\"" ID "/inbox\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) node = parse (wrong[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (moot_remote_actor_read (json_node_get_object (node), &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
}

#define METHOD(id, controller)                                                                  \
  ",\"assertionMethod\":[{\"id\":\"" id "\",\"type\":\"Multikey\",\"controller\":\"" controller \
  "\",\"publicKeyMultibase\":\"" MULTIKEY "\"}]"

static const struct
{
  const char *name;
  const char *json;
  const char *key_id;
  gboolean found;
  gboolean elsewhere;
} keys[] = {
  { "own", ACTOR METHOD (ID "#ed25519-key", ID), ID "#ed25519-key", TRUE, FALSE },
  { "elsewhere", ACTOR METHOD ("https://a.example/keys/1", ID), "https://a.example/keys/1", TRUE,
    TRUE },
  { "beside", ACTOR METHOD (ID "2#key", ID), ID "2#key", TRUE, TRUE },
  { "other-server", ACTOR METHOD ("https://b.example/keys/1", ID), "https://b.example/keys/1",
    FALSE, FALSE },
  { "other-owner", ACTOR METHOD (ID "#ed25519-key", "https://a.example/u/y"), ID "#ed25519-key",
    FALSE, FALSE },
  { "not-named", ACTOR METHOD (ID "#ed25519-key", ID), ID, FALSE, FALSE },
  { "no-material",
    ACTOR ",\"publicKey\":{\"id\":\"" ID "#main-key\",\"owner\":\"" ID "\",\"publicKeyPem\":\"x\"}",
    ID "#main-key", FALSE, FALSE },
  { "only-id", ACTOR ",\"publicKey\":\"" ID "#main-key\"", ID "#main-key", FALSE, FALSE },
};

static void
test_key (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (keys[i].json);
  g_autoptr (MootRemoteActor) actor = moot_remote_actor_read (json_node_get_object (node), NULL);
  const MootRemoteKey *key = moot_remote_actor_find_key (actor, keys[i].key_id);

  g_assert_true ((key != NULL) == keys[i].found);
  g_assert_true (key == NULL || key->elsewhere == keys[i].elsewhere);
}

/* Keys with a document of their own. */
static void
test_key_document (void)
{
  g_autoptr (JsonNode) good =
    parse ("\"id\":\"https://a.example/keys/1\",\"type\":\"Multikey\",\"controller\":\"" ID
           "\",\"publicKeyMultibase\":\"" MULTIKEY "\"");
  g_autoptr (JsonNode) foreign =
    parse ("\"id\":\"https://b.example/keys/1\",\"type\":\"Multikey\",\"controller\":\"" ID
           "\",\"publicKeyMultibase\":\"" MULTIKEY "\"");
  g_autoptr (JsonNode) none = parse ("\"id\":\"https://a.example/keys/1\",\"owner\":\"" ID "\"");
  g_autofree char *owner = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteKey) key =
    moot_remote_key_read (json_node_get_object (good), &owner, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (owner, ==, ID);
  g_assert_true (key->elsewhere);
  g_assert_null (moot_remote_key_read (json_node_get_object (foreign), &owner, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (moot_remote_key_read (json_node_get_object (none), &owner, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static void
test_rest (void)
{
  g_autoptr (JsonNode) node = parse (
    ACTOR ",\"manuallyApprovesFollowers\":true,\"memorial\":\"yes\",\"published\":\"2026-01-05\","
          "\"alsoKnownAs\":\"https://old.example/u/x\","
          "\"attachment\":[{\"type\":\"PropertyValue\",\"name\":\"Web\",\"value\":\"<b>v</b>\"},"
          "{\"type\":\"PropertyValue\",\"name\":\"Empty\"},{\"type\":\"Image\"}],"
          "\"tag\":[{\"type\":\"Hashtag\",\"name\":\"#a\"},"
          "{\"type\":\"Emoji\",\"name\":\":cat:\",\"icon\":\"https://a.example/c.png\"}],"
          "\"generator\":{\"type\":\"Application\",\"implements\":["
          "{\"href\":\"https://datatracker.ietf.org/doc/html/rfc9421\"}]}");
  g_autoptr (MootRemoteActor) actor = moot_remote_actor_read (json_node_get_object (node), NULL);
  const MootRemoteField *field = g_ptr_array_index (actor->fields, 0);

  g_assert_true (actor->locked);
  g_assert_false (actor->memorial);
  g_assert_false (actor->discoverable);
  g_assert_cmpint (actor->published, ==, G_GINT64_CONSTANT (1767571200000));
  g_assert_cmpstr (actor->also_known_as[0], ==, "https://old.example/u/x");
  g_assert_cmpuint (actor->fields->len, ==, 1);
  g_assert_cmpstr (field->value, ==, "<b>v</b>");
  g_assert_cmpuint (actor->tags->len, ==, 1);
  g_assert_true (actor->knows_rfc9421);
  g_assert_false (actor->knows_ed25519);
}

/* Activities --------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *json;
  int type; /* -1: refused */
  const char *object_id;
  const char *reaction;
} activities[] = {
  /* clang-format off */
  { "plain", "\"type\":\"Like\",\"actor\":\"" ID "\",\"object\":\"https://b.example/1\"", MOOT_ACTIVITY_LIKE, "https://b.example/1", NULL },
  { "actor-object", "\"type\":\"Like\",\"actor\":{\"type\":\"Person\",\"id\":\"" ID "\"},\"object\":[\"https://b.example/1\"]",
    MOOT_ACTIVITY_LIKE, "https://b.example/1", NULL },
  { "actor-array", "\"type\":\"Like\",\"actor\":[\"" ID "\"],\"object\":{\"id\":\"https://b.example/1\"}", MOOT_ACTIVITY_LIKE, "https://b.example/1", NULL },
  { "two-actors", "\"type\":\"Like\",\"actor\":[\"" ID "\",\"https://b.example/u/y\"]", -1, NULL, NULL },
  { "no-actor", "\"type\":\"Like\"", -1, NULL, NULL },
  { "no-type", "\"actor\":\"" ID "\"", -1, NULL, NULL },
  { "odd-actor", "\"type\":\"Like\",\"actor\":\"did:key:z6Mk\"", -1, NULL, NULL },
  { "unknown", "\"type\":\"Travel\",\"actor\":\"" ID "\"", MOOT_ACTIVITY_OTHER, NULL, NULL },
  { "several-types", "\"type\":[\"x:Y\",\"Follow\"],\"actor\":\"" ID "\"", MOOT_ACTIVITY_FOLLOW, NULL, NULL },
  { "misskey", "\"type\":\"Like\",\"actor\":\"" ID "\",\"content\":\":cat@.:\",\"object\":\"https://b.example/1\"", MOOT_ACTIVITY_LIKE, "https://b.example/1", ":cat:" },
  { "misskey-only", "\"type\":\"Like\",\"actor\":\"" ID "\",\"_misskey_reaction\":\":cat:\"", MOOT_ACTIVITY_LIKE, NULL, ":cat:" },
  { "emoji", "\"type\":\"EmojiReact\",\"actor\":\"" ID "\",\"content\":\"\360\237\221\215\"",
    MOOT_ACTIVITY_EMOJI_REACT, NULL, "\360\237\221\215" },
  { "null-object", "\"type\":\"Follow\",\"actor\":\"" ID "\",\"object\":null", MOOT_ACTIVITY_FOLLOW, NULL, NULL },
  /* clang-format on */
};

static void
test_activity (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (activities[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActivity) activity = moot_activity_read (json_node_get_object (node), &error);

  if (activities[i].type < 0)
    {
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpint (activity->type, ==, activities[i].type);
  g_assert_cmpstr (activity->actor, ==, ID);
  g_assert_cmpstr (activity->object_id, ==, activities[i].object_id);
  g_assert_cmpstr (activity->reaction, ==, activities[i].reaction);
  g_assert_null (activity->id);
}

static void
test_context (void)
{
  static const struct
  {
    const char *context;
    gboolean good;
  } rows[] = {
    { "\"https://www.w3.org/ns/activitystreams\"", TRUE },
    { "[\"https://x.example/\",\"https://www.w3.org/ns/activitystreams\",{\"a\":\"b\"}]", TRUE },
    { "[\"https://x.example/\"]", FALSE },
    { "{\"@vocab\":\"https://www.w3.org/ns/activitystreams#\"}", FALSE },
    { "\"http://www.w3.org/ns/activitystreams\"", FALSE },
    { "null", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"@context\":%s}", rows[i].context);
      g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
      g_autoptr (JsonObject) root = moot_activity_reader_open (bytes, NULL);

      g_assert_true ((root != NULL) == rows[i].good);
    }
}

/* Pages on other servers are not pages of this collection. */
static void
test_collection (void)
{
  g_autoptr (JsonNode) node = parse (
    "\"id\":\"https://a.example/c?page=1\",\"type\":\"OrderedCollectionPage\",\"totalItems\":3,"
    "\"partOf\":\"https://a.example/c\",\"next\":\"https://b.example/c?page=2\","
    "\"orderedItems\":[\"https://a.example/1\",{\"type\":\"Note\",\"id\":\"https://b.example/2\"},"
    "{\"type\":\"Create\"},null,7],\"items\":\"https://a.example/3\"");
  g_autoptr (MootRemoteCollection) page =
    moot_remote_collection_read (json_node_get_object (node), "https://a.example/c", NULL);
  const MootRemoteItem *second = g_ptr_array_index (page->items, 1);
  g_autoptr (JsonNode) other = parse ("\"type\":\"Note\"");
  g_autoptr (GError) error = NULL;

  g_assert_true (page->is_page);
  g_assert_cmpstr (page->part_of, ==, "https://a.example/c");
  g_assert_null (page->next);
  g_assert_cmpuint (page->items->len, ==, 4);
  g_assert_cmpstr (second->id, ==, "https://b.example/2");
  g_assert_nonnull (second->json);
  g_assert_null (moot_remote_collection_read (json_node_get_object (other), ID, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/remote-actor/", texts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *path = g_strconcat ("/remote-actor/key/", keys[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_key);
    }
  for (guint i = 0; i < G_N_ELEMENTS (activities); i++)
    {
      g_autofree char *path = g_strconcat ("/activity/", activities[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_activity);
    }
  g_test_add_func ("/remote-actor/none", test_no_actor);
  g_test_add_func ("/remote-actor/key-document", test_key_document);
  g_test_add_func ("/remote-actor/rest", test_rest);
  g_test_add_func ("/activity/context", test_context);
  g_test_add_func ("/activity/collection", test_collection);

  return g_test_run ();
}
