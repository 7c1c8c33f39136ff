/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a node decided about other servers; `log_seq` is ours: the entry that says who decided.
 * Spec: Mastodon client API, Admin::DomainBlock and Admin::DomainAllow, domain_blocks. */
#include "moot-domain-block.h"

/* clang-format off */
static const MootField block_fields[] = {
  MOOT_STRING (MootDomainBlock, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDomainBlock, domain, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDomainBlock, digest, MOOT_FIELD_NOT_NULL),
  MOOT_TIME (MootDomainBlock, created_at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDomainBlock, severity, MOOT_FIELD_REQUIRED),
  MOOT_BOOLEAN (MootDomainBlock, reject_media, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootDomainBlock, reject_reports, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDomainBlock, private_comment, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootDomainBlock, public_comment, MOOT_FIELD_PLAIN),
  MOOT_BOOLEAN (MootDomainBlock, obfuscate, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDomainBlock, log_seq, MOOT_FIELD_OPTIONAL),
};

static const MootField allow_fields[] = {
  MOOT_STRING (MootDomainAllow, id, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootDomainAllow, domain, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootDomainAllow, created_at, MOOT_FIELD_PLAIN),
  MOOT_NUMBER (MootDomainAllow, log_seq, MOOT_FIELD_OPTIONAL),
};

static const MootField pending_fields[] = {
  MOOT_STRING (MootPendingServer, id, MOOT_FIELD_REQUIRED),
  MOOT_NUMBER (MootPendingServer, times, MOOT_FIELD_PLAIN),
  MOOT_TIME (MootPendingServer, last_seen_at, MOOT_FIELD_PLAIN),
};

static const MootField server_fields[] = {
  MOOT_STRING (MootBlockedServer, id, MOOT_FIELD_REQUIRED),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootDomainBlock, moot_domain_block, block_fields)
MOOT_DEFINE_ENTITY (MootDomainAllow, moot_domain_allow, allow_fields)
MOOT_DEFINE_ENTITY (MootPendingServer, moot_pending_server, pending_fields)
MOOT_DEFINE_ENTITY (MootBlockedServer, moot_blocked_server, server_fields)
