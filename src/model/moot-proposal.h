/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PROPOSAL_OPTION (moot_proposal_option_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalOption, moot_proposal_option, MOOT, PROPOSAL_OPTION, GObject)

/**
 * MootProposalOption:
 *
 * `key` is a MootVoteChoice for kind `proposal`; `reason` is `optional`, `required` or `none`.
 */
struct _MootProposalOption
{
  GObject parent_instance;

  char *id;
  char *key;
  char *title;
  char *meaning;
  gint64 position;
  char *reason;
};

#define MOOT_TYPE_PROPOSAL_MINE (moot_proposal_mine_get_type ())

G_DECLARE_FINAL_TYPE (MootProposalMine, moot_proposal_mine, MOOT, PROPOSAL_MINE, GObject)

/**
 * MootProposalMine:
 *
 * Where the viewer stands.
 */
struct _MootProposalMine
{
  GObject parent_instance;

  gboolean eligible;
  gboolean voted;
  char *ballot_id;
  gboolean reason_required;
  gint64 next_ballot; /* what the next ballot is numbered when it is signed */
  GStrv option_order; /* ids, when the options stand in another order for each member */
};

#define MOOT_TYPE_PROPOSAL (moot_proposal_get_type ())

G_DECLARE_FINAL_TYPE (MootProposal, moot_proposal, MOOT, PROPOSAL, GObject)

/**
 * MootProposal:
 *
 * `rule` and `quorum` are JSON, as moot_decision_class_from_proposal() reads them; `stage` and
 * `effect` too.  The members after `my` up to `shuffle` exist only for kinds that use them.
 */
struct _MootProposal
{
  GObject parent_instance;

  char *id;
  char *uri;
  char *discussion_id;
  char *circle_id;
  char *class;
  char *kind;
  char *title;
  char *body;
  char *body_source;
  gint64 version;
  char *author_id;
  GStrv proposers;
  char *state;
  char *stage;
  GPtrArray *options; /* of MootProposalOption */
  char *rule;
  char *quorum;
  char *ballot_level;
  char *results_visible;
  gboolean anonymous;
  gint64 eligible_count;
  gint64 cast_count;
  gint64 opens_at;
  gint64 closes_at;
  gint64 closed_at;
  gint64 extensions;
  GStrv reminders;
  char *effect;
  MootProposalMine *my;
  gint64 min_choices;
  gint64 max_choices;
  gint64 min_score;
  gint64 max_score;
  gint64 dots;
  gint64 seats;
  gint64 target;
  gint64 duration_minutes;
  gboolean none_of_the_above;
  gboolean shuffle;
  char *summary_by_proposer;
  gint64 reading_minutes;
  char *outcome_id;
  char *status_id;
  char *outside_votes; /* JSON */
  gint64 log_seq;
};

G_END_DECLS
