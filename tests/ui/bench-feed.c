/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures the feed with real rows: what a scroll step costs, how far rows move when they must not,
 * how many are alive and what 10,000 posts weigh.  Needs a display: run it with uirun and
 * G_TEST_SRCDIR set to the tests folder.  Times of frames are the main thread's own work, so that a
 * busy machine does not change them.  Prints a table; leaves with 1 when something moved. */
#include <adwaita.h>
#include <math.h>
#include <stdio.h>

#include "bench-table.h"
#include "moot-clock.h"
#include "status-fixture.h"

#define N_POSTS 10000
#define N_STEPS 400
#define MIB (1024.0 * 1024.0)

static void
next_frame (StatusFixture *fixture)
{
  g_assert_true (ui_wait_frames (GTK_WIDGET (fixture->window), 1));
}

/* As a wheel or a coasting finger does: a new value in every frame. */
static void
measure_scroll (StatusFixture *fixture,
                const char    *name,
                double         step,
                double         from)
{
  double upper = gtk_adjustment_get_upper (fixture->adjustment);
  g_autofree char *p50 = g_strdup_printf ("scroll %s: layout, p50", name);
  g_autofree char *p99 = g_strdup_printf ("scroll %s: layout, p99", name);
  g_autofree char *half = g_strdup_printf ("scroll %s: whole frame, p50", name);
  g_autofree char *all = g_strdup_printf ("scroll %s: whole frame, p99", name);
  g_autoptr (UiFrames) frames = NULL;
  double least;
  double most;
  double value;

  gtk_adjustment_set_value (fixture->adjustment, upper * from);
  status_fixture_settle (fixture);
  value = gtk_adjustment_get_value (fixture->adjustment);
  least = most = gtk_adjustment_get_upper (fixture->adjustment);
  frames = ui_frames_start (GTK_WIDGET (fixture->window));
  for (int i = 0; i < N_STEPS; i++)
    {
      gint64 started = ui_cpu_us ();
      double span;

      value += step;
      gtk_adjustment_set_value (fixture->adjustment, value);
      ui_frames_add_ahead (frames, ui_cpu_us () - started);
      next_frame (fixture);
      span = gtk_adjustment_get_upper (fixture->adjustment) -
             gtk_adjustment_get_lower (fixture->adjustment);
      least = MIN (least, span);
      most = MAX (most, span);
    }
  ui_frames_stop (frames);
  bench_put_value (p50, ui_frames_get_layout_ms (frames, 50), "ms", NO_AIM);
  bench_put_value (p99, ui_frames_get_layout_ms (frames, 99), "ms", AT_MOST (16));
  bench_put_value (half, ui_frames_get_total_ms (frames, 50), "ms", NO_AIM);
  bench_put_value (all, ui_frames_get_total_ms (frames, 99), "ms", NO_AIM);
  if (step > 0 && step < 100)
    bench_put_value ("length of the list wavers while scrolling by", 100 * (most - least) / most,
                     "%", AT_MOST (3));
}

/* The most that the topmost row moves, in any painted frame, while posts come in above it. */
static int
measure_drift (StatusFixture *fixture,
               double         from)
{
  g_autoptr (GPtrArray) more = status_fixture_make_statuses (50);
  g_autofree char *key = NULL;
  int before = 0;
  int worst = 0;

  gtk_adjustment_set_value (fixture->adjustment,
                            gtk_adjustment_get_upper (fixture->adjustment) * from);
  status_fixture_settle (fixture);
  key = g_strdup (moot_feed_view_get_top_key (fixture->feed, &before));
  for (guint i = 0; i < more->len; i++)
    {
      MootStatus *status = g_ptr_array_index (more, i);

      g_free (status->id);
      status->id =
        g_strdup_printf ("new-%u-%u", i, g_list_model_get_n_items (G_LIST_MODEL (fixture->store)));
    }
  g_list_store_splice (fixture->store, 0, 0, more->pdata, more->len);
  for (int i = 0; i < 20; i++)
    {
      int after = G_MAXINT16;

      next_frame (fixture);
      moot_feed_view_get_key_y (fixture->feed, key, &after);
      worst = MAX (worst, ABS (after - before));
    }
  return worst;
}

static double
measure_resize (StatusFixture *fixture)
{
  g_autoptr (UiFrames) frames = ui_frames_start (GTK_WIDGET (fixture->window));

  for (int width = 640; width >= 400; width -= 20)
    {
      gtk_window_set_default_size (fixture->window, width, 900);
      g_assert_true (ui_wait_frames (GTK_WIDGET (fixture->window), 3));
    }
  ui_frames_stop (frames);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->feed)), <=, 400);
  return ui_frames_get_layout_ms (frames, 100);
}

int
main (int    argc,
      char **argv)
{
  StatusFixture fixture;
  GPtrArray *statuses;
  gint64 resident;
  gint64 started;
  int drift;

  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  adw_init ();
  moot_clock_set_fake (STATUS_FIXTURE_NOW);
  statuses = status_fixture_make_statuses (N_POSTS);
  bench_put_head ("feed of 10000 posts");
  resident = ui_resident_bytes ();
  started = g_get_monotonic_time ();
  status_fixture_set_up (&fixture, 640, 900, statuses);
  bench_put_value ("to its first frame",
                   (double) (g_get_monotonic_time () - started) / 1000, "ms", NO_AIM);
  status_fixture_settle (&fixture);

  measure_scroll (&fixture, "down, 60 px a frame", 60, 0.1);
  measure_scroll (&fixture, "up, 120 px a frame", -120, 0.5);
  measure_scroll (&fixture, "down, 400 px a frame", 400, 0.3);
  bench_put_value ("rows alive", moot_feed_view_get_n_live_rows (fixture.feed), "", NO_AIM);
  bench_put_value ("feed, without its posts, with its pictures",
                   (double) (ui_resident_bytes () - resident) / MIB, "MB", NO_AIM);
  bench_put_value ("resize from 640 to 400: layout, worst", measure_resize (&fixture), "ms",
                   AT_MOST (60));
  drift = measure_drift (&fixture, 0.4);
  bench_put_value ("50 posts arrive above: drift", drift, "px", AT_MOST (0));
  drift = MAX (drift, measure_drift (&fixture, 0));
  bench_put_value ("50 posts arrive above, at the top: drift", drift, "px", AT_MOST (0));
  status_fixture_tear_down (&fixture);
  return drift == 0 ? 0 : 1;
}
