/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How a host is kept over a restart: its key, the ballots that wait, the log.
 * Thread: any, one at a time. */
#include "moot-sealed-host-private.h"

#include <string.h>

#include "moot-json.h"
#include "moot-message.h"
#include "moot-sealed-archive.h"

/** moot_sealed_host_save: (transfer full): all of it, with the key: for a file that nobody else
 * reads */
char *
moot_sealed_host_save (MootSealedHost *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *pending = json_array_new ();
  GString *state = g_string_new (NULL);
  g_autofree char *text = NULL;

  json_object_set_string_member (object, "t", "host");
  moot_message_set_hex (object, "seed", self->seed, sizeof self->seed);
  for (guint i = 0; i < self->pending->len; i++)
    {
      const MootSealedPending *ballot = g_ptr_array_index (self->pending, i);

      json_array_add_string_element (pending, ballot->text);
    }
  json_object_set_array_member (object, "pending", pending);
  text = moot_message_dup_text (object);
  g_string_append_printf (state, "%s\n", text);
  moot_sealed_archive_write (state, self->record, self->roll, NULL, TRUE);
  return g_string_free (state, FALSE);
}

/**
 * moot_sealed_host_restore:
 * @self: a host whose log was read again
 * @ballot: that it promised a place before
 * @error: return location
 *
 * Keeps it for the next batch, without asking for the time; what is in the log is there already.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: whether it is a ballot
 */
gboolean
moot_sealed_host_restore (MootSealedHost  *self,
                          const char      *ballot,
                          GError         **error)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (self->record);
  g_autoptr (MootSealedBallot) parsed = NULL;

  if (manifest == NULL)
    return moot_message_refuse (error, "a ballot without an election");
  parsed = moot_sealed_ballot_parse (manifest, ballot, error);
  if (parsed != NULL && moot_sealed_record_find_ballot (self->record, &parsed->sha256) < 0)
    moot_sealed_host_keep (self, ballot, parsed);
  return parsed != NULL;
}

static gboolean
load_pending (MootSealedHost  *self,
              JsonObject      *object,
              GError         **error)
{
  JsonArray *pending = moot_json_get_array (object, "pending");

  for (guint i = 0; pending != NULL && i < json_array_get_length (pending); i++)
    if (!moot_sealed_host_restore (self, json_array_get_string_element (pending, i), error))
      return FALSE;
  return TRUE;
}

/**
 * moot_sealed_host_load:
 * @state: from moot_sealed_host_save()
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the host as it was
 */
MootSealedHost *
moot_sealed_host_load (const char  *state,
                       GError     **error)
{
  const char *rest = strchr (state, '\n');
  g_autofree char *first = rest != NULL ? g_strndup (state, (gsize) (rest - state)) : NULL;
  g_autoptr (JsonObject) object =
    moot_message_parse (first != NULL ? first : "", MOOT_SEALED_ARCHIVE_MAX, "host", error);
  g_autoptr (MootSealedHost) self = NULL;
  g_autoptr (MootSealedRoll) roll = NULL;
  MootDigest seed;

  if (object == NULL || !moot_message_get_digest (object, "seed", &seed, error))
    return NULL;
  roll = moot_sealed_archive_read_roll (rest + 1, error);
  if (roll == NULL)
    return NULL;
  self = moot_sealed_host_new (seed.bytes, roll);
  if (!moot_sealed_archive_read (self->record, rest + 1, strlen (rest + 1), error) ||
      !load_pending (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}
