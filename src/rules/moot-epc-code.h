/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_EPC_BYTES_MAX 331 /* EPC069-12: what a version 13 code holds at level M */

/**
 * MootEpcTransfer:
 * @name: who is paid, up to 70 characters
 * @iban: their account, without blanks
 * @bic: (nullable): their bank, where it still must be named
 * @amount_minor: cents, or 0 when the payer fills it in
 * @reference: (nullable): an ISO 11649 reference, or
 * @text: (nullable): up to 140 characters, never both
 * @note: (nullable): up to 70 characters for the payer
 *
 * A transfer in euro, ready to be scanned.
 */
typedef struct
{
  const char *name;
  const char *iban;
  const char *bic;
  gint64 amount_minor;
  const char *reference;
  const char *text;
  const char *note;
} MootEpcTransfer;

char *moot_epc_code_new (const MootEpcTransfer  *transfer,
                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
