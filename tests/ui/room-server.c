/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op API over the documents of tests/fixtures/room, kept in memory.
 * Thread: the fake server's; what tests ask goes through the lock. */
#include "room-server.h"

#include "fake-server.h"

#include <string.h>

#define API "/api/coop/v1"

struct _RoomServer
{
  FakeServer *server;
  GMutex lock;
  GHashTable *documents; /* name -> JsonNode */
  GPtrArray *requests;   /* "METHOD path", oldest first */
  char *written;
  gboolean down;
};

typedef struct
{
  SoupServerMessage *message;
  const char *method;
  GStrv parts; /* of the path below the API */
  GHashTable *query;
  JsonObject *body; /* (nullable) */
} Exchange;

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static JsonNode *
find_document (RoomServer *self,
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
  node = parse (text);
  g_hash_table_insert (self->documents, g_strdup (name), node);
  return node;
}

static JsonObject *
find_item (RoomServer *self,
           const char *name,
           const char *id)
{
  JsonNode *node = find_document (self, name);
  JsonArray *array = node != NULL ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member (item, "id"), id) == 0)
        return item;
    }
  return NULL;
}

static JsonObject *
find_proposal (RoomServer *self,
               const char *id)
{
  JsonObject *proposal = find_item (self, "proposals-open", id);

  return proposal != NULL ? proposal : find_item (self, "proposals-over", id);
}

/* Answering ----------------------------------------------------------------------------------- */

static void
answer_node (Exchange *exchange,
             guint     status,
             JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  fake_server_reply (exchange->message, status, text);
}

static void
answer_object (Exchange   *exchange,
               guint       status,
               JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  answer_node (exchange, status, node);
}

static void
refuse (Exchange   *exchange,
        guint       status,
        const char *words)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "error", words);
  answer_object (exchange, status, object);
}

static void
answer_document (RoomServer *self,
                 Exchange   *exchange,
                 const char *name)
{
  JsonNode *node = find_document (self, name);

  if (node != NULL)
    answer_node (exchange, 200, node);
  else
    refuse (exchange, 404, "Record not found");
}

/* Proposals ----------------------------------------------------------------------------------- */

static const char *
find_option_key (JsonObject *proposal,
                 const char *option_id,
                 const char *member)
{
  JsonArray *options = json_object_get_array_member (proposal, "options");

  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);

      if (g_strcmp0 (json_object_get_string_member (option, "id"), option_id) == 0)
        return json_object_get_string_member (option, member);
    }
  return NULL;
}

static JsonNode *
make_ballot (const char *id,
             const char *proposal_id,
             const char *member_id,
             const char *option_id,
             const char *reason)
{
  g_autofree char *quoted = g_strescape (reason, NULL);
  g_autofree char *text = g_strdup_printf (
    "{\"id\":\"%s\",\"proposal_id\":\"%s\",\"member_id\":\"%s\",\"choices\":[{\"option_id\":"
    "\"%s\",\"value\":1}],\"reason\":\"%s\",\"reason_source\":\"%s\",\"cast_at\":\"" ROOM_SERVER_NOW
    "\",\"revised_from\":null,\"latest\":true,\"via\":\"app\",\"weight\":1,\"log_seq\":120}",
    id, proposal_id, member_id, option_id, quoted, quoted);

  return parse (text);
}

