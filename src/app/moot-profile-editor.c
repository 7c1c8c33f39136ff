/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Editing one's own profile.  What was written before comes from the server, as it was written; the
 * picture is read and sent on a worker.
 * Spec: Mastodon client API, update_credentials.
 * Thread: main. */
#include "config.h"

#include "moot-profile-editor.h"

#include "moot-adaptive.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-state-page.h"

#include <glib/gi18n.h>

#define N_FIELDS 4 /* what every server allows */

struct _MootProfileEditor
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkEntry *name;
  GtkTextView *note;
  GtkButton *picture_button;
  GtkEntry *picture_description;
  GtkBox *fields; /* of boxes with two entries */
  GtkSwitch *locked;
  GtkLabel *problem;
  GtkWidget *save_button;

  MootSession *session;
  char *picture_path; /* (nullable): a new one */
  gboolean filled;    /* with what the server has: a later answer overwrites nothing */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootProfileEditor, moot_profile_editor, GTK_TYPE_WIDGET)

enum
{
  SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* A copy of what is to be saved, for a worker. */
typedef struct
{
  MootRequest *request;
  char *picture_path;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_clear_pointer (&save->request, moot_request_free);
  g_free (save->picture_path);
  g_free (save);
}

static gboolean
add_picture (MootRequest   *request,
             const char    *path,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, error);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *type = NULL;
  g_autofree char *content_type = NULL;
  const guchar *data;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  if (size > MOOT_REQUEST_UPLOAD_MAX)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_TOO_LARGE,
                   "picture of %" G_GSIZE_FORMAT " bytes", size);
      return FALSE;
    }
  type = g_content_type_guess (name, data, MIN (size, 4096), NULL);
  content_type = g_content_type_get_mime_type (type);
  moot_request_add_file (request, "avatar", name,
                         content_type != NULL ? content_type : "application/octet-stream", bytes);
  return TRUE;
}

static gpointer
send_profile (MootConnection  *connection,
              gpointer         data,
              GCancellable    *cancellable,
              GError         **error)
{
  Save *save = data;
  g_autoptr (MootReply) reply = NULL;

  if (save->picture_path != NULL &&
      !add_picture (save->request, save->picture_path, cancellable, error))
    return NULL;
  reply = moot_connection_call (connection, save->request, cancellable, error);
  return reply != NULL ? moot_reply_take_entity (reply) : NULL;
}

static void
show_problem (MootProfileEditor *self,
              const char        *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), *sentence != '\0');
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MootProfileEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootAccount) account =
    moot_client_run_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->save_button == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (account == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      show_problem (self, sentence);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _("Your profile was saved."));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
}

static const char *
get_entry (GtkWidget *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static void
add_fields (MootProfileEditor *self,
            MootRequest       *request)
{
  GtkWidget *pair = gtk_widget_get_first_child (GTK_WIDGET (self->fields));

  for (guint i = 0; pair != NULL; i++, pair = gtk_widget_get_next_sibling (pair))
    {
      g_autofree char *name = g_strdup_printf ("fields_attributes[%u][name]", i);
      g_autofree char *value = g_strdup_printf ("fields_attributes[%u][value]", i);

      moot_request_add (request, name, get_entry (gtk_widget_get_first_child (pair)));
      moot_request_add (request, value, get_entry (gtk_widget_get_last_child (pair)));
    }
}

static void
save_clicked_cb (MootProfileEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  Save *save = g_new0 (Save, 1);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *note = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  note = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  save->request = moot_request_new (MOOT_CALL_UPDATE_PROFILE);
  save->picture_path = g_strdup (self->picture_path);
  moot_request_add (save->request, "display_name", get_entry (GTK_WIDGET (self->name)));
  moot_request_add (save->request, "note", note);
  moot_request_add (save->request, "avatar_description",
                    get_entry (GTK_WIDGET (self->picture_description)));
  moot_request_add_boolean (save->request, "locked", gtk_switch_get_active (self->locked));
  add_fields (self, save->request);
  show_problem (self, "");
  gtk_widget_set_sensitive (self->save_button, FALSE);
  moot_client_run_async (moot_session_get_client (self->session), send_profile, save, save_free,
                         g_object_unref, self->cancellable, saved_cb, g_object_ref (self));
}

/* The picture ---------------------------------------------------------------------------------- */

static void
picture_chosen_cb (GFile    *file,
                   gpointer  data)
{
  MootProfileEditor *self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

  if (path == NULL || self->save_button == NULL)
    return;
  g_free (self->picture_path);
  self->picture_path = g_steal_pointer (&path);
  gtk_button_set_label (self->picture_button, name);
  gtk_editable_set_text (GTK_EDITABLE (self->picture_description), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->picture_description));
}

