/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* My dues and the co-op's money.
 * Thread: main. */
#include "moot-dues-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-columns.h"
#include "moot-dues-case.h"
#include "moot-dues-text.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-flow.h"
#include "moot-marked-label.h"
#include "moot-moment-text.h"
#include "moot-money-text.h"
#include "moot-money.h"
#include "moot-page-loader.h"
#include "moot-pay-lines.h"
#include "moot-payment.h"
#include "moot-table.h"
#include "moot-ways.h"

#define WAIVER_MONTHS 3 /* asked for at a time, where the plan allows as many */

struct _MootDuesPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  MootMarkedLabel *status;
  GtkLabel *since;
  GtkLabel *amount;
  GtkLabel *frozen;
  GtkWidget *problem;
  MootMarkedLabel *problem_label;
  GtkWidget *ways_heading;
  GtkBox *ways;
  MootMarkedLabel *notices;
  GtkWidget *paid_button;
  GtkLabel *limits;
  GtkRange *amount_scale;
  GtkEntry *amount_entry;
  GtkLabel *meaning;
  GtkLabel *amount_hint;
  GtkWidget *choose_button;
  GtkWidget *waive_button;
  MootTable *history;
  GtkListBox *ways_on;
  GtkWidget *treasurer_row;

  gboolean changing;        /* the server is being asked */
  gboolean sliding;         /* the scale and the entry follow each other */
  MootDuesStatus *standing; /* (nullable): how often I pay */
  MootBudget *budget;       /* (nullable): what the co-op costs */
  char *currency;
  MootDuesPlan *plan; /* (nullable): what may be chosen */
  MootPageLoader *loader;
};

G_DEFINE_FINAL_TYPE (MootDuesPage, moot_dues_page, GTK_TYPE_WIDGET)

/* clang-format off */
static const MootTableKind history_kind = {
  /* Translators: heading of a list of charges and payments */
  .title = N_("My History"),
  .file_name = "my-dues",
  .none = N_("Nothing was due and nothing was paid yet."),
  .descending = TRUE,
  .columns = {
    { N_("Date"),    15, FALSE },
    /* Translators: heading of a column: whether it is a charge or a payment */
    { N_("What"),    12, FALSE },
    { N_("Amount"),  10, TRUE  },
    { N_("Status"),  18, FALSE },
  },
};
/* clang-format on */

static void
set_problem (MootDuesPage *self,
             const char   *problem)
{
  moot_marked_label_set_text (self->problem_label, problem);
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/* What the amount means is said while it is chosen, not after. */
static void
update_meaning (MootDuesPage *self,
                gint64        minor)
{
  g_autofree char *meaning =
    self->standing != NULL && minor > 0
      ? moot_dues_text_dup_meaning (minor, self->standing, self->budget)
      : NULL;

  gtk_label_set_text (self->meaning, meaning != NULL ? meaning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->meaning), meaning != NULL);
}

/* The scale follows what is typed, as far as it goes. */
static void
update_scale (MootDuesPage *self,
              gint64        minor)
{
  g_autofree char *text = NULL;

  if (!self->sliding)
    {
      self->sliding = TRUE;
      gtk_range_set_value (self->amount_scale, (double) minor);
      self->sliding = FALSE;
    }
  text = moot_money_text_dup (minor, self->currency);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->amount_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

/* The button waits for an amount, and the line above it says for which. */
static void
update_choice (MootDuesPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->amount_entry));
  g_autofree char *refusal =
    self->plan != NULL ? moot_money_text_dup_refusal (typed, self->currency, self->plan->min_minor)
                       : NULL;
  gint64 minor = 0;

  gtk_label_set_text (self->amount_hint, refusal != NULL ? refusal : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount_hint), refusal != NULL);
  gtk_widget_set_sensitive (self->choose_button, refusal == NULL && !self->changing);
  gtk_widget_set_sensitive (self->waive_button, !self->changing);
  gtk_widget_set_sensitive (self->paid_button, !self->changing);
  if (self->plan != NULL && refusal == NULL &&
      moot_money_text_parse (typed, self->currency, &minor))
    update_scale (self, minor);
  update_meaning (self, minor);
}

