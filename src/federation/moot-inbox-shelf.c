/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where the door puts what it has read, so that whoever does it a moment later need not read it
 * again.  The log is what counts: what is not here, or not the same to the byte, is read from
 * there. The longest here goes when there is no room. Thread: any; one lock, held for a few
 * instructions. */
#include "moot-inbox-shelf.h"

typedef struct
{
  char *id;
  GBytes *body;
  MootActivity *activity;
} Letter;

struct _MootInboxShelf
{
  GMutex lock;
  GHashTable *places; /* id -> GList of letters */
  GQueue letters;     /* of Letter, the oldest first */
};

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  g_free (letter->id);
  g_bytes_unref (letter->body);
  moot_activity_free (letter->activity);
  g_free (letter);
}

/** moot_inbox_shelf_new: (transfer full): an empty shelf */
MootInboxShelf *
moot_inbox_shelf_new (void)
{
  MootInboxShelf *self = g_new0 (MootInboxShelf, 1);

  g_mutex_init (&self->lock);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

/** moot_inbox_shelf_free: frees @self, which may be %NULL */
void
moot_inbox_shelf_free (MootInboxShelf *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->places);
  g_queue_clear_full (&self->letters, letter_free);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* With the lock held. */
static Letter *
take_out (MootInboxShelf *self,
          GList          *place)
{
  Letter *letter = place->data;

  g_hash_table_remove (self->places, letter->id);
  g_queue_delete_link (&self->letters, place);
  return letter;
}

/**
 * moot_inbox_shelf_put:
 * @self: the shelf
 * @id: what the log calls it
 * @body: as it was delivered
 * @activity: (transfer full): what it says
 *
 * Keeps what was read, in place of what had the same id.
 */
void
moot_inbox_shelf_put (MootInboxShelf *self,
                      const char     *id,
                      GBytes         *body,
                      MootActivity   *activity)
{
  Letter *letter;
  Letter *same = NULL;
  Letter *oldest = NULL;
  GList *place;

  if (g_bytes_get_size (body) > MOOT_INBOX_SHELF_MAX_BYTES)
    {
      moot_activity_free (activity);
      return;
    }
  letter = g_new (Letter, 1);
  *letter = (Letter){ g_strdup (id), g_bytes_ref (body), activity };

  g_mutex_lock (&self->lock);
  place = g_hash_table_lookup (self->places, id);
  if (place != NULL)
    same = take_out (self, place);
  if (self->letters.length >= MOOT_INBOX_SHELF_MAX)
    oldest = take_out (self, self->letters.head);
  g_queue_push_tail (&self->letters, letter);
  g_hash_table_insert (self->places, letter->id, self->letters.tail);
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&same, letter_free);
  g_clear_pointer (&oldest, letter_free);
}

/**
 * moot_inbox_shelf_take:
 * @self: the shelf
 * @id: what the log calls it
 * @body: (nullable): what stands in the log
 *
 * Returns: (transfer full) (nullable): what @body says, if it is here
 */
MootActivity *
moot_inbox_shelf_take (MootInboxShelf *self,
                       const char     *id,
                       GBytes         *body)
{
  MootActivity *activity = NULL;
  Letter *letter = NULL;
  GList *place;

  g_mutex_lock (&self->lock);
  place = g_hash_table_lookup (self->places, id);
  if (place != NULL)
    letter = take_out (self, place);
  g_mutex_unlock (&self->lock);

  if (letter != NULL && body != NULL && g_bytes_equal (letter->body, body))
    activity = g_steal_pointer (&letter->activity);
  g_clear_pointer (&letter, letter_free);
  return activity;
}
