/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From what a person types to the address of a server: a name, a handle or a pasted link.
 * Thread: any. */
#include "moot-server-name.h"

#include "moot-client-error.h"

#include <string.h>

#define MAX_TEXT 1024 /* a host name has at most 253 characters; a pasted link a few more */

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_str_equal (host, "localhost") ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

static char *
refuse (const char  *text,
        GError     **error)
{
  g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_BAD_ADDRESS,
               "'%.100s' is no address of a server", text);
  return NULL;
}

/* What is left of '@ada@coop.example', 'ada@coop.example' or 'https://coop.example/@ada'. */
static char *
dup_authority (const char *text,
               gboolean   *out_plain_http)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  const char *start = bare;
  const char *at;
  gsize length;

  *out_plain_http = FALSE;
  if (g_ascii_strncasecmp (start, "https://", 8) == 0)
    start += 8;
  else if (g_ascii_strncasecmp (start, "http://", 7) == 0)
    {
      start += 7;
      *out_plain_http = TRUE;
    }
  length = strcspn (start, "/?#");
  at = g_strrstr_len (start, (gssize) length, "@");
  if (at != NULL)
    {
      length -= (gsize) (at + 1 - start);
      start = at + 1;
    }
  return g_strndup (start, length);
}

/**
 * moot_server_from_text:
 * @text: what was typed: a domain, a handle or a link
 * @error: return location
 *
 * Makes the address a client talks to: scheme, host in its ASCII form, and port when it is not the
 * usual one.  Plain http is accepted for this very computer only.
 *
 * Errors: %MOOT_CLIENT_ERROR_BAD_ADDRESS, %MOOT_CLIENT_ERROR_INSECURE.
 *
 * Returns: (transfer full): such as `https://coop.example`, without a slash at the end
 */
char *
moot_server_from_text (const char  *text,
                       GError     **error)
{
  gboolean plain_http;
  g_autofree char *authority = NULL;
  g_autofree char *trial = NULL;
  g_autofree char *host = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean local;
  const char *scheme;

  if (strlen (text) > MAX_TEXT)
    return refuse (text, error);
  authority = dup_authority (text, &plain_http);
  trial = g_strdup_printf ("https://%s/", authority);
  uri = g_uri_parse (trial, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return refuse (text, error);

  host = g_hostname_to_ascii (g_uri_get_host (uri));
  if (host == NULL || strpbrk (host, " \t_%") != NULL)
    return refuse (text, error);
  local = is_loopback (host);
  if (!local && strchr (host, '.') == NULL && strchr (host, ':') == NULL)
    return refuse (text, error);
  if (plain_http && !local)
    {
      g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_INSECURE,
                   "'%s' would be reached without encryption", host);
      return NULL;
    }
  scheme = local ? "http" : "https";
  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), "", NULL, NULL);
}

/**
 * moot_server_dup_host:
 * @server: what moot_server_from_text() gave
 *
 * Returns: (transfer full): the part people know: `coop.example`, or `127.0.0.1:8080`
 */
char *
moot_server_dup_host (const char *server)
{
  const char *host = strstr (server, "://");

  return g_strdup (host != NULL ? host + 3 : server);
}

/**
 * moot_server_owns:
 * @server: a server
 * @url: any address
 *
 * Returns: whether @url lies on @server, so that it may be asked there
 */
gboolean
moot_server_owns (const char *server,
                  const char *url)
{
  gsize length = strlen (server);

  return g_ascii_strncasecmp (server, url, length) == 0 &&
         (url[length] == '/' || url[length] == '\0' || url[length] == '?');
}

/**
 * moot_server_may_fetch:
 * @server: the server of the account
 * @url: a file somewhere else
 *
 * What a post may make the app load: https anywhere; plain http only from this computer, and only
 * for an account that is on this computer itself.
 *
 * Returns: whether @url may be loaded
 */
gboolean
moot_server_may_fetch (const char *server,
                       const char *url)
{
  g_autoptr (GUri) home = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (home == NULL || uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;
  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;
  return g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri)) &&
         is_loopback (g_uri_get_host (home));
}
