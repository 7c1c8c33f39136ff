/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Invitations: a link from somebody who answers for whoever comes with it.  Who may give them out,
 * for how many and for how long, is decided; and what is decided holds for the links that are out
 * there as well.  Whoever has one applies with the word of a member; the co-op decides.
 * Spec: governance rules, admission; co-op API, Invite; effect invitation_policy.
 * Thread: the connection's. */
#include "moot-invites.h"

#include "moot-applications.h"
#include "moot-audit.h"
#include "moot-clock.h"
#include "moot-coop-error.h"
#include "moot-crypto.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-site.h"
#include "moot-sql.h"
#include "moot-texts.h"

#include <string.h>

#define USUAL_USES 10
#define USUAL_DAYS 14
#define SECRET_SETTING "invite_secret"

static const char *const modes[] = {
  [MOOT_INVITE_BY_MEMBERS] = "members",
  [MOOT_INVITE_BY_OFFICERS] = "officers",
  [MOOT_INVITE_CLOSED] = "closed",
};

/** moot_invite_mode_from_text: whether there is such a way to invite */
gboolean
moot_invite_mode_from_text (const char     *text,
                            MootInviteMode *out_mode)
{
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_strcmp0 (text, modes[i]) == 0)
      {
        *out_mode = i;
        return TRUE;
      }
  return FALSE;
}

/** moot_invites_load_policy: what was decided last; members, ten people and two weeks before that
 */
gboolean
moot_invites_load_policy (MootDb            *db,
                          MootInvitePolicy  *out_policy,
                          GError           **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *text = moot_setting_dup (db, MOOT_INVITATION_POLICY, &local);
  g_autoptr (JsonNode) node = text != NULL ? moot_json_parse (text, -1, NULL) : NULL;
  JsonObject *object;

  *out_policy = (MootInvitePolicy){ MOOT_INVITE_BY_MEMBERS, USUAL_USES, USUAL_DAYS };
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  object = json_node_get_object (node);
  moot_invite_mode_from_text (moot_json_get_string (object, "mode"), &out_policy->mode);
  if (json_object_has_member (object, "max_uses"))
    out_policy->max_uses = moot_json_get_int (object, "max_uses");
  if (json_object_has_member (object, "expires_days"))
    out_policy->expires_days = moot_json_get_int (object, "expires_days");
  return TRUE;
}

static gboolean
is_officer (const MootActor *actor)
{
  return actor->is_admin || actor->is_facilitator;
}

/* Whoever may invite now. */
static gboolean
check_may (const MootInvitePolicy  *policy,
           const MootActor         *actor,
           GError                 **error)
{
  if (!moot_actor_require (actor, MOOT_RIGHT_PROPOSE, error))
    return FALSE;
  if (policy->mode == MOOT_INVITE_CLOSED)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "it was decided that nobody is invited now");
  return policy->mode == MOOT_INVITE_BY_MEMBERS || is_officer (actor) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                           "it was decided that admins and facilitators invite");
}

static gboolean
check_limits (const MootCoopContext   *context,
              const MootActor         *actor,
              const MootInvitePolicy  *policy,
              gint64                   max_uses,
              gint64                   expires_at,
              GError                 **error)
{
  gint64 n_open = 0;

  if (max_uses < 1 || max_uses > policy->max_uses)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "max_uses",
                             "between 1 and %" G_GINT64_FORMAT, policy->max_uses);
  if (expires_at <= context->now || expires_at > context->now + policy->expires_days * MOOT_DAY)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "expires_at",
                             "within %" G_GINT64_FORMAT " days", policy->expires_days);
  if (!moot_db_get_int (context->db, &moot_sql_invite_count_open,
                        MOOT_BINDS (MOOT_INT ("member_id", actor->id),
                                    MOOT_INT ("now", context->now)),
                        &n_open, error))
    return FALSE;
  return n_open < MOOT_INVITES_OPEN_MAX ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL,
                           "%d of your invitations are open already", MOOT_INVITES_OPEN_MAX);
}

/* What only this node can say again, and only to who still knows the key of the request. */
static char *
dup_code (const MootCoopContext  *context,
          const MootActor        *actor,
          const char             *key,
          gint64                  made_at,
          GError                **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *secret = moot_setting_dup (context->db, SECRET_SETTING, &local);
  g_autofree char *text = NULL;

  if (secret == NULL && local == NULL)
    {
      secret = moot_random_token ();
      moot_setting_put (context->db, SECRET_SETTING, secret, &local);
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT "\n%s", secret, actor->id,
                          made_at, key);
  return moot_sha256_base64url (text);
}

