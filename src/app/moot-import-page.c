/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A file of the bank: looked at, booked line by line or all that is certain, undone as a whole.
 * Thread: main. */
#include "moot-import-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-bank-text.h"
#include "moot-booking-menu.h"
#include "moot-flow.h"
#include "moot-payer-match.h"
#include "moot-table.h"
#include "moot-treasury.h"

#define LINE_KEY "moot-bank-line"

struct _MootImportPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkLabel *summary;
  GtkLabel *details;
  MootMarkedLabel *warning;
  MootMarkedLabel *problem;
  GtkWidget *confirm_button;
  GtkWidget *reverse_button;
  MootTable *lines;

  GPtrArray *members; /* (nullable): MootMember */
};

G_DEFINE_FINAL_TYPE (MootImportPage, moot_import_page, MOOT_TYPE_CASE_PAGE)

/* clang-format off */
static const MootTableKind lines_kind = {
  .title = N_("What the Bank Booked"),
  .file_name = "statement",
  .none = N_("All lines of this file were here from another file."),
  .n_deed_chars = 20,
  .sorted_by = 5,
  .columns = {
    /* Translators: heading of a column: a day */
    { N_("Date"),       15, FALSE },
    /* Translators: heading of a column: the name the bank knows */
    { N_("Payer"),      15, FALSE },
    /* Translators: heading of a column: what the payer wrote */
    { N_("Text"),       17, FALSE },
    { N_("Amount"),     10, TRUE  },
    { N_("Member"),     14, FALSE },
    /* Translators: heading of a column: how a payer was recognised, and how surely */
    { N_("Match"),      15, FALSE },
  },
};
/* clang-format on */

/* Deeds ---------------------------------------------------------------------------------------- */

static void
confirm_line (MootImportPage *self,
              GtkWidget      *button,
              const char     *member_id)
{
  const MootBankLine *line = g_object_get_data (G_OBJECT (button), LINE_KEY);
  MootRequest *request = moot_request_new_for (MOOT_CALL_CONFIRM_BANK_LINE, line->id);

  if (member_id != NULL)
    moot_request_add (request, "member_id", member_id);
  moot_table_keep_focus (self->lines, line->id);
  moot_case_page_send (MOOT_CASE_PAGE (self), request, self->problem);
}

static void
book_clicked_cb (MootImportPage *self,
                 GtkWidget      *button)
{
  confirm_line (self, button, NULL);
}

static void
book_cb (MootImportPage  *self,
         const char      *member_id,
         MootBookingMenu *menu)
{
  confirm_line (self, GTK_WIDGET (menu), member_id);
}

static void
ignore_cb (MootImportPage  *self,
           MootBookingMenu *menu)
{
  const MootBankLine *line = g_object_get_data (G_OBJECT (menu), LINE_KEY);

  moot_table_keep_focus (self->lines, line->id);
  moot_case_page_send (MOOT_CASE_PAGE (self),
                       moot_request_new_for (MOOT_CALL_IGNORE_BANK_LINE, line->id),
                       self->problem);
}

