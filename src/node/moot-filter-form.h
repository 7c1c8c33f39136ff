/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-word-filter.h"

G_BEGIN_DECLS

/**
 * MootFilterForm:
 * @filter_id: 0 for a new one; afterwards the one that was written
 * @phrase: (nullable): of the old API: the only keyword, which has this @keyword_id if it is there
 *
 * What a client says of a filter, and what it is about.
 */
typedef struct
{
  MootExchange *exchange;
  gint64 filter_id;
  const char *phrase;
  gint64 keyword_id;
} MootFilterForm;

gboolean moot_filter_form_write  (MootDb            *db,
                                  gpointer           data,
                                  GError           **error);
gboolean moot_filter_keyword_put (MootDb            *db,
                                  const MootParams  *params,
                                  const char        *word,
                                  gint64             filter_id,
                                  gint64            *id,
                                  GError           **error);
gboolean moot_filter_has_room    (MootDb            *db,
                                  gint64             filter_id,
                                  GError           **error);

G_END_DECLS
