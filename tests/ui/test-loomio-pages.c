/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The pages of the moot over a group on Loomio: linking it, reading, answering, a key that changes,
 * a server that is away, and searching.
 * With FOLKMOOT_PICTURES set to a folder, what is seen is drawn there. */
#include "loomio-server.h"
#include "room-fixture.h"

#include "moot-discussion-page.h"
#include "moot-html-view.h"
#include "moot-loomio-finds.h"
#include "moot-loomio-form.h"
#include "moot-loomio-list.h"
#include "moot-loomio-page.h"
#include "moot-moot-page.h"
#include "moot-proposal-page.h"
#include "moot-secret-store.h"
#include "moot-shell-page.h"
#include "moot-text-field.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  RoomFixture room; /* its window; its own server is not asked */
  LoomioServer *server;
  MootLoomioLinks *links;
  MootCache *cache;
  char *folder;
  char *secrets;
  guint n_changes;
  char *opened;
} Fixture;

static void
changed_cb (Fixture *self)
{
  self->n_changes++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  room_fixture_set_up (&self->room);
  self->server = loomio_server_new ();
  self->folder = g_dir_make_tmp ("loomio-pages-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "saved.sqlite3", NULL);
  self->secrets = g_build_filename (self->folder, "tokens", NULL);
  self->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  self->links = moot_loomio_links_new (self->secrets, self->cache);
  g_signal_connect_swapped (self->links, "changed", G_CALLBACK (changed_cb), self);
}

static void
remove_all (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      else
        g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  room_fixture_tear_down (&self->room);
  g_object_unref (self->links);
  moot_cache_unref (self->cache);
  loomio_server_free (self->server);
  remove_all (self->folder);
  g_free (self->folder);
  g_free (self->secrets);
  g_free (self->opened);
}

static gboolean
has_links (gpointer data)
{
  Fixture *self = data;

  return moot_loomio_links_get_n (self->links) > 0 && self->n_changes > 0;
}

static void
put_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  moot_loomio_links_put_finish (MOOT_LOOMIO_LINKS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static MootClient *
link_group (Fixture *self)
{
  g_autoptr (GPtrArray) found = moot_loomio_list_groups (
    loomio_server_get_address (self->server), LOOMIO_SERVER_KEY, NULL, NULL);
  gboolean done = FALSE;

  moot_loomio_links_put_async (self->links, g_ptr_array_index (found, 0), LOOMIO_SERVER_KEY, NULL,
                               put_done_cb, &done);
  g_assert_true (ui_wait (is_true, &done, 60000));
  return moot_loomio_links_get_client (self->links, 0);
}

static void
draw (Fixture    *self,
      const char *name)
{
  const char *folder = g_getenv ("FOLKMOOT_PICTURES");
  g_autofree char *png = folder != NULL ? g_strdup_printf ("%s/%s.png", folder, name) : NULL;
  g_autoptr (GError) error = NULL;

  if (png == NULL)
    return;
  ui_wait_frames (self->room.window, 3);
  ui_shoot (self->room.window, png, 1, &error);
  g_assert_no_error (error);
}

static void
show (Fixture    *self,
      GtkWidget  *page,
      MootClient *client)
{
  const char *width = g_getenv ("FOLKMOOT_PICTURES_WIDTH");

  room_fixture_show (&self->room,
                     client != NULL ? moot_shell_page_new ("Page", page, client) : page,
                     width != NULL ? atoi (width) : 900, 900);
}

/* Linking ------------------------------------------------------------------------------------ */

static void
type (Fixture    *self,
      GType       kind,
      guint       n,
      const char *text)
{
  GtkWidget *entry = room_find_type (self->room.window, kind, n);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
done_cb (Fixture *self)
{
  g_free (self->opened);
  self->opened = g_strdup ("done");
}

static gboolean
is_opened (gpointer data)
{
  return ((Fixture *) data)->opened != NULL;
}

static void
test_link (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *form = moot_loomio_form_new (self->links, NULL);
  g_autofree char *file = g_build_filename (self->folder, "loomio.json", NULL);
  g_autofree char *kept = NULL;
  GtkWidget *row;

  g_signal_connect_swapped (form, "done", G_CALLBACK (done_cb), self);
  show (self, form, NULL);
  type (self, ADW_TYPE_ENTRY_ROW, 0, loomio_server_get_address (self->server));
  room_press (&self->room, "Find My Groups");
  room_wait_text (&self->room, "Paste the API key");
  type (self, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, "wrong");
  room_press (&self->room, "Find My Groups");
  room_wait_text (&self->room, "Loomio does not know this API key");
  draw (self, "form-problem");
  type (self, ADW_TYPE_PASSWORD_ENTRY_ROW, 0, "  " LOOMIO_SERVER_KEY "\n");
  room_press (&self->room, "Find My Groups");
  room_wait_text (&self->room, "Meadow Housing");
  draw (self, "form-groups");
  row = gtk_widget_get_ancestor (room_find_text (self->room.window, "Meadow Housing"),
                                 GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_activate (row);
  g_assert_true (ui_wait (is_opened, self, 60000));
  g_assert_cmpuint (moot_loomio_links_get_n (self->links), ==, 1);
  kept = moot_secret_store_load (self->secrets, moot_loomio_links_get_link (self->links, 0)->key,
                                 NULL, NULL);
  g_assert_cmpstr (kept, ==, LOOMIO_SERVER_KEY);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
}

/* As the app does the next day. */
static void
start_again (Fixture *self)
{
  self->n_changes = 0;
  g_object_unref (self->links);
  self->links = moot_loomio_links_new (self->secrets, self->cache);
  g_signal_connect_swapped (self->links, "changed", G_CALLBACK (changed_cb), self);
  moot_loomio_links_open (self->links);
  g_assert_true (ui_wait (has_links, self, 60000));
}

static void
test_kept (Fixture       *self,
           gconstpointer  data)
{
  link_group (self);
  start_again (self);
  show (self, moot_loomio_page_new (self->links, moot_loomio_list_new (self->links)), NULL);
  room_wait_text (&self->room, "Fund a second disk");
  room_wait_text (&self->room, "Where do our backups live?");
  room_wait_text (&self->room, "Meadow Housing on 127.0.0.1");
  draw (self, "groups");
}

/* Reading and answering ---------------------------------------------------------------------- */

static void
opened_cb (Fixture    *self,
           MootClient *client,
           const char *id)
{
  g_free (self->opened);
  self->opened = g_strdup (id);
}

static void
test_list (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *list;
  GtkWidget *row;

  link_group (self);
  list = moot_loomio_list_new (self->links);
  g_signal_connect_swapped (list, "open-discussion", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (list, "open-proposal", G_CALLBACK (opened_cb), self);
  show (self, list, NULL);
  room_wait_text (&self->room, "Where do our backups live?");
  row = gtk_widget_get_ancestor (room_find_text (self->room.window, "Where do our backups live?"),
                                 GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_activate (row);
  g_assert_cmpstr (self->opened, ==, "21");
  row = gtk_widget_get_ancestor (room_find_text (self->room.window, "Fund a second disk"),
                                 GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_activate (row);
  g_assert_cmpstr (self->opened, ==, "7");
}

static void
test_room (Fixture       *self,
           gconstpointer  data)
{
  MootClient *client = link_group (self);

  show (self, moot_moot_page_new (client), client);
  room_wait_text (&self->room, "Paint the stairs");
  room_wait_text (&self->room, "Meadow Housing on 127.0.0.1"); /* under the title of the page */
  g_assert_null (room_find_button (self->room.window, "New Proposal…"));
  draw (self, "room");
}

static void
write_comment (Fixture    *self,
               const char *text)
{
  GtkWidget *field = room_find_type (self->room.window, MOOT_TYPE_TEXT_FIELD, 0);

  g_assert_nonnull (field);
  moot_text_field_set_text (MOOT_TEXT_FIELD (field), text);
}

static gboolean
is_posted (gpointer data)
{
  return loomio_server_count (((Fixture *) data)->server, "POST /api/b2/comments") > 0;
}

static void
test_discussion (Fixture       *self,
                 gconstpointer  data)
{
  MootClient *client = link_group (self);
  g_autofree char *written = NULL;

  show (self, moot_discussion_page_new (client, "21"), client);
  room_wait_text (&self->room, "One in the cellar.");
  room_wait_text (&self->room, "Bo Lindqvist");
  g_assert_null (room_find_button (self->room.window, "React"));
  draw (self, "discussion");
  write_comment (self, "And one on the moon.");
  room_press (&self->room, "Send");
  g_assert_true (ui_wait (is_posted, self, 60000));
  room_wait_text (&self->room, "And one on the moon.");
  written = loomio_server_dup_written (self->server);
  g_assert_nonnull (strstr (written, "\"discussion_id\":21"));
}

static void
test_proposal (Fixture       *self,
               gconstpointer  data)
{
  MootClient *client = link_group (self);

  show (self, moot_proposal_page_new (client, "7"), client);
  room_wait_text (&self->room, "You have not voted yet.");
  g_assert_nonnull (room_find_button (self->room.window, "Vote on Loomio"));
  g_assert_null (room_find_button (self->room.window, "Review Your Vote"));
  room_wait_text (&self->room, "How It Stands Now");
  draw (self, "proposal");
}

static void
test_decided (Fixture       *self,
              gconstpointer  data)
{
  MootClient *client = link_group (self);

  show (self, moot_proposal_page_new (client, "8"), client);
  room_wait_text (&self->room, "We paint in May.");
  room_wait_text (&self->room, "2 of 3 voted; 2 needed");
  room_wait_text (&self->room, "Thanks to all.");
  g_assert_nonnull (room_find_button (self->room.window, "Open on Loomio"));
  draw (self, "decided");
}

/* Bad days ----------------------------------------------------------------------------------- */

static void
test_rotation (Fixture       *self,
               gconstpointer  data)
{
  MootClient *client = link_group (self);
  g_autoptr (GPtrArray) found = NULL;
  gboolean done = FALSE;

  show (self, moot_discussion_page_new (client, "21"), client);
  room_wait_text (&self->room, "One in the cellar.");
  loomio_server_rotate (self->server, "the-new-key");
  write_comment (self, "Written under the old key.");
  room_press (&self->room, "Send");
  room_wait_text (&self->room, "does not know your API key any more");
  g_assert_nonnull (room_find_button (self->room.window, "New Key…"));
  draw (self, "rotated");

  found = moot_loomio_list_groups (loomio_server_get_address (self->server), "the-new-key", NULL,
                                   NULL);
  moot_loomio_links_put_async (self->links, g_ptr_array_index (found, 0), "the-new-key", NULL,
                               put_done_cb, &done);
  g_assert_true (ui_wait (is_true, &done, 60000));
  g_assert_true (moot_client_get_signed_in (client));
  room_wait_no_text (&self->room, "does not know your API key any more");
}

static void
test_offline (Fixture       *self,
              gconstpointer  data)
{
  link_group (self);
  show (self, moot_loomio_list_new (self->links), NULL);
  room_wait_text (&self->room, "Fund a second disk");
  gtk_window_destroy (GTK_WINDOW (self->room.window));
  loomio_server_set_down (self->server, TRUE);
  start_again (self);
  show (self, moot_moot_page_new (moot_loomio_links_get_client (self->links, 0)),
        moot_loomio_links_get_client (self->links, 0));
  room_wait_text (&self->room, "Fund a second disk");
  room_wait_text (&self->room, "You see what was saved");
  draw (self, "offline");
}

/* Searching ---------------------------------------------------------------------------------- */

static void
test_search (Fixture       *self,
             gconstpointer  data)
{
  GtkWidget *finds;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row;

  link_group (self);
  finds = moot_loomio_finds_new (self->links);
  g_signal_connect_swapped (finds, "open-discussion", G_CALLBACK (opened_cb), self);
  gtk_box_append (GTK_BOX (box), finds);
  show (self, box, NULL);
  moot_loomio_finds_search (MOOT_LOOMIO_FINDS (finds), "backups");
  room_wait_text (&self->room, "Where do our backups live?");
  room_wait_text (&self->room, "Ada Okafor");
  draw (self, "search");
  row = gtk_widget_get_ancestor (room_find_text (self->room.window, "Where do our backups live?"),
                                 GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_activate (row);
  g_assert_cmpstr (self->opened, ==, "21");
  moot_loomio_finds_search (MOOT_LOOMIO_FINDS (finds), "");
  room_wait_no_text (&self->room, "Where do our backups live?");
}

static void
test_unlink (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *key = NULL;

  link_group (self);
  key = g_strdup (moot_loomio_links_get_link (self->links, 0)->key);
  show (self, moot_loomio_page_new (self->links, moot_loomio_list_new (self->links)), NULL);
  room_wait_text (&self->room, "Fund a second disk");
  moot_loomio_links_remove (self->links, key);
  room_wait_no_text (&self->room, "Fund a second disk");
  room_wait_text (&self->room, "Link a group, and its discussions");
}

/* clang-format off */
static const struct
{
  const char *path;
  void (*run) (Fixture *self, gconstpointer data);
} tests[] = {
  { "/loomio-pages/link", test_link },
  { "/loomio-pages/kept", test_kept },
  { "/loomio-pages/list", test_list },
  { "/loomio-pages/room", test_room },
  { "/loomio-pages/discussion", test_discussion },
  { "/loomio-pages/proposal", test_proposal },
  { "/loomio-pages/decided", test_decided },
  { "/loomio-pages/rotation", test_rotation },
  { "/loomio-pages/offline", test_offline },
  { "/loomio-pages/search", test_search },
  { "/loomio-pages/unlink", test_unlink },
};
/* clang-format on */

static void
choose_look (void)
{
  const char *look = g_getenv ("FOLKMOOT_PICTURES_LOOK");

  if (g_strcmp0 (look, "dark") == 0)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  else if (g_strcmp0 (look, "rtl") == 0)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  else if (g_strcmp0 (look, "large") == 0)
    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
}

int
main (int    argc,
      char **argv)
{
  room_init (&argc, &argv);
  choose_look ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
