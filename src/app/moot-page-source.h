/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_PAGE_SOURCE_PAGES_MAX 128 /* of a list that is read whole: 10,000 voters */

/**
 * MootPageSource:
 * @connection: the way to the server
 * @cache: (nullable): where copies are kept
 * @account: (nullable): whose copies
 * @from_copies: read copies instead of asking the server
 * @fetched_at: when the oldest copy that was read came, 0 for none
 *
 * Where the work of a page gets its documents: the same work reads them from the server, or from
 * the copies kept the last time.  Thread: a worker.
 */
typedef struct
{
  MootConnection *connection;
  MootCache *cache;
  char *account;
  char *secrets; /* (nullable): the folder */
  gboolean from_copies;
  gint64 fetched_at;
} MootPageSource;

MootReply  *moot_page_source_ask        (MootPageSource  *self,
                                         const char      *name,
                                         MootRequest     *request,
                                         GCancellable    *cancellable,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gpointer    moot_page_source_ask_entity (MootPageSource  *self,
                                         const char      *name,
                                         MootCall         call,
                                         const char      *id,
                                         GCancellable    *cancellable,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_page_source_ask_all    (MootPageSource  *self,
                                         const char      *name,
                                         MootCall         call,
                                         const char      *id,
                                         GCancellable    *cancellable,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *moot_page_source_ask_names  (MootPageSource  *self,
                                         GCancellable    *cancellable,
                                         GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
