/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache-private.h"

G_BEGIN_DECLS

/**
 * MootCacheOrder:
 *
 * One timeline inside a write transaction; lives on the stack.
 */
typedef struct
{
  MootDb *db;
  const char *account;
  const char *timeline;
  gint64 version;
} MootCacheOrder;

/**
 * MootCacheRow:
 *
 * An entry with its place; `key` is %NULL beyond the end.
 */
typedef struct
{
  gint64 position;
  gboolean is_gap;
  char *key;
} MootCacheRow;

void moot_cache_row_clear (MootCacheRow *row);

gboolean moot_cache_order_find    (MootCacheOrder  *self,
                                   const char      *key,
                                   gboolean        *out_found,
                                   gint64          *out_position,
                                   GError         **error);
gboolean moot_cache_order_next    (MootCacheOrder  *self,
                                   gint64           position,
                                   gboolean         below,
                                   MootCacheRow    *out_row,
                                   GError         **error);
gboolean moot_cache_order_insert  (MootCacheOrder  *self,
                                   GPtrArray       *statuses,
                                   guint            first,
                                   guint            count,
                                   const char      *above,
                                   const char      *below,
                                   GError         **error);
gboolean moot_cache_order_put_gap (MootCacheOrder  *self,
                                   const char      *above,
                                   const char      *below,
                                   GError         **error);
gboolean moot_cache_order_delete  (MootCacheOrder  *self,
                                   gint64           position,
                                   GError         **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootCacheRow, moot_cache_row_clear)

G_END_DECLS
