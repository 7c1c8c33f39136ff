/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Ballots: made by voters, looked at by everybody who takes them, opened by enough shares.
 * Thread: any. */
#include "moot-sealed-ballot.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"

/* Making ------------------------------------------------------------------------------------- */

static JsonArray *
make_tokens (const MootManifest          *manifest,
             const MootSealedBallotDraft *draft)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      JsonObject *token = json_object_new ();

      json_object_set_string_member (token, "s", manifest->scrutineers[i].member);
      moot_message_set_bytes (token, "sig", draft->tokens[i], MOOT_TOKEN_KEY_BYTES);
      json_array_add_object_element (list, token);
    }
  return list;
}

static JsonArray *
make_shares (const MootManifest     *manifest,
             const MootBoxKey       *box,
             const guint8           *key,
             const MootSealedRandom *random)
{
  JsonArray *list = json_array_new ();
  guint8 shares[MOOT_SHARES_MAX][MOOT_SHARE_BYTES_MAX];

  moot_shares_split (key, MOOT_SEAL_KEY_BYTES, manifest->open_threshold, manifest->n_scrutineers,
                     random, shares);
  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      const MootManifestScrutineer *card = &manifest->scrutineers[i];
      JsonObject *share = json_object_new ();
      guint8 sealed[MOOT_SEAL_SHARE_BYTES] = { 0 };
      MootDigest commitment;

      moot_seal_commit_share (box, (guint8) (i + 1), shares[i], &commitment);
      moot_seal_share (card->x25519, box, shares[i], random, sealed);
      json_object_set_string_member (share, "s", card->member);
      json_object_set_int_member (share, "x", i + 1);
      moot_message_set_hex (share, "sc", commitment.bytes, sizeof commitment.bytes);
      moot_message_set_bytes (share, "sealed", sealed, sizeof sealed);
      json_array_add_object_element (list, share);
    }
  explicit_bzero (shares, sizeof shares);
  return list;
}

/**
 * moot_sealed_ballot_make:
 * @manifest: of the election
 * @draft: who votes, for the how manieth time
 * @choice: canonical text
 * @random: (nullable): chance: the key of this ballot alone, never one of before
 *
 * Returns: (transfer full) (nullable): the message; %NULL when @choice is too long
 */
char *
moot_sealed_ballot_make (const MootManifest          *manifest,
                         const MootSealedBallotDraft *draft,
                         const char                  *choice,
                         const MootSealedRandom      *random)
{
  g_autoptr (JsonObject) object = json_object_new ();
  guint8 padded[MOOT_MANIFEST_PAD_MAX];
  guint8 sealed[MOOT_MANIFEST_PAD_MAX + MOOT_SEAL_TAG_BYTES];
  guint8 key[MOOT_SEAL_KEY_BYTES];
  MootBoxKey box = { .eid = manifest->eid };
  MootDigest commitment;

  if (!moot_sealed_choice_pad (choice, padded, manifest->pad))
    return NULL;
  moot_message_get_public (draft->seed, box.bpk);
  moot_sealed_random_fill (random, key, sizeof key);
  moot_seal_text (key, &box, draft->number, padded, manifest->pad, sealed);
  moot_seal_commit_key (key, &commitment);
  json_object_set_int_member (object, "v", 1);
  json_object_set_int_member (object, "seq", draft->number);
  moot_message_set_hex (object, "eid", box.eid.bytes, sizeof box.eid.bytes);
  moot_message_set_hex (object, "bpk", box.bpk, sizeof box.bpk);
  moot_message_set_hex (object, "kc", commitment.bytes, sizeof commitment.bytes);
  moot_message_set_bytes (object, "ct", sealed, manifest->pad + MOOT_SEAL_TAG_BYTES);
  json_object_set_array_member (object, "tokens", make_tokens (manifest, draft));
  json_object_set_array_member (object, "shares", make_shares (manifest, &box, key, random));
  explicit_bzero (key, sizeof key);
  explicit_bzero (padded, sizeof padded);
  return moot_message_sign (object, "ballot", draft->seed);
}

/* Reading ------------------------------------------------------------------------------------ */

/* One for each scrutineer, in their order: there is one way to write a ballot. */
static JsonObject *
get_of_scrutineer (JsonArray           *list,
                   const MootManifest  *manifest,
                   guint                index,
                   GError             **error)
{
  JsonObject *object = moot_message_get_member (list, index, error);

  if (object == NULL)
    return NULL;
  if (g_strcmp0 (moot_json_get_string (object, "s"), manifest->scrutineers[index].member) == 0)
    return object;
  moot_message_refuse (error, "something of '%s' is missing",
                       manifest->scrutineers[index].member);
  return NULL;
}

