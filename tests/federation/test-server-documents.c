/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What Mastodon, Pleroma, Misskey, Lemmy, PeerTube and others publish, read: each has an author, a
 * text that can be read, and whatever else its server says about it. */
#include "federation-fixture.h"
#include "moot-activity-reader.h"

#include <string.h>

/* @said: stands in the text; @unsaid: does not */
static const struct
{
  const char *name;
  MootObjectKind kind;
  const char *author;
  MootVisibility visibility;
  const char *language;
  guint n_attachments;
  guint n_tags;
  const char *said;
  const char *unsaid;
} rows[] = {
  /* clang-format off */
  { "akkoma-note", MOOT_OBJECT_NOTE, "https://akkoma.example/users/ilja", MOOT_VISIBILITY_UNLISTED, "fr", 1, 1, "<p>quiet <b>words</b></p>", "**" },
  { "bookwyrm-review", MOOT_OBJECT_OTHER, "https://bookwyrm.example/user/mouse", MOOT_VISIBILITY_PUBLIC, NULL, 0, 0, "<strong>Bread of all nations</strong></p><p>Good</p>", NULL },
  { "bridgy-note", MOOT_OBJECT_NOTE, "https://bsky.bridge.example/ap/did:plc:abc", MOOT_VISIBILITY_PUBLIC, "en", 0, 0, "from afar", NULL },
  { "discourse-note", MOOT_OBJECT_NOTE, "https://forum.example/ap/actor/4958", MOOT_VISIBILITY_PUBLIC, NULL, 0, 0, "<strong>Last Meeting</strong>", "<h3" },
  { "friendica-event", MOOT_OBJECT_EVENT, "https://friendica.example/profile/mikem", MOOT_VISIBILITY_PUBLIC, NULL, 0, 0, "<p>2026-09-12 00:00 – 2026-09-13 00:00 UTC</p>", NULL },
  { "friendica-page", MOOT_OBJECT_PAGE, "https://friendica.example/profile/heluecht", MOOT_VISIBILITY_UNLISTED, "de", 0, 1, "https://friendica.example/objects/ec05", "news.example" },
  { "funkwhale-audio", MOOT_OBJECT_AUDIO, "https://funkwhale.example/federation/actors/luke", MOOT_VISIBILITY_PUBLIC, NULL, 1, 0, "<strong>Kneading song</strong>", NULL },
  { "gancio-event", MOOT_OBJECT_EVENT, "https://gancio.example/federation/u/relay", MOOT_VISIBILITY_PUBLIC, NULL, 0, 1, "2026-10-01 16:00 UTC · Infoshop · Via Roma 1", NULL },
  { "ghost-article", MOOT_OBJECT_ARTICLE, "https://ghost.example/.ghost/activitypub/users/index", MOOT_VISIBILITY_PUBLIC, NULL, 0, 0, "It is very hot", "<p>It is hot" },
  { "hubzilla-note", MOOT_OBJECT_NOTE, "https://hub.example/channel/scott", MOOT_VISIBILITY_PUBLIC, NULL, 1, 0, "no robbery", "<img" },
  { "lemmy-comment", MOOT_OBJECT_NOTE, "https://lemmy.example/u/picard", MOOT_VISIBILITY_PUBLIC, "en", 0, 1, "Hello <strong>there</strong>", NULL },
  { "lemmy-page", MOOT_OBJECT_PAGE, "https://lemmy.example/u/picard", MOOT_VISIBILITY_PUBLIC, "fr", 1, 1, "<strong>Post title</strong></p><p>This is a post</p>", NULL },
  { "mastodon-note", MOOT_OBJECT_NOTE, "https://mastodon.example/users/mira", MOOT_VISIBILITY_PUBLIC, "nl", 1, 3, "look :bread:", NULL },
  { "mastodon-question", MOOT_OBJECT_QUESTION, "https://mastodon.example/users/mira", MOOT_VISIBILITY_UNLISTED, "en", 0, 0, "Rye or spelt?", "Food" },
  { "mastodon-quote", MOOT_OBJECT_NOTE, "https://mastodon.example/users/mira", MOOT_VISIBILITY_PUBLIC, NULL, 0, 0, "class=\"quote-inline\"", NULL },
  { "misskey-note", MOOT_OBJECT_NOTE, "https://misskey.example/users/9user", MOOT_VISIBILITY_PUBLIC, NULL, 1, 1, "にゃ", NULL },
  { "misskey-question", MOOT_OBJECT_QUESTION, "https://misskey.example/users/9user", MOOT_VISIBILITY_PUBLIC, NULL, 0, 0, "which", NULL },
  { "mobilizon-event", MOOT_OBJECT_EVENT, "https://mobilizon.example/@society", MOOT_VISIBILITY_PUBLIC, "en", 1, 1, "2026-12-11 19:00 – 21:00 UTC · The Kenn Centre · Devon Expressway · Teignbridge", NULL },
  { "peertube-video", MOOT_OBJECT_VIDEO, "https://peertube.example/accounts/nick", MOOT_VISIBILITY_PUBLIC, "en", 1, 1, "<p>Second <strong>line</strong>: <a href=\"https://bread.example/\"", "<not" },
  { "pixelfed-note", MOOT_OBJECT_NOTE, "https://pixelfed.example/users/dan", MOOT_VISIBILITY_PUBLIC, NULL, 2, 1, "dough", "title=" },
  { "pixelfed-story", MOOT_OBJECT_OTHER, "https://pixelfed.example/users/dan", MOOT_VISIBILITY_PRIVATE, NULL, 1, 0, "https://pixelfed.example/stories/dan/9", NULL },
  { "plain-image", MOOT_OBJECT_IMAGE, "https://images.example/u/x", MOOT_VISIBILITY_PUBLIC, NULL, 1, 0, "<strong>Cat Jumping on Wagon</strong>", NULL },
  { "pleroma-chat", MOOT_OBJECT_CHAT_MESSAGE, "https://pleroma.example/users/lain", MOOT_VISIBILITY_DIRECT, NULL, 0, 0, "are you there?", NULL },
  { "pleroma-note", MOOT_OBJECT_NOTE, "https://pleroma.example/users/lain", MOOT_VISIBILITY_PUBLIC, NULL, 0, 2, "hello :firefox:<br />second line", "data-user" },
  { "threads-note", MOOT_OBJECT_NOTE, "https://threads.example/ap/users/178/", MOOT_VISIBILITY_PUBLIC, "en", 0, 1, "fresh", NULL },
  { "wordpress-article", MOOT_OBJECT_ARTICLE, "https://blog.example/?author=1", MOOT_VISIBILITY_PUBLIC, "en", 1, 0, "<strong>Part one</strong></p><p>with <em>text</em></p>", "script" },
  { "writefreely-article", MOOT_OBJECT_ARTICLE, "https://write.example/api/collections/matt", MOOT_VISIBILITY_PUBLIC, "en", 0, 0, "<strong>Slow</strong></p><p>Slow bread.</p>", NULL },
  /* clang-format on */
};

