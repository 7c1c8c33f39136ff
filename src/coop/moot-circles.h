/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-circle.h"
#include "moot-coop-context.h"
#include "moot-membership.h"
#include "moot-records.h"

G_BEGIN_DECLS

#define MOOT_CIRCLES_MAX 200          /* of one co-op, those that have ended included */
#define MOOT_CIRCLE_NAME_MAX 80       /* characters */
#define MOOT_CIRCLE_MEMBERS_SHOWN 500 /* in one answer */

/**
 * MootCircleDraft:
 *
 * What a circle is to be; %NULL and -1 leave a thing as it is.
 */
typedef struct
{
  const char *name;
  const char *slug;
  const char *mandate;
  int open;
  int closed; /* it has done its work: nothing new begins there */
} MootCircleDraft;

gint64   moot_circles_create  (const MootCoopContext  *context,
                               const MootActor        *actor,
                               const MootCircleDraft  *draft,
                               GError                **error);
gboolean moot_circles_change  (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               const MootCircleDraft  *draft,
                               GError                **error);
gboolean moot_circles_join    (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               GError                **error);
gboolean moot_circles_leave   (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               GError                **error);
gboolean moot_circles_appoint (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               gint64                  member_id,
                               const char             *role,
                               GError                **error);
gboolean moot_circles_remove  (const MootCoopContext  *context,
                               const MootActor        *actor,
                               gint64                  id,
                               gint64                  member_id,
                               GError                **error);

gboolean moot_circles_require_member (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      gint64                  id,
                                      GError                **error);
gboolean moot_circles_may_lead       (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      gint64                  id,
                                      gboolean               *out_leads,
                                      GError                **error);

MootCircle *moot_circles_load (const MootCoopContext  *context,
                               const MootActor        *viewer,
                               gint64                  id,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray  *moot_circles_list (const MootCoopContext  *context,
                               const MootActor        *viewer,
                               const MootRange        *range,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
