/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Circles: working groups with a mandate and members of their own.  What an open one says everybody
 * reads, and any active member joins it; into a closed one its coordinators let people.
 * Facilitators and admins begin circles; who comes, goes and leads is in the log.
 * Spec: co-op API, Coop.circles; governance rules, electorate presets.
 * Thread: the connection's. */
#include "moot-circles.h"

#include <string.h>

#include "moot-audit.h"
#include "moot-circle-store.h"
#include "moot-coop-error.h"
#include "moot-member-store.h"
#include "moot-talk-store.h"
#include "moot-texts.h"

#define ROLE_MEMBER "member"
#define ROLE_COORDINATOR "coordinator"

static gboolean
append_audit (const MootCoopContext  *context,
              const char             *type,
              const MootActor        *actor,
              gint64                  circle_id,
              gint64                  member_id,
              const char             *role,
              GError                **error)
{
  g_autofree char *member = g_strdup_printf ("%" G_GINT64_FORMAT, member_id);
  MootAuditEvent event = { .type = type,
                           .actor_id = actor->id,
                           .subject_type = "circle",
                           .subject_id = circle_id };
  gint64 seq;

  if (member_id != 0)
    event.facts[0] = (MootAuditFact){ "member", member, 0 };
  if (member_id != 0 && role != NULL)
    event.facts[1] = (MootAuditFact){ "role", role, 0 };
  return moot_audit_append (context, &event, &seq, error);
}

static MootCircle *
find_circle (const MootCoopContext  *context,
             const MootActor        *viewer,
             gint64                  id,
             GError                **error)
{
  g_autoptr (GError) local = NULL;
  MootCircle *circle = moot_circle_store_find (context->db, id, viewer->id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (circle == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL, "there is no such circle");
  return circle;
}

/* "Tech & Ops" is called tech-ops in addresses. */
static char *
make_slug (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, NULL);
  GString *slug = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0'; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (slug, g_ascii_tolower (*at));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  if (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  return g_string_free (slug, FALSE);
}

static gboolean
take_draft (const MootCoopContext  *context,
            MootCircle             *circle,
            const MootCircleDraft  *draft,
            gboolean                is_new,
            GError                **error)
{
  if ((is_new || draft->name != NULL) &&
      !moot_text_check ("name", draft->name, MOOT_CIRCLE_NAME_MAX, TRUE, error))
    return FALSE;
  if (!moot_text_check ("mandate", draft->mandate, MOOT_CONTEXT_MAX, FALSE, error))
    return FALSE;
  if (draft->name != NULL)
    {
      g_free (circle->name);
      circle->name = moot_text_dup_trimmed (draft->name);
    }
  if (is_new || draft->mandate != NULL)
    {
      g_free (circle->mandate_source);
      g_free (circle->mandate);
      circle->mandate_source = moot_text_dup_trimmed (draft->mandate);
      circle->mandate = moot_text_render (context->site, circle->mandate_source);
    }
  if (draft->open >= 0)
    circle->open = draft->open > 0;
  if (draft->closed >= 0)
    circle->closed_at = draft->closed > 0 ? context->now : 0;
  return TRUE;
}

static gboolean
take_slug (const MootCoopContext  *context,
           MootCircle             *circle,
           const char             *wanted,
           GError                **error)
{
  gboolean taken = FALSE;

  circle->slug = make_slug (wanted != NULL ? wanted : circle->name);
  if (*circle->slug == '\0')
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "slug",
                             "a short name has letters or digits");
  if (!moot_circle_store_is_taken (context->db, circle->slug, &taken, error))
    return FALSE;
  return !taken || moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, "slug",
                                     "there is a circle called '%s'", circle->slug);
}

/**
 * moot_circles_create:
 * @context: a context inside a transaction
 * @actor: a facilitator or an admin, who leads it until others do
 * @draft: a name at least
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _BLANK, _TOO_LONG, _TOO_MANY, _EXISTS, _INVALID.
 *
 * Returns: the new circle's id, 0 on failure
 */