static MootInvite *
find (const MootCoopContext  *context,
      gint64                  id,
      GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootInvite *invite = moot_records_find (context->db, &moot_sql_invite_get,
                                          MOOT_BINDS (MOOT_INT ("id", id)), MOOT_TYPE_INVITE,
                                          &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (invite == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such invitation");
  return invite;
}

/**
 * moot_invites_issue:
 * @context: a context inside a transaction
 * @actor: who invites
 * @note: (nullable): for whom it is, to remember
 * @max_uses: how many may come with it; 0 for one
 * @expires_at: until when; 0 for as long as was decided
 * @key: of the request, from which and a secret of the node the code is made
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN for who may not invite, _INVALID, _TOO_LONG, _TOO_MANY.
 *
 * Returns: (transfer full): the invitation with its code, of which only a digest is kept
 */
MootInvite *
moot_invites_issue (const MootCoopContext  *context,
                    const MootActor        *actor,
                    const char             *note,
                    gint64                  max_uses,
                    gint64                  expires_at,
                    const char             *key,
                    GError                **error)
{
  g_autofree char *code = dup_code (context, actor, key, context->now, error);
  g_autofree char *digest = code != NULL ? moot_sha256_hex (code, strlen (code)) : NULL;
  g_autoptr (MootInvite) invite = NULL;
  MootInvitePolicy policy;
  gint64 id = 0;

  if (code == NULL || !moot_invites_load_policy (context->db, &policy, error) ||
      !check_may (&policy, actor, error) ||
      !moot_text_check ("note", note, MOOT_INVITE_NOTE_MAX, FALSE, error))
    return NULL;
  max_uses = max_uses != 0 ? max_uses : 1;
  expires_at = expires_at != 0 ? expires_at : context->now + policy.expires_days * MOOT_DAY;
  if (!check_limits (context, actor, &policy, max_uses, expires_at, error) ||
      !moot_records_add (context->db, &moot_sql_invite_add,
                         MOOT_BINDS (MOOT_INT ("member_id", actor->id),
                                     MOOT_TEXT ("digest", digest), MOOT_TEXT ("note", note),
                                     MOOT_INT ("max_uses", max_uses),
                                     MOOT_INT ("now", context->now),
                                     MOOT_INT ("expires_at", expires_at)),
                         &id, error) ||
      !moot_audit_append (context,
                          &(MootAuditEvent){ .type = "invite.issued",
                                             .actor_id = actor->id,
                                             .subject_type = "invite",
                                             .subject_id = id,
                                             .facts = { { "expires_at", NULL, expires_at },
                                                        { "max_uses", NULL, max_uses } } },
                          NULL, error))
    return NULL;
  invite = find (context, id, error);
  if (invite != NULL)
    invite->code = g_steal_pointer (&code);
  return g_steal_pointer (&invite);
}

/**
 * moot_invites_load_issued:
 * @context: a context
 * @actor: who has just issued it
 * @id: the invitation
 * @key: of the request that did so
 * @error: return location
 *
 * Returns: (transfer full): the invitation with its code
 */
MootInvite *
moot_invites_load_issued (const MootCoopContext  *context,
                          const MootActor        *actor,
                          gint64                  id,
                          const char             *key,
                          GError                **error)
{
  g_autoptr (MootInvite) invite = find (context, id, error);

  if (invite == NULL)
    return NULL;
  invite->code = dup_code (context, actor, key, invite->created_at, error);
  return invite->code != NULL ? g_steal_pointer (&invite) : NULL;
}

static gboolean
check_own (const MootInvite  *invite,
           const MootActor   *actor,
           GError           **error)
{
  return g_ascii_strtoll (invite->member_id, NULL, 10) == actor->id || is_officer (actor) ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL,
                           "there is no such invitation");
}

/** moot_invites_revoke: whoever gave it out, or an officer, takes it back */
gboolean
moot_invites_revoke (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     GError                **error)
{
  g_autoptr (MootInvite) invite = find (context, id, error);

  return invite != NULL && check_own (invite, actor, error) &&
         moot_db_run (context->db, &moot_sql_invite_revoke,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("now", context->now)), error) &&
         moot_audit_append (context,
                            &(MootAuditEvent){ .type = "invite.revoked",
                                               .actor_id = actor->id,
                                               .subject_type = "invite",
                                               .subject_id = id },
                            NULL, error);
}

