/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Files of tests/fixtures/federation and the keys every test of this layer signs with. */
#include "federation-fixture.h"

/* The path of the fixture @name. */
char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "federation", name, NULL);
}

/* The bytes of the fixture @name. */
GBytes *
fixture_load (const char *name)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;
  gsize length = 0;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/* The text of the fixture @name. */
char *
fixture_load_text (const char *name)
{
  g_autoptr (GBytes) bytes = fixture_load (name);
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  return g_strndup (text, length);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The names of all JSON files in @folder, with the folder, sorted. */
GPtrArray *
fixture_list (const char *folder)
{
  g_autofree char *path = fixture_path (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) entries = g_dir_open (path, 0, &error);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (entries)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  g_assert_cmpuint (names->len, >, 0);
  return names;
}

MootPrivateKey *
fixture_rsa_private (void)
{
  g_autofree char *pem = fixture_load_text ("vectors/rsa-private.pem");
  g_autoptr (GError) error = NULL;
  MootPrivateKey *key = moot_private_key_new_from_pem (pem, &error);

  g_assert_no_error (error);
  return key;
}

MootPublicKey *
fixture_rsa_public (void)
{
  g_autofree char *pem = fixture_load_text ("vectors/rsa-public.pem");
  g_autoptr (GError) error = NULL;
  MootPublicKey *key = moot_public_key_new_from_pem (pem, &error);

  g_assert_no_error (error);
  return key;
}

MootPrivateKey *
fixture_ed25519_private (void)
{
  g_autoptr (GError) error = NULL;
  MootPrivateKey *key = moot_private_key_new_from_base64url (TEST_ED25519_SEED, &error);

  g_assert_no_error (error);
  return key;
}

MootPublicKey *
fixture_ed25519_public (void)
{
  g_autofree char *pem = fixture_load_text ("vectors/ed25519-public.pem");
  g_autoptr (GError) error = NULL;
  MootPublicKey *key = moot_public_key_new_from_pem (pem, &error);

  g_assert_no_error (error);
  return key;
}
