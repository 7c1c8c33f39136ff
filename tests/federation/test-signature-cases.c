/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Requests that must pass and requests that must not: each row is one way of signing. */
#include "signature-fixture.h"

#include <string.h>

/* @cavage signs @cover with @params in front; @input signs @base.  The text that is signed is put
 * together here once more, independently of the code under test. */
static const struct
{
  const char *name;
  const char *method;
  const char *target;
  const char *headers;
  const char *params;
  const char *cover;
  const char *created;
  const char *input;
  const char *base;
  int minutes; /* how much later it arrives */
  int wanted;
} cases[] = {
  /* clang-format off */
  { "cavage/good", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .wanted = HOLDS },
  { "cavage/signature-prefix", "POST", INBOX, HOST DATE DIGEST TYPE, "Signature " RSA_ID, POST_COVER,
    .wanted = HOLDS },
  { "cavage/blanks", "POST", INBOX, HOST DATE DIGEST TYPE,
    "keyId=\"" TEST_RSA_KEY_ID "\" , algorithm=\"RSA-SHA256\" ", POST_COVER, .wanted = HOLDS },
  { "cavage/unknown-parameter", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID ",ext=\"a,b\",n=5", POST_COVER,
    .wanted = HOLDS },
  { "cavage/no-algorithm", "POST", INBOX, HOST DATE DIGEST TYPE, "keyId=\"" TEST_RSA_KEY_ID "\"", POST_COVER,
    .wanted = HOLDS },
  { "cavage/capital-cover", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, "(Request-Target) Host Date Digest",
    .wanted = HOLDS },
  { "cavage/default-port", "POST", INBOX, "Host: Social.Example:443\n" DATE DIGEST TYPE, RSA_ID, POST_COVER,
    .wanted = HOLDS },
  { "cavage/two-digests", "POST", INBOX, HOST DATE "Digest: MD5=xx, sha-256=" SHA "\n", RSA_ID,
    "(request-target) host date digest", .wanted = HOLDS },
  { "cavage/created", "POST", INBOX, HOST DIGEST, HS_ID ",created=1785585600,expires=1785585900",
    "(request-target) host digest (created)", "1785585600", .wanted = HOLDS },
  { "cavage/get-digest", "GET", INBOX, HOST DATE "Digest: SHA-256=" EMPTY_SHA "\n", RSA_ID,
    "(request-target) host digest date", .wanted = HOLDS },
  { "cavage/s18-n2-other-digest", "POST", INBOX, HOST DATE "Digest: SHA-256=" EMPTY_SHA "\n" TYPE, RSA_ID,
    POST_COVER, .wanted = REFUSED },
  { "cavage/s21-n3-digest-not-covered", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID,
    "(request-target) host date content-type", .wanted = REFUSED },
  { "cavage/s21-n4-missing-header", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER " x-missing",
    .wanted = REFUSED },
  { "cavage/s18-n5-two-hours-old", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .minutes = 120,
    .wanted = REFUSED },
  { "cavage/s18-n7-other-host", "POST", INBOX, "Host: coop2.example\n" DATE DIGEST TYPE, RSA_ID, POST_COVER,
    .wanted = REFUSED },
  { "cavage/22-minus-59", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .minutes = 59, .wanted = HOLDS },
  { "cavage/22-minus-70", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .minutes = 70,
    .wanted = REFUSED },
  { "cavage/22-plus-59", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .minutes = -59, .wanted = HOLDS },
  { "cavage/22-plus-70", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .minutes = -70,
    .wanted = REFUSED },
  { "cavage/22-expired", "POST", INBOX, HOST DIGEST, HS_ID ",created=1785585600,expires=1785585900",
    "(request-target) host digest (created)", "1785585600", .minutes = 6, .wanted = REFUSED },
  { "cavage/22-uncovered-expired", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID ",expires=1785585900",
    POST_COVER, .minutes = 6, .wanted = REFUSED },
  { "cavage/created-stale", "POST", INBOX, HOST DIGEST, HS_ID ",created=1785585600",
    "(request-target) host digest (created)", "1785585600", .minutes = 70, .wanted = REFUSED },
  { "cavage/created-too-long", "POST", INBOX, HOST DIGEST, HS_ID ",created=1785585600,expires=1786585600",
    "(request-target) host digest (created)", "1785585600", .minutes = 721, .wanted = REFUSED },
  { "cavage/created-with-rsa", "POST", INBOX, HOST DATE DIGEST, RSA_ID ",created=1785585600",
    "(request-target) host date digest (created)", "1785585600", .wanted = REFUSED },
  { "cavage/created-not-given", "POST", INBOX, HOST DATE DIGEST, HS_ID,
    "(request-target) host date digest (created)", "0", .wanted = REFUSED },
  { "cavage/created-malformed", "POST", INBOX, HOST DIGEST, HS_ID ",created=soon",
    "(request-target) host digest (created)", "0", .wanted = MALFORMED },
  { "cavage/no-date", "POST", INBOX, HOST DIGEST TYPE, RSA_ID, "(request-target) host digest", .wanted = REFUSED },
  { "cavage/bad-date", "POST", INBOX, HOST "Date: yesterday\n" DIGEST TYPE, RSA_ID, POST_COVER, .wanted = REFUSED },
  { "cavage/no-host", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, "(request-target) date digest",
    .wanted = REFUSED },
  { "cavage/no-target", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, "host date digest", .wanted = REFUSED },
  { "cavage/no-cover", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, "date", .wanted = REFUSED },
  { "cavage/repeated-cover", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, POST_COVER " host", .wanted = REFUSED },
  { "cavage/double-blank", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID, "(request-target) host  date digest",
    .wanted = MALFORMED },
  { "cavage/sha512", "POST", INBOX, HOST DATE DIGEST TYPE,
    "keyId=\"" TEST_RSA_KEY_ID "\",algorithm=\"rsa-sha512\"", POST_COVER, .wanted = REFUSED },
  { "cavage/algorithm-of-other-key", "POST", INBOX, HOST DATE DIGEST TYPE,
    "keyId=\"" TEST_RSA_KEY_ID "\",algorithm=\"ed25519\"", POST_COVER, .wanted = REFUSED },
  { "cavage/repeated-parameter", "POST", INBOX, HOST DATE DIGEST TYPE, RSA_ID ",keyId=\"x\"", POST_COVER,
    .wanted = MALFORMED },
  { "cavage/no-key", "POST", INBOX, HOST DATE DIGEST TYPE, "algorithm=\"rsa-sha256\"", POST_COVER,
    .wanted = MALFORMED },
  { "cavage/unknown-key", "POST", INBOX, HOST DATE DIGEST TYPE, "keyId=\"https://evil.example/#main-key\"",
    POST_COVER, .wanted = MOOT_ERROR_UNAVAILABLE },
  { "cavage/20-two-dates", "POST", INBOX, HOST DATE DATE DIGEST TYPE, RSA_ID, POST_COVER, .wanted = MALFORMED },
  { "cavage/20-two-hosts", "POST", INBOX, HOST HOST DATE DIGEST TYPE, RSA_ID, POST_COVER, .wanted = MALFORMED },
  { "cavage/20-two-digests", "POST", INBOX, HOST DATE DIGEST DIGEST TYPE, RSA_ID, POST_COVER, .wanted = MALFORMED },
  { "cavage/20-two-lengths", "POST", INBOX, HOST DATE DIGEST TYPE "Content-Length: 617\nContent-Length: 617\n",
    RSA_ID, POST_COVER, .wanted = MALFORMED },
  { "cavage/20-two-signatures", "POST", INBOX, HOST DATE DIGEST TYPE "Signature: x\n", RSA_ID, POST_COVER,
    .wanted = MALFORMED },
  { "cavage/digest-without-sha", "POST", INBOX, HOST DATE "Digest: MD5=xx\n", RSA_ID,
    "(request-target) host date digest", .wanted = REFUSED },
  { "cavage/digest-twice-inside", "POST", INBOX, HOST DATE "Digest: SHA-256=" SHA ",SHA-256=" SHA "\n", RSA_ID,
    "(request-target) host date digest", .wanted = REFUSED },
  { "cavage/get-wrong-digest", "GET", INBOX, HOST DATE DIGEST, RSA_ID, "(request-target) host digest date",
    .wanted = REFUSED },

  { "rfc9421/good", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT, .base = C_BASE, .wanted = HOLDS },
  { "rfc9421/path", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@authority\" \"@path\" \"content-digest\")" KEYID,
    .base = "\"@method\": POST\n\"@authority\": social.example\n\"@path\": " INBOX
            "\n\"content-digest\": sha-256=:" SHA ":", .wanted = HOLDS },
  { "rfc9421/path-query", "GET", OUTBOX, HOST,
    .input = "(\"@method\" \"@authority\" \"@path\" \"@query\" \"@scheme\")" KEYID,
    .base = "\"@method\": GET\n\"@authority\": social.example\n\"@path\": /users/mira/outbox\n"
            "\"@query\": ?page=true\n\"@scheme\": https", .wanted = HOLDS },
  { "rfc9421/request-target", "GET", OUTBOX, HOST,
    .input = "(\"@method\" \"@authority\" \"@request-target\")" KEYID,
    .base = "\"@method\": GET\n\"@authority\": social.example\n\"@request-target\": " OUTBOX, .wanted = HOLDS },
  { "rfc9421/23-query-not-covered", "GET", OUTBOX, HOST,
    .input = "(\"@method\" \"@authority\" \"@path\")" KEYID,
    .base = "\"@method\": GET\n\"@authority\": social.example\n\"@path\": /users/mira/outbox", .wanted = REFUSED },
  { "rfc9421/fragment-of-key", "GET", "/users/mira", HOST,
    .input = "(\"@method\" \"@target-uri\")" KEYID,
    .base = "\"@method\": GET\n\"@target-uri\": " BASE "/users/mira#main-key", .wanted = HOLDS },
  { "rfc9421/fragment-of-post", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT,
    .base = "\"@method\": POST\n\"@target-uri\": " BASE INBOX "#main-key\n\"content-digest\": sha-256=:" SHA ":", .wanted = REFUSED },
  { "rfc9421/tag-and-nonce", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = C_INPUT ";tag=\"x\";nonce=\"y\";expires=1785585900", .base = C_BASE, .wanted = HOLDS },
  { "rfc9421/odd-spelling", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "( \"@method\"  \"@target-uri\" \"content-digest\" )"
             ";created=1785585600; keyid=\"" TEST_RSA_KEY_ID "\"", .base = C_BASE, .wanted = HOLDS },
  { "rfc9421/s18-n10-no-created", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@target-uri\" \"content-digest\");keyid=\"" TEST_RSA_KEY_ID "\"", .base = C_BASE,
    .wanted = REFUSED },
  { "rfc9421/s18-n11-body-not-covered", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@target-uri\")" KEYID,
    .base = "\"@method\": POST\n\"@target-uri\": " BASE INBOX, .wanted = REFUSED },
  { "rfc9421/s18-n12-two-methods", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@method\" \"@target-uri\" \"content-digest\")" KEYID,
    .base = "\"@method\": POST\n" C_BASE, .wanted = REFUSED },
  { "rfc9421/no-method", "POST", INBOX, HOST CONTENT_DIGEST, .input = "(\"@target-uri\" \"content-digest\")" KEYID,
    .base = "\"@target-uri\": " BASE INBOX "\n\"content-digest\": sha-256=:" SHA ":", .wanted = REFUSED },
  { "rfc9421/component-parameter", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\";req \"@target-uri\" \"content-digest\")" KEYID, .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/unknown-derived", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@target-uri\" \"content-digest\" \"@status\")" KEYID,
    .base = C_BASE "\n\"@status\": 200", .wanted = REFUSED },
  { "rfc9421/capital-component", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@target-uri\" \"Content-Digest\")" KEYID, .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/missing-header", "POST", INBOX, HOST CONTENT_DIGEST,
    .input = "(\"@method\" \"@target-uri\" \"content-digest\" \"x-missing\")" KEYID,
    .base = C_BASE "\n\"x-missing\": ", .wanted = REFUSED },
  { "rfc9421/wrong-algorithm", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT ";alg=\"ed25519\"",
    .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/unknown-algorithm", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT ";alg=\"rsa-pss-sha512\"",
    .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/wrong-digest", "POST", INBOX, HOST "Content-Digest: sha-256=:" EMPTY_SHA ":\n", .input = C_INPUT,
    .base = "\"@method\": POST\n\"@target-uri\": " BASE INBOX "\n\"content-digest\": sha-256=:" EMPTY_SHA ":",
    .wanted = REFUSED },
  { "rfc9421/no-digest", "POST", INBOX, HOST, .input = C_INPUT, .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/other-host", "POST", INBOX, "Host: coop2.example\n" CONTENT_DIGEST, .input = C_INPUT,
    .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/stale", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT, .base = C_BASE, .minutes = 70,
    .wanted = REFUSED },
  { "rfc9421/future", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT, .base = C_BASE, .minutes = -70,
    .wanted = REFUSED },
  { "rfc9421/expired", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT ";expires=1785585900",
    .base = C_BASE, .minutes = 6, .wanted = REFUSED },
  { "rfc9421/odd-expires", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT ";expires=\"never\"",
    .base = C_BASE, .wanted = REFUSED },
  { "rfc9421/no-list", "POST", INBOX, HOST CONTENT_DIGEST, .input = "\"@method\"", .base = C_BASE,
    .wanted = MALFORMED },
  { "rfc9421/twice-keyid", "POST", INBOX, HOST CONTENT_DIGEST, .input = C_INPUT ";keyid=\"x\"", .base = C_BASE,
    .wanted = MALFORMED },
  { "rfc9421/decimal", "POST", INBOX, HOST CONTENT_DIGEST, .input = "(\"@method\");created=1.5", .base = C_BASE,
    .wanted = MALFORMED },
  { "rfc9421/unfinished", "POST", INBOX, HOST CONTENT_DIGEST, .input = "(\"@method\"", .base = C_BASE,
    .wanted = MALFORMED },
  { "rfc9421/20-two-inputs", "POST", INBOX, HOST CONTENT_DIGEST "Signature-Input: sig1=()\n", .input = C_INPUT,
    .base = C_BASE, .wanted = MALFORMED },
  /* clang-format on */
};

