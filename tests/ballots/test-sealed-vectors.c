/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sealed ballots, their parts against known results: blind signatures of RFC 9474, the log of RFC
 * 6962, shares, commitments, digests of manifests, rolls and tokens, the lot. */
#include "moot-json.h"
#include "moot-lot.h"
#include "moot-manifest.h"
#include "moot-message.h"
#include "moot-seal.h"
#include "moot-token-key.h"

#include <nettle/sha2.h>
#include <string.h>

#define EID "59d3173adadc512f0876e9aa212c40da9893b8753080d1e5e5bfd58ef22356a0"

static GBytes *
from_hex (const char *hex)
{
  const gsize n = strlen (hex) / 2;
  guint8 *bytes = g_malloc (MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                         g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new_take (bytes, n);
}

static void
assert_hex (const guint8 *bytes,
            gsize         n_bytes,
            const char   *hex)
{
  g_autoptr (GBytes) expected = from_hex (hex);
  gsize n = 0;
  const guint8 *data = g_bytes_get_data (expected, &n);

  g_assert_cmpmem (bytes, n_bytes, data, n);
}

static void
count_up (guint8 *out_bytes,
          guint8  from,
          gsize   n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    out_bytes[i] = (guint8) (from + i);
}

static MootBoxKey
make_box (void)
{
  MootBoxKey box;

  g_assert_true (moot_digest_from_hex (EID, &box.eid));
  count_up (box.bpk, 0, sizeof box.bpk);
  return box;
}

/* Blind signatures --------------------------------------------------------------------------- */

enum
{
  COLUMN_NAME,
  COLUMN_P,
  COLUMN_Q,
  COLUMN_MESSAGE,
  COLUMN_SALT,
  COLUMN_INVERSE,
  COLUMN_FACTOR,
  COLUMN_BLINDED,
  COLUMN_ANSWER,
  COLUMN_TOKEN,
  N_COLUMNS,
};

static void
check_blind_row (char **hex)
{
  GBytes *fields[N_COLUMNS] = { NULL };
  const guint8 *data[N_COLUMNS];
  gsize sizes[N_COLUMNS];
  g_autoptr (MootTokenSecret) secret = NULL;
  g_autoptr (MootTokenKey) key = NULL;
  g_autoptr (GError) error = NULL;
  MootTokenBlinded blinded;
  guint8 answer[MOOT_TOKEN_BYTES_MAX];
  guint8 token[MOOT_TOKEN_BYTES_MAX];

  for (guint i = COLUMN_P; i < N_COLUMNS; i++)
    {
      fields[i] = from_hex (hex[i]);
      data[i] = g_bytes_get_data (fields[i], &sizes[i]);
    }
  secret = moot_token_secret_new (data[COLUMN_P], sizes[COLUMN_P], data[COLUMN_Q],
                                  sizes[COLUMN_Q], &error);
  g_assert_no_error (error);
  key = moot_token_secret_dup_key (secret);
  g_assert_true (moot_token_key_blind_with (key, data[COLUMN_MESSAGE], sizes[COLUMN_MESSAGE],
                                            data[COLUMN_SALT], data[COLUMN_FACTOR], &blinded));
  g_assert_cmpmem (blinded.message, blinded.n_bytes, data[COLUMN_BLINDED], sizes[COLUMN_BLINDED]);
  g_assert_cmpmem (blinded.inverse, blinded.n_bytes, data[COLUMN_INVERSE], sizes[COLUMN_INVERSE]);
  g_assert_true (moot_token_secret_answer (secret, blinded.message, NULL, answer));
  g_assert_cmpmem (answer, blinded.n_bytes, data[COLUMN_ANSWER], sizes[COLUMN_ANSWER]);
  g_assert_true (moot_token_key_is_answer (key, blinded.message, answer));
  g_assert_true (moot_token_key_finish (key, data[COLUMN_MESSAGE], sizes[COLUMN_MESSAGE],
                                        blinded.inverse, answer, token));
  g_assert_cmpmem (token, blinded.n_bytes, data[COLUMN_TOKEN], sizes[COLUMN_TOKEN]);
  token[17] ^= 1;
  g_assert_false (moot_token_key_verify (key, data[COLUMN_MESSAGE], sizes[COLUMN_MESSAGE], token));
  answer[17] ^= 1;
  g_assert_false (moot_token_key_is_answer (key, blinded.message, answer));
  g_assert_false (moot_token_key_finish (key, data[COLUMN_MESSAGE], sizes[COLUMN_MESSAGE],
                                         blinded.inverse, answer, token));
  for (guint i = COLUMN_P; i < N_COLUMNS; i++)
    g_bytes_unref (fields[i]);
}

static void
test_blind_signatures (void)
{
  g_autofree char *path =
    g_test_build_filename (G_TEST_DIST, "fixtures", "ballots", "rfc9474.tsv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_rows = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) hex = g_strsplit (lines[i], "\t", -1);

      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      g_test_message ("%s", hex[COLUMN_NAME]);
      g_assert_cmpuint (g_strv_length (hex), ==, N_COLUMNS);
      check_blind_row (hex);
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, 2);
}

static void
test_bad_token_keys (void)
{
  guint8 modulus[MOOT_TOKEN_BYTES_MAX + 1];
  g_autoptr (MootTokenKey) key = NULL;

  memset (modulus, 0xff, sizeof modulus);
  g_assert_null (moot_token_key_new (modulus, sizeof modulus, NULL));
  g_assert_null (moot_token_key_new (modulus, 128, NULL));
  modulus[383] = 0xfe; /* even */
  g_assert_null (moot_token_key_new (modulus, MOOT_TOKEN_KEY_BYTES, NULL));
  modulus[383] = 0xff; /* divisible by three */
  key = moot_token_key_new (modulus, MOOT_TOKEN_KEY_BYTES, NULL);
  g_assert_nonnull (key);
  g_assert_false (moot_token_key_is_sound (key));
  modulus[0] = 0; /* a size that is another */
  g_assert_null (moot_token_key_new (modulus, MOOT_TOKEN_KEY_BYTES, NULL));
}

/* The log ------------------------------------------------------------------------------------ */

static const char *const leaves[] = {
  "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"
};

static const char *const roots[] = {
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
};

typedef struct
{
  MootDigest nodes[4][8];
} Tree;

static gboolean
read_node (int         level,
           gint64      position,
           MootDigest *out_digest,
           gpointer    data)
{
  const Tree *tree = data;

  *out_digest = tree->nodes[level][position];
  return TRUE;
}

static gboolean
write_node (int               level,
            gint64            position,
            const MootDigest *digest,
            gpointer          data)
{
  Tree *tree = data;

  tree->nodes[level][position] = *digest;
  return TRUE;
}

static void
assert_path (GArray            *path,
             const char *const *beginnings,
             guint              n)
{
  g_assert_cmpuint (path->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *hex = moot_digest_to_hex (&g_array_index (path, MootDigest, i));

      g_assert_true (g_str_has_prefix (hex, beginnings[i]));
    }
}

static void
test_log (void)
{
  static const char *const included[] = { "bc1a0643b12e4d2d", "ca854ea128ed050b",
                                          "d37ee418976dd957" };
  static const char *const consistent[] = { "0ebc5d3437fbe2db", "ca854ea128ed050b",
                                            "d37ee418976dd957" };
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  g_autoptr (GArray) other = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  Tree tree = { 0 };

  for (guint n = 0; n <= G_N_ELEMENTS (leaves); n++)
    {
      MootDigest root;

      g_assert_true (moot_merkle_get_root (n, read_node, &tree, &root));
      assert_hex (root.bytes, sizeof root.bytes, roots[n]);
      if (n < G_N_ELEMENTS (leaves))
        {
          g_autoptr (GBytes) data = from_hex (leaves[n]);
          MootDigest leaf;

          moot_merkle_hash_leaf (g_bytes_get_data (data, NULL), g_bytes_get_size (data), &leaf);
          g_assert_true (moot_merkle_append (n, &leaf, read_node, write_node, &tree));
        }
    }
  g_assert_true (moot_merkle_prove_inclusion (5, 8, read_node, &tree, path));
  assert_path (path, included, G_N_ELEMENTS (included));
  g_assert_true (moot_merkle_prove_consistency (6, 8, read_node, &tree, other));
  assert_path (other, consistent, G_N_ELEMENTS (consistent));
}

/* Digests of texts --------------------------------------------------------------------------- */

static char *
repeat (const char *digits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 32; i++)
    g_string_append (text, digits);
  return g_string_free (text, FALSE);
}

