/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* libsoup lets several threads ask through one session, but what it looks addresses up with does
 * not: in GLib 2.74 two threads that use one GNetworkAddress for the first time lose an address,
 * and one that reads it while the other renews it after a change of network reads freed memory.
 * So each worker has a session to itself for as long as it asks; the one given back last is taken
 * first, because its connection is open.
 * Thread: any. */
#include "moot-session-pool.h"

struct _MootSessionPool
{
  GMutex lock;
  GPtrArray *idle; /* (element-type SoupSession): the last one was used last */
  MootSessionMake make;
  gconstpointer data;
};

/**
 * moot_session_pool_new:
 * @make: makes one more session
 * @data: for @make; must outlive the pool
 *
 * Returns: (transfer full): an empty pool
 */
MootSessionPool *
moot_session_pool_new (MootSessionMake make,
                       gconstpointer   data)
{
  MootSessionPool *self = g_new0 (MootSessionPool, 1);

  g_mutex_init (&self->lock);
  self->idle = g_ptr_array_new_with_free_func (g_object_unref);
  self->make = make;
  self->data = data;
  return self;
}

/**
 * moot_session_pool_free:
 * @self: (nullable): a pool whose sessions were all given back
 */
void
moot_session_pool_free (MootSessionPool *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->idle);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * moot_session_pool_take:
 * @self: a pool
 *
 * Returns: (transfer full): a session nobody else uses; give it back with moot_session_pool_give()
 */
SoupSession *
moot_session_pool_take (MootSessionPool *self)
{
  SoupSession *session = NULL;

  g_mutex_lock (&self->lock);
  if (self->idle->len > 0)
    session = g_ptr_array_steal_index (self->idle, self->idle->len - 1);
  g_mutex_unlock (&self->lock);
  return session != NULL ? session : self->make (self->data);
}

/**
 * moot_session_pool_give:
 * @self: a pool
 * @session: (transfer full): from moot_session_pool_take(); its answer was read to the end
 */
void
moot_session_pool_give (MootSessionPool *self,
                        SoupSession     *session)
{
  g_mutex_lock (&self->lock);
  if (self->idle->len < MOOT_SESSION_POOL_IDLE_MAX)
    g_ptr_array_add (self->idle, g_steal_pointer (&session));
  g_mutex_unlock (&self->lock);
  g_clear_object (&session);
}