static void
put_ballot (RoomServer *self,
            Exchange   *exchange,
            JsonObject *proposal)
{
  const char *id = exchange->parts[1];
  JsonObject *mine = json_object_get_object_member (proposal, "my");
  JsonArray *choices = json_object_get_array_member (exchange->body, "choices");
  const char *option_id =
    json_object_get_string_member (json_array_get_object_element (choices, 0), "option_id");
  const char *reason = json_object_get_string_member_with_default (exchange->body, "reason", "");
  const char *wants = find_option_key (proposal, option_id, "reason");
  g_autofree char *name = g_strdup_printf ("ballot-%s", id);
  JsonNode *ballot;

  if (json_object_get_int_member (exchange->body, "proposal_version") !=
      json_object_get_int_member (proposal, "version"))
    refuse (exchange, 409, "the text has changed");
  else if (strcmp (json_object_get_string_member (proposal, "state"), "open") != 0)
    refuse (exchange, 410, "voting is closed");
  else if (wants == NULL)
    refuse (exchange, 422, "there is no such option");
  else if (strcmp (wants, "required") == 0 && *reason == '\0')
    refuse (exchange, 422, "a reason is required");
  else
    {
      ballot = make_ballot ("9100", id, "42", option_id, reason);
      if (!json_object_get_boolean_member (mine, "voted"))
        json_object_set_int_member (proposal, "cast_count",
                                    json_object_get_int_member (proposal, "cast_count") + 1);
      json_object_set_boolean_member (mine, "voted", TRUE);
      json_object_set_string_member (mine, "ballot_id", "9100");
      g_hash_table_insert (self->documents, g_strdup (name), ballot);
      answer_node (exchange, 200, ballot);
    }
}

/* As many ballots as the tally says, by members 1, 2, … */
static void
answer_ballots (RoomServer *self,
                Exchange   *exchange)
{
  const char *id = exchange->parts[1];
  g_autofree char *tally_name = g_strdup_printf ("tally-%s", id);
  g_autofree char *own_name = g_strdup_printf ("ballots-%s", id);
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  JsonNode *tally = find_document (self, tally_name);
  JsonArray *options;
  int n = 0;

  json_node_take_array (list, array);
  if (find_document (self, own_name) != NULL)
    {
      answer_document (self, exchange, own_name);
      return;
    }
  if (tally == NULL)
    {
      refuse (exchange, 403, "the result is not visible yet");
      return;
    }
  options = json_object_get_array_member (json_node_get_object (tally), "options");
  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);

      for (gint64 j = 0; j < json_object_get_int_member (option, "votes"); j++)
        {
          g_autofree char *ballot_id = g_strdup_printf ("%d", 5000 + ++n);
          g_autofree char *member_id = g_strdup_printf ("%d", n);

          json_array_add_element (
            array, make_ballot (ballot_id, id, member_id,
                                json_object_get_string_member (option, "option_id"), ""));
        }
    }
  answer_node (exchange, 200, list);
}

static void
answer_tally (RoomServer *self,
              Exchange   *exchange,
              JsonObject *proposal)
{
  g_autofree char *name = g_strdup_printf ("tally-%s", exchange->parts[1]);
  JsonObject *mine = json_object_get_object_member (proposal, "my");

  if (find_document (self, name) == NULL || !json_object_get_boolean_member (mine, "voted"))
    refuse (exchange, 403, "the result is not visible yet");
  else
    answer_document (self, exchange, name);
}

static void
create_proposal (RoomServer *self,
                 Exchange   *exchange)
{
  g_autoptr (JsonNode) copy = json_node_copy (find_document (self, "proposals-open"));
  JsonObject *proposal =
    json_object_ref (json_array_get_object_element (json_node_get_array (copy), 2));

  json_object_set_string_member (proposal, "id", "600");
  json_object_set_string_member (proposal, "title",
                                 json_object_get_string_member (exchange->body, "title"));
  json_object_set_string_member (proposal, "class",
                                 json_object_get_string_member (exchange->body, "class"));
  json_array_add_object_element (json_node_get_array (find_document (self, "proposals-open")),
                                 proposal);
  answer_object (exchange, 200, proposal);
}

