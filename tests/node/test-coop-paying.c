/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Paying without a payment company, over real HTTP: ways, the square code, "I have paid", what is
 * open, reminders once each, and who may take the books with them. */
#include "coop-node.h"

#include "moot-clock.h"
#include "moot-dues.h"

#include <stdarg.h>
#include <string.h>

#define PAY(member) "{\"member_id\":\"" member "\",\"amount_minor\":300}"
#define RAILS                                                                  \
  "[{\"kind\":\"uk_fps\",\"account_name\":\"Moot\",\"sort_code\":\"601613\","  \
  "\"account_number\":\"31926819\"},{\"kind\":\"sepa_epc\",\"name\":\"Moot\"," \
  "\"iban\":\"DE89370400440532013000\"}]"

static gboolean
run_sql (MootDb    *db,
         gpointer   data,
         GError   **error)
{
  return moot_db_execute (db, data, error);
}

static void
write_sql (CoopNode   *coop,
           const char *sql)
{
  moot_test_node_write (coop->node, run_sql, (gpointer) sql);
}

static void
assert_text (MootTestReply *reply,
             const char    *part)
{
  moot_test_assert_status (reply, 200);
  if (strstr (reply->text, part) == NULL)
    g_error ("'%s' is not in %s", part, reply->text);
}

static void
test_ways (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) ways = NULL;
  g_autoptr (MootTestReply) text = NULL;
  g_autoptr (MootTestReply) code = NULL;

  coop_node_expect (coop, coop->tokens[1], "GET", "/dues/qr", NULL, 404, "ERR_NOT_FOUND");
  write_sql (coop, "UPDATE dues_plan SET rails = '" RAILS "'");
  ways = coop_node_get (coop, coop->tokens[1], "/dues/ways");
  assert_text (ways, "\"sort_code_text\":\"60-16-13\"");
  assert_text (ways, "\"amount_minor\":300,\"currency\":\"GBP\"");
  text = coop_node_get (coop, coop->tokens[1], "/dues/qr?format=epc");
  moot_test_assert_status (text, 200);
  g_assert_true (
    g_str_has_prefix (text->text, "BCD\n002\n1\nSCT\n\nMoot\nDE89370400440532013000\n\n\nRF"));
  code = coop_node_get (coop, coop->tokens[1], "/dues/qr");
  assert_text (code, "viewBox=\"0 0 ");
  coop_node_expect (coop, coop->tokens[1], "GET", "/dues/qr?format=gif", NULL, 422, "ERR_INVALID");
  coop_node_expect (coop, coop->stranger, "GET", "/dues/ways", NULL, 403, "ERR_NOT_MEMBER");
  write_sql (coop, "UPDATE dues_plan SET rails = '[{\"kind\":\"sepa_epc\",\"name\":\"Moot\","
                   "\"iban\":\"DE00\"}]'");
  coop_node_expect (coop, coop->tokens[1], "GET", "/dues/qr", NULL, 422, NULL);
}

#define KINDS(list) "\\\"kinds\\\":\\\"" list "\\\""
#define UK \
  "{\"kind\":\"uk_fps\",\"account_name\":\"Moot\",\"sort_code\":\"%s\",\"account_number\":\"%s\"}"
#define LONG_NAME \
  "A name of seventy characters is all that the square code has a place for" /* 72 */
#define EURO "{\"kind\":\"sepa_epc\",\"name\":\"%s\",\"iban\":\"%s\",\"bic\":\"%s\"}"

static char *
write_ways (const char *format,
            ...) G_GNUC_PRINTF (1, 2);

static char *
write_ways (const char *format,
            ...)
{
  g_autofree char *ways = NULL;
  va_list arguments;

  va_start (arguments, format);
  ways = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return g_strdup_printf ("{\"ways\":[%s]}", ways);
}

static void
expect_ways (CoopNode   *coop,
             guint       member,
             char       *json,
             guint       status,
             const char *word)
{
  coop_node_expect (coop, coop->tokens[member], "PUT", "/admin/dues/ways", json, status, word);
  g_free (json);
}

