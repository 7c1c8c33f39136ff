/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the menu of a post offers, and what comes of it, in the real window on a real node. */
#include "people-fixture.h"

#include "moot-composer.h"
#include "moot-status-row.h"

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
    { "By Ada", "Who May Quote It", TRUE },
    { "By Bo", "Who May Quote It", FALSE },
    { "By Bo", "Edit…", FALSE },
    { "By Bo", "Delete…", FALSE },
    { "By Bo", "Pin to Profile", FALSE },
    { "By Bo", "Mute Conversation", FALSE },
    { "By Bo", "Mute Author…", TRUE },
    { "By Bo", "Block Author…", TRUE },
    { "By Bo", "Block Server…", FALSE },
    { "By Bo", "Quote…", TRUE },
    { "By Bo", "Open Quoted Post", FALSE },
    { "By Bo", "Take My Post Out of It…", FALSE },
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

/* Ada quotes Bo with her own words; the card shows his. */
static void
test_quote (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.bo_token, "Bread at noon");
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  people_wait_text (&fixture, "Bread at noon");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.quote", "s", id);
  type_and_post ("", "Worth the way");
  people_go (&fixture, "home");
  people_wait_text (&fixture, "Worth the way");
  people_wait_text (&fixture, "Bread at noon");
  people_shoot (&fixture, "quote");
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.quotes", "s", id);
  people_wait_text (&fixture, "Worth the way");
  people_tear_down (&fixture);
}

/* Bo quotes Ada; she takes her words out of his. */
static void
test_revoke_quote (void)
{
  PeopleFixture fixture;
  g_autofree char *id = NULL;
  g_autofree char *quoting = NULL;
  g_autofree char *form = NULL;
  GtkWidget *row;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.ada_token, "Bread at noon");
  form = g_strdup_printf ("status=Too+late&quoted_status_id=%s", id);
  quoting = people_do (&fixture, fixture.bo_token, form, "/api/v1/statuses");
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  row = find_row (&fixture, "Too late");
  g_assert_nonnull (people_find_text (row, "Bread at noon"));
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "status.revoke-quote", "s", quoting);
  people_answer ("Take Out");
  people_wait_text (&fixture, "The author of the quoted post took it out of here.");
  people_shoot (&fixture, "quote-revoked");
  people_tear_down (&fixture);
}

typedef struct
{
  PeopleFixture *fixture;
  const char *id;
  const char *policy; /* (nullable): the only word of the API's list */
} PolicyQuery;

static gboolean
has_policy (gpointer data)
{
  PolicyQuery *query = data;
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", query->id, NULL);
  g_autoptr (MootTestReply) reply =
    moot_test_get (query->fixture->node, path, query->fixture->ada_token);
  JsonArray *automatic = json_object_get_array_member (
    json_object_get_object_member (moot_test_reply_object (reply), "quote_approval"), "automatic");

  if (query->policy == NULL)
    return json_array_get_length (automatic) == 0;
  return json_array_get_length (automatic) == 1 &&
         g_str_equal (json_array_get_string_element (automatic, 0), query->policy);
}

static gboolean
is_menu (GtkWidget *widget,
         gpointer   data)
{
  return GTK_IS_POPOVER_MENU (widget) && GTK_IS_WIDGET (widget) &&
         gtk_widget_get_mapped (widget);
}

/* What holds is marked in the menu, and what is chosen there holds. */
static void
test_quote_policy (void)
{
  static const struct
  {
    const char *chosen;
    const char *word;
  } policies[] = { { "followers", "followers" }, { "nobody", NULL }, { "public", "public" } };
  PeopleFixture fixture;
  PolicyQuery query = { .fixture = &fixture };
  g_autofree char *id = NULL;

  people_set_up (&fixture);
  id = people_post (&fixture, fixture.ada_token, "Bread at noon");
  query.id = id;
  people_open (&fixture, 1000, 900);
  people_go (&fixture, "local");
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      GtkWidget *row = find_row (&fixture, "Bread at noon");
      GtkWidget *menu;

      g_assert_true (gtk_widget_activate_action (row, "row.menu", NULL));
      ui_wait_frames (GTK_WIDGET (fixture.window), 2);
      menu = ui_find (row, is_menu, NULL);
      g_assert_nonnull (menu);
      g_assert_true (
        gtk_widget_activate_action (menu, "policy.choose", "s", policies[i].chosen));
      query.policy = policies[i].word;
      people_wait (has_policy, &query, policies[i].chosen);
      people_wait_text (&fixture, "Who may quote it was changed.");
      gtk_popover_popdown (GTK_POPOVER (menu));
      ui_wait_frames (GTK_WIDGET (fixture.window), 2);
    }
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
  people_answer ("Delete");
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
  g_test_add_func ("/posts/menus", test_menus);
  g_test_add_func ("/posts/history", test_history);
  g_test_add_func ("/posts/toggles", test_toggles);
  g_test_add_func ("/posts/edit", test_edit);
  g_test_add_func ("/posts/quote", test_quote);
  g_test_add_func ("/posts/revoke-quote", test_revoke_quote);
  g_test_add_func ("/posts/quote-policy", test_quote_policy);
  g_test_add_func ("/posts/redraft", test_redraft);
  return g_test_run ();
}
