/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Effects on what holds: the bylaws themselves, a rule in words, who may invite.
 * Spec: bylaws are data; the living rulebook; co-op API, effect and Outcome.
 * Thread: the connection's. */
#include "moot-effect-kinds.h"

#include "moot-audit.h"
#include "moot-bylaws-change.h"
#include "moot-bylaws-diff.h"
#include "moot-bylaws-json.h"
#include "moot-bylaws-patch.h"
#include "moot-coop-error.h"
#include "moot-id.h"
#include "moot-invites.h"
#include "moot-json.h"
#include "moot-proposal-store.h"
#include "moot-rulebook.h"
#include "moot-site.h"
#include "moot-texts.h"

#define SUPERSEDES_MAX 20

/* Bylaws -------------------------------------------------------------------------------------- */

static MootBylaws *
read_new_bylaws (const MootBylaws  *now,
                 JsonObject        *params,
                 GError           **error)
{
  JsonObject *rules = moot_json_get_object (params, "rules");
  JsonObject *patch = moot_json_get_object (params, "patch");
  g_autoptr (GError) local = NULL;
  MootBylaws *bylaws;

  if (rules == NULL && patch == NULL)
    {
      moot_effect_refuse (error, "rules", "the new bylaws, or 'patch' what changes in them");
      return NULL;
    }
  bylaws = rules != NULL ? moot_bylaws_from_json (rules, &local)
                         : moot_bylaws_patch (now, patch, &local);
  if (bylaws == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect", "bylaws: %s", local->message);
  return bylaws;
}

/* From then on the proposal carries the whole new text and the version that it was made from. */
static void
set_normal_form (JsonObject       *params,
                 const MootBylaws *bylaws,
                 gint64            version)
{
  g_autofree char *text = moot_bylaws_to_text (bylaws);
  JsonNode *node = moot_json_parse (text, -1, NULL);
  g_autofree char *base = g_strdup_printf ("%" G_GINT64_FORMAT, version);

  json_object_set_member (params, "rules", node);
  json_object_set_string_member (params, "base_version", base);
  if (json_object_has_member (params, "patch"))
    json_object_remove_member (params, "patch");
}

static gboolean
check_bylaws (const MootEffectCheck  *check,
              JsonObject             *params,
              GError                **error)
{
  gint64 version = 0;
  gint64 base = 0;
  g_autoptr (MootBylaws) now = moot_bylaws_load_in_force (check->context->db, &version, error);
  g_autoptr (MootBylaws) bylaws = NULL;
  g_autoptr (GArray) changes = NULL;

  if (now == NULL || !moot_effect_read_id (params, "base_version", FALSE, &base, error))
    return FALSE;
  if (base != 0 && base != version)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, "effect",
                             "the bylaws were changed meanwhile: version %" G_GINT64_FORMAT
                             " is in force",
                             version);
  bylaws = read_new_bylaws (now, params, error);
  if (bylaws == NULL)
    return FALSE;
  changes = moot_bylaws_compare (now, bylaws);
  if (changes->len == 0)
    return moot_effect_refuse (error, "rules", "different from the bylaws in force");
  set_normal_form (params, bylaws, version);
  return TRUE;
}

static char *
describe_bylaws (JsonObject *params)
{
  return g_strdup ("Change the bylaws");
}

static gboolean
execute_bylaws (MootEffectJob  *job,
                GError        **error)
{
  gint64 version = 0;
  gint64 base = 0;
  g_autoptr (MootBylaws) now = moot_bylaws_load_in_force (job->context->db, &version, error);
  g_autoptr (MootBylaws) bylaws = NULL;

  if (now == NULL || !moot_effect_read_id (job->params, "base_version", TRUE, &base, error))
    return FALSE;
  if (base != version)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_STATE, NULL,
                             "the bylaws were changed by another decision after this was proposed");
  bylaws = read_new_bylaws (now, job->params, error);
  return bylaws != NULL &&
         moot_bylaws_put_in_force (job->context, bylaws, job->proposal->id, error);
}

/* Rules in words ------------------------------------------------------------------------------ */

static gboolean
read_superseded (JsonArray *array,
                 guint      i,
                 gint64    *out_id)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         moot_id_parse (json_node_get_string (node), out_id);
}

