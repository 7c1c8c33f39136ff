/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-inbox.h"

G_BEGIN_DECLS

/* Between the door, which logs what comes, and the workers, which do it. */

void moot_inbox_wake (MootInbox  *self,
                      const char *host);

gboolean moot_inbox_get_load (MootInbox  *self,
                              guint      *out_n_waiting,
                              GError    **error);
void     moot_inbox_set_load (MootInbox  *self,
                              guint       n_waiting);

MootFederation *moot_inbox_get_federation (MootInbox *self);

G_END_DECLS
