/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_DELIVERY_MAX_VISITS 16         /* hosts at once */
#define MOOT_DELIVERY_MAX_VISITS_PER_HOST 2 /* nobody likes to be flooded */
#define MOOT_DELIVERY_VISIT_SIZE 4          /* deliveries, then another host has its turn */
#define MOOT_RELEASE_MS MOOT_MINUTE         /* over which what waited is spread after a sleep */
#define MOOT_RELEASE_MIN_STEPS 10           /* one or two things need not wait that long */
#define MOOT_RELEASE_MIN_GAP_MS 200         /* between two deliveries then: five a second */
#define MOOT_SLEEP_NOTICED_MS MOOT_MINUTE   /* a gap this long was no busy moment */

/**
 * MootWokenFunc:
 * @asleep_ms: how long
 * @data: as given
 *
 * Told when the node was asleep.  Thread: the loop's.
 */
typedef void (*MootWokenFunc) (gint64   asleep_ms,
                               gpointer data);

/**
 * MootRestedFunc:
 * @data: as given
 *
 * Told when nothing is on its way any more.  Thread: the loop's.
 */
typedef void (*MootRestedFunc) (gpointer data);

/**
 * MootDeliveryOptions:
 * @first_retry_ms: the first delay of a retry, to which all others are in proportion
 * @release_ms: over which time what waited is spread after a sleep
 * @sleep_ms: how long a gap has to be to be a sleep
 * @give_up_ms: how long anything is tried at most; 0 for as long as it deserves
 * @woken: (nullable): who is told of a sleep
 * @woken_data: of @woken
 *
 * How patient it is; 0 is the default of each.
 */
typedef struct
{
  gint64 first_retry_ms;
  gint64 release_ms;
  gint64 sleep_ms;
  gint64 give_up_ms;
  MootWokenFunc woken;
  gpointer woken_data;
} MootDeliveryOptions;

typedef struct _MootDeliveryLoop MootDeliveryLoop;

MootDeliveryLoop *moot_delivery_loop_new (MootFederation *federation,
                                          const MootDeliveryOptions *options)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_delivery_loop_start (MootDeliveryLoop *self);
void moot_delivery_loop_stop  (MootDeliveryLoop *self);
void moot_delivery_loop_free  (MootDeliveryLoop *self);

void moot_delivery_loop_wake       (MootDeliveryLoop *self);
void moot_delivery_loop_slept      (MootDeliveryLoop *self,
                                    gint64            asleep_ms);
void moot_delivery_loop_set_online (MootDeliveryLoop *self,
                                    gboolean          online);
void moot_delivery_loop_rest       (MootDeliveryLoop *self,
                                    MootRestedFunc    rested,
                                    gpointer          data);
void moot_delivery_loop_resume     (MootDeliveryLoop *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootDeliveryLoop, moot_delivery_loop_free)

G_END_DECLS
