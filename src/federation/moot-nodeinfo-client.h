/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-fetcher.h"

G_BEGIN_DECLS

char *moot_nodeinfo_client_ask_software (const MootFetcher  *fetcher,
                                         const char         *uri,
                                         GCancellable       *cancellable,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
