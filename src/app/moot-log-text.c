/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The co-op's log in words, and what this computer found out about it.
 * Thread: any. */
#include "config.h"

#include "moot-log-text.h"

#include <glib/gi18n.h>

#include "moot-member.h"
#include "moot-moment-text.h"

/* clang-format off */
static const struct { const char *type; const char *words; } types[] = {
  { "coop.founded",               N_("The co-op was founded") },
  { "bylaw.changed",              N_("The bylaws changed") },
  { "membership.joined",          N_("A member joined") },
  { "membership.active",          N_("A member is active again") },
  { "membership.lapsed",          N_("A membership lapsed") },
  { "membership.suspended",       N_("A membership was suspended") },
  { "membership.left",            N_("A member left") },
  { "membership.expelled",        N_("A member was expelled") },
  { "membership.device_added",    N_("A device that signs votes was added") },
  { "membership.device_revoked",  N_("A device signs votes no more") },
  { "role.granted",               N_("An office was given") },
  { "role.ended",                 N_("An office ended") },
  { "role.petition",              N_("A member asked for an office to be voted on again") },
  { "circle.founded",             N_("A circle was founded by a decision") },
  { "circle.created",             N_("A circle was founded") },
  { "circle.changed",             N_("A circle was changed") },
  { "circle.joined",              N_("Somebody joined a circle") },
  { "circle.left",                N_("Somebody left a circle") },
  { "proposal.opened",            N_("Voting opened, and the roll was written") },
  { "proposal.extended",          N_("Voting was given more time") },
  { "proposal.withdrawn",         N_("A proposal was withdrawn") },
  { "proposal.closed",            N_("Voting ended, and the votes were counted") },
  { "vote.open",                  N_("A vote was cast") },
  { "vote.paper",                 N_("A vote was cast without a name") },
  { "vote.paper_changed",         N_("A vote without a name was changed") },
  { "vote.retracted",             N_("A vote was taken back") },
  { "outcome.recorded",           N_("An outcome was written") },
  { "outcome.worded",             N_("An outcome was put in other words") },
  { "outcome.set_aside",          N_("An outcome was set aside") },
  { "outcome.superseded",         N_("A later decision took the place of an outcome") },
  { "outcome.expired",            N_("An outcome ran out") },
  { "challenge.raised",           N_("An outcome was challenged") },
  { "challenge.upheld",           N_("A challenge was upheld") },
  { "challenge.dismissed",        N_("A challenge was dismissed") },
  { "challenge.lapsed",           N_("Nobody answered a challenge in time") },
  { "effect.executed",            N_("A decision was carried out") },
  { "effect.failed",              N_("A decision could not be carried out and became a task") },
  { "election.called",            N_("An election was called") },
  { "election.nominations",       N_("Nominations opened") },
  { "election.nominated",         N_("Somebody was nominated") },
  { "election.accepted",          N_("Somebody agreed to stand") },
  { "election.statement",         N_("A candidate wrote a statement") },
  { "election.withdrawn",         N_("A candidate withdrew") },
  { "election.review",            N_("Nominations ended, and the candidates are known") },
  { "election.roll",              N_("The roll of an election was written") },
  { "election.lot_committed",     N_("A scrutineer committed to a part of the lot") },
  { "election.lot_shown",         N_("A scrutineer showed a part of the lot") },
  { "election.lot_forfeited",     N_("A part of the lot was not shown in time, and left out") },
  { "election.voting",            N_("Voting in an election opened") },
  { "election.counting",          N_("Voting in an election ended") },
  { "election.declared",          N_("The result of an election was declared") },
  { "election.contested",         N_("The result of an election was challenged") },
  { "election.closed",            N_("An election ended") },
  { "emergency.taken",            N_("An emergency power was used") },
  { "emergency.ratified",         N_("What was done in an emergency was ratified") },
  { "emergency.lapsed",           N_("What was done in an emergency lapsed") },
  { "discussion.locked",          N_("A discussion was locked in an emergency") },
  { "discussion.unlocked",        N_("A discussion was unlocked") },
  { "account.disabled",           N_("An account was closed to its owner") },
  { "account.enabled",            N_("An account was opened to its owner again") },
  { "account.sensitized",         N_("Pictures of an account were covered") },
  { "account.unsensitized",       N_("Pictures of an account are not covered any more") },
  { "account.silenced",           N_("An account was limited") },
  { "account.unsilenced",         N_("An account is not limited any more") },
  { "account.suspended",          N_("An account was suspended") },
  { "account.unsuspended",        N_("An account is not suspended any more") },
  { "account.status_deleted",     N_("A moderator deleted a post") },
  { "domain.blocked",             N_("A server was blocked") },
  { "domain.unblocked",           N_("A server is not blocked any more") },
  { "domain.allowed",             N_("A server was allowed") },
  { "domain.disallowed",          N_("A server is not allowed any more") },
  { "federation.mode",            N_("Which servers are spoken to was changed") },
  { "post.let_in",                N_("A stranger’s post that was held was let in") },
  { "post.dropped",               N_("A stranger’s post that was held was dropped") },
  { "invite.issued",              N_("Somebody was invited") },
  { "invite.revoked",             N_("An invitation was taken back") },
  { "invite.used",                N_("An invitation was accepted") },
  { "membership.applied",         N_("Somebody applied for membership") },
  { "membership.answered",        N_("Somebody who applied answered a question") },
  { "membership.appealed",        N_("Somebody who was expelled appealed") },
  { "membership.approved",        N_("An application was approved") },
  { "membership.asked",           N_("Somebody who applied was asked a question") },
  { "membership.erased",          N_("What was kept of a former member was erased") },
  { "membership.escalated",       N_("Nobody answered an application, and all members heard of it") },
  { "membership.expired",         N_("Somebody who was approved did not join in time") },
  { "membership.rejected",        N_("An application was not approved") },
  { "membership.vouched",         N_("A member vouched for somebody who applied") },
  { "membership.withdrawn",       N_("An application was taken back") },
  { "invitations.policy",         N_("Who may invite was changed") },
  { "dues.plan_changed",          N_("The plan of dues changed") },
  { "dues.waived",                N_("Dues were waived") },
  { "dues.ways_changed",          N_("Where dues are paid to changed") },
  { "budget.planned",             N_("A budget was planned") },
  { "ledger.batch",               N_("Money was booked") },
  { "ledger.imported",            N_("A file of the bank was read") },
  { "loomio.imported",            N_("Records of a group on Loomio were brought in") },
};
/* clang-format on */

