/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The composer on a real node: it counts, keeps drafts, asks for descriptions and posts once. */
#include "moot-composer.h"
#include "moot-test-node.h"
#include "ui-support.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  MootTestNode *node;
  char *folder;
  MootCache *cache;
  MootSession *session;
  gint64 ada;
  char *token;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (MootSavedAccount) account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->node = moot_test_node_new ();
  fixture->ada = moot_test_node_add_user (fixture->node, "ada");
  fixture->token = moot_test_node_add_token (fixture->node, fixture->ada, "read write");
  fixture->folder = g_dir_make_tmp ("moot-composer-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "cache.sqlite3", NULL);
  fixture->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  account->key = g_strdup ("ada@test");
  account->server = g_strdup (fixture->node->base_url);
  account->acct = g_strdup ("ada");
  fixture->session = moot_session_new (account, NULL, fixture->token, fixture->cache);
}

static void
wait_ms (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", fixture->folder);

  wait_ms (100);
  g_clear_object (&fixture->session);
  moot_cache_unref (fixture->cache);
  moot_test_node_free (fixture->node);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->folder);
  g_free (fixture->token);
}

static GtkWidget *
find (GtkWidget  *widget,
      const char *id)
{
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), id) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
open_composer (Fixture *fixture)
{
  GtkWidget *composer = moot_composer_new (fixture->session, NULL, NULL);

  gtk_window_present (GTK_WINDOW (composer));
  wait_ms (200);
  return composer;
}

static void
type (GtkWidget  *composer,
      const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (composer, "text"))),
                            text, -1);
  wait_ms (50);
}

static void
test_counter (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *composer = open_composer (fixture);
  GtkWidget *button = find (composer, "post_button");
  g_autofree char *long_text = g_strnfill (6000, 'x');

  g_assert_false (gtk_widget_get_sensitive (button));
  type (composer, "Hello");
  g_assert_true (gtk_widget_get_sensitive (button));
  type (composer, "   ");
  g_assert_false (gtk_widget_get_sensitive (button));
  type (composer, long_text);
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_has_css_class (find (composer, "counter"), "error"));
  type (composer, "");
  gtk_window_close (GTK_WINDOW (composer));
}

static void
test_draft_is_there_again (Fixture       *fixture,
                           gconstpointer  data)
{
  GtkWidget *composer = open_composer (fixture);
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;

  type (composer, "Half a thought");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find (composer, "warning_button")), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (find (composer, "warning")), "Thoughts");
  gtk_window_close (GTK_WINDOW (composer));
  wait_ms (300);
  composer = open_composer (fixture);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find (composer, "text")));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (text, ==, "Half a thought");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find (composer, "warning"))), ==,
                   "Thoughts");
  if (g_getenv ("MOOT_SHOTS") != NULL)
    {
      g_autofree char *png = g_build_filename (g_getenv ("MOOT_SHOTS"), "composer.png", NULL);

      g_assert_true (ui_shoot (composer, png, 1.0, NULL));
    }
  gtk_window_close (GTK_WINDOW (composer));
}

#define ADD(name, test) g_test_add ("/ui/composer/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  ADD ("counter", test_counter);
  ADD ("draft-is-there-again", test_draft_is_there_again);
  return g_test_run ();
}
