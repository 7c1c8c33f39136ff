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

  if (next != NULL)
    next[strcspn (next, "#")] = '\0';
  if (next == NULL || !moot_uri_is_http (next))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' leads nowhere", fetch->uri);
  else if (strcmp (next, fetch->uri) == 0)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' leads to itself", fetch->uri);
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
      type = moot_fetch_check_type (fetch, answer.message, error);
      if (type == NULL || !moot_fetch_read_body (fetch, &answer, error))
        return NULL;
      fetched = g_new0 (MootFetched, 1);
      fetched->uri = g_strdup (fetch->uri);
      fetched->media_type = g_steal_pointer (&type);
      fetched->date = moot_http_date_parse (soup_message_headers_get_one (
        soup_message_get_response_headers (answer.message), "Date"));
      return fetched;
    }
}

/* @fetch says what and how; the rest of it is filled here. */
static MootFetched *
carry_out (MootFetch     *fetch,
           const char    *uri,
           GCancellable  *cancellable,
           GError       **error)
{
  gint64 total_ms = moot_fetch_get_total_ms (fetch);
  g_autoptr (MootDeadline) deadline = moot_deadline_new (total_ms, cancellable);
  g_autoptr (GError) cause = NULL;
  MootFetched *fetched;

  fetch->accept = moot_fetch_get_accept (fetch);
  fetch->cancellable = moot_deadline_get_cancellable (deadline);
  fetch->uri = g_strndup (uri, strcspn (uri, "#"));
  fetch->started_at = g_get_monotonic_time ();
  fetched = run (fetch, &cause);
  if (fetched == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      moot_deadline_has_passed (deadline))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s' takes too long", fetch->uri);
  else if (fetched == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  g_clear_pointer (&fetch->uri, g_free);
  return fetched;
}

static gboolean
keep_in_memory (const guint8  *bytes,
                gsize          length,
                guint64        total,
                gpointer       data,
                GError       **error)
{
  g_byte_array_append (data, bytes, (guint) length);
  return TRUE;
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
  g_autoptr (GByteArray) body = g_byte_array_new ();
  MootFetch fetch = { .fetcher = self,
                      .kind = kind,
                      .sign = sign,
                      .data = data,
                      .sink = keep_in_memory,
                      .sink_data = body,
                      .max_redirects = max_redirects };
  MootFetched *fetched = carry_out (&fetch, uri, cancellable, error);

  if (fetched != NULL)
    fetched->body = g_byte_array_free_to_bytes (g_steal_pointer (&body));
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

/**
 * moot_fetcher_pass:
 * @self: a fetcher
 * @uri: an address, from whomever
 * @kind: what should be there
 * @sink: (scope call): takes it, piece by piece; nothing of it is kept in memory
 * @data: of @sink
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Gets what is at @uri, or where it leads, without a signature.
 *
 * Limits: as moot_fetcher_get(); a film may take %MOOT_FETCH_FILM_TIMES as long.
 * Errors: as moot_fetcher_get(), and those of @sink.
 * Thread: any; blocks.
 *
 * Returns: whether @sink has all of it
 */
gboolean
moot_fetcher_pass (const MootFetcher  *self,
                   const char         *uri,
                   MootFetchKind       kind,
                   MootFetchSink       sink,
                   gpointer            data,
                   GCancellable       *cancellable,
                   GError            **error)
{
  MootFetch fetch = { .fetcher = self,
                      .kind = kind,
                      .sink = sink,
                      .sink_data = data,
                      .max_redirects = MOOT_FETCH_MAX_REDIRECTS };
  g_autoptr (MootFetched) fetched = carry_out (&fetch, uri, cancellable, error);

  return fetched != NULL;
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
