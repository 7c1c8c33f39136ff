/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Pictures of the pages of the moot, for eyes: shoot-moot-pages FOLDER [dark] [rtl] [large].
 * Each page is taken wide, and narrow at 360 pixels. */
#include "room-fixture.h"

#include "moot-discussion-editor.h"
#include "moot-discussion-page.h"
#include "moot-dues-page.h"
#include "moot-moot-page.h"
#include "moot-news-page.h"
#include "moot-proposal-editor.h"
#include "moot-proposal-page.h"
#include "moot-rulebook-page.h"
#include "moot-task-row.h"
#include "moot-versions-page.h"

static GtkWidget *
make_open (MootClient *client)
{
  return moot_proposal_page_new (client, "512");
}

static GtkWidget *
make_decided (MootClient *client)
{
  return moot_proposal_page_new (client, "511");
}

static GtkWidget *
make_talk (MootClient *client)
{
  return moot_proposal_page_new (client, "514");
}

static GtkWidget *
make_discussion (MootClient *client)
{
  return moot_discussion_page_new (client, "300");
}

static GtkWidget *
make_proposal_editor (MootClient *client)
{
  return moot_proposal_editor_new (client, NULL);
}

static GtkWidget *
make_versions (MootClient *client)
{
  return moot_discussion_versions_new (client, "300");
}

static const struct
{
  const char *name;
  RoomMakePage make;
  const char *shows; /* once it is loaded */
} pages[] = {
  { "room", moot_moot_page_new, "Limit threads.example for 6 months" },
  { "open", make_open, "I support this." },
  { "decided", make_decided, "Recounted here" },
  { "talk", make_talk, "Voting has not begun yet." },
  { "dues", moot_dues_page_new, "My Membership" },
  { "discussion", make_discussion, "How do we treat large corporate servers?" },
  { "bylaws", moot_bylaws_page_new, "In an Emergency" },
  { "versions", make_versions, "Written by" },
  { "news", moot_news_page_new, "Since You Were Last Here" },
  { "tasks", moot_tasks_page_new, "Call the election" },
  { "rulebook", moot_rulebook_page_new, "In force since" },
  { "new-discussion", moot_discussion_editor_new, "What Is It About?" },
  { "new-proposal", make_proposal_editor, "For everyday questions" },
};

static void
shoot (const char *folder,
       guint       n,
       const char *variant,
       int         width,
       int         height)
{
  g_autofree char *png =
    g_strdup_printf ("%s/%s-%s%d.png", folder, pages[n].name, variant, width);
  g_autoptr (GError) error = NULL;
  RoomFixture fixture;

  room_fixture_set_up (&fixture);
  room_fixture_show (&fixture, pages[n].make (fixture.client), width, height);
  room_wait_text (&fixture, pages[n].shows);
  ui_wait_frames (fixture.window, 3);
  ui_shoot (fixture.window, png, 1, &error);
  g_assert_no_error (error);
  room_fixture_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  const char *folder = argc > 1 ? argv[1] : ".";
  g_autoptr (GString) variant = g_string_new (NULL);

  room_init (&argc, &argv);
  for (int i = 2; i < argc; i++)
    {
      g_string_append_printf (variant, "%s-", argv[i]);
      if (g_str_equal (argv[i], "dark"))
        adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                            ADW_COLOR_SCHEME_FORCE_DARK);
      else if (g_str_equal (argv[i], "rtl"))
        gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
      else if (g_str_equal (argv[i], "large"))
        g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      shoot (folder, i, variant->str, 1000, 900);
      shoot (folder, i, variant->str, 360, 1200);
    }
  return 0;
}
