/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The end of an election: the box is closed, scrutineers agree on what is in it and say their
 * nonces, then they release shares, then everybody can count.  And the move to another host, which
 * may happen in between.
 * Thread: any, one at a time. */
#include "moot-sealed-record-private.h"

#include <string.h>

#include "moot-json.h"
#include "moot-lot.h"
#include "moot-message.h"
#include "moot-sealed-count.h"

/* Whether a statement is about the log as it was at @size. */
static gboolean
is_about_log (const MootSealedRecord  *self,
              JsonObject              *object,
              gint64                   size,
              GError                 **error)
{
  MootDigest root;
  gint64 said;

  if (!moot_message_is_digest (object, "eid", &self->manifest->eid, error) ||
      !moot_message_get_number (object, "tree_size", size, size, &said, error))
    return FALSE;
  moot_sealed_log_get_root (self->log, size, &root);
  return moot_message_is_digest (object, "root", &root, error);
}

/* Close -------------------------------------------------------------------------------------- */

static int
compare_counted (gconstpointer a,
                 gconstpointer b)
{
  const MootSealedCounted *left = a;
  const MootSealedCounted *right = b;

  return memcmp (&left->ballot->sha256, &right->ballot->sha256, sizeof left->ballot->sha256);
}

static void
collect_counted (MootSealedRecord *self)
{
  GHashTableIter iter;
  gpointer ballot;

  self->counted = g_array_new (FALSE, TRUE, sizeof (MootSealedCounted));
  g_hash_table_iter_init (&iter, self->boxes);
  while (g_hash_table_iter_next (&iter, NULL, &ballot))
    {
      MootSealedCounted counted = { .ballot = ballot };

      g_array_append_val (self->counted, counted);
    }
  g_array_sort (self->counted, compare_counted);
  for (guint i = 0; i < self->counted->len; i++)
    {
      MootSealedCounted *counted = &g_array_index (self->counted, MootSealedCounted, i);

      g_hash_table_insert (self->counted_at, (gpointer) &counted->ballot->sha256,
                           GUINT_TO_POINTER (i + 1));
    }
}

/** moot_sealed_record_add_close: the host says that voting has ended.
 * Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_add_close (MootSealedRecord       *self,
                              const MootSealedEntry  *entry,
                              GError                **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (entry->document, 4096, "close", error);
  const gint64 n_ballots = g_hash_table_size (self->boxes);
  gint64 said;

  if (object == NULL || !is_about_log (self, object, entry->index, error) ||
      !moot_message_get_number (object, "ballots", n_ballots, n_ballots, &said, error) ||
      !moot_message_verify (object, self->host, error))
    return FALSE;
  if (self->last_batch != moot_sealed_record_get_n_batches (self) ||
      entry->at < moot_sealed_record_get_voting_end (self))
    return moot_message_refuse (error, "the box is closed before voting has ended");
  moot_message_get_digest (object, "root", &self->closed_root, NULL);
  self->closed_size = entry->index;
  self->closed_at = entry->at;
  self->closed = TRUE;
  collect_counted (self);
  return TRUE;
}

/** moot_sealed_record_add_close_ok: a scrutineer agrees with the end, and says the nonce.
 * Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_add_close_ok (MootSealedRecord       *self,
                                 const MootSealedEntry  *entry,
                                 GError                **error)
{
  g_autoptr (JsonObject) object = moot_message_parse (entry->document, 4096, "close_ok", error);
  MootDigest nonce, commitment;
  guint scrutineer;

  if (object == NULL || !moot_sealed_record_get_scrutineer (self, object, &scrutineer, error) ||
      !moot_message_verify (object, self->manifest->scrutineers[scrutineer].ed25519, error))
    return FALSE;
  if (self->agreed[scrutineer])
    return moot_message_refuse (error, "a scrutineer agrees twice");
  if (!is_about_log (self, object, self->closed_size, NULL))
    {
      moot_sealed_record_accuse (self, entry, scrutineer, "agreed with another log");
      return TRUE;
    }
  if (!moot_message_get_digest (object, "lot_nonce", &nonce, error))
    return FALSE;
  moot_seal_commit_lot (&nonce, &commitment);
  if (memcmp (&commitment, &self->manifest->scrutineers[scrutineer].lot_commit,
              sizeof commitment) != 0)
    {
      moot_sealed_record_accuse (self, entry, scrutineer,
                                 "said another nonce than was committed to");
      return TRUE;
    }
  self->agreed[scrutineer] = TRUE;
  self->n_agreed++;
  if (!self->forfeited[scrutineer]) /* too late for the lot, not for the log */
    self->nonces[scrutineer] = nonce;
  return TRUE;
}

