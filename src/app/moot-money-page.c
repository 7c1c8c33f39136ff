/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The money of the co-op, for all its members.  The server gives sums, and none that would say who
 * paid what.
 * Thread: main. */
#include "moot-money-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-bar-chart.h"
#include "moot-columns.h"
#include "moot-dues-text.h"
#include "moot-money-case.h"
#include "moot-money-text.h"
#include "moot-table.h"

struct _MootMoneyPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  MootBarChart *totals;
  GtkLabel *runway;
  GtkLabel *dues;
  GtkLabel *partial;      /* why the reserve is not all there is */
  GtkLabel *without_dues; /* why months are without dues */
  MootBarChart *months;
  MootTable *accounts;
  MootTable *decided;
  MootTable *monthly;
};

G_DEFINE_FINAL_TYPE (MootMoneyPage, moot_money_page, MOOT_TYPE_CASE_PAGE)

/* clang-format off */
static const MootTableKind accounts_kind = {
  .title = N_("Where It Comes From and Goes"),
  .file_name = "budget",
  .none = N_("Nothing is booked yet."),
  .sorted_by = 1,
  .columns = {
    { N_("What"),     20, FALSE },
    /* Translators: heading of a column: income or costs */
    { N_("Kind"),     10, FALSE },
    /* Translators: heading of a column: an amount of a budget */
    { N_("Planned"),  12, TRUE  },
    /* Translators: heading of a column: an amount that was paid */
    { N_("So Far"),   12, TRUE  },
  },
};

static const MootTableKind decided_kind = {
  .title = N_("Costs and the Decisions Behind Them"),
  .file_name = "decided-costs",
  .none = N_("No decision about a cost is in force."),
  .action = "win.open-proposal",
  .descending = TRUE,
  .columns = {
    /* Translators: heading of a column: a day */
    { N_("Decided On"), 15, FALSE },
    /* Translators: heading of a column: a decision */
    { N_("Decision"),   24, FALSE },
    /* Translators: heading of a column: what is paid for, an account of the books */
    { N_("Cost"),       14, FALSE },
    /* Translators: heading of a column: who is paid */
    { N_("To Whom"),    14, FALSE },
    { N_("Amount"),     11, TRUE  },
  },
};

static const MootTableKind monthly_kind = {
  .title = N_("Month by Month"),
  .file_name = "months",
  .none = N_("Nothing is booked yet."),
  .columns = {
    /* Translators: heading of a column: a month of a year */
    { N_("Month"),   16, FALSE },
    { N_("Income"),  12, TRUE  },
    { N_("Costs"),   12, TRUE  },
    /* Translators: heading of a column: income without costs */
    { N_("Left"),    12, TRUE  },
  },
};
/* clang-format on */

static GPtrArray *
new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) moot_table_row_free);
}

/* Charts --------------------------------------------------------------------------------------- */

static void
add_bar (MootBarChart     *chart,
         const MootBudget *budget,
         const char       *name,
         gint64            minor,
         MootBarPattern    pattern)
{
  g_autofree char *text = moot_money_text_dup (minor, budget->currency);

  moot_bar_chart_add (chart, name, minor, text, pattern);
}

static void
show_totals (MootMoneyPage    *self,
             const MootBudget *budget)
{
  /* Translators: title of a chart; %d is a year. */
  g_autofree char *title = g_strdup_printf (_("The Co-op’s Money in %d"), (int) budget->year);

  moot_bar_chart_clear (self->totals);
  moot_bar_chart_set_title (self->totals, title, _("What"), _("Amount"));
  add_bar (self->totals, budget, _("Income"), budget->income_minor, MOOT_BAR_SOLID);
  add_bar (self->totals, budget, _("Costs"), budget->expenses_minor, MOOT_BAR_STRIPES);
  add_bar (self->totals, budget, _("Reserve"), budget->balance_minor, MOOT_BAR_DOTS);
}

static char *
dup_month (gint64 year,
           guint  month)
{
  g_autoptr (GDateTime) day =
    g_date_time_new_utc ((int) CLAMP (year, 1, 9999), (int) month + 1, 1, 0, 0, 0);

  /* Translators: a month with its year, as in “November 2026”; see the format of
   * g_date_time_format. */
  return g_date_time_format (day, _("%OB %Y"));
}

/* Months to come, and those before the books, are no months without costs. */
static guint
find_months (const MootMoneyCase *data,
             guint               *out_first)
{
  guint end = 0;

  *out_first = 0;
  for (guint i = 0; i < MOOT_MONEY_MONTHS; i++)
    if (data->income[i] != 0 || data->costs[i] != 0)
      {
        if (end == 0)
          *out_first = i;
        end = i + 1;
      }
  return end;
}

static void
show_months (MootMoneyPage       *self,
             const MootMoneyCase *data)
{
  const MootBudget *budget = data->budget;
  GPtrArray *rows = new_rows ();
  guint first;
  const guint end = find_months (data, &first);

  moot_bar_chart_clear (self->months);
  /* Translators: title of a chart with a bar for each month. */
  moot_bar_chart_set_title (self->months, _("Costs by Month"), _("Month"), _("Costs"));
  for (guint i = first; i < end; i++)
    {
      g_autofree char *month = dup_month (budget->year, i);
      MootTableRow *row = moot_table_row_new (NULL, NULL);

      add_bar (self->months, budget, month, data->costs[i], MOOT_BAR_STRIPES);
      moot_table_row_put_rank (row, i, month);
      moot_table_row_put_money (row, data->income[i], budget->currency);
      moot_table_row_put_money (row, data->costs[i], budget->currency);
      moot_table_row_put_money (row, data->income[i] - data->costs[i], budget->currency);
      g_ptr_array_add (rows, row);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->months)), end > 0);
  moot_table_set_rows (self->monthly, rows);
}

