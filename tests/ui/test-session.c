/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The window with somebody signed in: the server away and back, new posts above the reader, keys,
 * and what passes. */
#include "moot-feed-view.h"
#include "moot-shell-page.h"
#include "moot-shortcuts.h"
#include "moot-timeline-page.h"
#include "moot-window-private.h"
#include "window-fixture.h"

#include <string.h>

/* Away and back ---------------------------------------------------------------------------- */

typedef struct
{
  guint n;
} Count;

static gboolean
count_banner (GtkWidget *widget,
              gpointer   data)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  if (GTK_IS_REVEALER (widget) && gtk_widget_get_mapped (widget) &&
      gtk_revealer_get_reveal_child (GTK_REVEALER (widget)) &&
      (g_strcmp0 (id, "banner") == 0 || g_strcmp0 (id, "notice") == 0))
    ((Count *) data)->n++;
  return FALSE;
}

static guint
count_banners (WindowFixture *self)
{
  Count count = { 0 };

  ui_find (GTK_WIDGET (self->window), count_banner, &count);
  return count.n;
}

static const struct
{
  const char *name;
  const char *action;
  const char *parameter;
  const char *shows; /* while the server is away */
} away_pages[] = {
  { "home", "win.go", "home", "Кто придёт" },
  { "moot", "win.go", "moot", "Позвать мастера" },
  { "proposal", "win.open-proposal", "2", "До весны." },
  { "dues", "win.go", "dues", "£5.00" },
};

static gboolean
shows (GtkWidget *widget,
       gpointer   data)
{
  g_auto (GValue) value = G_VALUE_INIT;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "text") == NULL)
    return FALSE;
  g_value_init (&value, G_TYPE_STRING);
  g_object_get_property (G_OBJECT (widget), "text", &value);
  return g_value_get_string (&value) != NULL && strstr (g_value_get_string (&value), data) != NULL;
}

static gboolean
has_posts (WindowFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (moot_session_get_home (self->session))) > 3;
}

static void
away_and_back (WindowFixture *self)
{
  GtkWidget *root = GTK_WIDGET (self->window);
  MootClient *client;
  GtkWidget *composer;

  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  client = moot_session_get_client (self->session);
  WINDOW_WAIT (has_posts (self));
  for (guint i = 0; i < G_N_ELEMENTS (away_pages); i++)
    {
      window_fixture_act (self, away_pages[i].action, away_pages[i].parameter);
      window_fixture_settle (self);
      g_assert_cmpuint (count_banners (self), ==, 0);
    }
  window_fixture_act (self, "win.go", "home");

  moot_test_node_stop (self->coop->node);
  WINDOW_WAIT (!moot_client_get_online (client)); /* by itself: nobody asked for anything */
  for (guint i = 0; i < G_N_ELEMENTS (away_pages); i++)
    {
      window_fixture_act (self, away_pages[i].action, away_pages[i].parameter);
      window_fixture_act (self, "win.refresh", NULL);
      window_fixture_settle (self);
      g_test_message ("page: %s", away_pages[i].name);
      g_assert_cmpuint (count_banners (self), ==, 1);
      g_assert_nonnull (window_find_text (root, "cannot be reached. You see what was saved."));
      if (i > 0)
        g_assert_nonnull (ui_find (root, shows, (gpointer) away_pages[i].shows));
      window_fixture_shoot (self, away_pages[i].name);
    }
  g_assert_true (has_posts (self));

  /* what is being written is kept */
  window_fixture_act (self, "win.compose", NULL);
  WINDOW_WAIT ((composer = window_find_other (self)) != NULL);
  WINDOW_WAIT (gtk_widget_get_mapped (composer));
  g_signal_emit_by_name (window_find_type (composer, GTK_TYPE_TEXT_VIEW), "insert-at-cursor",
                         "Половина мысли");
  ui_wait_frames (composer, 3);
  gtk_window_close (GTK_WINDOW (composer));
  WINDOW_WAIT (window_find_other (self) == NULL);

  moot_test_node_start (self->coop->node);
  WINDOW_WAIT (moot_client_get_online (client)); /* by itself, too */
  WINDOW_WAIT (count_banners (self) == 0);
  WINDOW_WAIT (moot_client_stream_get_connected (moot_session_get_stream (self->session)));
  window_fixture_act (self, "win.compose", NULL);
  WINDOW_WAIT ((composer = window_find_other (self)) != NULL);
  WINDOW_WAIT (ui_find (composer, shows, (gpointer) "Половина мысли") != NULL ||
               gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (
                 GTK_TEXT_VIEW (window_find_type (composer, GTK_TYPE_TEXT_VIEW)))) == 14);
  gtk_window_destroy (GTK_WINDOW (composer));
}

static void
test_away_and_back (void)
{
  window_run (away_and_back, NULL);
}

/* New posts -------------------------------------------------------------------------------- */

static guint
get_n_new (WindowFixture *self)
{
  return moot_timeline_model_get_n_new (moot_session_get_home (self->session));
}

static void
post_some (WindowFixture *self,
           guint          n)
{
  GListModel *home = G_LIST_MODEL (moot_session_get_home (self->session));
  guint wanted = g_list_model_get_n_items (home) + n;

  for (guint i = 0; i < n; i++)
    g_free (window_post (self, 1, "Ещё один пост, в две строки или больше, если узко.", NULL));
  WINDOW_WAIT (g_list_model_get_n_items (home) >= wanted);
  ui_wait_frames (GTK_WIDGET (self->window), 10);
}

