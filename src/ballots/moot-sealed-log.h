/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-merkle.h"

G_BEGIN_DECLS

#define MOOT_SEALED_ENTRY_MAX ((gsize) 4096) /* bytes of an entry: digests and words */
#define MOOT_SEALED_DOCUMENT_MAX \
  ((gsize) 8 * 1024 * 1024)             /* a release has a share for every ballot */
#define MOOT_SEALED_ENTRIES_MAX 2000000 /* of a log that is read whole */

/**
 * MootSealedLine:
 * @entry: (nullable): an entry, canonical; %NULL for one about something else
 * @leaf: its digest
 * @document: (nullable): what the entry names by digest
 *
 * A line of a log.  Many hold the same one.
 */
typedef struct
{
  char *entry;
  MootDigest leaf;
  char *document;
} MootSealedLine;

MootSealedLine *moot_sealed_line_new         (const char       *entry,
                                              const char       *document) G_GNUC_WARN_UNUSED_RESULT;
MootSealedLine *moot_sealed_line_new_foreign (const MootDigest *leaf) G_GNUC_WARN_UNUSED_RESULT;
MootSealedLine *moot_sealed_line_ref         (MootSealedLine   *self) G_GNUC_WARN_UNUSED_RESULT;
void            moot_sealed_line_unref       (MootSealedLine   *self);

guint    moot_sealed_digest_hash  (gconstpointer digest);
gboolean moot_sealed_digest_equal (gconstpointer a,
                                   gconstpointer b);

typedef struct _MootSealedLog MootSealedLog;

MootSealedLog *moot_sealed_log_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void           moot_sealed_log_free (MootSealedLog *self);

void            moot_sealed_log_append   (MootSealedLog       *self,
                                          MootSealedLine      *line);
gint64          moot_sealed_log_get_size (const MootSealedLog *self);
MootSealedLine *moot_sealed_log_get_line (const MootSealedLog *self,
                                          gint64               index);

gboolean moot_sealed_log_get_root          (const MootSealedLog *self,
                                            gint64               size,
                                            MootDigest          *out_root);
gboolean moot_sealed_log_prove_inclusion   (const MootSealedLog *self,
                                            gint64               index,
                                            gint64               size,
                                            GArray              *out_path);
gboolean moot_sealed_log_prove_consistency (const MootSealedLog *self,
                                            gint64               first,
                                            gint64               second,
                                            GArray              *out_path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedLog, moot_sealed_log_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSealedLine, moot_sealed_line_unref)

G_END_DECLS
