/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files from the bank become payments: brought by a treasurer, looked at, confirmed.  A line is
 * here once however many files have it; what was confirmed by mistake is reversed, never changed.
 * Spec: co-op API, Import; governance rules, treasurer's workflow and matching.
 * Thread: the connection's. */
#include "moot-bank-imports.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-dues.h"
#include "moot-error.h"
#include "moot-id.h"
#include "moot-import-store.h"
#include "moot-member-store.h"
#include "moot-payer-match.h"
#include "moot-payments.h"

static gboolean
require_treasurer (const MootActor  *actor,
                   GError          **error)
{
  return actor->is_treasurer || moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                                                  "only a treasurer imports payments");
}

/* Something that should be there: @found, an error of the database, or a refusal. */
static gboolean
require_found (gconstpointer   found,
               GError         *local,
               const char     *what,
               GError        **error)
{
  if (local != NULL)
    g_propagate_error (error, local);
  else if (found == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such %s", what);
  return found != NULL;
}

/* A file that is wrong is the treasurer's to mend, with the line it says. */
static MootStatement *
read_statement (GBytes                      *file,
                const MootStatementMapping  *mapping,
                GError                     **error)
{
  g_autoptr (GError) local = NULL;
  MootStatement *statement = moot_statement_read (g_bytes_get_data (file, NULL),
                                                  g_bytes_get_size (file), mapping, &local);

  if (statement == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "file", "%s", local->message);
  else if (statement->lines->len > MOOT_BANK_IMPORT_LINES_MAX)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, "file", "more than %d lines",
                        MOOT_BANK_IMPORT_LINES_MAX);
      g_clear_pointer (&statement, moot_statement_free);
    }
  return statement;
}

static gboolean
add_member (MootPayerMatch          *match,
            const MootCoopContext   *context,
            const MootPlanInForce   *plan,
            const MootMemberRecord  *member,
            GError                 **error)
{
  g_autoptr (MootDuesStanding) standing = moot_dues_load_standing (context, plan, member, error);

  if (standing == NULL)
    return FALSE;
  moot_payer_match_add (match, member->id, member->payment_reference, member->name,
                        standing->amount_minor);
  return TRUE;
}

/* Everybody who ever was a member: somebody may pay after leaving, and is asked about it. */
static MootPayerMatch *
load_members (const MootCoopContext  *context,
              const MootPlanInForce  *plan,
              GError                **error)
{
  g_autoptr (MootPayerMatch) match = moot_payer_match_new ();
  MootRange range = { .below = G_MAXINT64, .ascending = TRUE, .limit = MOOT_STORE_PAGE_MAX };

  for (;;)
    {
      g_autoptr (GPtrArray) members = moot_member_store_list (context->db, "", &range, error);

      if (members == NULL)
        return NULL;
      for (guint i = 0; i < members->len; i++)
        {
          const MootMemberRecord *member = g_ptr_array_index (members, i);

          if (!add_member (match, context, plan, member, error))
            return NULL;
          range.above = member->id;
        }
      if ((int) members->len < range.limit)
        return g_steal_pointer (&match);
    }
}

/* Writes a line that is new.  One in another currency than dues are paid in is nobody's. */
static gboolean
add_line (const MootCoopContext    *context,
          const MootPlanInForce    *plan,
          const MootPayerMatch     *match,
          gint64                    import_id,
          const MootStatementLine  *line,
          GError                  **error)
{
  g_autofree char *account =
    line->payer_account != NULL
      ? moot_sha256_hex (line->payer_account, strlen (line->payer_account))
      : NULL;
  gboolean ours = g_str_equal (line->currency, plan->terms.currency);
  gint64 known_payer = 0;
  MootMatch found = { 0 };
  MootBankLineDraft draft = { .import_id = import_id,
                              .date = moot_coop_day_to_time (line->date),
                              .amount_minor = line->amount_minor,
                              .currency = line->currency,
                              .payer = line->payer,
                              .payer_account_sha256 = account,
                              .reference = line->reference,
                              .text = line->text,
                              .bank_ref = line->bank_ref };

  if (account != NULL &&
      !moot_import_store_find_payer (context->db, account, &known_payer, error))
    return FALSE;
  if (ours)
    found = moot_payer_match_find (match, line, known_payer);
  draft.member_id = found.member_id;
  draft.match_method = found.method;
  draft.match_score = found.score;
  draft.state = found.member_id != 0      ? "matched"
                : line->amount_minor <= 0 ? "outgoing"
                                          : "open";
  return moot_import_store_add_line (context->db, &draft, error);
}

