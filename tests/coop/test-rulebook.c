/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Rules end, give way to newer ones, are looked at again, and are found by their words; what has a
 * day is in the calendar, and tasks are done by those who have them. */
#include "proposal-steps.h"

#include "moot-calendar.h"
#include "moot-clock.h"
#include "moot-ics.h"
#include "moot-invites.h"
#include "moot-rulebook.h"
#include "moot-tasks.h"

typedef struct
{
  MootRulebookQuery query;
  guint n_found;
  char *last_state;
} Search;

static gboolean
look_up (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  Search *search = data;
  const MootRange range = { .above = 0, .below = G_MAXINT64, .limit = 20 };
  g_autoptr (GPtrArray) found =
    moot_outcomes_list (context, actor, &search->query, &range, error);

  if (found == NULL)
    return FALSE;
  search->n_found = found->len;
  g_clear_pointer (&search->last_state, g_free);
  if (found->len > 0)
    search->last_state = g_strdup (((const MootOutcome *) g_ptr_array_index (found, 0))->state);
  return TRUE;
}

static const struct
{
  int in_force;
  const char *state;
  const char *topic;
  const char *words;
  guint n_found;
} searches[] = {
  { -1, "", "", "", 4 },
  { 1, "", "", "", 3 },
  { 0, "", "", "", 1 },
  { -1, "in_force", "", "", 2 },
  { -1, "expiring", "", "", 1 },
  { -1, "superseded", "", "", 1 },
  { -1, "expired", "", "", 0 },
  { -1, "", "dogs", "", 2 },
  { 1, "", "dogs", "", 1 },
  { -1, "", "", "dog", 2 },
  { -1, "", "", "DÓGS outside", 1 },
  { -1, "", "", "cats", 0 },
  { -1, "", "", "dogs OR kitchen", 0 },
  { -1, "", "", "\"(*:^", 4 },
  { -1, "", "", "what we", 4 },
};

static void
test_rulebook (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 2);
  g_auto (ProposalLife) life = { 0 };
  Search search = { 0 };

  proposal_decide (coop, &life, "large",
                   "{\"type\":\"rule\",\"text\":\"Dogs stay outside.\",\"topic\":\"dogs\"}", 0);
  proposal_decide (coop, &life, "large",
                   "{\"type\":\"rule\",\"text\":\"Dogs are welcome.\",\"topic\":\"dogs\","
                   "\"supersedes\":[\"1\"]}",
                   0);
  proposal_decide (coop, &life, "large",
                   "{\"type\":\"rule\",\"text\":\"The kitchen is closed at night.\","
                   "\"review_on\":\"2026-02-20\",\"expires_on\":\"2026-03-10\"}",
                   0);
  proposal_decide (coop, &life, "large", NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      search.query = (MootRulebookQuery){ .in_force = searches[i].in_force,
                                          .state = searches[i].state,
                                          .topic = searches[i].topic,
                                          .words = searches[i].words };
      coop_fixture_do (coop, 1, look_up, &search);
      g_test_message ("%d '%s' '%s' '%s'", searches[i].in_force, searches[i].state,
                      searches[i].topic, searches[i].words);
      g_assert_cmpuint (search.n_found, ==, searches[i].n_found);
    }
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT superseded_by FROM outcome WHERE id = 1"),
                   ==, 2);

  /* a review is asked for once; then it ends */
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM task"), ==, 0);
  coop_fixture_set_date (coop, "2026-02-21T12:00:00.000Z");
  coop_fixture_run_jobs (coop);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM task"), ==, 1);
  coop_fixture_set_date (coop, "2026-03-11T12:00:00.000Z");
  coop_fixture_run_jobs (coop);
  search.query = (MootRulebookQuery){ .in_force = -1, .state = "", .topic = "", .words = "night" };
  coop_fixture_do (coop, 1, look_up, &search);
  g_assert_cmpstr (search.last_state, ==, "expired");
  g_free (search.last_state);
  coop_fixture_check (coop);
}

/* The calendar -------------------------------------------------------------------------------- */

#define TEN "0123456789"
#define EUROS "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac" /* nine octets */

