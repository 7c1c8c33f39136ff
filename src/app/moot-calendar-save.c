/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The days of a vote or an election, as a file that every calendar reads.
 * Spec: RFC 5545.
 * Thread: main. */
#include "moot-calendar-save.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-ics.h"
#include "moot-text-save.h"

/* A moment that nothing else need be kept free for. */
static void
put_moment (GString    *calendar,
            const char *uid,
            const char *words,
            const char *title,
            const char *uri,
            gint64      time_ms)
{
  g_autofree char *summary = NULL;

  if (time_ms == 0)
    return;
  summary = g_strdup_printf ("%s: %s", words, title);
  moot_ics_put_raw (calendar, "BEGIN", "VEVENT");
  moot_ics_put_text (calendar, "UID", uid);
  moot_ics_put_time (calendar, "DTSTAMP", moot_clock_now ());
  moot_ics_put_text (calendar, "SUMMARY", summary);
  moot_ics_put_time (calendar, "DTSTART", time_ms);
  moot_ics_put_time (calendar, "DTEND", time_ms);
  if (uri != NULL)
    moot_ics_put_raw (calendar, "URL", uri);
  moot_ics_put_raw (calendar, "TRANSP", "TRANSPARENT");
  moot_ics_put_raw (calendar, "END", "VEVENT");
}

/* The same ids as in the calendar the server writes, so that nothing stands there twice. */
static char *
dup_uid (const char *kind,
         const char *id,
         const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  return g_strdup_printf ("%s-%s@%s", kind, id, host != NULL ? host : "folkmoot");
}

/**
 * moot_calendar_save_dup_proposal:
 * @proposal: a proposal
 *
 * Returns: (transfer full): a calendar with its days
 */
char *
moot_calendar_save_dup_proposal (MootProposal *proposal)
{
  GString *calendar = g_string_new (NULL);
  g_autofree char *opens = dup_uid ("vote-opens", proposal->id, proposal->uri);
  g_autofree char *ends = dup_uid ("vote-ends", proposal->id, proposal->uri);
  const gboolean waits = g_strcmp0 (proposal->state, "scheduled") == 0;

  moot_ics_begin (calendar);
  /* Translators: in a calendar, before the title of a proposal. */
  put_moment (calendar, opens, _("Vote opens"), proposal->title, proposal->uri,
              waits ? proposal->opens_at : 0);
  /* Translators: in a calendar, before the title of a proposal. */
  put_moment (calendar, ends, _("Vote ends"), proposal->title, proposal->uri,
              proposal->closes_at);
  moot_ics_end (calendar);
  return g_string_free (calendar, FALSE);
}

/**
 * moot_calendar_save_dup_contest:
 * @contest: an election
 * @server: address of the server
 *
 * Returns: (transfer full): a calendar with its days
 */
char *
moot_calendar_save_dup_contest (MootContest *contest,
                                const char  *server)
{
  const struct
  {
    const char *kind;
    const char *words;
    gint64 time_ms;
  } dates[] = {
    /* Translators: in a calendar, before the title of an election. */
    { "election-nominations", _("Nominations end"), contest->nominations_close_at },
    /* Translators: in a calendar, before the title of an election. */
    { "election-statements", _("Statements of candidates end"), contest->statements_close_at },
    /* Translators: in a calendar, before the title of an election. */
    { "election-opens", _("Election begins"), contest->opens_at },
    /* Translators: in a calendar, before the title of an election. */
    { "election-ends", _("Election ends"), contest->closes_at },
    /* Translators: in a calendar, before the title of an election. */
    { "election-challenge", _("Last day to challenge the result"), contest->challenge_until },
  };
  GString *calendar = g_string_new (NULL);

  moot_ics_begin (calendar);
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_autofree char *uid = dup_uid (dates[i].kind, contest->id, server);

      put_moment (calendar, uid, dates[i].words, contest->title, NULL, dates[i].time_ms);
    }
  moot_ics_end (calendar);
  return g_string_free (calendar, FALSE);
}

/**
 * moot_calendar_save:
 * @page: any widget of the window
 * @name: what the file is called
 * @text: (transfer full): what is written
 *
 * Asks where to, and writes a calendar there.
 */
void
moot_calendar_save (GtkWidget  *page,
                    const char *name,
                    char       *text)
{
  moot_text_save (page, _("Add to Calendar"), name, text,
                  _("Saved. Open the file with your calendar."));
}
