/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Profiles, lists of people and searching, in the real window on a real node. */
#include "people-fixture.h"

#include "moot-profile-page.h"
#include "moot-search-page.h"
#include "moot-session-powers.h"
#include "moot-shell-page.h"
#include "moot-status-row.h"

#include <string.h>

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
  people_answer ("Unfollow");
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
  people_answer ("Mute");
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

/* Muted and blocked people are listed until it is taken back. */
static void
test_undo (void)
{
  static const struct
  {
    const char *verb;
    const char *list;
    const char *button;
    const char *empty;
  } rows[] = {
    { "mute", "mutes", "Unmute", "Nobody Is Muted" },
    { "block", "blocks", "Unblock", "Nobody Is Blocked" },
  };
  PeopleFixture fixture;

  people_set_up (&fixture);
  people_open (&fixture, 1000, 900);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/%s", fixture.bo, rows[i].verb);

      g_free (people_do (&fixture, fixture.ada_token, NULL, "%s", path));
      gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-list", "(ss)",
                                  rows[i].list, "");
      people_wait_text (&fixture, "@bo");
      people_shoot (&fixture, rows[i].list);
      people_press (&fixture, rows[i].button);
      people_wait_text (&fixture, rows[i].empty);
    }
  people_tear_down (&fixture);
}

static void
block_server (PeopleFixture *fixture,
              const char    *domain)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "account.block-server", "s", domain);
  people_answer ("Block");
  people_wait_text (fixture, domain);
}

/* Blocked servers are listed by name, as the page shows at once, until it is taken back. */
static void
test_block_server (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  people_open (&fixture, 1000, 900);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.open-list", "(ss)",
                              "blocked-servers", "");
  people_wait_text (&fixture, "No Server Is Blocked");
  block_server (&fixture, "noise.example");
  block_server (&fixture, "spam.example");
  people_shoot (&fixture, "blocked-servers");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "account.unblock-server", "s",
                              "noise.example");
  people_wait_no_text (&fixture, "noise.example");
  people_press (&fixture, "Unblock");
  people_wait_text (&fixture, "No Server Is Blocked");
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

static gboolean
may_move (gpointer data)
{
  return moot_session_may (((PeopleFixture *) data)->session, MOOT_POWER_MOVE);
}

static void
type_into (PeopleFixture *fixture,
           const char    *id,
           const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (people_find_id (get_body (fixture), id)), text);
}

/* Coming here: another account is named and forgotten again.  Going away: nothing without the right
 * password; it can be taken back, but not begun again at once. */
static void
test_move (void)
{
  PeopleFixture fixture;

  people_set_up (&fixture);
  g_free (people_do (&fixture, fixture.bo_token, "acct=ada",
                     "/api/folkmoot/v1/migration/aliases"));
  people_open (&fixture, 1000, 900);
  people_wait (may_move, &fixture, "the server to say what it can");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.move-account", NULL);
  people_wait_text (&fixture, "No other account is named yet.");
  type_into (&fixture, "alias", "cy");
  people_press (&fixture, "This Is Me Too");
  people_wait_text (&fixture, "@cy@");
  people_press (&fixture, "Remove");
  people_wait_text (&fixture, "No other account is named yet.");
  type_into (&fixture, "target", "bo");
  people_press (&fixture, "Move My Account…");
  people_wait_text (&fixture, "Type the password of this account");
  type_into (&fixture, "password", "guess");
  people_press (&fixture, "Move My Account…");
  people_answer ("Move");
  people_wait_text (&fixture, "This account may not do that.");
  type_into (&fixture, "password", "password of ada");
  people_press (&fixture, "Move My Account…");
  people_answer ("Move");
  people_wait_text (&fixture, "You have moved to @bo.");
  people_shoot (&fixture, "move-done");
  people_press (&fixture, "Take the Move Back…");
  people_answer ("Take Back");
  people_wait_text (&fixture, "You have moved only lately.");
  people_tear_down (&fixture);
}

