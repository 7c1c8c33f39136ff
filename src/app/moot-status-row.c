/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One post as a row: made once, filled for one post after the other.
 * In parts: fill (what is shown), layout (where), actions (what can be done); this file is the
 * object.
 * Thread: main.  It references the post while it shows it, and never changes it. */
#include <glib/gi18n.h>

#include "moot-feed-view.h"
#include "moot-status-row-private.h"

#define CLOCK_SECONDS 30 /* how often the age is written anew */

G_DEFINE_FINAL_TYPE (MootStatusRow, moot_status_row, GTK_TYPE_WIDGET)

static gboolean
tick_cb (gpointer data)
{
  MootStatusRow *self = data;

  if (self->shown != NULL)
    {
      moot_status_row_fill_time (self);
      if (self->record != NULL)
        moot_status_row_fill_record (self);
    }
  return G_SOURCE_CONTINUE;
}

/** moot_status_row_hold: what was pressed stays where it is when the row grows */
void
moot_status_row_hold (MootStatusRow *self)
{
  GtkWidget *feed = gtk_widget_get_ancestor (GTK_WIDGET (self), MOOT_TYPE_FEED_VIEW);

  if (feed != NULL)
    moot_feed_view_hold_row (MOOT_FEED_VIEW (feed), GTK_WIDGET (self));
}

static void
media_opened_cb (MootStatusRow *self,
                 guint          index)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "status.media", "(su)", self->shown->id, index);
}

static void
media_uncovered_cb (MootStatusRow *self)
{
  moot_status_display_set_revealed (self->display, self->shown->id, TRUE);
}

static void
link_activated_cb (MootStatusRow *self,
                   const char    *uri)
{
  moot_status_row_follow_link (self, uri);
}

/* A press on nothing in particular opens the post. */
static void
pressed_cb (MootStatusRow   *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  if (self->shown == NULL || self->detailed || !gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;

  gtk_widget_activate_action (GTK_WIDGET (self), "row.open", NULL);
}

static void
author_pressed_cb (MootStatusRow   *self,
                   int              n_press,
                   double           x,
                   double           y,
                   GtkGestureClick *gesture)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_activate_action (GTK_WIDGET (self), "row.account", NULL);
}

static void
moot_status_row_map (GtkWidget *widget)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);

  GTK_WIDGET_CLASS (moot_status_row_parent_class)->map (widget);
  tick_cb (self);
  self->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, tick_cb, self);
}

static void
moot_status_row_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&MOOT_STATUS_ROW (widget)->clock_id, g_source_remove);
  GTK_WIDGET_CLASS (moot_status_row_parent_class)->unmap (widget);
}

static void
moot_status_row_dispose (GObject *object)
{
  MootStatusRow *self = MOOT_STATUS_ROW (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  moot_status_row_close_menu (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->shown = NULL;
  g_clear_object (&self->status);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL;)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_status_row_parent_class)->dispose (object);
}

static void
moot_status_row_finalize (GObject *object)
{
  g_clear_object (&MOOT_STATUS_ROW (object)->display);

  G_OBJECT_CLASS (moot_status_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, reason_icon);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, reason);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, avatar_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, name);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, handle);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, visibility);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, time);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, warning);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, warning_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, content);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, media);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, poll);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, reply_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, boost_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, favourite_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, bookmark_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatusRow, more_button);
}

static void
moot_status_row_class_init (MootStatusRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_status_row_dispose;
  object_class->finalize = moot_status_row_finalize;
  widget_class->map = moot_status_row_map;
  widget_class->unmap = moot_status_row_unmap;
  moot_status_row_layout_class_init (widget_class);
  moot_status_row_actions_class_init (widget_class);

  g_type_ensure (MOOT_TYPE_PARAGRAPH);
  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  g_type_ensure (MOOT_TYPE_MEDIA_GRID);
  g_type_ensure (MOOT_TYPE_POLL_VIEW);
  gtk_widget_class_set_css_name (widget_class, "statusrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-status-row.ui");
  bind_children (widget_class);
}

