/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-uri.h"

G_BEGIN_DECLS

/* A server that kept its letters while this node slept sends them in a burst: that fits. */
#define MOOT_INBOX_PER_ACTOR 60   /* activities a minute */
#define MOOT_INBOX_PER_HOST 1200  /* activities in five minutes, of all actors of a server */
#define MOOT_INBOX_NEWCOMERS 1000 /* actors of a server whose keys are asked for, an hour */

/**
 * MootInboxLimits:
 *
 * How much may be delivered; 0 is without a limit.  @holds: whether what looks like a flood waits
 * for a moderator.
 */
typedef struct
{
  guint per_actor;
  guint per_host;
  guint newcomers;
  gboolean holds;
} MootInboxLimits;

typedef struct _MootInboxGate MootInboxGate;

MootInboxGate *moot_inbox_gate_new  (const MootInboxLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
void           moot_inbox_gate_free (MootInboxGate         *self);

gboolean moot_inbox_gate_let_in (MootInboxGate  *self,
                                 const char     *signer,
                                 gint64          now,
                                 GError        **error);
gboolean moot_inbox_gate_meet   (MootInboxGate  *self,
                                 const char     *host,
                                 gint64          now,
                                 GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootInboxGate, moot_inbox_gate_free)

G_END_DECLS
