/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One request in, one response out.  Errors of every layer become a status and the words of the
 * client API in one table.
 * Thread: one worker from start to end. */
#include "moot-exchange.h"

#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-error.h"
#include "moot-film-answer.h"
#include "moot-id.h"

#include <string.h>

#define JSON_TYPE "application/json; charset=utf-8"

/**
 * moot_exchange_new:
 * @services: what the handlers work with
 * @method: upper case
 * @path: unescaped path without query
 *
 * Returns: (transfer full): an exchange without parameters
 */
MootExchange *
moot_exchange_new (const MootServices *services,
                   const char         *method,
                   const char         *path)
{
  MootExchange *self = g_new0 (MootExchange, 1);

  self->services = services;
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->path_params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->params = moot_params_new ();
  self->response_headers = g_ptr_array_new_with_free_func (g_free);
  self->asked_at = moot_clock_now ();
  self->changes_at = G_MAXINT64;
  return self;
}

/** moot_exchange_free: frees @self, which may be %NULL */
void
moot_exchange_free (MootExchange *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_free (self->remote_address);
  g_free (self->scopes);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->path_params);
  moot_params_free (self->params);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->message, moot_http_message_free);
  g_clear_pointer (&self->response, g_bytes_unref);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_ptr_array_unref (self->response_headers);
  if (self->stream != NULL)
    {
      g_free (self->stream->channel);
      g_free (self->stream->argument);
      g_array_unref (self->stream->hidden);
      g_free (self->stream);
    }
  moot_film_request_free (self->film);
  g_free (self);
}

/**
 * moot_exchange_get_param:
 * @self: an exchange
 * @name: a `:name` of the route
 *
 * Returns: (transfer none) (nullable): what stood there, unescaped
 */
const char *
moot_exchange_get_param (const MootExchange *self,
                         const char         *name)
{
  return g_hash_table_lookup (self->path_params, name);
}

/**
 * moot_exchange_get_id:
 * @self: an exchange whose route has `:id`
 *
 * Returns: the id, 0 when it is none; no row has id 0, so it is simply not found
 */
gint64
moot_exchange_get_id (const MootExchange *self)
{
  gint64 id = 0;

  moot_id_parse (moot_exchange_get_param (self, "id"), &id);
  return id;
}

/** moot_exchange_get_header: (transfer none) (nullable): the request header @name, in lower case */
const char *
moot_exchange_get_header (const MootExchange *self,
                          const char         *name)
{
  return g_hash_table_lookup (self->headers, name);
}

/**
 * moot_exchange_write:
 * @self: an exchange
 * @work: the transaction
 * @data: for @work
 * @error: return location
 *
 * Leases the node's writer for one transaction; see moot_db_pool_write().
 *
 * Returns: whether it was committed
 */
gboolean
moot_exchange_write (MootExchange  *self,
                     MootDbWork     work,
                     gpointer       data,
                     GError       **error)
{
  return moot_db_pool_write (self->services->pool, work, data, error);
}

/** moot_exchange_add_header: adds a header to the response; both texts are copied */
void
moot_exchange_add_header (MootExchange *self,
                          const char   *name,
                          const char   *value)
{
  g_ptr_array_add (self->response_headers, g_strdup (name));
  g_ptr_array_add (self->response_headers, g_strdup (value));
}

/**
 * moot_exchange_reply_bytes:
 * @self: an exchange
 * @status: HTTP status
 * @content_type: in static storage
 * @bytes: the body
 */
void
moot_exchange_reply_bytes (MootExchange *self,
                           guint         status,
                           const char   *content_type,
                           GBytes       *bytes)
{
  g_clear_pointer (&self->response, g_bytes_unref);
  self->status = status;
  self->content_type = content_type;
  self->response = g_bytes_ref (bytes);
}

/** moot_exchange_reply_text: answers with a text that is copied; see moot_exchange_reply_bytes() */
void
moot_exchange_reply_text (MootExchange *self,
                          guint         status,
                          const char   *content_type,
                          const char   *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  moot_exchange_reply_bytes (self, status, content_type, bytes);
}

/** moot_exchange_reply: 200 with what @json holds, which is used up */
void
moot_exchange_reply (MootExchange   *self,
                     MootJsonWriter *json)
{
  g_autoptr (GBytes) bytes = moot_json_writer_steal_bytes (json);

  moot_exchange_reply_bytes (self, 200, JSON_TYPE, bytes);
}

/** moot_exchange_reply_entity: 200 with one entity */
void
moot_exchange_reply_entity (MootExchange *self,
                            gpointer      entity)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_entity_to_json (entity, &json);
  moot_exchange_reply (self, &json);
}

