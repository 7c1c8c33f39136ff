/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a Loomio server has, and the shape of its answers: one object with a list of each kind.
 * Thread: the fake server's, under its lock. */
#include "loomio-server-private.h"

#include <string.h>

/* What is there ------------------------------------------------------------------------------ */

JsonArray *
loomio_get_table (LoomioExchange *exchange,
                  const char     *table)
{
  return json_object_get_array_member (json_node_get_object (exchange->server->data), table);
}

gint64
loomio_get_int (JsonObject *object,
                const char *name)
{
  return !json_object_has_member (object, name) || json_object_get_null_member (object, name)
           ? 0
           : json_object_get_int_member_with_default (object, name, 0);
}

/* By its number, or by its key where it has one. */
JsonObject *
loomio_find (LoomioExchange *exchange,
             const char     *table,
             const char     *id)
{
  JsonArray *all = loomio_get_table (exchange, table);

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, loomio_get_int (one, "id"));

      if (g_str_equal (number, id) ||
          g_strcmp0 (json_object_get_string_member_with_default (one, "key", NULL), id) == 0 ||
          g_strcmp0 (json_object_get_string_member_with_default (one, "handle", NULL), id) == 0)
        return one;
    }
  return NULL;
}

gboolean
loomio_is_member (LoomioExchange *exchange,
                  gint64          group_id)
{
  JsonArray *all = loomio_get_table (exchange, "memberships");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);

      if (loomio_get_int (one, "group_id") == group_id &&
          loomio_get_int (one, "user_id") == LOOMIO_SERVER_ME)
        return TRUE;
    }
  return FALSE;
}

/* Answers ------------------------------------------------------------------------------------ */

void
loomio_answer_error (LoomioExchange *exchange,
                     guint           status,
                     const char     *words)
{
  g_autofree char *json = words != NULL ? g_strdup_printf ("{\"error\":\"%s\"}", words)
                                        : g_strdup_printf ("{\"error\":%u}", status);

  fake_server_reply (exchange->message, status, json);
}

JsonObject *
loomio_begin (const char *root)
{
  JsonObject *answer = json_object_new ();
  JsonObject *meta = json_object_new ();

  json_object_set_string_member (meta, "root", root);
  json_object_set_array_member (answer, root, json_array_new ());
  json_object_set_object_member (answer, "meta", meta);
  return answer;
}

/* Each thing comes once, however many point at it. */
void
loomio_side_load (JsonObject *answer,
                  const char *table,
                  JsonObject *thing)
{
  JsonArray *list;

  if (thing == NULL)
    return;
  if (!json_object_has_member (answer, table))
    json_object_set_array_member (answer, table, json_array_new ());
  list = json_object_get_array_member (answer, table);
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (json_array_get_object_element (list, i) == thing)
      return;
  json_array_add_object_element (list, json_object_ref (thing));
}

void
loomio_side_load_one (LoomioExchange *exchange,
                      JsonObject     *answer,
                      const char     *table,
                      gint64          id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (id != 0)
    loomio_side_load (answer, table, loomio_find (exchange, table, text));
}

void
loomio_side_load_all (LoomioExchange *exchange,
                      JsonObject     *answer,
                      const char     *table,
                      const char     *column,
                      gint64          value)
{
  JsonArray *all = loomio_get_table (exchange, table);

  for (guint i = 0; i < json_array_get_length (all); i++)
    if (loomio_get_int (json_array_get_object_element (all, i), column) == value)
      loomio_side_load (answer, table, json_array_get_object_element (all, i));
}

void
loomio_finish (LoomioExchange *exchange,
               JsonObject     *answer)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_take_object (node, answer);
  text = json_to_string (node, FALSE);
  fake_server_reply (exchange->message, 200, text);
}
