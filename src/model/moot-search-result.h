/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-entity.h"
#include "moot-status.h"

G_BEGIN_DECLS

#define MOOT_TYPE_SEARCH_RESULT (moot_search_result_get_type ())

G_DECLARE_FINAL_TYPE (MootSearchResult, moot_search_result, MOOT, SEARCH_RESULT, GObject)

/**
 * MootSearchResult:
 *
 * Always all three lists.
 */
struct _MootSearchResult
{
  GObject parent_instance;

  GPtrArray *accounts; /* of MootAccount */
  GPtrArray *statuses; /* of MootStatus */
  GPtrArray *hashtags; /* of MootTag */
};

G_END_DECLS
