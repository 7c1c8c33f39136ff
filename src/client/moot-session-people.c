/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How the account of a session stands to others, as far as it was asked.
 * Thread: main. */
#include "moot-session.h"

#define MAX_RELATIONSHIPS 2000 /* then they are asked for again */

/* id of an account -> MootRelationship; it goes with the session */
static GHashTable *
get_relationships (MootSession *self)
{
  GHashTable *relationships = g_object_get_data (G_OBJECT (self), "moot-relationships");

  if (relationships != NULL)
    return relationships;
  relationships = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_object_set_data_full (G_OBJECT (self), "moot-relationships", relationships,
                          (GDestroyNotify) g_hash_table_unref);
  return relationships;
}

/**
 * moot_session_find_relationship:
 * @self: a session
 * @account_id: of somebody
 *
 * Returns: (transfer none) (nullable): how we stand to them, when known
 */
MootRelationship *
moot_session_find_relationship (MootSession *self,
                                const char  *account_id)
{
  return account_id != NULL ? g_hash_table_lookup (get_relationships (self), account_id) : NULL;
}

/**
 * moot_session_learn_relationship:
 * @self: a session
 * @relationship: how we stand to somebody now
 *
 * Everything that shows it follows.
 */
void
moot_session_learn_relationship (MootSession      *self,
                                 MootRelationship *relationship)
{
  GHashTable *relationships = get_relationships (self);

  if (g_hash_table_size (relationships) >= MAX_RELATIONSHIPS)
    g_hash_table_remove_all (relationships);
  g_hash_table_replace (relationships, g_strdup (relationship->id),
                        g_object_ref (relationship));
  g_signal_emit_by_name (self, "relationship-changed", relationship);
}
