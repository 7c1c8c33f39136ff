/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a search found.
 * Spec: Mastodon client API, Search. */
#include "moot-search-result.h"

/* clang-format off */
static const MootField search_result_fields[] = {
  MOOT_LIST (MootSearchResult, accounts, MOOT_FIELD_PLAIN, moot_account_get_type),
  MOOT_LIST (MootSearchResult, statuses, MOOT_FIELD_PLAIN, moot_status_get_type),
  MOOT_LIST (MootSearchResult, hashtags, MOOT_FIELD_PLAIN, moot_tag_get_type),
};
/* clang-format on */

MOOT_DEFINE_ENTITY (MootSearchResult, moot_search_result, search_result_fields)
