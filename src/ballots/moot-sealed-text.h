/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-merkle.h"

G_BEGIN_DECLS

void moot_sealed_text_digest (const char *label,
                              const char *text,
                              MootDigest *out_digest);

G_END_DECLS
