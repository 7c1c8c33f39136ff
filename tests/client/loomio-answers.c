/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a Loomio server answers, out of one table for each kind of thing.
 * Thread: the fake server's, under its lock. */
#include "loomio-server-private.h"

#include <string.h>

#define LIMIT 50 /* of a list, when nobody says */

typedef void (*Answer) (LoomioExchange *exchange);

static void
load_discussion (LoomioExchange *exchange,
                 JsonObject     *answer,
                 JsonObject     *discussion)
{
  loomio_side_load (answer, "discussions", discussion);
  loomio_side_load_one (exchange, answer, "topics", loomio_get_int (discussion, "topic_id"));
  loomio_side_load_one (exchange, answer, "users", loomio_get_int (discussion, "author_id"));
}

/* Of the votes only one's own comes along. */
static void
load_poll (LoomioExchange *exchange,
           JsonObject     *answer,
           JsonObject     *poll)
{
  loomio_side_load (answer, "polls", poll);
  loomio_side_load_one (exchange, answer, "topics", loomio_get_int (poll, "topic_id"));
  loomio_side_load_all (exchange, answer, "poll_options", "poll_id", loomio_get_int (poll, "id"));
  loomio_side_load_one (exchange, answer, "stances", loomio_get_int (poll, "my_stance_id"));
  loomio_side_load_one (exchange, answer, "outcomes", loomio_get_int (poll, "current_outcome_id"));
  loomio_side_load_one (exchange, answer, "users", loomio_get_int (poll, "author_id"));
}

/* Lists -------------------------------------------------------------------------------------- */

static const char *
get_parameter (LoomioExchange *exchange,
               const char     *name)
{
  return exchange->query != NULL ? g_hash_table_lookup (exchange->query, name) : NULL;
}

static gint64
get_number (LoomioExchange *exchange,
            const char     *name,
            gint64          otherwise)
{
  const char *text = get_parameter (exchange, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

static gboolean
has_status (LoomioExchange *exchange,
            JsonObject     *thing,
            JsonObject     *clock,
            const char     *otherwise)
{
  const char *status = get_parameter (exchange, "status");
  const gboolean closed =
    clock != NULL && json_object_get_string_member_with_default (clock, "closed_at", NULL) != NULL;

  if (json_object_get_string_member_with_default (thing, "discarded_at", NULL) != NULL)
    return FALSE;
  if (status == NULL)
    status = otherwise;
  return g_str_equal (status, "all") || closed == g_str_equal (status, "closed");
}

/* A list of a group needs the group, and a group that is closed to others needs a member. */
static gboolean
may_list (LoomioExchange *exchange)
{
  const gint64 group_id = get_number (exchange, "group_id", 0);

  if (group_id == 0)
    loomio_answer_error (exchange, 404, NULL);
  else if (!loomio_is_member (exchange, group_id))
    loomio_answer_error (exchange, 403, LOOMIO_NO_ACCESS);
  else
    return TRUE;
  return FALSE;
}

typedef void (*Load) (LoomioExchange *exchange,
                      JsonObject     *answer,
                      JsonObject     *thing);

static JsonObject *
find_clock (LoomioExchange *exchange,
            JsonObject     *thing)
{
  g_autofree char *topic =
    g_strdup_printf ("%" G_GINT64_FORMAT, loomio_get_int (thing, "topic_id"));

  return json_object_has_member (thing, "closed_at") ? thing
                                                     : loomio_find (exchange, "topics", topic);
}

static void
list_of_group (LoomioExchange *exchange,
               const char     *table,
               const char     *status,
               Load            load)
{
  JsonArray *all = loomio_get_table (exchange, table);
  JsonObject *answer;
  gint64 skip = get_number (exchange, "offset", 0);
  gint64 left = get_number (exchange, "limit", LIMIT);

  if (!may_list (exchange))
    return;
  answer = loomio_begin (table);
  for (guint i = 0; i < json_array_get_length (all) && left > 0; i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);

      if (loomio_get_int (one, "group_id") != get_number (exchange, "group_id", 0) ||
          !has_status (exchange, one, find_clock (exchange, one), status) || skip-- > 0)
        continue;
      load (exchange, answer, one);
      left--;
    }
  loomio_finish (exchange, answer);
}

static void
list_discussions (LoomioExchange *exchange)
{
  list_of_group (exchange, "discussions", "open", load_discussion);
}

static void
list_polls (LoomioExchange *exchange)
{
  list_of_group (exchange, "polls", "active", load_poll);
}

/* Who is no member sees an empty list here, and no error. */
static void
list_memberships (LoomioExchange *exchange)
{
  JsonArray *all = loomio_get_table (exchange, "memberships");
  const gint64 group_id = get_number (exchange, "group_id", 0);
  JsonObject *answer = loomio_begin ("memberships");
  gint64 skip = get_number (exchange, "offset", 0);
  gint64 left = get_number (exchange, "limit", LIMIT);

  for (guint i = 0; loomio_is_member (exchange, group_id) && i < json_array_get_length (all); i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);

      if (loomio_get_int (one, "group_id") != group_id || skip-- > 0 || left-- <= 0)
        continue;
      loomio_side_load (answer, "memberships", one);
      loomio_side_load_one (exchange, answer, "users", loomio_get_int (one, "user_id"));
    }
  loomio_finish (exchange, answer);
}

