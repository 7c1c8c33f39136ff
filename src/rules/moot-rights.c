/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who may read, comment, propose, vote and stand: a table of states, and what dues and bylaws take
 * away from it.
 * Thread: any.
 * Spec: governance rules, membership states and rights. */
#include "moot-rights.h"

#include <string.h>

/* clang-format off */
static const struct
{
  const char *name;
  gboolean reads;
  gboolean comments;
  gboolean proposes;
  gboolean votes;   /* if the electorate is all active members */
  gboolean stands;
  gboolean belongs; /* is a member at all */
  gboolean owes;
} states[MOOT_N_MEMBER_STATES] = {
  /*                            name         reads  comments proposes votes  stands belongs owes */
  [MOOT_MEMBER_INVITED]   = { "invited",   FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_APPLIED]   = { "applied",   FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_APPROVED]  = { "approved",  TRUE,  TRUE,    FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_ACTIVE]    = { "active",    TRUE,  TRUE,    TRUE,    TRUE,  TRUE,  TRUE,   TRUE  },
  [MOOT_MEMBER_LAPSED]    = { "lapsed",    TRUE,  FALSE,   FALSE,   FALSE, FALSE, TRUE,   TRUE  },
  [MOOT_MEMBER_SUSPENDED] = { "suspended", FALSE, FALSE,   FALSE,   TRUE,  FALSE, TRUE,   FALSE },
  [MOOT_MEMBER_LEFT]      = { "left",      FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_EXPELLED]  = { "expelled",  FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_WITHDRAWN] = { "withdrawn", FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_REJECTED]  = { "rejected",  FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_EXPIRED]   = { "expired",   FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
  [MOOT_MEMBER_DECEASED]  = { "deceased",  FALSE, FALSE,   FALSE,   FALSE, FALSE, FALSE,  FALSE },
};
/* clang-format on */

/**
 * moot_electorate_includes:
 * @electorate: who votes on a class of decision
 * @query: somebody
 *
 * Tells whether somebody belongs on the roll of a vote that opens now.  Who is suspended keeps
 * their vote; only expulsion takes it.
 *
 * Returns: whether they do
 */
gboolean
moot_electorate_includes (MootElectorate         electorate,
                          const MootRightsQuery *query)
{
  gboolean active;

  g_return_val_if_fail (query != NULL && (guint) query->state < MOOT_N_MEMBER_STATES, FALSE);

  active = states[query->state].votes;
  switch (electorate)
    {
    case MOOT_ELECTORATE_ACTIVE:
      return active;
    case MOOT_ELECTORATE_ACTIVE_DUE:
      return active && !query->votes_frozen;
    case MOOT_ELECTORATE_MEMBERS:
      return states[query->state].belongs;
    case MOOT_ELECTORATE_CIRCLE:
      return active && query->in_circle;
    }

  g_return_val_if_reached (FALSE);
}

/**
 * moot_rights_find:
 * @query: somebody
 * @electorate: who votes on ordinary decisions
 * @out_rights: (out caller-allocates): what they may do
 *
 * Works out what somebody may do now.  Reading and commenting never depend on dues; standing for an
 * office needs %MOOT_STAND_AFTER_DAYS days of membership and no dues past the days of grace.
 */
void
moot_rights_find (const MootRightsQuery *query,
                  MootElectorate         electorate,
                  MootRights            *out_rights)
{
  gboolean behind;

  g_return_if_fail (query != NULL && (guint) query->state < MOOT_N_MEMBER_STATES);
  g_return_if_fail (out_rights != NULL);

  behind = query->dues == MOOT_DUES_STATUS_OVERDUE || query->dues == MOOT_DUES_STATUS_LAPSED;
  out_rights->read = states[query->state].reads;
  out_rights->comment = states[query->state].comments;
  out_rights->propose = states[query->state].proposes;
  out_rights->vote = moot_electorate_includes (electorate, query);
  out_rights->stand = states[query->state].stands && !behind &&
                      query->n_days >= MOOT_STAND_AFTER_DAYS;
}

/**
 * moot_member_state_owes_dues:
 * @state: a state
 *
 * Tells whether dues go on in a state: what %MootDuesMember calls liable.
 *
 * Returns: TRUE for active and lapsed members
 */
gboolean
moot_member_state_owes_dues (MootMemberState state)
{
  g_return_val_if_fail ((guint) state < MOOT_N_MEMBER_STATES, FALSE);

  return states[state].owes;
}

/**
 * moot_member_state_to_text:
 * @state: a state
 *
 * The word the JSON form uses.
 *
 * Returns: (transfer none): the word
 */
const char *
moot_member_state_to_text (MootMemberState state)
{
  g_return_val_if_fail ((guint) state < MOOT_N_MEMBER_STATES, NULL);

  return states[state].name;
}

/**
 * moot_member_state_from_text:
 * @text: (nullable): a word of the JSON form
 * @out_state: (out): the state, untouched when @text is none of the words
 *
 * Reads the word back.
 *
 * Returns: whether @text is one of the words
 */
gboolean
moot_member_state_from_text (const char      *text,
                             MootMemberState *out_state)
{
  for (guint i = 0; text != NULL && i < MOOT_N_MEMBER_STATES; i++)
    if (strcmp (states[i].name, text) == 0)
      {
        *out_state = (MootMemberState) i;
        return TRUE;
      }

  return FALSE;
}
