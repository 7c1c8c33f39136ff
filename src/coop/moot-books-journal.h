/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"
#include "moot-journal.h"

G_BEGIN_DECLS

/**
 * MootBooksAudience:
 * @MOOT_BOOKS_FOR_TREASURER: every entry, members by their number
 * @MOOT_BOOKS_FOR_MEMBERS: dues in sums of months, and the words of entries that members may read
 * @MOOT_BOOKS_FOR_ALL: the same with the words of public entries only
 */
typedef enum
{
  MOOT_BOOKS_FOR_TREASURER,
  MOOT_BOOKS_FOR_MEMBERS,
  MOOT_BOOKS_FOR_ALL,
} MootBooksAudience;

char *moot_books_dup_journal (MootDb             *db,
                              MootJournalFormat   format,
                              MootBooksAudience   audience,
                              gint64              from,
                              gint64              to,
                              GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
