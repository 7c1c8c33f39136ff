/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the readers of bank files share. */
#pragma once

#include "moot-statement.h"

G_BEGIN_DECLS

typedef enum
{
  MOOT_TEXT_UTF8,
  MOOT_TEXT_UTF16,
  MOOT_TEXT_LATIN, /* whatever is not UTF-8: ISO 8859-1 as Windows has it */
} MootTextKind;

/**
 * MootStatementDraft:
 *
 * A line as its file has it: borrowed words, any of them %NULL.
 */
typedef struct
{
  MootDay date;
  gint64 amount_minor;
  const char *currency;
  const char *payer;
  const char *payer_account;
  const char *structured; /* a reference in a field made for it */
  const char *text;
  const char *bank_ref;
  guint line;
} MootStatementDraft;

gboolean moot_statement_complain (GError **error,
                                  guint line,
                                  const char *format,
                                  ...) G_GNUC_PRINTF (3, 4);

char *moot_statement_decode (const void    *bytes,
                             gsize          length,
                             MootTextKind  *out_kind,
                             GError       **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_statement_parse_amount (const char  *text,
                                      char         decimal,
                                      const char  *currency,
                                      guint        line,
                                      gint64      *out_minor,
                                      GError     **error);
gboolean moot_statement_parse_iso    (const char  *text,
                                      guint        line,
                                      MootDay     *out_day,
                                      GError     **error);
gboolean moot_statement_parse_digits (const char  *text,
                                      gsize        n_digits,
                                      int         *out_number);

MootStatement *moot_statement_new         (MootStatementFormat        format) G_GNUC_WARN_UNUSED_RESULT;
void           moot_statement_set_account (MootStatement             *self,
                                           const char                *text);
gboolean       moot_statement_add         (MootStatement             *self,
                                           const MootStatementDraft  *draft,
                                           GError                   **error);

gboolean moot_statement_read_camt  (MootStatement               *self,
                                    const char                  *text,
                                    GError                     **error);
gboolean moot_statement_read_mt940 (MootStatement               *self,
                                    const char                  *text,
                                    GError                     **error);
gboolean moot_statement_read_ofx   (MootStatement               *self,
                                    const char                  *text,
                                    GError                     **error);
gboolean moot_statement_read_csv   (MootStatement               *self,
                                    const char                  *text,
                                    const MootStatementMapping  *mapping,
                                    GError                     **error);

/* The parts of a table's reader. */

/**
 * MootColumns:
 * @at: the place of each column; -1 for none
 * @currency: what the headings say; perhaps empty
 */
typedef struct
{
  int at[MOOT_N_COLUMNS];
  char currency[MOOT_CURRENCY_SIZE];
} MootColumns;

/**
 * MootCellSigns:
 *
 * What the cells of a table say about how to read them.
 */
typedef struct
{
  gboolean decimal_dot;
  gboolean decimal_comma;
  gboolean day_first;
  gboolean month_first;
  gboolean ambiguous; /* a day that may be a month */
  gboolean dollars;
} MootCellSigns;

gboolean moot_columns_find          (MootColumns                *self,
                                     const GPtrArray            *headings,
                                     const MootStatementMapping *mapping);
gboolean moot_cell_is_currency      (const char                 *cell);
void     moot_cell_signs_see_amount (MootCellSigns              *self,
                                     const char                 *cell);
void     moot_cell_signs_see_date   (MootCellSigns              *self,
                                     const char                 *cell);
gboolean moot_cell_parse_date       (const char                 *cell,
                                     MootDateOrder               order,
                                     MootDay                    *out_day);

/* The words of MT940's field 86. */

/**
 * MootMt940Words:
 *
 * What field 86 says.
 */
typedef struct
{
  char *payer;
  char *payer_account;
  char *text;
  char *structured;
} MootMt940Words;

void moot_mt940_words_init  (MootMt940Words *self,
                             const char     *field);
void moot_mt940_words_clear (MootMt940Words *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootMt940Words, moot_mt940_words_clear)

G_END_DECLS
