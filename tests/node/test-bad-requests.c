/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is wrong with a request is said with a number of the four hundreds and in words, whatever is
 * wrong with it, and nothing is different afterwards. */
#include "coop-node.h"

#include <string.h>

#define LONG 200000 /* bytes of a text that is too long for anything */
#define NOBODY (-1)

/**
 * BadRoute:
 * @method: of the request
 * @path: with `ID` where a number stands
 * @asker: the member who might do it
 * @other: the member who may not, or %NOBODY
 * @fields: texts that have an end, parted by blanks
 * @bodies: what the route cannot use
 *
 * A route and what must not work.
 */
typedef struct
{
  const char *method;
  const char *path;
  int asker;
  int other;
  const char *fields;
  const char *bodies[8];
} BadRoute;

#define COOP "/api/coop/v1"
#define MOOT "/api/folkmoot/v1"
#define ADA 0 /* the founder, in all offices */
#define BO 1  /* a scrutineer of election 1 */
#define CY 2

/* clang-format off */
static const BadRoute routes[] = {
  { "GET", COOP "/admin/imports", ADA, BO, "", { NULL } },
  { "POST", COOP "/admin/imports", ADA, BO, "file",
    { "{}", "{\"file\":5}", "{\"file\":{}}", "{\"file\":null}", "{\"file\":[\"Date,Amount\"]}" } },
  { "GET", COOP "/admin/imports/ID", ADA, BO, "", { NULL } },
  { "GET", COOP "/admin/imports/ID/lines", ADA, BO, "", { NULL } },
  { "POST", COOP "/admin/imports/ID/confirm", ADA, BO, "min_score",
    { "{}", "{\"min_score\":\"x\"}", "{\"min_score\":1.5}", "{\"min_score\":[]}" } },
  { "POST", COOP "/admin/imports/ID/reverse", ADA, BO, "", { "{}" } },
  { "POST", COOP "/admin/lines/ID/confirm", ADA, BO, "member_id",
    { "{}", "{\"member_id\":\"x\"}", "{\"member_id\":-1}", "{\"member_id\":{}}",
      "{\"member_id\":\"99999999999999999999\"}" } },
  { "POST", COOP "/admin/lines/ID/ignore", ADA, BO, "", { "{}" } },

  { "POST", COOP "/invites", BO, NOBODY, "note max_uses expires_at",
    { "{\"max_uses\":\"x\"}", "{\"max_uses\":-1}", "{\"max_uses\":1.5}", "{\"max_uses\":true}",
      "{\"max_uses\":1000000}", "{\"expires_at\":\"tomorrow\"}", "{\"expires_at\":5}",
      "{\"expires_at\":\"2001-01-01T00:00:00Z\"}" } },
  { "POST", COOP "/invites/accept", BO, NOBODY, "code reason",
    { "{}", "{\"code\":5}", "{\"code\":null}", "{\"code\":[]}", "{\"code\":{}}",
      "{\"code\":\"\"}", "{\"code\":\"short\"}" } },
  { "DELETE", COOP "/invites/ID", BO, NOBODY, "", { NULL } },

  { "POST", COOP "/elections/ID/scrutinise", BO, CY, "lot_commit",
    { "{\"lot_commit\":5}", "{\"lot_commit\":\"\"}", "{\"lot_commit\":\"zz\"}",
      "{\"lot_commit\":true}" } },
  { "POST", COOP "/elections/ID/lot", BO, CY, "lot_nonce",
    { "{}", "{\"lot_nonce\":5}", "{\"lot_nonce\":null}", "{\"lot_nonce\":[]}",
      "{\"lot_nonce\":\"zz\"}" } },
  { "POST", COOP "/offices/ID/recall", BO, NOBODY, "body",
    { "{}", "{\"body\":\"\"}", "{\"body\":null}", "{\"body\":[]}", "{\"election\":true}" } },

  { "GET", COOP "/calendar/token", BO, NOBODY, "", { NULL } },
  { "POST", COOP "/calendar/token", BO, NOBODY, "", { NULL } },
  { "DELETE", COOP "/calendar/token", BO, NOBODY, "", { NULL } },

  { "GET", MOOT "/held_posts", ADA, BO, "", { NULL } },
  { "POST", MOOT "/held_posts/ID/let_in", ADA, BO, "", { "{}" } },
  { "DELETE", MOOT "/held_posts/ID", ADA, BO, "", { NULL } },
};
/* clang-format on */

