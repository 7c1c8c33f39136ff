/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A row of a post: what it asks of the page, what it says to screen readers, what it keeps still.
 */
#include <adwaita.h>

#include "moot-clock.h"
#include "moot-media-tile.h"
#include "moot-paragraph.h"
#include "moot-record-card.h"
#include "status-fixture.h"

/* Where the posts of each sort are in the sample. */
enum
{
  POST_PLAIN,
  POST_PICTURE,
  POST_REPLY,
  POST_BOOST,
  POST_ARABIC,
  POST_WARNED,
  POST_HEBREW,
  POST_POLL,
  POST_FIVE_PICTURES,
  POST_DIRECT,
  POST_SENSITIVE,
  POST_LONG_WORDS,
};

static void
set_up (StatusFixture *fixture,
        guint          position)
{
  moot_clock_set_fake (STATUS_FIXTURE_NOW);
  status_fixture_set_up (fixture, 640, 900, status_fixture_load_statuses ());
  moot_feed_view_scroll_to_row (fixture->feed, position, 0);
  status_fixture_settle (fixture);
}

static gboolean
has_tooltip (GtkWidget *widget,
             gpointer   data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), data) == 0;
}

static GtkWidget *
find_button (StatusFixture *fixture,
             guint          position,
             const char    *tooltip)
{
  GtkWidget *row = GTK_WIDGET (status_fixture_get_row (fixture, position));
  GtkWidget *button = ui_find (row, has_tooltip, (gpointer) tooltip);

  g_assert_nonnull (button);
  return button;
}

static gboolean
is_of_type (GtkWidget *widget,
            gpointer   data)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (data)) &&
         gtk_widget_get_mapped (widget);
}

static const struct
{
  guint position;
  const char *tooltip;
  const char *asked;
  const char *name;
  gboolean pressed;
} buttons[] = {
  { POST_PLAIN, "Reply", "reply '101'", "Reply, 4", FALSE },
  { POST_PLAIN, "Boost", "boost '101'", "Boost, 2", FALSE },
  { POST_PLAIN, "Remove from Favourites", "favourite '101'", "Remove from Favourites, 11", TRUE },
  { POST_PLAIN, "Remove Bookmark", "bookmark '101'", "Remove Bookmark", TRUE },
  { POST_PLAIN, "Profile of Ada Alvarez", "account '1'", "Profile of Ada Alvarez", FALSE },
  { POST_PICTURE, "Take Boost Back", "boost '102'", "Take Boost Back, 3", TRUE },
  { POST_BOOST, "Favourite", "favourite '105'", "Favourite, 37", FALSE },
  { POST_BOOST, "Profile of Rosa María de los Ángeles Fernández y García", "account '4'",
    "Profile of Rosa María de los Ángeles Fernández y García", FALSE },
};

static void
test_buttons (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      StatusFixture fixture;
      GtkWidget *button;

      set_up (&fixture, buttons[i].position);
      button = find_button (&fixture, buttons[i].position, buttons[i].tooltip);
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, buttons[i].name);
      if (buttons[i].pressed)
        gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_PRESSED,
                                          GTK_ACCESSIBLE_TRISTATE_TRUE);
      g_signal_emit_by_name (button, "clicked");
      g_assert_cmpstr (fixture.asked, ==, buttons[i].asked);
      status_fixture_tear_down (&fixture);
    }
}

static const struct
{
  guint position;
  const char *uri;
  const char *asked;
} links[] = {
  { POST_PLAIN, "https://moot.example/tags/coop", "tag 'coop'" },
  { POST_PLAIN, "https://moot.example/moot/proposals/42/hosting-budget-for-the-second-half",
    "link 'https://moot.example/moot/proposals/42/hosting-budget-for-the-second-half'" },
  { POST_PICTURE, "https://moot.example/@ada", "account '1'" },
  { POST_PICTURE, "https://elsewhere.example/@ada", "link 'https://elsewhere.example/@ada'" },
  { POST_ARABIC, "https://moot.example/tags/تعاونية", "tag 'تعاونية'" },
};

static void
test_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      StatusFixture fixture;
      GtkWidget *content;

      set_up (&fixture, links[i].position);
      content = ui_find (GTK_WIDGET (status_fixture_get_row (&fixture, links[i].position)),
                         is_of_type, GSIZE_TO_POINTER (g_type_from_name ("MootHtmlView")));
      g_signal_emit_by_name (content, "activate-link", links[i].uri);
      g_assert_cmpstr (fixture.asked, ==, links[i].asked);
      status_fixture_tear_down (&fixture);
    }
}

