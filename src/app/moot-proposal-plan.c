/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sends what was written on the page of a new proposal: begins its discussion where it has none,
 * and finds the accounts that it names.  Each step carries a key, so that trying again after a lost
 * answer makes nothing twice.
 * Thread: a worker. */
#include "moot-proposal-plan.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-account.h"
#include "moot-client-error.h"
#include "moot-connection.h"
#include "moot-discussion.h"
#include "moot-proposal.h"
#include "moot-search-result.h"

/** moot_proposal_plan_free: releases a plan */
void
moot_proposal_plan_free (gpointer data)
{
  MootProposalPlan *plan = data;

  g_free (plan->proposal_id);
  g_free (plan->discussion_id);
  g_free (plan->title);
  g_free (plan->text);
  g_free (plan->members);
  g_free (plan->effects);
  g_free (plan->key);
  g_free (plan);
}

static MootReply *
send (MootConnection  *connection,
      MootRequest     *request,
      MootJsonWriter  *json,
      const char      *key,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (MootRequest) owned = request;

  moot_request_set_json (owned, moot_json_writer_steal (json));
  moot_request_set_idempotency_key (owned, key);
  return moot_connection_call (connection, owned, cancellable, error);
}

static char *
begin_discussion (MootConnection          *connection,
                  const MootProposalPlan  *plan,
                  GCancellable            *cancellable,
                  GError                 **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *key = g_strconcat (plan->key, "-discussion", NULL);
  g_autoptr (MootReply) reply = NULL;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "title", plan->title);
  moot_json_put_string (&json, "context", plan->text);
  moot_json_end_object (&json);
  reply = send (connection, moot_request_new (MOOT_CALL_CREATE_DISCUSSION), &json, key,
                cancellable, error);
  return reply != NULL ? g_strdup (MOOT_DISCUSSION (reply->entity)->id) : NULL;
}

/* Accounts ------------------------------------------------------------------------------------- */

static char *
find_account (MootConnection  *connection,
              const char      *handle,
              GCancellable    *cancellable,
              GError         **error)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_SEARCH);
  g_autoptr (MootReply) reply = NULL;
  GPtrArray *accounts;

  moot_request_add (request, "q", handle);
  moot_request_add (request, "type", "accounts");
  moot_request_add (request, "resolve", "true");
  moot_request_add (request, "limit", "1");
  reply = moot_connection_call (connection, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  accounts = MOOT_SEARCH_RESULT (reply->entity)->accounts;
  if (accounts->len > 0)
    return g_strdup (MOOT_ACCOUNT (g_ptr_array_index (accounts, 0))->id);
  /* Translators: %s is an account, as in “name@example.org”. */
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_REFUSED, _("There is no account %s."),
               handle);
  return NULL;
}

/* Puts the server's ids where names stand. */
static gboolean
resolve (MootConnection  *connection,
         JsonArray       *effects,
         GCancellable    *cancellable,
         GError         **error)
{
  for (guint i = 0; i < json_array_get_length (effects); i++)
    {
      JsonObject *params =
        moot_json_get_object (json_array_get_object_element (effects, i), "params");
      const char *handle = moot_json_get_string (params, "account_id");
      g_autofree char *id = NULL;

      if (handle == NULL || strchr (handle, '@') == NULL)
        continue;
      id = find_account (connection, handle, cancellable, error);
      if (id == NULL)
        return FALSE;
      json_object_set_string_member (params, "account_id", id);
    }
  return TRUE;
}

static gboolean
put_effects (const MootProposalPlan  *plan,
             MootJsonWriter          *json,
             MootConnection          *connection,
             GCancellable            *cancellable,
             GError                 **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  /* of another version the last one may have been removed */
  if (plan->effects == NULL && plan->had_effects)
    moot_json_put_raw (json, "effect", "[]");
  if (plan->effects == NULL)
    return TRUE;
  node = moot_json_parse (plan->effects, -1, error);
  if (node == NULL || !resolve (connection, json_node_get_array (node), cancellable, error))
    return FALSE;
  text = moot_json_node_to_text (node);
  moot_json_put_raw (json, "effect", text);
  return TRUE;
}

/* The proposal --------------------------------------------------------------------------------- */

static void
put_members (MootJsonWriter *json,
             const char     *members)
{
  g_autoptr (JsonNode) node = moot_json_parse (members, -1, NULL);
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *link = names; link != NULL; link = link->next)
    {
      g_autofree char *text = moot_json_node_to_text (json_object_get_member (object, link->data));

      moot_json_put_raw (json, link->data, text);
    }
}

/**
 * moot_proposal_plan_send:
 * @connection: the server
 * @data: a #MootProposalPlan
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full): the id of the proposal, a string
 */
gpointer
moot_proposal_plan_send (MootConnection  *connection,
                         gpointer         data,
                         GCancellable    *cancellable,
                         GError         **error)
{
  const MootProposalPlan *plan = data;
  const gboolean is_new = plan->proposal_id == NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *discussion_id = g_strdup (plan->discussion_id);
  g_autoptr (MootReply) reply = NULL;
  MootRequest *request;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "title", plan->title);
  moot_json_put_string (&json, "body_source", plan->text);
  put_members (&json, plan->members);
  /* accounts are found before anything is written */
  if (!put_effects (plan, &json, connection, cancellable, error))
    return NULL;
  if (is_new && discussion_id == NULL)
    discussion_id = begin_discussion (connection, plan, cancellable, error);
  if (is_new && discussion_id == NULL)
    return NULL;
  if (is_new)
    moot_json_put_string (&json, "discussion_id", discussion_id);
  moot_json_end_object (&json);
  request = is_new ? moot_request_new (MOOT_CALL_CREATE_PROPOSAL)
                   : moot_request_new_for (MOOT_CALL_CHANGE_PROPOSAL, plan->proposal_id);
  if (!is_new)
    moot_request_set_version (request, plan->version);
  reply = send (connection, request, &json, plan->key, cancellable, error);
  return reply != NULL ? g_strdup (MOOT_PROPOSAL (reply->entity)->id) : NULL;
}
