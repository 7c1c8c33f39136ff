/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Groups, members, discussions and comments of a Loomio server, as the co-op API has them.  An
 * answer of Loomio's is one object with a list for each kind of thing; they point at each other by
 * number. Thread: any. */
#include "moot-loomio-private.h"

#include "moot-html.h"

#include <string.h>

#define SEQUENCE_MAX 20000 /* items of a thread whose reading is counted */

/** moot_loomio_find: (transfer none) (nullable): one of the things in an answer */
JsonObject *
moot_loomio_find (JsonObject *root,
                  const char *table,
                  gint64      id)
{
  JsonArray *array = moot_json_get_array (root, table);

  for (guint i = 0; array != NULL && id != 0 && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node) &&
          moot_json_get_int (json_node_get_object (node), "id") == id)
        return json_node_get_object (node);
    }
  return NULL;
}

/** moot_loomio_first: (transfer none) (nullable): the first of them, of an answer about one thing
 */
JsonObject *
moot_loomio_first (JsonObject *root,
                   const char *table)
{
  JsonArray *array = moot_json_get_array (root, table);

  if (array == NULL || json_array_get_length (array) == 0 ||
      !JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0)))
    return NULL;
  return json_array_get_object_element (array, 0);
}

static void
put_time (MootJsonWriter *json,
          const char     *name,
          JsonObject     *object,
          const char     *member)
{
  const char *text = moot_json_get_string (object, member);

  if (text != NULL)
    moot_json_put_string (json, name, text);
}

static void
put_author (MootJsonWriter *json,
            JsonObject     *object)
{
  const gint64 id = moot_json_get_int (object, "author_id");

  if (id != 0)
    moot_json_put_id (json, "author_id", id);
}

/** moot_loomio_write_group: what a group has of a co-op */
void
moot_loomio_write_group (MootLoomioLink *link,
                         JsonObject     *group,
                         MootJsonWriter *json)
{
  const char *name = moot_json_get_string (group, "full_name");

  if (name == NULL)
    name = moot_json_get_string (group, "name");
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", moot_json_get_int (group, "id"));
  moot_json_put_string (json, "name", name != NULL ? name : link->name);
  moot_json_put_int (json, "members_count", moot_json_get_int (group, "memberships_count"));
  moot_json_end_object (json);
}

/* Those of the group may talk here; everything else is done on Loomio. */
static void
put_rights (MootJsonWriter *json)
{
  moot_json_name (json, "can");
  moot_json_begin_object (json);
  moot_json_put_boolean (json, "vote", FALSE);
  moot_json_put_boolean (json, "propose", FALSE);
  moot_json_put_boolean (json, "stand", FALSE);
  moot_json_put_boolean (json, "comment", TRUE);
  moot_json_end_object (json);
}

/** moot_loomio_write_member: members go by the number of their account there */
void
moot_loomio_write_member (MootLoomioLink *link,
                          JsonObject     *root,
                          JsonObject     *membership,
                          MootJsonWriter *json)
{
  const gint64 user_id = moot_json_get_int (membership, "user_id");
  JsonObject *user = moot_loomio_find (root, "users", user_id);
  const char *name = moot_json_get_string (user, "name");

  if (name == NULL || *name == '\0')
    name = moot_json_get_string (user, "username");
  moot_json_begin_object (json);
  moot_json_put_id (json, "id", user_id);
  moot_json_put_string (json, "state", "active");
  moot_json_put_string (json, "name", name != NULL ? name : "");
  put_rights (json);
  moot_json_end_object (json);
}

/* Reading ------------------------------------------------------------------------------------ */

static gboolean
holds (JsonArray *ranges,
       gint64     number)
{
  for (guint i = 0; ranges != NULL && i < json_array_get_length (ranges); i++)
    {
      JsonNode *node = json_array_get_element (ranges, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (pair != NULL && json_array_get_length (pair) == 2 &&
          number >= json_array_get_int_element (pair, 0) &&
          number <= json_array_get_int_element (pair, 1))
        return TRUE;
    }
  return FALSE;
}

/* What was read here: the API has no word for it, so it is kept here. */
static JsonNode *
dup_read_here (MootLoomio *self,
               const char *discussion_id)
{
  g_autofree char *name = g_strconcat ("loomio-read-", discussion_id, NULL);
  g_autofree char *text = NULL;
  JsonNode *node;

  if (moot_loomio_get_cache (self) == NULL)
    return NULL;
  text = moot_cache_dup_document (moot_loomio_get_cache (self), moot_loomio_get_link (self)->key,
                                  name, NULL, NULL);
  node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;
  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node))
    g_clear_pointer (&node, json_node_unref);
  return node;
}

static gint64
count_unread (JsonArray *all,
              JsonArray *read,
              JsonArray *read_here)
{
  gint64 n = 0;
  gint64 n_seen = 0;

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *node = json_array_get_element (all, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      gint64 last;

      if (pair == NULL || json_array_get_length (pair) != 2)
        continue;
      last = json_array_get_int_element (pair, 1);
      for (gint64 number = MAX (json_array_get_int_element (pair, 0), 2);
           number <= last && n_seen < SEQUENCE_MAX; number++, n_seen++)
        n += !holds (read, number) && !holds (read_here, number - 1); /* see list_said() */
    }
  return n;
}

