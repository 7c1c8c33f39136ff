/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which something is proposed.  A proposal belongs to a discussion: one that is written
 * without any begins its own, with the same title.
 * Thread: main. */
#include "moot-proposal-editor.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-bylaws-json.h"
#include "moot-class-choice.h"
#include "moot-clock.h"
#include "moot-coop.h"
#include "moot-discussion.h"
#include "moot-kind-text.h"
#include "moot-member.h"
#include "moot-page-loader.h"
#include "moot-proposal.h"
#include "moot-text-field.h"

struct _MootProposalEditor
{
  GtkWidget parent_instance;

  MootStatePage *state;
  MootEditorForm *form;
  GtkDropDown *kind_choice;
  GtkLabel *kind_meaning;
  MootTextField *options;
  GtkWidget *seats_row;
  GtkSpinButton *seats;
  MootClassChoice *class_choice;
  GtkWidget *about;
  GtkDropDown *member_choice;

  GPtrArray *members;  /* (nullable): of MootMember */
  char *discussion_id; /* (nullable) */
  MootPageLoader *loader;
};

G_DEFINE_FINAL_TYPE (MootProposalEditor, moot_proposal_editor, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CREATED,
  N_SIGNALS,
} MootProposalEditorSignal;

static guint signals[N_SIGNALS];

/* What can be chosen ------------------------------------------------------------------------- */

typedef struct
{
  MootCoop *coop;
  MootBylaws *bylaws;
  GPtrArray *members;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_object (&choices->coop);
  g_clear_pointer (&choices->bylaws, moot_bylaws_free);
  g_clear_pointer (&choices->members, g_ptr_array_unref);
  g_free (choices);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static gpointer
load_choices (MootPageSource  *source,
              const char      *id,
              GCancellable    *cancellable,
              GError         **error)
{
  g_autoptr (Choices) choices = g_new0 (Choices, 1);

  choices->coop =
    moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, error);
  if (choices->coop == NULL)
    return NULL;
  choices->bylaws =
    moot_bylaws_from_text (choices->coop->rules != NULL ? choices->coop->rules : "{}", error);
  if (choices->bylaws == NULL)
    return NULL;
  choices->members = moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL,
                                               cancellable, error);
  return choices->members != NULL ? g_steal_pointer (&choices) : NULL;
}

static void
show_members (MootProposalEditor *self,
              GPtrArray          *members)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const guint chosen = gtk_drop_down_get_selected (self->member_choice);

  /* TRANSLATORS: the first line of a list of members, before one is chosen */
  gtk_string_list_append (names, _("Nobody chosen"));
  g_ptr_array_ref (members);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = members;
  for (guint i = 0; i < members->len; i++)
    gtk_string_list_append (names, MOOT_MEMBER (g_ptr_array_index (members, i))->name);
  gtk_drop_down_set_model (self->member_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->member_choice, chosen <= members->len ? chosen : 0);
}

static void
show_choices (GtkWidget *page,
              gpointer   result)
{
  MootProposalEditor *self = MOOT_PROPOSAL_EDITOR (page);
  const Choices *choices = result;

  show_members (self, choices->members);
  moot_class_choice_set_bylaws (self->class_choice, choices->bylaws, choices->coop->currency);
  moot_state_page_show_content (self->state);
}

static const MootPageKind choices_kind = {
  .load = load_choices,
  .show = show_choices,
  .free_result = choices_free,
};

static const char *
get_subject (MootProposalEditor *self)
{
  const MootDecisionClass *class = moot_class_choice_get_class (self->class_choice);
  const guint selected = gtk_drop_down_get_selected (self->member_choice);

  if (class == NULL || !class->excludes_subject || self->members == NULL ||
      selected == 0 || selected > self->members->len)
    return NULL;
  return MOOT_MEMBER (g_ptr_array_index (self->members, selected - 1))->id;
}

static MootDecisionKind
get_kind (MootProposalEditor *self)
{
  const guint selected = gtk_drop_down_get_selected (self->kind_choice);

  return selected < MOOT_N_KINDS ? (MootDecisionKind) selected : MOOT_ASK_PROPOSAL;
}

