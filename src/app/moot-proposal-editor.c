/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which something is proposed: what is asked and how, by which rule of the bylaws, and
 * what follows by itself when it is adopted.  A proposal belongs to a discussion: one that is
 * written without any begins its own, with the same title.  What was written is kept on this
 * computer until it is sent.
 * Spec: co-op API, Proposal, templates.
 * Thread: main. */
#include "moot-proposal-editor.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-effect-preview.h"
#include "moot-marked-label.h"
#include "moot-member.h"
#include "moot-name-choice.h"
#include "moot-page-loader.h"
#include "moot-proposal-choices.h"
#include "moot-proposal-plan.h"
#include "moot-proposal-templates.h"
#include "moot-proposal-words.h"
#include "moot-words-keeper.h"

#define KEEP_SECONDS 2 /* after the last change */

struct _MootProposalEditor
{
  GtkWidget parent_instance;

  MootStatePage *state;
  MootEditorForm *form;
  GtkWidget *template_part;
  GtkDropDown *template_choice;
  GtkWidget *kept_part;
  MootKindForm *kind_form;
  MootClassChoice *class_choice;
  GtkWidget *about;
  GtkDropDown *member_choice;
  GtkWidget *effects_part;
  MootEffectList *effects;
  MootMarkedLabel *effects_problem;
  GtkBox *preview;

  GPtrArray *members;     /* (nullable): of MootMember */
  GPtrArray *templates;   /* (nullable): of MootProposalTemplate */
  char *discussion_id;    /* (nullable) */
  MootProposal *proposal; /* (nullable): that is changed */
  char *pattern;          /* (nullable): what the title is made from as long as nobody changes it */
  char *made_title;       /* (nullable): what was made of it */
  char *made_text;        /* (nullable): what a template begins with */
  MootPageLoader *loader;
  guint keep_id;
  gboolean filling;
  gboolean sent;
};

G_DEFINE_FINAL_TYPE (MootProposalEditor, moot_proposal_editor, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CREATED,
  N_SIGNALS,
} MootProposalEditorSignal;

static guint signals[N_SIGNALS];

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

static gboolean
takes_effects (MootProposalEditor *self)
{
  return moot_kind_form_get_kind (self->kind_form) == MOOT_ASK_PROPOSAL;
}

/* Drafts -------------------------------------------------------------------------------------- */

static char *
dup_target (MootProposalEditor *self)
{
  if (self->proposal != NULL)
    return g_strconcat ("proposal-change-", self->proposal->id, NULL);
  return g_strconcat ("proposal-", self->discussion_id != NULL ? self->discussion_id : "new", NULL);
}

static MootProposalWords
get_words (MootProposalEditor *self)
{
  return (MootProposalWords){ self->form, self->kind_form, self->class_choice,
                              self->effects, get_subject (self), self->pattern,
                              self->made_title };
}

/* Nothing is kept of a page on which nothing was written. */
static void
keep_now (MootProposalEditor *self)
{
  g_autofree char *target = dup_target (self);
  const MootProposalWords words = get_words (self);
  const gboolean written = moot_editor_form_get_dirty (self->form) ||
                           moot_effect_list_count (self->effects) > 0;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (!self->sent && moot_effect_list_has_setting (self->effects))
    moot_words_keep (moot_page_loader_get_client (self->loader), target,
                     written ? moot_proposal_words_dup_draft (&words) : NULL);
}

static gboolean
keep_cb (gpointer data)
{
  MootProposalEditor *self = data;

  self->keep_id = 0;
  keep_now (self);
  return G_SOURCE_REMOVE;
}

static void
keep_later (MootProposalEditor *self)
{
  if (self->filling || self->sent)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add_seconds (KEEP_SECONDS, keep_cb, self);
}

