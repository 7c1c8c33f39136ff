/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The invitations that were given out, and a new one.  The server keeps only what it needs to know
 * a code again, so a code is shown once, when it is made.  Whoever is no member uses one here.
 * Spec: co-op API, Invite; governance rules, admission.
 * Thread: main. */
#include "moot-invites-page.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-client-error.h"
#include "moot-clock.h"
#include "moot-empty.h"
#include "moot-fact-row.h"
#include "moot-invite.h"
#include "moot-member.h"
#include "moot-moment-text.h"
#include "moot-text-field.h"

struct _MootInvitesPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkWidget *join_part;
  GtkEntry *code_entry;
  MootTextField *reason_field;
  GtkWidget *join_button;
  GtkLabel *applied_label;
  GtkWidget *make_part;
  GtkEntry *note_entry;
  GtkSpinButton *uses;
  GtkDropDown *lifetime;
  GtkWidget *made_part;
  GtkLabel *letter;
  MootMarkedLabel *problem;
  GtkWidget *lists_part;
  GtkWidget *open_none;
  GtkListBox *open_list;
  GtkWidget *over_part;
  GtkListBox *over_list;
};

G_DEFINE_FINAL_TYPE (MootInvitesPage, moot_invites_page, MOOT_TYPE_CASE_PAGE)

/* As the choice of the form lists them; 0 for as long as the co-op allows. */
static const int lifetimes[] = { 0, 1, 3, 7 };

/* Loading -------------------------------------------------------------------------------------- */

typedef struct
{
  MootMember *me;     /* (nullable): NULL for who is no member */
  GPtrArray *invites; /* (nullable): MootInvite, newest first; NULL for who may not see them */
  GHashTable *names;  /* (nullable): MootMember by id */
} Invites;

static void
invites_free (gpointer data)
{
  Invites *self = data;

  g_clear_object (&self->me);
  g_clear_pointer (&self->invites, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Invites, invites_free)

/* Who may not ask is no member, or none yet: that is shown, and is not a failure. */
static gboolean
is_outside (const GError *error)
{
  return g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_FORBIDDEN) ||
         g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND);
}

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Invites) self = g_new0 (Invites, 1);
  g_autoptr (GError) local = NULL;

  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, &local);
  if (self->me != NULL)
    self->invites =
      moot_page_source_ask_all (source, "invites", MOOT_CALL_INVITES, NULL, cancellable, &local);
  if (local != NULL && !is_outside (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->invites != NULL)
    self->names = moot_page_source_ask_names (source, cancellable, NULL);
  return g_steal_pointer (&self);
}

/* Doing ---------------------------------------------------------------------------------------- */

/* What is sent to whoever is invited. */
static char *
dup_letter (MootInvitesPage *self,
            const char      *code)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));

  /* Translators: a message that a member sends to somebody; %1$s is the address of a server, %2$s a
   * code.  The code stays at the end.  “Invitations” is the name of a page. */
  return g_strdup_printf (_("You are invited to our co-op on %1$s.  With an account there, open "
                             "the moot in Folkmoot, choose Invitations, and enter this code: %2$s"),
                          moot_client_get_server (moot_page_loader_get_client (loader)), code);
}

static void
made (MootCasePage *page,
      MootReply    *reply)
{
  MootInvitesPage *self = MOOT_INVITES_PAGE (page);
  const MootInvite *invite = reply->entity;
  g_autofree char *letter = invite->code != NULL ? dup_letter (self, invite->code) : NULL;

  gtk_label_set_text (self->letter, letter != NULL ? letter : "");
  gtk_widget_set_visible (self->made_part, letter != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->note_entry), "");
  gtk_spin_button_set_value (self->uses, 1);
  moot_case_page_changed (page);
}

static void
make_clicked_cb (MootInvitesPage *self)
{
  const guint selected = gtk_drop_down_get_selected (self->lifetime);
  const int days = selected < G_N_ELEMENTS (lifetimes) ? lifetimes[selected] : 0;
  MootRequest *request = moot_request_new (MOOT_CALL_MAKE_INVITE);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "note", gtk_editable_get_text (GTK_EDITABLE (self->note_entry)));
  moot_json_put_int (&json, "max_uses", gtk_spin_button_get_value_as_int (self->uses));
  if (days != 0)
    moot_json_put_time (&json, "expires_at", moot_clock_now () + days * MOOT_DAY);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  moot_case_page_send_for (MOOT_CASE_PAGE (self), request, self->problem, made);
}

