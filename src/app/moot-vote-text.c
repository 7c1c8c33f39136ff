/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is said to a voter: before voting, who will see what, and afterwards, in words that say what
 * was found out here and not what the server claims.
 * Thread: main. */
#include "moot-vote-text.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-bylaws.h"
#include "moot-paper.h"

/** moot_vote_text_has_papers: whether its ballots are papers with receipts kept here; other servers
 * have anonymous votes of their own kinds */
gboolean
moot_vote_text_has_papers (MootProposal *proposal)
{
  return g_strcmp0 (proposal->ballot_level,
                    moot_ballot_level_to_text (MOOT_BALLOT_LEVEL_ANONYMOUS)) == 0;
}

/** moot_vote_text_dup_secrecy: (transfer full): who sees what of a ballot of this vote */
char *
moot_vote_text_dup_secrecy (MootProposal *proposal)
{
  MootBallotLevel level = MOOT_BALLOT_LEVEL_NAMED;

  moot_ballot_level_from_text (proposal->ballot_level, &level);
  switch (level)
    {
    case MOOT_BALLOT_LEVEL_ANONYMOUS:
      if (proposal->eligible_count >= MOOT_PAPER_VOTERS_FEW)
        break;
      return g_strconcat (
        _("Your name is kept apart from your choice. You trust whoever runs the server not to "
           "look."),
        " ",
        /* Translators: the choices of a secret vote are published without names. */
        _("With so few voters, an unusual choice or your way to write may still be recognised."),
        NULL);
    case MOOT_BALLOT_LEVEL_SEALED:
      return g_strdup (_("Nobody sees how you voted, not even whoever runs the server."));
    case MOOT_BALLOT_LEVEL_NAMED:
      return g_strdup (_("All members see your name, your vote and your reason."));
    }
  return g_strdup (_("Your name is kept apart from your choice. You trust whoever runs the server "
                      "not to look."));
}

/** moot_vote_text_is_good: whether nothing speaks against it */
gboolean
moot_vote_text_is_good (const MootVoteProof *proof)
{
  return proof->receipt != MOOT_RECEIPT_BROKEN &&
         (proof->receipt == MOOT_RECEIPT_HOLDS || proof->paper == MOOT_PAPER_COUNTED) &&
         (proof->signature == MOOT_BALLOT_SIGNATURE_HOLDS ||
          proof->signature == MOOT_BALLOT_SIGNATURE_MISSING) &&
         proof->paper != MOOT_PAPER_CHANGED && proof->paper != MOOT_PAPER_MISSING;
}

static const char *
get_paper (MootPaperProof paper)
{
  switch (paper)
    {
    case MOOT_PAPER_COUNTED:
      return _("Your vote is in the count: this computer found it as you cast it.");
    case MOOT_PAPER_CHANGED:
      return _("Under the number of your vote the server shows another one. Tell the other "
                "members.");
    case MOOT_PAPER_MISSING:
      return _("Your vote is not among those the server has counted. Tell the other members.");
    case MOOT_PAPER_UNKNOWN:
      break;
    }
  return NULL;
}

/** moot_vote_text_get_proof: (transfer none) (nullable): what was found out; %NULL for nothing */
const char *
moot_vote_text_get_proof (const MootVoteProof *proof)
{
  const char *paper = get_paper (proof->paper);

  if (proof->receipt == MOOT_RECEIPT_BROKEN)
    return _("Your vote is not in the co-op’s log as you cast it. Tell the other members.");
  if (proof->signature != MOOT_BALLOT_SIGNATURE_HOLDS &&
      proof->signature != MOOT_BALLOT_SIGNATURE_MISSING)
    return _("The signature under your vote does not hold: what the server shows is not what you "
              "signed. Tell the other members.");
  if (paper != NULL || proof->receipt == MOOT_RECEIPT_UNKNOWN)
    return paper;
  if (proof->signature == MOOT_BALLOT_SIGNATURE_HOLDS)
    return _("Your vote is in the co-op’s log, signed by your device.");
  if (proof->anonymous)
    return _("Your vote is in the co-op’s log, without your name.");
  return _("Your vote is in the co-op’s log. It is not signed by a device of yours.");
}

/**
 * moot_vote_text_dup_how:
 * @proof: of an anonymous vote
 * @number: (nullable): of the paper
 *
 * Returns: (transfer full) (nullable): how it was checked, and what that cannot show
 */
char *
moot_vote_text_dup_how (const MootVoteProof *proof,
                        const char          *number)
{
  g_autofree char *mine = NULL;

  if (!proof->anonymous || number == NULL)
    return NULL;
  /* Translators: %s is a number of 64 digits. */
  mine = g_strdup_printf (_("The number of your vote: %s"), number);
  return g_strjoin (
    "\n\n",
    _("When you voted, this computer drew a secret and kept it. The number of your vote follows "
       "from it, and nobody else can work it out."),
    proof->paper == MOOT_PAPER_UNKNOWN
      ? _("The co-op’s log has a seal that only your secret opens. When the voting has ended, all "
           "votes are published without names, and this computer looks for yours.")
      : _("All votes were published without names when the voting had ended. This computer looked "
           "for your number, compared what stands there with what you chose, opened the seal that "
           "the co-op’s log has had since then, and counted all votes again."),
    _("What this cannot show: whether whoever runs the server looked while you voted."), mine,
    NULL);
}

/** moot_vote_text_get_no_receipt: (transfer none): why this computer knows nothing of a vote */
const char *
moot_vote_text_get_no_receipt (void)
{
  return _("The server says so, and this computer has no receipt: it is on the device you voted "
            "from, and only there the vote can be changed. If you have not voted at all, tell the "
            "other members.");
}
