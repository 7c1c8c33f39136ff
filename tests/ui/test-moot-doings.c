/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What members do in the moot, on a real node: with two devices, and while the node is away. */
#include "coop-room.h"

#include "moot-attach-box.h"
#include "moot-circle-editor.h"
#include "moot-circle-page.h"
#include "moot-circles-page.h"
#include "moot-comment-row.h"
#include "moot-device-key.h"
#include "moot-devices-page.h"
#include "moot-discussion-editor.h"
#include "moot-discussion-page.h"
#include "moot-discussion-row.h"
#include "moot-discussions-page.h"
#include "moot-media-grid.h"
#include "moot-media-save.h"
#include "moot-moot-page.h"
#include "moot-text-field.h"
#include "moot-unsent.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define PATIENCE_MS 60000

static const char *
get_token (CoopRoom *fixture,
           guint     member)
{
  return fixture->coop->tokens[member];
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static gboolean
is_counted (gpointer count)
{
  return *(guint *) count > 0;
}

static void
begin_discussion (CoopRoom *fixture,
                  guint     member)
{
  coop_node_expect (fixture->coop, get_token (fixture, member), "POST", "/discussions",
                    "{\"title\":\"Heat\",\"context\":\"It is **cold**.\",\"tags\":[\"heating\"]}",
                    200, NULL);
}

static guint
count_list (CoopRoom   *fixture,
            const char *path)
{
  g_autoptr (MootTestReply) reply = coop_node_get (fixture->coop, get_token (fixture, 0), path);

  moot_test_assert_status (reply, 200);
  return json_array_get_length (moot_test_reply_array (reply));
}

static MootTextField *
get_field (CoopRoom *fixture)
{
  return MOOT_TEXT_FIELD (room_find_type (fixture->room.page, MOOT_TYPE_TEXT_FIELD, 0));
}

/* Discussions ---------------------------------------------------------------------------------- */

typedef struct
{
  CoopRoom *fixture;
  const char *label;
} ButtonQuery;

static gboolean
has_button (gpointer data)
{
  ButtonQuery *query = data;

  return room_find_button (query->fixture->room.page, query->label) != NULL;
}

static gboolean
has_menu (GtkWidget *widget,
          gpointer   tooltip)
{
  return GTK_IS_MENU_BUTTON (widget) && room_is_visible (widget) &&
         g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0;
}

/* Opens a menu button by its tooltip, and presses what is in it. */
static void
press_in_menu (CoopRoom   *fixture,
               GtkWidget  *root,
               const char *menu,
               const char *label)
{
  ButtonQuery query = { fixture, label };
  GtkWidget *button = ui_find (root, has_menu, (gpointer) menu);

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_assert_true (ui_wait (has_button, &query, PATIENCE_MS));
  room_press (&fixture->room, label);
}

/* The founder facilitates, and wrote it. */
static void
test_tools (CoopRoom      *fixture,
            gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  guint opened = 0;

  begin_discussion (fixture, 0);
  coop_room_show (fixture, moot_discussion_page_new (room->client, "1"));
  room_wait_text (room, "#heating");
  press_in_menu (fixture, room->page, "React", "🎉");
  room_wait_text (room, "🎉 1");
  press_in_menu (fixture, room->page, "More", "Lock");
  room_wait_text (room, "Closed for new comments");
  press_in_menu (fixture, room->page, "More", "Pin");
  room_wait_text (room, "Pinned · Closed for new comments");
  press_in_menu (fixture, room->page, "More", "Unlock");
  room_wait_no_text (room, "Closed for new comments");
  coop_room_shoot (fixture, "discussion");

  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_discussion_page_new (room->client, "1"));
  room_wait_text (room, "Pinned");
  g_assert_null (ui_find (room->page, has_menu, (gpointer) "More"));
  room_press (room, "🎉 1");
  room_wait_text (room, "🎉 2");

  g_signal_connect_swapped (room->page, "open-tag", G_CALLBACK (count_cb), &opened);
  room_press (room, "Discussions with this tag");
  g_assert_cmpuint (opened, ==, 1);
  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/discussions",
                    "{\"title\":\"Tea\",\"context\":\"Hot.\",\"tags\":[\"kitchen\"]}", 200, NULL);
  coop_room_show (fixture, moot_discussions_page_new (room->client, "tag", "kitchen", "#kitchen"));
  room_wait_text (room, "Tea");
  g_assert_null (room_find_text (room->page, "Heat"));
}

static void
keep_object_cb (GtkWidget *page,
                gpointer   object,
                gpointer  *kept)
{
  g_set_object ((GObject **) kept, object);
}

