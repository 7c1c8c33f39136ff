/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How much anybody may deliver: so much from each actor and from each server, so many new people of
 * each server.  Only what a signature proved is counted, so that nobody uses up what is somebody
 * else's.  Whoever has more is told to come back.
 * Spec: RFC 6585 section 4.
 * Thread: any. */
#include "moot-inbox-gate.h"

#include "moot-error.h"
#include "moot-pacing.h"

#define MAX_ACTORS 8192 /* watched at once; the longest quiet one is forgotten first */
#define MAX_HOSTS 4096

struct _MootInboxGate
{
  MootPacing *actors; /* each %NULL without a limit */
  MootPacing *hosts;
  MootPacing *newcomers;
};

static const MootInboxLimits usual = { MOOT_INBOX_PER_ACTOR, MOOT_INBOX_PER_HOST,
                                       MOOT_INBOX_NEWCOMERS, TRUE };

static MootPacing *
make_pacing (guint  limit,
             gint64 period_ms,
             guint  max_keys)
{
  return limit > 0 ? moot_pacing_new (limit, period_ms, max_keys) : NULL;
}

/**
 * moot_inbox_gate_new:
 * @limits: (nullable): %NULL for the usual ones
 *
 * Returns: (transfer full): a gate
 */
MootInboxGate *
moot_inbox_gate_new (const MootInboxLimits *limits)
{
  MootInboxGate *self = g_new0 (MootInboxGate, 1);

  if (limits == NULL)
    limits = &usual;
  self->actors = make_pacing (limits->per_actor, MOOT_MINUTE, MAX_ACTORS);
  self->hosts = make_pacing (limits->per_host, 5 * MOOT_MINUTE, MAX_HOSTS);
  self->newcomers = make_pacing (limits->newcomers, MOOT_HOUR, MAX_HOSTS);
  return self;
}

/** moot_inbox_gate_free: frees @self, which may be %NULL */
void
moot_inbox_gate_free (MootInboxGate *self)
{
  if (self == NULL)
    return;

  moot_pacing_unref (self->actors);
  moot_pacing_unref (self->hosts);
  moot_pacing_unref (self->newcomers);
  g_free (self);
}

static gboolean
take (MootPacing  *pacing,
      const char  *key,
      gint64       now,
      const char  *why,
      GError     **error)
{
  if (pacing == NULL || moot_pacing_take (pacing, key, now, NULL))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_LIMITED, "%s '%.200s'", why, key);
  return FALSE;
}

/**
 * moot_inbox_gate_let_in:
 * @self: the gate
 * @signer: the actor who signed
 * @now: UTC milliseconds
 * @error: return location
 *
 * Counts a delivery.
 *
 * Errors: %MOOT_ERROR_LIMITED.
 *
 * Returns: whether it may be taken
 */
gboolean
moot_inbox_gate_let_in (MootInboxGate  *self,
                        const char     *signer,
                        gint64          now,
                        GError        **error)
{
  g_autofree char *host = moot_uri_dup_authority (signer);

  return take (self->actors, signer, now, "too much of", error) &&
         take (self->hosts, host, now, "too much from", error);
}

/**
 * moot_inbox_gate_meet:
 * @self: the gate
 * @host: of somebody whose key is not known
 * @now: UTC milliseconds
 * @error: return location
 *
 * Counts somebody new.
 *
 * Errors: %MOOT_ERROR_LIMITED.
 *
 * Returns: whether their key may be asked for
 */
gboolean
moot_inbox_gate_meet (MootInboxGate  *self,
                      const char     *host,
                      gint64          now,
                      GError        **error)
{
  return take (self->newcomers, host, now, "too many new people of", error);
}
