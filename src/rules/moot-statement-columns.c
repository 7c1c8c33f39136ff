/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the columns of a bank's table are called, in the languages we met, and what their cells say
 * about how dates and amounts are written.
 * Thread: any.
 * Spec: governance rules, bank statement import. */
#include "moot-statement-private.h"

#include <string.h>

#define NAMES_MAX 24

/* In small letters and figures, without accents; the better ones first. */
static const char *const names[MOOT_N_COLUMNS][NAMES_MAX] = {
  [MOOT_COLUMN_DATE] = { "bookingdate",
                         "bookedon",
                         "dateposted",
                         "posteddate",
                         "postingdate",
                         "completeddate",
                         "transactiondate",
                         "buchungstag",
                         "buchungsdatum",
                         "datecomptable",
                         "dateoperation",
                         "datedeloperation",
                         "fechaoperacion",
                         "boekingsdatum",
                         "date",
                         "datum",
                         "buchung",
                         "fecha",
                         "data",
                         "dato",
                         "valuedate",
                         "valutadatum",
                         "wertstellung" },
  [MOOT_COLUMN_AMOUNT] = { "amount", "transactionamount", "betrag", "umsatz", "montant", "importe",
                           "importo", "bedrag", "belopp", "belob", "kwota", "amountgbp",
                           "amounteur", "amountusd", "betrageur", "bedrageur", "montanteur",
                           "value", "amountinaccountcurrency" },
  [MOOT_COLUMN_CREDIT] = { "credit", "creditamount", "paidin", "moneyin", "in", "haben",
                           "gutschrift", "entree", "abono", "deposit", "deposits" },
  [MOOT_COLUMN_DEBIT] = { "debit", "debitamount", "paidout", "moneyout", "out", "soll", "belastung",
                          "sortie", "cargo", "withdrawal", "withdrawals" },
  [MOOT_COLUMN_SIGN] = { "afbij", "creditdebit", "debitcredit", "crdr", "drcr", "sollhaben", "sh",
                         "creditdebitindicator", "bijaf" },
  [MOOT_COLUMN_CURRENCY] = { "currency", "accountcurrency", "wahrung", "waehrung", "devise", "ccy",
                             "moneda", "munt", "muntsoort", "valuta", "valutakod", "waluta" },
  [MOOT_COLUMN_PAYER] = { "payer",
                          "payername",
                          "counterparty",
                          "counterpartyname",
                          "name",
                          "beguenstigterzahlungspflichtiger",
                          "begunstigterzahlungspflichtiger",
                          "auftraggeberempfanger",
                          "zahlungspflichtiger",
                          "zahlungspflichtigeir",
                          "auftraggeber",
                          "nameofpayer",
                          "partnername",
                          "naamtegenpartij",
                          "naamomschrijving",
                          "naam",
                          "nom",
                          "tiers",
                          "payee",
                          "from",
                          "beneficiary",
                          "nombre" },
  [MOOT_COLUMN_PAYER_ACCOUNT] = { "payeraccount", "counterpartyaccount", "kontonummeriban",
                                  "partneriban", "tegenrekening", "tegenrekeningiban",
                                  "counterpartyiban" },
  [MOOT_COLUMN_REFERENCE] = { "reference",
                              "paymentreference",
                              "verwendungszweck",
                              "remittance",
                              "remittanceinformation",
                              "communication",
                              "mededelingen",
                              "mededeling",
                              "concepto",
                              "memo",
                              "purpose",
                              "message",
                              "details",
                              "paymentdetails",
                              "narrative",
                              "description",
                              "transactiondescription",
                              "omschrijving",
                              "libelle",
                              "notes",
                              "buchungstext" },
  [MOOT_COLUMN_BANK_REF] = { "bankref", "bankreference", "transactionid", "transactionreference",
                             "fitid", "uniqueid", "id", "referencenumber", "bankreferenz",
                             "transactienummer", "volgnr" },
  [MOOT_COLUMN_STATE] = { "state", "status", "transactionstate", "buchungsstatus" },
};

