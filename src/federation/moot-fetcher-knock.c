/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asks a server for one thing, in the ways that servers want to be asked: with the signature they
 * understood last time, with the other one, without the query in it, without any.
 * Thread: that of the call; blocks. */
#include "moot-fetcher-private.h"

#include "moot-error.h"
#include "moot-guarded-session.h"

#include <string.h>

/* How a request was made, and so what may be tried next. */
typedef enum
{
  TRY_FIRST,
  TRY_OTHER_SCHEME,
  TRY_PATH_ONLY, /* some verify the path without the query */
  TRY_UNSIGNED,  /* some break on signatures */
} Try;

/* Lets go of an answer. */
void
moot_answer_clear (MootAnswer *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
}

static gboolean
check_block (const MootFetcher  *self,
             const char         *uri,
             GError            **error)
{
  g_autofree char *host = moot_uri_dup_host (uri);

  if (self->options.is_blocked == NULL || host == NULL ||
      !self->options.is_blocked (host, self->options.blocked_data))
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "'%.200s' is blocked here", host);
  return FALSE;
}

static SoupSession *
make_session (const MootFetcher  *self,
              const char         *uri,
              GError            **error)
{
  const MootGuardedOptions options = { .policy = self->options.policy,
                                       .own = self->options.own,
                                       .user_agent = self->user_agent,
                                       .tls_database = self->options.tls_database,
                                       .io_seconds = self->options.io_seconds };

  return check_block (self, uri, error) ? moot_guarded_session_new (uri, &options, error) : NULL;
}

/* The target as libsoup will send it, which need not be as the stranger wrote it. */
static char *
dup_target (SoupMessage *message,
            gboolean     with_query)
{
  GUri *uri = soup_message_get_uri (message);
  const char *path = g_uri_get_path (uri);
  const char *query = with_query ? g_uri_get_query (uri) : NULL;

  return g_strconcat (*path != '\0' ? path : "/", query != NULL ? "?" : "", query, NULL);
}

static MootSignatureScheme
choose_scheme (const MootFetch *fetch,
               const char      *host,
               Try              try)
{
  MootSchemeMemory *schemes = fetch->fetcher->options.schemes;
  MootSignatureScheme known = schemes != NULL
                                ? moot_scheme_memory_get (schemes, host, moot_clock_now ())
                                : MOOT_SIGNATURE_CAVAGE;

  if (try != TRY_OTHER_SCHEME)
    return known;
  return known == MOOT_SIGNATURE_CAVAGE ? MOOT_SIGNATURE_RFC9421 : MOOT_SIGNATURE_CAVAGE;
}

static gboolean
sign_message (const MootFetch  *fetch,
              SoupMessage      *message,
              Try               try,
              GError          **error)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *origin = moot_uri_dup_origin (fetch->uri);
  g_autofree char *host = moot_uri_dup_authority (fetch->uri);
  g_autofree char *target = dup_target (message, try != TRY_PATH_ONLY);
  g_autoptr (MootHttpMessage) signed_message = NULL;

  if (fetch->sign == NULL || try == TRY_UNSIGNED)
    return TRUE;
  signed_message = moot_http_message_new ("GET", origin, target);
  moot_http_message_add_header (signed_message, "Accept", fetch->accept);
  if (!fetch->sign (signed_message, choose_scheme (fetch, host, try), fetch->data, error))
    return FALSE;
  for (guint i = 0; i < moot_http_message_get_n_headers (signed_message); i++)
    {
      const char *value;
      const char *name = moot_http_message_get_header (signed_message, i, &value);

      if (strcmp (name, "host") != 0) /* libsoup writes the same */
        soup_message_headers_replace (headers, name, value);
    }
  return TRUE;
}

/* What libsoup, GIO and TLS say, in our words; the caller's own wish to stop stays what it is. */
void
moot_fetch_explain (const MootFetch  *fetch,
                    GError           *cause,
                    GError          **error)
{
  if (cause->domain == MOOT_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, cause);
  else
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAVAILABLE, "'%.200s': %s", fetch->uri,
                   cause->message);
      g_error_free (cause);
    }
}

static gboolean
ask (const MootFetch  *fetch,
     Try               try,
     MootAnswer       *out_answer,
     GError          **error)
{
  g_auto (MootAnswer) answer = { NULL, NULL, NULL };
  GError *cause = NULL;

  answer.session = make_session (fetch->fetcher, fetch->uri, error);
  if (answer.session == NULL)
    return FALSE;
  answer.message = soup_message_new ("GET", fetch->uri);
  if (answer.message == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' is no address", fetch->uri);
      return FALSE;
    }
  soup_message_add_flags (answer.message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (answer.message), "Accept",
                                fetch->accept);
  if (!sign_message (fetch, answer.message, try, error))
    return FALSE;
  answer.stream = soup_session_send (answer.session, answer.message, fetch->cancellable, &cause);
  if (answer.stream == NULL)
    {
      moot_fetch_explain (fetch, cause, error);
      return FALSE;
    }
  *out_answer = answer;
  answer = (MootAnswer){ NULL, NULL, NULL };
  return TRUE;
}

/* What to try after an answer of @status to @try; the same again means nothing more. */
static Try
next_try (const MootFetch *fetch,
          Try              try,
          guint            status)
{
  gboolean has_query = strchr (fetch->uri, '?') != NULL;

  if (fetch->sign == NULL)
    return try;
  if (try == TRY_FIRST && (status == 400 || status == 401))
    return TRY_OTHER_SCHEME;
  if (has_query &&
      ((try == TRY_FIRST && status == 403) || (try == TRY_OTHER_SCHEME && status == 401)))
    return TRY_PATH_ONLY;
  if (try == TRY_FIRST && status == 500)
    return TRY_UNSIGNED;
  return try;
}

static void
remember_scheme (const MootFetch *fetch,
                 Try              try,
                 guint            status)
{
  g_autofree char *host = moot_uri_dup_authority (fetch->uri);

  if (fetch->sign == NULL || fetch->fetcher->options.schemes == NULL || try == TRY_UNSIGNED ||
      !SOUP_STATUS_IS_SUCCESSFUL (status))
    return;
  moot_scheme_memory_put (fetch->fetcher->options.schemes, host, choose_scheme (fetch, host, try),
                          moot_clock_now ());
}

/* Knocks until somebody answers, or there is nothing left to try. */
gboolean
moot_fetch_knock (const MootFetch  *fetch,
                  MootAnswer       *out_answer,
                  GError          **error)
{
  Try try = TRY_FIRST;

  for (;;)
    {
      g_auto (MootAnswer) answer = { NULL, NULL, NULL };
      guint status;
      Try next;

      if (!ask (fetch, try, &answer, error))
        return FALSE;
      status = soup_message_get_status (answer.message);
      next = next_try (fetch, try, status);
      if (next == try)
        {
          remember_scheme (fetch, try, status);
          *out_answer = answer;
          answer = (MootAnswer){ NULL, NULL, NULL };
          return TRUE;
        }
      try = next;
    }
}
