/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How to pay without a payment company: one reference a member, the ways the plan names with
 * everything a bank asks for, what members say they paid, and what is open for the treasurer.
 * Spec: governance rules, payment references and rails; src/node/README.md, "Paying".
 * Thread: the connection's. */
#include "moot-dues-paying.h"

#include "moot-coop-error.h"
#include "moot-dues-store.h"
#include "moot-dues-ways.h"
#include "moot-epc-code.h"
#include "moot-json.h"
#include "moot-money.h"
#include "moot-payment-reference.h"
#include "moot-sql.h"

#include <string.h>

typedef struct
{
  MootPlanInForce plan;
  MootDuesStatus *status;
  JsonArray *rails;
  gint64 amount_minor; /* what to pay now */
} Ways;

static void
ways_clear (Ways *self)
{
  g_clear_object (&self->status);
  g_clear_pointer (&self->rails, json_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ways, ways_clear)

static gboolean
ways_load (Ways                   *self,
           const MootCoopContext  *context,
           const MootActor        *viewer,
           GError                **error)
{
  g_autoptr (MootPlanRecord) record = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!moot_dues_load_terms (context, &self->plan, error))
    return FALSE;
  self->status = moot_dues_load_status (context, &self->plan, viewer->record, error);
  record = self->status != NULL ? moot_dues_store_find_plan (context->db, error) : NULL;
  if (record == NULL)
    return FALSE;
  self->amount_minor = self->status->balance_due_minor > 0 ? self->status->balance_due_minor
                                                           : self->status->amount_minor;
  node = record->rails != NULL ? moot_json_parse (record->rails, -1, NULL) : NULL;
  self->rails = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node)
                                                             : json_array_new ();
  return TRUE;
}

/* Rails are what members decided on; whatever is no object is passed over. */
static JsonObject *
get_rail (const Ways *self,
          guint       i)
{
  JsonNode *node = json_array_get_element (self->rails, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The sum is in it where it can be: the code knows euro only. */
static char *
write_epc (const Ways  *self,
           JsonObject  *rail,
           GError     **error)
{
  const char *bic = moot_json_get_string (rail, "bic");
  const MootEpcTransfer transfer = {
    .name = moot_json_get_string (rail, "name"),
    .iban = moot_json_get_string (rail, "iban"),
    .bic = bic != NULL && *bic != '\0' ? bic : NULL,
    .amount_minor = g_str_equal (self->plan.terms.currency, "EUR") ? self->amount_minor : 0,
    .reference = self->status->reference,
  };

  return moot_epc_code_new (&transfer, error);
}

static void
put_texts (MootJsonWriter *json,
           JsonObject     *rail)
{
  const char *name;

  for (guint i = 0; (name = moot_dues_way_name (i)) != NULL; i++)
    if (moot_json_get_string (rail, name) != NULL)
      moot_json_put_string (json, name, moot_json_get_string (rail, name));
}

/* 601613 as people read it to each other. */
static void
put_sort_code (MootJsonWriter *json,
               JsonObject     *rail)
{
  const char *code = moot_json_get_string (rail, "sort_code");
  g_autofree char *text = NULL;

  if (code == NULL || strlen (code) != 6)
    return;
  text = g_strdup_printf ("%.2s-%.2s-%.2s", code, code + 2, code + 4);
  moot_json_put_string (json, "sort_code_text", text);
}

static void
put_way (const Ways     *self,
         MootJsonWriter *json,
         JsonObject     *rail)
{
  g_autofree char *epc = NULL;

  moot_json_begin_object (json);
  put_texts (json, rail);
  put_sort_code (json, rail);
  if (g_strcmp0 (moot_json_get_string (rail, "kind"), "sepa_epc") == 0)
    {
      epc = write_epc (self, rail, NULL);
      moot_json_put_string (json, "epc_payload", epc);
    }
  moot_json_end_object (json);
}

static gboolean
put_notices (const MootCoopContext *context,
             MootJsonWriter *json,
             gint64 member_id,
             GError **error);

/** moot_dues_write_ways: (transfer full): what to pay, with which reference, and where, as JSON */
char *
moot_dues_write_ways (const MootCoopContext  *context,
                      const MootActor        *viewer,
                      gint64                  id,
                      GError                **error)
{
  g_auto (Ways) ways = { 0 };
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *grouped = NULL;

  if (!ways_load (&ways, context, viewer, error))
    return NULL;
  grouped = moot_payment_reference_format (ways.status->reference);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "reference", ways.status->reference);
  moot_json_put_string (&json, "reference_text", grouped);
  moot_json_put_int (&json, "amount_minor", ways.amount_minor);
  moot_json_put_string (&json, "currency", ways.plan.terms.currency);
  moot_json_put_string (&json, "interval", ways.status->interval);
  moot_json_name (&json, "ways");
  moot_json_begin_array (&json);
  for (guint i = 0; i < json_array_get_length (ways.rails); i++)
    if (get_rail (&ways, i) != NULL)
      put_way (&ways, &json, get_rail (&ways, i));
  moot_json_end_array (&json);
  moot_json_name (&json, "notices");
  if (!put_notices (context, &json, viewer->id, error))
    return NULL;
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}

/** moot_dues_dup_epc: (transfer full): the text of the square code for a transfer in euro */
char *
moot_dues_dup_epc (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   GError                **error)
{
  g_auto (Ways) ways = { 0 };

  if (!ways_load (&ways, context, viewer, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (ways.rails); i++)
    if (get_rail (&ways, i) != NULL &&
        g_strcmp0 (moot_json_get_string (get_rail (&ways, i), "kind"), "sepa_epc") == 0)
      return write_epc (&ways, get_rail (&ways, i), error);
  moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL,
                    "the plan of dues names no account for transfers in euro");
  return NULL;
}

/* Notices ------------------------------------------------------------------------------------- */

static gboolean
check_notice (const MootCoopContext  *context,
              const MootActor        *actor,
              gint64                  amount_minor,
              const char             *method,
              gint64                  paid_on,
              GError                **error)
{
  static const char *const methods[] = { "bank_transfer", "cash", "card",
                                         "open_collective", "other", NULL };
  gint64 n_open = 0;

  if (!(actor->rights & MOOT_RIGHT_READ))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "your membership has ended");
  if (amount_minor <= 0 || amount_minor > MOOT_MONEY_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_AMOUNT, "amount_minor", "more than nothing");
  if (!g_strv_contains (methods, method))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "method",
                             "'%.40s' is none of the choices", method);
  if (paid_on > moot_coop_get_today (context))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "paid_on",
                             "this day has not come yet");
  if (!moot_db_get_int (context->db, &moot_sql_payment_notice_count,
                        MOOT_BINDS (MOOT_INT ("member_id", actor->id)), &n_open, error))
    return FALSE;
  return n_open < MOOT_NOTICES_OPEN_MAX ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL,
                           "the treasurer knows of %d payments of yours and looks for them",
                           MOOT_NOTICES_OPEN_MAX);
}

