/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What can be done about people: the action group `account` of the window, each action with the id
 * of an account.  What cannot be seen at once is asked about first.
 * Thread: main. */
#include "config.h"

#include "moot-account-actions.h"

#include "moot-adaptive.h"
#include "moot-error-text.h"
#include "moot-sentence.h"

#include <glib/gi18n.h>

typedef enum
{
  ABOUT_ACCOUNT,
  ABOUT_SERVER, /* by its name */
  ABOUT_ENTRY,  /* of a list, by its id */
} Subject;

/**
 * Deed:
 * @action: its name in the group
 * @call: how the server is asked
 * @subject: what the parameter of the action names
 * @loses: whether the statuses of that person are not to be seen any more
 * @heading: (nullable): the question that is asked first
 * @body: (nullable): what will happen
 * @button: (nullable): the answer yes
 * @done: what is said afterwards
 * @problem: what did not work, without a full stop
 */
typedef struct
{
  const char *action;
  MootCall call;
  Subject subject;
  gboolean loses;
  const char *heading;
  const char *body;
  const char *button;
  const char *done;
  const char *problem;
} Deed;

/* clang-format off */
static const Deed deeds[] = {
  { "follow",   MOOT_CALL_FOLLOW,        ABOUT_ACCOUNT, FALSE, NULL, NULL, NULL,
    NULL, N_("The account could not be followed") },
  { "unfollow", MOOT_CALL_UNFOLLOW,      ABOUT_ACCOUNT, FALSE, N_("Unfollow?"),
    N_("Their posts no longer appear at home. If they approve followers, you will have to ask again."), N_("Unfollow"),
    NULL, N_("The account is still followed") },
  { "cancel-request", MOOT_CALL_UNFOLLOW, ABOUT_ACCOUNT, FALSE, NULL, NULL, NULL,
    N_("The request was taken back."), N_("The request could not be taken back") },
  { "mute",     MOOT_CALL_MUTE,          ABOUT_ACCOUNT, TRUE,  N_("Mute This Account?"),
    N_("You no longer see their posts or hear from them. They do not learn of it."), N_("Mute"),
    N_("The account is muted."), N_("The account could not be muted") },
  { "unmute",   MOOT_CALL_UNMUTE,        ABOUT_ACCOUNT, FALSE, NULL, NULL, NULL,
    N_("You see their posts again."), N_("The account is still muted") },
  { "block",    MOOT_CALL_BLOCK,         ABOUT_ACCOUNT, TRUE,  N_("Block This Account?"),
    N_("You no longer see each other’s posts, and neither follows the other any more. They can find out."), N_("Block"),
    N_("The account is blocked."), N_("The account could not be blocked") },
  { "unblock",  MOOT_CALL_UNBLOCK,       ABOUT_ACCOUNT, FALSE, NULL, NULL, NULL,
    N_("The account is no longer blocked."), N_("The account is still blocked") },
  { "accept",   MOOT_CALL_ACCEPT_FOLLOW, ABOUT_ACCOUNT, FALSE, NULL, NULL, NULL,
    N_("You have a new follower."), N_("The request could not be accepted") },
  { "reject",   MOOT_CALL_REJECT_FOLLOW, ABOUT_ACCOUNT, FALSE, NULL, NULL, NULL,
    N_("The request was rejected."), N_("The request could not be rejected") },
  /* Translators: %s is the name of a server */
  { "block-server",   MOOT_CALL_BLOCK_DOMAIN,   ABOUT_SERVER, FALSE, N_("Block %s?"),
    N_("You no longer see or hear anybody of that server, and nobody there follows you any more. "
       "Others here still see it, and it does not learn of it. It is taken back under Blocked Servers in the menu."), N_("Block"),
    N_("The server is blocked."), N_("The server could not be blocked") },
  { "unblock-server", MOOT_CALL_UNBLOCK_DOMAIN, ABOUT_SERVER, FALSE, NULL, NULL, NULL,
    N_("The server is no longer blocked."), N_("The server is still blocked") },
  /* Translators: %s is the name of a server */
  { "allow-server",   MOOT_CALL_ALLOW_SERVER,   ABOUT_SERVER, FALSE, N_("Allow %s?"),
    N_("What its people write comes in, and what members here write goes out to it."), N_("Allow"),
    N_("The server is allowed."), N_("The server could not be allowed") },
  { "disallow-server", MOOT_CALL_DISALLOW_SERVER, ABOUT_ENTRY, FALSE, N_("No Longer Allow This Server?"),
    N_("Nothing comes in from there any more and nothing goes out."), N_("No Longer Allow"),
    N_("The server is no longer allowed."), N_("The server is still allowed") },
  { "let-post-in",  MOOT_CALL_LET_POST_IN, ABOUT_ENTRY, FALSE, NULL, NULL, NULL,
    N_("The post was let in."), N_("The post could not be let in") },
  { "drop-post",    MOOT_CALL_DROP_POST,   ABOUT_ENTRY, FALSE, N_("Drop This Post?"),
    N_("Nobody here will read it, and its author is not told. It cannot be undone."), N_("Drop"),
    N_("The post was dropped."), N_("The post is still there") },
  { "allow-interaction",  MOOT_CALL_ALLOW_INTERACTION,  ABOUT_ENTRY, FALSE, NULL, NULL, NULL,
    N_("They are told that they may."), N_("The request could not be accepted") },
  { "refuse-interaction", MOOT_CALL_REFUSE_INTERACTION, ABOUT_ENTRY, FALSE, N_("Reject This Request?"),
    N_("They are told, and it cannot be undone."), N_("Reject"),
    N_("The request was rejected."), N_("The request could not be rejected") },
};
/* clang-format on */

