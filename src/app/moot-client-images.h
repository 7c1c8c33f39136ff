/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-client.h"
#include "moot-image-loader.h"

G_BEGIN_DECLS

MootImageLoader *moot_client_images_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
