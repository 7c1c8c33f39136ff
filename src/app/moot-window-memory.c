/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the window remembers from one day to the next: its size, and the place that was shown.
 * Kept in GSettings; a program that was not installed has no schema and remembers nothing.
 * Thread: main. */
#include "config.h"

#include "moot-window-memory.h"

#include "moot-places.h"

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, MOOT_APPLICATION_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * moot_window_memory_restore:
 * @window: a window that was not shown yet
 *
 * Gives it the size it had last time.
 */
void
moot_window_memory_restore (MootWindow *window)
{
  g_autoptr (GSettings) settings = open_settings ();

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
  g_autoptr (GSettings) settings = open_settings ();
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
  g_autoptr (GSettings) settings = open_settings ();
  g_autofree char *place = settings != NULL ? g_settings_get_string (settings, "last-view") : NULL;

  return g_strdup (moot_place_find (place) != NULL ? place : "home");
}