static void
picture_clicked_cb (MootProfileEditor *self)
{
  moot_pick_image (GTK_WIDGET (self), picture_chosen_cb, g_object_ref (self), g_object_unref);
}

/* Filling -------------------------------------------------------------------------------------- */

static GtkWidget *
make_entry (const char *label,
            const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), label);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return entry;
}

static void
fill_fields (MootProfileEditor *self,
             JsonArray         *fields)
{
  GtkWidget *pair;

  moot_empty_box (self->fields);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      JsonNode *node = fields != NULL && i < json_array_get_length (fields)
                         ? json_array_get_element (fields, i)
                         : NULL;
      JsonObject *field =
        node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      pair = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_box_append (GTK_BOX (pair),
                      make_entry (_("Label"), moot_json_get_string (field, "name")));
      gtk_box_append (GTK_BOX (pair),
                      make_entry (_("Content"), moot_json_get_string (field, "value")));
      gtk_box_append (self->fields, pair);
    }
}

static void
fill (MootProfileEditor *self,
      MootAccount       *account)
{
  g_autoptr (JsonNode) node =
    account->source != NULL ? moot_json_parse (account->source, -1, NULL) : NULL;
  JsonObject *source =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *note = moot_json_get_string (source, "note");

  gtk_editable_set_text (GTK_EDITABLE (self->name),
                         account->display_name != NULL ? account->display_name : "");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), note != NULL ? note : "", -1);
  gtk_editable_set_text (GTK_EDITABLE (self->picture_description),
                         account->avatar_description != NULL ? account->avatar_description : "");
  gtk_switch_set_active (self->locked, account->locked);
  fill_fields (self, moot_json_get_array (source, "fields"));
  self->filled = TRUE;
}

/* Only what the server says now is edited: an old copy would undo what was done elsewhere. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootProfileEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->state == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_state_page_show_problem (self->state, moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), sentence);
      return;
    }
  if (!self->filled)
    fill (self, reply->entity);
  moot_state_page_show_content (self->state);
}

static void
load (MootProfileEditor *self)
{
  moot_state_page_show_loading (self->state);
  moot_client_call_async (moot_session_get_client (self->session),
                          moot_request_new (MOOT_CALL_VERIFY_CREDENTIALS), self->cancellable,
                          read_cb, g_object_ref (self));
}

static void
moot_profile_editor_dispose (GObject *object)
{
  MootProfileEditor *self = MOOT_PROFILE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PROFILE_EDITOR);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->picture_path, g_free);

  G_OBJECT_CLASS (moot_profile_editor_parent_class)->dispose (object);
}

static void
moot_profile_editor_class_init (MootProfileEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_profile_editor_dispose;

  /** MootProfileEditor::saved: the server has taken it */
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-profile-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, state);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, name);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, note);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, picture_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, picture_description);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, locked);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, MootProfileEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, picture_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
moot_profile_editor_init (MootProfileEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_profile_editor_new:
 * @session: whose profile
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_profile_editor_new (MootSession *session)
{
  MootProfileEditor *self = g_object_new (MOOT_TYPE_PROFILE_EDITOR, NULL);

  self->session = g_object_ref (session);
  load (self);
  return GTK_WIDGET (self);
}
