/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"
#include "moot-relationship-store.h"

G_BEGIN_DECLS

#define MOOT_SEVERANCE_MAX_NAMES 5000 /* of one member that are listed; all are counted */

typedef struct _MootSevering MootSevering;

MootSevering *moot_severing_new  (const char   *type) G_GNUC_WARN_UNUSED_RESULT;
void          moot_severing_free (MootSevering *self);

gboolean moot_severing_note   (MootSevering          *self,
                               MootDb                *db,
                               const char            *target_name,
                               const MootFollowPair  *pair,
                               gint64                 except_id,
                               GError               **error);
gboolean moot_severing_finish (MootSevering          *self,
                               MootDb                *db,
                               GError               **error);

gboolean moot_severance_write      (MootDb          *db,
                                    gint64           id,
                                    MootJsonWriter  *json,
                                    GError         **error);
gboolean moot_severance_write_list (MootDb          *db,
                                    gint64           id,
                                    gint64           account_id,
                                    MootJsonWriter  *json,
                                    gboolean        *out_found,
                                    GError         **error);
gboolean moot_severance_prune      (MootDb          *db,
                                    gint64           before,
                                    GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSevering, moot_severing_free)

G_END_DECLS
