/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-manifest.h"
#include "moot-sealed-ballot.h"
#include "moot-sealed-log.h"

G_BEGIN_DECLS

#define MOOT_SEALED_WAIT \
  (48 * MOOT_HOUR)                    /* for who is away, after the end and after a host moved */
#define MOOT_SEALED_BALLOTS_MIN 3     /* of two each voter would know the other's */
#define MOOT_SEALED_MISDEEDS_MAX 1000 /* that are written down */
#define MOOT_SEALED_HOSTS_MAX 100     /* of one log; each signed head may be of any of them */

/**
 * MootSealedCheck:
 *
 * What is looked at, in the order in which an election goes.
 */
typedef enum
{
  MOOT_SEALED_CHECK_FORMAT,
  MOOT_SEALED_CHECK_MANIFEST,
  MOOT_SEALED_CHECK_LOG,
  MOOT_SEALED_CHECK_ROLL,
  MOOT_SEALED_CHECK_TOKENS,
  MOOT_SEALED_CHECK_BALLOTS,
  MOOT_SEALED_CHECK_BATCHES,
  MOOT_SEALED_CHECK_HOST,
  MOOT_SEALED_CHECK_CLOSE,
  MOOT_SEALED_CHECK_LOT,
  MOOT_SEALED_CHECK_RELEASES,
  MOOT_SEALED_CHECK_RESULT,
} MootSealedCheck;

#define MOOT_N_SEALED_CHECKS (MOOT_SEALED_CHECK_RESULT + 1)

MOOT_DECLARE_WORDS (moot_sealed_check, MootSealedCheck);

/**
 * MootSealedPhase:
 *
 * How far an election has come, by its log.
 */
typedef enum
{
  MOOT_SEALED_PHASE_NONE,
  MOOT_SEALED_PHASE_OPEN,
  MOOT_SEALED_PHASE_CLOSED,
  MOOT_SEALED_PHASE_DONE,
} MootSealedPhase;

/**
 * MootSealedMisdeed:
 * @index: of the entry whose document proves it
 * @who: a scrutineer
 * @what: they did
 *
 * Something signed that no honest scrutineer signs.  It has no effect but that it is known.
 */
typedef struct
{
  gint64 index;
  char *who;
  char *what;
} MootSealedMisdeed;

typedef struct _MootSealedRecord MootSealedRecord;

MootSealedRecord *moot_sealed_record_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void              moot_sealed_record_free      (MootSealedRecord  *self);
gboolean          moot_sealed_record_set_roll  (MootSealedRecord  *self,
                                                MootSealedRoll    *roll,
                                                GError           **error);
void              moot_sealed_record_set_sound (MootSealedRecord  *self,
                                                const MootDigest  *eid);

gboolean moot_sealed_record_add (MootSealedRecord  *self,
                                 MootSealedLine    *line,
                                 MootSealedCheck   *out_check,
                                 GError           **error);

const MootSealedLog *moot_sealed_record_get_log      (const MootSealedRecord  *self);
MootManifest        *moot_sealed_record_get_manifest (const MootSealedRecord  *self);
MootSealedPhase      moot_sealed_record_get_phase    (const MootSealedRecord  *self);
const guint8        *moot_sealed_record_get_host     (const MootSealedRecord  *self);
gboolean             moot_sealed_record_check_host   (const MootSealedRecord  *self,
                                                      JsonObject              *object,
                                                      GError                 **error);
GPtrArray           *moot_sealed_record_get_misdeeds (const MootSealedRecord  *self);
const char          *moot_sealed_record_get_result   (const MootSealedRecord  *self);
gint64               moot_sealed_record_get_last_at  (const MootSealedRecord  *self);

/* Tokens */
GPtrArray  *moot_sealed_record_list_open_requests (const MootSealedRecord *self,
                                                   guint                   scrutineer) G_GNUC_WARN_UNUSED_RESULT;
const char *moot_sealed_record_find_request_text  (const MootSealedRecord *self,
                                                   const char             *member,
                                                   guint                   scrutineer);
const char *moot_sealed_record_find_reply         (const MootSealedRecord *self,
                                                   const char             *member,
                                                   guint                   scrutineer);
guint       moot_sealed_record_count_issued       (const MootSealedRecord *self,
                                                   guint                   scrutineer);
guint       moot_sealed_record_count_unseen       (const MootSealedRecord *self);

/* Ballots */
gint64  moot_sealed_record_find_ballot    (const MootSealedRecord *self,
                                           const MootDigest       *sha256);
guint32 moot_sealed_record_get_number     (const MootSealedRecord *self,
                                           const guint8           *bpk);
guint   moot_sealed_record_count_ballots  (const MootSealedRecord *self);
gint64  moot_sealed_record_get_voting_end (const MootSealedRecord *self);
gint64  moot_sealed_record_get_n_batches  (const MootSealedRecord *self);
gint64  moot_sealed_record_get_last_batch (const MootSealedRecord *self);

/* The end */
gboolean                moot_sealed_record_get_close    (const MootSealedRecord  *self,
                                                         gint64                  *out_at,
                                                         gint64                  *out_size,
                                                         MootDigest              *out_root);
gboolean                moot_sealed_record_has_close_ok (const MootSealedRecord  *self,
                                                         guint                    scrutineer);
gboolean                moot_sealed_record_may_forfeit  (const MootSealedRecord  *self,
                                                         guint                    scrutineer,
                                                         gint64                   now);
gboolean                moot_sealed_record_may_release  (const MootSealedRecord  *self);
gboolean                moot_sealed_record_has_release  (const MootSealedRecord  *self,
                                                         guint                    scrutineer);
guint                   moot_sealed_record_count_opened (MootSealedRecord        *self);
const MootSealedBallot *moot_sealed_record_get_counted  (const MootSealedRecord  *self,
                                                         guint                    index);
const char             *moot_sealed_record_get_opened   (const MootSealedRecord  *self,
                                                         const MootDigest        *sha256,
                                                         MootSealedOpening       *out_opening);
JsonObject             *moot_sealed_record_make_result  (MootSealedRecord        *self,
                                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedRecord, moot_sealed_record_free)

G_END_DECLS
