/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op API over the documents of tests/fixtures/room, kept in memory.
 * Thread: the fake server's; what tests ask goes through the lock. */
#include "room-server-private.h"

#include <string.h>

#define API "/api/coop/v1"

JsonNode *
room_server_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

JsonNode *
room_server_find_document (RoomServer *self,
                           const char *name)
{
  JsonNode *node = g_hash_table_lookup (self->documents, name);
  g_autofree char *file = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (node != NULL)
    return node;
  file = g_strdup_printf ("%s.json", name);
  path = g_test_build_filename (G_TEST_DIST, "fixtures", "room", file, NULL);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  node = room_server_parse (text);
  g_hash_table_insert (self->documents, g_strdup (name), node);
  return node;
}

JsonObject *
room_server_find_item (RoomServer *self,
                       const char *name,
                       const char *id)
{
  JsonNode *node = room_server_find_document (self, name);
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member (item, "id"), id) == 0)
        return item;
    }
  return NULL;
}

/* Answering ----------------------------------------------------------------------------------- */

void
room_exchange_answer_node (RoomExchange *exchange,
                           guint         status,
                           JsonNode     *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  fake_server_reply (exchange->message, status, text);
}

void
room_exchange_answer (RoomExchange *exchange,
                      guint         status,
                      JsonObject   *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  room_exchange_answer_node (exchange, status, node);
}

void
room_exchange_refuse (RoomExchange *exchange,
                      guint         status,
                      const char   *words)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "error", words);
  room_exchange_answer (exchange, status, object);
}

void
room_server_answer_document (RoomServer   *self,
                             RoomExchange *exchange,
                             const char   *name)
{
  JsonNode *node = room_server_find_document (self, name);

  if (node != NULL)
    room_exchange_answer_node (exchange, 200, node);
  else
    room_exchange_refuse (exchange, 404, "Record not found");
}

/* Discussions --------------------------------------------------------------------------------- */

/* A copy of all of it: what is new differs from it in places. */
static JsonNode *
copy_first (JsonArray *all)
{
  g_autofree char *text = json_to_string (json_array_get_element (all, 0), FALSE);

  return room_server_parse (text);
}

static gint64
read_number (RoomExchange *exchange,
             const char   *name,
             gint64        usual)
{
  const char *text =
    exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : usual;
}

static void
answer_comments (RoomServer   *self,
                 RoomExchange *exchange)
{
  JsonArray *all = json_node_get_array (room_server_find_document (self, "comments"));
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  g_autoptr (JsonNode) list_found = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  JsonArray *found = json_array_new ();
  const gint64 limit = read_number (exchange, "limit", 20);
  const gint64 max_id = read_number (exchange, "max_id", G_MAXINT64);
  const gint64 min_id = read_number (exchange, "min_id", -1);
  guint n;

  json_node_take_array (list, array);
  json_node_take_array (list_found, found);
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *comment = json_array_get_object_element (all, i);
      const gint64 id =
        g_ascii_strtoll (json_object_get_string_member (comment, "id"), NULL, 10);

      if (id < max_id && id > min_id &&
          g_str_equal (json_object_get_string_member (comment, "discussion_id"),
                       exchange->parts[1]))
        json_array_add_object_element (found, json_object_ref (comment));
    }
  /* newest first; with a lower bound those next to it, else the last ones */
  n = json_array_get_length (found);
  for (guint i = n; i > 0; i--)
    if (min_id >= 0 ? i <= limit : n - i < limit)
      json_array_add_object_element (
        array, json_object_ref (json_array_get_object_element (found, i - 1)));
  room_exchange_answer_node (exchange, 200, list);
}

