/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What an HTTP status or a broken connection means to the app, in one table.
 * Thread: any. */
#include "moot-client-error.h"

#include "moot-json.h"

#define MAX_WORDS 500 /* characters of a server's message that are kept: it is shown to people */

G_DEFINE_QUARK (moot_client_error, moot_client_error)

static const struct
{
  guint status;
  MootClientError code;
} statuses[] = {
  { 400, MOOT_CLIENT_ERROR_REFUSED },
  { 401, MOOT_CLIENT_ERROR_UNAUTHORIZED },
  { 403, MOOT_CLIENT_ERROR_FORBIDDEN },
  { 404, MOOT_CLIENT_ERROR_NOT_FOUND },
  { 405, MOOT_CLIENT_ERROR_NOT_FOUND },
  { 409, MOOT_CLIENT_ERROR_CONFLICT },
  { 410, MOOT_CLIENT_ERROR_GONE },
  { 412, MOOT_CLIENT_ERROR_CONFLICT },
  { 413, MOOT_CLIENT_ERROR_TOO_LARGE },
  { 422, MOOT_CLIENT_ERROR_REFUSED },
  { 429, MOOT_CLIENT_ERROR_LIMITED },
  { 502, MOOT_CLIENT_ERROR_OFFLINE },
  { 503, MOOT_CLIENT_ERROR_OFFLINE },
  { 504, MOOT_CLIENT_ERROR_OFFLINE },
};

static MootClientError
code_of_status (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (statuses[i].status == status)
      return statuses[i].code;
  return status >= 500   ? MOOT_CLIENT_ERROR_SERVER
         : status >= 400 ? MOOT_CLIENT_ERROR_REFUSED
                         : MOOT_CLIENT_ERROR_UNREADABLE;
}

/* The description is the sentence of OAuth errors, whose `error` is a mere code. */
static char *
dup_words (GBytes *body)
{
  g_autoptr (JsonNode) root = NULL;
  const char *words = NULL;
  gsize size = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  if (size == 0)
    return NULL;
  root = moot_json_parse (text, (gssize) size, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;

  words = moot_json_get_string (json_node_get_object (root), "error_description");
  if (words == NULL || *words == '\0')
    words = moot_json_get_string (json_node_get_object (root), "error");
  return words != NULL && *words != '\0'
           ? g_utf8_substring (words, 0, MIN (MAX_WORDS, g_utf8_strlen (words, -1)))
           : NULL;
}

/**
 * moot_client_error_from_status:
 * @status: an HTTP status that is no success
 * @body: (nullable): what came with it
 * @error: return location
 *
 * Sets the error that @status stands for.  Its message is what the server says in `error` or
 * `error_description`; a page of a proxy is not quoted.
 */
void
moot_client_error_from_status (guint    status,
                               GBytes  *body,
                               GError **error)
{
  g_autofree char *words = dup_words (body);

  if (words != NULL)
    g_set_error_literal (error, MOOT_CLIENT_ERROR, (int) code_of_status (status), words);
  else
    g_set_error (error, MOOT_CLIENT_ERROR, (int) code_of_status (status), "HTTP status %u", status);
}

/**
 * moot_client_error_from_transport:
 * @cause: what GIO or libsoup says
 * @server: whom we tried to reach
 * @error: return location
 *
 * Sets %MOOT_CLIENT_ERROR_OFFLINE, or passes a cancellation on as it is.
 */
void
moot_client_error_from_transport (const GError  *cause,
                                  const char    *server,
                                  GError       **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (cause));
  else
    g_set_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE, "'%s': %s", server,
                 cause->message);
}
