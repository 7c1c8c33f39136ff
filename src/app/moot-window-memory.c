/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the window remembers from one day to the next: its size, and the place that was shown.
 * Thread: main. */
#include "config.h"

#include "moot-window-memory.h"

#include "moot-app-settings.h"
#include "moot-places.h"

/**
 * moot_window_memory_restore:
 * @window: a window that was not shown yet
 *
 * Gives it the size it had last time.
 */
void
moot_window_memory_restore (MootWindow *window)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();

  if (settings == NULL)
    return;
  gtk_window_set_default_size (GTK_WINDOW (window), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (window));
}

/**
 * moot_window_memory_save:
 * @window: a window that is being closed
 *
 * Remembers its size and place.
 */
void
moot_window_memory_save (MootWindow *window)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();
  const char *place = moot_window_get_place (window);
  int width = 0;
  int height = 0;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (GTK_WINDOW (window), &width, &height);
  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (window)));
  if (width >= 360 && height >= 294)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
  if (place != NULL)
    g_settings_set_string (settings, "last-view", place);
}

/**
 * moot_window_memory_dup_place:
 *
 * Returns: (transfer full): the name of the place that was shown last, one that exists
 */
char *
moot_window_memory_dup_place (void)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();
  g_autofree char *place = settings != NULL ? g_settings_get_string (settings, "last-view") : NULL;

  return g_strdup (moot_place_find (place) != NULL ? place : "home");
}

/** moot_window_memory_go: to the place that was shown last; its session has to be shown */
void
moot_window_memory_go (MootWindow *window)
{
  g_autofree char *place = moot_window_memory_dup_place ();

  gtk_widget_activate_action (GTK_WIDGET (window), "win.go", "s", place);
}
