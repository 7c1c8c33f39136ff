/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What can be looked up in the room: decisions, tasks, bylaws, news, as a node finds them.
 * Thread: the fake server's. */
#include "room-server-private.h"

#include <string.h>

static const char *
get_query (RoomExchange *exchange,
           const char   *name)
{
  const char *value =
    exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
is_wanted (RoomExchange *exchange,
           JsonObject   *item)
{
  static const char *const same[] = { "state", "type", NULL };
  static const char *const texts[] = { "title", "statement", "excerpt", NULL };
  const char *words = get_query (exchange, "q");
  const char *in_force = get_query (exchange, "in_force");
  gboolean found = words == NULL;
  const gboolean is_task = json_object_has_member (item, "done_at");

  if (is_task && get_query (exchange, "state") != NULL &&
      json_object_get_null_member (item, "done_at") !=
        g_str_equal (get_query (exchange, "state"), "open"))
    return FALSE;
  if (is_task && get_query (exchange, "mine") != NULL &&
      !g_str_equal (json_object_get_string_member (item, "owner_id"), "42"))
    return FALSE;
  for (guint i = 0; same[i] != NULL; i++)
    if (get_query (exchange, same[i]) != NULL && json_object_has_member (item, same[i]) &&
        g_strcmp0 (json_object_get_string_member (item, same[i]), get_query (exchange, same[i])) !=
          0)
      return FALSE;
  if (in_force != NULL && json_object_get_boolean_member (item, "in_force") !=
                            g_str_equal (in_force, "true"))
    return FALSE;
  for (guint i = 0; !found && texts[i] != NULL; i++)
    found = strstr (json_object_get_string_member_with_default (item, texts[i], ""), words) != NULL;
  return found;
}

static void
answer_found (RoomServer   *self,
              RoomExchange *exchange)
{
  JsonArray *all = json_node_get_array (room_server_find_document (self, exchange->parts[0]));
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (list, json_array_new ());
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *item = json_array_get_object_element (all, i);

      if (is_wanted (exchange, item))
        json_array_add_object_element (json_node_get_array (list), json_object_ref (item));
    }
  room_exchange_answer_node (exchange, 200, list);
}

/* The owner of a task, its day, and whether it is done. */
static void
change_task (RoomServer   *self,
             RoomExchange *exchange)
{
  static const char *const members[] = { "owner_id", "due_on", NULL };
  JsonObject *task = room_server_find_item (self, "tasks", exchange->parts[1]);

  if (task == NULL)
    {
      room_exchange_refuse (exchange, 404, "Record not found");
      return;
    }
  if (g_strcmp0 (exchange->parts[2], "done") == 0)
    json_object_set_string_member (task, "done_at", ROOM_SERVER_NOW);
  else if (g_strcmp0 (exchange->parts[2], "undone") == 0)
    json_object_set_null_member (task, "done_at");
  for (guint i = 0; exchange->body != NULL && members[i] != NULL; i++)
    if (json_object_has_member (exchange->body, members[i]))
      json_object_set_string_member (task, members[i],
                                     json_object_get_string_member (exchange->body, members[i]));
  room_exchange_answer (exchange, 200, task);
}

static void
answer_bylaws (RoomServer   *self,
               RoomExchange *exchange)
{
  g_autofree char *name =
    g_strdup_printf ("bylaws-%s", exchange->parts[1] != NULL ? exchange->parts[1] : "2");

  room_server_answer_document (self, exchange, name);
}

static void
change_news (RoomServer   *self,
             RoomExchange *exchange)
{
  g_autoptr (JsonNode) nothing = room_server_parse ("[]");

  g_hash_table_replace (self->documents, g_strdup ("notifications"), json_node_ref (nothing));
  room_exchange_answer_node (exchange, 200, nothing);
}

static void
change_digest (RoomServer   *self,
               RoomExchange *exchange)
{
  JsonObject *digest = json_node_get_object (room_server_find_document (self, "digest"));

  if (json_object_has_member (exchange->body, "frequency"))
    json_object_set_string_member (digest, "frequency",
                                   json_object_get_string_member (exchange->body, "frequency"));
  else
    {
      json_object_set_array_member (digest, "discussions", json_array_new ());
      json_object_set_array_member (digest, "proposals", json_array_new ());
    }
  room_exchange_answer (exchange, 200, digest);
}

/* clang-format off */
static const struct
{
  const char *method;
  const char *first; /* part of the path */
  void (*handle) (RoomServer   *self,
                  RoomExchange *exchange);
} routes[] = {
  { "GET",   "bylaws",        answer_bylaws  },
  { "GET",   "notifications", answer_found   },
  { "GET",   "outcomes",      answer_found   },
  { "GET",   "search",        answer_found   },
  { "GET",   "tasks",         answer_found   },
  { "PATCH", "tasks",         change_task    },
  { "POST",  "notifications", change_news    },
  { "POST",  "tasks",         change_task    },
  { "PUT",   "digest",        change_digest  },
};
/* clang-format on */

/** room_server_answer_lookup: whether this was something that can be looked up */
gboolean
room_server_answer_lookup (RoomServer   *self,
                           RoomExchange *exchange)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].method, exchange->method) &&
        g_str_equal (routes[i].first, exchange->parts[0]))
      {
        routes[i].handle (self, exchange);
        return TRUE;
      }
  return FALSE;
}
