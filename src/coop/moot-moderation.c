/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What moderators do about reports and accounts.  What is done to an account is an entry of the
 * log, by the number of the account: that it was done is everybody's business, about what is not.
 * Spec: Mastodon client API, admin/accounts and admin/reports.
 * Thread: the writer's. */
#include "moot-moderation.h"

#include "moot-attachment-store.h"
#include "moot-audit.h"
#include "moot-error.h"
#include "moot-follow-answer.h"
#include "moot-group.h"
#include "moot-held-posts.h"
#include "moot-publish.h"
#include "moot-relationship-store.h"
#include "moot-severance-store.h"
#include "moot-sql.h"
#include "moot-status-store.h"

/* clang-format off */
static const struct
{
  const char *name;
  const MootSql *sql;
  const char *done;   /* as the log names it */
  const char *undone;
} measures[MOOT_N_MEASURES] = {
  [MOOT_MEASURE_NONE]      = { "none",      NULL,                        NULL,                 NULL },
  [MOOT_MEASURE_SENSITIVE] = { "sensitive", &moot_sql_account_sensitize, "account.sensitized", "account.unsensitized" },
  [MOOT_MEASURE_DISABLE]   = { "disable",   &moot_sql_user_disable,      "account.disabled",   "account.enabled" },
  [MOOT_MEASURE_SILENCE]   = { "silence",   &moot_sql_account_silence,   "account.silenced",   "account.unsilenced" },
  [MOOT_MEASURE_SUSPEND]   = { "suspend",   &moot_sql_account_suspend,   "account.suspended",  "account.unsuspended" },
};
/* clang-format on */

