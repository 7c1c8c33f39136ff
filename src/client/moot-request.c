/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A question in the making: the row of the table, the id in the path, parameters in order.
 * Thread: one at a time. */
#include "moot-request.h"

#include <string.h>

struct _MootRequest
{
  const MootCallInfo *info;
  char *id;
  char *other;
  GPtrArray *parameters; /* name, value, name, value */
  char *json;
  char *idempotency_key;
  gint64 version; /* 0 for any */
  MootRequestFile *file;
};

/**
 * moot_request_new:
 * @call: what to ask
 *
 * Returns: (transfer full): a request without parameters
 */
MootRequest *
moot_request_new (MootCall call)
{
  return moot_request_new_for (call, NULL);
}

/**
 * moot_request_new_for:
 * @call: what to ask
 * @id: (nullable): what stands for `:id` in its path; any text, it is escaped
 *
 * Returns: (transfer full): a request without parameters
 */
MootRequest *
moot_request_new_for (MootCall    call,
                      const char *id)
{
  MootRequest *self = g_new0 (MootRequest, 1);

  self->info = moot_call_describe (call);
  self->id = g_strdup (id);
  self->parameters = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * moot_request_set_other:
 * @self: a request
 * @other: what stands for `:other` in its path; any text, it is escaped
 */
void
moot_request_set_other (MootRequest *self,
                        const char  *other)
{
  g_free (self->other);
  self->other = g_strdup (other);
}

static void
file_free (MootRequestFile *file)
{
  g_free (file->field);
  g_free (file->filename);
  g_free (file->content_type);
  g_bytes_unref (file->bytes);
  g_free (file);
}

/**
 * moot_request_free:
 * @self: (nullable): a request
 */
void
moot_request_free (MootRequest *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  g_clear_pointer (&self->file, file_free);
  g_free (self->idempotency_key);
  g_free (self->json);
  g_free (self->id);
  g_free (self->other);
  g_free (self);
}

/**
 * moot_request_add:
 * @self: a request
 * @name: of the parameter; may be there more than once
 * @value: (nullable): %NULL adds nothing
 */
void
moot_request_add (MootRequest *self,
                  const char  *name,
                  const char  *value)
{
  if (value == NULL)
    return;

  g_ptr_array_add (self->parameters, g_strdup (name));
  g_ptr_array_add (self->parameters, g_strdup (value));
}

/**
 * moot_request_add_int:
 * @self: a request
 * @name: of the parameter
 * @value: its number
 */
void
moot_request_add_int (MootRequest *self,
                      const char  *name,
                      gint64       value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  moot_request_add (self, name, text);
}

/**
 * moot_request_add_boolean:
 * @self: a request
 * @name: of the parameter
 * @value: written as `true` or `false`
 */
void
moot_request_add_boolean (MootRequest *self,
                          const char  *name,
                          gboolean     value)
{
  moot_request_add (self, name, value ? "true" : "false");
}

/**
 * moot_request_add_file:
 * @self: a request without a file
 * @name: of the field
 * @filename: shown to nobody, but some servers look at its ending
 * @content_type: media type
 * @bytes: at most %MOOT_REQUEST_UPLOAD_MAX
 *
 * Makes the request a multipart form.
 */
void
moot_request_add_file (MootRequest *self,
                       const char  *name,
                       const char  *filename,
                       const char  *content_type,
                       GBytes      *bytes)
{
  g_return_if_fail (self->file == NULL);

  self->file = g_new0 (MootRequestFile, 1);
  self->file->field = g_strdup (name);
  self->file->filename = g_strdup (filename);
  self->file->content_type = g_strdup (content_type);
  self->file->bytes = g_bytes_ref (bytes);
}

/**
 * moot_request_set_json:
 * @self: a request
 * @json: (transfer full): the whole body, instead of a form
 */
void
moot_request_set_json (MootRequest *self,
                       char        *json)
{
  g_free (self->json);
  self->json = json;
}

/**
 * moot_request_set_idempotency_key:
 * @self: a request
 * @key: (nullable): the same for each attempt at the same thing
 *
 * Lets the server recognise a repetition after a timeout.
 */
void
moot_request_set_idempotency_key (MootRequest *self,
                                  const char  *key)
{
  g_free (self->idempotency_key);
  self->idempotency_key = g_strdup (key);
}

/**
 * moot_request_set_version:
 * @self: a request
 * @version: of what is changed, as it was read; 0 for any
 *
 * Lets the server refuse when somebody changed it meanwhile.
 */
void
moot_request_set_version (MootRequest *self,
                          gint64       version)
{
  self->version = version;
}

/**
 * moot_request_get_info:
 * @self: a request
 *
 * Returns: (transfer none): its row of the table
 */
const MootCallInfo *
moot_request_get_info (const MootRequest *self)
{
  return self->info;
}

/** moot_request_get_id: (transfer none) (nullable): what it is about, as it was given */
const char *
moot_request_get_id (const MootRequest *self)
{
  return self->id;
}

/**
 * moot_request_dup_form:
 * @self: a request
 *
 * Returns: (transfer full): the parameters, urlencoded
 */
char *
moot_request_dup_form (const MootRequest *self)
{
  GString *form = g_string_new (NULL);

  for (guint i = 0; i + 1 < self->parameters->len; i += 2)
    {
      g_autofree char *name = g_uri_escape_string (g_ptr_array_index (self->parameters, i), "[]",
                                                   FALSE);
      g_autofree char *value = g_uri_escape_string (g_ptr_array_index (self->parameters, i + 1),
                                                    NULL, FALSE);

      g_string_append_printf (form, "%s%s=%s", i > 0 ? "&" : "", name, value);
    }
  return g_string_free (form, FALSE);
}

/**
 * moot_request_dup_target:
 * @self: a request
 *
 * Returns: (transfer full): the path with the id in it and, for a GET or DELETE, the query
 */
char *
moot_request_dup_target (const MootRequest *self)
{
  const struct
  {
    const char *hole;
    const char *text;
  } fillings[] = { { ":id", self->id }, { ":other", self->other } };
  gboolean in_query = g_str_equal (self->info->method, "GET") ||
                      g_str_equal (self->info->method, "DELETE");
  GString *target = g_string_new (self->info->path);

  /* An id has no colon after it is escaped. */
  for (guint i = 0; i < G_N_ELEMENTS (fillings); i++)
    {
      g_autofree char *text = g_uri_escape_string (
        fillings[i].text != NULL ? fillings[i].text : "", NULL, FALSE);

      g_string_replace (target, fillings[i].hole, text, 1);
    }

  if (in_query && self->parameters->len > 0)
    {
      g_autofree char *query = moot_request_dup_form (self);

      g_string_append_printf (target, "?%s", query);
    }
  return g_string_free (target, FALSE);
}

/**
 * moot_request_get_json:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): its JSON body
 */
const char *
moot_request_get_json (const MootRequest *self)
{
  return self->json;
}

/**
 * moot_request_get_idempotency_key:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the key of this attempt
 */
const char *
moot_request_get_idempotency_key (const MootRequest *self)
{
  return self->idempotency_key;
}

/**
 * moot_request_get_version:
 * @self: a request
 *
 * Returns: the version it was written for, 0 for any
 */
gint64
moot_request_get_version (const MootRequest *self)
{
  return self->version;
}

/**
 * moot_request_get_file:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what is uploaded
 */
const MootRequestFile *
moot_request_get_file (const MootRequest *self)
{
  return self->file;
}

/**
 * moot_request_foreach:
 * @self: a request
 * @visit: called for each parameter, in order
 * @data: for @visit
 */
void
moot_request_foreach (const MootRequest *self,
                      void (*visit) (const char *name,
                                     const char *value,
                                     gpointer data),
                      gpointer data)
{
  for (guint i = 0; i + 1 < self->parameters->len; i += 2)
    visit (g_ptr_array_index (self->parameters, i), g_ptr_array_index (self->parameters, i + 1),
           data);
}