/* Whatever these routes could change. */
static const MootSql everything = {
  "test-everything",
  "SELECT (SELECT count(*) FROM audit_entry) || '/' || (SELECT count(*) FROM bank_import) || '/' || "
  "(SELECT count(*) FROM bank_line) || '/' || (SELECT count(*) FROM payment) || '/' || "
  "(SELECT count(*) FROM invite) || '/' || (SELECT count(*) FROM member) || '/' || "
  "(SELECT count(*) FROM calendar_token) || '/' || (SELECT count(*) FROM recall_petition) || '/' || "
  "(SELECT count(*) FROM proposal) || '/' || (SELECT count(*) FROM inbox_entry) || '/' || "
  "(SELECT count(*) FROM idempotency) || '/' || "
  "(SELECT group_concat(accepted_at || coalesce(lot_commit, '') || coalesce(lot_nonce, '')) "
  "FROM election_scrutineer)",
};

static gboolean
read_everything (MootDb    *db,
                 gpointer   data,
                 GError   **error)
{
  g_autoptr (MootRows) rows = moot_db_query (db, &everything, NULL, error);

  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  *(char **) data = g_strdup (moot_rows_text_at (rows, 0));
  return TRUE;
}

static char *
dup_state (CoopNode *coop)
{
  char *state = NULL;

  moot_test_node_write (coop->node, read_everything, &state);
  g_assert_nonnull (state);
  return state;
}

static void
expect_refusal (CoopNode       *coop,
                const BadRoute *route,
                const char     *token,
                const char     *id,
                const char     *body)
{
  g_autoptr (GString) path = g_string_new (route->path);
  g_autoptr (MootTestReply) reply = NULL;

  g_string_replace (path, "ID", id, 0);
  g_test_message ("%s %s %.60s", route->method, path->str, body != NULL ? body : "");
  reply = moot_test_request (coop->node, route->method, path->str, token,
                             body != NULL ? "application/json" : NULL, body);
  g_test_message ("%u %.200s", reply->status, reply->text);
  g_assert_cmpuint (reply->status, >=, 400);
  g_assert_cmpuint (reply->status, <, 500);
  g_assert_nonnull (moot_test_reply_string (reply, "error"));
  g_assert_cmpuint (strlen (reply->text), <, 2000); /* it is not said back */
}

static const char *
get_token (CoopNode *coop,
           int       member)
{
  return coop->tokens[member];
}

static void
check_tokens (CoopNode       *coop,
              const BadRoute *route)
{
  expect_refusal (coop, route, NULL, "1", route->bodies[0]);
  expect_refusal (coop, route, "nobodys", "1", route->bodies[0]);
  expect_refusal (coop, route, coop->stranger, "1", route->bodies[0]);
  if (route->other != NOBODY)
    expect_refusal (coop, route, get_token (coop, route->other), "1", route->bodies[0]);
}

static void
check_ids (CoopNode       *coop,
           const BadRoute *route)
{
  static const char *const ids[] = { "0", "-1", "x", "1.0", "1e3", "99999999999999999999",
                                     "9999", "%00", "%E2%82" };

  for (guint i = 0; strstr (route->path, "ID") != NULL && i < G_N_ELEMENTS (ids); i++)
    expect_refusal (coop, route, get_token (coop, route->asker), ids[i], route->bodies[0]);
}

static void
check_bodies (CoopNode       *coop,
              const BadRoute *route)
{
  g_auto (GStrv) fields = g_strsplit (route->fields, " ", -1);
  g_autofree char *filler = g_strnfill (LONG, 'x');
  const char *token = get_token (coop, route->asker);

  for (guint i = 0; i < G_N_ELEMENTS (route->bodies) && route->bodies[i] != NULL; i++)
    expect_refusal (coop, route, token, "1", route->bodies[i]);
  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"%s\":\"%s\"}", fields[i], filler);

      expect_refusal (coop, route, token, "1", body);
    }
  if (route->bodies[0] != NULL)
    expect_refusal (coop, route, token, "1", "{\"code\":");
}