static guint
count_changes (CoopNode *coop)
{
  g_autoptr (MootTestReply) log = coop_node_get (coop, coop->tokens[2], "/log/entries");
  guint n = 0;

  assert_text (log, "[");
  for (const char *at = log->text; (at = strstr (at, "dues.ways_changed")) != NULL; at++)
    n++;
  return n;
}

/* How often a member was told that the accounts are others now. */
static guint
count_told (CoopNode *coop,
            guint     member)
{
  g_autoptr (MootTestReply) news = coop_node_get (coop, coop->tokens[member], "/notifications");
  guint n = 0;

  for (const char *at = news->text; (at = strstr (at, "\"type\":\"ways\"")) != NULL; at++)
    n++;
  return n;
}

/* The treasurer enters accounts as people write them; a wrong digit is found before anybody pays
 * into somebody else's, and the log says who changed them. */
static void
test_set_ways (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (MootTestReply) ways = NULL;
  g_autoptr (MootTestReply) text = NULL;
  g_autoptr (MootTestReply) none = NULL;
  g_autoptr (MootTestReply) refused = NULL;
  g_autoptr (MootTestReply) kept = NULL;

  expect_ways (coop, 0,
               write_ways (UK "," EURO, "60-16-13", "3192 6819", "Moot",
                           "de89 3704 0044 0532 0130 00", "COBADEFFXXX"),
               200, NULL);
  ways = coop_node_get (coop, coop->tokens[1], "/dues/ways");
  assert_text (ways, "\"sort_code\":\"601613\",\"account_number\":\"31926819\"");
  assert_text (ways, "\"iban\":\"DE89370400440532013000\",\"bic\":\"COBADEFFXXX\"");
  text = coop_node_get (coop, coop->tokens[1], "/dues/qr?format=epc");
  assert_text (text, "\nCOBADEFFXXX\nMoot\nDE89370400440532013000\n");
  g_assert_cmpuint (count_changes (coop), ==, 1);
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++) /* whoever did it too */
    g_assert_cmpuint (count_told (coop, i), ==, 1);
  expect_ways (coop, 0,
               write_ways (UK "," EURO, "601613", "31926819", "Moot", "DE89370400440532013000",
                           "COBADEFFXXX"),
               200, NULL);
  g_assert_cmpuint (count_changes (coop), ==, 1); /* the same again is no news */

  for (guint i = 0; i < 11; i++)
    g_string_append_printf (many, "%s" UK, i > 0 ? "," : "", "601613", "31926819");
  expect_ways (coop, 0, write_ways ("%s", many->str), 422, "ERR_TOO_MANY");
  expect_ways (coop, 0, write_ways (UK, "60161", "31926819"), 422, "ERR_INVALID");
  expect_ways (coop, 0, write_ways (UK, "601613", "3192681x"), 422, "ERR_INVALID");
  expect_ways (coop, 0, write_ways (UK, "601613", ""), 422, "ERR_BLANK");
  expect_ways (coop, 0, write_ways (EURO, "Moot", "DE88370400440532013000", ""), 422,
               "ERR_INVALID");
  expect_ways (coop, 0, write_ways (EURO, "Mo\\not", "DE89370400440532013000", ""), 422,
               "ERR_INVALID");
  expect_ways (coop, 0, write_ways (EURO, "Moot", "DE89370400440532013000", "1234"), 422,
               "ERR_INVALID");
  expect_ways (coop, 0, write_ways ("{\"kind\":\"magic\"}"), 422, "ERR_INVALID");
  expect_ways (coop, 0, write_ways ("{\"name\":\"a\"}"), 422, "ERR_INVALID");
  expect_ways (coop, 0, g_strdup ("{}"), 422, "ERR_BLANK");
  expect_ways (coop, 1, write_ways (UK, "601613", "31926819"), 403, "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->stranger, "PUT", "/admin/dues/ways", "{}", 403, NULL);
  refused =
    coop_node_send (coop, coop->tokens[0], "PUT", "/admin/dues/ways",
                    "{\"ways\":[{\"kind\":\"sepa_epc\",\"name\":\"Moot\",\"iban\":\"DE00\"}]}");
  moot_test_assert_status (refused, 422);
  g_assert_nonnull (strstr (refused->text, "'iban' must be an IBAN; one of its digits is wrong"));
  expect_ways (coop, 0, write_ways (EURO, LONG_NAME, "DE89370400440532013000", ""), 422,
               "ERR_TOO_LONG");
  coop_node_expect (coop, NULL, "PUT", "/admin/dues/ways", "{}", 401, NULL);
  g_assert_cmpuint (count_changes (coop), ==, 1); /* nothing of that changed anything */
  kept = coop_node_get (coop, coop->tokens[1], "/dues/ways");
  g_assert_cmpstr (kept->text, ==, ways->text);

  expect_ways (coop, 0, g_strdup ("{\"none\":true}"), 200, NULL);
  none = coop_node_get (coop, coop->tokens[1], "/dues/ways");
  assert_text (none, "\"ways\":[]");
  g_assert_cmpuint (count_changes (coop), ==, 2);
  g_assert_cmpuint (count_told (coop, 2), ==, 2);
}

