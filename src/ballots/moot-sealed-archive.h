/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-record.h"

G_BEGIN_DECLS

#define MOOT_SEALED_ARCHIVE_MAX \
  ((gsize) 512 * 1024 * 1024) /* bytes; 20000 votes with nine tokens take 300 MiB */
#define MOOT_SEALED_HEADS_MAX 100000

/**
 * MootSealedVerdict:
 * @ok: whether everything holds and there is a result
 * @failed: what was looked at when it did not hold
 * @index: of the entry, or of the line of the archive where there is no entry; -1 for none
 * @who: whose record proves it: `host`, or who wrote the archive
 * @reason: (nullable): why
 * @record: what was read before that
 * @n_heads: signed heads of the log that were compared
 * @n_cosigned: signatures of scrutineers under them
 */
typedef struct
{
  gboolean ok;
  MootSealedCheck failed;
  gint64 index;
  const char *who;
  char *reason;
  MootSealedRecord *record;
  guint n_heads;
  guint n_cosigned;
  gboolean has_roll;
} MootSealedVerdict;

void            moot_sealed_archive_write      (GString                 *out,
                                                const MootSealedRecord  *record,
                                                const MootSealedRoll    *roll,
                                                const char *const       *heads,
                                                gboolean                 with_requests);
void            moot_sealed_archive_write_line (GString                 *out,
                                                const MootSealedLine    *line,
                                                gboolean                 with_requests);
MootSealedLine *moot_sealed_archive_read_line  (const char              *text,
                                                GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_sealed_archive_read       (MootSealedRecord        *record,
                                                const char              *text,
                                                gsize                    n_bytes,
                                                GError                 **error);
MootSealedRoll *moot_sealed_archive_read_roll  (const char              *text,
                                                GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void            moot_sealed_archive_verify     (const char              *text,
                                                gsize                    n_bytes,
                                                MootSealedVerdict       *out_verdict);
void            moot_sealed_verdict_clear      (MootSealedVerdict       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootSealedVerdict, moot_sealed_verdict_clear)

G_END_DECLS