static void
copy_clicked_cb (MootInvitesPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.copy", "s",
                              gtk_label_get_text (self->letter));
}

static void
revoke_clicked_cb (MootInvitesPage *self,
                   GtkWidget       *button)
{
  const char *id = moot_fact_row_get_id (g_object_get_data (G_OBJECT (button), "row"));

  /* the one that is shown may be the one that is revoked */
  gtk_widget_set_visible (self->made_part, FALSE);
  moot_case_page_ask_send (
    MOOT_CASE_PAGE (self), moot_request_new_for (MOOT_CALL_REVOKE_INVITE, id), self->problem,
    &(MootCaseQuestion){ _("Revoke This Invitation?"),
                         _("Nobody can apply with it any more.  Who has applied already stays.  "
                            "This cannot be taken back."),
                         _("Revoke") });
}

/* The code alone, or the whole message with the code at its end. */
static const char *
find_code (MootInvitesPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->code_entry));
  const char *space = strrchr (text, ' ');

  return space != NULL ? space + 1 : text;
}

static void
code_changed_cb (MootInvitesPage *self)
{
  gtk_widget_set_sensitive (self->join_button, *find_code (self) != '\0');
}

static void
join_clicked_cb (MootInvitesPage *self)
{
  MootRequest *request;
  g_autofree char *reason = moot_text_field_dup_text (self->reason_field);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!moot_text_field_fits (self->reason_field))
    {
      moot_text_field_focus (self->reason_field);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "code", find_code (self));
  moot_json_put_string (&json, "reason", reason);
  moot_json_end_object (&json);
  request = moot_request_new (MOOT_CALL_ACCEPT_INVITE);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  moot_case_page_send (MOOT_CASE_PAGE (self), request, self->problem);
}

/* Showing -------------------------------------------------------------------------------------- */

static gboolean
is_open (const MootInvite *invite)
{
  return invite->revoked_at == 0 && invite->uses < invite->max_uses &&
         invite->expires_at > moot_clock_now ();
}

static char *
dup_until (const MootInvite *invite)
{
  const gboolean is_revoked = invite->revoked_at != 0;
  g_autofree char *moment =
    moot_moment_text_dup_moment (is_revoked ? invite->revoked_at : invite->expires_at);

  if (is_revoked)
    /* Translators: of an invitation; %s is a moment. */
    return g_strdup_printf (_("Revoked on %s"), moment);
  if (invite->expires_at <= moot_clock_now ())
    /* Translators: of an invitation; %s is a moment. */
    return g_strdup_printf (_("Ran out on %s"), moment);
  /* Translators: of an invitation; %s is a moment. */
  return g_strdup_printf (_("Works until %s"), moment);
}

static char *
dup_uses (const MootInvite *invite)
{
  const gulong n = (gulong) invite->max_uses;

  if (invite->uses == 0)
    /* Translators: how many people can come with one invitation, none of whom came yet. */
    return g_strdup_printf (ngettext ("For %d person", "For %d people", n), (int) n);
  return g_strdup_printf (
    /* Translators: how many have come with one invitation (%1$d), and how many can (%2$d). */
    ngettext ("Used by %1$d of %2$d person", "Used by %1$d of %2$d people", n),
    (int) invite->uses, (int) n);
}

static char *
dup_issuer (const Invites    *data,
            const MootInvite *invite)
{
  MootMember *member =
    data->names != NULL ? g_hash_table_lookup (data->names, invite->member_id) : NULL;

  if (g_strcmp0 (invite->member_id, data->me->id) == 0)
    return g_strdup (_("From you"));
  if (member == NULL)
    return g_strdup (_("From somebody who has left"));
  /* Translators: who invites; %s is a name. */
  return g_strdup_printf (_("From %s"), member->name);
}

