/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A rule about another server, as those in office make it.
 * Spec: Mastodon client API, admin/domain_blocks and admin/domain_allows.
 * Thread: main. */
#include "moot-rule-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-desk-text.h"
#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-sentence.h"
#include "moot-state-page.h"

struct _MootRulePage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkWidget *form;
  GtkEntry *domain;
  GtkWidget *allow_note;
  GtkWidget *terms; /* what an allowed server has not */
  GtkDropDown *severity;
  GtkLabel *meaning;
  GtkSwitch *reject_media;
  GtkSwitch *reject_reports;
  GtkSwitch *obfuscate;
  GtkEntry *public_comment;
  GtkEntry *private_comment;
  MootMarkedLabel *problem;
  GtkButton *save_button;
  GtkWidget *remove_button;

  MootSession *session;
  char *id; /* (nullable): of a rule that is changed */
  gboolean allow;
  gboolean removing;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootRulePage, moot_rule_page, GTK_TYPE_WIDGET)

/* clang-format off */
static const struct { const char *severity; const char *meaning; } severities[] = {
  { "silence", N_("Its people are not in public timelines and searches, and nobody hears from them unless they follow them.") },
  { "suspend", N_("Nothing comes in from there and nothing goes out. Follows between here and there end.") },
  { "noop",    N_("Only what is chosen below holds.") },
};
/* clang-format on */

static void
show_problem (MootRulePage *self,
              const char   *sentence)
{
  moot_marked_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static guint
get_severity (MootRulePage *self)
{
  return MIN (gtk_drop_down_get_selected (self->severity), G_N_ELEMENTS (severities) - 1);
}

/* From a suspended server nothing comes: there is nothing more to hold back. */
static void
severity_changed_cb (MootRulePage *self)
{
  const guint severity = get_severity (self);
  const gboolean open = !g_str_equal (severities[severity].severity, "suspend");

  gtk_label_set_text (self->meaning, _ (severities[severity].meaning));
  gtk_widget_set_sensitive (GTK_WIDGET (self->reject_media), open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reject_reports), open);
}

/* Saving -------------------------------------------------------------------------------------- */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootRulePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;
  GtkWidget *window;

  if (self->state == NULL || gtk_widget_get_root (GTK_WIDGET (self)) == NULL ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->form, TRUE);
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      show_problem (self, sentence);
      return;
    }
  if (self->removing)
    moot_session_lose_entry (self->session, self->id);
  window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  gtk_widget_activate_action (window, "win.toast", "s",
                              self->removing ? _("The rule is gone.")
                              : self->allow  ? _("The server is allowed.")
                                             : _("The rule holds."));
  gtk_widget_activate_action (window, "win.back", NULL);
  gtk_widget_activate_action (window, "win.refresh", NULL); /* the list below has it now */
}

static void
ask (MootRulePage *self,
     MootRequest  *request)
{
  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->form, FALSE);
  moot_client_call_async (moot_session_get_client (self->session), request, self->cancellable,
                          done_cb, g_object_ref (self));
}

static void
save (MootRulePage *self,
      const char   *domain)
{
  MootRequest *request = self->allow ? moot_request_new (MOOT_CALL_ALLOW_SERVER)
                         : self->id == NULL
                           ? moot_request_new (MOOT_CALL_ADD_RULE)
                           : moot_request_new_for (MOOT_CALL_CHANGE_RULE, self->id);

  self->removing = FALSE;
  moot_request_add (request, "domain", domain);
  if (!self->allow)
    {
      moot_request_add (request, "severity", severities[get_severity (self)].severity);
      moot_request_add_boolean (request, "reject_media",
                                gtk_switch_get_active (self->reject_media));
      moot_request_add_boolean (request, "reject_reports",
                                gtk_switch_get_active (self->reject_reports));
      moot_request_add_boolean (request, "obfuscate", gtk_switch_get_active (self->obfuscate));
      moot_request_add (request, "public_comment",
                        gtk_editable_get_text (GTK_EDITABLE (self->public_comment)));
      moot_request_add (request, "private_comment",
                        gtk_editable_get_text (GTK_EDITABLE (self->private_comment)));
    }
  ask (self, request);
}

static void
save_answered_cb (gboolean accepted,
                  gpointer data)
{
  MootRulePage *self = data;

  if (accepted && self->state != NULL)
    save (self, gtk_editable_get_text (GTK_EDITABLE (self->domain)));
}