/* Not everybody has a bank; and the log says which ways are others now, not what they are. */
static void
test_other_ways (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) others = NULL;
  g_autoptr (MootTestReply) log = NULL;

  expect_ways (coop, 0, write_ways (UK, "601613", "31926819"), 200, NULL);
  expect_ways (coop, 0,
               write_ways ("{\"kind\":\"liberapay\",\"liberapay_url\":\"https://liberapay.com/moot\"},"
                           "{\"kind\":\"other\",\"words\":\"In cash, on Thursdays.\"}"),
               200, NULL);
  others = coop_node_get (coop, coop->tokens[1], "/dues/ways");
  assert_text (others, "\"liberapay_url\":\"https://liberapay.com/moot\"");
  assert_text (others, "\"words\":\"In cash, on Thursdays.\"");
  log = coop_node_get (coop, coop->tokens[2], "/log/entries");
  assert_text (log, KINDS ("uk_fps"));
  assert_text (log, KINDS ("uk_fps,liberapay,other"));
  expect_ways (coop, 0,
               write_ways ("{\"kind\":\"liberapay\",\"liberapay_url\":\"javascript:x\"}"), 422,
               "ERR_INVALID");
  expect_ways (coop, 0, write_ways ("{\"kind\":\"other\",\"words\":\"\"}"), 422, "ERR_BLANK");
}

static void
test_notices (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) open = NULL;
  g_autoptr (MootTestReply) settled = NULL;

  coop_node_expect (coop, coop->tokens[1], "POST", "/dues/notices", "{}", 422, "ERR_BLANK");
  coop_node_expect (coop, coop->tokens[1], "POST", "/dues/notices", "{\"amount_minor\":0}", 422,
                    "ERR_AMOUNT");
  coop_node_expect (coop, coop->tokens[1], "POST", "/dues/notices",
                    "{\"amount_minor\":300,\"method\":\"magic\"}", 422, "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[1], "POST", "/dues/notices",
                    "{\"amount_minor\":300,\"paid_on\":\"2999-01-01\"}", 422, "ERR_INVALID");
  for (guint i = 0; i < 5; i++)
    coop_node_expect (coop, coop->tokens[1], "POST", "/dues/notices",
                      i == 3 ? "{\"amount_minor\":300}" : "{\"amount_minor\":100}", 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/dues/notices", "{\"amount_minor\":300}", 422,
                    "ERR_TOO_MANY");
  coop_node_expect (coop, coop->tokens[2], "GET", "/admin/dues/open", NULL, 403, "ERR_FORBIDDEN");
  open = coop_node_get (coop, coop->tokens[0], "/admin/dues/open");
  assert_text (open, "\"id\":\"4\",\"member_id\":\"2\",\"amount_minor\":300");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("2"), 200, NULL);
  settled = coop_node_get (coop, coop->tokens[0], "/admin/dues/open");
  assert_text (settled, "\"id\":\"5\"");
  g_assert_null (strstr (settled->text, "\"id\":\"4\""));
}

