/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who may vote in an election: members and the keys of their devices, sorted by member.  All
 * members see it; the log and a public archive have only its digest. Thread: any, one at a time
 * while it is filled. */
#include "moot-sealed-roll.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"
#include "moot-sealed-text.h"

struct _MootSealedRoll
{
  int references;
  GTree *keys; /* member: 32 bytes */
  GMutex lock; /* over what follows */
  gboolean has_digest;
  MootDigest digest; /* each voter and scrutineer of an election asks for it */
};

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      unused)
{
  return strcmp (a, b);
}

/** moot_sealed_roll_new: (transfer full): a roll of nobody */
MootSealedRoll *
moot_sealed_roll_new (void)
{
  MootSealedRoll *self = g_new0 (MootSealedRoll, 1);

  self->references = 1;
  self->keys = g_tree_new_full (compare, NULL, g_free, g_free);
  g_mutex_init (&self->lock);
  return self;
}

/** moot_sealed_roll_ref: (transfer full): @self once more */
MootSealedRoll *
moot_sealed_roll_ref (MootSealedRoll *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

/** moot_sealed_roll_unref: gives @self back, which may be %NULL */
void
moot_sealed_roll_unref (MootSealedRoll *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  g_tree_unref (self->keys);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/** moot_sealed_roll_add: adds @member, or gives them another key of 32 bytes */
void
moot_sealed_roll_add (MootSealedRoll *self,
                      const char     *member,
                      const guint8   *ed25519)
{
  g_tree_replace (self->keys, g_strdup (member), g_memdup2 (ed25519, 32));
  self->has_digest = FALSE;
}

/** moot_sealed_roll_get_count: how many may vote */
guint
moot_sealed_roll_get_count (const MootSealedRoll *self)
{
  return (guint) g_tree_nnodes (self->keys);
}

/** moot_sealed_roll_find: (nullable): the key of @member, 32 bytes */
const guint8 *
moot_sealed_roll_find (const MootSealedRoll *self,
                       const char           *member)
{
  return g_tree_lookup (self->keys, member);
}

static gboolean
write_pair (gpointer member,
            gpointer key,
            gpointer data)
{
  MootJsonWriter *json = data;
  g_autofree char *hex = moot_digest_to_hex (key);

  moot_json_begin_array (json);
  moot_json_add_string (json, member);
  moot_json_add_string (json, hex);
  moot_json_end_array (json);
  return FALSE;
}

/** moot_sealed_roll_dup_text: (transfer full): `[["m1","<ed25519>"],…]` in canonical JSON */
char *
moot_sealed_roll_dup_text (const MootSealedRoll *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  g_tree_foreach (self->keys, write_pair, &json);
  moot_json_end_array (&json);
  return moot_json_writer_steal (&json);
}

/** moot_sealed_roll_get_digest: what a manifest says of the roll */
void
moot_sealed_roll_get_digest (MootSealedRoll *self,
                             MootDigest     *out_digest)
{
  g_mutex_lock (&self->lock);
  if (!self->has_digest)
    {
      g_autofree char *text = moot_sealed_roll_dup_text (self);

      moot_sealed_text_digest ("folkmoot-roll-v1", text, &self->digest);
      self->has_digest = TRUE;
    }
  *out_digest = self->digest;
  g_mutex_unlock (&self->lock);
}

/**
 * moot_sealed_roll_parse:
 * @text: from moot_sealed_roll_dup_text()
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for anything that is not spelt and sorted as it has to be.
 *
 * Returns: (transfer full): the roll
 */
MootSealedRoll *
moot_sealed_roll_parse (const char  *text,
                        GError     **error)
{
  g_autoptr (MootSealedRoll) self = moot_sealed_roll_new ();
  g_autoptr (JsonNode) node = moot_json_parse_sized (text, -1, MOOT_SEALED_ROLL_MAX, error);
  g_autofree char *again = NULL;
  JsonArray *list;

  if (node == NULL)
    return NULL;
  list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *element = json_array_get_element (list, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      const char *member = NULL;
      const char *hex = NULL;
      MootDigest key;

      if (pair != NULL && json_array_get_length (pair) == 2)
        {
          member = json_array_get_string_element (pair, 0);
          hex = json_array_get_string_element (pair, 1);
        }
      if (member != NULL && hex != NULL && moot_digest_from_hex (hex, &key))
        moot_sealed_roll_add (self, member, key.bytes);
    }
  again = moot_sealed_roll_dup_text (self);
  if (strcmp (again, text) == 0)
    return g_steal_pointer (&self);
  moot_message_refuse (error, "a roll is not a sorted list of members and keys");
  return NULL;
}
