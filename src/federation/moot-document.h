/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_DOCUMENT_MAX_TOKENS 20000                /* values and names; a long thread has 3000 */
#define MOOT_DOCUMENT_MAX_ELEMENTS 2000               /* of one array or object */
#define MOOT_DOCUMENT_MAX_STRING ((gsize) 256 * 1024) /* bytes; the longest articles */

gboolean  moot_document_check (const char  *text,
                               gsize        length,
                               GError     **error);
JsonNode *moot_document_parse (GBytes      *bytes,
                               GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
