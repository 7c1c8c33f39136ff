/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One circle.  Who may do what follows the node: anybody active joins an open one, coordinators and
 * facilitators let people into a closed one.
 * Thread: main. */
#include "moot-circle-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-empty.h"
#include "moot-fact-row.h"
#include "moot-flow.h"
#include "moot-html-view.h"
#include "moot-member.h"
#include "moot-moment-text.h"
#include "moot-name-choice.h"
#include "moot-powers.h"

struct _MootCirclePage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkLabel *name;
  GtkLabel *summary;
  MootHtmlView *mandate;
  MootMarkedLabel *problem;
  GtkWidget *join_button;
  GtkWidget *ask_button;
  GtkWidget *edit_button;
  GtkWidget *leave_button;
  GtkListBox *members;
  GtkWidget *add_part;
  GtkDropDown *member_choice;

  MootCircle *circle; /* (nullable) */
  GPtrArray *others;  /* of char *: ids, by the lines of the choice */
  char *coordinators; /* (nullable): as they are mentioned */
};

G_DEFINE_FINAL_TYPE (MootCirclePage, moot_circle_page, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_OPEN_DISCUSSIONS,
  SIGNAL_EDIT,
  SIGNAL_ASK,
  N_SIGNALS,
} MootCirclePageSignal;

static guint signals[N_SIGNALS];

typedef struct
{
  MootCircle *circle;
  GHashTable *names;  /* id -> MootMember */
  GPtrArray *members; /* MootMember: of the co-op */
  MootMember *me;     /* (nullable) */
} Case;

static void
case_free (gpointer data)
{
  Case *self = data;

  g_clear_object (&self->circle);
  g_clear_object (&self->me);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Case) self = g_new0 (Case, 1);

  self->circle =
    moot_page_source_ask_entity (source, "circle", MOOT_CALL_CIRCLE, id, cancellable, error);
  if (self->circle == NULL)
    return NULL;
  self->names = moot_page_source_ask_names (source, cancellable, error);
  if (self->names == NULL)
    return NULL;
  self->members =
    moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL, cancellable, error);
  if (self->members == NULL)
    return NULL;
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  return g_steal_pointer (&self);
}

/* Doing ---------------------------------------------------------------------------------------- */

static void
send (MootCirclePage *self,
      MootRequest    *request)
{
  moot_case_page_send (MOOT_CASE_PAGE (self), request, self->problem);
}

static void
send_empty (MootCirclePage *self,
            MootCall        call)
{
  MootRequest *request =
    moot_request_new_for (call, moot_case_page_get_id (MOOT_CASE_PAGE (self)));

  moot_request_set_json (request, g_strdup ("{}"));
  send (self, request);
}

static void
appoint (MootCirclePage *self,
         const char     *member_id,
         const char     *role)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_APPOINT_TO_CIRCLE,
                                               moot_case_page_get_id (MOOT_CASE_PAGE (self)));
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "member_id", member_id);
  moot_json_put_string (&json, "role", role);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  send (self, request);
}

static const char *
get_row_id (GtkWidget *button)
{
  return moot_fact_row_get_id (g_object_get_data (G_OBJECT (button), "row"));
}

static void
join_clicked_cb (MootCirclePage *self)
{
  send_empty (self, MOOT_CALL_JOIN_CIRCLE);
}

static void
leave_answered_cb (gboolean accepted,
                   gpointer data)
{
  if (accepted && moot_case_page_get_loader (data) != NULL)
    send_empty (data, MOOT_CALL_LEAVE_CIRCLE);
}

static void
leave_clicked_cb (MootCirclePage *self)
{
  moot_ask (GTK_WIDGET (self), _("Leave This Circle?"),
            self->circle->open ? _("You can join it again.")
                               : _("Its coordinators have to let you in again."),
            _("Leave"), FALSE, leave_answered_cb, g_object_ref (self), g_object_unref);
}

static void
add_clicked_cb (MootCirclePage *self)
{
  const guint line = gtk_drop_down_get_selected (self->member_choice);

  if (line < self->others->len)
    appoint (self, g_ptr_array_index (self->others, line), "member");
}

