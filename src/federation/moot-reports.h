/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_REPORTS_A_DAY_MAX 200 /* of one member */

/**
 * MootComplaint:
 * @account_id: the member who reports
 * @target_id: who is reported
 * @status_ids: (element-type gint64): what of theirs
 * @comment: why
 * @category: spam, legal, violation or other
 * @rule_ids: (array zero-terminated=1): the rules that were broken
 * @forward: whether the server of @target_id shall know
 *
 * A report as a member makes it.  Nothing is owned.
 */
typedef struct
{
  gint64 account_id;
  gint64 target_id;
  GArray *status_ids;
  const char *comment;
  const char *category;
  const char *const *rule_ids;
  gboolean forward;
} MootComplaint;

gboolean moot_reports_file (MootDb               *db,
                            const MootSite       *site,
                            const MootComplaint  *complaint,
                            gint64                now,
                            gint64               *out_id,
                            GError              **error);

G_END_DECLS
