/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where a browser may be sent back to after somebody signed in.
 * Spec: RFC 6749 section 3.1.2, RFC 8252 section 7.
 * Thread: any. */
#include "moot-uri.h"

#include <string.h>

#define OUT_OF_BAND "urn:ietf:wg:oauth:2.0:oob"

/* Schemes that a browser would run or open itself instead of handing them to an app. */
static const char *const forbidden_schemes[] = {
  "about", "blob", "chrome", "data", "file", "filesystem", "ftp", "javascript", "mailto",
  "resource", "vbscript", "view-source", "ws", "wss"
};

/**
 * moot_redirect_uri_is_valid:
 * @uri: what an app asks to register
 *
 * Lets through `urn:ietf:wg:oauth:2.0:oob`, http and https addresses and the private
 * schemes of apps; refuses fragments, relative addresses and schemes that a browser
 * acts upon itself.
 *
 * Returns: whether it may be registered
 */
gboolean
moot_redirect_uri_is_valid (const char *uri)
{
  g_autofree char *scheme = NULL;

  if (strcmp (uri, OUT_OF_BAND) == 0)
    return TRUE;
  if (strlen (uri) > MOOT_URI_MAX_BYTES || strchr (uri, '#') != NULL)
    return FALSE;
  for (const char *at = uri; *at != '\0'; at++)
    if ((guchar) *at <= ' ' || (guchar) *at >= 0x7f || strchr ("\\\"<>^`{|}", *at) != NULL)
      return FALSE;

  scheme = g_uri_parse_scheme (uri);
  if (scheme == NULL || uri[strlen (scheme) + 1] == '\0')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (forbidden_schemes); i++)
    if (g_ascii_strcasecmp (scheme, forbidden_schemes[i]) == 0)
      return FALSE;

  if (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0)
    return moot_uri_is_http (uri);
  return TRUE;
}

/* The same address on another port, for apps that listen where the system lets them. */
static gboolean
matches_but_for_port (const char *registered,
                      const char *asked)
{
  g_autoptr (GUri) one = g_uri_parse (registered, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) other = g_uri_parse (asked, G_URI_FLAGS_ENCODED, NULL);

  return one != NULL && other != NULL &&
         strcmp (g_uri_get_scheme (one), "http") == 0 &&
         strcmp (g_uri_get_scheme (other), "http") == 0 &&
         g_hostname_is_ip_address (g_uri_get_host (one)) &&
         strcmp (g_uri_get_host (one), g_uri_get_host (other)) == 0 &&
         strcmp (g_uri_get_path (one), g_uri_get_path (other)) == 0 &&
         g_strcmp0 (g_uri_get_query (one), g_uri_get_query (other)) == 0;
}

/**
 * moot_redirect_uri_matches:
 * @registered: as the app registered it
 * @asked: as the request has it
 *
 * Compares letter by letter; only the port of a loopback address given by number is
 * free, since an app cannot know beforehand which one it will get.
 *
 * Spec: RFC 8252 section 7.3.
 *
 * Returns: whether the browser may be sent to @asked
 */
gboolean
moot_redirect_uri_matches (const char *registered,
                           const char *asked)
{
  if (strcmp (registered, asked) == 0)
    return TRUE;

  return strchr (asked, '#') == NULL && moot_uri_is_loopback (registered) &&
         moot_uri_is_loopback (asked) &&
         matches_but_for_port (registered, asked);
}
