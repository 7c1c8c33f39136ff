/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootPlaceGroup:
 * @MOOT_PLACE_READING: for every account
 * @MOOT_PLACE_COOP: where the server has a co-op
 */
typedef enum
{
  MOOT_PLACE_READING,
  MOOT_PLACE_COOP,
} MootPlaceGroup;

/**
 * MootPlace:
 * @name: of the place, as in `win.go::home`
 * @title: what people read
 * @icon_name: symbolic icon
 * @group: where in the sidebar
 *
 * A place of the sidebar.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  MootPlaceGroup group;
} MootPlace;

extern const MootPlace moot_places[];
extern const guint moot_n_places;

const MootPlace *moot_place_find (const char *name);

G_END_DECLS