static void
promote_clicked_cb (MootCirclePage *self,
                    GtkWidget      *button)
{
  appoint (self, get_row_id (button), "coordinator");
}

static void
demote_clicked_cb (MootCirclePage *self,
                   GtkWidget      *button)
{
  appoint (self, get_row_id (button), "member");
}

static void
remove_clicked_cb (MootCirclePage *self,
                   GtkWidget      *button)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_REMOVE_FROM_CIRCLE,
                                               moot_case_page_get_id (MOOT_CASE_PAGE (self)));

  moot_request_set_other (request, get_row_id (button));
  send (self, request);
}

static void
talk_clicked_cb (MootCirclePage *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_DISCUSSIONS], 0, self->circle->id, self->circle->name);
}

static void
edit_clicked_cb (MootCirclePage *self)
{
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, self->circle);
}

static void
ask_clicked_cb (MootCirclePage *self)
{
  /* Translators: title of a discussion; %s is the name of a circle. */
  g_autofree char *title = g_strdup_printf (_("May I join the circle “%s”?"), self->circle->name);
  /* Translators: begin of a text to its coordinators; %s names them, as in “@ada @bo”. */
  g_autofree char *text =
    g_strdup_printf (_("%s, I would like to join, because "),
                     self->coordinators != NULL ? self->coordinators : "");

  g_signal_emit (self, signals[SIGNAL_ASK], 0, title, text);
}

/* Showing -------------------------------------------------------------------------------------- */

static void
add_member (MootCirclePage   *self,
            MootCircleMember *member,
            const char       *name,
            gboolean          leads)
{
  const gboolean coordinates = g_strcmp0 (member->role, "coordinator") == 0;
  g_autofree char *since = moot_moment_text_dup_day (member->since);
  g_autofree char *below =
    /* Translators: %s is a day. */
    g_strdup_printf (coordinates ? _("Coordinates it; here since %s") : _("Here since %s"), since);
  GtkWidget *row = moot_fact_row_new (member->member_id, name, below);
  /* Translators: what a button does; %s is a name. */
  g_autofree char *promote = g_strdup_printf (_("Make %s a coordinator"), name);
  /* Translators: what a button does; %s is a name. */
  g_autofree char *demote = g_strdup_printf (_("Make %s a plain member"), name);
  /* Translators: what a button does; %s is a name. */
  g_autofree char *out = g_strdup_printf (_("Take %s out of the circle"), name);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->members, row);
  if (!leads)
    return;
  if (coordinates)
    moot_fact_row_add_deed (row, _("Make Plain Member"), demote, G_CALLBACK (demote_clicked_cb),
                            self);
  else
    moot_fact_row_add_deed (row, _("Make Coordinator"), promote, G_CALLBACK (promote_clicked_cb),
                            self);
  moot_fact_row_add_deed (row, _("Take Out"), out, G_CALLBACK (remove_clicked_cb), self);
}

static gboolean
is_in (MootCircle *circle,
       const char *member_id)
{
  for (guint i = 0; i < circle->members->len; i++)
    if (g_strcmp0 (MOOT_CIRCLE_MEMBER (g_ptr_array_index (circle->members, i))->member_id,
                   member_id) == 0)
      return TRUE;
  return FALSE;
}

static void
show_members (MootCirclePage *self,
              const Case     *data,
              gboolean        leads)
{
  g_autoptr (GString) coordinators = g_string_new (NULL);

  moot_empty_list (self->members);
  for (guint i = 0; i < data->circle->members->len; i++)
    {
      MootCircleMember *member = g_ptr_array_index (data->circle->members, i);
      MootMember *known = g_hash_table_lookup (data->names, member->member_id);

      add_member (self, member, known != NULL ? known->name : _("Former member"), leads);
      if (known != NULL && known->username != NULL && g_strcmp0 (member->role, "coordinator") == 0)
        g_string_append_printf (coordinators, "%s@%s", coordinators->len > 0 ? " " : "",
                                known->username);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->members), data->circle->members->len > 0);
  g_free (self->coordinators);
  self->coordinators = g_strdup (coordinators->str);
}

