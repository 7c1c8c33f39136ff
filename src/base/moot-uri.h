/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_URI_MAX_BYTES 2048 /* what common servers store of an address */
#define MOOT_HOST_MAX_BYTES 253 /* RFC 1035 */

/**
 * MootUriPolicy:
 * @MOOT_URI_PUBLIC: https to a name in the public DNS, port 443
 * @MOOT_URI_PRIVATE: http as well, any port, any host: for trials and tests only
 *
 * Where this program lets itself be sent.
 */
typedef enum
{
  MOOT_URI_PUBLIC,
  MOOT_URI_PRIVATE,
} MootUriPolicy;

char *moot_uri_normalise     (const char *uri) G_GNUC_WARN_UNUSED_RESULT;
char *moot_uri_dup_host      (const char *uri) G_GNUC_WARN_UNUSED_RESULT;
char *moot_uri_dup_authority (const char *uri) G_GNUC_WARN_UNUSED_RESULT;
char *moot_uri_dup_origin    (const char *uri) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_uri_is_http      (const char    *uri);
gboolean moot_uri_is_loopback  (const char    *uri);
gboolean moot_uri_is_fetchable (const char    *uri,
                                MootUriPolicy  policy);
gboolean moot_uri_same_origin  (const char    *a,
                                const char    *b);

char     *moot_host_normalise      (const char *host) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_host_equal          (const char *a,
                                    const char *b);
gboolean  moot_host_is_loopback    (const char *host);
gboolean  moot_host_is_public_name (const char *host);

gboolean moot_address_is_public (GInetAddress *address);

gboolean moot_redirect_uri_is_valid (const char *uri);
gboolean moot_redirect_uri_matches  (const char *registered,
                                     const char *asked);

G_END_DECLS
