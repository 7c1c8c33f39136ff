/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where a proposal stands on its way from talk to decision, and what happens next and when.
 * Spec: co-op API, Proposal: `state`, `stage`.
 * Thread: any. */
#include "moot-proposal-stage.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-decision-kind.h"
#include "moot-json.h"

typedef enum
{
  STAGE_TALK,
  STAGE_ANNOUNCED,
  STAGE_OPEN,
  STAGE_OVER,
} Stage;

static const struct
{
  const char *state;
  Stage stage;
} stages[] = {
  { "draft", STAGE_TALK },
  { "discussion", STAGE_TALK },
  { "scheduled", STAGE_ANNOUNCED },
  { "open", STAGE_OPEN },
  { "closed", STAGE_OVER },
  { "decided", STAGE_OVER },
  { "withdrawn", STAGE_OVER },
  { "not_quorate", STAGE_OVER },
};

static Stage
get_stage (MootProposal *proposal)
{
  for (gsize i = 0; proposal->state != NULL && i < G_N_ELEMENTS (stages); i++)
    if (strcmp (stages[i].state, proposal->state) == 0)
      return stages[i].stage;
  return proposal->closed_at != 0 ? STAGE_OVER : STAGE_TALK;
}

/**
 * moot_proposal_stage_is_open:
 * @proposal: a proposal
 *
 * Returns: whether ballots are taken, by its state; the deadline may be over by the clock
 */
gboolean
moot_proposal_stage_is_open (MootProposal *proposal)
{
  return get_stage (proposal) == STAGE_OPEN;
}

/**
 * moot_proposal_stage_is_over:
 * @proposal: a proposal
 *
 * Returns: whether nothing more can happen to it
 */
gboolean
moot_proposal_stage_is_over (MootProposal *proposal)
{
  return get_stage (proposal) == STAGE_OVER;
}

/**
 * moot_proposal_stage_is_talk:
 * @proposal: a proposal
 *
 * Returns: whether voting has neither begun nor been announced
 */
gboolean
moot_proposal_stage_is_talk (MootProposal *proposal)
{
  return get_stage (proposal) == STAGE_TALK;
}

static gint64
read_time (JsonObject *object,
           const char *name)
{
  const char *text = moot_json_get_string (object, name);
  gint64 time_ms = 0;

  return text != NULL && moot_time_parse_iso (text, &time_ms) ? time_ms : 0;
}

/**
 * moot_proposal_stage_get_talk_end:
 * @proposal: a proposal
 * @bylaws: (nullable): which say how long it must be discussed
 *
 * Returns: until when it must be discussed, 0 when that is not said
 */
gint64
moot_proposal_stage_get_talk_end (MootProposal     *proposal,
                                  const MootBylaws *bylaws)
{
  g_autoptr (JsonNode) node =
    proposal->stage != NULL ? moot_json_parse (proposal->stage, -1, NULL) : NULL;
  const MootDecisionClass *class =
    bylaws != NULL ? moot_bylaws_find_class (bylaws, proposal->class) : NULL;
  MootDecisionKind kind;
  JsonArray *list;

  if (moot_decision_kind_from_text (proposal->kind, &kind) && !moot_decision_kind_decides (kind))
    return 0; /* asking needs no talk beforehand */
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;

  list = moot_json_get_array (json_node_get_object (node), "stages");
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *item = json_array_get_element (list, i);
      JsonObject *stage = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
      gint64 from;

      if (stage == NULL ||
          g_strcmp0 (moot_json_get_string (stage, "name"), "discussion") != 0)
        continue;
      from = read_time (stage, "from");
      if (read_time (stage, "to") != 0)
        return read_time (stage, "to");
      return class != NULL && from != 0 ? from + class->min_discussion_days * MOOT_DAY : 0;
    }
  return 0;
}

/**
 * moot_proposal_stage_find_deadline:
 * @proposal: a proposal
 * @bylaws: (nullable): which say how long it must be discussed
 * @out_deadline: (out): what comes next, untouched when there is nothing
 * @out_time_ms: (out): and when
 *
 * Returns: whether something with a time comes next
 */
gboolean
moot_proposal_stage_find_deadline (MootProposal     *proposal,
                                   const MootBylaws *bylaws,
                                   MootDeadline     *out_deadline,
                                   gint64           *out_time_ms)
{
  MootDeadline deadline = MOOT_DEADLINE_CLOSES;
  gint64 time_ms = 0;

  switch (get_stage (proposal))
    {
    case STAGE_TALK:
      deadline = MOOT_DEADLINE_TALKS;
      time_ms = moot_proposal_stage_get_talk_end (proposal, bylaws);
      break;
    case STAGE_ANNOUNCED:
      deadline = MOOT_DEADLINE_OPENS;
      time_ms = proposal->opens_at;
      break;
    case STAGE_OPEN:
      time_ms = proposal->closes_at;
      break;
    case STAGE_OVER:
      break;
    }
  if (time_ms == 0)
    return FALSE;

  *out_deadline = deadline;
  *out_time_ms = time_ms;
  return TRUE;
}
