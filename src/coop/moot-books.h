/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-dues-records.h"
#include "moot-ledger.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_BOOK_POSTINGS_MAX 20 /* one receipt, many accounts */
#define MOOT_BOOK_BATCH_MAX 100   /* entries of one transaction */

typedef struct
{
  const char *account;
  gint64 amount_minor;
  gint64 member_id; /* 0 for nobody */
} MootBookPosting;

/**
 * MootBookEntry:
 * @date: the day, as the database keeps it
 * @state: `pending`, `cleared` or `reconciled`
 * @visibility: `public`, `members` or `treasurer`
 * @source_kind: `manual`, `charge`, `payment`, …; with @source_ref only once
 * @source_ref: the row it is about; 0 for none
 *
 * An entry to be written.
 */
typedef struct
{
  gint64 date;
  const char *state;
  const char *description;
  const char *payee;
  const char *code;
  const char *visibility;
  const char *source_kind;
  gint64 source_ref;
  const char *currency;
  gint64 created_by;
  gint64 reverses;
  MootBookPosting postings[MOOT_BOOK_POSTINGS_MAX];
  gsize n_postings;
  gint64 id; /* filled in when it is written */
} MootBookEntry;

gboolean moot_books_add     (const MootCoopContext  *context,
                             MootBookEntry          *entries,
                             gsize                   n_entries,
                             gint64                  actor_id,
                             GError                **error);
gboolean moot_books_reverse (const MootCoopContext  *context,
                             gint64                  id,
                             const char             *description,
                             gint64                  actor_id,
                             gint64                 *out_id,
                             GError                **error);
gboolean moot_books_check   (MootDb                 *db,
                             GPtrArray              *out_problems,
                             GError                **error);

MootLedgerEntry *moot_books_load_entry  (MootDb                 *db,
                                         gint64                  id,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *moot_books_list        (MootDb                 *db,
                                         gint64                  from,
                                         gint64                  to,
                                         const char             *account,
                                         const MootRange        *range,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray       *moot_books_list_public (MootDb                 *db,
                                         gint64                  from,
                                         gint64                  to,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;
MootBudget      *moot_books_load_budget (const MootCoopContext  *context,
                                         int                     year,
                                         gboolean                whole,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
