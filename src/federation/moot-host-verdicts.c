/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which hosts are not blocked, remembered for as long as nobody commits anything: each delivery
 * asks several times about the same one.  A block counts from the moment it is committed, by
 * whatever process. Thread: any; one lock, not held while the database is asked. */
#include "moot-host-verdicts.h"

#include "moot-domain-policy.h"

struct _MootHostVerdicts
{
  MootDbPool *pool;

  GMutex lock;
  MootDbVersion version; /* of the database when all of them were asked for */
  GHashTable *open;      /* of hosts */
};

/**
 * moot_host_verdicts_new:
 * @pool: the database; must outlive it
 *
 * Returns: (transfer full): a memory with nothing in it
 */
MootHostVerdicts *
moot_host_verdicts_new (MootDbPool *pool)
{
  MootHostVerdicts *self = g_new0 (MootHostVerdicts, 1);

  self->pool = pool;
  g_mutex_init (&self->lock);
  self->open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/** moot_host_verdicts_free: frees @self, which may be %NULL */
void
moot_host_verdicts_free (MootHostVerdicts *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->open);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_open (MootHostVerdicts    *self,
         const char          *host,
         const MootDbVersion *version)
{
  gboolean known;

  g_mutex_lock (&self->lock);
  known =
    moot_db_version_equal (&self->version, version) && g_hash_table_contains (self->open, host);
  g_mutex_unlock (&self->lock);
  return known;
}

static void
keep (MootHostVerdicts    *self,
      const char          *host,
      const MootDbVersion *version)
{
  g_mutex_lock (&self->lock);
  if (!moot_db_version_equal (&self->version, version) ||
      g_hash_table_size (self->open) >= MOOT_HOST_VERDICTS_MAX)
    {
      g_hash_table_remove_all (self->open);
      self->version = *version;
    }
  g_hash_table_add (self->open, g_strdup (host));
  g_mutex_unlock (&self->lock);
}

/**
 * moot_host_verdicts_is_blocked:
 * @host: another server's host
 * @verdicts: a #MootHostVerdicts
 *
 * moot_domain_policy_is_blocked() for those who ask often.
 *
 * Returns: whether nothing goes there and nothing is taken from there
 */
gboolean
moot_host_verdicts_is_blocked (const char *host,
                               gpointer    verdicts)
{
  MootHostVerdicts *self = verdicts;
  MootDbVersion version; /* of before it is asked: what comes in between is not missed */
  gboolean dated = moot_db_pool_get_version (self->pool, &version);
  gboolean blocked;

  if (dated && is_open (self, host, &version))
    return FALSE;
  blocked = moot_domain_policy_is_blocked (host, self->pool);
  if (dated && !blocked)
    keep (self, host, &version);
  return blocked;
}
