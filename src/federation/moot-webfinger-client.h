/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-fetcher.h"
#include "moot-handle.h"
#include "moot-remote-actor.h"

G_BEGIN_DECLS

/**
 * MootWebfinger:
 * @subject: who it is about, in the server's own words
 * @self: the id of the actor
 * @page: (nullable): a profile for people
 * @subscribe: (nullable): where to send somebody who wants to follow, with `{uri}` in it
 *
 * What a server says of a handle.
 */
typedef struct
{
  MootHandle *subject;
  char *self;
  char *page;
  char *subscribe;
} MootWebfinger;

MootWebfinger *moot_webfinger_read     (GBytes         *bytes,
                                        GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_webfinger_free     (MootWebfinger  *self);
char          *moot_webfinger_read_xrd (GBytes         *bytes,
                                        GError        **error) G_GNUC_WARN_UNUSED_RESULT;

MootWebfinger *moot_webfinger_client_ask (const MootFetcher *fetcher,
                                          const MootHandle *handle,
                                          GCancellable *cancellable,
                                          GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootRemoteActor *moot_webfinger_client_resolve (const MootFetcher *fetcher,
                                                const MootHandle *handle,
                                                MootFetchSigner sign,
                                                gpointer data,
                                                MootHandle **out_handle,
                                                GCancellable *cancellable,
                                                GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootHandle *moot_webfinger_client_confirm (const MootFetcher *fetcher,
                                           const MootRemoteActor *actor,
                                           GCancellable *cancellable,
                                           GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootWebfinger, moot_webfinger_free)

G_END_DECLS
