/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_TITLE_MAX 250     /* characters: fits a line of a list twice */
#define MOOT_CONTEXT_MAX 40000 /* characters of an opening text or a proposal: some twenty pages */
#define MOOT_COMMENT_MAX 10000 /* characters of a comment */
#define MOOT_REASON_MAX 2000   /* characters of a reason or a summary */

gboolean  moot_text_check       (const char      *field,
                                 const char      *text,
                                 glong            max_characters,
                                 gboolean         required,
                                 GError         **error);
char     *moot_text_dup_trimmed (const char      *text) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_text_render      (const MootSite  *site,
                                 const char      *source) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
