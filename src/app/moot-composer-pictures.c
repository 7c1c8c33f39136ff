/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The pictures of a post that is being written.
 * Thread: main. */
#include "config.h"

#include "moot-composer-private.h"

#include "moot-adaptive.h"
#include "moot-composer-picture.h"

#include <glib/gi18n.h>

/** moot_composer_count_pictures: how many there are */
guint
moot_composer_count_pictures (MootComposer *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->pictures, (int) n) != NULL)
    n++;
  return n;
}

/** moot_composer_lacks_description: finds a picture without one, and asks for it */
gboolean
moot_composer_lacks_description (MootComposer *self)
{
  for (int i = 0; gtk_list_box_get_row_at_index (self->pictures, i) != NULL; i++)
    {
      MootComposerPicture *row =
        MOOT_COMPOSER_PICTURE (gtk_list_box_get_row_at_index (self->pictures, i));

      if (*moot_composer_picture_get_description (row) != '\0')
        continue;
      moot_composer_picture_focus_description (row);
      return TRUE;
    }
  return FALSE;
}

static void
picture_removed_cb (MootComposer        *self,
                    MootComposerPicture *row)
{
  gtk_list_box_remove (self->pictures, GTK_WIDGET (row));
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), moot_composer_count_pictures (self) > 0);
  moot_composer_changed (self);
}

/** moot_composer_add_picture: puts a file of this computer in */
void
moot_composer_add_picture (MootComposer *self,
                           const char   *path,
                           const char   *description)
{
  GtkWidget *row;

  if (moot_composer_count_pictures (self) >= moot_session_get_max_media (self->session))
    {
      int limit = (int) moot_session_get_max_media (self->session);
      /* Translators: %d is how many pictures a server takes with one post */
      g_autofree char *sentence = g_strdup_printf (
        ngettext ("A post takes %d picture.", "A post takes %d pictures.", (gulong) limit), limit);

      moot_composer_show_problem (self, sentence);
      return;
    }
  row = moot_composer_picture_new (path, description);
  g_signal_connect_object (row, "changed", G_CALLBACK (moot_composer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (picture_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->pictures, row);
  gtk_widget_set_visible (GTK_WIDGET (self->pictures), TRUE);
  moot_composer_changed (self);
  if (!self->loading)
    moot_composer_picture_focus_description (MOOT_COMPOSER_PICTURE (row));
}

static void
picture_chosen_cb (GFile    *file,
                   gpointer  data)
{
  MootComposer *self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->text != NULL)
    moot_composer_add_picture (self, path, NULL);
}

/** moot_composer_attach: lets somebody choose a picture */
void
moot_composer_attach (MootComposer *self)
{
  moot_pick_image (GTK_WIDGET (self), picture_chosen_cb, g_object_ref (self), g_object_unref);
}

/** moot_composer_dropped_cb: a file was dropped on the window */
gboolean
moot_composer_dropped_cb (GtkDropTarget *target,
                          const GValue  *value,
                          double         x,
                          double         y,
                          gpointer       user_data)
{
  MootComposer *self = user_data;
  g_autofree char *path =
    G_VALUE_HOLDS (value, G_TYPE_FILE) ? g_file_get_path (g_value_get_object (value)) : NULL;

  if (path == NULL)
    return FALSE;
  moot_composer_add_picture (self, path, NULL);
  return TRUE;
}
