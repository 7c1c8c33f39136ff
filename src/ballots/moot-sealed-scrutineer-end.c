/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A scrutineer at the end: agrees, opens, moves the log where its host died; and how one is kept.
 * Thread: any, one at a time. */
#include "moot-sealed-scrutineer-private.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"
#include "moot-sealed-archive.h"

/* The end ------------------------------------------------------------------------------------ */

/**
 * moot_sealed_scrutineer_agree:
 * @self: a scrutineer who has followed the log
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when the box is not closed, too early, or without a witnessed ballot.
 *
 * Returns: (transfer full): `close_ok`, with the nonce
 */
char *
moot_sealed_scrutineer_agree (MootSealedScrutineer  *self,
                              gint64                 now,
                              GError               **error)
{
  g_autoptr (GPtrArray) missing = moot_sealed_scrutineer_list_missing (self);
  g_autoptr (JsonObject) object = json_object_new ();
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  MootDigest root;
  gint64 at, size;

  if (!moot_sealed_scrutineer_trusts (self, error))
    return NULL;
  if (!moot_sealed_record_get_close (self->record, &at, &size, &root) ||
      now + MOOT_SEALED_CLOCK_SLACK < moot_sealed_record_get_voting_end (self->record))
    {
      moot_message_refuse (error, "voting has not ended");
      return NULL;
    }
  if (missing->len > 0)
    {
      moot_message_refuse (error, "a ballot that was witnessed is not in the log");
      return NULL;
    }
  moot_message_set_hex (object, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  moot_message_set_hex (object, "root", root.bytes, sizeof root.bytes);
  json_object_set_int_member (object, "tree_size", size);
  json_object_set_string_member (object, "scrutineer", self->member);
  moot_message_set_hex (object, "lot_nonce", self->nonce.bytes, sizeof self->nonce.bytes);
  return moot_message_sign (object, "close_ok", self->seed);
}

static gboolean
somebody_is_left_out (MootSealedScrutineer *self)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);

  for (guint i = 0; i < manifest->n_scrutineers; i++)
    if (!moot_sealed_record_has_close_ok (self->record, i))
      return TRUE;
  return FALSE;
}

static void
add_share (MootSealedScrutineer   *self,
           const MootSealedBallot *ballot,
           JsonArray              *shares,
           JsonArray              *unreadable)
{
  const MootSealedShare *sealed = &ballot->shares[self->index];
  g_autofree char *name = moot_digest_to_hex (&ballot->sha256);
  MootDigest share = { { 0 } };
  MootDigest commitment;

  if (moot_open_share (self->x25519, &ballot->box, sealed->sealed, share.bytes))
    {
      moot_seal_commit_share (&ballot->box, (guint8) (self->index + 1), share.bytes, &commitment);
      if (memcmp (&commitment, &sealed->commitment, sizeof commitment) == 0)
        {
          JsonArray *pair = json_array_new ();
          g_autofree char *hex = moot_digest_to_hex (&share);

          json_array_add_string_element (pair, name);
          json_array_add_string_element (pair, hex);
          json_array_add_array_element (shares, pair);
          return;
        }
    }
  json_array_add_string_element (unreadable, name);
}

/**
 * moot_sealed_scrutineer_release:
 * @self: a scrutineer who has followed the log
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID while too few agree, a nonce is neither said nor left out, or one was
 * left out too early by the scrutineer's own clock.
 *
 * Returns: (transfer full): the shares for all ballots that count
 */
