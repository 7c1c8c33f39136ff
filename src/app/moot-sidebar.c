/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The sidebar: the account with its menu, the places, and one line about the node of this computer.
 * Thread: main. */
#include "config.h"

#include "moot-sidebar.h"

#include "moot-adaptive.h"
#include "moot-places.h"
#include "moot-server-name.h"
#include "moot-shortcuts.h"

#include <glib/gi18n.h>

#define AVATAR_SIZE 32

struct _MootSidebar
{
  GtkWidget parent_instance;

  AdwHeaderBar *bar;
  GtkMenuButton *menu_button;
  GtkMenuButton *account_button;
  GtkWidget *account_box;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *address;
  GtkListBox *places;
  GtkWidget *node_box;
  GtkImage *node_icon;
  GtkLabel *node_title;
  GtkLabel *node_details;

  MootSession *session;
  MootNodeLauncher *node;
  MootImageLoader *loader;
  GCancellable *cancellable;
  GHashTable *badges; /* name of a place -> GtkLabel */
  GHashTable *rows;   /* name of a place -> GtkListBoxRow */
};

G_DEFINE_FINAL_TYPE (MootSidebar, moot_sidebar, GTK_TYPE_WIDGET)

enum
{
  GO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
avatar_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (MootSidebar) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, &error);

  if (texture != NULL && self->avatar != NULL)
    adw_avatar_set_custom_image (self->avatar, GDK_PAINTABLE (texture));
}

static void
show_account (MootSidebar *self)
{
  MootSavedAccount *account = moot_session_get_account (self->session);
  g_autofree char *host = moot_server_dup_host (account->server);
  g_autofree char *address = g_strdup_printf ("@%s@%s", account->acct, host);
  g_autofree char *spoken = NULL;
  const char *name = account->display_name != NULL && *account->display_name != '\0'
                       ? account->display_name
                       : account->acct;

  adw_avatar_set_text (self->avatar, name);
  adw_avatar_set_custom_image (self->avatar, NULL);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->address, address);
  gtk_widget_set_tooltip_text (self->account_box, address);
  /* Translators: read out for a button that opens the list of accounts; %1$s is a name, %2$s an
   * address such as @ada@coop.example */
  spoken = g_strdup_printf (_("Accounts: %1$s, %2$s"), name, address);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->account_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  if (account->avatar != NULL && self->loader != NULL)
    moot_image_loader_load_async (self->loader, account->avatar, 2 * AVATAR_SIZE, 2 * AVATAR_SIZE,
                                  self->cancellable, avatar_loaded_cb, g_object_ref (self));
}

/* The co-op's places appear when it is known that there is one. */
static void
show_coop (MootSidebar *self)
{
  MootCoop *coop = moot_session_get_coop (self->session);

  for (guint i = 0; i < moot_n_places; i++)
    {
      GtkWidget *row = g_hash_table_lookup (self->rows, moot_places[i].name);

      gtk_widget_set_visible (row, moot_places[i].group == MOOT_PLACE_READING || coop != NULL);
    }
  gtk_list_box_invalidate_headers (self->places);
}

/* by #MootNodeState */
static const char *const node_words[] = {
  N_ ("Not running"),
  N_ ("Starting…"),
  N_ ("Runs on this computer"),
  N_ ("Stopped by a fault"),
};

/* Its address is fixed for ever, so nothing but the other program can give way. */
static void
show_alone (MootSidebar *self,
            const char  *host)
{
  g_autofree char *details = NULL;

  /* Translators: %s is an address such as 127.0.0.1:8080 */
  details = g_strdup_printf (_("Another program uses %s, so no other app reaches this moot. Close "
                                "that program and start Folkmoot anew."),
                             host);
  gtk_label_set_text (self->node_title, _("Runs for this window only"));
  gtk_label_set_text (self->node_details, details);
}

