/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The attachments of a post: one in its own shape, up to four side by side.  The height follows
 * from the width and from what the server says of the pictures, never from the pictures.
 * Thread: main. */
#include "moot-media-grid.h"

#include "moot-media-tile.h"

#define GAP 4
#define WIDEST 2.2    /* aspect of a lone picture; a wider one is cut */
#define NARROWEST 0.8 /* the same for a tall one */
#define SEVERAL 1.7   /* aspect of the whole grid */
#define MAX_HEIGHT 460
#define MINIMUM_WIDTH 120

struct _MootMediaGrid
{
  GtkWidget parent_instance;

  GPtrArray *tiles; /* (transfer none): MootMediaTile children, all in use */
  gboolean covered;
};

typedef enum
{
  SIGNAL_OPEN,
  SIGNAL_UNCOVER,
  N_SIGNALS,
} MootMediaGridSignal;

/* Where each tile lies, in halves of the grid. */
static const struct
{
  guint8 x, y, width, height;
} places[MOOT_MEDIA_GRID_MAX_TILES][MOOT_MEDIA_GRID_MAX_TILES] = {
  { { 0, 0, 2, 2 } },
  { { 0, 0, 1, 2 }, { 1, 0, 1, 2 } },
  { { 0, 0, 1, 2 }, { 1, 0, 1, 1 }, { 1, 1, 1, 1 } },
  { { 0, 0, 1, 1 }, { 1, 0, 1, 1 }, { 0, 1, 1, 1 }, { 1, 1, 1, 1 } },
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MootMediaGrid, moot_media_grid, GTK_TYPE_WIDGET)

static void
tile_activated_cb (MootMediaGrid *self,
                   GtkWidget     *tile)
{
  guint index = 0;

  if (!g_ptr_array_find (self->tiles, tile, &index))
    return;

  if (self->covered)
    {
      self->covered = FALSE;
      for (guint i = 0; i < self->tiles->len; i++)
        moot_media_tile_set_covered (g_ptr_array_index (self->tiles, i), FALSE);
      g_signal_emit (self, signals[SIGNAL_UNCOVER], 0);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, index);
}

static int
get_height (MootMediaGrid *self,
            int            width)
{
  double aspect = SEVERAL;

  if (self->tiles->len == 0)
    return 0;
  if (self->tiles->len == 1)
    aspect =
      CLAMP (moot_media_tile_get_aspect (g_ptr_array_index (self->tiles, 0)), NARROWEST, WIDEST);
  return MIN (MAX_HEIGHT, (int) (width / aspect));
}

static void
moot_media_grid_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = MAX_HEIGHT;
      return;
    }
  *minimum = get_height (MOOT_MEDIA_GRID (widget), for_size < 0 ? MAX_HEIGHT : for_size);
  *natural = *minimum;
}

static GtkSizeRequestMode
moot_media_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
moot_media_grid_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  MootMediaGrid *self = MOOT_MEDIA_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int half_width = (width - GAP) / 2;
  int half_height = (height - GAP) / 2;

  for (guint i = 0; i < self->tiles->len; i++)
    {
      GtkAllocation place;

      place.width = places[self->tiles->len - 1][i].width == 2 ? width : half_width;
      place.height = places[self->tiles->len - 1][i].height == 2 ? height : half_height;
      place.x = places[self->tiles->len - 1][i].x * (half_width + GAP);
      place.y = places[self->tiles->len - 1][i].y * (half_height + GAP);
      if (rtl)
        place.x = width - place.x - place.width;
      gtk_widget_measure (g_ptr_array_index (self->tiles, i), GTK_ORIENTATION_HORIZONTAL, -1,
                          NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (g_ptr_array_index (self->tiles, i), &place, -1);
    }
}

static void
moot_media_grid_dispose (GObject *object)
{
  MootMediaGrid *self = MOOT_MEDIA_GRID (object);

  for (guint i = 0; i < self->tiles->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->tiles, i));
  g_ptr_array_set_size (self->tiles, 0);

  G_OBJECT_CLASS (moot_media_grid_parent_class)->dispose (object);
}

static void
moot_media_grid_finalize (GObject *object)
{
  g_ptr_array_unref (MOOT_MEDIA_GRID (object)->tiles);

  G_OBJECT_CLASS (moot_media_grid_parent_class)->finalize (object);
}

static void
moot_media_grid_class_init (MootMediaGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_media_grid_dispose;
  object_class->finalize = moot_media_grid_finalize;
  widget_class->measure = moot_media_grid_measure;
  widget_class->get_request_mode = moot_media_grid_get_request_mode;
  widget_class->size_allocate = moot_media_grid_size_allocate;

  /**
   * MootMediaGrid::open:
   * @index: which attachment
   */
  signals[SIGNAL_OPEN] =
    g_signal_new ("open", G_OBJECT_CLASS_TYPE (object_class), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  /**
   * MootMediaGrid::uncover:
   *
   * The reader wants to see what is sensitive.
   */
  signals[SIGNAL_UNCOVER] =
    g_signal_new ("uncover", G_OBJECT_CLASS_TYPE (object_class), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "mediagrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
moot_media_grid_init (MootMediaGrid *self)
{
  self->tiles = g_ptr_array_new ();
}

/**
 * moot_media_grid_new:
 *
 * Returns: (transfer floating): a grid of nothing
 */
GtkWidget *
moot_media_grid_new (void)
{
  return g_object_new (MOOT_TYPE_MEDIA_GRID, NULL);
}

static void
set_n_tiles (MootMediaGrid *self,
             guint          n)
{
  while (self->tiles->len < n)
    {
      GtkWidget *tile = moot_media_tile_new ();

      g_signal_connect_swapped (tile, "activate", G_CALLBACK (tile_activated_cb), self);
      gtk_widget_set_parent (tile, GTK_WIDGET (self));
      g_ptr_array_add (self->tiles, tile);
    }
  while (self->tiles->len > n)
    gtk_widget_unparent (g_ptr_array_steal_index (self->tiles, self->tiles->len - 1));
}

/**
 * moot_media_grid_set_attachments:
 * @self: a grid
 * @attachments: (nullable) (element-type MootAttachment): what to show
 * @covered: whether it is hidden until the reader asks for it
 * @loader: (nullable): where pictures come from
 */
void
moot_media_grid_set_attachments (MootMediaGrid   *self,
                                 GPtrArray       *attachments,
                                 gboolean         covered,
                                 MootImageLoader *loader)
{
  const guint n = attachments != NULL ? attachments->len : 0;

  g_return_if_fail (MOOT_IS_MEDIA_GRID (self));

  self->covered = covered;
  set_n_tiles (self, MIN (n, MOOT_MEDIA_GRID_MAX_TILES));
  for (guint i = 0; i < self->tiles->len; i++)
    {
      MootMediaTile *tile = g_ptr_array_index (self->tiles, i);

      moot_media_tile_set_attachment (tile, g_ptr_array_index (attachments, i), loader);
      moot_media_tile_set_covered (tile, covered);
    }
  if (n > MOOT_MEDIA_GRID_MAX_TILES)
    moot_media_tile_set_n_more (g_ptr_array_index (self->tiles, MOOT_MEDIA_GRID_MAX_TILES - 1),
                                n - MOOT_MEDIA_GRID_MAX_TILES);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * moot_media_grid_get_covered:
 * @self: a grid
 *
 * Returns: whether the reader has not asked to see it yet
 */
gboolean
moot_media_grid_get_covered (MootMediaGrid *self)
{
  g_return_val_if_fail (MOOT_IS_MEDIA_GRID (self), FALSE);

  return self->covered;
}
