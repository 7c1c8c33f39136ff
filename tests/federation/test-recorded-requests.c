/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests of other servers, recorded on the wire: every signature holds, and none holds for
 * anything that was not sent. */
#include "federation-fixture.h"
#include "moot-error.h"
#include "moot-http-signature.h"
#include "recording.h"

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

  recording_read (data, &recording);
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

  recording_read (data, &recording);
  moot_http_message_set_body (recording.message, body);
  g_assert_null (authenticate (&recording, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED);
}

static void
test_another_key (gconstpointer data)
{
  g_auto (Recording) recording = { 0 };
  g_autoptr (GError) error = NULL;

  recording_read (data, &recording);
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
