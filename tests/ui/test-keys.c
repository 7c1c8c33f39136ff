/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Every key of the list of shortcuts, pressed for real: what the list says is what happens. */
#include "keys-scenes.h"
#include "moot-composer.h"
#include "moot-profile-page.h"
#include "moot-shortcuts.h"
#include "moot-thread-page.h"
#include "moot-window-private.h"
#include "ui-keys.h"
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* What is looked at before and after a key. */
typedef struct
{
  WindowFixture *self;
  gpointer item; /* in focus in the feed */
  MootStatus *status;
  guint flags;
  gboolean covered_shown;
  guint n_asked;
} Before;

static guint n_asked;  /* times the co-op was read anew */
static guint n_closed; /* wishes to close the window */
static guint n_quits;  /* and to end the app */
static char *opened;   /* file a browser leaves */

static GtkWidget *
get_focus (GtkWidget *window)
{
  return gtk_window_get_focus (GTK_WINDOW (window));
}

/* Effects ---------------------------------------------------------------------------------- */

static gboolean
is_next (Before *before)
{
  return moot_feed_view_get_focused_item (keys_get_feed (before->self)) != before->item;
}

static gboolean
is_thread (Before *before)
{
  return MOOT_IS_THREAD_PAGE (keys_get_body (before->self));
}

static gboolean
is_profile (Before *before)
{
  return MOOT_IS_PROFILE_PAGE (keys_get_body (before->self));
}

static gboolean
is_root (Before *before)
{
  return moot_pages_get_depth (moot_window_get_pages (before->self->window)) == 0;
}

static gboolean
is_newest (Before *before)
{
  int y = 0;

  return moot_feed_view_get_top_key (keys_get_feed (before->self), &y) != NULL && y == 0 &&
         moot_feed_view_get_n_above (keys_get_feed (before->self)) == 0;
}

static gboolean
is_asked (Before *before)
{
  return n_asked > before->n_asked;
}

static gboolean
is_searching (Before *before)
{
  return g_strcmp0 (moot_window_get_place (before->self->window), "search") == 0 &&
         GTK_IS_TEXT (get_focus (GTK_WIDGET (before->self->window)));
}

static guint
get_flags (MootStatus *status)
{
  return status == NULL ? 0
                        : (status->favourited ? 1 : 0) + (status->reblogged ? 2 : 0) +
                            (status->bookmarked ? 4 : 0);
}

static gboolean
is_flagged (Before *before)
{
  MootStatus *now = moot_session_find_status (before->self->session, before->status->id);

  return get_flags (now) != before->flags;
}

static gboolean
shows_covered (WindowFixture *self)
{
  return window_find_text (keys_get_body (self), "Под крышкой.") != NULL;
}

static gboolean
is_uncovered (Before *before)
{
  return shows_covered (before->self) != before->covered_shown;
}

static gboolean
is_copied (Before *before)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (before->self->window));
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  return content != NULL && gdk_content_provider_get_value (content, &value, NULL) &&
         g_str_has_prefix (g_value_get_string (&value), "http");
}

static gboolean
is_opened (Before *before)
{
  return g_file_test (opened, G_FILE_TEST_EXISTS);
}

static gboolean
has_popover (Before *before)
{
  return keys_has_popover (before->self);
}

static gboolean
has_chooser (Before *before)
{
  return keys_has_chooser ();
}

static gboolean
has_composer (Before *before)
{
  return MOOT_IS_COMPOSER (window_find_other (before->self));
}

static gboolean
has_other (Before *before)
{
  return window_find_other (before->self) != NULL;
}

static gboolean
has_no_other (Before *before)
{
  return window_find_other (before->self) == NULL;
}

static gboolean
has_warning (Before *before)
{
  GtkWidget *composer = window_find_other (before->self);
  GtkWidget *entry = window_find_id (composer, "warning");

  return gtk_widget_get_mapped (entry) && gtk_widget_is_ancestor (get_focus (composer), entry);
}

static gboolean
is_folded_away (Before *before)
{
  return !moot_split_shows_content (before->self->window->split);
}