static void
run_dues (CoopNode *coop)
{
  const MootServices *services = moot_node_get_services (coop->node->node);
  g_autoptr (GError) error = NULL;

  write_sql (coop, "DELETE FROM setting WHERE name = 'dues_day'");
  moot_dues_run_due (services->pool, services->site, moot_clock_now (), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_news (CoopNode   *coop,
             guint       member,
             guint       n,
             const char *type)
{
  g_autoptr (MootTestReply) news = coop_node_get (coop, coop->tokens[member], "/notifications");

  moot_test_assert_status (news, 200);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (news)), ==, n);
  if (type != NULL)
    g_assert_nonnull (strstr (news->text, type));
}

/* Each day once, over restarts; who pays or says that they cannot hears nothing. */
static void
test_reminders (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");

  coop_node_expect (coop, coop->tokens[2], "POST", "/dues/waivers", "{\"months\":3}", 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("4"), 200, NULL);
  run_dues (coop);
  assert_news (coop, 1, 1, "\"dues_due\"");
  moot_test_node_restart (coop->node);
  run_dues (coop);
  assert_news (coop, 1, 1, NULL);
  write_sql (coop, "UPDATE member SET joined_on = joined_on - 15 * 86400000 WHERE id <> 4; "
                   "UPDATE dues_charge SET due_on = due_on - 15 * 86400000 WHERE member_id <> 4");
  run_dues (coop);
  run_dues (coop);
  assert_news (coop, 1, 2, "\"dues_open\"");
  assert_news (coop, 2, 0, NULL);
  assert_news (coop, 3, 0, NULL);
}

/* clang-format off */
static const struct
{
  gint member; /* -1: the stranger */
  const char *query;
  guint n_payers;
  guint status;
  gboolean names;  /* members by number */
  gboolean dues;   /* in sums */
} exports[] = {
  {  0, "?format=hledger",             3, 200, TRUE,  FALSE },
  {  0, "?format=beancount",           3, 200, TRUE,  FALSE },
  {  0, "?format=csv",                 3, 200, TRUE,  FALSE },
  {  0, "?format=hledger&public=true", 3, 200, FALSE, TRUE },
  {  1, "?format=hledger",             3, 200, FALSE, TRUE },
  {  1, "?format=hledger&public=true", 3, 200, FALSE, TRUE },
  {  1, "?format=hledger",             2, 200, FALSE, FALSE },
  {  1, "?format=hledger&public=true", 2, 200, FALSE, FALSE },
  {  1, "?format=excel",               2, 422, FALSE, FALSE },
  {  1, "",                            2, 422, FALSE, FALSE },
  { -1, "?format=hledger&public=true", 2, 403, FALSE, FALSE },
};
/* clang-format on */

static void
test_exports (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
      g_autofree char *path = g_strconcat ("/ledger/export", exports[i].query, NULL);
      const char *token =
        exports[i].member < 0 ? coop->stranger : coop->tokens[exports[i].member];
      g_autoptr (MootTestReply) reply = NULL;

      coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("1"), 200, NULL);
      coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("2"), 200, NULL);
      if (exports[i].n_payers > 2)
        coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments", PAY ("3"), 200, NULL);
      reply = coop_node_get (coop, token, path);
      g_test_message ("%u %s", i, reply->text);
      moot_test_assert_status (reply, exports[i].status);
      if (exports[i].status != 200)
        continue;
      g_assert_cmpint (strstr (reply->text, "member 0002") != NULL, ==, exports[i].names);
      g_assert_cmpint (strstr (reply->text, "9.00") != NULL, ==, exports[i].dues);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-paying/ways", test_ways);
  g_test_add_func ("/coop-paying/set-ways", test_set_ways);
  g_test_add_func ("/coop-paying/other-ways", test_other_ways);
  g_test_add_func ("/coop-paying/notices", test_notices);
  g_test_add_func ("/coop-paying/reminders", test_reminders);
  g_test_add_func ("/coop-paying/exports", test_exports);

  return g_test_run ();
}
