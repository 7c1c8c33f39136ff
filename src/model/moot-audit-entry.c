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
