/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The whole app in a language in which every text is in brackets and accented.  Every page is
 * walked; whatever can be seen, heard or hovered and still has a Latin letter outside of brackets
 * cannot be translated.  The members of this co-op write no Latin letters. */
#include "config.h"

#include "moot-window-private.h"
#include "window-fixture.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

/* clang-format off */
/* What is the same in every language, taken out before letters are looked for. */
static const char *const not_words[] = {
  "@[a-z0-9_]+(@[a-z0-9.:-]+)?",      /* handles */
  "\\b(ada|bo|cy|dee)\\b",            /* accounts that gave no name */
  "127\\.0\\.0\\.1:[0-9]+",           /* the server */
  "https?://\\S*",
  "\\bRF[0-9]{2}( ?[A-Z0-9]{1,4})*",  /* ISO 11649 reference */
  "\\bTest moot\\b",                  /* the name of the co-op */
  "\\bGBP\\b",
  "\\b[a-z]+\\.example\\b",         /* other servers */
  /* keys, and the buttons of passwords and of searches, which GTK translates */
  "^(?=.*(\\+|^F[0-9]+$|^[a-z?]$|^Return|^Escape$))"
  "((Shift\\+|Ctrl\\+|Alt\\+)*"
  "(Return|Escape|Back|Backspace|Menu|Home|Left|F[0-9]+|[A-Za-z0-9?/])(   |$))+$",
  "^(Show|Hide) Text$",
  "^Clear entry$",
};
/* clang-format on */

typedef struct
{
  const char *page;
  GHashTable *found; /* texts that cannot be translated */
  guint n_texts;
  guint n_translated;
} Walk;

static char *
strip (const char *text)
{
  g_autoptr (GRegex) brackets = g_regex_new ("\\[[^\\[\\]]*\\]", 0, 0, NULL);
  char *rest = g_strdup (text);

  for (;;)
    {
      g_autofree char *before = rest;

      rest = g_regex_replace (brackets, before, -1, 0, "", 0, NULL);
      if (g_str_equal (before, rest))
        break;
    }
  for (guint i = 0; i < G_N_ELEMENTS (not_words); i++)
    {
      g_autoptr (GRegex) word = g_regex_new (not_words[i], 0, 0, NULL);
      g_autofree char *before = rest;

      rest = g_regex_replace (word, before, -1, 0, "", 0, NULL);
    }
  return rest;
}

static void
check_text (Walk       *walk,
            GtkWidget  *widget,
            const char *kind,
            const char *text)
{
  g_autofree char *rest = NULL;

  if (text == NULL || *text == '\0')
    return;
  walk->n_texts++;
  walk->n_translated += strchr (text, '[') != NULL ? 1 : 0;
  rest = strip (text);
  for (const char *at = rest; *at != '\0'; at++)
    if (g_ascii_isalpha (*at))
      {
        char *line = g_strdup_printf ("%s: %s of %s '%s': %s", walk->page, kind,
                                      G_OBJECT_TYPE_NAME (widget),
                                      gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)),
                                      text);

        g_hash_table_add (walk->found, line);
        return;
      }
}

/* clang-format off */
static const struct { const char *name; GtkAccessibleProperty property; } spoken[] = {
  { "label",            GTK_ACCESSIBLE_PROPERTY_LABEL            },
  { "description",      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION      },
  { "role-description", GTK_ACCESSIBLE_PROPERTY_ROLE_DESCRIPTION },
  { "value-text",       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT       },
};
/* clang-format on */

static void
check_spoken (Walk      *walk,
              GtkWidget *widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (spoken); i++)
    {
      g_autofree char *text = NULL;

      if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), spoken[i].property))
        continue;
      /* what it is, told when it is not what was expected */
      text = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), spoken[i].property,
                                                 "\001");
      check_text (walk, widget, spoken[i].name, text);
    }
}

/* Texts that are properties; those of entries are what somebody typed. */
static void
check_properties (Walk      *walk,
                  GtkWidget *widget)
{
  static const char *const names[] = { "tooltip-text", "placeholder-text", "text" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GParamSpec *pspec =
        g_object_class_find_property (G_OBJECT_GET_CLASS (widget), names[i]);
      g_auto (GValue) value = G_VALUE_INIT;

      if (pspec == NULL || pspec->value_type != G_TYPE_STRING ||
          (g_str_equal (names[i], "text") && GTK_IS_EDITABLE (widget)))
        continue;
      g_value_init (&value, G_TYPE_STRING);
      g_object_get_property (G_OBJECT (widget), names[i], &value);
      check_text (walk, widget, names[i], g_value_get_string (&value));
    }
}

/* GTK translates its own window buttons, icons have no words, and what is typed is the person's. */
static gboolean
is_not_ours (GtkWidget *widget)
{
  return GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_TEXT (widget);
}

/* What newer libraries add in words of their own: who an avatar shows, what the icons in an entry
 * do. */
static gboolean
is_of_library (GtkWidget *widget)
{
  return ADW_IS_AVATAR (widget) ||
         ((GTK_IS_IMAGE (widget) || GTK_IS_BUTTON (widget)) &&
          gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)) == NULL &&
          gtk_widget_get_ancestor (widget, GTK_TYPE_EDITABLE) != NULL);
}