static void
show_node (MootSidebar *self)
{
  gboolean running =
    self->node != NULL && moot_node_launcher_get_state (self->node) == MOOT_NODE_RUNNING;
  MootCoop *coop = self->session != NULL ? moot_session_get_coop (self->session) : NULL;
  g_autofree char *host = NULL;
  g_autofree char *details = NULL;

  gtk_widget_set_visible (self->node_box, self->node != NULL);
  if (self->node == NULL)
    return;

  host = moot_server_dup_host (moot_node_launcher_get_base_url (self->node));
  gtk_image_set_from_icon_name (self->node_icon,
                                running ? "moot-running-symbolic" : "moot-stopped-symbolic");
  gtk_label_set_text (self->node_title, _ (node_words[moot_node_launcher_get_state (self->node)]));
  if (coop != NULL)
    details = g_strdup_printf (
      /* Translators: %1$d is a number of members, %2$s an address such as 127.0.0.1:8080 */
      ngettext ("%1$d member · %2$s", "%1$d members · %2$s", (gulong) coop->members_count),
      (int) coop->members_count, host);
  gtk_label_set_text (self->node_details, details != NULL ? details : host);
  if (moot_node_launcher_is_alone (self->node))
    show_alone (self, host);
}

static void
place_activated_cb (MootSidebar   *self,
                    GtkListBoxRow *row)
{
  g_signal_emit (self, signals[GO], 0, gtk_widget_get_name (GTK_WIDGET (row)));
}

static void
coop_header (GtkListBoxRow *row,
             GtkListBoxRow *before,
             gpointer       data)
{
  MootSidebar *self = data;
  const MootPlace *place = moot_place_find (gtk_widget_get_name (GTK_WIDGET (row)));
  MootCoop *coop = self->session != NULL ? moot_session_get_coop (self->session) : NULL;
  GtkWidget *label;

  if (place->group != MOOT_PLACE_COOP || coop == NULL ||
      (before != NULL &&
       moot_place_find (gtk_widget_get_name (GTK_WIDGET (before)))->group == MOOT_PLACE_COOP))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (coop->name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "moot-sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
add_place (MootSidebar     *self,
           const MootPlace *place)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (place->icon_name);
  GtkWidget *title = gtk_label_new (_ (place->title));
  GtkWidget *badge = gtk_label_new (NULL);
  g_autofree char *action = g_strconcat ("win.go::", place->name, NULL);
  g_autofree char *tooltip = moot_shortcuts_dup_tooltip (_ (place->title), action);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (badge, "moot-badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (badge, FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), badge);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, place->name);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (place->title), -1);
  g_hash_table_insert (self->badges, (gpointer) place->name, badge);
  g_hash_table_insert (self->rows, (gpointer) place->name, row);
  gtk_list_box_append (self->places, row);
}

static void
folded_cb (MootSidebar *self,
           GParamSpec  *pspec,
           MootSplit   *split)
{
  adw_header_bar_set_show_end_title_buttons (self->bar, moot_split_get_folded (split));
}

static void
moot_sidebar_root (GtkWidget *widget)
{
  GtkWidget *split = gtk_widget_get_ancestor (widget, MOOT_TYPE_SPLIT);

  GTK_WIDGET_CLASS (moot_sidebar_parent_class)->root (widget);

  if (split != NULL)
    {
      g_signal_connect_object (split, "notify::folded", G_CALLBACK (folded_cb), widget,
                               G_CONNECT_SWAPPED);
      folded_cb (MOOT_SIDEBAR (widget), NULL, MOOT_SPLIT (split));
    }
}

static void
moot_sidebar_dispose (GObject *object)
{
  MootSidebar *self = MOOT_SIDEBAR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->node);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  self->avatar = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_sidebar_parent_class)->dispose (object);
}

static void
moot_sidebar_class_init (MootSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_sidebar_dispose;
  widget_class->root = moot_sidebar_root;

  /** MootSidebar::go: to a place, by its name */
  signals[GO] = g_signal_new ("go", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, bar);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, account_button);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, account_box);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, avatar);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, address);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, node_box);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, node_icon);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, node_title);
  gtk_widget_class_bind_template_child (widget_class, MootSidebar, node_details);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
}