static gboolean
add_lines (const MootCoopContext  *context,
           const MootPlanInForce  *plan,
           gint64                  import_id,
           const MootStatement    *statement,
           GError                **error)
{
  g_autoptr (MootPayerMatch) match = load_members (context, plan, error);
  gint64 n_known = 0;

  if (match == NULL)
    return FALSE;
  for (guint i = 0; i < statement->lines->len; i++)
    {
      const MootStatementLine *line = g_ptr_array_index (statement->lines, i);
      gboolean known;

      if (!moot_import_store_is_known (context->db, line->bank_ref, &known, error))
        return FALSE;
      n_known += known ? 1 : 0;
      if (!known && !add_line (context, plan, match, import_id, line, error))
        return FALSE;
    }
  return moot_import_store_set_known (context->db, import_id, n_known, error);
}

/**
 * moot_bank_imports_add:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @file: what the bank gave them
 * @mapping: how to read it if it is a table
 * @error: return location
 *
 * Keeps the lines of a file that are new, each with whose payment it seems to be.  No payment is
 * made.  The same file again is the import that it was.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _INVALID for a file that cannot be read, _TOO_MANY.
 *
 * Returns: the import's id; 0 on failure
 */
gint64
moot_bank_imports_add (const MootCoopContext       *context,
                       const MootActor             *actor,
                       GBytes                      *file,
                       const MootStatementMapping  *mapping,
                       GError                     **error)
{
  g_autofree char *digest =
    moot_sha256_hex (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_autoptr (MootStatement) statement = NULL;
  MootStatementMapping with_currency = *mapping;
  MootBankFileDraft draft = { .file_sha256 = digest,
                              .imported_by = actor->id,
                              .created_at = context->now };
  MootPlanInForce plan;
  gint64 id = 0;

  if (!require_treasurer (actor, error) ||
      !moot_import_store_find_file (context->db, digest, &id, error))
    return 0;
  if (id != 0)
    return id;
  if (!moot_dues_load_terms (context, &plan, error))
    return 0;
  if (*with_currency.currency == '\0')
    g_strlcpy (with_currency.currency, plan.terms.currency, sizeof with_currency.currency);
  statement = read_statement (file, &with_currency, error);
  if (statement == NULL)
    return 0;
  draft.format = moot_statement_format_to_text (statement->format);
  draft.account = statement->account;
  draft.n_unbalanced = statement->n_unbalanced;
  draft.dates_guessed = statement->guessed_order;
  if (!moot_audit_append (context,
                          &(MootAuditEvent){ .type = "ledger.imported",
                                             .actor_id = actor->id,
                                             .subject_type = "ledger",
                                             .facts = { { "lines", NULL, statement->lines->len },
                                                        { "file_sha256", digest, 0 } } },
                          &draft.log_seq, error) ||
      !moot_import_store_add (context->db, &draft, &id, error) ||
      !add_lines (context, &plan, id, statement, error))
    return 0;
  return id;
}

static gint64
read_id (const char *text)
{
  gint64 id = 0;

  if (text != NULL)
    moot_id_parse (text, &id);
  return id;
}

/* The line becomes a payment of its member. */
static gboolean
pay (const MootCoopContext  *context,
     const MootActor        *actor,
     MootBankLine           *line,
     gint64                  member_id,
     GError                **error)
{
  gboolean as_matched = line->match_method != NULL && member_id == read_id (line->member_id);
  MootPaymentDraft draft = { .member_id = member_id,
                             .reference = line->reference,
                             .amount_minor = line->amount_minor,
                             .currency = line->currency,
                             .received_on = line->date,
                             .bank_ref = line->bank_ref,
                             .payer_name = line->payer,
                             .source_kind = "import",
                             .import_id = read_id (line->import_id),
                             .line_id = read_id (line->id),
                             .match_method = as_matched ? line->match_method : "manual",
                             .match_score = as_matched ? line->match_score : 100 };
  gint64 payment = moot_payments_record (context, actor, &draft, error);

  if (payment == 0)
    return FALSE;
  g_free (line->state);
  line->state = g_strdup ("confirmed");
  g_free (line->member_id);
  line->member_id = g_strdup_printf ("%" G_GINT64_FORMAT, member_id);
  g_free (line->payment_id);
  line->payment_id = g_strdup_printf ("%" G_GINT64_FORMAT, payment);
  if (!as_matched)
    {
      g_free (line->match_method);
      line->match_method = g_strdup ("manual");
      line->match_score = 100;
    }
  return moot_import_store_save_line (context->db, line, error);
}

static gboolean
require_import (const MootCoopContext  *context,
                const MootActor        *actor,
                gint64                  id,
                GError                **error)
{
  g_autoptr (MootBankImport) import = moot_bank_imports_load (context, actor, id, error);

  return import != NULL;
}

/**
 * moot_bank_imports_confirm:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @id: an import
 * @min_score: how sure a match has to be
 * @error: return location
 *
 * Makes payments of the lines that were matched, at most %MOOT_BANK_CONFIRM_MAX of them.  Doing it
 * again goes on with those that are left, and then changes nothing.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, and those of moot_payments_record(): then none of
 * them was made.
 *
 * Returns: whether they were written
 */
gboolean
moot_bank_imports_confirm (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gint64                  id,
                           gint64                  min_score,
                           GError                **error)
{
  g_autoptr (GPtrArray) lines = NULL;

  if (!require_import (context, actor, id, error))
    return FALSE;
  lines = moot_import_store_list_matched (context->db, id, min_score, MOOT_BANK_CONFIRM_MAX, error);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      MootBankLine *line = g_ptr_array_index (lines, i);

      if (!pay (context, actor, line, read_id (line->member_id), error))
        return FALSE;
    }
  return lines != NULL;
}