static void
select_subject (MootProposalEditor *self,
                const char         *id)
{
  for (guint i = 0; id != NULL && self->members != NULL && i < self->members->len; i++)
    if (g_strcmp0 (MOOT_MEMBER (g_ptr_array_index (self->members, i))->id, id) == 0)
      gtk_drop_down_set_selected (self->member_choice, i + 1);
}

static void
read_draft (MootProposalEditor *self,
            const char         *kept)
{
  g_autoptr (JsonNode) node = moot_json_parse (kept, -1, NULL);
  JsonObject *draft =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *title;
  const char *text;

  if (draft == NULL)
    return;
  title = moot_json_get_string (draft, "title");
  text = moot_json_get_string (draft, "text");
  moot_kind_form_read_draft (self->kind_form, draft);
  moot_class_choice_select (self->class_choice, moot_json_get_string (draft, "class"));
  select_subject (self, moot_json_get_string (draft, "subject"));
  if (moot_json_get_array (draft, "effects") != NULL)
    moot_effect_list_read_draft (self->effects, moot_json_get_array (draft, "effects"));
  moot_editor_form_set_title (self->form, title != NULL ? title : "");
  moot_editor_form_set_text (self->form, text != NULL ? text : "");
  self->pattern = g_strdup (moot_json_get_string (draft, "pattern"));
  self->made_title = g_strdup (moot_json_get_string (draft, "made_title"));
  gtk_widget_set_visible (self->kept_part, TRUE);
}

/* Changes ------------------------------------------------------------------------------------- */

/* The title of a template is made from what is filled in, until somebody writes another. */
static void
make_title (MootProposalEditor *self)
{
  g_autofree char *title = NULL;
  g_autofree char *made = NULL;

  if (self->pattern == NULL || self->filling)
    return;
  title = moot_editor_form_dup_title (self->form);
  if (*title != '\0' && g_strcmp0 (title, self->made_title) != 0)
    return;
  made = moot_effect_list_fill_gaps (self->effects, self->pattern);
  g_free (self->made_title);
  self->made_title = g_strdup (made);
  if (g_strcmp0 (made, title) != 0)
    moot_editor_form_set_title (self->form, made);
}

static void
update (MootProposalEditor *self)
{
  const MootDecisionClass *class = moot_class_choice_get_class (self->class_choice);
  const gboolean possible = moot_class_choice_is_possible (self->class_choice);
  const gboolean asks = class != NULL && class->excludes_subject && possible;
  g_autofree char *problem =
    takes_effects (self) && class != NULL ? moot_effect_list_dup_problem (self->effects, class->id)
                                          : NULL;

  gtk_widget_set_visible (self->about, asks);
  gtk_widget_set_visible (self->effects_part, takes_effects (self));
  moot_marked_label_set_text (self->effects_problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->effects_problem), problem != NULL);
  moot_effect_preview_fill (self->preview, takes_effects (self) ? self->effects : NULL, class);
  moot_editor_form_set_extra_filled (self->form,
                                     possible && problem == NULL &&
                                       moot_kind_form_is_filled (self->kind_form) &&
                                       (!asks || get_subject (self) != NULL));
}

static void
changed_cb (MootProposalEditor *self)
{
  if (self->form == NULL)
    return;
  update (self);
  moot_editor_form_touch (self->form);
}

static void
kind_changed_cb (MootProposalEditor *self)
{
  if (self->class_choice != NULL)
    moot_class_choice_set_kind (self->class_choice, moot_kind_form_get_kind (self->kind_form));
  changed_cb (self);
}

static void
effects_changed_cb (MootProposalEditor *self)
{
  make_title (self);
  changed_cb (self);
}

/* Some things are only done by decisions of one class: it is chosen, and can be seen. */
static void
effect_added_cb (MootProposalEditor   *self,
                 const MootEffectSort *sort)
{
  if (sort->class != NULL)
    moot_class_choice_select (self->class_choice, sort->class);
}

static void
edited_cb (MootProposalEditor *self)
{
  keep_later (self);
}