static char *
sign_text (const char *text)
{
  g_autoptr (MootPrivateKey) key = fixture_rsa_private ();
  g_autoptr (GBytes) signature = moot_private_key_sign (key, text, strlen (text), NULL);

  return g_base64_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));
}

static char *
cavage_text (const MootHttpMessage *message,
             guint                  i)
{
  g_auto (GStrv) names = g_strsplit (cases[i].cover, " ", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint n = 0; names[n] != NULL; n++)
    {
      g_autofree char *name = g_ascii_strdown (names[n], -1);
      g_autofree char *method = g_ascii_strdown (cases[i].method, -1);
      g_autofree char *value = moot_http_message_dup_header (message, name);

      if (strcmp (name, "(request-target)") == 0)
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s %s", name, method, cases[i].target));
      else if (strcmp (name, "(created)") == 0)
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s", name, cases[i].created));
      else if (value != NULL)
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s", name, value));
    }
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
sign_case (MootHttpMessage *message,
           guint            i)
{
  g_autofree char *text = NULL;
  g_autofree char *base64 = NULL;
  g_autofree char *value = NULL;

  if (cases[i].input == NULL)
    {
      text = cavage_text (message, i);
      base64 = sign_text (text);
      value = g_strdup_printf ("%s,headers=\"%s\",signature=\"%s\"", cases[i].params,
                               cases[i].cover, base64);
    }
  else
    {
      g_autofree char *input = g_strconcat ("sig1=", cases[i].input, NULL);

      text = g_strconcat (cases[i].base, "\n\"@signature-params\": ", cases[i].input, NULL);
      base64 = sign_text (text);
      value = g_strdup_printf ("sig1=:%s:", base64);
      g_assert_true (moot_http_message_add_header (message, "Signature-Input", input));
    }
  g_assert_true (moot_http_message_add_header (message, "Signature", value));
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (MootHttpMessage) message =
    make_request (cases[i].method, cases[i].target, cases[i].headers);
  g_autoptr (GError) error = NULL;
  g_autofree char *key_id = NULL;

  sign_case (message, i);
  key_id = authenticate (message, TEST_NOW + cases[i].minutes * MOOT_MINUTE, &error);
  if (cases[i].wanted == HOLDS)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_ERROR, cases[i].wanted);
  g_assert_true ((key_id != NULL) == (cases[i].wanted == HOLDS));
}