gint64
moot_circles_create (const MootCoopContext  *context,
                     const MootActor        *actor,
                     const MootCircleDraft  *draft,
                     GError                **error)
{
  g_autoptr (MootCircle) circle = g_object_new (MOOT_TYPE_CIRCLE, NULL);
  gint64 n_circles = 0;
  gint64 id = 0;

  circle->open = TRUE;
  if (!actor->is_facilitator && !actor->is_admin)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "only facilitators begin a circle");
  if (!take_draft (context, circle, draft, TRUE, error) ||
      !take_slug (context, circle, draft->slug, error) ||
      !moot_circle_store_count (context->db, &n_circles, error))
    return 0;
  if (n_circles >= MOOT_CIRCLES_MAX)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_MANY, NULL, "at most %d circles",
                             MOOT_CIRCLES_MAX);
  if (!moot_circle_store_add (context->db, circle, context->now, &id, error) ||
      !append_audit (context, "circle.created", actor, id, 0, NULL, error) ||
      !moot_circle_store_put_member (context->db, id, actor->id, ROLE_COORDINATOR, context->now,
                                     error) ||
      !append_audit (context, "circle.joined", actor, id, actor->id, ROLE_COORDINATOR, error))
    return 0;
  moot_coop_tell (context, "coop.circle", id);
  return id;
}

/** moot_circles_may_lead: whether a member coordinates a circle, or the whole moot; 0 is the moot
 */
gboolean
moot_circles_may_lead (const MootCoopContext  *context,
                       const MootActor        *actor,
                       gint64                  id,
                       gboolean               *out_leads,
                       GError                **error)
{
  g_autofree char *role = NULL;

  *out_leads = actor->is_facilitator || actor->is_admin;
  if (*out_leads || id == 0)
    return TRUE;
  if (!moot_circle_store_find_role (context->db, id, actor->id, &role, error))
    return FALSE;
  *out_leads = g_strcmp0 (role, ROLE_COORDINATOR) == 0;
  return TRUE;
}

static MootCircle *
find_led (const MootCoopContext  *context,
          const MootActor        *actor,
          gint64                  id,
          GError                **error)
{
  g_autoptr (MootCircle) circle = find_circle (context, actor, id, error);
  gboolean leads = FALSE;

  if (circle == NULL || !moot_circles_may_lead (context, actor, id, &leads, error))
    return NULL;
  if (!leads)
    {
      moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                        "only its coordinators and facilitators do that");
      return NULL;
    }
  return g_steal_pointer (&circle);
}

/**
 * moot_circles_change:
 * @context: a context inside a transaction
 * @actor: one of its coordinators, or a facilitator
 * @id: which one
 * @draft: what changes
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
moot_circles_change (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     const MootCircleDraft  *draft,
                     GError                **error)
{
  g_autoptr (MootCircle) circle = find_led (context, actor, id, error);

  if (circle == NULL || !take_draft (context, circle, draft, FALSE, error) ||
      !moot_circle_store_save (context->db, circle, id, error) ||
      !append_audit (context, "circle.changed", actor, id, 0, NULL, error))
    return FALSE;
  moot_coop_tell (context, "coop.circle", id);
  return TRUE;
}

/**
 * moot_circles_join:
 * @context: a context inside a transaction
 * @actor: an active member
 * @id: an open circle
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN for a closed one, _STATE for one that has ended.
 *
 * Returns: whether they belong to it
 */
gboolean
moot_circles_join (const MootCoopContext  *context,
                   const MootActor        *actor,
                   gint64                  id,
                   GError                **error)
{
  g_autoptr (MootCircle) circle = find_circle (context, actor, id, error);

  if (circle == NULL || !moot_actor_require (actor, MOOT_RIGHT_COMMENT, error))
    return FALSE;
  if (circle->my_role != NULL)
    return TRUE;
  if (circle->closed_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL, "the circle has ended");
  if (!circle->open)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                             "its coordinators let people into this circle");
  moot_coop_tell (context, "coop.circle", id);
  return moot_circle_store_put_member (context->db, id, actor->id, ROLE_MEMBER, context->now,
                                       error) &&
         append_audit (context, "circle.joined", actor, id, actor->id, ROLE_MEMBER, error);
}

/** moot_circles_leave: anybody may go at any time; going twice changes nothing */
gboolean
moot_circles_leave (const MootCoopContext  *context,
                    const MootActor        *actor,
                    gint64                  id,
                    GError                **error)
{
  g_autoptr (MootCircle) circle = find_circle (context, actor, id, error);

  if (circle == NULL)
    return FALSE;
  if (circle->my_role == NULL)
    return TRUE;
  moot_coop_tell (context, "coop.circle", id);
  return moot_circle_store_remove_member (context->db, id, actor->id, error) &&
         append_audit (context, "circle.left", actor, id, actor->id, NULL, error);
}

