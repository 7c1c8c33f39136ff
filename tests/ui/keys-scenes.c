/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where keys are pressed: the window is brought to a known place, with a known thing in focus, and
 * whatever lay upon it is closed with Escape.
 * Thread: main. */
#include "keys-scenes.h"

#include "moot-shell-page.h"
#include "moot-window-private.h"
#include "ui-keys.h"

/** keys_get_body: of the page on top */
GtkWidget *
keys_get_body (WindowFixture *self)
{
  return moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (self->window)));
}

/** keys_get_feed: of the page on top */
MootFeedView *
keys_get_feed (WindowFixture *self)
{
  return MOOT_FEED_VIEW (window_find_type (keys_get_body (self), MOOT_TYPE_FEED_VIEW));
}

static MootStatus *
find_status (WindowFixture *self,
             gpointer       item)
{
  return MOOT_IS_TIMELINE_ITEM (item) &&
             moot_timeline_item_get_kind (item) == MOOT_TIMELINE_STATUS
           ? moot_timeline_model_load_status (moot_session_get_home (self->session), item)
           : NULL;
}

/** keys_get_status: (nullable): the one in focus; of a boost, what was boosted */
MootStatus *
keys_get_status (WindowFixture *self)
{
  GtkWidget *feed = window_find_type (keys_get_body (self), MOOT_TYPE_FEED_VIEW);
  gpointer item = feed != NULL ? moot_feed_view_get_focused_item (MOOT_FEED_VIEW (feed)) : NULL;
  MootStatus *status = find_status (self, item);

  return status != NULL && status->reblog != NULL ? status->reblog : status;
}

/** keys_has_popover: whether a menu is open */
gboolean
keys_has_popover (WindowFixture *self)
{
  return window_find_type (GTK_WIDGET (self->window), GTK_TYPE_POPOVER) != NULL;
}

/** keys_has_chooser: whether there is a window on top of the one on top */
gboolean
keys_has_chooser (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      n += gtk_widget_get_visible (window) ? 1 : 0;
    }
  return n > 2;
}

static guint
find_covered (WindowFixture *self)
{
  GListModel *model = moot_feed_view_get_model (keys_get_feed (self));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      MootStatus *status = find_status (self, item);

      if (status != NULL && status->spoiler_text != NULL && *status->spoiler_text != '\0')
        return i;
    }
  g_assert_not_reached ();
}

/** keys_get_top: the window that gets the keys */
GtkWidget *
keys_get_top (WindowFixture *self)
{
  GtkWidget *other = window_find_other (self);

  return other != NULL ? other : GTK_WIDGET (self->window);
}

/* Escape closes whatever is on top, until nothing is. */
static void
put_away (WindowFixture *self)
{
  for (GtkWidget *other; (other = window_find_other (self)) != NULL;)
    {
      gboolean chooser = keys_has_chooser ();
      GListModel *windows = gtk_window_get_toplevels ();

      for (guint i = 0; chooser && i < g_list_model_get_n_items (windows); i++)
        {
          g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

          if (gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (other))
            other = window;
        }
      ui_keys_focus (other);
      ui_keys_press ("Escape");
      WINDOW_WAIT (chooser ? !keys_has_chooser () : window_find_other (self) == NULL);
    }
  ui_keys_focus (GTK_WIDGET (self->window));
  if (keys_has_popover (self))
    ui_keys_press ("Escape");
  WINDOW_WAIT (!keys_has_popover (self));
}

static void
compose (WindowFixture *self)
{
  window_fixture_act (self, "win.compose", NULL);
  WINDOW_WAIT (window_find_other (self) != NULL &&
               gtk_widget_get_mapped (window_find_other (self)));
  ui_keys_focus (window_find_other (self));
  ui_keys_type ("Hello ");
}

/** keys_set_scene: goes there */
void
keys_set_scene (WindowFixture *self,
                KeyScene       scene)
{
  put_away (self);
  window_fixture_resize (self, scene == NARROW ? 400 : 1000, 720);
  window_fixture_act (self, "win.go", scene == AT_MOOT ? "moot" : "home");
  moot_pages_pop_to_root (moot_window_get_pages (self->window));
  window_fixture_settle (self);
  ui_keys_focus (GTK_WIDGET (self->window));
  if (scene == AT_THREAD)
    window_fixture_act (self, "win.open-thread", self->status_id);
  else if (scene == IN_COMPOSER)
    compose (self);
  else if (scene != AT_MOOT)
    moot_feed_view_focus_row (keys_get_feed (self), scene == AT_COVERED
                                                      ? find_covered (self)
                                                      : (scene == AT_SECOND ? 1 : 0));
  if (scene == AT_END)
    ui_keys_press ("End");
  window_fixture_settle (self);
}