static void
use_template (MootProposalEditor         *self,
              const MootProposalTemplate *template)
{
  g_autofree char *text = moot_editor_form_dup_text (self->form);

  moot_kind_form_set_kind (self->kind_form, MOOT_ASK_PROPOSAL);
  g_free (self->pattern);
  self->pattern = g_strdup (template->title);
  moot_effect_list_clear (self->effects);
  if (template->effect != NULL)
    moot_effect_list_add (self->effects, template->effect, NULL);
  moot_class_choice_select (self->class_choice, template->class);
  if (*text == '\0' || g_strcmp0 (text, self->made_text) == 0)
    {
      g_free (self->made_text);
      self->made_text = g_strconcat (template->body, "\n\n", NULL);
      moot_editor_form_set_text (self->form, self->made_text);
    }
}

static void
template_chosen_cb (MootProposalEditor *self)
{
  const guint line = gtk_drop_down_get_selected (self->template_choice);

  if (self->filling || self->templates == NULL || line == 0 || line > self->templates->len)
    return;
  use_template (self, g_ptr_array_index (self->templates, line - 1));
}

static void
forget_template (MootProposalEditor *self)
{
  g_clear_pointer (&self->pattern, g_free);
  g_clear_pointer (&self->made_title, g_free);
  g_clear_pointer (&self->made_text, g_free);
}

static void
start_over_cb (MootProposalEditor *self)
{
  forget_template (self);
  moot_effect_list_clear (self->effects);
  moot_kind_form_set_kind (self->kind_form, MOOT_ASK_PROPOSAL);
  gtk_drop_down_set_selected (self->template_choice, 0);
  moot_editor_form_set_title (self->form, "");
  moot_editor_form_set_text (self->form, "");
  gtk_widget_set_visible (self->kept_part, FALSE);
  keep_now (self);
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
}

/* Showing what can be chosen ------------------------------------------------------------------- */

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
show_templates (MootProposalEditor *self,
                JsonNode           *node)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const guint chosen = gtk_drop_down_get_selected (self->template_choice);

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = moot_proposal_templates_read (node);
  /* Translators: the first line of a choice of what a proposal begins with. */
  gtk_string_list_append (names, _("An Empty Page"));
  for (guint i = 0; i < self->templates->len; i++)
    gtk_string_list_append (
      names, ((MootProposalTemplate *) g_ptr_array_index (self->templates, i))->name);
  gtk_drop_down_set_model (self->template_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->template_choice,
                              chosen <= self->templates->len ? chosen : 0);
  gtk_widget_set_visible (self->template_part,
                          self->templates->len > 0 && self->proposal == NULL);
}

static void
show_proposal (MootProposalEditor *self)
{
  MootProposal *proposal = self->proposal;

  moot_kind_form_fix_kind (self->kind_form, proposal);
  moot_class_choice_select (self->class_choice, proposal->class);
  moot_effect_list_read (self->effects, proposal->effect);
  moot_editor_form_set_title (self->form, proposal->title);
  moot_editor_form_set_text (self->form, proposal->body_source);
}

/* Copies come first and the server's answer after them: what is written meanwhile stays. */
static void
show_choices (GtkWidget *page,
              gpointer   result)
{
  MootProposalEditor *self = MOOT_PROPOSAL_EDITOR (page);
  const MootProposalChoices *choices = result;
  const gboolean first = !moot_effect_list_has_setting (self->effects);
  g_autoptr (MootEffectSetting) setting = moot_effect_setting_new (
    choices->bylaws, choices->members, (const char *const *) choices->books,
    choices->coop->currency);

  self->filling = TRUE;
  show_members (self, choices->members);
  show_templates (self, choices->templates);
  moot_class_choice_set_bylaws (self->class_choice, choices->bylaws, choices->coop->currency);
  moot_effect_list_set_setting (self->effects, setting);
  if (first && self->proposal != NULL)
    show_proposal (self);
  if (first && choices->kept != NULL &&
      (self->proposal != NULL || !moot_editor_form_get_dirty (self->form)))
    read_draft (self, choices->kept);
  self->filling = FALSE;
  update (self);
  moot_state_page_show_content (self->state);
}

