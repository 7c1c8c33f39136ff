/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Effects on people: what moderators could do to an account, a membership, an office, a circle.
 * Spec: governance rules, membership and elections; co-op API, effect.
 * Thread: the connection's. */
#include "moot-effect-kinds.h"

#include "moot-audit.h"
#include "moot-bylaws-change.h"
#include "moot-circle-store.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-election-store.h"
#include "moot-json.h"
#include "moot-member-store.h"
#include "moot-moderation.h"
#include "moot-offices.h"
#include "moot-sql.h"
#include "moot-texts.h"

#define CIRCLE_MEMBERS_MAX 100
#define ROLE_MAX 31 /* bytes, as the bylaws name offices */
#define MONTHS_MAX 120

/* Accounts ------------------------------------------------------------------------------------ */

static gboolean
account_exists (const MootCoopContext  *context,
                gint64                  id,
                gboolean               *out_exists,
                GError                **error)
{
  gint64 count = 0;

  if (!moot_db_get_int (context->db, &moot_sql_effect_account_count,
                        MOOT_BINDS (MOOT_INT ("id", id)), &count, error))
    return FALSE;
  *out_exists = count > 0;
  return TRUE;
}

static gboolean
check_account (const MootEffectCheck  *check,
               JsonObject             *params,
               GError                **error)
{
  MootMeasure measure;
  gboolean exists = FALSE;
  gint64 id;

  if (!moot_measure_from_text (moot_json_get_string (params, "measure"), &measure) ||
      measure == MOOT_MEASURE_NONE)
    return moot_effect_refuse (error, "measure", "sensitive, disable, silence or suspend");
  if (!moot_effect_read_id (params, "account_id", TRUE, &id, error) ||
      !account_exists (check->context, id, &exists, error))
    return FALSE;
  return exists || moot_effect_refuse (error, "account_id", "that of an account");
}

static gboolean
is_on (JsonObject *params)
{
  return !json_object_has_member (params, "on") || moot_json_get_boolean (params, "on");
}

static char *
describe_account (JsonObject *params)
{
  const char *measure = moot_json_get_string (params, "measure");
  const char *id = moot_json_get_string (params, "account_id");

  return g_strdup_printf (is_on (params) ? "Account %s: %s" : "Account %s: end %s",
                          id != NULL ? id : "?", measure != NULL ? measure : "?");
}

static gboolean
execute_account (MootEffectJob  *job,
                 GError        **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (job->context->db, error);
  MootActor node = { .id = 0, .account_id = coop != NULL ? coop->account_id : 0 };
  MootMeasure measure = MOOT_MEASURE_NONE;
  gint64 id;

  return coop != NULL && moot_effect_read_id (job->params, "account_id", TRUE, &id, error) &&
         moot_measure_from_text (moot_json_get_string (job->params, "measure"), &measure) &&
         moot_moderation_act (job->context, &node, id, measure, is_on (job->params), 0, error);
}

/* Memberships --------------------------------------------------------------------------------- */

static const char *const member_states[] = { "active", "suspended", "expelled", NULL };

static gboolean
check_membership (const MootEffectCheck  *check,
                  JsonObject             *params,
                  GError                **error)
{
  const char *state = moot_json_get_string (params, "state");
  g_autoptr (MootMemberRecord) member = NULL;

  if (state == NULL || !g_strv_contains (member_states, state))
    return moot_effect_refuse (error, "state", "active, suspended or expelled");
  member = moot_effect_read_member (check->context, params, error);
  if (member == NULL)
    return FALSE;
  return check->proposal->subject_id == 0 || check->proposal->subject_id == member->id ||
         moot_effect_refuse (error, "member_id", "whom the proposal is about");
}

static char *
describe_membership (JsonObject *params)
{
  const char *id = moot_json_get_string (params, "member_id");
  const char *state = moot_json_get_string (params, "state");

  return g_strdup_printf ("Member %s: %s", id != NULL ? id : "?", state != NULL ? state : "?");
}