/**
 * moot_dues_say_paid:
 * @context: a context inside a transaction
 * @actor: who says so
 * @amount_minor: how much
 * @method: (nullable): as of a payment
 * @paid_on: the day; 0 for today
 * @error: return location
 *
 * Says "I have paid": nothing is booked by that, the treasurer looks for it.
 *
 * Errors: %MOOT_COOP_ERROR_AMOUNT, _INVALID, _STATE, _TOO_MANY.
 *
 * Returns: whether it was written
 */
gboolean
moot_dues_say_paid (const MootCoopContext  *context,
                    const MootActor        *actor,
                    gint64                  amount_minor,
                    const char             *method,
                    gint64                  paid_on,
                    GError                **error)
{
  const char *how = method != NULL ? method : "bank_transfer";
  MootPlanInForce plan;
  gint64 id;

  return check_notice (context, actor, amount_minor, how, paid_on, error) &&
         moot_dues_load_terms (context, &plan, error) &&
         moot_records_add (
           context->db, &moot_sql_payment_notice_add,
           MOOT_BINDS (MOOT_INT ("member_id", actor->id), MOOT_INT ("amount_minor", amount_minor),
                       MOOT_TEXT ("currency", plan.terms.currency), MOOT_TEXT ("method", how),
                       MOOT_INT ("paid_on", paid_on != 0 ? paid_on : moot_coop_get_today (context)),
                       MOOT_INT ("now", context->now)),
           &id, error);
}

/** moot_dues_settle_notice: a payment came; what its member said about it, the same sum first, is
 * settled */
gboolean
moot_dues_settle_notice (const MootCoopContext  *context,
                         gint64                  member_id,
                         gint64                  amount_minor,
                         GError                **error)
{
  return moot_db_run (context->db, &moot_sql_payment_notice_settle,
                      MOOT_BINDS (MOOT_INT ("member_id", member_id),
                                  MOOT_INT ("amount_minor", amount_minor),
                                  MOOT_INT ("now", context->now)),
                      error);
}

static void
put_day (MootJsonWriter *json,
         const char     *name,
         gint64          day)
{
  g_autofree char *text = moot_day_format (moot_coop_time_to_day (day));

  moot_json_put_string (json, name, text);
}