/* Words ---------------------------------------------------------------------------------------- */

static void
say (GtkLabel   *label,
     const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* A sum of few would say who paid what. */
static char *
dup_dues (const MootBudget *budget)
{
  const MootBudgetDues *dues = budget->dues;
  g_autofree char *money = NULL;

  if (dues == NULL)
    return NULL;
  if (dues->suppressed)
    return g_strdup (_("So few members paid dues this year that their sum is not shown: it would "
                        "say who paid what."));
  money = moot_money_text_dup (dues->amount_minor, budget->currency);
  /* Translators: %1$d is how many members, %2$s an amount. */
  return g_strdup_printf (ngettext ("%1$d member paid %2$s of dues this year.",
                                    "%1$d members paid %2$s of dues this year.",
                                    (gulong) dues->payers),
                          (int) dues->payers, money);
}

static gboolean
lacks_months (const MootBudget *budget)
{
  for (guint i = 0; i < budget->lines->len; i++)
    {
      const MootBudgetLine *line = g_ptr_array_index (budget->lines, i);

      if (line->actual_minor != 0 && g_strcmp0 (line->months, "[]") == 0)
        return TRUE;
    }
  return FALSE;
}

static void
show_words (MootMoneyPage    *self,
            const MootBudget *budget)
{
  g_autofree char *dues = dup_dues (budget);
  /* Translators: how long the reserve lasts; %s is a number of months, as in “14.0”. */
  g_autofree char *runway =
    budget->runway_months != NULL
      ? g_strdup_printf (_("At the present costs the reserve lasts %s months."),
                         budget->runway_months)
      : NULL;

  say (self->runway, runway);
  say (self->dues, dues);
  say (self->without_dues,
       lacks_months (budget)
         ? _("Months are shown without dues: so few members paid in one of them "
              "that it would say who paid what.")
         : NULL);
  say (self->partial, budget->balance_partial
                        ? _("The reserve is shown without the dues of each year in which so few "
                             "members paid; the treasurer knows all of it.")
                        : NULL);
}

/* Tables --------------------------------------------------------------------------------------- */

static void
show_accounts (MootMoneyPage    *self,
               const MootBudget *budget)
{
  GPtrArray *rows = new_rows ();

  for (guint i = 0; i < budget->lines->len; i++)
    {
      MootBudgetLine *line = g_ptr_array_index (budget->lines, i);
      const gboolean income = g_strcmp0 (line->kind, "income") == 0;
      g_autofree char *name = moot_dues_text_dup_account (line->account);
      MootTableRow *row = moot_table_row_new (line->account, line);

      moot_table_row_put_text (row, name);
      moot_table_row_put_rank (row, income ? 0 : 1, income ? _("Income") : _("Costs"));
      moot_table_row_put_money (row, line->planned_minor, budget->currency);
      moot_table_row_put_money (row, line->actual_minor, budget->currency);
      g_ptr_array_add (rows, row);
    }
  moot_table_set_rows (self->accounts, rows);
}

typedef struct
{
  GPtrArray *rows;
  const char *currency;
} Decided;

static void
add_decided (MootOutcome *outcome,
             const char  *account,
             const char  *payee,
             gint64       minor,
             gpointer     data)
{
  const Decided *decided = data;
  g_autofree char *cost = moot_dues_text_dup_account (account);
  MootTableRow *row = moot_table_row_new (outcome->proposal_id, outcome);

  moot_table_row_put_day (row, outcome->decided_on);
  moot_table_row_put_text (row, outcome->title != NULL ? outcome->title : outcome->statement);
  moot_table_row_put_text (row, cost);
  moot_table_row_put_text (row, payee);
  moot_table_row_put_money (row, minor, decided->currency);
  g_ptr_array_add (decided->rows, row);
}

static void
show_money (GtkWidget *page,
            gpointer   result)
{
  MootMoneyPage *self = MOOT_MONEY_PAGE (page);
  const MootMoneyCase *data = result;
  Decided decided = { new_rows (), data->budget->currency };

  show_totals (self, data->budget);
  show_words (self, data->budget);
  show_months (self, data);
  show_accounts (self, data->budget);
  moot_money_case_foreach_decided (data, add_decided, &decided);
  moot_table_set_rows (self->decided, decided.rows);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = {
  .load = moot_money_case_load,
  .show = show_money,
  .free_result = (GDestroyNotify) moot_money_case_free,
};

/* The page ------------------------------------------------------------------------------------- */

static void
moot_money_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_MONEY_PAGE);

  G_OBJECT_CLASS (moot_money_page_parent_class)->dispose (object);
}

static void
moot_money_page_class_init (MootMoneyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_money_page_dispose;
  g_type_ensure (MOOT_TYPE_BAR_CHART);
  g_type_ensure (MOOT_TYPE_TABLE);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-money-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootMoneyPage, child)
  BIND (state);
  BIND (totals);
  BIND (runway);
  BIND (dues);
  BIND (partial);
  BIND (without_dues);
  BIND (months);
  BIND (accounts);
  BIND (decided);
  BIND (monthly);
#undef BIND
}

static void
moot_money_page_init (MootMoneyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_table_set_kind (self->accounts, &accounts_kind);
  moot_table_set_kind (self->decided, &decided_kind);
  moot_table_set_kind (self->monthly, &monthly_kind);
}

/**
 * moot_money_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_money_page_new (MootClient *client)
{
  MootMoneyPage *self = g_object_new (MOOT_TYPE_MONEY_PAGE, NULL);

  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, NULL, &kind);
  return GTK_WIDGET (self);
}
