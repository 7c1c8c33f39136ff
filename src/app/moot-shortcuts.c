/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* All keys in one table: it sets the accelerators and draws the window that lists them, so the two
 * cannot disagree.
 * Thread: main. */
#include "config.h"

#include "moot-shortcuts.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define KEYS_WIDTH 14 /* characters: two keys beside each other, a third below */

#define READING N_ ("Reading")
#define POST N_ ("The Post in Focus")
#define WRITING N_ ("Writing")
#define PLACES N_ ("Places")
#define WINDOW N_ ("Window")

/* clang-format off */
static const MootShortcut shortcuts[] = {
  { READING, N_("Next post"),                     NULL,                NULL,                         "j"       },
  { READING, N_("Previous post"),                 NULL,                NULL,                         "k"       },
  { READING, N_("Open the conversation"),         NULL,                "Return",                     NULL      },
  { READING, N_("Oldest new post, then newest"),  "win.newest",        "<Control>u <Control>Home",   "u"       },
  { READING, N_("Ask for new posts"),             "win.refresh",       "<Control>r F5",              NULL      },
  { READING, N_("Back"),                          "win.back",          "<Alt>Left Back",             NULL      },
  { POST,    N_("Reply"),                         "win.row::reply",    "<Control><Shift>r",          "r"       },
  { POST,    N_("Boost"),                         "win.row::boost",    "<Control><Shift>b",          "b"       },
  { POST,    N_("Favourite"),                     "win.row::favourite", "<Control><Shift>f",         "f"       },
  { POST,    N_("Bookmark"),                      "win.row::bookmark", "<Control>d",                 "d"       },
  { POST,    N_("Show or hide what is covered"),  "win.row::reveal",   "<Control><Shift>x",          "x"       },
  { POST,    N_("Author’s profile"),              "win.row::account",  "<Control><Shift>a",          "a"       },
  { POST,    N_("Copy link"),                     "win.row::copy-link", "<Control><Shift>c",         "y"       },
  { POST,    N_("Open in browser"),               "win.row::browse",   "<Control>o",                 "v"       },
  { WRITING, N_("New post"),                      "win.compose",       "<Control>n",                 "c"       },
  { WRITING, N_("Post what you wrote"),           NULL,                "<Control>Return",            NULL      },
  { WRITING, N_("Close and keep the draft"),      NULL,                "Escape",                     NULL      },
  { PLACES,  N_("Home"),                          "win.go::home",      "<Alt>1",                     NULL      },
  { PLACES,  N_("Local"),                         "win.go::local",     "<Alt>2",                     NULL      },
  { PLACES,  N_("Moot"),                          "win.go::moot",      "<Alt>3",                     NULL      },
  { PLACES,  N_("Dues"),                          "win.go::dues",      "<Alt>4",                     NULL      },
  { WINDOW,  N_("Keyboard shortcuts"),            "win.show-shortcuts", "<Control>question",         "question" },
  { WINDOW,  N_("Show the sidebar"),              "win.sidebar",       "F9",                         NULL      },
  { WINDOW,  N_("Next pane"),                     "win.pane",          "F6",                         NULL      },
  { WINDOW,  N_("Close the window"),              "window.close",      "<Control>w",                 NULL      },
  { WINDOW,  N_("Quit"),                          "app.quit",          "<Control>q",                 NULL      },
};
/* clang-format on */

/**
 * moot_shortcuts_get_all:
 * @out_n_shortcuts: (out): how many there are
 *
 * Returns: (transfer none): the table
 */
const MootShortcut *
moot_shortcuts_get_all (guint *out_n_shortcuts)
{
  *out_n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

/**
 * moot_shortcuts_install:
 * @application: gets the accelerators
 */
void
moot_shortcuts_install (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto (GStrv) keys = NULL;

      if (shortcuts[i].action == NULL || shortcuts[i].accelerators == NULL)
        continue;
      keys = g_strsplit (shortcuts[i].accelerators, " ", -1);
      gtk_application_set_accels_for_action (application, shortcuts[i].action,
                                             (const char *const *) keys);
    }
}

static gboolean
is_typing (GtkWidget *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus));
}

static gboolean
key_pressed_cb (GtkWidget       *window,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 || is_typing (window))
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (shortcuts[i].single == NULL || shortcuts[i].action == NULL ||
          gdk_keyval_from_name (shortcuts[i].single) != keyval)
        continue;
      if (!g_action_parse_detailed_name (shortcuts[i].action, &name, &target, NULL))
        continue;
      gtk_widget_activate_action_variant (window, name, target);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/**
 * moot_shortcuts_add_single:
 * @window: gets the keys without modifiers
 *
 * They are silent while something is typed, and seen only by keys no widget wanted.
 */
void
moot_shortcuts_add_single (GtkWidget *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), window);
  gtk_widget_add_controller (window, keys);
}

static char *
dup_keys (const MootShortcut *shortcut)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) keys =
    g_strsplit (shortcut->accelerators != NULL ? shortcut->accelerators : "", " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      guint keyval;
      GdkModifierType modifiers;
      g_autofree char *label = NULL;

      if (!gtk_accelerator_parse (keys[i], &keyval, &modifiers))
        continue;
      label = gtk_accelerator_get_label (keyval, modifiers);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "   " : "", label);
    }
  if (shortcut->single != NULL)
    {
      g_autofree char *label =
        gtk_accelerator_get_label (gdk_keyval_from_name (shortcut->single), 0);
      g_autofree char *lower = g_utf8_strdown (label, -1);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "   " : "", lower);
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_list (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_autofree char *keys = dup_keys (&shortcuts[i]);
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *label = gtk_label_new (keys);

      if (i == 0 || !g_str_equal (shortcuts[i].group, shortcuts[i - 1].group))
        {
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ (shortcuts[i].group));
          gtk_box_append (GTK_BOX (box), group);
        }
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcuts[i].title));
      gtk_widget_add_css_class (label, "dim-label");
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_label_set_max_width_chars (GTK_LABEL (label), KEYS_WIDTH);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return box;
}

/**
 * moot_shortcuts_show:
 * @parent: the window whose keys they are
 */
void
moot_shortcuts_show (GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *list = make_list ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, keys);
  gtk_widget_set_margin_top (list, 12);
  gtk_widget_set_margin_bottom (list, 24);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), _("Keyboard Shortcuts"));
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 600);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_present (GTK_WINDOW (window));
}