static gboolean
check_tokens (MootSealedBallot    *self,
              const MootManifest  *manifest,
              JsonObject          *object,
              GError             **error)
{
  JsonArray *list = moot_message_get_list (object, "tokens", manifest->n_scrutineers, error);
  guint8 message[MOOT_TOKEN_MESSAGE_BYTES];

  if (list == NULL)
    return FALSE;
  if (json_array_get_length (list) != manifest->n_scrutineers)
    return moot_message_refuse (error, "a ballot has a token of every scrutineer");
  moot_manifest_make_token_message (&manifest->eid, self->box.bpk, message);
  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      JsonObject *token = get_of_scrutineer (list, manifest, i, error);
      g_autoptr (GBytes) bytes = NULL;

      if (token != NULL)
        bytes = moot_message_get_bytes (token, "sig", MOOT_TOKEN_KEY_BYTES, error);
      if (bytes == NULL)
        return FALSE;
      if (!moot_token_key_verify (manifest->scrutineers[i].token_key, message, sizeof message,
                                  g_bytes_get_data (bytes, NULL)))
        return moot_message_refuse (error, "the token of '%s' does not hold",
                                    manifest->scrutineers[i].member);
    }
  return TRUE;
}

static gboolean
read_shares (MootSealedBallot    *self,
             const MootManifest  *manifest,
             JsonObject          *object,
             GError             **error)
{
  JsonArray *list = moot_message_get_list (object, "shares", manifest->n_scrutineers, error);

  if (list == NULL)
    return FALSE;
  if (json_array_get_length (list) != manifest->n_scrutineers)
    return moot_message_refuse (error, "a ballot has a share for every scrutineer");
  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      JsonObject *share = get_of_scrutineer (list, manifest, i, error);
      g_autoptr (GBytes) sealed = NULL;
      gint64 x;

      if (share == NULL || !moot_message_get_number (share, "x", i + 1, i + 1, &x, error) ||
          !moot_message_get_digest (share, "sc", &self->shares[i].commitment, error))
        return FALSE;
      sealed = moot_message_get_bytes (share, "sealed", MOOT_SEAL_SHARE_BYTES, error);
      if (sealed == NULL)
        return FALSE;
      memcpy (self->shares[i].sealed, g_bytes_get_data (sealed, NULL), MOOT_SEAL_SHARE_BYTES);
    }
  return TRUE;
}

static gboolean
read_head (MootSealedBallot    *self,
           const MootManifest  *manifest,
           JsonObject          *object,
           GError             **error)
{
  g_autoptr (GBytes) sealed = NULL;
  MootDigest key;
  gint64 version;
  gint64 number;

  if (!moot_message_get_number (object, "v", 1, 1, &version, error) ||
      !moot_message_is_digest (object, "eid", &manifest->eid, error) ||
      !moot_message_get_digest (object, "bpk", &key, error) ||
      !moot_message_get_digest (object, "kc", &self->key_commitment, error) ||
      !moot_message_get_number (object, "seq", 1, MOOT_SEALED_NUMBER_MAX, &number, error))
    return FALSE;
  sealed = moot_message_get_bytes (object, "ct", manifest->pad + MOOT_SEAL_TAG_BYTES, error);
  if (sealed == NULL)
    return FALSE;
  self->box.eid = manifest->eid;
  memcpy (self->box.bpk, key.bytes, sizeof self->box.bpk);
  self->number = (guint32) number;
  self->sealed = g_memdup2 (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  self->n_sealed = g_bytes_get_size (sealed);
  return TRUE;
}

/**
 * moot_sealed_ballot_parse:
 * @manifest: of the election
 * @text: a message of anybody
 * @error: return location
 *
 * Looks at everything that can be seen of a ballot while it is shut: whose tokens it has, whether
 * its own key signed it, and its shape.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the ballot
 */
MootSealedBallot *
moot_sealed_ballot_parse (const MootManifest  *manifest,
                          const char          *text,
                          GError             **error)
{
  g_autoptr (MootSealedBallot) self = g_new0 (MootSealedBallot, 1);
  g_autoptr (JsonObject) object =
    moot_message_parse (text, MOOT_SEALED_BALLOT_MAX, "ballot", error);

  if (object == NULL || !read_head (self, manifest, object, error) ||
      !read_shares (self, manifest, object, error) ||
      !moot_message_verify (object, self->box.bpk, error) ||
      !check_tokens (self, manifest, object, error))
    return NULL;
  moot_message_digest (text, &self->sha256);
  return g_steal_pointer (&self);
}

/** moot_sealed_ballot_free: frees @self, which may be %NULL */
void
moot_sealed_ballot_free (MootSealedBallot *self)
{
  if (self == NULL)
    return;
  g_free (self->sealed);
  g_free (self);
}

/* Opening ------------------------------------------------------------------------------------ */

/* Shares that are what the voter committed to. */
static guint
collect_shares (const MootSealedBallot  *self,
                const MootManifest      *manifest,
                const guint8 *const     *shares,
                guint8                  *out_xs,
                const guint8           **out_shares)
{
  guint n = 0;

  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      MootDigest commitment;

      if (shares[i] == NULL)
        continue;
      moot_seal_commit_share (&self->box, (guint8) (i + 1), shares[i], &commitment);
      if (memcmp (&commitment, &self->shares[i].commitment, sizeof commitment) != 0)
        continue;
      out_xs[n] = (guint8) (i + 1);
      out_shares[n++] = shares[i];
    }
  return n;
}

