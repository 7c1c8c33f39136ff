/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is said in a thread of a Loomio server: comments, the reasons of those who voted, and
 * outcomes, in the order of the thread.
 * Thread: any. */
#include "moot-loomio-private.h"

#include "moot-html.h"

#include <string.h>

#define LIMIT 40 /* comments where nobody says how many */

/* What can be answered; the beginning of its id says what it is. */
typedef struct
{
  const char *type;
  const char *table;
  const char *prefix;
} Kind;

static const Kind kinds[] = {
  { "Comment", "comments", "" },
  { "Stance", "stances", "stance-" },
  { "Outcome", "outcomes", "outcome-" },
};

typedef struct
{
  JsonObject *thing; /* borrowed */
  const Kind *kind;
  gint64 position;
} Said;

static const Kind *
find_kind (const char *type)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, type))
      return &kinds[i];
  return NULL;
}

static void
put_parent (MootJsonWriter *json,
            JsonObject     *thing)
{
  const Kind *kind = find_kind (moot_json_get_string (thing, "parent_type"));
  g_autofree char *id = NULL;

  if (kind == NULL || moot_json_get_int (thing, "parent_id") == 0)
    return;
  id = g_strdup_printf ("%s%" G_GINT64_FORMAT, kind->prefix,
                        moot_json_get_int (thing, "parent_id"));
  moot_json_put_string (json, "parent_id", id);
}

/* Side-loaded in some versions: one for each member and thing. */
static void
put_reactions (MootJsonWriter *json,
               JsonObject     *root,
               const char     *type,
               gint64          id,
               gint64          me)
{
  JsonArray *all = moot_json_get_array (root, "reactions");
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GHashTable) mine = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *node = json_array_get_element (all, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      char *name = (char *) moot_json_get_string (one, "reaction");

      if (name == NULL || *name == '\0' || moot_json_get_int (one, "reactable_id") != id ||
          g_strcmp0 (moot_json_get_string (one, "reactable_type"), type) != 0)
        continue;
      if (!g_hash_table_contains (counts, name))
        g_ptr_array_add (names, name);
      g_hash_table_replace (
        counts, name,
        GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)) + 1));
      if (moot_json_get_int (one, "user_id") == me)
        g_hash_table_add (mine, name);
    }
  moot_json_name (json, "reactions");
  moot_json_begin_array (json);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      moot_json_begin_object (json);
      moot_json_put_string (json, "name", name);
      moot_json_put_int (json, "count", GPOINTER_TO_UINT (g_hash_table_lookup (counts, name)));
      moot_json_put_boolean (json, "me", g_hash_table_contains (mine, name));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