#define TEXT(member) G_STRUCT_OFFSET (MootRemoteObject, member)

/* What only some say. */
static const struct
{
  const char *name;
  gsize member;
  const char *wanted;
} more[] = {
  /* clang-format off */
  { "friendica-page", TEXT (uri), NULL },
  { "lemmy-comment", TEXT (in_reply_to), "https://coop.example/users/rosa/statuses/7" },
  { "lemmy-comment", TEXT (source), "Hello **there**" },
  { "lemmy-page", TEXT (group), "https://lemmy.example/c/tenforward" },
  { "mastodon-note", TEXT (replies), "https://mastodon.example/users/mira/statuses/111/replies" },
  { "mastodon-note", TEXT (uri), "https://mastodon.example/@mira/111" },
  { "mastodon-question", TEXT (warning), "Food" },
  { "mastodon-quote", TEXT (quoted), "https://coop.example/users/rosa/statuses/7" },
  { "mastodon-quote", TEXT (quote_authorization), "https://coop.example/users/rosa/stamps/1" },
  { "misskey-note", TEXT (quoted), "https://coop.example/users/rosa/statuses/7" },
  { "misskey-note", TEXT (warning), "cat" },
  { "peertube-video", TEXT (uri), "https://peertube.example/videos/watch/e794" },
  { "threads-note", TEXT (uri), NULL },
  { "wordpress-article", TEXT (uri), "https://blog.example/this-is-a-test-federation/" },
  /* clang-format on */
};

