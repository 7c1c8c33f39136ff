/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootHtmlTakes:
 *
 * Attributes an element may keep besides `lang`.
 */
typedef enum
{
  MOOT_HTML_TAKES_NOTHING = 0,
  MOOT_HTML_TAKES_CLASS = 1 << 0,
  MOOT_HTML_TAKES_TRANSLATE = 1 << 1,
  MOOT_HTML_TAKES_START = 1 << 2,
  MOOT_HTML_TAKES_VALUE = 1 << 3,
  MOOT_HTML_TAKES_HREF = 1 << 4,
} MootHtmlTakes;

void moot_html_append_attributes (GString           *out,
                                  const char *const *attributes,
                                  MootHtmlTakes      takes);
void moot_html_append_link       (GString           *out,
                                  const char *const *attributes,
                                  const char        *href);

G_END_DECLS
