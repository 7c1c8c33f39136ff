/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_EMERGENCY (moot_emergency_get_type ())

G_DECLARE_FINAL_TYPE (MootEmergency, moot_emergency, MOOT, EMERGENCY, GObject)

/**
 * MootEmergency:
 * @type: `account_action`, `domain_block` or `discussion_lock`
 * @params: JSON: what exactly
 * @description: the same in words
 * @reason_code: why, as one of a few words
 * @state: `active`, `ratified` or `lapsed`
 * @discussion_id: the thread that opened with it
 * @proposal_id: whether it is to stay
 *
 * What an officer did before it was decided.  It is undone at @lapses_at unless it is ratified.
 */
struct _MootEmergency
{
  GObject parent_instance;

  char *id;
  char *type;
  char *params;
  char *description;
  char *reason_code;
  char *reason;
  char *member_id;
  gint64 taken_at;
  gint64 lapses_at;
  char *state;
  char *discussion_id;
  char *proposal_id;
  gint64 log_seq;
};

#define MOOT_TYPE_CHALLENGE (moot_challenge_get_type ())

G_DECLARE_FINAL_TYPE (MootChallenge, moot_challenge, MOOT, CHALLENGE, GObject)

/**
 * MootChallenge:
 * @state: `open`, `dismissed` or `upheld`
 * @decided_by: (nullable): who answered; %NULL while it is open, and when nobody did in time
 *
 * Somebody says that a proposal was not decided as the bylaws want it.
 */
struct _MootChallenge
{
  GObject parent_instance;

  char *id;
  char *proposal_id;
  char *member_id;
  char *reason;
  gint64 created_at;
  char *state;
  char *decided_by;
  gint64 decided_at;
  char *answer;
};

G_END_DECLS
