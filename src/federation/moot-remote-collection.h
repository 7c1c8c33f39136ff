/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_COLLECTION_MAX_ITEMS 500 /* of one page; servers give 10 to 60 */

/**
 * MootRemoteItem:
 * @id: (nullable): of the item
 * @json: (nullable): what stands there for it; only to be believed if it is from here
 */
typedef struct
{
  char *id;
  JsonObject *json;
} MootRemoteItem;

/**
 * MootRemoteCollection:
 * @id: (nullable): pages inside of a collection often have none
 * @is_page: whether it is a part
 * @total: -1 = not told
 * @first: (nullable): the id of the first page
 * @first_page: (nullable): the first page, if it is inside
 * @next: (nullable): the id of the next page, on the same server
 * @items: (element-type MootRemoteItem): what is in it
 *
 * A collection, or a page of one.
 */
typedef struct
{
  char *id;
  gboolean is_page;
  gint64 total;
  char *attributed_to;
  char *part_of;
  char *first;
  JsonObject *first_page;
  char *next;
  GPtrArray *items;
} MootRemoteCollection;

MootRemoteCollection *moot_remote_collection_read (JsonObject *object,
                                                   const char *from,
                                                   GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void moot_remote_collection_free (MootRemoteCollection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRemoteCollection, moot_remote_collection_free)

G_END_DECLS
