/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What tests of pages about people share: the whole window, on a real node.  Texts are found as
 * people see them: in a label that is shown. */
#include "people-fixture.h"

#include <string.h>

#define PATIENCE_MS 60000

void
people_init (int    *argc,
             char ***argv)
{
  GtkCssProvider *provider;

  gtk_test_init (argc, argv, NULL);
  /* GTK warns of a window that is painted before it has a size, which frames without a pause cause
   * on a busy machine; critical messages stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/coop/folkmoot/Folkmoot/icons");
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/coop/folkmoot/Folkmoot/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}

static void
add_person (PeopleFixture  *self,
            const char     *name,
            gint64         *out_id,
            char          **out_token)
{
  *out_id = moot_test_node_add_user (self->node, name);
  *out_token = moot_test_node_add_token (self->node, *out_id, "read write");
}

void
people_set_up (PeopleFixture *self)
{
  g_autoptr (MootSavedAccount) account = g_object_new (MOOT_TYPE_SAVED_ACCOUNT, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  memset (self, 0, sizeof *self);
  self->node = moot_test_node_new ();
  add_person (self, "ada", &self->ada, &self->ada_token);
  add_person (self, "bo", &self->bo, &self->bo_token);
  add_person (self, "cy", &self->cy, &self->cy_token);
  self->folder = g_dir_make_tmp ("moot-people-XXXXXX", NULL);
  path = g_build_filename (self->folder, "cache.sqlite3", NULL);
  self->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  account->key = g_strdup ("ada@test");
  account->server = g_strdup (self->node->base_url);
  account->acct = g_strdup ("ada");
  account->account_id = g_strdup_printf ("%" G_GINT64_FORMAT, self->ada);
  self->session = moot_session_new (account, NULL, self->ada_token, self->cache);
}

/* Shows the window and lets the session run. */
void
people_open (PeopleFixture *self,
             int            width,
             int            height)
{
  self->window = moot_window_new (NULL);
  gtk_window_set_default_size (GTK_WINDOW (self->window), width, height);
  moot_session_open (self->session);
  moot_window_show_session (self->window, self->session, NULL);
  moot_session_start (self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  g_assert_true (ui_wait_frames (GTK_WIDGET (self->window), 2));
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Window and session must die: a handler that holds them would keep them alive. */
void
people_tear_down (PeopleFixture *self)
{
  g_autofree char *command = g_strdup_printf ("rm -r '%s'", self->folder);
  gpointer window = self->window;
  gpointer session = self->session;

  moot_session_stop (self->session);
  if (window != NULL)
    {
      g_object_add_weak_pointer (window, &window);
      gtk_window_destroy (GTK_WINDOW (self->window));
      people_wait (is_gone, &window, "the window to go");
    }
  g_object_add_weak_pointer (session, &session);
  g_object_unref (self->session);
  people_wait (is_gone, &session, "the session to go");
  moot_cache_unref (self->cache);
  moot_test_node_free (self->node);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (self->folder);
  g_free (self->ada_token);
  g_free (self->bo_token);
  g_free (self->cy_token);
}

/* Somebody does something over HTTP; returns the id of what came of it. */
char *
people_do (PeopleFixture *self,
           const char *token,
           const char *form,
           const char *path_format,
           ...)
{
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) reply = NULL;
  va_list arguments;

  va_start (arguments, path_format);
  path = g_strdup_vprintf (path_format, arguments);
  va_end (arguments);
  reply = moot_test_post (self->node, path, token, form);
  moot_test_assert_status (reply, 200);
  if (reply->json == NULL || !JSON_NODE_HOLDS_OBJECT (reply->json) ||
      !json_object_has_member (json_node_get_object (reply->json), "id"))
    return NULL;
  return g_strdup (moot_test_reply_string (reply, "id"));
}

char *
people_post (PeopleFixture *self,
             const char    *token,
             const char    *text)
{
  g_autofree char *escaped = g_uri_escape_string (text, NULL, FALSE);
  g_autofree char *form = g_strconcat ("status=", escaped, NULL);

  return people_do (self, token, form, "/api/v1/statuses");
}

/* Finding -------------------------------------------------------------------------------------- */

static gboolean
shows_text (GtkWidget *widget,
            gpointer   data)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), data) != NULL;
}

GtkWidget *
people_find_text (GtkWidget  *root,
                  const char *text)
{
  return ui_find (root, shows_text, (gpointer) text);
}

static gboolean
is_button (GtkWidget *widget,
           gpointer   data)
{
  if (!GTK_IS_BUTTON (widget) || !gtk_widget_get_mapped (widget))
    return FALSE;
  return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), data) == 0 ||
         g_strcmp0 (gtk_widget_get_tooltip_text (widget), data) == 0;
}

GtkWidget *
people_find_button (GtkWidget  *root,
                    const char *label)
{
  return ui_find (root, is_button, (gpointer) label);
}

static gboolean
has_id (GtkWidget *widget,
        gpointer   data)
{
  return g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)), data) == 0;
}

GtkWidget *
people_find_id (GtkWidget  *root,
                const char *id)
{
  return ui_find (root, has_id, (gpointer) id);
}

/* Waiting -------------------------------------------------------------------------------------- */

void
people_wait (UiCondition  condition,
             gpointer     data,
             const char  *what)
{
  if (!ui_wait (condition, data, PATIENCE_MS))
    g_error ("waited in vain for %s", what);
}

typedef struct
{
  PeopleFixture *fixture;
  const char *text;
} TextQuery;

static gboolean
has_text (gpointer data)
{
  TextQuery *query = data;

  return people_find_text (GTK_WIDGET (query->fixture->window), query->text) != NULL;
}

static gboolean
has_no_text (gpointer data)
{
  return !has_text (data);
}

void
people_wait_text (PeopleFixture *self,
                  const char    *text)
{
  TextQuery query = { self, text };

  people_wait (has_text, &query, text);
}

void
people_wait_no_text (PeopleFixture *self,
                     const char    *text)
{
  TextQuery query = { self, text };

  people_wait (has_no_text, &query, text);
}

static gboolean
has_button (gpointer data)
{
  TextQuery *query = data;
  GtkWidget *button =
    people_find_button (GTK_WIDGET (query->fixture->window), query->text);

  return button != NULL && gtk_widget_is_sensitive (button);
}

/* Waits for a button that can be pressed, and presses it. */
void
people_press (PeopleFixture *self,
              const char    *label)
{
  TextQuery query = { self, label };

  people_wait (has_button, &query, label);
  g_signal_emit_by_name (people_find_button (GTK_WIDGET (self->window), label), "clicked");
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

/* Presses a button of the dialog that asks. */
void
people_answer (const char *label)
{
  people_wait (is_asked, (gpointer) label, label);
  g_signal_emit_by_name (find_in_dialog (label), "clicked");
}

void
people_go (PeopleFixture *self,
           const char    *place)
{
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.go", "s", place));
}

/* A picture for eyes, when somebody wants them: MOOT_SHOTS names the folder. */
void
people_shoot (PeopleFixture *self,
              const char    *name)
{
  const char *folder = g_getenv ("MOOT_SHOTS");
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *png = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;

  if (png == NULL)
    return;
  ui_wait_frames (GTK_WIDGET (self->window), 3);
  g_assert_true (ui_shoot (GTK_WIDGET (self->window), png, 1.0, NULL));
}
