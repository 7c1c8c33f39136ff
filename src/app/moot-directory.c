/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Loads who belongs to the co-op.
 * Thread: a worker while it loads, then whoever holds it. */
#include "moot-directory.h"

#include "moot-bylaws-json.h"
#include "moot-coop.h"

/* The list of circles is without their members. */
static GPtrArray *
load_circles (MootPageSource *source,
              GCancellable   *cancellable)
{
  g_autoptr (GPtrArray) list = moot_page_source_ask_all (source, "circles", MOOT_CALL_CIRCLES,
                                                         NULL, cancellable, NULL);
  GPtrArray *circles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; list != NULL && i < list->len && i < MOOT_DIRECTORY_CIRCLES_MAX; i++)
    {
      const MootCircle *circle = g_ptr_array_index (list, i);
      MootCircle *whole = moot_page_source_ask_entity (source, "circle", MOOT_CALL_CIRCLE,
                                                       circle->id, cancellable, NULL);

      if (whole != NULL)
        g_ptr_array_add (circles, whole);
    }
  return circles;
}

/** moot_directory_load: (transfer full): a #MootDirectory; all but the members may be missing */
gpointer
moot_directory_load (MootPageSource  *source,
                     const char      *id,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (MootDirectory) self = g_new0 (MootDirectory, 1);
  g_autoptr (MootCoop) coop = NULL;

  self->members = moot_page_source_ask_all (source, "members", MOOT_CALL_MEMBERSHIPS, NULL,
                                            cancellable, error);
  if (self->members == NULL)
    return NULL;
  self->circles = load_circles (source, cancellable);
  self->applications = moot_page_source_ask_all (source, "applications", MOOT_CALL_APPLICATIONS,
                                                 NULL, cancellable, NULL);
  self->me = moot_page_source_ask_entity (source, "membership", MOOT_CALL_MY_MEMBERSHIP, NULL,
                                          cancellable, NULL);
  coop = moot_page_source_ask_entity (source, "coop", MOOT_CALL_COOP, NULL, cancellable, NULL);
  if (coop != NULL && coop->rules != NULL)
    self->bylaws = moot_bylaws_from_text (coop->rules, NULL);
  return g_steal_pointer (&self);
}

/** moot_directory_free: releases @self, which may be %NULL */
void
moot_directory_free (MootDirectory *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->circles, g_ptr_array_unref);
  g_clear_pointer (&self->applications, g_ptr_array_unref);
  g_clear_object (&self->me);
  g_clear_pointer (&self->bylaws, moot_bylaws_free);
  g_free (self);
}

static gboolean
is_in (const MootCircle *circle,
       const MootMember *member)
{
  for (guint i = 0; i < circle->members->len; i++)
    if (g_strcmp0 (MOOT_CIRCLE_MEMBER (g_ptr_array_index (circle->members, i))->member_id,
                   member->id) == 0)
      return TRUE;
  return FALSE;
}

/** moot_directory_dup_circles: (transfer full): the names of the circles a member is in */
char *
moot_directory_dup_circles (const MootDirectory *self,
                            const MootMember    *member)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->circles->len; i++)
    {
      const MootCircle *circle = g_ptr_array_index (self->circles, i);

      if (is_in (circle, member))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", circle->name);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_admin (const MootMember *member)
{
  for (guint i = 0; i < member->roles->len; i++)
    if (g_strcmp0 (MOOT_MEMBER_ROLE (g_ptr_array_index (member->roles, i))->role, "admin") == 0)
      return TRUE;
  return FALSE;
}

/** moot_directory_may_admit: whether the reader decides about applications: admins do, and the
 * circle that the bylaws name; the server has the last word */
gboolean
moot_directory_may_admit (const MootDirectory *self)
{
  const char *slug = self->bylaws != NULL ? self->bylaws->admission.circle : "";

  if (self->me == NULL)
    return FALSE;
  for (guint i = 0; self->circles != NULL && *slug != '\0' && i < self->circles->len; i++)
    {
      const MootCircle *circle = g_ptr_array_index (self->circles, i);

      if (g_strcmp0 (circle->slug, slug) == 0 && is_in (circle, self->me))
        return TRUE;
    }
  return is_admin (self->me);
}