/* What is not signed, or not readable as a signature at all. */
static void
test_unreadable (void)
{
  static const struct
  {
    const char *header;
    int wanted;
  } values[] = {
    { "", REFUSED },
    { "Signature: \n", MALFORMED },
    { "Signature: x\n", MALFORMED },
    { "Signature: keyId=\"x\n", MALFORMED },
    { "Signature: keyId=\"x\",,signature=\"\"\n", MALFORMED },
    { "Signature: keyId=\"x\",signature=\"YQ\"\n", MALFORMED },
    { "Signature: keyId=\"x\",signature=\"YQ==\",expires=-1\n", MALFORMED },
    { "Signature: keyId=\"\",signature=\"YQ==\"\n", MALFORMED },
    { "Signature: sig1=:YQ==:\nSignature-Input: sig2=(\"@method\")\n", MALFORMED },
    { "Signature: sig1=:YQ:\nSignature-Input: sig1=(\"@method\")\n", MALFORMED },
    { "Signature: sig1=YQ\nSignature-Input: sig1=(\"@method\")\n", MALFORMED },
    { "Signature: sig1=:YQ==:\nSignature-Input: sig1=(1);keyid=\"x\"\n", MALFORMED },
    { "Signature: sig1=:YQ==:\nSignature-Input: \n", MALFORMED },
    { "Signature: sig1=:YQ==:\nSignature-Input: sig1\n", MALFORMED },
  };
  g_autofree char *long_value = g_strnfill (MOOT_SIGNATURE_MAX_BYTES + 1, 'a');
  g_autofree char *long_header = g_strdup_printf ("Signature: keyId=\"%s\"\n", long_value);
  g_autoptr (MootHttpMessage) long_request = make_request ("GET", OUTBOX, long_header);
  g_autoptr (GError) error = NULL;

  g_assert_null (authenticate (long_request, TEST_NOW, &error));
  g_assert_error (error, MOOT_ERROR, MALFORMED);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (MootHttpMessage) message = make_request ("GET", OUTBOX, values[i].header);

      g_test_message ("%s", values[i].header);
      g_clear_error (&error);
      g_assert_null (authenticate (message, TEST_NOW, &error));
      g_assert_error (error, MOOT_ERROR, values[i].wanted);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/signature/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/signature/unreadable", test_unreadable);

  return g_test_run ();
}