static void
list_groups (LoomioExchange *exchange)
{
  JsonArray *all = loomio_get_table (exchange, "memberships");
  JsonObject *answer = loomio_begin ("groups");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *one = json_array_get_object_element (all, i);

      if (loomio_get_int (one, "user_id") != LOOMIO_SERVER_ME)
        continue;
      loomio_side_load (answer, "memberships", one);
      loomio_side_load_one (exchange, answer, "groups", loomio_get_int (one, "group_id"));
    }
  loomio_finish (exchange, answer);
}

/* One thing ---------------------------------------------------------------------------------- */

static JsonObject *
find_seen (LoomioExchange *exchange,
           const char     *table)
{
  JsonObject *thing = loomio_find (exchange, table, exchange->parts[1]);

  if (thing == NULL)
    loomio_answer_error (exchange, 404, NULL);
  else if (!loomio_is_member (
             exchange, loomio_get_int (thing, g_str_equal (table, "groups") ? "id" : "group_id")))
    {
      loomio_answer_error (exchange, 403, LOOMIO_NO_ACCESS);
      return NULL;
    }
  return thing;
}

static void
load_group (LoomioExchange *exchange,
            JsonObject     *answer,
            JsonObject     *group)
{
  loomio_side_load (answer, "groups", group);
}

static void
show_one (LoomioExchange *exchange,
          const char     *table,
          Load            load)
{
  JsonObject *thing = find_seen (exchange, table);
  JsonObject *answer = thing != NULL ? loomio_begin (table) : NULL;

  if (thing == NULL)
    return;
  load (exchange, answer, thing);
  loomio_finish (exchange, answer);
}

static void
show_group (LoomioExchange *exchange)
{
  show_one (exchange, "groups", load_group);
}

static void
show_discussion (LoomioExchange *exchange)
{
  show_one (exchange, "discussions", load_discussion);
}

static void
show_poll (LoomioExchange *exchange)
{
  show_one (exchange, "polls", load_poll);
}

static void
show_items (LoomioExchange *exchange)
{
  static const struct
  {
    const char *type;
    const char *table;
  } kinds[] = { { "Comment", "comments" },
                { "Poll", "polls" },
                { "Stance", "stances" },
                { "Outcome", "outcomes" } };
  JsonObject *topic = find_seen (exchange, "topics");
  JsonArray *all = loomio_get_table (exchange, "items");
  JsonObject *answer;

  if (topic == NULL)
    return;
  answer = loomio_begin ("items");
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *item = json_array_get_object_element (all, i);
      const char *type = json_object_get_string_member (item, "itemable_type");

      if (loomio_get_int (item, "topic_id") != loomio_get_int (topic, "id"))
        continue;
      loomio_side_load (answer, "items", item);
      loomio_side_load_one (exchange, answer, "users", loomio_get_int (item, "actor_id"));
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        if (g_str_equal (type, kinds[k].type))
          loomio_side_load_one (exchange, answer, kinds[k].table,
                                loomio_get_int (item, "itemable_id"));
      loomio_side_load_all (exchange, answer, "reactions", "reactable_id",
                            loomio_get_int (item, "itemable_id"));
    }
  loomio_finish (exchange, answer);
}

/* Writing ------------------------------------------------------------------------------------ */