/* The members stand in another order here: the canonical spelling does not depend on it. */
static void
test_manifest_digest (void)
{
  g_autofree char *roll = repeat ("22");
  g_autofree char *text =
    g_strdup_printf ("{\"v\":1,\"kind\":\"election\",\"title\":\"Steering 2026\",\"seats\":2,"
                     "\"rule\":\"stv-scottish\",\"options\":[{\"name\":\"Ada\",\"id\":\"c1\"},"
                     "{\"id\":\"c2\",\"name\":\"Bo\"},{\"id\":\"c3\",\"name\":\"Cy\"}],"
                     "\"opens_at\":\"2026-11-01T00:00:00Z\",\"closes_at\":\"2026-11-08T00:00:00Z\","
                     "\"open_threshold\":2,\"roll_sha256\":\"%s\","
                     "\"scrutineers\":[\"m1\",\"m2\",\"m3\"]}",
                     roll);
  g_autoptr (JsonNode) node = moot_json_parse (text, -1, NULL);
  g_autofree char *canonical = moot_message_dup_text (json_node_get_object (node));
  g_autoptr (GByteArray) tagged = g_byte_array_new ();
  MootDigest digest;

  moot_message_digest (canonical, &digest);
  assert_hex (digest.bytes, 32, "c731020fbd7ccfa8425995b19f26e2db06d5ea6ba8456364ab10077342a0685c");
  g_byte_array_append (tagged, (const guint8 *) "folkmoot-manifest-v1", 21);
  g_byte_array_append (tagged, (const guint8 *) canonical, (guint) strlen (canonical));
  g_assert_cmpuint (tagged->len, >, 21);
  {
    struct sha256_ctx sha;

    sha256_init (&sha);
    sha256_update (&sha, tagged->len, tagged->data);
    sha256_digest (&sha, 32, digest.bytes);
  }
  assert_hex (digest.bytes, 32, EID);
}

