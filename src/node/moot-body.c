/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Bodies of requests become parameters: forms, multipart forms and JSON.
 * Spec: RFC 7578; Mastodon client API, parameters.
 * Thread: a request worker. */
#include "moot-body.h"

#include "moot-error.h"

#include <libsoup/soup.h>
#include <string.h>

/**
 * moot_body_is_type:
 * @content_type: (nullable): what a header says, with parameters
 * @want: a media type
 *
 * Returns: whether it is that type
 */
gboolean
moot_body_is_type (const char *content_type,
                   const char *want)
{
  return content_type != NULL && g_ascii_strncasecmp (content_type, want, strlen (want)) == 0;
}

static gboolean
read_part (MootExchange        *exchange,
           SoupMessageHeaders  *headers,
           GBytes              *bytes,
           GError             **error)
{
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) attributes = NULL;
  const char *name;
  const char *filename;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &attributes) ||
      attributes == NULL)
    return TRUE;
  name = g_hash_table_lookup (attributes, "name");
  filename = g_hash_table_lookup (attributes, "filename");
  if (name == NULL)
    return TRUE;
  if (filename != NULL || soup_message_headers_get_one (headers, "Content-Type") != NULL)
    {
      const char *type = soup_message_headers_get_content_type (headers, NULL);

      if (filename != NULL || !moot_body_is_type (type, "text/plain"))
        return moot_params_add_upload (exchange->params, name, filename, type, bytes, error);
    }
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  return moot_params_add (exchange->params, name, text, error);
}

static gboolean
read_multipart (MootExchange  *exchange,
                const char    *content_type,
                GError       **error)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (SoupMultipart) multipart = NULL;

  soup_message_headers_append (headers, "Content-Type", content_type);
  multipart = soup_multipart_new_from_message (headers, exchange->body);
  soup_message_headers_unref (headers);
  if (multipart == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "the form cannot be read");
      return FALSE;
    }
  for (int i = 0; i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *part;

      if (soup_multipart_get_part (multipart, i, &part_headers, &part) &&
          !read_part (exchange, part_headers, part, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * moot_body_read:
 * @exchange: a request with its body
 * @content_type: (nullable): of the body
 * @error: return location
 *
 * Adds what the body holds to the parameters.  A body without a type is sniffed; one of another
 * type is left for the handler.
 *
 * Errors: %MOOT_ERROR_INVALID, %MOOT_ERROR_TOO_LARGE.
 *
 * Returns: whether all of it could be read
 */
gboolean
moot_body_read (MootExchange  *exchange,
                const char    *content_type,
                GError       **error)
{
  gsize size;
  const char *text = g_bytes_get_data (exchange->body, &size);
  g_autofree char *form = NULL;

  if (size == 0)
    return TRUE;
  if (moot_body_is_type (content_type, "multipart/form-data"))
    return read_multipart (exchange, content_type, error);
  if (strstr (content_type != NULL ? content_type : "", "json") != NULL ||
      (content_type == NULL && *text == '{'))
    return moot_params_add_json (exchange->params, exchange->body, error);
  if (content_type != NULL &&
      !moot_body_is_type (content_type, "application/x-www-form-urlencoded"))
    return TRUE; /* the handler reads exchange->body itself, or nobody does */
  form = g_strndup (text, size);
  return moot_params_add_query (exchange->params, form, error);
}
