/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Who belongs and what each state may do.
 * Spec: governance rules, membership states and rights; co-op API, Membership.
 * Thread: the connection's. */
#include "moot-membership.h"

#include "moot-audit.h"
#include "moot-ballot-signature.h"
#include "moot-circle-store.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-member-store.h"
#include "moot-payment-reference.h"
#include "moot-sql.h"

/* clang-format off */
static const struct
{
  const char *state;
  MootRights rights;
} state_rights[] = {
  { "active",    MOOT_RIGHT_READ | MOOT_RIGHT_COMMENT | MOOT_RIGHT_PROPOSE | MOOT_RIGHT_VOTE | MOOT_RIGHT_STAND |
                 MOOT_RIGHT_SERVE },
  { "applied",   MOOT_RIGHT_NONE },
  { "approved",  MOOT_RIGHT_READ | MOOT_RIGHT_COMMENT },
  { "deceased",  MOOT_RIGHT_NONE },
  { "expelled",  MOOT_RIGHT_NONE },
  { "expired",   MOOT_RIGHT_NONE },
  { "invited",   MOOT_RIGHT_NONE },
  { "lapsed",    MOOT_RIGHT_READ | MOOT_RIGHT_SERVE },
  { "left",      MOOT_RIGHT_NONE },
  { "rejected",  MOOT_RIGHT_NONE },
  { "suspended", MOOT_RIGHT_READ | MOOT_RIGHT_VOTE },
  { "withdrawn", MOOT_RIGHT_NONE },
};

static const struct
{
  MootRights right;
  const char *words;
} refusals[] = {
  { MOOT_RIGHT_READ,    "members only" },
  { MOOT_RIGHT_COMMENT, "your membership does not allow you to speak now" },
  { MOOT_RIGHT_PROPOSE, "only active members propose" },
  { MOOT_RIGHT_VOTE,    "your membership does not allow you to vote now" },
  { MOOT_RIGHT_STAND,   "only active members stand" },
  { MOOT_RIGHT_SERVE,   "your membership does not allow you to serve now" },
};
/* clang-format on */

/** moot_member_state_get_rights: what a state may do; nothing when there is no such state */
MootRights
moot_member_state_get_rights (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_rights); i++)
    if (g_strcmp0 (state_rights[i].state, state) == 0)
      return state_rights[i].rights;
  return MOOT_RIGHT_NONE;
}

/** moot_member_states_present: the states a member list shows when nobody asks for others */
const char *
moot_member_states_present (void)
{
  return "approved,active,lapsed,suspended";
}

static gboolean
load_roles (const MootCoopContext  *context,
            MootActor              *self,
            GError                **error)
{
  g_autoptr (GPtrArray) roles =
    moot_member_store_list_roles (context->db, self->id, moot_coop_get_today (context), error);

  if (roles == NULL)
    return FALSE;
  for (guint i = 0; i < roles->len; i++)
    {
      const MootRoleRecord *role = g_ptr_array_index (roles, i);

      self->is_admin |= g_str_equal (role->role, MOOT_ROLE_ADMIN);
      self->is_treasurer |= g_str_equal (role->role, MOOT_ROLE_TREASURER);
      self->is_facilitator |= g_str_equal (role->role, MOOT_ROLE_FACILITATOR);
      self->is_moderator |= g_str_equal (role->role, MOOT_ROLE_MODERATOR) ||
                            g_str_equal (role->role, MOOT_ROLE_ADMIN);
    }
  return TRUE;
}

/**
 * moot_actor_load:
 * @context: a context
 * @account_id: who is signed in
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_NOT_MEMBER.
 *
 * Returns: (transfer full): the member behind the account
 */
MootActor *
moot_actor_load (const MootCoopContext  *context,
                 gint64                  account_id,
                 GError                **error)
{
  g_autoptr (MootActor) self = g_new0 (MootActor, 1);
  g_autoptr (GError) local = NULL;

  self->record = moot_member_store_find_by_account (context->db, account_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self->record == NULL)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_MEMBER, NULL,
                        "this account is not a member of the co-operative");
      return NULL;
    }
  self->id = self->record->id;
  self->account_id = account_id;
  self->rights = moot_member_state_get_rights (self->record->state);
  if (self->rights & MOOT_RIGHT_SERVE && !load_roles (context, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/** moot_actor_free: frees @self, which may be %NULL */
void
moot_actor_free (MootActor *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->record);
  g_free (self);
}

/**
 * moot_actor_require:
 * @self: a member
 * @right: one right
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN.
 *
 * Returns: whether the member's state allows it
 */
gboolean
moot_actor_require (const MootActor  *self,
                    MootRights        right,
                    GError          **error)
{
  if (self->rights & right)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].right == right)
      return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL, "%s", refusals[i].words);
  return FALSE;
}

