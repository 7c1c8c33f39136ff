/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A text that was changed: each of its versions, and what changed with it.
 * Thread: main. */
#include "moot-versions-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-empty.h"

struct _MootVersionsPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkLabel *summary;
  GtkButton *proposal_button;
  GtkDropDown *choice;
  GtkCheckButton *changes;
  GtkBox *text;

  const MootVersionsKind *kind;
  MootPageLoader *loader;
  char *id;
  guint n_versions;
  guint chosen;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (MootVersionsPage, moot_versions_page, GTK_TYPE_WIDGET)

/** moot_versions_free: releases versions */
void
moot_versions_free (MootVersions *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_object (&self->version);
  g_clear_pointer (&self->now, moot_bylaws_free);
  g_clear_pointer (&self->before, moot_bylaws_free);
  g_free (self->currency);
  g_free (self);
}

static void
ask (MootVersionsPage *self)
{
  g_autofree char *question = g_strdup_printf ("%s %u", self->id, self->chosen);

  moot_page_loader_set_id (self->loader, question);
}

static void
chosen_cb (MootVersionsPage *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->choice);

  if (self->filling || self->loader == NULL || chosen == self->chosen ||
      chosen == GTK_INVALID_LIST_POSITION)
    return;
  self->chosen = chosen;
  ask (self);
}

static void
changes_cb (MootVersionsPage *self)
{
  if (!self->filling && self->loader != NULL)
    moot_page_loader_refresh (self->loader);
}

static void
proposal_clicked_cb (MootVersionsPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-proposal", "s",
                              g_object_get_data (G_OBJECT (self->proposal_button), "id"));
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_versions_page_refresh (MOOT_VERSIONS_PAGE (widget));
}

static void
fill_choice (MootVersionsPage   *self,
             const MootVersions *versions)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->chosen = versions->chosen;
  if (versions->n_versions != self->n_versions)
    {
      for (guint i = 0; i < versions->n_versions; i++)
        {
          g_autofree char *label = self->kind->dup_label (versions, i);

          gtk_string_list_append (labels, label);
        }
      gtk_drop_down_set_model (self->choice, G_LIST_MODEL (labels));
      self->n_versions = versions->n_versions;
    }
  gtk_drop_down_set_selected (self->choice, self->chosen);
}

/**
 * moot_versions_page_show:
 * @page: a #MootVersionsPage
 * @result: #MootVersions
 */
void
moot_versions_page_show (GtkWidget *page,
                         gpointer   result)
{
  MootVersionsPage *self = MOOT_VERSIONS_PAGE (page);
  const MootVersions *versions = result;
  const gboolean has_before = versions->chosen + 1 < versions->n_versions;
  const char *proposal_id = versions->version != NULL ? versions->version->proposal_id : NULL;
  g_autofree char *summary = self->kind->dup_summary (versions);

  self->filling = TRUE;
  fill_choice (self, versions);
  self->filling = FALSE;
  gtk_label_set_text (self->summary, summary);
  g_object_set_data_full (G_OBJECT (self->proposal_button), "id", g_strdup (proposal_id), g_free);
  gtk_widget_set_visible (GTK_WIDGET (self->proposal_button), proposal_id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), has_before);
  moot_empty_box (self->text);
  self->kind->fill (self->text, versions,
                    has_before && gtk_check_button_get_active (self->changes));
  moot_state_page_show_content (self->state);
}

static void
moot_versions_page_dispose (GObject *object)
{
  MootVersionsPage *self = MOOT_VERSIONS_PAGE (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_VERSIONS_PAGE);

  G_OBJECT_CLASS (moot_versions_page_parent_class)->dispose (object);
}

static void
moot_versions_page_finalize (GObject *object)
{
  g_free (MOOT_VERSIONS_PAGE (object)->id);

  G_OBJECT_CLASS (moot_versions_page_parent_class)->finalize (object);
}

static void
moot_versions_page_class_init (MootVersionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_versions_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_versions_page_finalize;
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-versions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootVersionsPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootVersionsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, MootVersionsPage, proposal_button);
  gtk_widget_class_bind_template_child (widget_class, MootVersionsPage, choice);
  gtk_widget_class_bind_template_child (widget_class, MootVersionsPage, changes);
  gtk_widget_class_bind_template_child (widget_class, MootVersionsPage, text);
  gtk_widget_class_bind_template_callback (widget_class, changes_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, proposal_clicked_cb);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_versions_page_init (MootVersionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_versions_page_new:
 * @client: a server with a co-op
 * @id: of what has versions
 * @kind: what that is
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_versions_page_new (MootClient             *client,
                        const char             *id,
                        const MootVersionsKind *kind)
{
  MootVersionsPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client) && id != NULL && kind != NULL, NULL);

  self = g_object_new (MOOT_TYPE_VERSIONS_PAGE, NULL);
  self->id = g_strdup (id);
  self->kind = kind;
  self->loader = moot_page_loader_new (GTK_WIDGET (self), self->state, client, NULL, &kind->page);
  ask (self);
  return GTK_WIDGET (self);
}

/**
 * moot_versions_page_refresh:
 * @self: a page
 *
 * Loads the page again, after something of the co-op changed.
 */
void
moot_versions_page_refresh (MootVersionsPage *self)
{
  g_return_if_fail (MOOT_IS_VERSIONS_PAGE (self));

  moot_page_loader_refresh (self->loader);
}