static void
answer_comment (LoomioExchange *exchange,
                JsonObject     *comment)
{
  JsonObject *answer = loomio_begin ("comments");

  loomio_side_load (answer, "comments", comment);
  loomio_side_load_one (exchange, answer, "users", loomio_get_int (comment, "author_id"));
  loomio_finish (exchange, answer);
}

static const char *
get_body (LoomioExchange *exchange)
{
  const char *body = exchange->body != NULL ? json_object_get_string_member_with_default (
                                                exchange->body, "body", "")
                                            : "";

  if (*body != '\0')
    return body;
  fake_server_reply (exchange->message, 422, "{\"errors\":{\"body\":[\"can't be blank\"]}}");
  return NULL;
}

static gint64
find_topic_of (LoomioExchange *exchange)
{
  static const struct
  {
    const char *type;
    const char *table;
    const char *other; /* where it has no topic of its own */
  } kinds[] = { { "Discussion", "discussions", NULL },
                { "Poll", "polls", NULL },
                { "Comment", "comments", NULL },
                { "Stance", "stances", "polls" },
                { "Outcome", "outcomes", "polls" } };
  const char *type =
    json_object_get_string_member_with_default (exchange->body, "parent_type", "Discussion");
  gint64 id = loomio_get_int (exchange->body, json_object_has_member (exchange->body, "parent_id")
                                                ? "parent_id"
                                                : "discussion_id");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
      g_autofree char *poll = NULL;
      JsonObject *parent = g_str_equal (kinds[i].type, type)
                             ? loomio_find (exchange, kinds[i].table, text)
                             : NULL;

      if (parent == NULL)
        continue;
      if (kinds[i].other == NULL)
        return loomio_get_int (parent, "topic_id");
      poll = g_strdup_printf ("%" G_GINT64_FORMAT, loomio_get_int (parent, "poll_id"));
      return loomio_get_int (loomio_find (exchange, kinds[i].other, poll), "topic_id");
    }
  return 0;
}

static void
add_item (LoomioExchange *exchange,
          JsonObject     *comment,
          gint64          topic_id)
{
  JsonObject *item = json_object_new ();
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, topic_id);
  JsonObject *topic = loomio_find (exchange, "topics", text);
  const gint64 sequence = loomio_get_int (topic, "items_count") + 1;

  json_object_set_int_member (topic, "items_count", sequence);
  json_object_set_int_member (topic, "replies_count", loomio_get_int (topic, "replies_count") + 1);
  json_object_set_int_member (item, "id", exchange->server->next_id++);
  json_object_set_int_member (item, "sequence_id", sequence);
  json_object_set_string_member (item, "kind", "new_comment");
  json_object_set_int_member (item, "topic_id", topic_id);
  json_object_set_string_member (item, "itemable_type", "Comment");
  json_object_set_int_member (item, "itemable_id", loomio_get_int (comment, "id"));
  json_object_set_int_member (item, "actor_id", LOOMIO_SERVER_ME);
  json_array_add_object_element (loomio_get_table (exchange, "items"), item);
}

static void
create_comment (LoomioExchange *exchange)
{
  const char *body = get_body (exchange);
  const gint64 topic_id = body != NULL ? find_topic_of (exchange) : 0;
  JsonObject *comment;

  if (body == NULL)
    return;
  if (topic_id == 0)
    {
      loomio_answer_error (exchange, 404, NULL);
      return;
    }
  comment = json_object_new ();
  json_object_set_int_member (comment, "id", exchange->server->next_id++);
  json_object_set_int_member (comment, "topic_id", topic_id);
  json_object_set_string_member (comment, "body", body);
  json_object_set_string_member (
    comment, "body_format",
    json_object_get_string_member_with_default (exchange->body, "body_format", "md"));
  json_object_set_int_member (comment, "author_id", LOOMIO_SERVER_ME);
  json_object_set_int_member (comment, "discussion_id",
                              loomio_get_int (exchange->body, "discussion_id"));
  json_object_set_string_member (
    comment, "parent_type",
    json_object_get_string_member_with_default (exchange->body, "parent_type", "Discussion"));
  json_object_set_int_member (comment, "parent_id", loomio_get_int (exchange->body, "parent_id"));
  json_object_set_string_member (comment, "created_at", "2026-10-30T12:00:00Z");
  json_object_set_null_member (comment, "discarded_at");
  json_array_add_object_element (loomio_get_table (exchange, "comments"), comment);
  add_item (exchange, comment, topic_id);
  answer_comment (exchange, comment);
}