/* Somebody on another node, with a post that was answered there. */
typedef struct
{
  MootTestNode *node;
  char *handle;
  char *url;
} Elsewhere;

static char *
post_elsewhere (Elsewhere   *self,
                const char  *name,
                const char  *form,
                char       **out_url)
{
  gint64 id = moot_test_node_add_user (self->node, name);
  g_autofree char *token = moot_test_node_add_token (self->node, id, "read write");
  g_autoptr (MootTestReply) reply = moot_test_post (self->node, "/api/v1/statuses", token, form);

  moot_test_assert_status (reply, 200);
  if (out_url != NULL)
    *out_url = g_strdup (moot_test_reply_string (reply, "url"));
  return g_strdup (moot_test_reply_string (reply, "id"));
}

static void
elsewhere_set_up (Elsewhere *self)
{
  g_autofree char *id = NULL;
  g_autofree char *form = NULL;

  self->node = moot_test_node_new ();
  self->handle = g_strconcat ("@zoe@", strstr (self->node->base_url, "//") + 2, NULL);
  id = post_elsewhere (self, "zoe", "status=Hello+from+afar", &self->url);
  form = g_strdup_printf ("status=Hello+zoe&in_reply_to_id=%s", id);
  g_free (post_elsewhere (self, "yan", form, NULL));
}

static void
elsewhere_tear_down (Elsewhere *self)
{
  moot_test_node_free (self->node);
  g_free (self->handle);
  g_free (self->url);
}

static void
search_for (PeopleFixture *fixture,
            const char    *query,
            const char    *text)
{
  people_go (fixture, "search");
  moot_search_page_search (MOOT_SEARCH_PAGE (get_body (fixture)), query);
  people_wait_text (fixture, text);
}

/* Who is found by a handle shows what they posted lately, and that there may be more. */
static void
test_search_handle (void)
{
  PeopleFixture fixture;
  Elsewhere elsewhere;

  people_set_up (&fixture);
  elsewhere_set_up (&elsewhere);
  people_open (&fixture, 1000, 900);
  search_for (&fixture, elsewhere.handle, elsewhere.handle);
  people_press (&fixture, "Profile of zoe");
  people_wait_text (&fixture, "Hello from afar");
  people_wait_text (&fixture, "Older posts may be missing here.");
  people_shoot (&fixture, "elsewhere");
  people_tear_down (&fixture);
  elsewhere_tear_down (&elsewhere);
}

static gboolean
is_status_row (GtkWidget *widget,
               gpointer   data)
{
  return MOOT_IS_STATUS_ROW (widget) && gtk_widget_get_mapped (widget) &&
         people_find_text (widget, data) != NULL;
}

/* A post is found by its address, and its conversation fills with answers this node had not. */
static void
test_search_address (void)
{
  PeopleFixture fixture;
  Elsewhere elsewhere;
  GtkWidget *row;

  people_set_up (&fixture);
  elsewhere_set_up (&elsewhere);
  people_open (&fixture, 1000, 900);
  search_for (&fixture, elsewhere.url, "Hello from afar");
  row = ui_find (GTK_WIDGET (fixture.window), is_status_row, "Hello from afar");
  g_assert_nonnull (row);
  gtk_widget_activate_action (row, "row.open", NULL);
  people_wait_text (&fixture, "Hello zoe");
  people_shoot (&fixture, "elsewhere-thread");
  people_tear_down (&fixture);
  elsewhere_tear_down (&elsewhere);
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
  g_test_add_func ("/people/undo", test_undo);
  g_test_add_func ("/people/block-server", test_block_server);
  g_test_add_func ("/people/edit-profile", test_edit_profile);
  g_test_add_func ("/people/followers", test_followers);
  g_test_add_func ("/people/bookmarks", test_bookmarks);
  g_test_add_func ("/people/search", test_search);
  g_test_add_func ("/people/move", test_move);
  g_test_add_func ("/people/search-handle", test_search_handle);
  g_test_add_func ("/people/search-address", test_search_address);
  return g_test_run ();
}
