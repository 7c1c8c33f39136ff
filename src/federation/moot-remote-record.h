/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-remote-object.h"

G_BEGIN_DECLS

#define MOOT_RECORD_MAX_OPTIONS 100 /* of a proposal, or lines of a tally */
#define MOOT_RECORD_MAX_WORD 64     /* bytes of a key of those, of a kind, a class, a rule */
#define MOOT_RECORD_MAX_TERMS 8     /* members of a rule or a quorum */

/**
 * MootRemoteRecord:
 * @part: `proposal` or `outcome`
 * @coop: JSON: what the post says to apps of members
 * @text_uri: (nullable): where the text is
 * @text_hash: (nullable): what it is to be, `sha-256:` and hexadecimal digits
 * @previous_uri: (nullable): of a decision: the one before it
 * @previous_hash: (nullable): of a decision: what that one is to be
 *
 * What a co-op says it proposes or decided, beside what people read; a claim.
 */
typedef struct
{
  const char *part;
  char *coop;
  char *text_uri;
  char *text_hash;
  char *previous_uri;
  char *previous_hash;
} MootRemoteRecord;

MootRemoteRecord *moot_remote_record_read (const MootRemoteObject *object)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_remote_record_free (MootRemoteRecord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRemoteRecord, moot_remote_record_free)

G_END_DECLS
