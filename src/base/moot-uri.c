/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Addresses of the web: compared in one form, and let through by one rule.
 *
 * Ids of things in the fediverse are compared as the strings they are; what stands
 * here decides where they come from and whether to go there.
 * Spec: RFC 3986.
 * Thread: any. */
#include "moot-uri.h"

#include <string.h>

typedef struct
{
  GUri *uri;
  char *host;   /* normal form, without brackets */
  gboolean tls; /* https */
  int port;     /* never the default */
} Address;

static void
address_clear (Address *address)
{
  g_clear_pointer (&address->uri, g_uri_unref);
  g_clear_pointer (&address->host, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Address, address_clear)

/* Readers disagree on what blanks, backslashes and control characters mean; none may pass. */
static gboolean
is_plain (const char *uri)
{
  gsize length = strlen (uri);

  if (length == 0 || length > MOOT_URI_MAX_BYTES || !g_utf8_validate (uri, (gssize) length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if ((guchar) uri[i] <= ' ' || uri[i] == 0x7f || strchr ("\\\"<>^`{|}", uri[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* GUri unescapes hosts; others do not.  An escape before the path is nobody's friend. */
static gboolean
has_escaped_authority (const char *uri)
{
  const char *authority = strstr (uri, "//");

  return authority == NULL || memchr (authority + 2, '%', strcspn (authority + 2, "/?#")) != NULL;
}

static gboolean
address_parse (const char *uri,
               Address    *out_address)
{
  g_auto (Address) address = { 0 };
  const char *scheme;

  if (uri == NULL || !is_plain (uri) || has_escaped_authority (uri))
    return FALSE;
  address.uri = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  if (address.uri == NULL || g_uri_get_userinfo (address.uri) != NULL ||
      g_uri_get_host (address.uri) == NULL)
    return FALSE;

  scheme = g_uri_get_scheme (address.uri);
  address.tls = g_ascii_strcasecmp (scheme, "https") == 0;
  if (!address.tls && g_ascii_strcasecmp (scheme, "http") != 0)
    return FALSE;

  address.port = g_uri_get_port (address.uri);
  if (address.port == 0 || address.port > 65535)
    return FALSE;
  if (address.port == (address.tls ? 443 : 80))
    address.port = -1;

  address.host = moot_host_normalise (g_uri_get_host (address.uri));
  if (address.host == NULL)
    return FALSE;

  *out_address = address;
  address = (Address){ 0 };
  return TRUE;
}

static void
append_authority (GString       *out,
                  const Address *address)
{
  if (strchr (address->host, ':') != NULL)
    g_string_append_printf (out, "[%s]", address->host);
  else
    g_string_append (out, address->host);
  if (address->port > 0)
    g_string_append_printf (out, ":%d", address->port);
}

static gboolean
is_unreserved (guchar c)
{
  return c < 0x80 && (g_ascii_isalnum (c) || strchr ("-._~", c) != NULL);
}

/* Escapes what must be, in capitals, and nothing that need not. */
static void
append_escaped (GString    *out,
                const char *text)
{
  for (; *text != '\0'; text++)
    {
      guchar c = (guchar) *text;
      gboolean escaped = c == '%' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2]);

      if (escaped)
        {
          c = (guchar) (g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2]));
          text += 2;
        }
      if (is_unreserved (c) || (!escaped && c < 0x80 && c != '%'))
        g_string_append_c (out, (char) c);
      else
        g_string_append_printf (out, "%%%02X", c);
    }
}

/* RFC 3986 section 5.2.4, segment by segment. */
static void
append_path (GString    *out,
             const char *path)
{
  g_autoptr (GString) escaped = g_string_new (NULL);
  gsize root = out->len;
  const char *at;

  append_escaped (escaped, *path == '/' ? path : "/");
  for (at = escaped->str; *at == '/';)
    {
      const char *end = at + 1 + strcspn (at + 1, "/");
      gsize length = (gsize) (end - at - 1);
      gboolean is_last = *end == '\0';

      if (length == 2 && strncmp (at + 1, "..", 2) == 0)
        {
          char *parent = strrchr (out->str + root, '/');

          g_string_truncate (out, parent != NULL ? (gsize) (parent - out->str) : root);
          if (is_last)
            g_string_append_c (out, '/');
        }
      else if (length == 1 && at[1] == '.')
        {
          if (is_last)
            g_string_append_c (out, '/');
        }
      else
        g_string_append_len (out, at, end - at);
      at = end;
    }
}

/**
 * moot_uri_normalise:
 * @uri: an address as somebody wrote it
 *
 * The one spelling of an http or https address: scheme and host in lower case, no
 * default port, no dot segments, escapes only where needed, no fragment.
 *
 * Addresses with a user name, with blanks, controls or backslashes, longer than
 * %MOOT_URI_MAX_BYTES or without a host are refused.
 *
 * Spec: RFC 3986 section 6.2.
 * Thread: any.
 *
 * Returns: (transfer full) (nullable): the address, or %NULL when it is none
 */
char *
moot_uri_normalise (const char *uri)
{
  g_auto (Address) address = { 0 };
  GString *out;

  if (!address_parse (uri, &address))
    return NULL;

  out = g_string_new (address.tls ? "https://" : "http://");
  append_authority (out, &address);
  append_path (out, g_uri_get_path (address.uri));
  if (g_uri_get_query (address.uri) != NULL)
    {
      g_string_append_c (out, '?');
      append_escaped (out, g_uri_get_query (address.uri));
    }
  return g_string_free (out, FALSE);
}

/**
 * moot_uri_dup_host:
 * @uri: (nullable): an address
 *
 * Returns: (transfer full) (nullable): its host in normal form, without port and brackets
 */
char *
moot_uri_dup_host (const char *uri)
{
  g_auto (Address) address = { 0 };

  return address_parse (uri, &address) ? g_steal_pointer (&address.host) : NULL;
}

/**
 * moot_uri_dup_authority:
 * @uri: (nullable): an address
 *
 * Host and port as they follow the `@` of an account: `coop.example`, `127.0.0.1:8080`.
 *
 * Returns: (transfer full) (nullable): host, and port where it is not the default
 */
char *
moot_uri_dup_authority (const char *uri)
{
  g_auto (Address) address = { 0 };
  GString *out;

  if (!address_parse (uri, &address))
    return NULL;

  out = g_string_new (NULL);
  append_authority (out, &address);
  return g_string_free (out, FALSE);
}

/**
 * moot_uri_dup_origin:
 * @uri: (nullable): an address
 *
 * Returns: (transfer full) (nullable): scheme, host and port, without a slash at the end
 */
char *
moot_uri_dup_origin (const char *uri)
{
  g_auto (Address) address = { 0 };
  GString *out;

  if (!address_parse (uri, &address))
    return NULL;

  out = g_string_new (address.tls ? "https://" : "http://");
  append_authority (out, &address);
  return g_string_free (out, FALSE);
}

/**
 * moot_uri_is_http:
 * @uri: (nullable): any string
 *
 * Returns: whether it is a usable http or https address
 */
gboolean
moot_uri_is_http (const char *uri)
{
  g_auto (Address) address = { 0 };

  return address_parse (uri, &address);
}

/**
 * moot_uri_is_loopback:
 * @uri: (nullable): any string
 *
 * Returns: whether it is an http or https address of this very computer
 */
gboolean
moot_uri_is_loopback (const char *uri)
{
  g_auto (Address) address = { 0 };

  return address_parse (uri, &address) && moot_host_is_loopback (address.host);
}

/**
 * moot_uri_is_fetchable:
 * @uri: (nullable): an address a stranger gave us
 * @policy: how far we go
 *
 * The first half of the guard against being sent to places we must not visit; the
 * second is moot_address_is_public() on the address a connection is made to.
 *
 * Returns: whether @uri may be asked for
 */
gboolean
moot_uri_is_fetchable (const char    *uri,
                       MootUriPolicy  policy)
{
  g_auto (Address) address = { 0 };

  if (!address_parse (uri, &address))
    return FALSE;
  if (policy == MOOT_URI_PRIVATE)
    return TRUE;

  return address.tls && address.port < 0 && moot_host_is_public_name (address.host);
}

/**
 * moot_uri_same_origin:
 * @a: (nullable): an address
 * @b: (nullable): another
 *
 * Returns: whether both are addresses of one server: scheme, host and port agree
 */
gboolean
moot_uri_same_origin (const char *a,
                      const char *b)
{
  g_auto (Address) one = { 0 };
  g_auto (Address) other = { 0 };

  return address_parse (a, &one) && address_parse (b, &other) && one.tls == other.tls &&
         one.port == other.port && strcmp (one.host, other.host) == 0;
}
