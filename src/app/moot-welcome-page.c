/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The first start: three ways in.
 * Thread: main. */
#include "moot-welcome-page.h"

struct _MootWelcomePage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MootWelcomePage, moot_welcome_page, GTK_TYPE_WIDGET)

static void
moot_welcome_page_dispose (GObject *object)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (object)))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_welcome_page_parent_class)->dispose (object);
}

static void
moot_welcome_page_class_init (MootWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-welcome-page.ui");
}

static void
moot_welcome_page_init (MootWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_welcome_page_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_welcome_page_new (void)
{
  return g_object_new (MOOT_TYPE_WELCOME_PAGE, NULL);
}
