/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The many forms one thing is written in, and what must not be taken for it. */
#include "moot-activity-reader.h"
#include "moot-document.h"
#include "moot-error.h"
#include "moot-wild-json.h"

#include <string.h>

#define NOTE "\"id\":\"https://a.example/n/1\",\"type\":\"Note\""
#define ACTOR "\"id\":\"https://a.example/u/x\",\"type\":\"Person\",\"inbox\":\"https://a.example/u/x/inbox\""
#define OBJECT_TEXT(member) G_STRUCT_OFFSET (MootRemoteObject, member)
#define ACTOR_TEXT(member) G_STRUCT_OFFSET (MootRemoteActor, member)

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

/* Objects ------------------------------------------------------------------------------------ */

static const struct
{
  const char *name;
  const char *json;
  gsize member;
  const char *wanted;
} objects[] = {
  /* clang-format off */
  { "author", NOTE ",\"attributedTo\":\"https://a.example/u/x\"", OBJECT_TEXT (attributed_to), "https://a.example/u/x" },
  { "author-object", NOTE ",\"attributedTo\":{\"id\":\"https://a.example/u/x\"}", OBJECT_TEXT (attributed_to), "https://a.example/u/x" },
  { "author-array", NOTE ",\"attributedTo\":[\"https://a.example/u/x\"]", OBJECT_TEXT (attributed_to), "https://a.example/u/x" },
  { "author-peertube", NOTE ",\"attributedTo\":[{\"type\":\"Group\",\"id\":\"https://a.example/c\"},"
    "{\"type\":\"Person\",\"id\":\"https://a.example/u/x\"}]", OBJECT_TEXT (attributed_to), "https://a.example/u/x" },
  { "author-same-server", NOTE ",\"attributedTo\":[\"https://b.example/u/y\",\"https://a.example/u/x\"]",
    OBJECT_TEXT (attributed_to), "https://a.example/u/x" },
  { "author-at-id", NOTE ",\"attributedTo\":{\"id\":\"https://a.example/u/x\",\"@id\":\"https://a.example/u/y\"}",
    OBJECT_TEXT (attributed_to), NULL },
  { "reply-null", NOTE ",\"inReplyTo\":null", OBJECT_TEXT (in_reply_to), NULL },
  { "reply-array", NOTE ",\"inReplyTo\":[\"https://b.example/1\",\"https://b.example/2\"]", OBJECT_TEXT (in_reply_to), "https://b.example/1" },
  { "reply-scheme", NOTE ",\"inReplyTo\":\"javascript:alert(1)\"", OBJECT_TEXT (in_reply_to), NULL },
  { "page", NOTE ",\"url\":\"https://a.example/@x/1\"", OBJECT_TEXT (uri), "https://a.example/@x/1" },
  { "page-link", NOTE ",\"url\":{\"type\":\"Link\",\"href\":\"https://a.example/@x/1\"}", OBJECT_TEXT (uri), "https://a.example/@x/1" },
  { "page-html", NOTE ",\"url\":[{\"type\":\"Link\",\"mediaType\":\"video/mp4\",\"href\":\"https://a.example/1.mp4\"},"
    "{\"type\":\"Link\",\"mediaType\":\"text/html\",\"href\":\"https://a.example/w/1\"}]", OBJECT_TEXT (uri), "https://a.example/w/1" },
  { "page-elsewhere", NOTE ",\"url\":\"https://bank.example/login\"", OBJECT_TEXT (uri), NULL },
  { "page-scheme", NOTE ",\"url\":\"javascript://a.example/%0aalert(1)\"", OBJECT_TEXT (uri), NULL },
  { "content", NOTE ",\"content\":\"<p>a</p>\"", OBJECT_TEXT (content), "<p>a</p>" },
  { "content-null", NOTE ",\"content\":null", OBJECT_TEXT (content), NULL },
  { "content-map", NOTE ",\"contentMap\":{\"de\":\"<p>b</p>\"}", OBJECT_TEXT (content), "<p>b</p>" },
  { "content-aliased", NOTE ",\"as:content\":\"x\"", OBJECT_TEXT (content), NULL },
  { "language", NOTE ",\"content\":\"b\",\"contentMap\":{\"de\":\"a\",\"pt-BR\":\"b\"}", OBJECT_TEXT (language), "pt-br" },
  { "language-first", NOTE ",\"content\":\"x\",\"contentMap\":{\"de\":\"a\",\"fr\":\"b\"}", OBJECT_TEXT (language), "de" },
  { "language-none", NOTE ",\"contentMap\":{\"<b>\":\"a\"}", OBJECT_TEXT (language), NULL },
  { "language-name", NOTE ",\"nameMap\":{\"sv\":\"a\"}", OBJECT_TEXT (language), "sv" },
  { "warning", NOTE ",\"summary\":\"<p>Food</p>\"", OBJECT_TEXT (warning), "Food" },
  { "warning-empty", NOTE ",\"summary\":\"\"", OBJECT_TEXT (warning), NULL },
  { "warning-bidi", NOTE ",\"summary\":\"a\\u202eb\\u0007\"", OBJECT_TEXT (warning), "ab" },
  { "article-summary", "\"id\":\"https://a.example/a/1\",\"type\":\"Article\",\"summary\":\"<p>s</p>\"", OBJECT_TEXT (summary), "<p>s</p>" },
  { "article-warning", "\"id\":\"https://a.example/a/1\",\"type\":\"Article\",\"summary\":\"<p>s</p>\"", OBJECT_TEXT (warning), NULL },
  { "name", NOTE ",\"name\":\" Yes \"", OBJECT_TEXT (name), " Yes " },
  { "title", NOTE ",\"name\":\" A\\nB \"", OBJECT_TEXT (title), "A B" },
  { "type-array", "\"id\":\"https://a.example/1\",\"type\":[\"x:Odd\",\"Page\",\"Note\"]", OBJECT_TEXT (type_name), "Page" },
  { "type-unknown", "\"id\":\"https://a.example/1\",\"type\":[\"Recipe\",\"Odd\"]", OBJECT_TEXT (type_name), "Recipe" },
  { "quote", NOTE ",\"quoteUrl\":\"https://b.example/2\",\"quote\":\"https://b.example/1\"", OBJECT_TEXT (quoted), "https://b.example/1" },
  { "quote-misskey", NOTE ",\"_misskey_quote\":\"https://b.example/3\"", OBJECT_TEXT (quoted), "https://b.example/3" },
  { "source", NOTE ",\"source\":{\"content\":\"*a*\",\"mediaType\":\"text/markdown\"}", OBJECT_TEXT (source), "*a*" },
  { "source-other", NOTE ",\"source\":{\"content\":\"$[x]\",\"mediaType\":\"text/x.misskeymarkdown\"}", OBJECT_TEXT (source), NULL },
  { "group", NOTE ",\"audience\":\"https://a.example/g\"", OBJECT_TEXT (group), "https://a.example/g" },
  { "replies", NOTE ",\"replies\":{\"id\":\"https://a.example/n/1/replies\",\"type\":\"Collection\"}", OBJECT_TEXT (replies), "https://a.example/n/1/replies" },
  /* clang-format on */
};