static void
test_entry_leaf (void)
{
  g_autofree char *ones = repeat ("11");
  g_autofree char *zeros = repeat ("00");
  g_autofree char *text =
    g_strdup_printf ("{\"at\":\"2026-11-01T12:00:00Z\",\"body\":{\"ballot_sha256\":\"%s\"},"
                     "\"eid\":\"%s\",\"seq\":1,\"type\":\"ballot_box.ballot\",\"v\":1}",
                     ones, zeros);
  g_autoptr (JsonObject) object = moot_message_parse (text, 4096, NULL, NULL);
  MootDigest leaf;

  g_assert_nonnull (object);
  moot_merkle_hash_leaf (text, strlen (text), &leaf);
  assert_hex (leaf.bytes, 32, "84739c14f977ed3a7c6dfcb830e4ba5e688fec43da2d7d721ef3efe5a747bcb7");
}

/* Shares and commitments --------------------------------------------------------------------- */

static void
fill_from_ten (gpointer  data,
               guint8   *out_bytes,
               gsize     n_bytes)
{
  count_up (out_bytes, 0x10, n_bytes);
}

static void
test_shares (void)
{
  static const char *const expected[] = { "10101010101010101010101010101010",
                                          "202326252c2f2a29383b3e3d34373231",
                                          "30323436383a3c3e20222426282a2c2e" };
  const MootSealedRandom random = { fill_from_ten, NULL };
  guint8 secret[16];
  guint8 joined[16];
  guint8 shares[3][MOOT_SHARE_BYTES_MAX];

  count_up (secret, 0, sizeof secret);
  moot_shares_split (secret, sizeof secret, 2, 3, &random, shares);
  for (guint i = 0; i < 3; i++)
    assert_hex (shares[i], sizeof secret, expected[i]);
  for (guint8 a = 0; a < 3; a++)
    for (guint8 b = 0; b < 3; b++)
      if (a != b)
        {
          const guint8 xs[] = { (guint8) (a + 1), (guint8) (b + 1) };
          const guint8 *const pieces[] = { shares[a], shares[b] };

          moot_shares_join (xs, pieces, 2, sizeof secret, joined);
          g_assert_cmpmem (joined, sizeof joined, secret, sizeof secret);
        }
  g_assert_cmphex (moot_shares_invert (0x53), ==, 0xca);
  for (guint a = 1; a < 256; a++)
    g_assert_cmphex (moot_shares_multiply ((guint8) a, moot_shares_invert ((guint8) a)), ==, 1);
}

/* Four of seven, whichever four; three say something else. */
static void
test_share_subsets (void)
{
  guint8 secret[32];
  guint8 joined[32];
  guint8 shares[7][MOOT_SHARE_BYTES_MAX];

  count_up (secret, 0x80, sizeof secret);
  moot_shares_split (secret, sizeof secret, 4, 7, NULL, shares);
  for (guint set = 0; set < 128; set++)
    {
      guint8 xs[7];
      const guint8 *pieces[7];
      guint n = 0;

      for (guint8 i = 0; i < 7; i++)
        if ((set & (1u << i)) != 0)
          {
            xs[n] = (guint8) (i + 1);
            pieces[n++] = shares[i];
          }
      if (n == 0)
        continue;
      moot_shares_join (xs, pieces, n, sizeof secret, joined);
      g_assert_cmpint (memcmp (joined, secret, sizeof secret) == 0, ==, n >= 4);
    }
}

