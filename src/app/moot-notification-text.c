/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Notifications in words: whole sentences, each of which can be translated alone.  What a server
 * newer than this program tells is named by what it is about.
 * Thread: any. */
#include "moot-notification-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-html.h"
#include "moot-sentence.h"
#include "moot-status-text.h"
#include "moot-time-text.h"

#define REQUEST "pending." /* before the type of what is asked */
#define MAX_EXCERPT 300    /* letters; a row shows two lines */

/**
 * Kind:
 * @type: as in the API
 * @icon: symbolic icon
 * @whole: whether the status is shown as a post of its own, to be answered
 * @sentence: with a name for %s
 */
typedef struct
{
  const char *type;
  const char *icon;
  gboolean whole;
  const char *sentence;
} Kind;

/* clang-format off */
static const Kind kinds[] = {
  /* Translators: %s is a name in each of these */
  { "mention",        "mail-unread-symbolic",             TRUE,  N_("%s mentioned you") },
  { "status",         "preferences-system-notifications-symbolic", TRUE, N_("%s posted") },
  { "reblog",         "media-playlist-repeat-symbolic",   FALSE, N_("%s boosted your post") },
  { "favourite",      "starred-symbolic",                 FALSE, N_("%s marked your post as a favourite") },
  { "follow",         "avatar-default-symbolic",          FALSE, N_("%s follows you") },
  { "follow_request", "contact-new-symbolic",             FALSE, N_("%s asks to follow you") },
  { "poll",           "view-list-bullet-symbolic",        TRUE,  N_("A poll by %s has ended") },
  { "update",         "document-edit-symbolic",           TRUE,  N_("%s edited a post") },
  { "quote",          "format-justify-left-symbolic",     TRUE,  N_("%s quoted you") },
  { "pending.favourite", "contact-new-symbolic",          FALSE, N_("%s asks to mark your post as a favourite") },
  { "pending.reply",  "contact-new-symbolic",             FALSE, N_("%s asks to answer your post") },
  { "pending.reblog", "contact-new-symbolic",             FALSE, N_("%s asks to boost your post") },
  { "pending.quote",  "contact-new-symbolic",             FALSE, N_("%s asks to quote your post") },
  { "rejected.favourite", "dialog-warning-symbolic",      TRUE,  N_("%s does not want your favourite") },
  { "rejected.reply", "dialog-warning-symbolic",          TRUE,  N_("%s does not want your answer; only you see it") },
  { "rejected.reblog", "dialog-warning-symbolic",         TRUE,  N_("%s does not want your boost") },
  { "rejected.quote", "dialog-warning-symbolic",          TRUE,  N_("%s does not want to be quoted") },
  { "severed_relationships", "network-offline-symbolic",  FALSE, N_("A decision about a server ended follows of %s") },
  { "admin.sign_up",  "avatar-default-symbolic",          FALSE, N_("%s signed up here") },
  { "admin.report",   "dialog-warning-symbolic",          FALSE, N_("%s reported something") },
};

static const Kind unknown_with_status = {
  NULL, "preferences-system-notifications-symbolic", TRUE, N_("News from %s") };
static const Kind unknown = {
  NULL, "preferences-system-notifications-symbolic", FALSE, N_("News from %s") };
/* clang-format on */

static const Kind *
find_kind (MootNotificationItem *item)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, item->newest->type))
      return &kinds[i];
  return item->newest->status != NULL ? &unknown_with_status : &unknown;
}

/* Names may hold letters of the other direction: they are set apart from the words around them. */
static char *
dup_name (MootAccount *account)
{
  g_autofree char *name = moot_account_dup_name (account);

  return g_strdup_printf ("\xe2\x81\xa8%s\xe2\x81\xa9", name);
}

static char *
dup_gathered (MootNotificationItem *item,
              const char           *name)
{
  guint others = item->accounts->len - 1;

  if (g_str_equal (item->newest->type, "reblog"))
    /* Translators: %1$s is a name, %2$u how many more people did it */
    return g_strdup_printf (ngettext ("%1$s and %2$u other boosted your post",
                                      "%1$s and %2$u others boosted your post", others),
                            name, others);
  if (g_str_equal (item->newest->type, "favourite"))
    /* Translators: %1$s is a name, %2$u how many more people did it */
    return g_strdup_printf (ngettext ("%1$s and %2$u other marked your post as a favourite",
                                      "%1$s and %2$u others marked your post as a favourite",
                                      others),
                            name, others);
  /* Translators: %1$s is a name, %2$u how many more people do it */
  return g_strdup_printf (ngettext ("%1$s and %2$u other follow you",
                                    "%1$s and %2$u others follow you", others),
                          name, others);
}

/* Set apart, as names of people are. */
static char *
dup_severed (MootSeverance *event)
{
  g_autofree char *name = g_strdup_printf ("\xe2\x81\xa8%s\xe2\x81\xa9", event->target_name);
  guint n = (guint) CLAMP (event->followers_count + event->following_count, 0, G_MAXINT32);

  if (g_str_equal (event->type, "user_domain_block"))
    /* Translators: %1$s is a server, %2$u how many people you followed there or who followed you */
    return g_strdup_printf (
      ngettext ("You blocked %1$s: you and %2$u person no longer follow each other",
                "You blocked %1$s: you and %2$u people no longer follow each other", n),
      name, n);
  if (g_str_equal (event->type, "account_suspension"))
    /* Translators: %1$s is an account, %2$u how many follows of it or by it you had, one or two */
    return g_strdup_printf (ngettext ("%1$s was suspended here, which ended %2$u follow",
                                      "%1$s was suspended here, which ended %2$u follows", n),
                            name, n);
  /* Translators: %1$s is a server, %2$u how many people you followed there or who followed you */
  return g_strdup_printf (
    ngettext ("%1$s was blocked here: you and %2$u person no longer follow each other",
              "%1$s was blocked here: you and %2$u people no longer follow each other", n),
    name, n);
}