static gboolean
look (GtkWidget *widget,
      gpointer   data)
{
  Walk *walk = data;

  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    if (is_not_ours (at))
      return FALSE;
  if (!gtk_widget_get_mapped (widget) || is_of_library (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    check_text (walk, widget, "text", gtk_label_get_text (GTK_LABEL (widget)));
  else
    check_properties (walk, widget);
  check_spoken (walk, widget);
  return FALSE;
}

static void
walk_page (WindowFixture *self,
           Walk          *walk,
           const char    *page)
{
  GtkWidget *other = window_find_other (self);
  GtkWidget *root = other != NULL ? other : GTK_WIDGET (self->window);

  if (other != NULL)
    {
      WINDOW_WAIT (gtk_widget_get_mapped (other));
      ui_wait_frames (other, 5);
    }
  walk->page = page;
  check_text (walk, root, "title", gtk_window_get_title (GTK_WINDOW (root)));
  ui_find (root, look, walk);
  window_fixture_shoot (self, page);
  if (other != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (other));
      WINDOW_WAIT (window_find_other (self) == NULL);
    }
}

static void
walk_stages (WindowFixture *self,
             Walk          *walk)
{
  WINDOW_WAIT (moot_window_get_stage (self->window) == MOOT_STAGE_WELCOME);
  window_fixture_settle (self);
  walk_page (self, walk, "welcome");
  window_fixture_act (self, "win.start-moot", NULL);
  g_signal_emit_by_name (window_find_id (GTK_WIDGET (self->window), "start_button"), "clicked");
  window_fixture_settle (self);
  walk_page (self, walk, "setup");
  window_fixture_act (self, "win.sign-in", NULL);
  gtk_editable_set_text (
    GTK_EDITABLE (window_find_id (GTK_WIDGET (self->window), "server_entry")), "?");
  g_signal_emit_by_name (window_find_id (GTK_WIDGET (self->window), "next_button"), "clicked");
  window_fixture_settle (self);
  walk_page (self, walk, "login");
}

static void
walk_menu (WindowFixture *self,
           Walk          *walk)
{
  GtkWidget *button = window_find_id (GTK_WIDGET (self->window), "menu_button");

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  window_fixture_settle (self);
  walk_page (self, walk, "menu");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static gboolean
print_line (gpointer key,
            gpointer value,
            gpointer data)
{
  g_printerr ("cannot be translated: %s\n", (char *) key);
  return FALSE;
}

static void
all_pages (WindowFixture *self)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Walk walk = { .found = found };

  walk_stages (self, &walk);
  moot_window_show_stage (self->window, MOOT_STAGE_WELCOME);
  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  for (guint i = 0; i < window_n_pages; i++)
    {
      window_fixture_open (self, &window_pages[i]);
      walk_page (self, &walk, window_pages[i].name);
    }
  walk_menu (self, &walk);
  moot_test_node_stop (self->coop->node);
  WINDOW_WAIT (!moot_client_get_online (moot_session_get_client (self->session)));
  window_fixture_settle (self);
  walk_page (self, &walk, "away");
  moot_test_node_start (self->coop->node);

  g_test_message ("%u texts, %u of them in brackets", walk.n_texts, walk.n_translated);
  g_hash_table_foreach_remove (found, print_line, NULL);
  g_assert_cmpuint (walk.n_translated, >, 300); /* the language is there, and the pages are */
  g_assert_cmpuint (g_hash_table_size (found), ==, 0);
}

static void
test_all_pages (void)
{
  window_run (all_pages, NULL);
}

/* The language itself: a text with a letter outside of brackets is found, one without is not. */
static void
test_brackets (void)
{
  static const struct
  {
    const char *text;
    const char *rest;
  } rows[] = {
    { "[Ĥöɱé]", "" },
    { "[%s @ada] and more", " and more" },
    { "Река, @ada@127.0.0.1:80", "Река, " },
    { "[[Ţŵö] öñé]", "" },
    { "Home", "Home" },
  };

  g_assert_cmpstr (_("Home"), ==, "[Ĥöɱé]");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rest = strip (rows[i].text);

      g_assert_cmpstr (rest, ==, rows[i].rest);
    }
}

/* Makes the language in @folder and speaks it from now on. */
static void
speak (const char *folder)
{
  const char *argv[] = { "python3", g_getenv ("FOLKMOOT_PSEUDO_LOCALE"), folder, NULL };
  g_autofree char *path = g_build_filename (folder, "environment", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  int status;

  g_assert_nonnull (argv[1]);
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strchr (lines[i], '=') != NULL)
      {
        *strchr (lines[i], '=') = '\0';
        g_setenv (lines[i], lines[i] + strlen (lines[i]) + 1, TRUE);
      }
  bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("moot-language-XXXXXX", NULL);
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", folder);
  int status;

  speak (folder);
  window_init (&argc, &argv);
  setlocale (LC_ALL, "");
  g_test_add_func ("/ui/languages/brackets", test_brackets);
  g_test_add_func ("/ui/languages/all-pages", test_all_pages);
  status = g_test_run ();
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  return status;
}
