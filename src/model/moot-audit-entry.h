/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"

G_BEGIN_DECLS

#define MOOT_TYPE_AUDIT_SUBJECT (moot_audit_subject_get_type ())

G_DECLARE_FINAL_TYPE (MootAuditSubject, moot_audit_subject, MOOT, AUDIT_SUBJECT, GObject)

/**
 * MootAuditSubject:
 *
 * What an entry is about.
 */
struct _MootAuditSubject
{
  GObject parent_instance;

  char *type;
  char *id;
};

#define MOOT_TYPE_AUDIT_ENTRY (moot_audit_entry_get_type ())

G_DECLARE_FINAL_TYPE (MootAuditEntry, moot_audit_entry, MOOT, AUDIT_ENTRY, GObject)

/**
 * MootAuditEntry:
 *
 * `body` holds only numbers, digests and salted commitments.
 */
struct _MootAuditEntry
{
  GObject parent_instance;

  gint64 seq;
  char *type;
  gint64 at;
  char *actor_id;
  MootAuditSubject *subject;
  char *body;
  char *leaf;
  char *undo_of;
  char *signature;
};

/* Every kind of entry a node of this version writes; ends with %NULL. */
extern const char *const moot_audit_kinds[];

gboolean moot_audit_kind_is_known (const char *kind);

G_END_DECLS