/** moot_measure_from_text: reads `none`, `sensitive`, `disable`, `silence` or `suspend` */
gboolean
moot_measure_from_text (const char  *text,
                        MootMeasure *out_measure)
{
  for (guint i = 0; i < MOOT_N_MEASURES; i++)
    if (g_strcmp0 (measures[i].name, text) == 0)
      {
        *out_measure = (MootMeasure) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
not_found (GError **error)
{
  if (error == NULL || *error == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no such record");
  return FALSE;
}

/* Who is suspended follows nobody and is followed by nobody; the other servers are told. */
static gboolean
end_follow (const MootCoopContext  *context,
            const MootFollowPair   *pair,
            GError                **error)
{
  return moot_publish_unfollow (context->db, context->site, pair->account_id, pair->target_id,
                                context->now, error) &&
         moot_follow_answer_put (context->db, context->site, pair->account_id, pair->target_id,
                                 NULL, FALSE, error) &&
         moot_follow_remove (context->db, pair->account_id, pair->target_id, error);
}

static GArray *
list_follows (const MootCoopContext  *context,
              gint64                  account_id,
              GError                **error)
{
  g_autoptr (MootRows) rows = moot_db_query (context->db, &moot_sql_account_follows,
                                             MOOT_BINDS (MOOT_INT ("id", account_id)), error);
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (MootFollowPair));
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      const MootFollowPair pair = { moot_rows_get_int (rows, "account_id"),
                                    moot_rows_get_int (rows, "target_id") };

      g_array_append_val (pairs, pair);
    }
  if (local == NULL)
    return g_steal_pointer (&pairs);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* Everybody else learns what they lost by it. */
static gboolean
end_follows (const MootCoopContext   *context,
             const MootAdminAccount  *account,
             gint64                   account_id,
             GError                 **error)
{
  g_autoptr (GArray) pairs = list_follows (context, account_id, error);
  g_autoptr (MootSevering) severing = moot_severing_new ("account_suspension");
  g_autofree char *acct = account->domain != NULL
                            ? g_strdup_printf ("%s@%s", account->username, account->domain)
                            : g_strdup (account->username);

  if (pairs == NULL)
    return FALSE;
  for (guint i = 0; i < pairs->len; i++)
    {
      const MootFollowPair *pair = &g_array_index (pairs, MootFollowPair, i);

      if (!moot_severing_note (severing, context->db, acct, pair, account_id, error) ||
          !end_follow (context, pair, error))
        return FALSE;
    }
  return moot_severing_finish (severing, context->db, error);
}

static gboolean
set_measure (const MootCoopContext   *context,
             const MootAdminAccount  *account,
             gint64                   account_id,
             MootMeasure              measure,
             gboolean                 on,
             GError                 **error)
{
  gboolean local = account->domain == NULL;

  if (measure == MOOT_MEASURE_DISABLE && !local)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Only an account of this server can be disabled");
      return FALSE;
    }
  if (measure == MOOT_MEASURE_SUSPEND && on && !end_follows (context, account, account_id, error))
    return FALSE;
  if (!moot_db_run (context->db, measures[measure].sql,
                    MOOT_BINDS (MOOT_INT ("id", account_id), MOOT_INT ("on", on ? 1 : 0)), error))
    return FALSE;
  if (measure == MOOT_MEASURE_SENSITIVE)
    return moot_db_run (context->db, &moot_sql_account_statuses_rendered_anew,
                        MOOT_BINDS (MOOT_INT ("id", account_id)), error);
  return measure != MOOT_MEASURE_SUSPEND || !local ||
         moot_publish_profile (context->db, context->site, account_id, context->now, error);
}

static gboolean
note (const MootCoopContext  *context,
      const MootActor        *moderator,
      gint64                  account_id,
      const char             *type,
      gint64                  report_id,
      GError                **error)
{
  MootAuditEvent event = { .type = type,
                           .actor_id = moderator->id,
                           .subject_type = "account",
                           .subject_id = account_id };
  gint64 seq;

  if (report_id != 0)
    event.facts[0] = (MootAuditFact){ "report", NULL, report_id };
  return moot_audit_append (context, &event, &seq, error);
}

/**
 * moot_moderation_act:
 * @context: a context inside a transaction
 * @moderator: who decides
 * @account_id: about whom
 * @measure: what
 * @on: whether it begins, else it ends
 * @report_id: the report it answers, 0 for none; settled along with every other of this account
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND; %MOOT_ERROR_INVALID with words for the client.
 *
 * Returns: whether it was done
 */
gboolean
moot_moderation_act (const MootCoopContext  *context,
                     const MootActor        *moderator,
                     gint64                  account_id,
                     MootMeasure             measure,
                     gboolean                on,
                     gint64                  report_id,
                     GError                **error)
{
  g_autoptr (MootAdminAccount) account = NULL;

  g_return_val_if_fail ((guint) measure < MOOT_N_MEASURES, FALSE);

  account = moot_admin_account_load (context->db, account_id, error);
  if (account == NULL)
    return not_found (error);
  if (on && moderator->account_id == account_id)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: You cannot do this to yourself");
      return FALSE;
    }
  if (measure != MOOT_MEASURE_NONE &&
      (!set_measure (context, account, account_id, measure, on, error) ||
       !note (context, moderator, account_id,
              on ? measures[measure].done : measures[measure].undone, report_id, error)))
    return FALSE;
  return !on || moot_report_store_resolve (context->db, account_id, moderator->account_id,
                                           context->now, error);
}

/* One of ours is gone everywhere; one of another server is gone here, and does not come again. */
static gboolean
delete_status (const MootCoopContext  *context,
               const MootStatusFacts  *facts,
               GPtrArray              *out_files,
               GError                **error)
{
  if (facts->local)
    return moot_publish_going (context->db, context->site, facts->id, context->now, error) &&
           moot_attachments_delete_of_status (context->db, facts->id, facts->account_id, out_files,
                                              error) &&
           moot_status_delete (context->db, facts->id, error);
  return moot_group_withdraw (context->db, context->site, facts->id, context->now, error) &&
         moot_db_run (context->db, &moot_sql_gone_put_status,
                      MOOT_BINDS (MOOT_INT ("id", facts->id), MOOT_INT ("expires", G_MAXINT64)),
                      error) &&
         moot_status_delete (context->db, facts->id, error);
}

