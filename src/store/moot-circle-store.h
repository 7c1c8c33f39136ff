/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-circle.h"
#include "moot-records.h"

G_BEGIN_DECLS

gboolean    moot_circle_store_add      (MootDb            *db,
                                        const MootCircle  *circle,
                                        gint64             now,
                                        gint64            *out_id,
                                        GError           **error);
gboolean    moot_circle_store_save     (MootDb            *db,
                                        const MootCircle  *circle,
                                        gint64             id,
                                        GError           **error);
MootCircle *moot_circle_store_find     (MootDb            *db,
                                        gint64             id,
                                        gint64             viewer_id,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_circle_store_list     (MootDb            *db,
                                        gint64             viewer_id,
                                        const MootRange   *range,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_circle_store_count    (MootDb            *db,
                                        gint64            *out_n,
                                        GError           **error);
gboolean    moot_circle_store_is_taken (MootDb            *db,
                                        const char        *slug,
                                        gboolean          *out_taken,
                                        GError           **error);

GPtrArray *moot_circle_store_list_members  (MootDb      *db,
                                            gint64       id,
                                            int          limit,
                                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_circle_store_find_role     (MootDb      *db,
                                            gint64       id,
                                            gint64       member_id,
                                            char       **out_role,
                                            GError     **error);
gboolean   moot_circle_store_put_member    (MootDb      *db,
                                            gint64       id,
                                            gint64       member_id,
                                            const char  *role,
                                            gint64       now,
                                            GError     **error);
gboolean   moot_circle_store_remove_member (MootDb      *db,
                                            gint64       id,
                                            gint64       member_id,
                                            GError     **error);
gboolean   moot_circle_store_leave_all     (MootDb      *db,
                                            gint64       member_id,
                                            GError     **error);

gboolean moot_circle_store_may_see (MootDb    *db,
                                    gint64     discussion_id,
                                    gint64     viewer_id,
                                    gboolean  *out_visible,
                                    GError   **error);

G_END_DECLS
