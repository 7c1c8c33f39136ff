/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Looking things up in the co-op: words, a choice, and what was found.
 * Thread: main. */
#include "moot-look-page.h"

#include "config.h"

#include <glib/gi18n.h>

struct _MootLookPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkLabel *intro;
  GtkSearchEntry *entry;
  GtkDropDown *filter;
  GtkLabel *none;
  GtkListBox *list;
  GtkWidget *more_button;

  const MootLookKind *kind;
  MootPageLoader *loader;
  char *words; /* that are looked for */
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (MootLookPage, moot_look_page, GTK_TYPE_WIDGET)

static void
ask (MootLookPage *self)
{
  g_autofree char *question = NULL;

  if (self->loader == NULL)
    return;
  question = g_strdup_printf ("%u %u %s", gtk_drop_down_get_selected (self->filter), self->n_pages,
                              self->words);
  moot_page_loader_set_id (self->loader, question);
}

static void
search_cb (MootLookPage *self)
{
  g_autofree char *words =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (g_strcmp0 (words, self->words) == 0)
    return;
  g_free (self->words);
  self->words = g_steal_pointer (&words);
  self->n_pages = 1;
  ask (self);
}

static void
filter_cb (MootLookPage *self)
{
  self->n_pages = 1;
  ask (self);
}

static void
more_clicked_cb (MootLookPage *self)
{
  self->n_pages++;
  ask (self);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_look_page_refresh (MOOT_LOOK_PAGE (widget));
}

/**
 * moot_look_show:
 * @page: a #MootLookPage
 * @result: a #MootLook
 */
void
moot_look_show (GtkWidget *page,
                gpointer   result)
{
  MootLookPage *self = MOOT_LOOK_PAGE (page);
  MootLook *look = result;
  const gboolean waits = self->kind->needs_words && *self->words == '\0';
  const char *none = *self->words != '\0' && self->kind->none_found != NULL
                       ? self->kind->none_found
                       : self->kind->none;

  look->client = moot_page_loader_get_client (self->loader);
  moot_list_rows_fill (self->list, look->items, &self->kind->rows, look);
  gtk_label_set_text (self->none, _ (none));
  gtk_widget_set_visible (GTK_WIDGET (self->none), look->items->len == 0 && !waits);
  gtk_widget_set_visible (self->more_button, look->more);
  moot_state_page_show_content (self->state);
}

static gboolean
moot_look_page_grab_focus (GtkWidget *widget)
{
  MootLookPage *self = MOOT_LOOK_PAGE (widget);

  return self->kind != NULL && self->kind->label != NULL
           ? gtk_widget_grab_focus (GTK_WIDGET (self->entry))
           : GTK_WIDGET_CLASS (moot_look_page_parent_class)->grab_focus (widget);
}

static void
moot_look_page_dispose (GObject *object)
{
  MootLookPage *self = MOOT_LOOK_PAGE (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_LOOK_PAGE);

  G_OBJECT_CLASS (moot_look_page_parent_class)->dispose (object);
}

static void
moot_look_page_finalize (GObject *object)
{
  g_free (MOOT_LOOK_PAGE (object)->words);

  G_OBJECT_CLASS (moot_look_page_parent_class)->finalize (object);
}

static void
moot_look_page_class_init (MootLookPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_look_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_look_page_finalize;
  widget_class->grab_focus = moot_look_page_grab_focus;
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-look-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, intro);
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, entry);
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, filter);
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, none);
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, list);
  gtk_widget_class_bind_template_child (widget_class, MootLookPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_look_page_init (MootLookPage *self)
{
  self->words = g_strdup ("");
  self->n_pages = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The words that belong to a kind. */
static void
dress (MootLookPage *self)
{
  const MootLookKind *kind = self->kind;
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  for (guint i = 0; i < kind->n_filters; i++)
    gtk_string_list_append (choices, _ (kind->filters[i].label));
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (choices));
  gtk_widget_set_visible (GTK_WIDGET (self->filter), kind->n_filters > 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kind->filter_label), -1);
  gtk_label_set_text (self->intro, _ (kind->intro));
  gtk_widget_set_visible (GTK_WIDGET (self->entry), kind->label != NULL);
  if (kind->label == NULL)
    return;
  g_object_set (self->entry, "placeholder-text", _ (kind->label), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (kind->label), -1);
}

/**
 * moot_look_page_new:
 * @client: a server with a co-op
 * @kind: what is looked up
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_look_page_new (MootClient         *client,
                    const MootLookKind *kind)
{
  MootLookPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client) && kind != NULL, NULL);

  self = g_object_new (MOOT_TYPE_LOOK_PAGE, NULL);
  self->kind = kind;
  dress (self);
  self->loader =
    moot_page_loader_new (GTK_WIDGET (self), self->state, client, NULL, &kind->page);
  ask (self);
  return GTK_WIDGET (self);
}

/**
 * moot_look_page_refresh:
 * @self: a page
 *
 * Loads the page again, after something of the co-op changed.
 */
void
moot_look_page_refresh (MootLookPage *self)
{
  g_return_if_fail (MOOT_IS_LOOK_PAGE (self));

  moot_page_loader_refresh (self->loader);
}
