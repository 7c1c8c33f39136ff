/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-attachment.h"
#include "moot-connection.h"

G_BEGIN_DECLS

MootAttachment *moot_client_upload       (MootConnection  *connection,
                                          const char      *path,
                                          const char      *description,
                                          GCancellable    *cancellable,
                                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootAttachment *moot_client_upload_bytes (MootConnection  *connection,
                                          GBytes          *bytes,
                                          const char      *filename,
                                          const char      *content_type,
                                          const char      *description,
                                          GCancellable    *cancellable,
                                          GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
