/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-db.h"
#include "moot-poll.h"

G_BEGIN_DECLS

#define MOOT_POLL_GRACE_MS (30 * MOOT_MINUTE) /* a vote from elsewhere may be that late */

/**
 * MootPollDraft:
 * @options: their titles
 * @expires_at: UTC milliseconds, 0 for never
 *
 * A poll somebody wants under a status.
 */
typedef struct
{
  GStrv options;
  gint64 expires_at;
  gboolean multiple;
  gboolean hide_totals;
} MootPollDraft;

MootPoll *moot_poll_find       (MootDb  *db,
                                gint64   id,
                                gint64   viewer_id,
                                gint64   now,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_poll_find_id    (MootDb  *db,
                                gint64   status_id,
                                gint64  *out_id,
                                GError **error);
gboolean  moot_poll_get_status (MootDb  *db,
                                gint64   id,
                                gint64  *out_status_id,
                                GError **error);

gboolean moot_poll_add          (MootDb               *db,
                                 gint64                status_id,
                                 const MootPollDraft  *draft,
                                 GError              **error);
gboolean moot_poll_check_edit   (MootDb               *db,
                                 gint64                status_id,
                                 const MootPollDraft  *draft,
                                 GError              **error);
gboolean moot_poll_is_same      (MootDb               *db,
                                 gint64                id,
                                 const MootPollDraft  *draft,
                                 gboolean             *out_same,
                                 GError              **error);
gboolean moot_poll_replace      (MootDb               *db,
                                 gint64                status_id,
                                 const MootPollDraft  *draft,
                                 gboolean             *out_changed,
                                 GError              **error);
gboolean moot_poll_vote         (MootDb               *db,
                                 gint64                id,
                                 gint64                account_id,
                                 const gint64         *choices,
                                 gsize                 n_choices,
                                 gint64                now,
                                 GError              **error);
gboolean moot_poll_announce_due (MootDb               *db,
                                 gint64                now,
                                 guint                *out_n_announced,
                                 GError              **error);

G_END_DECLS