static void
add_comment (RoomServer   *self,
             RoomExchange *exchange)
{
  JsonArray *all = json_node_get_array (room_server_find_document (self, "comments"));
  const char *body = json_object_get_string_member_with_default (exchange->body, "body", "");
  const char *parent =
    json_object_get_string_member_with_default (exchange->body, "parent_id", NULL);
  g_autoptr (JsonNode) node = copy_first (all);
  JsonObject *comment = json_node_get_object (node);
  g_autofree char *id = g_strdup_printf ("%u", 1000 + json_array_get_length (all));
  g_autofree char *html = g_strdup_printf ("<p>%s</p>", body);

  if (*body == '\0')
    {
      room_exchange_refuse (exchange, 422, "body is empty");
      return;
    }
  if (g_str_equal (json_object_get_string_member (
                     room_server_find_item (self, "discussions", exchange->parts[1]), "state"),
                   "locked"))
    {
      room_exchange_refuse (exchange, 409, "the discussion is locked");
      return;
    }
  json_object_set_string_member (comment, "id", id);
  json_object_set_string_member (comment, "discussion_id", exchange->parts[1]);
  if (parent != NULL)
    json_object_set_string_member (comment, "parent_id", parent);
  json_object_set_string_member (comment, "author_id", "42");
  json_object_set_int_member (comment, "position", json_array_get_length (all) + 1);
  json_object_set_string_member (comment, "body", html);
  json_object_set_string_member (comment, "created_at", ROOM_SERVER_NOW);
  json_array_add_object_element (all, json_object_ref (comment));
  room_exchange_answer (exchange, 200, comment);
}

static void
answer_discussion (RoomServer   *self,
                   RoomExchange *exchange)
{
  JsonObject *discussion = room_server_find_item (self, "discussions", exchange->parts[1]);
  const char *what = exchange->parts[2];

  if (discussion == NULL)
    room_exchange_refuse (exchange, 404, "Record not found");
  else if (what == NULL)
    room_exchange_answer (exchange, 200, discussion);
  else if (g_str_equal (what, "comments") && exchange->body != NULL)
    add_comment (self, exchange);
  else if (g_str_equal (what, "versions"))
    room_server_answer_document (self, exchange, "discussion-versions");
  else if (g_str_equal (what, "comments"))
    answer_comments (self, exchange);
  else
    {
      if (g_str_equal (what, "notify"))
        json_object_set_string_member (
          discussion, "notify", json_object_get_string_member (exchange->body, "notify"));
      else
        g_assert_cmpstr (what, ==, "read");
      json_object_set_int_member (json_object_get_object_member (discussion, "read"),
                                  "unread_count", 0);
      room_exchange_answer (exchange, 200, discussion);
    }
}

static void
react (RoomExchange *exchange,
       JsonObject   *comment)
{
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  JsonObject *reaction = json_object_new ();

  json_node_take_array (list, json_array_new ());
  json_object_set_string_member (reaction, "name",
                                 json_object_get_string_member (exchange->body, "name"));
  json_object_set_int_member (reaction, "count", 1);
  json_object_set_boolean_member (reaction, "me", TRUE);
  if (json_object_get_boolean_member (exchange->body, "present"))
    json_array_add_object_element (json_node_get_array (list), reaction);
  else
    json_object_unref (reaction);
  json_object_set_member (comment, "reactions", g_steal_pointer (&list));
}

static void
change_comment (RoomServer   *self,
                RoomExchange *exchange)
{
  JsonObject *comment = room_server_find_item (self, "comments", exchange->parts[1]);
  const char *body;

  if (comment == NULL)
    {
      room_exchange_refuse (exchange, 404, "Record not found");
      return;
    }
  if (g_str_equal (exchange->method, "DELETE"))
    {
      json_object_set_string_member (comment, "body", "");
      json_object_set_string_member (comment, "deleted_at", ROOM_SERVER_NOW);
    }
  else if (g_strcmp0 (exchange->parts[2], "react") == 0)
    react (exchange, comment);
  else
    {
      body = json_object_get_string_member (exchange->body, "body");
      json_object_set_string_member (comment, "body", body);
      json_object_set_string_member (comment, "body_source", body);
      json_object_set_string_member (comment, "edited_at", ROOM_SERVER_NOW);
    }
  room_exchange_answer (exchange, 200, comment);
}