/**
 * moot_notification_text_dup_sentence:
 * @item: something that happened
 *
 * Returns: (transfer full): who did what
 */
char *
moot_notification_text_dup_sentence (MootNotificationItem *item)
{
  g_autofree char *name = dup_name (item->newest->account);

  if (item->newest->event != NULL && item->newest->event->target_name != NULL)
    return dup_severed (item->newest->event);
  if (item->accounts->len > 1)
    return dup_gathered (item, name);
  return moot_sentence_dup (_ (find_kind (item)->sentence), name);
}

/** moot_notification_text_is_request: whether @item waits for leave, which is given elsewhere */
gboolean
moot_notification_text_is_request (MootNotificationItem *item)
{
  return item->newest != NULL && g_str_has_prefix (item->newest->type, REQUEST);
}

/**
 * moot_notification_text_dup_request:
 * @type: of an interaction request
 * @account: who asks
 *
 * Returns: (transfer full): who asks for what
 */
char *
moot_notification_text_dup_request (const char  *type,
                                    MootAccount *account)
{
  g_autofree char *name = dup_name (account);
  g_autofree char *kind = g_strconcat (REQUEST, type, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, kind))
      return moot_sentence_dup (_ (kinds[i].sentence), name);
  return moot_sentence_dup (_ (unknown.sentence), name);
}

/**
 * moot_notification_text_dup_excerpt:
 * @item: something that happened
 *
 * Returns: (transfer full) (nullable): the beginning of the status it is about
 */
char *
moot_notification_text_dup_excerpt (MootNotificationItem *item)
{
  MootStatus *status = item->newest->status;
  g_autofree char *text = NULL;

  if (status == NULL)
    return NULL;
  if (status->spoiler_text != NULL && *status->spoiler_text != '\0')
    text = g_strdup (status->spoiler_text);
  else
    text = moot_html_to_text (status->content != NULL ? status->content : "");
  g_strstrip (g_strdelimit (text, "\n\r\t", ' '));
  if (*text == '\0')
    return NULL;
  return g_utf8_strlen (text, -1) > MAX_EXCERPT ? g_utf8_substring (text, 0, MAX_EXCERPT)
                                                : g_steal_pointer (&text);
}

/**
 * moot_notification_text_dup_spoken:
 * @item: something that happened
 *
 * Returns: (transfer full): what a screen reader says for the row
 */
char *
moot_notification_text_dup_spoken (MootNotificationItem *item)
{
  g_autofree char *sentence = moot_notification_text_dup_sentence (item);
  g_autofree char *excerpt = moot_notification_text_dup_excerpt (item);
  g_autofree char *age = moot_time_text_spoken (item->at, moot_clock_now ());
  GString *text = g_string_new (NULL);

  if (item->unread)
    /* Translators: read out before what happened since one last looked */
    g_string_append_printf (text, "%s. ", _("New"));
  g_string_append_printf (text, "%s. %s.", sentence, age);
  if (excerpt != NULL)
    g_string_append_printf (text, " %s", excerpt);
  return g_string_free (text, FALSE);
}

/**
 * moot_notification_text_dup_day:
 * @at: a moment of the day, UTC milliseconds
 *
 * Returns: (transfer full): the day as people call it
 */
char *
moot_notification_text_dup_day (gint64 at)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (at / MOOT_SECOND);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (moot_clock_now () / MOOT_SECOND);
  g_autoptr (GDateTime) before = g_date_time_add_days (now, -1);

  if (day == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (day) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (day) == g_date_time_get_day_of_year (now))
    return g_strdup (_("Today"));
  if (g_date_time_get_year (day) == g_date_time_get_year (before) &&
      g_date_time_get_day_of_year (day) == g_date_time_get_day_of_year (before))
    return g_strdup (_("Yesterday"));
  if (g_date_time_get_year (day) == g_date_time_get_year (now))
    /* Translators: a day of this year, as in “Friday, 4 November”; see g_date_time_format(). */
    return g_date_time_format (day, _("%A, %-e %B"));
  /* Translators: a day of another year, as in “Friday, 4 November 2022”. */
  return g_date_time_format (day, _("%A, %-e %B %Y"));
}

/**
 * moot_notification_text_get_icon:
 * @item: something that happened
 *
 * Returns: the name of an icon
 */
const char *
moot_notification_text_get_icon (MootNotificationItem *item)
{
  return find_kind (item)->icon;
}

/**
 * moot_notification_text_is_whole:
 * @item: something that happened
 *
 * Returns: whether the status it is about is shown whole, so that it can be answered
 */
gboolean
moot_notification_text_is_whole (MootNotificationItem *item)
{
  return item->newest->status != NULL && find_kind (item)->whole;
}
