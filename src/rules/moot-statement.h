/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-day.h"
#include "moot-money.h"
#include "moot-words.h"

G_BEGIN_DECLS

#define MOOT_STATEMENT_SIZE_MAX (64 << 20)   /* bytes of a file */
#define MOOT_STATEMENT_LINES_MAX 200000      /* what was booked, of one file */
#define MOOT_STATEMENT_FIELD_MAX (16 * 1024) /* bytes of one field of a file */
#define MOOT_STATEMENT_NAME_MAX 140          /* bytes of a name, an account, a bank's reference */
#define MOOT_STATEMENT_TEXT_MAX 1024         /* bytes of what a payer wrote */
#define MOOT_STATEMENT_COLUMN_SIZE 64

/**
 * MootStatementFormat:
 * @MOOT_STATEMENT_CAMT: ISO 20022, camt.052 to camt.054
 * @MOOT_STATEMENT_MT940: SWIFT
 * @MOOT_STATEMENT_OFX: Open Financial Exchange, SGML and XML
 * @MOOT_STATEMENT_CSV: a table
 */
typedef enum
{
  MOOT_STATEMENT_CAMT,
  MOOT_STATEMENT_MT940,
  MOOT_STATEMENT_OFX,
  MOOT_STATEMENT_CSV,
} MootStatementFormat;

/**
 * MootDateOrder:
 * @MOOT_DATE_ORDER_FOUND: told from the dates of the file
 */
typedef enum
{
  MOOT_DATE_ORDER_FOUND,
  MOOT_DATE_ORDER_DMY,
  MOOT_DATE_ORDER_MDY,
  MOOT_DATE_ORDER_YMD,
} MootDateOrder;

/* What is asked of the columns of a table. */
typedef enum
{
  MOOT_COLUMN_DATE,
  MOOT_COLUMN_AMOUNT,
  MOOT_COLUMN_CREDIT,
  MOOT_COLUMN_DEBIT,
  MOOT_COLUMN_SIGN, /* says which way an amount went */
  MOOT_COLUMN_CURRENCY,
  MOOT_COLUMN_PAYER,
  MOOT_COLUMN_PAYER_ACCOUNT,
  MOOT_COLUMN_REFERENCE,
  MOOT_COLUMN_BANK_REF,
  MOOT_COLUMN_STATE, /* pending ones are left out */
  MOOT_N_COLUMNS,
} MootColumn;

/**
 * MootStatementMapping:
 * @delimiter: between cells; 0 to find out
 * @decimal: `.` or `,`; 0 to find out
 * @order: of day, month and year
 * @currency: what amounts are in that say nothing else; empty for nobody knows
 * @columns: the heading of each column; empty to find out
 *
 * How to read a table, where the table does not say it well enough.  Plain data, all zero to find
 * everything out.
 */
typedef struct
{
  char delimiter;
  char decimal;
  MootDateOrder order;
  char currency[MOOT_CURRENCY_SIZE];
  char columns[MOOT_N_COLUMNS][MOOT_STATEMENT_COLUMN_SIZE];
} MootStatementMapping;

/**
 * MootStatementLine:
 * @date: the day it was booked
 * @amount_minor: what came in; less than nothing is what went out
 * @currency: empty when nothing says it
 * @payer: (nullable): whoever is on the other side
 * @payer_account: (nullable): their account
 * @reference: (nullable): a payment reference, or else @text
 * @text: (nullable): what the payer wrote
 * @bank_ref: what makes the line the same line in another file; never %NULL
 * @is_made: whether @bank_ref was made here because the bank gave none
 * @line: of the file
 *
 * One thing that was booked.
 */
typedef struct
{
  MootDay date;
  gint64 amount_minor;
  char currency[MOOT_CURRENCY_SIZE];
  char *payer;
  char *payer_account;
  char *reference;
  char *text;
  char *bank_ref;
  gboolean is_made;
  guint line;
} MootStatementLine;

/**
 * MootStatement:
 * @account: (nullable): the first account of the file
 * @lines: (element-type MootStatementLine): in the order of the file
 * @n_unbalanced: how many of the balances in the file do not fit with what lies between them
 * @guessed_order: whether the days could as well be months, and days were taken for days
 *
 * What was read from a file of a bank.
 */
typedef struct
{
  MootStatementFormat format;
  char *account;
  GPtrArray *lines;
  guint n_unbalanced;
  gboolean guessed_order;
} MootStatement;

MootStatement *moot_statement_read (const void                  *bytes,
                                    gsize                        length,
                                    const MootStatementMapping  *mapping,
                                    GError                     **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_statement_free (MootStatement               *self);

MOOT_DECLARE_WORDS (moot_statement_format, MootStatementFormat);
MOOT_DECLARE_WORDS (moot_date_order, MootDateOrder);
MOOT_DECLARE_WORDS (moot_column, MootColumn);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootStatement, moot_statement_free)

G_END_DECLS
