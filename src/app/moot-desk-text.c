/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Reports and rules about other servers in words.
 * Thread: main. */
#include "moot-desk-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-time-text.h"

/* clang-format off */
/* The last one is every other word. */
static const struct { const char *category; const char *words; } categories[] = {
  { "spam",      N_("spam") },
  { "legal",     N_("against the law") },
  { "violation", N_("against the rules") },
  { NULL,        N_("something else") },
};

/* Why a post waits for moderators. */
static const struct { const char *reason; const char *words; } reasons[] = {
  { "young", N_("The account is new") },
  { "crowd", N_("It names many people") },
  { "wave",  N_("Many servers send the same") },
  { NULL,    N_("It was held") },
};

static const struct { const char *severity; const char *words; } severities[] = {
  { "noop",    N_("Nothing is held back") },
  { "silence", N_("Out of public sight") },
  { "suspend", N_("Nothing in, nothing out") },
  { NULL,      N_("Unknown rule") },
};
/* clang-format on */

/** moot_desk_text_get_severity: (transfer none): what a rule of the API's word does, in short */
const char *
moot_desk_text_get_severity (const char *severity)
{
  guint i = 0;

  while (severities[i].severity != NULL && g_strcmp0 (severities[i].severity, severity) != 0)
    i++;
  return _ (severities[i].words);
}

static const char *
get_category (const char *category)
{
  guint i = 0;

  while (categories[i].category != NULL && g_strcmp0 (categories[i].category, category) != 0)
    i++;
  return _ (categories[i].words);
}

/** moot_desk_text_dup_name: (transfer full): the handle of (nullable) @account */
char *
moot_desk_text_dup_name (MootAdminAccount *account)
{
  if (account == NULL)
    return g_strdup (_("somebody"));
  if (account->domain == NULL)
    return g_strdup_printf ("@%s", account->username);
  return g_strdup_printf ("@%s@%s", account->username, account->domain);
}

/** moot_desk_text_dup_report_title: (transfer full): whom @report is about */
char *
moot_desk_text_dup_report_title (MootAdminReport *report)
{
  g_autofree char *name = moot_desk_text_dup_name (report->target_account);

  /* Translators: a report; %s is a handle */
  return g_strdup_printf (_("About %s"), name);
}

/** moot_desk_text_dup_report_detail: (transfer full): who made @report, why and when */
char *
moot_desk_text_dup_report_detail (MootAdminReport *report)
{
  g_autofree char *by = moot_desk_text_dup_name (report->account);
  g_autofree char *age = moot_time_text_spoken (report->created_at, moot_clock_now ());
  const guint n = report->statuses->len;
  /* Translators: of a report */
  g_autofree char *posts = g_strdup_printf (ngettext ("%u post", "%u posts", n), n);

  /* Translators: a report: %1$s is the handle of who made it, %2$s why, as in “spam”, %3$s counts
   * posts, %4$s is an age, as in “5 minutes ago” */
  return g_strdup_printf (_("By %1$s · %2$s · %3$s · %4$s"), by,
                          get_category (report->category), posts, age);
}

/** moot_desk_text_dup_report_standing: (transfer full): how far @report is */
char *
moot_desk_text_dup_report_standing (MootAdminReport *report)
{
  g_autofree char *name = NULL;

  if (report->action_taken)
    {
      name = moot_desk_text_dup_name (report->action_taken_by_account);
      /* Translators: a report that is done; %s is a handle */
      return g_strdup_printf (_("Settled by %s."), name);
    }
  if (report->assigned_account == NULL)
    return g_strdup (_("Nobody looks after it yet."));
  name = moot_desk_text_dup_name (report->assigned_account);
  /* Translators: a report; %s is a handle */
  return g_strdup_printf (_("%s looks after it."), name);
}

/** moot_desk_text_dup_held_detail: (transfer full): why @post waits and since when */
char *
moot_desk_text_dup_held_detail (MootHeldPost *post)
{
  g_autofree char *age = moot_time_text_spoken (post->created_at, moot_clock_now ());
  guint i = 0;

  while (reasons[i].reason != NULL && g_strcmp0 (reasons[i].reason, post->reason) != 0)
    i++;
  /* Translators: a post that waits for moderators: %1$s is why, as in “The account is new”, %2$s an
   * age, as in “5 minutes ago” */
  return g_strdup_printf (_("%1$s · %2$s"), _ (reasons[i].words), age);
}

/** moot_desk_text_dup_rule: (transfer full): what @block does */
char *
moot_desk_text_dup_rule (MootDomainBlock *block)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  g_ptr_array_add (parts, (gpointer) moot_desk_text_get_severity (block->severity));
  if (block->reject_media)
    g_ptr_array_add (parts, (gpointer) _("no media"));
  if (block->reject_reports)
    g_ptr_array_add (parts, (gpointer) _("no reports"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}
