/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-fetch-budget.h"
#include "moot-remote-collection.h"

G_BEGIN_DECLS

/**
 * MootAsker:
 * @federation: federation
 * @sign: signs as whoever asks
 * @data: of @sign
 * @budget: (nullable): how much may be asked
 *
 * Who asks others for things, and how much.  Nothing is owned.
 */
typedef struct
{
  MootFederation *federation;
  MootFetchSigner sign;
  gpointer data;
  MootFetchBudget *budget;
} MootAsker;

typedef struct _MootCollectionWalk MootCollectionWalk;

MootAsker moot_asker_of_node (MootFederation  *federation,
                              MootFetchBudget *budget);

MootCollectionWalk *moot_collection_walk_new (const MootAsker *asker,
                                              const char *uri,
                                              guint max_pages)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_collection_walk_free (MootCollectionWalk *self);

MootRemoteCollection *moot_collection_walk_next (MootCollectionWalk *self)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootCollectionWalk, moot_collection_walk_free)

G_END_DECLS
