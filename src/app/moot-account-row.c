/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Somebody in a list: of followers, of search results, of those who ask to follow.
 * Thread: main. */
#include "moot-account-row.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-avatar-button.h"
#include "moot-html.h"
#include "moot-lead-box.h"
#include "moot-sentence.h"
#include "moot-status-text.h"

#define MAX_NOTE 300 /* letters of what somebody says of themselves; a row shows two lines */

struct _MootAccountRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  MootAvatarButton *avatar;
  GtkLabel *name;
  GtkLabel *handle;
  GtkLabel *note;
  GtkWidget *answers;
  GtkWidget *accept_button;
  GtkWidget *reject_button;
  GtkWidget *undo_button;

  MootStatusDisplay *display;
  char *account_id;
  MootAccountRowKind kind;
};

G_DEFINE_FINAL_TYPE (MootAccountRow, moot_account_row, GTK_TYPE_WIDGET)

/* clang-format off */
static const struct
{
  const char *label;
  const char *action;
  const char *words;
} undos[] = {
  /* Translators: read out for a button; %s is a name */
  [MOOT_ACCOUNT_ROW_MUTED]   = { N_("Unmute"),  "account.unmute",  N_("Hear from %s again") },
  /* Translators: read out for a button; %s is a name */
  [MOOT_ACCOUNT_ROW_BLOCKED] = { N_("Unblock"), "account.unblock", N_("No longer block %s") },
};
/* clang-format on */

static gboolean
is_undone (MootAccountRow *self)
{
  return self->kind == MOOT_ACCOUNT_ROW_MUTED || self->kind == MOOT_ACCOUNT_ROW_BLOCKED;
}

static void
pressed_cb (MootAccountRow  *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  if (self->account_id != NULL && gtk_widget_contains (GTK_WIDGET (self), x, y))
    gtk_widget_activate_action (GTK_WIDGET (self), "status.account", "s", self->account_id);
}

static void
moot_account_row_dispose (GObject *object)
{
  MootAccountRow *self = MOOT_ACCOUNT_ROW (object);

  g_clear_object (&self->display);
  g_clear_pointer (&self->account_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_ACCOUNT_ROW);

  G_OBJECT_CLASS (moot_account_row_parent_class)->dispose (object);
}

static void
moot_account_row_class_init (MootAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_account_row_dispose;

  g_type_ensure (MOOT_TYPE_LEAD_BOX);
  g_type_ensure (MOOT_TYPE_AVATAR_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "accountrow");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, box);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, name);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, handle);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, note);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, answers);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, reject_button);
  gtk_widget_class_bind_template_child (widget_class, MootAccountRow, undo_button);
}

static void
moot_account_row_init (MootAccountRow *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (click, "released", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * moot_account_row_new:
 * @display: where pictures come from
 * @kind: why people are listed
 *
 * Returns: (transfer floating): a row for nobody yet
 */
GtkWidget *
moot_account_row_new (MootStatusDisplay  *display,
                      MootAccountRowKind  kind)
{
  MootAccountRow *self = g_object_new (MOOT_TYPE_ACCOUNT_ROW, NULL);

  self->display = g_object_ref (display);
  self->kind = kind;
  gtk_widget_set_visible (self->answers, kind != MOOT_ACCOUNT_ROW_PLAIN);
  gtk_widget_set_visible (self->accept_button, kind == MOOT_ACCOUNT_ROW_REQUEST);
  gtk_widget_set_visible (self->reject_button, kind == MOOT_ACCOUNT_ROW_REQUEST);
  gtk_widget_set_visible (self->undo_button, is_undone (self));
  if (is_undone (self))
    gtk_button_set_label (GTK_BUTTON (self->undo_button), _ (undos[kind].label));
  return GTK_WIDGET (self);
}

static void
aim_button (GtkWidget   *button,
            const char  *action,
            const char  *words,
            MootAccount *account)
{
  g_autofree char *name = moot_account_dup_name (account);
  g_autofree char *spoken = moot_sentence_dup (words, name);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", account->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static char *
dup_note (MootAccount *account)
{
  g_autofree char *text =
    account->note != NULL ? moot_html_to_text (account->note) : g_strdup ("");
  char *cut = g_utf8_strlen (text, -1) > MAX_NOTE ? g_utf8_substring (text, 0, MAX_NOTE)
                                                  : g_strdup (text);

  return g_strdelimit (cut, "\n\r\t", ' ');
}

/**
 * moot_account_row_set_account:
 * @self: a row
 * @account: somebody
 */
void
moot_account_row_set_account (MootAccountRow *self,
                              MootAccount    *account)
{
  g_autofree char *name = moot_account_dup_name (account);
  g_autofree char *handle = g_strconcat ("@", account->acct, NULL);
  g_autofree char *note = dup_note (account);

  g_free (self->account_id);
  self->account_id = g_strdup (account->id);
  moot_avatar_button_set_account (self->avatar, account,
                                  moot_status_display_get_loader (self->display));
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->handle, handle);
  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *g_strstrip (note) != '\0');
  /* Translators: read out for a button; %s is a name */
  aim_button (self->accept_button, "account.accept", _("Let %s follow me"), account);
  /* Translators: read out for a button; %s is a name */
  aim_button (self->reject_button, "account.reject", _("Do not let %s follow me"), account);
  if (is_undone (self))
    aim_button (self->undo_button, undos[self->kind].action, _ (undos[self->kind].words), account);
}

/**
 * moot_account_row_dup_description:
 * @account: somebody
 *
 * Returns: (transfer full): what a screen reader says for the row
 */
char *
moot_account_row_dup_description (MootAccount *account)
{
  g_autofree char *name = moot_account_dup_name (account);
  g_autofree char *note = dup_note (account);

  return g_strdup_printf ("%s, @%s. %s", name, account->acct, note);
}
