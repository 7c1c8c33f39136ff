/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where the parts of a post lie.  The avatar stands in a column of its own while there is room for
 * one; below that the text goes under it.  One pass down, no width ever asked of wrapping text: a
 * row is measured with one layout of each paragraph.
 * Thread: main. */
#include "moot-status-row-private.h"

#define PADDING 12
#define PADDING_BOTTOM 4
#define GAP 12            /* between avatar and text */
#define SPACING 8         /* between two parts */
#define HEADER_GAP 6      /* between the words of the header */
#define LINE_GAP 1        /* between the two lines of the header */
#define COLUMN_WIDTH 460  /* from here on the avatar has a column of its own */
#define ACTIONS_WIDTH 420 /* they do not drift apart any further */
#define ACTIONS_INSET 10  /* of their icons within the buttons */
#define N_ACTIONS 5
#define MINIMUM_WIDTH 280
#define NATURAL_WIDTH 560

/* How far down the next part begins, and whether parts are placed or only measured. */
typedef struct
{
  MootStatusRow *row;
  int width;
  int text_x;
  int text_width;
  int y;
  gboolean place;
} Cursor;

static int
measure_height (GtkWidget *child,
                int        width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static int
measure_width (GtkWidget *child)
{
  int width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static int
measure_minimum (GtkWidget *child)
{
  int width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

/* Mirrors when the window reads from right to left. */
static void
put (Cursor    *cursor,
     GtkWidget *child,
     int        x,
     int        y,
     int        width,
     int        height)
{
  GtkAllocation place = { x, y, width, height };

  if (!cursor->place)
    return;

  if (gtk_widget_get_direction (GTK_WIDGET (cursor->row)) == GTK_TEXT_DIR_RTL)
    place.x = cursor->width - x - width;
  gtk_widget_size_allocate (child, &place, -1);
}

/* No wider than its words: they stay beside the picture whichever way they are written. */
static int
measure_words (GtkWidget *child,
               int        room)
{
  return MAX (MIN (measure_width (child), room), measure_minimum (child));
}

static void
lay_reason (Cursor *cursor)
{
  MootStatusRow *row = cursor->row;
  int x = PADDING + MOOT_STATUS_ROW_AVATAR + GAP;
  int icon = measure_width (row->reason_icon);
  int icon_height = measure_height (row->reason_icon, -1);
  int height;

  if (!gtk_widget_should_layout (row->reason))
    return;

  height = MAX (measure_height (row->reason, -1), icon_height);
  put (cursor, row->reason_icon, x - HEADER_GAP - icon, cursor->y + (height - icon_height) / 2,
       icon, icon_height);
  put (cursor, row->reason, x, cursor->y, measure_words (row->reason, cursor->width - PADDING - x),
       height);
  cursor->y += height + SPACING / 2;
}

/* The time and the sign of visibility keep their room; name and handle are cut to what is left.
 * A whole date in large letters would leave nothing of the name: it gets a line of its own. */
static int
lay_header (Cursor *cursor)
{
  MootStatusRow *row = cursor->row;
  const int x = PADDING + MOOT_STATUS_ROW_AVATAR + GAP;
  const int end = cursor->width - PADDING;
  const int time = MIN (measure_width (row->time), end - x);
  const gboolean below = time > (end - x) / 2;
  const gboolean sign = gtk_widget_should_layout (row->visibility);
  const int sign_width = sign ? measure_width (row->visibility) + HEADER_GAP : 0;
  const int time_height = measure_height (row->time, -1);
  const int name_height = measure_height (row->name, -1);
  const int handle_height = measure_height (row->handle, -1);
  const int first = below ? name_height : MAX (name_height, time_height);
  const int beside = below ? 0 : time + HEADER_GAP;
  const int room = end - x - beside - sign_width;
  const int height = first + LINE_GAP + handle_height;

  put (cursor, row->name, x, cursor->y + (first - name_height) / 2, measure_words (row->name, room),
       name_height);
  put (cursor, row->time, below ? x : end - time,
       below ? cursor->y + height + LINE_GAP : cursor->y + (first - time_height) / 2, time,
       time_height);
  if (sign)
    put (cursor, row->visibility, end - beside - sign_width + (below ? HEADER_GAP : 0), cursor->y,
         sign_width - HEADER_GAP, first);
  put (cursor, row->handle, x, cursor->y + first + LINE_GAP,
       measure_words (row->handle, end - x), handle_height);
  return below ? height + LINE_GAP + time_height : height;
}

/* One part over the whole width of the text, if it is there. */
static void
lay_part (Cursor    *cursor,
          GtkWidget *child)
{
  int height;

  if (!gtk_widget_should_layout (child))
    return;

  height = measure_height (child, cursor->text_width);
  put (cursor, child, cursor->text_x, cursor->y, cursor->text_width, height);
  cursor->y += height + SPACING;
}

static void
lay_warning_button (Cursor *cursor)
{
  GtkWidget *button = cursor->row->warning_button;
  int height;

  if (!gtk_widget_should_layout (button))
    return;

  height = measure_height (button, -1);
  put (cursor, button, cursor->text_x, cursor->y, MIN (measure_width (button), cursor->text_width),
       height);
  cursor->y += height + SPACING;
}

static int
measure_actions (MootStatusRow    *self,
                 GtkRequestedSize  sizes[N_ACTIONS])
{
  GtkWidget *buttons[N_ACTIONS] = { self->reply_button, self->boost_button, self->favourite_button,
                                    self->bookmark_button, self->more_button };
  int minimum = 0;

  for (guint i = 0; i < N_ACTIONS; i++)
    {
      sizes[i].data = buttons[i];
      gtk_widget_measure (buttons[i], GTK_ORIENTATION_HORIZONTAL, -1, &sizes[i].minimum_size,
                          &sizes[i].natural_size, NULL, NULL);
      minimum += sizes[i].minimum_size;
    }
  return minimum;
}

/* In columns, the same for every row; only when counts are too long for that, one after the other.
 */
static void
lay_actions (Cursor *cursor)
{
  GtkRequestedSize sizes[N_ACTIONS];
  int width = MIN (cursor->text_width + 2 * ACTIONS_INSET, ACTIONS_WIDTH);
  int extra = width - measure_actions (cursor->row, sizes);
  int column = width / N_ACTIONS;
  int height = 0;
  int x = cursor->text_x - ACTIONS_INSET;
  gboolean in_columns = TRUE;

  extra = gtk_distribute_natural_allocation (MAX (extra, 0), N_ACTIONS, sizes);
  for (guint i = 0; i < N_ACTIONS; i++)
    {
      in_columns = in_columns && sizes[i].minimum_size <= column;
      height = MAX (height, measure_height (sizes[i].data, -1));
    }
  for (guint i = 0; i < N_ACTIONS; i++)
    {
      if (i == N_ACTIONS - 1)
        x = cursor->text_x - ACTIONS_INSET + width - sizes[i].minimum_size;
      put (cursor, sizes[i].data, x, cursor->y - SPACING / 2, sizes[i].minimum_size, height);
      x += in_columns ? column : sizes[i].minimum_size + extra / N_ACTIONS;
    }
  cursor->y += height - SPACING / 2;
}

static int
lay_all (MootStatusRow *self,
         int            width,
         gboolean       place)
{
  const int column = PADDING + MOOT_STATUS_ROW_AVATAR + GAP;
  const gboolean has_column = width >= COLUMN_WIDTH && !self->detailed;
  Cursor cursor = { self, width, has_column ? column : PADDING, 0, PADDING, place };
  int header;

  cursor.text_width = MAX (width - cursor.text_x - PADDING, MINIMUM_WIDTH / 2);
  lay_reason (&cursor);
  put (&cursor, self->avatar_button, PADDING, cursor.y, MOOT_STATUS_ROW_AVATAR,
       MOOT_STATUS_ROW_AVATAR);
  header = lay_header (&cursor);
  cursor.y += (has_column ? header : MAX (header, MOOT_STATUS_ROW_AVATAR)) + SPACING - 2;

  lay_part (&cursor, self->warning);
  lay_warning_button (&cursor);
  lay_part (&cursor, self->content);
  lay_part (&cursor, self->media);
  lay_part (&cursor, self->poll);
  if (self->record != NULL)
    lay_part (&cursor, self->record);
  if (self->quote != NULL)
    lay_part (&cursor, self->quote);
  lay_actions (&cursor);
  return cursor.y + PADDING_BOTTOM;
}

static void
moot_status_row_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      GtkRequestedSize sizes[N_ACTIONS];

      *minimum = MAX (MINIMUM_WIDTH, measure_actions (self, sizes) + 2 * (PADDING - ACTIONS_INSET));
      *natural = MAX (NATURAL_WIDTH, *minimum);
      return;
    }
  *minimum = lay_all (self, for_size < 0 ? NATURAL_WIDTH : for_size, FALSE);
  *natural = *minimum;
}

static GtkSizeRequestMode
moot_status_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_status_row_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);

  gtk_widget_measure (self->avatar_button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  lay_all (self, width, TRUE);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/**
 * moot_status_row_layout_class_init:
 * @widget_class: of the row
 *
 * Sets the functions that lay a row out.
 */
void
moot_status_row_layout_class_init (GtkWidgetClass *widget_class)
{
  widget_class->measure = moot_status_row_measure;
  widget_class->get_request_mode = moot_status_row_get_request_mode;
  widget_class->size_allocate = moot_status_row_size_allocate;
}
