/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A page as the window shows it: a header and a body that knows nothing of the window.
 * Thread: main. */
#include "moot-shell-page.h"

struct _MootShellPage
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *body;
  char *title;
};

G_DEFINE_FINAL_TYPE (MootShellPage, moot_shell_page, GTK_TYPE_WIDGET)

static void
moot_shell_page_dispose (GObject *object)
{
  MootShellPage *self = MOOT_SHELL_PAGE (object);

  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->body, gtk_widget_unparent);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (moot_shell_page_parent_class)->dispose (object);
}

static void
moot_shell_page_class_init (MootShellPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_shell_page_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "shellpage");
}

static void
moot_shell_page_init (MootShellPage *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  self->header = g_object_new (MOOT_TYPE_HEADER, NULL);
  gtk_widget_set_parent (self->header, GTK_WIDGET (self));
}

/**
 * moot_shell_page_new:
 * @title: of the page
 * @body: what it shows
 * @client: (nullable): whose absence its header tells
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_shell_page_new (const char *title,
                     GtkWidget  *body,
                     MootClient *client)
{
  MootShellPage *self = g_object_new (MOOT_TYPE_SHELL_PAGE, NULL);

  self->body = body;
  gtk_widget_set_vexpand (body, TRUE);
  gtk_widget_set_hexpand (body, TRUE);
  gtk_widget_set_parent (body, GTK_WIDGET (self));
  moot_shell_page_set_title (self, title);
  if (client != NULL)
    moot_header_set_client (MOOT_HEADER (self->header), client);
  return GTK_WIDGET (self);
}

/**
 * moot_shell_page_get_body:
 * @self: a page
 *
 * Returns: (transfer none): what it shows
 */
GtkWidget *
moot_shell_page_get_body (MootShellPage *self)
{
  return self->body;
}

/**
 * moot_shell_page_enter:
 * @self: a page that is shown
 *
 * Gives the focus to where a reader wants to be: the body; without a place for it there, the
 * header.
 */
void
moot_shell_page_enter (MootShellPage *self)
{
  if (!gtk_widget_child_focus (self->body, GTK_DIR_TAB_FORWARD))
    gtk_widget_child_focus (self->header, GTK_DIR_TAB_FORWARD);
}

/**
 * moot_shell_page_get_header:
 * @self: a page
 *
 * Returns: (transfer none): its header
 */
MootHeader *
moot_shell_page_get_header (MootShellPage *self)
{
  return MOOT_HEADER (self->header);
}

/**
 * moot_shell_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none): its title
 */
const char *
moot_shell_page_get_title (MootShellPage *self)
{
  return self->title;
}

/**
 * moot_shell_page_set_title:
 * @self: a page
 * @title: (nullable): of the page
 */
void
moot_shell_page_set_title (MootShellPage *self,
                           const char    *title)
{
  g_free (self->title);
  self->title = g_strdup (title != NULL ? title : "");
  moot_header_set_title (MOOT_HEADER (self->header), self->title);
}
