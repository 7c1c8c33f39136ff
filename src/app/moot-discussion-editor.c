/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which a discussion is begun.  What was written stays through every error.
 * Thread: main. */
#include "moot-discussion-editor.h"

#include "config.h"

#include <adwaita.h>

#include "moot-discussion.h"
#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-text-field.h"

struct _MootDiscussionEditor
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *form;
  GtkEntry *title_entry;
  MootTextField *field;
  MootMarkedLabel *problem;
  GtkWidget *create_button;

  MootClient *client;
  GCancellable *cancellable;
  char *key; /* of what is being created; the same for every try */
  gboolean dirty;
};

G_DEFINE_FINAL_TYPE (MootDiscussionEditor, moot_discussion_editor, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_DIRTY = 1,
} MootDiscussionEditorProperty;

typedef enum
{
  SIGNAL_CREATED,
  N_SIGNALS,
} MootDiscussionEditorSignal;

static GParamSpec *properties[PROP_DIRTY + 1];
static guint signals[N_SIGNALS];

static void
set_dirty (MootDiscussionEditor *self,
           gboolean              dirty)
{
  if (self->dirty == dirty)
    return;

  self->dirty = dirty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
}

static gboolean
has_title (MootDiscussionEditor *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_entry)));

  return *g_strstrip (title) != '\0';
}

static void
changed_cb (MootDiscussionEditor *self)
{
  const gboolean empty = moot_text_field_is_empty (self->field);

  g_clear_pointer (&self->key, g_free);
  gtk_widget_set_sensitive (self->create_button, has_title (self) && !empty &&
                                                   moot_text_field_fits (self->field));
  set_dirty (self, has_title (self) || !empty);
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootDiscussionEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->form, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), reply == NULL);
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_marked_label_set_text (self->problem, sentence);
      return;
    }
  set_dirty (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, MOOT_DISCUSSION (reply->entity)->id);
}

static void
create_clicked_cb (MootDiscussionEditor *self)
{
  MootRequest *request = moot_request_new (MOOT_CALL_CREATE_DISCUSSION);
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = moot_text_field_dup_text (self->field);

  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  moot_json_begin_object (&writer);
  moot_json_put_string (&writer, "title",
                        gtk_editable_get_text (GTK_EDITABLE (self->title_entry)));
  moot_json_put_string (&writer, "context", text);
  moot_json_end_object (&writer);
  moot_request_set_json (request, moot_json_writer_steal (&writer));
  moot_request_set_idempotency_key (request, self->key);
  gtk_widget_set_sensitive (self->form, FALSE);
  moot_client_call_async (self->client, request, self->cancellable, created_cb,
                          g_object_ref (self));
}

static void
moot_discussion_editor_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  switch ((MootDiscussionEditorProperty) id)
    {
    case PROP_DIRTY:
      g_value_set_boolean (value, MOOT_DISCUSSION_EDITOR (object)->dirty);
      break;
    }
}

static void
moot_discussion_editor_dispose (GObject *object)
{
  MootDiscussionEditor *self = MOOT_DISCUSSION_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->key, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DISCUSSION_EDITOR);

  G_OBJECT_CLASS (moot_discussion_editor_parent_class)->dispose (object);
}

static void
moot_discussion_editor_class_init (MootDiscussionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = moot_discussion_editor_get_property;
  G_OBJECT_CLASS (klass)->dispose = moot_discussion_editor_dispose;

  /** MootDiscussionEditor:dirty: whether closing would lose words */
  properties[PROP_DIRTY] =
    g_param_spec_boolean ("dirty", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties),
                                     properties);
  /** MootDiscussionEditor::created: the server has it, by its id */
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", MOOT_TYPE_DISCUSSION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-discussion-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, content);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, form);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, title_entry);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, field);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, create_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
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
 * moot_discussion_editor_get_dirty:
 * @self: an editor
 *
 * Returns: whether closing would lose words
 */
gboolean
moot_discussion_editor_get_dirty (MootDiscussionEditor *self)
{
  g_return_val_if_fail (MOOT_IS_DISCUSSION_EDITOR (self), FALSE);

  return self->dirty;
}