static gboolean
execute_membership (MootEffectJob  *job,
                    GError        **error)
{
  g_autoptr (MootMemberRecord) member =
    moot_effect_read_member (job->context, job->params, error);
  const char *state = moot_json_get_string (job->params, "state");

  if (member == NULL)
    return FALSE;
  return g_str_equal (member->state, state) ||
         moot_membership_change_state (job->context, member, state, 0, error);
}

/* Offices ------------------------------------------------------------------------------------- */

static gboolean
check_role (const MootEffectCheck  *check,
            JsonObject             *params,
            GError                **error)
{
  g_autoptr (MootMemberRecord) member = moot_effect_read_member (check->context, params, error);
  const char *role;
  gint64 months = 0;
  gint64 from_on;
  gint64 to_on;

  if (member == NULL || !moot_effect_read_text (params, "role", ROLE_MAX, TRUE, &role, error) ||
      !moot_effect_read_number (params, "months", 1, MONTHS_MAX, FALSE, &months, error) ||
      !moot_effect_read_day (params, "from", FALSE, &from_on, error) ||
      !moot_effect_read_day (params, "to", FALSE, &to_on, error))
    return FALSE;
  return to_on == 0 || to_on >= MAX (from_on, moot_coop_get_today (check->context)) ||
         moot_effect_refuse (error, "to", "a day after it begins");
}

static char *
describe_role (JsonObject *params)
{
  const char *id = moot_json_get_string (params, "member_id");
  const char *role = moot_json_get_string (params, "role");

  return g_strdup_printf ("Member %s: office %s", id != NULL ? id : "?",
                          role != NULL ? role : "?");
}

/* The term that the proposal says, else the one of the bylaws. */
static gboolean
find_end (MootEffectJob  *job,
          MootDay         from,
          gint64         *out_to,
          GError        **error)
{
  g_autoptr (MootBylaws) bylaws = NULL;
  const MootBylawRole *role;
  gint64 months = 0;

  if (!moot_effect_read_day (job->params, "to", FALSE, out_to, error) ||
      !moot_effect_read_number (job->params, "months", 1, MONTHS_MAX, FALSE, &months, error))
    return FALSE;
  if (*out_to != 0)
    return TRUE;
  bylaws = months == 0 ? moot_bylaws_load_in_force (job->context->db, NULL, error) : NULL;
  if (months == 0 && bylaws == NULL)
    return FALSE;
  role = bylaws != NULL
           ? moot_bylaws_find_role (bylaws, moot_json_get_string (job->params, "role"))
           : NULL;
  months = role != NULL ? role->term_months : months;
  if (months > 0)
    *out_to = moot_coop_day_to_time (
      moot_day_add_days (moot_day_add_months (from, (int) months), -1));
  return TRUE;
}

static gboolean
execute_role_grant (MootEffectJob  *job,
                    GError        **error)
{
  g_autoptr (MootMemberRecord) member =
    moot_effect_read_member (job->context, job->params, error);
  g_autoptr (MootRoleRecord) role = g_object_new (MOOT_TYPE_ROLE_RECORD, NULL);

  if (member == NULL ||
      !moot_effect_read_day (job->params, "from", FALSE, &role->from_on, error))
    return FALSE;
  if (!(moot_member_state_get_rights (member->state) & MOOT_RIGHT_SERVE))
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "the membership does not allow an office now");
  role->member_id = member->id;
  role->role = g_strdup (moot_json_get_string (job->params, "role"));
  role->from_on = MAX (role->from_on, moot_coop_get_today (job->context));
  role->proposal_id = job->proposal->id;
  return find_end (job, moot_coop_time_to_day (role->from_on), &role->to_on, error) &&
         moot_offices_grant (job->context, role, 0, error) != 0;
}

/* Whoever was elected loses the office of that election too. */
static gboolean
execute_role_end (MootEffectJob  *job,
                  GError        **error)
{
  g_autoptr (MootMemberRecord) member =
    moot_effect_read_member (job->context, job->params, error);
  const char *role = moot_json_get_string (job->params, "role");
  g_autoptr (GPtrArray) terms = NULL;
  guint n_ended = 0;

  if (member == NULL)
    return FALSE;
  terms = moot_member_store_list_roles (job->context->db, member->id,
                                        moot_coop_get_today (job->context), error);
  for (guint i = 0; terms != NULL && i < terms->len; i++)
    {
      const MootRoleRecord *term = g_ptr_array_index (terms, i);

      if (!g_str_equal (term->role, role))
        continue;
      if (!moot_offices_end (job->context, term, 0, error))
        return FALSE;
      n_ended++;
    }
  if (terms != NULL && n_ended == 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "the member does not hold the office any more");
  return terms != NULL &&
         moot_election_store_wake (job->context->db, job->proposal->id, job->context->now, error);
}

