/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which an election is called.  How it is counted is in the bylaws; here they are read
 * out.
 * Thread: main. */
#include "moot-election-editor.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-bylaws-json.h"
#include "moot-class-text.h"
#include "moot-clock.h"
#include "moot-contest.h"
#include "moot-coop.h"
#include "moot-editor-form.h"
#include "moot-election-text.h"
#include "moot-fact-row.h"
#include "moot-member.h"
#include "moot-name-choice.h"

#define DAY_MS ((gint64) 24 * 60 * 60 * 1000)
#define SCRUTINEERS_MAX 9 /* more are refused */
#define PAUSE_DAYS 4      /* between the last nomination and the vote: statements, and the roll */

struct _MootElectionEditor
{
  MootCasePage parent_instance;

  MootStatePage *state;
  MootEditorForm *form;
  GtkDropDown *role;
  GtkSpinButton *seats;
  GtkLabel *how;
  GtkCheckButton *lot_check;
  GtkSpinButton *nomination_days;
  GtkSpinButton *voting_days;
  GtkSpinButton *term_months;
  GtkDropDown *scrutineer; /* adds to the list */
  GtkListBox *scrutineers;

  MootBylaws *bylaws; /* (nullable) */
  GPtrArray *members; /* (nullable): of char *: ids, by the lines of the choice; "" for nobody */
};

G_DEFINE_FINAL_TYPE (MootElectionEditor, moot_election_editor, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_CREATED,
  N_SIGNALS,
} MootElectionEditorSignal;

static guint signals[N_SIGNALS];

typedef struct
{
  MootBylaws *bylaws;
  GPtrArray *members;
} Choices;

static void
choices_free (gpointer data)
{
  Choices *self = data;

  g_clear_pointer (&self->bylaws, moot_bylaws_free);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choices, choices_free)

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Choices) self = g_new0 (Choices, 1);
  g_autoptr (MootCoop) coop =
    moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, error);

  if (coop == NULL)
    return NULL;
  self->bylaws = moot_bylaws_from_text (coop->rules != NULL ? coop->rules : "{}", error);
  if (self->bylaws == NULL)
    return NULL;
  self->members =
    moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL, cancellable, error);
  return self->members != NULL ? g_steal_pointer (&self) : NULL;
}

static const MootBylawRole *
get_role (MootElectionEditor *self)
{
  const guint line = gtk_drop_down_get_selected (self->role);

  return self->bylaws != NULL && line < self->bylaws->n_roles ? &self->bylaws->roles[line] : NULL;
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootElectionEditor) self = user_data;
  g_autoptr (MootReply) reply =
    moot_editor_form_finish (self->form, MOOT_CLIENT (source), result);

  if (reply != NULL)
    g_signal_emit (self, signals[SIGNAL_CREATED], 0, MOOT_CONTEST (reply->entity)->id);
}

static void
put_days (MootElectionEditor *self,
          MootJsonWriter     *json)
{
  const gint64 now = moot_clock_now ();
  const gint64 nominated =
    now + gtk_spin_button_get_value_as_int (self->nomination_days) * DAY_MS;
  const gint64 opens = nominated + PAUSE_DAYS * DAY_MS;

  moot_json_put_time (json, "nominations_close_at", nominated);
  moot_json_put_time (json, "opens_at", opens);
  moot_json_put_time (json, "closes_at",
                      opens + gtk_spin_button_get_value_as_int (self->voting_days) * DAY_MS);
  moot_json_put_int (json, "term_months",
                     gtk_spin_button_get_value_as_int (self->term_months));
}

static void
put_scrutineers (MootElectionEditor *self,
                 MootJsonWriter     *json)
{
  GtkListBoxRow *row;

  moot_json_name (json, "scrutineers");
  moot_json_begin_array (json);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->scrutineers, i)) != NULL; i++)
    moot_json_add_string (json, moot_fact_row_get_id (GTK_WIDGET (row)));
  moot_json_end_array (json);
}

static void
submit_cb (MootElectionEditor *self)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));
  MootRequest *request = moot_request_new (MOOT_CALL_CALL_ELECTION);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *title = moot_editor_form_dup_title (self->form);
  g_autofree char *text = moot_editor_form_dup_text (self->form);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "title", title);
  moot_json_put_string (&json, "body", text);
  moot_json_put_string (&json, "role", get_role (self)->id);
  moot_json_put_int (&json, "seats", gtk_spin_button_get_value_as_int (self->seats));
  if (gtk_check_button_get_active (self->lot_check))
    moot_json_put_string (&json, "rule", "sortition");
  put_days (self, &json);
  put_scrutineers (self, &json);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  moot_request_set_idempotency_key (request, moot_editor_form_get_key (self->form));
  moot_editor_form_show_sending (self->form);
  moot_client_call_async (moot_page_loader_get_client (loader), request,
                          moot_page_loader_get_cancellable (loader), created_cb,
                          g_object_ref (self));
}

static guint
count_scrutineers (MootElectionEditor *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->scrutineers, (int) n) != NULL)
    n++;
  return n;
}

static void
touched_cb (MootElectionEditor *self)
{
  if (self->form == NULL)
    return;
  moot_editor_form_set_extra_filled (self->form, get_role (self) != NULL);
  moot_editor_form_touch (self->form);
}

/* What the bylaws say of the office is what is proposed first. */
static void
role_selected_cb (MootElectionEditor *self)
{
  const MootBylawRole *role = get_role (self);

  if (role == NULL)
    return;
  gtk_spin_button_set_value (self->seats, MAX (role->seats, 1));
  if (role->term_months > 0)
    gtk_spin_button_set_value (self->term_months, role->term_months);
  touched_cb (self);
}

