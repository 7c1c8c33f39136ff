/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections as files: what is accepted is written and read again unchanged, and can be counted. */
#include "fuzz.h"
#include "moot-blt.h"
#include "moot-count.h"

#define CANDIDATES_MAX 30 /* so that a count takes no time */

static void
count (const MootElection *election)
{
  for (MootCountRule rule = MOOT_COUNT_SCOTTISH; rule <= MOOT_COUNT_APPROVAL; rule++)
    {
      g_autoptr (MootCount) result =
        moot_count_new (election, rule, rule == MOOT_COUNT_IRV ? 1 : 0, NULL, NULL);

      if (result != NULL)
        g_assert_cmpuint (result->elected->len, ==, result->n_seats);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (MootElection) election =
    moot_blt_read (size > 0 ? (const char *) data : "", size, NULL);

  if (election != NULL)
    {
      g_autofree char *written = moot_blt_write (election);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootElection) reread = moot_blt_read (written, strlen (written), &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      again = moot_blt_write (reread);
      g_assert_cmpstr (again, ==, written);
      if (election->n_candidates <= CANDIDATES_MAX)
        count (election);
    }
  return 0;
}
