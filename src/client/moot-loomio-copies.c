/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Searching what was kept of a Loomio group, for as long as its server cannot be asked: discussions
 * and polls by their title and their text, and what was said in them.
 * Thread: workers. */
#include "moot-loomio-private.h"

#include "moot-clock.h"
#include "moot-html.h"

#include <string.h>

#define DOCUMENTS_MAX 1000 /* copies that are looked through */
#define FOUND_MAX 50
#define TITLE_MAX 300 /* characters of what was said */

/* What copies are called, and what is in them. */
typedef struct
{
  const char *prefix;
  const char *kind;
  const char *title; /* (nullable): of what has one */
  const char *text;
  const char *id;
} Copy;

/* clang-format off */
static const Copy copies[] = {
  { "discussion", "discussion", "title", "context", "id"            },
  { "proposal",   "proposal",   "title", "body",    "id"            },
  { "comments-",  "discussion", NULL,    "body",    "discussion_id" },
};
/* clang-format on */

typedef struct
{
  GStrv words; /* folded */
  GPtrArray *found;
  GHashTable *seen;
} Search;

static const Copy *
find_copy (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    if (g_str_has_prefix (name, copies[i].prefix))
      return &copies[i];
  return NULL;
}

static gboolean
has_words (const Search *self,
           const char   *title,
           const char   *text)
{
  g_autofree char *both = g_strconcat (title, "\n", text, NULL);
  g_autofree char *folded = g_utf8_casefold (both, -1);

  for (guint i = 0; self->words[i] != NULL; i++)
    if (*self->words[i] != '\0' && strstr (folded, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static void
look_at (Search     *self,
         const Copy *copy,
         JsonObject *thing)
{
  const char *id = moot_json_get_string (thing, copy->id);
  const char *html = moot_json_get_string (thing, copy->text);
  const char *title = copy->title != NULL ? moot_json_get_string (thing, copy->title) : NULL;
  const char *at = moot_json_get_string (thing, "created_at");
  g_autofree char *text = moot_html_to_text (html != NULL ? html : "");
  g_autofree char *key = g_strconcat (copy->kind, " ", id, NULL);
  MootLoomioFind *find;

  if (id == NULL || self->found->len >= FOUND_MAX || g_hash_table_contains (self->seen, key) ||
      !has_words (self, title != NULL ? title : "", text))
    return;
  find = g_new0 (MootLoomioFind, 1);
  find->kind = copy->kind;
  find->id = g_strdup (id);
  find->is_copy = TRUE;
  g_strstrip (text);
  find->title = title != NULL
                  ? g_strdup (title)
                  : g_utf8_substring (text, 0, MIN (TITLE_MAX, g_utf8_strlen (text, -1)));
  if (at != NULL)
    moot_time_parse_iso (at, &find->at);
  g_hash_table_add (self->seen, g_steal_pointer (&key));
  g_ptr_array_add (self->found, find);
}

static void
look_through (Search                  *self,
              const MootCacheDocument *document)
{
  const Copy *copy = find_copy (document->name);
  g_autoptr (JsonNode) node = copy != NULL ? moot_json_parse (document->json, -1, NULL) : NULL;
  JsonArray *all = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    look_at (self, copy, json_node_get_object (node));
  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (all, i)))
      look_at (self, copy, json_array_get_object_element (all, i));
}

/** moot_loomio_search_copies: (transfer full) (nullable): what of a group is kept and has all words
 */
GPtrArray *
moot_loomio_search_copies (MootLoomio  *loomio,
                           const char  *query,
                           GError     **error)
{
  g_autofree char *folded = g_utf8_casefold (query, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  g_autoptr (GPtrArray) documents = moot_cache_list_documents (
    moot_loomio_get_cache (loomio), moot_loomio_get_link (loomio)->key, DOCUMENTS_MAX, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Search search = { words, NULL, seen };

  if (documents == NULL)
    return NULL;
  search.found = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_loomio_find_free);
  for (guint i = 0; i < documents->len; i++)
    look_through (&search, g_ptr_array_index (documents, i));
  return search.found;
}