static char *
commit_member (const MootMemberRecord *member)
{
  g_autofree char *data =
    g_strdup_printf ("{\"account_id\":\"%" G_GINT64_FORMAT "\",\"member_no\":%" G_GINT64_FORMAT "}",
                     member->account_id, member->member_no);

  return moot_salted_commitment (member->salt, data);
}

static gboolean
grant_role (const MootCoopContext  *context,
            gint64                  member_id,
            const char             *name,
            gint64                  actor_id,
            GError                **error)
{
  g_autoptr (MootRoleRecord) role = g_object_new (MOOT_TYPE_ROLE_RECORD, NULL);
  const MootAuditEvent event = { .type = "role.granted",
                                 .actor_id = actor_id,
                                 .subject_type = "member",
                                 .subject_id = member_id,
                                 .facts = { { "role", name, 0 } } };

  role->member_id = member_id;
  role->role = g_strdup (name);
  role->from_on = moot_coop_get_today (context);
  return moot_audit_append (context, &event, &role->log_seq, error) &&
         moot_member_store_add_role (context->db, role, error);
}

/**
 * moot_membership_note:
 * @context: a context inside a transaction
 * @member: a member, with what changed
 * @type: of the log's entry: `membership.…`
 * @actor_id: who did it; 0 for the scheduler
 * @error: return location
 *
 * Writes what changed about a membership, and that it did into the log.
 *
 * Returns: whether it was written
 */
gboolean
moot_membership_note (const MootCoopContext  *context,
                      MootMemberRecord       *member,
                      const char             *type,
                      gint64                  actor_id,
                      GError                **error)
{
  g_autofree char *commitment = commit_member (member);
  const MootAuditEvent event = { .type = type,
                                 .actor_id = actor_id,
                                 .subject_type = "membership",
                                 .facts = { { "member_sha256", commitment, 0 } } };

  moot_coop_tell_one (context, "coop.membership", member->id, member->account_id);
  return moot_audit_append (context, &event, &member->log_seq, error) &&
         moot_member_store_save_state (context->db, member, error);
}

/* Writes a new member and the log's entry about it; @member has its state. */
static gboolean
write_member (const MootCoopContext  *context,
              MootMemberRecord       *member,
              gint64                  actor_id,
              const char             *type,
              GError                **error)
{
  g_autofree char *commitment = NULL;

  if (!moot_member_store_get_next_no (context->db, &member->member_no, error))
    return FALSE;
  member->state_since = context->now;
  member->joined_on = moot_coop_get_today (context);
  member->payment_reference = moot_payment_reference_new_member (member->member_no);
  member->salt = moot_random_token ();
  commitment = commit_member (member);
  return moot_audit_append (context,
                            &(MootAuditEvent){ .type = type,
                                               .actor_id = actor_id,
                                               .subject_type = "membership",
                                               .facts = { { "member_sha256", commitment, 0 } } },
                            &member->log_seq, error) &&
         moot_member_store_add (context->db, member, error);
}

