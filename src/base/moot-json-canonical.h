/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"

G_BEGIN_DECLS

char *moot_json_canonicalize     (JsonNode  *node,
                                  GError   **error) G_GNUC_WARN_UNUSED_RESULT;
char *moot_json_canonicalize_any (JsonNode  *node,
                                  GError   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
