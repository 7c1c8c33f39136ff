/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What can be done about quotes: one's own post is taken out of another, and who may quote it is
 * chosen anew.
 * Spec: Mastodon client API, statuses/:id/quotes/:id/revoke and interaction_policy.
 * Thread: main. */
#include "config.h"

#include "moot-status-actions-private.h"

#include "moot-adaptive.h"

#include <glib/gi18n.h>

static void
revoked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  MootAttempt *attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (reply != NULL)
    moot_session_learn_status (attempt->session, reply->entity);
  else
    moot_attempt_complain (attempt, _("Your post is still quoted there"), error);
  moot_attempt_free (attempt);
}

static void
revoke_answered_cb (gboolean accepted,
                    gpointer data)
{
  MootAttempt *attempt = data;
  MootRequest *request;

  if (!accepted)
    {
      moot_attempt_free (attempt);
      return;
    }
  request =
    moot_request_new_for (MOOT_CALL_REVOKE_QUOTE, attempt->before->quote->quoted_status->id);
  moot_request_set_other (request, attempt->before->id);
  moot_client_call_async (moot_session_get_client (attempt->session), request, NULL, revoked_cb,
                          attempt);
}

static void
revoke_quote_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  MootStatusActions *actions = data;
  MootStatus *status =
    moot_session_find_status (actions->session, g_variant_get_string (parameter, NULL));

  if (status == NULL || status->quote == NULL || status->quote->quoted_status == NULL)
    return;
  moot_ask (actions->window, _("Take Your Post Out of This One?"),
            _("It is no longer shown there to anybody. The words around it stay. This cannot be "
               "undone."),
            _("Take Out"), TRUE, revoke_answered_cb, moot_attempt_new (actions, status), NULL);
}

static void
policy_changed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  MootAttempt *attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autoptr (GtkWidget) window = g_weak_ref_get (&attempt->window);

  if (reply == NULL)
    moot_attempt_complain (attempt, _("Who may quote the post stays as it was"), error);
  else
    {
      moot_session_learn_status (attempt->session, reply->entity);
      if (window != NULL)
        gtk_widget_activate_action (window, "win.toast", "s", _("Who may quote it was changed."));
    }
  moot_attempt_free (attempt);
}

static void
quote_policy_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  MootStatusActions *actions = data;
  MootStatus *status;
  MootRequest *request;
  const char *id;
  const char *policy;

  g_variant_get (parameter, "(&s&s)", &id, &policy);
  status = moot_session_find_status (actions->session, id);
  if (status == NULL)
    return;
  request = moot_request_new_for (MOOT_CALL_QUOTE_POLICY, id);
  moot_request_add (request, "quote_approval_policy", policy);
  moot_client_call_async (moot_session_get_client (actions->session), request, NULL,
                          policy_changed_cb, moot_attempt_new (actions, status));
}

/** moot_status_actions_add_quotes: the actions of this file */
void
moot_status_actions_add_quotes (GSimpleActionGroup *group,
                                MootStatusActions  *actions)
{
  moot_status_actions_add (group, actions, "revoke-quote", "s", G_CALLBACK (revoke_quote_cb),
                           "unused", NULL);
  moot_status_actions_add (group, actions, "quote-policy", "(ss)", G_CALLBACK (quote_policy_cb),
                           "unused", NULL);
}
