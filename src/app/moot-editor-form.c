/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The part all editors of the moot have in common.  It knows nothing of servers: an editor listens
 * to `submit`, says what became of it, and puts what only it asks for into `extra`.
 * Thread: main. */
#include "moot-editor-form.h"

#include "config.h"

#include <adwaita.h>

#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-text-field.h"

struct _MootEditorForm
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *form;
  GtkEntry *title_entry;
  MootTextField *field;
  AdwBin *intro_bin;
  AdwBin *extra_bin;
  MootMarkedLabel *problem;
  GtkButton *send_button;

  char *key; /* (nullable): of what is being created; the same for every try */
  gboolean extra_filled;
  gboolean dirty;
};

G_DEFINE_FINAL_TYPE (MootEditorForm, moot_editor_form, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_DIRTY = 1,
  PROP_TEXT_LABEL,
  PROP_BUTTON_LABEL,
  PROP_INTRO,
  PROP_EXTRA,
} MootEditorFormProperty;

typedef enum
{
  SIGNAL_SUBMIT,
  SIGNAL_EDITED,
  N_SIGNALS,
} MootEditorFormSignal;

static GParamSpec *properties[PROP_EXTRA + 1];
static guint signals[N_SIGNALS];

static void
set_dirty (MootEditorForm *self,
           gboolean        dirty)
{
  if (self->dirty == dirty)
    return;

  self->dirty = dirty;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRTY]);
}

static gboolean
has_title (MootEditorForm *self)
{
  g_autofree char *title = moot_editor_form_dup_title (self);

  return *title != '\0';
}

static void
update_button (MootEditorForm *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button),
                            has_title (self) && self->extra_filled &&
                              !moot_text_field_is_empty (self->field) &&
                              moot_text_field_fits (self->field));
}

static void
changed_cb (MootEditorForm *self)
{
  moot_editor_form_touch (self);
  set_dirty (self, has_title (self) || !moot_text_field_is_empty (self->field));
}

static void
send_clicked_cb (MootEditorForm *self)
{
  if (gtk_widget_is_sensitive (GTK_WIDGET (self->send_button)))
    g_signal_emit (self, signals[SIGNAL_SUBMIT], 0);
}

static void
moot_editor_form_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  MootEditorForm *self = MOOT_EDITOR_FORM (object);

  switch ((MootEditorFormProperty) id)
    {
    case PROP_DIRTY:
      g_value_set_boolean (value, self->dirty);
      break;
    case PROP_TEXT_LABEL:
    case PROP_BUTTON_LABEL:
    case PROP_INTRO:
    case PROP_EXTRA:
      break; /* written only */
    }
}

static void
moot_editor_form_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  MootEditorForm *self = MOOT_EDITOR_FORM (object);

  switch ((MootEditorFormProperty) id)
    {
    case PROP_TEXT_LABEL:
      moot_text_field_set_label (self->field, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      gtk_button_set_label (self->send_button, g_value_get_string (value));
      break;
    case PROP_INTRO:
      adw_bin_set_child (self->intro_bin, g_value_get_object (value));
      gtk_widget_set_visible (GTK_WIDGET (self->intro_bin), TRUE);
      break;
    case PROP_EXTRA:
      moot_editor_form_set_extra (self, g_value_get_object (value));
      break;
    case PROP_DIRTY:
      break; /* read only */
    }
}

static void
moot_editor_form_dispose (GObject *object)
{
  g_clear_pointer (&MOOT_EDITOR_FORM (object)->key, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_EDITOR_FORM);

  G_OBJECT_CLASS (moot_editor_form_parent_class)->dispose (object);
}

static void
add_properties (GObjectClass *object_class)
{
  const GParamFlags written = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /** MootEditorForm:dirty: whether closing would lose words */
  properties[PROP_DIRTY] =
    g_param_spec_boolean ("dirty", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /** MootEditorForm:text-label: above the box for the text */
  properties[PROP_TEXT_LABEL] = g_param_spec_string ("text-label", NULL, NULL, NULL, written);
  /** MootEditorForm:button-label: of the button that sends */
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, written);
  /** MootEditorForm:intro: what stands above the title */
  properties[PROP_INTRO] = g_param_spec_object ("intro", NULL, NULL, GTK_TYPE_WIDGET, written);
  /** MootEditorForm:extra: what only this editor asks for */
  properties[PROP_EXTRA] = g_param_spec_object ("extra", NULL, NULL, GTK_TYPE_WIDGET, written);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
moot_editor_form_class_init (MootEditorFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = moot_editor_form_get_property;
  G_OBJECT_CLASS (klass)->set_property = moot_editor_form_set_property;
  G_OBJECT_CLASS (klass)->dispose = moot_editor_form_dispose;
  add_properties (G_OBJECT_CLASS (klass));
  /** MootEditorForm::submit: the button was pressed; everything asked for is there */
  signals[SIGNAL_SUBMIT] =
    g_signal_new ("submit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootEditorForm::edited: something else would be sent now */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-editor-form.ui");
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, content);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, form);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, title_entry);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, field);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, intro_bin);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, extra_bin);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, problem);
  gtk_widget_class_bind_template_child (widget_class, MootEditorForm, send_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
}

