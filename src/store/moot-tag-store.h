/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_MAX_FOLLOWED_TAGS 400
#define MOOT_MAX_TAG_CHARACTERS 100
#define MOOT_MAX_FEATURED_TAGS 10 /* of one account, here or elsewhere */

char     *moot_tag_dup_name (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_tag_follow   (MootDb      *db,
                             gint64       account_id,
                             const char  *name,
                             gboolean     wanted,
                             GError     **error);
gboolean  moot_tag_feature  (MootDb      *db,
                             gint64       account_id,
                             const char  *name,
                             gboolean     wanted,
                             gint64       now,
                             gboolean    *out_changed,
                             GError     **error);

G_END_DECLS
