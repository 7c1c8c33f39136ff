/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The export of a Loomio group: `{"table":"comments","record":{…}}` in each line.  Threads moved
 * into a table of their own in 2026; files from before and after are read.  Tables that are not
 * needed are not kept. Thread: any. Spec: Loomio's group export. */
#include "moot-loomio-export.h"

#include "moot-clock.h"
#include "moot-error.h"

#include <string.h>

static const char *const tables[] = {
  "groups",
  "users",
  "discussions",
  "topics",
  "comments",
  "polls",
  "poll_options",
  "stances",
  "stance_choices",
  "outcomes",
  "anonymous_ballots",
  "anonymous_ballot_choices",
};

struct _MootLoomioExport
{
  GPtrArray *nodes;                         /* of JsonNode: hold the records */
  GPtrArray *lists[G_N_ELEMENTS (tables)];  /* of JsonObject */
  GHashTable *by_id[G_N_ELEMENTS (tables)]; /* of JsonObject */
  GHashTable *choices;                      /* of GPtrArray of JsonObject, by option */
};

static int
find_table (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i], name))
      return (int) i;
  return -1;
}

static gboolean
complain (GError     **error,
          guint        line,
          const char  *what)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "line %u: %s", line, what);
  return FALSE;
}

static void
keep (MootLoomioExport *self,
      int               table,
      JsonNode         *node,
      JsonObject       *record)
{
  gint64 id = moot_json_get_int (record, "id");
  GPtrArray *list;

  g_ptr_array_add (self->nodes, json_node_ref (node));
  g_ptr_array_add (self->lists[table], record);
  if (id != 0)
    g_hash_table_replace (self->by_id[table], g_memdup2 (&id, sizeof id), record);
  id = moot_json_get_int (record, "poll_option_id");
  if (id == 0 || !g_str_has_suffix (tables[table], "_choices"))
    return;
  list = g_hash_table_lookup (self->choices, &id);
  if (list == NULL)
    {
      list = g_ptr_array_new ();
      g_hash_table_insert (self->choices, g_memdup2 (&id, sizeof id), list);
    }
  g_ptr_array_add (list, record);
}

static gboolean
read_line (MootLoomioExport  *self,
           const char        *text,
           gsize              length,
           guint              line,
           GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *record;
  int table;

  if (length > MOOT_LOOMIO_LINE_MAX)
    return complain (error, line, "too long");
  node = moot_json_parse_sized (text, (gssize) length, MOOT_LOOMIO_LINE_MAX, &local);
  if (node == NULL)
    return complain (error, line, local->message);
  if (!JSON_NODE_HOLDS_OBJECT (node) ||
      moot_json_get_string (json_node_get_object (node), "table") == NULL)
    return complain (error, line, "no record of a Loomio export");
  record = moot_json_get_object (json_node_get_object (node), "record");
  if (record == NULL)
    return complain (error, line, "a table without a record");
  table = find_table (moot_json_get_string (json_node_get_object (node), "table"));
  if (table < 0)
    return TRUE;
  if (self->nodes->len >= MOOT_LOOMIO_RECORDS_MAX)
    return complain (error, line, "too many records");
  keep (self, table, node, record);
  return TRUE;
}

static void
unref_node (gpointer data)
{
  json_node_unref (data);
}

static void
unref_list (gpointer data)
{
  g_ptr_array_unref (data);
}

/**
 * moot_loomio_export_read:
 * @text: the file
 * @length: bytes of it
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID with the number of the line.
 * Limits: %MOOT_LOOMIO_FILE_MAX, %MOOT_LOOMIO_LINE_MAX, %MOOT_LOOMIO_RECORDS_MAX.
 *
 * Returns: (transfer full): its records
 */
MootLoomioExport *
moot_loomio_export_read (const char  *text,
                         gsize        length,
                         GError     **error)
{
  g_autoptr (MootLoomioExport) self = g_new0 (MootLoomioExport, 1);
  const char *const end = text + length;
  guint line = 0;

  self->nodes = g_ptr_array_new_with_free_func (unref_node);
  self->choices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, unref_list);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      self->lists[i] = g_ptr_array_new ();
      self->by_id[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
    }
  while (text < end)
    {
      const char *next = memchr (text, '\n', (gsize) (end - text));
      const char *stop = next != NULL ? next : end;

      line++;
      if (stop > text && stop[-1] == '\r')
        stop--;
      if (stop > text && !read_line (self, text, (gsize) (stop - text), line, error))
        return NULL;
      text = next != NULL ? next + 1 : end;
    }
  if (self->lists[find_table ("groups")]->len > 0)
    return g_steal_pointer (&self);
  complain (error, MAX (line, 1), "the export of a group has the group in it");
  return NULL;
}