/* A label opens nothing by itself, and every link takes the keyboard focus. */
static void
test_links_by_keyboard (void)
{
  static const char *const asked[] = {
    "link 'https://moot.example/moot/proposals/42/hosting-budget-for-the-second-half'",
    "tag 'coop'",
  };
  guint n_links = 0;
  StatusFixture fixture;

  set_up (&fixture, POST_PLAIN);
  moot_feed_view_focus_row (fixture.feed, POST_PLAIN);
  while (gtk_widget_child_focus (GTK_WIDGET (fixture.feed), GTK_DIR_TAB_FORWARD))
    {
      GtkWidget *focus = gtk_window_get_focus (fixture.window);

      if (!GTK_IS_LABEL (focus))
        continue;
      /* GTK 4.18 does not tell which link has the focus, but Enter finds it in every version */
      g_assert_cmpuint (n_links, <, G_N_ELEMENTS (asked));
      g_signal_emit_by_name (focus, "activate-current-link");
      g_assert_cmpstr (fixture.asked, ==, asked[n_links]);
      n_links++;
    }
  g_assert_cmpuint (n_links, ==, G_N_ELEMENTS (asked));
  status_fixture_tear_down (&fixture);
}

static gboolean
shows (StatusFixture *fixture,
       guint          position,
       const char    *type)
{
  return ui_find (GTK_WIDGET (status_fixture_get_row (fixture, position)), is_of_type,
                  GSIZE_TO_POINTER (g_type_from_name (type))) != NULL;
}

/* Opened, the row grows downwards; it stays open when it comes back, and closes again. */
static void
test_warning (void)
{
  int before = 0;
  int after = 0;
  StatusFixture fixture;

  set_up (&fixture, POST_WARNED);
  g_assert_false (shows (&fixture, POST_WARNED, "MootHtmlView"));
  g_assert_false (shows (&fixture, POST_WARNED, "MootMediaGrid"));
  moot_feed_view_scroll_to_row (fixture.feed, POST_WARNED, -30);
  status_fixture_settle (&fixture);
  g_assert_true (moot_feed_view_get_key_y (fixture.feed, "107", &before));

  gtk_widget_activate_action (GTK_WIDGET (status_fixture_get_row (&fixture, POST_WARNED)),
                              "row.reveal", NULL);
  status_fixture_settle (&fixture);
  g_assert_true (moot_feed_view_get_key_y (fixture.feed, "107", &after));
  g_assert_cmpint (after, ==, before);
  g_assert_true (shows (&fixture, POST_WARNED, "MootHtmlView"));
  g_assert_true (shows (&fixture, POST_WARNED, "MootMediaGrid"));

  moot_feed_view_scroll_to_row (fixture.feed, POST_LONG_WORDS, 0);
  status_fixture_settle (&fixture);
  moot_feed_view_scroll_to_row (fixture.feed, POST_WARNED, 0);
  status_fixture_settle (&fixture);
  g_assert_true (shows (&fixture, POST_WARNED, "MootHtmlView"));

  gtk_widget_activate_action (GTK_WIDGET (status_fixture_get_row (&fixture, POST_WARNED)),
                              "row.reveal", NULL);
  status_fixture_settle (&fixture);
  g_assert_false (shows (&fixture, POST_WARNED, "MootHtmlView"));
  status_fixture_tear_down (&fixture);
}

/* The first press uncovers, the second opens. */
static void
test_sensitive_media (void)
{
  StatusFixture fixture;
  GtkWidget *tile;

  set_up (&fixture, POST_SENSITIVE);
  tile = ui_find (GTK_WIDGET (status_fixture_get_row (&fixture, POST_SENSITIVE)), is_of_type,
                  GSIZE_TO_POINTER (MOOT_TYPE_MEDIA_TILE));
  gtk_test_accessible_assert_role (tile, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Sensitive media, show it");
  g_assert_null (moot_image_loader_find (fixture.loader, "test:picture/11/1600x700", 554, 252));
  g_signal_emit_by_name (tile, "activate");
  g_assert_null (fixture.asked);
  gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Image: A snake, close.");
  g_signal_emit_by_name (tile, "activate");
  g_assert_cmpstr (fixture.asked, ==, "media ('112', 0)");
  status_fixture_settle (&fixture);
  status_fixture_tear_down (&fixture);
}

static void
test_media_names (void)
{
  StatusFixture fixture;
  GtkWidget *tile;
  static const char *const names[] = {
    "Image: Hills.", "Image: A path.", "Image without description", "Animation: A film of a stream."
  };

  set_up (&fixture, POST_FIVE_PICTURES);
  tile = ui_find (GTK_WIDGET (status_fixture_get_row (&fixture, POST_FIVE_PICTURES)), is_of_type,
                  GSIZE_TO_POINTER (MOOT_TYPE_MEDIA_TILE));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++, tile = gtk_widget_get_next_sibling (tile))
    gtk_test_accessible_assert_property (tile, GTK_ACCESSIBLE_PROPERTY_LABEL, names[i]);
  g_assert_null (tile);
  status_fixture_tear_down (&fixture);
}

