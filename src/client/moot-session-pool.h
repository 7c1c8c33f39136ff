/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define MOOT_SESSION_POOL_IDLE_MAX 8 /* sessions kept for later, each with its open connections */

/**
 * MootSessionPool:
 *
 * libsoup sessions for many workers, each used by one worker at a time.
 */
typedef struct _MootSessionPool MootSessionPool;

/**
 * MootSessionMake:
 * @data: from moot_session_pool_new()
 *
 * Returns: (transfer full): a new session
 */
typedef SoupSession *(*MootSessionMake) (gconstpointer data);

MootSessionPool *moot_session_pool_new  (MootSessionMake  make,
                                         gconstpointer    data);
void             moot_session_pool_free (MootSessionPool *self);
SoupSession     *moot_session_pool_take (MootSessionPool *self);
void             moot_session_pool_give (MootSessionPool *self,
                                         SoupSession     *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSessionPool, moot_session_pool_free)

G_END_DECLS
