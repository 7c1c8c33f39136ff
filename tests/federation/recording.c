/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests that real servers sent each other, as they were recorded on the wire. */
#include "recording.h"

#include "federation-fixture.h"
#include "moot-json.h"
#include "moot-uri.h"

#include <libsoup/soup.h>
#include <string.h>

void
recording_clear (Recording *self)
{
  g_clear_pointer (&self->message, moot_http_message_free);
  g_clear_pointer (&self->key, moot_public_key_free);
  g_free (self->key_id);
  g_free (self->public_pem);
  g_free (self->host);
}

static void
read_headers (Recording *self,
              JsonArray *headers)
{
  g_autofree char *date = NULL;
  g_autoptr (GDateTime) time = NULL;

  for (guint i = 0; i < json_array_get_length (headers); i++)
    {
      JsonArray *pair = json_array_get_array_element (headers, i);

      g_assert_true (moot_http_message_add_header (self->message,
                                                   json_array_get_string_element (pair, 0),
                                                   json_array_get_string_element (pair, 1)));
    }
  date = moot_http_message_dup_header (self->message, "date");
  time = soup_date_time_new_from_http_string (date);
  g_assert_nonnull (time);
  self->sent_at = g_date_time_to_unix (time) * 1000;
}

/* The recording in the fixture @name, as `requests/gts-Follow.json`. */
void
recording_read (const char *name,
                Recording  *out_recording)
{
  g_autofree char *text = fixture_load_text (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, &error);
  JsonObject *object;
  const char *body;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  body = moot_json_get_string (object, "body");
  out_recording->message = moot_http_message_new_for_uri (
    moot_json_get_string (object, "method"), moot_json_get_string (object, "url"), &error);
  g_assert_no_error (error);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      moot_http_message_set_body (out_recording->message, bytes);
    }
  read_headers (out_recording, moot_json_get_array (object, "headers"));
  out_recording->host = moot_uri_dup_host (moot_json_get_string (object, "url"));
  out_recording->key_id = g_strdup (moot_json_get_string (object, "key_id"));
  out_recording->public_pem = g_strdup (moot_json_get_string (object, "public_key_pem"));
  out_recording->key = moot_public_key_new_from_pem (out_recording->public_pem, &error);
  g_assert_no_error (error);
}