/* Follows that end do not come back: that is asked about. */
static void
save_clicked_cb (MootRulePage *self)
{
  const char *domain = gtk_editable_get_text (GTK_EDITABLE (self->domain));
  g_autofree char *heading = NULL;

  if (*domain == '\0')
    {
      show_problem (self, _("Write the name of the server, like social.example."));
      gtk_widget_grab_focus (GTK_WIDGET (self->domain));
      return;
    }
  if (self->allow || !g_str_equal (severities[get_severity (self)].severity, "suspend"))
    {
      save (self, domain);
      return;
    }
  /* Translators: %s is the name of a server */
  heading = moot_sentence_dup (_("Have Nothing to Do with %s?"), domain);
  moot_ask (
    GTK_WIDGET (self), heading,
    _("All follows between here and there end, and do not come back when the rule is gone."),
    _("Suspend"), TRUE, save_answered_cb, g_object_ref (self), g_object_unref);
}

static void
remove_clicked_cb (MootRulePage *self)
{
  self->removing = TRUE;
  ask (self, moot_request_new_for (MOOT_CALL_REMOVE_RULE, self->id));
}

/* Showing ------------------------------------------------------------------------------------- */

static void
set_text (GtkEntry   *entry,
          const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static void
fill (MootRulePage    *self,
      MootDomainBlock *block)
{
  set_text (self->domain, block->domain);
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    if (g_strcmp0 (severities[i].severity, block->severity) == 0)
      gtk_drop_down_set_selected (self->severity, i);
  gtk_switch_set_active (self->reject_media, block->reject_media);
  gtk_switch_set_active (self->reject_reports, block->reject_reports);
  gtk_switch_set_active (self->obfuscate, block->obfuscate);
  set_text (self->public_comment, block->public_comment);
  set_text (self->private_comment, block->private_comment);
}

/* Only what the server says now is changed. */
static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (MootRulePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->state == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_state_page_show_problem (self->state, moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), sentence);
      return;
    }
  fill (self, reply->entity);
  moot_state_page_show_content (self->state);
}

static void
load (MootRulePage *self)
{
  moot_state_page_show_loading (self->state);
  moot_client_call_async (moot_session_get_client (self->session),
                          moot_request_new_for (MOOT_CALL_SERVER_RULE, self->id),
                          self->cancellable, loaded_cb, g_object_ref (self));
}

static void
moot_rule_page_dispose (GObject *object)
{
  MootRulePage *self = MOOT_RULE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_RULE_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (moot_rule_page_parent_class)->dispose (object);
}

static void
moot_rule_page_class_init (MootRulePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_rule_page_dispose;

  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-rule-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, state);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, form);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, domain);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, allow_note);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, terms);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, severity);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, meaning);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, reject_media);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, reject_reports);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, obfuscate);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, public_comment);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, private_comment);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, problem);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, save_button);
  gtk_widget_class_bind_template_child (widget_class, MootRulePage, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, severity_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
}

static void
moot_rule_page_init (MootRulePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (severities); i++)
    gtk_string_list_append (names, moot_desk_text_get_severity (severities[i].severity));
  gtk_drop_down_set_model (self->severity, G_LIST_MODEL (names));
  severity_changed_cb (self);
}

/**
 * moot_rule_page_new:
 * @session: of somebody in office
 * @id: (nullable): of the rule that is changed; %NULL for a new one
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_rule_page_new (MootSession *session,
                    const char  *id)
{
  MootRulePage *self = g_object_new (MOOT_TYPE_RULE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);
  gtk_widget_set_visible (self->remove_button, id != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->domain), id == NULL);
  if (id != NULL)
    load (self);
  else
    moot_state_page_show_content (self->state);
  return GTK_WIDGET (self);
}

/**
 * moot_rule_page_new_allow:
 * @session: of somebody in office
 *
 * Returns: (transfer floating): the page to allow a server
 */
GtkWidget *
moot_rule_page_new_allow (MootSession *session)
{
  MootRulePage *self = MOOT_RULE_PAGE (moot_rule_page_new (session, NULL));

  self->allow = TRUE;
  gtk_widget_set_visible (self->terms, FALSE);
  gtk_widget_set_visible (self->allow_note, TRUE);
  gtk_button_set_label (self->save_button, _("Allow"));
  return GTK_WIDGET (self);
}