/* Posts that came above the reader are new until they have been in sight. */
static void
count_new (WindowFixture *self)
{
  MootFeedView *feed;

  window_fixture_sign_in (self);
  window_fixture_fill (self);
  for (guint i = 0; i < 12; i++)
    g_free (window_post (self, 0, "Старый пост, который уже прочитан.", NULL));
  window_fixture_remember (self);
  WINDOW_WAIT (has_posts (self));
  feed = MOOT_FEED_VIEW (moot_timeline_page_get_feed (MOOT_TIMELINE_PAGE (
    moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (self->window))))));
  window_fixture_settle (self);
  g_assert_cmpuint (get_n_new (self), ==, 0);

  post_some (self, 3); /* at the top: they wait above */
  g_assert_cmpuint (get_n_new (self), ==, 3);
  g_assert_nonnull (window_find_text (GTK_WIDGET (self->window), "3 New Posts"));
  window_fixture_shoot (self, "new-posts");
  post_some (self, 2);
  g_assert_cmpuint (get_n_new (self), ==, 5);

  window_fixture_act (self, "win.go", "moot"); /* elsewhere: they are counted there, too */
  window_fixture_settle (self);
  g_assert_cmpuint (get_n_new (self), ==, 5);
  post_some (self, 2);
  g_assert_cmpuint (get_n_new (self), ==, 7);
  g_assert_nonnull (window_find_text (GTK_WIDGET (self->window), "7"));

  window_fixture_act (self, "win.go", "home"); /* coming back shows none of them yet */
  window_fixture_settle (self);
  g_assert_cmpuint (get_n_new (self), ==, 7);
  g_assert_cmpuint (moot_feed_view_get_n_above (feed), ==, 7);

  window_fixture_act (self, "win.newest", NULL); /* to the oldest of them */
  window_fixture_settle (self);
  g_assert_cmpuint (get_n_new (self), <, 7);
  g_assert_cmpuint (get_n_new (self), >, 0);
  g_assert_cmpuint (get_n_new (self), ==, moot_feed_view_get_n_above (feed));
  for (guint i = 0; i < 10 && get_n_new (self) > 0; i++)
    {
      window_fixture_act (self, "win.newest", NULL);
      window_fixture_settle (self);
    }
  g_assert_cmpuint (get_n_new (self), ==, 0);
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "New Post") == NULL);
}

static void
test_count_new (void)
{
  window_run (count_new, NULL);
}

/* Toasts, keys, memory --------------------------------------------------------------------- */

static void
keys (WindowFixture *self)
{
  guint n;
  const MootShortcut *shortcuts = moot_shortcuts_get_all (&n);
  GtkApplication *application = GTK_APPLICATION (self->application);

  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) accelerators = NULL;
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (shortcuts[i].action == NULL || shortcuts[i].accelerators == NULL)
        continue;
      g_assert_true (g_action_parse_detailed_name (shortcuts[i].action, &name, &target, NULL));
      accelerators = g_strsplit (shortcuts[i].accelerators, " ", -1);
      for (guint j = 0; accelerators[j] != NULL; j++)
        {
          g_auto (GStrv) actions =
            gtk_application_get_actions_for_accel (application, accelerators[j]);

          g_assert_cmpuint (g_strv_length (actions), ==, 1); /* no key means two things */
          g_assert_cmpstr (actions[0], ==, shortcuts[i].action);
        }
      if (g_str_has_prefix (name, "win.") && !g_str_equal (name, "win.show-shortcuts") &&
          !g_str_equal (name, "win.compose"))
        g_assert_true (
          gtk_widget_activate_action_variant (GTK_WIDGET (self->window), name, target));
      ui_wait_frames (GTK_WIDGET (self->window), 2);
    }
  g_assert_cmpstr (moot_window_get_place (self->window), ==, "dues"); /* the last place named */

  window_fixture_act (self, "win.open-proposal", "1");
  window_fixture_act (self, "win.back", NULL);
  g_assert_cmpstr (moot_shell_page_get_title (
                     MOOT_SHELL_PAGE (moot_window_get_page (self->window))),
                   ==, "Dues");
  window_fixture_act (self, "win.show-shortcuts", NULL);
  WINDOW_WAIT (window_find_other (self) != NULL);
  gtk_window_destroy (GTK_WINDOW (window_find_other (self)));
  window_fixture_act (self, "win.go", "home");
  window_fixture_settle (self);
  moot_window_toast_here (self->window, "Your post is out.");
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "Your post is out.") != NULL);
  window_fixture_act (self, "win.go", "dues");
  WINDOW_WAIT (window_find_text (GTK_WIDGET (self->window), "Your post is out.") == NULL);
}

static void
test_keys (void)
{
  window_run (keys, NULL);
}

int
main (int    argc,
      char **argv)
{
  window_init (&argc, &argv);
  g_test_add_func ("/ui/session/away-and-back", test_away_and_back);
  g_test_add_func ("/ui/session/count-new", test_count_new);
  g_test_add_func ("/ui/session/keys", test_keys);
  return g_test_run ();
}
