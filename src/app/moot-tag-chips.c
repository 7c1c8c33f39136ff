/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tags that lead to what else has them.
 * Thread: main. */
#include "moot-tag-chips.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-flow.h"

struct _MootTagChips
{
  GtkWidget parent_instance;

  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (MootTagChips, moot_tag_chips, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_OPEN_TAG,
  N_SIGNALS,
} MootTagChipsSignal;

static guint signals[N_SIGNALS];

static void
clicked_cb (GtkWidget    *button,
            MootTagChips *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_TAG], 0, g_object_get_data (G_OBJECT (button), "tag"));
}

static void
moot_tag_chips_dispose (GObject *object)
{
  MootTagChips *self = MOOT_TAG_CHIPS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_tag_chips_parent_class)->dispose (object);
}

static void
moot_tag_chips_class_init (MootTagChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = moot_tag_chips_dispose;
  /** MootTagChips::open-tag: somebody wants to see what else has this tag */
  signals[SIGNAL_OPEN_TAG] =
    g_signal_new ("open-tag", MOOT_TYPE_TAG_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
moot_tag_chips_init (MootTagChips *self)
{
  self->box = g_object_new (MOOT_TYPE_FLOW, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Tags"), -1);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * moot_tag_chips_new:
 *
 * Returns: (transfer floating): no tags
 */
GtkWidget *
moot_tag_chips_new (void)
{
  return g_object_new (MOOT_TYPE_TAG_CHIPS, NULL);
}

static void
add_chip (MootTagChips *self,
          const char   *tag)
{
  g_autofree char *text = g_strdup_printf ("#%s", tag);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "moot-reaction");
  gtk_widget_set_tooltip_text (button, _("Discussions with this tag"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_widget_set_parent (button, self->box);
}

/**
 * moot_tag_chips_set_tags:
 * @self: chips
 * @tags: (nullable) (array zero-terminated=1): without “#”; none hides them
 */
void
moot_tag_chips_set_tags (MootTagChips      *self,
                         const char *const *tags)
{
  GtkWidget *child;

  g_return_if_fail (MOOT_IS_TAG_CHIPS (self));

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    add_chip (self, tags[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), tags != NULL && tags[0] != NULL);
}