/** moot_sealed_record_may_forfeit: whether that scrutineer's nonce may be left out at @now */
gboolean
moot_sealed_record_may_forfeit (const MootSealedRecord *self,
                                guint                   scrutineer,
                                gint64                  now)
{
  return self->closed && self->n_agreed >= self->manifest->open_threshold &&
         !self->agreed[scrutineer] && !self->forfeited[scrutineer] &&
         now >= self->closed_at + MOOT_SEALED_WAIT;
}

/** moot_sealed_record_add_forfeit: a nonce is left out.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_add_forfeit (MootSealedRecord       *self,
                                const MootSealedEntry  *entry,
                                GError                **error)
{
  guint scrutineer;

  if (!moot_sealed_record_get_scrutineer (self, entry->body, &scrutineer, error))
    return FALSE;
  if (!moot_sealed_record_may_forfeit (self, scrutineer, entry->at))
    return moot_message_refuse (error, "a nonce is forfeited that was said, or before its time");
  self->forfeited[scrutineer] = TRUE;
  return TRUE;
}

/* Release ------------------------------------------------------------------------------------ */

/** moot_sealed_record_may_release: whether enough scrutineers agree, all nonces are said or left
 * out, and there are ballots enough for nobody's to be known by that */
gboolean
moot_sealed_record_may_release (const MootSealedRecord *self)
{
  if (!self->closed || self->n_agreed < self->manifest->open_threshold ||
      self->counted->len < MOOT_SEALED_BALLOTS_MIN)
    return FALSE;
  for (guint i = 0; i < self->manifest->n_scrutineers; i++)
    if (!self->agreed[i] && !self->forfeited[i])
      return FALSE;
  return TRUE;
}

static MootSealedCounted *
find_counted (const MootSealedRecord *self,
              const char             *hex)
{
  MootDigest digest;
  guint index;

  if (hex == NULL || !moot_digest_from_hex (hex, &digest))
    return NULL;
  index = GPOINTER_TO_UINT (g_hash_table_lookup (self->counted_at, &digest));
  return index > 0 ? &g_array_index (self->counted, MootSealedCounted, index - 1) : NULL;
}