static void
test_object (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (objects[i].json);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootRemoteObject) object =
    moot_remote_object_read (json_node_get_object (node), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (G_STRUCT_MEMBER (char *, object, objects[i].member), ==, objects[i].wanted);
}

static void
test_no_object (void)
{
  static const char *const wrong[] = {
    "\"type\":\"Note\"",
    "\"id\":\"https://a.example/1\"",
    "\"id\":7,\"type\":\"Note\"",
    "\"id\":\"tag:a.example,2026:1\",\"type\":\"Note\"",
    "\"id\":\"ap://did:key:z6Mk/x\",\"type\":\"Note\"",
    "\"id\":\"https://a.example/1\",\"@id\":\"https://a.example/2\",\"type\":\"Note\"",
    "\"id\":\"https://a.example/1\",\"type\":\"Note\",\"@type\":\"Person\"",
    "\"id\":\"https://a.example/1\",\"type\":{}",
    "\"id\":\"https://user@a.example/1\",\"type\":\"Note\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (JsonNode) node = parse (wrong[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i]);
      g_assert_null (moot_remote_object_read (json_node_get_object (node), &error));
      g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
    }
}

/* Unknown things are shown as title, text and link, and never as what they are not. */
static void
test_fallback (void)
{
  static const struct
  {
    const char *json;
    const char *wanted;
  } rows[] = {
    { NOTE ",\"content\":\"<p>a<script>b</script></p>\",\"name\":\"c\"", "<p>a</p>" },
    { "\"id\":\"https://a.example/1\",\"type\":\"Recipe\",\"name\":\"<b>Soup</b>\",\"summary\":\"<p>hot</p>\"",
      "<p><strong>&lt;b&gt;Soup&lt;/b&gt;</strong></p><p>hot</p><p><a href=\"https://a.example/1\" "
      "rel=\"nofollow noopener\" target=\"_blank\">https://a.example/1</a></p>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonNode) node = parse (rows[i].json);
      g_autoptr (MootRemoteObject) object =
        moot_remote_object_read (json_node_get_object (node), NULL);
      g_autofree char *html = moot_remote_object_dup_html (object);

      g_assert_cmpstr (html, ==, rows[i].wanted);
    }
}

/* Conformance 53. */
static const struct
{
  const char *name;
  const char *json;
  MootVisibility wanted;
} audiences[] = {
  { "public", "\"to\":\"https://www.w3.org/ns/activitystreams#Public\"", MOOT_VISIBILITY_PUBLIC },
  { "public-array", "\"to\":[\"https://www.w3.org/ns/activitystreams#Public\"]", MOOT_VISIBILITY_PUBLIC },
  { "public-prefix", "\"to\":\"as:Public\"", MOOT_VISIBILITY_PUBLIC },
  { "public-short", "\"to\":[\"Public\"]", MOOT_VISIBILITY_PUBLIC },
  { "unlisted", "\"to\":\"https://a.example/f\",\"cc\":\"as:Public\"", MOOT_VISIBILITY_UNLISTED },
  { "private", "\"to\":[\"https://a.example/f\"]", MOOT_VISIBILITY_PRIVATE },
  { "followers-in-cc", "\"cc\":[\"https://a.example/f\"]", MOOT_VISIBILITY_DIRECT },
  { "followers-of-others", "\"to\":[\"https://a.example/g\"]", MOOT_VISIBILITY_DIRECT },
  { "nobody", "\"to\":null,\"cc\":[]", MOOT_VISIBILITY_DIRECT },
  { "blind", "\"bto\":\"as:Public\",\"bcc\":\"as:Public\"", MOOT_VISIBILITY_DIRECT },
  { "object", "\"to\":{\"id\":\"as:Public\"}", MOOT_VISIBILITY_PUBLIC },
};

static void
test_audience (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (audiences[i].json);
  g_auto (MootAudience) audience = { NULL, NULL };

  moot_audience_read (json_node_get_object (node), &audience);
  g_assert_cmpint (moot_audience_get_visibility (&audience, "https://a.example/f"), ==,
                   audiences[i].wanted);
  g_assert_true (moot_audience_names (&audience, MOOT_PUBLIC_COLLECTION) ==
                 (audiences[i].wanted <= MOOT_VISIBILITY_UNLISTED));
}

/* Polls -------------------------------------------------------------------------------------- */

#define QUESTION "\"id\":\"https://a.example/q\",\"type\":\"Question\","

static const struct
{
  const char *name;
  const char *json;
  int n_options; /* -1: no poll */
  gboolean multiple;
  gboolean closed;
} polls[] = {
  /* clang-format off */
  { "single", QUESTION "\"oneOf\":[{\"name\":\"a\"},{\"name\":\"b\"}]", 2, FALSE, FALSE },
  { "multiple", QUESTION "\"anyOf\":[{\"name\":\"a\"},{\"name\":\"b\"},{\"name\":\"c\"}]", 3, TRUE, FALSE },
  { "one-option", QUESTION "\"oneOf\":{\"type\":\"Note\",\"name\":\"a\"}", 1, FALSE, FALSE },
  { "content", QUESTION "\"oneOf\":[{\"content\":\"a\"}]", 1, FALSE, FALSE },
  { "closed-time", QUESTION "\"closed\":\"2026-08-01T12:00:00Z\",\"oneOf\":[{\"name\":\"a\"}]", 1, FALSE, TRUE },
  { "closed-true", QUESTION "\"closed\":true,\"oneOf\":[{\"name\":\"a\"}]", 1, FALSE, TRUE },
  { "closed-false", QUESTION "\"closed\":false,\"oneOf\":[{\"name\":\"a\"}]", 1, FALSE, FALSE },
  { "same-text", QUESTION "\"oneOf\":[{\"name\":\"a\"},{\"name\":\"a\"}]", -1, FALSE, FALSE },
  { "no-text", QUESTION "\"oneOf\":[{\"name\":\"a\"},{}]", -1, FALSE, FALSE },
  { "empty-text", QUESTION "\"oneOf\":[{\"name\":\"\"}]", -1, FALSE, FALSE },
  { "no-options", QUESTION "\"oneOf\":[]", -1, FALSE, FALSE },
  { "note", NOTE ",\"oneOf\":[{\"name\":\"a\"}]", -1, FALSE, FALSE },
  /* clang-format on */
};

static void
test_poll (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (JsonNode) node = parse (polls[i].json);
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (json_node_get_object (node), NULL);

  g_assert_true ((object->poll == NULL) == (polls[i].n_options < 0));
  if (object->poll == NULL)
    return;
  g_assert_cmpint ((int) object->poll->options->len, ==, polls[i].n_options);
  g_assert_true (object->poll->multiple == polls[i].multiple);
  g_assert_true (object->poll->closed == polls[i].closed);
  g_assert_cmpint (object->poll->n_voters, ==, -1);
}

/* Files and tags ----------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *json; /* of the attachment */
  const char *type; /* NULL: left out */
  const char *uri;
  const char *description;
} attachments[] = {
  /* clang-format off */
  { "document", "\"type\":\"Document\",\"mediaType\":\"image/png\",\"url\":\"https://a.example/1\",\"name\":\"x\"", "image", "https://a.example/1", "x" },
  { "image", "\"type\":\"Image\",\"url\":[\"https://a.example/1\"],\"summary\":\"y\",\"name\":\"x\"", "image", "https://a.example/1", "y" },
  { "video-link", "\"type\":\"Video\",\"url\":[{\"type\":\"Link\",\"mediaType\":\"video/mp4\",\"href\":\"https://a.example/1.mp4\"}]", "video", "https://a.example/1.mp4", NULL },
  { "link", "\"type\":\"Link\",\"href\":\"https://b.example/1\"", "unknown", "https://b.example/1", NULL },
  { "nested-image", "\"type\":\"Image\",\"url\":{\"type\":\"Image\",\"url\":\"https://a.example/2\"}", "image", "https://a.example/2", NULL },
  { "no-type", "\"url\":\"https://a.example/1\"", NULL, NULL, NULL },
  { "property", "\"type\":\"PropertyValue\",\"name\":\"a\",\"value\":\"b\"", NULL, NULL, NULL },
  { "data", "\"type\":\"Image\",\"url\":\"data:image/png;base64,AAAA\"", NULL, NULL, NULL },
  { "file", "\"type\":\"Document\",\"url\":\"file:///etc/passwd\"", NULL, NULL, NULL },
  /* clang-format on */
};