static void
change_comment (LoomioExchange *exchange)
{
  JsonObject *comment = loomio_find (exchange, "comments", exchange->parts[1]);
  const char *body;

  if (comment == NULL)
    loomio_answer_error (exchange, 404, NULL);
  else if (loomio_get_int (comment, "author_id") != LOOMIO_SERVER_ME)
    loomio_answer_error (exchange, 403, "Not authorized to update Comment.");
  else if (g_str_equal (exchange->method, "DELETE"))
    {
      json_object_set_string_member (comment, "discarded_at", "2026-10-30T12:30:00Z");
      json_object_set_null_member (comment, "body");
      fake_server_reply (exchange->message, 200, "{\"success\":\"success\"}");
    }
  else if ((body = get_body (exchange)) != NULL)
    {
      json_object_set_string_member (comment, "body", body);
      json_object_set_int_member (comment, "versions_count", 2);
      json_object_set_string_member (comment, "updated_at", "2026-10-30T12:20:00Z");
      answer_comment (exchange, comment);
    }
}

/* Searching ---------------------------------------------------------------------------------- */

static void
add_result (LoomioExchange *exchange,
            JsonObject     *answer,
            JsonObject     *discussion)
{
  const char *query = get_parameter (exchange, "query");
  const char *title = json_object_get_string_member (discussion, "title");
  JsonObject *result;
  g_autofree char *highlight = NULL;

  if (query == NULL ||
      loomio_get_int (discussion, "group_id") != get_number (exchange, "group_id", 0) ||
      strcasestr (title, query) == NULL)
    return;
  result = json_object_new ();
  highlight = g_strdup_printf ("<b>%s</b>", title);
  json_object_set_string_member (result, "searchable_type", "Discussion");
  json_object_set_int_member (result, "searchable_id", loomio_get_int (discussion, "id"));
  json_object_set_string_member (result, "highlight", highlight);
  json_object_set_int_member (result, "group_id", loomio_get_int (discussion, "group_id"));
  json_object_set_string_member (result, "discussion_key",
                                 json_object_get_string_member (discussion, "key"));
  json_object_set_null_member (result, "poll_key");
  json_object_set_string_member (result, "author_name", "Ada Okafor");
  json_object_set_string_member (result, "authored_at", "2026-10-20T09:00:00Z");
  json_array_add_object_element (json_object_get_array_member (answer, "search_results"), result);
}

static void
search (LoomioExchange *exchange)
{
  JsonArray *all = loomio_get_table (exchange, "discussions");
  JsonObject *answer = loomio_begin ("search_results");

  for (guint i = 0; i < json_array_get_length (all); i++)
    add_result (exchange, answer, json_array_get_object_element (all, i));
  loomio_finish (exchange, answer);
}

/* Routes ------------------------------------------------------------------------------------- */

/* clang-format off */
static const struct
{
  const char *method;
  const char *path;
  guint n_parts;
  const char *below; /* what follows the id */
  Answer answer;
} routes[] = {
  { "GET",    "groups",      1, NULL,    list_groups },
  { "GET",    "groups",      2, NULL,    show_group },
  { "GET",    "discussions", 1, NULL,    list_discussions },
  { "GET",    "discussions", 2, NULL,    show_discussion },
  { "GET",    "polls",       1, NULL,    list_polls },
  { "GET",    "polls",       2, NULL,    show_poll },
  { "GET",    "memberships", 1, NULL,    list_memberships },
  { "GET",    "threads",     3, "items", show_items },
  { "GET",    "search",      1, NULL,    search },
  { "POST",   "comments",    1, NULL,    create_comment },
  { "PATCH",  "comments",    2, NULL,    change_comment },
  { "DELETE", "comments",    2, NULL,    change_comment },
};
/* clang-format on */

void
loomio_answer (LoomioExchange *exchange)
{
  const guint n = g_strv_length (exchange->parts);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_equal (routes[i].method, exchange->method) && routes[i].n_parts == n &&
        g_str_equal (routes[i].path, exchange->parts[0]) &&
        (routes[i].below == NULL || g_str_equal (routes[i].below, exchange->parts[2])))
      {
        routes[i].answer (exchange);
        return;
      }
  loomio_answer_error (exchange, 404, NULL);
}