static void
test_route (gconstpointer data)
{
  const BadRoute *route = data;
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  coop_node_expect (coop, coop->tokens[ADA], "POST", "/elections",
                    "{\"title\":\"Spring\",\"role\":\"steering\",\"scrutineers\":[\"2\"]}", 200,
                    NULL);
  before = dup_state (coop);
  check_tokens (coop, route);
  check_ids (coop, route);
  check_bodies (coop, route);
  after = dup_state (coop);
  g_assert_cmpstr (after, ==, before);
}

/* An address of a calendar is a secret of its own. */
static void
test_calendar (void)
{
  static const char *const paths[] = { "/calendar.ics", "/calendar.ics?token=",
                                       "/calendar.ics?token=x", "/calendar.ics?token[]=x" };
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (MootTestReply) reply = coop_node_get (coop, NULL, paths[i]);

      g_assert_cmpuint (reply->status, >=, 400);
      g_assert_cmpuint (reply->status, <, 500);
    }
}

/* Invitations ---------------------------------------------------------------------------------- */

static MootTestReply *
invite (CoopNode   *coop,
        guint       member,
        const char *key,
        const char *body)
{
  g_autofree char *uri = g_strconcat (coop->node->base_url, COOP "/invites", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", coop->tokens[member], NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_message_headers_replace (headers, "Authorization", bearer);
  if (key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", key);
  return moot_test_send (coop->node, message);
}

/* An answer that got lost is given again: one invitation, with the code that works.  Another key,
 * none, or another member with the same one, makes another. */
static void
test_invite_key (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("social-coop");
  g_autoptr (MootTestReply) first = invite (coop, BO, "k", "{\"note\":\"Eve\"}");
  g_autoptr (MootTestReply) again = invite (coop, BO, "k", "{\"note\":\"Eve\"}");
  g_autoptr (MootTestReply) changed = invite (coop, BO, "k", "{\"note\":\"Fay\"}");
  g_autoptr (MootTestReply) cy = invite (coop, CY, "k", "{\"note\":\"Eve\"}");
  g_autoptr (MootTestReply) bare = invite (coop, BO, NULL, "{\"note\":\"Eve\"}");
  g_autoptr (MootTestReply) another = invite (coop, BO, NULL, "{\"note\":\"Eve\"}");
  g_autofree char *key = g_strnfill (256, 'k');
  g_autoptr (MootTestReply) too_long = invite (coop, BO, key, "{}");
  MootTestReply *const made[] = { first, cy, bare, another };
  g_autofree char *body = g_strdup_printf ("{\"code\":\"%s\",\"reason\":\"Warm.\"}",
                                           moot_test_reply_string (again, "code"));

  moot_test_assert_status (again, 200);
  g_assert_cmpstr (again->text, ==, first->text);
  moot_test_assert_status (changed, 422);
  g_assert_cmpstr (moot_test_reply_string (changed, "error"), ==, "ERR_IDEMPOTENCY");
  moot_test_assert_status (too_long, 422);
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      moot_test_assert_status (made[i], 200);
      for (guint j = 0; j < i; j++)
        {
          g_assert_cmpstr (moot_test_reply_string (made[i], "id"), !=,
                           moot_test_reply_string (made[j], "id"));
          g_assert_cmpstr (moot_test_reply_string (made[i], "code"), !=,
                           moot_test_reply_string (made[j], "code"));
        }
    }
  coop_node_expect (coop, coop->stranger, "POST", "/invites/accept", body, 200, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/bad-requests/%s%s", routes[i].method, routes[i].path);

      g_test_add_data_func (path, &routes[i], test_route);
    }
  g_test_add_func ("/bad-requests/calendar", test_calendar);
  g_test_add_func ("/bad-requests/invite-key", test_invite_key);
  return g_test_run ();
}
