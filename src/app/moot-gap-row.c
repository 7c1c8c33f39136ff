/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A hole in a timeline, as a row: what is missing is never hidden.
 * Thread: main. */
#include "config.h"

#include "moot-gap-row.h"

#include "moot-clock.h"

#include <glib/gi18n.h>

struct _MootGapRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  GtkWidget *newer_button;
  GtkWidget *older_button;
  GtkSpinner *spinner;

  MootTimelineItem *item;
};

G_DEFINE_FINAL_TYPE (MootGapRow, moot_gap_row, GTK_TYPE_WIDGET)

enum
{
  FILL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
newer_cb (MootGapRow *self)
{
  g_signal_emit (self, signals[FILL], 0, FALSE);
}

static void
older_cb (MootGapRow *self)
{
  g_signal_emit (self, signals[FILL], 0, TRUE);
}

static void
update_busy (MootGapRow *self)
{
  gboolean busy = self->item != NULL && moot_timeline_item_get_busy (self->item);

  gtk_widget_set_sensitive (self->newer_button, !busy);
  gtk_widget_set_sensitive (self->older_button, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_opacity (GTK_WIDGET (self->spinner), busy ? 1 : 0);
}

static void
moot_gap_row_dispose (GObject *object)
{
  MootGapRow *self = MOOT_GAP_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_gap_row_parent_class)->dispose (object);
}

static void
moot_gap_row_class_init (MootGapRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_gap_row_dispose;

  /** MootGapRow::fill: %TRUE from the older side, %FALSE from the newer one */
  signals[FILL] = g_signal_new ("fill", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "gaprow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-gap-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootGapRow, box);
  gtk_widget_class_bind_template_child (widget_class, MootGapRow, label);
  gtk_widget_class_bind_template_child (widget_class, MootGapRow, newer_button);
  gtk_widget_class_bind_template_child (widget_class, MootGapRow, older_button);
  gtk_widget_class_bind_template_child (widget_class, MootGapRow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, newer_cb);
  gtk_widget_class_bind_template_callback (widget_class, older_cb);
}

static void
moot_gap_row_init (MootGapRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_gap_row_new:
 *
 * Returns: (transfer floating): a row without a gap
 */
GtkWidget *
moot_gap_row_new (void)
{
  return g_object_new (MOOT_TYPE_GAP_ROW, NULL);
}

/* How long the hole is, roughly: an exact number would promise more than is known. */
static char *
dup_text (gint64 missing_ms)
{
  gint64 days = missing_ms / MOOT_DAY;
  gint64 hours = missing_ms / MOOT_HOUR;
  gint64 minutes = missing_ms / MOOT_MINUTE;

  if (days > 1)
    return g_strdup_printf (ngettext ("Posts of about %d day may be missing here.",
                                      "Posts of about %d days may be missing here.", (gulong) days),
                            (int) days);
  if (hours > 1)
    return g_strdup_printf (ngettext ("Posts of about %d hour may be missing here.",
                                      "Posts of about %d hours may be missing here.",
                                      (gulong) hours),
                            (int) hours);
  if (minutes > 1)
    return g_strdup_printf (ngettext ("Posts of about %d minute may be missing here.",
                                      "Posts of about %d minutes may be missing here.",
                                      (gulong) minutes),
                            (int) minutes);
  return g_strdup (_("Posts may be missing here."));
}

/**
 * moot_gap_row_bind:
 * @self: a row
 * @item: a gap
 * @missing_ms: time between the post above and the one below, 0 when not known
 */
void
moot_gap_row_bind (MootGapRow       *self,
                   MootTimelineItem *item,
                   gint64            missing_ms)
{
  g_autofree char *text = dup_text (missing_ms);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  g_signal_connect_object (item, "notify::busy", G_CALLBACK (update_busy), self, G_CONNECT_SWAPPED);
  gtk_label_set_text (self->label, text);
  update_busy (self);
}

/**
 * moot_gap_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): its gap
 */
MootTimelineItem *
moot_gap_row_get_item (MootGapRow *self)
{
  return self->item;
}
