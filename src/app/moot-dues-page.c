/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues: where I stand in words, what to pay, what was due before, and where the co-op's money goes.
 * Each part comes from its own document, kept for reading while the server is away.
 * Thread: main. */
#include "config.h"

#include "moot-dues-page.h"

#include "moot-client-load.h"
#include "moot-dues-status.h"
#include "moot-error-text.h"
#include "moot-ledger.h"
#include "moot-moment-text.h"
#include "moot-money-text.h"
#include "moot-state-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MAX_HISTORY 12 /* periods: a year of months */

struct _MootDuesPage
{
  GtkWidget parent_instance;

  GtkWidget *state; /* MootStatePage */
  GtkBox *mine;
  GtkBox *common;

  MootClient *client;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootDuesPage, moot_dues_page, GTK_TYPE_WIDGET)

/* clang-format off */
static const struct
{
  const char *word;
  const char *sentence;
} statuses[] = {
  { "paid_up",  N_("You have paid what is due. Thank you.") },
  { "due_soon", N_("Your next dues are coming up.") },
  { "due",      N_("Your dues are due.") },
  { "overdue",  N_("Your dues are late. If you cannot pay now, ask for a pause.") },
  { "lapsed",   N_("Your dues have not been paid for a long time. Talk to the treasurer.") },
  { "waived",   N_("You do not have to pay at present.") },
  { "n/a",      N_("No dues are asked of you.") },
};
/* clang-format on */

static void
clear (GtkBox *box)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (box)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (box)))
    gtk_box_remove (box, child);
}

static GtkWidget *
add_group (GtkBox     *box,
           const char *title,
           const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (box, group);
  return group;
}

static void
add_row (GtkWidget  *group,
         const char *title,
         const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
add_money (GtkWidget  *group,
           const char *title,
           gint64      minor,
           const char *currency)
{
  g_autofree char *text = moot_money_text_dup (minor, currency);

  add_row (group, title, text);
}

static void
add_day (GtkWidget  *group,
         const char *title,
         gint64      day)
{
  g_autofree char *text = day != 0 ? moot_moment_text_dup_day (day) : NULL;

  if (text != NULL)
    add_row (group, title, text);
}

static void
add_history (MootDuesPage   *self,
             MootDuesStatus *status)
{
  GtkWidget *group;
  guint first = status->history->len > MAX_HISTORY ? status->history->len - MAX_HISTORY : 0;

  if (status->history->len == 0)
    return;
  group = add_group (self->mine, _("What Was Due"), NULL);
  for (guint i = status->history->len; i > first; i--)
    {
      MootDuesPeriod *period = g_ptr_array_index (status->history, i - 1);
      g_autofree char *day = moot_moment_text_dup_day (period->due_on);
      g_autofree char *paid = moot_money_text_dup (period->paid_minor, status->currency);
      g_autofree char *amount = moot_money_text_dup (period->amount_minor, status->currency);
      /* Translators: %1$s was paid of %2$s that was due, two amounts of money */
      g_autofree char *text = g_strdup_printf (_("%1$s of %2$s paid"), paid, amount);

      add_row (group, day, text);
    }
}

static const char *
find_sentence (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (statuses[i].word, word) == 0)
      return _(statuses[i].sentence);
  return NULL;
}

static void
show_status (MootReply    *reply,
             gint64        fetched_at,
             const GError *error,
             gpointer      data)
{
  MootDuesPage *self = data;
  MootDuesStatus *status;
  GtkWidget *group;

  if (self->state == NULL)
    return;
  if (reply == NULL)
    {
      g_autofree char *sentence = moot_error_text_dup_sentence (error);

      moot_state_page_show_problem (MOOT_STATE_PAGE (self->state), moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), sentence);
      return;
    }
  status = reply->entity;
  clear (self->mine);
  group = add_group (self->mine, _("My Dues"), find_sentence (status->status));
  add_money (group, _("To pay now"), status->balance_due_minor, status->currency);
  add_money (group, _("Each period"), status->amount_minor, status->currency);
  if (status->credit_minor > 0)
    add_money (group, _("Paid ahead"), status->credit_minor, status->currency);
  add_day (group, _("Paid until"), status->paid_through);
  add_day (group, _("Next due on"), status->next_due_on);
  if (status->reference != NULL)
    add_row (group, _("Write this on your payment"), status->reference);
  add_history (self, status);
  moot_state_page_show_content (MOOT_STATE_PAGE (self->state));
}

static void
show_budget (MootReply    *reply,
             gint64        fetched_at,
             const GError *error,
             gpointer      data)
{
  MootDuesPage *self = data;
  MootBudget *budget;
  GtkWidget *group;

  if (self->state == NULL || reply == NULL)
    return;
  budget = reply->entity;
  clear (self->common);
  group = add_group (self->common, _("The Co-op’s Money"),
                     _("Every member sees these sums, and nobody sees who paid what."));
  add_money (group, _("Income this year"), budget->income_minor, budget->currency);
  add_money (group, _("Costs this year"), budget->expenses_minor, budget->currency);
  add_money (group, _("In hand"), budget->balance_minor, budget->currency);
  if (budget->lines->len > 0)
    group = add_group (self->common, _("What It Went For"), NULL);
  for (guint i = 0; i < budget->lines->len; i++)
    {
      MootBudgetLine *line = g_ptr_array_index (budget->lines, i);

      add_money (group, line->account, line->actual_minor, budget->currency);
    }
}

static void
moot_dues_page_dispose (GObject *object)
{
  MootDuesPage *self = MOOT_DUES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->state, gtk_widget_unparent);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (moot_dues_page_parent_class)->dispose (object);
}

static void
moot_dues_page_class_init (MootDuesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = moot_dues_page_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
moot_dues_page_init (MootDuesPage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  self->cancellable = g_cancellable_new ();
  self->mine = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  self->common = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 24));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->mine));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->common));
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  self->state = moot_state_page_new ();
  moot_state_page_set_child (MOOT_STATE_PAGE (self->state), scroller);
  moot_state_page_show_loading (MOOT_STATE_PAGE (self->state));
  gtk_widget_set_parent (self->state, GTK_WIDGET (self));
  g_signal_connect_swapped (self->state, "retry", G_CALLBACK (moot_dues_page_refresh), self);
}

/**
 * moot_dues_page_new:
 * @client: the server of the co-op
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_dues_page_new (MootClient *client)
{
  MootDuesPage *self = g_object_new (MOOT_TYPE_DUES_PAGE, NULL);

  self->client = g_object_ref (client);
  moot_dues_page_refresh (self);
  return GTK_WIDGET (self);
}

/**
 * moot_dues_page_refresh:
 * @self: the page
 *
 * Asks the server again.
 */
void
moot_dues_page_refresh (MootDuesPage *self)
{
  moot_client_load (self->client, "dues/status", moot_request_new (MOOT_CALL_DUES_STATUS),
                    self->cancellable, show_status, g_object_ref (self), g_object_unref);
  moot_client_load (self->client, "budget", moot_request_new (MOOT_CALL_BUDGET), self->cancellable,
                    show_budget, g_object_ref (self), g_object_unref);
}
