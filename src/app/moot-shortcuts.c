/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* All keys in one table: it sets the accelerators and draws the window that lists them, so the two
 * cannot disagree.
 * Thread: main. */
#include "config.h"

#include "moot-shortcuts.h"

#include "moot-app-settings.h"

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
  { READING, N_("Next post"),                     "win.step::next",    NULL,                         "j"       },
  { READING, N_("Previous post"),                 "win.step::previous", NULL,                        "k"       },
  { READING, N_("Open the conversation"),         NULL,                "Return",                     "o"       },
  { READING, N_("Oldest new post, then newest"),  "win.newest",        "<Control>u <Control>Home",   "u"       },
  { READING, N_("Ask for what is new"),           "win.refresh",       "<Control>r F5",              NULL      },
  { READING, N_("Find on this page, or search"),  "win.find",          "<Control>f",                 NULL      },
  { READING, N_("Search"),                        "win.search",        "<Control>k",                 "slash"   },
  { READING, N_("Back"),                          "win.back",          "<Alt>Left Back",             "Escape BackSpace" },
  { POST,    N_("Reply"),                         "win.row::reply",    "<Control><Shift>r",          "r"       },
  { POST,    N_("Boost"),                         "win.row::boost",    "<Control><Shift>b",          "b"       },
  { POST,    N_("Favourite"),                     "win.row::favourite", "<Control><Shift>f",         "f"       },
  { POST,    N_("Bookmark"),                      "win.row::bookmark", "<Control>d",                 "d"       },
  { POST,    N_("Show or hide what is covered"),  "win.row::reveal",   "<Control><Shift>x",          "x"       },
  { POST,    N_("Author’s profile"),              "win.row::account",  "<Control><Shift>a",          "a"       },
  { POST,    N_("Copy link"),                     "win.row::copy-link", "<Control><Shift>c",         "y"       },
  { POST,    N_("Open in browser"),               "win.row::browse",   "<Control>o",                 "v"       },
  { POST,    N_("Menu of the post"),              NULL,                "Menu <Shift>F10",            NULL      },
  { WRITING, N_("New post"),                      "win.compose",       "<Control>n",                 "c"       },
  { WRITING, N_("Post what you wrote"),           NULL,                "<Control>Return",            NULL      },
  { WRITING, N_("Add a picture"),                 NULL,                "<Control><Shift>a",          NULL      },
  { WRITING, N_("Content warning"),               NULL,                "<Control><Shift>w",          NULL      },
  { WRITING, N_("Close and keep the draft"),      NULL,                "Escape",                     NULL      },
  { PLACES,  N_("Home"),                          "win.go::home",      "<Alt>1",                     NULL      },
  { PLACES,  N_("Local"),                         "win.go::local",     "<Alt>2",                     NULL      },
  { PLACES,  N_("Notifications"),                 "win.go::notifications", "<Alt>3",                 NULL      },
  { PLACES,  N_("Search"),                        "win.go::search",    "<Alt>4",                     NULL      },
  { PLACES,  N_("Moot"),                          "win.go::moot",      "<Alt>5",                     NULL      },
  { PLACES,  N_("Dues"),                          "win.go::dues",      "<Alt>6",                     NULL      },
  { WINDOW,  N_("Main menu"),                     NULL,                "F10",                        NULL      },
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
has_single (const MootShortcut *shortcut,
            guint               keyval)
{
  g_auto (GStrv) keys = g_strsplit (shortcut->single != NULL ? shortcut->single : "", " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    if (gdk_keyval_from_name (keys[i]) == keyval)
      return TRUE;
  return FALSE;
}

/* Of the window: the keys without modifiers. */
typedef struct
{
  GtkWidget *window;
  GSettings *settings; /* (nullable) */
} Singles;

static void
singles_free (gpointer  data,
              GClosure *closure)
{
  Singles *singles = data;

  g_clear_object (&singles->settings);
  g_free (singles);
}

static gboolean
key_pressed_cb (GtkEventController *controller,
                guint               keyval,
                guint               keycode,
                GdkModifierType     state,
                gpointer            data)
{
  Singles *singles = data;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0 ||
      is_typing (singles->window))
    return GDK_EVENT_PROPAGATE;
  if (keyval != GDK_KEY_Escape && singles->settings != NULL &&
      !g_settings_get_boolean (singles->settings, "single-keys"))
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      if (shortcuts[i].action == NULL || !has_single (&shortcuts[i], keyval) ||
          !g_action_parse_detailed_name (shortcuts[i].action, &name, &target, NULL))
        continue;
      gtk_widget_activate_action_variant (singles->window, name, target);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/**
 * moot_shortcuts_add_single:
 * @window: gets the keys without modifiers
 *
 * They are silent while something is typed, and seen only by keys no widget wanted.  All but Escape
 * can be turned off where they are listed.
 */
void
moot_shortcuts_add_single (GtkWidget *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  Singles *singles = g_new0 (Singles, 1);

  singles->window = window;
  singles->settings = moot_app_settings_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_BUBBLE);
  g_signal_connect_data (keys, "key-pressed", G_CALLBACK (key_pressed_cb), singles, singles_free,
                         0);
  gtk_widget_add_controller (window, keys);
}