static void
add_invite (MootInvitesPage  *self,
            const Invites    *data,
            const MootInvite *invite)
{
  g_autofree char *until = dup_until (invite);
  g_autofree char *uses = dup_uses (invite);
  g_autofree char *issuer = dup_issuer (data, invite);
  g_autofree char *below = g_strdup_printf ("%s · %s · %s", uses, until, issuer);
  g_autofree char *made_on = moot_moment_text_dup_moment (invite->created_at);
  /* Translators: an invitation of which nobody wrote down for whom it is; %s is a moment. */
  g_autofree char *plain = g_strdup_printf (_("Invitation of %s"), made_on);
  const char *title = invite->note != NULL && *invite->note != '\0' ? invite->note : plain;
  /* Translators: what a button does; %s is for whom an invitation is. */
  g_autofree char *spoken = g_strdup_printf (_("Revoke: %s"), title);
  GtkWidget *row = moot_fact_row_new (invite->id, title, below);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (is_open (invite) ? self->open_list : self->over_list, row);
  if (is_open (invite))
    moot_fact_row_add_deed (row, _("Revoke…"), spoken, G_CALLBACK (revoke_clicked_cb), self);
}

static gboolean
has_rows (GtkListBox *list)
{
  return gtk_list_box_get_row_at_index (list, 0) != NULL;
}

/* What is still missing to somebody who asked to join. */
static const struct
{
  const char *state;
  const char *text;
} standings[] = {
  { "applied", N_ ("You have applied.  The members decide whether you join.") },
  { "approved", N_ ("You are approved.  You are a member as soon as your first dues have come.") },
};

static void
show_standing (MootInvitesPage  *self,
               const MootMember *me)
{
  const char *text = NULL;

  for (guint i = 0; me != NULL && i < G_N_ELEMENTS (standings); i++)
    if (g_strcmp0 (me->state, standings[i].state) == 0)
      text = _ (standings[i].text);
  gtk_label_set_text (self->applied_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->applied_label), text != NULL);
}

static void
show (GtkWidget *page,
      gpointer   result)
{
  MootInvitesPage *self = MOOT_INVITES_PAGE (page);
  const Invites *data = result;
  const gboolean may = data->me != NULL && data->me->can != NULL && data->me->can->propose;

  moot_empty_list (self->open_list);
  moot_empty_list (self->over_list);
  for (guint i = 0; data->invites != NULL && i < data->invites->len; i++)
    add_invite (self, data, g_ptr_array_index (data->invites, i));
  gtk_widget_set_visible (self->join_part, data->me == NULL);
  show_standing (self, data->me);
  gtk_widget_set_visible (self->make_part, may);
  gtk_widget_set_visible (self->lists_part, data->invites != NULL);
  gtk_widget_set_visible (self->open_none, !has_rows (self->open_list));
  gtk_widget_set_visible (GTK_WIDGET (self->open_list), has_rows (self->open_list));
  gtk_widget_set_visible (self->over_part, has_rows (self->over_list));
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = { load, show, invites_free };

static void
moot_invites_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_INVITES_PAGE);

  G_OBJECT_CLASS (moot_invites_page_parent_class)->dispose (object);
}

static void
moot_invites_page_class_init (MootInvitesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_invites_page_dispose;

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-invites-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootInvitesPage, child)
  BIND (state);
  BIND (join_part);
  BIND (code_entry);
  BIND (reason_field);
  BIND (join_button);
  BIND (applied_label);
  BIND (make_part);
  BIND (note_entry);
  BIND (uses);
  BIND (lifetime);
  BIND (made_part);
  BIND (letter);
  BIND (problem);
  BIND (lists_part);
  BIND (open_none);
  BIND (open_list);
  BIND (over_part);
  BIND (over_list);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
}

static void
moot_invites_page_init (MootInvitesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_invites_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_invites_page_new (MootClient *client)
{
  MootInvitesPage *self = g_object_new (MOOT_TYPE_INVITES_PAGE, NULL);

  moot_case_page_set_title (MOOT_CASE_PAGE (self), _("Invitations"));
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, "invites", &kind);
  return GTK_WIDGET (self);
}
