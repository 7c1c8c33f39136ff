/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What rows can ask for: the action group `status` of the window.  Going somewhere is passed on to
 * the window; a toggle shows its effect at once, asks the server, and takes the effect back with a
 * word when the server says no.
 * Thread: main. */
#include "config.h"

#include "moot-status-actions-private.h"

#include "moot-adaptive.h"
#include "moot-error-text.h"

#include <glib/gi18n.h>

/* clang-format off */
static const MootStatusToggle toggles[] = {
  { "boost",     G_STRUCT_OFFSET (MootStatus, reblogged),  G_STRUCT_OFFSET (MootStatus, reblogs_count),
    MOOT_CALL_BOOST,     MOOT_CALL_UNBOOST,     N_("The post could not be boosted") },
  { "favourite", G_STRUCT_OFFSET (MootStatus, favourited), G_STRUCT_OFFSET (MootStatus, favourites_count),
    MOOT_CALL_FAVOURITE, MOOT_CALL_UNFAVOURITE, N_("The post could not be marked as a favourite") },
  { "bookmark",  G_STRUCT_OFFSET (MootStatus, bookmarked), G_MAXSIZE,
    MOOT_CALL_BOOKMARK,  MOOT_CALL_UNBOOKMARK,  N_("The post could not be bookmarked") },
  { "pin",       G_STRUCT_OFFSET (MootStatus, pinned),     G_MAXSIZE,
    MOOT_CALL_PIN,       MOOT_CALL_UNPIN,       N_("The post could not be pinned") },
  { "mute-conversation", G_STRUCT_OFFSET (MootStatus, muted), G_MAXSIZE,
    MOOT_CALL_MUTE_CONVERSATION, MOOT_CALL_UNMUTE_CONVERSATION, N_("The conversation could not be muted") },
};

static const struct
{
  const char *action;
  const char *window_action;
  const char *parameter;
} passes[] = {
  { "open",    "win.open-thread",  "s" },
  { "account", "win.open-account", "s" },
  { "tag",     "win.open-tag",     "s" },
  { "link",    "win.open-link",    "s" },
  { "proposal", "win.open-proposal", "s" },
  { "media",   "win.open-media",   "(su)" },
  { "reply",   "win.reply",        "s" },
  { "history", "win.open-history", "s" },
  { "quote",   "win.quote",        "s" },
  { "quotes",  "win.open-quotes",  "s" },
  { "mute",    "account.mute",     "s" },
  { "block",   "account.block",    "s" },
  { "block-server", "account.block-server", "s" },
  { "report",  "win.report-status", "s" },
};
/* clang-format on */

/** moot_attempt_free: releases @attempt */
void
moot_attempt_free (MootAttempt *attempt)
{
  g_weak_ref_clear (&attempt->window);
  g_clear_object (&attempt->session);
  g_clear_object (&attempt->before);
  g_free (attempt);
}

/** moot_attempt_complain: says that @title, without a full stop, and why */
void
moot_attempt_complain (MootAttempt  *attempt,
                       const char   *title,
                       const GError *error)
{
  g_autoptr (GtkWidget) window = g_weak_ref_get (&attempt->window);
  g_autofree char *sentence = moot_error_text_dup_sentence (error);
  /* Translators: %1$s is what did not work, without a full stop; %2$s is a sentence that says why
   */
  g_autofree char *text = g_strdup_printf (_("%1$s.  %2$s"), title, sentence);

  if (window != NULL)
    gtk_widget_activate_action (window, "win.toast", "s", text);
}

static MootStatus *
copy_status (MootStatus *status)
{
  g_autofree char *json = moot_entity_to_text (status);

  return moot_entity_from_text (MOOT_TYPE_STATUS, json, NULL);
}

