/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_TRANSFER_MAX_BYTES (1024 * 1024) /* of a list */
#define MOOT_TRANSFER_MAX_LINES 20000         /* as Mastodon takes them */
#define MOOT_TRANSFER_MAX_TRIES 4             /* of a line whose server does not answer */
#define MOOT_TRANSFER_MAX_FAILURES 1000       /* that are told */

/**
 * MootTransfer:
 * @account_id: whose list it is
 * @list: its name, see moot_transfer_has_list()
 * @overwrite: whether what is not in the list goes
 * @now: UTC milliseconds
 *
 * A list that somebody brings.
 */
typedef struct
{
  gint64 account_id;
  const char *list;
  gboolean overwrite;
  gint64 now;
} MootTransfer;

gboolean    moot_transfer_has_list (const char          *list);
const char *moot_transfer_get_file (const char          *list);
char       *moot_transfer_export   (MootDb              *db,
                                    const MootSite      *site,
                                    gint64               account_id,
                                    const char          *list,
                                    GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_transfer_import   (MootDb              *db,
                                    const MootSite      *site,
                                    const MootTransfer  *transfer,
                                    const char          *csv,
                                    GError             **error);
gboolean    moot_transfer_report   (MootDb              *db,
                                    const MootTransfer  *transfer,
                                    MootJsonWriter      *json,
                                    GError             **error);
gboolean    moot_transfer_go_on    (MootFederation      *federation,
                                    gint64               now,
                                    GError             **error);

G_END_DECLS
