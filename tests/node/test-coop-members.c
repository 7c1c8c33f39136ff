/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The way into the co-op and out of it, over real HTTP: applications, vouches, reasons, silence,
 * the first payment, suspensions and appeals; and what each state may. */
#include "coop-node.h"

#include "moot-applications.h"
#include "moot-clock.h"

#include <string.h>

#define APPLY "{\"reason\":\"I like bread.\",\"known_by\":[\"2\"],\"accepts_bylaws\":true}"
#define WHY "{\"reason\":\"Nobody knows you yet.\"}"

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

/* What time does, as the schedule of the node would do it. */
static void
run_due (CoopNode *coop)
{
  const MootServices *services = moot_node_get_services (coop->node->node);
  g_autoptr (GError) error = NULL;

  moot_applications_run_due (services->pool, services->site, moot_clock_now (), NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_own (CoopNode   *coop,
            const char *token,
            const char *state,
            const char *part)
{
  g_autoptr (MootTestReply) own = coop_node_get (coop, token, "/memberships/me");

  moot_test_assert_status (own, 200);
  g_assert_cmpstr (moot_test_reply_string (own, "state"), ==, state);
  if (part != NULL)
    g_assert_nonnull (strstr (own->text, part));
}

/* Somebody applies, is asked, answers, is vouched for, pays and belongs. */
static void
test_joining (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) waiting = NULL;
  g_autoptr (MootTestReply) news = NULL;

  coop_node_expect (coop, coop->stranger, "POST", "/applications", APPLY, 200, NULL);
  assert_own (coop, coop->stranger, "applied", "\"bylaws_version\":\"1\"");
  coop_node_expect (coop, coop->stranger, "POST", "/applications", APPLY, 409, "ERR_EXISTS");
  waiting = coop_node_get (coop, coop->tokens[2], "/applications");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (waiting)), ==, 1);
  g_assert_nonnull (strstr (waiting->text, "I like bread."));
  news = coop_node_get (coop, coop->tokens[0], "/notifications");
  g_assert_nonnull (strstr (news->text, "\"application\""));

  coop_node_expect (coop, coop->tokens[0], "POST", "/applications/5/ask",
                    "{\"text\":\"Which bread?\"}", 200, NULL);
  coop_node_expect (coop, coop->stranger, "POST", "/applications/me/answer",
                    "{\"text\":\"Rye.\"}", 200, NULL);
  coop_node_expect (coop, coop->stranger, "POST", "/applications/5/vouch", "{}", 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[1], "POST", "/applications/5/vouch", "{}", 200, NULL);
  assert_own (coop, coop->stranger, "approved", "\"answer\":\"Rye.\"");
  coop_node_expect (coop, coop->tokens[1], "POST", "/applications/5/vouch", "{}", 409, "ERR_STATE");
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"5\",\"amount_minor\":299}", 200, NULL);
  assert_own (coop, coop->stranger, "approved", NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/admin/payments",
                    "{\"member_id\":\"5\",\"amount_minor\":1}", 200, NULL);
  assert_own (coop, coop->stranger, "active", "\"sub_state\":\"paid_up\"");
}

/* Who cannot pay now joins by saying so, and who is not admitted reads why and may come again. */
static void
test_decisions (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) hidden = NULL;
  g_autoptr (MootTestReply) shown = NULL;

  coop_node_expect (coop, coop->stranger, "POST", "/applications", APPLY, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/applications/5/reject", WHY, 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/applications/5/reject", "{}", 422,
                    "ERR_REASON_REQUIRED");
  coop_node_expect (coop, coop->tokens[0], "POST", "/applications/5/reject",
                    "{\"template\":\"mood\"}", 422, "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[0], "POST", "/applications/5/reject",
                    "{\"template\":\"unknown\"}", 200, NULL);
  assert_own (coop, coop->stranger, "rejected", "come back with the word of a member");
  hidden = coop_node_get (coop, coop->tokens[1], "/applications?state=rejected");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (hidden)), ==, 0);
  shown = coop_node_get (coop, coop->tokens[0], "/applications?state=rejected");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (shown)), ==, 1);

  coop_node_expect (coop, coop->stranger, "POST", "/applications", APPLY, 200, NULL);
  coop_node_expect (coop, coop->stranger, "POST", "/applications/me/withdraw", "{}", 200, NULL);
  assert_own (coop, coop->stranger, "withdrawn", NULL);
  coop_node_expect (coop, coop->stranger, "POST", "/applications", APPLY, 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/applications/5/approve", "{}", 200, NULL);
  coop_node_expect (coop, coop->stranger, "POST", "/dues/waivers", "{\"months\":3}", 200, NULL);
  assert_own (coop, coop->stranger, "active", "\"sub_state\":\"waived\"");
}

/* Silence admits nobody: after the days of the bylaws all members hear of it, once.  Who does not
 * pay in a month expires, and who lapsed a year ago has left. */