/* Finds who comes again: whoever was not admitted, or left, may; %NULL for somebody new. */
static gboolean
find_former (const MootCoopContext  *context,
             gint64                  account_id,
             gboolean                applies,
             MootMemberRecord      **out_member,
             GError                **error)
{
  static const char *const ended[] = { "rejected", "withdrawn", "expired", "left", NULL };
  g_autoptr (GError) local = NULL;

  *out_member = moot_member_store_find_by_account (context->db, account_id, &local);
  if (*out_member != NULL && !(applies && g_strv_contains (ended, (*out_member)->state)))
    {
      g_clear_object (out_member);
      return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL,
                               "this account is a member already, or has applied");
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_membership_apply:
 * @context: a context inside a transaction
 * @account_id: an account of this node
 * @application: what they say and who vouches, as JSON
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_EXISTS.
 *
 * Returns: the id of somebody who waits for being admitted, 0 on failure
 */
gint64
moot_membership_apply (const MootCoopContext  *context,
                       gint64                  account_id,
                       const char             *application,
                       GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;

  if (!find_former (context, account_id, TRUE, &member, error))
    return 0;
  if (member != NULL)
    {
      g_free (member->application);
      member->application = g_strdup (application);
      return moot_membership_change_state (context, member, "applied", 0, error) ? member->id : 0;
    }
  member = g_object_new (MOOT_TYPE_MEMBER_RECORD, NULL);
  member->account_id = account_id;
  member->state = g_strdup ("applied");
  member->application = g_strdup (application);
  return write_member (context, member, 0, "membership.applied", error) ? member->id : 0;
}

/**
 * moot_membership_add:
 * @context: a context inside a transaction
 * @account_id: an account of this node
 * @actor_id: the member who admits them; 0 for the founding
 * @roles: (array zero-terminated=1): offices they hold from today on
 * @error: return location
 *
 * Makes an active member of an account.
 *
 * Errors: %MOOT_COOP_ERROR_EXISTS.
 *
 * Returns: the member's id, 0 on failure
 */
gint64
moot_membership_add (const MootCoopContext  *context,
                     gint64                  account_id,
                     gint64                  actor_id,
                     const char *const      *roles,
                     GError                **error)
{
  g_autoptr (MootMemberRecord) member = NULL;

  if (!find_former (context, account_id, FALSE, &member, error))
    return 0;
  member = g_object_new (MOOT_TYPE_MEMBER_RECORD, NULL);
  member->account_id = account_id;
  member->state = g_strdup ("active");
  if (!write_member (context, member, actor_id, "membership.joined", error))
    return 0;
  for (; *roles != NULL; roles++)
    if (!grant_role (context, member->id, *roles, actor_id, error))
      return 0;
  return member->id;
}

/**
 * moot_membership_change_state:
 * @context: a context inside a transaction
 * @member: a member; gets the new state
 * @state: one of the table above
 * @actor_id: who does it; 0 for the scheduler
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_membership_change_state (const MootCoopContext  *context,
                              MootMemberRecord       *member,
                              const char             *state,
                              gint64                  actor_id,
                              GError                **error)
{
  g_autofree char *type = g_strconcat ("membership.", state, NULL);

  g_free (member->state);
  member->state = g_strdup (state);
  member->state_since = context->now;
  member->escalated_at = 0;
  member->appealed_at = 0;
  member->suspended_until =
    g_str_equal (state, "suspended") ? context->now + MOOT_SUSPENSION_DAYS * MOOT_DAY : 0;
  if (g_str_equal (state, "left") || g_str_equal (state, "expelled"))
    {
      member->left_on = moot_coop_get_today (context);
      if (!moot_circle_store_leave_all (context->db, member->id, error))
        return FALSE;
    }
  return moot_membership_note (context, member, type, actor_id, error);
}

/**
 * moot_membership_make_admin:
 * @context: a context inside a transaction
 * @account_id: an account of this node
 * @error: return location
 *
 * Gives a member the office of an admin; one who has it keeps it.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_MEMBER, %MOOT_COOP_ERROR_FORBIDDEN for who may not serve.
 *
 * Returns: whether it was written
 */
gboolean
moot_membership_make_admin (const MootCoopContext  *context,
                            gint64                  account_id,
                            GError                **error)
{
  g_autoptr (MootActor) member = moot_actor_load (context, account_id, error);

  return member != NULL && moot_actor_require (member, MOOT_RIGHT_SERVE, error) &&
         (member->is_admin || grant_role (context, member->id, MOOT_ROLE_ADMIN, 0, error));
}

/**
 * moot_membership_leave:
 * @context: a context inside a transaction
 * @actor: who leaves
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_STATE for who is no member any more, and for the only admin: nobody
 * could keep house, or give the office to anybody, afterwards.
 *
 * Returns: whether it was written
 */
gboolean
moot_membership_leave (const MootCoopContext  *context,
                       const MootActor        *actor,
                       GError                **error)
{
  gint64 n_others = 0;

  if (!(actor->rights & MOOT_RIGHT_READ))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "your membership has ended already");
  if (actor->is_admin &&
      !moot_db_get_int (context->db, &moot_sql_member_count_other_admins,
                        MOOT_BINDS (MOOT_INT ("member_id", actor->id),
                                    MOOT_INT ("today", moot_coop_get_today (context))),
                        &n_others, error))
    return FALSE;
  if (actor->is_admin && n_others == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "you are the only admin: somebody else must hold the office first");
  return moot_membership_change_state (context, actor->record, "left", actor->id, error);
}