/* Nothing moves when pictures come: all heights are known before. */
static void
test_pictures_move_nothing (void)
{
  StatusFixture fixture;
  int before[3];
  int after[3];

  moot_clock_set_fake (STATUS_FIXTURE_NOW);
  status_fixture_set_up (&fixture, 640, 1400, status_fixture_load_statuses ());
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    before[i] = gtk_widget_get_height (GTK_WIDGET (status_fixture_get_row (&fixture, i)));
  status_fixture_settle (&fixture);
  g_assert_cmpuint (moot_image_loader_get_bytes (fixture.loader), >, 500000);
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    {
      after[i] = gtk_widget_get_height (GTK_WIDGET (status_fixture_get_row (&fixture, i)));
      g_assert_cmpint (after[i], ==, before[i]);
      g_assert_cmpint (before[i], >, 60);
    }
  status_fixture_tear_down (&fixture);
}

static const struct
{
  guint position;
  const char *description;
} descriptions[] = {
  { POST_PICTURE,
    "Lee Okonkwo :seedling:. 40 minutes ago. The first beans are up :seedling: and the rain "
    "barrel held through the night. Thank you @ada for lending the drill! 1 attachment: Rows of "
    "young bean plants in dark, wet soil, a blue rain barrel behind them. 3 boosts, "
    "1250 favourites, boosted by you" },
  { POST_BOOST,
    "Rosa María de los Ángeles Fernández y García. boosted by 金 Kim. 18 hours ago. Three "
    "pictures from the work day at the barn. Come by, there is soup. 3 attachments: A ladder "
    "leans on a half painted barn wall.; Six people eat soup at a long table.; no description. "
    "2 replies, 37 favourites" },
  { POST_WARNED,
    "Ada Alvarez. 6 hours ago. Content warning: health, hospital, a bit of blood, post hidden. "
    "For followers only. 9 replies" },
  { POST_POLL,
    "Rosa María de los Ángeles Fernández y García. 20 hours ago. When shall we meet in June? "
    "Poll, Tuesday the 9th, in the evening: 29 %, Saturday the 13th, with breakfast, for "
    "everybody who works late on weekdays: 57 %, Sunday: 14 %. 21 votes, 2 days left. "
    "3 replies" },
};

static void
test_descriptions (void)
{
  g_autoptr (GPtrArray) statuses = status_fixture_load_statuses ();
  g_autoptr (MootStatusDisplay) display = moot_status_display_new (NULL);

  moot_clock_set_fake (STATUS_FIXTURE_NOW);
  for (guint i = 0; i < G_N_ELEMENTS (descriptions); i++)
    {
      g_autofree char *text = moot_status_dup_description (
        g_ptr_array_index (statuses, descriptions[i].position), display);

      g_assert_cmpstr (text, ==, descriptions[i].description);
    }
}

static GMenuModel *
open_menu (StatusFixture *fixture,
           guint          position)
{
  GtkWidget *popover;

  g_signal_emit_by_name (find_button (fixture, position, "More"), "clicked");
  popover = ui_find (GTK_WIDGET (status_fixture_get_row (fixture, position)), is_of_type,
                     GSIZE_TO_POINTER (GTK_TYPE_POPOVER_MENU));
  g_assert_nonnull (popover);
  return gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (popover));
}