/* Small letters and figures of a heading; what stands in brackets at its end is left out. */
static char *
dup_plain (const char *heading)
{
  gsize length = strcspn (heading, "([");
  g_autofree char *folded = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *part = g_strndup (heading, length > 0 ? length : strlen (heading));
  GString *plain = g_string_new (NULL);

  folded = g_utf8_casefold (part, -1);
  apart = g_utf8_normalize (folded, -1, G_NORMALIZE_ALL);
  for (const char *at = apart; at != NULL && *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (plain, *at);
  return g_string_free (plain, FALSE);
}

static int
find_name (const GPtrArray *plain,
           const char      *name)
{
  for (guint i = 0; i < plain->len; i++)
    if (strcmp (g_ptr_array_index (plain, i), name) == 0)
      return (int) i;
  return -1;
}

static int
find_mapped (const GPtrArray *headings,
             const char      *wanted)
{
  for (guint i = 0; i < headings->len; i++)
    {
      g_autofree char *heading = g_strstrip (g_strdup (g_ptr_array_index (headings, i)));

      if (strcmp (heading, wanted) == 0)
        return (int) i;
    }
  return -1;
}

/** moot_cell_is_currency: whether a cell is the code of a currency */
gboolean
moot_cell_is_currency (const char *cell)
{
  return moot_currency_is_valid (cell);
}

/* `Amount (GBP)`, `Betrag in EUR` */
static void
find_currency (MootColumns *self,
               const char  *heading)
{
  g_auto (GStrv) words = g_strsplit_set (heading, " ()[]_/", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (moot_currency_is_valid (words[i]))
      g_strlcpy (self->currency, words[i], sizeof self->currency);
}

/**
 * moot_columns_find:
 * @self: gets the places
 * @headings: (element-type utf8): a row
 * @mapping: may name columns
 *
 * Looks whether a row is the headings of a table.
 *
 * Returns: whether it has at least a day and an amount
 */
gboolean
moot_columns_find (MootColumns                *self,
                   const GPtrArray            *headings,
                   const MootStatementMapping *mapping)
{
  g_autoptr (GPtrArray) plain = g_ptr_array_new_with_free_func (g_free);
  int amount;

  memset (self, 0, sizeof *self);
  for (guint i = 0; i < headings->len; i++)
    g_ptr_array_add (plain, dup_plain (g_ptr_array_index (headings, i)));
  for (guint column = 0; column < MOOT_N_COLUMNS; column++)
    {
      self->at[column] = -1;
      if (*mapping->columns[column] != '\0')
        self->at[column] = find_mapped (headings, mapping->columns[column]);
      for (guint i = 0; *mapping->columns[column] == '\0' && self->at[column] < 0 &&
                        i < NAMES_MAX && names[column][i] != NULL;
           i++)
        self->at[column] = find_name (plain, names[column][i]);
    }
  amount = self->at[MOOT_COLUMN_AMOUNT];
  if (amount < 0)
    amount = self->at[MOOT_COLUMN_CREDIT];
  if (self->at[MOOT_COLUMN_DATE] < 0 || amount < 0)
    return FALSE;
  find_currency (self, g_ptr_array_index (headings, amount));
  return TRUE;
}

static gsize
count (const char *text,
       char        c)
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    n += *text == c ? 1 : 0;
  return n;
}

/**
 * moot_cell_signs_see_amount:
 * @self: what is known by now
 * @cell: an amount
 *
 * One mark with three figures behind it says nothing; two kinds of marks, or another number of
 * figures, do.
 */
void
moot_cell_signs_see_amount (MootCellSigns *self,
                            const char    *cell)
{
  const char *dot = strrchr (cell, '.');
  const char *comma = strrchr (cell, ',');
  const char *last = dot > comma ? dot : comma;
  gsize n_figures = last != NULL ? strspn (last + 1, "0123456789") : 0;

  self->dollars |= strchr (cell, '$') != NULL;
  if (last == NULL || count (cell, *last) > 1)
    return;
  if ((dot == NULL || comma == NULL) && n_figures == 3)
    return;
  self->decimal_dot |= *last == '.';
  self->decimal_comma |= *last == ',';
}

/* The figures of a day: three numbers, and what stands between them. */
typedef struct
{
  int parts[3];
  gsize lengths[3];
  char mark;
} Figures;

static gboolean
split_date (const char *cell,
            Figures    *self)
{
  const char *at = cell + strspn (cell, " ");

  memset (self, 0, sizeof *self);
  for (guint i = 0; i < 3; i++)
    {
      gsize length = strspn (at, "0123456789");

      if (length == 0 || length > 4 || !moot_statement_parse_digits (at, length, &self->parts[i]))
        return FALSE;
      self->lengths[i] = length;
      at += length;
      if (i == 2)
        break;
      if (strchr ("./-", *at) == NULL || *at == '\0' || (self->mark != '\0' && *at != self->mark))
        return FALSE;
      self->mark = *at++;
    }
  /* perhaps a time behind it */
  return *at == '\0' || *at == ' ' || *at == 'T';
}

/**
 * moot_cell_signs_see_date:
 * @self: what is known by now
 * @cell: a day
 */
void
moot_cell_signs_see_date (MootCellSigns *self,
                          const char    *cell)
{
  Figures figures;

  if (!split_date (cell, &figures) || figures.lengths[0] == 4)
    return;
  if (figures.mark == '.' || figures.parts[0] > 12)
    self->day_first = TRUE;
  else if (figures.parts[1] > 12)
    self->month_first = TRUE;
  else if (figures.parts[0] != figures.parts[1])
    self->ambiguous = TRUE;
}

/* `1 Nov 2026`, `01-Nov-26` */
static gboolean
parse_named_month (const char *cell,
                   MootDay    *out_day)
{
  static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  g_autofree char *lower = g_ascii_strdown (cell, -1);
  const char *at = lower + strspn (lower, " ");
  gsize n_day = strspn (at, "0123456789");
  gsize n_year;
  int day;
  int year;

  if (n_day == 0 || n_day > 2 || !moot_statement_parse_digits (at, n_day, &day))
    return FALSE;
  at += n_day;
  at += strspn (at, " -/");
  for (int month = 0; month < 12; month++)
    {
      if (strncmp (at, months + month * 3, 3) != 0)
        continue;
      at += strspn (at, "abcdefghijklmnopqrstuvwxyz");
      at += strspn (at, " -/.,");
      n_year = strspn (at, "0123456789");
      if ((n_year != 2 && n_year != 4) || !moot_statement_parse_digits (at, n_year, &year))
        return FALSE;
      return moot_day_from_civil (n_year == 2 ? 2000 + year : year, month + 1, day, out_day);
    }
  return FALSE;
}

/**
 * moot_cell_parse_date:
 * @cell: a day as a bank writes it
 * @order: of day and month where the year is not in front
 * @out_day: (out): the day
 *
 * Returns: whether there is such a day
 */
gboolean
moot_cell_parse_date (const char    *cell,
                      MootDateOrder  order,
                      MootDay       *out_day)
{
  Figures figures;
  gboolean year_first;
  int day;
  int month;
  int year;

  if (!split_date (cell, &figures))
    return (strspn (cell, "0123456789") == 8 &&
            moot_statement_parse_iso (cell, 1, out_day, NULL)) ||
           parse_named_month (cell, out_day);
  year_first = figures.lengths[0] == 4 || order == MOOT_DATE_ORDER_YMD;
  year = figures.parts[year_first ? 0 : 2];
  day = figures.parts[year_first                     ? 2
                      : order == MOOT_DATE_ORDER_MDY ? 1
                                                     : 0];
  month = figures.parts[year_first || order != MOOT_DATE_ORDER_MDY ? 1 : 0];
  if (figures.lengths[year_first ? 0 : 2] == 2)
    year += 2000;
  return moot_day_from_civil (year, month, day, out_day);
}
