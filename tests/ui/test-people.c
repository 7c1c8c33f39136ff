/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Profiles, lists of people, searching and what the menu of a post offers, in the real window on a
 * real node. */
#include "people-fixture.h"

#include "moot-composer.h"
#include "moot-profile-page.h"
#include "moot-search-page.h"
#include "moot-shell-page.h"
#include "moot-status-row.h"

static char *
dup_id (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static GtkWidget *
get_body (PeopleFixture *fixture)
{
  return moot_shell_page_get_body (MOOT_SHELL_PAGE (moot_window_get_page (fixture->window)));
}

static void
open_profile (PeopleFixture *fixture,
              gint64         account)
{
  g_autofree char *id = dup_id (account);

  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (fixture->window), "status.account", "s", id));
  g_assert_true (MOOT_IS_PROFILE_PAGE (get_body (fixture)));
}

static void
patch (PeopleFixture *fixture,
       const char    *token,
       const char    *form)
{
  g_autoptr (MootTestReply) reply =
    moot_test_request (fixture->node, "PATCH", "/api/v1/accounts/update_credentials", token,
                       "application/x-www-form-urlencoded", form);

  moot_test_assert_status (reply, 200);
}

/* Dialogs are windows of their own: their button is looked for in all but the first. */
static GtkWidget *
find_in_dialog (const char *label)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *button = people_find_button (window, label);

      if (button != NULL && !MOOT_IS_WINDOW (window))
        return button;
    }
  return NULL;
}

static gboolean
is_asked (gpointer data)
{
  return find_in_dialog (data) != NULL;
}

static void
answer (const char *label)
{
  people_wait (is_asked, (gpointer) label, label);
  g_signal_emit_by_name (find_in_dialog (label), "clicked");
}

/* Profiles ------------------------------------------------------------------------------------- */

static void
test_profile (void)
{
  PeopleFixture fixture;
  g_autofree char *pinned = NULL;

  people_set_up (&fixture);
  patch (&fixture, fixture.bo_token,
         "display_name=Bo+Baker&note=Bread%2C+mostly+rye.&"
         "fields_attributes[0][name]=Oven&fields_attributes[0][value]=stone");
  pinned = people_post (&fixture, fixture.bo_token, "Opening hours");
  g_free (people_do (&fixture, fixture.bo_token, NULL, "/api/v1/statuses/%s/pin", pinned));
  g_free (people_post (&fixture, fixture.bo_token, "Fresh rye today"));
  people_open (&fixture, 1000, 900);
  open_profile (&fixture, fixture.bo);
  people_wait_text (&fixture, "Bo Baker");
  people_wait_text (&fixture, "@bo");
  people_wait_text (&fixture, "Bread, mostly rye.");
  people_wait_text (&fixture, "Oven");
  people_wait_text (&fixture, "2 posts");
  people_wait_text (&fixture, "Fresh rye today");
  people_shoot (&fixture, "profile");
  people_press (&fixture, "Media");
  people_wait_text (&fixture, "No pictures or other media were posted yet.");
  people_press (&fixture, "Pinned");
  people_wait_text (&fixture, "Opening hours");
  people_wait_no_text (&fixture, "Fresh rye today");
  people_press (&fixture, "Replies");
  people_wait_text (&fixture, "Fresh rye today");
  people_tear_down (&fixture);
}

static void
test_follow (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  people_open (&fixture, 1000, 900);
  open_profile (&fixture, fixture.bo);
  people_press (&fixture, "Follow");
  people_press (&fixture, "Unfollow");
  answer ("Unfollow");
  people_press (&fixture, "Follow");
  people_wait_text (&fixture, "Unfollow");
  people_tear_down (&fixture);
}