static gboolean
has_action (GMenuModel *menu,
            const char *action)
{
  for (int s = 0; s < g_menu_model_get_n_items (menu); s++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, s, G_MENU_LINK_SECTION);

      for (int i = 0; i < g_menu_model_get_n_items (section); i++)
        {
          g_autofree char *name = NULL;

          g_menu_model_get_item_attribute (section, i, G_MENU_ATTRIBUTE_ACTION, "s", &name);
          if (g_strcmp0 (name, action) == 0)
            return TRUE;
        }
    }
  return FALSE;
}

static void
test_menu (void)
{
  StatusFixture fixture;
  GMenuModel *menu;

  set_up (&fixture, POST_PLAIN);
  menu = open_menu (&fixture, POST_PLAIN); /* by the viewer */
  g_assert_true (has_action (menu, "row.copy-link"));
  g_assert_true (has_action (menu, "status.delete"));
  g_assert_false (has_action (menu, "status.report"));
  menu = open_menu (&fixture, POST_PICTURE);
  g_assert_true (has_action (menu, "status.report"));
  g_assert_false (has_action (menu, "status.delete"));
  status_fixture_settle (&fixture);
  status_fixture_tear_down (&fixture); /* with a menu open */
}

/* Others' words to a few stay with the few. */
static void
test_boost_of_private_posts (void)
{
  StatusFixture fixture;

  set_up (&fixture, POST_WARNED);
  g_assert_true (
    gtk_widget_get_sensitive (find_button (&fixture, POST_WARNED, "Boost"))); /* one's own */
  moot_feed_view_scroll_to_row (fixture.feed, POST_DIRECT, 0);
  status_fixture_settle (&fixture);
  g_assert_false (gtk_widget_get_sensitive (find_button (&fixture, POST_DIRECT, "Boost")));
  status_fixture_tear_down (&fixture);
}

/* Everything fits 360 pixels, with text of twice the size too. */
static void
test_narrow (void)
{
  for (int scale = 1; scale <= 2; scale++)
    {
      StatusFixture fixture;

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * scale, NULL);
      set_up (&fixture, POST_PLAIN);
      for (guint i = 0; i <= POST_LONG_WORDS; i++)
        {
          int minimum;

          moot_feed_view_scroll_to_row (fixture.feed, i, 0);
          status_fixture_settle (&fixture);
          gtk_widget_measure (GTK_WIDGET (status_fixture_get_row (&fixture, i)),
                              GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
          g_assert_cmpint (minimum, <=, 350);
        }
      status_fixture_tear_down (&fixture);
    }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

/* Every button has a name and a tooltip; no two of a row are called the same. */
static void
collect_names (GtkWidget  *widget,
               GHashTable *names)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      gtk_button_get_label (GTK_BUTTON (widget)) == NULL)
    {
      const char *tooltip = gtk_widget_get_tooltip_text (widget);

      g_assert_nonnull (tooltip);
      g_assert_true (g_hash_table_add (names, g_strdup (tooltip)));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_names (child, names);
}

static void
test_names (void)
{
  for (guint i = 0; i <= POST_LONG_WORDS; i++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      StatusFixture fixture;

      set_up (&fixture, i);
      collect_names (GTK_WIDGET (status_fixture_get_row (&fixture, i)), names);
      g_assert_cmpuint (g_hash_table_size (names), ==, 6);
      status_fixture_tear_down (&fixture);
    }
}

/* What co-ops state --------------------------------------------------------------------------- */

static const struct
{
  const char *says[5];  /* all of them read out */
  const char *never[3]; /* none of them */
  const char *button;
  const char *asked;
} records[] = {
  { { "Proposal of This Co-op", "Voting closes in 10 days", "is advice" },
    { "another", "Another" },
    "Vote…",
    "proposal '512'" },
  { { "Proposal 12 of Another Co-op", "At least 5 members must vote.", "23 members may vote.",
      "The full text is the one that was announced.", "Ordinary decision" },
    { "Version", "not the one" },
    "Full Text",
    "link 'https://bakery.example/coop/p/12/texts/1'" },
  { { "Proposal 13 of Another Co-op, Version 3", "Voting closed on",
      "The full text there is not the one that was announced." },
    { "members may vote", "-1", "is the one that" },
    "Full Text",
    "link 'https://bakery.example/coop/p/13/texts/3'" },
  { { "Decision of Another Co-op. Adopted", "Agree: 15 · Abstain: 2 · Disagree: 1",
      "18 of 23 members voted.", "The co-op has signed this.", "It follows on" },
    { "Corrected", "claims", "not signed" },
    "Full Text",
    "link 'https://bakery.example/coop/p/12/texts/1'" },
  { { "Decision of Another Co-op. The signature on this is not that of the co-op. Another decision "
      "claims the same place" },
    { "invented", "has signed", "members voted" },
    NULL,
    NULL },
  { { "Decision of This Co-op. Adopted" },
    { "Another", "signed" },
    "Open Proposal",
    "proposal '512'" },
};