static void
slid_cb (MootDuesPage *self)
{
  g_autofree char *text = NULL;
  gint64 minor;
  gint64 step;

  if (self->sliding || self->plan == NULL)
    return;
  step = (gint64) gtk_adjustment_get_step_increment (gtk_range_get_adjustment (self->amount_scale));
  minor = ((gint64) gtk_range_get_value (self->amount_scale) + step / 2) / step * step;
  text = moot_money_text_dup (MAX (minor, self->plan->min_minor), self->currency);
  self->sliding = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->amount_entry), text);
  self->sliding = FALSE;
}

/* A round step, of which some twenty make the whole way. */
static gint64
get_step (gint64 way)
{
  static const gint64 steps[] = { 1, 5, 10, 50, 100, 500, 1000, 5000, 10000, 50000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (way / steps[i] <= 40)
      return steps[i];
  return steps[G_N_ELEMENTS (steps) - 1];
}

static void
add_mark (MootDuesPage *self,
          gint64        minor)
{
  g_autofree char *text = moot_money_text_dup (minor, self->currency);

  gtk_scale_add_mark (GTK_SCALE (self->amount_scale), (double) minor, GTK_POS_BOTTOM, text);
}

/* More than the most is a gift, and is typed. */
static void
show_scale (MootDuesPage         *self,
            const MootDuesPlan   *plan,
            const MootDuesStatus *status)
{
  const gint64 most = MAX (plan->max_minor > 0 ? plan->max_minor : 4 * plan->suggested_minor,
                           plan->min_minor + 1);
  const gint64 step = get_step (most - plan->min_minor);
  g_autofree char *now = moot_money_text_dup (status->amount_minor, plan->currency);

  self->sliding = TRUE;
  gtk_scale_clear_marks (GTK_SCALE (self->amount_scale));
  gtk_range_set_range (self->amount_scale, (double) plan->min_minor, (double) most);
  gtk_range_set_increments (self->amount_scale, (double) step, (double) (step * 4));
  add_mark (self, plan->min_minor);
  if (plan->suggested_minor > plan->min_minor && plan->suggested_minor < most)
    add_mark (self, plan->suggested_minor);
  add_mark (self, most);
  self->sliding = FALSE;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->amount_entry), now);
}

/* Changing ----------------------------------------------------------------------------------- */

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootDuesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->changing = FALSE;
  update_choice (self);
  sentence = error != NULL ? moot_error_text_dup_sentence (error) : NULL;
  set_problem (self, sentence);
  if (reply != NULL)
    moot_page_loader_refresh (self->loader);
}

static void
change (MootDuesPage *self,
        MootCall      call,
        const char   *name,
        gint64        value)
{
  MootRequest *request = moot_request_new (call);
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&writer);
  moot_json_put_int (&writer, name, value);
  moot_json_end_object (&writer);
  moot_request_set_json (request, moot_json_writer_steal (&writer));
  self->changing = TRUE;
  update_choice (self);
  moot_client_call_async (moot_page_loader_get_client (self->loader), request,
                          moot_page_loader_get_cancellable (self->loader), changed_cb,
                          g_object_ref (self));
}

/* More than the plan's most is a gift; of its steps the server knows best. */
static void
choose_clicked_cb (MootDuesPage *self)
{
  gint64 minor = 0;

  if (moot_money_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->amount_entry)),
                             self->currency, &minor))
    change (self, MOOT_CALL_CHOOSE_DUES, "amount_minor", minor);
}

static void
waive_answered_cb (gboolean accepted,
                   gpointer data)
{
  MootDuesPage *self = data;

  if (accepted && self->loader != NULL)
    change (self, MOOT_CALL_WAIVE_DUES, "months", WAIVER_MONTHS);
}

/* What is open, or else what each period asks for. */
static gint64
get_next_minor (MootDuesPage *self)
{
  return self->standing->balance_due_minor > 0 ? self->standing->balance_due_minor
                                               : self->standing->amount_minor;
}

