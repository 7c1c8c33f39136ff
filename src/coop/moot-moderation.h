/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-membership.h"
#include "moot-report-store.h"

G_BEGIN_DECLS

/**
 * MootMeasure:
 * @MOOT_MEASURE_NONE: nothing; only settles the report
 * @MOOT_MEASURE_SENSITIVE: all their media behind a warning
 * @MOOT_MEASURE_DISABLE: one of ours cannot sign in
 * @MOOT_MEASURE_SILENCE: out of public sight; who follows them reads them
 * @MOOT_MEASURE_SUSPEND: nothing in, nothing out, nothing shown
 *
 * What a moderator can do to an account.
 */
typedef enum
{
  MOOT_MEASURE_NONE,
  MOOT_MEASURE_SENSITIVE,
  MOOT_MEASURE_DISABLE,
  MOOT_MEASURE_SILENCE,
  MOOT_MEASURE_SUSPEND,
} MootMeasure;

#define MOOT_N_MEASURES (MOOT_MEASURE_SUSPEND + 1)

/**
 * MootReportStep:
 *
 * What a moderator can do with a report.
 */
typedef enum
{
  MOOT_REPORT_TAKE,
  MOOT_REPORT_LEAVE,
  MOOT_REPORT_RESOLVE,
  MOOT_REPORT_REOPEN,
} MootReportStep;

gboolean moot_measure_from_text (const char  *text,
                                 MootMeasure *out_measure);

gboolean moot_moderation_act           (const MootCoopContext  *context,
                                        const MootActor        *moderator,
                                        gint64                  account_id,
                                        MootMeasure             measure,
                                        gboolean                on,
                                        gint64                  report_id,
                                        GError                **error);
gboolean moot_moderation_delete_status (const MootCoopContext  *context,
                                        const MootActor        *moderator,
                                        gint64                  status_id,
                                        gint64                  report_id,
                                        GPtrArray              *out_files,
                                        GError                **error);
gboolean moot_moderation_step          (const MootCoopContext  *context,
                                        const MootActor        *moderator,
                                        gint64                  report_id,
                                        MootReportStep          step,
                                        GError                **error);
gboolean moot_moderation_file          (const MootCoopContext  *context,
                                        gint64                  report_id,
                                        const char             *category,
                                        const char             *rules,
                                        GError                **error);

gboolean moot_moderation_settle_post (const MootCoopContext  *context,
                                      const MootActor        *moderator,
                                      gint64                  held_id,
                                      gboolean                let_in,
                                      GError                **error);

G_END_DECLS
