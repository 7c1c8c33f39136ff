/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Members as the API shows them, and to whom what is private.
 * Spec: co-op API, Membership.
 * Thread: the connection's. */
#include "moot-membership.h"

#include "moot-coop-error.h"
#include "moot-devices.h"
#include "moot-dues.h"
#include "moot-member-store.h"

#define STAND_AFTER_DAYS 90 /* who stands for an office knows the place a little */

static GPtrArray *
make_roles (const MootCoopContext  *context,
            gint64                  member_id,
            GError                **error)
{
  g_autoptr (GPtrArray) records =
    moot_member_store_list_roles (context->db, member_id, moot_coop_get_today (context), error);
  GPtrArray *roles;

  if (records == NULL)
    return NULL;
  roles = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    {
      const MootRoleRecord *record = g_ptr_array_index (records, i);
      MootMemberRole *role = g_object_new (MOOT_TYPE_MEMBER_ROLE, NULL);

      role->role = g_strdup (record->role);
      role->from = record->from_on;
      role->to = record->to_on;
      if (record->election_id != 0)
        role->election_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->election_id);
      g_ptr_array_add (roles, role);
    }
  return roles;
}

static gboolean
fill_rights (const MootCoopContext   *context,
             const MootPlanInForce   *plan,
             const MootMemberRecord  *record,
             MootMember              *member,
             MootSight                sight,
             GError                 **error)
{
  MootRights rights = moot_member_state_get_rights (record->state);
  MootDay stands_from =
    moot_day_add_days (moot_coop_time_to_day (record->joined_on), STAND_AFTER_DAYS);
  g_autoptr (MootDuesStanding) standing = moot_dues_load_standing (context, plan, record, error);

  if (standing == NULL)
    return FALSE;
  member->can = g_object_new (MOOT_TYPE_MEMBER_RIGHTS, NULL);
  member->can->comment = (rights & MOOT_RIGHT_COMMENT) != 0;
  member->can->propose = (rights & MOOT_RIGHT_PROPOSE) != 0;
  member->can->vote = (rights & MOOT_RIGHT_VOTE) != 0 && !standing->votes_frozen;
  member->can->stand = (rights & MOOT_RIGHT_STAND) != 0 && stands_from <= context->today;
  if (sight & MOOT_SIGHT_DUES && standing->status != MOOT_DUES_STATUS_NOT_APPLICABLE)
    member->sub_state = g_strdup (moot_dues_status_kind_to_text (standing->status));
  return TRUE;
}

static MootMember *
make_member (const MootCoopContext   *context,
             const MootPlanInForce   *plan,
             const MootMemberRecord  *record,
             MootSight                sight,
             GError                 **error)
{
  g_autoptr (MootMember) member = g_object_new (MOOT_TYPE_MEMBER, NULL);
  g_autoptr (GPtrArray) roles = make_roles (context, record->id, error);

  if (roles == NULL || !fill_rights (context, plan, record, member, sight, error))
    return NULL;
  member->device_keys = moot_devices_write (context, record->id, sight != MOOT_SIGHT_PLAIN, error);
  if (member->device_keys == NULL)
    return NULL;
  member->id = g_strdup_printf ("%" G_GINT64_FORMAT, record->id);
  member->account_id = g_strdup_printf ("%" G_GINT64_FORMAT, record->account_id);
  member->state = g_strdup (record->state);
  member->member_no = g_strdup_printf ("%04" G_GINT64_FORMAT, record->member_no);
  member->name = g_strdup (record->name);
  member->username = g_strdup (record->username);
  g_ptr_array_unref (member->roles);
  member->roles = g_steal_pointer (&roles);
  member->joined_on = record->joined_on;
  member->state_since = record->state_since;
  member->left_on = record->left_on;
  member->log_seq = record->log_seq;
  /* whoever is to vouch for somebody reads what they said */
  if (sight & MOOT_SIGHT_APPLICATION || g_str_equal (record->state, "applied"))
    member->application = g_strdup (record->application);
  if (sight & MOOT_SIGHT_DUES)
    member->payment_reference = g_strdup (record->payment_reference);
  if (sight == MOOT_SIGHT_ALL)
    member->private = g_strdup ("{}");
  return g_steal_pointer (&member);
}

/**
 * moot_membership_load:
 * @context: a context
 * @viewer: who looks
 * @id: whom at
 * @sight: what an officer's token allows to see; of oneself one sees all
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, %MOOT_COOP_ERROR_FORBIDDEN.
 *
 * Returns: (transfer full): the member
 */
MootMember *
moot_membership_load (const MootCoopContext  *context,
                      const MootActor        *viewer,
                      gint64                  id,
                      MootSight               sight,
                      GError                **error)
{
  g_autoptr (MootMemberRecord) record = NULL;
  g_autoptr (GError) local = NULL;
  MootPlanInForce plan;

  if ((id != viewer->id && !moot_actor_require (viewer, MOOT_RIGHT_READ, error)) ||
      !moot_dues_load_terms (context, &plan, error))
    return NULL;
  record = moot_member_store_find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such member");
  else
    return make_member (context, &plan, record, id == viewer->id ? MOOT_SIGHT_ALL : sight, error);
  return NULL;
}

/* Whose application came to nothing is the business of those who admit. */
static gboolean
was_never_member (const char *state)
{
  static const char *const states[] = { "rejected", "withdrawn", "expired", NULL };

  return g_strv_contains (states, state);
}

/**
 * moot_membership_list:
 * @context: a context
 * @viewer: who looks
 * @states: states separated by commas; empty for those who belong now
 * @sight: see moot_membership_load(); without the applications, those that ended are not there
 * @range: the page
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootMember): the page
 */
GPtrArray *
moot_membership_list (const MootCoopContext  *context,
                      const MootActor        *viewer,
                      const char             *states,
                      MootSight               sight,
                      const MootRange        *range,
                      GError                **error)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);
  MootPlanInForce plan;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error) ||
      !moot_dues_load_terms (context, &plan, error))
    return NULL;
  records = moot_member_store_list (
    context->db, *states != '\0' ? states : moot_member_states_present (), range, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      const MootMemberRecord *record = g_ptr_array_index (records, i);
      const gboolean is_own = record->id == viewer->id;
      MootMember *member;

      if (!(sight & MOOT_SIGHT_APPLICATION) && !is_own && was_never_member (record->state))
        continue;
      member = make_member (context, &plan, record, is_own ? MOOT_SIGHT_ALL : sight, error);
      if (member == NULL)
        return NULL;
      g_ptr_array_add (members, member);
    }
  return g_steal_pointer (&members);
}
