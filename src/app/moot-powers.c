/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What somebody may do by their offices, as far as pages need it to show buttons.  The node
 * decides. Thread: any. */
#include "moot-powers.h"

/** moot_powers_has_role: whether a member holds an office now */
gboolean
moot_powers_has_role (MootMember *member,
                      const char *role)
{
  for (guint i = 0; member != NULL && i < member->roles->len; i++)
    if (g_strcmp0 (MOOT_MEMBER_ROLE (g_ptr_array_index (member->roles, i))->role, role) == 0)
      return TRUE;
  return FALSE;
}

/** moot_powers_member_leads: whether a member facilitates the whole moot */
gboolean
moot_powers_member_leads (MootMember *member)
{
  return moot_powers_has_role (member, "facilitator") || moot_powers_has_role (member, "admin");
}
