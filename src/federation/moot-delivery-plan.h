/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"

G_BEGIN_DECLS

#define MOOT_DELIVERY_FIRST_RETRY_MS (15 * MOOT_SECOND)
#define MOOT_DELIVERY_MAX_RETRY_AFTER_MS MOOT_DAY /* what a server can ask for */
#define MOOT_DELIVERY_MAX_REFUSALS 5              /* 401: their clock or our key may heal */
#define MOOT_HOST_MAX_FAILING_DAYS 7              /* then a host is asked once a day */

/**
 * MootDeliveryVerdict:
 * @MOOT_DELIVERY_DONE: it is there
 * @MOOT_DELIVERY_RETRY: later
 * @MOOT_DELIVERY_DROP: never
 * @MOOT_DELIVERY_LOOK_UP: the inbox may have moved: ask the actor for it, once
 *
 * What an answer means for a delivery.
 */
typedef enum
{
  MOOT_DELIVERY_DONE,
  MOOT_DELIVERY_RETRY,
  MOOT_DELIVERY_DROP,
  MOOT_DELIVERY_LOOK_UP,
} MootDeliveryVerdict;

/**
 * MootDeliveryAnswer:
 * @status: of HTTP, 0 when there was no answer at all
 * @retry_after_ms: as the server asked, 0 when it did not
 * @date: what it held to be the time, UTC milliseconds; 0 when it did not say
 */
typedef struct
{
  guint status;
  gint64 retry_after_ms;
  gint64 date;
} MootDeliveryAnswer;

MootDeliveryVerdict moot_delivery_judge      (const MootDeliveryAnswer *answer,
                                              guint                     n_attempts);
gboolean            moot_delivery_is_silence (const MootDeliveryAnswer *answer);
gint64              moot_delivery_delay      (guint                     n_attempts,
                                              gint64                    first_ms,
                                              double                    chance);
gint64              moot_retry_after_parse   (const char               *value,
                                              gint64                    now);

/**
 * MootHostHealth:
 * @failures: in a row
 * @failing_days: distinct days with failures since it last answered
 * @last_failing_day: days since the epoch
 * @paused: given up but for a try a day
 * @held_until: nothing is sent before, UTC milliseconds
 *
 * How a host was doing.
 */
typedef struct
{
  guint failures;
  guint failing_days;
  gint64 last_failing_day;
  gboolean paused;
  gint64 held_until;
} MootHostHealth;

void moot_host_health_note (MootHostHealth           *self,
                            const MootDeliveryAnswer *answer,
                            gint64                    now,
                            gint64                    first_ms,
                            double                    chance);

G_END_DECLS
