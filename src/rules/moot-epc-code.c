/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The text inside the square code that banking apps scan to fill in a SEPA transfer.
 * Thread: any.
 * Spec: EPC069-12 version 2, service tag BCD 002. */
#include "moot-epc-code.h"

#include <string.h>

#include "moot-error.h"
#include "moot-money.h"
#include "moot-payment-reference.h"

#define AMOUNT_MAX ((gint64) 99999999999) /* 999,999,999.99 */

static gboolean
check_text (const char  *what,
            const char  *text,
            glong        max,
            GError     **error)
{
  if (text == NULL ||
      (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) <= max &&
       strpbrk (text, "\r\n") == NULL))
    return TRUE;

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "%s must be one line of at most %ld characters", what, max);
  return FALSE;
}

static gboolean
check_transfer (const MootEpcTransfer  *transfer,
                GError                **error)
{
  if (!moot_iban_is_valid (transfer->iban))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "account is no IBAN");
      return FALSE;
    }

  if (transfer->name == NULL || *transfer->name == '\0')
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "name of the payee is missing");
      return FALSE;
    }

  if (transfer->amount_minor < 0 || transfer->amount_minor > AMOUNT_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "amount is out of range");
      return FALSE;
    }

  if (transfer->reference != NULL && transfer->text != NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "a reference or a text, not both");
      return FALSE;
    }

  if (transfer->reference != NULL && !moot_payment_reference_is_valid (transfer->reference))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "reference has wrong check digits");
      return FALSE;
    }

  return check_text ("name", transfer->name, 70, error) &&
         check_text ("bank", transfer->bic, 11, error) &&
         check_text ("text", transfer->text, 140, error) &&
         check_text ("note", transfer->note, 70, error);
}

/**
 * moot_epc_code_new:
 * @transfer: the transfer
 * @error: return location
 *
 * Writes the lines of the code, empty ones at the end left out.
 *
 * Errors: %MOOT_ERROR_INVALID; %MOOT_ERROR_TOO_LARGE beyond %MOOT_EPC_BYTES_MAX bytes.
 *
 * Returns: (transfer full): the text, UTF-8
 */
char *
moot_epc_code_new (const MootEpcTransfer  *transfer,
                   GError                **error)
{
  g_autofree char *amount = NULL;
  g_autofree char *code = NULL;
  gsize length;

  g_return_val_if_fail (transfer != NULL, NULL);

  if (!check_transfer (transfer, error))
    return NULL;

  if (transfer->amount_minor > 0)
    {
      g_autofree char *number = moot_money_format (transfer->amount_minor, "EUR");

      amount = g_strconcat ("EUR", number, NULL);
    }

#define LINE(text) ((text) != NULL ? (text) : "")
  code = g_strjoin ("\n", "BCD", "002", "1", "SCT", LINE (transfer->bic), transfer->name,
                    transfer->iban, LINE (amount), "", LINE (transfer->reference),
                    LINE (transfer->text), LINE (transfer->note), NULL);
#undef LINE

  length = strlen (code);
  while (length > 0 && code[length - 1] == '\n')
    code[--length] = '\0';

  if (length > MOOT_EPC_BYTES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "more than %d bytes for one code",
                   MOOT_EPC_BYTES_MAX);
      return NULL;
    }

  return g_steal_pointer (&code);
}
