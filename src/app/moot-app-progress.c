/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How far the preparing of the sample is, from the worker that prepares it to the window.
 * Thread: see the function. */
#include "config.h"

#include "moot-app-progress.h"

#include "moot-application.h"

#include <glib/gi18n.h>

typedef struct
{
  GWeakRef application;
  double fraction;
} Progress;

static gboolean
show_progress_cb (gpointer data)
{
  Progress *progress = data;
  g_autoptr (MootApplication) self = g_weak_ref_get (&progress->application);
  MootWindow *window = self != NULL ? moot_application_get_window (self) : NULL;

  if (window != NULL && moot_window_get_stage (window) == MOOT_STAGE_WORKING)
    moot_window_show_working (window, _("Preparing a small invented co-op…"), progress->fraction);
  return G_SOURCE_REMOVE;
}

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_weak_ref_clear (&progress->application);
  g_free (progress);
}

/**
 * moot_app_progress_tell:
 * @step: what was done
 * @done: how many steps
 * @n_steps: of how many
 * @application: whose window shows it
 *
 * Called on a worker; the window is told on the main thread.
 */
void
moot_app_progress_tell (const char *step,
                        guint       done,
                        guint       n_steps,
                        gpointer    application)
{
  Progress *progress = g_new0 (Progress, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&progress->application, application);
  progress->fraction = n_steps > 0 ? (double) done / n_steps : 0;
  g_source_set_callback (source, show_progress_cb, progress, progress_free);
  g_source_attach (source, NULL);
}
