/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What all rows of posts share: where pictures come from, who is looking, and which posts the
 * reader has opened in spite of their warnings; a row that comes back shows them opened again.
 * Thread: main. */
#include "moot-status-display.h"

struct _MootStatusDisplay
{
  GObject parent_instance;

  MootImageLoader *loader;
  char *viewer;
  GHashTable *revealed; /* char * id, a set */
};

G_DEFINE_FINAL_TYPE (MootStatusDisplay, moot_status_display, G_TYPE_OBJECT)

static void
moot_status_display_finalize (GObject *object)
{
  MootStatusDisplay *self = MOOT_STATUS_DISPLAY (object);

  g_clear_object (&self->loader);
  g_free (self->viewer);
  g_hash_table_unref (self->revealed);

  G_OBJECT_CLASS (moot_status_display_parent_class)->finalize (object);
}

static void
moot_status_display_class_init (MootStatusDisplayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = moot_status_display_finalize;
}

static void
moot_status_display_init (MootStatusDisplay *self)
{
  self->revealed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * moot_status_display_new:
 * @loader: (nullable): where pictures come from
 *
 * Returns: (transfer full): a display for nobody in particular
 */
MootStatusDisplay *
moot_status_display_new (MootImageLoader *loader)
{
  MootStatusDisplay *self = g_object_new (MOOT_TYPE_STATUS_DISPLAY, NULL);

  g_set_object (&self->loader, loader);
  return self;
}

/**
 * moot_status_display_get_loader:
 * @self: a display
 *
 * Returns: (transfer none) (nullable): where pictures come from
 */
MootImageLoader *
moot_status_display_get_loader (MootStatusDisplay *self)
{
  g_return_val_if_fail (MOOT_IS_STATUS_DISPLAY (self), NULL);

  return self->loader;
}

/**
 * moot_status_display_get_viewer:
 * @self: a display
 *
 * Returns: (nullable): id of the account that looks
 */
const char *
moot_status_display_get_viewer (MootStatusDisplay *self)
{
  g_return_val_if_fail (MOOT_IS_STATUS_DISPLAY (self), NULL);

  return self->viewer;
}

/**
 * moot_status_display_set_viewer:
 * @self: a display
 * @account_id: (nullable): id of the account that looks; rows take it up when they are bound
 */
void
moot_status_display_set_viewer (MootStatusDisplay *self,
                                const char        *account_id)
{
  g_return_if_fail (MOOT_IS_STATUS_DISPLAY (self));

  g_free (self->viewer);
  self->viewer = g_strdup (account_id);
}

/**
 * moot_status_display_get_revealed:
 * @self: a display
 * @status_id: of a post
 *
 * Returns: whether the reader has opened the post
 */
gboolean
moot_status_display_get_revealed (MootStatusDisplay *self,
                                  const char        *status_id)
{
  g_return_val_if_fail (MOOT_IS_STATUS_DISPLAY (self), FALSE);

  return g_hash_table_contains (self->revealed, status_id);
}

/**
 * moot_status_display_set_revealed:
 * @self: a display
 * @status_id: of a post
 * @revealed: whether the reader has opened it
 */
void
moot_status_display_set_revealed (MootStatusDisplay *self,
                                  const char        *status_id,
                                  gboolean           revealed)
{
  g_return_if_fail (MOOT_IS_STATUS_DISPLAY (self));

  if (g_hash_table_size (self->revealed) >= MOOT_STATUS_DISPLAY_MAX_REVEALED)
    g_hash_table_remove_all (self->revealed);
  if (revealed)
    g_hash_table_add (self->revealed, g_strdup (status_id));
  else
    g_hash_table_remove (self->revealed, status_id);
}