/* The opening text gets another version; one that was written elsewhere meanwhile is not lost. */
static void
test_edit_opening (CoopRoom      *fixture,
                   gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootDiscussion) discussion = NULL;
  MootEditorForm *form;
  guint saved = 0;

  begin_discussion (fixture, 0);
  coop_room_show (fixture, moot_discussion_page_new (room->client, "1"));
  room_wait_text (room, "#heating");
  g_signal_connect (room->page, "edit", G_CALLBACK (keep_object_cb), &discussion);
  press_in_menu (fixture, room->page, "More", "Edit…");
  g_assert_nonnull (discussion);

  coop_room_show (fixture, moot_discussion_editor_new_for (room->client, discussion));
  g_signal_connect_swapped (room->page, "created", G_CALLBACK (count_cb), &saved);
  form = moot_discussion_editor_get_form (MOOT_DISCUSSION_EDITOR (room->page));
  moot_editor_form_set_text (form, "Written on the laptop.");
  coop_node_expect (fixture->coop, get_token (fixture, 0), "PATCH", "/discussions/1",
                    "{\"context\":\"Written on the phone.\"}", 200, NULL);
  room_press (room, "Save Changes");
  room_wait_text (room, "You changed this elsewhere meanwhile.");
  room_wait_text (room, "Written on the phone.");
  g_assert_cmpuint (saved, ==, 0);
  coop_room_shoot (fixture, "edit-conflict");
  room_press (room, "Save Changes");
  g_assert_true (ui_wait (is_counted, &saved, PATIENCE_MS));
  coop_room_show (fixture, moot_discussion_page_new (room->client, "1"));
  room_wait_text (room, "Written on the laptop.");
  g_assert_cmpuint (count_list (fixture, "/discussions/1/versions"), ==, 3);
}

/* Two devices of one member change one comment. */
static void
test_two_devices (CoopRoom      *fixture,
                  gconstpointer  data)
{
  RoomFixture *room = &fixture->room;

  begin_discussion (fixture, 1);
  coop_node_expect (fixture->coop, get_token (fixture, 0), "POST", "/discussions/1/comments",
                    "{\"body\":\"As it was.\"}", 200, NULL);
  coop_room_show (fixture, moot_discussion_page_new (room->client, "1"));
  room_wait_text (room, "As it was.");
  g_signal_emit_by_name (room_find_type (room->page, MOOT_TYPE_COMMENT_ROW, 0), "edit");
  moot_text_field_set_text (get_field (fixture), "From the laptop.");
  coop_node_expect (fixture->coop, get_token (fixture, 0), "PATCH", "/comments/1",
                    "{\"body\":\"From the phone.\"}", 200, NULL);
  room_press (room, "Send");
  room_wait_text (room, "You changed this comment elsewhere meanwhile");
  room_wait_text (room, "From the phone.");
  coop_room_shoot (fixture, "comment-conflict");
  g_assert_nonnull (room_find_text (room->page, "Changing your comment"));
  room_press (room, "Send");
  room_wait_no_text (room, "From the phone.");
  room_wait_text (room, "From the laptop.");
  g_assert_cmpuint (count_list (fixture, "/comments/1/versions"), ==, 3);
}

/* The outbox ----------------------------------------------------------------------------------- */

static char *
make_picture (CoopRoom *fixture)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 48, 32);
  char *path = g_build_filename (fixture->folder, "boiler.png", NULL);

  gdk_pixbuf_fill (pixbuf, 0x336699ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  return path;
}

static MootUnsentItem *
take_waiting (CoopRoom *fixture)
{
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (fixture->room.client, &account);
  g_autoptr (GPtrArray) items = moot_unsent_list (cache, account, MOOT_UNSENT_NEW, NULL);

  g_assert_cmpuint (items->len, ==, 1);
  return g_ptr_array_steal_index (items, 0);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      done)
{
  g_autoptr (GError) error = NULL;

  moot_media_save_finish (MOOT_CLIENT (source), result, &error);
  g_assert_no_error (error);
  count_cb (done);
}

