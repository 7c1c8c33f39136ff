/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-election-store.h"
#include "moot-membership.h"

G_BEGIN_DECLS

#define MOOT_RECALL_DAYS 30 /* within which a petition must find its members */

/**
 * MootSeatState:
 * @MOOT_SEAT_FREE: nobody sits on it, or the election is one like others
 * @MOOT_SEAT_WAITS: the recall is not decided, or not carried out yet
 * @MOOT_SEAT_TAKEN: the recall has failed: whoever held the office keeps it
 *
 * Whether a seat can be filled.
 */
typedef enum
{
  MOOT_SEAT_FREE,
  MOOT_SEAT_WAITS,
  MOOT_SEAT_TAKEN,
} MootSeatState;

gboolean moot_recalls_petition   (const MootCoopContext     *context,
                                  const MootActor           *actor,
                                  gint64                     office_id,
                                  const char                *why,
                                  gboolean                   with_election,
                                  GError                   **error);
gboolean moot_recalls_check_seat (const MootCoopContext     *context,
                                  const MootElectionRecord  *election,
                                  MootSeatState             *out_state,
                                  gint64                    *out_look_at,
                                  GError                   **error);

G_END_DECLS