static const struct
{
  const char *text;
  const char *line;
} lines[] = {
  { "plain", "N:plain\r\n" },
  { "a;b,c\\d", "N:a\\;b\\,c\\\\d\r\n" },
  { "two\nlines\r\n", "N:two\\nlines\\n\r\n" },
  { "bell\a", "N:bell\r\n" },
  { TEN TEN TEN TEN TEN TEN TEN "012", "N:" TEN TEN TEN TEN TEN TEN TEN "012\r\n" },
  { TEN TEN TEN TEN TEN TEN TEN "0123", "N:" TEN TEN TEN TEN TEN TEN TEN "012\r\n 3\r\n" },
  { TEN TEN TEN TEN TEN TEN "01" EUROS EUROS,
    "N:" TEN TEN TEN TEN TEN TEN "01" EUROS "\r\n " EUROS "\r\n" },
};

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GString) calendar = g_string_new (NULL);

      moot_ics_put_text (calendar, "N", lines[i].text);
      g_assert_cmpstr (calendar->str, ==, lines[i].line);
    }
}

static gboolean
write_calendar (const MootCoopContext  *context,
                const MootActor        *actor,
                gpointer                data,
                GError                **error)
{
  char **text = data;

  g_free (*text);
  *text = moot_calendar_write (context, actor, error);
  return *text != NULL;
}

static gboolean
finish_task (const MootCoopContext  *context,
             const MootActor        *actor,
             gpointer                data,
             GError                **error)
{
  return moot_tasks_change (context, actor, 1, data, error);
}