/* A boost is answered with the new boost: what it boosts is what the rows show. */
static void
toggled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  MootAttempt *attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (reply != NULL)
    {
      MootStatus *status = reply->entity;

      moot_session_learn_status (attempt->session,
                                 status->reblog != NULL ? status->reblog : status);
    }
  else
    {
      moot_session_learn_status (attempt->session, attempt->before);
      moot_attempt_complain (attempt, _ (attempt->toggle->problem), error);
    }
  moot_attempt_free (attempt);
}

/** moot_attempt_new: (transfer full): something that is done with @status */
MootAttempt *
moot_attempt_new (MootStatusActions *actions,
                  MootStatus        *status)
{
  MootAttempt *attempt = g_new0 (MootAttempt, 1);

  g_weak_ref_init (&attempt->window, actions->window);
  attempt->session = g_object_ref (actions->session);
  attempt->before = g_object_ref (status);
  return attempt;
}

static void
toggle_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  MootStatusActions *actions = data;
  const MootStatusToggle *toggle = g_object_get_data (G_OBJECT (action), "toggle");
  MootAttempt *attempt;
  MootStatus *status =
    moot_session_find_status (actions->session, g_variant_get_string (parameter, NULL));
  g_autoptr (MootStatus) after = status != NULL ? copy_status (status) : NULL;
  gboolean *flag;

  if (after == NULL)
    return;

  flag = &G_STRUCT_MEMBER (gboolean, after, toggle->flag);
  *flag = !*flag;
  if (toggle->count != G_MAXSIZE)
    {
      gint64 *count = &G_STRUCT_MEMBER (gint64, after, toggle->count);

      *count = MAX (*count + (*flag ? 1 : -1), 0);
    }
  attempt = moot_attempt_new (actions, status);
  attempt->toggle = toggle;
  moot_client_call_async (moot_session_get_client (actions->session),
                          moot_request_new_for (*flag ? toggle->on : toggle->off, status->id), NULL,
                          toggled_cb, attempt);
  moot_session_learn_status (actions->session, after);
}

static void
pass_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  MootStatusActions *actions = data;

  gtk_widget_activate_action_variant (actions->window,
                                      g_object_get_data (G_OBJECT (action), "window-action"),
                                      parameter);
}

/* Editing -------------------------------------------------------------------------------------- */

static void
source_read_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  MootAttempt *attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (object), result, &error);
  g_autoptr (GtkWidget) window = g_weak_ref_get (&attempt->window);
  MootStatusSource *source = reply != NULL ? reply->entity : NULL;

  if (source == NULL)
    moot_attempt_complain (attempt, _("The post could not be opened for editing"), error);
  else if (window != NULL)
    gtk_widget_activate_action (window, "win.edit", "(sss)", attempt->before->id,
                                source->text != NULL ? source->text : "",
                                source->spoiler_text != NULL ? source->spoiler_text : "");
  moot_attempt_free (attempt);
}

static void
edit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  MootStatusActions *actions = data;
  MootStatus *status =
    moot_session_find_status (actions->session, g_variant_get_string (parameter, NULL));

  if (status != NULL)
    moot_client_call_async (moot_session_get_client (actions->session),
                            moot_request_new_for (MOOT_CALL_STATUS_SOURCE, status->id), NULL,
                            source_read_cb, moot_attempt_new (actions, status));
}

/* Deleting ------------------------------------------------------------------------------------- */

/* The server gives back what was written, once. */
static void
write_anew (MootAttempt *attempt,
            GtkWidget   *window,
            MootStatus  *deleted)
{
  const char *parent = attempt->before->in_reply_to_id;
  const char *warning = attempt->before->spoiler_text;

  gtk_widget_activate_action (window, "win.write-anew", "(sss)",
                              deleted->text != NULL ? deleted->text : "",
                              warning != NULL ? warning : "", parent != NULL ? parent : "");
}

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  MootAttempt *attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autoptr (GtkWidget) window = g_weak_ref_get (&attempt->window);

  if (reply == NULL)
    moot_attempt_complain (attempt, _("The post could not be deleted"), error);
  else
    {
      moot_session_lose_status (attempt->session, attempt->before->id);
      if (window != NULL && attempt->redraft)
        write_anew (attempt, window, reply->entity);
      else if (window != NULL)
        gtk_widget_activate_action (window, "win.toast", "s", _("The post was deleted."));
    }
  moot_attempt_free (attempt);
}

