/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-election.h"

G_BEGIN_DECLS

#define MOOT_BLT_SIZE_MAX (128 * 1024 * 1024) /* bytes */

MootElection *moot_blt_read  (const char          *text,
                              gsize                length,
                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char         *moot_blt_write (const MootElection  *election) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
