/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A Loomio server in memory: its door, and what tests arrange.
 * Thread: the fake server's; what tests ask goes through the lock. */
#include "loomio-server-private.h"

#include <string.h>

#define API "/api/b2/"
#define FILLED_FROM 5000 /* ids of what there is more of */

static gboolean
knows_key (LoomioExchange *exchange)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (exchange->message), "Authorization");

  if (exchange->query != NULL && g_hash_table_contains (exchange->query, "api_key"))
    return FALSE; /* in an address a key would be in every log */
  return header != NULL && g_str_has_prefix (header, "Bearer ") &&
         g_str_equal (header + strlen ("Bearer "), exchange->server->key);
}

/* What tests arranged comes before what is there. */
static gboolean
is_arranged (LoomioServer      *self,
             SoupServerMessage *message)
{
  if (self->down)
    fake_server_reply (message, 503, "<p>Down for maintenance</p>");
  else if (self->n_limited > 0)
    {
      g_autofree char *wait = g_strdup_printf ("%u", self->wait_s);

      self->n_limited--;
      if (self->wait_s > 0)
        soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                      "Retry-After", wait);
      fake_server_reply (message, 429, "Retry later");
    }
  else if (self->say_body != NULL)
    {
      fake_server_reply (message, self->say_status, self->say_body);
      g_clear_pointer (&self->say_body, g_free);
    }
  else
    return FALSE;
  return TRUE;
}

static void
handle (FakeServer        *http,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           data)
{
  LoomioServer *self = data;
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (JsonNode) node =
    body->length > 0 ? json_from_string (body->data, NULL) : NULL;
  LoomioExchange exchange = { .server = self,
                              .message = message,
                              .method = soup_server_message_get_method (message),
                              .query = query };

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->asked, g_strconcat (exchange.method, " ", path, NULL));
  if (body->length > 0)
    {
      g_free (self->written);
      self->written = g_strndup (body->data, (gsize) body->length);
    }
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    exchange.body = json_node_get_object (node);
  if (is_arranged (self, message))
    ;
  else if (g_str_equal (path, "/api/v1/boot/version"))
    fake_server_reply (message, 200, "{\"version\":\"3.8.1\"}");
  else if (g_str_has_prefix (path, API))
    {
      exchange.parts = g_strsplit (path + strlen (API), "/", -1);
      if (knows_key (&exchange))
        loomio_answer (&exchange);
      else
        loomio_answer_error (&exchange, 403, LOOMIO_NO_ACCESS);
      g_strfreev (exchange.parts);
    }
  else
    loomio_answer_error (&exchange, 404, NULL);
  g_mutex_unlock (&self->lock);
}

LoomioServer *
loomio_server_new (void)
{
  LoomioServer *self = g_new0 (LoomioServer, 1);
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "loomio", "group.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  self->data = json_from_string (text, &error);
  g_assert_no_error (error);
  self->key = g_strdup (LOOMIO_SERVER_KEY);
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->next_id = 1000;
  g_mutex_init (&self->lock);
  self->http = fake_server_new (handle, self);
  return self;
}

void
loomio_server_free (LoomioServer *self)
{
  if (self == NULL)
    return;

  fake_server_free (self->http);
  json_node_unref (self->data);
  g_ptr_array_unref (self->asked);
  g_mutex_clear (&self->lock);
  g_free (self->say_body);
  g_free (self->written);
  g_free (self->key);
  g_free (self);
}

const char *
loomio_server_get_address (LoomioServer *self)
{
  return fake_server_get_address (self->http);
}

void
loomio_server_rotate (LoomioServer *self,
                      const char   *key)
{
  g_mutex_lock (&self->lock);
  g_free (self->key);
  self->key = g_strdup (key);
  g_mutex_unlock (&self->lock);
}

void
loomio_server_limit (LoomioServer *self,
                     guint         n,
                     guint         wait_s)
{
  g_mutex_lock (&self->lock);
  self->n_limited = n;
  self->wait_s = wait_s;
  g_mutex_unlock (&self->lock);
}

void
loomio_server_set_down (LoomioServer *self,
                        gboolean      down)
{
  g_mutex_lock (&self->lock);
  self->down = down;
  g_mutex_unlock (&self->lock);
}

void
loomio_server_fill (LoomioServer *self,
                    guint         n)
{
  static const char *const tables[] = { "discussions", "polls" };
  JsonObject *data = json_node_get_object (self->data);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      JsonArray *table = json_object_get_array_member (data, tables[i]);
      g_autofree char *first = json_to_string (json_array_get_element (table, 0), FALSE);

      for (guint j = 0; j < n; j++)
        {
          JsonNode *more = json_from_string (first, NULL);

          json_object_set_int_member (json_node_get_object (more), "id", FILLED_FROM + j);
          json_array_add_element (table, more);
        }
    }
  g_mutex_unlock (&self->lock);
}

void
loomio_server_say (LoomioServer *self,
                   guint         status,
                   const char   *body)
{
  g_mutex_lock (&self->lock);
  g_free (self->say_body);
  self->say_status = status;
  self->say_body = g_strdup (body);
  g_mutex_unlock (&self->lock);
}

guint
loomio_server_count (LoomioServer *self,
                     const char   *prefix)
{
  guint n = 0;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->asked->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->asked, i), prefix);
  g_mutex_unlock (&self->lock);
  return n;
}

char *
loomio_server_dup_written (LoomioServer *self)
{
  char *written;

  g_mutex_lock (&self->lock);
  written = g_strdup (self->written != NULL ? self->written : "");
  g_mutex_unlock (&self->lock);
  return written;
}