static const char *
get_text (JsonArray *list,
          guint      index)
{
  JsonNode *node = json_array_get_element (list, index);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static const char *
take_share (MootSealedCounted *counted,
            guint              scrutineer,
            const MootBoxKey  *box,
            const char        *hex)
{
  MootDigest share, commitment;

  if (hex == NULL || !moot_digest_from_hex (hex, &share))
    return "released something that is no share";
  moot_seal_commit_share (box, (guint8) (scrutineer + 1), share.bytes, &commitment);
  if (memcmp (&commitment, &counted->ballot->shares[scrutineer].commitment, sizeof commitment) != 0)
    return "released a share that is not what the voter committed to";
  memcpy (counted->shares[scrutineer], share.bytes, sizeof share.bytes);
  counted->has_share[scrutineer] = TRUE;
  return NULL;
}

/* Returns what is wrong with the shares, if something is; the right ones are taken anyway. */
static const char *
take_shares (MootSealedRecord *self,
             guint             scrutineer,
             JsonArray        *shares)
{
  const char *wrong = NULL;

  for (guint i = 0; i < json_array_get_length (shares); i++)
    {
      JsonNode *node = json_array_get_element (shares, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      MootSealedCounted *counted = NULL;
      const char *trouble = "released a share for a ballot that is not to be opened";

      if (pair != NULL && json_array_get_length (pair) == 2)
        counted = find_counted (self, get_text (pair, 0));
      if (counted != NULL)
        trouble = take_share (counted, scrutineer, &counted->ballot->box, get_text (pair, 1));
      wrong = trouble != NULL ? trouble : wrong;
    }
  return wrong;
}

static const char *
take_unreadable (MootSealedRecord *self,
                 guint             scrutineer,
                 JsonArray        *unreadable)
{
  for (guint i = 0; i < json_array_get_length (unreadable); i++)
    {
      MootSealedCounted *counted = find_counted (self, get_text (unreadable, i));

      if (counted == NULL)
        return "called something unreadable that is not to be opened";
      counted->unreadable[scrutineer] = TRUE;
    }
  return NULL;
}

static const char *
check_complete (MootSealedRecord *self,
                guint             scrutineer)
{
  for (guint i = 0; i < self->counted->len; i++)
    {
      const MootSealedCounted *counted = &g_array_index (self->counted, MootSealedCounted, i);

      if (!counted->has_share[scrutineer] && !counted->unreadable[scrutineer])
        return "left a ballot out";
    }
  return NULL;
}

/** moot_sealed_record_add_release: shares of one scrutineer.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_add_release (MootSealedRecord       *self,
                                const MootSealedEntry  *entry,
                                GError                **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (entry->document, MOOT_SEALED_DOCUMENT_MAX, "release", error);
  JsonArray *shares, *unreadable;
  const char *wrong;
  guint scrutineer;

  if (object == NULL || !moot_message_is_digest (object, "eid", &self->manifest->eid, error) ||
      !moot_sealed_record_get_scrutineer (self, object, &scrutineer, error) ||
      !moot_message_verify (object, self->manifest->scrutineers[scrutineer].ed25519, error))
    return FALSE;
  if (!moot_sealed_record_may_release (self))
    {
      moot_sealed_record_accuse (self, entry, scrutineer, "released shares before it was time");
      return TRUE;
    }
  if (self->result != NULL) /* it is known by now, and changes nothing */
    return TRUE;
  shares = moot_message_get_list (object, "shares", MOOT_SEALED_VOTERS_MAX, error);
  unreadable = shares != NULL
                 ? moot_message_get_list (object, "unreadable", MOOT_SEALED_VOTERS_MAX, error)
                 : NULL;
  if (unreadable == NULL)
    return FALSE;
  wrong = take_shares (self, scrutineer, shares);
  if (wrong == NULL)
    wrong = take_unreadable (self, scrutineer, unreadable);
  if (wrong == NULL)
    wrong = check_complete (self, scrutineer);
  if (wrong != NULL)
    moot_sealed_record_accuse (self, entry, scrutineer, wrong);
  if (!self->released[scrutineer])
    self->n_released++;
  self->released[scrutineer] = TRUE;
  return TRUE;
}

/* Count -------------------------------------------------------------------------------------- */

static void
open_counted (MootSealedRecord  *self,
              MootSealedCounted *counted)
{
  const guint8 *shares[MOOT_SHARES_MAX] = { NULL };
  guint n_unreadable = 0;

  for (guint i = 0; i < self->manifest->n_scrutineers; i++)
    {
      shares[i] = counted->has_share[i] ? counted->shares[i] : NULL;
      n_unreadable += counted->unreadable[i] && !counted->has_share[i] ? 1 : 0;
    }
  g_clear_pointer (&counted->text, g_free);
  counted->opening = moot_sealed_ballot_open (counted->ballot, self->manifest, shares, n_unreadable,
                                              &counted->text);
}

/** moot_sealed_record_count_opened: opens what can be opened; returns of how many ballots it is
 * known what becomes of them */
guint
moot_sealed_record_count_opened (MootSealedRecord *self)
{
  guint n = 0;

  for (guint i = 0; self->counted != NULL && i < self->counted->len; i++)
    {
      MootSealedCounted *counted = &g_array_index (self->counted, MootSealedCounted, i);

      if (counted->opening == MOOT_SEALED_UNOPENED)
        open_counted (self, counted);
      n += counted->opening != MOOT_SEALED_UNOPENED ? 1 : 0;
    }
  return n;
}

/* The lot is drawn from what was said before any share; who was too late is left out. */
static void
make_seed (const MootSealedRecord *self,
           MootDigest             *out_seed)
{
  MootDigest nonces[MOOT_SHARES_MAX];
  guint n = 0;

  for (guint i = 0; i < self->manifest->n_scrutineers; i++)
    if (self->agreed[i] && !self->forfeited[i])
      nonces[n++] = self->nonces[i];
  moot_lot_make_seed (&self->manifest->eid, nonces, n, out_seed);
}

static void
put_facts (const MootSealedRecord *self,
           JsonObject             *result,
           guint                   n_opened)
{
  MootDigest root;
  const gint64 size = moot_sealed_log_get_size (self->log);

  moot_sealed_log_get_root (self->log, size, &root);
  moot_message_set_hex (result, "eid", self->manifest->eid.bytes, 32);
  moot_message_set_hex (result, "root", root.bytes, sizeof root.bytes);
  json_object_set_int_member (result, "tree_size", size);
  json_object_set_int_member (result, "ballots", self->counted->len);
  json_object_set_int_member (result, "opened", n_opened);
  json_object_set_string_member (result, "t", "result");
}

/**
 * moot_sealed_record_make_result:
 * @self: a record of an election that has ended
 * @error: return location
 *
 * Counts.  With fewer ballots than %MOOT_SEALED_BALLOTS_MIN nothing is opened and nobody elected.
 *
 * Errors: %MOOT_ERROR_INVALID while shares are missing.
 *
 * Returns: (transfer full): what the host is to sign
 */
JsonObject *
moot_sealed_record_make_result (MootSealedRecord  *self,
                                GError           **error)
{
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  MootDigest seed;

  if (!self->closed || self->n_agreed < self->manifest->open_threshold)
    {
      moot_message_refuse (error, "too few scrutineers have agreed with the end");
      return NULL;
    }
  if (self->counted->len < MOOT_SEALED_BALLOTS_MIN)
    {
      put_facts (self, result, 0);
      json_object_set_string_member (result, "void", "too_few_ballots");
      return g_steal_pointer (&result);
    }
  if (!moot_sealed_record_may_release (self) ||
      moot_sealed_record_count_opened (self) < self->counted->len)
    {
      moot_message_refuse (error, "shares are missing, so not every ballot can be opened");
      return NULL;
    }
  for (guint i = 0; i < self->counted->len; i++)
    {
      MootSealedCounted *counted = &g_array_index (self->counted, MootSealedCounted, i);

      if (counted->opening == MOOT_SEALED_OPENED)
        g_ptr_array_add (texts, counted->text);
    }
  make_seed (self, &seed);
  put_facts (self, result, texts->len);
  json_object_set_int_member (result, "spoilt", (gint64) self->counted->len - texts->len);
  moot_message_set_hex (result, "lot_seed", seed.bytes, sizeof seed.bytes);
  if (!moot_sealed_count_run (self->manifest, texts, &seed, result, error))
    return NULL;
  return g_steal_pointer (&result);
}

/** moot_sealed_record_add_result: what the host counted; it must be what anybody counts.
 * Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_add_result (MootSealedRecord       *self,
                               const MootSealedEntry  *entry,
                               GError                **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (entry->document, MOOT_SEALED_DOCUMENT_MAX, "result", error);
  g_autoptr (JsonObject) ours = NULL;
  g_autofree char *counted = NULL;
  g_autofree char *said = NULL;

  if (object == NULL || !moot_message_verify (object, self->host, error))
    return FALSE;
  ours = moot_sealed_record_make_result (self, error);
  if (ours == NULL)
    return FALSE;
  json_object_remove_member (object, "sig");
  counted = moot_message_dup_text (ours);
  said = moot_message_dup_text (object);
  if (strcmp (counted, said) != 0)
    return moot_message_refuse (error, "the result is not what the ballots say");
  self->result = g_strdup (entry->document);
  return TRUE;
}

/* Moving ------------------------------------------------------------------------------------- */

/** moot_sealed_record_add_move: the log goes on with another host, by the word of as many
 * scrutineers as open ballots.  Errors: %MOOT_ERROR_INVALID */
gboolean
moot_sealed_record_add_move (MootSealedRecord       *self,
                             const MootSealedEntry  *entry,
                             GError                **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (entry->document, MOOT_MANIFEST_BYTES_MAX, "moved", error);
  gboolean signed_by[MOOT_SHARES_MAX] = { FALSE };
  guint n_signed = 0;
  MootDigest host;
  JsonArray *list =
    object != NULL ? moot_message_get_list (object, "ok", MOOT_SHARES_MAX, error) : NULL;

  if (list == NULL || !is_about_log (self, object, entry->index, error) ||
      !moot_message_get_digest (object, "host", &host, error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *word = moot_message_get_member (list, i, error);
      guint scrutineer;

      if (word == NULL || !moot_sealed_record_get_scrutineer (self, word, &scrutineer, error) ||
          !is_about_log (self, word, entry->index, error) ||
          !moot_message_is_digest (word, "host", &host, error) ||
          !moot_message_verify (word, self->manifest->scrutineers[scrutineer].ed25519, error))
        return FALSE;
      if (g_strcmp0 (moot_json_get_string (word, "t"), "moved_ok") == 0 && !signed_by[scrutineer])
        n_signed++;
      signed_by[scrutineer] = TRUE;
    }
  if (n_signed < self->manifest->open_threshold)
    return moot_message_refuse (error, "too few scrutineers moved the log");
  if (self->hosts->len >= MOOT_SEALED_HOSTS_MAX * sizeof self->host)
    return moot_message_refuse (error, "the log has moved too often");
  moot_sealed_record_set_host (self, host.bytes);
  self->moved_at = self->closed ? self->moved_at : entry->at;
  return TRUE;
}

/* What it says ------------------------------------------------------------------------------- */

/** moot_sealed_record_get_close: when the box was closed, and over which log; whether it was */
gboolean
moot_sealed_record_get_close (const MootSealedRecord *self,
                              gint64                 *out_at,
                              gint64                 *out_size,
                              MootDigest             *out_root)
{
  *out_at = self->closed_at;
  *out_size = self->closed_size;
  *out_root = self->closed_root;
  return self->closed;
}

/** moot_sealed_record_has_close_ok: whether that scrutineer agreed */
gboolean
moot_sealed_record_has_close_ok (const MootSealedRecord *self,
                                 guint                   scrutineer)
{
  return self->agreed[scrutineer];
}

/** moot_sealed_record_has_release: whether that scrutineer released shares in time */
gboolean
moot_sealed_record_has_release (const MootSealedRecord *self,
                                guint                   scrutineer)
{
  return self->released[scrutineer];
}

/** moot_sealed_record_get_result: (nullable): what the host counted, and everybody else */
const char *
moot_sealed_record_get_result (const MootSealedRecord *self)
{
  return self->result;
}

/** moot_sealed_record_get_counted: (nullable): the ballots that are to be opened, one after the
 * other */
const MootSealedBallot *
moot_sealed_record_get_counted (const MootSealedRecord *self,
                                guint                   index)
{
  return self->counted != NULL && index < self->counted->len
           ? g_array_index (self->counted, MootSealedCounted, index).ballot
           : NULL;
}

/** moot_sealed_record_get_opened: (nullable): what a counted ballot says, once it is open */
const char *
moot_sealed_record_get_opened (const MootSealedRecord *self,
                               const MootDigest       *sha256,
                               MootSealedOpening      *out_opening)
{
  const guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->counted_at, sha256));
  const MootSealedCounted *counted;

  *out_opening = MOOT_SEALED_UNOPENED;
  if (index == 0)
    return NULL;
  counted = &g_array_index (self->counted, MootSealedCounted, index - 1);
  *out_opening = counted->opening;
  return counted->text;
}