/**
 * moot_log_text_get_type:
 * @type: of an entry
 *
 * Returns: what happened, or @type where this version has no words for it
 */
const char *
moot_log_text_get_type (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return _ (types[i].words);
  return type;
}

/**
 * moot_log_text_dup_entry:
 * @entry: of the log
 * @names: (element-type utf8 MootMember): members by their id
 *
 * Returns: (transfer full): what happened, to what and by whom
 */
char *
moot_log_text_dup_entry (MootAuditEntry *entry,
                         GHashTable     *names)
{
  const char *what = moot_log_text_get_type (entry->type);
  MootMember *actor =
    entry->actor_id != NULL ? g_hash_table_lookup (names, entry->actor_id) : NULL;
  g_autofree char *about = NULL;

  if (entry->subject != NULL && entry->subject->id != NULL &&
      g_strcmp0 (entry->subject->type, "proposal") == 0)
    /* Translators: %1$s is what happened, %2$s the number of a proposal. */
    about = g_strdup_printf (_("%1$s · proposal %2$s"), what, entry->subject->id);
  else
    about = g_strdup (what);
  if (actor == NULL)
    return g_steal_pointer (&about);
  /* Translators: %1$s is what happened, %2$s a member. */
  return g_strdup_printf (_("%1$s · by %2$s"), about, actor->name);
}

/**
 * moot_log_text_dup_head:
 * @head: a log as it was
 *
 * Returns: (transfer full): its length and its fingerprint, in groups one can read out
 */
char *
moot_log_text_dup_head (const MootLogHead *head)
{
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autofree char *when = moot_moment_text_dup_moment (head->at);

  for (guint i = 0; head->root != NULL && i < 32 && head->root[i] != '\0'; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (groups, ' ');
      g_string_append_c (groups, head->root[i]);
    }
  /* Translators: %1$s is a number of entries, %2$s a moment, %3$s a fingerprint. */
  return g_strdup_printf (ngettext ("%1$d entry, seen %2$s: %3$s", "%1$d entries, seen %2$s: %3$s",
                                    (gulong) head->size),
                          (int) head->size, when, groups->str);
}

/* clang-format off */
static const struct { MootLogState state; const char *banner; } alarms[] = {
  { MOOT_LOG_FORKED,    N_("The co-op’s log was rewritten") },
  { MOOT_LOG_SHORTENED, N_("The end of the co-op’s log is missing") },
  { MOOT_LOG_REPLACED,  N_("The server shows another log") },
};
/* clang-format on */

/** moot_log_text_get_alarm: (nullable): what is wrong in a few words, %NULL for nothing */
const char *
moot_log_text_get_alarm (MootLogState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (alarms); i++)
    if (alarms[i].state == state)
      return _ (alarms[i].banner);
  return NULL;
}

static char *
dup_holds (const MootLogFinding *finding)
{
  const int size = (int) finding->theirs->size;

  /* Translators: %u is how often the log was looked at before. */
  if (finding->n_heads > 0)
    return g_strdup_printf (
      ngettext (
        "Checked here: the log has %1$d entries and goes on from the one that was seen "
        "here before.",
        "Checked here: the log has %1$d entries and goes on from all %2$u states of it that "
        "were seen here before.",
        finding->n_heads),
      size, finding->n_heads);
  return g_strdup_printf (ngettext ("The log has %d entry. From now on this computer notices when "
                                    "it is rewritten.",
                                    "The log has %d entries. From now on this computer notices "
                                    "when it is rewritten.",
                                    (gulong) size),
                          size);
}

/**
 * moot_log_text_dup_finding:
 * @finding: what came of looking at a log
 *
 * Returns: (transfer full): that in sentences, and what to do
 */
char *
moot_log_text_dup_finding (const MootLogFinding *finding)
{
  const int agreed = (int) finding->agreed;

  switch (finding->state)
    {
    case MOOT_LOG_UNKNOWN:
      break;
    case MOOT_LOG_HOLDS:
      return dup_holds (finding);
    case MOOT_LOG_FORKED:
      return g_strdup_printf (
        _ (
          "The server now says something else about what happened than it said before. For "
          "certain, only the first %d entries are the same. Either somebody rewrote the log, or a "
          "backup was restored and the log went on from there. Compare the fingerprints below with "
          "other members, not over this server, and ask who runs it."),
        agreed);
    case MOOT_LOG_SHORTENED:
      return g_strdup_printf (
        _("Entries that were seen here are gone; the first %d are the same. This is how it looks "
           "when a backup was restored: what happened since then is lost, votes too. Ask who runs "
           "the server whether that is so, and tell the other members what is missing."),
        agreed);
    case MOOT_LOG_REPLACED:
      return g_strdup (
        _("This is not the log that was seen here before, but one that began anew. Ask who runs "
           "the server, and compare the fingerprints below with other members, not over this "
           "server."));
    }
  return g_strdup ("");
}
