/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What may be done in an emergency, and how each of it is undone: only what can be.  What somebody
 * decided before is not touched, so that undoing restores what was there.
 * Spec: governance rules, emergency powers.
 * Thread: the writer's. */
#include "moot-emergencies.h"

#include "moot-audit.h"
#include "moot-coop-error.h"
#include "moot-coop-store.h"
#include "moot-discussion-store.h"
#include "moot-domain-decisions.h"
#include "moot-domain-store.h"
#include "moot-effects.h"
#include "moot-json.h"
#include "moot-moderation.h"
#include "moot-sql.h"

typedef gboolean (*Check) (const MootCoopContext  *context,
                           JsonObject             *params,
                           GError                **error);
typedef gboolean (*Act) (const MootCoopContext  *context,
                         const MootActor        *actor,
                         JsonObject             *params,
                         GError                **error);
typedef gboolean (*Undo) (const MootCoopContext  *context,
                          JsonObject             *params,
                          gint64                  log_seq,
                          GError                **error);

typedef struct
{
  const char *type;
  Check check;
  Act act;
  Undo undo;
} Deed;

/* Accounts ------------------------------------------------------------------------------------ */

static gboolean
check_account (const MootCoopContext  *context,
               JsonObject             *params,
               GError                **error)
{
  const MootEffectCheck check = { .context = context };
  gint64 has = 0;
  gint64 id;

  if (!moot_effect_kind_find ("account_action")->check (&check, params, error) ||
      !moot_effect_read_id (params, "account_id", TRUE, &id, error) ||
      !moot_db_get_int (
        context->db, &moot_sql_emergency_has_measure,
        MOOT_BINDS (MOOT_INT ("id", id),
                    MOOT_TEXT ("measure", moot_json_get_string (params, "measure"))),
        &has, error))
    return FALSE;
  return has == 0 || moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL, "it is so already");
}

static gboolean
set_account (const MootCoopContext  *context,
             const MootActor        *actor,
             JsonObject             *params,
             gboolean                on,
             GError                **error)
{
  MootMeasure measure = MOOT_MEASURE_NONE;
  gint64 id;

  return moot_effect_read_id (params, "account_id", TRUE, &id, error) &&
         moot_measure_from_text (moot_json_get_string (params, "measure"), &measure) &&
         moot_moderation_act (context, actor, id, measure, on, 0, error);
}

static gboolean
act_account (const MootCoopContext  *context,
             const MootActor        *actor,
             JsonObject             *params,
             GError                **error)
{
  return set_account (context, actor, params, TRUE, error);
}

static gboolean
undo_account (const MootCoopContext  *context,
              JsonObject             *params,
              gint64                  log_seq,
              GError                **error)
{
  g_autoptr (MootCoopRecord) coop = moot_coop_store_load (context->db, error);
  const MootActor node = { .account_id = coop != NULL ? coop->account_id : 0 };

  return coop != NULL && set_account (context, &node, params, FALSE, error);
}

/* Servers ------------------------------------------------------------------------------------- */

static gboolean
find_block (const MootCoopContext  *context,
            JsonObject             *params,
            MootDomainBlock       **out_block,
            GError                **error)
{
  g_autoptr (GError) local = NULL;

  *out_block = moot_domain_block_store_find (context->db, moot_json_get_string (params, "domain"),
                                             &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
check_domain (const MootCoopContext  *context,
              JsonObject             *params,
              GError                **error)
{
  const MootEffectCheck check = { .context = context };
  g_autoptr (MootDomainBlock) block = NULL;

  if (!moot_effect_kind_find ("domain_block")->check (&check, params, error) ||
      !find_block (context, params, &block, error))
    return FALSE;
  return block == NULL || moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL,
                                            "there is a decision about that server already");
}

static gboolean
act_domain (const MootCoopContext  *context,
            const MootActor        *actor,
            JsonObject             *params,
            GError                **error)
{
  g_autoptr (MootDomainBlock) block = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);

  block->domain = g_strdup (moot_json_get_string (params, "domain"));
  block->severity = g_strdup (moot_json_get_string (params, "severity"));
  block->public_comment = g_strdup ("In an emergency, until the members decide");
  return moot_domains_block (context, actor->id, block, error);
}

/* Not one that was decided since. */
static gboolean
undo_domain (const MootCoopContext  *context,
             JsonObject             *params,
             gint64                  log_seq,
             GError                **error)
{
  g_autoptr (MootDomainBlock) block = NULL;

  if (!find_block (context, params, &block, error))
    return FALSE;
  return block == NULL || block->log_seq > log_seq ||
         moot_domains_unblock (context, 0, block, error);
}