char *
moot_sealed_scrutineer_release (MootSealedScrutineer  *self,
                                gint64                 now,
                                GError               **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  const MootSealedBallot *ballot;
  JsonArray *shares, *unreadable;
  MootDigest root;
  gint64 at, size;

  if (!moot_sealed_scrutineer_trusts (self, error))
    return NULL;
  if (!moot_sealed_record_get_close (self->record, &at, &size, &root) ||
      !moot_sealed_record_may_release (self->record) ||
      (somebody_is_left_out (self) && now + MOOT_SEALED_CLOCK_SLACK < at + MOOT_SEALED_WAIT))
    {
      moot_message_refuse (error, "it is not time to open the box");
      return NULL;
    }
  shares = json_array_new ();
  unreadable = json_array_new ();
  json_object_set_array_member (object, "shares", shares);
  json_object_set_array_member (object, "unreadable", unreadable);
  for (guint i = 0; (ballot = moot_sealed_record_get_counted (self->record, i)) != NULL; i++)
    add_share (self, ballot, shares, unreadable);
  moot_message_set_hex (object, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  json_object_set_string_member (object, "scrutineer", self->member);
  return moot_message_sign (object, "release", self->seed);
}

/* Moving ------------------------------------------------------------------------------------- */

/* Whether this scrutineer spoke for another host, and the log has not got there yet. */
static gboolean
is_moving_elsewhere (MootSealedScrutineer *self,
                     const guint8         *host)
{
  return self->moved_at > 0 && memcmp (self->moved_to, host, sizeof self->moved_to) != 0 &&
         memcmp (self->moved_to, moot_sealed_record_get_host (self->record),
                 sizeof self->moved_to) != 0;
}

/**
 * moot_sealed_scrutineer_move:
 * @self: a scrutineer who has followed the log to where the new host begins
 * @host: key of the new host
 * @size: entries that the new host begins with
 * @now: UTC milliseconds
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when that would lose entries, or the log was moved elsewhere a short
 * time ago.
 *
 * Returns: (transfer full): `moved_ok`
 */
char *
moot_sealed_scrutineer_move (MootSealedScrutineer  *self,
                             const guint8          *host,
                             gint64                 size,
                             gint64                 now,
                             GError               **error)
{
  const MootSealedLog *log = moot_sealed_record_get_log (self->record);
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  g_autoptr (JsonObject) object = json_object_new ();
  MootDigest root;

  if (!moot_sealed_scrutineer_trusts (self, error))
    return NULL;
  if (manifest == NULL || size != moot_sealed_log_get_size (log) ||
      (is_moving_elsewhere (self, host) && now < self->moved_at + MOOT_SEALED_WAIT))
    {
      moot_message_refuse (error, "the log may not be moved there");
      return NULL;
    }
  self->moved_at = now;
  memcpy (self->moved_to, host, sizeof self->moved_to);
  moot_sealed_log_get_root (log, size, &root);
  moot_message_set_hex (object, "eid", manifest->eid.bytes, sizeof manifest->eid.bytes);
  moot_message_set_hex (object, "host", host, MOOT_SEAL_KEY_BYTES);
  moot_message_set_hex (object, "root", root.bytes, sizeof root.bytes);
  json_object_set_int_member (object, "tree_size", size);
  json_object_set_string_member (object, "scrutineer", self->member);
  return moot_message_sign (object, "moved_ok", self->seed);
}

/* Keeping ------------------------------------------------------------------------------------ */

/** moot_sealed_scrutineer_save: (transfer full): all of it, with the keys: for a file that nobody
 * else reads */
char *
moot_sealed_scrutineer_save (MootSealedScrutineer *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GBytes) factors = moot_token_secret_dup_factors (self->token_secret);
  JsonArray *witnessed = json_array_new ();
  GString *state = g_string_new (NULL);
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer ballot;

  json_object_set_string_member (object, "t", "scrutineer");
  json_object_set_string_member (object, "member", self->member);
  moot_message_set_hex (object, "secret", self->secret, sizeof self->secret);
  moot_message_set_bytes (object, "factors", g_bytes_get_data (factors, NULL),
                          g_bytes_get_size (factors));
  json_object_set_int_member (object, "moved_at", self->moved_at);
  moot_message_set_hex (object, "moved_to", self->moved_to, sizeof self->moved_to);
  if (self->distrust != NULL)
    json_object_set_string_member (object, "distrust", self->distrust);
  g_hash_table_iter_init (&iter, self->witnessed);
  while (g_hash_table_iter_next (&iter, NULL, &ballot))
    json_array_add_string_element (witnessed, ballot);
  json_object_set_array_member (object, "witnessed", witnessed);
  text = moot_message_dup_text (object);
  g_string_append_printf (state, "%s\n", text);
  moot_sealed_archive_write (state, self->record, self->roll, NULL, TRUE);
  return g_string_free (state, FALSE);
}

static MootSealedScrutineer *
load_keys (JsonObject  *object,
           GError     **error)
{
  const char *member = moot_message_get_word (object, "member", error);
  g_autoptr (GBytes) factors = NULL;
  const guint8 *bytes;
  MootTokenSecret *token_secret;
  MootDigest secret;

  if (member == NULL || !moot_message_get_digest (object, "secret", &secret, error))
    return NULL;
  factors = moot_message_get_bytes (object, "factors", MOOT_TOKEN_KEY_BYTES, error);
  if (factors == NULL)
    return NULL;
  bytes = g_bytes_get_data (factors, NULL);
  token_secret = moot_token_secret_new (bytes, MOOT_TOKEN_KEY_BYTES / 2,
                                        bytes + MOOT_TOKEN_KEY_BYTES / 2, MOOT_TOKEN_KEY_BYTES / 2,
                                        error);
  return token_secret != NULL ? moot_sealed_scrutineer_new (member, secret.bytes, token_secret)
                              : NULL;
}

static void
load_rest (MootSealedScrutineer *self,
           JsonObject           *object)
{
  JsonArray *witnessed = moot_json_get_array (object, "witnessed");
  MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  MootDigest moved_to;

  self->moved_at = moot_json_get_int (object, "moved_at");
  if (moot_message_get_digest (object, "moved_to", &moved_to, NULL))
    memcpy (self->moved_to, moved_to.bytes, sizeof self->moved_to);
  self->distrust = g_strdup (moot_json_get_string (object, "distrust"));
  if (manifest != NULL)
    moot_manifest_find_scrutineer (manifest, self->member, &self->index);
  for (guint i = 0; witnessed != NULL && i < json_array_get_length (witnessed); i++)
    {
      const char *text = json_array_get_string_element (witnessed, i);
      MootDigest digest;

      moot_message_digest (text, &digest);
      g_hash_table_replace (self->witnessed, moot_digest_to_hex (&digest), g_strdup (text));
    }
}

/**
 * moot_sealed_scrutineer_load:
 * @state: from moot_sealed_scrutineer_save()
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the scrutineer as they were
 */
MootSealedScrutineer *
moot_sealed_scrutineer_load (const char  *state,
                             GError     **error)
{
  const char *rest = strchr (state, '\n');
  g_autofree char *first = rest != NULL ? g_strndup (state, (gsize) (rest - state)) : NULL;
  g_autoptr (JsonObject) object =
    moot_message_parse (first != NULL ? first : "", MOOT_SEALED_ARCHIVE_MAX, "scrutineer", error);
  g_autoptr (MootSealedScrutineer) self = NULL;

  if (object == NULL)
    return NULL;
  self = load_keys (object, error);
  if (self == NULL)
    return NULL;
  self->roll = moot_sealed_archive_read_roll (rest + 1, NULL);
  if (!moot_sealed_archive_read (self->record, rest + 1, strlen (rest + 1), error))
    return NULL;
  load_rest (self, object);
  return g_steal_pointer (&self);
}
