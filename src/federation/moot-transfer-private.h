/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-transfer.h"

G_BEGIN_DECLS

/* One line of a list; @target_id is an account or a status, 0 where @name says all. */
typedef struct
{
  const MootSite *site;
  gint64 account_id;
  gint64 target_id;
  const char *name;
  gboolean first;
  gboolean second;
  gint64 now;
} MootTransferLine;

typedef gboolean (*MootTransferDeed) (MootDb                  *db,
                                      const MootTransferLine  *line,
                                      GError                 **error);

/* What a list holds: how its first column is read, and what its lines do. */
typedef struct
{
  const char *name;
  const char *file;
  const char *header; /* NULL: none */
  const MootSql *export;
  const MootSql *beyond;
  guint n_flags;       /* columns after the first that we know */
  gboolean default_of; /* the second column where it is missing */
  char *(*dup_name) (const MootSite *site,
                     const char *cell);
  gboolean (*find) (MootFederation *federation,
                    const char *name,
                    gint64 *out_target_id,
                    GError **error);
  MootTransferDeed put;
  MootTransferDeed remove;
} MootTransferList;

const MootTransferList *moot_transfer_list_find (const char *name);

G_END_DECLS
