/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who may like, answer, boost and quote a status: what its author said, and what holds when they
 * said nothing.
 * Spec: GoToSocial interaction policies; FEP-044f; conformance 51.
 * Thread: the connection's. */
#include "moot-policy-store.h"

#include "moot-enums.h"
#include "moot-error.h"
#include "moot-sql.h"

#include <string.h>

/** moot_policy_put: writes what the author of @status_id said about one interaction */
gboolean
moot_policy_put (MootDb      *db,
                 gint64       status_id,
                 const char  *interaction,
                 const char  *automatic,
                 const char  *manual,
                 GError     **error)
{
  return moot_db_run (db, &moot_sql_policy_put,
                      MOOT_BINDS (MOOT_INT ("status", status_id),
                                  MOOT_TEXT ("interaction", interaction),
                                  MOOT_TEXT ("automatic", automatic),
                                  MOOT_TEXT ("manual", manual)),
                      error);
}

/** moot_policy_has_word: whether @word is one of @words, which are apart by spaces */
gboolean
moot_policy_has_word (const char *words,
                      const char *word)
{
  gsize length = strlen (word);

  for (const char *at = words; at != NULL && *at != '\0';)
    {
      gsize n = strcspn (at, " ");

      if (n == length && strncmp (at, word, n) == 0)
        return TRUE;
      at += n + (at[n] == ' ');
    }
  return FALSE;
}

static gboolean
matches (const char *words,
         MootRows   *rows)
{
  const char *asker = moot_rows_get_text (rows, "asker");

  if (words == NULL || *words == '\0')
    return FALSE;
  return moot_policy_has_word (words, "public") ||
         (moot_policy_has_word (words, "followers") && moot_rows_get_int (rows, "follows") != 0) ||
         (moot_policy_has_word (words, "following") &&
          moot_rows_get_int (rows, "followed") != 0) ||
         (asker != NULL && moot_policy_has_word (words, asker));
}

/* Silence of an author means yes, but to quotes: there it means what its server makes of it, which
 * is nothing elsewhere. */
static MootPermission
judge_untold (MootRows *rows,
              gboolean  is_quote)
{
  if (!is_quote)
    return MOOT_MAY;
  return moot_rows_get_int (rows, "local") != 0 ? MOOT_MAY : MOOT_MAY_NOT;
}

static MootPermission
judge (MootRows   *rows,
       const char *interaction,
       gint64      account_id)
{
  gboolean is_quote = g_str_equal (interaction, MOOT_POLICY_QUOTE);

  if (moot_rows_get_int (rows, "account_id") == account_id)
    return MOOT_MAY;
  if (account_id == 0)
    return MOOT_MAY_NOT;
  if (is_quote && moot_rows_get_int (rows, "visibility") > MOOT_VISIBILITY_UNLISTED)
    return MOOT_MAY_NOT;
  if (g_str_equal (interaction, MOOT_POLICY_REPLY) && moot_rows_get_int (rows, "named") != 0)
    return MOOT_MAY;
  if (moot_rows_get_int (rows, "told") == 0)
    return judge_untold (rows, is_quote);
  if (matches (moot_rows_get_text (rows, "automatic"), rows))
    return MOOT_MAY;
  return matches (moot_rows_get_text (rows, "manual"), rows) ? MOOT_MAY_ASK : MOOT_MAY_NOT;
}

/**
 * moot_policy_judge:
 * @db: a connection
 * @status_id: a status
 * @interaction: one of the words above
 * @account_id: who wants to do it, 0 for a stranger
 * @out_permission: (out): whether they may
 * @error: return location
 *
 * Authors may do anything with their own; whoever is mentioned, or answered, may always reply.
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it is known
 */
gboolean
moot_policy_judge (MootDb          *db,
                   gint64           status_id,
                   const char      *interaction,
                   gint64           account_id,
                   MootPermission  *out_permission,
                   GError         **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_policy_facts,
    MOOT_BINDS (MOOT_INT ("status", status_id), MOOT_TEXT ("interaction", interaction),
                MOOT_INT ("account", account_id)),
    error);

  *out_permission = MOOT_MAY_NOT;
  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    {
      *out_permission = judge (rows, interaction, account_id);
      return TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no status %" G_GINT64_FORMAT, status_id);
  return FALSE;
}