static void
paid_answered_cb (gboolean accepted,
                  gpointer data)
{
  MootDuesPage *self = data;

  if (accepted && self->loader != NULL)
    change (self, MOOT_CALL_SAY_PAID, "amount_minor", get_next_minor (self));
}

static void
paid_clicked_cb (MootDuesPage *self)
{
  g_autofree char *money = moot_money_text_dup (get_next_minor (self), self->currency);
  /* Translators: %s is an amount, as in “£3.00”. */
  g_autofree char *heading = g_strdup_printf (_("Did You Pay %s Today?"), money);

  moot_ask (
    GTK_WIDGET (self), heading,
    _("The treasurer hears of it and looks for it in what the bank says.  Until it is found "
       "nothing changes."),
    _("I Have Paid"), FALSE, paid_answered_cb, g_object_ref (self), g_object_unref);
}

static void
waive_clicked_cb (MootDuesPage *self)
{
  moot_ask (GTK_WIDGET (self), _("Pause Your Dues?"),
            _("You pay nothing for three months and keep all your rights.  Nobody asks why, and no "
               "other member is told."),
            _("Pause Dues"), FALSE, waive_answered_cb, g_object_ref (self), g_object_unref);
}

/* Showing ------------------------------------------------------------------------------------ */

static void
show_ways (MootDuesPage       *self,
           const MootDuesCase *data)
{
  g_autofree char *notices = moot_pay_lines_dup_notices (data);

  moot_pay_lines_fill (self->ways, data);
  moot_marked_label_set_text (self->notices, notices);
  gtk_widget_set_visible (self->ways_heading,
                          gtk_widget_get_first_child (GTK_WIDGET (self->ways)) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notices), notices != NULL);
  gtk_widget_set_visible (self->paid_button, get_next_minor (self) > 0);
}

static void
add_charge (GPtrArray            *rows,
            MootDuesPeriod       *period,
            const MootDuesStatus *status)
{
  MootTableRow *row = moot_table_row_new (NULL, period);
  g_autofree char *had = moot_money_text_dup (period->paid_minor, status->currency);
  g_autofree char *wanted = moot_money_text_dup (period->amount_minor, status->currency);
  /* Translators: %1$s and %2$s are amounts: what was paid, what was asked for. */
  g_autofree char *part = g_strdup_printf (_("%1$s of %2$s paid"), had, wanted);

  moot_table_row_put_day (row, period->due_on);
  /* Translators: in a list of charges and payments: a charge. */
  moot_table_row_put_text (row, _("Dues"));
  moot_table_row_put_money (row, period->amount_minor, status->currency);
  moot_table_row_put_text (row, period->paid_minor >= period->amount_minor ? _("Paid") : part);
  g_ptr_array_add (rows, row);
}

static void
add_payment (GPtrArray   *rows,
             MootPayment *payment)
{
  MootTableRow *row = moot_table_row_new (payment->id, payment);

  moot_table_row_put_day (row, payment->received_on);
  /* Translators: in a list of charges and payments: a payment. */
  moot_table_row_put_text (row, _("Payment"));
  moot_table_row_put_money (row, payment->amount_minor, payment->currency);
  moot_table_row_put_text (row, payment->reversed_by != NULL
                                  /* Translators: of a payment that was booked by mistake. */
                                  ? _("Taken back")
                                  : _("Received"));
  g_ptr_array_add (rows, row);
}

static void
show_history (MootDuesPage       *self,
              const MootDuesCase *data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);
  GPtrArray *charges = data->charges != NULL ? data->charges : data->status->history;

  for (guint i = 0; i < charges->len; i++)
    add_charge (rows, g_ptr_array_index (charges, i), data->status);
  for (guint i = 0; data->payments != NULL && i < data->payments->len; i++)
    add_payment (rows, g_ptr_array_index (data->payments, i));
  moot_table_set_rows (self->history, rows);
}

