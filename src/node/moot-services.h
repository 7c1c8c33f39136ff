/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-catch-up.h"
#include "moot-db-pool.h"
#include "moot-delivery-loop.h"
#include "moot-federation.h"
#include "moot-media-cache.h"
#include "moot-site.h"
#include "moot-status-cache.h"

G_BEGIN_DECLS

typedef struct _MootStreamHub MootStreamHub;
typedef struct _MootPacing MootPacing;
typedef struct _MootRateLimits MootRateLimits;
typedef struct _MootSealedBoxes MootSealedBoxes;

/**
 * MootServices:
 *
 * What every handler works with.  Built once by the node, then frozen; each member is safe to use
 * from any thread.
 */
typedef struct
{
  MootDbPool *pool;
  MootSite *site;
  MootStatusCache *status_cache; /* statuses and accounts as they were rendered */
  MootStreamHub *hub;
  MootPacing *sign_in_pacing;    /* by account: wrong passwords */
  MootPacing *stranger_pacing;   /* by address: costly things for whoever has not signed in */
  MootRateLimits *rate_limits;   /* how much anybody may ask for */
  MootFederation *federation;    /* other servers */
  MootMediaCache *media;         /* pictures of theirs */
  MootDeliveryLoop *delivery;    /* what goes to them */
  MootCatchUp *catch_up;         /* what they wrote while we slept */
  MootSealedBoxes *sealed_boxes; /* sealed elections held here */
  gboolean trust_proxy;
  gboolean allow_private_addresses;
  gboolean authorized_fetch; /* nothing is shown to servers that do not sign */
} MootServices;

G_END_DECLS