static void
test_commitments (void)
{
  const MootBoxKey box = make_box ();
  guint8 bytes[32];
  MootDigest digest;

  count_up (bytes, 0, sizeof bytes);
  moot_seal_commit_key (bytes, &digest);
  assert_hex (digest.bytes, 32, "9f23b7fd3411b3781bbd1b1ce175a2da8383f5308085a0ccbf46f4b3dd24118a");
  moot_seal_commit_share (&box, 1, bytes, &digest);
  assert_hex (digest.bytes, 32, "af8e7a8bbc90baed5ce5ce5b832cac7c1b228b3e4daf44dcb105d70c156d0c0a");
}

static void
test_lot (void)
{
  static const char *const ids[] = { "c3", "c1", "c2" };
  static const guint expected[] = { 1, 2, 0 };
  const MootBoxKey box = make_box ();
  MootDigest nonces[3];
  MootDigest digest;
  guint order[3];

  for (guint i = 0; i < 3; i++)
    memset (nonces[i].bytes, (int) i + 1, 32);
  moot_seal_commit_lot (&nonces[0], &digest);
  assert_hex (digest.bytes, 32, "b03c90b6b1ba6983656531968a4ab56fff318427f90a3ae3cf830958984fb8e6");
  moot_lot_make_seed (&box.eid, nonces, 3, &digest);
  assert_hex (digest.bytes, 32, "1b0ab58588e15f39ef5de6b359b50ff8a86ae928697f903c8cc2e777d66c57c4");
  moot_lot_draw (&digest, ids, 3, order);
  g_assert_cmpmem (order, sizeof order, expected, sizeof expected);
}

/* Sealing ------------------------------------------------------------------------------------ */

static void
test_sealing (void)
{
  MootBoxKey box = make_box ();
  guint8 secret[32];
  guint8 recipient[32];
  guint8 share[32];
  guint8 sealed[MOOT_SEAL_SHARE_BYTES];
  guint8 opened[64];
  guint8 text[48 + MOOT_SEAL_TAG_BYTES];

  count_up (secret, 0x40, sizeof secret);
  count_up (share, 0x60, sizeof share);
  moot_seal_get_public (secret, recipient);
  g_assert_true (moot_seal_share (recipient, &box, share, NULL, sealed));
  g_assert_true (moot_open_share (secret, &box, sealed, opened));
  g_assert_cmpmem (opened, 32, share, 32);
  moot_seal_text (share, &box, 2, opened, 48, text);
  g_assert_true (moot_open_text (share, &box, 2, text, sizeof text, opened));
  g_assert_false (moot_open_text (share, &box, 3, text, sizeof text, opened));
  g_assert_false (moot_open_text (secret, &box, 2, text, sizeof text, opened));
  g_assert_false (moot_open_text (share, &box, 2, text, MOOT_SEAL_TAG_BYTES - 1, opened));
  box.bpk[0] ^= 1; /* what was copied into another ballot opens for nobody */
  g_assert_false (moot_open_share (secret, &box, sealed, opened));
  g_assert_false (moot_open_text (share, &box, 2, text, sizeof text, opened));
  memset (recipient, 0, sizeof recipient); /* everybody would know the key */
  g_assert_false (moot_seal_share (recipient, &box, share, NULL, sealed));
}

/* What is signed blindly: the reference has its SHA-384. */
static void
test_token_message (void)
{
  const MootBoxKey box = make_box ();
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];
  g_autofree char *digest = NULL;

  moot_manifest_make_token_message (&box.eid, box.bpk, message);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA384, message, sizeof message);
  g_assert_cmpstr (digest, ==,
                   "5c280c77b9269db33d3eb0f7d4722869118f510ba56a88ad0e91ecd160829f16"
                   "dc7f7972fd8310f31a8af68e0e694cff");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed-vectors/blind-signatures", test_blind_signatures);
  g_test_add_func ("/sealed-vectors/bad-token-keys", test_bad_token_keys);
  g_test_add_func ("/sealed-vectors/token-message", test_token_message);
  g_test_add_func ("/sealed-vectors/log", test_log);
  g_test_add_func ("/sealed-vectors/manifest-digest", test_manifest_digest);
  g_test_add_func ("/sealed-vectors/entry-leaf", test_entry_leaf);
  g_test_add_func ("/sealed-vectors/shares", test_shares);
  g_test_add_func ("/sealed-vectors/share-subsets", test_share_subsets);
  g_test_add_func ("/sealed-vectors/commitments", test_commitments);
  g_test_add_func ("/sealed-vectors/lot", test_lot);
  g_test_add_func ("/sealed-vectors/sealing", test_sealing);
  return g_test_run ();
}
