/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is to go along with a comment or an opening text.  Nothing is sent from here: the outbox
 * does, so that pictures wait for the server together with the words.
 * Thread: main. */
#include "moot-attach-box.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-composer-picture.h"
#include "moot-empty.h"
#include "moot-unsent-body.h"

struct _MootAttachBox
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkListBox *pictures;
  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (MootAttachBox, moot_attach_box, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} MootAttachBoxSignal;

static guint signals[N_SIGNALS];

static void
changed (MootAttachBox *self)
{
  const guint n = moot_attach_box_count (self);

  gtk_widget_set_visible (GTK_WIDGET (self->pictures), n > 0);
  gtk_widget_set_sensitive (self->add_button, n < MOOT_ATTACH_BOX_MAX);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
removed_cb (MootAttachBox       *self,
            MootComposerPicture *row)
{
  gtk_list_box_remove (self->pictures, GTK_WIDGET (row));
  gtk_widget_grab_focus (self->add_button);
  changed (self);
}

static void
chosen_cb (GFile    *file,
           gpointer  data)
{
  MootAttachBox *self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && self->pictures != NULL)
    moot_attach_box_add (self, path, NULL);
}

static void
add_clicked_cb (MootAttachBox *self)
{
  moot_pick_image (GTK_WIDGET (self), chosen_cb, g_object_ref (self), g_object_unref);
}

static void
moot_attach_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_ATTACH_BOX);

  G_OBJECT_CLASS (moot_attach_box_parent_class)->dispose (object);
}

static void
moot_attach_box_class_init (MootAttachBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_attach_box_dispose;

  /** MootAttachBox::changed: something else would go along now */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MOOT_TYPE_ATTACH_BOX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-attach-box.ui");
  gtk_widget_class_bind_template_child (widget_class, MootAttachBox, box);
  gtk_widget_class_bind_template_child (widget_class, MootAttachBox, pictures);
  gtk_widget_class_bind_template_child (widget_class, MootAttachBox, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
moot_attach_box_init (MootAttachBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_attach_box_new:
 *
 * Returns: (transfer floating): a box without pictures
 */
GtkWidget *
moot_attach_box_new (void)
{
  return g_object_new (MOOT_TYPE_ATTACH_BOX, NULL);
}

/**
 * moot_attach_box_add:
 * @self: a box
 * @path: a picture of this computer
 * @description: (nullable): what is to be seen on it
 */
void
moot_attach_box_add (MootAttachBox *self,
                     const char    *path,
                     const char    *description)
{
  GtkWidget *row;

  g_return_if_fail (MOOT_IS_ATTACH_BOX (self));

  if (moot_attach_box_count (self) >= MOOT_ATTACH_BOX_MAX)
    return;
  row = moot_composer_picture_new (path, description);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->pictures, row);
  changed (self);
  moot_composer_picture_focus_description (MOOT_COMPOSER_PICTURE (row));
}

/**
 * moot_attach_box_clear:
 * @self: a box
 *
 * Nothing goes along any more.
 */
void
moot_attach_box_clear (MootAttachBox *self)
{
  g_return_if_fail (MOOT_IS_ATTACH_BOX (self));

  moot_empty_list (self->pictures);
  changed (self);
}

/**
 * moot_attach_box_count:
 * @self: a box
 *
 * Returns: how many pictures go along
 */
guint
moot_attach_box_count (MootAttachBox *self)
{
  guint n = 0;

  g_return_val_if_fail (MOOT_IS_ATTACH_BOX (self), 0);

  while (gtk_list_box_get_row_at_index (self->pictures, (int) n) != NULL)
    n++;
  return n;
}

/**
 * moot_attach_box_write:
 * @self: a box
 * @json: inside an object: the body of something that goes through the outbox
 */
void
moot_attach_box_write (MootAttachBox  *self,
                       MootJsonWriter *json)
{
  MootUnsentFile files[MOOT_ATTACH_BOX_MAX];
  const guint n = MIN (moot_attach_box_count (self), MOOT_ATTACH_BOX_MAX);

  for (guint i = 0; i < n; i++)
    {
      MootComposerPicture *row =
        MOOT_COMPOSER_PICTURE (gtk_list_box_get_row_at_index (self->pictures, (int) i));

      files[i].path = moot_composer_picture_get_path (row);
      files[i].description = moot_composer_picture_get_description (row);
    }
  moot_unsent_body_write_files (json, files, n);
}