static gboolean
is_in_sidebar (Before *before)
{
  GtkWidget *focus = get_focus (GTK_WIDGET (before->self->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, MOOT_TYPE_SIDEBAR) != NULL;
}

static gboolean
is_closed (Before *before)
{
  return n_closed == 1;
}

static gboolean
is_quit (Before *before)
{
  return n_quits == 1;
}

#define GOES_TO(place)                                                            \
  static gboolean is_##place (Before *before)                                     \
  {                                                                               \
    return g_strcmp0 (moot_window_get_place (before->self->window), #place) == 0; \
  }
GOES_TO (home)
GOES_TO (local)
GOES_TO (notifications)
GOES_TO (search)
GOES_TO (moot)
GOES_TO (dues)

/* Keys ------------------------------------------------------------------------------------- */

/* clang-format off */
static const struct
{
  const char *keys;
  KeyScene scene;
  gboolean (*effect) (Before *before);
} rows[] = {
  { "j",                AT_HOME,     is_next          },
  { "k",                AT_SECOND,     is_next          },
  { "Return",           AT_HOME,     is_thread        },
  { "o",                AT_HOME,     is_thread        },
  { "<Control>u",       AT_END,     is_newest        },
  { "<Control>Home",    AT_END,     is_newest        },
  { "u",                AT_END,     is_newest        },
  { "<Control>r",       AT_MOOT,     is_asked         },
  { "F5",               AT_MOOT,     is_asked         },
  { "<Control>f",       AT_HOME,     is_searching     },
  { "<Control>k",       AT_THREAD,   is_searching     },
  { "slash",            AT_HOME,     is_searching     },
  { "<Alt>Left",        AT_THREAD,   is_root          },
  { "Back",             AT_THREAD,   is_root          },
  { "Escape",           AT_THREAD,   is_root          },
  { "BackSpace",        AT_THREAD,   is_root          },
  { "<Control><Shift>r", AT_HOME,    has_composer     },
  { "r",                AT_HOME,     has_composer     },
  { "<Control><Shift>b", AT_HOME,    is_flagged       },
  { "b",                AT_HOME,     is_flagged       },
  { "<Control><Shift>f", AT_HOME,    is_flagged       },
  { "f",                AT_HOME,     is_flagged       },
  { "<Control>d",       AT_HOME,     is_flagged       },
  { "d",                AT_HOME,     is_flagged       },
  { "x",                AT_COVERED,  is_uncovered     },
  { "<Control><Shift>x", AT_COVERED, is_uncovered     },
  { "<Control><Shift>a", AT_HOME,    is_profile       },
  { "a",                AT_HOME,     is_profile       },
  { "<Control><Shift>c", AT_HOME,    is_copied        },
  { "y",                AT_HOME,     is_copied        },
  { "<Control>o",       AT_HOME,     is_opened        },
  { "v",                AT_HOME,     is_opened        },
  { "Menu",             AT_HOME,     has_popover      },
  { "<Shift>F10",       AT_HOME,     has_popover      },
  { "<Control>n",       AT_HOME,     has_composer     },
  { "c",                AT_HOME,     has_composer     },
  { "<Control><Shift>w", IN_COMPOSER, has_warning     },
  { "<Control><Shift>a", IN_COMPOSER, has_chooser     },
  { "<Control>Return",  IN_COMPOSER, has_no_other     },
  { "Escape",           IN_COMPOSER, has_no_other     },
  { "<Alt>1",           AT_MOOT,     is_home          },
  { "<Alt>2",           AT_HOME,     is_local         },
  { "<Alt>3",           AT_HOME,     is_notifications },
  { "<Alt>4",           AT_HOME,     is_search        },
  { "<Alt>5",           AT_HOME,     is_moot          },
  { "<Alt>6",           AT_HOME,     is_dues          },
  { "F10",              AT_HOME,     has_popover      },
  { "<Control>question", AT_HOME,    has_other        },
  { "question",         AT_HOME,     has_other        },
  { "F9",               NARROW,     is_folded_away        },
  { "F6",               AT_HOME,     is_in_sidebar    },
  { "<Control>w",       AT_HOME,     is_closed        },
  { "<Control>q",       AT_HOME,     is_quit          },
};
/* clang-format on */

static void
press_key (WindowFixture *self,
           guint          row)
{
  Before before = { .self = self };

  keys_set_scene (self, rows[row].scene);
  before.covered_shown = shows_covered (self);
  before.n_asked = n_asked;
  before.status = keys_get_status (self);
  before.flags = get_flags (before.status);
  if (window_find_type (keys_get_body (self), MOOT_TYPE_FEED_VIEW) != NULL)
    before.item = moot_feed_view_get_focused_item (keys_get_feed (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), "");
  g_unlink (opened);
  if (before.status != NULL)
    g_object_ref (before.status);
  ui_keys_focus (keys_get_top (self));
  g_test_message ("%s", rows[row].keys);
  g_assert_false (rows[row].effect (&before));
  ui_keys_press (rows[row].keys);
  WINDOW_WAIT (rows[row].effect (&before));
  g_clear_object (&before.status);
}

static gboolean
is_pressed (const char *keys)
{
  guint keyval;
  GdkModifierType modifiers;

  g_assert_true (gtk_accelerator_parse (keys, &keyval, &modifiers));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint other;
      GdkModifierType held;

      g_assert_true (gtk_accelerator_parse (rows[i].keys, &other, &held));
      if (other == keyval && held == modifiers)
        return TRUE;
    }
  return FALSE;
}

/* The table of the app and that of this test name the same keys. */
static void
test_listed (void)
{
  guint n;
  const MootShortcut *all = moot_shortcuts_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *both =
        g_strjoin (" ", all[i].accelerators != NULL ? all[i].accelerators : "",
                   all[i].single != NULL ? all[i].single : "", NULL);
      g_auto (GStrv) keys = g_strsplit (both, " ", -1);

      for (guint k = 0; keys[k] != NULL; k++)
        if (*keys[k] != '\0' && !is_pressed (keys[k]))
          g_error ("no test presses '%s' (%s)", keys[k], all[i].title);
    }
}