/**
 * moot_bank_imports_reverse:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @id: an import
 * @error: return location
 *
 * Reverses every payment that was made of the import; its lines wait again.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_bank_imports_reverse (const MootCoopContext  *context,
                           const MootActor        *actor,
                           gint64                  id,
                           GError                **error)
{
  g_autoptr (GArray) payments = NULL;

  if (!require_import (context, actor, id, error))
    return FALSE;
  payments = moot_import_store_list_payments (context->db, id, error);
  for (guint i = 0; payments != NULL && i < payments->len; i++)
    if (!moot_payments_reverse (context, actor, g_array_index (payments, gint64, i), error))
      return FALSE;
  return payments != NULL;
}

/* A line that still waits. */
static MootBankLine *
load_waiting (const MootCoopContext  *context,
              const MootActor        *actor,
              gint64                  id,
              GError                **error)
{
  g_autoptr (MootBankLine) line = moot_bank_lines_load (context, actor, id, error);

  if (line == NULL)
    return NULL;
  if (!g_str_equal (line->state, "confirmed"))
    return g_steal_pointer (&line);
  moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                    "the line is a payment already: reverse it");
  return NULL;
}

/**
 * moot_bank_lines_confirm:
 * @context: a context inside a transaction
 * @actor: a treasurer
 * @id: a line
 * @member_id: whose payment it is; 0 for whom it was matched to
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _NOT_FOUND, _STATE when it is a payment already, _INVALID
 * without a member, and those of moot_payments_record().
 *
 * Returns: whether it was written
 */
gboolean
moot_bank_lines_confirm (const MootCoopContext  *context,
                         const MootActor        *actor,
                         gint64                  id,
                         gint64                  member_id,
                         GError                **error)
{
  g_autoptr (MootBankLine) line = load_waiting (context, actor, id, error);

  if (line == NULL)
    return FALSE;
  if (member_id == 0)
    member_id = read_id (line->member_id);
  if (member_id == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "member_id",
                             "nobody is known to have paid this");
  return pay (context, actor, line, member_id, error);
}

/** moot_bank_lines_ignore: the line is no payment of a member */
gboolean
moot_bank_lines_ignore (const MootCoopContext  *context,
                        const MootActor        *actor,
                        gint64                  id,
                        GError                **error)
{
  g_autoptr (MootBankLine) line = load_waiting (context, actor, id, error);

  if (line == NULL)
    return FALSE;
  g_free (line->state);
  line->state = g_strdup ("ignored");
  return moot_import_store_save_line (context->db, line, error);
}

/** moot_bank_imports_load: (transfer full): the import with this id */
MootBankImport *
moot_bank_imports_load (const MootCoopContext  *context,
                        const MootActor        *actor,
                        gint64                  id,
                        GError                **error)
{
  GError *local = NULL;
  g_autoptr (MootBankImport) import = NULL;

  if (!require_treasurer (actor, error))
    return NULL;
  import = moot_import_store_find (context->db, id, &local);
  return require_found (import, local, "import", error) ? g_steal_pointer (&import) : NULL;
}

/** moot_bank_imports_list: (transfer full) (element-type MootBankImport): a page, newest first */
GPtrArray *
moot_bank_imports_list (const MootCoopContext  *context,
                        const MootActor        *actor,
                        const MootRange        *range,
                        GError                **error)
{
  return require_treasurer (actor, error) ? moot_import_store_list (context->db, range, error)
                                          : NULL;
}

/** moot_bank_lines_load: (transfer full): the line with this id */
MootBankLine *
moot_bank_lines_load (const MootCoopContext  *context,
                      const MootActor        *actor,
                      gint64                  id,
                      GError                **error)
{
  GError *local = NULL;
  g_autoptr (MootBankLine) line = NULL;

  if (!require_treasurer (actor, error))
    return NULL;
  line = moot_import_store_find_line (context->db, id, &local);
  return require_found (line, local, "line", error) ? g_steal_pointer (&line) : NULL;
}

/** moot_bank_imports_list_lines: (transfer full) (element-type MootBankLine): in one state, or all
 */
GPtrArray *
moot_bank_imports_list_lines (const MootCoopContext  *context,
                              const MootActor        *actor,
                              gint64                  id,
                              const char             *state,
                              const MootRange        *range,
                              GError                **error)
{
  return require_import (context, actor, id, error)
           ? moot_import_store_list_lines (context->db, id, state, range, error)
           : NULL;
}
