/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-loomio.h"

G_BEGIN_DECLS

#define MOOT_LOOMIO_LINKS_MAX 50 /* groups of one person */

#define MOOT_TYPE_LOOMIO_LINKS (moot_loomio_links_get_type ())

G_DECLARE_FINAL_TYPE (MootLoomioLinks, moot_loomio_links, MOOT, LOOMIO_LINKS, GObject)

/**
 * MootLoomioLinks:
 *
 * The groups on Loomio that somebody has linked here, each with a client of its own.
 *
 * Signal: `changed` when one came or went, or its key did.
 */

MootLoomioLinks *moot_loomio_links_new  (const char      *secrets,
                                         MootCache       *cache) G_GNUC_WARN_UNUSED_RESULT;
void             moot_loomio_links_open (MootLoomioLinks *self);

guint           moot_loomio_links_get_n      (MootLoomioLinks *self);
MootLoomioLink *moot_loomio_links_get_link   (MootLoomioLinks *self,
                                              guint            i);
MootClient     *moot_loomio_links_get_client (MootLoomioLinks *self,
                                              guint            i);
MootClient     *moot_loomio_links_find       (MootLoomioLinks *self,
                                              const char      *key);

void     moot_loomio_links_put_async  (MootLoomioLinks      *self,
                                       MootLoomioLink       *link,
                                       const char           *api_key,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean moot_loomio_links_put_finish (MootLoomioLinks      *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void     moot_loomio_links_remove     (MootLoomioLinks      *self,
                                       const char           *key);

G_END_DECLS