static void
put_times (MootJsonWriter *json,
           JsonObject     *thing)
{
  static const struct
  {
    const char *name;
    const char *members[3];
  } times[] = {
    { "created_at", { "created_at", "cast_at", "order_at" } },
    { "deleted_at", { "discarded_at", NULL, NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    for (guint j = 0; j < G_N_ELEMENTS (times[i].members) && times[i].members[j] != NULL; j++)
      {
        const char *text = moot_json_get_string (thing, times[i].members[j]);

        if (text == NULL)
          continue;
        moot_json_put_string (json, times[i].name, text);
        break;
      }
  if (moot_json_get_int (thing, "versions_count") > 1 &&
      moot_json_get_string (thing, "updated_at") != NULL)
    moot_json_put_string (json, "edited_at", moot_json_get_string (thing, "updated_at"));
}

static gint64
get_me (MootLoomio *self)
{
  const char *id = moot_loomio_get_link (self)->user_id;

  return id != NULL ? g_ascii_strtoll (id, NULL, 10) : 0;
}

/** moot_loomio_write_comment: one comment, with what came along with it */
void
moot_loomio_write_comment (MootLoomio     *self,
                           JsonObject     *root,
                           JsonObject     *comment,
                           const char     *discussion_id,
                           gint64          position,
                           MootJsonWriter *json)
{
  const gboolean gone = moot_json_get_string (comment, "discarded_at") != NULL;
  const char *body = gone ? NULL : moot_json_get_string (comment, "body");
  const char *format = moot_json_get_string (comment, "body_format");
  g_autofree char *html =
    moot_loomio_dup_html (body, format, moot_loomio_get_link (self)->server);

  moot_json_begin_object (json);
  moot_json_put_id (json, "id", moot_json_get_int (comment, "id"));
  moot_json_put_string (json, "discussion_id", discussion_id);
  put_parent (json, comment);
  moot_json_put_id (json, "author_id", moot_json_get_int (comment, "author_id"));
  moot_json_put_int (json, "position", position);
  moot_json_put_int (json, "version", MAX (1, moot_json_get_int (comment, "versions_count")));
  moot_json_put_string (json, "body", html);
  if (g_strcmp0 (format, "html") != 0 && body != NULL)
    moot_json_put_string (json, "body_source", body);
  put_times (json, comment);
  put_reactions (json, root, "Comment", moot_json_get_int (comment, "id"), get_me (self));
  moot_json_end_object (json);
}

/* A vote with a reason, or an outcome; without a version, since it is changed on Loomio. */
static void
write_other (MootLoomio     *self,
             JsonObject     *root,
             const Said     *said,
             const char     *discussion_id,
             MootJsonWriter *json)
{
  const gboolean is_stance = g_str_equal (said->kind->type, "Stance");
  g_autofree char *id = g_strdup_printf ("%s%" G_GINT64_FORMAT, said->kind->prefix,
                                         moot_json_get_int (said->thing, "id"));
  g_autofree char *html = moot_loomio_dup_html (
    moot_json_get_string (said->thing, is_stance ? "reason" : "statement"),
    moot_json_get_string (said->thing, is_stance ? "reason_format" : "statement_format"),
    moot_loomio_get_link (self)->server);

  moot_json_begin_object (json);
  moot_json_put_string (json, "id", id);
  moot_json_put_string (json, "discussion_id", discussion_id);
  moot_json_put_id (json, "author_id",
                    moot_json_get_int (said->thing, is_stance ? "participant_id" : "author_id"));
  moot_json_put_int (json, "position", said->position);
  moot_json_put_string (json, "body", html);
  put_times (json, said->thing);
  put_reactions (json, root, said->kind->type, moot_json_get_int (said->thing, "id"),
                 get_me (self));
  moot_json_end_object (json);
}

static gboolean
has_words (const Said *said)
{
  const char *text = NULL;

  if (g_str_equal (said->kind->type, "Comment"))
    return TRUE;
  text = moot_json_get_string (said->thing,
                               g_str_equal (said->kind->type, "Stance") ? "reason" : "statement");
  return text != NULL && *text != '\0' &&
         moot_json_get_string (said->thing, "revoked_at") == NULL;
}

static GHashTable *
index_table (JsonObject *root,
             const char *table)
{
  GHashTable *index = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  JsonArray *array = moot_json_get_array (root, table);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gint64 id = JSON_NODE_HOLDS_OBJECT (node)
                    ? moot_json_get_int (json_node_get_object (node), "id")
                    : 0;

      if (id != 0)
        g_hash_table_replace (index, g_memdup2 (&id, sizeof id), json_node_get_object (node));
    }
  return index;
}

static int
compare_said (gconstpointer a,
              gconstpointer b)
{
  const Said *left = a;
  const Said *right = b;

  return left->position < right->position ? -1 : left->position > right->position;
}

/* A thing may be in the thread twice, as when a vote was changed: the first place stands. */
static GArray *
list_said (JsonObject *root)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Said));
  JsonArray *items = moot_json_get_array (root, "items");
  GHashTable *tables[G_N_ELEMENTS (kinds)];
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    tables[i] = index_table (root, kinds[i].table);
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const gint64 id = moot_json_get_int (item, "itemable_id");
      Said said = { .kind = find_kind (moot_json_get_string (item, "itemable_type")),
                    .position = moot_json_get_int (item, "sequence_id") };

      if (said.kind == NULL)
        continue;
      said.thing = g_hash_table_lookup (tables[said.kind - kinds], &id);
      if (said.thing != NULL && has_words (&said) && g_hash_table_add (seen, said.thing))
        g_array_append_val (all, said);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_hash_table_unref (tables[i]);
  g_array_sort (all, compare_said);
  /* the thread begins with what it is about; the pages count what is said from 1 */
  for (guint i = 0; i < all->len; i++)
    g_array_index (all, Said, i).position = i == 0 ? 1 : g_array_index (all, Said, i).position - 1;
  return all;
}

typedef struct
{
  gint64 limit;
  const char *max_id;
  const char *min_id;
} Bounds;

static void
read_bound (const char *name,
            const char *value,
            gpointer    data)
{
  Bounds *bounds = data;

  if (g_str_equal (name, "limit"))
    bounds->limit = CLAMP (g_ascii_strtoll (value, NULL, 10), 1, 1000);
  else if (g_str_equal (name, "max_id"))
    bounds->max_id = value;
  else if (g_str_equal (name, "min_id"))
    bounds->min_id = value;
}

static guint
find_said (const GArray *all,
           const char   *id,
           guint         otherwise)
{
  for (guint i = 0; id != NULL && i < all->len; i++)
    {
      const Said *said = &g_array_index (all, Said, i);
      g_autofree char *own = g_strdup_printf ("%s%" G_GINT64_FORMAT, said->kind->prefix,
                                              moot_json_get_int (said->thing, "id"));

      if (g_str_equal (own, id))
        return i;
    }
  return otherwise;
}

/** moot_loomio_write_comments: a part of a thread, the newest first, as the co-op API pages it */
void
moot_loomio_write_comments (MootLoomio     *self,
                            JsonObject     *root,
                            const char     *discussion_id,
                            MootRequest    *request,
                            MootJsonWriter *json)
{
  g_autoptr (GArray) all = list_said (root);
  Bounds bounds = { .limit = LIMIT };
  guint from;
  guint to;

  moot_request_foreach (request, read_bound, &bounds);
  if (bounds.min_id != NULL)
    {
      from = find_said (all, bounds.min_id, G_MAXUINT) + 1;
      to = MIN (all->len, from + (guint) bounds.limit);
    }
  else
    {
      to = find_said (all, bounds.max_id, all->len);
      from = to > (guint) bounds.limit ? to - (guint) bounds.limit : 0;
    }
  moot_json_begin_array (json);
  for (guint i = to; i > from; i--)
    {
      const Said *said = &g_array_index (all, Said, i - 1);

      if (g_str_equal (said->kind->type, "Comment"))
        moot_loomio_write_comment (self, root, said->thing, discussion_id, said->position, json);
      else
        write_other (self, root, said, discussion_id, json);
    }
  moot_json_end_array (json);
}
