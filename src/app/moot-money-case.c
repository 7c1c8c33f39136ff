/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads what the page of the co-op's money shows.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-money-case.h"

#include "moot-json.h"

static void
add_months (const MootBudgetLine *line,
            gint64               *sums)
{
  g_autoptr (JsonNode) node =
    line->months != NULL ? moot_json_parse (line->months, -1, NULL) : NULL;
  JsonArray *months =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; months != NULL && i < json_array_get_length (months) && i < MOOT_MONEY_MONTHS;
       i++)
    sums[i] += json_array_get_int_element (months, i);
}

/** moot_money_case_load: (transfer full): a #MootMoneyCase; the decisions may be missing */
gpointer
moot_money_case_load (MootPageSource  *source,
                      const char      *id,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (MootMoneyCase) self = g_new0 (MootMoneyCase, 1);

  self->budget = moot_page_source_ask_entity (source, "budget", MOOT_CALL_BUDGET, NULL,
                                              cancellable, error);
  if (self->budget == NULL)
    return NULL;
  for (guint i = 0; i < self->budget->lines->len; i++)
    {
      const MootBudgetLine *line = g_ptr_array_index (self->budget->lines, i);

      add_months (line, g_strcmp0 (line->kind, "income") == 0 ? self->income : self->costs);
    }
  self->outcomes = moot_page_source_ask_all (source, "outcomes", MOOT_CALL_OUTCOMES, NULL,
                                             cancellable, NULL);
  return g_steal_pointer (&self);
}

/** moot_money_case_free: releases @self, which may be %NULL */
void
moot_money_case_free (MootMoneyCase *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->budget);
  g_clear_pointer (&self->outcomes, g_ptr_array_unref);
  g_free (self);
}

static void
visit_effect (MootOutcome      *outcome,
              JsonObject       *effect,
              MootMoneyDecided  visit,
              gpointer          data)
{
  static const char *const types[] = { "payment_order", "budget_line", NULL };
  const char *type = moot_json_get_string (effect, "type");
  JsonObject *params = moot_json_get_object (effect, "params");
  const char *account = params != NULL ? moot_json_get_string (params, "account") : NULL;

  if (type != NULL && account != NULL && g_strv_contains (types, type))
    visit (outcome, account, moot_json_get_string (params, "payee"),
           moot_json_get_int (params, "amount_minor"), data);
}

/**
 * moot_money_case_foreach_decided:
 * @self: what is shown
 * @visit: told of each cost that a decision in force pays for or plans
 * @data: for @visit
 */
void
moot_money_case_foreach_decided (const MootMoneyCase *self,
                                 MootMoneyDecided     visit,
                                 gpointer             data)
{
  for (guint i = 0; self->outcomes != NULL && i < self->outcomes->len; i++)
    {
      MootOutcome *outcome = g_ptr_array_index (self->outcomes, i);
      g_autoptr (JsonNode) node =
        outcome->effects != NULL ? moot_json_parse (outcome->effects, -1, NULL) : NULL;
      JsonArray *effects =
        node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      for (guint k = 0; effects != NULL && outcome->in_force && k < json_array_get_length (effects);
           k++)
        if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (effects, k)))
          visit_effect (outcome, json_array_get_object_element (effects, k), visit, data);
    }
}
