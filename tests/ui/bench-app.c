/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Measures the real application: from the start of its process until a timeline is painted, in
 * turns with an empty libadwaita window, and what 10,000 posts weigh in it.  A node that is running
 * has the posts; the application is signed in and has been started before.  Needs a display: run it
 * with uirun.  Usage: bench-app FOLKMOOT-NODE; prints rows.
 *
 * Each start is a process of its own: this program again, with --child. */
#include "bench-client.h"
#include "bench-moot.h"
#include "bench-table.h"
#include "moot-app-jobs.h"
#include "moot-application.h"
#include "moot-connection.h"
#include "moot-feed-view.h"
#include "ui-support.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_POSTS 10000
#define N_STARTS 9
#define PATIENCE_S 120
#define LOOK_MS 2
#define MIB (1024.0 * 1024.0)

/* The child ----------------------------------------------------------------------------------- */

typedef struct
{
  GApplication *application;
  GtkWindow *window; /* (nullable): not there yet */
  gboolean is_bare;  /* an empty window */
  gboolean is_many;  /* goes on until all posts are there */
  gint64 started_us;
  double painted_ms;
  double busy_ms;
  double resident_mb;
} Child;

static gboolean
is_feed (GtkWidget *widget,
         gpointer   data)
{
  return MOOT_IS_FEED_VIEW (widget) && gtk_widget_get_mapped (widget) &&
         moot_feed_view_get_n_live_rows (MOOT_FEED_VIEW (widget)) > 0;
}

static void
finish (Child *self)
{
  printf ("%.1f %.1f %.1f %.1f\n", self->painted_ms, self->busy_ms, self->resident_mb,
          (double) ui_resident_bytes () / MIB);
  fflush (stdout);
  g_application_quit (self->application);
}

static gboolean
load_more_cb (gpointer data)
{
  Child *self = data;
  MootSession *session = moot_window_get_session (MOOT_WINDOW (self->window));
  MootTimelineModel *home = moot_session_get_home (session);

  if (g_list_model_get_n_items (G_LIST_MODEL (home)) >= N_POSTS)
    {
      finish (self);
      return G_SOURCE_REMOVE;
    }
  if (!moot_timeline_model_get_loading (home))
    moot_timeline_model_load_older (home);
  return G_SOURCE_CONTINUE;
}

/* Whatever is laid out by now has been painted with this frame. */
static void
after_paint_cb (GdkFrameClock *frames,
                gpointer       data)
{
  Child *self = data;

  if (self->painted_ms > 0 ||
      (!self->is_bare && ui_find (GTK_WIDGET (self->window), is_feed, NULL) == NULL))
    return;
  self->painted_ms = (double) (g_get_monotonic_time () - self->started_us) / 1e3;
  self->busy_ms = (double) clock () * 1e3 / CLOCKS_PER_SEC;
  self->resident_mb = (double) ui_resident_bytes () / MIB;
  if (self->is_many)
    g_timeout_add (LOOK_MS, load_more_cb, self);
  else
    finish (self);
}

static void
realize_cb (GtkWidget *window,
            gpointer   data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                    data);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 gpointer        data)
{
  Child *self = data;

  if (self->window != NULL)
    return;
  self->window = window;
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), self);
}

static void
activate_bare_cb (GtkApplication *application,
                  gpointer        data)
{
  GtkWidget *window = adw_application_window_new (application);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), gtk_label_new ("Hello"));
  gtk_window_present (GTK_WINDOW (window));
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("nothing was painted in %d seconds", PATIENCE_S);
  return G_SOURCE_REMOVE;
}