static void
check_attachment (CoopRoom *fixture)
{
  g_autoptr (MootTestReply) reply =
    coop_node_get (fixture->coop, get_token (fixture, 1), "/discussions/2");
  JsonArray *media =
    json_object_get_array_member (moot_test_reply_object (reply), "attachments");
  JsonObject *picture = json_array_get_object_element (media, 0);
  g_autofree char *path = g_build_filename (fixture->folder, "saved.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint done = 0;

  g_assert_cmpuint (json_array_get_length (media), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (picture, "description"), ==, "The boiler");
  moot_media_save_async (fixture->room.client, json_object_get_string_member (picture, "url"),
                         file, NULL, saved_cb, &done);
  g_assert_true (ui_wait (is_counted, &done, PATIENCE_MS));
  g_assert_true (g_file_query_exists (file, NULL));
}

/* A discussion is begun while the node is away, with a picture; it is there once when the node is
 * back, also when the answer to it was lost. */
static void
test_outbox (CoopRoom      *fixture,
             gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autofree char *path = make_picture (fixture);
  g_autoptr (MootUnsentItem) item = NULL;
  const char *account = NULL;
  MootCache *cache = moot_client_get_keep (room->client, &account);
  guint kept = 0;
  MootEditorForm *form;

  begin_discussion (fixture, 1); /* so that there is something to see */
  coop_room_show (fixture, moot_moot_page_new (room->client));
  room_wait_text (room, "Heat");
  moot_test_node_stop (fixture->coop->node);
  coop_room_show (fixture, moot_discussion_editor_new (room->client));
  g_signal_connect_swapped (room->page, "kept", G_CALLBACK (count_cb), &kept);
  form = moot_discussion_editor_get_form (MOOT_DISCUSSION_EDITOR (room->page));
  moot_editor_form_set_title (form, "Boiler");
  moot_editor_form_set_text (form, "It leaks.");
  moot_attach_box_add (
    MOOT_ATTACH_BOX (room_find_type (room->page, MOOT_TYPE_ATTACH_BOX, 0)), path, "The boiler");
  coop_room_shoot (fixture, "new-discussion");
  room_press (room, "Start Discussion");
  g_assert_true (ui_wait (is_counted, &kept, PATIENCE_MS));
  item = take_waiting (fixture);
  coop_room_show (fixture, moot_moot_page_new (room->client));
  room_wait_text (room, "Waiting to be sent");
  g_assert_nonnull (room_find_text (room->page, "It leaks."));
  coop_room_shoot (fixture, "waiting");

  moot_test_node_start (fixture->coop->node);
  coop_room_show (fixture, moot_moot_page_new (room->client));
  room_wait_text (room, "Boiler");
  room_wait_no_text (room, "Waiting to be sent");
  g_assert_cmpuint (count_list (fixture, "/discussions"), ==, 2);

  /* as if this computer had never heard that it arrived */
  g_assert_true (moot_unsent_put (cache, account, item, NULL));
  coop_room_show (fixture, moot_moot_page_new (room->client));
  room_wait_text (room, "Boiler");
  room_wait_no_text (room, "Waiting to be sent");
  g_assert_cmpuint (count_list (fixture, "/discussions"), ==, 2);

  coop_room_show (fixture, moot_discussion_page_new (room->client, "2"));
  room_wait_text (room, "It leaks.");
  g_assert_nonnull (room_find_type (room->page, MOOT_TYPE_MEDIA_GRID, 0));
  coop_room_shoot (fixture, "attachment");
  check_attachment (fixture);
}

/* Circles -------------------------------------------------------------------------------------- */

static void
write_circle (CoopRoom   *fixture,
              const char *name,
              const char *mandate)
{
  RoomFixture *room = &fixture->room;
  MootEditorForm *form =
    MOOT_EDITOR_FORM (room_find_type (room->page, MOOT_TYPE_EDITOR_FORM, 0));
  guint saved = 0;

  g_signal_connect_swapped (room->page, "saved", G_CALLBACK (count_cb), &saved);
  moot_editor_form_set_title (form, name);
  moot_editor_form_set_text (form, mandate);
  room_press (room, "Save Circle");
  g_assert_true (ui_wait (is_counted, &saved, PATIENCE_MS));
}

static gboolean
has_three_rows (gpointer page)
{
  return room_find_type (page, GTK_TYPE_LIST_BOX_ROW, 2) != NULL;
}

static void
test_circles (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootCircle) circle = NULL;
  guint asked = 0;

  coop_room_show (fixture, moot_circles_page_new (room->client));
  room_wait_text (room, "There are no circles yet");
  g_assert_nonnull (room_find_text (room->page, "Administration"));
  g_assert_nonnull (room_find_button (room->page, "New Circle…"));
  coop_room_show (fixture, moot_circle_editor_new (room->client, NULL));
  write_circle (fixture, "Tech", "Keeps the **node** running.");

  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_circles_page_new (room->client));
  room_wait_text (room, "1 member · Anybody may join");
  coop_room_shoot (fixture, "circles");
  g_assert_null (room_find_button (room->page, "New Circle…"));
  coop_room_show (fixture, moot_circle_page_new (room->client, "1"));
  room_wait_text (room, "Keeps the node running.");
  g_assert_null (room_find_button (room->page, "Edit…"));
  room_press (room, "Join");
  room_wait_text (room, "bo");
  g_assert_null (room_find_button (room->page, "Make Coordinator"));

  coop_room_be (fixture, 0);
  coop_room_show (fixture, moot_circle_page_new (room->client, "1"));
  room_wait_text (room, "bo");
  coop_room_shoot (fixture, "circle");
  room_press (room, "Make Coordinator");
  g_signal_connect (room->page, "edit", G_CALLBACK (keep_object_cb), &circle);
  room_wait_no_text (room, "Make Coordinator");
  room_press (room, "Edit…");
  g_assert_nonnull (circle);
  coop_room_show (fixture, moot_circle_editor_new (room->client, circle));
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (room_find_type (room->page, GTK_TYPE_CHECK_BUTTON, 0)), FALSE);
  write_circle (fixture, "Tech", "Keeps it running.");

  coop_room_be (fixture, 2);
  coop_room_show (fixture, moot_circle_page_new (room->client, "1"));
  room_wait_text (room, "Its coordinators let people in");
  g_assert_null (room_find_button (room->page, "Join"));
  g_signal_connect_swapped (room->page, "ask", G_CALLBACK (count_cb), &asked);
  room_press (room, "Ask to Join…");
  g_assert_cmpuint (asked, ==, 1);

  coop_room_be (fixture, 1);
  coop_room_show (fixture, moot_circle_page_new (room->client, "1"));
  room_wait_text (room, "Take Somebody In");
  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (room_find_type (room->page, GTK_TYPE_DROP_DOWN, 0)), 1); /* newest first */
  room_press (room, "Add to the Circle");
  g_assert_true (ui_wait (has_three_rows, room->page, PATIENCE_MS));
  coop_room_be (fixture, 2);
  coop_room_show (fixture, moot_circle_page_new (room->client, "1"));
  room_wait_text (room, "Leave…");
  coop_room_press_and_confirm (fixture, "Leave…");
  room_wait_text (room, "Ask to Join…");
}

