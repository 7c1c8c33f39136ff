/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests of other servers, recorded on the wire: every signature holds, and none holds for
 * anything that was not sent. */
#include "federation-fixture.h"
#include "moot-error.h"
#include "moot-http-signature.h"
#include "moot-json.h"
#include "moot-uri.h"

#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  MootHttpMessage *message;
  MootPublicKey *key;
  char *key_id;
  char *host;
  gint64 sent_at;
} Recording;

static void
recording_clear (Recording *self)
{
  g_clear_pointer (&self->message, moot_http_message_free);
  g_clear_pointer (&self->key, moot_public_key_free);
  g_free (self->key_id);
  g_free (self->host);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recording, recording_clear)

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

static void
read_recording (const char *name,
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
  out_recording->key =
    moot_public_key_new_from_pem (moot_json_get_string (object, "public_key_pem"), &error);
  g_assert_no_error (error);
}

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  const Recording *recording = data;

  g_assert_cmpstr (key_id, ==, recording->key_id);
  return recording->key;
}

static char *
authenticate (Recording  *recording,
              GError    **error)
{
  const char *const hosts[] = { recording->host, NULL };
  MootSignatureTerms terms = { recording->sent_at, hosts };

  return moot_http_message_authenticate (recording->message, &terms, find_key, recording, error);
}

static void
test_holds (gconstpointer data)
{
  g_auto (Recording) recording = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *key_id = NULL;

  read_recording (data, &recording);
  key_id = authenticate (&recording, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key_id, ==, recording.key_id);
}

static void
test_another_body (gconstpointer data)
{
  g_auto (Recording) recording = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  read_recording (data, &recording);
  moot_http_message_set_body (recording.message, body);
  g_assert_null (authenticate (&recording, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED);
}

static void
test_another_key (gconstpointer data)
{
  g_auto (Recording) recording = { 0 };
  g_autoptr (GError) error = NULL;

  read_recording (data, &recording);
  moot_public_key_free (recording.key);
  recording.key = fixture_rsa_public ();
  g_assert_null (authenticate (&recording, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
  } tests[] = {
    { "holds", test_holds },
    { "another-body", test_another_body },
    { "another-key", test_another_key },
  };
  g_autoptr (GPtrArray) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = fixture_list ("requests");
  for (guint i = 0; i < names->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (tests); k++)
      {
        g_autofree char *file = g_path_get_basename (g_ptr_array_index (names, i));
        g_autofree char *path = g_strdup_printf ("/recorded/%s/%s", file, tests[k].name);

        g_test_add_data_func (path, g_ptr_array_index (names, i), tests[k].func);
      }

  return g_test_run ();
}
