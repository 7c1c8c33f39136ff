/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The places of the sidebar, in its order.
 * Thread: any. */
#include "config.h"

#include "moot-places.h"

#include <glib/gi18n.h>

/* clang-format off */
const MootPlace moot_places[] = {
  /* Translators: the timeline of the accounts one follows */
  { "home",  N_("Home"),  "moot-home-symbolic",  MOOT_PLACE_READING },
  /* Translators: the timeline of everybody on one's own server */
  { "local", N_("Local"), "moot-local-symbolic", MOOT_PLACE_READING },
  /* Translators: mentions, boosts, favourites and new followers */
  { "notifications", N_("Notifications"), "moot-notifications-symbolic", MOOT_PLACE_READING },
  /* Translators: a page on which one looks for people, hashtags and posts */
  { "search", N_("Search"), "moot-search-symbolic", MOOT_PLACE_READING },
  /* Translators: discussions and proposals of the co-op; “moot” is an old word for an assembly */
  { "moot",  N_("Moot"),  "moot-moot-symbolic",  MOOT_PLACE_COOP },
  /* Translators: what members pay to the co-op, and what it spends */
  { "dues",  N_("Dues"),  "moot-dues-symbolic",  MOOT_PLACE_COOP },
};
/* clang-format on */

const guint moot_n_places = G_N_ELEMENTS (moot_places);

/**
 * moot_place_find:
 * @name: (nullable): of a place
 *
 * Returns: (transfer none) (nullable): the place
 */
const MootPlace *
moot_place_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (moot_places); i++)
    if (g_strcmp0 (moot_places[i].name, name) == 0)
      return &moot_places[i];
  return NULL;
}
