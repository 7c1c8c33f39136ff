/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Dues, payments, the books and the budget over real HTTP. */
#include "coop-node.h"

#include "moot-clock.h"
#include "moot-day.h"
#include "moot-payment-reference.h"

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

static void
assert_member_balance (CoopNode *coop,
                       gint64    balance_minor,
                       gboolean  partial)
{
  g_autoptr (MootTestReply) reply = coop_node_get (coop, coop->tokens[2], "/budget");
  JsonObject *budget = moot_test_reply_object (reply);

  g_assert_cmpint (json_object_get_int_member (budget, "balance_minor"), ==, balance_minor);
  g_assert_cmpint (json_object_get_boolean_member (budget, "balance_partial"), ==, partial);
}

/* The treasurer sees entries, members see sums, and both see the same budget once three paid. */
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
  assert_member_balance (coop, 0, TRUE);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("3", "400"), 200, NULL);
  assert_member_balance (coop, 1000, FALSE);
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

/* Brings a file of the bank: @rows with `DAY` for yesterday and `REF` for the second member's. */
static MootTestReply *
bring_file (CoopNode   *coop,
            const char *token,
            const char *rows)
{
  g_autoptr (SoupMultipart) multipart = soup_multipart_new ("multipart/form-data");
  g_autofree char *uri = g_strconcat (coop->node->base_url, "/api/coop/v1/admin/imports", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *reference = moot_payment_reference_new_member (2);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day =
    moot_day_format (moot_day_add_days (moot_day_from_time (moot_clock_now (), utc), -1));
  GString *text = g_string_new ("Date,Amount,Name,Counterparty IBAN,Reference,ID\n");
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_string_append (text, rows);
  g_string_replace (text, "DAY", day, 0);
  g_string_replace (text, "REF", reference, 0);
  bytes = g_string_free_to_bytes (text);
  soup_multipart_append_form_file (multipart, "file", "bank.csv", "text/csv", bytes);
  message = soup_message_new_from_multipart (uri, multipart);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  return moot_test_send (coop->node, message);
}

/* How many lines of an import are new, were known, wait, are matched, went out, are payments. */
static void
assert_counts (MootTestReply *reply,
               const char    *counts)
{
  static const char *const names[] = { "lines_count", "known_count", "open_count",
                                       "matched_count", "outgoing_count", "confirmed_count" };
  g_autoptr (GString) found = g_string_new (NULL);

  moot_test_assert_status (reply, 200);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (found, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            json_object_get_int_member (moot_test_reply_object (reply), names[i]));
  g_assert_cmpstr (found->str, ==, counts);
}

static void
ask_counts (CoopNode   *coop,
            const char *method,
            const char *path,
            const char *counts)
{
  g_autoptr (MootTestReply) reply =
    coop_node_send (coop, coop->tokens[0], method, path, g_str_equal (method, "GET") ? NULL : "{}");

  assert_counts (reply, counts);
}

#define FIRST_FILE                                   \
  "DAY,3.00,Someone,DE89370400440532013000,REF,B1\n" \
  "DAY,3.00,Somebody,,FM0003,B2\n"                   \
  "DAY,7.00,Stranger,,A gift,B3\n"                   \
  "DAY,-12.00,Host,,Invoice,B4\n"

static void
assert_payments (CoopNode   *coop,
                 guint       member,
                 guint       n,
                 const char *part)
{
  g_autoptr (MootTestReply) reply = coop_node_get (coop, coop->tokens[member], "/dues/payments");

  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (reply)), ==, n);
  if (part != NULL)
    g_assert_nonnull (strstr (reply->text, part));
}

static void
assert_balance (CoopNode *coop,
                gint64    balance_minor)
{
  g_autoptr (MootTestReply) budget = coop_node_get (coop, coop->tokens[0], "/budget");

  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (budget), "balance_minor"),
                   ==, balance_minor);
}