/* Bo approves followers: Ada asks, and may take that back. */
static void
test_ask_to_follow (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  patch (&fixture, fixture.bo_token, "locked=true");
  people_open (&fixture, 1000, 900);
  open_profile (&fixture, fixture.bo);
  people_wait_text (&fixture, "Approves followers");
  people_press (&fixture, "Ask to Follow");
  people_press (&fixture, "Requested");
  people_wait_text (&fixture, "Ask to Follow");
  people_tear_down (&fixture);
}

static void
test_mute (void)
{
  PeopleFixture fixture;
  g_autofree char *bo = NULL;

  people_set_up (&fixture);
  bo = dup_id (fixture.bo);
  g_free (people_post (&fixture, fixture.bo_token, "Loud words"));
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  people_wait_text (&fixture, "Loud words");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.mute", "s", bo);
  answer ("Mute");
  people_wait_no_text (&fixture, "Loud words");
  open_profile (&fixture, fixture.bo);
  people_wait_text (&fixture, "Muted");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "account.unmute", "s", bo);
  people_wait_no_text (&fixture, "Muted");
  people_tear_down (&fixture);
}

static void
test_unknown (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  people_open (&fixture, 1000, 900);
  open_profile (&fixture, 424242);
  people_wait_text (&fixture, "Try Again");
  people_tear_down (&fixture);
}

/* Lists ---------------------------------------------------------------------------------------- */

static void
test_requests (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  patch (&fixture, fixture.ada_token, "locked=true");
  g_free (people_do (&fixture, fixture.bo_token, NULL,
                     "/api/v1/accounts/%" G_GINT64_FORMAT "/follow", fixture.ada));
  people_open (&fixture, 1000, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-list", "(ss)", "requests", "");
  people_wait_text (&fixture, "@bo");
  people_shoot (&fixture, "requests");
  people_press (&fixture, "Accept");
  people_wait_text (&fixture, "No Requests");
  open_profile (&fixture, fixture.bo);
  people_wait_text (&fixture, "Follows you");
  people_tear_down (&fixture);
}

static void
test_edit_profile (void)
{
  PeopleFixture fixture;
  GtkWidget *name;

  people_set_up (&fixture);
  patch (&fixture, fixture.ada_token,
         "display_name=Ada&note=Numbers.&fields_attributes[0][name]=Web&"
         "fields_attributes[0][value]=none");
  people_open (&fixture, 1000, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-self", NULL);
  people_press (&fixture, "Edit Profile");
  people_wait_text (&fixture, "About Me");
  people_shoot (&fixture, "profile-editor");
  name = people_find_id (GTK_WIDGET (get_body (&fixture)), "name");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Ada");
  gtk_editable_set_text (GTK_EDITABLE (name), "Ada Lovelace");
  people_press (&fixture, "Save Profile");
  people_wait_text (&fixture, "Ada Lovelace");
  people_wait_text (&fixture, "Numbers.");
  people_wait_text (&fixture, "Web");
  people_tear_down (&fixture);
}

static void
test_followers (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  g_free (people_do (&fixture, fixture.bo_token, NULL,
                     "/api/v1/accounts/%" G_GINT64_FORMAT "/follow", fixture.ada));
  people_open (&fixture, 1000, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-self", NULL);
  people_wait_text (&fixture, "Edit Profile");
  people_press (&fixture, "1 follower");
  people_wait_text (&fixture, "@bo");
  people_tear_down (&fixture);
}

static void
test_bookmarks (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.bo_token, "Worth keeping");
  g_free (people_do (&fixture, fixture.ada_token, NULL, "/api/v1/statuses/%s/bookmark", id));
  people_open (&fixture, 1000, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-list", "(ss)", "bookmarks",
                              "");
  people_wait_text (&fixture, "Worth keeping");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-list", "(ss)", "favourites",
                              "");
  people_wait_text (&fixture, "No Favourites Yet");
  people_tear_down (&fixture);
}

/* Searching ------------------------------------------------------------------------------------ */

static void
test_search (void)
{
  PeopleFixture fixture;
  MootSearchPage *page;

  people_set_up (&fixture);
  patch (&fixture, fixture.bo_token, "display_name=Bo+Baker");
  g_free (people_post (&fixture, fixture.bo_token, "Nothing like #sourdough in the morning"));
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "search");
  people_wait_text (&fixture, "Look for people, hashtags and posts.");
  page = MOOT_SEARCH_PAGE (get_body (&fixture));
  gtk_editable_set_text (GTK_EDITABLE (people_find_id (GTK_WIDGET (page), "entry")), "sourdough");
  moot_search_page_search (page, "sourdough");
  people_wait_text (&fixture, "Hashtags");
  people_wait_text (&fixture, "#sourdough");
  people_shoot (&fixture, "search");
  moot_search_page_search (page, "@bo");
  people_wait_text (&fixture, "Bo Baker");
  moot_search_page_search (page, "nobody-has-this-name");
  people_wait_text (&fixture, "Nothing Found");
  moot_search_page_search (page, "");
  people_wait_text (&fixture, "Look for people, hashtags and posts.");
  people_tear_down (&fixture);
}

