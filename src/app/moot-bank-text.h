/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bank-import.h"

G_BEGIN_DECLS

const char *moot_bank_text_get_format  (const char           *format);
char       *moot_bank_text_dup_summary (const MootBankImport *import) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_bank_text_dup_details (const MootBankImport *import) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_bank_text_dup_match   (const MootBankLine   *line) G_GNUC_WARN_UNUSED_RESULT;
gint64      moot_bank_text_get_rank    (const MootBankLine   *line);

G_END_DECLS
