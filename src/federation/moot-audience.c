/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `to` and `cc`: whom something is for, and what our four visibilities make of it.
 * Spec: ActivityPub section 5.6; visibilities as Mastodon reads them.
 * Thread: any. */
#include "moot-remote-object.h"

#include "moot-wild-json.h"

#include <string.h>

static const char *const public_names[] = { MOOT_PUBLIC_COLLECTION, "as:Public", "Public", NULL };

static GStrv
read_recipients (JsonObject *object,
                 const char *name)
{
  g_auto (GStrv) ids = moot_wild_dup_ids (object, name, MOOT_WILD_MAX_RECIPIENTS);
  g_autoptr (GStrvBuilder) recipients = g_strv_builder_new ();
  gboolean is_public = FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    if (g_strv_contains (public_names, ids[i]))
      is_public = TRUE;
    else
      g_strv_builder_add (recipients, ids[i]);
  if (is_public)
    g_strv_builder_add (recipients, MOOT_PUBLIC_COLLECTION);
  return g_strv_builder_end (recipients);
}

/**
 * moot_audience_read:
 * @object: an object or activity
 * @out_audience: (out caller-allocates): whom it names
 *
 * Limits: %MOOT_WILD_MAX_RECIPIENTS each.
 */
void
moot_audience_read (JsonObject   *object,
                    MootAudience *out_audience)
{
  out_audience->to = read_recipients (object, "to");
  out_audience->cc = read_recipients (object, "cc");
}

/** moot_audience_clear: frees what moot_audience_read() filled */
void
moot_audience_clear (MootAudience *self)
{
  g_clear_pointer (&self->to, g_strfreev);
  g_clear_pointer (&self->cc, g_strfreev);
}

/** moot_audience_names: whether @id is in `to` or `cc` */
gboolean
moot_audience_names (const MootAudience *self,
                     const char         *id)
{
  return g_strv_contains ((const char *const *) self->to, id) ||
         g_strv_contains ((const char *const *) self->cc, id);
}

/** moot_audience_is_empty: whether it names nobody */
gboolean
moot_audience_is_empty (const MootAudience *self)
{
  return self->to[0] == NULL && self->cc[0] == NULL;
}

/**
 * moot_audience_get_visibility:
 * @self: of an object
 * @followers: (nullable): the followers collection of its author, nobody else's
 *
 * Followers in `cc` alone make nothing followers-only, so that a reader who does not know the
 * collection never shows more than one who does.
 *
 * Returns: the visibility
 */
MootVisibility
moot_audience_get_visibility (const MootAudience *self,
                              const char         *followers)
{
  if (g_strv_contains ((const char *const *) self->to, MOOT_PUBLIC_COLLECTION))
    return MOOT_VISIBILITY_PUBLIC;
  if (g_strv_contains ((const char *const *) self->cc, MOOT_PUBLIC_COLLECTION))
    return MOOT_VISIBILITY_UNLISTED;
  if (followers != NULL && g_strv_contains ((const char *const *) self->to, followers))
    return MOOT_VISIBILITY_PRIVATE;
  return MOOT_VISIBILITY_DIRECT;
}
