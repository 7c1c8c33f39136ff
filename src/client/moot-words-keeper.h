/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"

G_BEGIN_DECLS

void moot_words_keep (MootClient *client,
                      const char *target,
                      char       *json);

G_END_DECLS