/* Those of one member, or of all for 0. */
static gboolean
put_notices (const MootCoopContext  *context,
             MootJsonWriter         *json,
             gint64                  member_id,
             GError                **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (context->db, &moot_sql_payment_notice_list,
                   MOOT_BINDS (MOOT_INT ("member_id", member_id),
                               MOOT_INT ("limit", MOOT_OPEN_ITEMS_MAX)),
                   error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_begin_object (json);
      moot_json_put_id (json, "id", moot_rows_int_at (rows, 0));
      moot_json_put_id (json, "member_id", moot_rows_int_at (rows, 1));
      moot_json_put_int (json, "amount_minor", moot_rows_int_at (rows, 2));
      moot_json_put_string (json, "currency", moot_rows_text_at (rows, 3));
      moot_json_put_string (json, "method", moot_rows_text_at (rows, 4));
      put_day (json, "paid_on", moot_rows_int_at (rows, 5));
      moot_json_put_time (json, "created_at", moot_rows_int_at (rows, 6));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Open items ---------------------------------------------------------------------------------- */

static gboolean
put_lines (const MootCoopContext  *context,
           MootJsonWriter         *json,
           GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (context->db, &moot_sql_bank_line_list_open,
                   MOOT_BINDS (MOOT_INT ("limit", MOOT_OPEN_ITEMS_MAX)), error);

  if (rows == NULL)
    return FALSE;
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    {
      moot_json_begin_object (json);
      moot_json_put_id (json, "id", moot_rows_int_at (rows, 0));
      moot_json_put_id (json, "import_id", moot_rows_int_at (rows, 1));
      put_day (json, "date", moot_rows_int_at (rows, 2));
      moot_json_put_int (json, "amount_minor", moot_rows_int_at (rows, 3));
      moot_json_put_string (json, "currency", moot_rows_text_at (rows, 4));
      moot_json_put_string (json, "payer", moot_rows_text_at (rows, 5));
      moot_json_put_string (json, "text", moot_rows_text_at (rows, 6));
      moot_json_put_string (json, "state", moot_rows_text_at (rows, 7));
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static void
put_debt (const MootMemberRecord *member,
          const MootDuesStanding *standing,
          const char             *currency,
          MootJsonWriter         *json)
{
  moot_json_begin_object (json);
  moot_json_put_id (json, "member_id", member->id);
  moot_json_put_string (json, "name", member->name);
  moot_json_put_string (json, "reference", member->payment_reference);
  moot_json_put_string (json, "status", moot_dues_status_kind_to_text (standing->status));
  moot_json_put_int (json, "balance_due_minor", standing->balance_due_minor);
  moot_json_put_string (json, "currency", currency);
  put_day (json, "oldest_unpaid_on", moot_coop_day_to_time (standing->oldest_unpaid_on));
  moot_json_end_object (json);
}

static gboolean
put_debts_of (const MootCoopContext  *context,
              const MootPlanInForce  *plan,
              GPtrArray              *members,
              MootJsonWriter         *json,
              GError                **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const MootMemberRecord *member = g_ptr_array_index (members, i);
      g_autoptr (MootDuesStanding) standing =
        moot_dues_load_standing (context, plan, member, error);

      if (standing == NULL)
        return FALSE;
      if (standing->status == MOOT_DUES_STATUS_OVERDUE ||
          standing->status == MOOT_DUES_STATUS_LAPSED)
        put_debt (member, standing, plan->terms.currency, json);
    }
  return TRUE;
}

static gboolean
put_debts (const MootCoopContext  *context,
           MootJsonWriter         *json,
           GError                **error)
{
  MootPlanInForce plan;
  gint64 above = 0;

  if (!moot_dues_load_terms (context, &plan, error))
    return FALSE;
  moot_json_begin_array (json);
  for (;;)
    {
      g_autoptr (GPtrArray) members =
        moot_dues_store_list_liable (context->db, above, MOOT_OPEN_ITEMS_MAX, error);

      if (members == NULL || !put_debts_of (context, &plan, members, json, error))
        return FALSE;
      if (members->len < MOOT_OPEN_ITEMS_MAX)
        break;
      above = ((MootMemberRecord *) g_ptr_array_index (members, members->len - 1))->id;
    }
  moot_json_end_array (json);
  return TRUE;
}

/** moot_dues_write_open_items: (transfer full): what the treasurer has to look at, as JSON: lines
 * of the bank that are nobody's yet, what members say they paid, and who is behind */
char *
moot_dues_write_open_items (const MootCoopContext  *context,
                            const MootActor        *viewer,
                            gint64                  id,
                            GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!viewer->is_treasurer)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                        "only a treasurer sees the dues of others");
      return NULL;
    }
  moot_json_begin_object (&json);
  moot_json_name (&json, "lines");
  if (!put_lines (context, &json, error))
    return NULL;
  moot_json_name (&json, "notices");
  if (!put_notices (context, &json, 0, error))
    return NULL;
  moot_json_name (&json, "overdue");
  if (!put_debts (context, &json, error))
    return NULL;
  moot_json_end_object (&json);
  return moot_json_writer_steal (&json);
}
