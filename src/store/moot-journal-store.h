/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

/**
 * MootJournalRow:
 *
 * A posting with its entry.  All words are the row's, until the next one.
 */
typedef struct
{
  gint64 entry_id;
  gint64 date;
  const char *state;
  const char *description;
  const char *payee; /* (nullable) */
  const char *code;  /* (nullable) */
  const char *visibility;
  const char *source_kind;
  gint64 source_ref;
  const char *account;
  gint64 amount_minor;
  const char *currency;
  gint64 member_id;
  gint64 member_no;
} MootJournalRow;

/* Called for each posting, those of an entry together, in order of days. */
typedef gboolean (*MootJournalVisit) (const MootJournalRow  *row,
                                      gpointer               data,
                                      GError               **error);

gboolean moot_journal_store_visit (MootDb            *db,
                                   gint64             from,
                                   gint64             to,
                                   MootJournalVisit   visit,
                                   gpointer           data,
                                   GError           **error);

GStrv moot_journal_store_dup_accounts   (MootDb  *db,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GStrv moot_journal_store_dup_currencies (MootDb  *db,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
