/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Elections in plain words.
 * Thread: any. */
#include "moot-election-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-election-draw.h"
#include "moot-moment-text.h"

/* clang-format off */
static const struct
{
  const char *state;
  const char *text;
} states[] = {
  { "draft",       N_("Not begun yet") },
  { "nominations", N_("Candidates are proposed") },
  { "review",      N_("Candidates present themselves") },
  { "voting",      N_("Voting is open") },
  { "counting",    N_("Being counted") },
  { "declared",    N_("Declared") },
  { "contested",   N_("The result is challenged") },
  { "closed",      N_("Over") },
};

static const struct
{
  const char *outcome;
  const char *text;
} outcomes[] = {
  { "elected",        N_("Over: somebody is elected") },
  { "nobody",         N_("Over: nobody is elected") },
  { "not_quorate",    N_("Over: too few voted") },
  { "too_few_voters", N_("Over: too few may vote for an anonymous vote") },
  { "no_candidates",  N_("Over: nobody stood") },
  { "not_recalled",   N_("Over: who held the office keeps it") },
  { "annulled",       N_("Over: the result does not hold") },
};

static const struct
{
  const char *role;
  const char *text;
} roles[] = {
  { "admin",       N_("Administration") },
  { "facilitator", N_("Facilitation") },
  { "moderator",   N_("Moderation") },
  { "steering",    N_("Steering circle") },
  { "treasurer",   N_("Treasury") },
};
/* clang-format on */

/** moot_election_text_get_state: (transfer none): where it stands */
const char *
moot_election_text_get_state (MootContest *contest)
{
  if (g_strcmp0 (contest->state, "closed") == 0)
    for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
      if (g_strcmp0 (outcomes[i].outcome, contest->outcome) == 0)
        return _ (outcomes[i].text);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, contest->state) == 0)
      return _ (states[i].text);
  return contest->state;
}

/** moot_election_text_get_role: (transfer none): what an office is called */
const char *
moot_election_text_get_role (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (roles[i].role, role) == 0)
      return _ (roles[i].text);
  return role;
}

/** moot_election_text_dup_summary: (transfer full): what is filled, and where it stands */
char *
moot_election_text_dup_summary (MootContest *contest)
{
  const int seats = (int) contest->seats;

  /* Translators: %1$s is an office, %2$d counts its seats, %3$s where the election stands. */
  return g_strdup_printf (ngettext ("%1$s · %2$d seat · %3$s", "%1$s · %2$d seats · %3$s",
                                    (gulong) seats),
                          moot_election_text_get_role (contest->role), seats,
                          moot_election_text_get_state (contest));
}

/** moot_election_text_dup_candidacy: (transfer full): where somebody stands in an election */
char *
moot_election_text_dup_candidacy (MootContest   *contest,
                                  MootCandidacy *candidacy)
{
  if (g_strcmp0 (candidacy->elected, "true") == 0 && candidacy->elected_stage > 0)
    return g_strdup_printf (_("Elected at stage %d"), (int) candidacy->elected_stage);
  if (g_strcmp0 (candidacy->elected, "true") == 0)
    return g_strdup (_("Elected"));
  if (g_strcmp0 (candidacy->elected, "false") == 0)
    return g_strdup (_("Not elected"));
  if (moot_election_draw_spares (contest, candidacy))
    return g_strdup (_("Not in the lot: held this office within the last year"));
  if (g_strcmp0 (candidacy->state, "accepted") == 0)
    return g_strdup (_("Stands"));
  if (g_strcmp0 (candidacy->state, "withdrawn") == 0)
    return g_strdup (_("Does not stand any more"));
  return g_strdup (_("Was asked and has not answered"));
}

/** moot_election_text_dup_scrutineer: (transfer full): what a scrutineer has done; @name is theirs
 */
char *
moot_election_text_dup_scrutineer (const MootScrutineer *scrutineer,
                                   const char           *name)
{
  if (scrutineer->shown)
    /* Translators: %s is a member. */
    return g_strdup_printf (_("%s has shown their part of the lot"), name);
  if (scrutineer->committed)
    /* Translators: %s is a member, whose computer drew a number that nobody else knows yet. */
    return g_strdup_printf (_("%s watches, and has drawn a part of the lot"), name);
  if (scrutineer->agreed)
    /* Translators: %s is a member. */
    return g_strdup_printf (_("%s watches"), name);
  /* Translators: %s is a member, who was asked to watch over an election. */
  return g_strdup_printf (_("%s was asked and has not answered"), name);
}

/** moot_election_text_dup_term: (transfer full): who holds an office until when */
char *
moot_election_text_dup_term (MootOffice *office)
{
  g_autofree char *from = moot_moment_text_dup_day (office->from);
  g_autofree char *to = office->to != 0 ? moot_moment_text_dup_day (office->to) : NULL;

  if (office->to != 0 && office->to < office->from)
    /* Translators: %s is a name. */
    return g_strdup_printf (_("%s: the term was taken back before it began"), office->name);
  if (to == NULL)
    /* Translators: %1$s is a name, %2$s a day. */
    return g_strdup_printf (_("%1$s: from %2$s"), office->name, from);
  /* Translators: %1$s is a name, %2$s and %3$s are days. */
  return g_strdup_printf (_("%1$s: %2$s to %3$s"), office->name, from, to);
}

/**
 * moot_election_text_fill_calendar:
 * @contest: an election
 * @out_stages: (out): its calendar
 */
void
moot_election_text_fill_calendar (MootContest       *contest,
                                  MootElectionStage  out_stages[MOOT_ELECTION_STAGES])
{
  const struct
  {
    const char *states; /* in which it is this stage's turn */
    const char *text;
    gint64 until;
  } lines[MOOT_ELECTION_STAGES] = {
    { "nominations", N_ ("Candidates are proposed until %s"), contest->nominations_close_at },
    { "review", N_ ("Candidates present themselves until %s"), contest->opens_at },
    { "voting", N_ ("Voting until %s"), contest->closes_at },
    { "counting declared contested", N_ ("The result can be challenged until %s"),
      contest->challenge_until },
    { "closed", N_ ("The term begins after %s"), contest->challenge_until },
  };
  gboolean over = g_strcmp0 (contest->state, "draft") != 0;

  for (guint i = 0; i < MOOT_ELECTION_STAGES; i++)
    {
      g_autofree char *when = moot_moment_text_dup_moment (lines[i].until);
      g_autoptr (GString) words = g_string_new (_ (lines[i].text));

      g_string_replace (words, "%s", when, 1);
      out_stages[i].words = g_string_free (g_steal_pointer (&words), FALSE);
      out_stages[i].is_now =
        contest->state != NULL && g_strrstr (lines[i].states, contest->state) != NULL;
      over &= !out_stages[i].is_now;
      out_stages[i].is_over = over;
    }
}
