/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tables of what another server delivers: each row is a node, a peer, and what they do.
 * Thread: the test's. */
#include "inbox-case.h"

#include "moot-clock.h"
#include "moot-node.h"
#include "moot-poll-routes.h"

#include <string.h>

static gboolean
run_sql (MootDb    *db,
         gpointer   sql,
         GError   **error)
{
  return moot_db_execute (db, sql, error);
}

static void
put_number (GString      *text,
            const char   *mark,
            MootTestNode *node,
            const char   *expression)
{
  g_autofree char *number = NULL;

  if (strstr (text->str, mark) == NULL)
    return;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, inbox_number (node, expression));
  g_string_replace (text, mark, number, 0);
}

/* `!METHOD PATH [FORM]`, or with `-` what is refused; returns what is answered */
static char *
ask_node (MootTestNode *node,
          const char   *token,
          const char   *step)
{
  g_auto (GStrv) words = g_strsplit (step + 1, " ", 3);
  g_autoptr (MootTestReply) reply = NULL;

  reply = moot_test_request (node, words[0], words[1], token,
                             words[2] != NULL ? "application/x-www-form-urlencoded" : NULL,
                             words[2]);
  g_test_message ("%s", reply->text);
  moot_test_assert_status (reply, *step == '!' ? 200 : 422);
  inbox_settle_errands (node);
  return g_strdup (reply->text);
}

/* `<PATH JSON` */
static void
serve (InboxPeer    *peer,
       MootTestNode *node,
       const char   *step)
{
  g_auto (GStrv) words = g_strsplit (step + 1, " ", 2);
  g_autofree char *json = inbox_peer_fill (peer, node, words[1]);

  inbox_peer_serve (peer, words[0], 200, "application/activity+json", json);
}

static void
take_step (InboxPeer     *peer,
           MootTestNode  *node,
           const char    *token,
           const char    *step,
           char         **answer)
{
  g_autoptr (GString) text = g_string_new (step);

  put_number (text, "@ID@", node, "id FROM consent WHERE state = 'pending'");
  put_number (text, "@S@", node, "max(id) FROM status");
  put_number (text, "@M@", node, "id FROM account WHERE username = 'mira'");
  if (*step == '!' || *step == '-')
    {
      g_free (*answer);
      *answer = ask_node (node, token, text->str);
    }
  else if (*step == '<')
    serve (peer, node, text->str);
  else if (*step == '~')
    g_assert_true (
      moot_poll_job (moot_node_get_services (node->node), moot_clock_now (), NULL));
  else if (*step == '=')
    moot_test_node_write (node, run_sql, text->str + 1);
  else
    g_assert_cmpuint (inbox_peer_post (peer, node, text->str), ==, 202);
  inbox_settle (node);
}

static void
check (InboxPeer       *peer,
       MootTestNode    *node,
       const InboxCase *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sent) && self->sent[i] != NULL; i++)
    {
      g_autofree char *heard = inbox_peer_wait_for (peer, self->sent[i]);

      g_assert_nonnull (heard);
    }
  inbox_settle_errands (node); /* what must not come about would come now */
  for (guint c = 0; c < G_N_ELEMENTS (self->checks) && self->checks[c].what != NULL; c++)
    {
      g_test_message ("%s", self->checks[c].what);
      inbox_wait_for_count (node, self->checks[c].what, self->checks[c].n);
    }
  if (self->unsent != NULL)
    g_assert_cmpuint (inbox_peer_count (peer, self->unsent), ==, 0);
}

static void
run (gconstpointer data)
{
  const InboxCase *self = data;
  MootTestNode *node = moot_test_node_new ();
  InboxPeer *peer = inbox_peer_new ();
  gint64 rosa = moot_test_node_add_user (node, "rosa");
  g_autofree char *token = moot_test_node_add_token (node, rosa, "read write follow");
  g_autofree char *answer = NULL;

  inbox_peer_add_actor (peer, "tom", peer->other_pem);
  for (guint d = 0; d < G_N_ELEMENTS (self->served) && self->served[d].path != NULL; d++)
    inbox_peer_serve_json (peer, self->served[d].path, self->served[d].json);
  if (self->before != NULL && *self->before != '>')
    moot_test_node_write (node, run_sql, (gpointer) self->before);
  for (guint s = 0; s < G_N_ELEMENTS (self->steps) && self->steps[s] != NULL; s++)
    {
      take_step (peer, node, token, self->steps[s], &answer);
      if (s == 0 && self->before != NULL && *self->before == '>')
        moot_test_node_write (node, run_sql, (gpointer) (self->before + 1));
    }
  check (peer, node, self);
  if (self->shown != NULL)
    g_assert_nonnull (strstr (answer, self->shown));
  moot_test_node_free (node);
  inbox_peer_free (peer);
}

/* A test for each row. */
void
inbox_cases_add (const char      *folder,
                 const InboxCase *cases,
                 guint            n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat (folder, cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], run);
    }
}