static void
put_read (MootLoomio     *self,
          const char     *id,
          JsonObject     *topic,
          MootJsonWriter *json)
{
  JsonArray *read = moot_json_get_array (topic, "read_ranges");
  g_autoptr (JsonNode) here = dup_read_here (self, id);
  JsonArray *read_here = here != NULL ? json_node_get_array (here) : NULL;
  g_autofree char *ranges = here != NULL ? moot_json_node_to_text (here) : NULL;

  moot_json_name (json, "read");
  moot_json_begin_object (json);
  moot_json_put_raw (json, "ranges", ranges != NULL ? ranges : "[]");
  moot_json_put_int (json, "unread_count",
                     count_unread (moot_json_get_array (topic, "ranges"), read, read_here));
  moot_json_end_object (json);
}

/* Discussions -------------------------------------------------------------------------------- */

static void
put_uri (MootLoomio     *self,
         MootJsonWriter *json,
         const char     *letter,
         JsonObject     *object)
{
  const char *key = moot_json_get_string (object, "key");
  g_autofree char *escaped = key != NULL ? g_uri_escape_string (key, NULL, FALSE) : NULL;
  g_autofree char *uri = g_strdup_printf ("%s/%s/%s", moot_loomio_get_link (self)->server, letter,
                                          escaped != NULL ? escaped : "");

  if (key != NULL)
    moot_json_put_string (json, "uri", uri);
}

static void
put_tags (MootJsonWriter *json,
          JsonObject     *topic)
{
  JsonArray *tags = moot_json_get_array (topic, "tags");

  moot_json_name (json, "tags");
  moot_json_begin_array (json);
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *tag = json_array_get_element (tags, i);

      if (JSON_NODE_HOLDS_VALUE (tag) && json_node_get_value_type (tag) == G_TYPE_STRING)
        moot_json_add_string (json, json_node_get_string (tag));
    }
  moot_json_end_array (json);
}

static void
put_topic (MootLoomio     *self,
           const char     *id,
           JsonObject     *topic,
           JsonObject     *thing,
           MootJsonWriter *json)
{
  const gboolean closed = moot_json_get_string (topic, "closed_at") != NULL;
  const char *active = moot_json_get_string (topic, "last_activity_at");

  moot_json_put_string (json, "state", closed ? "locked" : "open");
  moot_json_put_string (json, "visibility",
                        moot_json_get_boolean (topic, "private") ? "members" : "public");
  moot_json_put_string (json, "last_activity_at",
                        active != NULL ? active : moot_json_get_string (thing, "created_at"));
  moot_json_put_int (json, "comments_count", moot_json_get_int (topic, "replies_count"));
  moot_json_put_boolean (json, "pinned", moot_json_get_string (topic, "pinned_at") != NULL);
  put_tags (json, topic);
  put_read (self, id, topic, json);
}

/** moot_loomio_write_discussion: a thread with a text of its own at its head */
void
moot_loomio_write_discussion (MootLoomio     *self,
                              JsonObject     *root,
                              JsonObject     *discussion,
                              MootJsonWriter *json)
{
  const char *title = moot_json_get_string (discussion, "title");
  const gint64 id = moot_json_get_int (discussion, "id");
  JsonObject *topic =
    moot_loomio_find (root, "topics", moot_json_get_int (discussion, "topic_id"));
  g_autofree char *text_id = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  g_autofree char *html = moot_loomio_dup_html (
    moot_json_get_string (discussion, "description"),
    moot_json_get_string (discussion, "description_format"), moot_loomio_get_link (self)->server);

  moot_json_begin_object (json);
  moot_json_put_string (json, "id", text_id);
  put_uri (self, json, "d", discussion);
  moot_json_put_string (json, "title", title != NULL ? title : "");
  put_author (json, discussion);
  moot_json_put_string (json, "context", html);
  put_time (json, "created_at", discussion, "created_at");
  put_topic (self, text_id, topic, discussion, json);
  moot_json_end_object (json);
}

/** moot_loomio_write_poll_talk: of a poll that stands alone, what is said about it */
void
moot_loomio_write_poll_talk (MootLoomio     *self,
                             JsonObject     *root,
                             JsonObject     *poll,
                             MootJsonWriter *json)
{
  const char *title = moot_json_get_string (poll, "title");
  JsonObject *topic = moot_loomio_find (root, "topics", moot_json_get_int (poll, "topic_id"));
  g_autofree char *id =
    g_strdup_printf ("poll-%" G_GINT64_FORMAT, moot_json_get_int (poll, "id"));

  moot_json_begin_object (json);
  moot_json_put_string (json, "id", id);
  put_uri (self, json, "p", poll);
  moot_json_put_string (json, "title", title != NULL ? title : "");
  put_author (json, poll);
  moot_json_put_string (json, "context", "");
  put_time (json, "created_at", poll, "created_at");
  put_topic (self, id, topic, poll, json);
  moot_json_end_object (json);
}
