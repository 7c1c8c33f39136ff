/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Effects on money: the plan of dues, the budget, and what is to be paid.  Nothing here moves
 * money: an order stands in the books as owed until the treasurer has paid it. Spec: governance
 * rules, spending; co-op API, effect. Thread: the connection's. */
#include "moot-effect-kinds.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-books.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-crypto.h"
#include "moot-dues-store.h"
#include "moot-dues-terms-json.h"
#include "moot-json.h"
#include "moot-ledger-store.h"
#include "moot-membership.h"
#include "moot-money.h"
#include "moot-sql.h"
#include "moot-texts.h"

#define AMOUNT_MAX G_GINT64_CONSTANT (1000000000000) /* minor units: more than any co-op has */
#define YEAR_MIN 2000
#define YEAR_MAX 2200

static gboolean
check_account (const MootCoopContext  *context,
               JsonObject             *params,
               const char             *fallback,
               GError                **error)
{
  const char *account;
  gboolean exists = FALSE;

  if (!moot_effect_read_text (params, "account", MOOT_TITLE_MAX, fallback == NULL, &account, error))
    return FALSE;
  if (account == NULL)
    json_object_set_string_member (params, "account", fallback);
  if (!moot_ledger_store_has_account (context->db, account != NULL ? account : fallback, &exists,
                                      error))
    return FALSE;
  return exists || moot_effect_refuse (error, "account", "one of the books");
}

static gboolean
check_currency (const MootCoopContext  *context,
                JsonObject             *params,
                GError                **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  const char *currency = moot_json_get_string (params, "currency");

  if (coop == NULL)
    return FALSE;
  if (currency != NULL && g_strcmp0 (currency, coop->currency) != 0)
    return moot_effect_refuse (error, "currency", "that of the co-op");
  json_object_set_string_member (params, "currency", coop->currency);
  return TRUE;
}

/* The plan of dues ---------------------------------------------------------------------------- */

/* What the proposal leaves out stays as it is. */
static gboolean
read_terms (const MootCoopContext  *context,
            JsonObject             *params,
            MootDuesTerms          *out_terms,
            char                  **out_rails,
            GError                **error)
{
  JsonObject *terms = moot_json_get_object (params, "terms");
  g_autoptr (MootPlanRecord) plan = moot_dues_store_find_plan (context->db, error);
  g_autoptr (JsonNode) node = plan != NULL ? moot_json_parse (plan->terms, -1, error) : NULL;
  g_autoptr (GList) names = terms != NULL ? json_object_get_members (terms) : NULL;
  g_autoptr (GError) local = NULL;

  if (node == NULL)
    return FALSE;
  if (terms == NULL)
    return moot_effect_refuse (error, "terms", "what of the dues changes");
  for (GList *link = names; link != NULL; link = link->next)
    json_object_set_member (json_node_get_object (node), link->data,
                            json_node_copy (json_object_get_member (terms, link->data)));
  if (!moot_dues_terms_from_json (json_node_get_object (node), out_terms, &local))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect", "dues: %s", local->message);
  *out_rails = g_strdup (plan->rails);
  return TRUE;
}

static char *
write_terms (const MootDuesTerms *terms)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_dues_terms_put (terms, &json);
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

static gboolean
check_dues (const MootEffectCheck  *check,
            JsonObject             *params,
            GError                **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (check->context->db, error);
  g_autofree char *rails = NULL;
  MootDuesTerms terms;
  gint64 from;

  if (coop == NULL || !moot_effect_read_day (params, "from", FALSE, &from, error) ||
      !read_terms (check->context, params, &terms, &rails, error))
    return FALSE;
  return g_str_equal (terms.currency, coop->currency) ||
         moot_effect_refuse (error, "currency", "that of the co-op");
}

static char *
describe_dues (JsonObject *params)
{
  return g_strdup ("Change the dues");
}

static gboolean
execute_dues (MootEffectJob  *job,
              GError        **error)
{
  g_autoptr (MootPlanRecord) plan = g_object_new (MOOT_TYPE_PLAN_RECORD, NULL);
  g_autofree char *digest = NULL;
  MootDuesTerms terms;

  if (!read_terms (job->context, job->params, &terms, &plan->rails, error))
    return FALSE;
  plan->terms = write_terms (&terms);
  plan->in_force_from = moot_coop_get_today (job->context);
  plan->proposal_id = job->proposal->id;
  digest = moot_sha256_hex (plan->terms, strlen (plan->terms));
  return moot_audit_append (
           job->context,
           &(MootAuditEvent){ .type = "dues.plan_changed",
                              .subject_type = "dues_plan",
                              .facts = { { "proposal", NULL, job->proposal->id },
                                         { "terms_sha256", digest, 0 } } },
           &plan->log_seq, error) &&
         moot_dues_store_add_plan (job->context->db, plan, error);
}

/* The budget ---------------------------------------------------------------------------------- */

static gboolean
check_budget (const MootEffectCheck  *check,
              JsonObject             *params,
              GError                **error)
{
  gint64 number;

  return moot_effect_read_number (params, "year", YEAR_MIN, YEAR_MAX, TRUE, &number, error) &&
         moot_effect_read_number (params, "amount_minor", 0, AMOUNT_MAX, TRUE, &number, error) &&
         check_currency (check->context, params, error) &&
         check_account (check->context, params, NULL, error);
}

