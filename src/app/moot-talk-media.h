/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-json.h"
#include "moot-media-grid.h"
#include "moot-status.h"

G_BEGIN_DECLS

MootStatus *moot_talk_media_parse (const char      *attachments) G_GNUC_WARN_UNUSED_RESULT;
void        moot_talk_media_show  (MootMediaGrid   *grid,
                                   MootStatus      *media,
                                   MootImageLoader *loader);

void moot_talk_media_write_ids (MootStatus     *media,
                                MootJsonWriter *json);

G_END_DECLS
