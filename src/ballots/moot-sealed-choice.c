/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is said in a ballot, before it is sealed and after it was opened:
 * `{"r":[["c2"],["c1"]],"v":1}` ranks, `{"c":["c1"],"v":1}` choices, `{"s":{"c1":3},"v":1}` points;
 * then a byte 0x80 and zeros, so that no length tells anything.
 * Thread: any. */
#include "moot-sealed-choice.h"

#include <string.h>

#include "moot-message.h"

#define TEXT_MAX MOOT_MANIFEST_PAD_MAX

static const char *
member_name (const MootManifest *manifest)
{
  static const char *const names[] = {
    [MOOT_SEALED_RANKED] = "r",
    [MOOT_SEALED_CHOSEN] = "c",
    [MOOT_SEALED_SCORED] = "s",
  };

  return names[manifest->kind];
}

static JsonArray *
make_ranks (const MootSealedChoice *self,
            const MootManifest     *manifest)
{
  JsonArray *ranks = json_array_new ();
  JsonArray *rank = NULL;

  for (guint i = 0; i < self->n_picks; i++)
    {
      if (i == 0 || !self->picks[i].equal)
        {
          rank = json_array_new ();
          json_array_add_array_element (ranks, rank);
        }
      json_array_add_string_element (rank, manifest->option_ids[self->picks[i].option]);
    }
  return ranks;
}

/**
 * moot_sealed_choice_dup_text:
 * @self: what a voter says
 * @manifest: of the election
 *
 * Returns: (transfer full): it, in canonical JSON
 */
char *
moot_sealed_choice_dup_text (const MootSealedChoice *self,
                             const MootManifest     *manifest)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "v", 1);
  if (manifest->kind == MOOT_SEALED_RANKED)
    {
      json_object_set_array_member (object, "r", make_ranks (self, manifest));
    }
  else if (manifest->kind == MOOT_SEALED_CHOSEN)
    {
      JsonArray *list = json_array_new ();

      for (guint i = 0; i < self->n_picks; i++)
        json_array_add_string_element (list, manifest->option_ids[self->picks[i].option]);
      json_object_set_array_member (object, "c", list);
    }
  else
    {
      JsonObject *scores = json_object_new ();

      for (guint i = 0; i < self->n_picks; i++)
        json_object_set_int_member (scores, manifest->option_ids[self->picks[i].option],
                                    self->picks[i].score);
      json_object_set_object_member (object, "s", scores);
    }
  return moot_message_dup_text (object);
}

static gboolean
add_pick (MootSealedChoice    *self,
          const MootManifest  *manifest,
          JsonNode            *id,
          gboolean             equal,
          GError             **error)
{
  MootSealedPick *pick = &self->picks[self->n_picks];

  if (!JSON_NODE_HOLDS_VALUE (id) || json_node_get_value_type (id) != G_TYPE_STRING ||
      self->n_picks >= manifest->n_options ||
      !moot_manifest_find_option (manifest, json_node_get_string (id), &pick->option))
    return moot_message_refuse (error, "something is chosen that is no option");
  for (guint i = 0; i < self->n_picks; i++)
    if (self->picks[i].option == pick->option)
      return moot_message_refuse (error, "an option is chosen twice");
  pick->equal = equal;
  pick->score = 0;
  self->n_picks++;
  return TRUE;
}

static gboolean
read_ranks (MootSealedChoice    *self,
            const MootManifest  *manifest,
            JsonArray           *ranks,
            GError             **error)
{
  for (guint i = 0; i < json_array_get_length (ranks); i++)
    {
      JsonNode *node = json_array_get_element (ranks, i);
      JsonArray *rank = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      const guint n = rank != NULL ? json_array_get_length (rank) : 0;

      if (n == 0 || (n > 1 && manifest->rule != MOOT_COUNT_SCHULZE))
        return moot_message_refuse (error, "a rank has not one option");
      for (guint k = 0; k < n; k++)
        if (!add_pick (self, manifest, json_array_get_element (rank, k), k > 0, error))
          return FALSE;
    }
  return TRUE;
}

/* However few are chosen, all of them are equal. */
static gboolean
read_chosen (MootSealedChoice    *self,
             const MootManifest  *manifest,
             JsonArray           *list,
             GError             **error)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!add_pick (self, manifest, json_array_get_element (list, i), i > 0, error))
      return FALSE;
  return self->n_picks <= manifest->n_choices_max ||
         moot_message_refuse (error, "more is chosen than there are seats");
}

static gboolean
read_scores (MootSealedChoice    *self,
             const MootManifest  *manifest,
             JsonObject          *scores,
             GError             **error)
{
  g_autoptr (GList) ids = json_object_get_members (scores);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      g_autoptr (JsonNode) id = json_node_init_string (json_node_alloc (), l->data);
      gint64 score;

      if (!moot_message_get_number (scores, l->data, 0, MOOT_MANIFEST_SCORE_MAX, &score, error) ||
          !add_pick (self, manifest, id, FALSE, error))
        return FALSE;
      self->picks[self->n_picks - 1].score = (guint) score;
    }
  return TRUE;
}

/**
 * moot_sealed_choice_parse:
 * @self: (out): what is said
 * @manifest: of the election
 * @text: out of a ballot
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for a ballot that is spoilt.
 *
 * Returns: whether it can be counted
 */
gboolean
moot_sealed_choice_parse (MootSealedChoice    *self,
                          const MootManifest  *manifest,
                          const char          *text,
                          GError             **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (text, TEXT_MAX, NULL, error);
  const char *name = member_name (manifest);
  JsonNode *node;
  gint64 version;

  self->n_picks = 0;
  if (object == NULL || !moot_message_get_number (object, "v", 1, 1, &version, error))
    return FALSE;
  node = json_object_get_size (object) == 2 && json_object_has_member (object, name)
           ? json_object_get_member (object, name)
           : NULL;
  if (node != NULL && manifest->kind == MOOT_SEALED_SCORED && JSON_NODE_HOLDS_OBJECT (node))
    return read_scores (self, manifest, json_node_get_object (node), error);
  if (node != NULL && manifest->kind != MOOT_SEALED_SCORED && JSON_NODE_HOLDS_ARRAY (node))
    return (manifest->kind == MOOT_SEALED_RANKED ? read_ranks : read_chosen) (
      self, manifest, json_node_get_array (node), error);
  return moot_message_refuse (error, "this is not a vote by the rule of the election");
}

/** moot_sealed_choice_pad: whether @text fits, with the byte that ends it */
gboolean
moot_sealed_choice_pad (const char *text,
                        guint8     *out_padded,
                        gsize       n_bytes)
{
  const gsize n = strlen (text);

  if (n + 1 > n_bytes)
    return FALSE;
  memset (out_padded, 0, n_bytes);
  memcpy (out_padded, text, n);
  out_padded[n] = 0x80;
  return TRUE;
}

/** moot_sealed_choice_unpad: (transfer full) (nullable): the text, or %NULL for anything else */
char *
moot_sealed_choice_unpad (const guint8 *padded,
                          gsize         n_bytes)
{
  gsize n = n_bytes;

  while (n > 0 && padded[n - 1] == 0)
    n--;
  if (n == 0 || padded[n - 1] != 0x80 || memchr (padded, '\0', n - 1) != NULL)
    return NULL;
  return g_strndup ((const char *) padded, n - 1);
}
