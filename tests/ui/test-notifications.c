/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The notifications in the real window on a real node: what is there, what arrives, what counts as
 * read, and where a row leads. */
#include "people-fixture.h"

#include "moot-entity-feed.h"
#include "moot-notifications-page.h"
#include "moot-shell-page.h"
#include "moot-thread-page.h"

/* Bo and Cy favourite a post of Ada's, Bo boosts it, follows her and names her. */
static char *
make_news (PeopleFixture *fixture)
{
  char *id = people_post (fixture, fixture->ada_token, "A kettle for the kitchen");

  g_free (people_do (fixture, fixture->bo_token, NULL, "/api/v1/statuses/%s/favourite", id));
  g_free (people_do (fixture, fixture->cy_token, NULL, "/api/v1/statuses/%s/favourite", id));
  g_free (people_do (fixture, fixture->bo_token, NULL, "/api/v1/statuses/%s/reblog", id));
  g_free (people_do (fixture, fixture->bo_token, NULL,
                     "/api/v1/accounts/%" G_GINT64_FORMAT "/follow", fixture->ada));
  g_free (people_post (fixture, fixture->bo_token, "@ada which colour?"));
  return id;
}

static GtkWidget *
get_body (PeopleFixture *fixture)
{
  return moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (fixture->window)));
}

static guint
count_unread (PeopleFixture *fixture)
{
  return moot_notification_model_get_n_unread (moot_session_get_notifications (fixture->session));
}

static gboolean
has_five (gpointer data)
{
  return count_unread (data) == 5;
}

static void
test_rows (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = make_news (&fixture);
  people_open (&fixture, 1000, 800);
  people_wait (has_five, &fixture, "five unread");
  people_wait_text (&fixture, "5"); /* the badge */
  people_go (&fixture, "notifications");
  people_wait_text (&fixture, "Today");
  people_wait_text (&fixture, "and 1 other marked your post as a favourite");
  people_wait_text (&fixture, "boosted your post");
  people_wait_text (&fixture, "follows you");
  people_wait_text (&fixture, "mentioned you");
  people_wait_text (&fixture, "A kettle for the kitchen");
  people_wait_text (&fixture, "which colour?");
  people_shoot (&fixture, "notifications");
  people_tear_down (&fixture);
}

/* The marker is the server's: another device knows it. */
static gboolean
server_knows (gpointer data)
{
  PeopleFixture *fixture = data;
  g_autoptr (MootTestReply) reply = moot_test_get (
    fixture->node, "/api/v1/notifications/unread_count", fixture->ada_token);

  return json_object_get_int_member (moot_test_reply_object (reply), "count") == 0;
}

static void
test_read (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = make_news (&fixture);
  people_open (&fixture, 1000, 800);
  people_wait (has_five, &fixture, "five unread");
  moot_notification_model_mark_read (moot_session_get_notifications (fixture.session));
  g_assert_cmpuint (count_unread (&fixture), ==, 0);
  people_wait (server_knows, &fixture, "the marker on the server");
  people_tear_down (&fixture);
}

static void
test_live (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.ada_token, "Who has the keys?");
  people_open (&fixture, 1000, 800);
  people_go (&fixture, "notifications");
  people_wait_text (&fixture, "Nothing Has Happened Yet");
  people_shoot (&fixture, "notifications-empty");
  g_free (people_do (&fixture, fixture.bo_token, NULL, "/api/v1/statuses/%s/favourite", id));
  /* the stream may not be open yet: asking again shows it as well */
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.refresh", NULL);
  people_wait_text (&fixture, "marked your post as a favourite");
  g_free (people_do (&fixture, fixture.cy_token, NULL, "/api/v1/statuses/%s/favourite", id));
  people_wait_text (&fixture, "and 1 other marked your post as a favourite");
  people_tear_down (&fixture);
}

static gboolean
is_on_thread (gpointer data)
{
  return MOOT_IS_THREAD_PAGE (get_body (data));
}

static void
test_opens (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;
  GtkWidget *row;

  people_set_up (&fixture);
  id = make_news (&fixture);
  people_open (&fixture, 1000, 800);
  people_go (&fixture, "notifications");
  people_wait_text (&fixture, "boosted your post");
  row = people_find_text (GTK_WIDGET (fixture.window), "boosted your post");
  gtk_widget_activate_action (row, "status.open", "s", id);
  people_wait (is_on_thread, &fixture, "the thread");
  people_wait_text (&fixture, "A kettle for the kitchen");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.back", NULL);
  people_wait_text (&fixture, "boosted your post");
  people_tear_down (&fixture);
}