static gboolean
try_subset (const MootSealedBallot *self,
            const guint8           *xs,
            const guint8 *const    *shares,
            guint                   n,
            guint8                 *out_key)
{
  MootDigest commitment;

  moot_shares_join (xs, shares, n, MOOT_SEAL_KEY_BYTES, out_key);
  moot_seal_commit_key (out_key, &commitment);
  return moot_seal_equal (&commitment, &self->key_commitment, sizeof commitment);
}

/* Every set of as many as it takes: a voter may have made some shares wrong. */
static gboolean
find_key (const MootSealedBallot *self,
          const guint8           *xs,
          const guint8 *const    *shares,
          guint                   n_shares,
          guint                   threshold,
          guint8                 *out_key)
{
  for (guint set = 0; set < 1u << n_shares; set++)
    {
      guint8 some_xs[MOOT_SHARES_MAX];
      const guint8 *some[MOOT_SHARES_MAX];
      guint n = 0;

      for (guint i = 0; i < n_shares; i++)
        if ((set & (1u << i)) != 0)
          {
            some_xs[n] = xs[i];
            some[n++] = shares[i];
          }
      if (n == threshold && try_subset (self, some_xs, some, n, out_key))
        return TRUE;
    }
  return FALSE;
}

/**
 * moot_sealed_ballot_open:
 * @self: a ballot
 * @manifest: of the election
 * @shares: (array): what the scrutineers released, in the order of the manifest, %NULL where
 * nothing
 * @n_unreadable: how many of them said that what was sealed for them is no share
 * @out_text: (out): what it says, if it opens
 *
 * As long as shares are missing a ballot is neither opened nor spoilt: whoever keeps shares back,
 * or releases wrong ones, must not be able to spoil the vote of another.  It is spoilt when enough
 * right shares give no key, or when so many call it unreadable that one of them must be honest, or
 * when the text is nothing that can be counted.
 *
 * Returns: what became of it
 */
MootSealedOpening
moot_sealed_ballot_open (const MootSealedBallot  *self,
                         const MootManifest      *manifest,
                         const guint8 *const     *shares,
                         guint                    n_unreadable,
                         char                   **out_text)
{
  guint8 xs[MOOT_SHARES_MAX];
  const guint8 *right[MOOT_SHARES_MAX];
  const guint n = collect_shares (self, manifest, shares, xs, right);
  guint8 padded[MOOT_MANIFEST_PAD_MAX];
  guint8 key[MOOT_SEAL_KEY_BYTES];
  MootSealedChoice choice;
  g_autofree char *text = NULL;

  if (n < manifest->open_threshold)
    return n_unreadable > manifest->n_scrutineers - manifest->open_threshold ? MOOT_SEALED_SPOILT
                                                                             : MOOT_SEALED_UNOPENED;
  if (!find_key (self, xs, right, n, manifest->open_threshold, key) ||
      !moot_open_text (key, &self->box, self->number, self->sealed, self->n_sealed, padded))
    return MOOT_SEALED_SPOILT;
  text = moot_sealed_choice_unpad (padded, manifest->pad);
  if (text == NULL || !moot_sealed_choice_parse (&choice, manifest, text, NULL))
    return MOOT_SEALED_SPOILT;
  *out_text = g_steal_pointer (&text);
  return MOOT_SEALED_OPENED;
}
