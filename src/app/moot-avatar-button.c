/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The picture of somebody, as a way to their profile.
 * Thread: main. */
#include "moot-avatar-button.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-status-text.h"

#define SIZE 44 /* pixels, unless told otherwise */

struct _MootAvatarButton
{
  GtkWidget parent_instance;

  GtkWidget *button;
  AdwAvatar *avatar;
  GCancellable *cancellable; /* of the picture that is being loaded */
};

G_DEFINE_FINAL_TYPE (MootAvatarButton, moot_avatar_button, GTK_TYPE_WIDGET)

static void
stop_loading (MootAvatarButton *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
moot_avatar_button_dispose (GObject *object)
{
  MootAvatarButton *self = MOOT_AVATAR_BUTTON (object);

  stop_loading (self);
  self->avatar = NULL;
  g_clear_pointer (&self->button, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_avatar_button_parent_class)->dispose (object);
}

static void
moot_avatar_button_class_init (MootAvatarButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_avatar_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
moot_avatar_button_init (MootAvatarButton *self)
{
  self->avatar = ADW_AVATAR (adw_avatar_new (SIZE, NULL, TRUE));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->avatar));
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "avatar-button");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_valign (self->button, GTK_ALIGN_START);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MootAvatarButton) self = user_data;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, NULL);

  if (texture != NULL && self->avatar != NULL)
    adw_avatar_set_custom_image (self->avatar, GDK_PAINTABLE (texture));
}

static void
load (MootAvatarButton *self,
      const char       *uri,
      MootImageLoader  *loader)
{
  int size = adw_avatar_get_size (self->avatar) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GdkTexture *texture = NULL;

  stop_loading (self);
  if (loader != NULL && uri != NULL && *uri != '\0')
    texture = moot_image_loader_find (loader, uri, size, size);
  adw_avatar_set_custom_image (self->avatar, GDK_PAINTABLE (texture));
  if (texture != NULL || loader == NULL || uri == NULL || *uri == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  moot_image_loader_load_async (loader, uri, size, size, self->cancellable, loaded_cb,
                                g_object_ref (self));
}

/**
 * moot_avatar_button_new:
 * @size: pixels
 *
 * Returns: (transfer floating): the picture of nobody yet
 */
GtkWidget *
moot_avatar_button_new (int size)
{
  MootAvatarButton *self = g_object_new (MOOT_TYPE_AVATAR_BUTTON, NULL);

  moot_avatar_button_set_size (self, size);
  return GTK_WIDGET (self);
}

/**
 * moot_avatar_button_set_size:
 * @self: a picture
 * @size: pixels
 */
void
moot_avatar_button_set_size (MootAvatarButton *self,
                             int               size)
{
  adw_avatar_set_size (self->avatar, size);
}

/**
 * moot_avatar_button_set_account:
 * @self: a picture
 * @account: (nullable): whose
 * @loader: (nullable): where pictures come from
 */
void
moot_avatar_button_set_account (MootAvatarButton *self,
                                MootAccount      *account,
                                MootImageLoader  *loader)
{
  g_autofree char *name = moot_account_dup_name (account);
  g_autofree char *words = g_strdup_printf (_("Profile of %s"), name);
  const char *uri = account != NULL ? account->avatar_static : NULL;

  if (account != NULL && (uri == NULL || *uri == '\0'))
    uri = account->avatar;
  adw_avatar_set_text (self->avatar, name);
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
  load (self, account != NULL ? uri : NULL, loader);
  if (account != NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", account->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "status.account");
    }
}
