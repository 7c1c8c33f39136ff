/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-outbox-queue.h"

G_BEGIN_DECLS

void moot_host_visit_run (MootHostVisit  *self,
                          MootFederation *federation,
                          GCancellable   *cancellable);

G_END_DECLS
