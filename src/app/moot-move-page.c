/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Changing servers: other accounts of oneself, and where one goes.  Every answer of the server is
 * the whole state, so the page shows what is so after each step.
 * Spec: src/node/README.md, "Migration".
 * Thread: main. */
#include "moot-move-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-moment-text.h"
#include "moot-page-loader.h"
#include "moot-relocation.h"
#include "moot-sentence.h"

struct _MootMovePage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkWidget *moved;
  MootMarkedLabel *moved_label;
  GtkWidget *moved_button;
  GtkWidget *back_button;
  GtkWidget *coming;
  GtkEntry *alias;
  GtkWidget *add_button;
  MootMarkedLabel *alias_problem;
  GtkLabel *no_aliases;
  GtkBox *aliases;
  GtkWidget *going;
  GtkLabel *followers;
  GtkWidget *form;
  GtkEntry *target;
  GtkEditable *password;
  GtkWidget *move_button;
  MootMarkedLabel *move_problem;
  MootMarkedLabel *too_early;

  MootSession *session;
  MootPageLoader *loader;
};

G_DEFINE_FINAL_TYPE (MootMovePage, moot_move_page, GTK_TYPE_WIDGET)

static void
set_problem (MootMarkedLabel *label,
             const char      *sentence)
{
  moot_marked_label_set_text (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), sentence != NULL);
}

/* Showing ------------------------------------------------------------------------------------- */

static void
fill_aliases (MootMovePage *self,
              GPtrArray    *aliases)
{
  GtkWidget *row;

  moot_empty_box (self->aliases);
  for (guint i = 0; i < aliases->len; i++)
    {
      const MootAlias *alias = g_ptr_array_index (aliases, i);
      g_autofree char *handle =
        alias->acct != NULL ? g_strconcat ("@", alias->acct, NULL) : g_strdup (alias->uri);
      /* Translators: read out for a button; %s is the handle of an account */
      g_autofree char *words = moot_sentence_dup (_("%s is no longer mine"), handle);
      GtkWidget *name = gtk_label_new (handle);
      GtkWidget *button = gtk_button_new_with_label (_("Remove"));

      row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      gtk_label_set_wrap (GTK_LABEL (name), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_widget_set_hexpand (name, TRUE);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", alias->uri);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "move.remove-alias");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                      -1);
      gtk_box_append (GTK_BOX (row), name);
      gtk_box_append (GTK_BOX (row), button);
      gtk_box_append (self->aliases, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->no_aliases), aliases->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->aliases), aliases->len > 0);
}

static void
fill_moved (MootMovePage   *self,
            MootRelocation *relocation)
{
  MootAccount *home = relocation->moved_to;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->moved, home != NULL);
  gtk_widget_set_visible (self->coming, home == NULL);
  gtk_widget_set_visible (self->going, home == NULL);
  if (home == NULL)
    return;
  /* Translators: %s is the handle of the new account, without the @ */
  text = moot_sentence_dup (_("You have moved to @%s."), home->acct);
  moot_marked_label_set_text (self->moved_label, text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->moved_button), "s", home->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->moved_button), "status.account");
}

static void
fill_going (MootMovePage   *self,
            MootRelocation *relocation)
{
  const int n = (int) MIN (relocation->followers_count, G_MAXINT);
  const gboolean early = relocation->may_move_at != 0;
  g_autofree char *when =
    early ? moot_moment_text_dup_moment (relocation->may_move_at) : NULL;
  g_autofree char *text = NULL;
  g_autofree char *followers = g_strdup_printf (
    ngettext ("%d follower will be asked to follow the new account.",
              "%d followers will be asked to follow the new account.", (gulong) n),
    n);

  gtk_label_set_text (self->followers, followers);
  gtk_widget_set_sensitive (self->form, !early);
  /* Translators: %s is a moment, as in “Fri 4 Nov, 18:00” */
  text = early
           ? moot_sentence_dup (_("You have moved only lately. You can move again on %s."), when)
           : NULL;
  set_problem (self->too_early, text);
}

static void
show_relocation (GtkWidget *page,
                 gpointer   result)
{
  MootMovePage *self = MOOT_MOVE_PAGE (page);

  fill_moved (self, result);
  fill_aliases (self, MOOT_RELOCATION (result)->aliases);
  fill_going (self, result);
  moot_state_page_show_content (self->state);
}

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  return moot_page_source_ask_entity (source, "relocation", MOOT_CALL_RELOCATION, NULL, cancellable,
                                      error);
}

static const MootPageKind page_kind = { load, show_relocation, g_object_unref };

/* Changing ------------------------------------------------------------------------------------ */

typedef struct
{
  MootMovePage *page;
  MootMarkedLabel *problem; /* of the part of the page that was used */
  GtkEditable *done;        /* (nullable): is empty afterwards */
} Step;