/* Circles ------------------------------------------------------------------------------------- */

static gboolean
check_circle (const MootEffectCheck  *check,
              JsonObject             *params,
              GError                **error)
{
  JsonArray *members = moot_json_get_array (params, "member_ids");
  const char *text;
  const char *slug;

  if (!moot_effect_read_text (params, "name", MOOT_TITLE_MAX, TRUE, &text, error) ||
      !moot_effect_read_text (params, "slug", ROLE_MAX, TRUE, &slug, error) ||
      !moot_effect_read_text (params, "mandate", MOOT_CONTEXT_MAX, FALSE, &text, error))
    return FALSE;
  for (const char *c = slug; *c != '\0'; c++)
    if (!g_ascii_islower (*c) && !g_ascii_isdigit (*c) && *c != '-')
      return moot_effect_refuse (error, "slug", "small letters, digits and '-'");
  if (members != NULL && json_array_get_length (members) > CIRCLE_MEMBERS_MAX)
    return moot_effect_refuse (error, "member_ids", "a hundred members at most");
  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    {
      JsonNode *node = json_array_get_element (members, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return moot_effect_refuse (error, "member_ids", "ids of members");
    }
  return TRUE;
}

static char *
describe_circle (JsonObject *params)
{
  const char *name = moot_json_get_string (params, "name");

  return g_strdup_printf ("New circle: %s", name != NULL ? name : "?");
}

static gboolean
add_circle_members (MootEffectJob  *job,
                    gint64          circle_id,
                    GError        **error)
{
  JsonArray *members = moot_json_get_array (job->params, "member_ids");

  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    {
      const char *text = json_array_get_string_element (members, i);

      if (!moot_circle_store_put_member (job->context->db, circle_id,
                                         g_ascii_strtoll (text, NULL, 10),
                                         i == 0 ? "coordinator" : "member", job->context->now,
                                         error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
execute_circle (MootEffectJob  *job,
                GError        **error)
{
  g_autoptr (MootCircle) circle = g_object_new (MOOT_TYPE_CIRCLE, NULL);
  const char *mandate = moot_json_get_string (job->params, "mandate");
  gboolean taken = FALSE;
  gint64 id = 0;

  circle->slug = g_strdup (moot_json_get_string (job->params, "slug"));
  circle->name = g_strdup (moot_json_get_string (job->params, "name"));
  circle->mandate_source = g_strdup (mandate != NULL ? mandate : "");
  circle->mandate = moot_text_render (job->context->site, circle->mandate_source);
  circle->open = moot_json_get_boolean (job->params, "open");
  if (!moot_circle_store_is_taken (job->context->db, circle->slug, &taken, error))
    return FALSE;
  if (taken)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL, "there is a circle '%s' already",
                             circle->slug);
  return moot_circle_store_add (job->context->db, circle, job->context->now, &id, error) &&
         add_circle_members (job, id, error) &&
         moot_audit_append (
           job->context,
           &(MootAuditEvent){ .type = "circle.founded",
                              .subject_type = "circle",
                              .subject_id = id,
                              .facts = { { "proposal", NULL, job->proposal->id },
                                         { "slug", circle->slug, 0 } } },
           NULL, error);
}

static const MootEffectKind kinds[] = {
  { "account_action", NULL, check_account, describe_account, execute_account },
  { "membership", "expulsion", check_membership, describe_membership, execute_membership },
  { "role_grant", NULL, check_role, describe_role, execute_role_grant },
  { "role_end", "recall", check_role, describe_role, execute_role_end },
  { "circle", NULL, check_circle, describe_circle, execute_circle },
};

const MootEffectKinds moot_effect_people_kinds = { kinds, G_N_ELEMENTS (kinds) };
