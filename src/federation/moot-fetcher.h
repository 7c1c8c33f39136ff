/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-http-signature.h"
#include "moot-own-addresses.h"
#include "moot-scheme-memory.h"
#include "moot-uri.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_FETCH_MAX_REDIRECTS 2
#define MOOT_FETCH_TOTAL_MS (30 * MOOT_SECOND)    /* from the first look-up to the last byte */
#define MOOT_FETCH_IO_SECONDS 10                  /* for connecting, the first byte, the next */
#define MOOT_FETCH_PATIENCE_MS (10 * MOOT_SECOND) /* after this, slow is too slow */
#define MOOT_FETCH_MIN_RATE 1024                  /* bytes a second, after that */
#define MOOT_FETCH_FILM_BYTES ((gsize) 99 * 1024 * 1024)
#define MOOT_FETCH_FILM_TIMES 10 /* so many total times a film may take */

/**
 * MootFetchKind:
 * @MOOT_FETCH_DOCUMENT: ActivityPub
 * @MOOT_FETCH_WEBFINGER: a JSON resource descriptor
 * @MOOT_FETCH_HOST_META: where WebFinger is, as XML
 * @MOOT_FETCH_NODEINFO: what a server says of itself
 * @MOOT_FETCH_EMOJI: a small image
 * @MOOT_FETCH_IMAGE: an image
 * @MOOT_FETCH_FILM: pictures that move, or sound
 *
 * What is asked for: which media types it may have and how large it may be.
 */
typedef enum
{
  MOOT_FETCH_DOCUMENT,
  MOOT_FETCH_WEBFINGER,
  MOOT_FETCH_HOST_META,
  MOOT_FETCH_NODEINFO,
  MOOT_FETCH_EMOJI,
  MOOT_FETCH_IMAGE,
  MOOT_FETCH_FILM,
  MOOT_N_FETCH_KINDS,
} MootFetchKind;

/**
 * MootFetchSigner:
 * @message: a GET that is to be sent
 * @scheme: how to sign it
 * @data: of the fetcher, or of the call
 * @error: return location
 *
 * Signs with moot_http_message_sign(), as whoever asks.  Thread: that of the call.
 *
 * Returns: whether it is signed
 */
typedef gboolean (*MootFetchSigner) (MootHttpMessage      *message,
                                     MootSignatureScheme   scheme,
                                     gpointer              data,
                                     GError              **error);

/**
 * MootFetchSink:
 * @bytes: a piece of what is fetched
 * @length: how much it is
 * @total: how much all of it will be; 0 when the server does not say
 * @data: of the call
 * @error: return location
 *
 * Takes what comes.  Thread: that of the call.
 *
 * Returns: whether to go on
 */
typedef gboolean (*MootFetchSink) (const guint8  *bytes,
                                   gsize          length,
                                   guint64        total,
                                   gpointer       data,
                                   GError       **error);

/**
 * MootFetcherOptions:
 * @policy: %MOOT_URI_PRIVATE is `--allow-private-addresses`, for laboratories and local networks
 * only
 * @user_agent: how the node introduces itself
 * @tls_database: (nullable): whom to believe instead of the system's authorities
 * @schemes: (nullable): which signature each host understands; shared with delivery
 * @own: (nullable): addresses that are ours, where nobody is looked for
 * @total_ms: 0 for %MOOT_FETCH_TOTAL_MS
 * @io_seconds: 0 for %MOOT_FETCH_IO_SECONDS
 * @is_blocked: (nullable): whether nobody asks this host, wherever a redirect comes from; called
 * from any thread
 * @blocked_data: of @is_blocked
 *
 * How a fetcher works.  Copied; @schemes and @own must outlive it.
 */
typedef struct
{
  MootUriPolicy policy;
  const char *user_agent;
  GTlsDatabase *tls_database;
  MootSchemeMemory *schemes;
  MootOwnAddresses *own;
  gint64 total_ms;
  guint io_seconds;
  gboolean (*is_blocked) (const char *host,
                          gpointer data);
  gpointer blocked_data;
} MootFetcherOptions;

/**
 * MootFetched:
 * @uri: where it was in the end, as a text to be compared to the byte
 * @media_type: without parameters
 * @date: what the server holds to be the time, UTC milliseconds; 0 when it does not say
 * @body: what was there
 *
 * What a server gave.
 */
typedef struct
{
  char *uri;
  char *media_type;
  gint64 date;
  GBytes *body;
} MootFetched;

typedef struct _MootFetcher MootFetcher;

MootFetcher *moot_fetcher_new  (const MootFetcherOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void         moot_fetcher_free (MootFetcher              *self);

MootUriPolicy moot_fetcher_get_policy (const MootFetcher *self);

MootFetched *moot_fetcher_get           (const MootFetcher  *self,
                                         const char         *uri,
                                         MootFetchKind       kind,
                                         MootFetchSigner     sign,
                                         gpointer            data,
                                         GCancellable       *cancellable,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_fetcher_pass          (const MootFetcher  *self,
                                         const char         *uri,
                                         MootFetchKind       kind,
                                         MootFetchSink       sink,
                                         gpointer            data,
                                         GCancellable       *cancellable,
                                         GError            **error);
MootFetched *moot_fetcher_load_document (const MootFetcher  *self,
                                         const char         *id,
                                         MootFetchSigner     sign,
                                         gpointer            data,
                                         GCancellable       *cancellable,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void         moot_fetched_free          (MootFetched        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFetcher, moot_fetcher_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFetched, moot_fetched_free)

G_END_DECLS
