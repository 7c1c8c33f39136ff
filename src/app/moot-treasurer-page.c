/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The desk of those who keep the books.  What is private here is shown to nobody else: the server
 * decides who may look.
 * Thread: main. */
#include "moot-treasurer-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-bank-text.h"
#include "moot-dues-text.h"
#include "moot-error-text.h"
#include "moot-payment-form.h"
#include "moot-payment-reference.h"
#include "moot-table.h"
#include "moot-treasury.h"

struct _MootTreasurerPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkWidget *bring_part;
  MootMarkedLabel *problem;
  GtkWidget *choose_button;
  MootTable *imports;
  MootTable *open_items;
  MootPaymentForm *payment;
};

G_DEFINE_FINAL_TYPE (MootTreasurerPage, moot_treasurer_page, MOOT_TYPE_CASE_PAGE)

/* clang-format off */
static const MootTableKind imports_kind = {
  .title = N_("Files From the Bank"),
  .file_name = "imports",
  .none = N_("No file was brought yet."),
  .action = "win.open-import",
  .descending = TRUE,
  .columns = {
    /* Translators: heading of a column: when a file was brought */
    { N_("Brought On"), 15, FALSE},
    /* Translators: heading of a column: in which format a file is */
    { N_("Format"),     10, FALSE },
    /* Translators: heading of a column: an account at a bank */
    { N_("Account"),    24, FALSE },
    /* Translators: heading of a column: how many lines a file has */
    { N_("Lines"),       7, TRUE },
    /* Translators: heading of a column: how many lines nobody has decided about */
    { N_("To Check"),    9, TRUE },
    /* Translators: heading of a column: how many lines are payments now */
    { N_("Booked"),      8, TRUE },
  },
};

static const MootTableKind open_kind = {
  .title = N_("Open Dues"),
  .file_name = "open-dues",
  .none = N_("Nobody owes anything."),
  .sorted_by = 3,
  .columns = {
    /* Translators: heading of a column: who it is about */
    { N_("Member"),     20, FALSE },
    /* Translators: heading of a column: how a member stands */
    { N_("Status"),     12, FALSE },
    /* Translators: heading of a column: how much is not paid yet */
    { N_("Open"),       10, TRUE },
    /* Translators: heading of a column: since when something is not paid */
    { N_("Since"),      15, FALSE},
    /* Translators: heading of a column: what a payer writes, as in “RF49 FM00 42” */
    { N_("Reference"),  16, FALSE },
  },
};
/* clang-format on */

static void
set_problem (MootTreasurerPage *self,
             const char        *problem)
{
  moot_marked_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* Bringing a file ------------------------------------------------------------------------------ */

static char *
dup_refusal (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return g_strdup (_("That file is too large for a statement of a bank."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_strdup (_("That is no file with a statement."));
  return moot_error_text_dup_sentence (error);
}

static void
brought_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootTreasurerPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootBankImport) import =
    moot_treasury_bring_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->choose_button, TRUE);
  sentence = error != NULL ? dup_refusal (error) : NULL;
  set_problem (self, sentence);
  if (import == NULL)
    return;
  moot_case_page_refresh (MOOT_CASE_PAGE (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-import", "s", import->id);
}

/**
 * moot_treasurer_page_bring:
 * @self: a page
 * @file: a statement of the bank
 *
 * Sends it to the server, and opens what was found in it; the page says why it could not.
 */
void
moot_treasurer_page_bring (MootTreasurerPage *self,
                           GFile             *file)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));

  if (loader == NULL)
    return;
  gtk_widget_set_sensitive (self->choose_button, FALSE);
  set_problem (self, NULL);
  moot_treasury_bring_async (moot_page_loader_get_client (loader), file,
                             moot_page_loader_get_cancellable (loader), brought_cb,
                             g_object_ref (self));
}

static void
chosen_cb (GFile    *file,
           gpointer  data)
{
  if (file != NULL)
    moot_treasurer_page_bring (data, file);
}

static void
choose_clicked_cb (MootTreasurerPage *self)
{
  moot_pick_file (GTK_WIDGET (self), _("Choose a Statement of the Bank"), NULL, chosen_cb,
                  g_object_ref (self), g_object_unref);
}

