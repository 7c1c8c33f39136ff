/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_CLOCK_WATCH_HOSTS 16                      /* whose time is remembered */
#define MOOT_CLOCK_WATCH_AGREE_MS (2 * MOOT_MINUTE)    /* so far apart, they still say the same */
#define MOOT_CLOCK_WATCH_KEEP_MS MOOT_DAY              /* crystals are not better than that */
#define MOOT_CLOCK_WATCH_ASKED 3                       /* hosts, after a sleep */
#define MOOT_CLOCK_WATCH_PATIENCE_MS (5 * MOOT_SECOND) /* for all of them together */

MootClockWatch *moot_clock_watch_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            moot_clock_watch_free (MootClockWatch *self);

void moot_clock_watch_note (MootClockWatch       *self,
                            const char           *host,
                            gint64                date);
void moot_clock_watch_ask  (const MootFederation *federation,
                            GCancellable         *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootClockWatch, moot_clock_watch_free)

G_END_DECLS
