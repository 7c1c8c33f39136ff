/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_TALLY_OPTION (moot_tally_option_get_type ())

G_DECLARE_FINAL_TYPE (MootTallyOption, moot_tally_option, MOOT, TALLY_OPTION, GObject)

/**
 * MootTallyOption:
 *
 * Percentages and means are text with two decimals: for eyes only.  The members after
 * `percent_cast` exist only for kinds with several options: points, ballots against a time, place,
 * and whether it was chosen.
 */
struct _MootTallyOption
{
  GObject parent_instance;

  char *option_id;
  gint64 votes;
  char *percent_votes;
  char *percent_cast;
  gint64 score;
  gint64 refusals;
  char *mean;
  gint64 rank;
  gboolean chosen;
};

#define MOOT_TYPE_TALLY_QUORUM (moot_tally_quorum_get_type ())

G_DECLARE_FINAL_TYPE (MootTallyQuorum, moot_tally_quorum, MOOT, TALLY_QUORUM, GObject)

/**
 * MootTallyQuorum:
 *
 * How many were needed and whether they came.
 */
struct _MootTallyQuorum
{
  GObject parent_instance;

  gint64 required;
  gboolean reached;
};

#define MOOT_TYPE_TALLY_CHECK (moot_tally_check_get_type ())

G_DECLARE_FINAL_TYPE (MootTallyCheck, moot_tally_check, MOOT, TALLY_CHECK, GObject)

/**
 * MootTallyCheck:
 *
 * One reason of the verdict.  `text` is English; `key` and `numbers` (JSON) let an app say it in
 * the reader's language through moot_check_dup_text().
 */
struct _MootTallyCheck
{
  GObject parent_instance;

  char *id;
  gboolean ok;
  char *text;
  char *key;
  char *numbers;
};

#define MOOT_TYPE_TALLY (moot_tally_get_type ())

G_DECLARE_FINAL_TYPE (MootTally, moot_tally, MOOT, TALLY, GObject)

/**
 * MootTally:
 *
 * `verdict` is a MootVerdictResult, %NULL for a poll that decides nothing; `stv` and `recount` are
 * JSON.
 */
struct _MootTally
{
  GObject parent_instance;

  char *proposal_id;
  gint64 as_of;
  gboolean final;
  gint64 eligible;
  gint64 cast;
  gint64 abstain;
  GPtrArray *options; /* of MootTallyOption */
  MootTallyQuorum *quorum;
  char *verdict;
  GPtrArray *checks; /* of MootTallyCheck */
  char *stv;
  char *lot; /* that decided a tie where there are no stages */
  char *blt_url;
  char *ballots_sha256;
  char *computed_by;
  char *recount;
};

G_END_DECLS
