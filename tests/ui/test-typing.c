/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Letters that are keys are letters where somebody types; and keys reach what they are for from
 * wherever the focus is, in a narrow window too. */
#include "keys-scenes.h"
#include "moot-app-settings.h"
#include "moot-window-private.h"
#include "ui-keys.h"

#include <string.h>

#define LETTERS "jkocrfbdxayvu?/"

static char *
dup_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Letters that are keys elsewhere are written, and do nothing else. */
static void
type_letters (WindowFixture *self)
{
  g_autofree char *written = NULL;
  GtkWidget *entry;
  GtkWidget *text;

  keys_set_scene (self, AT_HOME);
  ui_keys_press ("slash");
  entry = window_find_id (keys_get_body (self), "entry");
  ui_keys_type (LETTERS);
  WINDOW_WAIT (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), LETTERS) == 0);
  g_assert_null (window_find_other (self));
  g_assert_cmpstr (moot_window_get_place (self->window), ==, "search");
  ui_keys_press ("BackSpace");
  WINDOW_WAIT (strlen (gtk_editable_get_text (GTK_EDITABLE (entry))) == strlen (LETTERS) - 1);

  window_fixture_act (self, "win.open-discussion", "1");
  window_fixture_settle (self);
  text = window_find_type (keys_get_body (self), GTK_TYPE_TEXT_VIEW);
  gtk_widget_grab_focus (text);
  ui_keys_type (LETTERS);
  WINDOW_WAIT ((g_free (written), written = dup_text (text), g_str_equal (written, LETTERS)));
  g_assert_null (window_find_other (self));
  ui_keys_press ("<Control>Return");
  WINDOW_WAIT (window_find_text (keys_get_body (self), LETTERS) != NULL);
}

static gboolean
is_root (WindowFixture *self)
{
  return moot_pages_get_depth (moot_window_get_pages (self->window)) == 0;
}

static gboolean
is_folded_away (WindowFixture *self)
{
  return !moot_split_shows_content (self->window->split);
}

static gboolean
is_in_sidebar (WindowFixture *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, MOOT_TYPE_SIDEBAR) != NULL;
}

/* From anywhere in the window the next post is one key away; Escape goes back where it is narrow;
 * and whoever does not want keys alone turns them off. */
static void
elsewhere (WindowFixture *self)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();

  keys_set_scene (self, AT_HOME);
  ui_keys_press ("F6");
  WINDOW_WAIT (is_in_sidebar (self));
  ui_keys_press ("j");
  WINDOW_WAIT (!is_in_sidebar (self));
  WINDOW_WAIT (keys_get_status (self) != NULL);

  keys_set_scene (self, NARROW);
  window_fixture_act (self, "win.open-thread", self->status_id);
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_root (self));
  g_assert_false (is_folded_away (self));
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_folded_away (self));

  keys_set_scene (self, AT_THREAD);
  g_assert_nonnull (settings);
  g_settings_set_boolean (settings, "single-keys", FALSE);
  ui_keys_press ("c");
  ui_keys_press ("slash");
  ui_keys_press ("Escape");
  WINDOW_WAIT (is_root (self));
  g_assert_null (window_find_other (self));
  g_assert_cmpstr (moot_window_get_place (self->window), ==, "home");
  g_settings_set_boolean (settings, "single-keys", TRUE);
}

static void
everything (WindowFixture *self)
{
  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  type_letters (self);
  elsewhere (self);
}

static void
test_everything (void)
{
  window_run (everything, NULL);
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/typing/everything", test_everything);
  return g_test_run ();
}
