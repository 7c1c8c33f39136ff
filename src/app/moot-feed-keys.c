/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The keyboard in a feed: arrows (or j and k) go from row to row, Tab goes into a row and then out
 * of the feed, Escape comes back to the row, Home, End and the page keys do what they say.
 * Thread: main. */
#include "moot-feed-view-private.h"

#define PAGE_SHARE 0.9 /* of the height: some of what was read stays in sight */

typedef enum
{
  STEP_ROW,
  STEP_PAGE,
  STEP_END,
} Step;

/* Where the keyboard starts when the row with the focus is out of sight. */
static MootFeedItem *
choose_start (MootFeedView *self)
{
  MootFeedItem *top = moot_feed_layout_get_top (self);

  for (guint i = 0; i < self->items->len; i++)
    {
      MootFeedItem *item = g_ptr_array_index (self->items, i);

      if (g_strcmp0 (item->key, self->focus_key) == 0 && moot_feed_layout_is_in_sight (self, item))
        return item;
    }
  return top;
}

static void
scroll_by (MootFeedView *self,
           int           distance)
{
  moot_feed_view_scroll_to_row (self, self->anchor, self->anchor_y - distance);
}

static void
step_row (MootFeedView *self,
          int           direction)
{
  MootFeedItem *focus = moot_feed_rows_get_focus (self);
  MootFeedItem *start = choose_start (self);
  int hidden;

  if (start == NULL)
    return;

  if (focus == NULL || !moot_feed_layout_is_in_sight (self, focus))
    {
      moot_feed_view_focus_row (self, start->row);
      return;
    }

  /* A row higher than the window is read to its end before the next one. */
  hidden = direction > 0 ? focus->y + focus->height - self->height : -focus->y;
  if (focus->height > self->height && hidden > 0)
    scroll_by (self, direction * MIN (hidden, (int) (self->height * PAGE_SHARE)));
  else if (direction > 0 || focus->row > 0)
    moot_feed_view_focus_row (self, (guint) ((int) focus->row + direction));
}

static void
step_page (MootFeedView *self,
           int           direction)
{
  gboolean focused = moot_feed_rows_get_focus (self) != NULL;
  MootFeedItem *top;

  scroll_by (self, direction * (int) (self->height * PAGE_SHARE));
  top = moot_feed_layout_get_top (self);
  if (focused && top != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (top));
}

/**
 * moot_feed_view_step:
 * @self: a feed
 * @direction: 1 for the next row, -1 for the one before
 *
 * Moves the focus as the arrow keys do; if it is elsewhere, to the first row in sight.
 */
void
moot_feed_view_step (MootFeedView *self,
                     int           direction)
{
  if (moot_feed_heights_get_n_rows (self->heights) > 0 && self->width >= 0)
    step_row (self, direction);
}

static gboolean
step_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  MootFeedView *self = MOOT_FEED_VIEW (widget);
  guint n = moot_feed_heights_get_n_rows (self->heights);
  int step;
  int direction;
  gboolean letter;

  g_variant_get (args, "(iib)", &step, &direction, &letter);
  if (n == 0 || self->width < 0 || (letter && !self->single_keys))
    return GDK_EVENT_PROPAGATE;

  switch ((Step) step)
    {
    case STEP_ROW:
      step_row (self, direction);
      break;
    case STEP_PAGE:
      step_page (self, direction);
      break;
    case STEP_END:
      moot_feed_view_focus_row (self, direction > 0 ? n - 1 : 0);
      break;
    }
  return GDK_EVENT_STOP;
}

static gboolean
open_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  MootFeedView *self = MOOT_FEED_VIEW (widget);
  MootFeedItem *focus = moot_feed_rows_get_focus (self);

  if (focus == NULL || (g_variant_get_boolean (args) && !self->single_keys))
    return GDK_EVENT_PROPAGATE;

  moot_feed_view_activate_row (self, focus->row);
  return GDK_EVENT_STOP;
}