static void
add_author_press (MootStatusRow *self,
                  GtkWidget     *part)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "released", G_CALLBACK (author_pressed_cb), self);
  gtk_widget_add_controller (part, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_cursor_from_name (part, "pointer");
}

static void
moot_status_row_init (MootStatusRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkLabel *warning;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_ellipsize (moot_paragraph_get_label (MOOT_PARAGRAPH (self->name)),
                           PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (moot_paragraph_get_label (MOOT_PARAGRAPH (self->reason)),
                           PANGO_ELLIPSIZE_END);
  warning = moot_paragraph_get_label (MOOT_PARAGRAPH (self->warning));
  gtk_label_set_wrap (warning, TRUE);
  gtk_label_set_wrap_mode (warning, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_tooltip_text (self->more_button, _("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("More"), -1);

  add_author_press (self, self->name);
  add_author_press (self, self->handle);
  g_signal_connect_swapped (self->content, "activate-link", G_CALLBACK (link_activated_cb), self);
  g_signal_connect_swapped (self->media, "open", G_CALLBACK (media_opened_cb), self);
  g_signal_connect_swapped (self->media, "uncover", G_CALLBACK (media_uncovered_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect_swapped (click, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_status_row_toggle_warning:
 * @self: a row with a post
 *
 * Opens a post in spite of its warning, or closes it again.
 */
void
moot_status_row_toggle_warning (MootStatusRow *self)
{
  gboolean revealed = moot_status_display_get_revealed (self->display, self->shown->id);

  moot_status_row_hold (self);
  moot_status_display_set_revealed (self->display, self->shown->id, !revealed);
  moot_status_row_fill_warning (self);
}

/**
 * moot_status_row_new:
 * @display: what all rows share
 *
 * Returns: (transfer floating): a row without a post
 */
GtkWidget *
moot_status_row_new (MootStatusDisplay *display)
{
  MootStatusRow *self = g_object_new (MOOT_TYPE_STATUS_ROW, NULL);

  self->display = g_object_ref (display);
  return GTK_WIDGET (self);
}

/**
 * moot_status_row_get_status:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the post, as it was given
 */
MootStatus *
moot_status_row_get_status (MootStatusRow *self)
{
  g_return_val_if_fail (MOOT_IS_STATUS_ROW (self), NULL);

  return self->status;
}

/**
 * moot_status_row_set_status:
 * @self: a row
 * @status: (nullable): a post or a boost; %NULL lets go of the last one
 *
 * Shows a post.  Fast enough to be called while somebody scrolls.
 */
void
moot_status_row_set_status (MootStatusRow *self,
                            MootStatus    *status)
{
  g_return_if_fail (MOOT_IS_STATUS_ROW (self));

  moot_status_row_close_menu (self);
  g_set_object (&self->status, status);
  self->shown = status != NULL && status->reblog != NULL ? status->reblog : status;
  if (self->shown != NULL)
    {
      moot_status_row_fill (self);
      return;
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  moot_media_grid_set_attachments (MOOT_MEDIA_GRID (self->media), NULL, FALSE, NULL);
  moot_html_view_set_blocks (MOOT_HTML_VIEW (self->content), NULL);
  if (self->quote != NULL)
    moot_quote_card_set_quote (MOOT_QUOTE_CARD (self->quote), NULL);
  moot_paragraph_clear (MOOT_PARAGRAPH (self->name));
}

/**
 * moot_status_row_set_detailed:
 * @self: a row
 * @detailed: whether it stands for itself, as the post a thread was opened for
 *
 * A detailed row has larger text that can be marked, and the time in full.
 */
void
moot_status_row_set_detailed (MootStatusRow *self,
                              gboolean       detailed)
{
  g_return_if_fail (MOOT_IS_STATUS_ROW (self));

  if (self->detailed == detailed)
    return;

  self->detailed = detailed;
  moot_html_view_set_selectable (MOOT_HTML_VIEW (self->content), detailed);
  if (detailed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "detailed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "detailed");
  if (self->shown != NULL)
    moot_status_row_fill_time (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