static void
count (guint *n)
{
  (*n)++;
}

/* Our own window stays, however it is closed. */
static gboolean
close_request_cb (void)
{
  n_closed++;
  return TRUE;
}

static void
watch (WindowFixture *self)
{
  GAction *quit = g_action_map_lookup_action (G_ACTION_MAP (self->application), "quit");

  g_signal_handlers_block_matched (quit, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self->application);
  g_signal_handlers_block_matched (self->window, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                   self->application);
  g_signal_connect_swapped (quit, "activate", G_CALLBACK (count), &n_quits);
  g_signal_connect (self->window, "close-request", G_CALLBACK (close_request_cb), NULL);
  g_signal_connect_swapped (self->session, "coop-changed", G_CALLBACK (count), &n_asked);
}

static void
unwatch (WindowFixture *self)
{
  GAction *quit = g_action_map_lookup_action (G_ACTION_MAP (self->application), "quit");

  g_signal_handlers_disconnect_by_func (quit, count, &n_quits);
  g_signal_handlers_disconnect_by_func (self->window, close_request_cb, NULL);
  g_signal_handlers_disconnect_by_func (self->session, count, &n_asked);
  g_signal_handlers_unblock_matched (quit, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                     self->application);
  g_signal_handlers_unblock_matched (self->window, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL,
                                     self->application);
}

static void
all_keys (WindowFixture *self)
{
  window_fixture_sign_in (self);
  window_fixture_fill (self);
  window_fixture_remember (self);
  watch (self);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    press_key (self, i);
  unwatch (self);
}

static void
test_all_keys (void)
{
  window_run (all_keys, NULL);
}

/* A browser that only says that it was called. */
static void
install_browser (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *app = g_build_filename (folder, "browser.desktop", NULL);
  g_autofree char *list = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *text = NULL;

  opened = g_build_filename (g_get_user_data_dir (), "opened", NULL);
  text = g_strdup_printf (
    "[Desktop Entry]\nType=Application\nName=Browser\nExec=sh -c \"touch %s\" %%u\n"
    "MimeType=x-scheme-handler/http;\n",
    opened);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (app, text, -1, NULL));
  g_assert_true (g_file_set_contents (
    list, "[Default Applications]\nx-scheme-handler/http=browser.desktop\n", -1, NULL));
}

int
main (int    argc,
      char **argv)
{
  int status;

  install_browser ();
  window_init (&argc, &argv);
  g_test_add_func ("/ui/keys/listed", test_listed);
  g_test_add_func ("/ui/keys/all-keys", test_all_keys);
  status = g_test_run ();
  g_free (opened);
  return status;
}