static void
moot_sidebar_init (MootSidebar *self)
{
  self->cancellable = g_cancellable_new ();
  self->badges = g_hash_table_new (g_str_hash, g_str_equal);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* a menu button centres its child, within a box of its own */
  for (GtkWidget *at = gtk_widget_get_parent (self->account_box);
       at != GTK_WIDGET (self->account_button); at = gtk_widget_get_parent (at))
    gtk_widget_set_halign (at, GTK_ALIGN_FILL);
  for (guint i = 0; i < moot_n_places; i++)
    add_place (self, &moot_places[i]);
  gtk_list_box_set_header_func (self->places, coop_header, self, NULL);
}

/**
 * moot_sidebar_new:
 *
 * Returns: (transfer floating): a sidebar without an account
 */
GtkWidget *
moot_sidebar_new (void)
{
  return g_object_new (MOOT_TYPE_SIDEBAR, NULL);
}

static void
coop_known_cb (MootSidebar *self)
{
  show_coop (self);
  show_node (self);
}

/**
 * moot_sidebar_set_session:
 * @self: a sidebar
 * @session: whose
 * @loader: for the picture
 * @node: (nullable): the node of this computer that serves it
 */
void
moot_sidebar_set_session (MootSidebar      *self,
                          MootSession      *session,
                          MootImageLoader  *loader,
                          MootNodeLauncher *node)
{
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, coop_known_cb, self);
  if (self->node != NULL)
    g_signal_handlers_disconnect_by_func (self->node, show_node, self);
  g_set_object (&self->session, session);
  g_set_object (&self->loader, loader);
  g_set_object (&self->node, node);
  g_signal_connect_object (session, "notify::coop", G_CALLBACK (coop_known_cb), self,
                           G_CONNECT_SWAPPED);
  if (node != NULL)
    g_signal_connect_object (node, "notify::state", G_CALLBACK (show_node), self,
                             G_CONNECT_SWAPPED);
  show_account (self);
  show_coop (self);
  show_node (self);
}

/**
 * moot_sidebar_select:
 * @self: a sidebar
 * @place: where the reader is
 */
void
moot_sidebar_select (MootSidebar *self,
                     const char  *place)
{
  GtkListBoxRow *row = g_hash_table_lookup (self->rows, place);

  if (row != NULL)
    gtk_list_box_select_row (self->places, row);
}

/**
 * moot_sidebar_set_badge:
 * @self: a sidebar
 * @place: which
 * @count: how many things wait there
 */
void
moot_sidebar_set_badge (MootSidebar *self,
                        const char  *place,
                        guint        count)
{
  GtkLabel *badge = g_hash_table_lookup (self->badges, place);
  GtkWidget *row = g_hash_table_lookup (self->rows, place);
  const char *title = _ (moot_place_find (place)->title);
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (badge, number);
  gtk_widget_set_visible (GTK_WIDGET (badge), count > 0);
  if (count > 0)
    /* Translators: %1$s is a place such as Home, %2$u how many new things are there */
    spoken = g_strdup_printf (ngettext ("%1$s, %2$u new", "%1$s, %2$u new", count), title, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken != NULL ? spoken : title, -1);
}

/**
 * moot_sidebar_set_accounts:
 * @self: a sidebar
 * @menu: what the menu button shows
 */
void
moot_sidebar_set_accounts (MootSidebar *self,
                           GMenuModel  *menu)
{
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

/**
 * moot_sidebar_set_switcher:
 * @self: a sidebar
 * @menu: what a press on the account shows
 */
void
moot_sidebar_set_switcher (MootSidebar *self,
                           GMenuModel  *menu)
{
  gtk_menu_button_set_menu_model (self->account_button, menu);
}