static const MootPageKind choices_kind = {
  .load = moot_proposal_choices_load,
  .show = show_choices,
  .free_result = moot_proposal_choices_free,
};

/* Sending ------------------------------------------------------------------------------------ */

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootProposalEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = moot_client_run_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *target = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (id == NULL)
    {
      moot_editor_form_show_problem (self->form, error);
      return;
    }
  target = dup_target (self);
  self->sent = TRUE;
  moot_words_keep (moot_page_loader_get_client (self->loader), target, NULL);
  moot_editor_form_show_sent (self->form);
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, id);
}

static void
submit_cb (MootProposalEditor *self)
{
  MootProposalPlan *plan = g_new0 (MootProposalPlan, 1);
  const MootProposalWords words = get_words (self);

  if (self->proposal != NULL)
    {
      plan->proposal_id = g_strdup (self->proposal->id);
      plan->version = self->proposal->version;
      plan->had_effects = self->proposal->effect != NULL;
    }
  plan->discussion_id = g_strdup (self->discussion_id);
  plan->title = moot_editor_form_dup_title (self->form);
  plan->text = moot_editor_form_dup_text (self->form);
  plan->members = moot_proposal_words_dup_members (&words);
  plan->effects = moot_proposal_words_dup_effects (&words);
  plan->key = g_strdup (moot_editor_form_get_key (self->form));
  moot_editor_form_show_sending (self->form);
  moot_client_run_async (moot_page_loader_get_client (self->loader), moot_proposal_plan_send, plan,
                         moot_proposal_plan_free, g_free,
                         moot_page_loader_get_cancellable (self->loader), created_cb,
                         g_object_ref (self));
}

static void
moot_proposal_editor_dispose (GObject *object)
{
  MootProposalEditor *self = MOOT_PROPOSAL_EDITOR (object);

  if (self->keep_id != 0)
    keep_now (self);
  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_object (&self->proposal);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_clear_pointer (&self->discussion_id, g_free);
  forget_template (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PROPOSAL_EDITOR);

  G_OBJECT_CLASS (moot_proposal_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootProposalEditor, child)
  BIND (state);
  BIND (form);
  BIND (template_part);
  BIND (template_choice);
  BIND (kept_part);
  BIND (kind_form);
  BIND (class_choice);
  BIND (about);
  BIND (member_choice);
  BIND (effects_part);
  BIND (effects);
  BIND (effects_problem);
  BIND (preview);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, effect_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, effects_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_over_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, template_chosen_cb);
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
  g_type_ensure (MOOT_TYPE_EFFECT_LIST);
  g_type_ensure (MOOT_TYPE_KIND_FORM);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-proposal-editor.ui");
  bind_template (widget_class);
}

static void
moot_proposal_editor_init (MootProposalEditor *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->member_choice);
  moot_name_choice_dress (self->template_choice);
  self->filling = FALSE;
}

static GtkWidget *
load (MootProposalEditor *self,
      MootClient         *client)
{
  g_autofree char *target = dup_target (self);

  self->loader =
    moot_page_loader_new (GTK_WIDGET (self), self->state, client, target, &choices_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
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
  return load (self, client);
}

/**
 * moot_proposal_editor_new_for:
 * @client: a server with a co-op
 * @proposal: by this account, while it is discussed
 *
 * Returns: (transfer floating): an editor of another version of it
 */
GtkWidget *
moot_proposal_editor_new_for (MootClient   *client,
                              MootProposal *proposal)
{
  MootProposalEditor *self = g_object_new (MOOT_TYPE_PROPOSAL_EDITOR, NULL);

  self->proposal = g_object_ref (proposal);
  g_object_set (self->form, "button-label", _("Save as a New Version"), NULL);
  return load (self, client);
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