static Step *
step_new (MootMovePage    *self,
          MootMarkedLabel *problem,
          GtkEditable     *done)
{
  Step *step = g_new0 (Step, 1);

  step->page = g_object_ref (self);
  step->problem = problem;
  step->done = done;
  return step;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Step *step = user_data;
  g_autoptr (MootMovePage) self = step->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->state == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->add_button, TRUE);
  gtk_widget_set_sensitive (self->move_button, TRUE);
  gtk_widget_set_sensitive (self->back_button, TRUE);
  gtk_editable_set_text (self->password, "");
  sentence = error != NULL ? moot_error_text_dup_sentence (error) : NULL;
  set_problem (step->problem, sentence);
  if (reply == NULL)
    return;
  if (step->done != NULL)
    gtk_editable_set_text (step->done, "");
  show_relocation (GTK_WIDGET (self), reply->entity);
}

static void
ask (MootMovePage *self,
     MootRequest  *request,
     Step         *step)
{
  set_problem (step->problem, NULL);
  gtk_widget_set_sensitive (self->add_button, FALSE);
  gtk_widget_set_sensitive (self->move_button, FALSE);
  gtk_widget_set_sensitive (self->back_button, FALSE);
  moot_client_call_async (moot_session_get_client (self->session), request,
                          moot_page_loader_get_cancellable (self->loader), answered_cb, step);
}

static void
add_clicked_cb (MootMovePage *self)
{
  g_autofree char *acct =
    g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->alias))));
  MootRequest *request;

  if (*acct == '\0')
    {
      set_problem (self->alias_problem, _("Write the handle of the other account."));
      gtk_widget_grab_focus (GTK_WIDGET (self->alias));
      return;
    }
  request = moot_request_new (MOOT_CALL_ADD_ALIAS);
  moot_request_add (request, "acct", acct);
  ask (self, request, step_new (self, self->alias_problem, GTK_EDITABLE (self->alias)));
}

static void
remove_alias_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MootMovePage *self = MOOT_MOVE_PAGE (widget);
  MootRequest *request = moot_request_new (MOOT_CALL_REMOVE_ALIAS);

  moot_request_add (request, "uri", g_variant_get_string (parameter, NULL));
  ask (self, request, step_new (self, self->alias_problem, NULL));
}

static void
move_answered_cb (gboolean accepted,
                  gpointer data)
{
  MootMovePage *self = data;
  MootRequest *request;

  if (!accepted || self->state == NULL)
    return;
  request = moot_request_new (MOOT_CALL_MOVE);
  moot_request_add (request, "acct", gtk_editable_get_text (GTK_EDITABLE (self->target)));
  moot_request_add (request, "password", gtk_editable_get_text (self->password));
  ask (self, request, step_new (self, self->move_problem, GTK_EDITABLE (self->target)));
}

static void
move_clicked_cb (MootMovePage *self)
{
  const char *target = gtk_editable_get_text (GTK_EDITABLE (self->target));
  g_autofree char *heading = NULL;

  if (*target == '\0')
    {
      set_problem (self->move_problem, _("Write the handle of the new account."));
      gtk_widget_grab_focus (GTK_WIDGET (self->target));
      return;
    }
  if (*gtk_editable_get_text (self->password) == '\0')
    {
      set_problem (self->move_problem,
                   _("Type the password of this account, so that nobody else moves it."));
      gtk_widget_grab_focus (GTK_WIDGET (self->password));
      return;
    }
  set_problem (self->move_problem, NULL);
  /* Translators: %s is the handle of an account */
  heading = moot_sentence_dup (_("Move to %s?"), target);
  moot_ask (GTK_WIDGET (self), heading,
            _("Your followers go to the new account. This one can no longer post. You can take the "
               "move back, but followers who went stay there."),
            _("Move"), TRUE, move_answered_cb, g_object_ref (self), g_object_unref);
}

static void
back_answered_cb (gboolean accepted,
                  gpointer data)
{
  MootMovePage *self = data;

  if (accepted && self->state != NULL)
    ask (self, moot_request_new (MOOT_CALL_TAKE_MOVE_BACK),
         step_new (self, self->move_problem, NULL));
}

static void
back_clicked_cb (MootMovePage *self)
{
  moot_ask (GTK_WIDGET (self), _("Take the Move Back?"),
            _("This account can post again. Followers who went to the new account stay there."),
            _("Take Back"), FALSE, back_answered_cb, g_object_ref (self), g_object_unref);
}

/* The page ------------------------------------------------------------------------------------ */

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_page_loader_refresh (MOOT_MOVE_PAGE (widget)->loader);
}

static void
moot_move_page_dispose (GObject *object)
{
  MootMovePage *self = MOOT_MOVE_PAGE (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_MOVE_PAGE);
  g_clear_object (&self->loader);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (moot_move_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, state);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, moved);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, moved_label);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, moved_button);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, back_button);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, coming);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, alias);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, add_button);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, alias_problem);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, no_aliases);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, aliases);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, going);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, followers);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, form);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, target);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, password);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, move_button);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, move_problem);
  gtk_widget_class_bind_template_child (widget_class, MootMovePage, too_early);
}

static void
moot_move_page_class_init (MootMovePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_move_page_dispose;

  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-move-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "move.remove-alias", "s", remove_alias_action);
}

static void
moot_move_page_init (MootMovePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_move_page_new:
 * @session: who changes servers
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_move_page_new (MootSession *session)
{
  MootMovePage *self = g_object_new (MOOT_TYPE_MOVE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->loader = moot_page_loader_new (GTK_WIDGET (self), self->state,
                                       moot_session_get_client (session), NULL, &page_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
}