/* A file is looked at, confirmed once however often it is asked, and undone by reversal. */
static void
test_import (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) first = bring_file (coop, coop->tokens[0], FIRST_FILE);
  g_autoptr (MootTestReply) again = NULL;
  g_autoptr (MootTestReply) lines = NULL;

  assert_counts (first, "4 0 1 2 1 0");
  assert_payments (coop, 1, 0, NULL);
  again = bring_file (coop, coop->tokens[0], FIRST_FILE);
  assert_counts (again, "4 0 1 2 1 0");
  g_assert_cmpstr (moot_test_reply_string (again, "id"), ==, "1");
  lines = coop_node_get (coop, coop->tokens[0], "/admin/imports/1/lines?state=matched");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (lines)), ==, 2);
  g_assert_nonnull (strstr (lines->text, "\"match_method\":\"number\",\"match_score\":80"));

  ask_counts (coop, "POST", "/admin/imports/1/confirm", "4 0 1 0 1 2");
  ask_counts (coop, "POST", "/admin/imports/1/confirm", "4 0 1 0 1 2");
  assert_payments (coop, 1, 1,
                   "\"source\":{\"kind\":\"import\",\"import_id\":\"1\",\"line_id\":\"1\"");
  assert_payments (coop, 2, 1, "\"match\":{\"method\":\"number\",\"score\":80");
  assert_balance (coop, 600);

  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/lines/3/confirm", "{}", 422,
                    "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/lines/3/confirm",
                    "{\"member_id\":\"3\"}", 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/lines/3/confirm",
                    "{\"member_id\":\"2\"}", 409, "ERR_STATE");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/lines/4/ignore", "{}", 200, NULL);
  assert_payments (coop, 2, 2, "\"method\":\"manual\"");
  assert_balance (coop, 1300);

  ask_counts (coop, "POST", "/admin/imports/1/reverse", "4 0 1 2 0 0");
  assert_balance (coop, 0);
  ask_counts (coop, "POST", "/admin/imports/1/confirm", "4 0 1 0 0 2");
  assert_balance (coop, 600);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments/1/reverse", "{}", 409,
                    "ERR_STATE");
}

/* Files overlap, payments were written down by hand before, and accounts are known again. */
static void
test_overlap (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) first = NULL;
  g_autoptr (MootTestReply) second = NULL;
  g_autoptr (MootTestReply) lines = NULL;

  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"3\",\"amount_minor\":300,\"bank_ref\":\"B2\"}", 200, NULL);
  first = bring_file (coop, coop->tokens[0], FIRST_FILE);
  assert_counts (first, "3 1 1 1 1 0");
  ask_counts (coop, "POST", "/admin/imports/1/confirm", "3 1 1 0 1 1");
  second = bring_file (coop, coop->tokens[0],
                       FIRST_FILE "DAY,3.00,Someone,DE89370400440532013000,no words,B5\n");
  assert_counts (second, "1 4 0 1 0 0");
  lines = coop_node_get (coop, coop->tokens[0], "/admin/imports/2/lines");
  g_assert_nonnull (strstr (lines->text, "\"member_id\":\"2\",\"match_method\":\"account\""));
  ask_counts (coop, "POST", "/admin/imports/2/confirm", "1 4 0 0 0 1");
  assert_balance (coop, 900);
  ask_counts (coop, "GET", "/admin/imports/1", "3 1 1 0 1 1");
}

static void
test_import_refusals (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) broken = bring_file (coop, coop->tokens[0], "DAY,five,x,,y,B1\n");
  g_autoptr (MootTestReply) future =
    bring_file (coop, coop->tokens[0], "2999-01-01,3.00,x,,REF,B1\n");
  g_autoptr (MootTestReply) member = bring_file (coop, coop->tokens[1], FIRST_FILE);
  g_autoptr (MootTestReply) stranger = bring_file (coop, coop->stranger, FIRST_FILE);
  static const char *const paths[] = { "/admin/imports", "/admin/imports/1",
                                       "/admin/imports/1/lines" };

  moot_test_assert_status (broken, 422);
  g_assert_nonnull (strstr (broken->text, "line 2: 'five' is no amount"));
  assert_counts (future, "1 0 0 1 0 0");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/imports/1/confirm", "{}", 422,
                    "ERR_INVALID");
  ask_counts (coop, "GET", "/admin/imports/1", "1 0 0 1 0 0");
  moot_test_assert_status (member, 403);
  moot_test_assert_status (stranger, 403);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    coop_node_expect (coop, coop->tokens[1], "GET", paths[i], NULL, 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/imports", "{}", 422, "ERR_BLANK");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/imports/9/confirm", "{}", 404,
                    "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/lines/9/ignore", "{}", 404,
                    "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[1], "POST", "/admin/lines/1/confirm", "{}", 403,
                    "ERR_FORBIDDEN");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-money/dues", test_dues);
  g_test_add_func ("/coop-money/refusals", test_refusals);
  g_test_add_func ("/coop-money/books", test_books);
  g_test_add_func ("/coop-money/import", test_import);
  g_test_add_func ("/coop-money/overlap", test_overlap);
  g_test_add_func ("/coop-money/import-refusals", test_import_refusals);

  return g_test_run ();
}