/**
 * moot_moderation_delete_status:
 * @context: a context inside a transaction
 * @moderator: who decides
 * @status_id: whoever wrote it
 * @report_id: the report it answers, 0 for none; it stays open, for there may be more to do
 * @out_files: (element-type filename): gets what is to be removed when it is written
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it is gone
 */
gboolean
moot_moderation_delete_status (const MootCoopContext  *context,
                               const MootActor        *moderator,
                               gint64                  status_id,
                               gint64                  report_id,
                               GPtrArray              *out_files,
                               GError                **error)
{
  MootStatusFacts facts;

  if (!moot_status_get_facts (context->db, status_id, &facts, error))
    return not_found (error);
  return delete_status (context, &facts, out_files, error) &&
         note (context, moderator, facts.account_id, "account.status_deleted", report_id, error);
}

/**
 * moot_moderation_step:
 * @context: a context inside a transaction
 * @moderator: who does it
 * @report_id: a report
 * @step: what
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_moderation_step (const MootCoopContext  *context,
                      const MootActor        *moderator,
                      gint64                  report_id,
                      MootReportStep          step,
                      GError                **error)
{
  g_autoptr (MootReportRecord) record = moot_report_store_load (context->db, report_id, error);

  if (record == NULL)
    return not_found (error);
  switch (step)
    {
    case MOOT_REPORT_TAKE:
      record->assigned_id = moderator->account_id;
      break;
    case MOOT_REPORT_LEAVE:
      record->assigned_id = 0;
      break;
    case MOOT_REPORT_RESOLVE:
      record->resolved_at = context->now;
      record->resolved_by_id = moderator->account_id;
      break;
    case MOOT_REPORT_REOPEN:
      record->resolved_at = 0;
      record->resolved_by_id = 0;
      break;
    }
  return moot_report_store_change (context->db, record, context->now, error);
}

/**
 * moot_moderation_file:
 * @context: a context inside a transaction
 * @report_id: a report
 * @category: (nullable): where it belongs; %NULL leaves it
 * @rules: (nullable): JSON array of the rules it is about; %NULL leaves them
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND; %MOOT_ERROR_INVALID with words for the client.
 *
 * Returns: whether it was written
 */
gboolean
moot_moderation_file (const MootCoopContext  *context,
                      gint64                  report_id,
                      const char             *category,
                      const char             *rules,
                      GError                **error)
{
  g_autoptr (MootReportRecord) record = moot_report_store_load (context->db, report_id, error);

  if (record == NULL)
    return not_found (error);
  if (category != NULL && !moot_report_category_is_valid (category))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "Validation failed: Category is not included in the list");
      return FALSE;
    }
  if (category != NULL)
    {
      g_free (record->category);
      record->category = g_strdup (category);
    }
  if (rules != NULL)
    {
      g_free (record->rules);
      record->rules = g_strdup (rules);
    }
  return moot_report_store_change (context->db, record, context->now, error);
}

/**
 * moot_moderation_settle_post:
 * @context: a context inside a transaction
 * @moderator: who decides
 * @held_id: a post of a stranger that waits
 * @let_in: whether members see it; else nobody does
 * @error: return location
 *
 * That it was decided is an entry of the log, with the server it came from and why it was held;
 * what it says is not.
 *
 * Errors: %MOOT_ERROR_FORBIDDEN, %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: whether it was written
 */
gboolean
moot_moderation_settle_post (const MootCoopContext  *context,
                             const MootActor        *moderator,
                             gint64                  held_id,
                             gboolean                let_in,
                             GError                **error)
{
  g_autofree char *host = NULL;
  g_autofree char *why = NULL;
  MootAuditEvent event = { .type = let_in ? "post.let_in" : "post.dropped",
                           .actor_id = moderator->id,
                           .subject_type = "federation" };

  if (!moderator->is_moderator)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "not a moderator");
      return FALSE;
    }
  if (!moot_held_posts_settle (context->db, held_id, let_in, context->now, &host, &why, error))
    return FALSE;
  event.facts[0] = (MootAuditFact){ "domain", host, 0 };
  event.facts[1] = (MootAuditFact){ "reason", why, 0 };
  return moot_audit_append (context, &event, NULL, error);
}
