/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

void  moot_words_keep     (MootClient *client,
                           const char *target,
                           char       *json);
char *moot_words_dup_kept (MootCache  *cache,
                           const char *account,
                           const char *target) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