/* Accepting ----------------------------------------------------------------------------------- */

/* What was decided since holds, and so does what became of the member who answers for it. */
static gboolean
check_valid (const MootCoopContext  *context,
             const MootInvite       *invite,
             GError                **error)
{
  g_autoptr (MootActor) issuer = NULL;
  g_autoptr (MootMemberRecord) member = NULL;
  MootInvitePolicy policy;

  if (invite->revoked_at != 0 || invite->expires_at <= context->now ||
      invite->uses >= invite->max_uses)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_CLOSED, "code",
                             "this invitation is not valid any more");
  member = moot_member_store_find (context->db, g_ascii_strtoll (invite->member_id, NULL, 10),
                                   error);
  issuer = member != NULL ? moot_actor_load (context, member->account_id, error) : NULL;
  return issuer != NULL && moot_invites_load_policy (context->db, &policy, error) &&
         check_may (&policy, issuer, error);
}

/**
 * moot_invites_accept:
 * @context: a context inside a transaction
 * @account_id: an account of this node that is no member
 * @code: of an invitation
 * @reason: (nullable): why they want to join
 * @error: return location
 *
 * Applies with the word of the member who invited.
 *
 * Errors: %MOOT_COOP_ERROR_NOT_FOUND, _CLOSED, _FORBIDDEN when invitations were closed since,
 * _EXISTS for a member, _TOO_LONG.
 *
 * Returns: the new member's id, 0 on failure
 */
gint64
moot_invites_accept (const MootCoopContext  *context,
                     gint64                  account_id,
                     const char             *code,
                     const char             *reason,
                     GError                **error)
{
  g_autofree char *digest = code != NULL ? moot_sha256_hex (code, strlen (code)) : NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootInvite) invite =
    digest != NULL ? moot_records_find (context->db, &moot_sql_invite_get_by_digest,
                                        MOOT_BINDS (MOOT_TEXT ("digest", digest)),
                                        MOOT_TYPE_INVITE, &local)
                   : NULL;
  MootApplicationDraft draft = { .reason = reason };
  gint64 member_id;
  gint64 id;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return 0;
    }
  if (invite == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, "code",
                             "there is no such invitation");
  if (!check_valid (context, invite, error))
    return 0;
  draft.inviter_id = g_ascii_strtoll (invite->member_id, NULL, 10);
  draft.invite_id = invite->id;
  member_id = moot_applications_add (context, account_id, &draft, error);
  id = g_ascii_strtoll (invite->id, NULL, 10);
  if (member_id == 0 ||
      !moot_db_run (context->db, &moot_sql_invite_use, MOOT_BINDS (MOOT_INT ("id", id)), error) ||
      !moot_audit_append (context,
                          &(MootAuditEvent){ .type = "invite.used",
                                             .subject_type = "invite",
                                             .subject_id = id },
                          NULL, error))
    return 0;
  return member_id;
}

/* Showing ------------------------------------------------------------------------------------- */

/** moot_invites_load: (transfer full): one's own, or any for an officer; without its code */
MootInvite *
moot_invites_load (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   gint64                  id,
                   GError                **error)
{
  g_autoptr (MootInvite) invite = find (context, id, error);

  return invite != NULL && check_own (invite, viewer, error) ? g_steal_pointer (&invite) : NULL;
}

/** moot_invites_list: (transfer full) (element-type MootInvite): one's own, or all for an officer
 */
GPtrArray *
moot_invites_list (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   const MootRange        *range,
                   GError                **error)
{
  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  return moot_records_list (
    context->db, range->ascending ? &moot_sql_invite_list_ascending : &moot_sql_invite_list,
    MOOT_BINDS (MOOT_INT ("member_id", is_officer (viewer) ? 0 : viewer->id),
                MOOT_INT ("max_id", range->below), MOOT_INT ("min_id", range->above),
                MOOT_INT ("limit", range->limit)),
    MOOT_TYPE_INVITE, error);
}
