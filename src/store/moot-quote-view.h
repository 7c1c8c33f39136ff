/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-view.h"

G_BEGIN_DECLS

gboolean moot_quote_view_prepare (const MootStatusView  *view,
                                  gint64                 status_id,
                                  MootFragment          *fragment,
                                  GError               **error);
gboolean moot_quote_view_append  (const MootStatusView  *view,
                                  const MootFragment    *fragment,
                                  const MootStatusLine  *line,
                                  MootJsonWriter        *json,
                                  GError               **error);

G_END_DECLS