static void
answer_proposal (RoomServer *self,
                 Exchange   *exchange)
{
  JsonObject *proposal = find_proposal (self, exchange->parts[1]);
  const char *what = exchange->parts[2];
  g_autofree char *ballot = g_strdup_printf ("ballot-%s", exchange->parts[1]);

  if (proposal == NULL)
    refuse (exchange, 404, "Record not found");
  else if (what == NULL)
    answer_object (exchange, 200, proposal);
  else if (g_str_equal (what, "tally"))
    answer_tally (self, exchange, proposal);
  else if (g_str_equal (what, "ballots"))
    answer_ballots (self, exchange);
  else if (g_str_equal (what, "ballot") && g_str_equal (exchange->method, "PUT"))
    put_ballot (self, exchange, proposal);
  else if (g_str_equal (what, "ballot"))
    answer_document (self, exchange, ballot);
  else if (g_str_equal (what, "open"))
    {
      json_object_set_string_member (proposal, "state", "open");
      json_object_set_string_member (proposal, "closes_at", "2026-11-06T12:00:00.000Z");
      answer_object (exchange, 200, proposal);
    }
  else
    refuse (exchange, 404, "Record not found");
}

/* Discussions --------------------------------------------------------------------------------- */

static void
answer_comments (RoomServer *self,
                 Exchange   *exchange)
{
  JsonArray *all = json_node_get_array (find_document (self, "comments"));
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (list, array);
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *comment = json_array_get_object_element (all, i);

      if (g_str_equal (json_object_get_string_member (comment, "discussion_id"),
                       exchange->parts[1]))
        json_array_add_object_element (array, json_object_ref (comment));
    }
  answer_node (exchange, 200, list);
}

static void
add_comment (RoomServer *self,
             Exchange   *exchange)
{
  JsonArray *all = json_node_get_array (find_document (self, "comments"));
  const char *body = json_object_get_string_member_with_default (exchange->body, "body", "");
  const char *parent =
    json_object_get_string_member_with_default (exchange->body, "parent_id", NULL);
  g_autoptr (JsonNode) node = json_node_copy (json_array_get_element (all, 0));
  JsonObject *comment = json_node_get_object (node);
  g_autofree char *id = g_strdup_printf ("%u", 1000 + json_array_get_length (all));
  g_autofree char *html = g_strdup_printf ("<p>%s</p>", body);

  if (*body == '\0')
    {
      refuse (exchange, 422, "body is empty");
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
  answer_object (exchange, 200, comment);
}

static void
answer_discussion (RoomServer *self,
                   Exchange   *exchange)
{
  JsonObject *discussion = find_item (self, "discussions", exchange->parts[1]);
  const char *what = exchange->parts[2];

  if (discussion == NULL)
    refuse (exchange, 404, "Record not found");
  else if (what == NULL)
    answer_object (exchange, 200, discussion);
  else if (g_str_equal (what, "comments") && exchange->body != NULL)
    add_comment (self, exchange);
  else if (g_str_equal (what, "comments"))
    answer_comments (self, exchange);
  else
    answer_object (exchange, 200, discussion);
}

static void
create_discussion (RoomServer *self,
                   Exchange   *exchange)
{
  JsonArray *all = json_node_get_array (find_document (self, "discussions"));
  g_autoptr (JsonNode) node = json_node_copy (json_array_get_element (all, 0));
  JsonObject *discussion = json_node_get_object (node);

  json_object_set_string_member (discussion, "id", "400");
  json_object_set_string_member (discussion, "title",
                                 json_object_get_string_member (exchange->body, "title"));
  json_array_add_object_element (all, json_object_ref (discussion));
  answer_object (exchange, 200, discussion);
}

/* Dues ---------------------------------------------------------------------------------------- */

static void
change_dues (RoomServer *self,
             Exchange   *exchange)
{
  JsonObject *status = json_node_get_object (find_document (self, "dues-status"));

  if (g_str_equal (exchange->parts[1], "waivers"))
    {
      json_object_set_string_member (status, "status", "waived");
      json_object_set_int_member (status, "balance_due_minor", 0);
      json_object_set_member (status, "waiver",
                              parse ("{\"id\":\"1\",\"from\":\"2026-10-30\",\"to\":"
                                     "\"2027-01-29\",\"granted_by\":\"42\",\"created_at\":"
                                     "\"" ROOM_SERVER_NOW "\"}"));
    }
  else
    json_object_set_int_member (status, "amount_minor",
                                json_object_get_int_member (exchange->body, "amount_minor"));
  answer_object (exchange, 200, status);
}

static void
record_payment (RoomServer *self,
                Exchange   *exchange)
{
  JsonArray *all = json_node_get_array (find_document (self, "payments"));

  answer_object (exchange, 200, json_array_get_object_element (all, 0));
}

/* Routes -------------------------------------------------------------------------------------- */

static const struct
{
  const char *method;
  const char *path;
  const char *document;
  void (*handle) (RoomServer *self,
                  Exchange *exchange);
} routes[] = {
  { "GET", "/", "coop", NULL },
  { "GET", "/memberships", "memberships", NULL },
  { "GET", "/memberships/me", "me", NULL },
  { "GET", "/outcomes", "outcomes", NULL },
  { "GET", "/discussions", "discussions", NULL },
  { "POST", "/discussions", NULL, create_discussion },
  { "POST", "/proposals", NULL, create_proposal },
  { "GET", "/dues/plan", "dues-plan", NULL },
  { "GET", "/dues/status", "dues-status", NULL },
  { "GET", "/dues/payments", "payments", NULL },
  { "PUT", "/dues/choice", NULL, change_dues },
  { "POST", "/dues/waivers", NULL, change_dues },
  { "GET", "/budget", "budget", NULL },
  { "POST", "/admin/payments", NULL, record_payment },
};

static void
answer_proposals (RoomServer *self,
                  Exchange   *exchange)
{
  const char *states = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "state")
                                               : NULL;

  answer_document (self, exchange,
                   states != NULL && g_str_has_prefix (states, "open") ? "proposals-open"
                                                                       : "proposals-over");
}