static gboolean
leave_part_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  MootFeedItem *focus = moot_feed_rows_get_focus (MOOT_FEED_VIEW (widget));

  if (focus == NULL || gtk_widget_has_focus (GTK_WIDGET (focus)))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_grab_focus (GTK_WIDGET (focus));
}

static gboolean
menu_cb (GtkWidget *widget,
         GVariant  *args,
         gpointer   user_data)
{
  return moot_feed_view_activate_row_action (MOOT_FEED_VIEW (widget), "row.menu");
}

/* Scrolls as little as possible for what has the focus within a row. */
static void
show_part (MootFeedView *self)
{
  GtkWidget *part = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t bounds;
  int top;
  int bottom;

  if (part == NULL || MOOT_IS_FEED_ITEM (part) ||
      !gtk_widget_compute_bounds (part, GTK_WIDGET (self), &bounds))
    return;

  top = (int) bounds.origin.y;
  bottom = (int) (bounds.origin.y + bounds.size.height);
  if (top < 0)
    scroll_by (self, top);
  else if (bottom > self->height)
    scroll_by (self, MIN (bottom - self->height, top));
}

/**
 * moot_feed_keys_focus:
 * @self: a feed
 * @direction: where the focus goes
 *
 * Moves the focus into the feed, within a row, or out of the feed.
 *
 * Returns: whether the focus is in the feed afterwards
 */
gboolean
moot_feed_keys_focus (MootFeedView     *self,
                      GtkDirectionType  direction)
{
  MootFeedItem *focus = moot_feed_rows_get_focus (self);
  MootFeedItem *start = choose_start (self);

  if (focus == NULL)
    return start != NULL && moot_feed_view_focus_row (self, start->row);

  if (!gtk_widget_child_focus (GTK_WIDGET (focus), direction))
    return FALSE;

  show_part (self);
  return TRUE;
}

/**
 * moot_feed_keys_class_init:
 * @widget_class: of the feed
 *
 * Binds the keys.
 */
void
moot_feed_keys_class_init (GtkWidgetClass *widget_class)
{
  /* clang-format off */
  static const struct { guint keys[2]; Step step; int direction; gboolean letter; } steps[] = {
    { { GDK_KEY_Down,      GDK_KEY_KP_Down      }, STEP_ROW,   1, FALSE },
    { { GDK_KEY_Up,        GDK_KEY_KP_Up        }, STEP_ROW,  -1, FALSE },
    { { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down }, STEP_PAGE,  1, FALSE },
    { { GDK_KEY_Page_Up,   GDK_KEY_KP_Page_Up   }, STEP_PAGE, -1, FALSE },
    { { GDK_KEY_End,       GDK_KEY_KP_End       }, STEP_END,   1, FALSE },
    { { GDK_KEY_Home,      GDK_KEY_KP_Home      }, STEP_END,  -1, FALSE },
    { { GDK_KEY_j,         0                    }, STEP_ROW,   1, TRUE  },
    { { GDK_KEY_k,         0                    }, STEP_ROW,  -1, TRUE  },
  };
  static const struct { guint key; gboolean letter; } opens[] = {
    { GDK_KEY_Return,   FALSE },
    { GDK_KEY_KP_Enter, FALSE },
    { GDK_KEY_ISO_Enter, FALSE },
    { GDK_KEY_o,        TRUE  },
  };
  /* clang-format on */

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint k = 0; k < G_N_ELEMENTS (steps[i].keys) && steps[i].keys[k] != 0; k++)
      gtk_widget_class_add_binding (widget_class, steps[i].keys[k], 0, step_cb, "(iib)",
                                    (int) steps[i].step, steps[i].direction, steps[i].letter);
  for (guint i = 0; i < G_N_ELEMENTS (opens); i++)
    gtk_widget_class_add_binding (widget_class, opens[i].key, 0, open_cb, "b", opens[i].letter);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, leave_part_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_cb, NULL);
}
