/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-pacing.h"

G_BEGIN_DECLS

typedef struct _MootRateLimits MootRateLimits;

MootRateLimits *moot_rate_limits_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            moot_rate_limits_free (MootRateLimits *self);

gboolean moot_rate_limits_take (MootRateLimits *self,
                                const char     *method,
                                const char     *route,
                                gint64          account_id,
                                const char     *address,
                                gint64          now,
                                MootPace       *out_pace);

G_END_DECLS
