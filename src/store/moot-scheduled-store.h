/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-attachment-store.h"
#include "moot-timeline-store.h"

G_BEGIN_DECLS

#define MOOT_SCHEDULED_MAX 300        /* posts of one member that may wait */
#define MOOT_SCHEDULED_MAX_PER_DAY 25 /* and of these, for one day */
#define MOOT_SCHEDULED_MIN_AHEAD_MS (5 * 60 * 1000)

/**
 * MootScheduled:
 * @scheduled_at: UTC milliseconds
 * @params: what the author sent, JSON as the client API shows it
 *
 * A post that waits for its hour.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 application_id;
  gint64 scheduled_at;
  char *params;
} MootScheduled;

void moot_scheduled_free (MootScheduled *self);

gboolean moot_scheduled_add    (MootDb               *db,
                                const MootScheduled  *draft,
                                const gint64         *attachment_ids,
                                gsize                 n_attachments,
                                gint64                now,
                                gint64               *out_id,
                                GError              **error);
gboolean moot_scheduled_move   (MootDb               *db,
                                gint64                id,
                                gint64                account_id,
                                gint64                scheduled_at,
                                gint64                now,
                                GError              **error);
gboolean moot_scheduled_remove (MootDb               *db,
                                gint64                id,
                                gint64                account_id,
                                gboolean             *out_removed,
                                GError              **error);

MootScheduled *moot_scheduled_find     (MootDb               *db,
                                        gint64                id,
                                        gint64                account_id,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *moot_scheduled_list     (MootDb               *db,
                                        gint64                account_id,
                                        const MootPostRange  *range,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *moot_scheduled_list_due (MootDb               *db,
                                        gint64                now,
                                        guint                 limit,
                                        GError              **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_scheduled_write (MootDb               *db,
                               const MootSite       *site,
                               const MootScheduled  *self,
                               MootJsonWriter       *json,
                               GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootScheduled, moot_scheduled_free)

G_END_DECLS