static void
create_discussion (RoomServer   *self,
                   RoomExchange *exchange)
{
  JsonArray *all = json_node_get_array (room_server_find_document (self, "discussions"));
  g_autoptr (JsonNode) node = copy_first (all);
  JsonObject *discussion = json_node_get_object (node);

  json_object_set_string_member (discussion, "id", "400");
  json_object_set_string_member (discussion, "title",
                                 json_object_get_string_member (exchange->body, "title"));
  json_array_add_object_element (all, json_object_ref (discussion));
  room_exchange_answer (exchange, 200, discussion);
}

/* Dues ---------------------------------------------------------------------------------------- */

static void
change_dues (RoomServer   *self,
             RoomExchange *exchange)
{
  JsonObject *status = json_node_get_object (room_server_find_document (self, "dues-status"));

  if (g_str_equal (exchange->parts[1], "waivers"))
    {
      json_object_set_string_member (status, "status", "waived");
      json_object_set_int_member (status, "balance_due_minor", 0);
      json_object_set_member (
        status, "waiver",
        room_server_parse ("{\"id\":\"1\",\"from\":\"2026-10-30\",\"to\":"
                           "\"2027-01-29\",\"granted_by\":\"42\",\"created_at\":"
                           "\"" ROOM_SERVER_NOW "\"}"));
    }
  else
    json_object_set_int_member (status, "amount_minor",
                                json_object_get_int_member (exchange->body, "amount_minor"));
  room_exchange_answer (exchange, 200, status);
}

static void
record_payment (RoomServer   *self,
                RoomExchange *exchange)
{
  JsonArray *all = json_node_get_array (room_server_find_document (self, "payments"));

  room_exchange_answer (exchange, 200, json_array_get_object_element (all, 0));
}

/* Routes -------------------------------------------------------------------------------------- */

static const struct
{
  const char *method;
  const char *path;
  const char *document;
  void (*handle) (RoomServer *self,
                  RoomExchange *exchange);
} routes[] = {
  { "GET", "/", "coop", NULL },
  { "GET", "/memberships", "memberships", NULL },
  { "GET", "/memberships/me", "me", NULL },
  { "GET", "/digest", "digest", NULL },
  { "GET", "/discussions", "discussions", NULL },
  { "POST", "/discussions", NULL, create_discussion },
  { "POST", "/proposals", NULL, room_server_create_proposal },
  { "GET", "/dues/plan", "dues-plan", NULL },
  { "GET", "/dues/status", "dues-status", NULL },
  { "GET", "/dues/payments", "payments", NULL },
  { "PUT", "/dues/choice", NULL, change_dues },
  { "POST", "/dues/waivers", NULL, change_dues },
  { "GET", "/budget", "budget", NULL },
  { "POST", "/admin/payments", NULL, record_payment },
};

static void
answer_outcome (RoomServer   *self,
                RoomExchange *exchange)
{
  JsonObject *outcome = room_server_find_item (self, "outcomes", exchange->parts[1]);

  if (outcome != NULL)
    room_exchange_answer (exchange, 200, outcome);
  else
    room_exchange_refuse (exchange, 404, "Record not found");
}

static void
dispatch (RoomServer   *self,
          RoomExchange *exchange,
          const char   *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].method, exchange->method) && g_str_equal (routes[i].path, path))
      {
        if (routes[i].handle != NULL)
          routes[i].handle (self, exchange);
        else
          room_server_answer_document (self, exchange, routes[i].document);
        return;
      }
  if (g_str_equal (path, "/proposals"))
    room_server_answer_proposals (self, exchange);
  else if (g_str_equal (exchange->parts[0], "proposals"))
    room_server_answer_proposal (self, exchange);
  else if (g_str_equal (exchange->parts[0], "discussions"))
    answer_discussion (self, exchange);
  else if (g_str_equal (exchange->parts[0], "comments"))
    change_comment (self, exchange);
  else if (g_str_equal (exchange->parts[0], "outcomes") && exchange->parts[1] != NULL)
    answer_outcome (self, exchange);
  else if (!room_server_answer_lookup (self, exchange))
    room_exchange_refuse (exchange, 404, "Record not found");
}

