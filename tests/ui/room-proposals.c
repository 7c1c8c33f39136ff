/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Proposals, ballots and tallies of the invented co-op.
 * Thread: the fake server's. */
#include "room-server-private.h"

#include <string.h>

static JsonObject *
find_proposal (RoomServer *self,
               const char *id)
{
  JsonObject *proposal = room_server_find_item (self, "proposals-open", id);

  return proposal != NULL ? proposal : room_server_find_item (self, "proposals-over", id);
}

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

  return room_server_parse (text);
}

static void
put_ballot (RoomServer   *self,
            RoomExchange *exchange,
            JsonObject   *proposal)
{
  const char *id = exchange->parts[1];
  JsonObject *mine = json_object_get_object_member (proposal, "my");
  JsonArray *choices = json_object_get_array_member (exchange->body, "choices");
  const char *option_id =
    json_object_get_string_member (json_array_get_object_element (choices, 0), "option_id");
  const char *reason = json_object_get_string_member_with_default (exchange->body, "reason", "");
  const char *wants = find_option_key (proposal, option_id, "reason");
  g_autofree char *name = g_strdup_printf ("ballot-%s", id);
  g_autofree char *ballot_id = NULL;
  JsonNode *ballot;

  if (json_object_get_int_member (exchange->body, "proposal_version") !=
      json_object_get_int_member (proposal, "version"))
    room_exchange_refuse (exchange, 409, "the text has changed");
  else if (strcmp (json_object_get_string_member (proposal, "state"), "open") != 0)
    room_exchange_refuse (exchange, 410, "voting is closed");
  else if (wants == NULL)
    room_exchange_refuse (exchange, 422, "there is no such option");
  else if (strcmp (wants, "required") == 0 && *reason == '\0')
    room_exchange_refuse (exchange, 422, "a reason is required");
  else
    {
      ballot_id = g_strdup_printf ("%u", 9100 + self->requests->len);
      ballot = make_ballot (ballot_id, id, "42", option_id, reason);
      if (!json_object_get_boolean_member (mine, "voted"))
        json_object_set_int_member (proposal, "cast_count",
                                    json_object_get_int_member (proposal, "cast_count") + 1);
      json_object_set_boolean_member (mine, "voted", TRUE);
      json_object_set_string_member (mine, "ballot_id", ballot_id);
      g_hash_table_insert (self->documents, g_strdup (name), ballot);
      room_exchange_answer_node (exchange, 200, ballot);
    }
}

/* As many ballots as the tally says, by members 1, 2, … */
static void
answer_ballots (RoomServer   *self,
                RoomExchange *exchange)
{
  const char *id = exchange->parts[1];
  g_autofree char *tally_name = g_strdup_printf ("tally-%s", id);
  g_autofree char *own_name = g_strdup_printf ("ballots-%s", id);
  g_autoptr (JsonNode) list = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  JsonNode *tally = room_server_find_document (self, tally_name);
  JsonArray *options;
  int n = 0;

  json_node_take_array (list, array);
  if (room_server_find_document (self, own_name) != NULL)
    {
      room_server_answer_document (self, exchange, own_name);
      return;
    }
  if (tally == NULL)
    {
      room_exchange_refuse (exchange, 403, "the result is not visible yet");
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
  room_exchange_answer_node (exchange, 200, list);
}

static void
answer_tally (RoomServer   *self,
              RoomExchange *exchange,
              JsonObject   *proposal)
{
  g_autofree char *name = g_strdup_printf ("tally-%s", exchange->parts[1]);
  JsonObject *mine = json_object_get_object_member (proposal, "my");

  if (room_server_find_document (self, name) == NULL ||
      !json_object_get_boolean_member (mine, "voted"))
    room_exchange_refuse (exchange, 403, "the result is not visible yet");
  else
    room_server_answer_document (self, exchange, name);
}

void
room_server_create_proposal (RoomServer   *self,
                             RoomExchange *exchange)
{
  g_autoptr (JsonNode) copy = json_node_copy (room_server_find_document (self, "proposals-open"));
  JsonObject *proposal =
    json_object_ref (json_array_get_object_element (json_node_get_array (copy), 2));

  json_object_set_string_member (proposal, "id", "600");
  json_object_set_string_member (proposal, "title",
                                 json_object_get_string_member (exchange->body, "title"));
  json_object_set_string_member (proposal, "class",
                                 json_object_get_string_member (exchange->body, "class"));
  json_array_add_object_element (
    json_node_get_array (room_server_find_document (self, "proposals-open")), proposal);
  room_exchange_answer (exchange, 200, proposal);
}

void
room_server_answer_proposal (RoomServer   *self,
                             RoomExchange *exchange)
{
  JsonObject *proposal = find_proposal (self, exchange->parts[1]);
  const char *what = exchange->parts[2];
  g_autofree char *ballot = g_strdup_printf ("ballot-%s", exchange->parts[1]);

  if (proposal == NULL)
    room_exchange_refuse (exchange, 404, "Record not found");
  else if (what == NULL)
    room_exchange_answer (exchange, 200, proposal);
  else if (g_str_equal (what, "tally"))
    answer_tally (self, exchange, proposal);
  else if (g_str_equal (what, "ballots"))
    answer_ballots (self, exchange);
  else if (g_str_equal (what, "ballot") && g_str_equal (exchange->method, "PUT"))
    put_ballot (self, exchange, proposal);
  else if (g_str_equal (what, "ballot"))
    room_server_answer_document (self, exchange, ballot);
  else if (g_str_equal (what, "open"))
    {
      json_object_set_string_member (proposal, "state", "open");
      json_object_set_string_member (proposal, "closes_at", "2026-11-06T12:00:00.000Z");
      room_exchange_answer (exchange, 200, proposal);
    }
  else
    room_exchange_refuse (exchange, 404, "Record not found");
}

void
room_server_answer_proposals (RoomServer   *self,
                              RoomExchange *exchange)
{
  const char *states = exchange->query != NULL ? g_hash_table_lookup (exchange->query, "state")
                                               : NULL;

  room_server_answer_document (
    self, exchange,
    states != NULL && g_str_has_prefix (states, "open") ? "proposals-open" : "proposals-over");
}
