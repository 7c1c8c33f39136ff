/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootVisibility:
 *
 * Who may see a status, widest first.  The numbers are stored: never change one.
 *
 * Spec: Mastodon client API, Status.visibility.
 */
typedef enum
{
  MOOT_VISIBILITY_PUBLIC = 0,
  MOOT_VISIBILITY_UNLISTED = 1,
  MOOT_VISIBILITY_PRIVATE = 2,
  MOOT_VISIBILITY_DIRECT = 3,
} MootVisibility;

const char *moot_visibility_to_text   (MootVisibility  visibility);
gboolean    moot_visibility_from_text (const char     *text,
                                       MootVisibility *out_visibility);

gboolean moot_scopes_cover       (const char *granted,
                                  const char *wanted);
gboolean moot_scopes_contain_all (const char *granted,
                                  const char *wanted);

G_END_DECLS
