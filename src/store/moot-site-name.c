/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The public name a node gets when it is made.  It stands in the id of everything the node ever
 * publishes, so nonsense is refused here, before anything depends on it.
 * Thread: any. */
#include "moot-site-name.h"

#include "moot-error.h"

#include <string.h>

#define HOST_MAX 253 /* RFC 1035 */

static gboolean
refuse (GError     **error,
        const char  *what,
        const char  *why)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' cannot be the public name: %s", what,
               why);
  return FALSE;
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  return length >= 1 && length <= 63 &&
         strspn (label, "abcdefghijklmnopqrstuvwxyz0123456789-") == length && label[0] != '-' &&
         label[length - 1] != '-';
}

/* In lower case and Punycode; NULL when it is no name of a host. */
static char *
normalise_host (const char *host)
{
  g_autofree char *ascii = g_hostname_to_ascii (host);
  g_autofree char *folded = ascii != NULL ? g_ascii_strdown (ascii, -1) : NULL;
  g_auto (GStrv) labels = folded != NULL ? g_strsplit (folded, ".", -1) : NULL;

  if (labels == NULL || labels[0] == NULL || strlen (folded) > HOST_MAX)
    return NULL;
  for (guint i = 0; labels[i] != NULL; i++)
    if (!is_label (labels[i]))
      return NULL;
  return g_steal_pointer (&folded);
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_str_equal (host, "localhost");
}

static MootSiteName *
make_name (const char *scheme,
           const char *host,
           int         port)
{
  int usual_port = g_str_equal (scheme, "https") ? 443 : 80;
  gboolean is_ipv6 = strchr (host, ':') != NULL;
  g_autofree char *bracketed = is_ipv6 ? g_strdup_printf ("[%s]", host) : g_strdup (host);
  MootSiteName *self = g_new0 (MootSiteName, 1);

  self->domain = port < 0 || port == usual_port ? g_strdup (bracketed)
                                                : g_strdup_printf ("%s:%d", bracketed, port);
  self->base_url = g_strdup_printf ("%s://%s", scheme, self->domain);
  return self;
}

/**
 * moot_site_name_new_for_host:
 * @host: a full host name, perhaps with a port
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the name `https://HOST`
 */
MootSiteName *
moot_site_name_new_for_host (const char  *host,
                             GError     **error)
{
  g_autofree char *url = NULL;

  if (*host == '\0' || strpbrk (host, "/@?#[] \t\r\n") != NULL)
    {
      refuse (error, host, "give only the host, such as moot.example");
      return NULL;
    }
  url = g_strconcat ("https://", host, NULL);
  return moot_site_name_new_for_url (url, error);
}

/**
 * moot_site_name_new_for_url:
 * @url: `https://HOST`, or `http://` on this computer only
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the name
 */
MootSiteName *
moot_site_name_new_for_url (const char  *url,
                            GError     **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gboolean is_https = uri != NULL && g_str_equal (g_uri_get_scheme (uri), "https");
  g_autofree char *name = NULL;
  const char *why = NULL;

  if (host == NULL || *host == '\0' || (!is_https && !g_str_equal (g_uri_get_scheme (uri), "http")))
    why = "it must be an address such as https://moot.example";
  else if (g_uri_get_port (uri) == 0)
    why = "0 is no port";
  else if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
           g_uri_get_fragment (uri) != NULL || strlen (g_uri_get_path (uri)) > 1)
    why = "nothing may stand behind the host";
  else if (is_loopback (host) && !is_https)
    return make_name ("http", host, g_uri_get_port (uri));
  else if (!is_https)
    why = "plain http is only for this computer, such as http://127.0.0.1:8080";
  else if (g_hostname_is_ip_address (host) || is_loopback (host))
    why = "others must be able to find it: use a name, not a number";
  else if (strchr (host, '.') == NULL || (name = normalise_host (host)) == NULL)
    why = "use a full host name, such as moot.example";

  if (why == NULL)
    return make_name ("https", name, g_uri_get_port (uri));
  refuse (error, url, why);
  return NULL;
}

/**
 * moot_site_name_set_domain:
 * @self: a name
 * @domain: what stands behind the second @ of handles: another host, which leads to @self
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID for what could not be the name of a node of the same kind.
 *
 * Returns: whether handles have that domain now
 */
gboolean
moot_site_name_set_domain (MootSiteName  *self,
                           const char    *domain,
                           GError       **error)
{
  gsize scheme = (gsize) (strstr (self->base_url, "://") - self->base_url);
  g_autofree char *url = g_strdup_printf ("%.*s://%s", (int) scheme, self->base_url, domain);
  g_autoptr (MootSiteName) other = NULL;

  if (*domain == '\0' || strpbrk (domain, "/@?# \t\r\n") != NULL)
    return refuse (error, domain, "give only the domain, such as example.org");
  other = moot_site_name_new_for_url (url, error);
  if (other == NULL)
    return FALSE;
  g_free (self->domain);
  self->domain = g_steal_pointer (&other->domain);
  return TRUE;
}

/**
 * moot_site_name_free:
 * @self: (nullable): a name
 */
void
moot_site_name_free (MootSiteName *self)
{
  if (self == NULL)
    return;

  g_free (self->base_url);
  g_free (self->domain);
  g_free (self);
}