/** moot_loomio_export_free: what was read */
void
moot_loomio_export_free (MootLoomioExport *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_clear_pointer (&self->lists[i], g_ptr_array_unref);
      g_clear_pointer (&self->by_id[i], g_hash_table_unref);
    }
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  g_free (self);
}

/** moot_loomio_export_get_origin: (transfer none): the same for each export of the same group */
const char *
moot_loomio_export_get_origin (MootLoomioExport *self)
{
  JsonObject *group = g_ptr_array_index (self->lists[find_table ("groups")], 0);
  const char *key = moot_json_get_string (group, "key");

  return key != NULL ? key : "";
}

/** moot_loomio_export_list: (transfer none) (element-type JsonObject): a table in its order */
GPtrArray *
moot_loomio_export_list (MootLoomioExport *self,
                         const char       *table)
{
  return self->lists[find_table (table)];
}

/** moot_loomio_export_find: (transfer none) (nullable): a record by its number */
JsonObject *
moot_loomio_export_find (MootLoomioExport *self,
                         const char       *table,
                         gint64            id)
{
  return g_hash_table_lookup (self->by_id[find_table (table)], &id);
}

/** moot_loomio_export_list_choices: (transfer none) (nullable): of all who chose an option */
GPtrArray *
moot_loomio_export_list_choices (MootLoomioExport *self,
                                 gint64            option_id)
{
  return g_hash_table_lookup (self->choices, &option_id);
}

/** moot_loomio_export_get_time: UTC milliseconds, 0 for none */
gint64
moot_loomio_export_get_time (JsonObject *record,
                             const char *name)
{
  const char *text = moot_json_get_string (record, name);
  gint64 time_ms = 0;

  return text != NULL && moot_time_parse_iso (text, &time_ms) ? time_ms : 0;
}

/* One step from what was said to where it was said. */
static JsonObject *
step (MootLoomioExport  *self,
      const char       **table,
      JsonObject        *record)
{
  static const struct
  {
    const char *type;
    const char *table;
  } types[] = {
    { "Comment", "comments" },
    { "Poll", "polls" },
    { "Stance", "stances" },
    { "Outcome", "outcomes" },
    { "Discussion", "discussions" },
  };
  const char *type = moot_json_get_string (record, "parent_type");

  if (g_str_equal (*table, "stances") || g_str_equal (*table, "outcomes"))
    {
      *table = "polls";
      return moot_loomio_export_find (self, *table, moot_json_get_int (record, "poll_id"));
    }
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      {
        *table = types[i].table;
        return moot_loomio_export_find (self, *table, moot_json_get_int (record, "parent_id"));
      }
  return NULL;
}

/* A poll is in a discussion, or stands alone and is a discussion itself. */
static gboolean
place_poll (MootLoomioExport  *self,
            JsonObject        *poll,
            const char       **out_kind,
            gint64            *out_id)
{
  JsonObject *topic =
    moot_loomio_export_find (self, "topics", moot_json_get_int (poll, "topic_id"));
  gint64 id = moot_json_get_int (poll, "discussion_id");

  if (id == 0 && g_strcmp0 (moot_json_get_string (topic, "topicable_type"), "Discussion") == 0)
    id = moot_json_get_int (topic, "topicable_id");
  if (moot_loomio_export_find (self, "discussions", id) == NULL)
    id = 0;
  *out_kind = id != 0 ? "discussion" : "poll";
  *out_id = id != 0 ? id : moot_json_get_int (poll, "id");
  return *out_id != 0;
}

/**
 * moot_loomio_export_place:
 * @self: an export
 * @table: `comments` or `polls`
 * @record: of that table
 * @out_kind: (out) (transfer none): `discussion` or `poll`
 * @out_id: (out): its number
 *
 * Returns: whether the file has the thread to which it belongs
 */
gboolean
moot_loomio_export_place (MootLoomioExport  *self,
                          const char        *table,
                          JsonObject        *record,
                          const char       **out_kind,
                          gint64            *out_id)
{
  for (guint n = 0; record != NULL && n < MOOT_LOOMIO_PARENTS_MAX; n++)
    {
      const gint64 discussion_id = moot_json_get_int (record, "discussion_id");

      if (g_str_equal (table, "polls"))
        return place_poll (self, record, out_kind, out_id);
      if (g_str_equal (table, "discussions") ||
          moot_loomio_export_find (self, "discussions", discussion_id) != NULL)
        {
          *out_kind = "discussion";
          *out_id = g_str_equal (table, "discussions") ? moot_json_get_int (record, "id")
                                                       : discussion_id;
          return TRUE;
        }
      record = step (self, &table, record);
    }
  return FALSE;
}
