/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Effects on other servers: a block cites the decision, ends by itself or is looked at again.
 * Spec: governance rules, moderation tied to policy; co-op API, effect.
 * Thread: the connection's. */
#include "moot-effect-kinds.h"

#include "moot-coop-error.h"
#include "moot-domain-decisions.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-json.h"

#define REVIEW_DAYS 180 /* a block without a day of its own is looked at after half a year */

static gboolean
check_domain (const MootEffectCheck  *check,
              JsonObject             *params,
              GError                **error)
{
  g_autoptr (GError) local = NULL;
  const char *domain;
  g_autofree char *normal = NULL;

  if (!moot_effect_read_text (params, "domain", 255, TRUE, &domain, error))
    return FALSE;
  normal = moot_domains_check_name (check->context, domain, FALSE, &local);
  if (normal == NULL)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "effect", "%s", local->message);
  json_object_set_string_member (params, "domain", normal);
  return TRUE;
}

static gboolean
check_block (const MootEffectCheck  *check,
             JsonObject             *params,
             GError                **error)
{
  const char *severity = moot_json_get_string (params, "severity");
  const char *comment;
  gint64 review_on;
  gint64 expires_on;

  if (severity != NULL && !moot_domain_severity_is_valid (severity))
    return moot_effect_refuse (error, "severity", "noop, silence or suspend");
  if (!check_domain (check, params, error) ||
      !moot_effect_read_text (params, "public_comment", MOOT_DOMAIN_COMMENT_MAX, FALSE, &comment,
                              error) ||
      !moot_effect_read_text (params, "private_comment", MOOT_DOMAIN_COMMENT_MAX, FALSE, &comment,
                              error) ||
      !moot_effect_read_day (params, "review_on", FALSE, &review_on, error) ||
      !moot_effect_read_day (params, "expires_on", FALSE, &expires_on, error))
    return FALSE;
  if ((review_on != 0 && review_on <= moot_coop_get_today (check->context)) ||
      (expires_on != 0 && expires_on <= moot_coop_get_today (check->context)))
    return moot_effect_refuse (error, "review_on", "in the future, and 'expires_on' too");
  if (severity == NULL)
    json_object_set_string_member (params, "severity", "silence");
  return TRUE;
}

static char *
describe_block (JsonObject *params)
{
  const char *severity = moot_json_get_string (params, "severity");
  const char *domain = moot_json_get_string (params, "domain");

  return g_strdup_printf (g_strcmp0 (severity, "suspend") == 0 ? "Block %s" : "Limit %s",
                          domain != NULL ? domain : "a server");
}

static char *
describe_unblock (JsonObject *params)
{
  const char *domain = moot_json_get_string (params, "domain");

  return g_strdup_printf ("Unblock %s", domain != NULL ? domain : "a server");
}

static MootDomainBlock *
make_block (const MootEffectJob *job)
{
  MootDomainBlock *block = g_object_new (MOOT_TYPE_DOMAIN_BLOCK, NULL);
  const char *comment = moot_json_get_string (job->params, "public_comment");

  block->domain = g_strdup (moot_json_get_string (job->params, "domain"));
  block->severity = g_strdup (moot_json_get_string (job->params, "severity"));
  block->reject_media = moot_json_get_boolean (job->params, "reject_media");
  block->reject_reports = moot_json_get_boolean (job->params, "reject_reports");
  block->private_comment = g_strdup (moot_json_get_string (job->params, "private_comment"));
  block->public_comment =
    comment != NULL ? g_strdup (comment)
                    : g_strdup_printf ("Decided by the members: %s", job->proposal->title);
  return block;
}

/* Ends this block and no later one of the same server. */
static gboolean
plan_end (const MootEffectJob    *job,
          const MootDomainBlock  *block,
          GError                **error)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "domain", block->domain);
  moot_json_put_int (&json, "block_log_seq", block->log_seq);
  moot_json_end_object (&json);
  return moot_effect_add_later (job, "domain_unblock", moot_json_writer_steal (&json),
                                job->outcome->expires_on, error) != 0;
}

static gboolean
execute_block (MootEffectJob  *job,
               GError        **error)
{
  g_autoptr (MootDomainBlock) block = make_block (job);
  g_autoptr (MootDomainBlock) done = NULL;
  gint64 review_on;
  gint64 expires_on;

  if (!moot_effect_read_day (job->params, "review_on", FALSE, &review_on, error) ||
      !moot_effect_read_day (job->params, "expires_on", FALSE, &expires_on, error) ||
      !moot_domains_block (job->context, 0, block, error))
    return FALSE;
  if (review_on == 0 && expires_on == 0)
    review_on = moot_coop_day_to_time (moot_day_add_days (job->context->today, REVIEW_DAYS));
  job->outcome->review_on = review_on != 0 ? review_on : job->outcome->review_on;
  job->outcome->expires_on = expires_on != 0 ? expires_on : job->outcome->expires_on;
  done =
    expires_on != 0 ? moot_domain_block_store_find (job->context->db, block->domain, error) : NULL;
  return expires_on == 0 || (done != NULL && plan_end (job, done, error));
}

static gboolean
execute_unblock (MootEffectJob  *job,
                 GError        **error)
{
  g_autoptr (GError) local = NULL;
  const char *domain = moot_json_get_string (job->params, "domain");
  gint64 seq = moot_json_get_int (job->params, "block_log_seq");
  g_autoptr (MootDomainBlock) block =
    moot_domain_block_store_find (job->context->db, domain, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* gone already, or decided anew since */
  if (block == NULL || (seq != 0 && block->log_seq != seq))
    return TRUE;
  return moot_domains_unblock (job->context, 0, block, error);
}

static const MootEffectKind kinds[] = {
  { "domain_block", NULL, check_block, describe_block, execute_block },
  { "domain_unblock", NULL, check_domain, describe_unblock, execute_unblock },
};

const MootEffectKinds moot_effect_federation_kinds = { kinds, G_N_ELEMENTS (kinds) };
