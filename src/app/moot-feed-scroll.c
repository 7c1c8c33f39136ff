/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The feed's side of its adjustments.
 * The value is derived from the anchor, never the other way round, except when somebody scrolls.  A
 * scrolled window that coasts or follows a finger sets absolute values from its own notes, so while
 * that goes on we never touch the value: when the estimate of what lies above turns out wrong, the
 * lower and upper ends move instead.  Once all is at rest the lower end becomes 0 again.
 * Thread: main. */
#include "moot-feed-view-private.h"

#include <math.h>

#define REST_MS 250   /* without a change of value: scrolling is over */
#define FAR_PAGES 1.5 /* a step above this lands where the estimates say, rather than walking */

static void
place_by_estimate (MootFeedView *self,
                   double        value)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double lower = gtk_adjustment_get_lower (adjustment);
  double last = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);
  guint n = moot_feed_heights_get_n_rows (self->heights);
  gint64 row_offset;
  guint row;

  if (value >= last - 1)
    {
      moot_feed_layout_hold (self, n - 1, -G_MAXINT16); /* the layout closes the gap below */
      return;
    }
  row = moot_feed_heights_find_offset (self->heights, (gint64) (value - lower), &row_offset);
  moot_feed_layout_hold (self, row, (int) (row_offset - (gint64) (value - lower)));
}

static gboolean
rested_cb (gpointer data)
{
  MootFeedView *self = data;

  if (self->n_pressed > 0)
    return G_SOURCE_CONTINUE;

  self->settle_id = 0;
  moot_feed_heights_hold_mean (self->heights, FALSE);
  moot_feed_scroll_update (self);
  return G_SOURCE_REMOVE;
}

static void
value_changed_cb (MootFeedView *self)
{
  double value = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  double step = value - self->value;

  if (moot_feed_heights_get_n_rows (self->heights) == 0 || self->width < 0)
    return;

  moot_feed_heights_hold_mean (self->heights, TRUE);
  if (fabs (step) > FAR_PAGES * self->height)
    place_by_estimate (self, value);
  else
    moot_feed_layout_hold (self, self->anchor,
                           self->anchor_y - (int) (round (value) - round (self->value)));
  self->value = value;

  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (REST_MS, rested_cb, self);
  moot_feed_layout_settle (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Only counts: a finger that rests on the screen is not the end of a scroll. */
static gboolean
event_cb (MootFeedView *self,
          GdkEvent     *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      self->n_pressed++;
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
      self->n_pressed -= MIN (self->n_pressed, 1);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

/**
 * moot_feed_scroll_set_adjustment:
 * @self: a feed
 * @orientation: which one
 * @adjustment: (nullable): the new one
 *
 * Follows @adjustment, as #GtkScrollable asks.
 */
void
moot_feed_scroll_set_adjustment (MootFeedView   *self,
                                 GtkOrientation  orientation,
                                 GtkAdjustment  *adjustment)
{
  GtkAdjustment *old = self->adjustments[orientation];

  if (adjustment != NULL && adjustment == old)
    return;

  if (old != NULL)
    g_signal_handlers_disconnect_by_data (old, self);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  g_object_ref_sink (adjustment);
  g_clear_object (&self->adjustments[orientation]);
  self->adjustments[orientation] = adjustment;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    g_signal_connect_swapped (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * moot_feed_scroll_update:
 * @self: a feed that was laid out
 *
 * Writes into the adjustments where the feed stands.
 */
void
moot_feed_scroll_update (MootFeedView *self)
{
  GtkAdjustment *across = self->adjustments[GTK_ORIENTATION_HORIZONTAL];
  GtkAdjustment *down = self->adjustments[GTK_ORIENTATION_VERTICAL];
  guint n = moot_feed_heights_get_n_rows (self->heights);
  double total = (double) moot_feed_heights_get_offset (self->heights, n);
  double lower = 0;
  double above = 0;

  if (across != NULL)
    gtk_adjustment_configure (across, 0, 0, self->width, 0, 0, self->width);
  if (down == NULL)
    return;

  if (n > 0 && self->anchor < n)
    above = (double) moot_feed_heights_get_offset (self->heights, self->anchor) - self->anchor_y;
  if (self->settle_id != 0)
    lower = self->value - above;
  self->value = lower + above;

  g_signal_handlers_block_by_func (down, value_changed_cb, self);
  gtk_adjustment_configure (down, self->value, lower, lower + MAX (total, self->height),
                            self->height * 0.1, self->height * 0.9, self->height);
  g_signal_handlers_unblock_by_func (down, value_changed_cb, self);
}

/**
 * moot_feed_scroll_watch:
 * @self: a feed that is being shown
 *
 * Follows the buttons and fingers in the scrolled window around @self.
 */
void
moot_feed_scroll_watch (MootFeedView *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);

  if (scroller == NULL)
    return;

  self->scroller = scroller;
  self->watcher = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->watcher, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->watcher, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (scroller, self->watcher);
}

/**
 * moot_feed_scroll_unwatch:
 * @self: a feed that is being hidden
 */
void
moot_feed_scroll_unwatch (MootFeedView *self)
{
  if (self->scroller != NULL)
    gtk_widget_remove_controller (self->scroller, self->watcher);
  self->scroller = NULL;
  self->watcher = NULL;
  self->n_pressed = 0;
}
