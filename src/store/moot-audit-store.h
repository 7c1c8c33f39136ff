/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

gboolean moot_audit_store_get_size (MootDb                 *db,
                                    gint64                 *out_size,
                                    GError                **error);
gboolean moot_audit_store_add      (MootDb                 *db,
                                    const MootAuditRecord  *entry,
                                    GError                **error);

gboolean  moot_audit_store_add_node (MootDb      *db,
                                     int          level,
                                     gint64       position,
                                     const char  *digest,
                                     GError     **error);
char     *moot_audit_store_dup_node (MootDb      *db,
                                     int          level,
                                     gint64       position,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean   moot_audit_store_find_leaf  (MootDb           *db,
                                        const char       *leaf,
                                        gint64           *out_seq,
                                        GError          **error);
GPtrArray *moot_audit_store_list_range (MootDb           *db,
                                        gint64            first,
                                        gint64            last,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_audit_store_list       (MootDb           *db,
                                        const char       *type,
                                        const char       *subject_type,
                                        gint64            subject_id,
                                        const MootRange  *range,
                                        GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
