/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

#include "moot-count.h"
#include "moot-seal.h"
#include "moot-sealed-roll.h"
#include "moot-token-key.h"

G_BEGIN_DECLS

#define MOOT_MANIFEST_BYTES_MAX \
  ((gsize) 128 * 1024) /* nine keys and a hundred options take 40 KiB */
#define MOOT_MANIFEST_OPTIONS_MAX 100
#define MOOT_MANIFEST_PAD_MAX 4096
#define MOOT_MANIFEST_BATCHES_MAX 20000 /* each is an entry of the log */
#define MOOT_MANIFEST_SCORE_MAX 10
#define MOOT_TOKEN_MESSAGE_BYTES (18 + 32 + 32) /* label, election, key of the ballot */

/**
 * MootSealedRule:
 * @MOOT_SEALED_RANKED: ranks, counted by the rule of the manifest
 * @MOOT_SEALED_CHOSEN: as many as there are seats may be chosen, those with most votes win
 * @MOOT_SEALED_SCORED: points from 0 to %MOOT_MANIFEST_SCORE_MAX, those with most win
 *
 * What a ballot says.
 */
typedef enum
{
  MOOT_SEALED_RANKED,
  MOOT_SEALED_CHOSEN,
  MOOT_SEALED_SCORED,
} MootSealedRule;

typedef struct
{
  char *member;
  guint8 ed25519[MOOT_SEAL_KEY_BYTES];
  guint8 x25519[MOOT_SEAL_KEY_BYTES];
  MootTokenKey *token_key;
  MootDigest lot_commit;
} MootManifestScrutineer;

/**
 * MootManifest:
 * @text: canonical; what was signed
 * @eid: the election, a digest of @text
 * @n_choices_max: how many a ballot may choose, where ballots choose
 * @host: whose log it is in, at first
 *
 * What an election is, fixed before anything else.
 */
typedef struct
{
  int references;
  char *text;
  MootDigest eid;

  char *title;
  MootSealedRule kind;
  MootCountRule rule;
  guint n_seats;
  guint n_choices_max;
  guint n_options;
  char **option_ids;
  char **option_names;

  MootDigest roll_sha256;
  guint roll_count;
  guint open_threshold;
  guint n_scrutineers;
  MootManifestScrutineer scrutineers[MOOT_SHARES_MAX];
  guint8 host[MOOT_SEAL_KEY_BYTES];
  MootDigest log_id;

  gint64 tokens_from;
  gint64 opens_at;
  gint64 closes_at;
  gint64 batch_ms;
  guint pad;
} MootManifest;

MootManifest *moot_manifest_parse (const char    *text,
                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MootManifest *moot_manifest_ref   (MootManifest  *self) G_GNUC_WARN_UNUSED_RESULT;
void          moot_manifest_unref (MootManifest  *self);

MootManifest *moot_manifest_parse_opening (const char  *text,
                                           GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_manifest_check_keys         (const MootManifest  *self,
                                           GError             **error);
gboolean moot_manifest_find_scrutineer    (const MootManifest  *self,
                                           const char          *member,
                                           guint               *out_index);
gboolean moot_manifest_find_option        (const MootManifest  *self,
                                           const char          *id,
                                           guint               *out_index);
gboolean moot_manifest_may_unmask         (const MootManifest  *self);
void     moot_manifest_make_token_message (const MootDigest    *eid,
                                           const guint8        *bpk,
                                           guint8              *out_message);

char     *moot_manifest_sign            (const MootManifest  *self,
                                         guint                scrutineer,
                                         const guint8        *seed) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_manifest_check_signature (const MootManifest  *self,
                                         guint                scrutineer,
                                         JsonObject          *statement,
                                         GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootManifest, moot_manifest_unref)

G_END_DECLS
