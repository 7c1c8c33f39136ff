/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-archive.h"
#include "moot-sealed-host.h"
#include "moot-sealed-scrutineer.h"
#include "moot-sealed-voter.h"

G_BEGIN_DECLS

#define ROOM_BEGIN G_GINT64_CONSTANT (1793491200000) /* 2026-11-01, tokens are given out */
#define ROOM_OPENS (ROOM_BEGIN + 48 * MOOT_HOUR)
#define ROOM_CLOSES (ROOM_OPENS + 24 * MOOT_HOUR)
#define ROOM_OPTIONS 4

/* A whole election in one process: everybody's device, and the clock. */
typedef struct
{
  guint n_voters;
  guint n_scrutineers;
  gint64 now;
  MootSealedStream stream;
  MootSealedRandom random;

  MootSealedRoll *roll;
  guint8 (*device_seeds)[32];
  guint8 host_seed[32];
  char *opening;
  MootManifest *manifest;
  MootSealedHost *host;
  MootSealedScrutineer *scrutineers[MOOT_SHARES_MAX];
  gboolean away[MOOT_SHARES_MAX];
  MootSealedVoter **voters;
} SealedRoom;

/* What a room is to be like. */
typedef struct
{
  guint n_voters;
  guint n_scrutineers;
  guint threshold;
  guint roll_count; /* that the manifest says; 0 for what it is */
  const char *rule;
  guint n_seats;
  guint64 seed;
} SealedRoomPlan;

extern const SealedRoomPlan sealed_room_usual; /* five voters, three scrutineers */

SealedRoom *sealed_room_new_voted      (void) G_GNUC_WARN_UNUSED_RESULT;
void        sealed_room_assert_refused (gboolean     done,
                                        GError     **error,
                                        const char  *reason);

void sealed_room_get_seed        (SealedRoom *self,
                                  guint       scrutineer,
                                  guint8     *out_seed);
void sealed_room_get_ballot_seed (SealedRoom *self,
                                  guint       voter,
                                  guint8     *out_seed);

MootTokenSecret *sealed_room_load_key (guint number) G_GNUC_WARN_UNUSED_RESULT;

char *
sealed_room_make_manifest (const SealedRoomPlan *plan,
                           MootSealedRoll *roll,
                           const guint8 *host_seed,
                           MootSealedScrutineer *const *scrutineers) G_GNUC_WARN_UNUSED_RESULT;
SealedRoom *sealed_room_new  (const SealedRoomPlan *plan) G_GNUC_WARN_UNUSED_RESULT;
void        sealed_room_free (SealedRoom           *self);

void  sealed_room_follow      (SealedRoom       *self);
void  sealed_room_ask         (SealedRoom       *self);
void  sealed_room_answer      (SealedRoom       *self);
void  sealed_room_give_tokens (SealedRoom       *self);
void  sealed_room_choose      (const char       *picks,
                               MootSealedChoice *out_choice);
void  sealed_room_vote        (SealedRoom       *self,
                               guint             voter,
                               const char       *picks);
void  sealed_room_hand_in     (SealedRoom       *self,
                               guint             voter);
void  sealed_room_go_to       (SealedRoom       *self,
                               gint64            now);
void  sealed_room_agree       (SealedRoom       *self);
void  sealed_room_release     (SealedRoom       *self);
void  sealed_room_finish      (SealedRoom       *self);
void  sealed_room_move        (SealedRoom       *self,
                               guint             keeper,
                               guint8            number);
char *sealed_room_archive     (SealedRoom       *self,
                               gboolean          with_requests) G_GNUC_WARN_UNUSED_RESULT;
char *sealed_room_get_elected (SealedRoom       *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SealedRoom, sealed_room_free)

G_END_DECLS
