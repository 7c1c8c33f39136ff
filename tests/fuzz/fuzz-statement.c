/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files of banks: whatever is accepted has days, amounts and words that are what they should be. */
#include "fuzz.h"
#include "moot-statement.h"

static void
check_text (const char *text,
            gsize       max)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, max);
  g_assert_null (strpbrk (text, "\r\n\t"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootStatement) statement = moot_statement_read (data, size, NULL, &error);

  if (statement == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  check_text (statement->account, MOOT_STATEMENT_NAME_MAX);
  for (guint i = 0; i < statement->lines->len; i++)
    {
      const MootStatementLine *line = g_ptr_array_index (statement->lines, i);

      g_assert_true (moot_day_is_valid (line->date));
      g_assert_cmpint (ABS (line->amount_minor), <=, MOOT_MONEY_MAX);
      g_assert_true (*line->currency == '\0' || moot_currency_is_valid (line->currency));
      g_assert_nonnull (line->bank_ref);
      check_text (line->payer, MOOT_STATEMENT_NAME_MAX);
      check_text (line->payer_account, MOOT_STATEMENT_NAME_MAX);
      check_text (line->text, MOOT_STATEMENT_TEXT_MAX);
      check_text (line->reference, MOOT_STATEMENT_TEXT_MAX);
      check_text (line->bank_ref, MOOT_STATEMENT_NAME_MAX);
    }
  return 0;
}