static void
test_silence (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) news = NULL;

  coop_node_expect (coop, coop->stranger, "POST", "/applications", APPLY, 200, NULL);
  run_due (coop);
  assert_own (coop, coop->stranger, "applied", NULL);
  write_sql (coop, "UPDATE member SET state_since = state_since - 7 * 86400000 WHERE id = 5");
  run_due (coop);
  run_due (coop);
  assert_own (coop, coop->stranger, "applied", NULL);
  news = coop_node_get (coop, coop->tokens[3], "/notifications");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (news)), ==, 1);
  g_assert_nonnull (strstr (news->text, "\"application_waits\""));

  coop_node_expect (coop, coop->tokens[0], "POST", "/applications/5/approve", "{}", 200, NULL);
  write_sql (coop, "UPDATE member SET state_since = state_since - 29 * 86400000 WHERE id = 5");
  run_due (coop);
  assert_own (coop, coop->stranger, "approved", NULL);
  write_sql (coop, "UPDATE member SET state_since = state_since - 86400000 WHERE id = 5");
  run_due (coop);
  assert_own (coop, coop->stranger, "expired", NULL);

  write_sql (coop, "UPDATE member SET state = 'lapsed', state_since = state_since - 360 * 86400000 "
                   "WHERE id = 3");
  run_due (coop);
  assert_own (coop, coop->tokens[2], "lapsed", NULL);
  write_sql (coop, "UPDATE member SET state_since = state_since - 7 * 86400000 WHERE id = 3");
  run_due (coop);
  assert_own (coop, coop->tokens[2], "left", NULL);
}

/* Moderators suspend for a month at most; whoever was expelled may appeal for two weeks. */
static void
test_suspension (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) tasks = NULL;

  coop_node_expect (coop, coop->tokens[1], "POST", "/memberships/3/suspend", WHY, 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/3/suspend", "{}", 422,
                    "ERR_BLANK");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/3/suspend",
                    "{\"reason\":\"Shouting.\",\"days\":31}", 422, "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/1/suspend", WHY, 403,
                    "ERR_FORBIDDEN");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/3/suspend",
                    "{\"reason\":\"Shouting.\",\"days\":2}", 200, NULL);
  assert_own (coop, coop->tokens[2], "suspended", "Shouting.");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/3/lift", "{}", 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/3/lift", "{}", 409, "ERR_STATE");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/3/suspend", WHY, 200, NULL);
  run_due (coop);
  assert_own (coop, coop->tokens[2], "suspended", NULL);
  write_sql (coop, "UPDATE member SET suspended_until = 1 WHERE id = 3");
  run_due (coop);
  assert_own (coop, coop->tokens[2], "active", NULL);

  coop_node_expect (coop, coop->tokens[2], "POST", "/memberships/me/appeal",
                    "{\"text\":\"Please.\"}", 409, "ERR_STATE");
  write_sql (coop, "UPDATE member SET state = 'expelled', state_since = 1 WHERE id = 4");
  coop_node_expect (coop, coop->tokens[3], "POST", "/memberships/me/appeal",
                    "{\"text\":\"Please.\"}", 410, "ERR_CLOSED");
  write_sql (coop, "UPDATE member SET state_since = 4000000000000 WHERE id = 4");
  coop_node_expect (coop, coop->tokens[3], "POST", "/memberships/me/appeal",
                    "{\"text\":\"Please.\"}", 200, NULL);
  coop_node_expect (coop, coop->tokens[3], "POST", "/memberships/me/appeal",
                    "{\"text\":\"Please.\"}", 409, "ERR_EXISTS");
  tasks = coop_node_get (coop, coop->tokens[0], "/tasks");
  g_assert_nonnull (strstr (tasks->text, "Appeal of member 0004"));
}

/* clang-format off */
static const struct
{
  const char *state;
  guint read;    /* what others say */
  guint comment;
  guint propose;
  guint invite;
  guint vouch;   /* for somebody */
} rights[] = {
  { "applied",   403, 403, 403, 403, 403 },
  { "approved",  200, 200, 403, 403, 403 },
  { "active",    200, 200, 200, 200, 404 },
  { "lapsed",    200, 403, 403, 403, 403 },
  { "suspended", 200, 403, 403, 403, 403 },
  { "left",      403, 403, 403, 403, 403 },
  { "expelled",  403, 403, 403, 403, 403 },
  { "rejected",  403, 403, 403, 403, 403 },
  { "withdrawn", 403, 403, 403, 403, 403 },
  { "expired",   403, 403, 403, 403, 403 },
  { "deceased",  403, 403, 403, 403, 403 },
};
/* clang-format on */

static void
test_rights (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  const char *bo = coop->tokens[1];

  coop_node_expect (coop, bo, "POST", "/discussions", "{\"title\":\"a\",\"context\":\"b\"}", 200,
                    NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("UPDATE member SET state = '%s' WHERE id = 2", rights[i].state);

      g_test_message ("%s", rights[i].state);
      write_sql (coop, sql);
      coop_node_expect (coop, bo, "GET", "/discussions", NULL, rights[i].read, NULL);
      coop_node_expect (coop, bo, "POST", "/discussions/1/comments", "{\"body\":\"c\"}",
                        rights[i].comment, NULL);
      coop_node_expect (coop, bo, "POST", "/proposals",
                        "{\"discussion_id\":\"1\",\"title\":\"a\",\"body\":\"b\","
                        "\"class\":\"ordinary\"}",
                        rights[i].propose, NULL);
      coop_node_expect (coop, bo, "POST", "/invites", "{}", rights[i].invite, NULL);
      coop_node_expect (coop, bo, "POST", "/applications/99/vouch", "{}", rights[i].vouch, NULL);
      coop_node_expect (coop, bo, "GET", "/memberships/me", NULL, 200, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-members/joining", test_joining);
  g_test_add_func ("/coop-members/decisions", test_decisions);
  g_test_add_func ("/coop-members/silence", test_silence);
  g_test_add_func ("/coop-members/suspension", test_suspension);
  g_test_add_func ("/coop-members/rights", test_rights);

  return g_test_run ();
}
