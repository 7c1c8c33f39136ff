/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Comments that wait for the server, and those it did not take.
 * Thread: main. */
#include "moot-waiting-list.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-empty.h"
#include "moot-marked-label.h"
#include "moot-unsent.h"

struct _MootWaitingList
{
  GtkWidget parent_instance;

  GtkBox *rows;
};

G_DEFINE_FINAL_TYPE (MootWaitingList, moot_waiting_list, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_AGAIN,
  SIGNAL_DISCARD,
  N_SIGNALS,
} MootWaitingListSignal;

static guint signals[N_SIGNALS];

static guint64
get_id (GtkWidget *button)
{
  return g_ascii_strtoull (g_object_get_data (G_OBJECT (button), "item"), NULL, 10);
}

static void
again_clicked_cb (GtkWidget       *button,
                  MootWaitingList *self)
{
  g_signal_emit (self, signals[SIGNAL_AGAIN], 0, (gint64) get_id (button));
}

static void
discard_clicked_cb (GtkWidget       *button,
                    MootWaitingList *self)
{
  g_signal_emit (self, signals[SIGNAL_DISCARD], 0, (gint64) get_id (button));
}

static void
add_button (MootWaitingList *self,
            GtkBox          *box,
            const char      *label,
            gint64           id,
            GCallback        callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "item",
                          g_strdup_printf ("%" G_GINT64_FORMAT, id), g_free);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  gtk_box_append (box, button);
}

static GtkWidget *
make_row (MootWaitingList      *self,
          const MootUnsentItem *item,
          const char           *text)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *words = gtk_label_new (text);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *state;
  g_autofree char *sentence = NULL;

  if (item->problem != NULL)
    /* Translators: %s is the server's reason. */
    sentence = g_strdup_printf (_("This was not accepted: %s"), item->problem);
  else
    sentence = g_strdup (_("Waiting to be sent"));
  state = moot_marked_label_new (
    item->problem != NULL ? "dialog-warning-symbolic" : "network-offline-symbolic", sentence);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), state);
  if (item->problem != NULL)
    add_button (self, GTK_BOX (buttons), _("Write Again"), item->id,
                G_CALLBACK (again_clicked_cb));
  add_button (self, GTK_BOX (buttons), _("Discard"), item->id, G_CALLBACK (discard_clicked_cb));
  gtk_box_append (GTK_BOX (row), buttons);
  return row;
}

static void
moot_waiting_list_dispose (GObject *object)
{
  MootWaitingList *self = MOOT_WAITING_LIST (object);

  if (self->rows != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->rows));
  self->rows = NULL;

  G_OBJECT_CLASS (moot_waiting_list_parent_class)->dispose (object);
}

static void
moot_waiting_list_class_init (MootWaitingListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_waiting_list_dispose;
  /** MootWaitingList::again: its author wants to write this anew */
  signals[SIGNAL_AGAIN] = g_signal_new ("again", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_INT64);
  /** MootWaitingList::discard: its author does not want this sent */
  signals[SIGNAL_DISCARD] = g_signal_new ("discard", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
moot_waiting_list_init (MootWaitingList *self)
{
  self->rows = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 16));
  gtk_widget_set_parent (GTK_WIDGET (self->rows), GTK_WIDGET (self));
}

/**
 * moot_waiting_list_new:
 *
 * Returns: (transfer floating): an empty list, which is not seen
 */
GtkWidget *
moot_waiting_list_new (void)
{
  return g_object_new (MOOT_TYPE_WAITING_LIST, NULL);
}

/**
 * moot_waiting_list_set_items:
 * @self: a list
 * @items: (element-type MootUnsentItem): what waits; those without words are not shown
 */
void
moot_waiting_list_set_items (MootWaitingList *self,
                             GPtrArray       *items)
{
  g_return_if_fail (MOOT_IS_WAITING_LIST (self));

  moot_empty_box (self->rows);
  for (guint i = 0; i < items->len; i++)
    {
      const MootUnsentItem *item = g_ptr_array_index (items, i);
      g_autofree char *text = moot_unsent_item_dup_text (item);
      g_autofree char *title = moot_unsent_item_dup_title (item);
      g_autofree char *both = title != NULL ? g_strconcat (title, "\n", text, NULL) : NULL;

      if (text != NULL)
        gtk_box_append (self->rows, make_row (self, item, both != NULL ? both : text));
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          gtk_widget_get_first_child (GTK_WIDGET (self->rows)) != NULL);
}
