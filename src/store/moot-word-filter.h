/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"
#include "moot-json.h"

G_BEGIN_DECLS

/**
 * MootFilterContext:
 *
 * Where a filter holds, as bits.
 */
typedef enum
{
  MOOT_FILTER_HOME = 1 << 0,
  MOOT_FILTER_NOTIFICATIONS = 1 << 1,
  MOOT_FILTER_PUBLIC = 1 << 2,
  MOOT_FILTER_THREAD = 1 << 3,
  MOOT_FILTER_ACCOUNT = 1 << 4,
  MOOT_FILTER_ANYWHERE = (1 << 5) - 1,
} MootFilterContext;

/**
 * MootFilterKeyword:
 * @folded: the same for comparing
 */
typedef struct
{
  gint64 id;
  char *keyword;
  char *folded;
  gboolean whole_word;
} MootFilterKeyword;

typedef struct
{
  gint64 id;
  gint64 status_id;
} MootFilterStatus;

/**
 * MootWordFilter:
 * @contexts: bits of #MootFilterContext
 * @action: `warn`, `hide` or `blur`
 * @expires_at: UTC milliseconds, 0 for never
 * @keywords: of #MootFilterKeyword
 * @statuses: of #MootFilterStatus
 *
 * What a member does not want to read, or not without a warning.
 */
typedef struct
{
  gint64 id;
  char *title;
  guint contexts;
  char *action;
  gint64 expires_at;
  GPtrArray *keywords;
  GArray *statuses;
} MootWordFilter;

GPtrArray *moot_word_filters_load (MootDb  *db,
                                   gint64   account_id,
                                   gint64   filter_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_filter_contexts_read (const char *const *words,
                                     guint             *out_contexts);
char     *moot_filter_contexts_dup  (guint              contexts) G_GNUC_WARN_UNUSED_RESULT;

void moot_filter_keyword_write  (const MootFilterKeyword *self,
                                 MootJsonWriter          *json);
void moot_filter_status_write   (const MootFilterStatus  *self,
                                 MootJsonWriter          *json);
void moot_filter_contexts_write (guint                    contexts,
                                 MootJsonWriter          *json);
void moot_word_filter_write     (const MootWordFilter    *self,
                                 gboolean                 with_parts,
                                 MootJsonWriter          *json);

gboolean moot_word_filters_append (GPtrArray       *filters,
                                   guint            contexts,
                                   MootDb          *db,
                                   gint64           status_id,
                                   gint64           now,
                                   MootJsonWriter  *json,
                                   GError         **error);

G_END_DECLS