static void
test_attachment (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *json = g_strdup_printf (
    NOTE ",\"attachment\":{%s,\"blurhash\":\"nonsense\",\"width\":-1,\"height\":70000,"
         "\"focalPoint\":[-7,0.5]}",
    attachments[i].json);
  g_autoptr (JsonNode) node = parse (json);
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (json_node_get_object (node), NULL);
  const MootRemoteAttachment *attachment;

  g_assert_cmpuint (object->attachments->len, ==, attachments[i].type != NULL ? 1 : 0);
  if (attachments[i].type == NULL)
    return;
  attachment = g_ptr_array_index (object->attachments, 0);
  g_assert_cmpstr (attachment->type, ==, attachments[i].type);
  g_assert_cmpstr (attachment->uri, ==, attachments[i].uri);
  g_assert_cmpstr (attachment->description, ==, attachments[i].description);
  g_assert_null (attachment->blurhash);
  g_assert_cmpint (attachment->width, ==, 0);
  g_assert_cmpint (attachment->height, ==, 0);
  g_assert_cmpfloat (attachment->focus_x, ==, -1);
  g_assert_cmpfloat (attachment->focus_y, ==, 0.5);
}

static void
test_tags (void)
{
  g_autoptr (JsonNode) node = parse (
    NOTE ",\"tag\":["
         "{\"type\":\"Mention\",\"href\":\"https://b.example/u/y\",\"name\":\"@y\"},"
         "{\"type\":\"Mention\",\"name\":\"@nobody\"},"
         "{\"type\":\"Hashtag\",\"name\":\"#Caf\303\251\"},{\"type\":\"Hashtag\",\"name\":\"#\"},"
         "{\"type\":\"Emoji\",\"id\":null,\"name\":\":cat:\",\"icon\":{\"type\":\"Image\",\"url\":\"https://b.example/c.png\"}},"
         "{\"type\":\"Emoji\",\"name\":\":../x:\",\"icon\":{\"url\":\"https://b.example/c.png\"}},"
         "{\"type\":\"Emoji\",\"name\":\":dog:\"},"
         "{\"type\":\"Link\",\"href\":\"https://b.example/1\",\"rel\":\"quote\"},"
         "{\"type\":\"Odd\"},\"text\",null,7]");
  g_autoptr (MootRemoteObject) object = moot_remote_object_read (json_node_get_object (node), NULL);
  const MootRemoteTag *tag;

  g_assert_cmpuint (object->tags->len, ==, 4);
  tag = g_ptr_array_index (object->tags, 0);
  g_assert_cmpstr (tag->href, ==, "https://b.example/u/y");
  tag = g_ptr_array_index (object->tags, 1);
  g_assert_cmpstr (tag->name, ==, "Caf\303\251");
  tag = g_ptr_array_index (object->tags, 2);
  g_assert_cmpstr (tag->name, ==, "cat");
  g_assert_cmpstr (tag->uri, ==, "https://b.example/c.png");
  tag = g_ptr_array_index (object->tags, 3);
  g_assert_cmpstr (tag->rel, ==, "quote");
}

