/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-delivery-plan.h"
#include "moot-federation.h"
#include "moot-signers.h"

G_BEGIN_DECLS

/**
 * MootDelivery:
 * @id: of the row
 * @attempts: so far
 * @sign: as whom it is signed
 * @signer: (nullable): data of @sign, %NULL for the node itself
 * @synchronisation: (nullable): `Collection-Synchronization`
 * @tried: whether @answer says something
 * @moved_to: (nullable): the inbox it is for now
 *
 * One POST that is due, and what came of it.
 */
typedef struct
{
  gint64 id;
  guint attempts;
  gint64 account_id;
  gint64 key_number;
  gboolean synchronise;
  char *actor;
  char *uri;
  char *inbox;
  GBytes *body;
  MootSigner *signer;
  char *synchronisation;
  gboolean tried;
  MootDeliveryAnswer answer;
  char *moved_to;
} MootDelivery;

/**
 * MootHostVisit:
 * @host: with its port if there is one
 * @deliveries: (element-type MootDelivery): what is brought there, in order
 * @health: how the host was doing before
 * @haste: how quick it was before, see moot_host_haste_of(); 0 when it is not known
 * @took_ms: how long it took to answer now; 0 when it did not
 * @blocked: whether nothing may be brought there
 *
 * Some deliveries to one host, over one connection.
 */
typedef struct
{
  char *host;
  MootHostHealth health;
  guint haste;
  gint64 took_ms;
  gboolean blocked;
  GPtrArray *deliveries;
} MootHostVisit;

/**
 * MootSettleTerms:
 * @now: UTC milliseconds
 * @first_ms: the first delay
 * @give_up_ms: how long anything is tried at most, 0 for as long as it deserves
 * @offline: there was no network: silence says nothing of a host
 */
typedef struct
{
  gint64 now;
  gint64 first_ms;
  gint64 give_up_ms;
  gboolean offline;
} MootSettleTerms;

MootHostVisit *moot_host_visit_new  (const char           *host,
                                     const MootHostHealth *health) G_GNUC_WARN_UNUSED_RESULT;
void           moot_host_visit_free (MootHostVisit        *self);

GPtrArray *moot_outbox_list_due   (MootDb                 *db,
                                   gint64                  now,
                                   gint64                 *out_next_at,
                                   GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_outbox_fill_visit (MootDb                 *db,
                                   MootHostVisit          *visit,
                                   gint64                  now,
                                   guint                   limit,
                                   GHashTable             *in_flight,
                                   GError                **error);
gboolean   moot_outbox_settle     (MootDb                 *db,
                                   MootHostVisit          *visit,
                                   const MootSettleTerms  *terms,
                                   GError                **error);
gboolean   moot_outbox_prolong    (MootDb                 *db,
                                   gint64                  by_ms,
                                   gint64                  now,
                                   GError                **error);

char *moot_followers_digest          (const char *const  *followers) G_GNUC_WARN_UNUSED_RESULT;
char *moot_followers_synchronisation (MootDb             *db,
                                      gint64              account_id,
                                      const char         *actor,
                                      const char         *inbox,
                                      GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootHostVisit, moot_host_visit_free)

G_END_DECLS
