/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bank-import.h"
#include "moot-dues-plan.h"
#include "moot-dues-status.h"
#include "moot-member.h"
#include "moot-page-source.h"

G_BEGIN_DECLS

#define MOOT_BANK_FILE_MAX (16 * 1024 * 1024) /* bytes of a bank's file; a year of a large co-op */

/**
 * MootTreasury:
 * @plan: (nullable): what members pay
 * @members: (element-type MootMember): everybody
 * @imports: (nullable) (element-type MootBankImport): files of the bank
 * @statuses: (nullable) (element-type MootDuesStatus): how members stand
 * @import: (nullable): one file
 * @lines: (nullable) (element-type MootBankLine): what is in it
 *
 * What a treasurer looks at: all files and who owes what, or one file.
 */
typedef struct
{
  MootDuesPlan *plan;
  GPtrArray *members;
  GHashTable *names;
  GPtrArray *imports;
  GPtrArray *statuses;
  MootBankImport *import;
  GPtrArray *lines;
} MootTreasury;

gpointer    moot_treasury_load        (MootPageSource      *source,
                                       const char          *id,
                                       GCancellable        *cancellable,
                                       GError             **error);
gpointer    moot_treasury_load_import (MootPageSource      *source,
                                       const char          *id,
                                       GCancellable        *cancellable,
                                       GError             **error);
void        moot_treasury_free        (MootTreasury        *self);
const char *moot_treasury_find_name   (const MootTreasury  *self,
                                       const char          *member_id);

MootBankImport *moot_treasury_bring_finish (MootClient           *client,
                                            GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void            moot_treasury_bring_async  (MootClient           *client,
                                            GFile                *file,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootTreasury, moot_treasury_free)

G_END_DECLS
