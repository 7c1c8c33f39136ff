/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_BANK_IMPORT (moot_bank_import_get_type ())

G_DECLARE_FINAL_TYPE (MootBankImport, moot_bank_import, MOOT, BANK_IMPORT, GObject)

/**
 * MootBankImport:
 *
 * A file that a treasurer brought from the bank, and what became of its lines.
 */
struct _MootBankImport
{
  GObject parent_instance;

  char *id;
  char *format;
  char *account;
  gint64 lines_count; /* those that were new */
  gint64 known_count; /* those that were here before, and are not in the import */
  gint64 open_count;
  gint64 matched_count;
  gint64 outgoing_count;
  gint64 confirmed_count;
  gint64 ignored_count;
  gboolean balanced;
  gboolean dates_guessed;
  char *imported_by;
  gint64 created_at;
};

#define MOOT_TYPE_BANK_LINE (moot_bank_line_get_type ())

G_DECLARE_FINAL_TYPE (MootBankLine, moot_bank_line, MOOT, BANK_LINE, GObject)

/**
 * MootBankLine:
 *
 * One thing the bank booked: `open`, `matched` to a member with a score out of 100, `outgoing`,
 * `confirmed` as a payment, or `ignored`.
 */
struct _MootBankLine
{
  GObject parent_instance;

  char *id;
  char *import_id;
  gint64 date;
  gint64 amount_minor;
  char *currency;
  char *payer;
  char *reference;
  char *text;
  char *bank_ref;
  char *state;
  char *member_id;
  char *match_method;
  gint64 match_score;
  char *payment_id;
};

G_END_DECLS
