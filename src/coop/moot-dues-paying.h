/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues.h"

G_BEGIN_DECLS

#define MOOT_NOTICES_OPEN_MAX 5  /* of one member: more would be noise for the treasurer */
#define MOOT_OPEN_ITEMS_MAX 1000 /* of a kind, shown at once */

char     *moot_dues_write_ways       (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      gint64                  id,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_dues_dup_epc          (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_dues_say_paid         (const MootCoopContext  *context,
                                      const MootActor        *actor,
                                      gint64                  amount_minor,
                                      const char             *method,
                                      gint64                  paid_on,
                                      GError                **error);
gboolean  moot_dues_settle_notice    (const MootCoopContext  *context,
                                      gint64                  member_id,
                                      gint64                  amount_minor,
                                      GError                **error);
char     *moot_dues_write_open_items (const MootCoopContext  *context,
                                      const MootActor        *viewer,
                                      gint64                  id,
                                      GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
