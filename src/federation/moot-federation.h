/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-acceptance.h"
#include "moot-fetcher.h"
#include "moot-inbox-gate.h"
#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_FEDERATION_PATIENCE_MS (8 * MOOT_SECOND) /* of whoever waits for an answer of ours */

/**
 * MootFederationOptions:
 * @pool: the database
 * @site: the node
 * @private_addresses: whether http and private networks are let through, for laboratories only
 * @tls_database: (nullable): whom to believe instead of the system's authorities
 * @inbox_limits: (nullable): how much may be delivered; %NULL: as much as is usual, and anything in
 * a laboratory
 * @is_blocked: (nullable): whether nothing is taken from a host and nothing sent there
 * @data: of @is_blocked
 *
 * What federation works with.  Copied; @pool and @site must outlive it.
 */
typedef struct
{
  MootDbPool *pool;
  const MootSite *site;
  gboolean private_addresses;
  GTlsDatabase *tls_database;
  const MootInboxLimits *inbox_limits;
  gboolean (*is_blocked) (const char *host,
                          gpointer data);
  gpointer data;
} MootFederationOptions;

typedef struct _MootClockWatch MootClockWatch;
typedef struct _MootKeyring MootKeyring;
typedef struct _MootSigners MootSigners;
typedef struct _MootInbox MootInbox;
typedef struct _MootErrands MootErrands;
typedef struct _MootPendingHosts MootPendingHosts;
typedef struct _MootWaves MootWaves;

/**
 * MootFederation:
 * @fetcher: for what nobody waits for
 * @quick_fetcher: for what somebody waits for
 * @schemes: which signatures each host understands
 * @own_addresses: (nullable): where nobody but us answers; %NULL in laboratories
 * @actor_id: of the node itself
 * @key_id: what the node itself signs with
 * @gate: how much others may deliver
 * @waves: what strangers say at the same time
 * @holds: whether such things wait for a moderator
 * @clock_watch: whether our clock is right
 * @cancellable: ends whatever waits for another server when the node stops
 *
 * What every part of federation shares.  Built once, then frozen; each member is safe to use from
 * any thread.
 */
typedef struct
{
  MootFederationOptions options;
  MootDbPool *pool;
  const MootSite *site;
  MootFetcher *fetcher;
  MootFetcher *quick_fetcher;
  MootSchemeMemory *schemes;
  MootOwnAddresses *own_addresses;
  char *user_agent;
  char *actor_id;
  char *key_id;
  MootInboxGate *gate;
  MootWaves *waves;
  gboolean holds;
  GCancellable *cancellable;
  MootClockWatch *clock_watch;
  MootKeyring *keyring; /* keys of others */
  MootSigners *signers; /* keys of ours */
  MootInbox *inbox;     /* what they send */
  MootErrands *errands; /* what is fetched beside other things */
  MootPendingHosts *pending_hosts;
  struct _MootNodeKey *node_key;
} MootFederation;

MootFederation *
moot_federation_new (const MootFederationOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void moot_federation_free (MootFederation *self);

void moot_federation_start (MootFederation *self);
void moot_federation_stop  (MootFederation *self);

MootAcceptanceTerms moot_federation_get_terms (const MootFederation *self,
                                               MootEvidence          evidence,
                                               const char           *by);

char     *moot_federation_dup_public_pem (MootFederation        *self,
                                          GError               **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_federation_is_blocked     (const MootFederation  *self,
                                          const char            *uri);
gboolean  moot_federation_sign           (MootHttpMessage       *message,
                                          MootSignatureScheme    scheme,
                                          gpointer               federation,
                                          GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFederation, moot_federation_free)

G_END_DECLS