static const struct
{
  const char *name;
  const char *type;
  const char *uri;
  const char *description;
} files[] = {
  /* clang-format off */
  { "funkwhale-audio", "audio", "https://funkwhale.example/api/v1/listen/88", NULL },
  { "mastodon-note", "image", "https://files.mastodon.example/1.jpg", "A loaf" },
  { "peertube-video", "video", "https://peertube.example/hls/1080.mp4", NULL },
  { "pixelfed-note", "image", "https://pixelfed.example/storage/m/1.jpg", "Dough" },
  { "plain-image", "image", "https://images.example/image.jpeg", NULL },
  /* clang-format on */
};

static MootRemoteObject *
read_fixture (const char *name)
{
  g_autofree char *path = g_strdup_printf ("servers/%s.json", name);
  g_autoptr (GBytes) bytes = fixture_load (path);
  g_autoptr (GError) error = NULL;
  MootRemoteObject *object = moot_activity_reader_read_object (bytes, &error);

  g_assert_no_error (error);
  return object;
}

static void
test_row (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootRemoteObject) object = read_fixture (rows[i].name);
  g_autofree char *html = moot_remote_object_dup_html (object);
  g_autofree char *followers = g_strconcat (rows[i].author, "/followers", NULL);

  g_test_message ("%s", html);
  g_assert_cmpint (object->kind, ==, rows[i].kind);
  g_assert_cmpstr (object->attributed_to, ==, rows[i].author);
  g_assert_cmpint (moot_audience_get_visibility (&object->audience, followers), ==,
                   rows[i].visibility);
  g_assert_cmpstr (object->language, ==, rows[i].language);
  g_assert_cmpuint (object->attachments->len, ==, rows[i].n_attachments);
  g_assert_cmpuint (object->tags->len, ==, rows[i].n_tags);
  g_assert_true ((object->poll != NULL) == (rows[i].kind == MOOT_OBJECT_QUESTION));
  g_assert_nonnull (strstr (html, rows[i].said));
  if (rows[i].unsaid != NULL)
    g_assert_null (strstr (html, rows[i].unsaid));
}

static void
test_more (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autoptr (MootRemoteObject) object = read_fixture (more[i].name);

      g_test_message ("%s", more[i].name);
      g_assert_cmpstr (G_STRUCT_MEMBER (char *, object, more[i].member), ==, more[i].wanted);
    }
}

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (MootRemoteObject) object = read_fixture (files[i].name);
      const MootRemoteAttachment *file = g_ptr_array_index (object->attachments, 0);

      g_assert_cmpstr (file->type, ==, files[i].type);
      g_assert_cmpstr (file->uri, ==, files[i].uri);
      g_assert_cmpstr (file->description, ==, files[i].description);
    }
}

/* Each document has its row, and says where its shape is from. */
static void
test_complete (void)
{
  g_autoptr (GPtrArray) names = fixture_list ("servers");
  g_autofree char *source = fixture_load_text ("servers/SOURCE");

  g_assert_cmpuint (names->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n%s.json: after ", rows[i].name);
      g_autofree char *path = g_strdup_printf ("servers/%s.json", rows[i].name);

      g_assert_cmpstr (g_ptr_array_index (names, i), ==, path);
      g_assert_nonnull (strstr (source, line));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/servers/", rows[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/servers/more", test_more);
  g_test_add_func ("/servers/files", test_files);
  g_test_add_func ("/servers/complete", test_complete);
  return g_test_run ();
}
