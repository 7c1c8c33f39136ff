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

static gboolean
load_pending (MootSealedHost  *self,
              JsonObject      *object,
              GError         **error)
{
  JsonArray *pending = moot_json_get_array (object, "pending");

  for (guint i = 0; pending != NULL && i < json_array_get_length (pending); i++)
    {
      const char *text = json_array_get_string_element (pending, i);
      g_autoptr (MootSealedBallot) ballot =
        moot_sealed_ballot_parse (moot_sealed_record_get_manifest (self->record), text, error);

      if (ballot == NULL)
        return FALSE;
      moot_sealed_host_keep (self, text, ballot);
    }
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
