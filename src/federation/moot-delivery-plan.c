/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* When to try again, and when not: arithmetic without a clock, a queue or a network.
 *
 * Delays grow to a day, because a laptop that was closed over night should not be given up by its
 * own patience.  A host that cannot be reached is held as a whole: one delivery finds out for all.
 * Thread: any. */
#include "moot-delivery-plan.h"

#include "moot-http-message.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_DIGITS 6 /* of seconds; more is longer than we wait anyway */
#define JITTER 0.2   /* so that what failed together does not come back together */

/* In units of the first one. */
static const gint64 delays[] = { 1, 8, 40, 120, 240, 480, 960, 1920, 2880, 5760 };

/* clang-format off */
static const struct
{
  guint first;
  guint last;
  MootDeliveryVerdict verdict;
} verdicts[] = {
  {   0,   0, MOOT_DELIVERY_RETRY },   /* nobody answered */
  { 200, 299, MOOT_DELIVERY_DONE },
  { 301, 308, MOOT_DELIVERY_LOOK_UP },
  { 401, 401, MOOT_DELIVERY_RETRY },
  { 404, 404, MOOT_DELIVERY_LOOK_UP },
  { 408, 408, MOOT_DELIVERY_RETRY },
  { 410, 410, MOOT_DELIVERY_LOOK_UP },
  { 425, 425, MOOT_DELIVERY_RETRY },
  { 429, 429, MOOT_DELIVERY_RETRY },
  { 501, 501, MOOT_DELIVERY_DROP },
  { 500, 599, MOOT_DELIVERY_RETRY },
};
/* clang-format on */

/**
 * moot_delivery_judge:
 * @answer: what came back
 * @n_attempts: so far, with this one
 *
 * Returns: what it means; whatever is not in the table is final
 */
MootDeliveryVerdict
moot_delivery_judge (const MootDeliveryAnswer *answer,
                     guint                     n_attempts)
{
  if (answer->status == 401 && n_attempts >= MOOT_DELIVERY_MAX_REFUSALS)
    return MOOT_DELIVERY_DROP;
  for (guint i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (answer->status >= verdicts[i].first && answer->status <= verdicts[i].last)
      return verdicts[i].verdict;
  return MOOT_DELIVERY_DROP;
}

/** moot_delivery_is_silence: whether it says something of the host, not of what was sent */
gboolean
moot_delivery_is_silence (const MootDeliveryAnswer *answer)
{
  return answer->status == 0 || answer->status == 429 || answer->status == 503;
}

/**
 * moot_delivery_delay:
 * @n_attempts: so far, at least 1
 * @first_ms: the first delay, to which the others are in proportion
 * @chance: 0 to 1, for jitter
 *
 * Returns: how long to wait
 */
gint64
moot_delivery_delay (guint  n_attempts,
                     gint64 first_ms,
                     double chance)
{
  guint step = CLAMP (n_attempts, 1, G_N_ELEMENTS (delays)) - 1;

  return (gint64) ((double) (delays[step] * first_ms) * (1 - JITTER + 2 * JITTER * chance));
}

/**
 * moot_retry_after_parse:
 * @value: (nullable): of `Retry-After`
 * @now: UTC milliseconds
 *
 * Spec: RFC 9110 section 10.2.3.
 *
 * Returns: how long to wait, at most %MOOT_DELIVERY_MAX_RETRY_AFTER_MS; 0 when it says nothing
 */
gint64
moot_retry_after_parse (const char *value,
                        gint64      now)
{
  gint64 date;
  gint64 wait;

  if (value == NULL || *value == '\0')
    return 0;
  if (strspn (value, "0123456789") == strlen (value))
    wait = strlen (value) > MAX_DIGITS ? MOOT_DELIVERY_MAX_RETRY_AFTER_MS
                                       : g_ascii_strtoll (value, NULL, 10) * MOOT_SECOND;
  else
    {
      date = moot_http_date_parse (value);
      wait = date != 0 ? date - now : 0;
    }
  return CLAMP (wait, 0, MOOT_DELIVERY_MAX_RETRY_AFTER_MS);
}

static void
note_failing_day (MootHostHealth *self,
                  gint64          day)
{
  if (self->failing_days > 0 && self->last_failing_day == day)
    return;
  self->failing_days++;
  self->last_failing_day = day;
}

/**
 * moot_host_health_note:
 * @self: how the host was doing
 * @answer: what it said now
 * @now: UTC milliseconds
 * @first_ms: the first delay
 * @chance: 0 to 1, for jitter
 *
 * Any answer that is not about the host itself shows that it is well.
 */
void
moot_host_health_note (MootHostHealth           *self,
                       const MootDeliveryAnswer *answer,
                       gint64                    now,
                       gint64                    first_ms,
                       double                    chance)
{
  gint64 wait = 0;

  if (answer->status != 0 && answer->status < 500)
    *self = (MootHostHealth){ .failures = answer->status == 429 ? self->failures + 1 : 0 };
  else
    {
      self->failures++;
      note_failing_day (self, now / MOOT_DAY);
      self->paused = self->failing_days >= MOOT_HOST_MAX_FAILING_DAYS;
    }
  if (self->paused)
    wait = (gint64) ((double) MOOT_DAY * (0.9 + 0.2 * chance));
  else if (moot_delivery_is_silence (answer))
    wait = MAX (answer->retry_after_ms, moot_delivery_delay (self->failures, first_ms, chance));
  if (wait > 0)
    self->held_until = MAX (self->held_until, now + wait);
}
