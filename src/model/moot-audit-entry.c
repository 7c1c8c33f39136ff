/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One entry of the append-only log, as a reader sees it.
 * Spec: co-op API, AuditEntry; RFC 6962 for what is hashed. */
#include "moot-audit-entry.h"

/* clang-format off */
static const MootField audit_subject_fields[] = {
  MOOT_STRING (MootAuditSubject, type, MOOT_FIELD_REQUIRED),
  MOOT_STRING (MootAuditSubject, id, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAuditSubject, moot_audit_subject, audit_subject_fields)

/* clang-format off */
static const MootField audit_entry_fields[] = {
  MOOT_NUMBER (MootAuditEntry, seq, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditEntry, type, MOOT_FIELD_REQUIRED),
  MOOT_TIME (MootAuditEntry, at, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditEntry, actor_id, MOOT_FIELD_PLAIN),
  MOOT_ENTITY (MootAuditEntry, subject, MootAuditSubject,
               MOOT_FIELD_PLAIN, moot_audit_subject_get_type),
  MOOT_JSON (MootAuditEntry, body, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditEntry, leaf, MOOT_FIELD_PLAIN),
  MOOT_STRING (MootAuditEntry, undo_of, MOOT_FIELD_PLAIN),
  MOOT_JSON (MootAuditEntry, signature, MOOT_FIELD_PLAIN),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootAuditEntry, moot_audit_entry, audit_entry_fields)

const char *const moot_audit_kinds[] = {
  "account.disabled",
  "account.enabled",
  "account.sensitized",
  "account.silenced",
  "account.status_deleted",
  "account.suspended",
  "account.unsensitized",
  "account.unsilenced",
  "account.unsuspended",
  "budget.planned",
  "bylaw.changed",
  "challenge.dismissed",
  "challenge.lapsed",
  "challenge.raised",
  "challenge.upheld",
  "circle.changed",
  "circle.created",
  "circle.founded",
  "circle.joined",
  "circle.left",
  "coop.founded",
  "discussion.locked",
  "discussion.unlocked",
  "domain.allowed",
  "domain.blocked",
  "domain.disallowed",
  "domain.unblocked",
  "dues.plan_changed",
  "dues.waived",
  "dues.ways_changed",
  "effect.executed",
  "effect.failed",
  "election.accepted",
  "election.called",
  "election.closed",
  "election.contested",
  "election.counting",
  "election.declared",
  "election.lot_committed",
  "election.lot_forfeited",
  "election.lot_shown",
  "election.nominated",
  "election.nominations",
  "election.review",
  "election.roll",
  "election.statement",
  "election.voting",
  "election.withdrawn",
  "emergency.lapsed",
  "emergency.ratified",
  "emergency.taken",
  "federation.mode",
  "invitations.policy",
  "invite.issued",
  "invite.revoked",
  "invite.used",
  "ledger.batch",
  "ledger.imported",
  "loomio.imported",
  "membership.active",
  "membership.answered",
  "membership.appealed",
  "membership.applied",
  "membership.approved",
  "membership.asked",
  "membership.device_added",
  "membership.device_revoked",
  "membership.erased",
  "membership.escalated",
  "membership.expelled",
  "membership.expired",
  "membership.joined",
  "membership.lapsed",
  "membership.left",
  "membership.rejected",
  "membership.suspended",
  "membership.vouched",
  "membership.withdrawn",
  "outcome.expired",
  "outcome.recorded",
  "outcome.set_aside",
  "outcome.superseded",
  "outcome.worded",
  "post.dropped",
  "post.let_in",
  "proposal.closed",
  "proposal.extended",
  "proposal.opened",
  "proposal.withdrawn",
  "role.ended",
  "role.granted",
  "role.petition",
  "vote.open",
  "vote.paper",
  "vote.paper_changed",
  "vote.retracted",
  NULL,
};

/** moot_audit_kind_is_known: whether readers of this version have words for it */
gboolean
moot_audit_kind_is_known (const char *kind)
{
  return g_strv_contains (moot_audit_kinds, kind);
}