static char *
describe_budget (JsonObject *params)
{
  const char *account = moot_json_get_string (params, "account");

  return g_strdup_printf ("Budget %" G_GINT64_FORMAT ", %s",
                          moot_json_get_int (params, "year"), account != NULL ? account : "?");
}

static gboolean
execute_budget (MootEffectJob  *job,
                GError        **error)
{
  const char *account = moot_json_get_string (job->params, "account");
  const gint64 year = moot_json_get_int (job->params, "year");
  const gint64 amount = moot_json_get_int (job->params, "amount_minor");

  return moot_audit_append (
           job->context,
           &(MootAuditEvent){ .type = "budget.planned",
                              .subject_type = "budget",
                              .facts = { { "account", account, 0 },
                                         { "amount_minor", NULL, amount },
                                         { "proposal", NULL, job->proposal->id },
                                         { "year", NULL, year } } },
           NULL, error) &&
         moot_db_run (job->context->db, &moot_sql_effect_budget_put,
                      MOOT_BINDS (MOOT_INT ("year", year), MOOT_TEXT ("account", account),
                                  MOOT_INT ("amount_minor", amount),
                                  MOOT_INT ("proposal_id", job->proposal->id)),
                      error);
}

/* Payments ------------------------------------------------------------------------------------ */

static gboolean
check_payment (const MootEffectCheck  *check,
               JsonObject             *params,
               GError                **error)
{
  const MootDecisionClass *decision = check->decision;
  gint64 amount = 0;
  gint64 due_on;
  const char *text;

  if (!moot_effect_read_number (params, "amount_minor", 1, AMOUNT_MAX, TRUE, &amount, error) ||
      !moot_effect_read_text (params, "payee", MOOT_TITLE_MAX, TRUE, &text, error) ||
      !moot_effect_read_text (params, "purpose", MOOT_TITLE_MAX, FALSE, &text, error) ||
      !moot_effect_read_day (params, "due_on", FALSE, &due_on, error) ||
      !check_currency (check->context, params, error) ||
      !check_account (check->context, params, "Expenses:Hosting", error))
    return FALSE;
  if (decision->limit_minor == 0 || amount <= decision->limit_minor)
    return TRUE;
  return moot_coop_refuse (error, MOOT_COOP_ERROR_CLASS, "class",
                           "that much is decided as '%s', not as '%s'",
                           *decision->above != '\0' ? decision->above : "ordinary", decision->id);
}

static char *
describe_payment (JsonObject *params)
{
  const char *currency = moot_json_get_string (params, "currency");
  const char *payee = moot_json_get_string (params, "payee");
  g_autofree char *amount = NULL;

  if (currency == NULL || payee == NULL || !moot_currency_is_valid (currency))
    return g_strdup ("Pay somebody");
  amount = moot_money_format (moot_json_get_int (params, "amount_minor"), currency);
  return g_strdup_printf ("Pay %s %s to %s", amount, currency, payee);
}

static gboolean
find_treasurer (const MootCoopContext  *context,
                gint64                 *out_id,
                GError                **error)
{
  *out_id = 0;
  return moot_db_get_int (context->db, &moot_sql_member_list_office,
                          MOOT_BINDS (MOOT_TEXT ("role", MOOT_ROLE_TREASURER),
                                      MOOT_INT ("today", moot_coop_get_today (context))),
                          out_id, error);
}

static gboolean
execute_payment (MootEffectJob  *job,
                 GError        **error)
{
  const char *purpose = moot_json_get_string (job->params, "purpose");
  const gint64 amount = moot_json_get_int (job->params, "amount_minor");
  g_autofree char *title = describe_payment (job->params);
  MootBookEntry entry = {
    .date = moot_coop_get_today (job->context),
    .state = "pending",
    .description = purpose != NULL ? purpose : job->proposal->title,
    .payee = moot_json_get_string (job->params, "payee"),
    .visibility = "members",
    .source_kind = "decision",
    .source_ref = job->effect->id,
    .currency = moot_json_get_string (job->params, "currency"),
    .postings = { { moot_json_get_string (job->params, "account"), amount, 0 },
                  { "Liabilities:Payable", -amount, 0 } },
    .n_postings = 2,
  };
  gint64 treasurer;
  gint64 due_on;

  if (!moot_effect_read_day (job->params, "due_on", FALSE, &due_on, error) ||
      !find_treasurer (job->context, &treasurer, error) ||
      !moot_books_add (job->context, &entry, 1, 0, error))
    return FALSE;
  job->effect->task_id =
    moot_effect_add_task (job, title, job->proposal->title, treasurer, due_on, error);
  return job->effect->task_id != 0;
}

static const MootEffectKind kinds[] = {
  { "dues_plan", NULL, check_dues, describe_dues, execute_dues },
  { "budget_line", NULL, check_budget, describe_budget, execute_budget },
  { "payment_order", NULL, check_payment, describe_payment, execute_payment },
};

const MootEffectKinds moot_effect_money_kinds = { kinds, G_N_ELEMENTS (kinds) };