static void
test_calendar (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 3);
  g_auto (ProposalLife) life = { 0 };
  g_autofree char *text = NULL;
  MootTaskChange done = { .due_on = -1, .done = 1 };
  MootTaskChange take = { .owner_id = coop->members[2], .due_on = -1, .done = -1 };

  proposal_decide (coop, &life, "large",
                   "{\"type\":\"task\",\"title\":\"Call, then write\",\"due_on\":\"2026-02-01\"}",
                   0);
  proposal_vote_for (coop, &life, "large", NULL, 0);
  coop_fixture_do (coop, 1, write_calendar, &text);
  g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
  g_assert_nonnull (strstr (text, "\r\nSUMMARY:Call\\, then write\r\n"
                                  "DTSTART;VALUE=DATE:20260201\r\nDTEND;VALUE=DATE:20260202\r\n"));
  g_assert_nonnull (strstr (text, "\r\nUID:vote-ends-2@moot.example\r\n"
                                  "DTSTAMP:20260109T120000Z\r\nSUMMARY:Vote ends: What we do\r\n"
                                  "DTSTART:20260116T120000Z\r\n"));
  coop_fixture_do (coop, 2, write_calendar, &text);
  g_assert_null (strstr (text, "Call"));

  coop_fixture_refuse (coop, 2, finish_task, &done, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (coop, 2, finish_task, &take);
  coop_fixture_do (coop, 2, write_calendar, &text);
  g_assert_nonnull (strstr (text, "Call"));
  coop_fixture_refuse (coop, 1, finish_task, &done, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_do (coop, 2, finish_task, &done);
  coop_fixture_do (coop, 2, write_calendar, &text);
  g_assert_null (strstr (text, "Call"));
}

/* Invitations --------------------------------------------------------------------------------- */

typedef struct
{
  gint64 max_uses;
  gint64 expires_at;
  MootInvite *invite;
  char *code;
  gint64 account_id;
  gint64 member_id;
} Guest;

static gboolean
issue (const MootCoopContext  *context,
       const MootActor        *actor,
       gpointer                data,
       GError                **error)
{
  Guest *guest = data;
  g_autofree char *key = g_uuid_string_random ();

  g_clear_object (&guest->invite);
  guest->invite = moot_invites_issue (context, actor, "Ada", guest->max_uses, guest->expires_at,
                                      key, error);
  if (guest->invite == NULL)
    return FALSE;
  g_free (guest->code);
  guest->code = g_strdup (guest->invite->code);
  return TRUE;
}

static gboolean
take_back (const MootCoopContext  *context,
           const MootActor        *actor,
           gpointer                data,
           GError                **error)
{
  const Guest *guest = data;

  return moot_invites_revoke (context, actor, g_ascii_strtoll (guest->invite->id, NULL, 10),
                              error);
}

static gboolean
come (const MootCoopContext  *context,
      const MootActor        *actor,
      gpointer                data,
      GError                **error)
{
  Guest *guest = data;

  guest->member_id =
    moot_invites_accept (context, guest->account_id, guest->code, "I like bread.", error);
  return guest->member_id != 0;
}

#define GUESTS                                                                        \
  "WITH RECURSIVE n (i) AS (SELECT 901 UNION ALL SELECT i + 1 FROM n WHERE i < 905) " \
  "INSERT INTO account (id, username, uri, url, created_at) "                         \
  "SELECT i, 'guest' || i, 'guest' || i, 'guest' || i, 1 FROM n"
#define POLICY(mode) "{\"type\":\"invitation_policy\",\"params\":{\"mode\":\"" mode "\"" LIMITS "}}"
#define LIMITS ",\"max_uses\":2,\"expires_days\":3"

static void
decide (CoopFixture *coop,
        const char  *effect)
{
  g_auto (ProposalLife) life = { 0 };

  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
  proposal_decide (coop, &life, "large", effect, 0);
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
}

/* Who invites, how many and for how long is what was decided last, for what is out there too; and
 * whoever comes has the word of a member, which is enough to be approved. */
static void
test_invites (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 3);
  Guest guest = { .max_uses = 2, .account_id = 901 };

  coop->edits_records = TRUE;
  coop_fixture_do (coop, 0, proposal_run_sql, GUESTS);
  coop_fixture_do (coop, 1, issue, &guest);
  g_assert_null (strstr (guest.code, " "));
  coop_fixture_do (coop, 0, come, &guest);
  coop_fixture_refuse (coop, 0, come, &guest, MOOT_COOP_ERROR_EXISTS);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM member WHERE account_id = 901 AND state = "
                                "'approved' AND application LIKE '%bread%\"by\":\"2\"%'"),
    ==, 1);
  guest.account_id = 902;
  coop_fixture_do (coop, 0, come, &guest);
  guest.account_id = 903;
  coop_fixture_refuse (coop, 0, come, &guest, MOOT_COOP_ERROR_CLOSED);

  decide (coop, POLICY ("officers"));
  coop_fixture_refuse (coop, 1, issue, &guest, MOOT_COOP_ERROR_FORBIDDEN);
  guest.max_uses = 3;
  coop_fixture_refuse (coop, 0, issue, &guest, MOOT_COOP_ERROR_INVALID);
  guest.max_uses = 2;
  guest.expires_at = coop->now + 4 * MOOT_DAY;
  coop_fixture_refuse (coop, 0, issue, &guest, MOOT_COOP_ERROR_INVALID);
  guest.expires_at = 0;
  coop_fixture_do (coop, 0, issue, &guest);
  g_assert_cmpint (guest.invite->expires_at, ==, coop->now + 3 * MOOT_DAY);
  coop_fixture_refuse (coop, 1, take_back, &guest, MOOT_COOP_ERROR_NOT_FOUND);
  coop_fixture_do (coop, 0, take_back, &guest);
  coop_fixture_refuse (coop, 0, come, &guest, MOOT_COOP_ERROR_CLOSED);

  /* an invitation of a member who may not invite any more, and one of an officer, when it is closed
   */
  decide (coop, POLICY ("members"));
  coop_fixture_do (coop, 1, issue, &guest);
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE setting SET value = replace (value, 'members', 'officers')"
                   " WHERE name = 'invitation_policy'");
  coop_fixture_refuse (coop, 0, come, &guest, MOOT_COOP_ERROR_FORBIDDEN);
  decide (coop, POLICY ("closed"));
  coop_fixture_refuse (coop, 0, issue, &guest, MOOT_COOP_ERROR_FORBIDDEN);
  coop_fixture_refuse (coop, 0, come, &guest, MOOT_COOP_ERROR_CLOSED);
  g_free (guest.code);
  guest.code = g_strdup ("guessed");
  coop_fixture_refuse (coop, 0, come, &guest, MOOT_COOP_ERROR_NOT_FOUND);
  g_clear_object (&guest.invite);
  g_free (guest.code);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rulebook/searches", test_rulebook);

  g_test_add_func ("/rulebook/calendar-lines", test_lines);
  g_test_add_func ("/rulebook/calendar", test_calendar);
  g_test_add_func ("/rulebook/invites", test_invites);

  return g_test_run ();
}
