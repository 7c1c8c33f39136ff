/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Gets documents from servers that strangers name, without being led anywhere else by them.
 *
 * Each step is checked again: the address before anybody is asked, the numbers the name stands for,
 * each redirect, the media type, the size as it is unpacked, the time as a whole.  One session for
 * each step, so that nothing of one server is left for the next.
 * Spec: RFC 9110; ActivityPub section B.3 (security considerations).
 * Thread: any, many at once; every call blocks. */
#include "moot-fetcher.h"

#include "moot-deadline.h"
#include "moot-document.h"
#include "moot-error.h"
#include "moot-fetcher-private.h"
#include "moot-wild-json.h"

#include <string.h>

#define READ_BYTES ((gsize) 16 * 1024)
#define KIB ((gsize) 1024)
#define PROFILE "https://www.w3.org/ns/activitystreams"

/* @types: whole names, or with a slash at the end any of a family. */
static const struct
{
  const char *accept;
  const char *types[4];
  gsize max_bytes;
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
};

/**
 * moot_fetcher_new:
 * @options: how it works
 *
 * Returns: (transfer full): a fetcher
 */
MootFetcher *
moot_fetcher_new (const MootFetcherOptions *options)
{
  MootFetcher *self = g_new0 (MootFetcher, 1);

  self->options = *options;
  self->user_agent = g_strdup (options->user_agent);
  if (options->tls_database != NULL)
    g_object_ref (options->tls_database);
  if (self->options.total_ms == 0)
    self->options.total_ms = MOOT_FETCH_TOTAL_MS;
  if (self->options.io_seconds == 0)
    self->options.io_seconds = MOOT_FETCH_IO_SECONDS;
  return self;
}

/**
 * moot_fetcher_free:
 * @self: (nullable): a fetcher
 */
void
moot_fetcher_free (MootFetcher *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->options.tls_database);
  g_free (self->user_agent);
  g_free (self);
}

/** moot_fetcher_get_policy: how far it goes */
MootUriPolicy
moot_fetcher_get_policy (const MootFetcher *self)
{
  return self->options.policy;
}

/**
 * moot_fetched_free:
 * @self: (nullable): what was fetched
 */
void
moot_fetched_free (MootFetched *self)
{
  if (self == NULL)
    return;

  g_free (self->uri);
  g_free (self->media_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

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
static char *
check_type (const MootFetch  *fetch,
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

/* Whether the connection ended before the body did, which libsoup does not mind. */
static gboolean
is_cut_off (SoupMessageHeaders *headers,
            gsize               n_bytes)
{
  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
         soup_message_headers_get_one (headers, "Content-Encoding") == NULL &&
         soup_message_headers_get_content_length (headers) != (goffset) n_bytes;
}

/* The body, counted as it is unpacked. */
static GBytes *
read_body (const MootFetch  *fetch,
           MootAnswer       *answer,
           GError          **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (answer->message);
  gsize max_bytes = kinds[fetch->kind].max_bytes;
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);

  if (soup_message_headers_get_content_length (headers) > (goffset) max_bytes)
    {
      refuse_size (fetch, error);
      return NULL;
    }
  for (;;)
    {
      GError *cause = NULL;
      gssize n =
        g_input_stream_read (answer->stream, buffer, READ_BYTES, fetch->cancellable, &cause);

      if (n == 0 && !is_cut_off (headers, body->len))
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      if (n == 0)
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s' ends early",
                       fetch->uri);
          return NULL;
        }
      if (n < 0)
        {
          moot_fetch_explain (fetch, cause, error);
          return NULL;
        }
      g_byte_array_append (body, buffer, (guint) n);
      if (body->len > max_bytes)
        {
          refuse_size (fetch, error);
          return NULL;
        }
      if (is_too_slow (fetch, body->len))
        {
          g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s' is too slow",
                       fetch->uri);
          return NULL;
        }
    }
}

