/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_STATUS_CACHE_BYTES (8 * 1024 * 1024) /* about six thousand statuses */

/**
 * MootFragmentHole:
 *
 * Where something that depends on the viewer, or is kept on its own, goes into the text of a
 * status; in the order of the text.
 */
typedef enum
{
  MOOT_HOLE_REBLOG,
  MOOT_HOLE_ACCOUNT,
  MOOT_HOLE_POLL,
  MOOT_HOLE_QUOTE,
  MOOT_HOLE_FLAGS,
  MOOT_N_HOLES,
} MootFragmentHole;

typedef enum
{
  MOOT_FRAGMENT_ACCOUNT,
  MOOT_FRAGMENT_STATUS,
} MootFragmentKind;

/**
 * MootQuoters:
 *
 * Who a policy speaks of, as far as clients are told.
 */
typedef enum
{
  MOOT_QUOTERS_PUBLIC = 1 << 0,
  MOOT_QUOTERS_FOLLOWERS = 1 << 1,
  MOOT_QUOTERS_FOLLOWING = 1 << 2,
  MOOT_QUOTERS_OTHERS = 1 << 3,
} MootQuoters;

/**
 * MootFragment:
 * @holes: offsets into @text, none for an account
 * @poll_id: the poll of a status, 0 for none
 * @pinnable: whether its author could pin the status
 * @quotes: whether it quotes anything
 * @quote_automatic: #MootQuoters who may quote it
 * @quote_manual: #MootQuoters who may ask
 *
 * The JSON of one account or status at one revision, the same for every viewer.  Never changes.
 */
typedef struct
{
  gatomicrefcount references;
  gint64 poll_id;
  gboolean pinnable;
  gboolean quotes;
  guint8 quote_automatic;
  guint8 quote_manual;
  guint32 holes[MOOT_N_HOLES];
  guint32 length;
  char text[];
} MootFragment;

typedef struct _MootStatusCache MootStatusCache;

MootFragment *moot_fragment_new   (const char   *text,
                                   gsize         length) G_GNUC_WARN_UNUSED_RESULT;
void          moot_fragment_unref (MootFragment *self);

MootStatusCache *moot_status_cache_new  (gsize            max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void             moot_status_cache_free (MootStatusCache *self);

MootFragment *moot_status_cache_find      (MootStatusCache  *self,
                                           MootFragmentKind  kind,
                                           gint64            id,
                                           gint64            revision) G_GNUC_WARN_UNUSED_RESULT;
void          moot_status_cache_keep      (MootStatusCache  *self,
                                           MootFragmentKind  kind,
                                           gint64            id,
                                           gint64            revision,
                                           MootFragment     *fragment);
gsize         moot_status_cache_get_bytes (MootStatusCache  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFragment, moot_fragment_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootStatusCache, moot_status_cache_free)

G_END_DECLS
