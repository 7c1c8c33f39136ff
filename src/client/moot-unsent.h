/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-connection.h"

G_BEGIN_DECLS

#define MOOT_UNSENT_NEW "new"
#define MOOT_UNSENT_MAX 500 /* things that wait at once; more are sent the next time */

/**
 * MootUnsentItem:
 * @id: of the row, 0 for a new one
 * @place: the discussion; %MOOT_UNSENT_NEW for one that is to be begun
 * @kind: `comment`, `context`, `discussion`, `edit`, `greet`, `react`, `read` or `remove`
 * @target: the comment it is about, or empty
 * @key: makes sending it twice harmless
 * @json: the body of the request, with what moot-unsent-body knows of
 * @problem: (nullable): why the server did not take it
 * @created_at: UTC milliseconds
 *
 * Something that was said or done while the server may have been away.
 */
typedef struct
{
  gint64 id;
  char *place;
  char *kind;
  char *target;
  char *key;
  char *json;
  char *problem;
  gint64 created_at;
} MootUnsentItem;

MootUnsentItem *moot_unsent_item_new        (const char           *kind,
                                             const char           *place,
                                             const char           *target,
                                             const char           *key,
                                             char                 *json) G_GNUC_WARN_UNUSED_RESULT;
void            moot_unsent_item_free       (MootUnsentItem       *self);
char           *moot_unsent_item_dup_text   (const MootUnsentItem *self) G_GNUC_WARN_UNUSED_RESULT;
char           *moot_unsent_item_dup_title  (const MootUnsentItem *self) G_GNUC_WARN_UNUSED_RESULT;
MootRequest    *moot_unsent_item_to_request (const MootUnsentItem *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean        moot_unsent_put     (MootCache             *cache,
                                     const char            *account,
                                     const MootUnsentItem  *item,
                                     GError               **error);
gboolean        moot_unsent_remove  (MootCache             *cache,
                                     const char            *account,
                                     gint64                 id,
                                     GError               **error);
GPtrArray      *moot_unsent_list    (MootCache             *cache,
                                     const char            *account,
                                     const char            *place,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;
MootUnsentItem *moot_unsent_find    (MootCache             *cache,
                                     const char            *account,
                                     const char            *key,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        moot_unsent_send    (MootConnection        *connection,
                                     MootCache             *cache,
                                     const char            *account,
                                     const char            *key,
                                     MootReply            **out_reply,
                                     GCancellable          *cancellable,
                                     GError               **error);
MootReply      *moot_unsent_deliver (MootConnection        *connection,
                                     MootCache             *cache,
                                     const char            *account,
                                     MootUnsentItem        *item,
                                     GCancellable          *cancellable,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootUnsentItem, moot_unsent_item_free)

G_END_DECLS
