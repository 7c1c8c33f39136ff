/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A picture that is to go along with a post: its preview, what is to be seen on it, and a way to
 * take it out again.  The preview is decoded on a worker.
 * Thread: main. */
#include "moot-composer-picture.h"

#include "moot-worker.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define PREVIEW_SIDE 128

struct _MootComposerPicture
{
  GtkListBoxRow parent_instance;

  GtkPicture *preview;
  GtkEntry *description;

  char *path;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootComposerPicture, moot_composer_picture, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static MootWorker *
get_worker (void)
{
  static MootWorker *worker;

  if (worker == NULL)
    worker = moot_worker_new ("previews", 1);
  return worker;
}

static gpointer
decode (gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr (GdkPixbuf) raw =
    gdk_pixbuf_new_from_file_at_scale (data, PREVIEW_SIDE, PREVIEW_SIDE, TRUE, error);
  g_autoptr (GdkPixbuf) upright = raw != NULL ? gdk_pixbuf_apply_embedded_orientation (raw) : NULL;

  return upright != NULL ? gdk_texture_new_for_pixbuf (upright) : NULL;
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootComposerPicture) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);

  if (texture != NULL && self->preview != NULL)
    gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
}

static void
description_changed_cb (MootComposerPicture *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_clicked_cb (MootComposerPicture *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
moot_composer_picture_dispose (GObject *object)
{
  MootComposerPicture *self = MOOT_COMPOSER_PICTURE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_COMPOSER_PICTURE);
  G_OBJECT_CLASS (moot_composer_picture_parent_class)->dispose (object);
}

static void
moot_composer_picture_finalize (GObject *object)
{
  MootComposerPicture *self = MOOT_COMPOSER_PICTURE (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);
  G_OBJECT_CLASS (moot_composer_picture_parent_class)->finalize (object);
}

static void
moot_composer_picture_class_init (MootComposerPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_composer_picture_dispose;
  object_class->finalize = moot_composer_picture_finalize;

  /**
   * MootComposerPicture::changed:
   *
   * Its description is another one.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MOOT_TYPE_COMPOSER_PICTURE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * MootComposerPicture::removed:
   *
   * The person does not want it any more; the composer takes the row out.
   */
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", MOOT_TYPE_COMPOSER_PICTURE, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-composer-picture.ui");
  gtk_widget_class_bind_template_child (widget_class, MootComposerPicture, preview);
  gtk_widget_class_bind_template_child (widget_class, MootComposerPicture, description);
  gtk_widget_class_bind_template_callback (widget_class, description_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
moot_composer_picture_init (MootComposerPicture *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * moot_composer_picture_new:
 * @path: a file of this computer
 * @description: (nullable): what is to be seen on it
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
moot_composer_picture_new (const char *path,
                           const char *description)
{
  MootComposerPicture *self = g_object_new (MOOT_TYPE_COMPOSER_PICTURE, NULL);
  g_autoptr (GTask) task = g_task_new (NULL, self->cancellable, decoded_cb, g_object_ref (self));

  self->path = g_strdup (path);
  gtk_editable_set_text (GTK_EDITABLE (self->description), description != NULL ? description : "");
  g_task_set_task_data (task, g_strdup (path), g_free);
  moot_worker_run (get_worker (), task, decode, g_object_unref);
  return GTK_WIDGET (self);
}

/** moot_composer_picture_get_path: the file */
const char *
moot_composer_picture_get_path (MootComposerPicture *self)
{
  return self->path;
}

/** moot_composer_picture_get_description: what was typed of it */
const char *
moot_composer_picture_get_description (MootComposerPicture *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->description));
}

/** moot_composer_picture_focus_description: brings the keyboard to the description */
void
moot_composer_picture_focus_description (MootComposerPicture *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->description));
}
