/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A request as a signature sees it: method, target, headers in their order with their duplicates,
 * and the bytes of the body.  The same struct serves what came in and what goes out, so that
 * signing and verifying cannot disagree.
 * Spec: RFC 9110.
 * Thread: one at a time. */
#include "moot-http-message.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-uri.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  char *name;  /* lower case */
  char *value; /* without blanks around it */
} Header;

struct _MootHttpMessage
{
  char *method;
  char *base_url;
  char *target;
  GPtrArray *headers;
  GBytes *body;
};

static void
header_free (Header *header)
{
  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

/**
 * moot_http_message_new:
 * @method: such as `POST`
 * @base_url: how the other side knows this server: scheme and host, no slash at the end
 * @target: path and query as they stood in the request line
 *
 * Returns: (transfer full): a request without headers and body
 */
MootHttpMessage *
moot_http_message_new (const char *method,
                       const char *base_url,
                       const char *target)
{
  MootHttpMessage *self = g_new0 (MootHttpMessage, 1);

  self->method = g_ascii_strup (method, -1);
  self->base_url = g_strdup (base_url);
  self->target = g_strdup (target);
  self->headers = g_ptr_array_new_with_free_func ((GDestroyNotify) header_free);
  self->body = g_bytes_new (NULL, 0);
  return self;
}

/**
 * moot_http_message_new_for_uri:
 * @method: such as `GET`
 * @uri: where it goes
 * @error: return location
 *
 * Makes a request to be sent.  The fragment of @uri stays behind.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): a request without headers and body
 */
MootHttpMessage *
moot_http_message_new_for_uri (const char  *method,
                               const char  *uri,
                               GError     **error)
{
  g_autofree char *plain = g_strndup (uri, strcspn (uri, "#"));
  g_autofree char *origin = moot_uri_dup_origin (plain);
  const char *path = origin != NULL ? strstr (plain, "//") + 2 : NULL;
  g_autofree char *target = NULL;

  if (origin == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%.200s' is no address", uri);
      return NULL;
    }
  path += strcspn (path, "/?");
  target = g_strconcat (*path == '/' ? "" : "/", path, NULL);
  return moot_http_message_new (method, origin, target);
}

/**
 * moot_http_message_free:
 * @self: (nullable): a message
 */
void
moot_http_message_free (MootHttpMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->base_url);
  g_free (self->target);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/** moot_http_message_get_method: in capitals */
const char *
moot_http_message_get_method (const MootHttpMessage *self)
{
  return self->method;
}

/** moot_http_message_get_target: path and query, undecoded */
const char *
moot_http_message_get_target (const MootHttpMessage *self)
{
  return self->target;
}

/** moot_http_message_dup_uri: the whole address, as the sender saw it */
char *
moot_http_message_dup_uri (const MootHttpMessage *self)
{
  return g_strconcat (self->base_url, self->target, NULL);
}

/** moot_http_message_dup_authority: host in lower case, and the port where it is not the default */
char *
moot_http_message_dup_authority (const MootHttpMessage *self)
{
  return moot_uri_dup_authority (self->base_url);
}

/** moot_http_message_get_body: (transfer none): never %NULL, empty when there is none */
GBytes *
moot_http_message_get_body (const MootHttpMessage *self)
{
  return self->body;
}

/**
 * moot_http_message_set_body:
 * @self: a message
 * @body: the bytes that are sent or were received
 */
void
moot_http_message_set_body (MootHttpMessage *self,
                            GBytes          *body)
{
  g_bytes_ref (body);
  g_bytes_unref (self->body);
  self->body = body;
}

/**
 * moot_http_message_add_header:
 * @self: a message
 * @name: in any case
 * @value: as received
 *
 * Adds a header behind those that are there, even if one has the same name.
 *
 * Limits: %MOOT_HTTP_MAX_HEADERS, %MOOT_HTTP_MAX_HEADER_BYTES.
 *
 * Returns: %FALSE when there are too many, or one is too long
 */
gboolean
moot_http_message_add_header (MootHttpMessage *self,
                              const char      *name,
                              const char      *value)
{
  Header *header;

  if (self->headers->len >= MOOT_HTTP_MAX_HEADERS || strlen (value) > MOOT_HTTP_MAX_HEADER_BYTES)
    return FALSE;

  header = g_new0 (Header, 1);
  header->name = g_ascii_strdown (name, -1);
  header->value = g_strstrip (g_strdup (value));
  g_ptr_array_add (self->headers, header);
  return TRUE;
}

/**
 * moot_http_message_replace_header:
 * @self: a message that is to be sent
 * @name: in any case
 * @value: (nullable): the only value from now on, %NULL for none
 */
void
moot_http_message_replace_header (MootHttpMessage *self,
                                  const char      *name,
                                  const char      *value)
{
  for (guint i = self->headers->len; i > 0; i--)
    {
      const Header *header = g_ptr_array_index (self->headers, i - 1);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        g_ptr_array_remove_index (self->headers, i - 1);
    }
  if (value != NULL && !moot_http_message_add_header (self, name, value))
    g_warning ("a request of ours has too many headers");
}

/** moot_http_message_count_header: how often @name, in any case, stands there */
guint
moot_http_message_count_header (const MootHttpMessage *self,
                                const char            *name)
{
  guint n = 0;

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = g_ptr_array_index (self->headers, i);

      n += g_ascii_strcasecmp (header->name, name) == 0 ? 1 : 0;
    }
  return n;
}

/**
 * moot_http_date_parse:
 * @value: (nullable): of `Date` and others like it
 *
 * Spec: RFC 9110 section 5.6.7.
 *
 * Returns: UTC milliseconds, 0 when it is no date
 */
gint64
moot_http_date_parse (const char *value)
{
  g_autoptr (GDateTime) date = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * MOOT_SECOND : 0;
}

/**
 * moot_http_message_dup_header:
 * @self: a message
 * @name: in any case
 *
 * Returns: (transfer full) (nullable): all values in order, joined by `, `; %NULL when there is
 * none
 */
char *
moot_http_message_dup_header (const MootHttpMessage *self,
                              const char            *name)
{
  g_autoptr (GString) joined = NULL;

  for (guint i = 0; i < self->headers->len; i++)
    {
      const Header *header = g_ptr_array_index (self->headers, i);

      if (g_ascii_strcasecmp (header->name, name) != 0)
        continue;
      if (joined == NULL)
        joined = g_string_new (NULL);
      else
        g_string_append (joined, ", ");
      g_string_append (joined, header->value);
    }
  return joined != NULL ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

/** moot_http_message_get_n_headers: how many headers there are, duplicates counted */
guint
moot_http_message_get_n_headers (const MootHttpMessage *self)
{
  return self->headers->len;
}

/**
 * moot_http_message_get_header:
 * @self: a message
 * @index: which, in the order they came
 * @out_value: (out): its value
 *
 * Returns: its name in lower case
 */
const char *
moot_http_message_get_header (const MootHttpMessage  *self,
                              guint                   index,
                              const char            **out_value)
{
  const Header *header = g_ptr_array_index (self->headers, index);

  *out_value = header->value;
  return header->name;
}
