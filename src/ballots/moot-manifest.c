/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Manifests: the question, the roll, the scrutineers with their keys, the times.  Its digest is the
 * name of the election; every scrutineer signs that before anything else happens.
 * Thread: any; a manifest never changes. */
#include "moot-manifest.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-json.h"
#include "moot-message.h"
#include "moot-sealed-text.h"

#define TITLE_MAX 500
#define TOKENS_FIRST (48 * MOOT_HOUR) /* so that laptops may sleep before voting opens */
#define DURATION_MAX (90 * MOOT_DAY)
#define PEOPLE_FEW 10 /* with fewer, an unusual ranking may be recognized */

static gboolean
find_text (char       **texts,
           guint        n_texts,
           const char  *text,
           guint       *out_index)
{
  for (guint i = 0; i < n_texts; i++)
    if (g_str_equal (texts[i], text))
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

/** moot_manifest_find_option: whether there is an option called @id, and which */
gboolean
moot_manifest_find_option (const MootManifest *self,
                           const char         *id,
                           guint              *out_index)
{
  return find_text (self->option_ids, self->n_options, id, out_index);
}

/** moot_manifest_find_scrutineer: whether @member is a scrutineer, and which */
gboolean
moot_manifest_find_scrutineer (const MootManifest *self,
                               const char         *member,
                               guint              *out_index)
{
  for (guint i = 0; i < self->n_scrutineers; i++)
    if (g_str_equal (self->scrutineers[i].member, member))
      {
        *out_index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * moot_manifest_parse_opening:
 * @text: an `opening` message
 * @error: return location
 *
 * Reads what is opened; whether everybody has signed it the record looks at.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the manifest in it
 */
MootManifest *
moot_manifest_parse_opening (const char  *text,
                             GError     **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (text, 2 * MOOT_MANIFEST_BYTES_MAX, "opening", error);
  JsonObject *given = object != NULL ? moot_json_get_object (object, "manifest") : NULL;
  g_autofree char *manifest = NULL;

  if (given == NULL)
    {
      if (object != NULL)
        moot_message_refuse (error, "an opening has a manifest");
      return NULL;
    }
  manifest = moot_message_dup_text (given);
  return moot_manifest_parse (manifest, error);
}

/** moot_manifest_ref: (transfer full): @self once more */
MootManifest *
moot_manifest_ref (MootManifest *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

/** moot_manifest_unref: gives @self back, which may be %NULL */
void
moot_manifest_unref (MootManifest *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  for (guint i = 0; i < self->n_scrutineers; i++)
    {
      g_free (self->scrutineers[i].member);
      moot_token_key_free (self->scrutineers[i].token_key);
    }
  g_free (self->text);
  g_free (self->title);
  g_strfreev (self->option_ids);
  g_strfreev (self->option_names);
  g_free (self);
}

/* Reading ------------------------------------------------------------------------------------ */

static gboolean
read_number (JsonObject  *object,
             const char  *name,
             gint64       min,
             gint64       max,
             guint       *out_number,
             GError     **error)
{
  gint64 number;

  if (!moot_message_get_number (object, name, min, max, &number, error))
    return FALSE;
  *out_number = (guint) number;
  return TRUE;
}

static gboolean
read_key (JsonObject  *object,
          const char  *name,
          guint8      *out_key,
          GError     **error)
{
  MootDigest digest;

  if (!moot_message_get_digest (object, name, &digest, error))
    return FALSE;
  memcpy (out_key, digest.bytes, sizeof digest.bytes);
  return TRUE;
}

static gboolean
read_rule (MootManifest  *self,
           JsonObject    *object,
           GError       **error)
{
  const char *rule = moot_json_get_string (object, "rule");

  if (g_strcmp0 (moot_json_get_string (object, "ties"), "lot") != 0)
    return moot_message_refuse (error, "ties are broken by lot");
  self->rule = MOOT_COUNT_APPROVAL;
  if (g_strcmp0 (rule, "choose") == 0)
    self->kind = MOOT_SEALED_CHOSEN;
  else if (g_strcmp0 (rule, "score") == 0)
    self->kind = MOOT_SEALED_SCORED;
  else if (!moot_count_rule_from_text (rule, &self->rule))
    return moot_message_refuse (error, "there is no rule '%s'", rule != NULL ? rule : "");
  else
    self->kind = self->rule == MOOT_COUNT_APPROVAL ? MOOT_SEALED_CHOSEN : MOOT_SEALED_RANKED;
  if (!read_number (object, "seats", 1, self->n_options, &self->n_seats, error))
    return FALSE;
  self->n_choices_max = g_strcmp0 (rule, "choose") == 0 ? self->n_seats : self->n_options;
  return self->rule != MOOT_COUNT_IRV || self->n_seats == 1 ||
         moot_message_refuse (error, "an instant run-off elects one");
}

static gboolean
read_options (MootManifest  *self,
              JsonObject    *object,
              GError       **error)
{
  JsonArray *list = moot_message_get_list (object, "options", MOOT_MANIFEST_OPTIONS_MAX, error);

  if (list == NULL)
    return FALSE;
  self->option_ids = g_new0 (char *, json_array_get_length (list) + 1);
  self->option_names = g_new0 (char *, json_array_get_length (list) + 1);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *option = moot_message_get_member (list, i, error);
      const char *id = option != NULL ? moot_message_get_word (option, "id", error) : NULL;
      const char *name = option != NULL ? moot_json_get_string (option, "name") : NULL;
      guint found;

      if (id == NULL)
        return FALSE;
      if (name == NULL || strlen (name) > TITLE_MAX || moot_manifest_find_option (self, id, &found))
        return moot_message_refuse (error, "the option '%s' has no name or is there twice", id);
      self->option_ids[i] = g_strdup (id);
      self->option_names[i] = g_strdup (name);
      self->n_options++;
    }
  return self->n_options >= 2 || moot_message_refuse (error, "there is nothing to choose from");
}

/* Whoever appeared under two names would have two of the tokens. */
static gboolean
is_another (const MootManifestScrutineer *a,
            const MootManifestScrutineer *b)
{
  guint8 left[MOOT_TOKEN_KEY_BYTES];
  guint8 right[MOOT_TOKEN_KEY_BYTES];

  moot_token_key_write (a->token_key, left);
  moot_token_key_write (b->token_key, right);
  return !g_str_equal (a->member, b->member) && memcmp (left, right, sizeof left) != 0 &&
         memcmp (a->ed25519, b->ed25519, sizeof a->ed25519) != 0 &&
         memcmp (a->x25519, b->x25519, sizeof a->x25519) != 0 &&
         memcmp (&a->lot_commit, &b->lot_commit, sizeof a->lot_commit) != 0;
}

static gboolean
read_scrutineer (MootManifest  *self,
                 JsonObject    *object,
                 GError       **error)
{
  MootManifestScrutineer *card = &self->scrutineers[self->n_scrutineers];
  const char *member = moot_message_get_word (object, "member", error);
  g_autoptr (GBytes) modulus = NULL;
  guint exponent;

  if (member == NULL || !read_key (object, "ed25519", card->ed25519, error) ||
      !read_key (object, "x25519", card->x25519, error) ||
      !moot_message_get_digest (object, "lot_commit", &card->lot_commit, error) ||
      !read_number (object, "rsa_e", MOOT_TOKEN_EXPONENT, MOOT_TOKEN_EXPONENT, &exponent, error))
    return FALSE;
  modulus = moot_message_get_bytes (object, "rsa_n", MOOT_TOKEN_KEY_BYTES, error);
  if (modulus == NULL)
    return FALSE;
  card->token_key =
    moot_token_key_new (g_bytes_get_data (modulus, NULL), MOOT_TOKEN_KEY_BYTES, error);
  if (card->token_key == NULL)
    return FALSE;
  card->member = g_strdup (member);
  self->n_scrutineers++;
  for (guint i = 0; i + 1 < self->n_scrutineers; i++)
    if (!is_another (&self->scrutineers[i], card))
      return moot_message_refuse (error, "'%s' has something of another scrutineer", member);
  return TRUE;
}

static gboolean
read_scrutineers (MootManifest  *self,
                  JsonObject    *object,
                  GError       **error)
{
  JsonArray *list = moot_message_get_list (object, "scrutineers", MOOT_SHARES_MAX, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *card = moot_message_get_member (list, i, error);

      if (card == NULL || !read_scrutineer (self, card, error))
        return FALSE;
    }
  if (self->n_scrutineers < 2)
    return moot_message_refuse (error, "an election has two scrutineers or more");
  /* More than half: two sets that each may open share somebody, so two ends cannot both be opened.
   */
  return read_number (object, "open_threshold", self->n_scrutineers / 2 + 1, self->n_scrutineers,
                      &self->open_threshold, error);
}

static gboolean
read_times (MootManifest  *self,
            JsonObject    *object,
            GError       **error)
{
  gint64 seconds;

  if (!moot_message_get_time (object, "tokens_from", &self->tokens_from, error) ||
      !moot_message_get_time (object, "opens_at", &self->opens_at, error) ||
      !moot_message_get_time (object, "closes_at", &self->closes_at, error) ||
      !moot_message_get_number (object, "batch_seconds", 60, 86400, &seconds, error))
    return FALSE;
  self->batch_ms = seconds * MOOT_SECOND;
  if (self->opens_at - self->tokens_from < TOKENS_FIRST)
    return moot_message_refuse (error, "tokens are given out for 48 hours before voting opens");
  if (self->closes_at - self->opens_at < self->batch_ms ||
      self->closes_at - self->opens_at > DURATION_MAX ||
      (self->closes_at - self->opens_at) / self->batch_ms > MOOT_MANIFEST_BATCHES_MAX)
    return moot_message_refuse (error, "the time for voting does not fit the batches");
  return TRUE;
}

/* The longest text that a ballot may say has room, and one byte for the end of it. */
static gboolean
read_pad (MootManifest  *self,
          JsonObject    *object,
          GError       **error)
{
  gsize n = strlen ("{\"r\":[],\"v\":1}") + 1;

  for (guint i = 0; i < self->n_options; i++)
    n += strlen (self->option_ids[i]) + strlen ("[\"\"],");
  return read_number (object, "pad", (gint64) n, MOOT_MANIFEST_PAD_MAX, &self->pad, error);
}

static gboolean
read_all (MootManifest  *self,
          JsonObject    *object,
          GError       **error)
{
  const char *title = moot_json_get_string (object, "title");
  guint version;

  if (!read_number (object, "v", 1, 1, &version, error) ||
      moot_message_get_word (object, "kind", error) == NULL)
    return FALSE;
  if (title == NULL || strlen (title) > TITLE_MAX)
    return moot_message_refuse (error, "'title' is not a title");
  self->title = g_strdup (title);
  if (json_object_has_member (object, "publish") &&
      g_strcmp0 (moot_json_get_string (object, "publish"), "ballots") != 0)
    return moot_message_refuse (error, "opened ballots are published");
  return read_options (self, object, error) && read_rule (self, object, error) &&
         moot_message_get_digest (object, "roll_sha256", &self->roll_sha256, error) &&
         read_number (object, "roll_count", MOOT_SEALED_VOTERS_MIN, MOOT_SEALED_VOTERS_MAX,
                      &self->roll_count, error) &&
         read_key (object, "host", self->host, error) &&
         moot_message_get_digest (object, "log_id", &self->log_id, error) &&
         read_scrutineers (self, object, error) && read_times (self, object, error) &&
         read_pad (self, object, error);
}

/**
 * moot_manifest_parse:
 * @text: canonical JSON
 * @error: return location
 *
 * Limits: %MOOT_MANIFEST_BYTES_MAX, %MOOT_MANIFEST_OPTIONS_MAX, %MOOT_SHARES_MAX, and from
 * %MOOT_SEALED_VOTERS_MIN to %MOOT_SEALED_VOTERS_MAX people on the roll.
 * Errors: %MOOT_ERROR_INVALID; the message says what is not as it has to be.
 *
 * Returns: (transfer full): the manifest
 */
MootManifest *
moot_manifest_parse (const char  *text,
                     GError     **error)
{
  g_autoptr (MootManifest) self = NULL;
  g_autoptr (JsonObject) object =
    moot_message_parse (text, MOOT_MANIFEST_BYTES_MAX, NULL, error);

  if (object == NULL)
    return NULL;
  self = g_new0 (MootManifest, 1);
  self->references = 1;
  self->text = g_strdup (text);
  moot_sealed_text_digest ("folkmoot-manifest-v1", text, &self->eid);
  if (read_all (self, object, error))
    return g_steal_pointer (&self);
  g_prefix_error (error, "manifest: ");
  return NULL;
}

/** moot_manifest_check_keys: whether no token key is one that others could sign with too; takes
 * some ten milliseconds a key.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_manifest_check_keys (const MootManifest  *self,
                          GError             **error)
{
  for (guint i = 0; i < self->n_scrutineers; i++)
    if (!moot_token_key_is_sound (self->scrutineers[i].token_key))
      return moot_message_refuse (error, "the token key of '%s' is not sound",
                                  self->scrutineers[i].member);
  return TRUE;
}

/* Use ---------------------------------------------------------------------------------------- */

/** moot_manifest_may_unmask: whether there are so few people, and so many ways to rank, that a
 * voter could be told by the ranking: worth a warning before the election is called */
gboolean
moot_manifest_may_unmask (const MootManifest *self)
{
  guint64 ways = 1;

  if (self->roll_count >= PEOPLE_FEW || self->kind == MOOT_SEALED_CHOSEN)
    return FALSE;
  for (guint i = 2; i <= self->n_options && ways <= self->roll_count; i++)
    ways *= i;
  return self->kind == MOOT_SEALED_SCORED || ways > self->roll_count;
}

/** moot_manifest_make_token_message: what every scrutineer signs without seeing it:
 * %MOOT_TOKEN_MESSAGE_BYTES */
void
moot_manifest_make_token_message (const MootDigest *eid,
                                  const guint8     *bpk,
                                  guint8           *out_message)
{
  static const char label[] = "folkmoot-token-v1"; /* with its closing zero */

  G_STATIC_ASSERT (sizeof label + 64 == MOOT_TOKEN_MESSAGE_BYTES);
  memcpy (out_message, label, sizeof label);
  memcpy (out_message + sizeof label, eid->bytes, 32);
  memcpy (out_message + sizeof label + 32, bpk, 32);
}

/** moot_manifest_sign: (transfer full): the word of a scrutineer that all of it is as it should be
 */
char *
moot_manifest_sign (const MootManifest *self,
                    guint               scrutineer,
                    const guint8       *seed)
{
  g_autoptr (JsonObject) object = json_object_new ();

  moot_message_set_hex (object, "eid", self->eid.bytes, sizeof self->eid.bytes);
  json_object_set_string_member (object, "scrutineer", self->scrutineers[scrutineer].member);
  return moot_message_sign (object, "manifest_ok", seed);
}

/** moot_manifest_check_signature: whether @statement is from moot_manifest_sign() by that
 * scrutineer.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_manifest_check_signature (const MootManifest  *self,
                               guint                scrutineer,
                               JsonObject          *statement,
                               GError             **error)
{
  const MootManifestScrutineer *card = &self->scrutineers[scrutineer];

  if (g_strcmp0 (moot_json_get_string (statement, "t"), "manifest_ok") != 0 ||
      g_strcmp0 (moot_json_get_string (statement, "scrutineer"), card->member) != 0)
    return moot_message_refuse (error, "'%s' has not signed the manifest", card->member);
  return moot_message_is_digest (statement, "eid", &self->eid, error) &&
         moot_message_verify (statement, card->ed25519, error);
}
