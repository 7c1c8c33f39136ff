/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site-name.h"

G_BEGIN_DECLS

#define MOOT_SITE_TITLE_MAX 100 /* characters; it stands in a window's title */

/**
 * MootFounding:
 * @data_folder: does not exist, or is empty
 * @site_name: the public name, for ever
 * @title: what the co-op calls itself
 * @currency: ISO 4217
 * @bylaws: a preset, see moot_bylaws_get_presets()
 * @handle: (nullable): the account name of the co-op itself; %NULL for one made of @title
 * @admin: name of the first member
 * @password: theirs
 *
 * All that a new node needs to know.
 */
typedef struct
{
  const char *data_folder;
  const MootSiteName *site_name;
  const char *title;
  const char *currency;
  const char *bylaws;
  const char *handle;
  const char *admin;
  const char *password;
} MootFounding;

gboolean moot_founding_run (const MootFounding  *self,
                            GError             **error);

G_END_DECLS
