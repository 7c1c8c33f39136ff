/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-delivery-plan.h"
#include "moot-fetcher.h"
#include "moot-guarded-session.h"

G_BEGIN_DECLS

#define MOOT_POST_TOTAL_MS (30 * MOOT_SECOND) /* one visit of a host, from the first look-up on */
#define MOOT_POST_IO_SECONDS 10

/**
 * MootPost:
 * @inbox: where to
 * @body: the activity
 * @sign: signs as the actor
 * @data: of @sign
 * @synchronisation: (nullable): `Collection-Synchronization` (FEP-8fcf)
 *
 * One delivery, as it is sent.  Nothing is owned.
 */
typedef struct
{
  const char *inbox;
  GBytes *body;
  MootFetchSigner sign;
  gpointer data;
  const char *synchronisation;
} MootPost;

MootDeliveryAnswer moot_poster_send (SoupSession       *session,
                                     const MootPost    *post,
                                     MootSchemeMemory  *schemes,
                                     GCancellable      *cancellable,
                                     GError           **error);

G_END_DECLS