static gboolean
has_label (GtkWidget *widget,
           gpointer   data)
{
  return GTK_IS_BUTTON (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0 &&
         gtk_widget_get_mapped (widget);
}

static void
test_record (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootStatusDisplay) display = moot_status_display_new (NULL);
  g_autofree char *speech = NULL;
  StatusFixture fixture;
  GtkWidget *row;

  moot_clock_set_fake (STATUS_FIXTURE_NOW);
  status_fixture_set_up (&fixture, 640, 900, status_fixture_load_records ());
  moot_feed_view_scroll_to_row (fixture.feed, i, 0);
  status_fixture_settle (&fixture);
  row = GTK_WIDGET (status_fixture_get_row (&fixture, i));
  speech =
    moot_status_dup_description (moot_status_row_get_status (MOOT_STATUS_ROW (row)), display);
  g_test_message ("%s", speech);
  for (guint n = 0; n < G_N_ELEMENTS (records[i].says) && records[i].says[n] != NULL; n++)
    g_assert_nonnull (strstr (speech, records[i].says[n]));
  for (guint n = 0; n < G_N_ELEMENTS (records[i].never) && records[i].never[n] != NULL; n++)
    g_assert_null (strstr (speech, records[i].never[n]));
  g_assert_nonnull (
    ui_find (row, is_of_type, GSIZE_TO_POINTER (g_type_from_name ("MootRecordCard"))));
  if (records[i].button != NULL)
    {
      g_signal_emit_by_name (ui_find (row, has_label, (gpointer) records[i].button), "clicked");
      g_assert_cmpstr (fixture.asked, ==, records[i].asked);
    }
  status_fixture_tear_down (&fixture);
}

/* Rows are used again: what was stated beside one post is not left beside the next. */
static void
test_record_goes (void)
{
  g_autoptr (GPtrArray) statuses = status_fixture_load_records ();
  StatusFixture fixture;
  GtkWidget *row;

  set_up (&fixture, POST_PLAIN);
  row = GTK_WIDGET (status_fixture_get_row (&fixture, POST_PLAIN));
  g_assert_null (ui_find (row, is_of_type, GSIZE_TO_POINTER (MOOT_TYPE_RECORD_CARD)));
  for (guint i = 0; i < 2; i++)
    {
      MootStatus *plain = moot_status_row_get_status (MOOT_STATUS_ROW (row));
      g_autoptr (MootStatus) kept = g_object_ref (plain);

      moot_status_row_set_status (MOOT_STATUS_ROW (row), g_ptr_array_index (statuses, i));
      status_fixture_settle (&fixture);
      g_assert_nonnull (ui_find (row, is_of_type, GSIZE_TO_POINTER (MOOT_TYPE_RECORD_CARD)));
      moot_status_row_set_status (MOOT_STATUS_ROW (row), kept);
      status_fixture_settle (&fixture);
      g_assert_null (ui_find (row, is_of_type, GSIZE_TO_POINTER (MOOT_TYPE_RECORD_CARD)));
    }
  status_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/status-row/buttons", test_buttons);
  g_test_add_func ("/ui/status-row/links", test_links);
  g_test_add_func ("/ui/status-row/links-by-keyboard", test_links_by_keyboard);
  g_test_add_func ("/ui/status-row/warning", test_warning);
  g_test_add_func ("/ui/status-row/sensitive-media", test_sensitive_media);
  g_test_add_func ("/ui/status-row/media-names", test_media_names);
  g_test_add_func ("/ui/status-row/pictures-move-nothing", test_pictures_move_nothing);
  g_test_add_func ("/ui/status-row/descriptions", test_descriptions);
  g_test_add_func ("/ui/status-row/menu", test_menu);
  g_test_add_func ("/ui/status-row/boost-of-private-posts", test_boost_of_private_posts);
  g_test_add_func ("/ui/status-row/narrow", test_narrow);
  g_test_add_func ("/ui/status-row/names", test_names);
  g_test_add_func ("/ui/status-row/record-goes", test_record_goes);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/status-row/s76-record/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_record);
    }
  return g_test_run ();
}