static void
show_others (MootCirclePage *self,
             const Case     *data,
             gboolean        leads)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->others, 0);
  for (guint i = 0; i < data->members->len; i++)
    {
      MootMember *member = g_ptr_array_index (data->members, i);

      if (is_in (data->circle, member->id) || g_strcmp0 (member->state, "active") != 0)
        continue;
      gtk_string_list_append (names, member->name);
      g_ptr_array_add (self->others, g_strdup (member->id));
    }
  gtk_drop_down_set_model (self->member_choice, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->add_part, leads && self->others->len > 0);
}

static void
show (GtkWidget *page,
      gpointer   result)
{
  MootCirclePage *self = MOOT_CIRCLE_PAGE (page);
  const Case *data = result;
  MootCircle *circle = data->circle;
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse (circle->mandate != NULL ? circle->mandate : "", NULL);
  const gboolean may = data->me != NULL && data->me->can != NULL && data->me->can->comment;
  const gboolean works = circle->closed_at == 0;
  const gboolean leads = moot_powers_member_leads (data->me) ||
                         g_strcmp0 (circle->my_role, "coordinator") == 0;

  g_set_object (&self->circle, circle);
  moot_case_page_set_title (MOOT_CASE_PAGE (self), circle->name);
  gtk_label_set_text (self->name, circle->name);
  gtk_label_set_text (self->summary, !works         ? _("It has ended")
                                     : circle->open ? _("Anybody may join")
                                                    : _("Its coordinators let people in"));
  moot_html_view_set_blocks (self->mandate, blocks);
  gtk_widget_set_visible (self->join_button,
                          may && works && circle->my_role == NULL && circle->open);
  gtk_widget_set_visible (self->ask_button,
                          may && works && circle->my_role == NULL && !circle->open && !leads);
  gtk_widget_set_visible (self->leave_button, circle->my_role != NULL);
  gtk_widget_set_visible (self->edit_button, leads);
  show_members (self, data, leads);
  show_others (self, data, leads && works);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = { load, show, case_free };

static void
moot_circle_page_dispose (GObject *object)
{
  g_clear_object (&MOOT_CIRCLE_PAGE (object)->circle);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_CIRCLE_PAGE);

  G_OBJECT_CLASS (moot_circle_page_parent_class)->dispose (object);
}

static void
moot_circle_page_finalize (GObject *object)
{
  MootCirclePage *self = MOOT_CIRCLE_PAGE (object);

  g_ptr_array_unref (self->others);
  g_free (self->coordinators);

  G_OBJECT_CLASS (moot_circle_page_parent_class)->finalize (object);
}

static void
add_signals (GType type)
{
  /** MootCirclePage::open-discussions: of this circle, by its id and its name */
  signals[SIGNAL_OPEN_DISCUSSIONS] =
    g_signal_new ("open-discussions", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  2, G_TYPE_STRING, G_TYPE_STRING);
  /** MootCirclePage::edit: somebody wants to change it */
  signals[SIGNAL_EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, MOOT_TYPE_CIRCLE);
  /** MootCirclePage::ask: somebody wants to be let in: title and begin of a discussion */
  signals[SIGNAL_ASK] = g_signal_new ("ask", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
moot_circle_page_class_init (MootCirclePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_circle_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_circle_page_finalize;

  add_signals (G_TYPE_FROM_CLASS (klass));
  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-circle-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootCirclePage, child)
  BIND (state);
  BIND (name);
  BIND (summary);
  BIND (mandate);
  BIND (problem);
  BIND (join_button);
  BIND (ask_button);
  BIND (edit_button);
  BIND (leave_button);
  BIND (members);
  BIND (add_part);
  BIND (member_choice);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, talk_clicked_cb);
}

static void
moot_circle_page_init (MootCirclePage *self)
{
  self->others = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->member_choice);
  moot_html_view_set_selectable (self->mandate, TRUE);
}

/**
 * moot_circle_page_new:
 * @client: a server with a co-op
 * @circle_id: of the circle
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_circle_page_new (MootClient *client,
                      const char *circle_id)
{
  MootCirclePage *self = g_object_new (MOOT_TYPE_CIRCLE_PAGE, NULL);

  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, circle_id, &kind);
  return GTK_WIDGET (self);
}
