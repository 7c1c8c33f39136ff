/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-day.h"
#include "moot-money.h"
#include "moot-words.h"

G_BEGIN_DECLS

/**
 * MootJournalFormat:
 * @MOOT_JOURNAL_HLEDGER: what hledger and ledger read
 * @MOOT_JOURNAL_BEANCOUNT: what beancount reads
 * @MOOT_JOURNAL_CSV: a row for each posting
 */
typedef enum
{
  MOOT_JOURNAL_HLEDGER,
  MOOT_JOURNAL_BEANCOUNT,
  MOOT_JOURNAL_CSV,
} MootJournalFormat;

typedef struct
{
  const char *account;
  const char *currency;
  gint64 amount_minor;
  gint64 member_no; /* 0 for nobody */
} MootJournalPosting;

/**
 * MootJournalEntry:
 * @id: 0 for a sum of entries
 * @payment_id: 0 when it is about no payment
 * @source: one word
 *
 * An entry to be written.  All pointers are borrowed; what people wrote need not be clean.
 */
typedef struct
{
  gint64 id;
  MootDay date;
  gboolean is_pending;
  const char *code;
  const char *payee;
  const char *description;
  const char *source;
  gint64 payment_id;
  const MootJournalPosting *postings;
  gsize n_postings;
} MootJournalEntry;

void moot_journal_append_head    (GString                *text,
                                  MootJournalFormat       format,
                                  const char *const      *accounts,
                                  const char *const      *currencies);
void moot_journal_append_entry   (GString                *text,
                                  MootJournalFormat       format,
                                  const MootJournalEntry *entry);
void moot_journal_append_comment (GString                *text,
                                  MootJournalFormat       format,
                                  const char             *comment);

MOOT_DECLARE_WORDS (moot_journal_format, MootJournalFormat);

G_END_DECLS
