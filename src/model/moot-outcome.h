/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_OUTCOME (moot_outcome_get_type ())

G_DECLARE_FINAL_TYPE (MootOutcome, moot_outcome, MOOT, OUTCOME, GObject)

/**
 * MootOutcome:
 *
 * `effects` is a JSON array; `state` is in_force, expiring, superseded, expired or not_adopted.
 */
struct _MootOutcome
{
  GObject parent_instance;

  char *id;
  char *proposal_id;
  char *discussion_id;
  char *title;
  char *class;
  char *state;
  char *statement;
  char *verdict;
  gint64 decided_on;
  gboolean in_force;
  gint64 effective_on;
  gint64 review_on;
  gint64 expires_on;
  GStrv supersedes;
  char *superseded_by;
  char *rule_text;
  char *topic;
  char *effects;
  char *author_id;
  gint64 log_seq;
  char *status_id;
};

G_END_DECLS
