/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keys as a keyboard sends them: through the X server's XTEST extension, so that they take every
 * step a person's do.  Each call returns when the window has had what was sent.
 * Thread: main. */
#include "ui-keys.h"

#include "ui-support.h"

#include <X11/XKBlib.h>
#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>

#define PATIENCE_MS 60000

static Display *
get_x (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_assert_true (GDK_IS_X11_DISPLAY (display));
  return gdk_x11_display_get_xdisplay (display);
}

/* The server has answered all that was asked, and its events were dispatched. */
static void
settle (void)
{
  XSync (get_x (), False);
  do
    while (g_main_context_pending (NULL) && XEventsQueued (get_x (), QueuedAfterReading) > 0)
      g_main_context_iteration (NULL, FALSE);
  while (XEventsQueued (get_x (), QueuedAfterReading) > 0);
  for (guint i = 0; i < 20 && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

/**
 * ui_keys_focus:
 * @window: gets the keyboard, as a window manager would give it
 */
void
ui_keys_focus (GtkWidget *window)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (window));

  g_assert_true (ui_wait_frames (window, 2));
  XSetInputFocus (get_x (), gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
  XSync (get_x (), False);
  g_assert_true (ui_wait (is_active, window, PATIENCE_MS));
}

static void
send_key (KeySym   symbol,
          gboolean down)
{
  KeyCode code = XKeysymToKeycode (get_x (), symbol);

  g_assert_cmpuint (code, !=, 0);
  XTestFakeKeyEvent (get_x (), code, down, CurrentTime);
}

static gboolean
needs_shift (KeySym symbol)
{
  KeyCode code = XKeysymToKeycode (get_x (), symbol);

  return XkbKeycodeToKeysym (get_x (), code, 0, 0) != symbol &&
         XkbKeycodeToKeysym (get_x (), code, 0, 1) == symbol;
}

static void
press (guint           keyval,
       GdkModifierType modifiers)
{
  static const struct
  {
    GdkModifierType mask;
    KeySym symbol;
  } held[] = {
    { GDK_CONTROL_MASK, GDK_KEY_Control_L },
    { GDK_ALT_MASK, GDK_KEY_Alt_L },
    { GDK_SHIFT_MASK, GDK_KEY_Shift_L },
  };

  if (needs_shift (keyval))
    modifiers |= GDK_SHIFT_MASK;
  for (guint i = 0; i < G_N_ELEMENTS (held); i++)
    if ((modifiers & held[i].mask) != 0)
      send_key (held[i].symbol, TRUE);
  send_key (keyval, TRUE);
  send_key (keyval, FALSE);
  for (guint i = G_N_ELEMENTS (held); i > 0; i--)
    if ((modifiers & held[i - 1].mask) != 0)
      send_key (held[i - 1].symbol, FALSE);
  settle ();
}

/**
 * ui_keys_press:
 * @keys: as an accelerator: `Tab`, `<Control>Return`, `j`
 *
 * Presses and lets go.
 */
void
ui_keys_press (const char *keys)
{
  guint keyval;
  GdkModifierType modifiers;

  if (!gtk_accelerator_parse (keys, &keyval, &modifiers))
    g_error ("'%s' is no key", keys);
  press (keyval, modifiers);
}

/**
 * ui_keys_type:
 * @text: in ASCII
 *
 * Types.
 */
void
ui_keys_type (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    press (gdk_unicode_to_keyval ((guchar) *at), 0);
}