typedef struct
{
  MootSession *session; /* (transfer none): the group lives no longer than the session's window */
  GtkWidget *window;    /* (transfer none) */
} Actions;

typedef struct
{
  GWeakRef window;
  MootSession *session;
  const Deed *deed;
  char *account_id; /* or what else the subject is */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_weak_ref_clear (&attempt->window);
  g_clear_object (&attempt->session);
  g_free (attempt->account_id);
  g_free (attempt);
}

static void
say (Attempt    *attempt,
     const char *text)
{
  g_autoptr (GtkWidget) window = g_weak_ref_get (&attempt->window);

  if (window != NULL && text != NULL)
    gtk_widget_activate_action (window, "win.toast", "s", text);
}

/* Many rows may have changed: the page that is looked at asks anew. */
static void
refresh (Attempt *attempt)
{
  g_autoptr (GtkWidget) window = g_weak_ref_get (&attempt->window);

  if (window != NULL)
    gtk_widget_activate_action (window, "win.refresh", NULL);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Attempt *attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (reply != NULL)
    {
      if (attempt->deed->subject != ABOUT_ACCOUNT && attempt->deed->call != MOOT_CALL_BLOCK_DOMAIN)
        moot_session_lose_entry (attempt->session, attempt->account_id);
      if (attempt->deed->subject == ABOUT_ACCOUNT)
        moot_session_learn_relationship (attempt->session, reply->entity);
      else
        refresh (attempt);
      if (attempt->deed->loses)
        moot_session_lose_author (attempt->session, attempt->account_id);
      if (attempt->deed->done != NULL)
        say (attempt, _ (attempt->deed->done));
    }
  else
    {
      g_autofree char *sentence = moot_error_text_dup_sentence (error);
      /* Translators: %1$s is what did not work, without a full stop; %2$s is a sentence that says
       * why */
      g_autofree char *text =
        g_strdup_printf (_("%1$s.  %2$s"), _ (attempt->deed->problem), sentence);

      say (attempt, text);
    }
  attempt_free (attempt);
}

static void
ask_server (Attempt *attempt)
{
  MootRequest *request;

  if (attempt->deed->subject == ABOUT_SERVER)
    {
      request = moot_request_new (attempt->deed->call);
      moot_request_add (request, "domain", attempt->account_id);
    }
  else
    {
      request = moot_request_new_for (attempt->deed->call, attempt->account_id);
    }
  moot_client_call_async (moot_session_get_client (attempt->session), request, NULL, done_cb,
                          attempt);
}

static void
answered_cb (gboolean accepted,
             gpointer data)
{
  if (accepted)
    ask_server (data);
  else
    attempt_free (data);
}

static void
activate_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  Actions *actions = data;
  Attempt *attempt = g_new0 (Attempt, 1);
  g_autofree char *heading = NULL;

  g_weak_ref_init (&attempt->window, actions->window);
  attempt->session = g_object_ref (actions->session);
  attempt->deed = g_object_get_data (G_OBJECT (action), "deed");
  attempt->account_id = g_variant_dup_string (parameter, NULL);
  if (attempt->deed->heading != NULL)
    heading = moot_sentence_dup (_ (attempt->deed->heading), attempt->account_id);
  if (heading != NULL)
    moot_ask (actions->window, heading, _ (attempt->deed->body), _ (attempt->deed->button), TRUE,
              answered_cb, attempt, NULL);
  else
    ask_server (attempt);
}

/**
 * moot_account_actions_new:
 * @session: who acts
 * @window: gets the group as `account`
 *
 * Returns: (transfer full): the group
 */
GSimpleActionGroup *
moot_account_actions_new (MootSession *session,
                          GtkWidget   *window)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();
  Actions *actions = g_new0 (Actions, 1);

  actions->session = session;
  actions->window = window;
  g_object_set_data_full (G_OBJECT (group), "actions", actions, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      g_autoptr (GSimpleAction) action =
        g_simple_action_new (deeds[i].action, G_VARIANT_TYPE_STRING);

      g_object_set_data (G_OBJECT (action), "deed", (gpointer) &deeds[i]);
      g_signal_connect (action, "activate", G_CALLBACK (activate_cb), actions);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  return group;
}
