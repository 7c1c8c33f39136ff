/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

MootMemberRecord *
moot_member_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

MootMemberRecord *moot_member_store_find_by_account (MootDb  *db,
                                                     gint64   account_id,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_member_store_find_by_reference (MootDb      *db,
                                              const char  *reference,
                                              gint64      *out_id,
                                              GError     **error);

GPtrArray *moot_member_store_list (MootDb           *db,
                                   const char       *states,
                                   const MootRange  *range,
                                   GError          **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_member_store_get_next_no (MootDb                  *db,
                                        gint64                  *out_no,
                                        GError                 **error);
gboolean moot_member_store_add         (MootDb                  *db,
                                        MootMemberRecord        *member,
                                        GError                 **error);
gboolean moot_member_store_save_state  (MootDb                  *db,
                                        const MootMemberRecord  *member,
                                        GError                 **error);

GPtrArray *moot_member_store_list_roles   (MootDb          *db,
                                           gint64           member_id,
                                           gint64           today,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_member_store_add_role     (MootDb          *db,
                                           MootRoleRecord  *role,
                                           GError         **error);
gboolean   moot_member_store_is_in_circle (MootDb          *db,
                                           gint64           member_id,
                                           gint64           circle_id,
                                           gboolean        *out_inside,
                                           GError         **error);

G_END_DECLS