static JsonObject *
read_body (RoomServer        *self,
           SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes =
    soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return json_node_dup_object (node);
}

static void
handle (FakeServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           data)
{
  RoomServer *self = data;
  g_autoptr (JsonObject) body = read_body (self, message);
  const char *below = g_str_has_prefix (path, API) ? path + strlen (API) : "/";
  g_auto (GStrv) parts = g_strsplit (*below == '/' ? below + 1 : below, "/", -1);
  RoomExchange exchange = { message, soup_server_message_get_method (message), parts, query, body };

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, g_strdup_printf ("%s %s", exchange.method, below));
  if (!g_str_equal (exchange.method, "GET"))
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;

      if (body != NULL)
        json_node_set_object (node, body);
      text = body != NULL ? json_to_string (node, FALSE) : g_strdup ("");
      g_ptr_array_add (self->written,
                       g_strdup_printf ("%s %s %s", exchange.method, below, text));
    }
  if (self->down)
    room_exchange_refuse (&exchange, 503, "out of order");
  else
    dispatch (self, &exchange, *below != '\0' ? below : "/");
  g_mutex_unlock (&self->lock);
}

/* For tests ----------------------------------------------------------------------------------- */

RoomServer *
room_server_new (void)
{
  RoomServer *self = g_new0 (RoomServer, 1);

  g_mutex_init (&self->lock);
  self->documents =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->written = g_ptr_array_new_with_free_func (g_free);
  self->server = fake_server_new (handle, self);
  return self;
}

void
room_server_free (RoomServer *self)
{
  if (self == NULL)
    return;

  fake_server_free (self->server);
  g_hash_table_unref (self->documents);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->lock);
  g_ptr_array_unref (self->written);
  g_free (self);
}

const char *
room_server_get_address (RoomServer *self)
{
  return fake_server_get_address (self->server);
}

/* How many requests began with “METHOD path”. */
guint
room_server_count (RoomServer *self,
                   const char *prefix)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->requests, i), prefix);
  g_mutex_unlock (&self->lock);
  return n;
}

/* Whether a request that wanted to change something began with “METHOD path body”. */
gboolean
room_server_was_told (RoomServer *self,
                      const char *prefix)
{
  gboolean told = FALSE;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->written->len; i++)
    told = told || g_str_has_prefix (g_ptr_array_index (self->written, i), prefix);
  g_mutex_unlock (&self->lock);
  return told;
}

/* All requests that wanted to change something, a line each. */
char *
room_server_dup_written (RoomServer *self)
{
  g_autoptr (GString) written = g_string_new (NULL);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->written->len; i++)
    g_string_append_printf (written, "%s\n", (const char *) g_ptr_array_index (self->written, i));
  g_mutex_unlock (&self->lock);
  return g_string_free (g_steal_pointer (&written), FALSE);
}

void
room_server_set_down (RoomServer *self,
                      gboolean    down)
{
  g_mutex_lock (&self->lock);
  self->down = down;
  g_mutex_unlock (&self->lock);
}

/* Another document instead of the fixture's. */
void
room_server_set (RoomServer *self,
                 const char *name,
                 const char *json)
{
  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->documents, g_strdup (name), room_server_parse (json));
  g_mutex_unlock (&self->lock);
}

/* Another value for one member of a document, or of one item of a list. */
void
room_server_edit (RoomServer *self,
                  const char *name,
                  const char *id,
                  const char *member,
                  const char *json)
{
  JsonObject *object;

  g_mutex_lock (&self->lock);
  object = id != NULL ? room_server_find_item (self, name, id)
                      : json_node_get_object (room_server_find_document (self, name));
  json_object_set_member (object, member, room_server_parse (json));
  g_mutex_unlock (&self->lock);
}
