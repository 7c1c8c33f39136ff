/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-delivery-loop.h"
#include "moot-outbox-queue.h"

G_BEGIN_DECLS

struct _MootDeliveryLoop
{
  MootFederation *federation;
  MootDeliveryOptions options;
  GThread *thread;
  GThreadPool *travellers;

  GMutex lock; /* for what stands up to the next blank line */
  GCond changed;
  GQueue finished;           /* of MootHostVisit */
  GCancellable *cancellable; /* of those who travel; another one after a rest */
  gboolean woken;
  gboolean stopping;
  gboolean drained;
  gint64 slept_ms;
  gboolean offline;
  gboolean resting; /* nothing new is begun, because the machine is about to sleep */
  MootRestedFunc rested;
  gpointer rested_data;
  gint64 rest_since; /* at the clock that runs through a sleep */

  /* the loop's own */
  GQueue ready;          /* of MootHostVisit without deliveries */
  GHashTable *busy;      /* host -> number of visits */
  GHashTable *in_flight; /* of gint64: ids of deliveries */
  guint n_visits;
  gboolean is_resting;
  gboolean unsettled; /* something came back and is not kept yet */
  gint64 settled_at;
  gboolean waits_for_rest; /* for those who travel, not for long */
  gint64 next_at;          /* when something is due again, 0 for never */
  gint64 marked_at;        /* when it was last kept that this node is alive */
  gint64 looked_at;        /* at the clock that runs through a sleep */
  gint64 paced_until;      /* after a sleep */
  gint64 gap_ms;           /* between two deliveries until then */
  gint64 last_sent_at;
};

gint64   moot_delivery_notice_sleep  (MootDeliveryLoop *self);
gint64   moot_delivery_slept_before  (MootDeliveryLoop *self);
void     moot_delivery_mark_alive    (MootDeliveryLoop *self);
void     moot_delivery_begin_release (MootDeliveryLoop *self);
gboolean moot_delivery_rest          (MootDeliveryLoop *self);

G_END_DECLS
