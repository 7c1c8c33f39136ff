/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which something is proposed.  A proposal belongs to a discussion: one that is written
 * without any begins its own, with the same title.  What was written stays through every error.
 * Thread: main. */
#include "moot-proposal-editor.h"

#include "config.h"

#include <adwaita.h>

#include "moot-discussion.h"
#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-proposal.h"
#include "moot-text-field.h"

struct _MootProposalEditor
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *form;
  GtkEntry *title_entry;
  GtkDropDown *class_choice;
  MootTextField *field;
  MootMarkedLabel *problem;
  GtkWidget *create_button;

  MootClient *client;
  char *discussion_id; /* (nullable) */
  GCancellable *cancellable;
  char *key; /* of what is being created; the same for every try */
  gboolean dirty;
};

G_DEFINE_FINAL_TYPE (MootProposalEditor, moot_proposal_editor, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_DIRTY = 1,
} MootProposalEditorProperty;

typedef enum
{
  SIGNAL_CREATED,
  N_SIGNALS,
} MootProposalEditorSignal;

static GParamSpec *properties[PROP_DIRTY + 1];
static guint signals[N_SIGNALS];

static void
set_dirty (MootProposalEditor *self,
           gboolean            dirty)
{
  if (self->dirty == dirty)
    return;

  self->dirty = dirty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
}

static gboolean
has_title (MootProposalEditor *self)
{
  g_autofree char *title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_entry)));

  return *g_strstrip (title) != '\0';
}

static void
changed_cb (MootProposalEditor *self)
{
  const gboolean empty = moot_text_field_is_empty (self->field);

  g_clear_pointer (&self->key, g_free);
  gtk_widget_set_sensitive (self->create_button, has_title (self) && !empty &&
                                                   moot_text_field_fits (self->field));
  set_dirty (self, has_title (self) || !empty);
}

/* Everything the worker needs. */
typedef struct
{
  char *discussion_id; /* (nullable): begin one */
  char *title;
  char *text;
  const char *class;
  char *key;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_free (plan->discussion_id);
  g_free (plan->title);
  g_free (plan->text);
  g_free (plan->key);
  g_free (plan);
}

static MootReply *
send (MootConnection  *connection,
      MootCall         call,
      MootJsonWriter  *json,
      const char      *key,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (call);

  moot_request_set_json (request, moot_json_writer_steal (json));
  moot_request_set_idempotency_key (request, key);
  return moot_connection_call (connection, request, cancellable, error);
}

static char *
begin_discussion (MootConnection  *connection,
                  const Plan      *plan,
                  GCancellable    *cancellable,
                  GError         **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *key = g_strconcat (plan->key, "-discussion", NULL);
  g_autoptr (MootReply) reply = NULL;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "title", plan->title);
  moot_json_put_string (&json, "context", plan->text);
  moot_json_end_object (&json);
  reply = send (connection, MOOT_CALL_CREATE_DISCUSSION, &json, key, cancellable, error);
  return reply != NULL ? g_strdup (MOOT_DISCUSSION (reply->entity)->id) : NULL;
}

/* Both steps carry a key: trying again after a lost answer makes nothing twice. */
static gpointer
propose (MootConnection  *connection,
         gpointer         data,
         GCancellable    *cancellable,
         GError         **error)
{
  const Plan *plan = data;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *discussion_id = g_strdup (plan->discussion_id);
  g_autoptr (MootReply) reply = NULL;

  if (discussion_id == NULL)
    discussion_id = begin_discussion (connection, plan, cancellable, error);
  if (discussion_id == NULL)
    return NULL;
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "discussion_id", discussion_id);
  moot_json_put_string (&json, "class", plan->class);
  moot_json_put_string (&json, "kind", "proposal");
  moot_json_put_string (&json, "title", plan->title);
  moot_json_put_string (&json, "body_source", plan->text);
  moot_json_end_object (&json);
  reply = send (connection, MOOT_CALL_CREATE_PROPOSAL, &json, plan->key, cancellable, error);
  return reply != NULL ? g_strdup (MOOT_PROPOSAL (reply->entity)->id) : NULL;
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootProposalEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = moot_client_run_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->form, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), id == NULL);
  if (id == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_marked_label_set_text (self->problem, sentence);
      return;
    }
  set_dirty (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, id);
}

static void
create_clicked_cb (MootProposalEditor *self)
{
  /* every co-op's bylaws have these two; the order is the list's */
  static const char *const classes[] = { "ordinary", "bylaw" };
  Plan *plan = g_new0 (Plan, 1);

  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  plan->discussion_id = g_strdup (self->discussion_id);
  plan->title = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_entry)));
  plan->text = moot_text_field_dup_text (self->field);
  plan->class = classes[gtk_drop_down_get_selected (self->class_choice) == 1 ? 1 : 0];
  plan->key = g_strdup (self->key);
  gtk_widget_set_sensitive (self->form, FALSE);
  moot_client_run_async (self->client, propose, plan, plan_free, g_free, self->cancellable,
                         created_cb, g_object_ref (self));
}

static void
moot_proposal_editor_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  switch ((MootProposalEditorProperty) id)
    {
    case PROP_DIRTY:
      g_value_set_boolean (value, MOOT_PROPOSAL_EDITOR (object)->dirty);
      break;
    }
}

static void
moot_proposal_editor_dispose (GObject *object)
{
  MootProposalEditor *self = MOOT_PROPOSAL_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->discussion_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PROPOSAL_EDITOR);

  G_OBJECT_CLASS (moot_proposal_editor_parent_class)->dispose (object);
}

static void
moot_proposal_editor_class_init (MootProposalEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = moot_proposal_editor_get_property;
  G_OBJECT_CLASS (klass)->dispose = moot_proposal_editor_dispose;

  /** MootProposalEditor:dirty: whether closing would lose words */
  properties[PROP_DIRTY] =
    g_param_spec_boolean ("dirty", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties),
                                     properties);
  /** MootProposalEditor::created: the server has it, by its id */
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", MOOT_TYPE_PROPOSAL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-proposal-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, content);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, form);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, title_entry);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, class_choice);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, field);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, problem);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, create_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, create_clicked_cb);
}

static void
moot_proposal_editor_init (MootProposalEditor *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_proposal_editor_new:
 * @client: a server with a co-op
 * @discussion_id: (nullable): where it belongs; %NULL begins a discussion with it
 *
 * Returns: (transfer floating): an empty editor
 */
GtkWidget *
moot_proposal_editor_new (MootClient *client,
                          const char *discussion_id)
{
  MootProposalEditor *self = g_object_new (MOOT_TYPE_PROPOSAL_EDITOR, NULL);

  self->client = g_object_ref (client);
  self->discussion_id = g_strdup (discussion_id);
  return GTK_WIDGET (self);
}

/**
 * moot_proposal_editor_get_dirty:
 * @self: an editor
 *
 * Returns: whether closing would lose words
 */
gboolean
moot_proposal_editor_get_dirty (MootProposalEditor *self)
{
  g_return_val_if_fail (MOOT_IS_PROPOSAL_EDITOR (self), FALSE);

  return self->dirty;
}
