/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-record.h"

G_BEGIN_DECLS

#define MOOT_SEALED_DELAY_MAX \
  (6 * MOOT_HOUR) /* a vote leaves the device some time after it was cast */

/**
 * MootSealedFate:
 * @MOOT_SEALED_FATE_NONE: nothing was sent
 * @MOOT_SEALED_FATE_SENT: no receipt yet: send it again
 * @MOOT_SEALED_FATE_PROMISED: a receipt, and the batch is not due yet
 * @MOOT_SEALED_FATE_LATE: it should be in the log and is not: send it again, to a scrutineer too
 * @MOOT_SEALED_FATE_INCLUDED: it is in the log
 * @MOOT_SEALED_FATE_DROPPED: the box was closed without it
 *
 * What became of a voter's last ballot.
 */
typedef enum
{
  MOOT_SEALED_FATE_NONE,
  MOOT_SEALED_FATE_SENT,
  MOOT_SEALED_FATE_PROMISED,
  MOOT_SEALED_FATE_LATE,
  MOOT_SEALED_FATE_INCLUDED,
  MOOT_SEALED_FATE_DROPPED,
} MootSealedFate;

/**
 * MootSealedTicks:
 *
 * What a voter's app found out by itself when an election has ended.
 */
typedef struct
{
  gboolean same_manifest; /* voted under the one that is in the log */
  gboolean same_log;      /* every head that was seen is of this log */
  gboolean included;      /* the ballot is in it */
  gboolean as_cast;       /* and says what the voter said */
  gboolean counted;       /* the result follows from the ballots */
} MootSealedTicks;

typedef struct _MootSealedVoter MootSealedVoter;

MootSealedVoter *moot_sealed_voter_new  (const char       *member,
                                         const guint8     *device_seed,
                                         const guint8     *secret,
                                         MootManifest     *manifest,
                                         MootSealedRoll   *roll,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;
void             moot_sealed_voter_free (MootSealedVoter  *self);

char     *moot_sealed_voter_dup_request (MootSealedVoter  *self,
                                         guint             scrutineer,
                                         gint64            now) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_sealed_voter_take_reply  (MootSealedVoter  *self,
                                         const char       *reply,
                                         GError          **error);
gboolean  moot_sealed_voter_has_token   (MootSealedVoter  *self,
                                         guint             scrutineer);
gboolean  moot_sealed_voter_is_ready    (MootSealedVoter  *self);

gboolean    moot_sealed_voter_vote         (MootSealedVoter         *self,
                                            const MootSealedChoice  *choice,
                                            guint32                  used_number,
                                            gint64                   now,
                                            gboolean                 at_once,
                                            const MootSealedRandom  *random,
                                            GError                 **error);
const char *moot_sealed_voter_get_ballot   (MootSealedVoter         *self);
gint64      moot_sealed_voter_get_send_at  (MootSealedVoter         *self);
void        moot_sealed_voter_get_key      (MootSealedVoter         *self,
                                            guint8                  *out_bpk);
gboolean    moot_sealed_voter_take_receipt (MootSealedVoter         *self,
                                            const char              *receipt,
                                            const guint8            *host,
                                            GError                 **error);
const char *moot_sealed_voter_get_receipt  (MootSealedVoter         *self);

gboolean moot_sealed_voter_take_head      (MootSealedVoter  *self,
                                           const char       *head,
                                           const guint8     *host,
                                           GArray           *consistency,
                                           GError          **error);
gboolean moot_sealed_voter_take_inclusion (MootSealedVoter  *self,
                                           const char       *entry,
                                           gint64            index,
                                           GArray           *path,
                                           GError          **error);

MootSealedFate  moot_sealed_voter_get_fate (MootSealedVoter        *self,
                                            const MootSealedRecord *record,
                                            gint64                  now);
MootSealedTicks moot_sealed_voter_check    (MootSealedVoter        *self,
                                            const MootSealedRecord *record);

char            *moot_sealed_voter_save (MootSealedVoter  *self) G_GNUC_WARN_UNUSED_RESULT;
MootSealedVoter *moot_sealed_voter_load (const char       *state,
                                         MootManifest     *manifest,
                                         MootSealedRoll   *roll,
                                         GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedVoter, moot_sealed_voter_free)

G_END_DECLS
