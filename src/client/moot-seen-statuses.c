/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The statuses that were shown last; the oldest go first.
 * Thread: main. */
#include "moot-seen-statuses.h"

struct _MootSeenStatuses
{
  GHashTable *by_id; /* id -> MootStatus */
  GQueue order;      /* of ids, oldest first; owned by @by_id */
};

/**
 * moot_seen_statuses_new:
 *
 * Returns: (transfer full): none yet
 */
MootSeenStatuses *
moot_seen_statuses_new (void)
{
  MootSeenStatuses *self = g_new0 (MootSeenStatuses, 1);

  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_queue_init (&self->order);
  return self;
}

/**
 * moot_seen_statuses_free:
 * @self: (nullable): seen statuses
 */
void
moot_seen_statuses_free (MootSeenStatuses *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->order);
  g_hash_table_unref (self->by_id);
  g_free (self);
}

/**
 * moot_seen_statuses_add:
 * @self: seen statuses
 * @status: comes onto the screen, or is a newer copy of one that did
 */
void
moot_seen_statuses_add (MootSeenStatuses *self,
                        MootStatus       *status)
{
  char *key;

  if (g_hash_table_contains (self->by_id, status->id))
    {
      g_hash_table_insert (self->by_id, g_strdup (status->id), g_object_ref (status));
      return;
    }
  key = g_strdup (status->id);
  g_hash_table_insert (self->by_id, key, g_object_ref (status));
  g_queue_push_tail (&self->order, key);
  if (g_queue_get_length (&self->order) > MOOT_SEEN_STATUSES_MAX)
    g_hash_table_remove (self->by_id, g_queue_pop_head (&self->order));
}

/**
 * moot_seen_statuses_find:
 * @self: seen statuses
 * @id: of a status
 *
 * Returns: (transfer none) (nullable): the newest copy
 */
MootStatus *
moot_seen_statuses_find (const MootSeenStatuses *self,
                         const char             *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/**
 * moot_seen_statuses_list_by:
 * @self: seen statuses
 * @account_id: of their author
 *
 * Returns: (transfer full) (element-type utf8): their ids
 */
GPtrArray *
moot_seen_statuses_list_by (const MootSeenStatuses *self,
                            const char             *account_id)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      MootStatus *status = value;

      if (status->account != NULL && g_strcmp0 (status->account->id, account_id) == 0)
        g_ptr_array_add (ids, g_strdup (status->id));
    }
  return ids;
}