/**
 * moot_circles_appoint:
 * @context: a context inside a transaction
 * @actor: one of its coordinators, or a facilitator
 * @id: which circle
 * @member_id: an active member of the co-op
 * @role: (nullable): `member` or `coordinator`
 * @error: return location
 *
 * Takes a member into a circle, or gives one who is there another role.
 *
 * Errors: %MOOT_COOP_ERROR_FORBIDDEN, _INVALID.
 *
 * Returns: whether it was written
 */
gboolean
moot_circles_appoint (const MootCoopContext  *context,
                      const MootActor        *actor,
                      gint64                  id,
                      gint64                  member_id,
                      const char             *role,
                      GError                **error)
{
  g_autoptr (MootCircle) circle = find_led (context, actor, id, error);
  g_autoptr (MootMemberRecord) member = NULL;
  g_autoptr (GError) local = NULL;
  const MootCoopNews news = { .type = "circle", .actor_id = actor->id, .circle_id = id };

  role = role != NULL ? role : ROLE_MEMBER;
  if (circle == NULL)
    return FALSE;
  if (!g_str_equal (role, ROLE_MEMBER) && !g_str_equal (role, ROLE_COORDINATOR))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "role", "'role' cannot be '%.40s'",
                             role);
  member = moot_member_store_find (context->db, member_id, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (member == NULL || !(moot_member_state_get_rights (member->state) & MOOT_RIGHT_COMMENT))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "member_id",
                             "there is no such active member");
  moot_coop_tell (context, "coop.circle", id);
  return moot_circle_store_put_member (context->db, id, member_id, role, context->now, error) &&
         append_audit (context, "circle.joined", actor, id, member_id, role, error) &&
         (member_id == actor->id ||
          moot_talk_store_tell (context->db, member_id, &news, context->now, error));
}

/** moot_circles_remove: a coordinator or a facilitator takes a member out */
gboolean
moot_circles_remove (const MootCoopContext  *context,
                     const MootActor        *actor,
                     gint64                  id,
                     gint64                  member_id,
                     GError                **error)
{
  g_autoptr (MootCircle) circle = find_led (context, actor, id, error);
  g_autofree char *role = NULL;

  if (circle == NULL ||
      !moot_circle_store_find_role (context->db, id, member_id, &role, error))
    return FALSE;
  if (role == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_NOT_FOUND, NULL,
                             "they do not belong to this circle");
  moot_coop_tell (context, "coop.circle", id);
  return moot_circle_store_remove_member (context->db, id, member_id, error) &&
         append_audit (context, "circle.left", actor, id, member_id, NULL, error);
}

/** moot_circles_require_member: whether something may be begun by a member in a circle that works
 */
gboolean
moot_circles_require_member (const MootCoopContext  *context,
                             const MootActor        *actor,
                             gint64                  id,
                             GError                **error)
{
  g_autoptr (MootCircle) circle = moot_circle_store_find (context->db, id, actor->id, error);

  if (circle == NULL)
    return error != NULL && *error != NULL
             ? FALSE
             : moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "circle_id",
                                 "there is no such circle");
  if (circle->closed_at != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, "circle_id", "the circle has ended");
  return circle->my_role != NULL ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, "circle_id",
                           "only its members begin something in a circle");
}

/** moot_circles_load: (transfer full): one circle with its members */
MootCircle *
moot_circles_load (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   gint64                  id,
                   GError                **error)
{
  g_autoptr (MootCircle) circle = NULL;
  GPtrArray *members;

  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  circle = find_circle (context, viewer, id, error);
  if (circle == NULL)
    return NULL;
  members = moot_circle_store_list_members (context->db, id, MOOT_CIRCLE_MEMBERS_SHOWN, error);
  if (members == NULL)
    return NULL;
  g_ptr_array_unref (circle->members);
  circle->members = members;
  return g_steal_pointer (&circle);
}

/** moot_circles_list: (transfer full) (element-type MootCircle): a page, without members */
GPtrArray *
moot_circles_list (const MootCoopContext  *context,
                   const MootActor        *viewer,
                   const MootRange        *range,
                   GError                **error)
{
  if (!moot_actor_require (viewer, MOOT_RIGHT_READ, error))
    return NULL;
  return moot_circle_store_list (context->db, viewer->id, range, error);
}