static gboolean
dropped_cb (MootTreasurerPage *self,
            const GValue      *value)
{
  if (!G_VALUE_HOLDS (value, G_TYPE_FILE) || !gtk_widget_is_sensitive (self->choose_button))
    return FALSE;
  moot_treasurer_page_bring (self, g_value_get_object (value));
  return TRUE;
}

static void
recorded_cb (MootTreasurerPage *self)
{
  moot_case_page_changed (MOOT_CASE_PAGE (self));
}

/* Showing -------------------------------------------------------------------------------------- */

static void
put_count (MootTableRow *row,
           gint64        count)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  moot_table_row_put_number (row, count, text);
}

static void
show_imports (MootTreasurerPage  *self,
              const MootTreasury *data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);

  for (guint i = 0; i < data->imports->len; i++)
    {
      MootBankImport *import = g_ptr_array_index (data->imports, i);
      MootTableRow *row = moot_table_row_new (import->id, import);

      moot_table_row_put_day (row, import->created_at);
      moot_table_row_put_text (row, moot_bank_text_get_format (import->format));
      moot_table_row_put_text (row, import->account);
      put_count (row, import->lines_count);
      put_count (row, import->open_count + import->matched_count);
      put_count (row, import->confirmed_count);
      g_ptr_array_add (rows, row);
    }
  moot_table_set_rows (self->imports, rows);
}

static void
show_open_items (MootTreasurerPage  *self,
                 const MootTreasury *data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);

  for (guint i = 0; i < data->statuses->len; i++)
    {
      MootDuesStatus *status = g_ptr_array_index (data->statuses, i);
      g_autofree char *reference =
        status->reference != NULL ? moot_payment_reference_format (status->reference) : NULL;
      MootTableRow *row;

      if (status->balance_due_minor <= 0)
        continue;
      row = moot_table_row_new (status->member_id, status);
      moot_table_row_put_text (row, moot_treasury_find_name (data, status->member_id));
      moot_table_row_put_text (row, moot_dues_text_get_state (status));
      moot_table_row_put_money (row, status->balance_due_minor, status->currency);
      moot_table_row_put_day (row, status->oldest_unpaid_on);
      moot_table_row_put_text (row, reference != NULL ? reference : status->reference);
      g_ptr_array_add (rows, row);
    }
  moot_table_set_rows (self->open_items, rows);
}

static void
show_treasury (GtkWidget *page,
               gpointer   result)
{
  MootTreasurerPage *self = MOOT_TREASURER_PAGE (page);
  const MootTreasury *data = result;

  show_imports (self, data);
  show_open_items (self, data);
  moot_payment_form_set_members (
    self->payment,
    moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self))),
    data->members, data->plan->currency);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = {
  .load = moot_treasury_load,
  .show = show_treasury,
  .free_result = (GDestroyNotify) moot_treasury_free,
};

/* The page ------------------------------------------------------------------------------------- */

/* What was done on a page above is seen when one comes back. */
static void
moot_treasurer_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_treasurer_page_parent_class)->map (widget);
  moot_case_page_refresh (MOOT_CASE_PAGE (widget));
}

static void
moot_treasurer_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_TREASURER_PAGE);

  G_OBJECT_CLASS (moot_treasurer_page_parent_class)->dispose (object);
}

static void
moot_treasurer_page_class_init (MootTreasurerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_treasurer_page_dispose;
  widget_class->map = moot_treasurer_page_map;
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_PAYMENT_FORM);
  g_type_ensure (MOOT_TYPE_TABLE);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-treasurer-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootTreasurerPage, child)
  BIND (state);
  BIND (bring_part);
  BIND (problem);
  BIND (choose_button);
  BIND (imports);
  BIND (open_items);
  BIND (payment);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, recorded_cb);
}

static void
moot_treasurer_page_init (MootTreasurerPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  moot_table_set_kind (self->imports, &imports_kind);
  moot_table_set_kind (self->open_items, &open_kind);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * moot_treasurer_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_treasurer_page_new (MootClient *client)
{
  MootTreasurerPage *self = g_object_new (MOOT_TYPE_TREASURER_PAGE, NULL);

  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, NULL, &kind);
  return GTK_WIDGET (self);
}
