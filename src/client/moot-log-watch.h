/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-log-proof.h"

G_BEGIN_DECLS

/**
 * MootLogState:
 * @MOOT_LOG_UNKNOWN: not looked at yet
 * @MOOT_LOG_HOLDS: it begins with everything that was ever seen of it
 * @MOOT_LOG_FORKED: it says something else about what was seen already
 * @MOOT_LOG_SHORTENED: it lacks what was seen at its end, as after a backup was restored
 * @MOOT_LOG_REPLACED: it is another log
 */
typedef enum
{
  MOOT_LOG_UNKNOWN,
  MOOT_LOG_HOLDS,
  MOOT_LOG_FORKED,
  MOOT_LOG_SHORTENED,
  MOOT_LOG_REPLACED,
} MootLogState;

/**
 * MootLogFinding:
 * @state: how it stands
 * @ours: (nullable): the head that was seen here
 * @theirs: (nullable): the head that the server shows instead, or the one that holds
 * @agreed: so many entries both have in common for certain
 * @n_heads: with so many earlier heads it was compared
 * @at: when
 *
 * What came of looking at a log.
 */
typedef struct
{
  MootLogState state;
  MootLogHead *ours;
  MootLogHead *theirs;
  gint64 agreed;
  guint n_heads;
  gint64 at;
} MootLogFinding;

MootLogFinding *moot_log_watch_look   (MootConnection  *connection,
                                       MootCache       *cache,
                                       const char      *account,
                                       GCancellable    *cancellable,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_log_watch_trust  (MootCache       *cache,
                                       const char      *account,
                                       GError         **error);
void            moot_log_finding_free (MootLogFinding  *self);

#define MOOT_TYPE_LOG_WATCH (moot_log_watch_get_type ())

G_DECLARE_FINAL_TYPE (MootLogWatch, moot_log_watch, MOOT, LOG_WATCH, GObject)

/**
 * MootLogWatch:
 *
 * Looks at the log of an account's co-op again and again, in the background.
 *
 * Signals: `changed` when moot_log_watch_get_finding() is another one.
 */

MootLogWatch *moot_log_watch_for (MootClient *client);

void                  moot_log_watch_check       (MootLogWatch *self);
const MootLogFinding *moot_log_watch_get_finding (MootLogWatch *self);
void                  moot_log_watch_accept      (MootLogWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLogFinding, moot_log_finding_free)

G_END_DECLS