static void
show_case (GtkWidget *page,
           gpointer   result)
{
  MootDuesPage *self = MOOT_DUES_PAGE (page);
  const MootDuesCase *data = result;
  g_autofree char *status = moot_dues_text_dup_status (data->status);
  g_autofree char *amount = moot_dues_text_dup_amount (data->status);
  g_autofree char *limits = moot_dues_text_dup_limits (data->plan);
  g_autofree char *since = data->me != NULL ? moot_dues_text_dup_since (data->me) : NULL;

  g_free (self->currency);
  self->currency = g_strdup (data->plan->currency);
  g_set_object (&self->plan, data->plan);
  moot_marked_label_set_text (self->status, status);
  moot_marked_label_set_icon_name (self->status, moot_dues_text_get_icon (data->status));
  gtk_label_set_text (self->amount, amount);
  gtk_label_set_text (self->limits, limits);
  g_set_object (&self->standing, data->status);
  g_set_object (&self->budget, data->budget);
  gtk_label_set_text (self->since, since != NULL ? since : "");
  gtk_widget_set_visible (GTK_WIDGET (self->since), since != NULL);
  show_scale (self, data->plan, data->status);
  update_choice (self);
  gtk_widget_set_visible (GTK_WIDGET (self->frozen), data->status->votes_frozen);
  gtk_widget_set_visible (self->waive_button, data->status->waiver == NULL);
  show_ways (self, data);
  show_history (self, data);
  gtk_widget_set_visible (self->treasurer_row, moot_dues_case_is_treasurer (data));
  moot_state_page_show_content (self->state);
}

static const MootPageKind dues_kind = {
  .load = moot_dues_case_load,
  .show = show_case,
  .free_result = (GDestroyNotify) moot_dues_case_free,
};

static void
moot_dues_page_dispose (GObject *object)
{
  MootDuesPage *self = MOOT_DUES_PAGE (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_object (&self->plan);
  g_clear_object (&self->standing);
  g_clear_object (&self->budget);
  g_clear_pointer (&self->currency, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DUES_PAGE);

  G_OBJECT_CLASS (moot_dues_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, status);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, since);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, amount);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, frozen);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, problem);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, problem_label);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, ways_heading);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, ways);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, notices);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, paid_button);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, limits);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, amount_scale);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, amount_entry);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, meaning);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, amount_hint);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, choose_button);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, waive_button);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, history);
  gtk_widget_class_bind_template_child (widget_class, MootDuesPage, ways_on);
}

static void
moot_dues_page_class_init (MootDuesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_dues_page_dispose;
  g_type_ensure (MOOT_TYPE_COLUMNS);
  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  g_type_ensure (MOOT_TYPE_TABLE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-dues-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, slid_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_choice);
  gtk_widget_class_bind_template_callback (widget_class, waive_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, paid_clicked_cb);
}

static void
moot_dues_page_init (MootDuesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_table_set_kind (self->history, &history_kind);
  gtk_list_box_append (self->ways_on,
                       moot_ways_make_row (_("Our Money"),
                                           _("What comes in, what it costs, how long it lasts"),
                                           "moot-dues-symbolic", "win.open-money"));
  gtk_list_box_append (
    self->ways_on, moot_ways_make_row (_("Members"), _("Who belongs, their offices and circles"),
                                       "system-users-symbolic", "win.open-members"));
  self->treasurer_row =
    moot_ways_make_row (_("Treasurer"), _("Statements of the bank, open dues, payments"),
                        "moot-dues-symbolic", "win.open-treasurer");
  gtk_list_box_append (self->ways_on, self->treasurer_row);
}

/**
 * moot_dues_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_dues_page_new (MootClient *client)
{
  MootDuesPage *self = g_object_new (MOOT_TYPE_DUES_PAGE, NULL);

  self->loader = moot_page_loader_new (GTK_WIDGET (self), self->state, client, NULL, &dues_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
}

/**
 * moot_dues_page_refresh:
 * @self: a page
 *
 * Loads the page again, after something of the co-op changed.
 */
void
moot_dues_page_refresh (MootDuesPage *self)
{
  g_return_if_fail (MOOT_IS_DUES_PAGE (self));

  moot_page_loader_refresh (self->loader);
}