/* A time may be written as people write it here; it travels in UTC. */
static char *
dup_option (const char       *line,
            MootDecisionKind  kind)
{
  g_autofree char *stripped = g_strstrip (g_strdup (line));
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) time = NULL;

  if (kind != MOOT_ASK_TIME)
    return g_steal_pointer (&stripped);
  g_strdelimit (stripped, " ", 'T');
  if (strlen (stripped) == strlen ("2026-11-30T18:00"))
    {
      g_autofree char *whole = g_strconcat (stripped, ":00", NULL);

      time = g_date_time_new_from_iso8601 (whole, here);
    }
  return time != NULL ? moot_time_format_iso (g_date_time_to_unix (time) * 1000)
                      : g_steal_pointer (&stripped);
}

static GStrv
dup_options (MootProposalEditor *self)
{
  g_autofree char *text = moot_text_field_dup_text (self->options);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) options = g_strv_builder_new ();

  for (guint i = 0; moot_decision_kind_takes_options (get_kind (self)) && lines[i] != NULL; i++)
    {
      g_autofree char *option = dup_option (lines[i], get_kind (self));

      if (*option != '\0')
        g_strv_builder_add (options, option);
    }
  return g_strv_builder_end (options);
}

static gboolean
has_options (MootProposalEditor *self)
{
  g_auto (GStrv) options = dup_options (self);
  const guint n = g_strv_length (options);

  if (get_kind (self) == MOOT_ASK_STV && (int) n <= gtk_spin_button_get_value_as_int (self->seats))
    return FALSE;
  return !moot_decision_kind_takes_options (get_kind (self)) ||
         (n >= 2 && n <= MOOT_OPTIONS_MAX);
}

static void
class_changed_cb (MootProposalEditor *self)
{
  const MootDecisionClass *class = moot_class_choice_get_class (self->class_choice);
  const gboolean asks = class != NULL && class->excludes_subject &&
                        moot_class_choice_is_possible (self->class_choice);

  gtk_widget_set_visible (self->about, asks);
  moot_editor_form_set_extra_filled (self->form,
                                     moot_class_choice_is_possible (self->class_choice) &&
                                       has_options (self) && (!asks || get_subject (self) != NULL));
  moot_editor_form_touch (self->form);
}

static void
member_selected_cb (MootProposalEditor *self)
{
  class_changed_cb (self);
}

static void
options_changed_cb (MootProposalEditor *self)
{
  class_changed_cb (self);
}

static void
kind_selected_cb (MootProposalEditor *self)
{
  const MootDecisionKind kind = get_kind (self);

  gtk_label_set_text (self->kind_meaning, moot_kind_text_get_meaning (kind));
  gtk_widget_set_visible (GTK_WIDGET (self->options), moot_decision_kind_takes_options (kind));
  moot_text_field_set_label (self->options, kind == MOOT_ASK_TIME
                                              ? _("Times, One a Line, like 2026-11-30 18:00")
                                              : _("Options, One a Line"));
  gtk_widget_set_visible (self->seats_row, kind == MOOT_ASK_STV);
  moot_class_choice_set_kind (self->class_choice, kind);
  class_changed_cb (self);
}

/* Sending ------------------------------------------------------------------------------------ */

/* Everything the worker needs. */
typedef struct
{
  char *discussion_id; /* (nullable): begin one */
  char *title;
  char *text;
  char *class;
  MootDecisionKind kind;
  GStrv options;
  int seats;        /* 0: what is usual */
  char *subject_id; /* (nullable) */
  char *key;
} Plan;

