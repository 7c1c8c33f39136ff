/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who may vote on a proposal: written down once, when the voting opens, and hashed into the log.
 * Later a member can neither be added nor taken off.
 * Spec: governance rules, electorate presets; co-op API, roll_sha256.
 * Thread: the connection's. */
#include "moot-roll.h"

#include <string.h>

#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-discussion-store.h"
#include "moot-dues.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-membership.h"
#include "moot-proposal-store.h"

#define PAGE 500 /* members held in memory at once */

/**
 * moot_roll_check_circle:
 * @decision: what the bylaws say
 * @circle_id: whose decision it is to be; 0 for the whole moot's
 * @error: return location
 *
 * A circle decides what is ordinary, and what the bylaws leave to circles.  What binds everybody,
 * as the bylaws themselves do, everybody decides.
 *
 * Errors: %MOOT_COOP_ERROR_CLASS.
 *
 * Returns: whether the circle may decide it
 */
gboolean
moot_roll_check_circle (const MootDecisionClass  *decision,
                        gint64                    circle_id,
                        GError                  **error)
{
  return circle_id == 0 || decision->electorate == MOOT_ELECTORATE_CIRCLE ||
         g_str_equal (decision->id, "ordinary") ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_CLASS, "class",
                           "decisions of class '%s' are the whole moot's, not a circle's",
                           decision->id);
}

static gboolean
is_eligible (const MootCoopContext    *context,
             const MootPlanInForce    *plan,
             const MootDecisionClass  *decision,
             const MootMemberRecord   *member,
             gboolean                 *out_eligible,
             GError                  **error)
{
  g_autoptr (MootDuesStanding) standing = NULL;

  *out_eligible = g_str_equal (member->state, "active");
  switch (decision->electorate)
    {
    case MOOT_ELECTORATE_ACTIVE:
      return TRUE;
    case MOOT_ELECTORATE_ACTIVE_DUE:
      if (!*out_eligible)
        return TRUE;
      standing = moot_dues_load_standing (context, plan, member, error);
      *out_eligible = standing != NULL && !standing->votes_frozen;
      return standing != NULL;
    case MOOT_ELECTORATE_MEMBERS:
      *out_eligible = TRUE;
      return TRUE;
    case MOOT_ELECTORATE_CIRCLE:
      return TRUE;
    }
  return FALSE;
}

/* A discussion outside any circle belongs to the whole moot, which is the widest circle. */
static gboolean
is_in_circle (const MootCoopContext   *context,
              gint64                   circle_id,
              const MootMemberRecord  *member,
              gboolean                *out_inside,
              GError                 **error)
{
  *out_inside = TRUE;
  return circle_id == 0 || moot_member_store_is_in_circle (context->db, member->id, circle_id,
                                                           out_inside, error);
}

static gboolean
add_page (const MootCoopContext    *context,
          const MootPlanInForce    *plan,
          MootProposalRecord       *proposal,
          const MootDecisionClass  *decision,
          gint64                    circle_id,
          GPtrArray                *members,
          MootJsonWriter           *json,
          GError                  **error)
{
  for (guint i = 0; i < members->len; i++)
    {
      const MootMemberRecord *member = g_ptr_array_index (members, i);
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, member->id);
      gboolean eligible = FALSE;
      gboolean inside = FALSE;

      if (!is_in_circle (context, circle_id, member, &inside, error) ||
          (inside && !is_eligible (context, plan, decision, member, &eligible, error)))
        return FALSE;
      if (!eligible || (decision->excludes_subject && member->id == proposal->subject_id))
        continue;
      if (!moot_proposal_store_add_to_roll (context->db, proposal->id, member->id, error))
        return FALSE;
      moot_json_add_string (json, id);
      proposal->eligible_count++;
    }
  return TRUE;
}

/**
 * moot_roll_freeze:
 * @context: a context inside a transaction
 * @proposal: a proposal whose voting opens; gets the number of voters and the roll's digest
 * @decision: what the bylaws say
 * @error: return location
 *
 * Writes the roll.  Its digest is that of the members' ids as a canonical JSON array of strings,
 * in the order of ids.
 *
 * Returns: whether it was written
 */
gboolean
moot_roll_freeze (const MootCoopContext    *context,
                  MootProposalRecord       *proposal,
                  const MootDecisionClass  *decision,
                  GError                  **error)
{
  g_autoptr (MootDiscussionRecord) discussion =
    moot_discussion_store_find (context->db, proposal->discussion_id, error);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootRange range = { .above = 0, .below = G_MAXINT64, .ascending = TRUE, .limit = PAGE };
  MootPlanInForce plan;
  guint n_members;

  if (discussion == NULL ||
      !moot_roll_check_circle (decision, discussion->circle_id, error) ||
      !moot_dues_load_terms (context, &plan, error))
    return FALSE;
  proposal->eligible_count = 0;
  moot_json_begin_array (&json);
  do
    {
      g_autoptr (GPtrArray) members =
        moot_member_store_list (context->db, "active,lapsed", &range, error);

      if (members == NULL || !add_page (context, &plan, proposal, decision, discussion->circle_id,
                                        members, &json, error))
        return FALSE;
      n_members = members->len;
      if (n_members > 0)
        range.above = ((const MootMemberRecord *) g_ptr_array_index (members, n_members - 1))->id;
    }
  while (n_members == PAGE);
  moot_json_end_array (&json);
  g_free (proposal->roll_sha256);
  proposal->roll_sha256 = moot_sha256_hex (json.text->str, json.text->len);
  return TRUE;
}
