/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-view.h"

G_BEGIN_DECLS

/**
 * MootNotice:
 *
 * A notification before the texts of its account and status are there.
 */
typedef struct
{
  gint64 id;
  char *type;
  gint64 created_at;
  gint64 from_account_id;
  gint64 status_id;    /* 0 for none */
  gint64 report_id;    /* 0 for none */
  gint64 severance_id; /* 0 for none */
} MootNotice;

MootNotice moot_notice_read  (MootRows   *rows);
void       moot_notice_clear (MootNotice *self);

gboolean moot_notice_write (const MootStatusView  *view,
                            const MootNotice      *notice,
                            MootJsonWriter        *json,
                            GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootNotice, moot_notice_clear)

G_END_DECLS