static gboolean
check_supersedes (const MootEffectCheck  *check,
                  JsonObject             *params,
                  GError                **error)
{
  JsonArray *array = moot_json_get_array (params, "supersedes");

  if (array != NULL && json_array_get_length (array) > SUPERSEDES_MAX)
    return moot_effect_refuse (error, "supersedes", "twenty rules at most");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autoptr (MootOutcomeRecord) outcome = NULL;
      g_autoptr (GError) local = NULL;
      gint64 id = 0;

      if (read_superseded (array, i, &id))
        outcome = moot_outcome_store_find (check->context->db, id, &local);
      if (local != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (outcome == NULL || !outcome->in_force)
        return moot_effect_refuse (error, "supersedes", "ids of decisions in force");
    }
  return TRUE;
}

static gboolean
check_rule (const MootEffectCheck  *check,
            JsonObject             *params,
            GError                **error)
{
  const char *text;
  gint64 day;

  return moot_effect_read_text (params, "text", MOOT_CONTEXT_MAX, TRUE, &text, error) &&
         moot_effect_read_text (params, "topic", MOOT_TITLE_MAX, FALSE, &text, error) &&
         moot_effect_read_day (params, "review_on", FALSE, &day, error) &&
         moot_effect_read_day (params, "expires_on", FALSE, &day, error) &&
         check_supersedes (check, params, error);
}

static char *
describe_rule (JsonObject *params)
{
  const char *topic = moot_json_get_string (params, "topic");

  return topic != NULL ? g_strdup_printf ("New rule about %s", topic) : g_strdup ("New rule");
}

static void
replace (char       **text,
         const char  *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
execute_rule (MootEffectJob  *job,
              GError        **error)
{
  JsonArray *array = moot_json_get_array (job->params, "supersedes");
  gint64 review_on;
  gint64 expires_on;

  if (!moot_effect_read_day (job->params, "review_on", FALSE, &review_on, error) ||
      !moot_effect_read_day (job->params, "expires_on", FALSE, &expires_on, error))
    return FALSE;
  replace (&job->outcome->rule_text, moot_json_get_string (job->params, "text"));
  replace (&job->outcome->topic, moot_json_get_string (job->params, "topic"));
  job->outcome->review_on = review_on != 0 ? review_on : job->outcome->review_on;
  job->outcome->expires_on = expires_on != 0 ? expires_on : job->outcome->expires_on;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      gint64 id = 0;

      if (read_superseded (array, i, &id) &&
          !moot_rulebook_supersede (job->context, id, job->outcome->id, error))
        return FALSE;
    }
  return TRUE;
}

/* Invitations --------------------------------------------------------------------------------- */

static gboolean
check_invitations (const MootEffectCheck  *check,
                   JsonObject             *params,
                   GError                **error)
{
  MootInviteMode mode;
  gint64 number;

  if (!moot_invite_mode_from_text (moot_json_get_string (params, "mode"), &mode))
    return moot_effect_refuse (error, "mode", "members, officers or closed");
  return moot_effect_read_number (params, "max_uses", 1, MOOT_INVITE_USES_MAX, FALSE, &number,
                                  error) &&
         moot_effect_read_number (params, "expires_days", 1, MOOT_INVITE_DAYS_MAX, FALSE, &number,
                                  error);
}

static char *
describe_invitations (JsonObject *params)
{
  const char *mode = moot_json_get_string (params, "mode");

  return g_strdup_printf ("Invitations: %s", mode != NULL ? mode : "?");
}

static gboolean
execute_invitations (MootEffectJob  *job,
                     GError        **error)
{
  const char *mode = moot_json_get_string (job->params, "mode");

  return moot_setting_put (job->context->db, MOOT_INVITATION_POLICY, job->effect->params, error) &&
         moot_audit_append (
           job->context,
           &(MootAuditEvent){ .type = "invitations.policy",
                              .subject_type = "coop",
                              .facts = { { "mode", mode, 0 },
                                         { "proposal", NULL, job->proposal->id } } },
           NULL, error);
}

static const MootEffectKind kinds[] = {
  { "bylaws", "bylaw", check_bylaws, describe_bylaws, execute_bylaws },
  { "rule", NULL, check_rule, describe_rule, execute_rule },
  { "invitation_policy", NULL, check_invitations, describe_invitations, execute_invitations },
};

const MootEffectKinds moot_effect_rule_kinds = { kinds, G_N_ELEMENTS (kinds) };
