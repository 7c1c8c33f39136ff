/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A label that says how long until a deadline and keeps saying it right while it is on screen.
 * Thread: main.  Its timer runs only while it is mapped. */
#include "moot-time-left.h"

#include "config.h"

#include "moot-marked-label.h"

struct _MootTimeLeft
{
  GtkWidget parent_instance;

  GtkWidget *label;
  MootDeadline deadline;
  gint64 time_ms;
  guint timer_id;
};

G_DEFINE_FINAL_TYPE (MootTimeLeft, moot_time_left, GTK_TYPE_WIDGET)

static void schedule (MootTimeLeft *self);

static void
update (MootTimeLeft *self)
{
  g_autofree char *text = NULL;

  if (self->time_ms == 0)
    return;
  text = moot_moment_text_dup_deadline (self->deadline, self->time_ms);
  if (g_strcmp0 (text, moot_time_left_get_text (self)) != 0)
    moot_marked_label_set_text (MOOT_MARKED_LABEL (self->label), text);
}

static gboolean
tick_cb (gpointer data)
{
  MootTimeLeft *self = data;

  self->timer_id = 0;
  update (self);
  schedule (self);
  return G_SOURCE_REMOVE;
}

static void
schedule (MootTimeLeft *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->time_ms != 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->timer_id =
      g_timeout_add_seconds (moot_moment_text_get_fresh_seconds (self->time_ms), tick_cb, self);
}

static void
moot_time_left_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_time_left_parent_class)->map (widget);

  update (MOOT_TIME_LEFT (widget));
  schedule (MOOT_TIME_LEFT (widget));
}

static void
moot_time_left_unmap (GtkWidget *widget)
{
  MootTimeLeft *self = MOOT_TIME_LEFT (widget);

  g_clear_handle_id (&self->timer_id, g_source_remove);

  GTK_WIDGET_CLASS (moot_time_left_parent_class)->unmap (widget);
}

static void
moot_time_left_dispose (GObject *object)
{
  MootTimeLeft *self = MOOT_TIME_LEFT (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_time_left_parent_class)->dispose (object);
}

static void
moot_time_left_class_init (MootTimeLeftClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_time_left_dispose;
  widget_class->map = moot_time_left_map;
  widget_class->unmap = moot_time_left_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_time_left_init (MootTimeLeft *self)
{
  self->label = moot_marked_label_new ("alarm-symbolic", NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * moot_time_left_new:
 *
 * Returns: (transfer floating): a label without a deadline yet
 */
GtkWidget *
moot_time_left_new (void)
{
  return g_object_new (MOOT_TYPE_TIME_LEFT, NULL);
}

/**
 * moot_time_left_get_text:
 * @self: a label
 *
 * Returns: (transfer none): what it says now
 */
const char *
moot_time_left_get_text (MootTimeLeft *self)
{
  g_return_val_if_fail (MOOT_IS_TIME_LEFT (self), NULL);

  return moot_marked_label_get_text (MOOT_MARKED_LABEL (self->label));
}

/**
 * moot_time_left_set:
 * @self: a label
 * @deadline: what ends
 * @time_ms: when, UTC milliseconds
 */
void
moot_time_left_set (MootTimeLeft *self,
                    MootDeadline  deadline,
                    gint64        time_ms)
{
  g_autofree char *zones = moot_moment_text_dup_zones (time_ms);

  g_return_if_fail (MOOT_IS_TIME_LEFT (self));

  self->deadline = deadline;
  self->time_ms = time_ms;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), zones);
  update (self);
  schedule (self);
}