/* What a post offers --------------------------------------------------------------------------- */

static gboolean
is_row (GtkWidget *widget,
        gpointer   data)
{
  return MOOT_IS_STATUS_ROW (widget) && gtk_widget_get_mapped (widget) &&
         people_find_text (widget, data) != NULL;
}

static GtkWidget *
find_row (PeopleFixture *fixture,
          const char    *text)
{
  people_wait_text (fixture, text);
  return ui_find (GTK_WIDGET (fixture->window), is_row, (gpointer) text);
}

static void
test_menus (void)
{
  static const struct
  {
    const char *text;
    const char *label;
    gboolean offered;
  } cases[] = {
    { "By Ada", "Edit…", TRUE },
    { "By Ada", "Delete…", TRUE },
    { "By Ada", "Delete and Write Anew…", TRUE },
    { "By Ada", "Pin to Profile", TRUE },
    { "By Ada", "Mute Conversation", TRUE },
    { "By Ada", "Mute Author…", FALSE },
    { "By Ada", "Show History", FALSE },
    { "By Bo", "Edit…", FALSE },
    { "By Bo", "Delete…", FALSE },
    { "By Bo", "Pin to Profile", FALSE },
    { "By Bo", "Mute Conversation", FALSE },
    { "By Bo", "Mute Author…", TRUE },
    { "By Bo", "Block Author…", TRUE },
    { "By Bo", "Copy Link", TRUE },
    { "By Bo", "Open in Browser", TRUE },
  };
  PeopleFixture fixture;

  people_set_up (&fixture);
  g_free (people_post (&fixture, fixture.bo_token, "By Bo"));
  g_free (people_post (&fixture, fixture.ada_token, "By Ada"));
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *row = find_row (&fixture, cases[i].text);
      gboolean offered;

      g_assert_true (gtk_widget_activate_action (row, "row.menu", NULL));
      ui_wait_frames (GTK_WIDGET (fixture.window), 2);
      offered = people_find_text (row, cases[i].label) != NULL;
      if (offered != cases[i].offered)
        g_error ("“%s” is %s for the post “%s”", cases[i].label,
                 offered ? "offered" : "not offered", cases[i].text);
      if (i == 0)
        people_shoot (&fixture, "menu");
      moot_status_row_set_status (MOOT_STATUS_ROW (row),
                                  moot_status_row_get_status (MOOT_STATUS_ROW (row)));
      ui_wait_frames (GTK_WIDGET (fixture.window), 2);
    }
  people_tear_down (&fixture);
}

static void
test_history (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) edited = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.bo_token, "Meeting at five");
  path = g_strconcat ("/api/v1/statuses/", id, NULL);
  edited = moot_test_request (fixture.node, "PUT", path, fixture.bo_token,
                              "application/x-www-form-urlencoded", "status=Meeting+at+six");
  moot_test_assert_status (edited, 200);
  people_open (&fixture, 1000, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.history", "s", id);
  people_wait_text (&fixture, "Meeting at six");
  people_wait_text (&fixture, "Meeting at five");
  people_wait_text (&fixture, "Written");
  people_wait_text (&fixture, "Edited");
  people_shoot (&fixture, "history");
  people_tear_down (&fixture);
}