static void
plan_free (gpointer data)
{
  Plan *plan = data;

  g_free (plan->discussion_id);
  g_free (plan->title);
  g_free (plan->text);
  g_free (plan->class);
  g_strfreev (plan->options);
  g_free (plan->subject_id);
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

static void
put_options (MootJsonWriter *json,
             GStrv           options)
{
  moot_json_name (json, "options");
  moot_json_begin_array (json);
  for (guint i = 0; options[i] != NULL; i++)
    moot_json_add_string (json, options[i]);
  moot_json_end_array (json);
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
  moot_json_put_string (&json, "kind", moot_decision_kind_to_text (plan->kind));
  moot_json_put_string (&json, "title", plan->title);
  moot_json_put_string (&json, "body_source", plan->text);
  if (moot_decision_kind_takes_options (plan->kind))
    put_options (&json, plan->options);
  if (plan->seats > 0)
    moot_json_put_int (&json, "seats", plan->seats);
  if (plan->subject_id != NULL)
    moot_json_put_string (&json, "subject_id", plan->subject_id);
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

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (id == NULL)
    {
      moot_editor_form_show_problem (self->form, error);
      return;
    }
  moot_editor_form_show_sent (self->form);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, id);
}

static void
submit_cb (MootProposalEditor *self)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->discussion_id = g_strdup (self->discussion_id);
  plan->title = moot_editor_form_dup_title (self->form);
  plan->text = moot_editor_form_dup_text (self->form);
  plan->class = g_strdup (moot_class_choice_get_class (self->class_choice)->id);
  plan->kind = get_kind (self);
  plan->options = dup_options (self);
  if (gtk_widget_get_visible (self->seats_row))
    plan->seats = gtk_spin_button_get_value_as_int (self->seats);
  plan->subject_id = g_strdup (get_subject (self));
  plan->key = g_strdup (moot_editor_form_get_key (self->form));
  moot_editor_form_show_sending (self->form);
  moot_client_run_async (moot_page_loader_get_client (self->loader), propose, plan, plan_free,
                         g_free, moot_page_loader_get_cancellable (self->loader), created_cb,
                         g_object_ref (self));
}

static void
moot_proposal_editor_dispose (GObject *object)
{
  MootProposalEditor *self = MOOT_PROPOSAL_EDITOR (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->discussion_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PROPOSAL_EDITOR);

  G_OBJECT_CLASS (moot_proposal_editor_parent_class)->dispose (object);
}

static void
moot_proposal_editor_class_init (MootProposalEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_proposal_editor_dispose;

  /** MootProposalEditor::created: the server has it, by its id */
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", MOOT_TYPE_PROPOSAL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_CLASS_CHOICE);
  g_type_ensure (MOOT_TYPE_EDITOR_FORM);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-proposal-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, state);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, form);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, class_choice);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, about);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, member_choice);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, kind_choice);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, kind_meaning);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, options);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, seats_row);
  gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, seats);
  gtk_widget_class_bind_template_callback (widget_class, class_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, member_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
}

static void
moot_proposal_editor_init (MootProposalEditor *self)
{
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < MOOT_N_KINDS; i++)
    gtk_string_list_append (kinds, moot_kind_text_get_name ((MootDecisionKind) i));
  gtk_drop_down_set_model (self->kind_choice, G_LIST_MODEL (kinds));
  kind_selected_cb (self);
}

/**
 * moot_proposal_editor_new:
 * @client: a server with a co-op
 * @discussion_id: (nullable): where it belongs; %NULL begins a discussion with it
 *
 * Returns: (transfer floating): an editor that is loading the bylaws
 */
GtkWidget *
moot_proposal_editor_new (MootClient *client,
                          const char *discussion_id)
{
  MootProposalEditor *self = g_object_new (MOOT_TYPE_PROPOSAL_EDITOR, NULL);

  self->discussion_id = g_strdup (discussion_id);
  self->loader =
    moot_page_loader_new (GTK_WIDGET (self), self->state, client, NULL, &choices_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
}

/**
 * moot_proposal_editor_get_form:
 * @self: an editor
 *
 * Returns: (transfer none): what is being written
 */
MootEditorForm *
moot_proposal_editor_get_form (MootProposalEditor *self)
{
  g_return_val_if_fail (MOOT_IS_PROPOSAL_EDITOR (self), NULL);

  return self->form;
}
