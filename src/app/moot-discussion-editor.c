/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which a discussion is begun.
 * Thread: main. */
#include "moot-discussion-editor.h"

#include "config.h"

#include "moot-discussion.h"

struct _MootDiscussionEditor
{
  GtkWidget parent_instance;

  MootEditorForm *form;

  MootClient *client;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootDiscussionEditor, moot_discussion_editor, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CREATED,
  N_SIGNALS,
} MootDiscussionEditorSignal;

static guint signals[N_SIGNALS];

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootDiscussionEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reply == NULL)
    {
      moot_editor_form_show_problem (self->form, error);
      return;
    }
  moot_editor_form_show_sent (self->form);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, MOOT_DISCUSSION (reply->entity)->id);
}

static void
submit_cb (MootDiscussionEditor *self)
{
  MootRequest *request = moot_request_new (MOOT_CALL_CREATE_DISCUSSION);
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;
  g_autofree char *title = moot_editor_form_dup_title (self->form);
  g_autofree char *text = moot_editor_form_dup_text (self->form);

  moot_json_begin_object (&writer);
  moot_json_put_string (&writer, "title", title);
  moot_json_put_string (&writer, "context", text);
  moot_json_end_object (&writer);
  moot_request_set_json (request, moot_json_writer_steal (&writer));
  moot_request_set_idempotency_key (request, moot_editor_form_get_key (self->form));
  moot_editor_form_show_sending (self->form);
  moot_client_call_async (self->client, request, self->cancellable, created_cb,
                          g_object_ref (self));
}

static void
moot_discussion_editor_dispose (GObject *object)
{
  MootDiscussionEditor *self = MOOT_DISCUSSION_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DISCUSSION_EDITOR);

  G_OBJECT_CLASS (moot_discussion_editor_parent_class)->dispose (object);
}

static void
moot_discussion_editor_class_init (MootDiscussionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_discussion_editor_dispose;

  /** MootDiscussionEditor::created: the server has it, by its id */
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", MOOT_TYPE_DISCUSSION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_EDITOR_FORM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-discussion-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, form);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
moot_discussion_editor_init (MootDiscussionEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_discussion_editor_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): an empty editor
 */
GtkWidget *
moot_discussion_editor_new (MootClient *client)
{
  MootDiscussionEditor *self = g_object_new (MOOT_TYPE_DISCUSSION_EDITOR, NULL);

  self->client = g_object_ref (client);
  return GTK_WIDGET (self);
}

/**
 * moot_discussion_editor_get_form:
 * @self: an editor
 *
 * Returns: (transfer none): what is being written
 */
MootEditorForm *
moot_discussion_editor_get_form (MootDiscussionEditor *self)
{
  g_return_val_if_fail (MOOT_IS_DISCUSSION_EDITOR (self), NULL);

  return self->form;
}
