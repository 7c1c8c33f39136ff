/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues, payments, the books and the budget over real HTTP. */
#include "coop-node.h"

#include "moot-clock.h"

#include <string.h>

#define PAY(member, amount) "{\"member_id\":\"" member "\",\"amount_minor\":" amount "}"
#define HOSTING                                              \
  "{\"description\":\"Server\",\"postings\":["               \
  "{\"account\":\"Expenses:Hosting\",\"amount_minor\":450}," \
  "{\"account\":\"Assets:Bank:Current\",\"amount_minor\":-450}]}"

static void
test_dues (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) plan = coop_node_get (coop, coop->tokens[1], "/dues/plan");
  g_autoptr (MootTestReply) chosen = NULL;
  g_autoptr (MootTestReply) paid = NULL;
  g_autoptr (MootTestReply) status = NULL;
  g_autoptr (MootTestReply) payments = NULL;
  g_autoptr (MootTestReply) statuses = NULL;
  g_autoptr (MootTestReply) charges = NULL;

  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (plan), "suggested_minor"),
                   ==, 300);
  chosen = coop_node_send (coop, coop->tokens[1], "PUT", "/dues/choice",
                           "{\"amount_minor\":500,\"interval\":\"month\"}");
  moot_test_assert_status (chosen, 200);
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (chosen), "amount_minor"), ==,
                   500);
  paid = coop_node_send (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("2", "300"));
  moot_test_assert_status (paid, 200);
  g_assert_nonnull (strstr (paid->text, "\"allocations\":[{\"charge_due_on\":"));
  status = coop_node_get (coop, coop->tokens[1], "/dues/status");
  g_assert_cmpstr (moot_test_reply_string (status, "status"), ==, "paid_up");
  payments = coop_node_get (coop, coop->tokens[1], "/dues/payments");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (payments)), ==, 1);
  charges = coop_node_get (coop, coop->tokens[1], "/dues/charges");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (charges)), ==, 1);
  statuses = coop_node_get (coop, coop->tokens[0], "/admin/dues/statuses?limit=3");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (statuses)), ==, 3);
  g_assert_nonnull (strstr (soup_message_headers_get_one (statuses->headers, "Link"), "max_id=2>"));
  coop_node_expect (coop, coop->tokens[2], "POST", "/dues/waivers", "{\"months\":3}", 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments/1/reverse", "{}", 200, NULL);
}

/* clang-format off */
static const struct
{
  guint member;
  const char *method;
  const char *path;
  const char *json;
  guint status;
  const char *word;
} refusals[] = {
  { 1, "PUT",  "/dues/choice",             "{\"amount_minor\":99}",          422, "ERR_AMOUNT" },
  { 1, "PUT",  "/dues/choice",             "{\"amount_minor\":\"much\"}",    422, "ERR_INVALID" },
  { 1, "PUT",  "/dues/choice",             "{\"amount_minor\":1.5}",         422, "ERR_INVALID" },
  { 1, "PUT",  "/dues/choice",             "{}",                             422, "ERR_BLANK" },
  { 1, "PUT",  "/dues/choice",             "{\"amount_minor\":500,\"interval\":\"week\"}", 422, "ERR_INVALID" },
  { 1, "POST", "/dues/waivers",            "{\"months\":99}",                422, "ERR_WAIVER" },
  { 1, "POST", "/admin/payments",          PAY ("2", "300"),                 403, "ERR_FORBIDDEN" },
  { 1, "POST", "/admin/ledger",            HOSTING,                          403, "ERR_FORBIDDEN" },
  { 1, "POST", "/admin/payments/1/reverse", "{}",                            403, "ERR_FORBIDDEN" },
  { 0, "POST", "/admin/payments/9/reverse", "{}",                            404, "ERR_NOT_FOUND" },
  { 0, "POST", "/admin/payments",          PAY ("2", "0"),                   422, "ERR_AMOUNT" },
  { 0, "POST", "/admin/payments",          PAY ("77", "300"),                422, "ERR_INVALID" },
  { 0, "POST", "/admin/payments",          "{\"amount_minor\":300}",         422, "ERR_INVALID" },
  { 0, "POST", "/admin/payments",          "{\"member_id\":\"2\",\"amount_minor\":300,"
                                           "\"received_on\":\"2026-02-30\"}",           422, "ERR_INVALID" },
  { 0, "POST", "/admin/ledger",            "{\"description\":\"a\",\"postings\":[]}", 422, "ERR_UNBALANCED" },
  { 0, "POST", "/admin/ledger",            "{\"description\":\"a\",\"postings\":[{\"account\":\"Expenses:Hosting\",\"amount_minor\":1},"
                                           "{\"account\":\"Assets:Cash\",\"amount_minor\":-2}]}", 422, "ERR_UNBALANCED" },
  { 0, "POST", "/admin/ledger",            "{\"description\":\"a\",\"postings\":[{\"account\":\"Expenses:Yacht\",\"amount_minor\":1},"
                                           "{\"account\":\"Assets:Cash\",\"amount_minor\":-1}]}", 422, "ERR_INVALID" },
  { 0, "POST", "/admin/ledger",            "{\"description\":\"a\",\"postings\":["
                                           "{\"account\":\"Assets:Receivable:Dues\",\"amount_minor\":1},"
                                           "{\"account\":\"Assets:Cash\",\"amount_minor\":-1}]}", 422, "ERR_INVALID" },
  { 0, "POST", "/admin/ledger",            "{\"postings\":[{\"account\":\"Expenses:Hosting\",\"amount_minor\":1},"
                                           "{\"account\":\"Assets:Cash\",\"amount_minor\":-1}]}", 422, "ERR_BLANK" },
  { 0, "GET",  "/ledger?from=yesterday",   NULL,                             422, "ERR_INVALID" },
};
/* clang-format on */

static void
test_refusals (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    coop_node_expect (coop, coop->tokens[refusals[i].member], refusals[i].method, refusals[i].path,
                      refusals[i].json, refusals[i].status, refusals[i].word);
}

/* The treasurer sees entries, members see sums, and both see the same budget. */
static void
test_books (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) entry = NULL;
  g_autoptr (MootTestReply) whole = NULL;
  g_autoptr (MootTestReply) sums = NULL;
  g_autoptr (MootTestReply) budget = NULL;

  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("1", "300"), 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("2", "300"), 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("3", "400"), 200, NULL);
  entry = coop_node_send (coop, coop->tokens[0], "POST", "/admin/ledger", HOSTING);
  moot_test_assert_status (entry, 200);
  whole = coop_node_get (coop, coop->tokens[0], "/ledger?account=Expenses:Hosting");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (whole)), ==, 1);
  g_assert_nonnull (strstr (whole->text, "\"postings\""));
  sums = coop_node_get (coop, coop->tokens[2], "/ledger");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (sums)), ==, 2);
  g_assert_null (strstr (sums->text, "member"));
  g_assert_nonnull (
    strstr (sums->text, "\"description\":\"Dues received\",\"count\":3,\"amount_minor\":1000"));
  budget = coop_node_get (coop, coop->tokens[2], "/budget");
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (budget), "income_minor"), ==,
                   1000);
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (budget), "expenses_minor"),
                   ==, 450);
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (budget), "balance_minor"),
                   ==, 550);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-money/dues", test_dues);
  g_test_add_func ("/coop-money/refusals", test_refusals);
  g_test_add_func ("/coop-money/books", test_books);

  return g_test_run ();
}