static void
answer_outcome (RoomServer *self,
                Exchange   *exchange)
{
  JsonObject *outcome = find_item (self, "outcomes", exchange->parts[1]);

  if (outcome != NULL)
    answer_object (exchange, 200, outcome);
  else
    refuse (exchange, 404, "Record not found");
}

static void
dispatch (RoomServer *self,
          Exchange   *exchange,
          const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].method, exchange->method) && g_str_equal (routes[i].path, path))
      {
        if (routes[i].handle != NULL)
          routes[i].handle (self, exchange);
        else
          answer_document (self, exchange, routes[i].document);
        return;
      }
  if (g_str_equal (path, "/proposals"))
    answer_proposals (self, exchange);
  else if (g_str_equal (exchange->parts[0], "proposals"))
    answer_proposal (self, exchange);
  else if (g_str_equal (exchange->parts[0], "discussions"))
    answer_discussion (self, exchange);
  else if (g_str_equal (exchange->parts[0], "outcomes"))
    answer_outcome (self, exchange);
  else
    refuse (exchange, 404, "Record not found");
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
  Exchange exchange = { message, soup_server_message_get_method (message), parts, query, body };

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, g_strdup_printf ("%s %s", exchange.method, below));
  if (!g_str_equal (exchange.method, "GET"))
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;

      json_node_set_object (node, body);
      text = body != NULL ? json_to_string (node, FALSE) : g_strdup ("");
      g_free (self->written);
      self->written = g_strdup_printf ("%s %s %s", exchange.method, below, text);
    }
  if (self->down)
    refuse (&exchange, 503, "out of order");
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
  g_free (self->written);
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

/* “METHOD path body” of the last request that wanted to change something. */
char *
room_server_dup_written (RoomServer *self)
{
  char *written;

  g_mutex_lock (&self->lock);
  written = g_strdup (self->written);
  g_mutex_unlock (&self->lock);
  return written;
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
  g_hash_table_insert (self->documents, g_strdup (name), parse (json));
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
  object = id != NULL ? find_item (self, name, id)
                      : json_node_get_object (find_document (self, name));
  json_object_set_member (object, member, parse (json));
  g_mutex_unlock (&self->lock);
}
