/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-page.h"
#include "moot-status-view.h"
#include "moot-timeline-store.h"

G_BEGIN_DECLS

/* Answering with statuses, for every route that does. */

MootStatusView moot_status_view_of (MootExchange   *exchange);
MootPostRange  moot_page_get_range (const MootPage *self);

void moot_reply_lasting  (MootExchange   *exchange);
void moot_reply_status   (MootExchange   *exchange,
                          gint64          id);
void moot_reply_lines    (MootExchange   *exchange,
                          GArray         *lines,
                          const GError   *error);
void moot_reply_page     (MootExchange   *exchange,
                          const MootPage *page,
                          GArray         *lines,
                          const GError   *error);
void moot_reply_accounts (MootExchange   *exchange,
                          const MootPage *page,
                          MootRows       *rows,
                          const GError   *error);

G_END_DECLS
