/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What tests and benches of widgets share: waiting for conditions and painted frames, finding a
 * widget, taking a picture, timing frames.  Nothing here sleeps.
 * Thread: main. */
#include "ui-support.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define FRAME_TIMEOUT_MS 60000 /* slow machines included */

struct _UiFrames
{
  GdkFrameClock *clock;
  gulong handlers[4];
  gint64 started_at;
  gint64 layout_at;
  gint64 layout_us;
  gint64 ahead_us; /* done for the next frame before it began */
  GArray *layout;  /* gint64 µs */
  GArray *total;   /* gint64 µs */
};

static gboolean
timed_out_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
count_frame_cb (guint *n_left)
{
  *n_left -= MIN (*n_left, 1);
}

static gboolean
is_zero (gpointer data)
{
  return *(guint *) data == 0;
}

/**
 * ui_cpu_us:
 *
 * Time that this thread has worked, in microseconds: what others do on the machine does not count.
 *
 * Returns: a time to be compared with another one
 */
gint64
ui_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
before_paint_cb (UiFrames *self)
{
  self->started_at = ui_cpu_us ();
  self->layout_us = self->ahead_us;
  self->started_at -= self->ahead_us;
  self->ahead_us = 0;
}

static void
layout_begins_cb (UiFrames *self)
{
  self->layout_at = ui_cpu_us ();
}

static void
layout_ends_cb (UiFrames *self)
{
  self->layout_us += ui_cpu_us () - self->layout_at;
}

static void
after_paint_cb (UiFrames *self)
{
  gint64 total = ui_cpu_us () - self->started_at;

  if (self->started_at == 0)
    return;

  g_array_append_val (self->layout, self->layout_us);
  g_array_append_val (self->total, total);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static double
get_percentile (GArray *times,
                double  percentile)
{
  guint at;

  if (times->len == 0)
    return 0;

  g_array_sort (times, compare_times);
  at = (guint) (percentile / 100 * (times->len - 1) + 0.5);
  return (double) g_array_index (times, gint64, at) / 1000;
}

/**
 * ui_wait:
 * @condition: what is waited for
 * @data: for @condition
 * @timeout_ms: how long at most
 *
 * Runs the main loop until something is true.
 *
 * Returns: whether it became true
 */
gboolean
ui_wait (UiCondition condition,
         gpointer    data,
         guint       timeout_ms)
{
  gboolean timed_out = FALSE;
  guint timeout = g_timeout_add (timeout_ms, timed_out_cb, &timed_out);

  while (!condition (data) && !timed_out)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  return condition (data);
}

/**
 * ui_wait_frames:
 * @widget: a widget that is shown
 * @n_frames: how many
 *
 * Runs the main loop until so many frames were painted.
 *
 * Returns: whether they were
 */
gboolean
ui_wait_frames (GtkWidget *widget,
                guint      n_frames)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong handler;
  gboolean painted;

  if (clock == NULL)
    return FALSE;

  handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (count_frame_cb), &n_frames);
  gdk_frame_clock_begin_updating (clock);
  painted = ui_wait (is_zero, &n_frames, FRAME_TIMEOUT_MS);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, handler);
  return painted;
}

/**
 * ui_find:
 * @root: where to begin
 * @match: what is wanted
 * @data: for @match
 *
 * Returns: (transfer none) (nullable): the first widget in the tree that matches
 */
GtkWidget *
ui_find (GtkWidget *root,
         UiMatch    match,
         gpointer   data)
{
  if (match (root, data))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, match, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * ui_shoot:
 * @widget: what was painted at least once
 * @png: where the picture goes
 * @scale: picture pixels for each of the widget's
 * @error: return location
 *
 * Takes a picture of a widget.
 *
 * Returns: whether there is one
 */
gboolean
ui_shoot (GtkWidget   *widget,
          const char  *png,
          double       scale,
          GError     **error)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gdk_paintable_get_intrinsic_width (paintable);
  int height = gdk_paintable_get_intrinsic_height (paintable);
  graphene_rect_t bounds =
    GRAPHENE_RECT_INIT (0, 0, (float) (width * scale), (float) (height * scale));

  gtk_snapshot_scale (snapshot, (float) scale, (float) scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED, "nothing was painted yet");
      return FALSE;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &bounds);
  if (!gdk_texture_save_to_png (texture, png))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "picture '%s' cannot be written", png);
      return FALSE;
    }
  return TRUE;
}

/**
 * ui_frames_start:
 * @widget: a widget that is shown
 *
 * Returns: (transfer full): a clock that times every frame from now on
 */
UiFrames *
ui_frames_start (GtkWidget *widget)
{
  UiFrames *self = g_new0 (UiFrames, 1);

  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->layout = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->total = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->handlers[0] =
    g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  self->handlers[1] =
    g_signal_connect_swapped (self->clock, "update", G_CALLBACK (layout_begins_cb), self);
  self->handlers[2] = g_signal_connect_data (self->clock, "layout", G_CALLBACK (layout_ends_cb),
                                             self, NULL, G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  self->handlers[3] =
    g_signal_connect_data (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self, NULL,
                           G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  return self;
}

/**
 * ui_frames_add_ahead:
 * @self: a clock
 * @us: microseconds
 *
 * Counts work that was done outside of a frame, as for an event, to the next frame.
 */
void
ui_frames_add_ahead (UiFrames *self,
                     gint64    us)
{
  self->ahead_us += us;
}

/**
 * ui_frames_stop:
 * @self: a clock
 */
void
ui_frames_stop (UiFrames *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->handlers); i++)
    g_clear_signal_handler (&self->handlers[i], self->clock);
}

/**
 * ui_frames_get_n:
 * @self: a clock
 *
 * Returns: how many frames were painted
 */
guint
ui_frames_get_n (UiFrames *self)
{
  return self->total->len;
}

/**
 * ui_frames_get_layout_ms:
 * @self: a clock
 * @percentile: 0 to 100
 *
 * Returns: milliseconds of work on update and layout in a frame
 */
double
ui_frames_get_layout_ms (UiFrames *self,
                         double    percentile)
{
  return get_percentile (self->layout, percentile);
}

/**
 * ui_frames_get_total_ms:
 * @self: a clock
 * @percentile: 0 to 100
 *
 * Returns: milliseconds of all our work in a frame, painting too
 */
double
ui_frames_get_total_ms (UiFrames *self,
                        double    percentile)
{
  return get_percentile (self->total, percentile);
}

/**
 * ui_frames_free:
 * @self: (nullable): a clock
 */
void
ui_frames_free (UiFrames *self)
{
  if (self == NULL)
    return;

  ui_frames_stop (self);
  g_array_unref (self->layout);
  g_array_unref (self->total);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * ui_resident_bytes:
 *
 * Returns: how much memory this process has in use
 */
gint64
ui_resident_bytes (void)
{
  g_autofree char *text = NULL;
  long long total = 0;
  long long resident = 0;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  if (sscanf (text, "%lld %lld", &total, &resident) != 2)
    return 0;
  return resident * sysconf (_SC_PAGESIZE);
}
