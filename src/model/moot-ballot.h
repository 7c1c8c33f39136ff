/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_BALLOT_CHOICE (moot_ballot_choice_get_type ())

G_DECLARE_FINAL_TYPE (MootBallotChoice, moot_ballot_choice, MOOT, BALLOT_CHOICE, GObject)

/**
 * MootBallotChoice:
 *
 * An option and what was given to it: 1, a score, dots or a rank.
 */
struct _MootBallotChoice
{
  GObject parent_instance;

  char *option_id;
  gint64 value;
};

#define MOOT_TYPE_BALLOT (moot_ballot_get_type ())

G_DECLARE_FINAL_TYPE (MootBallot, moot_ballot, MOOT, BALLOT, GObject)

/**
 * MootBallot:
 *
 * `signature` and `receipt` are JSON.  A change of mind is a new ballot with `revised_from`.
 */
struct _MootBallot
{
  GObject parent_instance;

  char *id;
  char *proposal_id;
  char *member_id;
  GPtrArray *choices; /* of MootBallotChoice */
  char *reason;
  char *reason_source;
  gint64 cast_at;
  char *revised_from;
  gboolean latest;
  char *via;
  gint64 weight;
  char *signature;
  gint64 log_seq;
  gint64 proposal_version;
  char *salt; /* with it the log's commitment can be checked */
  char *receipt;
};

G_END_DECLS