static int
run_child (const char *mode,
           const char *started_us)
{
  Child self = { .is_bare = g_str_equal (mode, "bare"),
                 .is_many = g_str_equal (mode, "many"),
                 .started_us = g_ascii_strtoll (started_us, NULL, 10) };
  g_autoptr (GApplication) application = NULL;
  char *arguments[] = { (char *) "folkmoot", NULL };

  if (self.is_bare)
    {
      application = G_APPLICATION (
        adw_application_new ("coop.folkmoot.Folkmoot.Empty", G_APPLICATION_DEFAULT_FLAGS));
      g_signal_connect (application, "activate", G_CALLBACK (activate_bare_cb), NULL);
    }
  else
    application = G_APPLICATION (moot_application_new ());
  self.application = application;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &self);
  g_timeout_add_seconds (PATIENCE_S, give_up_cb, NULL);
  return g_application_run (application, 1, arguments);
}

/* The parent ---------------------------------------------------------------------------------- */

typedef struct
{
  double painted_ms;
  double busy_ms;  /* the processor time of all its threads until then */
  double first_mb; /* with one page of posts */
  double last_mb;
} Start;

static Start
run_once (const char *mode)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
  const char *const arguments[] = { self, "--child", mode, now, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autofree char *output = NULL;
  Start start;

  if (process == NULL ||
      !g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error) ||
      sscanf (output, "%lf %lf %lf %lf", &start.painted_ms, &start.busy_ms, &start.first_mb,
              &start.last_mb) != 4)
    g_error ("'%s' failed: %s", mode, error != NULL ? error->message : output);
  return start;
}

/* As after a sign-in in the application itself. */
static void
sign_in (const BenchMoot *moot)
{
  g_autofree char *server = g_strdup_printf ("http://127.0.0.1:%u", moot->port);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "folkmoot", NULL);
  MootConnection *connection = moot_connection_new (server, NULL, moot->token);
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_VERIFY_CREDENTIALS);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_connection_call (connection, request, NULL, &error);
  MootAppJob *job = moot_app_job_new (folder);
  g_autoptr (MootAppState) state = NULL;

  if (reply == NULL)
    g_error ("sign-in: %s", error->message);
  job->account = moot_saved_account_new_for (server, reply->entity);
  job->token = g_strdup (moot->token);
  state = moot_app_job_add (job, NULL, &error);
  if (state == NULL)
    g_error ("sign-in: %s", error->message);
  moot_app_job_free (job);
  moot_connection_unref (connection);
}

static void
measure_starts (void)
{
  BenchTurns taken = { 0 };
  BenchTurns busy = { 0 };

  for (guint i = 0; i < N_STARTS; i++)
    {
      Start ours = run_once ("timeline");
      Start bare = run_once ("bare");

      bench_turns_add (&taken, ours.painted_ms, bare.painted_ms);
      bench_turns_add (&busy, ours.busy_ms, bare.busy_ms);
    }
  bench_put_turns ("start to painted timeline / empty window, warm", &taken, "ms", NO_AIM);
  bench_put_turns ("  processor time for it", &busy, "ms", NO_AIM);
  bench_put_value ("start to first painted timeline, warm",
                   bench_get_median (taken.ours, N_STARTS) / 1e3, "s", AT_MOST (0.7));
}

int
main (int    argc,
      char **argv)
{
  BenchMoot moot = { 0 };
  Start start;

  setlocale (LC_ALL, "C.UTF-8");
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3]);
  if (argc != 2)
    {
      fprintf (stderr, "usage: %s FOLKMOOT-NODE\n", argv[0]);
      return 2;
    }
  bench_put_head ("app");
  moot.port = bench_find_port ();
  bench_moot_found (&moot, argv[1]);
  bench_moot_fill (&moot, N_POSTS + 100);
  bench_moot_start (&moot);
  sign_in (&moot);
  start = run_once ("timeline");
  bench_put_value ("the very first start, posts from the server", start.painted_ms / 1e3, "s",
                   NO_AIM);
  measure_starts ();
  start = run_once ("many");
  bench_put_value ("resident memory, one page of posts", start.first_mb, "MB", NO_AIM);
  bench_put_value ("resident memory, 10000 posts in the timeline", start.last_mb, "MB", NO_AIM);
  bench_moot_clear (&moot);
  return 0;
}
