/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The pairs of name and text that somebody tells of themselves, one below the other.
 * Thread: main. */
#include "moot-profile-fields.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-html-view.h"
#include "moot-time-text.h"

#define MAX_FIELDS 12 /* four is usual; a server may allow more */

struct _MootProfileFields
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (MootProfileFields, moot_profile_fields, GTK_TYPE_WIDGET)

static void
clear (MootProfileFields *self)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_widget_unparent (child);
}

static void
moot_profile_fields_dispose (GObject *object)
{
  clear (MOOT_PROFILE_FIELDS (object));

  G_OBJECT_CLASS (moot_profile_fields_parent_class)->dispose (object);
}

static void
moot_profile_fields_class_init (MootProfileFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_profile_fields_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
moot_profile_fields_init (MootProfileFields *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
}

static void
link_activated_cb (MootProfileFields *self,
                   const char        *uri)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "status.link", "s", uri);
}

static GtkWidget *
make_name (MootProfileField *field)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (field->verified_at != 0)
    /* Translators: %s is the name of a line in a profile, such as Web; the server has checked that
     * the page belongs to the same person */
    text = g_strdup_printf (_("%s ✓ verified"), field->name);
  label = gtk_label_new (text != NULL ? text : field->name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "moot-quiet");
  if (field->verified_at != 0)
    {
      when = moot_time_text_absolute (field->verified_at);
      gtk_widget_set_tooltip_text (label, when);
    }
  return label;
}

static GtkWidget *
make_value (MootProfileFields *self,
            MootProfileField  *field)
{
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse (field->value != NULL ? field->value : "", NULL);
  GtkWidget *view = moot_html_view_new ();

  moot_html_view_set_blocks (MOOT_HTML_VIEW (view), blocks);
  g_signal_connect_object (view, "activate-link", G_CALLBACK (link_activated_cb), self,
                           G_CONNECT_SWAPPED);
  return view;
}

/**
 * moot_profile_fields_set_account:
 * @self: some fields
 * @account: whose
 */
void
moot_profile_fields_set_account (MootProfileFields *self,
                                 MootAccount       *account)
{
  clear (self);
  for (guint i = 0; i < MIN (account->fields->len, MAX_FIELDS); i++)
    {
      MootProfileField *field = g_ptr_array_index (account->fields, i);
      GtkWidget *pair = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_box_append (GTK_BOX (pair), make_name (field));
      gtk_box_append (GTK_BOX (pair), make_value (self, field));
      gtk_widget_set_parent (pair, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), account->fields->len > 0);
}