typedef struct
{
  PeopleFixture *fixture;
  const char *id;
  const char *member;
} FlagQuery;

static gboolean
is_set_on_server (gpointer data)
{
  FlagQuery *query = data;
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", query->id, NULL);
  g_autoptr (MootTestReply) reply =
    moot_test_get (query->fixture->node, path, query->fixture->ada_token);

  return json_object_get_boolean_member (moot_test_reply_object (reply), query->member);
}

static void
test_toggles (void)
{
  static const char *const toggles[][2] = {
    { "status.pin", "pinned" },
    { "status.mute-conversation", "muted" },
    { "status.bookmark", "bookmarked" },
  };
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.ada_token, "Mine");
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  people_wait_text (&fixture, "Mine");
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    {
      FlagQuery query = { &fixture, id, toggles[i][1] };

      gtk_widget_activate_action (GTK_WIDGET (fixture.window), toggles[i][0], "s", id);
      people_wait (is_set_on_server, &query, toggles[i][1]);
    }
  people_tear_down (&fixture);
}

static GtkWidget *
find_composer (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (MOOT_IS_COMPOSER (window) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static gboolean
has_composer (gpointer data)
{
  return find_composer () != NULL;
}

static gboolean
has_no_composer (gpointer data)
{
  return find_composer () == NULL;
}

static void
type_and_post (const char *expected,
               const char *text)
{
  GtkTextBuffer *buffer;
  g_autofree char *before = NULL;
  GtkTextIter start;
  GtkTextIter end;

  people_wait (has_composer, NULL, "the composer");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (people_find_id (find_composer (), "text")));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  before = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (before, ==, expected);
  gtk_text_buffer_set_text (buffer, text, -1);
  g_assert_true (gtk_widget_activate_action (find_composer (), "composer.post", NULL));
  people_wait (has_no_composer, NULL, "the composer to close");
}

static void
test_edit (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.ada_token, "Bread at noon");
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  people_wait_text (&fixture, "Bread at noon");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.edit", "s", id);
  type_and_post ("Bread at noon", "Bread at one");
  people_wait_text (&fixture, "Bread at one");
  people_wait_no_text (&fixture, "Bread at noon");
  people_tear_down (&fixture);
}

static void
test_redraft (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.ada_token, "Teh bread is ready");
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "home");
  people_wait_text (&fixture, "Teh bread is ready");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.redraft", "s", id);
  answer ("Delete");
  type_and_post ("Teh bread is ready", "The bread is ready");
  people_wait_text (&fixture, "The bread is ready");
  people_wait_no_text (&fixture, "Teh bread is ready");
  people_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  people_init (&argc, &argv);
  g_test_add_func ("/people/profile", test_profile);
  g_test_add_func ("/people/follow", test_follow);
  g_test_add_func ("/people/ask-to-follow", test_ask_to_follow);
  g_test_add_func ("/people/mute", test_mute);
  g_test_add_func ("/people/unknown", test_unknown);
  g_test_add_func ("/people/requests", test_requests);
  g_test_add_func ("/people/edit-profile", test_edit_profile);
  g_test_add_func ("/people/followers", test_followers);
  g_test_add_func ("/people/bookmarks", test_bookmarks);
  g_test_add_func ("/people/search", test_search);
  g_test_add_func ("/people/menus", test_menus);
  g_test_add_func ("/people/history", test_history);
  g_test_add_func ("/people/toggles", test_toggles);
  g_test_add_func ("/people/edit", test_edit);
  g_test_add_func ("/people/redraft", test_redraft);
  return g_test_run ();
}
