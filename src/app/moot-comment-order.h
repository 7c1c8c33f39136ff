/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-discussion.h"

G_BEGIN_DECLS

GPtrArray *moot_comment_order_arrange      (GPtrArray  *comments,
                                            GHashTable *depths) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_comment_order_merge        (GPtrArray  *kept,
                                            GPtrArray  *fresh) G_GNUC_WARN_UNUSED_RESULT;
char      *moot_comment_order_write_ranges (GPtrArray  *comments,
                                            guint       n) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
