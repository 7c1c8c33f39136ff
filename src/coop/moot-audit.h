/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-audit-entry.h"
#include "moot-coop-context.h"
#include "moot-merkle.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_AUDIT_FACTS_MAX 12 /* an entry says what happened, not why */

/**
 * MootAuditFact:
 *
 * A number, a digest or a word of an entry; ids are texts.
 */
typedef struct
{
  const char *name;
  const char *text; /* NULL: @integer */
  gint64 integer;
} MootAuditFact;

/**
 * MootAuditEvent:
 * @type: `proposal.opened`, …
 * @actor_id: the member who did it; 0 for the scheduler
 * @subject_type: `proposal`, `member`, …
 * @subject_id: which one; 0 for the co-op itself
 * @facts: ended by a fact without name; nothing personal but commitments
 */
typedef struct
{
  const char *type;
  gint64 actor_id;
  const char *subject_type;
  gint64 subject_id;
  MootAuditFact facts[MOOT_AUDIT_FACTS_MAX];
} MootAuditEvent;

gboolean moot_audit_append (const MootCoopContext  *context,
                            const MootAuditEvent   *event,
                            gint64                 *out_seq,
                            GError                **error);

gboolean  moot_audit_get_head          (MootDb      *db,
                                        gint64       size,
                                        gint64      *out_size,
                                        MootDigest  *out_root,
                                        GError     **error);
GArray   *moot_audit_prove_inclusion   (MootDb      *db,
                                        gint64       index,
                                        gint64       size,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GArray   *moot_audit_prove_consistency (MootDb      *db,
                                        gint64       first,
                                        gint64       second,
                                        GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_audit_check             (MootDb      *db,
                                        GPtrArray   *out_problems,
                                        GError     **error);
gboolean  moot_audit_check_records     (MootDb      *db,
                                        GPtrArray   *out_problems,
                                        GError     **error);

GPtrArray *moot_audit_list (MootDb           *db,
                            const char       *type,
                            const char       *subject_type,
                            gint64            subject_id,
                            const MootRange  *range,
                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