/* Threads ------------------------------------------------------------------------------------- */

static gboolean
find_discussion (const MootCoopContext  *context,
                 JsonObject             *params,
                 MootDiscussionRecord  **out_discussion,
                 GError                **error)
{
  g_autoptr (GError) local = NULL;
  gint64 id;

  *out_discussion = NULL;
  if (!moot_effect_read_id (params, "discussion_id", TRUE, &id, error))
    return FALSE;
  *out_discussion = moot_discussion_store_find (context->db, id, &local);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (*out_discussion == NULL)
    return moot_effect_refuse (error, "discussion_id", "that of a discussion");
  return *out_discussion != NULL;
}

static gboolean
check_lock (const MootCoopContext  *context,
            JsonObject             *params,
            GError                **error)
{
  g_autoptr (MootDiscussionRecord) discussion = NULL;

  return find_discussion (context, params, &discussion, error) &&
         (!g_str_equal (discussion->state, "locked") ||
          moot_coop_refuse (error, MOOT_COOP_ERROR_EXISTS, NULL, "it is locked already"));
}

static gboolean
set_lock (const MootCoopContext  *context,
          gint64                  actor_id,
          JsonObject             *params,
          const char             *state,
          GError                **error)
{
  g_autoptr (MootDiscussionRecord) discussion = NULL;

  if (!find_discussion (context, params, &discussion, error))
    return FALSE;
  g_free (discussion->state);
  discussion->state = g_strdup (state);
  return moot_discussion_store_save (context->db, discussion, error) &&
         moot_audit_append (context,
                            &(MootAuditEvent){ .type = g_str_equal (state, "locked")
                                                         ? "discussion.locked"
                                                         : "discussion.unlocked",
                                               .actor_id = actor_id,
                                               .subject_type = "discussion",
                                               .subject_id = discussion->id },
                            NULL, error);
}

static gboolean
act_lock (const MootCoopContext  *context,
          const MootActor        *actor,
          JsonObject             *params,
          GError                **error)
{
  return set_lock (context, actor->id, params, "locked", error);
}

static gboolean
undo_lock (const MootCoopContext  *context,
           JsonObject             *params,
           gint64                  log_seq,
           GError                **error)
{
  return set_lock (context, 0, params, "open", error);
}

/* The table ----------------------------------------------------------------------------------- */

static const Deed deeds[] = {
  { "account_action", check_account, act_account, undo_account },
  { "discussion_lock", check_lock, act_lock, undo_lock },
  { "domain_block", check_domain, act_domain, undo_domain },
};

static const Deed *
find_deed (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_strcmp0 (deeds[i].type, type) == 0)
      return &deeds[i];
  return NULL;
}

/**
 * moot_emergency_deed_check:
 * @context: a context
 * @type: what
 * @params: to whom; brought into normal form
 * @error: return location
 *
 * Errors: %MOOT_COOP_ERROR_INVALID, _EXISTS.
 *
 * Returns: (transfer full) (nullable): @params as they are kept
 */
char *
moot_emergency_deed_check (const MootCoopContext  *context,
                           const char             *type,
                           JsonObject             *params,
                           GError                **error)
{
  const Deed *deed = find_deed (type);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), params);

  if (deed == NULL)
    moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "type",
                      "in an emergency: account_action, domain_block or discussion_lock");
  return deed != NULL && deed->check (context, params, error) ? moot_json_node_to_text (node)
                                                              : NULL;
}

/** moot_emergency_deed_do: does what moot_emergency_deed_check() let pass */
gboolean
moot_emergency_deed_do (const MootCoopContext  *context,
                        const MootActor        *actor,
                        const char             *type,
                        JsonObject             *params,
                        GError                **error)
{
  return find_deed (type)->act (context, actor, params, error);
}

/** moot_emergency_deed_undo: makes it as it was before */
gboolean
moot_emergency_deed_undo (const MootCoopContext  *context,
                          const MootEmergency    *emergency,
                          GError                **error)
{
  g_autoptr (JsonNode) node = moot_json_parse (emergency->params, -1, error);

  return node != NULL && find_deed (emergency->type)
                           ->undo (context, json_node_get_object (node), emergency->log_seq, error);
}

/** moot_emergency_deed_describe: in a few English words */
char *
moot_emergency_deed_describe (const char *type,
                              const char *params)
{
  g_autoptr (JsonNode) node = NULL;

  if (!g_str_equal (type, "discussion_lock"))
    return moot_effect_describe (type, params);
  node = moot_json_parse (params, -1, NULL);
  return g_strdup_printf ("Lock discussion %s",
                          node != NULL
                            ? moot_json_get_string (json_node_get_object (node), "discussion_id")
                            : "?");
}