/* Who watches over the count ------------------------------------------------------------------- */

static void
update_scrutineers (MootElectionEditor *self)
{
  const guint n = count_scrutineers (self);

  gtk_widget_set_visible (GTK_WIDGET (self->scrutineers), n > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->scrutineer), n < SCRUTINEERS_MAX);
  touched_cb (self);
}

static void
remove_scrutineer_cb (MootElectionEditor *self,
                      GtkWidget          *button)
{
  gtk_list_box_remove (self->scrutineers, g_object_get_data (G_OBJECT (button), "row"));
  update_scrutineers (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->scrutineer));
}

static void
add_scrutineer (MootElectionEditor *self,
                const char         *id,
                const char         *name)
{
  GtkWidget *row = moot_fact_row_new (id, name, NULL);
  /* Translators: what a button does; %s is the name of a member. */
  g_autofree char *spoken = g_strdup_printf (_("Remove %s"), name);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->scrutineers, row);
  moot_fact_row_add_deed (row, _("Remove"), spoken, G_CALLBACK (remove_scrutineer_cb), self);
  update_scrutineers (self);
}

/* Whoever is chosen joins the list; the choice is free for the next one. */
static void
scrutineer_selected_cb (MootElectionEditor *self)
{
  const guint line = gtk_drop_down_get_selected (self->scrutineer);
  const char *id = self->members != NULL && line < self->members->len
                     ? g_ptr_array_index (self->members, line)
                     : "";
  GtkListBoxRow *row;

  if (*id == '\0')
    return;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->scrutineers, i)) != NULL; i++)
    if (g_strcmp0 (moot_fact_row_get_id (GTK_WIDGET (row)), id) == 0)
      break;
  if (row == NULL)
    add_scrutineer (self, id,
                    gtk_string_list_get_string (
                      GTK_STRING_LIST (gtk_drop_down_get_model (self->scrutineer)), line));
  gtk_drop_down_set_selected (self->scrutineer, 0);
}

static void
show_members (MootElectionEditor *self,
              GPtrArray          *members)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = g_ptr_array_new_with_free_func (g_free);
  /* Translators: the first line of a choice of members who watch over an election; there is room
   * for some 24 letters. */
  gtk_string_list_append (names, _("Add a Member…"));
  g_ptr_array_add (self->members, g_strdup (""));
  for (guint i = 0; i < members->len; i++)
    {
      MootMember *member = g_ptr_array_index (members, i);

      if (g_strcmp0 (member->state, "active") != 0)
        continue;
      gtk_string_list_append (names, member->name);
      g_ptr_array_add (self->members, g_strdup (member->id));
    }
  gtk_drop_down_set_model (self->scrutineer, G_LIST_MODEL (names));
}

static void
show_class (MootElectionEditor      *self,
            const MootDecisionClass *class)
{
  g_auto (GStrv) sentences = moot_class_text_dup_sentences (class, NULL);
  g_autofree char *text = g_strjoinv ("  ", sentences);

  gtk_label_set_text (self->how, text);
}

/* Only the first time: what was chosen is not to jump when the server answers. */
static void
show (GtkWidget *page,
      gpointer   result)
{
  MootElectionEditor *self = MOOT_ELECTION_EDITOR (page);
  Choices *choices = result;
  const MootDecisionClass *class = moot_bylaws_find_class (choices->bylaws, "election");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->bylaws == NULL)
    {
      self->bylaws = g_steal_pointer (&choices->bylaws);
      for (guint i = 0; i < self->bylaws->n_roles; i++)
        gtk_string_list_append (names,
                                moot_election_text_get_role (self->bylaws->roles[i].id));
      gtk_drop_down_set_model (self->role, G_LIST_MODEL (names));
      show_members (self, choices->members);
      if (class != NULL)
        show_class (self, class);
      role_selected_cb (self);
    }
  if (self->bylaws->n_roles > 0)
    moot_state_page_show_content (self->state);
  else
    moot_state_page_show_empty (self->state, "system-users-symbolic", _("No Offices"),
                                _("The bylaws know no office that could be filled."), NULL);
}

static const MootPageKind kind = { load, show, choices_free };

static void
moot_election_editor_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_ELECTION_EDITOR);

  G_OBJECT_CLASS (moot_election_editor_parent_class)->dispose (object);
}

static void
moot_election_editor_finalize (GObject *object)
{
  MootElectionEditor *self = MOOT_ELECTION_EDITOR (object);

  g_clear_pointer (&self->bylaws, moot_bylaws_free);
  g_clear_pointer (&self->members, g_ptr_array_unref);

  G_OBJECT_CLASS (moot_election_editor_parent_class)->finalize (object);
}

static void
moot_election_editor_class_init (MootElectionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_election_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_election_editor_finalize;

  /** MootElectionEditor::created: the server has it, by its id */
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", MOOT_TYPE_ELECTION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_EDITOR_FORM);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-election-editor.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootElectionEditor, child)
  BIND (state);
  BIND (form);
  BIND (role);
  BIND (seats);
  BIND (how);
  BIND (lot_check);
  BIND (nomination_days);
  BIND (voting_days);
  BIND (term_months);
  BIND (scrutineer);
  BIND (scrutineers);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, role_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrutineer_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
}

static void
moot_election_editor_init (MootElectionEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->role);
  moot_name_choice_dress (self->scrutineer);
}

/**
 * moot_election_editor_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_election_editor_new (MootClient *client)
{
  MootElectionEditor *self = g_object_new (MOOT_TYPE_ELECTION_EDITOR, NULL);

  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, "election", &kind);
  return GTK_WIDGET (self);
}
