/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-contest.h"
#include "moot-coop-context.h"
#include "moot-election-store.h"
#include "moot-membership.h"

G_BEGIN_DECLS

gint64   moot_offices_grant     (const MootCoopContext  *context,
                                 const MootRoleRecord   *term,
                                 gint64                  actor_id,
                                 GError                **error);
gboolean moot_offices_end       (const MootCoopContext  *context,
                                 const MootRoleRecord   *term,
                                 gint64                  actor_id,
                                 GError                **error);
gboolean moot_offices_resign    (const MootCoopContext  *context,
                                 const MootActor        *actor,
                                 gint64                  id,
                                 GError                **error);
gint64   moot_offices_countback (const MootCoopContext  *context,
                                 const MootActor        *actor,
                                 gint64                  id,
                                 GError                **error);

MootOffice *moot_offices_load (const MootCoopContext  *context,
                               const MootActor        *viewer,
                               gint64                  id,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_offices_list (const MootCoopContext  *context,
                               const MootActor        *viewer,
                               const MootRange        *range,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

/* for the files of this layer */
gboolean moot_offices_is_current (const MootCoopContext  *context,
                                  const MootRoleRecord   *term);
gboolean moot_offices_is_free    (const MootCoopContext  *context,
                                  gint64                  id,
                                  gboolean               *out_free,
                                  GError                **error);

MootRoleRecord *moot_offices_find (const MootCoopContext *context,
                                   gint64 id,
                                   GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
