/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The pictures of a post, one at a time, as large as fits, with their descriptions in full.
 * Thread: main. */
#include "config.h"

#include "moot-media-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define LARGEST 2048 /* pixels: larger than most windows, and a texture every renderer can hold */

struct _MootMediaPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkPicture *picture;
  GtkStack *stack;
  GtkLabel *description;
  GtkWidget *previous;
  GtkWidget *next;
  GtkLabel *number;

  MootStatus *status;
  guint index;
  MootImageLoader *loader;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootMediaPage, moot_media_page, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_SAVE,
  N_SIGNALS,
} MootMediaPageSignal;

static guint signals[N_SIGNALS];

static void show_picture (MootMediaPage *self);

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MootMediaPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->status == NULL)
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, texture != NULL ? "picture" : "failed");
}

static void
previous_cb (MootMediaPage *self)
{
  if (self->index == 0)
    return;
  self->index--;
  show_picture (self);
}

static void
next_cb (MootMediaPage *self)
{
  if (self->index + 1 >= self->status->media_attachments->len)
    return;
  self->index++;
  show_picture (self);
}

static const char *
get_url (MootAttachment *attachment)
{
  return attachment->url != NULL ? attachment->url : attachment->preview_url;
}

static void
save_cb (MootMediaPage *self)
{
  const char *url = get_url (g_ptr_array_index (self->status->media_attachments, self->index));

  if (url != NULL)
    g_signal_emit (self, signals[SIGNAL_SAVE], 0, url);
}

static void
show_picture (MootMediaPage *self)
{
  guint n_pictures = self->status->media_attachments->len;
  MootAttachment *attachment = g_ptr_array_index (self->status->media_attachments, self->index);
  const char *words = attachment->description != NULL && *attachment->description != '\0'
                        ? attachment->description
                        : _("Nobody has described this picture.");
  g_autofree char *number = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  /* Translators: %1$u of %2$u pictures */
  number = g_strdup_printf (_("%1$u of %2$u"), self->index + 1, n_pictures);
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->description, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  gtk_widget_set_sensitive (self->previous, self->index > 0);
  gtk_widget_set_sensitive (self->next, self->index + 1 < n_pictures);
  gtk_widget_set_visible (gtk_widget_get_parent (self->previous), n_pictures > 1);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  moot_image_loader_load_async (self->loader, get_url (attachment), LARGEST, LARGEST,
                                self->cancellable, loaded_cb, g_object_ref (self));
}

static void
moot_media_page_dispose (GObject *object)
{
  MootMediaPage *self = MOOT_MEDIA_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->status);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_media_page_parent_class)->dispose (object);
}

static void
moot_media_page_class_init (MootMediaPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_media_page_dispose;

  /** MootMediaPage::save: somebody wants the picture as a file, by its address */
  signals[SIGNAL_SAVE] = g_signal_new ("save", MOOT_TYPE_MEDIA_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-media-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, box);
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, picture);
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, stack);
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, description);
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, previous);
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, next);
  gtk_widget_class_bind_template_child (widget_class, MootMediaPage, number);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
moot_media_page_init (MootMediaPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_media_page_new:
 * @status: a post with pictures
 * @index: the one to show first
 * @loader: for the pictures
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_media_page_new (MootStatus      *status,
                     guint            index,
                     MootImageLoader *loader)
{
  MootMediaPage *self = g_object_new (MOOT_TYPE_MEDIA_PAGE, NULL);

  self->status = g_object_ref (status);
  self->index = MIN (index, status->media_attachments->len - 1);
  self->loader = g_object_ref (loader);
  show_picture (self);
  return GTK_WIDGET (self);
}