/** moot_exchange_reply_list: 200 with a bare array of entities */
void
moot_exchange_reply_list (MootExchange *self,
                          GPtrArray    *entities)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_array (&json);
  for (guint i = 0; i < entities->len; i++)
    moot_entity_to_json (g_ptr_array_index (entities, i), &json);
  moot_json_end_array (&json);
  moot_exchange_reply (self, &json);
}

/** moot_exchange_reply_empty: 200 with `{}` */
void
moot_exchange_reply_empty (MootExchange *self)
{
  moot_exchange_reply_text (self, 200, JSON_TYPE, "{}");
}

/** moot_exchange_redirect: 303 to @location */
void
moot_exchange_redirect (MootExchange *self,
                        const char   *location)
{
  moot_exchange_add_header (self, "Location", location);
  moot_exchange_reply_text (self, 303, "text/plain; charset=utf-8", "");
}

/**
 * moot_exchange_refuse:
 * @self: an exchange
 * @status: HTTP status, 4xx or 5xx
 * @format: the words, as the client API gives them
 * @...: their arguments
 *
 * Answers `{"error":"…"}`.
 */
void
moot_exchange_refuse (MootExchange *self,
                      guint status,
                      const char *format,
                      ...)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "error", text);
  moot_json_end_object (&json);
  moot_exchange_reply (self, &json);
  self->status = status;
}

/** moot_exchange_not_found: the one answer for what is not there and for what must not be known */
void
moot_exchange_not_found (MootExchange *self)
{
  moot_exchange_refuse (self, 404, "Record not found");
}

#define OUR_FAULT "Something went wrong on our side"
#define NO_ROOM "The server has no room left"

/* clang-format off */
static const struct
{
  GQuark (*domain) (void);
  int code;
  guint status;
  const char *words; /* NULL: the message of the error is meant for the client */
} error_table[] = {
  { moot_error_quark,    MOOT_ERROR_FAILED,        500, OUR_FAULT },
  { moot_error_quark,    MOOT_ERROR_NOT_FOUND,     404, "Record not found" },
  { moot_error_quark,    MOOT_ERROR_INVALID,       422, NULL },
  { moot_error_quark,    MOOT_ERROR_FORBIDDEN,     403, "This action is not allowed" },
  { moot_error_quark,    MOOT_ERROR_UNAUTHORIZED,  401, "The access token is invalid" },
  { moot_error_quark,    MOOT_ERROR_CONFLICT,      409, "Conflict during update, please try again" },
  { moot_error_quark,    MOOT_ERROR_GONE,          410, "Gone" },
  { moot_error_quark,    MOOT_ERROR_TOO_LARGE,     413, NULL },
  { moot_error_quark,    MOOT_ERROR_LIMITED,       429, "Too many requests" },
  { moot_error_quark,    MOOT_ERROR_UNAVAILABLE,   503, "Remote data could not be fetched" },
  { moot_db_error_quark, MOOT_DB_ERROR_FAILED,     500, OUR_FAULT },
  { moot_db_error_quark, MOOT_DB_ERROR_BUSY,       503, "The server is busy, please try again" },
  { moot_db_error_quark, MOOT_DB_ERROR_CONSTRAINT, 409, "Conflict during update, please try again" },
  { moot_db_error_quark, MOOT_DB_ERROR_CORRUPT,    500, OUR_FAULT },
  { moot_db_error_quark, MOOT_DB_ERROR_FULL,       507, NO_ROOM },
  { moot_db_error_quark, MOOT_DB_ERROR_TOO_NEW,    500, OUR_FAULT },
  { g_file_error_quark,  G_FILE_ERROR_NOSPC,       507, NO_ROOM },
};
/* clang-format on */

/**
 * moot_exchange_fail:
 * @self: an exchange
 * @error: (nullable): what went wrong
 *
 * Answers with the status and words that belong to the error.  What is our own fault is logged
 * once, here; what a stranger did wrong is not.
 */
void
moot_exchange_fail (MootExchange *self,
                    const GError *error)
{
  guint status = 500;
  const char *words = OUR_FAULT;

  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (error_table); i++)
    if (g_error_matches (error, error_table[i].domain (), error_table[i].code))
      {
        status = error_table[i].status;
        words = error_table[i].words != NULL ? error_table[i].words : error->message;
      }
  if (error != NULL && error->domain == MOOT_COOP_ERROR)
    {
      status = moot_coop_error_get_row ((MootCoopError) error->code)->status;
      words = error->message;
    }
  if (status >= 500 && (self->db == NULL || !moot_db_gave_up (self->db)))
    g_message ("%s %s: %s", self->method, self->route != NULL ? self->path : "?",
               error != NULL ? error->message : "no reason given");

  moot_exchange_refuse (self, status, "%s", words);
}
