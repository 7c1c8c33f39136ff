/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op forgets of a former member: what they said, who paid, and the salts, without which
 * nobody can tell which commitments of the log were about them.  The books keep their sums, votes
 * stay counted, all under a pseudonym; the log's proofs hold as before.
 * Spec: governance rules, data protection.
 * Thread: the writer's, in a transaction. */
#include "moot-erasure.h"

#include "moot-audit.h"
#include "moot-crypto.h"
#include "moot-member-store.h"
#include "moot-sql.h"
#include "moot-talk-store.h"

#include <string.h>

static gboolean
erase_words (const MootCoopContext  *context,
             gint64                  member_id,
             GError                **error)
{
  const MootBind *who = MOOT_BINDS (MOOT_INT ("id", member_id));
  const MootBind *when = MOOT_BINDS (MOOT_INT ("id", member_id), MOOT_INT ("now", context->now));

  return moot_db_run (context->db, &moot_sql_erase_comment_versions, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_comments, when, error) &&
         moot_db_run (context->db, &moot_sql_erase_reactions, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_reads, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_news, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_invites, when, error) &&
         moot_talk_store_index (context->db, error);
}

static gboolean
erase_money (const MootCoopContext  *context,
             gint64                  member_id,
             const char             *pseudonym,
             GError                **error)
{
  const MootBind *who = MOOT_BINDS (MOOT_INT ("id", member_id));

  return moot_db_run (context->db, &moot_sql_erase_entries,
                      MOOT_BINDS (MOOT_INT ("id", member_id), MOOT_TEXT ("pseudonym", pseudonym)),
                      error) &&
         moot_db_run (context->db, &moot_sql_erase_bank_lines, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_payments, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_notices, who, error) &&
         moot_db_run (context->db, &moot_sql_erase_reminders, who, error);
}

/**
 * moot_erasure_run:
 * @context: a context inside a transaction
 * @account_id: whose membership has ended, or was none
 * @error: return location
 *
 * Forgets who a former member was.  There is no way back.
 *
 * Returns: whether it was written
 */
gboolean
moot_erasure_run (const MootCoopContext  *context,
                  gint64                  account_id,
                  GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMemberRecord) member =
    moot_member_store_find_by_account (context->db, account_id, &local);
  g_autofree char *token = moot_random_token ();
  g_autofree char *digest = moot_sha256_hex (token, strlen (token));
  g_autofree char *pseudonym = g_strdup_printf ("former member %.4s", digest);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (member == NULL)
    return TRUE;
  return erase_words (context, member->id, error) &&
         erase_money (context, member->id, pseudonym, error) &&
         moot_db_run (context->db, &moot_sql_erase_ballot_salts,
                      MOOT_BINDS (MOOT_INT ("id", member->id)), error) &&
         moot_db_run (context->db, &moot_sql_erase_member,
                      MOOT_BINDS (MOOT_INT ("id", member->id),
                                  MOOT_TEXT ("pseudonym", pseudonym)),
                      error) &&
         moot_audit_append (context,
                            &(MootAuditEvent){ .type = "membership.erased",
                                               .subject_type = "membership" },
                            NULL, error);
}