/* Where a redirect leads; never from https to http. */
static gboolean
follow (MootFetch    *fetch,
        SoupMessage  *message,
        GError      **error)
{
  const char *location =
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *next =
    location != NULL ? g_uri_resolve_relative (fetch->uri, location, G_URI_FLAGS_ENCODED, NULL)
                     : NULL;

  if (next == NULL || !moot_uri_is_http (next))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' leads nowhere", fetch->uri);
  else if (fetch->n_redirects >= fetch->max_redirects)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' leads on and on", fetch->uri);
  else if (g_ascii_strncasecmp (fetch->uri, "https:", 6) == 0 &&
           g_ascii_strncasecmp (next, "https:", 6) != 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' leads out of TLS", fetch->uri);
  else
    {
      fetch->n_redirects++;
      g_free (fetch->uri);
      fetch->uri = g_steal_pointer (&next);
      fetch->uri[strcspn (fetch->uri, "#")] = '\0';
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_redirect (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void
refuse_status (const MootFetch  *fetch,
               guint             status,
               GError          **error)
{
  static const struct
  {
    guint status;
    MootError code;
  } meanings[] = {
    { 401, MOOT_ERROR_FORBIDDEN },
    { 403, MOOT_ERROR_FORBIDDEN },
    { 404, MOOT_ERROR_NOT_FOUND },
    { 410, MOOT_ERROR_GONE },
    { 429, MOOT_ERROR_LIMITED },
  };
  MootError code = status >= 500 || status == 408 ? MOOT_ERROR_UNAVAILABLE : MOOT_ERROR_FAILED;

  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].status == status)
      code = meanings[i].code;
  g_set_error (error, MOOT_ERROR, code, "'%.200s' answers %u", fetch->uri, status);
}

static MootFetched *
run (MootFetch  *fetch,
     GError    **error)
{
  for (;;)
    {
      g_auto (MootAnswer) answer = { NULL, NULL, NULL };
      g_autofree char *type = NULL;
      MootFetched *fetched;
      GBytes *body;
      guint status;

      if (!moot_fetch_knock (fetch, &answer, error))
        return NULL;
      status = soup_message_get_status (answer.message);
      if (is_redirect (status))
        {
          if (!follow (fetch, answer.message, error))
            return NULL;
          continue;
        }
      if (status != SOUP_STATUS_OK)
        {
          refuse_status (fetch, status, error);
          return NULL;
        }
      type = check_type (fetch, answer.message, error);
      body = type != NULL ? read_body (fetch, &answer, error) : NULL;
      if (body == NULL)
        return NULL;
      fetched = g_new0 (MootFetched, 1);
      fetched->uri = g_strdup (fetch->uri);
      fetched->media_type = g_steal_pointer (&type);
      fetched->date = moot_http_date_parse (soup_message_headers_get_one (
        soup_message_get_response_headers (answer.message), "Date"));
      fetched->body = body;
      return fetched;
    }
}

static MootFetched *
fetch_uri (const MootFetcher  *self,
           const char         *uri,
           MootFetchKind       kind,
           guint               max_redirects,
           MootFetchSigner     sign,
           gpointer            data,
           GCancellable       *cancellable,
           GError            **error)
{
  g_autoptr (MootDeadline) deadline = moot_deadline_new (self->options.total_ms, cancellable);
  MootFetch fetch = { .fetcher = self,
                      .kind = kind,
                      .accept = kinds[kind].accept,
                      .sign = sign,
                      .data = data,
                      .cancellable = moot_deadline_get_cancellable (deadline),
                      .uri = g_strndup (uri, strcspn (uri, "#")),
                      .max_redirects = max_redirects,
                      .started_at = g_get_monotonic_time () };
  GError *cause = NULL;
  MootFetched *fetched = run (&fetch, &cause);

  if (fetched == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      moot_deadline_has_passed (deadline))
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s' takes too long", fetch.uri);
      g_error_free (cause);
    }
  else if (fetched == NULL)
    {
      g_propagate_error (error, cause);
    }
  g_free (fetch.uri);
  return fetched;
}

/**
 * moot_fetcher_get:
 * @self: a fetcher
 * @uri: an address, from whomever
 * @kind: what should be there
 * @sign: (nullable) (scope call): signs as whoever asks
 * @data: of @sign
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Gets what is at @uri, or where it leads.
 *
 * Limits: %MOOT_FETCH_MAX_REDIRECTS, %MOOT_FETCH_TOTAL_MS, and a size for each kind.
 * Errors: %MOOT_ERROR_FORBIDDEN (nowhere we go, or not for us), %MOOT_ERROR_INVALID (not what was
 * asked for), %MOOT_ERROR_TOO_LARGE, %MOOT_ERROR_NOT_FOUND, %MOOT_ERROR_GONE, %MOOT_ERROR_LIMITED,
 * %MOOT_ERROR_UNAVAILABLE (later it may work), %G_IO_ERROR_CANCELLED.
 * Thread: any; blocks.
 *
 * Returns: (transfer full): what is there
 */
MootFetched *
moot_fetcher_get (const MootFetcher  *self,
                  const char         *uri,
                  MootFetchKind       kind,
                  MootFetchSigner     sign,
                  gpointer            data,
                  GCancellable       *cancellable,
                  GError            **error)
{
  return fetch_uri (self, uri, kind, MOOT_FETCH_MAX_REDIRECTS, sign, data, cancellable, error);
}

static char *
read_id (const MootFetched  *fetched,
         GError            **error)
{
  g_autoptr (JsonNode) root = moot_document_parse (fetched->body, error);
  const char *id = root != NULL ? moot_wild_get_own_id (json_node_get_object (root)) : NULL;

  if (root != NULL && id == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' has no id", fetched->uri);
  return g_strdup (id);
}

/* Whether @uri is where a document with @id is; the fragment of an id never travels. */
static gboolean
is_at (const char *uri,
       const char *id)
{
  gsize length = strcspn (id, "#");

  return strlen (uri) == length && strncmp (uri, id, length) == 0;
}

/**
 * moot_fetcher_load_document:
 * @self: a fetcher
 * @id: of an ActivityPub document, or an address that leads to one
 * @sign: (nullable) (scope call): signs as whoever asks
 * @data: of @sign
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Gets a document from where it says it lives.  If it was found elsewhere, it is asked for once
 * more at its id, from where nothing may lead away.
 *
 * Errors: as moot_fetcher_get(); %MOOT_ERROR_INVALID when its id is not where it is.
 * Thread: any; blocks.
 *
 * Returns: (transfer full): a document whose `id` is where it was
 */
MootFetched *
moot_fetcher_load_document (const MootFetcher  *self,
                            const char         *id,
                            MootFetchSigner     sign,
                            gpointer            data,
                            GCancellable       *cancellable,
                            GError            **error)
{
  g_autoptr (MootFetched) first =
    moot_fetcher_get (self, id, MOOT_FETCH_DOCUMENT, sign, data, cancellable, error);
  g_autofree char *claimed = first != NULL ? read_id (first, error) : NULL;
  g_autoptr (MootFetched) second = NULL;
  g_autofree char *confirmed = NULL;

  if (claimed == NULL)
    return NULL;
  if (is_at (first->uri, claimed))
    return g_steal_pointer (&first);
  second = fetch_uri (self, claimed, MOOT_FETCH_DOCUMENT, 0, sign, data, cancellable, error);
  confirmed = second != NULL ? read_id (second, error) : NULL;
  if (confirmed == NULL)
    return NULL;
  if (is_at (second->uri, confirmed))
    return g_steal_pointer (&second);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' says that it is elsewhere",
               second->uri);
  return NULL;
}
