/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What tests of the moot's pages share.  Texts are found as people see them: in a label that is
 * shown. */
#include "room-fixture.h"

#include "moot-clock.h"

#include <string.h>

#define TIMEOUT_MS 60000

void
room_init (int    *argc,
           char ***argv)
{
  GtkCssProvider *provider;
  gint64 now = 0;

  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/coop/folkmoot/Folkmoot/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
  g_assert_true (moot_time_parse_iso (ROOM_SERVER_NOW, &now));
  moot_clock_set_fake (now);
}

void
room_fixture_set_up (RoomFixture *self)
{
  memset (self, 0, sizeof *self);
  self->server = room_server_new ();
  self->client = moot_client_new (room_server_get_address (self->server), NULL, "token");
}

/* What the window of the app does, for pages that ask for it. */
static void
action_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  RoomFixture *self = data;
  const char *name = g_action_get_name (G_ACTION (action));

  g_free (self->opened);
  self->opened = parameter != NULL
                   ? g_strdup_printf ("%s %s", name, g_variant_get_string (parameter, NULL))
                   : g_strdup (name);
}

static void
add_actions (RoomFixture *self)
{
  static const GActionEntry entries[] = {
    { "copy", action_cb, "s", NULL, NULL, { 0 } },
    { "open-bylaws", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-discussion", action_cb, "s", NULL, NULL, { 0 } },
    { "open-discussion-versions", action_cb, "s", NULL, NULL, { 0 } },
    { "open-import", action_cb, "s", NULL, NULL, { 0 } },
    { "open-log", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-account", action_cb, "s", NULL, NULL, { 0 } },
    { "open-money", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-members", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-news", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-proposal", action_cb, "s", NULL, NULL, { 0 } },
    { "open-proposal-versions", action_cb, "s", NULL, NULL, { 0 } },
    { "open-rulebook", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-tasks", action_cb, NULL, NULL, NULL, { 0 } },
    { "open-treasurer", action_cb, NULL, NULL, NULL, { 0 } },
    { "refresh", action_cb, NULL, NULL, NULL, { 0 } },
    { "search-moot", action_cb, NULL, NULL, NULL, { 0 } },
    { "toast", action_cb, "s", NULL, NULL, { 0 } },
    { "vote", action_cb, "s", NULL, NULL, { 0 } },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->window, "win", G_ACTION_GROUP (group));
}

void
room_fixture_show (RoomFixture *self,
                   GtkWidget   *page,
                   int          width,
                   int          height)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->page = page;
  self->window = adw_window_new ();
  add_actions (self);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (ui_wait_frames (self->window, 2));
}

/* The page must die with its window: a handler that holds it would keep it alive. */
void
room_fixture_tear_down (RoomFixture *self)
{
  gpointer weak = self->page;

  if (self->page != NULL)
    {
      g_object_add_weak_pointer (G_OBJECT (self->page), &weak);
      gtk_window_destroy (GTK_WINDOW (self->window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      for (int i = 0; weak != NULL && i < 12000; i++)
        {
          g_usleep (5000); /* a worker may hold a reference until its answer is home */
          while (g_main_context_iteration (NULL, FALSE))
            ;
        }
      g_assert_null (weak);
    }
  g_object_unref (self->client);
  room_server_free (self->server);
  g_free (self->opened);
}

/* Finding ------------------------------------------------------------------------------------- */

gboolean
room_is_visible (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
shows_text (GtkWidget *widget,
            gpointer   data)
{
  return GTK_IS_LABEL (widget) && room_is_visible (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
}

GtkWidget *
room_find_text (GtkWidget  *root,
                const char *text)
{
  return ui_find (root, shows_text, (gpointer) text);
}

typedef struct
{
  GType type;
  guint n;
} TypeQuery;

static gboolean
has_type (GtkWidget *widget,
          gpointer   data)
{
  TypeQuery *query = data;

  return room_is_visible (widget) && g_type_is_a (G_OBJECT_TYPE (widget), query->type) &&
         query->n-- == 0;
}

GtkWidget *
room_find_type (GtkWidget *root,
                GType      type,
                guint      n)
{
  TypeQuery query = { type, n };

  return ui_find (root, has_type, &query);
}

static gboolean
is_button (GtkWidget *widget,
           gpointer   data)
{
  if (!GTK_IS_BUTTON (widget) || !room_is_visible (widget))
    return FALSE;
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0)
    return TRUE;
  return g_strcmp0 (gtk_widget_get_tooltip_text (widget), data) == 0;
}

GtkWidget *
room_find_button (GtkWidget  *root,
                  const char *label)
{
  return ui_find (root, is_button, (gpointer) label);
}

/* Waiting ------------------------------------------------------------------------------------- */

typedef struct
{
  RoomFixture *fixture;
  const char *text;
} TextQuery;

static gboolean
has_text (gpointer data)
{
  TextQuery *query = data;

  return room_find_text (query->fixture->window, query->text) != NULL;
}

static gboolean
has_no_text (gpointer data)
{
  return !has_text (data);
}

void
room_wait_text (RoomFixture *self,
                const char  *text)
{
  TextQuery query = { self, text };

  if (!ui_wait (has_text, &query, TIMEOUT_MS))
    g_error ("“%s” did not appear", text);
}

void
room_wait_no_text (RoomFixture *self,
                   const char  *text)
{
  TextQuery query = { self, text };

  if (!ui_wait (has_no_text, &query, TIMEOUT_MS))
    g_error ("“%s” did not go", text);
}

static gboolean
is_opened (gpointer data)
{
  TextQuery *query = data;

  return g_strcmp0 (query->fixture->opened, query->text) == 0;
}

void
room_wait_opened (RoomFixture *self,
                  const char  *what)
{
  TextQuery query = { self, what };

  if (!ui_wait (is_opened, &query, TIMEOUT_MS))
    g_error ("“%s” was not opened but “%s”", what, self->opened);
}

static gboolean
is_written (gpointer data)
{
  TextQuery *query = data;

  return room_server_was_told (query->fixture->server, query->text);
}

void
room_wait_written (RoomFixture *self,
                   const char  *prefix)
{
  TextQuery query = { self, prefix };

  if (!ui_wait (is_written, &query, TIMEOUT_MS))
    {
      g_autofree char *written = room_server_dup_written (self->server);

      g_error ("“%s” was not sent but\n%s", prefix, written);
    }
}

void
room_press (RoomFixture *self,
            const char  *label)
{
  GtkWidget *button = room_find_button (self->window, label);

  if (button == NULL)
    g_error ("there is no button “%s”", label);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}
