/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A page of the moot on a real node, for tests of what only both together can show. */
#include "coop-room.h"

#include <glib/gstdio.h>

/** coop_room_set_up: as the founder; @bylaws is the name of a preset, %NULL for the smallest */
void
coop_room_set_up (CoopRoom      *self,
                  gconstpointer  bylaws)
{
  memset (self, 0, sizeof *self);
  self->coop = coop_node_new (bylaws != NULL ? bylaws : "tiny");
  self->folder = g_dir_make_tmp ("moot-room-XXXXXX", NULL);
  self->room.client = coop_room_make_client (self, 0, "laptop");
}

/** coop_room_make_client: (transfer full): a computer of a member, with a cache and a place for
 * secrets called @name */
MootClient *
coop_room_make_client (CoopRoom   *self,
                       guint       member,
                       const char *name)
{
  static const char *const accounts[COOP_NODE_MEMBERS] = { "ada@test", "bo@test", "cy@test",
                                                           "dee@test" };
  MootClient *client = moot_client_new (self->coop->node->base_url, NULL,
                                        self->coop->tokens[member]);
  g_autofree char *path = g_strdup_printf ("%s/%s.sqlite3", self->folder, name);
  g_autofree char *secrets = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootCache) cache = moot_cache_open (path, &error);

  g_assert_no_error (error);
  moot_client_set_keep (client, cache, accounts[member]);
  moot_client_set_secrets (client, secrets);
  return client;
}

/** coop_room_be: another member sits down at a computer of their own */
void
coop_room_be (CoopRoom *self,
              guint     member)
{
  g_autofree char *name = g_strdup_printf ("computer-%u", member);
  g_autoptr (MootClient) client = coop_room_make_client (self, member, name);

  g_set_object (&self->room.client, client);
}

/** coop_room_show: instead of the page that is shown */
void
coop_room_show (CoopRoom  *self,
                GtkWidget *page)
{
  const char *width = g_getenv ("MOOT_SHOT_WIDTH");
  const char *height = g_getenv ("MOOT_SHOT_HEIGHT");

  if (self->room.window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->room.window));
  room_fixture_show (&self->room, page, width != NULL ? atoi (width) : 700,
                     height != NULL ? atoi (height) : 1000);
}

/** coop_room_shoot: a picture for eyes, into the folder MOOT_SHOTS */
void
coop_room_shoot (CoopRoom   *self,
                 const char *name)
{
  g_autofree char *png = NULL;

  if (g_getenv ("MOOT_SHOTS") == NULL)
    return;
  png = g_strdup_printf ("%s/%s.png", g_getenv ("MOOT_SHOTS"), name);
  ui_wait_frames (self->room.window, 3);
  g_assert_true (ui_shoot (self->room.window, png, 1.0, NULL));
}

/* The dialog that asks whether one is sure. */
static AdwMessageDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }
  return NULL;
}

/** coop_room_press_and_confirm: presses a button that asks, and says yes */
void
coop_room_press_and_confirm (CoopRoom   *self,
                             const char *label)
{
  AdwMessageDialog *dialog;

  room_press (&self->room, label);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, "accept");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/** coop_room_tear_down: stops the node and forgets everything */
void
coop_room_tear_down (CoopRoom      *self,
                     gconstpointer  bylaws)
{
  room_fixture_tear_down (&self->room);
  coop_node_free (self->coop);
  remove_folder (self->folder);
  g_free (self->folder);
}
