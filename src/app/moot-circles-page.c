/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who works on what, and who holds which office until when.
 * Thread: main. */
#include "moot-circles-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-circle.h"
#include "moot-contest.h"
#include "moot-election-text.h"
#include "moot-empty.h"
#include "moot-fact-row.h"
#include "moot-powers.h"
#include "moot-text-field.h"

struct _MootCirclesPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkWidget *circles_none;
  GtkListBox *circles;
  GtkWidget *new_circle_button;
  GtkWidget *roles_none;
  GtkListBox *roles;
  MootMarkedLabel *problem;
  GtkWidget *recall_part;
  MootTextField *recall_field;
  GtkCheckButton *successor_check;
  GtkWidget *call_button;

  char *recalled_id; /* (nullable): the term a petition is written about */
};

G_DEFINE_FINAL_TYPE (MootCirclesPage, moot_circles_page, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_OPEN_CIRCLE,
  SIGNAL_NEW_CIRCLE,
  SIGNAL_CALL_ELECTION,
  N_SIGNALS,
} MootCirclesPageSignal;

static guint signals[N_SIGNALS];

typedef struct
{
  GPtrArray *circles; /* MootCircle */
  GPtrArray *offices; /* MootOffice */
  MootMember *me;     /* (nullable) */
} Circles;

static void
circles_free (gpointer data)
{
  Circles *self = data;

  g_clear_pointer (&self->circles, g_ptr_array_unref);
  g_clear_pointer (&self->offices, g_ptr_array_unref);
  g_clear_object (&self->me);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Circles, circles_free)

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Circles) self = g_new0 (Circles, 1);

  self->circles =
    moot_page_source_ask_all (source, "circles", MOOT_CALL_CIRCLES, NULL, cancellable, error);
  if (self->circles == NULL)
    return NULL;
  self->offices =
    moot_page_source_ask_all (source, "offices", MOOT_CALL_OFFICES, NULL, cancellable, error);
  if (self->offices == NULL)
    return NULL;
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  return g_steal_pointer (&self);
}

/* Doing ---------------------------------------------------------------------------------------- */

static const char *
get_row_id (GtkWidget *button)
{
  return moot_fact_row_get_id (g_object_get_data (G_OBJECT (button), "row"));
}

static MootRequest *
new_empty (MootCall   call,
           GtkWidget *button)
{
  MootRequest *request = moot_request_new_for (call, get_row_id (button));

  moot_request_set_json (request, g_strdup ("{}"));
  return request;
}

static void
resign_clicked_cb (MootCirclesPage *self,
                   GtkWidget       *button)
{
  moot_case_page_ask_send (
    MOOT_CASE_PAGE (self), new_empty (MOOT_CALL_RESIGN, button), self->problem,
    &(MootCaseQuestion){ _("Resign From This Office?"),
                         _("What it lets you do ends at once.  This is in the log and cannot be "
                            "taken back."),
                         _("Resign") });
}

static void
count_back_clicked_cb (MootCirclesPage *self,
                       GtkWidget       *button)
{
  moot_case_page_send (MOOT_CASE_PAGE (self), new_empty (MOOT_CALL_COUNT_BACK, button),
                       self->problem);
}

static void
recall_clicked_cb (MootCirclesPage *self,
                   GtkWidget       *button)
{
  g_free (self->recalled_id);
  self->recalled_id = g_strdup (get_row_id (button));
  moot_text_field_set_label (self->recall_field,
                             g_object_get_data (G_OBJECT (button), "question"));
  gtk_widget_set_visible (self->recall_part, TRUE);
  moot_text_field_focus (self->recall_field);
}

static void
sign_clicked_cb (MootCirclesPage *self)
{
  g_autofree char *text = moot_text_field_dup_text (self->recall_field);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootRequest *request;

  if (moot_text_field_is_empty (self->recall_field) ||
      !moot_text_field_fits (self->recall_field))
    {
      moot_text_field_focus (self->recall_field);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "body", text);
  moot_json_put_boolean (&json, "election", gtk_check_button_get_active (self->successor_check));
  moot_json_end_object (&json);
  request = moot_request_new_for (MOOT_CALL_RECALL, self->recalled_id);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  gtk_widget_set_visible (self->recall_part, FALSE);
  moot_case_page_send (MOOT_CASE_PAGE (self), request, self->problem);
}

static void
circle_activated_cb (MootCirclesPage *self,
                     GtkWidget       *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_CIRCLE], 0, moot_fact_row_get_id (row));
}

static void
new_circle_clicked_cb (MootCirclesPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_CIRCLE], 0);
}

static void
call_clicked_cb (MootCirclesPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CALL_ELECTION], 0);
}

/* Showing -------------------------------------------------------------------------------------- */

static const char *
get_standing (MootCircle *circle)
{
  if (circle->closed_at != 0)
    return _("It has ended");
  if (g_strcmp0 (circle->my_role, "coordinator") == 0)
    return _("You coordinate it");
  if (circle->my_role != NULL)
    return _("You belong to it");
  return circle->open ? _("Anybody may join") : _("Its coordinators let people in");
}

