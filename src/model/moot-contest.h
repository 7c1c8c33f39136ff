/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_CONTEST (moot_contest_get_type ())

G_DECLARE_FINAL_TYPE (MootContest, moot_contest, MOOT, CONTEST, GObject)

/**
 * MootContest:
 *
 * An election as the API has it; what counts its papers is a #MootElection.
 */
struct _MootContest
{
  GObject parent_instance;

  char *id;
  char *uri; /* what its lot is drawn for */
  char *title;
  char *body;
  char *body_source;
  char *role;
  gint64 seats;
  char *rule;
  char *state;
  char *outcome;
  char *author_id;
  char *discussion_id;
  char *proposal_id;
  char *recall_id; /* the proposal without which nobody is elected */
  gint64 nominators;
  gboolean reopens;
  gboolean confidence;
  gint64 nominations_open_at;
  gint64 nominations_close_at;
  gint64 statements_close_at;
  gint64 roll_at;
  gint64 opens_at;
  gint64 closes_at;
  gint64 challenge_until;
  char *term;
  char *scrutineers;
  gint64 open_threshold;
  char *ballot_level;
  char *eid;
  gint64 eligible_count;
  gint64 tokens_issued_count;
  gint64 ballots_count;
  GStrv candidacy_ids;
  GPtrArray *candidacies; /* of MootCandidacy */
  char *challenges;
  char *lot;
  gint64 lot_due_at; /* scrutineers show their parts until then */
  char *tally;
  gint64 created_at;
  gint64 log_seq;
};

#define MOOT_TYPE_CANDIDACY (moot_candidacy_get_type ())

G_DECLARE_FINAL_TYPE (MootCandidacy, moot_candidacy, MOOT, CANDIDACY, GObject)

/**
 * MootCandidacy:
 *
 * Somebody who stands in an election, or is asked to.
 */
struct _MootCandidacy
{
  GObject parent_instance;

  char *id;
  char *election_id;
  char *member_id;
  char *name;
  GStrv nominated_by;
  char *state;
  gint64 version;
  char *statement;
  char *statement_source;
  char *interests;
  char *media;
  char *comment_id;
  gint64 position;
  gint64 accepted_at;
  gint64 withdrawn_at;
  char *elected; /* JSON: true, false or null */
  gint64 elected_stage;
};

#define MOOT_TYPE_OFFICE (moot_office_get_type ())

G_DECLARE_FINAL_TYPE (MootOffice, moot_office, MOOT, OFFICE, GObject)

/**
 * MootOffice:
 *
 * A term of office: its powers begin and end with it.
 */
struct _MootOffice
{
  GObject parent_instance;

  char *id;
  char *role;
  char *member_id;
  char *name;
  gint64 from;
  gint64 to;
  gboolean current;
  char *election_id;
  char *proposal_id;
};

G_END_DECLS
