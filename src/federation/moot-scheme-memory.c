/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which kind of signature each host, with its port if there is one, understood last time.  The one
 * that was used longest ago is forgotten first, so strangers cannot make it grow. Thread: any. */
#include "moot-scheme-memory.h"

#include "moot-recent.h"

typedef struct
{
  MootSignatureScheme scheme;
  gint64 known_at;
  gint64 kept_at;
} Entry;

struct _MootSchemeMemory
{
  GMutex lock;
  MootRecent *entries;     /* of Entry, by host */
  MootSchemeKeeper keeper; /* (nullable) */
  gpointer keeper_data;
};

/**
 * moot_scheme_memory_new:
 *
 * Returns: (transfer full): a memory that knows nothing
 */
MootSchemeMemory *
moot_scheme_memory_new (void)
{
  MootSchemeMemory *self = g_new0 (MootSchemeMemory, 1);

  g_mutex_init (&self->lock);
  self->entries = moot_recent_new (MOOT_SCHEME_MEMORY_MAX, sizeof (Entry));
  return self;
}

/**
 * moot_scheme_memory_free:
 * @self: (nullable): a memory
 */
void
moot_scheme_memory_free (MootSchemeMemory *self)
{
  if (self == NULL)
    return;

  moot_recent_free (self->entries);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * moot_scheme_memory_set_keeper:
 * @self: a memory that nobody else uses yet
 * @keeper: (nullable): who is told what is news
 * @data: of @keeper
 */
void
moot_scheme_memory_set_keeper (MootSchemeMemory *self,
                               MootSchemeKeeper  keeper,
                               gpointer          data)
{
  self->keeper = keeper;
  self->keeper_data = data;
}

/**
 * moot_scheme_memory_get:
 * @self: a memory
 * @host: in normal form
 * @now: UTC milliseconds
 *
 * Returns: how to sign for @host first; %MOOT_SIGNATURE_CAVAGE when it is not known, because some
 *   servers say 202 to anything else and throw it away
 */
MootSignatureScheme
moot_scheme_memory_get (MootSchemeMemory *self,
                        const char       *host,
                        gint64            now)
{
  MootSignatureScheme scheme = MOOT_SIGNATURE_CAVAGE;
  const Entry *entry;

  g_mutex_lock (&self->lock);
  entry = moot_recent_find (self->entries, host);
  if (entry != NULL && now - entry->known_at <= MOOT_SCHEME_MEMORY_MS)
    scheme = entry->scheme;
  g_mutex_unlock (&self->lock);
  return scheme;
}

/**
 * moot_scheme_memory_put:
 * @self: a memory
 * @host: in normal form
 * @scheme: what it understood
 * @now: UTC milliseconds
 */
void
moot_scheme_memory_put (MootSchemeMemory    *self,
                        const char          *host,
                        MootSignatureScheme  scheme,
                        gint64               now)
{
  Entry *entry;
  gboolean is_news;

  g_mutex_lock (&self->lock);
  entry = moot_recent_find (self->entries, host);
  /* the first guess need not be kept as long as it is right */
  is_news = entry == NULL ? scheme != MOOT_SIGNATURE_CAVAGE
                          : scheme != entry->scheme ||
                              (scheme != MOOT_SIGNATURE_CAVAGE &&
                               now - entry->kept_at > MOOT_SCHEME_KEEP_MS);
  if (entry == NULL)
    entry = moot_recent_add (self->entries, host);
  entry->scheme = scheme;
  entry->known_at = now;
  if (is_news)
    entry->kept_at = now;
  g_mutex_unlock (&self->lock);
  if (is_news && self->keeper != NULL)
    self->keeper (host, scheme, now, self->keeper_data);
}

/** moot_scheme_memory_get_size: how many hosts it knows */
guint
moot_scheme_memory_get_size (MootSchemeMemory *self)
{
  guint size;

  g_mutex_lock (&self->lock);
  size = moot_recent_get_size (self->entries);
  g_mutex_unlock (&self->lock);
  return size;
}