/* Devices ---------------------------------------------------------------------------------------
 */

static gpointer
register_device (MootConnection  *connection,
                 gpointer         data,
                 GCancellable    *cancellable,
                 GError         **error)
{
  g_autoptr (MootDeviceKey) key = moot_device_key_open (data, "ada@test", cancellable, error);

  return key != NULL ? moot_device_key_register (key, connection, cancellable, error) : NULL;
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      done)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);
  count_cb (done);
}

/* Two devices of one member; one is lost. */
static void
test_devices (CoopRoom      *fixture,
              gconstpointer  data)
{
  RoomFixture *room = &fixture->room;
  g_autoptr (MootClient) phone = coop_room_make_client (fixture, 0, "phone");
  const struct
  {
    MootClient *client;
    const char *text;
  } computers[] = { { phone, "phone" }, { room->client, "laptop" } };

  coop_room_show (fixture, moot_devices_page_new (room->client));
  room_wait_text (room, "No device of yours has signed a vote yet.");
  for (guint i = 0; i < G_N_ELEMENTS (computers); i++)
    {
      guint done = 0;

      moot_client_run_async (computers[i].client, register_device,
                             (gpointer) moot_client_get_secrets (computers[i].client), NULL, g_free,
                             NULL, registered_cb, &done);
      g_assert_true (ui_wait (is_counted, &done, PATIENCE_MS));
    }
  coop_room_show (fixture, moot_devices_page_new (room->client));
  room_wait_text (room, "This device, since ");
  g_assert_nonnull (room_find_type (room->page, GTK_TYPE_LIST_BOX_ROW, 1));
  coop_room_shoot (fixture, "devices");
  coop_room_press_and_confirm (fixture, "Revoke…"); /* the older one stands first */
  room_wait_text (room, "Revoked on ");
  g_assert_nonnull (room_find_text (room->page, "This device, since "));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  room_init (&argc, &argv);
#define ADD(name, test) \
  g_test_add ("/ui/moot-doings/" name, CoopRoom, NULL, coop_room_set_up, test, coop_room_tear_down)
  ADD ("tools", test_tools);
  ADD ("edit-opening", test_edit_opening);
  ADD ("two-devices", test_two_devices);
  ADD ("outbox", test_outbox);
  ADD ("circles", test_circles);
  ADD ("devices", test_devices);
#undef ADD
  return g_test_run ();
}
