/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-sealed-choice.h"

G_BEGIN_DECLS

gboolean moot_sealed_count_run (const MootManifest  *manifest,
                                GPtrArray           *texts,
                                const MootDigest    *seed,
                                JsonObject          *result,
                                GError             **error);

G_END_DECLS