/**
 * moot_shortcuts_add_ahead:
 * @widget: what the focus is in
 * @accelerators: keys, with spaces between
 * @action: what they activate
 *
 * Keys that come before those of the widgets inside: a text view takes Return whatever is held with
 * it.
 */
void
moot_shortcuts_add_ahead (GtkWidget  *widget,
                          const char *accelerators,
                          const char *action)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  g_auto (GStrv) keys = g_strsplit (accelerators, " ", -1);

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; keys[i] != NULL; i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]),
                        gtk_named_action_new (action)));
  gtk_widget_add_controller (widget, controller);
}

/**
 * moot_shortcuts_bind_single:
 * @object: has a property `single-keys`, which from now on is what the person chose
 */
void
moot_shortcuts_bind_single (GObject *object)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();

  if (settings != NULL)
    g_settings_bind (settings, "single-keys", object, "single-keys", G_SETTINGS_BIND_GET);
  else
    g_object_set (object, "single-keys", TRUE, NULL);
}

/**
 * moot_shortcuts_dup_tooltip:
 * @text: what something does
 * @action: the action it activates, with its target
 *
 * Returns: (transfer full): @text, with the key that does the same
 */
char *
moot_shortcuts_dup_tooltip (const char *text,
                            const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto (GStrv) keys = NULL;
      g_autofree char *label = NULL;
      guint keyval;
      GdkModifierType modifiers;

      if (g_strcmp0 (shortcuts[i].action, action) != 0 || shortcuts[i].accelerators == NULL)
        continue;
      keys = g_strsplit (shortcuts[i].accelerators, " ", -1);
      if (!gtk_accelerator_parse (keys[0], &keyval, &modifiers))
        continue;
      label = gtk_accelerator_get_label (keyval, modifiers);
      /* Translators: a tooltip; %1$s is what happens, %2$s the keys for it, such as Ctrl+N */
      return g_strdup_printf (_("%1$s (%2$s)"), text, label);
    }
  return g_strdup (text);
}

static void
add_key (GString    *text,
         const char *name)
{
  guint keyval;
  GdkModifierType modifiers;
  g_autofree char *label = NULL;

  if (!gtk_accelerator_parse (name, &keyval, &modifiers))
    return;
  label = gtk_accelerator_get_label (keyval, modifiers);
  if (modifiers == 0 && g_utf8_strlen (label, -1) == 1) /* a letter as it is typed */
    {
      g_autofree char *upper = g_steal_pointer (&label);

      label = g_utf8_strdown (upper, -1);
    }
  g_string_append_printf (text, "%s%s", text->len > 0 ? "   " : "", label);
}

static char *
dup_keys (const MootShortcut *shortcut)
{
  const char *const lists[] = { shortcut->accelerators, shortcut->single };
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < G_N_ELEMENTS (lists); k++)
    {
      g_auto (GStrv) keys = g_strsplit (lists[k] != NULL ? lists[k] : "", " ", -1);

      for (guint i = 0; keys[i] != NULL; i++)
        add_key (text, keys[i]);
    }
  return g_string_free (text, FALSE);
}

/* The person's choice, above the lists; where nothing can be remembered there is none. */
static void
add_choice (GtkBox *box)
{
  g_autoptr (GSettings) settings = moot_app_settings_new ();
  GtkWidget *group;
  GtkWidget *row;
  GtkWidget *choice;

  if (settings == NULL)
    return;
  group = adw_preferences_group_new ();
  row = adw_action_row_new ();
  choice = gtk_switch_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Keys without Ctrl or Alt"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("Such as j, k and r, while nothing is typed"));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  g_settings_bind (settings, "single-keys", choice, "active", G_SETTINGS_BIND_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (box, group);
}

static GtkWidget *
make_list (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *group = NULL;

  add_choice (GTK_BOX (box));
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
