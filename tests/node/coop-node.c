/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A node with a co-operative of four members, spoken to over real HTTP. */
#include "coop-node.h"

#include "moot-clock.h"
#include "moot-coop-founding.h"

#define ALL_SCOPES                                                                            \
  "read write read:governance write:governance write:votes read:membership write:membership " \
  "read:dues write:dues admin:dues admin:membership admin:governance admin:read admin:write"

typedef struct
{
  CoopNode *self;
  const char *bylaws;
} Founding;

static gboolean
found (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  Founding *founding = data;
  CoopNode *self = founding->self;
  const MootSite *site = moot_node_get_services (self->node->node)->site;
  const MootCoopCharter charter = { .name = "Test moot",
                                    .currency = "GBP",
                                    .bylaws = founding->bylaws,
                                    .founder_id = self->accounts[0] };

  if (!moot_coop_found (db, site, &charter, moot_clock_now (), error))
    return FALSE;
  for (guint i = 1; i < COOP_NODE_MEMBERS; i++)
    if (!moot_coop_add_member (db, site, self->accounts[i], moot_clock_now (), NULL, error))
      return FALSE;
  return TRUE;
}

/** coop_node_new: members are called ada, bo, cy and dee */
CoopNode *
coop_node_new (const char *bylaws)
{
  static const char *const names[COOP_NODE_MEMBERS] = { "ada", "bo", "cy", "dee" };
  CoopNode *self = g_new0 (CoopNode, 1);
  Founding founding = { self, bylaws };

  self->node = moot_test_node_new ();
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    {
      self->accounts[i] = moot_test_node_add_user (self->node, names[i]);
      self->tokens[i] = moot_test_node_add_token (self->node, self->accounts[i], ALL_SCOPES);
    }
  self->stranger =
    moot_test_node_add_token (self->node, moot_test_node_add_user (self->node, "eve"), ALL_SCOPES);
  moot_test_node_write (self->node, found, &founding);
  return self;
}

/** coop_node_free: stops the node */
void
coop_node_free (CoopNode *self)
{
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    g_free (self->tokens[i]);
  g_free (self->stranger);
  moot_test_node_free (self->node);
  moot_clock_set_fake (0);
  g_free (self);
}

/** coop_node_get: (transfer full): GET below /api/coop/v1 */
MootTestReply *
coop_node_get (CoopNode   *self,
               const char *token,
               const char *path)
{
  return coop_node_send (self, token, "GET", path, NULL);
}

/** coop_node_send: (transfer full): any request below /api/coop/v1 */
MootTestReply *
coop_node_send (CoopNode   *self,
                const char *token,
                const char *method,
                const char *path,
                const char *json)
{
  g_autofree char *full = g_strconcat ("/api/coop/v1", path, NULL);

  return moot_test_request (self->node, method, full, token,
                            json != NULL ? "application/json" : NULL, json);
}

/** coop_node_expect: a request that must be answered with this status and, if given, this word */
void
coop_node_expect (CoopNode   *self,
                  const char *token,
                  const char *method,
                  const char *path,
                  const char *json,
                  guint       status,
                  const char *word)
{
  g_autoptr (MootTestReply) reply = coop_node_send (self, token, method, path, json);

  g_test_message ("%s %s %s", method, path, json != NULL ? json : "");
  moot_test_assert_status (reply, status);
  if (word != NULL)
    g_assert_cmpstr (moot_test_reply_string (reply, "error"), ==, word);
}

/** coop_node_prepare_proposal: discussion 1 and proposal 1 of the second member, open at once */
void
coop_node_prepare_proposal (CoopNode   *self,
                            const char *class)
{
  g_autofree char *proposal = g_strdup_printf (
    "{\"discussion_id\":\"1\",\"title\":\"Boiler\",\"body\":\"Buy it\",\"class\":\"%s\"}", class);

  coop_node_expect (self, self->tokens[1], "POST", "/discussions",
                    "{\"title\":\"Heat\",\"context\":\"It is **cold**.\",\"tags\":[\"Heating\"]}",
                    200, NULL);
  coop_node_expect (self, self->tokens[1], "POST", "/proposals", proposal, 200, NULL);
  coop_node_expect (self, self->tokens[1], "POST", "/proposals/1/open", "{}", 200, NULL);
}

static gboolean
write_sql (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  return moot_db_execute (db, data, error);
}

/** coop_node_prepare_papers: an anonymous vote as proposal 1, for the members and three without
 * tokens; with bylaws that do not ask to talk first */
void
coop_node_prepare_papers (CoopNode *self)
{
  moot_test_node_write (
    self->node, write_sql,
    "UPDATE bylaws SET rules = replace (rules, '\"min_discussion_days\":14', "
    "'\"min_discussion_days\":0'); "
    "INSERT INTO account (id, username, uri, url, created_at) VALUES (901, 'x', 'x', 'x', 1), "
    "(902, 'y', 'y', 'y', 1), (903, 'z', 'z', 'z', 1); "
    "INSERT INTO member (account_id, member_no, state, state_since, joined_on, payment_reference, "
    "salt, log_seq) SELECT id, id, 'active', 1, 1, 'RF' || id, 's', 1 FROM account "
    "WHERE id IN (901, 902, 903)");
  coop_node_prepare_proposal (self, "recall");
}

/** coop_node_close_vote: the time of proposal 1 is over; the node's own schedule may see it first
 */
void
coop_node_close_vote (CoopNode *self)
{
  g_autoptr (MootTestReply) closed = NULL;
  g_autoptr (MootTestReply) shown = NULL;

  moot_test_node_write (self->node, write_sql,
                        "UPDATE proposal SET closes_at = opens_at WHERE id = 1");
  closed = coop_node_send (self, self->tokens[0], "POST", "/proposals/1/close", "{}");
  shown = coop_node_send (self, self->tokens[0], "GET", "/proposals/1", NULL);
  if (closed->status != 409)
    moot_test_assert_status (closed, 200);
  moot_test_assert_status (shown, 200);
  g_assert_cmpstr (moot_test_reply_string (shown, "state"), ==, "decided");
}