static void
add_circle (MootCirclesPage *self,
            MootCircle      *circle)
{
  const int n = (int) circle->members_count;
  g_autofree char *members =
    g_strdup_printf (ngettext ("%d member", "%d members", (gulong) n), n);
  const char *standing = get_standing (circle);
  g_autofree char *below = g_strdup_printf ("%s · %s", members, standing);

  gtk_list_box_append (self->circles, moot_fact_row_new (circle->id, circle->name, below));
}

static void
add_office (MootCirclesPage *self,
            MootOffice      *office,
            MootMember      *me)
{
  const char *role = moot_election_text_get_role (office->role);
  g_autofree char *term = moot_election_text_dup_term (office);
  const gboolean is_mine = me != NULL && g_strcmp0 (office->member_id, me->id) == 0;
  GtkWidget *row = moot_fact_row_new (office->id, role, term);
  /* Translators: what a button does; %s is an office, as in “Treasury”. */
  g_autofree char *resign = g_strdup_printf (_("Resign: %s"), role);
  /* Translators: above a box; %1$s is a name, %2$s an office, as in “Treasury”. */
  g_autofree char *question = g_strdup_printf (_("Why Should the Term of %1$s End Early? (%2$s)"),
                                               office->name, role);
  GtkWidget *deeds;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->roles, row);
  if (office->current && is_mine)
    moot_fact_row_add_deed (row, _("Resign…"), resign, G_CALLBACK (resign_clicked_cb), self);
  else if (office->current && me != NULL && me->can != NULL && me->can->propose)
    {
      /* Translators: a petition to end somebody’s term of office early. */
      deeds = moot_fact_row_add_deed (row, _("Petition for Recall…"), question,
                                      G_CALLBACK (recall_clicked_cb), self);
      g_object_set_data_full (G_OBJECT (deeds), "question", g_strdup (question), g_free);
    }
  else if (!office->current && office->election_id != NULL && moot_powers_member_leads (me))
    /* Translators: counts the ballots of an election again, without somebody who left early. */
    moot_fact_row_add_deed (row, _("Fill the Seat by Countback"), _("Fill the Seat by Countback"),
                            G_CALLBACK (count_back_clicked_cb), self);
}

static void
show (GtkWidget *page,
      gpointer   result)
{
  MootCirclesPage *self = MOOT_CIRCLES_PAGE (page);
  const Circles *data = result;
  const gboolean leads = moot_powers_member_leads (data->me);

  moot_empty_list (self->circles);
  moot_empty_list (self->roles);
  for (guint i = 0; i < data->circles->len; i++)
    add_circle (self, g_ptr_array_index (data->circles, i));
  for (guint i = 0; i < data->offices->len; i++)
    add_office (self, g_ptr_array_index (data->offices, i), data->me);
  gtk_widget_set_visible (GTK_WIDGET (self->circles), data->circles->len > 0);
  gtk_widget_set_visible (self->circles_none, data->circles->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->roles), data->offices->len > 0);
  gtk_widget_set_visible (self->roles_none, data->offices->len == 0);
  gtk_widget_set_visible (self->new_circle_button, leads);
  gtk_widget_set_visible (self->call_button, leads);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = { load, show, circles_free };

static void
moot_circles_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_CIRCLES_PAGE);

  G_OBJECT_CLASS (moot_circles_page_parent_class)->dispose (object);
}

static void
moot_circles_page_finalize (GObject *object)
{
  g_free (MOOT_CIRCLES_PAGE (object)->recalled_id);

  G_OBJECT_CLASS (moot_circles_page_parent_class)->finalize (object);
}

static void
moot_circles_page_class_init (MootCirclesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_circles_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_circles_page_finalize;

  /** MootCirclesPage::open-circle: one was chosen, by its id */
  signals[SIGNAL_OPEN_CIRCLE] = g_signal_new ("open-circle", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                              NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootCirclesPage::new-circle: somebody wants to begin one */
  signals[SIGNAL_NEW_CIRCLE] =
    g_signal_new ("new-circle", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootCirclesPage::call-election: somebody wants to call one */
  signals[SIGNAL_CALL_ELECTION] =
    g_signal_new ("call-election", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-circles-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootCirclesPage, child)
  BIND (state);
  BIND (circles_none);
  BIND (circles);
  BIND (new_circle_button);
  BIND (roles_none);
  BIND (roles);
  BIND (problem);
  BIND (recall_part);
  BIND (recall_field);
  BIND (successor_check);
  BIND (call_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, call_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, circle_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_circle_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_clicked_cb);
}

static void
moot_circles_page_init (MootCirclesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_circles_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_circles_page_new (MootClient *client)
{
  MootCirclesPage *self = g_object_new (MOOT_TYPE_CIRCLES_PAGE, NULL);

  moot_case_page_set_title (MOOT_CASE_PAGE (self), _("Circles and Roles"));
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, "circles", &kind);
  return GTK_WIDGET (self);
}
