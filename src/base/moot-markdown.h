/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-text.h"

G_BEGIN_DECLS

#define MOOT_MARKDOWN_MAX_BYTES (64 * 1024) /* a long proposal has ten; more is not read */

MootText *moot_markdown_to_html (const char      *markdown,
                                 const char      *base_url,
                                 MootTextResolve  resolve,
                                 gpointer         data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