static void
open_menu_cb (GtkMenuButton *button,
              gpointer       user_data)
{
  MootImportPage *self = user_data;
  MootBankLine *line = g_object_get_data (G_OBJECT (button), LINE_KEY);
  GtkWidget *menu = moot_booking_menu_new (self->members, line->member_id,
                                           g_strcmp0 (line->state, "ignored") == 0);

  g_object_set_data_full (G_OBJECT (menu), LINE_KEY, g_object_ref (line), g_object_unref);
  g_signal_connect_object (menu, "book", G_CALLBACK (book_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "ignore", G_CALLBACK (ignore_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, menu);
}

/* A line that is matched is booked with one press; whose another one is must be said. */
static GtkWidget *
make_deeds (gpointer data,
            gpointer item)
{
  MootImportPage *self = data;
  MootBankLine *line = item;
  const gboolean matched = g_strcmp0 (line->state, "matched") == 0;
  const gboolean may = matched || g_strcmp0 (line->state, "open") == 0 ||
                       (g_strcmp0 (line->state, "ignored") == 0 && line->amount_minor > 0);
  GtkWidget *box;
  GtkWidget *other;

  if (!may)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  if (matched)
    {
      /* Translators: a button that makes a payment of a line of the bank. */
      GtkWidget *book = gtk_button_new_with_label (_("Book"));

      g_object_set_data_full (G_OBJECT (book), LINE_KEY, g_object_ref (line), g_object_unref);
      g_signal_connect_object (book, "clicked", G_CALLBACK (book_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (box), book);
    }
  /* Translators: a button that lets somebody else be chosen than was found. */
  other = g_object_new (GTK_TYPE_MENU_BUTTON, "label",
                        matched ? _("Other…")
                                /* Translators: a button that lets a member be chosen. */
                                : _("Choose Member…"),
                        "halign", GTK_ALIGN_END, NULL);
  g_object_set_data_full (G_OBJECT (other), LINE_KEY, g_object_ref (line), g_object_unref);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (other), open_menu_cb, self, NULL);
  gtk_box_append (GTK_BOX (box), other);
  return box;
}

static void
confirm_clicked_cb (MootImportPage *self)
{
  MootCasePage *page = MOOT_CASE_PAGE (self);

  moot_case_page_send (
    page, moot_request_new_for (MOOT_CALL_CONFIRM_BANK_IMPORT, moot_case_page_get_id (page)),
    self->problem);
}

static void
reverse_clicked_cb (MootImportPage *self)
{
  const MootCaseQuestion question = {
    _("Undo This Import?"),
    _("Every payment that was booked from this file is taken back by an entry of its own, and its "
       "lines wait again.  Nothing is deleted from the books."),
    _("Undo the Import"),
  };
  MootCasePage *page = MOOT_CASE_PAGE (self);

  moot_case_page_ask_send (
    page, moot_request_new_for (MOOT_CALL_REVERSE_BANK_IMPORT, moot_case_page_get_id (page)),
    self->problem, &question);
}

/* Showing -------------------------------------------------------------------------------------- */

static guint
count_certain (const MootTreasury *data)
{
  guint n = 0;

  for (guint i = 0; i < data->lines->len; i++)
    {
      const MootBankLine *line = g_ptr_array_index (data->lines, i);

      n += g_strcmp0 (line->state, "matched") == 0 && line->match_score >= MOOT_MATCH_CERTAIN;
    }
  return n;
}

static void
show_lines (MootImportPage     *self,
            const MootTreasury *data)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);

  for (guint i = 0; i < data->lines->len; i++)
    {
      MootBankLine *line = g_ptr_array_index (data->lines, i);
      MootTableRow *row = moot_table_row_new (line->id, line);
      g_autofree char *match = moot_bank_text_dup_match (line);
      const gboolean said = line->reference != NULL && *line->reference != '\0';

      moot_table_row_put_day (row, line->date);
      moot_table_row_put_text (row, line->payer);
      moot_table_row_put_text (row, said ? line->reference : line->text);
      moot_table_row_put_money (row, line->amount_minor, line->currency);
      moot_table_row_put_text (row, moot_treasury_find_name (data, line->member_id));
      moot_table_row_put_rank (row, moot_bank_text_get_rank (line), match);
      g_ptr_array_add (rows, row);
    }
  moot_table_set_rows (self->lines, rows);
}

static void
show_warning (MootImportPage       *self,
              const MootBankImport *import)
{
  const char *warning = NULL;

  if (!import->balanced)
    warning = _("The balances in this file do not fit its lines: something may be missing.");
  else if (import->dates_guessed)
    warning = _("Whether the day or the month stands first had to be guessed: look at the dates.");
  moot_marked_label_set_text (self->warning, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning != NULL);
}

static void
show_import (GtkWidget *page,
             gpointer   result)
{
  MootImportPage *self = MOOT_IMPORT_PAGE (page);
  const MootTreasury *data = result;
  g_autofree char *summary = moot_bank_text_dup_summary (data->import);
  g_autofree char *details = moot_bank_text_dup_details (data->import);
  const guint n_certain = count_certain (data);
  g_autofree char *confirm =
    /* Translators: a button: makes payments of the lines whose payer is certain. */
    g_strdup_printf (ngettext ("Book %u Certain Payment", "Book %u Certain Payments", n_certain),
                     n_certain);

  g_clear_pointer (&self->members, g_ptr_array_unref);
  self->members = g_ptr_array_ref (data->members);
  gtk_label_set_text (self->summary, summary);
  gtk_label_set_text (self->details, details);
  show_warning (self, data->import);
  gtk_button_set_label (GTK_BUTTON (self->confirm_button), confirm);
  gtk_widget_set_visible (self->confirm_button, n_certain > 0);
  gtk_widget_set_visible (self->reverse_button, data->import->confirmed_count > 0);
  show_lines (self, data);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = {
  .load = moot_treasury_load_import,
  .show = show_import,
  .free_result = (GDestroyNotify) moot_treasury_free,
};

/* The page ------------------------------------------------------------------------------------- */

static void
moot_import_page_dispose (GObject *object)
{
  MootImportPage *self = MOOT_IMPORT_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_IMPORT_PAGE);
  g_clear_pointer (&self->members, g_ptr_array_unref);

  G_OBJECT_CLASS (moot_import_page_parent_class)->dispose (object);
}

static void
moot_import_page_class_init (MootImportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_import_page_dispose;
  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TABLE);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-import-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootImportPage, child)
  BIND (state);
  BIND (summary);
  BIND (details);
  BIND (warning);
  BIND (problem);
  BIND (confirm_button);
  BIND (reverse_button);
  BIND (lines);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, confirm_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reverse_clicked_cb);
}

static void
moot_import_page_init (MootImportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_table_set_kind (self->lines, &lines_kind);
  moot_table_set_deeds (self->lines, make_deeds, self);
}

/**
 * moot_import_page_new:
 * @client: a server with a co-op
 * @import_id: a file of the bank
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_import_page_new (MootClient *client,
                      const char *import_id)
{
  MootImportPage *self = g_object_new (MOOT_TYPE_IMPORT_PAGE, NULL);

  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, import_id, &kind);
  return GTK_WIDGET (self);
}
