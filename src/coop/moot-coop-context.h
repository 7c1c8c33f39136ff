/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-day.h"
#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootCoopListener:
 * @event: `coop.proposal`, `coop.ballot_count`, `coop.outcome`, `coop.discussion` or `coop.dues`
 * @id: of the proposal, the discussion or the member
 * @account_id: the only account that may hear of it; 0 for all members
 * @data: of the listener
 *
 * Hears of a change once it is on disk.  Thread: the one that wrote.
 */
typedef void (*MootCoopListener) (const char *event,
                                  gint64      id,
                                  gint64      account_id,
                                  gpointer    data);

/**
 * MootCoopContext:
 * @db: a connection; the writer inside a transaction for everything that changes something
 * @site: the node's public name
 * @now: UTC milliseconds: the time all of it happens at
 * @today: the co-op's day at that time, in its own time zone
 * @listener: (nullable): who hears of it
 * @listener_data: for @listener; must outlive the transaction
 *
 * What every use case works with.  Lives on the stack of one request or job.
 */
typedef struct
{
  MootDb *db;
  const MootSite *site;
  gint64 now;
  MootDay today;
  MootCoopListener listener;
  gpointer listener_data;
} MootCoopContext;

gboolean moot_coop_context_init (MootCoopContext  *self,
                                 MootDb           *db,
                                 const MootSite   *site,
                                 gint64            now,
                                 GError          **error);

void moot_coop_tell (const MootCoopContext *self,
                     const char            *event,
                     gint64                 id);
void
moot_coop_tell_one (const MootCoopContext *self, const char *event, gint64 id, gint64 account_id);

gint64  moot_coop_day_to_time (MootDay                day);
MootDay moot_coop_time_to_day (gint64                 time_ms);
gint64  moot_coop_get_today   (const MootCoopContext *self);

G_END_DECLS
