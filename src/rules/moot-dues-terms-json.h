/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-dues-terms.h"
#include "moot-json.h"

G_BEGIN_DECLS

gboolean moot_dues_terms_from_json (JsonObject           *object,
                                    MootDuesTerms        *out_terms,
                                    GError              **error);
void     moot_dues_terms_put       (const MootDuesTerms  *self,
                                    MootJsonWriter       *writer);

G_END_DECLS