static void
delete_answered_cb (gboolean accepted,
                    gpointer data)
{
  MootAttempt *attempt = data;

  if (accepted)
    moot_client_call_async (moot_session_get_client (attempt->session),
                            moot_request_new_for (MOOT_CALL_DELETE_STATUS, attempt->before->id),
                            NULL, deleted_cb, attempt);
  else
    moot_attempt_free (attempt);
}

static void
delete_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       data)
{
  MootStatusActions *actions = data;
  MootStatus *status =
    moot_session_find_status (actions->session, g_variant_get_string (parameter, NULL));

  if (status == NULL)
    return;
  moot_ask (
    actions->window, _("Delete This Post?"),
    _("It disappears for everybody, with its favourites and boosts.  This cannot be undone."),
    _("Delete"), TRUE, delete_answered_cb, moot_attempt_new (actions, status), NULL);
}

static void
redraft_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  MootStatusActions *actions = data;
  MootStatus *status =
    moot_session_find_status (actions->session, g_variant_get_string (parameter, NULL));
  MootAttempt *attempt;

  if (status == NULL)
    return;
  attempt = moot_attempt_new (actions, status);
  attempt->redraft = TRUE;
  moot_ask (actions->window, _("Delete and Write Anew?"),
            _("The post disappears for everybody, with its favourites, boosts and answers. What "
               "you wrote can be changed and posted again."),
            _("Delete"), TRUE, delete_answered_cb, attempt, NULL);
}

/* ---------------------------------------------------------------------------------------------- */

static void
actions_free (gpointer data)
{
  g_free (data);
}

/** moot_status_actions_add: puts an action into @group; @value becomes its data under @key */
void
moot_status_actions_add (GSimpleActionGroup *group,
                         MootStatusActions  *actions,
                         const char         *name,
                         const char         *parameter,
                         GCallback           callback,
                         const char         *key,
                         gconstpointer       value)
{
  g_autoptr (GVariantType) type = g_variant_type_new (parameter);
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, type);

  g_object_set_data (G_OBJECT (action), key, (gpointer) value);
  g_signal_connect (action, "activate", callback, actions);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

/**
 * moot_status_actions_new:
 * @session: whose posts
 * @window: gets the group as `status`; has the actions that go somewhere
 *
 * Returns: (transfer full): the group
 */
GSimpleActionGroup *
moot_status_actions_new (MootSession *session,
                         GtkWidget   *window)
{
  GSimpleActionGroup *group = g_simple_action_group_new ();
  MootStatusActions *actions = g_new0 (MootStatusActions, 1);

  actions->session = session;
  actions->window = window;
  g_object_set_data_full (G_OBJECT (group), "actions", actions, actions_free);
  for (guint i = 0; i < G_N_ELEMENTS (toggles); i++)
    moot_status_actions_add (group, actions, toggles[i].action, "s", G_CALLBACK (toggle_cb),
                             "toggle", &toggles[i]);
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    moot_status_actions_add (group, actions, passes[i].action, passes[i].parameter,
                             G_CALLBACK (pass_cb), "window-action", passes[i].window_action);
  moot_status_actions_add (group, actions, "delete", "s", G_CALLBACK (delete_cb), "unused", NULL);
  moot_status_actions_add (group, actions, "edit", "s", G_CALLBACK (edit_cb), "unused", NULL);
  moot_status_actions_add_quotes (group, actions);
  moot_status_actions_add (group, actions, "redraft", "s", G_CALLBACK (redraft_cb), "unused", NULL);
  return group;
}