static void
moot_editor_form_init (MootEditorForm *self)
{
  self->extra_filled = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_editor_form_new:
 *
 * Returns: (transfer floating): an empty form
 */
GtkWidget *
moot_editor_form_new (void)
{
  return g_object_new (MOOT_TYPE_EDITOR_FORM, NULL);
}

/**
 * moot_editor_form_dup_title:
 * @self: a form
 *
 * Returns: (transfer full): what was written, without space around it
 */
char *
moot_editor_form_dup_title (MootEditorForm *self)
{
  g_return_val_if_fail (MOOT_IS_EDITOR_FORM (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_entry))));
}

/**
 * moot_editor_form_set_title:
 * @self: a form
 * @title: what to begin with
 */
void
moot_editor_form_set_title (MootEditorForm *self,
                            const char     *title)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->title_entry), title);
}

/**
 * moot_editor_form_dup_text:
 * @self: a form
 *
 * Returns: (transfer full): what was written
 */
char *
moot_editor_form_dup_text (MootEditorForm *self)
{
  g_return_val_if_fail (MOOT_IS_EDITOR_FORM (self), NULL);

  return moot_text_field_dup_text (self->field);
}

/**
 * moot_editor_form_set_text:
 * @self: a form
 * @text: what to begin with
 */
void
moot_editor_form_set_text (MootEditorForm *self,
                           const char     *text)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  moot_text_field_set_text (self->field, text);
}

/**
 * moot_editor_form_get_key:
 * @self: a form
 *
 * The idempotency key of what is written: the same until something else is written, so that trying
 * again after a lost answer makes nothing twice.
 *
 * Returns: (transfer none): a key
 */
const char *
moot_editor_form_get_key (MootEditorForm *self)
{
  g_return_val_if_fail (MOOT_IS_EDITOR_FORM (self), NULL);

  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  return self->key;
}

/**
 * moot_editor_form_get_dirty:
 * @self: a form
 *
 * Returns: whether closing would lose words
 */
gboolean
moot_editor_form_get_dirty (MootEditorForm *self)
{
  g_return_val_if_fail (MOOT_IS_EDITOR_FORM (self), FALSE);

  return self->dirty;
}

/**
 * moot_editor_form_set_extra:
 * @self: a form
 * @extra: (nullable): what only this editor asks for
 */
void
moot_editor_form_set_extra (MootEditorForm *self,
                            GtkWidget      *extra)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  adw_bin_set_child (self->extra_bin, extra);
}

/**
 * moot_editor_form_set_extra_filled:
 * @self: a form
 * @filled: whether what the editor asks for is there
 */
void
moot_editor_form_set_extra_filled (MootEditorForm *self,
                                   gboolean        filled)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  self->extra_filled = filled;
  update_button (self);
}

/**
 * moot_editor_form_touch:
 * @self: a form
 *
 * Something changed: what is sent next is another thing than before.
 */
void
moot_editor_form_touch (MootEditorForm *self)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  g_clear_pointer (&self->key, g_free);
  update_button (self);
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

/**
 * moot_editor_form_show_sending:
 * @self: a form
 *
 * Nothing can be written until moot_editor_form_show_sent() or _show_problem().
 */
void
moot_editor_form_show_sending (MootEditorForm *self)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  gtk_widget_set_sensitive (self->form, FALSE);
}

/**
 * moot_editor_form_show_sent:
 * @self: a form
 *
 * The server has it; nothing would be lost any more.
 */
void
moot_editor_form_show_sent (MootEditorForm *self)
{
  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  gtk_widget_set_sensitive (self->form, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  set_dirty (self, FALSE);
}

/**
 * moot_editor_form_show_problem:
 * @self: a form
 * @error: why it did not arrive
 *
 * What was written stays.
 */
void
moot_editor_form_show_problem (MootEditorForm *self,
                               const GError   *error)
{
  g_autofree char *sentence = moot_error_text_dup_sentence (error);

  g_return_if_fail (MOOT_IS_EDITOR_FORM (self));

  gtk_widget_set_sensitive (self->form, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  moot_marked_label_set_text (self->problem, sentence);
}

/**
 * moot_editor_form_finish:
 * @self: (nullable): a form; %NULL once its editor is gone
 * @client: whom it was sent to
 * @result: what the callback was given
 *
 * Shows what became of what was sent with moot_client_call_async().
 *
 * Returns: (transfer full) (nullable): the answer, when the server has it
 */
MootReply *
moot_editor_form_finish (MootEditorForm *self,
                         MootClient     *client,
                         GAsyncResult   *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (client, result, &error);

  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  if (reply == NULL)
    moot_editor_form_show_problem (self, error);
  else
    moot_editor_form_show_sent (self);
  return g_steal_pointer (&reply);
}
