/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which a circle is begun or changed.
 * Thread: main. */
#include "moot-circle-editor.h"

#include "config.h"

struct _MootCircleEditor
{
  GtkWidget parent_instance;

  MootEditorForm *form;
  GtkCheckButton *open_check;
  GtkCheckButton *ended_check;

  MootClient *client;
  GCancellable *cancellable;
  MootCircle *circle; /* (nullable): that is being changed */
};

G_DEFINE_FINAL_TYPE (MootCircleEditor, moot_circle_editor, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
} MootCircleEditorSignal;

static guint signals[N_SIGNALS];

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MootCircleEditor) self = user_data;
  g_autoptr (MootReply) reply =
    moot_editor_form_finish (self->form, MOOT_CLIENT (source), result);

  if (reply != NULL)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, MOOT_CIRCLE (reply->entity)->id);
}

static void
submit_cb (MootCircleEditor *self)
{
  MootRequest *request = self->circle != NULL
                           ? moot_request_new_for (MOOT_CALL_CHANGE_CIRCLE, self->circle->id)
                           : moot_request_new (MOOT_CALL_CREATE_CIRCLE);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *name = moot_editor_form_dup_title (self->form);
  g_autofree char *mandate = moot_editor_form_dup_text (self->form);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "name", name);
  moot_json_put_string (&json, "mandate", mandate);
  moot_json_put_boolean (&json, "open", gtk_check_button_get_active (self->open_check));
  if (self->circle != NULL)
    moot_json_put_boolean (&json, "closed", gtk_check_button_get_active (self->ended_check));
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  moot_request_set_idempotency_key (request, moot_editor_form_get_key (self->form));
  moot_editor_form_show_sending (self->form);
  moot_client_call_async (self->client, request, self->cancellable, saved_cb,
                          g_object_ref (self));
}

static void
touched_cb (MootCircleEditor *self)
{
  if (self->form != NULL)
    moot_editor_form_touch (self->form);
}

static void
moot_circle_editor_dispose (GObject *object)
{
  MootCircleEditor *self = MOOT_CIRCLE_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->circle);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_CIRCLE_EDITOR);

  G_OBJECT_CLASS (moot_circle_editor_parent_class)->dispose (object);
}

static void
moot_circle_editor_class_init (MootCircleEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_circle_editor_dispose;

  /** MootCircleEditor::saved: the server has it, by its id */
  signals[SIGNAL_SAVED] = g_signal_new ("saved", MOOT_TYPE_CIRCLE_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_EDITOR_FORM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-circle-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootCircleEditor, form);
  gtk_widget_class_bind_template_child (widget_class, MootCircleEditor, open_check);
  gtk_widget_class_bind_template_child (widget_class, MootCircleEditor, ended_check);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
}

static void
moot_circle_editor_init (MootCircleEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_circle_editor_new:
 * @client: a server with a co-op
 * @circle: (nullable): to be changed; %NULL for a new one
 *
 * Returns: (transfer floating): an editor
 */
GtkWidget *
moot_circle_editor_new (MootClient *client,
                        MootCircle *circle)
{
  MootCircleEditor *self = g_object_new (MOOT_TYPE_CIRCLE_EDITOR, NULL);

  self->client = g_object_ref (client);
  if (circle == NULL)
    return GTK_WIDGET (self);
  self->circle = g_object_ref (circle);
  moot_editor_form_set_title (self->form, circle->name);
  moot_editor_form_set_text (self->form,
                             circle->mandate_source != NULL ? circle->mandate_source : "");
  gtk_check_button_set_active (self->open_check, circle->open);
  gtk_check_button_set_active (self->ended_check, circle->closed_at != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->ended_check), TRUE);
  return GTK_WIDGET (self);
}
