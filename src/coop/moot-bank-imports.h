/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bank-import.h"
#include "moot-coop-context.h"
#include "moot-membership.h"
#include "moot-records.h"
#include "moot-statement.h"

G_BEGIN_DECLS

#define MOOT_BANK_IMPORT_LINES_MAX 20000 /* of one file; a year of a large co-op */
#define MOOT_BANK_CONFIRM_MAX 1000       /* payments of one transaction; ask again for more */

gint64 moot_bank_imports_add (const MootCoopContext       *context,
                              const MootActor             *actor,
                              GBytes                      *file,
                              const MootStatementMapping  *mapping,
                              GError                     **error);

gboolean moot_bank_imports_confirm (const MootCoopContext  *context,
                                    const MootActor        *actor,
                                    gint64                  id,
                                    gint64                  min_score,
                                    GError                **error);
gboolean moot_bank_imports_reverse (const MootCoopContext  *context,
                                    const MootActor        *actor,
                                    gint64                  id,
                                    GError                **error);

gboolean moot_bank_lines_confirm (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  id,
                                  gint64                  member_id,
                                  GError                **error);
gboolean moot_bank_lines_ignore  (const MootCoopContext  *context,
                                  const MootActor        *actor,
                                  gint64                  id,
                                  GError                **error);

MootBankImport *moot_bank_imports_load (const MootCoopContext  *context,
                                        const MootActor        *actor,
                                        gint64                  id,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *moot_bank_imports_list (const MootCoopContext  *context,
                                        const MootActor        *actor,
                                        const MootRange        *range,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;
MootBankLine   *moot_bank_lines_load   (const MootCoopContext  *context,
                                        const MootActor        *actor,
                                        gint64                  id,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_bank_imports_list_lines (const MootCoopContext *context,
                                         const MootActor *actor,
                                         gint64 id,
                                         const char *state,
                                         const MootRange *range,
                                         GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
