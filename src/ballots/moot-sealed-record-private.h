/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-record.h"

G_BEGIN_DECLS

/* The first request of a member to a scrutineer: the only one that is ever answered. */
typedef struct
{
  char *member;
  guint scrutineer;
  MootDigest sha256;
  const char *text;  /* of the line; NULL in an archive without the requests */
  guint8 *blinded;   /* as above */
  const char *reply; /* of the line; NULL until it is issued */
  gboolean issued;
} MootSealedRequest;

/* A ballot that is to be opened, and what came in for it. */
typedef struct
{
  const MootSealedBallot *ballot;
  guint8 shares[MOOT_SHARES_MAX][MOOT_SEAL_KEY_BYTES];
  gboolean has_share[MOOT_SHARES_MAX];
  gboolean unreadable[MOOT_SHARES_MAX];
  MootSealedOpening opening;
  char *text;
} MootSealedCounted;

struct _MootSealedRecord
{
  MootSealedLog *log;
  MootManifest *manifest;
  MootSealedRoll *roll;
  guint8 host[MOOT_SEAL_KEY_BYTES];
  GByteArray *hosts; /* keys of all there were, one after the other */
  gint64 last_at;
  gint64 moved_at;
  GPtrArray *misdeeds;

  MootDigest sound; /* an election whose keys were looked at before */

  GHashTable *requests; /* "scrutineer member": MootSealedRequest */
  guint n_issued[MOOT_SHARES_MAX];
  guint n_unseen; /* issued, and nobody showed the request */

  GHashTable *ballots; /* SHA-256: index of the entry */
  GHashTable *boxes;   /* key of the ballot: MootSealedBallot that counts */
  gint64 last_batch;
  gint64 batch_left;
  MootDigest batch_last;

  gboolean closed;
  gint64 closed_at;
  gint64 closed_size;
  MootDigest closed_root;
  GArray *counted;        /* of MootSealedCounted, by SHA-256 */
  GHashTable *counted_at; /* SHA-256: index in it, plus 1 */

  gboolean agreed[MOOT_SHARES_MAX];
  gboolean forfeited[MOOT_SHARES_MAX];
  MootDigest nonces[MOOT_SHARES_MAX];
  guint n_agreed;
  gboolean released[MOOT_SHARES_MAX];
  guint n_released;
  char *result;
};

/**
 * MootSealedEntry:
 * @index: of the line
 * @at: of the entry
 * @body: of the entry
 * @document: (nullable): what it names
 * @sha256: of @document
 *
 * An entry about this election, on its way into a record.
 */
typedef struct
{
  gint64 index;
  gint64 at;
  JsonObject *body;
  const char *document;
  MootDigest sha256;
} MootSealedEntry;

MootSealedRequest *moot_sealed_record_find_request (const MootSealedRecord *self,
                                                    const char             *member,
                                                    guint                   scrutineer);

void     moot_sealed_record_set_host       (MootSealedRecord        *self,
                                            const guint8            *ed25519);
gboolean moot_sealed_record_get_scrutineer (const MootSealedRecord  *self,
                                            JsonObject              *object,
                                            guint                   *out_index,
                                            GError                 **error);
void     moot_sealed_record_accuse         (MootSealedRecord        *self,
                                            const MootSealedEntry   *entry,
                                            guint                    scrutineer,
                                            const char              *what);

gboolean moot_sealed_record_add_close    (MootSealedRecord       *self,
                                          const MootSealedEntry  *entry,
                                          GError                **error);
gboolean moot_sealed_record_add_close_ok (MootSealedRecord       *self,
                                          const MootSealedEntry  *entry,
                                          GError                **error);
gboolean moot_sealed_record_add_forfeit  (MootSealedRecord       *self,
                                          const MootSealedEntry  *entry,
                                          GError                **error);
gboolean moot_sealed_record_add_release  (MootSealedRecord       *self,
                                          const MootSealedEntry  *entry,
                                          GError                **error);
gboolean moot_sealed_record_add_result   (MootSealedRecord       *self,
                                          const MootSealedEntry  *entry,
                                          GError                **error);
gboolean moot_sealed_record_add_move     (MootSealedRecord       *self,
                                          const MootSealedEntry  *entry,
                                          GError                **error);

G_END_DECLS
