/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-cache.h"
#include "moot-log-proof.h"

G_BEGIN_DECLS

gboolean   moot_cache_put_log_head      (MootCache          *self,
                                         const char         *account,
                                         const MootLogHead  *head,
                                         gboolean            checked,
                                         GError            **error);
GPtrArray *moot_cache_list_log_heads    (MootCache          *self,
                                         const char         *account,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_cache_dispute_log_heads (MootCache          *self,
                                         const char         *account,
                                         const char         *log_id,
                                         gint64              tree_size,
                                         GError            **error);

G_END_DECLS