/* Bo and Cy ask; what Ada says is what the server does. */
static gboolean
is_answered (gpointer data)
{
  PeopleFixture *fixture = data;
  g_autoptr (MootTestReply) reply =
    moot_test_get (fixture->node, "/api/v1/interaction_requests", fixture->ada_token);

  return json_array_get_length (moot_test_reply_array (reply)) == 0;
}

static void
test_permissions (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;
  g_autofree char *form = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) shown = NULL;

  people_set_up (&fixture);
  id = people_do (&fixture, fixture.ada_token,
                  "status=Ask+me+first&interaction_policy[can_reply][with_approval][]=public"
                  "&interaction_policy[can_favourite][with_approval][]=public",
                  "/api/v1/statuses");
  form = g_strdup_printf ("status=May+I+come&in_reply_to_id=%s", id);
  g_free (people_do (&fixture, fixture.bo_token, form, "/api/v1/statuses"));
  g_free (people_do (&fixture, fixture.cy_token, NULL, "/api/v1/statuses/%s/favourite", id));
  people_open (&fixture, 1000, 800);
  people_go (&fixture, "notifications");
  people_wait_text (&fixture, "asks to answer your post");
  people_wait_text (&fixture, "asks to mark your post as a favourite");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-permissions", NULL);
  people_wait_text (&fixture, "May I come");
  people_wait_text (&fixture, "Your post: Ask me first");
  people_shoot (&fixture, "permissions");
  people_press (&fixture, "Reject…"); /* the newest is Cy's */
  people_answer ("Reject");
  people_wait_text (&fixture, "The request was rejected.");
  people_wait_no_text (&fixture, "asks to mark your post as a favourite");
  people_press (&fixture, "Accept");
  people_wait_text (&fixture, "They are told that they may.");
  people_wait_text (&fixture, "Nothing Waits for You");
  people_wait (is_answered, &fixture, "nothing that waits");
  path = g_strconcat ("/api/v1/statuses/", id, NULL);
  shown = moot_test_get (fixture.node, path, fixture.ada_token);
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (shown), "replies_count"), ==,
                   1);
  g_assert_cmpint (
    json_object_get_int_member (moot_test_reply_object (shown), "favourites_count"), ==, 0);
  people_tear_down (&fixture);
}

static gboolean
sever (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  return moot_db_execute (db, data, error);
}

/* What a decision about a server cost says so, with the number of people it was about. */
static void
test_severed (void)
{
  static const char *const types[] = { "domain_block", "user_domain_block", "account_suspension" };
  PeopleFixture fixture;

  people_set_up (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO severance (id, account_id, type, target_name, followers_count, following_count,"
        " created_at) VALUES (%u, %" G_GINT64_FORMAT ", '%s', 'loud%u.example', %u, 1, %u);"
        "INSERT INTO notification (account_id, type, from_account_id, created_at, severance_id)"
        " SELECT account_id, 'severed_relationships', account_id, 1750000000000 + id, id"
        " FROM severance WHERE id = %u",
        i + 1, fixture.ada, types[i], i, i, i + 1, i + 1);

      moot_test_node_write (fixture.node, sever, sql);
    }
  people_open (&fixture, 1000, 800);
  people_go (&fixture, "notifications");
  people_wait_text (&fixture, "was blocked here: you and 1 person no longer follow each other");
  people_wait_text (&fixture, "You blocked");
  people_wait_text (&fixture, "you and 2 people no longer follow each other");
  people_wait_text (&fixture, "was suspended here, which ended 3 follows");
  people_shoot (&fixture, "notifications-severed");
  people_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  people_init (&argc, &argv);
  g_test_add_func ("/notifications/rows", test_rows);
  g_test_add_func ("/notifications/read", test_read);
  g_test_add_func ("/notifications/live", test_live);
  g_test_add_func ("/notifications/opens", test_opens);
  g_test_add_func ("/notifications/permissions", test_permissions);
  g_test_add_func ("/notifications/severed", test_severed);
  return g_test_run ();
}
