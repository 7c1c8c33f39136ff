/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the desktop tells a member of the moot, also while the window is hidden: votes with a way to
 * their ballot, what was decided, and who spoke to them.  Of a proposal there is one at a time, and
 * it goes when the vote is cast or over.  Titles are told, words of members are not: a screen may
 * be seen by others.
 * Thread: main. */
#include "moot-alerts.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-news-text.h"
#include "moot-vote-watch.h"

#define SESSION "moot-session" /* of a watch */
#define VOTES_MAX 3            /* told each for itself; more are told as a number */

typedef struct
{
  const char *type;
  const char *id;     /* begins the id of the notification */
  const char *action; /* of the application: what a press on it does */
  gboolean is_vote;
  GNotificationPriority priority;
} Kind;

/* clang-format off */
static const Kind kinds[] = {
  { "vote",    "vote",    "app.open-proposal",   TRUE,  G_NOTIFICATION_PRIORITY_NORMAL },
  { "closing", "vote",    "app.open-proposal",   TRUE,  G_NOTIFICATION_PRIORITY_HIGH   },
  { "outcome", "outcome", "app.open-proposal",   FALSE, G_NOTIFICATION_PRIORITY_NORMAL },
  { "mention", "talk",    "app.open-discussion", FALSE, G_NOTIFICATION_PRIORITY_NORMAL },
  { "reply",   "talk",    "app.open-discussion", FALSE, G_NOTIFICATION_PRIORITY_NORMAL },
};
/* clang-format on */

static const Kind *
find_kind (MootCoopNotification *news)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].type, news->type) == 0)
      return &kinds[i];
  return NULL;
}

static char *
dup_id (const char  *kind,
        MootSession *session,
        const char  *id)
{
  return g_strdup_printf ("%s-%s-%s", kind, moot_session_get_account (session)->key, id);
}

static void
tell (GApplication         *application,
      MootSession          *session,
      MootCoopNotification *news)
{
  const Kind *kind = find_kind (news);
  const char *about = NULL;
  MootMember *actor = moot_session_find_member (session, news->actor_id);
  const char *key = moot_session_get_account (session)->key;
  g_autofree char *sentence =
    moot_news_text_dup_sentence (news, actor != NULL ? actor->name : NULL);
  g_autoptr (GNotification) notification = g_notification_new (sentence);
  g_autofree char *id = NULL;

  if (kind != NULL)
    about = g_str_has_suffix (kind->action, "discussion") ? news->discussion_id : news->proposal_id;
  if (about == NULL)
    return;
  id = dup_id (kind->id, session, about);
  g_notification_set_priority (notification, kind->priority);
  g_notification_set_default_action_and_target (notification, kind->action, "(ss)", key, about);
  if (kind->is_vote)
    g_notification_add_button_with_target (notification, _("Vote Now"), "app.vote", "(ss)", key,
                                           about);
  if (news->title != NULL)
    g_notification_set_body (notification, news->title);
  g_application_send_notification (application, id, notification);
}

static gboolean
is_vote (MootCoopNotification *news)
{
  const Kind *kind = find_kind (news);

  return kind != NULL && kind->is_vote;
}

/* A member who comes back after a month is not told each vote for itself. */
static void
tell_number (GApplication *application,
             MootSession  *session,
             guint         n)
{
  const char *key = moot_session_get_account (session)->key;
  g_autofree char *title =
    g_strdup_printf (ngettext ("%d vote is waiting for you", "%d votes are waiting for you", n),
                     (int) n);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *id = dup_id ("votes", session, "all");

  g_notification_set_default_action_and_target (notification, "app.open-place", "(ss)", key,
                                                "notifications");
  g_application_send_notification (application, id, notification);
}

static void
news_cb (GApplication  *application,
         GPtrArray     *news,
         MootVoteWatch *watch)
{
  MootSession *session = g_object_get_data (G_OBJECT (watch), SESSION);
  g_autoptr (GHashTable) votes = g_hash_table_new (g_str_hash, g_str_equal);

  if (!g_application_get_is_registered (application))
    return;
  for (guint i = 0; i < news->len; i++)
    {
      MootCoopNotification *one = g_ptr_array_index (news, i);

      if (is_vote (one))
        g_hash_table_add (votes, one->proposal_id);
    }
  if (g_hash_table_size (votes) > VOTES_MAX)
    tell_number (application, session, g_hash_table_size (votes));
  for (guint i = 0; i < news->len; i++)
    {
      MootCoopNotification *one = g_ptr_array_index (news, i);

      if (!is_vote (one) || g_hash_table_size (votes) <= VOTES_MAX)
        tell (application, session, one);
    }
}

/* What was voted on, here or on another device, is not asked for any more. */
static void
changed_cb (GApplication  *application,
            MootVoteWatch *watch)
{
  MootSession *session = g_object_get_data (G_OBJECT (watch), SESSION);
  GPtrArray *over = moot_vote_watch_get_over (watch);
  g_autofree char *all = dup_id ("votes", session, "all");

  if (!g_application_get_is_registered (application))
    return;
  for (guint i = 0; i < over->len; i++)
    {
      g_autofree char *id = dup_id ("vote", session, g_ptr_array_index (over, i));

      g_application_withdraw_notification (application, id);
    }
  if (moot_vote_watch_get_waiting (watch)->len == 0)
    g_application_withdraw_notification (application, all);
}

/* What a press does -------------------------------------------------------------------------- */

static void
open_window (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  static const struct
  {
    const char *name;
    const char *window;
  } actions[] = {
    { "vote", "win.vote" },
    { "open-proposal", "win.open-proposal" },
    { "open-discussion", "win.open-discussion" },
    { "open-place", "win.go" },
  };
  const char *key;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &key, &id);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (actions[i].name, g_action_get_name (G_ACTION (action))))
      moot_application_open_in (data, key, actions[i].window, id);
}

static const GActionEntry entries[] = {
  { .name = "vote", .activate = open_window, .parameter_type = "(ss)" },
  { .name = "open-proposal", .activate = open_window, .parameter_type = "(ss)" },
  { .name = "open-discussion", .activate = open_window, .parameter_type = "(ss)" },
  { .name = "open-place", .activate = open_window, .parameter_type = "(ss)" },
};

/**
 * moot_alerts_install:
 * @application: gets the actions of notifications
 */
void
moot_alerts_install (MootApplication *application)
{
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
}

/**
 * moot_alerts_watch:
 * @application: which tells
 * @session: whose news
 *
 * Tells of what happens in the co-op for as long as @session lives.
 */
void
moot_alerts_watch (MootApplication *application,
                   MootSession     *session)
{
  MootVoteWatch *watch = moot_vote_watch_for (session);

  /* it tells nothing after the session is gone */
  g_object_set_data (G_OBJECT (watch), SESSION, session);
  g_signal_connect_object (watch, "changed", G_CALLBACK (changed_cb), application,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "news", G_CALLBACK (news_cb), application, G_CONNECT_SWAPPED);
}