/* Case 14 of past vulnerabilities: too much of everything is cut off. */
static void
test_limits (void)
{
  GString *json = g_string_new (NOTE ",\"name\":\"");
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (MootRemoteObject) object = NULL;

  for (int i = 0; i < 3000; i++)
    g_string_append (json, "\303\251");
  g_string_append (json, "\",\"to\":[\"as:Public\"");
  for (int i = 0; i < 1000; i++)
    g_string_append_printf (json, ",\"https://a.example/u/%d\"", i);
  g_string_append (json, "],\"tag\":[0");
  for (int i = 0; i < 1000; i++)
    g_string_append (json, ",{\"type\":\"Hashtag\",\"name\":\"#a\"}");
  g_string_append (json, "],\"attachment\":[0");
  for (int i = 0; i < 100; i++)
    g_string_append (json, ",{\"type\":\"Link\",\"href\":\"https://a.example/\"}");
  g_string_append (json, "]");
  node = parse (json->str);
  object = moot_remote_object_read (json_node_get_object (node), NULL);
  g_assert_cmpuint (strlen (object->name), ==, MOOT_WILD_MAX_NAME);
  g_assert_true (g_utf8_validate (object->name, -1, NULL));
  g_assert_cmpuint (g_strv_length (object->audience.to), ==, MOOT_WILD_MAX_RECIPIENTS);
  g_assert_cmpuint (object->tags->len, ==, MOOT_REMOTE_MAX_TAGS);
  g_assert_cmpuint (object->attachments->len, ==, MOOT_REMOTE_MAX_ATTACHMENTS);
  g_string_free (json, TRUE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_autofree char *path = g_strconcat ("/forms/object/", objects[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_object);
    }
  for (guint i = 0; i < G_N_ELEMENTS (audiences); i++)
    {
      g_autofree char *path = g_strconcat ("/forms/audience/s53-", audiences[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_audience);
    }
  for (guint i = 0; i < G_N_ELEMENTS (polls); i++)
    {
      g_autofree char *path = g_strconcat ("/forms/poll/", polls[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_poll);
    }
  for (guint i = 0; i < G_N_ELEMENTS (attachments); i++)
    {
      g_autofree char *path = g_strconcat ("/forms/attachment/", attachments[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_attachment);
    }
  g_test_add_func ("/forms/no-object", test_no_object);
  g_test_add_func ("/forms/fallback", test_fallback);
  g_test_add_func ("/forms/tags", test_tags);
  g_test_add_func ("/forms/limits", test_limits);

  return g_test_run ();
}
