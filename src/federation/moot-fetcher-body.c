/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What each kind of thing may be that a fetcher gets: its media type, its size as it is unpacked,
 * how slowly it may come.  It goes on piece by piece to whoever wanted it.
 * Thread: that of the call; blocks. */
#include "moot-document.h"
#include "moot-error.h"
#include "moot-fetcher-private.h"

#include <string.h>

#define READ_BYTES ((gsize) 16 * 1024)
#define KIB ((gsize) 1024)
#define PROFILE "https://www.w3.org/ns/activitystreams"
#define N_TYPES 4

/* @types: whole names, or with a slash at the end any of a family.  @times: how many times the
 * total time it may take; 0 is once. */
static const struct
{
  const char *accept;
  const char *types[N_TYPES];
  gsize max_bytes;
  guint times;
} kinds[MOOT_N_FETCH_KINDS] = {
  [MOOT_FETCH_DOCUMENT] = { "application/activity+json, application/ld+json; profile=\"" PROFILE
                            "\"",
                            { "application/activity+json", "application/ld+json" },
                            MOOT_JSON_MAX_BYTES },
  [MOOT_FETCH_WEBFINGER] = { "application/jrd+json, application/json",
                             { "application/jrd+json", "application/json" },
                             64 * KIB },
  [MOOT_FETCH_HOST_META] = { "application/xrd+xml, application/xml, text/xml",
                             { "application/xrd+xml", "application/xml", "text/xml" },
                             64 * KIB },
  [MOOT_FETCH_NODEINFO] = { "application/json",
                            { "application/json", "application/jrd+json" },
                            64 * KIB },
  /* stores of files often do not know what they have; whoever asked looks at the bytes */
  [MOOT_FETCH_EMOJI] = { "image/*", { "image/", "application/octet-stream" }, 256 * KIB },
  [MOOT_FETCH_IMAGE] = { "image/*", { "image/", "application/octet-stream" }, 16 * KIB *KIB },
  [MOOT_FETCH_FILM] = { "video/*, audio/*",
                        { "video/", "audio/", "application/octet-stream", "application/ogg" },
                        MOOT_FETCH_FILM_BYTES,
                        MOOT_FETCH_FILM_TIMES },
};

static gboolean
is_accepted (MootFetchKind  kind,
             const char    *type,
             GHashTable    *params)
{
  const char *charset = g_hash_table_lookup (params, "charset");
  const char *profile = g_hash_table_lookup (params, "profile");

  if (charset != NULL && g_ascii_strcasecmp (charset, "utf-8") != 0)
    return FALSE;
  if (kind == MOOT_FETCH_DOCUMENT && strcmp (type, "application/ld+json") == 0 &&
      g_strcmp0 (profile, PROFILE) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds[kind].types) && kinds[kind].types[i] != NULL; i++)
    {
      const char *known = kinds[kind].types[i];

      if (g_str_has_suffix (known, "/") ? g_str_has_prefix (type, known)
                                        : strcmp (type, known) == 0)
        return TRUE;
    }
  return FALSE;
}

/* What kind of thing it is; that decides whether it can be what was asked for. */
char *
moot_fetch_check_type (const MootFetch  *fetch,
                       SoupMessage      *message,
                       GError          **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (GHashTable) params = NULL;
  const char *given = soup_message_headers_get_content_type (headers, &params);
  g_autofree char *type = given != NULL ? g_ascii_strdown (given, -1) : NULL;

  if (type != NULL && is_accepted (fetch->kind, type, params))
    return g_steal_pointer (&type);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' is of type '%.80s'", fetch->uri,
               type != NULL ? type : "");
  return NULL;
}

static gboolean
refuse_size (const MootFetch  *fetch,
             GError          **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_TOO_LARGE, "'%.200s' is too large", fetch->uri);
  return FALSE;
}

static gboolean
is_too_slow (const MootFetch *fetch,
             gsize            n_bytes)
{
  gint64 ms = (g_get_monotonic_time () - fetch->started_at) / 1000 - MOOT_FETCH_PATIENCE_MS;

  return ms > 0 && (gint64) n_bytes < ms * MOOT_FETCH_MIN_RATE / 1000;
}

/* How much the body will be as it is unpacked; -1 when the server does not say. */
static goffset
find_total (SoupMessageHeaders *headers)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    return -1;
  return soup_message_headers_get_content_length (headers);
}

/* How long it may take as a whole. */
gint64
moot_fetch_get_total_ms (const MootFetch *fetch)
{
  return fetch->fetcher->options.total_ms * MAX (kinds[fetch->kind].times, 1);
}

/* What we say that we take. */
const char *
moot_fetch_get_accept (const MootFetch *fetch)
{
  return kinds[fetch->kind].accept;
}

static gboolean
is_fine (const MootFetch  *fetch,
         gsize             n_bytes,
         GError          **error)
{
  if (n_bytes > kinds[fetch->kind].max_bytes)
    return refuse_size (fetch, error);
  if (!is_too_slow (fetch, n_bytes))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s' is too slow", fetch->uri);
  return FALSE;
}

/* Whether the connection ended before the body did, libsoup does not mind. */
static gboolean
is_complete (const MootFetch  *fetch,
             goffset           total,
             gsize             n_bytes,
             GError          **error)
{
  if (total < 0 || total == (goffset) n_bytes)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s' ends early", fetch->uri);
  return FALSE;
}

/* The body, counted as it is unpacked. */
gboolean
moot_fetch_read_body (const MootFetch  *fetch,
                      MootAnswer       *answer,
                      GError          **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  goffset total = find_total (headers);
  gsize n_bytes = 0;

  if (soup_message_headers_get_content_length (headers) > (goffset) kinds[fetch->kind].max_bytes)
    return refuse_size (fetch, error);
  for (;;)
    {
      GError *cause = NULL;
      gssize n =
        g_input_stream_read (answer->stream, buffer, READ_BYTES, fetch->cancellable, &cause);

      if (n < 0)
        {
          moot_fetch_explain (fetch, cause, error);
          return FALSE;
        }
      if (n == 0)
        return is_complete (fetch, total, n_bytes, error);
      n_bytes += (gsize) n;
      if (!is_fine (fetch, n_bytes, error) ||
          !fetch->sink (buffer, (gsize) n, (guint64) MAX (total, 0), fetch->sink_data, error))
        return FALSE;
    }
}
